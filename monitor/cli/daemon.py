"""`monitor daemon`: the schedule, for months."""

import asyncio
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import structlog
import typer

from monitor import feed
from monitor.alerts.delivery import Transport, deliver
from monitor.alerts.night import compose_night
from monitor.cli import console
from monitor.cli.alerts import transports_of
from monitor.cli.compose import Workshop, open_workshop, read_watch
from monitor.cli.options import ConfigOption, DatabaseOption, config_path, database_url
from monitor.config import ConfigError
from monitor.daemon.daemon import Daemon, LeaseHeldError
from monitor.daemon.duties import Duty
from monitor.daemon.plans import Plans
from monitor.domain.mail import Carrier
from monitor.domain.observation import Look, Visit
from monitor.domain.site import Site, Subject, Watch
from monitor.domain.timing import Clock, day_of
from monitor.ledger import update_findings
from monitor.runner import look_at
from probes._probe import KnowsNothing, Tools
from probes._probe import discover as discover_probes
from storage.outbox import Outbox
from storage.patience import patiently

log = structlog.get_logger()

#: Which probes look when.
NIGHTLY = {"columns": ("homepage", "columns"), "boards": ("messages", "channel", "guides")}
#: So many subjects are judged between two breaths of the loop.
JUDGED_AT_ONCE = 20
#: How often mails that wait are looked after.
DELIVERY = timedelta(minutes=10)


def daemon(context: typer.Context, config: ConfigOption = None, db: DatabaseOption = None) -> None:
    """Keep the schedule: visits, columns, boards, accounts, judging, mail. SIGHUP reads the configuration anew."""
    path = config_path(context, config)
    watch = read_watch(path)
    try:
        asyncio.run(_run(path, watch, database_url(context, db)))
    except LeaseHeldError as error:
        console.stop(str(error))


async def _run(path: Path, watch: Watch, url: str) -> None:
    async with open_workshop(watch, url) as workshop, make_daemon(workshop) as made:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, made.stop)

        def hang_up() -> None:
            task = loop.create_task(reload(path, workshop, made))
            made._tasks.add(task)
            task.add_done_callback(made._tasks.discard)

        loop.add_signal_handler(signal.SIGHUP, hang_up)
        await made.run()
    if made.lost:
        print("another daemon took over this database; this one ended", file=sys.stderr)
        raise typer.Exit(console.OUR_FAULT)


async def reload(path: Path, workshop: Workshop, made: Daemon) -> None:
    """Read the configuration anew; with a mistake in it the old one goes on, and the log says what is wrong."""
    try:
        watch = await asyncio.to_thread(read_watch, path)
    except ConfigError as error:
        for mistake in error.mistakes:
            log.error("configuration_refused", mistake=str(mistake))
        log.error("old_configuration_goes_on", mistakes=len(error.mistakes))
        return
    workshop.reload(watch)
    await patiently(lambda: workshop.store.remember((*watch.sites, *watch.accounts)))
    made.plans.counts = visit_counts(watch)
    made.sync()
    log.info("configuration_reloaded", sites=len(watch.sites), accounts=len(watch.accounts))


@asynccontextmanager
async def make_daemon(workshop: Workshop) -> AsyncIterator[Daemon]:
    """The daemon for *workshop*, not started yet."""
    work = Work(workshop)
    said = workshop.watch.settings.get("daemon", {})
    yield Daemon(
        store=workshop.store,
        clock=workshop.clock,
        sites=lambda: workshop.watch.sites,
        visit=work.visit,
        duties=work.duties,
        holder=f"{socket.gethostname()}, process {os.getpid()}",
        plans=Plans(int(said.get("visits_per_day", 24)), visit_counts(workshop.watch)),
    )


def visit_counts(watch: Watch) -> dict[str, int]:
    """The visits a day of the sites that say so themselves."""
    return {
        site.id: site.probe["availability"].visits_per_day
        for site in watch.sites
        if "availability" in site.probe
    }


