"""Changes of verdicts (判定变化): each noted in the transaction that saves its verdict, read back by cursor."""

from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, text, type_coerce
from sqlalchemy.ext.asyncio import AsyncConnection

from monitor.domain.verdict import Verdict
from storage.db import tables
from storage.db.apart import told_or_noted
from storage.db.rows import asked
from storage.db.types import AsStored, in_shanghai
from storage.decisions.repeated import last_repeat, repeats_of, rows_of
from storage.decisions.verdict_text import decode_verdict

#: Names the lock on PostgreSQL under which verdicts are numbered.
TURN = 7_041_119
#: What tells what was judged, and for which moment.
_JUDGED = (tables.verdict, tables.repeated)


@dataclass(frozen=True, slots=True)
class Cursor:
    """What is stored: the numbers of the newest verdict and of the newest repeat of some; 0: there is none."""

    verdict: int = 0
    repeat: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictChange:
    """One verdict whose outcome differs from the one before."""

    number: int  #: of the verdict; the cursor
    was: str | None  #: the outcome before; None: the first verdict of this rule on this subject
    recorded_at: datetime
    verdict: Verdict


async def take_turn(connection: AsyncConnection) -> None:
    """
    Wait until no other transaction is numbering verdicts.

    Else a later number could be seen before an earlier one, and a reader's cursor would pass over it.
    SQLite has one writer anyway.
    """
    if connection.dialect.name == "postgresql":
        await connection.execute(text("SELECT pg_advisory_xact_lock(:turn)"), {"turn": TURN})


async def newest_moments(
    connection: AsyncConnection,
    subjects: Collection[str],
    since: datetime,
    damaged: dict[str, str] | None,
) -> dict[tuple[str, str], datetime]:
    """
    The moment of the newest verdict by (subject, rule), only of those later than *since*.

    A subject of which a damaged record keeps from telling it is noted in *damaged*; None: that is raised.
    """
    if not [one for one in _JUDGED if await _any_after(connection, one, since)]:
        return {}  # every ordinary night: nothing is replayed

    async def ask(part: Sequence[str]) -> dict[tuple[str, str], datetime]:
        return await _newest_of(connection, part, since)

    return await told_or_noted(sorted(subjects), ask, damaged)


async def _any_after(connection: AsyncConnection, table: Any, moment: datetime) -> bool:
    """Whether anything was judged for a moment later than that; by index alone."""
    later = select(table.c.number).where(table.c.decided_at > moment).limit(1)
    return await connection.scalar(later) is not None


async def _newest_of(
    connection: AsyncConnection, subjects: Sequence[str], since: datetime
) -> dict[tuple[str, str], datetime]:
    table = tables.verdict
    wanted = asked(connection, [(one,) for one in subjects], "id")
    rows = await connection.execute(
        select(table.c.subject, table.c.rule, func.max(table.c.decided_at).label("at"))
        .join(wanted, wanted.c.id == table.c.subject)
        .where(table.c.decided_at > since)
        .group_by(table.c.subject, table.c.rule)
    )
    found = {(row.subject, row.rule): row.at for row in rows}
    later = await repeats_of(connection, subjects, since)
    named = await rows_of(
        connection, {n for one in later for n in one.verdicts}, table.c.subject, table.c.rule
    )
    pairs = {row.number: (row.subject, row.rule) for row in named}
    for one in later:
        for number in one.verdicts:
            found[pairs[number]] = max(one.decided_at, found.get(pairs[number], one.decided_at))
    return found


async def note_changes(
    connection: AsyncConnection, added: Sequence[Any], newest: Mapping[tuple[str, str], datetime]
) -> None:
    """
    Note which of the verdicts just *added* differ from the one before.

    A replay of an older moment than *newest* says nothing about the present and is no change.
    """
    standing = await _standing(connection, {row.subject for row in added})
    latest = dict(newest)
    changed = []
    for row in sorted(added, key=lambda one: int(one.number)):
        key = (row.subject, row.rule)
        if key in latest and row.decided_at < latest[key]:
            continue
        latest[key] = row.decided_at
        if (was := standing.get(key)) != row.outcome:
            changed.append(
                {"number": row.number, "subject": row.subject, "rule": row.rule, "was": was, "outcome": row.outcome}
            )  # fmt: skip
        standing[key] = row.outcome
    if changed:
        await connection.execute(tables.change.insert(), changed)


