"""
What the feed says of each subject, as bytes (数据接口条目), and how what it owes stands: kept so that nobody makes it twice.

Derived: always what the verdicts and the configuration give. It states what it was made of; whatever no longer is so is passed over
and made anew, so a row may be lost at any time. No link of the chain of records covers it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Table, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.db import tables
from storage.db.rows import asked, insert
from storage.decisions.changes import Cursor

#: One kind of entry: where it is kept.
EntryTable = Table
#: Where entries of the feed are kept, and where how subjects stand is.
FEED, STANDINGS = tables.feed_entry, tables.standing_entry


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEntry:
    """One kept entry, and what it holds for."""

    subject: str
    made_of: str  #: digest of the subject as it is configured, and of the program
    stored: Cursor  #: what was stored when it was made
    since: datetime  #: the moment for which it was made
    until: (
        datetime | None
    )  #: when a verdict begins to hold that was stored for a moment still to come; None: there was none
    note: str = ""  #: of the feed: JSON, what the head of the document says of it
    packed: bytes


async def valid_entries(
    connection: AsyncConnection, made_of: Mapping[str, str], now: datetime, table: EntryTable = FEED
) -> dict[str, Cursor]:
    """
    Those subjects of *made_of* whose kept entry says what holds at *now*, and what was stored when it was made.

    *table*: FEED or STANDINGS. It holds as long as it is made of the same, and no verdict on the subject was stored or begins to hold since. Verdicts are numbered as they come
    and never changed or removed, so a number tells.
    """
    wanted = asked(connection, made_of.items(), "id", "made_of")
    rows = await connection.execute(
        select(table.c.subject, table.c.verdicts, table.c.repeats)
        .join(wanted, (wanted.c.id == table.c.subject) & (wanted.c.made_of == table.c.made_of))
        .where(table.c.since <= now)
        .where(table.c.until.is_(None) | (table.c.until > now))
    )
    held = {row.subject: Cursor(row.verdicts, row.repeats) for row in rows}
    if not held:
        return {}
    verdicts = await _newest_after(connection, tables.verdict, min(one.verdict for one in held.values()))
    repeats = await _newest_after(connection, tables.repeated, min(one.repeat for one in held.values()))
    return {
        subject: one
        for subject, one in held.items()
        if verdicts.get(subject, 0) <= one.verdict and repeats.get(subject, 0) <= one.repeat
    }


async def _newest_after(connection: AsyncConnection, table: Any, number: int) -> dict[str, int]:
    """The greatest number after *number* of each subject that has one."""
    rows = await connection.execute(
        select(table.c.subject, func.max(table.c.number))
        .where(table.c.number > number)
        .group_by(table.c.subject)
    )
    return {row[0]: int(row[1]) for row in rows}


async def with_entry(connection: AsyncConnection, subjects: Sequence[str]) -> frozenset[str]:
    """Those of *subjects* that have an entry of the feed, whether it still holds or not: somebody read it."""
    wanted = asked(connection, [(one,) for one in subjects], "id")
    rows = await connection.execute(select(FEED.c.subject).join(wanted, wanted.c.id == FEED.c.subject))
    return frozenset(rows.scalars())


async def read_entries(
    connection: AsyncConnection, subjects: Sequence[str], table: EntryTable = FEED
) -> dict[str, FeedEntry]:
    """The kept entries of *subjects*, whether they still hold or not; by subject."""
    wanted = asked(connection, [(one,) for one in subjects], "id")
    rows = await connection.execute(select(table).join(wanted, wanted.c.id == table.c.subject))
    return {
        row.subject: FeedEntry(
            subject=row.subject, made_of=row.made_of, stored=Cursor(row.verdicts, row.repeats), since=row.since,
            until=row.until, note=row.note if table is FEED else "", packed=bytes(row.entry),
        )
        for row in rows
    }  # fmt: skip


async def keep_entries(connection: AsyncConnection, entries: Sequence[FeedEntry], table: EntryTable) -> None:
    """Put *entries* in the place of those kept before."""
    if not entries:
        return
    rows = [
        {
            "subject": one.subject, "made_of": one.made_of, "verdicts": one.stored.verdict, "repeats": one.stored.repeat,
            "since": one.since, "until": one.until, "entry": one.packed, **({"note": one.note} if table is FEED else {}),
        }
        for one in sorted(entries, key=lambda one: one.subject)  # in one order: two processes never wait for each other
    ]  # fmt: skip
    statement = insert(connection, table)
    names = [one.name for one in table.c if not one.primary_key]
    await connection.execute(
        statement.on_conflict_do_update(
            index_elements=["subject"], set_={name: statement.excluded[name] for name in names}
        ),
        rows,
    )
