"""Connections: SQLite (WAL) by default, PostgreSQL by URL; migrations before the first use."""

import asyncio
import fcntl
import logging
import os
import re
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, event, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import (
    ArgumentError,
    DBAPIError,
    InvalidatePoolError,
    NoSuchModuleError,
    OperationalError,
)
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from storage.access import chain
from storage.db import shape
from storage.db.one_trip import one_trip
from storage.db.tables import metadata
from storage.db.troubles import StoreError as StoreError
from storage.db.troubles import note_where, refused, trouble, with_remedy

if TYPE_CHECKING:
    from alembic.config import Config


logger = logging.getLogger(__name__)

_REVISION = re.compile(r"^(revision|down_revision)(?:: [^=]+)? = (.+)$", re.MULTILINE)


class ReplacedError(StoreError):
    """What stands where the database was opened is another one: removed, restored, made anew (数据库被替换)."""


@dataclass(frozen=True, slots=True)
class Database:
    """Two ways in: one connection at a time that writes, and many that read."""

    writer: AsyncEngine
    reader: AsyncEngine

    @asynccontextmanager
    async def write(self, *, lasting: bool = False) -> AsyncIterator[AsyncConnection]:
        """
        One transaction; it is whole or it never was. What it noted for the chain becomes one link of it.

        *lasting*, or with what people decided in it: from then on a power cut takes away nothing that was saved. Of the rest
        SQLite may lose the last half minute: a visit, which counts as missed.
        """
        with self._named():
            async with self.writer.begin() as connection:
                chain.forget(connection)
                yield connection
                lasting = lasting or chain.is_lasting(connection)
                await chain.close_transaction(connection)
            if lasting and self.writer.url.get_backend_name() == "sqlite":
                await asyncio.to_thread(_to_disk, Path(self.writer.url.database or ""))

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """A connection that only reads."""
        with self._named():
            async with self.reader.connect() as connection:
                yield connection

    @contextmanager
    def _named(self) -> Iterator[None]:
        """What the database complains of says which one it is."""
        try:
            yield
        except DBAPIError as error:
            note_where(error, place_of(self.reader.url))
            raise

    async def close(self) -> None:
        """Let go of every connection."""
        await self.writer.dispose()
        await self.reader.dispose()


