"""What people asked for on the dashboard (待办请求): the daemon takes it up within seconds; what takes long, in a process of its own."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

import structlog

from monitor.app.errors import ClockError
from monitor.app.finding_actions import retest_now
from monitor.app.own_clock import must_know_the_day
from monitor.app.runtime import Runtime
from monitor.assess.findings_store import update_findings
from monitor.collect.runner import look_at
from probes.base import discover as discover_probes
from storage.db.retry import with_retry
from storage.decisions import findings
from storage.ops import requests

log = structlog.get_logger()


@dataclass(slots=True)
class RequestHandler:
    """Takes what was asked for and does it, one after the other."""

    runtime: Runtime
    since: datetime  #: what was taken before then, and not done, belonged to a daemon that was killed
    start: Callable[[str], Awaitable[None]] | None = None  #: does the long one of that id; None: nobody does

    async def take_up(self, now: datetime) -> None:
        """Do what nobody has taken yet, and note how it went."""

        async def take() -> list[requests.UserRequest]:
            async with self.runtime.store.database.write() as connection:
                return list(await requests.take(connection, now, forgotten=self.since))

        for wish in await with_retry(take):
            try:
                text = await self._do(wish)
            except ClockError as error:
                log.error("clock_wrong", wish=wish.id, kind=wish.kind, error=str(error))
                text = "failed: clock_wrong"
            except Exception as error:  # one wish's fault is no other's
                log.exception("wish_broke", wish=wish.id, kind=wish.kind, target=wish.target)
                text = f"broke: {type(error).__name__}"
            log.info("wish_done", wish=wish.id, kind=wish.kind, target=wish.target, who=wish.who, detail=text)
            await self._note(wish.id, text)

    async def take_up_long(self, now: datetime) -> None:
        """Do the oldest of the long ones in a process of its own; what it takes from us is the start of it."""
        if self.start is None:
            return

        async def take() -> list[requests.UserRequest]:
            async with self.runtime.store.database.write() as connection:
                found = await requests.take(connection, now, 1, forgotten=self.since, is_long=True)
                return list(found)

        for one in await with_retry(take):
            log.info("job_started", job=one.id, kind=one.kind, target=one.target, who=one.who)
            try:
                await self.start(one.id)
            except Exception as error:
                log.exception("job_broke", job=one.id, kind=one.kind)
                await self._note(one.id, f"broke: {type(error).__name__}")
            async with self.runtime.store.database.read() as connection:
                after = await requests.find(connection, one.id)
            if after is not None and after.done_at is None:  # it was killed, or broke before it could say so
                await self._note(one.id, "broke: ended")

    async def is_waiting(self) -> tuple[bool, bool]:
        """Whether a short one and a long one wait to be taken; a look that writes nothing."""
        async with self.runtime.store.database.read() as connection:
            return await requests.waiting(connection)

    async def _note(self, id: str, text: str) -> None:
        async def note() -> None:
            async with self.runtime.store.database.write() as connection:
                await requests.done(connection, id, self.runtime.clock(), text)

        await with_retry(note)

    async def _tell(self, id: str, step: str, steps: int, total: int) -> None:
        async with self.runtime.store.database.write() as connection:
            await requests.tell(connection, id, step, steps, total)

    async def _do(self, wish: requests.UserRequest) -> str:
        await must_know_the_day(self.runtime)
        now, store, watch = self.runtime.clock(), self.runtime.store, self.runtime.watch
        if wish.kind == "retest" and wish.target.startswith("fi_"):
            async with store.database.read() as connection:
                finding = await findings.find(connection, wish.target)
            if finding is None:
                return "no such finding"
            if watch.subject(finding.subject) is None:
                return f"{finding.subject} is no longer configured"
            after = await retest_now(self.runtime, finding, wish.who)
            return "still open" if after.is_open else "closed"
        subject = watch.subject(wish.target)
        if subject is None:
            return f"{wish.target} is not configured"
        if wish.kind == "retest":
            await self._tell(wish.id, "looking", 1, 3)
            await look_at(
                [subject], discover_probes(), self.runtime.tools_for, store.save, self.runtime.clock
            )
            now = self.runtime.clock()
            await self._tell(wish.id, "judging", 2, 3)
        verdicts = await self.runtime.judge([subject], now)
        night = await update_findings(store, watch, verdicts, now)
        return f"judged; {len(night.opened)} findings opened, {len(night.closed)} closed"
