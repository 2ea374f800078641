"""A daemon on a clock that the test moves: the real scheduler, the real store."""

import asyncio
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import structlog
import time_machine

from monitor.daemon.daemon import Daemon
from monitor.daemon.duties import Duty
from monitor.domain.observation import Observation, Visit
from monitor.domain.reach import Reach
from monitor.domain.site import Site
from monitor.domain.timing import SHANGHAI, system_clock
from monitor.ops.logs import plain_logs
from monitor.schedule.plans import Plans
from probes.http.base import Validators
from storage.store import Store
from tests.databases import sqlite_url
from tests.stores import open_at

START = datetime(2026, 11, 20, 0, 0, tzinfo=SHANGHAI)


@pytest.fixture(autouse=True)
def _logs() -> Iterator[None]:
    plain_logs(lambda: sys.stderr)
    yield
    structlog.reset_defaults()


def site(id: str) -> Site:
    return Site(id=id, name=id, url=f"http://{id}/", edition="fuzhou-2021")


@dataclass
class Stage:
    """The daemon under test, and everything that it did."""

    store: Store
    traveller: time_machine.Traveller
    sites: list[Site] = field(default_factory=lambda: [site("a"), site("b")])
    duties: list[Duty] = field(default_factory=list)
    visited: list[tuple[str, datetime, datetime]] = field(default_factory=list)  #: site, slot, at
    before_visit: Callable[[], Awaitable[None]] | None = None
    daemons: list[Daemon] = field(default_factory=list)

    def daemon(self, holder: str = "first") -> Daemon:
        made = Daemon(
            store=self.store, clock=system_clock, sites=lambda: self.sites, visit=self.visit,
            duties=lambda: self.duties, holder=holder, plans=Plans(), timer=lambda: system_clock().timestamp(),
            pulse_every=timedelta(minutes=20),
        )  # fmt: skip
        self.daemons.append(made)
        return made

    async def visit(self, site: Site, slot: datetime) -> None:
        at = system_clock()
        self.visited.append((site.id, slot, at))
        if self.before_visit is not None:
            await self.before_visit()
        facts = Visit(reach=Reach.OPENED, reason="ok", slot=slot)
        await self.store.save([Observation(subject=site.id, at=at, facts=facts)])

    async def until(self, made: Daemon, moment: datetime) -> None:
        """Move the clock from job to job up to *moment*, letting each one finish."""
        await advance(made, self.traveller, moment)


async def advance(made: Daemon, traveller: time_machine.Traveller, moment: datetime) -> None:
    """Move the clock from job to job up to *moment*, letting each one finish."""
    while (due := _next(made)) is not None and due <= moment:
        traveller.move_to(max(due, system_clock()))
        made.scheduler.wakeup()
        await settle(made)
    traveller.move_to(moment)


def _next(made: Daemon) -> datetime | None:
    return min((job.next_run_time for job in made.scheduler.get_jobs() if job.next_run_time), default=None)


async def settle(made: Daemon) -> None:
    """Let the loop turn until nothing of the daemon's is under way."""
    for _ in range(3):
        await asyncio.sleep(0)
    while made._tasks:
        await asyncio.wait(set(made._tasks), timeout=5)
    for _ in range(3):
        await asyncio.sleep(0)


@pytest.fixture
def traveller() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(START, tick=False) as coordinates:
        yield coordinates


@asynccontextmanager
async def opened(folder: Path) -> AsyncIterator[Store]:
    url = sqlite_url(folder / "monitor.db")
    async with open_at(url, folder / "evidence", system_clock, make_validators=Validators) as store:
        yield store


@pytest.fixture
async def stage(tmp_path: Path, traveller: time_machine.Traveller) -> AsyncIterator[Stage]:
    async with opened(tmp_path) as store:
        made = Stage(store, traveller)
        await store.remember(made.sites)
        yield made
        for one in made.daemons:
            if one.scheduler.running:
                one.scheduler.shutdown(wait=False)
            if one._tasks:  # what is under way still uses the store
                await asyncio.wait(set(one._tasks), timeout=5)
            if one._watch is not None:
                one._watch.cancel()


async def rows(store: Store, site: str, day: datetime) -> list[Any]:
    """The raw visits of one day."""
    from storage.observations.visits import visits_between

    async with store.database.read() as connection:
        return await visits_between(connection, site, day, day + timedelta(days=1))
