"""What was stored behind a place in the order of verdicts: the program asks for subjects alone, tests look closer."""

import json
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.db import tables
from storage.decisions.changes import Cursor


class Later(NamedTuple):
    """A verdict, as it was given or given again."""

    subject: str
    rule: str
    decided_at: datetime


async def verdicts_after(connection: AsyncConnection, cursor: Cursor) -> list[Later]:
    """Every verdict stored after *cursor*, in order, then those that were repeated after it."""
    verdict, repeated = tables.verdict, tables.repeated
    asked = select(verdict.c.number, verdict.c.subject, verdict.c.rule, verdict.c.decided_at)
    rows = (await connection.execute(asked.order_by(verdict.c.number))).all()
    by_number = {row.number: row for row in rows}
    repeats = await connection.execute(
        select(repeated.c.verdicts, repeated.c.decided_at)
        .where(repeated.c.number > cursor.repeat)
        .order_by(repeated.c.number)
    )
    return [Later(*row[1:]) for row in rows if row.number > cursor.verdict] + [
        Later(by_number[number].subject, by_number[number].rule, one.decided_at)
        for one in repeats
        for number in json.loads(one.verdicts)
    ]
