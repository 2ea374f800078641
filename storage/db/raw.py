"""
Rows written by the driver itself (直接写入): what visits, looks and their evidence cost is mostly the making of statements.

The same tables, columns and values as through SQLAlchemy, in the transaction at hand; whatever goes wrong is raised as SQLAlchemy
raises it. One statement for all rows: SQLite takes them one after another, PostgreSQL as one JSON value.
"""

import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from operator import itemgetter
from typing import Any, TypeVar

from sqlalchemy import Date, Float, Integer, Table
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from monitor.domain.timing import check_aware
from storage.db import tables
from storage.db.types import ShanghaiDateTime

T = TypeVar("T")

#: Rows of one statement; preparing them keeps the event loop busy.
AT_ONCE = 2_000
_DUMP = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode


@dataclass(frozen=True, slots=True)
class _Way:
    """How rows of one table are written into one kind of database."""

    statement: str
    pick: Callable[[Mapping[str, Any]], tuple[Any, ...]]
    convert: tuple[tuple[int, Callable[[Any], Any]], ...]  #: by place, what makes a value fit


async def put_rows(
    connection: AsyncConnection,
    table: Table,
    rows: Sequence[Mapping[str, Any]],
    *,
    unless: tuple[str, ...] = (),
    replace: tuple[str, ...] = (),
    greater: tuple[str, ...] = (),
) -> int:
    """
    Insert *rows*, which name every column that is not NULL. Returns how many were written.

    *unless*: a row that is the same in these columns as one that is there is left out or, with *replace*, gives it its values of
    those columns; with *greater*, of those columns each that is greater than what is there, NULL being less than all.
    """
    if not rows:
        return 0
    is_sqlite, written = connection.dialect.name == "sqlite", 0
    way = _way(table.name, is_sqlite, tuple(rows[0]), unless, replace, greater)
    for start in range(0, len(rows), AT_ONCE):
        values = [_values(way, row) for row in rows[start : start + AT_ONCE]]
        written += await _execute(
            connection, way.statement, values if is_sqlite else (_DUMP(values),), many=is_sqlite
        )
    return written


async def update_rows(
    connection: AsyncConnection, table: Table, rows: Sequence[Mapping[str, Any]], by: tuple[str, ...]
) -> None:
    """Give the row that is the same as each of *rows* in the columns *by* its other values; no two of *rows* are the same in these."""
    if not rows:
        return
    is_sqlite = connection.dialect.name == "sqlite"
    way = _update(table.name, is_sqlite, tuple(rows[0]), by)
    for start in range(0, len(rows), AT_ONCE):
        values = [_values(way, row) for row in rows[start : start + AT_ONCE]]
        await _execute(connection, way.statement, values if is_sqlite else (_DUMP(values),), many=is_sqlite)


async def put_both(
    connection: AsyncConnection, puts: Sequence[tuple[Table, Sequence[Mapping[str, Any]]]]
) -> None:
    """Insert rows of several tables, in their order; at one go where each trip to the database costs more than a row."""
    if connection.dialect.name != "sqlite":
        for table, rows in puts:
            await put_rows(connection, table, rows)
        return
    statements = []
    for table, rows in puts:
        if rows:
            way = _way(table.name, True, tuple(rows[0]), (), ())
            statements.append((way.statement, [_values(way, row) for row in rows]))

    def write(database: sqlite3.Connection) -> None:
        for statement, values in statements:
            database.executemany(statement, values)

    await in_thread(connection, write)


async def in_thread(connection: AsyncConnection, work: Callable[[sqlite3.Connection], T]) -> T:
    """What *work* gives, done in the thread of a SQLite connection and in the transaction at hand: one trip for many statements."""
    raw, driver = await _driver(connection)
    try:
        found: T = await driver._execute(work, driver._conn)
    except sqlite3.Error as error:
        raise await _as_sqlalchemy(connection, raw, work.__qualname__, error) from error
    return found


async def fetch_rows(
    connection: AsyncConnection, statement: str, values: Sequence[Any] = ()
) -> list[tuple[Any, ...]]:
    """What *statement*, its parameters written `?`, finds; values as the driver gives them."""
    raw, driver = await _driver(connection)
    try:
        if connection.dialect.name == "sqlite":
            return [tuple(one) for one in await driver.execute_fetchall(statement, values)]
        async with driver.cursor() as cursor:
            await cursor.execute(_for_postgresql(statement), values)
            return list(await cursor.fetchall())
    except connection.dialect.loaded_dbapi.Error as error:
        raise await _as_sqlalchemy(connection, raw, statement, error) from error


