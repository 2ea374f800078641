"""The audit log (审计日志): every act and every access; only ever added to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.access import chain
from storage.db import tables

#: What a line may hold; the rest is cut, so that nobody fills the log with one long name.
LONGEST = {"who": 100, "act": 40, "target": 300, "detail": 1000, "address": 60}

#: What a program's access is noted as; there are many more of these than of all others.
FEED_ACTS = ("feed", "feed_refused", "feed_limited")
#: What people's reading is noted as: evidence, exported files, messages, and any other page.
READING_ACTS = ("read_evidence", "export", "read_messages", "view")


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEntry:
    """One line of the audit log."""

    at: datetime
    who: str  #: a person's name, or `token:<id>`; "" nobody known
    act: str  #: login | logout | feed | sign | promise …
    target: str = ""
    detail: str = ""
    address: str = ""  #: where from; "" the command line


async def note(connection: AsyncConnection, entry: AuditEntry) -> None:
    """Add one line. Control characters become spaces: a line is a line."""
    row = {name: _clean(getattr(entry, name), long) for name, long in LONGEST.items()}
    statement = tables.audit.insert().returning(tables.audit)
    added = await connection.execute(statement, {"at": entry.at, **row})
    chain.note(connection, tables.audit, added.mappings())


async def entries(
    connection: AsyncConnection, since: datetime | None, limit: int, kind: str = "all"
) -> Sequence[AuditEntry]:
    """
    The newest *limit* lines from *since* on, oldest first.

    *kind*: `feed`, what programs did at the feed; `reading`, what people read; `people`, all else that was done;
    `all`.
    """
    table = tables.audit
    query = select(table).order_by(table.c.number.desc()).limit(limit)
    if kind == "people":
        query = query.where(table.c.act.not_in((*FEED_ACTS, *READING_ACTS)))
    elif kind != "all":
        query = query.where(table.c.act.in_(FEED_ACTS if kind == "feed" else READING_ACTS))
    if since is not None:
        query = query.where(table.c.at >= since)
    rows = [
        AuditEntry(**{name: row[name] for name in AuditEntry.__dataclass_fields__})
        for row in (await connection.execute(query)).mappings()
    ]
    return rows[::-1]


def _clean(text: str, longest: int) -> str:
    return "".join(letter if letter.isprintable() else " " for letter in text[:longest])