def _to_disk(path: Path) -> None:
    """
    Have the system write out the journal of the database at *path*, which stands beside the file itself, not beside a link to it.

    Where there is none it was brought into the database, and that to disk. A disk that refuses is told of: the row is stored.
    """
    try:
        handle = os.open(f"{path.resolve()}-wal", os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    except FileNotFoundError:
        return
    except OSError as error:
        logger.error("%s: what was saved may not outlast a power cut: %s", path, with_remedy(str(error)))


async def connect(url: str, *, even_if_altered: bool = False) -> Database:
    """
    The database at *url*, its schema ready.

    A SQLite file is made and migrated on first use. A PostgreSQL database whose schema is not this
    program's raises StoreError naming `monitor db upgrade`, and so does one made by a newer program, or one whose tables
    are not what the migrations make. *even_if_altered*: such a one is opened all the same, to be looked at.
    """
    target = parse(url)
    if target.get_backend_name() == "sqlite":
        await asyncio.to_thread(_upgrade_file, target)
    opened = list[Any]()  # which one it is; of both, so that the one used later knows what the other met
    database = Database(_engine(target, opened, writes=True), _engine(target, opened, writes=False))
    try:
        await _check_schema(database, even_if_altered)
    except BaseException:
        await database.close()
        raise
    return database


def parse(url: str) -> URL:
    """*url* with the driver we use. Raises StoreError for anything but SQLite and PostgreSQL."""
    try:
        target = make_url(url)
    except ArgumentError:
        raise StoreError(
            f"{url!r} is no database address: write sqlite+aiosqlite:///var/monitor.db or "
            "postgresql+psycopg://user@host/name"
        ) from None
    backend = target.get_backend_name()
    if backend == "sqlite":
        return target.set(drivername="sqlite+aiosqlite")
    if backend == "postgresql":
        return target.set(drivername="postgresql+psycopg")
    raise StoreError(f"{backend!r} is not supported: use sqlite or postgresql")


def upgrade(url: str) -> str:
    """Bring the schema at *url* to this program's. Returns the revision. Raises StoreError."""
    target = parse(url)
    try:
        if target.get_backend_name() == "sqlite":
            _upgrade_file(target)
        else:
            _migrate(target)
    except OperationalError as error:
        raise refused(shown(target), error) from None
    return head()


@cache
def head() -> str:
    """The revision this program was written for."""
    revisions = _revisions()
    [last] = revisions.keys() - revisions.values()
    return last


def _revisions() -> dict[str, str | None]:
    """Every revision with the one before; read from the migrations' text, as running them takes a good part of a second."""
    found: dict[str, str | None] = {}
    for path in (_migrations() / "versions").glob("*.py"):
        said = dict(_REVISION.findall(path.read_text("utf-8")))
        before = said["down_revision"]
        found[said["revision"].strip("\"'")] = None if before == "None" else before.strip("\"'")
    return found


def shown(url: URL) -> str:
    """*url* without its password."""
    return url.render_as_string(hide_password=True)


def place_of(url: URL) -> str:
    """Where the database is, as people name it: a file, or an address without its password."""
    return url.database or "" if url.get_backend_name() == "sqlite" else shown(url)


def _engine(url: URL, opened: list[Any], *, writes: bool) -> AsyncEngine:
    try:
        if url.get_backend_name() != "sqlite":
            engine = create_async_engine(url)
            _keep_to_one_database(engine, shown(url), opened)
            return engine
        engine = create_async_engine(url, connect_args={"timeout": 30}, pool_reset_on_return=None)
    except (NoSuchModuleError, ImportError) as error:
        raise StoreError(f"{shown(url)}: {error}") from None
    _keep_to_one_file(engine, Path(url.database or ""), opened)
    event.listen(engine.sync_engine, "do_connect", _connect_sqlite)
    event.listen(engine.sync_engine, "connect", _prepare_sqlite)
    event.listen(engine.sync_engine, "reset", _reset_sqlite)
    if writes:
        # A transaction that reads before it writes must own the lock from its start, else updates get lost.
        event.listen(engine.sync_engine, "begin", _begin_immediate)
    else:
        event.listen(engine.sync_engine, "begin", _begin)
    return engine


def _connect_sqlite(dialect: Any, _record: Any, args: Any, options: dict[str, Any]) -> Any:
    return dialect.dbapi.connect(*args, async_creator_fn=one_trip, **options)


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "busy_timeout=30000", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _reset_sqlite(connection: Any, _record: Any, state: Any) -> None:
    """Roll back what a connection was left with; most are in no transaction any more, and to ask each is a trip to its thread."""
    if not state.terminate_only and connection.driver_connection.in_transaction:
        connection.rollback()


def _keep_to_one_file(engine: AsyncEngine, path: Path, opened: list[tuple[int, int]]) -> None:
    """
    Refuse every connection once another file stands at *path*: what is written to one that was removed, nobody ever reads.

    Before it is made too: SQLite would make an empty file, and the next start take that for a database of its own.
    """

    def note(_connection: Any, _record: Any) -> None:
        if not opened:
            opened.append(_file_at(path))

    def compare(*_: Any) -> None:
        if opened and _file_at(path) != opened[0]:
            raise ReplacedError(
                f"{path} is not the file any more that was opened: it was removed, or a backup was restored over it, while this "
                "program ran. Nothing more is stored. Stop daemon and dashboard, restore (deploy/README.md, Restore), start them again"
            )

    event.listen(engine.sync_engine, "do_connect", compare)
    event.listen(engine.sync_engine, "connect", note)
    event.listen(engine.sync_engine, "checkout", compare)


#: PostgreSQL's own numbers of a database, the same as long as a connection to it lives, and of one table in it: neither is ever
#: given again, not even to its restored copy.
_DATABASE = "SELECT oid FROM pg_database WHERE datname = current_database()"
_TABLE = "SELECT to_regclass('lease')::oid"


def _keep_to_one_database(engine: AsyncEngine, where: str, opened: list[tuple[Any, ...]]) -> None:
    """
    Refuse every connection once the database was dropped, or its tables: what was read before is of another one.

    To be asked for its table tells a connection that was lost meanwhile as well, as SQLAlchemy's own ping would: one trip for both.
    """
    dialect = engine.dialect

    def note(connection: Any, record: Any) -> None:
        record.info["database"] = _number(connection, _DATABASE)

    def compare(connection: Any, record: Any, _proxy: Any) -> None:
        try:
            found = record.info["database"], _number(connection, _TABLE)
        except dialect.loaded_dbapi.Error as error:
            if dialect.is_disconnect(error, connection, None):
                raise InvalidatePoolError from error  # another is made; those that wait are let go of
            raise
        if not opened and found[1] is not None:  # None: no table is there yet
            opened.append(found)
        if opened and found != opened[0]:
            raise ReplacedError(
                f"{where} is not the database any more that was opened: it was dropped, or a backup was restored over it, while "
                "this program ran. Nothing more is stored. Once the restore is done, start daemon, workers and dashboard again "
                "(deploy/README.md, Restore)"
            )

    event.listen(engine.sync_engine, "connect", note)
    event.listen(engine.sync_engine, "checkout", compare)


def _number(connection: Any, question: str) -> Any:
    connection.autocommit = True  # asked outside of the transaction to come
    cursor = connection.cursor()
    try:
        cursor.execute(question)
        return cursor.fetchone()[0]
    finally:
        cursor.close()
        if not connection.closed:
            connection.autocommit = False


def _file_at(path: Path) -> tuple[int, int]:
    """Which file stands at *path*; nothing else has these numbers while somebody has it open."""
    try:
        found = path.stat()
    except OSError:
        return 0, 0
    return found.st_dev, found.st_ino


def _begin_immediate(connection: Any) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _begin(connection: Any) -> None:
    connection.exec_driver_sql("BEGIN")


async def _check_schema(database: Database, even_if_altered: bool) -> None:
    try:
        async with database.read() as connection:
            current = await connection.run_sync(_current)
            odd = await connection.run_sync(_differences) if current == head() else []
    except DBAPIError as error:
        if not (isinstance(error, OperationalError) or trouble(error)):
            raise
        raise refused(place_of(database.reader.url), error) from None
    if odd and not even_if_altered:
        more = f"; and {len(odd) - 5} more" if len(odd) > 5 else ""
        raise StoreError(
            f"{shown(database.reader.url)} says it is at revision {current}, but its tables are not what that revision makes: "
            f"{'; '.join(odd[:5])}{more}. Somebody or something changed them from outside: keep a copy of it as it is, "
            "and go on with the newest backup (monitor db backup; deploy/README.md, Restore); nothing was started"
        )
    if current == head():
        return
    where = shown(database.reader.url)
    if current is not None and current not in _revisions():
        raise StoreError(f"{where} was made by a newer version of this program; update the program")
    raise StoreError(f"{where} is not ready for this version of the program; run: monitor db upgrade")


def _current(connection: Connection) -> str | None:
    """The revision that the database says it stands at; None: it says none."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return found


def _differences(connection: Connection) -> list[str]:
    return shape.differences(connection, metadata)


def _upgrade_file(url: URL) -> None:
    """One process at a time; the others wait at the lock and find it done."""
    if not url.database or url.database == ":memory:" or "uri" in url.query:
        raise StoreError("the database must be a file, named by its path: two connections share it")
    path = Path(url.database)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(path.name + ".lock")
        was_here = beside.exists()  # a file that nobody of us opened yet may be made empty for us
        with beside.open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if was_here:
                check_not_empty(path)
                _say_if_gone(path)
            if _revision(path) != head():
                _migrate(url)
    except OSError as error:
        what = "opened" if os.path.exists(path) else "made"
        raise StoreError(
            f"{path}: cannot be {what}: {error.strerror}; name another place (--db, MONITOR_DATABASE_URL), or run this as the user to "
            "whom its folder and all in it belong"
        ) from None
    except OperationalError as error:
        raise refused(path, error) from None
    except Exception as error:
        if "Can't locate revision" in str(error):
            raise StoreError(
                f"{path} was made by a newer version of this program; update the program"
            ) from None
        if "file is not a database" in str(error):
            raise StoreError(f"{path} is not a database; name another file with --db") from None
        if trouble(error):
            raise refused(path, error) from None
        raise


def _say_if_gone(path: Path) -> None:
    """Told, not refused: whoever begins anew takes the database away by intent."""
    if not path.exists():
        logger.warning(
            "%s is gone: %s.lock beside it shows that a database stood there, and a new, empty one is made now. If nobody took "
            "it away by intent, stop daemon and dashboard, see that its disk is mounted, and restore the newest backup "
            "(deploy/README.md, Restore)",
            path,
            path.name,
        )


def check_there(url: str) -> None:
    """Raises StoreError where no SQLite file, or an empty one, stands at *url*: a command that only asks of what is stored begins no new database."""
    target = parse(url)
    if target.get_backend_name() != "sqlite":
        return
    path = Path(target.database or "")
    if not path.is_file():
        raise StoreError(
            f"{path}: no database is there. Is its name right (--db, MONITOR_DATABASE_URL), its disk mounted, and this the folder to "
            "start from? A first one is made by: monitor db upgrade (or setup, run-once, import, daemon)"
        )
    check_not_empty(path)


def check_not_empty(path: Path) -> None:
    """Raises StoreError where a file without a byte stands: a database that we opened never is, so what was in it is lost."""
    if path.is_file() and path.stat().st_size == 0:
        raise StoreError(
            f"{path} is there and empty (0 bytes): what was stored in it is lost, and it is not taken for a new database. "
            "Restore the newest backup over it (deploy/README.md, Restore); only where nothing was ever stored in it, remove "
            "the file and start again"
        )


def _revision(path: Path) -> str | None:
    """The revision that a SQLite file says it stands at; None where it is new. Raises StoreError where it holds tables and says none."""
    if not path.is_file():
        return None
    try:
        with closing(sqlite3.connect(path, timeout=30)) as connection:
            names = {
                row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            }
            is_there = "alembic_version" in names
            found = (
                connection.execute("SELECT version_num FROM alembic_version").fetchall() if is_there else []
            )
    except sqlite3.Error as error:
        if "malformed" in str(error):  # what is damaged is not migrated
            raise refused(path, error) from None
        return None  # the migration meets the same fault and names it
    revisions = [row[0] for row in found if isinstance(row[0], str)]
    if len(revisions) != 1 and names - {"alembic_version", "sqlite_sequence"}:
        raise StoreError(
            f"{path} holds tables but does not say of which version of this program: it is another program's, or damaged. Name "
            "another file with --db, or keep it as it is and go on with the newest backup (deploy/README.md, Restore)"
        )
    return revisions[0] if len(revisions) == 1 else None


def _migrate(url: URL) -> None:
    from alembic import command  # here, not above: most starts find the schema as it should be

    command.upgrade(_alembic(url), "head")


def _alembic(url: URL | None) -> "Config":
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", _migrations().as_posix())
    config.attributes["url"] = url
    return config


def _migrations() -> Path:
    """In the checkout beside this package; in the built wheel inside it."""
    inside = Path(__file__).parents[1] / "migrations"
    return inside if inside.is_dir() else Path(__file__).parents[2] / "alembic"