async def fetch_for(
    connection: AsyncConnection, statement: str, rows: Iterable[Sequence[str]], *names: str
) -> list[tuple[Any, ...]]:
    """
    What *statement* finds for *rows*; values as the driver gives them.

    `{asked}` in it stands for these as a table, its columns called *names*: one parameter however many they are.
    """
    text = statement.format(asked=_asked(connection.dialect.name == "sqlite", names))
    return await fetch_rows(connection, text, (json.dumps([list(row) for row in rows]),))


@lru_cache(maxsize=32)
def _asked(is_sqlite: bool, names: tuple[str, ...]) -> str:
    if is_sqlite:
        parts = ", ".join(f"json_extract(value, '$[{n}]') AS {name}" for n, name in enumerate(names))
        return f"(SELECT {parts} FROM json_each(?)) AS asked"
    parts = ", ".join(f"value->>{n} AS {name}" for n, name in enumerate(names))
    return f"(SELECT {parts} FROM jsonb_array_elements(CAST(? AS jsonb))) AS asked"


async def fetch_several(
    connection: AsyncConnection, asking: Iterable[tuple[str, Sequence[Any]]]
) -> list[list[tuple[Any, ...]]]:
    """What each of *asking*, a statement as for `fetch_rows` with its parameters, finds; on SQLite in one trip for all."""
    if connection.dialect.name != "sqlite":
        return [await fetch_rows(connection, statement, values) for statement, values in asking]

    def fetch(database: sqlite3.Connection) -> list[list[tuple[Any, ...]]]:
        return [database.execute(statement, values).fetchall() for statement, values in asking]

    return await in_thread(connection, fetch)


async def run_several(connection: AsyncConnection, doing: Iterable[tuple[str, Sequence[Any]]]) -> None:
    """Do each of *doing*, a statement as for `fetch_rows` with its parameters, that finds nothing; on SQLite in one trip for all."""
    if connection.dialect.name != "sqlite":
        for statement, values in doing:
            await _execute(connection, _for_postgresql(statement), values, many=False)
        return

    def run(database: sqlite3.Connection) -> None:
        for statement, values in doing:
            database.execute(statement, values)

    await in_thread(connection, run)


def moment_for(connection: AsyncConnection, moment: datetime) -> Any:
    """*moment* as a parameter of `fetch_rows`."""
    return sqlite_moment(moment) if connection.dialect.name == "sqlite" else check_aware(moment)


async def _execute(connection: AsyncConnection, statement: str, values: Any, *, many: bool) -> int:
    raw, driver = await _driver(connection)
    try:
        if many:
            cursor = await driver.executemany(statement, values)
            return int(cursor.rowcount)
        async with driver.cursor() as cursor:
            await cursor.execute(statement, values)
            return int(cursor.rowcount)
    except connection.dialect.loaded_dbapi.Error as error:
        raise await _as_sqlalchemy(connection, raw, statement, error) from error


def _for_postgresql(statement: str) -> str:
    return statement.replace("%", "%%").replace("?", "%s")


async def _driver(connection: AsyncConnection) -> tuple[Any, Any]:
    raw = await connection.get_raw_connection()
    return raw, raw.driver_connection


async def _as_sqlalchemy(
    connection: AsyncConnection, raw: Any, statement: str, error: Exception
) -> Exception:
    """*error* of the driver, as SQLAlchemy would have raised it; a connection that is lost is given up."""
    dialect: Any = connection.dialect
    is_lost = bool(dialect.is_disconnect(error, raw.dbapi_connection, None))
    if is_lost:
        await connection.invalidate(error)
    found: Exception = DBAPIError.instance(
        statement, None, error, dialect.loaded_dbapi.Error, hide_parameters=True, connection_invalidated=is_lost, dialect=dialect
    )  # fmt: skip
    return found


def insert_one(database: sqlite3.Connection, table: Table, row: Mapping[str, Any]) -> None:
    """Insert *row* there and then: for work `in_thread`."""
    way = _way(table.name, True, tuple(row), (), ())
    database.execute(way.statement, _values(way, row))


