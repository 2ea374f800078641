"""
Judgings that came to what is stored already (判定不变): a row a subject instead of the same verdicts once more.

Such a verdict holds at each moment at which it was repeated, moved there (`monitor/domain/moved.py`).
"""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Integer, cast, func, select, true
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.access import chain
from storage.db import tables
from storage.db.codec import decode
from storage.db.rows import asked


@dataclass(frozen=True, slots=True)
class Repeat:
    """One judging of one subject that came to these verdicts again."""

    subject: str
    decided_at: datetime
    known_by: datetime
    verdicts: tuple[int, ...]  #: numbers


async def add_repeats(
    connection: AsyncConnection,
    numbers: Mapping[tuple[str, datetime, datetime], Collection[int]],
    now: datetime,
) -> None:
    """Note that judging (subject, as of, known by) came to the verdicts of those *numbers* again; one statement for all."""
    if not numbers:
        return
    table = tables.repeated
    rows = [
        {
            "subject": subject,
            "decided_at": decided_at,
            "recorded_at": now,
            "known_by": known_by,
            "verdicts": json.dumps(sorted(verdicts), separators=(",", ":")),
        }
        for (subject, decided_at, known_by), verdicts in numbers.items()
    ]
    added = await connection.execute(table.insert().returning(table), rows)
    chain.note(connection, table, added.mappings())


async def newest_repeats(
    connection: AsyncConnection, subjects: Iterable[str], as_of: datetime, known_by: datetime | None
) -> list[Repeat]:
    """The newest repeat of each of *subjects* up to *as_of*, heard up to *known_by* (None: of all); by index alone."""
    wanted, table = asked(connection, [(one,) for one in subjects], "id"), tables.repeated.alias("older")
    newest = (
        select(table.c.number)
        .where(table.c.subject == wanted.c.id, table.c.decided_at <= as_of)
        .where(true() if known_by is None else table.c.known_by <= known_by)
        .order_by(table.c.decided_at.desc(), table.c.known_by.desc(), table.c.number.desc())
        .limit(1)
        .scalar_subquery()
    )
    numbers = select(newest.label("number")).select_from(wanted).subquery()
    found = tables.repeated
    return _repeats(
        await connection.execute(
            select(found.c.subject, found.c.decided_at, found.c.known_by, found.c.verdicts).join(
                numbers, numbers.c.number == found.c.number
            )
        )
    )


async def repeats_of(connection: AsyncConnection, subjects: Iterable[str], since: datetime) -> list[Repeat]:
    """Every repeat on *subjects* of a moment later than *since*."""
    table, wanted = tables.repeated, asked(connection, [(one,) for one in subjects], "id")
    return _repeats(
        await connection.execute(
            select(table.c.subject, table.c.decided_at, table.c.known_by, table.c.verdicts)
            .join(wanted, wanted.c.id == table.c.subject)
            .where(table.c.decided_at > since)
        )
    )


async def repeats_since(connection: AsyncConnection, subject: str, since: datetime | None) -> list[Repeat]:
    """Every repeat on *subject* as of *since* or later, oldest first; None: all of them."""
    table = tables.repeated
    return _repeats(
        await connection.execute(
            select(table.c.subject, table.c.decided_at, table.c.known_by, table.c.verdicts)
            .where(table.c.subject == subject, true() if since is None else table.c.decided_at >= since)
            .order_by(table.c.decided_at, table.c.number)
        )
    )


async def rows_of(connection: AsyncConnection, numbers: Iterable[int], *columns: Any) -> Sequence[Any]:
    """*columns* of the verdicts of those numbers, their number first."""
    table = tables.verdict
    wanted = asked(connection, [(str(one),) for one in sorted(set(numbers))], "number")
    rows = await connection.execute(
        select(table.c.number, *columns).join(wanted, cast(wanted.c.number, Integer) == table.c.number)
    )
    return rows.all()


async def last_repeat(connection: AsyncConnection) -> int:
    """The number of the newest repeat; 0 when there is none."""
    return int((await connection.execute(select(func.max(tables.repeated.c.number)))).scalar() or 0)


def _repeats(rows: Iterable[Any]) -> list[Repeat]:
    return [
        Repeat(row.subject, row.decided_at, row.known_by, decode(tuple[int, ...], row.verdicts))
        for row in rows
    ]
