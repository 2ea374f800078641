"""What the statements of many tables share."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import CTE, ColumnElement, String, column, select, text, true
from sqlalchemy.dialects import sqlite
from sqlalchemy.ext.asyncio import AsyncConnection
from ulid import ULID

from storage.db import tables
from storage.db.apart import told_of_each
from storage.db.raw import put_rows
from storage.db.tables import CHUNK
from storage.db.troubles import DamagedRecord


def first_id(moment: datetime) -> str:
    """Observations and visits of *moment* and later have this id or a greater one."""
    return f"ob_{str(ULID.from_datetime(moment))[:10]}"


def heard(table: Any, known_by: datetime | None) -> ColumnElement[bool]:
    """Rows of *table* that were stored up to *known_by*, included; None: all that are."""
    return true() if known_by is None else table.c.recorded_at <= known_by


def insert(connection: AsyncConnection, table: Any) -> Any:
    """An INSERT that knows `on_conflict_do_nothing`, for the database at hand."""
    if connection.dialect.name == "sqlite":
        return sqlite.insert(table)
    from sqlalchemy.dialects import postgresql

    return postgresql.insert(table)


async def execute_many(
    connection: AsyncConnection, statement: Any, rows: Sequence[Mapping[str, Any]]
) -> None:
    """
    *statement* for each of *rows*, in the transaction at hand, some hundreds at a time.

    Preparing the parameters keeps the event loop busy; a page may list tens of thousands of items.
    """
    for start in range(0, len(rows), CHUNK):
        await connection.execute(statement, rows[start : start + CHUNK])


async def put_bodies(connection: AsyncConnection, bodies: Mapping[str, str]) -> None:
    """Keep each text once, under its digest; in one order, so that two processes never wait for each other."""
    rows = [{"digest": key, "json": text} for key, text in sorted(bodies.items())]
    await put_rows(connection, tables.body, rows, unless=("digest",))


def asked(connection: AsyncConnection, rows: Iterable[Sequence[str]], *names: str) -> CTE:
    """
    *rows* as a table to join with, its columns called *names*.

    One parameter however many they are: one statement answers for one subject and for ten thousand.
    """
    if connection.dialect.name == "postgresql":
        parts = ", ".join(f"value->>{n} AS {name}" for n, name in enumerate(names))
        words = f"SELECT {parts} FROM jsonb_array_elements(CAST(:asked AS jsonb))"
    else:
        parts = ", ".join(f"json_extract(value, '$[{n}]') AS {name}" for n, name in enumerate(names))
        words = f"SELECT {parts} FROM json_each(:asked)"
    values = text(words).bindparams(asked=json.dumps([list(row) for row in rows]))
    return values.columns(*(column(name, String) for name in names)).cte("asked")


async def texts_of(connection: AsyncConnection, digests: Iterable[str]) -> dict[str, str]:
    """The stored texts of those digests, in one statement. Raises DamagedRecord where one is gone."""
    asked_for = sorted(set(digests))
    wanted = asked(connection, [(one,) for one in asked_for], "digest")
    rows = await connection.execute(
        select(tables.body.c.digest, tables.body.c.json).join(wanted, wanted.c.digest == tables.body.c.digest)
    )
    found = {row.digest: row.json for row in rows}
    if len(found) < len(asked_for):
        gone = next(one for one in asked_for if one not in found)
        raise DamagedRecord(f"text {gone[:12]}… is not there")
    return found


async def sound_texts_of(connection: AsyncConnection, digests: Iterable[str]) -> tuple[dict[str, str], str]:
    """
    Those of the stored texts that are as they were written, and what is said of one that is not ("": all are).

    For whoever shows what is left.
    """
    texts, damaged = await told_of_each(sorted(set(digests)), partial(texts_of, connection))
    return texts, damaged[0][1] if damaged else ""
