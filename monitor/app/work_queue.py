"""What the daemon hands out to other machines, and what a worker makes of it (任务分派)."""

import asyncio
import contextlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import structlog

from monitor.app.duties import DaemonWork
from monitor.domain.sentence import Text
from monitor.domain.site import Site, Subject, Watch
from monitor.feed.document import software
from monitor.schedule.duties import timetable
from monitor.schedule.missed import GRACE
from monitor.schedule.rounds import in_batches
from monitor.wording.say import ENGLISH, say
from storage.db.codec import canonical, digest, plain_of
from storage.db.retry import with_retry
from storage.observations import slots
from storage.ops import jobs, leases
from storage.ops.jobs import LOOK, VISIT, Job, UnknownHereError

log = structlog.get_logger()

#: The lease of a worker that died is kept so long.
LEASE_KEPT = timedelta(days=1)
#: How often a duty asks whether its looks are over, and how long it waits for them at most.
ASK_S, LONGEST_ROUND = 2.0, timedelta(hours=3)
#: Visits that fall due within so many seconds go out together, at most so many of them.
GATHERED_S, VISITS_A_BATCH = 1.0, 25
#: So many subjects of a round go out together; all those of one server do, so that one worker alone keeps its pace.
LOOKS_A_BATCH = 10
#: Under which name the store remembers what the daemon hands out for.
CREW = "crew"


@dataclass(frozen=True, slots=True)
class CrewNote:
    """What a worker must have in common with the daemon that hands out."""

    version: str  #: of this program
    edit: int  #: number of the newest edit of the ledger that was read
    configuration: str  #: SHA-256 of all that visits and looks depend on

    def __str__(self) -> str:
        return f"{self.version} {self.edit} {self.configuration}"

    @classmethod
    def parse(cls, text: str) -> "CrewNote":
        """What `str()` wrote."""
        version, edit, configuration = text.split(" ")
        return cls(version, int(edit), configuration)

    @classmethod
    def of(cls, watch: Watch, edit: int) -> "CrewNote":
        """The note of a configuration. Where its files and folders lie, and what it listens on, is each machine's own matter."""
        said = {
            "subjects": [plain_of(one) for one in watch.subjects],
            "references": plain_of(watch.references) if watch.references else None,
            "contact": watch.centre.contact_url,
            "requests_per_night": watch.settings.daemon.requests_per_night,
            "requests_per_second": dict(watch.settings.daemon.requests_per_second),
        }
        return cls(software(), edit, digest(canonical(said)))

    def refusal(self, of_daemon: "CrewNote | None") -> str:
        """Why a worker of this note may not work for *of_daemon*, for the person who started it; "" when it may."""
        if of_daemon is None:  # no daemon was there yet
            return ""
        if of_daemon.version != self.version:
            return (
                f"this worker is version {self.version}, the daemon {of_daemon.version}: "
                "install the same version on both machines, the daemon's first; nothing was done"
            )
        if of_daemon.edit == self.edit and of_daemon.configuration != self.configuration:
            return (
                "this worker's configuration is not the daemon's (sites, accounts, references, contact_url, "
                "requests_per_night or requests_per_second differ): copy the daemon's files to this machine; nothing was done"
            )
        return ""


@dataclass(slots=True)
class _Gathering:
    """Visits that go out together."""

    visits: dict[tuple[str, datetime], None] = field(default_factory=dict)
    full: asyncio.Event = field(default_factory=asyncio.Event)
    task: asyncio.Task[None] | None = None


