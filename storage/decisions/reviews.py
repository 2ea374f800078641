"""What people decided (人工确认): added, never changed."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from monitor.domain.case import Review
from monitor.domain.verdict import Outcome
from storage.access import chain
from storage.db import tables
from storage.db.rows import asked


async def reviews_of(
    connection: AsyncConnection, subjects: Iterable[str], known_by: datetime
) -> dict[str, list[Review]]:
    """Every review of each of *subjects* that was given up to *known_by*, oldest first; by subject."""
    table, wanted = tables.review, asked(connection, [(one,) for one in subjects], "id")
    rows = await connection.execute(
        select(table)
        .join(wanted, wanted.c.id == table.c.subject)
        .where(table.c.at <= known_by)
        .order_by(table.c.at, table.c.id)
    )
    found: dict[str, list[Review]] = {}
    for row in rows.mappings():
        found.setdefault(row["subject"], []).append(review_of(row))
    return found


def review_of(row: Mapping[Any, Any]) -> Review:
    """A review from its row. Raises ValueError where a signature says no outcome."""
    if row["act"] == "sign":
        Outcome(row["outcome"])
    return Review(**row)


async def add_review(connection: AsyncConnection, review: Review) -> None:
    """Add one."""
    row = {name: getattr(review, name) for name in Review.__dataclass_fields__}
    await connection.execute(tables.review.insert(), [row])
    chain.note(connection, tables.review, [row])