def _values(way: _Way, row: Mapping[str, Any]) -> list[Any]:
    values = list(way.pick(row))
    for place, convert in way.convert:
        if values[place] is not None:
            values[place] = convert(values[place])
    return values


def _conversions(
    table: Table, is_sqlite: bool, columns: tuple[str, ...]
) -> tuple[tuple[int, Callable[[Any], Any]], ...]:
    convert: list[tuple[int, Callable[[Any], Any]]] = []
    for place, column in enumerate(columns):
        kind = table.c[column].type
        if isinstance(kind, ShanghaiDateTime):
            convert.append((place, sqlite_moment if is_sqlite else _moment))
        elif isinstance(kind, Date):
            convert.append((place, date.isoformat))
    return tuple(convert)


@lru_cache(maxsize=32)
def _update(name: str, is_sqlite: bool, columns: tuple[str, ...], by: tuple[str, ...]) -> _Way:
    table, others = tables.metadata.tables[name], tuple(one for one in columns if one not in by)
    ordered = (*others, *by)
    if is_sqlite:
        sets, same = (", ".join(f'"{one}" = ?' for one in others), " AND ".join(f'"{one}" = ?' for one in by))
        statement = f'UPDATE "{name}" SET {sets} WHERE {same}'
    else:
        parts = ", ".join(
            f'CAST(one->>{n} AS {_pg_type(table, one)}) AS "{one}"' for n, one in enumerate(ordered)
        )
        sets = ", ".join(f'"{one}" = said."{one}"' for one in others)
        same = " AND ".join(f'"{name}"."{one}" = said."{one}"' for one in by)
        statement = f'UPDATE "{name}" SET {sets} FROM (SELECT {parts} FROM json_array_elements(CAST(%s AS json)) AS item(one)) AS said WHERE {same}'
    return _Way(statement, itemgetter(*ordered), _conversions(table, is_sqlite, ordered))


@lru_cache(maxsize=128)
def _way(
    name: str,
    is_sqlite: bool,
    columns: tuple[str, ...],
    unless: tuple[str, ...],
    replace: tuple[str, ...],
    greater: tuple[str, ...] = (),
) -> _Way:
    table = tables.metadata.tables[name]
    quoted = ", ".join(f'"{one}"' for one in columns)
    if is_sqlite:
        statement = f'INSERT INTO "{name}" ({quoted}) VALUES ({", ".join("?" * len(columns))})'
    else:
        parts = ", ".join(f"CAST(one->>{n} AS {_pg_type(table, one)})" for n, one in enumerate(columns))
        statement = f'INSERT INTO "{name}" ({quoted}) SELECT {parts} FROM json_array_elements(CAST(%s AS json)) AS item(one)'
    if unless:
        sets = [f'"{one}" = excluded."{one}"' for one in replace]
        sets += [
            f'"{one}" = CASE WHEN "{name}"."{one}" IS NULL OR excluded."{one}" > "{name}"."{one}" '
            f'THEN excluded."{one}" ELSE "{name}"."{one}" END'
            for one in greater
        ]
        does = f"DO UPDATE SET {', '.join(sets)}" if sets else "DO NOTHING"
        same = ", ".join(f'"{one}"' for one in unless)
        statement += f" ON CONFLICT ({same}) {does}"
    pick: Any = itemgetter(*columns) if len(columns) > 1 else (lambda row: (row[columns[0]],))
    return _Way(statement, pick, _conversions(table, is_sqlite, columns))


def _pg_type(table: Table, column: str) -> str:
    kind = table.c[column].type
    if isinstance(kind, ShanghaiDateTime):
        return "timestamptz"
    if isinstance(kind, Date):
        return "date"
    if isinstance(kind, Float):
        return "double precision"
    return "bigint" if isinstance(kind, Integer) else "text"


@lru_cache(maxsize=256)  # rows of one transaction bear the same moment
def sqlite_moment(moment: datetime) -> str:
    """*moment* as SQLite keeps it: the bare UTC clock. A naive one is refused (ValueError)."""
    return check_aware(moment).astimezone(UTC).isoformat(" ", "microseconds").removesuffix("+00:00")


def _moment(moment: datetime) -> str:
    return check_aware(moment).isoformat()
