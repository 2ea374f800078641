"""Visits and looks that other machines do (作业队列): PGQueuer on the PostgreSQL that is there anyway. Nothing else knows of it."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import text

from storage.db.engine import Database, StoreError, connect, parse, shown

if TYPE_CHECKING:
    import psycopg
    from pgqueuer import PsycopgDriver, Queries
    from pgqueuer.models import Job as Queued
    from pgqueuer.ports.driver import NotifyCallback

#: The two kinds of jobs. Each has seats of its own at a worker: long looks never keep a visit waiting.
VISIT, LOOK = "visit", "look"
#: A worker that gave no sign for so long is dead, and its jobs are given to another.
SILENCE = timedelta(seconds=10)
#: How often a worker with nothing to do asks the queue; the jobs of the dead are found so, too.
GLANCE = timedelta(seconds=1)
#: The engine's log of what became of each job is kept so long.
LOG_KEPT = timedelta(days=2)

#: Something that this worker does not know waits so long for another one, and is tried so often.
FOR_ANOTHER, TRIES = timedelta(seconds=5), 60

Do = Callable[[Mapping[str, Any]], Awaitable[None]]


class UnknownHereError(LookupError):
    """What a job is about is not in this worker's configuration; another worker may know it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """Something to do."""

    kind: str
    key: str  #: while a job of this key waits or is under way, there is no second one
    says: Mapping[str, Any]  #: plain data: what to do, for one site or for many
    urgency: int = 0  #: of two that wait, the greater is done first


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueBacklog:
    """How the queue stands."""

    waiting: Mapping[str, int] = field(default_factory=dict)  #: by kind
    under_way: Mapping[str, int] = field(default_factory=dict)
    oldest: Mapping[str, timedelta] = field(default_factory=dict)  #: how long the first in the queue waits


async def install(url: str) -> bool:
    """
    Bring the engine's own tables at *url* to its version; False where there is no PostgreSQL, or no engine.

    By its own installer and not by a migration of ours: what they look like is the engine's matter, and it
    brings tables of any earlier version up to date.
    """
    if parse(url).get_backend_name() != "postgresql":
        return False
    try:
        import pgqueuer  # noqa: F401
    except ImportError:
        return False
    database = await connect(url)
    try:
        async with _engine_of(database) as engine:
            await engine.upgrade()
    finally:
        await database.close()
    return True


async def check(database: Database) -> None:
    """Raises StoreError, with what to do, when there can be no queue in *database*."""
    async with _engine_of(database) as engine:
        await engine.queue_size()


async def put(database: Database, jobs: Sequence[Job]) -> list[int]:
    """Queue *jobs*. Returns their numbers in order; that of the one already there, where its key is."""
    if not jobs:
        return []
    async with _engine_of(database) as engine:
        numbers = await engine.enqueue(
            [job.kind for job in jobs],
            [json.dumps(dict(job.says)).encode() for job in jobs],
            [job.urgency for job in jobs],
            dedupe_key=[job.key for job in jobs],
            on_conflict="update_priority",
        )
    return [int(one) for one in numbers]


async def ended(database: Database, numbers: Collection[int]) -> dict[int, bool]:
    """Of the jobs of those *numbers*, those that are over: whether each went well."""
    from pgqueuer.models import JobId

    async with _engine_of(database) as engine:
        states = await engine.job_status([JobId(one) for one in numbers])
    return {int(id): state == "successful" for id, state in states if state not in ("queued", "picked")}


async def backlog(database: Database) -> QueueBacklog:
    """How the queue stands now."""
    async with _engine_of(database) as engine:
        sizes, ages = await engine.queue_size(), await engine.queue_age()
    counts: dict[str, dict[str, int]] = {"queued": {}, "picked": {}}
    for one in sizes:
        if one.status in counts:
            kinds = counts[one.status]
            kinds[one.entrypoint] = kinds.get(one.entrypoint, 0) + one.count
    return QueueBacklog(
        waiting=counts["queued"],
        under_way=counts["picked"],
        oldest={one.entrypoint: timedelta(seconds=max(one.oldest_age_seconds, 0.0)) for one in ages},
    )


