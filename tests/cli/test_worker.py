"""`monitor worker` as processes on a real PostgreSQL: they share the work, die in the middle of it, and end gracefully."""

import asyncio
import os
import signal
import sys
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import psycopg
import pytest
from typer.testing import CliRunner

from monitor.app.configuration import read_watch
from monitor.app.duties import DaemonWork
from monitor.app.runtime import Runtime, open_runtime
from monitor.app.work_queue import CREW, CrewNote, Load, Worker, WorkQueue
from monitor.cli import app
from monitor.cli.worker import _serve
from monitor.demo.lab import PAGE, answer
from monitor.domain.timing import SHANGHAI, system_clock
from monitor.feed.document import software
from monitor.ops.status import read_status
from monitor.schedule.missed import GRACE
from storage.db.engine import ReplacedError
from storage.evidence.evidence import Condition
from storage.observations.visits import visits_between
from storage.ops import jobs, leases
from storage.ops.jobs import UnknownHereError
from storage.ops.leases import duties

#: A process on a loaded machine is given this long.
PATIENCE_S = 90.0
SITES = 8
HEAD = """
edition = "fuzhou-2021"
[centre]
name = "示例区大数据服务中心"
[evidence]
folder = "{folder}/evidence"
[daemon]
workers = {workers}
listen = ""
columns_at = "{columns_at}"
catch_up_hours = 23
"""
SITE = """
[[site]]
id = "s{n}"
name = "示例{n}"
url = "http://127.0.0.1:{port}/{n}"
"""


@dataclass
class Portal:
    """Some sites; they answer once they are let."""

    port: int = 0
    open: asyncio.Event = field(default_factory=asyncio.Event)
    asked: Counter[str] = field(default_factory=Counter)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            path = (await reader.readuntil(b"\r\n\r\n")).split(b" ")[1].decode()
            self.asked[path] += 1
            await self.open.wait()
            writer.write(answer(PAGE))
            await writer.drain()
        except (OSError, asyncio.IncompleteReadError):
            return
        finally:
            writer.close()


@pytest.fixture
async def portal() -> AsyncIterator[Portal]:
    made = Portal()
    server = await asyncio.start_server(made.serve, "127.0.0.1", 0)
    made.port = server.sockets[0].getsockname()[1]
    yield made
    made.open.set()
    server.close()


@dataclass
class Process:
    """One `monitor` process, and what it says."""

    running: asyncio.subprocess.Process
    log: Path

    async def says(self, word: str) -> None:
        await until(lambda: word in self.log.read_text("utf-8"), lambda: self.log.read_text("utf-8"))

    async def ends(self) -> int:
        async with asyncio.timeout(PATIENCE_S):
            return await self.running.wait()


async def until(claim: Callable[[], object], why: Callable[[], object] = lambda: "") -> None:
    """Wait until *claim* holds."""

    async def now() -> object:
        return claim()

    await until_async(now, why)


async def until_async(claim: Callable[[], Awaitable[object]], why: Callable[[], object] = lambda: "") -> None:
    end = asyncio.get_running_loop().time() + PATIENCE_S
    while not await claim():
        assert asyncio.get_running_loop().time() < end, f"waited {PATIENCE_S:.0f} s in vain; {why()}"
        await asyncio.sleep(0.05)


@dataclass
class Centre:
    """A configuration, a PostgreSQL, and the processes that were started on them."""

    folder: Path
    url: str
    started: list[Process] = field(default_factory=list)

    def configure(self, port: int, workers: str = "true", columns_at: str = "01:30") -> Path:
        text = HEAD.format(folder=self.folder, workers=workers, columns_at=columns_at)
        path = self.folder / "sites.toml"
        path.write_text(text + "".join(SITE.format(n=n, port=port) for n in range(SITES)), encoding="utf-8")
        return path

    async def start(self, *words: str) -> Process:
        log = self.folder / f"{len(self.started)}.log"
        with log.open("wb") as out:
            running = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "monitor", *words, "--config", str(self.folder / "sites.toml"),
                stdout=out, stderr=out,
                env={**os.environ, "MONITOR_DATABASE_URL": self.url, "PYTHONUNBUFFERED": "1"},
            )  # fmt: skip
        self.started.append(Process(running, log))
        return self.started[-1]

    @asynccontextmanager
    async def runtime(self) -> AsyncIterator[Runtime]:
        async with open_runtime(read_watch(self.folder / "sites.toml"), self.url, system_clock) as opened:
            yield opened


