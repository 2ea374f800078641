"""`monitor daemon`: the schedule, for months."""

import asyncio
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import structlog
import typer
import uvicorn

from monitor.alerts.transports import SecretMissingError, transports_of
from monitor.app.configuration import read_watch
from monitor.app.duties import DaemonWork
from monitor.app.own_clock import compared
from monitor.app.requests import RequestHandler
from monitor.app.runtime import Runtime, open_runtime
from monitor.app.work_queue import WorkQueue
from monitor.cli import console
from monitor.cli.options import ConfigOption, DatabaseOption, clock_of, config_path, database_url
from monitor.config import ConfigError
from monitor.daemon.daemon import Daemon, LeaseHeldError
from monitor.domain.site import Watch
from monitor.domain.timing import Clock, day_of
from monitor.feed.document import software
from monitor.ops.health import MOST_CLOCK_OFF, Health
from monitor.ops.heartbeat import beat
from monitor.ops.http import make_app
from monitor.ops.logs import configure_logs, secrets_of
from monitor.ops.metrics import Metrics
from monitor.ops.status import CLOCK, read_status
from monitor.ops.systemd import Notifier
from monitor.schedule.plans import Plans
from monitor.schedule.visits import visit_counts
from monitor.web.server import settings
from probes.http.descriptors import raise_limit
from probes.wall.pool import ReadingPool
from storage.db.file_lock import file_lock
from storage.db.retry import with_retry
from storage.decisions.config_edits import newest_edit
from storage.ops import jobs, leases

log = structlog.get_logger()

#: How often it is asked whether somebody waits at the dashboard, in seconds.
ATTENDED_S = 2.0
#: Visits that end within so many seconds are stored in one transaction; none counts as done before it is.
GATHER_S = 0.5
#: How often figures are counted for Prometheus, and how often the outside hears of us.
FIGURES, HEARTBEAT = timedelta(minutes=1), timedelta(hours=1)
#: A heartbeat that nobody heard is tried again after this.
HEARTBEAT_AGAIN = timedelta(minutes=5)


def daemon(context: typer.Context, config: ConfigOption = None, db: DatabaseOption = None) -> None:
    """Keep the schedule: visits, columns, boards, accounts, judging, mail. SIGHUP reads the configuration anew."""
    path = config_path(context, config)
    url = database_url(context, db)
    watch = read_watch(path, url)
    tell_logs(watch, url, clock_of(context))
    try:
        transports_of(watch, os.environ)
        with file_lock(url) as is_alone:
            asyncio.run(_run(path, watch, url, clock_of(context), is_alone))
    except (LeaseHeldError, SecretMissingError) as error:
        console.stop(str(error))


def tell_logs(watch: Watch, url: str, clock: Clock) -> None:
    """JSON lines for whoever collects them, readable ones on a terminal; the secrets in use never in either."""
    configure_logs(
        sys.stdout, json=not sys.stdout.isatty(), secrets=secrets_of(watch, os.environ, url), clock=clock
    )


async def _run(path: Path, watch: Watch, url: str, clock: Clock, is_alone: bool) -> None:
    raise_limit()
    async with (
        open_runtime(watch, url, clock) as runtime,
        make_daemon(runtime, is_alone) as made,
        _served(runtime, made) as not_listening,
    ):
        runtime.store.evidence.check_writable(day_of(runtime.clock()))
        loop, notifier = asyncio.get_running_loop(), Notifier()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, made.daemon.stop)
        async with running(path, url, runtime, made) as read_again:
            if not_listening:  # not before: a second daemon ends above, and no port is in its way
                log.error("not_listening", **not_listening)
            loop.add_signal_handler(signal.SIGHUP, lambda: made.daemon.spawn(read_again(), "reload"))
            notifier.ready()
            await made.daemon.stopped()
            notifier.stopping()
    if made.daemon.lost:
        print(made.daemon.lost, file=sys.stderr)
        raise typer.Exit(console.OUR_FAULT)


@asynccontextmanager
async def running(
    path: Path, url: str, runtime: Runtime, made: "DaemonSetup", tell: Callable[[Watch], None] | None = None
) -> AsyncIterator[Callable[[], Coroutine[Any, Any, None]]]:
    """
    The daemon at work until the block ends: its schedule, what people ask for, what they edit; yields what reads the configuration again.

    *tell*: sets the logs up when the configuration was read anew. Raises LeaseHeldError where another one runs on
    this database.
    """
    reloads = asyncio.Lock()

    async def read_again() -> None:
        async with reloads:  # the file as it is after the last SIGHUP counts
            await reload(path, runtime, made.daemon, url, tell)

    follow = follow_edits(url, await asyncio.to_thread(newest_edit, url), read_again)
    made.daemon.pulses = (*made.daemon.pulses, follow)
    await made.daemon.start()
    attending = asyncio.create_task(attend(made, path, url, follow), name="attend")
    try:
        yield read_again
    finally:
        attending.cancel()
        await made.daemon.close()


