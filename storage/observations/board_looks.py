"""Readings of boards as a case of one moment needs them: those from the newest whole one on; the others are not read."""

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, case, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from monitor.domain.observation import BoardReading
from monitor.domain.text import clean_text
from storage.db import tables
from storage.db.codec import canonical
from storage.db.rows import asked, heard
from storage.observations.looks import Looks, decoded, parts_of, seen_of

#: Letters at the beginning of a reading's text that say whether it is whole, and at its end that say what was met.
HEAD, TAIL = 80, 500
#: A message misspelt is looked for among those of so many days.
RECENT = timedelta(days=100)
_WHOLE = re.compile(
    r'\{"complete":true,"covers_from":(?:null|"[0-9-]{10}"),"full":true,"messages":\[', re.ASCII
)
_READ = re.compile(
    r',"state":"(?:messages|blank)","statistics_url":"[^"\\]*","total":(?:\d+|null)\}$', re.ASCII
)


async def load_board_looks(
    connection: AsyncConnection, sites: Iterable[str], start: datetime, as_of: datetime, known_by: datetime
) -> Looks[BoardReading]:
    """
    The readings of each board of *sites* from *start* to *as_of*, stored up to *known_by*, from the newest on that is full and
    complete: no case of *as_of* asks for any before it. Where none is, or a text does not say so plainly, all of them.
    """
    table, parts = tables.observation, parts_of(connection, BoardReading, sites)
    found = await connection.execute(
        select(table.c.subject, table.c.id, table.c.part, table.c.at, table.c.vantage, table.c.digest)
        .join(parts, and_(table.c.subject == parts.c.subject, table.c.part == parts.c.part))
        .where(table.c.kind == BoardReading.kind)
        .where(table.c.at >= start, table.c.at <= as_of, heard(table, known_by))
        .order_by(table.c.at, table.c.id)
    )
    rows = found.all()
    if not rows:
        return {}
    whole = await _whole(connection, {row.digest for row in rows})
    begins = {(row.subject, row.part): n for n, row in enumerate(rows) if row.digest in whole}
    needed = [row for n, row in enumerate(rows) if n >= begins.get((row.subject, row.part), 0)]
    return await decoded(connection, BoardReading, needed)


async def messages_met(connection: AsyncConnection, site: str, message: str, now: datetime) -> frozenset[str]:
    """
    *message* alone where any reading of a board of *site* up to *now* held it, imported ones among them.

    Else the ids that the last readings held, for a person to find the one meant among them. The texts of the years are looked
    through where they are stored; those last ones alone are read.
    """
    if clean_text(message) == message and await _is_met(connection, site, message, now):
        return frozenset({message})
    looks = await load_board_looks(connection, [site], now - RECENT, now, now)
    return frozenset(one.id for look in seen_of(looks, site) for one in look.facts.messages)


async def _is_met(connection: AsyncConnection, site: str, message: str, now: datetime) -> bool:
    """A quotation mark within a text is stored with a stroke before it: what is looked for can only be a message's own id."""
    table, body, parts = tables.observation, tables.body, parts_of(connection, BoardReading, [site])
    place = func.instr if connection.dialect.name == "sqlite" else func.strpos
    several = (
        select(table.c.digest)
        .join(parts, and_(table.c.subject == parts.c.subject, table.c.part == parts.c.part))
        .where(table.c.kind == BoardReading.kind, table.c.at <= now, heard(table, now))
        .distinct()
        .subquery()
    )
    found = await connection.execute(
        select(body.c.digest)
        .join(several, several.c.digest == body.c.digest)
        .where(place(body.c.json, f'"id":{canonical(message)},') > 0)
        .limit(1)
    )
    return found.first() is not None


async def _whole(connection: AsyncConnection, digests: Iterable[str]) -> set[str]:
    """Those of *digests* whose texts plainly say that the reading is full and complete, and that its board was read."""
    wanted: Any = asked(connection, [(one,) for one in sorted(digests)], "digest")
    body, size = tables.body, func.length(tables.body.c.json)
    head = func.substr(body.c.json, 1, HEAD)
    tail = func.substr(body.c.json, case((size > TAIL, size - TAIL + 1), else_=1))
    rows = await connection.execute(
        select(body.c.digest, head, tail).join(wanted, wanted.c.digest == body.c.digest)
    )
    return {digest for digest, begin, end in rows if _WHOLE.match(begin) and _READ.search(end)}
