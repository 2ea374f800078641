"""What people entered on score sheets (人工评分): added, never changed; and the sheets as they were drawn up."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from monitor.domain.points import PeoplePoints, entered_cells
from storage.access import chain
from storage.db import tables
from storage.db.codec import digest
from storage.db.rows import put_bodies

_FIELDS = tuple(PeoplePoints.__dataclass_fields__)


async def entries(connection: AsyncConnection, known_by: datetime | None = None) -> Sequence[PeoplePoints]:
    """Every entry that was taken in up to *known_by* (None: all), in order."""
    table = tables.people_points
    query = select(table).order_by(table.c.number)
    if known_by is not None:
        query = query.where(table.c.at <= known_by)
    rows = (await connection.execute(query)).mappings()
    return [
        PeoplePoints(**{**{name: row[name] for name in _FIELDS}, "conflict": bool(row["conflict"])})
        for row in rows
    ]


async def take_in(connection: AsyncConnection, filled: Sequence[PeoplePoints]) -> Sequence[PeoplePoints]:
    """
    Add those of *filled* that say something new, in one transaction, and return them as stored.

    Where the cell was changed after the filled sheet was drawn up, and to something else, the entry is kept as a
    conflict: nobody's word is written over in silence.
    """
    cells = entered_cells(await entries(connection))
    added = []
    for one in filled:
        cell = cells.get(one.cell)
        now = cell.now if cell else None
        disputed = cell.disputed if cell else ()
        stands = now.said if now else ("", None, "")
        if one.said == stands and (not disputed or max(d.number for d in disputed) > one.seen):
            continue  # nothing new, and no dispute that the sheet showed and this settles
        newer = now is not None and now.number > one.seen
        newer = newer or any(entry.number > one.seen for entry in disputed)
        if newer and any(entry.said == one.said and entry.who == one.who for entry in disputed):
            continue  # the same file again
        added.append(await _add(connection, replace(one, conflict=newer)))
    return added


async def _add(connection: AsyncConnection, one: PeoplePoints) -> PeoplePoints:
    row = {name: getattr(one, name) for name in _FIELDS if name != "number"}
    row["conflict"] = int(one.conflict)
    statement = tables.people_points.insert().returning(tables.people_points)
    stored = list((await connection.execute(statement, row)).mappings())
    chain.note(connection, tables.people_points, stored)
    return replace(one, number=stored[0]["number"])


async def keep_draw(
    connection: AsyncConnection, content: Mapping[str, Any], as_of: datetime, at: datetime
) -> None:
    """Keep the sheets of a moment, drawn up at *at*."""
    text = json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    await put_bodies(connection, {digest(text): text})
    await connection.execute(tables.score_draw.insert(), [{"at": at, "as_of": as_of, "digest": digest(text)}])


async def newest_draw(
    connection: AsyncConnection, as_of: datetime, known_by: datetime | None = None
) -> Mapping[str, Any] | None:
    """The sheets of the newest moment up to *as_of*, of those that were drawn up by *known_by*."""
    table = tables.score_draw
    query = (
        select(tables.body.c.json)
        .join(table, table.c.digest == tables.body.c.digest)
        .where(table.c.as_of <= as_of)
        .order_by(table.c.as_of.desc(), table.c.number.desc())
        .limit(1)
    )
    if known_by is not None:
        query = query.where(table.c.at <= known_by)
    row = (await connection.execute(query)).first()
    return dict(json.loads(row.json)) if row is not None else None


async def last_draw(connection: AsyncConnection) -> int:
    """The number of the newest draw; 0: there is none."""
    return (await connection.execute(select(func.max(tables.score_draw.c.number)))).scalar() or 0
