"""The chat groups that the centre entered on the dashboard (通知群): one row a group, with what its newest test came to."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from monitor.domain.chat import ChatGroup, ChatLevel, ChatPlatform
from storage.db import tables
from storage.db.rows import insert


async def chat_groups(connection: AsyncConnection) -> Sequence[ChatGroup]:
    """All groups by name, those that are off too."""
    table = tables.chat_group
    rows = await connection.execute(select(table).order_by(table.c.name))
    return [
        ChatGroup(
            **{
                **row,
                "platform": ChatPlatform(row["platform"]),
                "levels": frozenset(ChatLevel(one) for one in row["levels"].split()),
                "is_on": bool(row["is_on"]),
            }
        )
        for row in rows.mappings()
    ]


async def add_group(connection: AsyncConnection, group: ChatGroup) -> bool:
    """Keep a new group; False when one of that name is there already."""
    table = tables.chat_group
    statement = insert(connection, table).on_conflict_do_nothing().returning(table.c.name)
    return (await connection.execute(statement, _row(group))).first() is not None


async def change_group(connection: AsyncConnection, group: ChatGroup) -> bool:
    """Put *group* in the place of the one of its name; False when there is none any more."""
    table = tables.chat_group
    changed = await connection.execute(table.update().where(table.c.name == group.name).values(_row(group)))
    return bool(changed.rowcount)


async def note_test(connection: AsyncConnection, name: str, at: datetime, code: str, said: str) -> None:
    """Keep what the newest test message of a group came to."""
    table = tables.chat_group
    values = {"tested_at": at, "tested": code, "tested_said": said}
    await connection.execute(table.update().where(table.c.name == name).values(values))


async def remove_group(connection: AsyncConnection, name: str) -> bool:
    """Let a group go, its address with it; False when there was none."""
    table = tables.chat_group
    return bool((await connection.execute(table.delete().where(table.c.name == name))).rowcount)


def _row(group: ChatGroup) -> dict[str, object]:
    levels = " ".join(sorted(one.value for one in group.levels))
    return {**asdict(group), "platform": group.platform.value, "levels": levels, "is_on": int(group.is_on)}
