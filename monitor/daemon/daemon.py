"""The daemon itself: one per database, on APScheduler, over pure plans."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import structlog
from apscheduler.events import EVENT_JOB_MAX_INSTANCES, EVENT_JOB_MISSED, JobEvent
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

from monitor.daemon.duties import Duty, DutyTrigger
from monitor.daemon.sweep import Sweeper
from monitor.domain.sentence import Text, to_plain
from monitor.domain.site import Site
from monitor.domain.timing import DAY, SHANGHAI, Clock, day_of, midnight
from monitor.schedule.missed import GRACE
from monitor.schedule.plans import Plans, PlanTrigger
from monitor.wording.say import ENGLISH, say
from storage.db.engine import ReplacedError
from storage.db.retry import with_retry
from storage.db.troubles import trouble
from storage.observations import slots
from storage.ops import leases
from storage.store import Store

log = structlog.get_logger()

#: Name of the lease that a daemon holds, how long it lasts, and how often it is renewed.
LEASE, LEASE_LENGTH, PULSE = "daemon", timedelta(seconds=120), timedelta(seconds=30)
#: How often slots are swept for missed visits, and days replanned.
SWEEP = timedelta(hours=1)
#: On a graceful stop, what is under way gets so long: a visit takes 15 s at most. What is then cancelled gets
#: so long again to leave in good order, a mail whose last dot is out above all.
DRAIN_S, LEAVE_S = 20.0, 30.0
#: So many sites are planned anew before the loop turns.
SITES_A_TURN = 100
#: Wall clock and timer may drift apart by so much in one pulse.
JUMP = timedelta(seconds=90)
#: Of what broke a duty so much is noted.
LONGEST_ERROR = 1000
#: What is said where our own lease is not as we wrote it half a minute ago.
GONE_BACK = (
    "the database does not hold what this daemon wrote to it last: it went back to an earlier state (a backup was restored "
    "over it while this daemon ran), or another daemon worked on it meanwhile. This one ended; once the restore is done, start "
    "daemon and dashboard again (deploy/README.md, Restore)"
)


class LeaseHeldError(Exception):
    """Another daemon works on this database; the message says who and since when."""


@dataclass(slots=True, kw_only=True)
class Daemon:
    """
    Keeps the schedule until it is told to stop.

    *visit* makes one visit for a planned moment. *duties* gives the timed duties. *pulses*: what else is done with
    each pulse (figures, requests from the dashboard). *alive* is told as often, whatever state the store is in.
    *is_alone*: whether whoever holds the lease is known to be dead. All of them come from the composition root.
    """

    store: Store
    clock: Clock
    sites: Callable[[], Sequence[Site]]
    visit: Callable[[Site, datetime], Awaitable[None]]
    duties: Callable[[], Sequence[Duty]]
    holder: str
    plans: Plans
    pulse_every: timedelta = PULSE
    pulses: Sequence[Callable[[datetime], Awaitable[None]]] = ()
    alive: Callable[[], None] = lambda: None
    is_alone: Callable[[], bool] = lambda: False
    timer: Callable[[], float] = lambda: asyncio.get_running_loop().time()
    scheduler: AsyncIOScheduler = field(init=False)
    sweeper: Sweeper = field(init=False)
    lag: timedelta = timedelta()  #: how late the last visit began
    running: set[str] = field(default_factory=set)
    lost: str = (
        ""  #: why it may not go on: another daemon took the lease, another database stands where ours was
    )
    _marks: set[datetime] = field(default_factory=set)  #: until when our lease reaches, as we wrote it last
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)
    _watch: asyncio.Task[None] | None = None
    _begun: dict[str, datetime] = field(default_factory=dict)  #: site -> the moment whose visit began last
    _closing: bool = False
    _behind: datetime | None = None  #: days since then, up to yesterday, are being swept
    _queued: set[str] = field(default_factory=set)  #: duties that wait to be made up for
    _owing: bool = False  #: a duty did not get its turn
    _last: tuple[datetime, float] | None = None
    _swept: datetime | None = None
    _stop: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.sweeper = Sweeper(self.store, self.plans, self.sites)
        self.scheduler = AsyncIOScheduler(
            timezone=SHANGHAI,
            job_defaults={
                "coalesce": True,
                "max_instances": 1,
                "misfire_grace_time": int(GRACE.total_seconds()),
            },
        )
        self.scheduler.add_listener(self._note_missed, EVENT_JOB_MISSED | EVENT_JOB_MAX_INSTANCES)

    async def start(self) -> None:
        """Take the lease, write down what was missed, plan the rest of today, begin. Raises LeaseHeldError."""
        now = self.clock()
        await self._take_lease(now)
        since = await self.sweeper.begin(now)
        self._behind = since if since < midnight(day_of(now)) else None
        await self._sweep(now, since)
        self.sync()
        self.scheduler.add_job(
            self.guarded, IntervalTrigger(seconds=int(self.pulse_every.total_seconds()), timezone=SHANGHAI),
            args=("pulse", self.pulse), id="pulse",
        )  # fmt: skip
        self.scheduler.start()
        self._last = (self.clock(), self.timer())
        self._watch = asyncio.create_task(self._keep_pulse(), name="keep-pulse")
        self._catch_up_sweeping(now)
        await self._make_up(now)
        log.info("daemon_started", holder=self.holder, sites=len(self.sites()))

    def sync(self) -> None:
        """Bring the jobs in line with the configuration: sites come and go, duties move."""
        wanted = {f"visit:{site.id}": PlanTrigger(self.plans, site.id) for site in self.sites()}
        duties = {f"duty:{duty.name}": duty for duty in self.duties()}
        for job in self.scheduler.get_jobs():
            if job.id != "pulse" and job.id not in wanted and job.id not in duties:
                self.scheduler.remove_job(job.id)
        known = {job.id for job in self.scheduler.get_jobs()}
        now = self.clock()
        for id, trigger in wanted.items():
            if id not in known:
                self.scheduler.add_job(
                    self.guarded, trigger, args=(id, self._visit), kwargs={"site": trigger.site}, id=id,
                    next_run_time=self.plans.next_after(trigger.site, now),
                )  # fmt: skip
        for id, duty in duties.items():
            self.scheduler.add_job(
                self.guarded, DutyTrigger(duty), args=(id, self.do), kwargs={"duty": duty}, id=id,
                replace_existing=True, next_run_time=duty.turn.next_after(now),
            )  # fmt: skip

    async def stopped(self) -> None:
        """Wait until `stop` is called or the lease is lost."""
        await self._stop.wait()

    def stop(self) -> None:
        """Ask the daemon to end gracefully."""
        self._stop.set()

    async def close(self) -> None:
        """End: nothing new begins, what is under way gets a moment, the lease is given back."""
        self._closing = True
        if self.scheduler.running:
            self.scheduler.shutdown(wait=False)
        if self._tasks:
            log.info("stopping", under_way=sorted(task.get_name() for task in self._tasks))
            for task in self._breaking_off():
                task.cancel()
            _, left = await asyncio.wait(self._tasks, timeout=DRAIN_S)
            for task in left:
                task.cancel()
            if left and (stuck := (await asyncio.wait(left, timeout=LEAVE_S))[1]):
                log.error("left_behind", jobs=sorted(task.get_name() for task in stuck))
        if self._watch is not None:
            self._watch.cancel()
        if not self.lost:
            await self._give_back_lease()
        log.info("daemon_stopped", holder=self.holder)

    def _breaking_off(self) -> list[asyncio.Task[None]]:
        names = {f"duty:{one.name}" for one in self.duties() if one.breaks_off}
        return [task for task in self._tasks if task.get_name() in names]

    async def pulse(self) -> None:
        """Every half minute: renew the lease, notice a jump of the clock, sweep once an hour."""
        await self._renew_lease()
        if self.lost:
            return
        now, jumped = self._notice_jump()
        due = jumped or self._swept is None or now - self._swept >= SWEEP
        if due:
            await self._sweep(now, min(self._swept or now, now) - 2 * SWEEP)
            self.plans.forget(day_of(now))
            self._catch_up_sweeping(now)
        if due or self._owing:
            await self._make_up(now)
        for beat in self.pulses:
            try:
                await beat(now)
            except Exception:  # figures that cannot be counted stop no request from the dashboard
                log.exception("pulse_broke")

    async def do(self, duty: Duty) -> None:
        """One run of a duty, noted from its beginning to its end; what breaks is noted too and never spreads."""
        now = self.clock()
        await self._write(lambda connection: leases.begin_duty(connection, duty.name, now))
        try:
            done = await duty.run(now)
        except Exception as error:
            log.exception("duty_broke", duty=duty.name)
            cause = trouble(error) or f"{type(error).__name__}: {error}"
            done = Text("duty_done.broke", {"error": cause[:LONGEST_ERROR]})
        ended, words, said = self.clock(), say(done, ENGLISH), json.dumps(to_plain(done), ensure_ascii=False)
        await self._write(lambda connection: leases.end_duty(connection, duty.name, ended, words, said))
        log.info("duty_done", duty=duty.name, detail=words, took_s=round((ended - now).total_seconds(), 1))

    async def _visit(self, site: str) -> None:
        found = next((one for one in self.sites() if one.id == site), None)
        if found is None:
            return
        now = self.clock()
        days = (day_of(now) - DAY, day_of(now))  # the last moment of a day may be visited after midnight
        due = [one for day in days for one in self.plans.of(site, day) if one <= now + timedelta(seconds=1)]
        slot = due[-1]
        self._begun[site] = slot
        self.lag = max(now - slot, timedelta())
        await self.visit(found, slot)

    async def guarded(self, name: str, call: Callable[..., Awaitable[None]], **more: Any) -> None:
        """Run *call* as a task of our own, which a shutdown of the scheduler does not cut off; once at a time."""
        if name in self.running:
            log.warning("still_running", job=name)
            return
        self.running.add(name)
        task = asyncio.create_task(self._net(name, call, more), name=name)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        try:
            await asyncio.shield(task)
        except asyncio.CancelledError:  # the scheduler shuts down; the task itself is looked after by `close`
            if not self._closing:
                raise

    async def _net(self, name: str, call: Callable[..., Awaitable[None]], more: dict[str, Any]) -> None:
        try:
            await call(**more)
        except Exception:  # one job's fault never ends the daemon
            log.exception("job_broke", job=name)
        finally:
            self.running.discard(name)

    async def _make_up(self, now: datetime) -> None:
        """Duties that were owed while nobody was there are done now, once each, one after the other."""
        self._owing = False
        owed = [one for one in await self._owed(now) if one.name not in self._queued]
        if owed:
            log.info("making_up", duties=[one.name for one in owed])
            self._queued |= {one.name for one in owed}
            self.spawn(self._in_turn(owed), "make-up")

    async def _owed(self, now: datetime) -> list[Duty]:
        async with self.store.database.read() as connection:
            done = await leases.duties(connection)
        return [
            duty
            for duty in self.duties()
            if f"duty:{duty.name}" not in self.running and duty.is_owed(done.get(duty.name), now)
        ]

    def spawn(self, work: Coroutine[Any, Any, None], name: str) -> None:
        """Do *work* as a task of the daemon's, which a graceful end waits for."""
        task = asyncio.create_task(work, name=name)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _in_turn(self, owed: Sequence[Duty]) -> None:
        """One after the other; one that had its own turn meanwhile is left out."""
        for duty in owed:
            try:
                if not self._closing and any(one.name == duty.name for one in await self._owed(self.clock())):
                    await self.guarded(f"duty:{duty.name}", self.do, duty=duty)
            finally:
                self._queued.discard(duty.name)

    def _catch_up_sweeping(self, now: datetime) -> None:
        """Begin with it, or again when it broke off."""
        if self._behind is not None and "sweep" not in self.running:
            self.spawn(self.guarded("sweep", self._sweep_back, since=self._behind, now=now), "sweep")

    async def _sweep_back(self, since: datetime, now: datetime) -> None:
        """What was missed on the days before today, while today's visits are made: after weeks it takes a while."""
        await self.sweeper.days(since, midnight(day_of(now)) - DAY, now)
        self._behind, self._swept = None, now  # the next sweep begins there
        await self.sweeper.note(now)

    async def _sweep(self, now: datetime, since: datetime) -> None:
        """Missed slots of today become rows, and of yesterday when *since* says so; today is planned anew."""
        today = midnight(day_of(now))
        if since < today and self._behind is None:
            await self.sweeper.days(since, today - DAY, now)
        await self.sweeper.day(day_of(now), max(since, today), now)
        async with self.store.database.read() as connection:
            counted = await slots.visits_counted(connection, today, now + timedelta(seconds=1))
        for number, site in enumerate(self.sites()):
            made = counted.get(site.id, slots.CountedVisits())
            # how many they are, and when the last was: no more is asked of them
            done = [made.newest] * made.valid if made.newest is not None else []
            self.plans.catch_up(site.id, done, now, made.blocked)
            self._wake(site.id, now)
            if number % SITES_A_TURN == SITES_A_TURN - 1:
                await asyncio.sleep(0)  # what is due meanwhile is done between
        self._swept = now
        if self._behind is None:
            await self.sweeper.note(now)

    def _wake(self, site: str, now: datetime) -> None:
        """Let *site*'s job follow a plan that changed; what is due this moment, or just began, is left as it is."""
        job, begun = self.scheduler.get_job(f"visit:{site}"), self._begun.get(site, now)
        if job is None or now < job.next_run_time <= self.clock():
            return
        is_set_back = begun > now + JUMP  # the clock, that is: the moments come again
        job.modify(next_run_time=self.plans.next_after(site, now if is_set_back else max(now, begun)))

    def _notice_jump(self) -> tuple[datetime, bool]:
        """Now, and whether the wall clock and our own timer drifted apart since the pulse before."""
        now, timer, last = self.clock(), self.timer(), self._last
        self._last = (now, timer)
        drift = (now - last[0]) - timedelta(seconds=timer - last[1]) if last is not None else timedelta()
        if abs(drift) <= JUMP:
            return now, False
        log.warning("clock_jumped", by_s=round(drift.total_seconds()))
        self.sync()
        return now, True

    async def _take_lease(self, now: datetime) -> None:
        async with self.store.database.write() as connection:
            if self.is_alone():
                await leases.clear(connection, LEASE)
            lease = await leases.take(connection, LEASE, self.holder, now, LEASE_LENGTH)
        self._marks = {lease.until}
        if lease.holder != self.holder:
            raise LeaseHeldError(
                f"a daemon already works on this database: {lease.holder}, since {lease.since:%Y-%m-%d %H:%M:%S}; "
                f"if it is dead, its lease runs out at {lease.until:%H:%M:%S}"
            )

    async def _renew_lease(self) -> None:
        async def renew() -> leases.Lease:
            async with self.store.database.write() as connection:
                before = await leases.lease_of(connection, LEASE)
                lease = await leases.take(connection, LEASE, self.holder, self.clock(), LEASE_LENGTH)
                if lease.holder == self.holder and (before is None or before.until not in self._marks):
                    raise ReplacedError(GONE_BACK)
                self._marks.add(
                    lease.until
                )  # which of them is there, a commit without an answer does not say
            return lease

        try:
            lease = await with_retry(renew)
            if lease.holder == self.holder:
                self._marks = {lease.until}
                return
            log.error("lease_lost", holder=self.holder)
            self.lost = "another daemon took over this database; this one ended"
        except ReplacedError as error:
            log.error("database_replaced", holder=self.holder)
            self.lost = str(error)
        self.stop()

    async def _give_back_lease(self) -> None:
        try:
            async with self.store.database.write() as connection:
                await leases.give_back(connection, LEASE, self.holder)
        except Exception as error:  # it runs out by itself
            log.warning("lease_not_given_back", error=str(error).splitlines()[0])

    async def _keep_pulse(self) -> None:
        """
        Say that the loop turns, by our own timer; and when the clock was set back, so that the pulse would come
        only hours later, let it come now.
        """
        while True:
            self.alive()
            await asyncio.sleep(self.pulse_every.total_seconds())
            job, now = self.scheduler.get_job("pulse"), self.clock()
            if job is not None and job.next_run_time > now + 2 * self.pulse_every:
                job.modify(next_run_time=now)

    async def _write(self, call: Callable[[Any], Awaitable[None]]) -> None:
        async def once() -> None:
            async with self.store.database.write() as connection:
                await call(connection)

        await with_retry(once)

    def _note_missed(self, event: JobEvent) -> None:
        self._owing = self._owing or event.job_id.startswith("duty:")
        log.warning(
            "job_not_started", job=event.job_id, why="late" if event.code == EVENT_JOB_MISSED else "overlap"
        )
