"""What judging leaves for the first page (总览): the last of each name."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.db import tables
from storage.db.raw import put_rows


async def keep_overview(connection: AsyncConnection, name: str, content: str, at: datetime) -> None:
    """Put *content*, worked out at *at*, in the place of what stood under that name."""
    row = {"name": name, "at": at, "content": content}
    await put_rows(connection, tables.overview, [row], unless=("name",), replace=("at", "content"))


async def kept_overview(connection: AsyncConnection, name: str) -> str | None:
    """What stands under that name; None: nothing was worked out yet."""
    table = tables.overview
    found: str | None = await connection.scalar(select(table.c.content).where(table.c.name == name))
    return found
