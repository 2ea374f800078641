"""Wrong tries at the door (登录尝试), counted by all processes of the web server together."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import case, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.db import tables
from storage.db.rows import insert


async def tries_of(connection: AsyncConnection, keys: Sequence[str]) -> Mapping[str, tuple[int, datetime]]:
    """How many wrong tries each of *keys* has, and when the last one was."""
    table = tables.login_try
    rows = await connection.execute(select(table).where(table.c.key.in_(keys)))
    return {row.key: (row.many, row.at) for row in rows}


async def add_tries(
    connection: AsyncConnection, keys: Iterable[str], now: datetime, forgotten: datetime
) -> None:
    """One more for each of *keys*; what lies before *forgotten* counts no more and is let go."""
    table = tables.login_try
    await connection.execute(table.delete().where(table.c.at < forgotten))
    added = insert(connection, table)
    more = added.on_conflict_do_update(
        index_elements=[table.c.key], set_={"many": table.c.many + 1, "at": added.excluded.at}
    )
    await connection.execute(more, [{"key": key, "many": 1, "at": now} for key in sorted(keys)])


async def take_back_tries(
    connection: AsyncConnection, keys: Iterable[str], forget: Iterable[str] = ()
) -> None:
    """One less for each of *keys*; those of *forget* are as if nobody had tried."""
    table = tables.login_try
    fewer = case((table.c.many > 0, table.c.many - 1), else_=0)
    await connection.execute(table.update().where(table.c.key.in_(sorted(keys))).values(many=fewer))
    await connection.execute(table.delete().where(table.c.key.in_(sorted(forget))))
