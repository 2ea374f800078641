"""What people asked for on the dashboard (待办请求): the daemon takes it up with its next pulse."""

from dataclasses import dataclass
from datetime import datetime

import structlog

from monitor import feed
from monitor.cli.compose import Workshop
from monitor.cli.findings import retest_now
from monitor.ledger import update_findings
from monitor.runner import look_at
from probes._probe import discover as discover_probes
from storage import findings, requests
from storage.patience import patiently

log = structlog.get_logger()


@dataclass(slots=True)
class Wishes:
    """Takes what was asked for and does it, one after the other."""

    workshop: Workshop
    since: datetime  #: what was taken before then, and not done, belonged to a daemon that was killed

    async def take_up(self, now: datetime) -> None:
        """Do what nobody has taken yet, and note how it went."""

        async def take() -> list[requests.Request]:
            async with self.workshop.store.database.write() as connection:
                return list(await requests.take(connection, now, forgotten=self.since))

        for wish in await patiently(take):
            try:
                words = await self._do(wish)
            except Exception as error:  # one wish's fault is no other's
                log.exception("wish_broke", wish=wish.id, kind=wish.kind, target=wish.target)
                words = f"broke: {type(error).__name__}"
            log.info(
                "wish_done", wish=wish.id, kind=wish.kind, target=wish.target, who=wish.who, detail=words
            )
            await self._note(wish.id, words)

    async def _note(self, id: str, words: str) -> None:
        async def note() -> None:
            async with self.workshop.store.database.write() as connection:
                await requests.done(connection, id, self.workshop.clock(), words)

        await patiently(note)

    async def _do(self, wish: requests.Request) -> str:
        now, store, watch = self.workshop.clock(), self.workshop.store, self.workshop.watch
        if wish.kind == "retest" and wish.target.startswith("fi_"):
            async with store.database.read() as connection:
                finding = await findings.find(connection, wish.target)
            if finding is None:
                return "no such finding"
            if all(one.id != finding.subject for one in feed.subjects_of(watch)):
                return f"{finding.subject} is no longer configured"
            after = await retest_now(self.workshop, finding, wish.who)
            return "still open" if after.is_open else "closed"
        subject = next((one for one in feed.subjects_of(watch) if one.id == wish.target), None)
        if subject is None:
            return f"{wish.target} is not configured"
        if wish.kind == "retest":
            await look_at(
                [subject], discover_probes(), self.workshop.tools_for, store.save, self.workshop.clock
            )
            now = self.workshop.clock()
        given = await self.workshop.judge([subject], now)
        night = await update_findings(store, watch, given, now)
        return f"judged; {len(night.opened)} findings opened, {len(night.closed)} closed"
