"""What probes may ask of accounts while they look, loaded for hundreds of them together."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from monitor.domain.content import TimelineState
from monitor.domain.need import Lookback
from monitor.domain.observation import StoredObservation, Timeline
from monitor.domain.site import Account
from monitor.domain.timing import Clock
from storage.db.engine import Database
from storage.observations.cases import Memory
from storage.observations.looks import load_looks, newest_before
from storage.observations.site_memory import load_tags

_TICK = timedelta(microseconds=1)


@dataclass(slots=True)
class AccountMemories:
    """Accounts asked for while another load is under way are loaded together in the next one."""

    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    _asking: list[tuple[Account, "asyncio.Future[Memory]"]] = field(default_factory=list)

    async def of(
        self,
        account: Account,
        database: Database,
        clock: Clock,
        make_validators: Callable[[str, str], Any],
        needs: Lookback,
    ) -> Memory:
        """What is known of *account* now. What loading raises, each who asked is told."""

        async def load(accounts: Sequence[Account]) -> dict[str, Memory]:
            async with database.read() as connection:
                return await load_account_memories(connection, accounts, clock(), make_validators, needs)

        mine: asyncio.Future[Memory] = asyncio.get_running_loop().create_future()
        self._asking.append((account, mine))
        async with self._turn:
            if not mine.done():
                batch, self._asking = self._asking, []
                await _answer(batch, load)
        return await mine


async def _answer(
    batch: Sequence[tuple[Account, "asyncio.Future[Memory]"]],
    load: Callable[[Sequence[Account]], Awaitable[dict[str, Memory]]],
) -> None:
    try:
        found = await load([one for one, _ in batch])
    except BaseException as error:
        # whoever loaded was cancelled: the others are told, and ask again
        said = error if isinstance(error, Exception) else ConnectionError("loading was broken off")
        for _, future in batch:
            if not future.done():
                future.set_exception(said)
        if said is not error:
            raise
        return
    for account, future in batch:
        if not future.done():
            future.set_result(found[account.id])


async def load_account_memories(
    connection: AsyncConnection,
    accounts: Sequence[Account],
    now: datetime,
    make_validators: Callable[[str, str], Any],
    needs: Lookback,
) -> dict[str, Memory]:
    """
    What is known of each of *accounts* at *now*, by account: the same statements for one and for hundreds.

    The newest look tells where it showed posts; only of accounts where it did not are the older ones read.
    """
    ids = [one.id for one in accounts]
    start = needs.start(Timeline, now)
    newest = await newest_before(connection, Timeline, [(one, "") for one in ids], now + _TICK, now)
    known = {id: looks[-1].seen for id, looks in newest.items() if _shows_posts(looks[-1].seen, start)}
    if behind := [one for one in ids if one not in known]:
        for id, looks in (await load_looks(connection, Timeline, behind, start, now, now)).items():
            shown = [one.seen for one in looks if _shows_posts(one.seen, start)]
            known |= {id: shown[-1]} if shown else {}
    urls = {one.id: [value for value in one.source.values() if isinstance(value, str)] for one in accounts}
    tags = await load_tags(connection, [url for several in urls.values() for url in several], now)
    return {
        id: Memory(
            readings={},
            listings={},
            homepages=(),
            timelines=[known[id]] if id in known else [],
            tags={url: tags[url] for url in urls[id] if url in tags},
            make_validators=make_validators,
        )
        for id in ids
    }


def _shows_posts(seen: StoredObservation[Timeline], start: datetime) -> bool:
    """Whether a look read posts at their source, no longer ago than cases reach."""
    facts = seen.facts
    return seen.at >= start and facts.state is TimelineState.POSTS and facts.through != "import"