def follow_edits(
    url: str, newest: int, read_again: Callable[[], Awaitable[object]]
) -> Callable[[datetime], Awaitable[None]]:
    """With a pulse, and before what people ask for is done: go on with what was edited of the ledger since edit number *newest*."""

    one_at_a_time = asyncio.Lock()

    async def follow(now: datetime) -> None:
        nonlocal newest
        async with one_at_a_time:
            found = await asyncio.to_thread(newest_edit, url)
            if found != newest:
                await read_again()
                newest = found

    return follow


async def reload(
    path: Path, runtime: Runtime, daemon: Daemon, url: str, tell: Callable[[Watch], None] | None = None
) -> None:
    """Go on with the configuration as it is now, if it is a good one."""

    async def accept(watch: Watch) -> None:
        transports_of(watch, os.environ)
        await with_retry(lambda: runtime.store.remember(watch.subjects))

    if await reread(path, runtime, url, accept, tell):
        watch = runtime.watch
        daemon.plans.counts = visit_counts(watch)
        daemon.sync()
        log.info("configuration_reloaded", sites=len(watch.sites), accounts=len(watch.accounts))


async def reread(
    path: Path,
    runtime: Runtime,
    url: str,
    accept: Callable[[Watch], Awaitable[None]] | None = None,
    tell: Callable[[Watch], None] | None = None,
) -> bool:
    """Read the configuration anew; with a mistake in it the old one goes on, and the log says what is wrong."""
    try:
        watch = await asyncio.to_thread(read_watch, path, url)
        if accept is not None:
            await accept(watch)
    except ConfigError as error:
        for mistake in error.mistakes:
            log.error("configuration_refused", mistake=str(mistake))
        log.error("old_configuration_goes_on", mistakes=len(error.mistakes))
        return False
    except Exception as error:
        log.error("configuration_refused", mistake=f"{path}: {error}", kind=type(error).__name__)
        log.error("old_configuration_goes_on", mistakes=1)
        return False
    if tell is not None:
        tell(watch)
    else:
        tell_logs(watch, url, runtime.clock)
    old, new = (one.settings.daemon for one in (runtime.watch, watch))
    for key in ("listen", "workers"):
        if getattr(old, key) != getattr(new, key):
            log.warning("needs_a_restart", setting=f"[daemon] {key}", still=getattr(old, key))
    runtime.reload(watch)
    return True


@dataclass(slots=True, kw_only=True)
class DaemonSetup:
    """A daemon with what stands around it."""

    daemon: Daemon
    metrics: Metrics
    pulses: "Pulses"
    requests: RequestHandler


@dataclass(slots=True)
class Pulses:
    """What is done with each pulse besides the daemon's own: figures, heartbeat."""

    runtime: Runtime
    metrics: Metrics
    _counted: datetime | None = None
    _beat_at: datetime | None = None  #: not before then
    _clock_asked: datetime | None = None

    async def count(self, now: datetime) -> None:
        """Count what Prometheus is told, once a minute."""
        if self._counted is None or now - self._counted >= FIGURES:
            self._counted = now
            watch = self.runtime.watch
            ids = {one.id for one in watch.subjects}
            await self.metrics.collect(self.runtime.store, now, ids)

    async def beat(self, now: datetime) -> None:
        """Let the outside hear of us once an hour; what it did not hear is said again soon."""
        url = self.runtime.watch.settings.daemon.heartbeat_url
        if url and (self._beat_at is None or now >= self._beat_at or self._beat_at > now + HEARTBEAT):
            self._beat_at = now + HEARTBEAT_AGAIN
            if await beat(self.runtime.fetch, url, await self.health()):
                self._beat_at = now + HEARTBEAT

    async def compare_clocks(self, now: datetime) -> None:
        """Note once an hour how far our clock is from that of the reference hosts."""
        if self._clock_asked and abs(now - self._clock_asked) < HEARTBEAT:
            return
        self._clock_asked = now
        off = await compared(self.runtime)
        if off is None:
            return
        if abs(off) > MOST_CLOCK_OFF:
            log.warning(
                "clock_off", seconds=round(off.total_seconds()), remedy="set it: chrony, systemd-timesyncd"
            )
        async with self.runtime.store.database.write() as connection:
            await leases.note(connection, CLOCK, str(round(off.total_seconds())), now)

    async def health(self) -> Health:
        """How the monitor is at this moment."""
        watch, store = self.runtime.watch, self.runtime.store
        return (await read_status(store, watch, self.runtime.clock(), weigh=False)).health


