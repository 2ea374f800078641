"""What the daemon hands out to other machines, and what a worker makes of it (任务分派)."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from monitor.app.duties import DaemonWork
from monitor.domain.site import Site, Subject
from monitor.feed.document import subjects_of
from monitor.schedule.duties import timetable
from monitor.schedule.missed import GRACE
from storage.db.retry import with_retry
from storage.observations import slots
from storage.ops import jobs, leases
from storage.ops.jobs import LOOK, VISIT, Job

log = structlog.get_logger()

#: The lease of a worker that died is kept so long.
LEASE_KEPT = timedelta(days=1)
#: How often a duty asks whether its looks are over, and how long it waits for them at most.
ASK_S, LONGEST_ROUND = 2.0, timedelta(hours=3)


@dataclass(slots=True)
class WorkQueue(DaemonWork):
    """The daemon's work where workers visit and look. It alone plans, judges, mails and prunes."""

    async def visit(self, site: Site, slot: datetime) -> None:
        """
        Queue the visit for a planned moment; who takes it too late leaves it, and it is missed.

        The newest goes first: what piled up while nobody was there does not make today's late.
        """
        says = {"site": site.id, "slot": slot.isoformat()}
        key, minute = f"{VISIT} {site.id} {slot.isoformat()}", int(slot.timestamp()) // 60
        await self._put([Job(kind=VISIT, key=key, says=says, urgency=minute)])

    async def look(self, duty: str, subjects: Sequence[Subject]) -> str:
        """
        Queue a look at each of *subjects*, and wait until all are over: what comes after builds on them.

        One that still waits from the round before is not queued twice. Raises TimeoutError when some are not
        over in time; they stay in the queue.
        """
        turn = next(one for one in timetable(self.runtime.watch.settings.daemon) if one.name == duty)
        longest = min(LONGEST_ROUND, turn.allowance / 2)
        begun = self.clock()
        numbers = set(await self._put([
            Job(kind=LOOK, key=f"{LOOK} {duty} {one.id}", says={"duty": duty, "subject": one.id})
            for one in subjects
        ]))  # fmt: skip
        over: dict[int, bool] = {}
        while left := numbers - over.keys():
            if self.clock() - begun >= longest:
                raise TimeoutError(
                    f"{len(left)} of {len(numbers)} subjects were not looked at within {longest}: "
                    "too few workers; they stay in the queue"
                )
            await asyncio.sleep(ASK_S)
            over |= await with_retry(lambda left=left: jobs.ended(self.runtime.store.database, left))  # type: ignore[misc]
        broke = sum(not well for well in over.values())
        return f"{len(numbers)} subjects looked at by workers" + (
            f", {broke} looks broke off" if broke else ""
        )

    async def prune(self, now: datetime) -> str:
        """What every daemon lets go of, and what the queue leaves behind."""
        await jobs.forget_log(self.runtime.store.database)
        async with self.runtime.store.database.write() as connection:
            await leases.forget(connection, leases.WORKER, now - LEASE_KEPT)
        return await DaemonWork.prune(self, now)

    async def _put(self, batch: Sequence[Job]) -> list[int]:
        return await with_retry(lambda: jobs.put(self.runtime.store.database, batch))


@dataclass(slots=True)
class Worker:
    """Does the jobs that a worker is given."""

    work: DaemonWork

    async def visit(self, says: Mapping[str, str]) -> None:
        """Make a visit for its slot, unless it is too late, or somebody made it who died before he said so."""
        site, slot = self._known(says["site"]), datetime.fromisoformat(says["slot"])
        late = self.work.clock() - slot
        if late > GRACE:
            log.warning("visit_too_late", site=site.id, slot=says["slot"], late_s=round(late.total_seconds()))
            return

        async def is_filled() -> bool:
            async with self.work.runtime.store.database.read() as connection:
                return await slots.is_filled(connection, site.id, slot)

        if await with_retry(is_filled):
            log.info("visit_made_before", site=site.id, slot=says["slot"])
            return
        assert isinstance(site, Site)
        await self.work.visit(site, slot)

    async def look(self, says: Mapping[str, str]) -> None:
        """Look at one subject with the probes of one duty."""
        text = await self.work.look(says["duty"], [self._known(says["subject"])])
        log.info("looked", duty=says["duty"], subject=says["subject"], detail=text)

    def _known(self, id: str) -> Subject:
        for one in subjects_of(self.work.runtime.watch):
            if one.id == id:
                return one
        raise LookupError(
            f"{id} is not in this worker's configuration: give it the daemon's, then systemctl reload"
        )
