"""The queue of the workers, on a real PostgreSQL."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from monitor.ops.metrics import Metrics
from storage.db.engine import Database, StoreError, connect
from storage.ops import jobs, leases
from storage.ops.jobs import LOOK, VISIT, Job
from tests.databases import sqlite_url
from tests.stores import open_at

from .conftest import NOW


@pytest.fixture
async def database(postgres_url: str) -> AsyncIterator[Database]:
    assert await jobs.install(postgres_url)
    opened = await connect(postgres_url)
    yield opened
    await opened.close()


def visits(*keys: str) -> list[Job]:
    return [Job(kind=VISIT, key=key, says={"site": key}) for key in keys]


async def until_empty(database: Database) -> None:
    async with asyncio.timeout(60):
        while True:
            found = await jobs.backlog(database)
            if not found.waiting and not found.under_way:
                return
            await asyncio.sleep(0.05)


async def test_what_waits_is_not_queued_twice_and_keeps_its_number(database: Database) -> None:
    first = await jobs.put(database, visits("a", "b"))
    second = await jobs.put(database, visits("b", "c"))
    assert second[0] == first[1]
    assert (await jobs.backlog(database)).waiting == {VISIT: 3}
    assert await jobs.ended(database, [*first, *second]) == {}


async def test_each_job_is_done_once_and_it_is_known_how_it_went(database: Database) -> None:
    numbers = await jobs.put(database, visits("a", "bad", "c"))
    done: list[str] = []

    async def do(says: Mapping[str, str]) -> None:
        done.append(says["site"])
        if says["site"] == "bad":
            raise ValueError("no")

    stop = asyncio.Event()
    serving = [asyncio.create_task(jobs.serve(database, VISIT, do, at_once=2, stop=stop)) for _ in range(2)]
    await until_empty(database)
    stop.set()
    await asyncio.gather(*serving)
    assert sorted(done) == ["a", "bad", "c"]
    assert list((await jobs.ended(database, numbers)).values()) == [True, False, True]


async def test_the_most_urgent_goes_first(database: Database) -> None:
    some = [Job(kind=VISIT, key=str(n), says={"n": str(n)}, urgency=n) for n in (1, 3, 2)]
    await jobs.put(database, some)
    done: list[str] = []

    async def do(says: Mapping[str, str]) -> None:
        done.append(says["n"])

    stop = asyncio.Event()
    serving = asyncio.create_task(jobs.serve(database, VISIT, do, at_once=2, stop=stop))
    await until_empty(database)
    stop.set()
    await serving
    assert done == ["3", "2", "1"]


async def test_looks_keep_no_visit_waiting(database: Database) -> None:
    """One kind is served however long the other takes."""
    looks = [Job(kind=LOOK, key=str(n), says={}) for n in range(5)]
    await jobs.put(database, [*looks, *visits("a")])
    held, stop = asyncio.Event(), asyncio.Event()

    async def look(says: Mapping[str, str]) -> None:
        await held.wait()

    async def visit(says: Mapping[str, str]) -> None:
        held.set()  # only a visit ends the looks

    serving = [
        asyncio.create_task(jobs.serve(database, kind, do, at_once=2, stop=stop))
        for kind, do in ((LOOK, look), (VISIT, visit))
    ]
    await until_empty(database)
    stop.set()
    await asyncio.gather(*serving)


async def test_a_lost_connection_is_said_as_one_that_may_pass(database: Database) -> None:
    async def do(says: Mapping[str, str]) -> None:
        return

    serving = asyncio.create_task(jobs.serve(database, VISIT, do, at_once=2, stop=asyncio.Event()))
    others = text(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE '%pgqueuer%' AND pid <> pg_backend_pid() AND datname = current_database()"
    )
    cut: list[object] = []
    while not cut:
        await asyncio.sleep(0.05)
        async with database.write() as connection:
            cut = list((await connection.execute(others)).all())
    done, _ = await asyncio.wait([serving], timeout=60)
    assert done
    assert isinstance(serving.exception(), ConnectionError)


async def test_the_engines_log_is_let_go_of(database: Database) -> None:
    await jobs.put(database, visits("a"))
    async with database.write() as connection:
        await connection.execute(text("UPDATE pgqueuer_log SET created = created - interval '3 days'"))
    await jobs.put(database, visits("b"))
    await jobs.forget_log(database)
    async with database.read() as connection:
        assert (await connection.scalar(text("SELECT count(*) FROM pgqueuer_log"))) == 1
    assert (await jobs.backlog(database)).waiting == {VISIT: 2}


async def test_installing_again_changes_nothing(database: Database, postgres_url: str) -> None:
    await jobs.put(database, visits("a"))
    assert await jobs.install(postgres_url)
    assert (await jobs.backlog(database)).waiting == {VISIT: 1}


async def test_without_its_tables_it_says_what_to_run(postgres_url: str) -> None:
    opened = await connect(postgres_url)
    with pytest.raises(StoreError, match="monitor db upgrade"):
        await jobs.check(opened)
    await opened.close()


async def test_sqlite_has_no_queue(tmp_path: Path) -> None:
    url = sqlite_url(tmp_path / "m.db")
    assert not await jobs.install(url)
    opened = await connect(url)
    with pytest.raises(StoreError, match="workers need PostgreSQL"):
        await jobs.check(opened)
    await opened.close()


async def test_the_figures_tell_of_workers_and_of_what_waits(
    database: Database, postgres_url: str, tmp_path: Path
) -> None:
    await jobs.put(database, visits("a", "b"))
    async with database.write() as connection:
        await leases.take(connection, f"{leases.WORKER}1", "one", NOW, timedelta(minutes=1))
        await leases.take(
            connection, f"{leases.WORKER}2", "dead", NOW - timedelta(hours=1), timedelta(minutes=1)
        )
        await leases.take(connection, "daemon", "the daemon", NOW, timedelta(minutes=1))
    metrics = Metrics("1", workers=True)
    async with open_at(postgres_url, tmp_path, lambda: NOW) as store:
        await metrics.collect(store, NOW)
    said = metrics.render().decode()
    assert "monitor_workers 1.0" in said
    assert 'monitor_jobs{kind="visit",state="waiting"} 2.0' in said
    assert 'monitor_jobs{kind="look",state="waiting"} 0.0' in said
    assert "monitor_workers" not in Metrics("1").render().decode()
    async with database.write() as connection:
        await leases.forget(connection, leases.WORKER, NOW)
        left = [row.name for row in await connection.execute(text("SELECT name FROM lease ORDER BY name"))]
    assert left == ["daemon", f"{leases.WORKER}1"]