async def forget_log(database: Database) -> None:
    """Let go of the engine's log, which it never does itself."""
    async with _engine_of(database) as engine:
        table = engine.qbe.settings.qualified.queue_table_log
    async with database.write() as connection:
        await connection.execute(
            text(f"DELETE FROM {table} WHERE created < now() - :kept"), {"kept": LOG_KEPT}
        )


async def _always() -> None:
    """There is room."""


async def serve(
    database: Database,
    kind: str,
    do: Do,
    *,
    at_once: int,
    stop: asyncio.Event,
    room: Callable[[], Awaitable[None]] = _always,
) -> None:
    """
    Do the jobs of one *kind*, at most *at_once* side by side, until *stop*; what is under way then is finished first.

    *room* returns when there is room for one more job, and when *stop* is set: a job is a batch of its own size. A job
    whose *do* raises is over, and did not go well; UnknownHereError leaves it to another worker. Raises
    ConnectionError when the database is lost.
    """
    from pgqueuer import QueueManager
    from pgqueuer.errors import RetryRequested

    async with _connection(database) as connection:
        manager = QueueManager(_engine_with_room(connection, room, stop))

        async def one(job: "Queued") -> None:
            try:
                await do(json.loads(job.payload or b"{}"))
            except UnknownHereError as error:
                if job.attempts >= TRIES:
                    raise
                raise RetryRequested(delay=FOR_ANOTHER, reason=str(error)) from error

        manager.entrypoint(kind, accepts_context=False)(one)
        ending = asyncio.create_task(_when(stop, manager.shutdown))
        try:
            await manager.run(
                dequeue_timeout=GLANCE, batch_size=1, max_concurrent_tasks=max(at_once, 2),
                heartbeat_timeout=SILENCE, log_aggregation_interval=timedelta(),
            )  # fmt: skip
        finally:
            ending.cancel()


async def _when(stop: asyncio.Event, then: asyncio.Event) -> None:
    await stop.wait()
    then.set()


def _deaf(connection: "psycopg.AsyncConnection") -> "PsycopgDriver":
    """
    The engine's driver, which does not listen: a worker asks the queue each second instead.

    Listening shares the connection, and each question then waits for up to a second until it has listened; and
    every job that is put or done would wake every worker for nothing.
    """
    from pgqueuer import PsycopgDriver

    class Driver(PsycopgDriver):
        async def add_listener(self, channel: str, callback: "NotifyCallback") -> None:
            return

    return Driver(connection)


def _engine_with_room(
    connection: "psycopg.AsyncConnection", room: Callable[[], Awaitable[None]], stop: asyncio.Event
) -> "Queries":
    """The engine of one worker, which takes a job only when there is *room* for it: what it does not take is another's."""
    from pgqueuer import Queries

    class Roomy(Queries):
        async def dequeue(self, *args: Any, **named: Any) -> "list[Queued]":
            await room()
            return [] if stop.is_set() else await super().dequeue(*args, **named)

    return Roomy(_deaf(connection))


@asynccontextmanager
async def _engine_of(database: Database) -> AsyncIterator["Queries"]:
    """The engine, to ask it something."""
    async with _connection(database) as connection:
        from pgqueuer import Queries

        yield Queries.from_psycopg_connection(connection)


@asynccontextmanager
async def _connection(database: Database) -> AsyncIterator["psycopg.AsyncConnection"]:
    """A connection of our pool as the engine wants it."""
    where = shown(database.writer.url)
    if database.writer.dialect.name != "postgresql":
        raise StoreError(
            f"workers need PostgreSQL, and {where} is none: see deploy/README.md, 'More machines'"
        )
    import psycopg  # here, not above: on SQLite nobody waits for it

    try:
        import pgqueuer  # noqa: F401
    except ImportError:
        raise StoreError("workers need the package pgqueuer: pip install 'gov-monitor[workers]'") from None
    try:
        async with database.writer.connect() as connection:
            await connection.execution_options(isolation_level="AUTOCOMMIT")
            raw = (await connection.get_raw_connection()).driver_connection
            assert isinstance(raw, psycopg.AsyncConnection)
            yield raw
    except psycopg.errors.UndefinedTable:
        raise StoreError(f"{where} has no tables for the queue yet; run: monitor db upgrade") from None
    except psycopg.OperationalError as error:
        raise ConnectionError(f"{where}: {error}") from error
