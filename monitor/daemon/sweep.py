"""Sweeps up after planned visits that nobody made (补记漏访): a row for each, day by day, the oldest day first."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import structlog

from monitor.domain.site import Site
from monitor.domain.timing import DAY, day_of, midnight
from monitor.schedule.duties import SWEEP
from monitor.schedule.missed import missed_looks
from monitor.schedule.plans import Plans
from storage.db.retry import with_retry
from storage.observations import slots
from storage.ops import leases
from storage.store import Store

log = structlog.get_logger()

#: After an absence, missed slots are written down for at most so many days.
SWEEP_BACK = timedelta(days=14)
#: A visit for a slot of the evening may be made so long after midnight.
LATEST = timedelta(minutes=15)
#: A moment is planned in a slot that began no longer before it: twenty visits a day are the fewest.
LONGEST_SLOT = timedelta(hours=2)
#: Rows saved in one transaction: visits wait no longer.
AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Sweeper:
    """Writes down what was missed, and remembers up to when."""

    store: Store
    plans: Plans
    sites: Callable[[], Sequence[Site]]

    async def begin(self, now: datetime) -> datetime:
        """From when on something may be missing: from the last sweep that came to its end."""
        async with self.store.database.read() as connection:
            done = (await leases.duties(connection)).get(SWEEP)
            newest = await slots.newest_visit(connection)
        since = done.started_at - DAY if done else newest - DAY if newest else now - DAY
        return max(since, now - SWEEP_BACK) if since <= now else now - DAY

    async def days(self, since: datetime, until: datetime, now: datetime) -> None:
        """Every day from *since* to *until*, the last one too."""
        day = day_of(since)
        while day <= day_of(until):
            await self.day(day, since, now)
            day += DAY

    async def day(self, day: date, since: datetime, now: datetime) -> None:
        """One day, as far as it lies between *since* and *now*; of its visits only those since about then are read."""
        async with self.store.database.read() as connection:
            begin = max(midnight(day), since - LONGEST_SLOT)
            end = min(midnight(day) + DAY + LATEST, now + timedelta(seconds=1))
            made = await slots.visits_made(connection, begin, end)
            watched = await slots.watched_since(connection)
        taken = {
            id: sorted({one.at for one in looks} | {one.slot for one in looks if one.slot})
            for id, looks in made.items()
        }
        sites = {site.id: watched.get(site.id, now) for site in self.sites()}
        # in a thread: of thousands of sites it takes seconds, and visits are due meanwhile
        missed = await asyncio.to_thread(missed_looks, self.plans, sites, taken, day, since, now)
        for start in range(0, len(missed), AT_ONCE):
            looks = missed[start : start + AT_ONCE]
            await with_retry(lambda looks=looks: self.store.save(looks))  # type: ignore[misc]
        if missed:
            log.warning("visits_missed", day=str(day), slots=len(missed))

    async def note(self, now: datetime) -> None:
        """All before *now* is swept."""

        async def save() -> None:
            async with self.store.database.write() as connection:
                await leases.begin_duty(connection, SWEEP, now)
                await leases.end_duty(connection, SWEEP, now, "")

        await with_retry(save)