async def changes(
    connection: AsyncConnection, after: int, limit: int, subjects: Collection[str] | None = None
) -> tuple[Sequence[VerdictChange], bool]:
    """Up to *limit* changes numbered above *after*, in order, and whether more follow. None: every subject."""
    change, verdict, body = tables.change, tables.verdict, tables.body
    query = (
        select(change.c.number, change.c.was, verdict.c.recorded_at, body.c.json)
        .join(verdict, verdict.c.number == change.c.number)
        .join(body, body.c.digest == verdict.c.digest)
        .where(change.c.number > after)
        .order_by(change.c.number)
        .limit(limit + 1)
    )
    if subjects is not None:
        query = query.where(change.c.subject.in_(list(subjects)))
    rows = (await connection.execute(query)).all()
    found = [
        VerdictChange(
            number=row.number, was=row.was, recorded_at=row.recorded_at, verdict=decode_verdict(row.json)
        )
        for row in rows[:limit]
    ]
    return found, len(rows) > limit


async def last_number(connection: AsyncConnection) -> int:
    """The number of the newest stored verdict; 0 when there is none."""
    return int((await connection.execute(select(func.max(tables.verdict.c.number)))).scalar() or 0)


async def cursor_now(connection: AsyncConnection) -> Cursor:
    """What is stored now."""
    return Cursor(await last_number(connection), await last_repeat(connection))


async def subjects_after(connection: AsyncConnection, cursor: Cursor) -> set[str]:
    """Every subject of which a verdict was stored, or given again, after *cursor*."""
    found: set[str] = set()
    for table, number in ((tables.verdict, cursor.verdict), (tables.repeated, cursor.repeat)):
        rows = await connection.execute(select(table.c.subject).where(table.c.number > number).distinct())
        found.update(row.subject for row in rows)
    return found


async def subjects_turned(
    connection: AsyncConnection, subjects: Collection[str], since: datetime
) -> list[str]:
    """
    Those of *subjects* that may stand otherwise now than at *since*, in no order.

    Of which any verdict of a moment later than *since* differs from the one before, or a verdict of a moment up to *since* was
    stored afterwards: a past moment judged late, which notes no change. All others stand as they did.
    """
    change, verdict = tables.change, tables.verdict
    wanted = asked(connection, [(one,) for one in subjects], "id")
    turned = (
        select(change.c.subject)
        .join(wanted, wanted.c.id == change.c.subject)
        .join(verdict, verdict.c.number == change.c.number)
        .where(verdict.c.decided_at > since)
    )
    # numbers grow with the time of storing: read backwards, no more than was stored since is looked at
    known = select(verdict.c.number).where(verdict.c.recorded_at <= since).order_by(verdict.c.number.desc())
    late = (
        select(verdict.c.subject)
        .join(wanted, wanted.c.id == verdict.c.subject)
        .where(verdict.c.number > func.coalesce(known.limit(1).scalar_subquery(), 0))
        .where(verdict.c.decided_at <= since)
    )
    return list((await connection.execute(turned.union(late))).scalars())


async def begins_after(connection: AsyncConnection, moment: datetime) -> dict[str, datetime]:
    """The first moment after *moment* of which a verdict on each subject is stored: it does not hold yet. Mostly there is none."""
    found: dict[str, datetime] = {}
    for table in _JUDGED:
        if not await _any_after(connection, table, moment):
            continue  # the next statement walks through all that was ever judged
        rows = await connection.execute(
            select(table.c.subject, func.min(type_coerce(table.c.decided_at, AsStored)))
            .where(table.c.decided_at > moment)
            .group_by(table.c.subject)
        )
        for subject, stored in rows:
            with suppress(ValueError):  # what stands there is damaged, and no moment that comes
                at = in_shanghai(stored)
                found[subject] = min(at, found.get(subject, at))
    return found


async def _standing(connection: AsyncConnection, subjects: Collection[str]) -> dict[tuple[str, str], str]:
    """The outcome that stands now, by (subject, rule)."""
    table, wanted = tables.change, asked(connection, [(one,) for one in subjects], "id")
    newest = (
        select(func.max(table.c.number).label("number"))
        .join(wanted, wanted.c.id == table.c.subject)
        .group_by(table.c.subject, table.c.rule)
        .subquery()
    )
    rows = await connection.execute(
        select(table.c.subject, table.c.rule, table.c.outcome).join(newest, newest.c.number == table.c.number)
    )
    return {(row.subject, row.rule): row.outcome for row in rows}