@asynccontextmanager
async def make_daemon(runtime: Runtime, is_alone: bool = False) -> AsyncIterator[DaemonSetup]:
    """The daemon for *runtime*, not started yet."""
    said = runtime.watch.settings.daemon
    metrics = Metrics(software(), workers=said.workers)
    crew: tuple[Callable[[datetime], Awaitable[None]], ...] = ()
    work = DaemonWork(runtime, observer=metrics.visit, gather_s=GATHER_S)
    if said.workers:
        await jobs.check(runtime.store.database)
        work = queue = WorkQueue(runtime)
        url = runtime.store.database.writer.url.render_as_string(hide_password=False)

        async def tell_crew(now: datetime) -> None:
            await queue.tell_crew(await asyncio.to_thread(newest_edit, url))

        await tell_crew(runtime.clock())
        crew = (tell_crew,)
    if isinstance(runtime.wall, ReadingPool):
        runtime.wall.observer = lambda broke: metrics.page_given_up(broke.reason)
    pulses = Pulses(runtime, metrics)
    requests = RequestHandler(runtime, runtime.clock())

    async def take_requests(now: datetime) -> None:
        if "requests" not in daemon.running:
            daemon.spawn(daemon.guarded("requests", requests.take_up, now=now), "requests")

    daemon = Daemon(
        store=runtime.store,
        clock=runtime.clock,
        sites=lambda: runtime.watch.sites,
        visit=work.visit,
        duties=work.duties,
        holder=f"{socket.gethostname()}:{os.getpid()}",
        plans=Plans(counts=visit_counts(runtime.watch)),
        pulses=(
            _lag_told(metrics, lambda: made.daemon),
            take_requests,
            pulses.count,
            pulses.compare_clocks,
            pulses.beat,
            *crew,
        ),
        alive=Notifier().watchdog,
        is_alone=lambda: is_alone,
    )
    made = DaemonSetup(daemon=daemon, metrics=metrics, pulses=pulses, requests=requests)
    yield made


async def attend(
    made: DaemonSetup, path: Path, url: str, follow: Callable[[datetime], Awaitable[None]] | None = None
) -> None:
    """
    Ask every other second whether somebody at the dashboard waits, and begin with it then.

    A long one runs as `monitor job` in a process of its own, one at a time: a quarter's report never keeps a visit waiting.
    """
    daemon, handler = made.daemon, made.requests
    handler.start = lambda id: run_job(id, path, url)
    trouble = ""  # told once, not every other second
    while True:
        await asyncio.sleep(ATTENDED_S)
        try:
            short, long = await handler.is_waiting()
            if short and follow is not None:  # who just saved a site has it judged: first we must know it
                await follow(handler.runtime.clock())
        except Exception as error:  # a busy store: the next time
            if (said := str(error).splitlines()[0]) != trouble:
                log.warning("store_in_trouble", error=said)
            trouble = said
            continue
        trouble = ""
        now = handler.runtime.clock()
        for name, take, waits in (
            ("requests", handler.take_up, short),
            ("jobs", handler.take_up_long, long),
        ):
            if waits and name not in daemon.running:
                daemon.spawn(daemon.guarded(name, take, now=now), name)


async def run_job(id: str, path: Path, url: str) -> None:
    """`monitor job ID` with the same program, configuration and database; ended with us."""
    environment = {**os.environ, "MONITOR_CONFIG": str(path), "MONITOR_DATABASE_URL": url}
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "monitor", "job", id, env=environment, stdin=asyncio.subprocess.DEVNULL
    )
    try:
        await child.wait()
    finally:
        if child.returncode is None:
            child.terminate()
            await child.wait()


def _lag_told(metrics: Metrics, daemon: Callable[[], Daemon]) -> Callable[[datetime], Awaitable[None]]:
    async def tell(now: datetime) -> None:
        metrics.lag(daemon().lag)
        metrics.waiting(len(daemon().running))

    return tell


@asynccontextmanager
async def _served(runtime: Runtime, made: DaemonSetup) -> AsyncIterator[dict[str, str]]:
    """`/healthz` and `/metrics` on `[daemon] listen`; yields what is to be said of a port that is taken: it harms nothing else."""
    listen = runtime.watch.settings.daemon.listen
    if not listen:
        yield {}
        return
    host, _, port = listen.rpartition(":")
    one = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM)
    one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    try:
        one.bind((host.strip("[]"), int(port)))
    except OSError as error:
        one.close()
        yield {
            "listen": listen,
            "error": error.strerror or str(error),
            "remedy": "free the port, or change [daemon] listen",
        }
        return
    config = settings(make_app(made.pulses.health, made.metrics), log_config=None, lifespan="off")
    server = uvicorn.Server(config)
    server.install_signal_handlers = lambda: None  # type: ignore[attr-defined]
    log.info("listening", listen=listen)
    task = asyncio.create_task(server._serve([one]), name="serve")
    try:
        yield {}
    finally:
        server.should_exit = True
        await task
