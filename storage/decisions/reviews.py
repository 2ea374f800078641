"""What people decided (人工确认): added, never changed."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from monitor.domain.case import Review
from storage.access import chain
from storage.db import tables


async def reviews_of(connection: AsyncConnection, subject: str, known_by: datetime) -> Sequence[Review]:
    """Every review of *subject* that was given up to *known_by*, oldest first."""
    table = tables.review
    rows = await connection.execute(
        select(table)
        .where(table.c.subject == subject, table.c.at <= known_by)
        .order_by(table.c.at, table.c.id)
    )
    return [Review(**row) for row in rows.mappings()]


async def add_review(connection: AsyncConnection, review: Review) -> None:
    """Add one."""
    row = {name: getattr(review, name) for name in Review.__dataclass_fields__}
    await connection.execute(tables.review.insert(), [row])
    chain.note(connection, tables.review, [row])
