"""The servers (服务器) behind sites and accounts, by the name resolution of the runtime's fetcher."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime

from pydantic import ValidationError

from monitor.domain.site import Site, Subject
from monitor.schedule.rounds import by_server
from probes.http.base import Fetch
from probes.http.fetcher import Fetcher
from probes.sources._source import discover

#: Names asked for at once.
AT_ONCE = 100


def address_of(subject: Subject) -> str:
    """Where looks at *subject* begin: a site's homepage, the place that an account's source asks; "" where nothing is asked."""
    if isinstance(subject, Site):
        return subject.url
    source = discover().get(str(subject.source.get("kind")))
    if source is None:
        return ""
    try:
        options = source.options_of(subject)
    except ValidationError:
        return ""
    return next((said for name in ("url", "base", "api") if (said := getattr(options, name, ""))), "")


async def servers_of(fetch: Fetch, subjects: Sequence[Subject]) -> Mapping[str, str]:
    """Address and port of the server of each of *subjects*, by id; without those that ask nothing anywhere."""
    if not isinstance(fetch, Fetcher):
        return {}
    seats, found = asyncio.Semaphore(AT_ONCE), dict[str, str]()

    async def one(id: str, url: str) -> None:
        async with seats:
            found[id] = await fetch.server_of(url)

    addresses = {one.id: address_of(one) for one in subjects}
    async with asyncio.TaskGroup() as group:
        for id, url in addresses.items():
            if url:
                group.create_task(one(id, url))
    return found


async def by_one_server(
    fetch: Fetch, subjects: Sequence[Subject], seen: Mapping[str, datetime] | None = None
) -> list[list[Subject]]:
    """*subjects* in the order in which a round looks at them, those of one server together; *seen*: when the last one did, None: there was none."""
    if len(subjects) < 2:
        return [[one] for one in subjects]
    by_id = {one.id: one for one in subjects}
    return [
        [by_id[id] for id in line] for line in by_server(by_id, await servers_of(fetch, subjects), seen or {})
    ]
