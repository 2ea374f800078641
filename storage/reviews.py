"""What people decided (人工确认): added, never changed."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from monitor.domain.case import Review
from storage import tables


async def reviews_of(connection: AsyncConnection, subject: str, as_of: datetime) -> Sequence[Review]:
    """Every review of *subject* until *as_of*, oldest first."""
    table = tables.review
    rows = await connection.execute(
        select(table).where(table.c.subject == subject, table.c.at <= as_of).order_by(table.c.at, table.c.id)
    )
    return [Review(**row) for row in rows.mappings()]


async def all_reviews(connection: AsyncConnection, until: datetime) -> dict[str, list[Review]]:
    """Every review until a moment, by subject, oldest first."""
    table = tables.review
    rows = await connection.execute(select(table).where(table.c.at <= until).order_by(table.c.at, table.c.id))
    found: dict[str, list[Review]] = {}
    for row in rows.mappings():
        found.setdefault(row["subject"], []).append(Review(**row))
    return found


async def add_review(connection: AsyncConnection, review: Review) -> None:
    """Add one."""
    await connection.execute(
        tables.review.insert(),
        [{name: getattr(review, name) for name in Review.__dataclass_fields__}],
    )
