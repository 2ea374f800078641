"""`monitor worker`: one more machine, which visits and looks while the daemon plans and judges."""

import asyncio
import os
import signal
import socket
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated

import structlog
import typer
from ulid import ULID

from monitor.app.configuration import read_watch
from monitor.app.duties import DaemonWork
from monitor.app.runtime import Runtime, open_runtime
from monitor.app.work_queue import CREW, CrewNote, Load, Worker
from monitor.cli import console
from monitor.cli.daemon import follow_edits, reread, tell_logs
from monitor.cli.options import ConfigOption, DatabaseOption, clock_of, config_path, database_url
from monitor.domain.site import Watch
from monitor.domain.timing import Clock, day_of
from monitor.ops.systemd import Notifier
from probes.http.descriptors import raise_limit
from storage.db.engine import StoreError, parse
from storage.db.retry import is_transient, with_retry
from storage.decisions.config_edits import newest_edit
from storage.ops import jobs, leases

log = structlog.get_logger()

#: How often a worker shows that it lives, how long that holds, and how long it waits when the database is gone.
PULSE_S, LEASE_LENGTH, AGAIN_S = 20.0, timedelta(seconds=60), 3.0
#: A worker whose version or configuration is not the daemon's works on for so long: files are copied one machine after the other.
UNLIKE = timedelta(minutes=10)


def worker(
    context: typer.Context,
    at_once: Annotated[int, typer.Option("--at-once", min=2, max=200, help="visits side by side")] = 100,
    vantage: Annotated[
        str, typer.Option("--vantage", envvar="MONITOR_VANTAGE", help="where it looks from, e.g. telecom-fz")
    ] = "",
    config: ConfigOption = None,
    db: DatabaseOption = None,
) -> None:
    """Do the visits and looks that the daemon hands out: one more machine. PostgreSQL only; SIGTERM ends it."""
    path, url = config_path(context, config), database_url(context, db)
    watch = read_watch(
        path
    )  # what a machine is for stands in the file; edits of the browser come when it works
    if parse(url).get_backend_name() != "postgresql":
        console.stop(
            "monitor worker needs PostgreSQL; on SQLite the daemon does everything itself, and needs no worker.\n"
            "For more machines: a PostgreSQL database for all of them (--db postgresql+psycopg://user@host/monitor), "
            "monitor db upgrade, [daemon] workers = true; see deploy/README.md."
        )
    if not watch.settings.daemon.workers:
        console.stop(
            f"{path}: [daemon] workers is not true, so the daemon hands nothing out; write workers = true "
            "into the configuration of every machine and restart the daemon"
        )
    if len(vantage) > 60:
        console.stop("--vantage: 60 characters at most")
    watch = read_watch(path, url)
    tell_logs(watch, url, clock_of(context))
    asyncio.run(_run(path, watch, url, clock_of(context), at_once, vantage))


async def _run(path: Path, watch: Watch, url: str, clock: Clock, at_once: int, vantage: str) -> None:
    raise_limit()
    async with open_runtime(watch, url, clock, remember=False) as runtime:
        await jobs.check(runtime.store.database)
        if why := await _refusal(runtime, url):
            console.stop(why)
        stop, notifier = asyncio.Event(), Notifier()
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, _end, stop, number)
        hand = Worker(DaemonWork(runtime, vantage=vantage), at_once)
        holder = f"{socket.gethostname()}:{os.getpid()}" + (f"@{vantage}" if vantage else "")
        runtime.store.evidence.check_writable(day_of(runtime.clock()))
        await _tell_of_evidence(runtime)
        async with asyncio.TaskGroup() as group:
            loop.add_signal_handler(signal.SIGHUP, lambda: group.create_task(_reload(path, runtime, url)))
            follow = _followed(
                follow_edits(
                    url, await asyncio.to_thread(newest_edit, url), lambda: _reload(path, runtime, url)
                ),
                lambda: _refusal(runtime, url),
                stop,
            )
            alive = group.create_task(
                _live(
                    runtime, f"{leases.WORKER}{ULID.from_datetime(runtime.clock())}", holder, notifier, follow
                )
            )
            log.info("worker_started", holder=holder, at_once=at_once)
            notifier.ready()
            serving = [
                group.create_task(_serve(runtime, jobs.VISIT, hand.visit, hand.visits_load, stop)),
                group.create_task(_serve(runtime, jobs.LOOK, hand.look, hand.looks_load, stop)),
            ]
            await asyncio.gather(*serving)
            notifier.stopping()
            alive.cancel()
    log.info("worker_stopped", holder=holder)


