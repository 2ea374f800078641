"""What the statements of many tables share."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, true
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql import Insert
from ulid import ULID

from storage.db import tables


def first_id(moment: datetime) -> str:
    """Observations and visits of *moment* and later have this id or a greater one."""
    return f"ob_{str(ULID.from_datetime(moment))[:10]}"


def heard(table: Any, known_by: datetime | None) -> ColumnElement[bool]:
    """Rows of *table* that were stored up to *known_by*, included; None: all that are."""
    return true() if known_by is None else table.c.recorded_at <= known_by


def insert(connection: AsyncConnection, table: Any) -> Any:
    """An INSERT that knows `on_conflict_do_nothing`, for the database at hand."""
    return (sqlite if connection.dialect.name == "sqlite" else postgresql).insert(table)


async def put_bodies(connection: AsyncConnection, bodies: Mapping[str, str]) -> None:
    """Keep each text once, under its digest; in one order, so that two processes never wait for each other."""
    rows = [{"digest": key, "json": text} for key, text in sorted(bodies.items())]
    statement: Insert = insert(connection, tables.body).on_conflict_do_nothing()
    await connection.execute(statement, rows)
