"""Lists that stand at an address of their own, behind an adapter (列表在别处): asked and read alike at night, back in time and when a site is discovered."""

from dataclasses import replace
from datetime import datetime

from monitor.domain.content import ListState
from monitor.domain.observation import Exchange, Listing
from probes.adapters._adapter import ListRequest
from probes.http.base import Answer, Fetch, Fetched, Unreached
from probes.pages.readings import Through, asked_list, unread_listing
from probes.wall.base import Wall


async def ask_list(ask: ListRequest, hosts: tuple[str, ...], fetch: Fetch) -> Answer:
    """What the list's own address answers."""
    return await fetch(
        ask.url,
        method=ask.method,
        headers=ask.headers,
        body=ask.body,
        accept="any",
        allowed_hosts=hosts,
        attempts=2,
    )


async def list_elsewhere(
    through: Through,
    ask: ListRequest,
    page: Fetched,
    hosts: tuple[str, ...],
    fetch: Fetch,
    wall: Wall,
    at: datetime,
) -> tuple[Listing, tuple[Exchange, ...]]:
    """The list of a *page* that stands elsewhere, and what was exchanged for it; recognised and unanswered is unreadable."""
    answer = await ask_list(ask, hosts, fetch)
    if isinstance(answer, Fetched):
        read = await wall.read(asked_list, through.name, answer.text, page.final_url, through.options, at)
        return replace(unread_listing(read), through=through.name), answer.exchanges
    reason = answer.reason.value if isinstance(answer, Unreached) else "not_modified"
    listing = Listing(state=ListState.UNREADABLE, reason=f"list_unanswered:{reason}", through=through.name)
    return listing, answer.exchanges