@pytest.fixture
async def centre(tmp_path: Path, postgres_url: str, portal: Portal) -> AsyncIterator[Centre]:
    made = Centre(tmp_path, postgres_url)
    made.configure(portal.port)
    assert await jobs.install(postgres_url)
    yield made
    for one in made.started:
        if one.running.returncode is None:
            one.running.kill()
        await one.running.wait()


def batch(*planned: tuple[str, datetime]) -> dict[str, object]:
    """A job's words: those visits."""
    return {"visits": [(id, slot.isoformat()) for id, slot in planned]}


async def rows(runtime: Runtime, site: str) -> list[datetime | None]:
    """The slots of the stored visits of *site*."""
    now = system_clock()
    async with runtime.store.database.read() as connection:
        seen = await visits_between(connection, site, now - timedelta(days=1), now + timedelta(days=1))
    return [one.facts.slot for one in seen]


@pytest.mark.soak
async def test_a_worker_killed_in_the_middle_costs_no_visit_and_doubles_none(
    centre: Centre, portal: Portal
) -> None:
    first = await centre.start("worker", "--at-once", "4", "--vantage", "telecom-fz")
    second = await centre.start("worker", "--at-once", "4", "--vantage", "unicom-fz")
    async with centre.runtime() as runtime:
        out = WorkQueue(runtime)
        await first.says("worker_started")
        await second.says("worker_started")
        slot = system_clock().replace(microsecond=123456)
        for few in (runtime.watch.sites[:4], runtime.watch.sites[4:]):
            await asyncio.gather(*(out.visit(site, slot) for site in few))
            await asyncio.gather(*(out.visit(site, slot) for site in few))  # queued once
        await until(lambda: len(portal.asked) == SITES, lambda: portal.asked)
        assert set(portal.asked.values()) == {1}
        first.running.send_signal(signal.SIGKILL)
        await first.running.wait()
        killed = asyncio.get_running_loop().time()
        portal.open.set()

        async def all_stored() -> bool:
            return all([await rows(runtime, site.id) for site in runtime.watch.sites])

        await until_async(all_stored, lambda: second.log.read_text("utf-8"))
        took = asyncio.get_running_loop().time() - killed
        assert took < 60, f"taken up again after {took:.0f} s"
        assert sum(portal.asked.values()) == SITES + 4, "the four visits of the dead were made again"
        for site in runtime.watch.sites:
            assert await rows(runtime, site.id) == [slot]
        await everything_can_be_proved(runtime, "unicom-fz")

        portal.open.clear()
        later = slot + timedelta(seconds=1)
        await out.visit(runtime.watch.sites[0], later)
        await until(lambda: sum(portal.asked.values()) == SITES + 5)
        second.running.send_signal(signal.SIGTERM)
        await second.says("worker_stopping")
        portal.open.set()
        assert await second.ends() == 0, second.log.read_text("utf-8")
        assert await rows(runtime, "s0") == [slot, later], "what was under way is finished"
        now = system_clock()
        async with runtime.store.database.read() as connection:
            living = await leases.held(connection, leases.WORKER, now)
        assert [one.holder for one in living if "unicom" in one.holder] == [], "it took its leave"


async def everything_can_be_proved(runtime: Runtime, vantage: str) -> None:
    """Each visit's evidence is read back from the shared folder, whoever wrote it."""
    now = system_clock()
    for site in runtime.watch.sites:
        async with runtime.store.database.read() as connection:
            [seen] = await visits_between(
                connection, site.id, now - timedelta(days=1), now + timedelta(days=1)
            )
        assert seen.vantage in ("telecom-fz", vantage)
        records = await runtime.store.records(seen.id)
        assert [one.condition for one in records] == [Condition.INTACT]


