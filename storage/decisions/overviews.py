"""What judging leaves for the first page (总览): the last of each name."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.db import tables
from storage.db.rows import insert


async def keep_overview(connection: AsyncConnection, name: str, content: str, at: datetime) -> None:
    """Put *content*, worked out at *at*, in the place of what stood under that name."""
    table = tables.overview
    row = {"name": name, "at": at, "content": content}
    statement = insert(connection, table)
    new = statement.excluded
    await connection.execute(
        statement.on_conflict_do_update(index_elements=["name"], set_={"at": new.at, "content": new.content}),
        [row],
    )


async def kept_overview(connection: AsyncConnection, name: str) -> str | None:
    """What stands under that name; None: nothing was worked out yet."""
    table = tables.overview
    found: str | None = await connection.scalar(select(table.c.content).where(table.c.name == name))
    return found