@dataclass(slots=True)
class Work:
    """What the daemon's visits and duties do, with the tools of one workshop."""

    workshop: Workshop
    carriers: Callable[[Watch], Mapping[Carrier, Transport]] = lambda watch: transports_of(watch, os.environ)

    @property
    def clock(self) -> Clock:
        """The workshop's clock."""
        return self.workshop.clock

    async def visit(self, site: Site, slot: datetime) -> None:
        """One visit to a homepage, for its planned moment."""
        probe = discover_probes()["availability"]

        async def tools(subject: Subject) -> Tools:
            return self.workshop.tools(subject, KnowsNothing())

        async def save(looks: Sequence[Look[Any]]) -> Sequence[str]:
            filled = [
                replace(look, facts=replace(look.facts, slot=slot)) if isinstance(look.facts, Visit) else look
                for look in looks
            ]
            return await self._save(filled)

        await look_at([site], {"availability": probe}, tools, save, self.clock)

    def duties(self) -> tuple[Duty, ...]:
        """The timed duties, as the configuration has them now."""
        said = self.workshop.watch.settings.get("daemon", {})
        catch_up = timedelta(hours=int(said.get("catch_up_hours", 12)))
        hours = timedelta(hours=int(said.get("accounts_every_hours", 6)))
        return (
            Duty(name="columns", at=said.get("columns_at", "01:30"), run=self._columns, catch_up=catch_up),
            Duty(name="boards", at=said.get("boards_at", "03:30"), run=self._boards, catch_up=catch_up),
            Duty(name="accounts", every=hours, run=self._accounts, catch_up=catch_up),
            Duty(name="prune", at=said.get("prune_at", "04:30"), run=self._prune, catch_up=catch_up),
            Duty(name="judge", at=said.get("judge_at", "06:30"), run=self.judge, catch_up=catch_up),
            Duty(name="mail", at=said.get("mail_at", "07:30"), run=self.mail, catch_up=catch_up),
            Duty(name="deliver", every=DELIVERY, run=self.deliver, catch_up=DELIVERY),
        )

    async def _columns(self, now: datetime) -> str:
        return await self._look(self.workshop.watch.sites, NIGHTLY["columns"])

    async def _boards(self, now: datetime) -> str:
        return await self._look(self.workshop.watch.sites, NIGHTLY["boards"])

    async def _accounts(self, now: datetime) -> str:
        return await self._look(self.workshop.watch.accounts, ("newmedia",))

    async def _look(self, subjects: Sequence[Subject], names: Sequence[str]) -> str:
        probes = {name: one for name, one in discover_probes().items() if name in names}
        looked = await look_at(subjects, probes, self.workshop.tools_for, self._save, self.clock)
        lost = sum(not one.measured for one in looked if one.kind != "reading")
        return f"{len(looked)} looks at {len(subjects)} subjects, {lost} not measured"

    async def judge(self, now: datetime) -> str:
        """Judge every subject as of *now*, and bring the findings up to it."""
        watch, store = self.workshop.watch, self.workshop.store
        subjects = feed.subjects_of(watch)
        given: dict[str, Any] = {}
        for start in range(0, len(subjects), JUDGED_AT_ONCE):
            some = subjects[start : start + JUDGED_AT_ONCE]
            given |= await patiently(lambda some=some: self.workshop.judge(some, now))  # type: ignore[misc]
        night = await patiently(lambda: update_findings(store, watch, given, now, whole=True))
        return (
            f"{len(given)} subjects judged; findings: {len(night.opened)} opened, {len(night.closed)} closed, "
            f"{len(night.standing)} open"
        )

    async def mail(self, now: datetime) -> str:
        """Compose the night's digests, once a night, and deliver what is due."""
        night = await patiently(lambda: compose_night(self.workshop, day_of(now)))
        braked = "; held: the centre is asked to look first" if night.is_braked else ""
        return f"{night.added} mails put into the outbox{braked}; {await self.deliver(now)}"

    async def deliver(self, now: datetime) -> str:
        """Send the mails that are due; the others wait for their time."""
        watch = self.workshop.watch
        done = await deliver(Outbox(self.workshop.store.database), self.carriers(watch), self.clock)
        for one in done.mails:
            log.info("mail", audience=one.audience, state=one.state.value, detail=one.detail)
        return f"{len(done.mails)} attempted"

    async def _prune(self, now: datetime) -> str:
        kept = self.workshop.watch.settings["evidence"]
        done = await self.workshop.store.prune(
            timedelta(days=kept["keep_days"]), timedelta(days=kept["keep_visit_days"])
        )
        return f"{done.visits} visits and {len(done.files)} evidence files let go"

    async def _save(self, looks: Sequence[Look[Any]]) -> Sequence[str]:
        def tell(error: BaseException, attempt: int) -> None:
            log.warning("store_in_trouble", error=str(error).splitlines()[0], attempt=attempt)

        return await patiently(lambda: self.workshop.store.save(looks), told=tell)
