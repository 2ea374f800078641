"""The first moment of which anything is stored (最早监测时刻): before it there is nothing to judge."""

from datetime import datetime, time

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection
from ulid import ULID

from monitor.domain.timing import SHANGHAI
from storage.db import tables


async def first_moment(connection: AsyncConnection) -> datetime | None:
    """
    The moment of the oldest observation, visit or verdict; None when nothing is stored.

    Found by index alone: the ids of observations and visits are in order of time.
    """
    found: list[datetime] = []
    for table in (tables.observation, tables.visit):
        id: str | None = await connection.scalar(select(func.min(table.c.id)))
        if id is not None:
            found.append(ULID.from_str(id.partition("_")[2]).datetime.astimezone(SHANGHAI))
    decided = await connection.scalar(select(func.min(tables.verdict.c.decided_at)))
    if decided is not None:
        found.append(decided)
    # of visits that were let go of, their day is left
    day = await connection.scalar(select(func.min(tables.visit_day.c.day)))
    if day is not None:
        found.append(datetime.combine(day, time.min, SHANGHAI))
    return min(found, default=None)