@pytest.mark.soak
async def test_a_database_that_was_gone_for_a_moment_ends_no_worker(centre: Centre, portal: Portal) -> None:
    portal.open.set()
    worker = await centre.start("worker")
    async with centre.runtime() as runtime:
        site, slots = runtime.watch.sites[0], list[datetime]()

        async def visited() -> None:
            slots.append(system_clock())
            await WorkQueue(runtime).visit(site, slots[-1])

            async def stored() -> bool:
                return await rows(runtime, site.id) == slots

            await until_async(stored, lambda: worker.log.read_text("utf-8"))

        await visited()
        server = psycopg.connect(centre.url.replace("postgresql+psycopg", "postgresql"), autocommit=True)
        with server as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        await worker.says("queue_lost")
        await visited()
    assert worker.running.returncode is None
    worker.running.send_signal(signal.SIGHUP)
    await worker.says("configuration_reloaded")


async def test_a_worker_whose_database_was_replaced_says_that_and_no_fault_of_the_queue(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Replaced:
        @asynccontextmanager
        async def read(self) -> AsyncIterator[None]:
            raise ReplacedError("not the database any more")
            yield

    async def breaks(*_: Any, **__: Any) -> None:
        raise RuntimeError("cached plan must not change result type")

    monkeypatch.setattr(jobs, "serve", breaks)
    runtime: Any = SimpleNamespace(store=SimpleNamespace(database=Replaced()))
    with pytest.raises(ReplacedError):
        await _serve(runtime, jobs.VISIT, breaks, Load(1), asyncio.Event())


@pytest.mark.soak
async def test_the_daemon_hands_its_night_out_and_waits_for_it(centre: Centre, portal: Portal) -> None:
    portal.open.set()
    columns_at = (system_clock() - timedelta(minutes=30)).astimezone(SHANGHAI)
    centre.configure(portal.port, columns_at=f"{columns_at:%H:%M}")
    daemon = await centre.start("daemon")
    await daemon.says("making_up")
    async with centre.runtime() as runtime:
        database = runtime.store.database

        async def waiting() -> bool:
            return (await jobs.backlog(database)).waiting.get(jobs.LOOK, 0) >= 1

        await until_async(waiting, lambda: daemon.log.read_text("utf-8"))
        found = await read_status(runtime.store, runtime.watch, system_clock())
        assert "workers" in [one.about for one in found.health.complaints]
        worker = await centre.start("worker")

        async def is_over() -> bool:
            async with database.read() as connection:
                run = (await duties(connection)).get("columns")
            return run is not None and run.ended_at is not None

        await until_async(is_over, lambda: worker.log.read_text("utf-8"))
        async with database.read() as connection:
            assert (await duties(connection))["columns"].detail == f"{SITES} subjects looked at by workers"
        seen = [one.id for one in runtime.watch.sites]
        assert len(await runtime.store.newest_looks(seen, system_clock())) == SITES
        found = await read_status(runtime.store, runtime.watch, system_clock())
        assert "workers" not in [one.about for one in found.health.complaints]
        assert found.crew is not None
        assert len(found.crew.workers) == 1
    words = ["status", "--config", str(centre.folder / "sites.toml"), "--db", centre.url]
    said = await asyncio.to_thread(CliRunner().invoke, app, words)
    assert "工作机" in said.output
    assert "1台" in said.output


async def test_a_visit_that_was_made_or_is_too_late_is_not_made(centre: Centre, portal: Portal) -> None:
    portal.open.set()
    async with centre.runtime() as runtime:
        hand, now = Worker(DaemonWork(runtime)), system_clock()
        late = now - GRACE - timedelta(seconds=1)
        await hand.visit(batch(("s0", now)))
        await hand.visit(batch(("s0", now), ("s1", late), ("s2", now)))
        assert portal.asked == {"/0": 1, "/2": 1}
        assert await rows(runtime, "s0") == [now]
        with pytest.raises(UnknownHereError, match="not in this worker's configuration: gone;"):
            await hand.visit(batch(("gone", now), ("s3", now)))
        assert await rows(runtime, "s3") == [now], "the others of the batch are visited"
        assert hand.visits_load.taken == 0


async def test_visits_of_one_second_are_one_job(centre: Centre) -> None:
    async with centre.runtime() as runtime:
        queue, now = WorkQueue(runtime), system_clock()
        some = runtime.watch.sites[:3]
        await asyncio.gather(*(queue.visit(site, now) for site in (*some, some[0])))
        assert (await jobs.backlog(runtime.store.database)).waiting == {jobs.VISIT: 1}


async def test_subjects_that_a_dead_worker_had_looked_at_are_not_looked_at_again(
    centre: Centre, portal: Portal
) -> None:
    portal.open.set()
    async with centre.runtime() as runtime:
        hand, begun = Worker(DaemonWork(runtime)), system_clock()
        says = {"duty": "columns", "since": begun.isoformat()}
        await hand.look(says | {"subjects": ["s0"]})
        asked = portal.asked["/0"]
        await hand.look(says | {"subjects": ["s0", "s1"]})
        assert portal.asked["/0"] == asked > 0
        assert portal.asked["/1"] > 0


async def test_a_round_that_nobody_does_ends_and_says_so(centre: Centre) -> None:
    async with centre.runtime() as runtime:
        start = system_clock()
        ticks = iter(range(1000))
        runtime.clock = lambda: start + timedelta(hours=2) * next(ticks)
        with pytest.raises(TimeoutError, match="8 of 8 subjects were not looked at within 3:00:00"):
            await WorkQueue(runtime).columns(start)
        # all of them on one server, so one worker alone asks it
        assert (await jobs.backlog(runtime.store.database)).waiting == {jobs.LOOK: 1}


def test_the_upgrade_of_the_database_makes_the_queue(postgres_url: str) -> None:
    done = CliRunner().invoke(app, ["db", "upgrade", "--db", postgres_url])
    assert done.exit_code == 0, done.output
    assert "the queue of the workers is ready" in done.output


async def test_a_worker_of_another_version_or_configuration_is_refused(
    centre: Centre, portal: Portal
) -> None:
    async with centre.runtime() as runtime:
        await WorkQueue(runtime).tell_crew(0)
        ours = CrewNote.of(runtime.watch, 0)
        async with runtime.store.database.write() as connection:
            noted = await leases.lease_of(connection, CREW)
            assert noted is not None
            assert CrewNote.parse(noted.holder) == ours, "what the daemon noted"
            await leases.note(connection, CREW, str(replace(ours, version="0.0.1")), system_clock())
    words = ["worker", "--config", str(centre.folder / "sites.toml"), "--db", centre.url]
    done = await asyncio.to_thread(CliRunner().invoke, app, words)
    assert done.exit_code == 2, done.output
    assert f"this worker is version {software()}, the daemon 0.0.1: install the same version" in " ".join(
        done.output.split()
    )
    sites = runtime.watch.sites
    other = CrewNote.of(replace(runtime.watch, sites=sites[1:]), 0)
    assert "configuration is not the daemon's" in other.refusal(ours)
    assert replace(other, edit=1).refusal(ours) == "", "one of them has still to read an edit of the ledger"
    elsewhere = replace(runtime.watch, files=("/mnt/sites.toml",))
    assert CrewNote.of(elsewhere, 0).refusal(ours) == "", "where files lie is each machine's own matter"
    assert ours.refusal(None) == "", "no daemon was there yet"


@pytest.mark.parametrize("command", ["worker", "daemon"])
def test_on_sqlite_it_says_what_it_needs(command: str, tmp_path: Path) -> None:
    Centre(tmp_path, "").configure(9)
    done = CliRunner().invoke(
        app, [command, "--config", str(tmp_path / "sites.toml"), "--db", str(tmp_path / "m.db")]
    )
    if command == "worker":
        assert done.exit_code == 2
        assert "needs PostgreSQL" in done.output
        assert "workers = true" in done.output
    else:
        assert "workers need PostgreSQL" in str(done.exception)


def test_a_worker_for_whom_there_is_nothing_says_so(tmp_path: Path) -> None:
    Centre(tmp_path, "").configure(9, workers="false")
    url = "postgresql+psycopg://nobody@127.0.0.1:9/none"
    done = CliRunner().invoke(app, ["worker", "--config", str(tmp_path / "sites.toml"), "--db", url])
    assert done.exit_code == 2
    assert "workers is not true" in done.output
