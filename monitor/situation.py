"""How the monitor stands at this moment (运行情况), read from the store: what `monitor status` shows."""

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from monitor.domain.reach import Reason
from monitor.domain.site import Watch
from monitor.domain.timing import DAY, day_of, midnight
from monitor.health import Health, judge_health
from monitor.schedule import plan_visits
from monitor.timetable import Turn, timetable
from storage import figures, jobs, leases
from storage.figures import Held, LastRun, Visited
from storage.jobs import Backlog
from storage.leases import Lease
from storage.store import Store

DAEMON = "daemon"


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    """The visits of today (今日访问), all sites together."""

    planned: int  #: in the whole day
    due: int  #: whose moment has come
    done: int  #: made, whatever came of them
    missed: int  #: whose slot is over and in whose slot nobody visited
    lag: timedelta  #: how late the most overdue visit of the running slots is; zero: none is


@dataclass(frozen=True, slots=True, kw_only=True)
class Crew:
    """The machines that visit and look (工作机), and what waits for them."""

    workers: tuple[Lease, ...]  #: those that live
    queue: Backlog


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """Everything that a person at the terminal wants to know."""

    now: datetime
    lease: Held | None
    turns: tuple[Turn, ...]
    runs: Mapping[str, LastRun]
    today: Today
    outbox: Mapping[str, int]  #: tonight's, and all that never went out
    findings: Mapping[str, int]
    database_bytes: int
    evidence_bytes: int
    free_bytes: int | None
    crew: Crew | None  #: None: the daemon visits and looks itself
    health: Health

    @property
    def is_running(self) -> bool:
        """Whether a daemon holds the lease."""
        return self.lease is not None and self.lease.until > self.now


async def look_around(store: Store, watch: Watch, now: datetime) -> Situation:
    """The situation at *now*. Reads the store and the disk, and changes nothing."""
    settings = watch.settings["daemon"]
    async with store.database.read() as connection:
        lease = await figures.held(connection, DAEMON)
        runs = await figures.last_runs(connection)
        visits = await figures.visits_of(connection, day_of(now))
        outbox = await figures.outbox_counts(connection, day_of(now))
        findings = await figures.open_findings(connection)
        size = await figures.database_bytes(connection)
        living = await leases.held(connection, leases.WORKER, now)
    crew = None
    if settings["workers"]:
        crew = Crew(workers=tuple(living), queue=await jobs.backlog(store.database))
    folder = store.evidence.folder
    free = figures.free_bytes(folder)
    evidence = await asyncio.to_thread(figures.folder_bytes, folder)
    turns = timetable(settings)
    up_since = lease.since if lease else now
    sites = [site.id for site in watch.sites]
    today = count_today(sites, visits, now, settings["visits_per_day"], up_since)
    health = judge_health(
        now, turns, runs, lag=today.lag, lease=lease, free_bytes=free,
        workers=None if crew is None else len(crew.workers),
    )  # fmt: skip
    return Situation(
        now=now, lease=lease, turns=turns, runs=runs, today=today, outbox=outbox, findings=findings,
        database_bytes=size, evidence_bytes=evidence, free_bytes=free, crew=crew, health=health,
    )  # fmt: skip


def count_today(
    sites: Sequence[str], visits: Iterable[Visited], now: datetime, per_day: int, up_since: datetime
) -> Today:
    """
    Today's plan against *visits*, the visits of today.

    A moment counts as late only while its slot runs (afterwards it is missed), and only when the daemon was there
    at that moment, *up_since* before it: what a restart finds overdue is planned anew.
    """
    begin, slot = midnight(day_of(now)), DAY / per_day
    made: dict[str, set[int]] = defaultdict(set)
    done = 0
    watched = frozenset(sites)
    for visit in visits:
        if visit.site in watched and visit.reason != Reason.MISSED:
            made[visit.site].add((visit.at - begin) // slot)
            done += 1
    running = (now - begin) // slot
    due = missed = 0
    lag = timedelta()
    for site in sites:
        for number, moment in enumerate(plan_visits(site, day_of(now), per_day)):
            if moment > now:
                break
            due += 1
            if number in made[site]:
                continue
            if number < running:
                missed += 1
            elif moment >= up_since:
                lag = max(lag, now - moment)
    return Today(planned=per_day * len(sites), due=due, done=done, missed=missed, lag=lag)