async def _refusal(runtime: Runtime, url: str) -> str:
    """Why this worker may not work for the daemon that hands out, in a sentence; "" when it may."""
    async with runtime.store.database.read() as connection:
        noted = await leases.lease_of(connection, CREW)
    if noted is None:
        return ""
    edit = await asyncio.to_thread(newest_edit, url)
    ours = await asyncio.to_thread(CrewNote.of, runtime.watch, edit)
    return ours.refusal(CrewNote.parse(noted.holder))


def _followed(
    follow: Callable[[datetime], Awaitable[None]], refusal: Callable[[], Awaitable[str]], stop: asyncio.Event
) -> Callable[[datetime], Awaitable[None]]:
    """*follow*, and then end this worker once it was not the daemon's for as long as a change of files takes a person."""
    since: datetime | None = None

    async def check(now: datetime) -> None:
        nonlocal since
        await follow(now)
        why = await refusal()
        since = (since or now) if why else None
        if since is not None and now - since >= UNLIKE:
            log.error("worker_refused", why=why)
            stop.set()

    return check


async def _reload(path: Path, runtime: Runtime, url: str) -> None:
    if await reread(path, runtime, url):
        log.info(
            "configuration_reloaded", sites=len(runtime.watch.sites), accounts=len(runtime.watch.accounts)
        )


def _end(stop: asyncio.Event, number: signal.Signals) -> None:
    """Finish what is under way; who asks a second time is taken at his word, and others do the rest."""
    log.info("worker_stopping", signal=number.name)
    stop.set()
    loop = asyncio.get_running_loop()
    for one in (signal.SIGTERM, signal.SIGINT):
        loop.remove_signal_handler(one)
        signal.signal(one, signal.SIG_DFL)


async def _serve(
    runtime: Runtime, kind: str, do: Callable[..., Awaitable[None]], load: Load, stop: asyncio.Event
) -> None:
    """Serve one kind of jobs, through losses of the database."""
    while not stop.is_set():
        try:
            await jobs.serve(runtime.store.database, kind, do, at_once=load.most, stop=stop, room=load.room)
        except Exception as error:
            if not is_transient(error):
                async with (
                    runtime.store.database.read()
                ):  # where it is another one by now, that is what is told
                    raise
            log.warning("queue_lost", kind=kind, error=repr(error))
            await asyncio.sleep(AGAIN_S)


async def _live(
    runtime: Runtime,
    name: str,
    holder: str,
    notifier: Notifier,
    follow: Callable[[datetime], Awaitable[None]],
) -> None:
    """Show, by a lease, that this worker lives, and go on with what was edited of the ledger; give it back at the end."""
    database = runtime.store.database

    async def renew() -> None:
        async with database.write() as connection:
            await leases.take(connection, name, holder[:120], runtime.clock(), LEASE_LENGTH)

    try:
        while True:
            notifier.watchdog()
            try:
                await with_retry(renew, patience=LEASE_LENGTH)
            except Exception as error:
                if not is_transient(error):
                    raise
                log.warning("lease_not_renewed", error=repr(error))
            try:
                await follow(runtime.clock())
            except Exception as error:
                if not (isinstance(error, StoreError) or is_transient(error)):
                    raise
                log.warning("edits_not_read", error=str(error))  # the next time
            await asyncio.sleep(PULSE_S)
    finally:
        try:
            async with database.write() as connection:
                await leases.give_back(connection, name, holder[:120])
        except Exception as error:
            log.warning("lease_not_given_back", error=repr(error))


async def _tell_of_evidence(runtime: Runtime) -> None:
    """Say loudly when the newest evidence of the others is not in this machine's folder: it is not the shared one."""
    newest = await runtime.store.newest_file()
    folder = runtime.store.evidence.folder
    if newest is not None and not (folder / newest).exists():
        log.error(
            "evidence_not_shared", folder=str(folder), missing=newest,
            remedy="mount the folder that all machines share, and name it in [evidence] folder",
        )  # fmt: skip