@dataclass(slots=True)
class WorkQueue(DaemonWork):
    """The daemon's work where workers visit and look. It alone plans, judges, mails and prunes."""

    _gathering: _Gathering | None = None
    _noted: Watch | None = None  #: for which configuration the workers were told to work

    async def visit(self, site: Site, slot: datetime) -> None:
        """
        Queue the visit for a planned moment, with those that fall due in the same second; returns when it is queued.

        Who takes it too late leaves it, and it is missed. The newest goes first: what piled up while nobody was
        there does not make today's late.
        """
        batch = self._gathering
        if batch is None:
            batch = self._gathering = _Gathering()
            batch.task = asyncio.create_task(self._queue_soon(batch), name="queue-visits")
        batch.visits[site.id, slot] = None
        if len(batch.visits) >= VISITS_A_BATCH:
            batch.full.set()
            self._gathering = None
        assert batch.task is not None
        await asyncio.shield(batch.task)

    async def _queue_soon(self, batch: _Gathering) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(GATHERED_S):
                await batch.full.wait()
        if self._gathering is batch:
            self._gathering = None
        planned = sorted((id, slot.isoformat()) for id, slot in batch.visits)
        newest = max(slot for _, slot in batch.visits)
        key = f"{VISIT} {digest(canonical(planned))}"
        await self._put(
            [Job(kind=VISIT, key=key, says={"visits": planned}, urgency=int(newest.timestamp()) // 60)]
        )

    async def look(self, duty: str, subjects: Sequence[Subject]) -> Text:
        """
        Queue looks at *subjects*, those of one server together, and wait until all are over: what comes after builds on them.

        One that still waits from the round before is not looked at twice. Raises TimeoutError when some are not
        over in time; they stay in the queue.
        """
        turn = next(one for one in timetable(self.runtime.watch.settings.daemon) if one.name == duty)
        longest = min(LONGEST_ROUND, turn.allowance / 2)
        begun = self.clock()
        lines = [[one.id for one in line] for line in await self._lines(duty, subjects)]
        batches = list(in_batches(lines, LOOKS_A_BATCH))
        numbers = await self._put([
            Job(
                kind=LOOK, key=f"{LOOK} {duty} {digest(canonical(sorted(batch)))}",
                says={"duty": duty, "subjects": list(batch), "since": begun.isoformat()},
            )
            for batch in batches
        ])  # fmt: skip
        many = {number: len(batch) for number, batch in zip(numbers, batches, strict=True)}
        over: dict[int, bool] = {}
        while left := many.keys() - over.keys():
            if self.clock() - begun >= longest:
                raise TimeoutError(
                    f"{sum(many[one] for one in left)} of {len(subjects)} subjects were not looked at within {longest}: "
                    "too few workers; they stay in the queue"
                )
            await asyncio.sleep(ASK_S)
            over |= await with_retry(lambda left=left: jobs.ended(self.runtime.store.database, left))  # type: ignore[misc]
        broke = sum(many[number] for number, well in over.items() if not well)
        lost = Text("duty_done.broke_off", {"subjects": broke}) if broke else None
        return Text("duty_done.by_workers", {"subjects": len(subjects), "broke": lost})

    async def prune(self, now: datetime) -> Text:
        """What every daemon lets go of, and what the queue leaves behind."""
        await jobs.forget_log(self.runtime.store.database)
        async with self.runtime.store.database.write() as connection:
            await leases.forget(connection, leases.WORKER, now - LEASE_KEPT)
        return await DaemonWork.prune(self, now)

    async def tell_crew(self, newest_edit: int) -> None:
        """Note for which version and configuration work is handed out, when that is not noted yet."""
        watch = self.runtime.watch
        if self._noted is watch:
            return
        note = await asyncio.to_thread(CrewNote.of, watch, newest_edit)

        async def save() -> None:
            async with self.runtime.store.database.write() as connection:
                await leases.note(connection, CREW, str(note), self.clock())

        await with_retry(save)
        self._noted = watch

    async def _put(self, batch: Sequence[Job]) -> list[int]:
        return await with_retry(lambda: jobs.put(self.runtime.store.database, batch))


@dataclass(slots=True)
class Load:
    """How many visits, or looks, a worker took and has not finished."""

    most: int
    taken: int = 0
    _less: asyncio.Event = field(default_factory=asyncio.Event)

    async def room(self) -> None:
        """Wait until there is room for more."""
        while self.taken >= self.most:
            self._less.clear()
            await self._less.wait()

    def take(self, many: int) -> None:
        """So many more are under way."""
        self.taken += many

    def give(self, many: int = 1) -> None:
        """So many are over."""
        self.taken -= many
        self._less.set()


@dataclass(slots=True)
class Worker:
    """Does the batches that a worker is given. What a dead worker had stored of a batch is not done again."""

    work: DaemonWork
    at_once: int = 100  #: visits side by side
    visits_load: Load = field(init=False)
    looks_load: Load = field(init=False)
    _seats: asyncio.Semaphore = field(init=False)
    _known: tuple[Watch, Mapping[str, Subject]] | None = None

    def __post_init__(self) -> None:
        self._seats = asyncio.Semaphore(self.at_once)
        self.visits_load, self.looks_load = Load(self.at_once), Load(self.at_once)

    async def visit(self, says: Mapping[str, Any]) -> None:
        """
        Make the visits of a batch side by side, each for its slot, unless it is too late, or somebody made it who died before he said so.

        Each is stored as soon as it is over: one slow site keeps no other waiting. Raises UnknownHereError for sites
        that this worker does not know, after the visits to all others.
        """
        planned = [(str(id), datetime.fromisoformat(slot)) for id, slot in says["visits"]]
        self.visits_load.take(len(planned))
        left = len(planned)

        async def one(site: Site, slot: datetime) -> None:
            nonlocal left
            try:
                async with self._seats:
                    if not self._is_late(site.id, slot):
                        await self.work.visit(site, slot)
            finally:
                left -= 1
                self.visits_load.give()

        try:
            made = await with_retry(lambda: self._filled(planned))
            due = [(id, slot) for id, slot in planned if (id, slot) not in made]
            if made:
                log.info("visits_made_before", visits=len(made))
            due = [(id, slot) for id, slot in due if not self._is_late(id, slot)]
            sites = self._subjects([id for id, _ in due])
            ended = await asyncio.gather(
                *(one(site, slot) for id, slot in due if isinstance(site := sites.get(id), Site)),
                return_exceptions=True,
            )
        finally:
            self.visits_load.give(left)
        for error in ended:
            if isinstance(error, BaseException):
                raise error
        _refuse_unknown([id for id, _ in due], sites)

    async def look(self, says: Mapping[str, Any]) -> None:
        """
        Look at the subjects of a batch with the probes of one duty; not at those that were looked at since the round began.

        Raises UnknownHereError for subjects that this worker does not know, after the looks at all others.
        """
        duty, ids, since = (
            says["duty"],
            [str(one) for one in says["subjects"]],
            datetime.fromisoformat(says["since"]),
        )
        self.looks_load.take(len(ids))
        try:
            seen = await self.work.seen_in(duty, ids)
            due = [id for id in ids if id not in seen or seen[id] < since]
            subjects = self._subjects(due)
            text = await self.work.look(duty, list(subjects.values()))
            log.info("looked", duty=duty, subjects=len(subjects), detail=say(text, ENGLISH))
        finally:
            self.looks_load.give(len(ids))
        _refuse_unknown(due, subjects)

    async def _filled(self, planned: Sequence[tuple[str, datetime]]) -> frozenset[tuple[str, datetime]]:
        async with self.work.runtime.store.database.read() as connection:
            return await slots.filled(connection, planned)

    def _is_late(self, id: str, slot: datetime) -> bool:
        late = self.work.clock() - slot
        if late > GRACE:
            log.warning("visit_too_late", site=id, slot=slot.isoformat(), late_s=round(late.total_seconds()))
        return late > GRACE

    def _subjects(self, ids: Sequence[str]) -> dict[str, Subject]:
        """Those of *ids* that this worker's configuration names."""
        watch = self.work.runtime.watch
        if self._known is None or self._known[0] is not watch:
            self._known = (watch, {one.id: one for one in watch.subjects})
        known = self._known[1]
        return {id: known[id] for id in ids if id in known}


def _refuse_unknown(ids: Sequence[str], known: Mapping[str, Subject]) -> None:
    if unknown := [id for id in ids if id not in known]:
        more = f" and {len(unknown) - 3} more" if len(unknown) > 3 else ""
        raise UnknownHereError(
            f"not in this worker's configuration: {', '.join(unknown[:3])}{more}; give it the daemon's, then systemctl reload"
        )
