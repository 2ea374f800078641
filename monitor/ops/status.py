"""How the monitor stands at this moment (运行情况), read from the store: what `monitor status` shows."""

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from types import MappingProxyType

from monitor.domain.mail import Carrier
from monitor.domain.site import Watch
from monitor.domain.timing import DAY, day_of, midnight
from monitor.ops.health import Health, judge_health
from monitor.schedule.duties import Turn, timetable
from monitor.schedule.visits import plan_visits, planned_moment, visit_counts
from storage.db.file_lock import alive_until
from storage.observations import slots
from storage.ops import figures, jobs, leases
from storage.ops.jobs import QueueBacklog
from storage.ops.leases import DutyRun, Lease
from storage.store import Store

DAEMON = "daemon"
#: Evidence that was written so long ago is seen by every machine that shares the folder.
SETTLED = timedelta(minutes=10)
#: The lease under which it is noted how far our clock is ahead of the reference hosts, in seconds; and how long that holds at least.
CLOCK, CLOCK_HOLDS = "clock", timedelta(hours=3)


#: States of a mail in the outbox, in the order in which they are told.
STATES = ("waiting", "held", "sending", "sent", "refused", "given_up", "dropped")


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    """The visits of today (今日访问), all sites together."""

    planned: int  #: in the whole day
    due: int  #: whose moment has come
    done: int  #: made, whatever came of them
    missed: int  #: whose slot is over and in whose slot nobody visited
    lag: timedelta  #: how late the most overdue visit of the running slots is; zero: none is


@dataclass(frozen=True, slots=True, kw_only=True)
class Workers:
    """The machines that visit and look (工作机), and what waits for them."""

    workers: tuple[Lease, ...]  #: those that live
    queue: QueueBacklog


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """Everything that a person at the terminal wants to know."""

    now: datetime
    lease: Lease | None
    turns: tuple[Turn, ...]
    runs: Mapping[str, DutyRun]
    today: Today
    outbox: Mapping[str, int]  #: tonight's, and all that never went out
    findings: Mapping[str, int]
    database_bytes: int
    evidence_bytes: int
    free_bytes: int | None
    crew: Workers | None  #: None: the daemon visits and looks itself
    health: Health

    @property
    def is_running(self) -> bool:
        """Whether a daemon holds the lease."""
        return self.lease is not None and self.lease.until > self.now


async def noted_clock_off(store: Store, now: datetime) -> timedelta | None:
    """
    How far our clock is ahead of the reference hosts', as the daemon noted last; None: nobody knows.

    A note holds three hours, or as long as the clock was off: one that was behind and is set right is farther from its note, one
    that was ahead stands before it.
    """
    async with store.database.read() as connection:
        noted = await leases.lease_of(connection, CLOCK)
    if noted is None:
        return None
    off = timedelta(seconds=int(noted.holder))
    return off if -CLOCK_HOLDS < now - noted.since < max(CLOCK_HOLDS, abs(off)) else None


async def read_status(
    store: Store, watch: Watch, now: datetime, per_day: Mapping[str, int] | None = None, *, weigh: bool = True
) -> Status:
    """
    The situation at *now*. Reads the store and the disk, and changes nothing.

    *per_day*: the visits a day of each site; None: as *watch* has them, of which only the settings are asked otherwise. Not *weigh*: leave the evidence files unweighed, of which there may be hundreds of thousands.
    """
    settings = watch.settings.daemon
    async with store.database.read() as connection:
        lease = await leases.lease_of(connection, DAEMON)
        runs = await leases.duties(connection)
        visits = await figures.visits_of(connection, day_of(now))
        watched = await slots.watched_since(connection)
        outbox = await figures.outbox_counts(connection, day_of(now))
        findings = await figures.open_findings(connection)
        size = await figures.database_bytes(connection)
        living = await leases.held(connection, leases.WORKER, now)
        mail_since = await figures.oldest_waiting(connection, _carriers(watch))
    crew = None
    if settings.workers:
        crew = Workers(workers=tuple(living), queue=await jobs.backlog(store.database))
    if lease is not None:
        lease = replace(lease, until=alive_until(store.database.writer.url, lease.until, now))
    folder = store.evidence.folder
    free = figures.free_bytes(folder)
    evidence = await asyncio.to_thread(figures.folder_bytes, folder) if weigh else 0
    newest = await store.newest_file(now - SETTLED)
    is_lost = newest is not None and not await asyncio.to_thread((folder / newest).exists)
    turns = timetable(settings, watch.settings.patrol)
    up_since = lease.since if lease else now
    plan = visit_counts(watch) if per_day is None else per_day
    since = {
        site: watched.get(site, now) for site in plan
    }  # of one that no daemon knows yet nothing was owed
    today = count_today(plan, visits, now, up_since, since)
    health = judge_health(
        now, turns, runs, lag=today.lag, lease=lease, free_bytes=free,
        workers=None if crew is None else len(crew.workers), lost_file=str(folder / newest) if newest and is_lost else "",
        clock_off=await noted_clock_off(store, now), mail_since=mail_since,
    )  # fmt: skip
    return Status(
        now=now, lease=lease, turns=turns, runs=runs, today=today, outbox=outbox, findings=findings,
        database_bytes=size, evidence_bytes=evidence, free_bytes=free, crew=crew, health=health,
    )  # fmt: skip


def _carriers(watch: Watch) -> list[Carrier]:
    """What sends now: a mail for a server that was taken out of the configuration waits for nobody."""
    said = {
        Carrier.MAIL: watch.settings.mail,
        Carrier.CHAT: watch.settings.alerts.chat_env,
        Carrier.GROUP: True,
    }
    return [one for one, configured in said.items() if configured]


def count_today(
    per_day: Mapping[str, int],
    visits: Iterable[tuple[str, datetime]],
    now: datetime,
    up_since: datetime,
    watched: Mapping[str, datetime] = MappingProxyType({}),
) -> Today:
    """
    Today's plan (so many visits *per_day* of each site) against *visits*, the visits of today: site and moment.

    A moment counts as late only while its slot runs (afterwards it is missed), and only when the daemon was there
    at that moment, *up_since* before it: what a restart finds overdue is planned anew. What lies before a site was
    *watched* at all was never owed.
    """
    begin = midnight(day_of(now))
    made: dict[str, set[int]] = defaultdict(set)
    done = 0
    start, lengths = begin.astimezone(UTC), {site: DAY / count for site, count in per_day.items()}
    for site, at in visits:
        if (length := lengths.get(site)) is not None:
            made[site].add((at - start) // length)
            done += 1
    due = missed = 0
    lag = timedelta()
    for site, count in per_day.items():
        running, since = (now - begin) // (DAY / count), watched.get(site, begin)
        plan: Iterable[tuple[int, datetime]]
        if since > begin:
            plan = enumerate(plan_visits(site, day_of(now), count))
        else:  # most: of slots that are over it matters only whether somebody visited
            due, missed = due + running, missed + running - sum(one < running for one in made.get(site, ()))
            plan = [(running, planned_moment(site, day_of(now), count, running))] if running < count else ()
        for number, moment in plan:
            if not since <= moment <= now:
                continue
            due += 1
            if number in made.get(site, ()):
                continue
            if number < running:
                missed += 1
            elif moment >= up_since:
                lag = max(lag, now - moment)
    return Today(planned=sum(per_day.values()), due=due, done=done, missed=missed, lag=lag)
