"""Signing sheets (签字单): many signatures given in one act; what counts are the reviews that come of it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from monitor.domain.case import Review
from storage.db import tables
from storage.db.codec import decode
from storage.decisions.reviews import review_of

WAITING, SIGNED, REFUSED = "waiting", "signed", "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningSheet:
    """One signing sheet: the lines that one person signed at once, and the second person's word where one is needed."""

    id: str  #: sh_ and a ULID
    at: datetime
    who: str
    quarter: str
    outcome: str
    reason: str
    since: date
    until: date
    lines: tuple[tuple[str, str], ...]  #: subject and rule
    state: str = SIGNED  #: waiting: for the second person | signed | refused: by the second person
    second: str | None = None
    decided_at: datetime | None = None
    note: str = ""  #: what the second person said


async def add_sheet(connection: AsyncConnection, sheet: SigningSheet) -> None:
    """Add one."""
    row = {name: getattr(sheet, name) for name in SigningSheet.__dataclass_fields__}
    await connection.execute(tables.sheet.insert(), {**row, "lines": json.dumps(sheet.lines)})


async def find_sheet(connection: AsyncConnection, id: str) -> SigningSheet | None:
    """The sheet of that id. Holds it until the transaction ends."""
    query = select(tables.sheet).where(tables.sheet.c.id == id).with_for_update()
    row = (await connection.execute(query)).mappings().first()
    return _sheet(row) if row else None


async def newest_sheets(connection: AsyncConnection, quarter: str) -> Sequence[SigningSheet]:
    """The newest 100 sheets of *quarter*, those that wait first."""
    table = tables.sheet
    query = (
        select(table)
        .where(table.c.quarter == quarter)
        .order_by(table.c.state != WAITING, table.c.at.desc(), table.c.id.desc())
        .limit(100)
    )
    return [_sheet(row) for row in (await connection.execute(query)).mappings()]


async def settle_sheet(
    connection: AsyncConnection, id: str, state: str, second: str, now: datetime, note: str
) -> bool:
    """The second person's word; False when the sheet does not wait any more."""
    table = tables.sheet
    changed = await connection.execute(
        table.update()
        .where(table.c.id == id, table.c.state == WAITING)
        .values(state=state, second=second, decided_at=now, note=note)
    )
    return bool(changed.rowcount)


async def reviews_on(connection: AsyncConnection, id: str) -> Sequence[Review]:
    """The signatures that came of a sheet."""
    table = tables.review
    rows = await connection.execute(select(table).where(table.c.sheet == id).order_by(table.c.id))
    return [review_of(row) for row in rows.mappings()]


def _sheet(row: Mapping[Any, Any]) -> SigningSheet:
    lines = decode(tuple[tuple[str, str], ...], row["lines"])
    return SigningSheet(**{**row, "lines": lines})
