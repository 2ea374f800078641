"""Verdicts as they were given: added, never changed; the same one twice is one."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import CTE, func, select, true
from sqlalchemy.ext.asyncio import AsyncConnection

from monitor.domain.verdict import Verdict
from storage.access import chain
from storage.db import tables
from storage.db.codec import digest
from storage.db.rows import asked, insert, put_bodies, texts_of
from storage.decisions.changes import newest_moments, note_changes, take_turn
from storage.decisions.verdict_text import decode_verdicts, encode_verdict


async def save_verdicts(connection: AsyncConnection, verdicts: Sequence[Verdict], now: datetime) -> None:
    """Save *verdicts*; one that is stored already for its moment, word for word, stays as it is."""
    if not verdicts:
        return
    texts = [encode_verdict(one) for one in verdicts]
    await put_bodies(connection, {digest(text): text for text in texts})
    rows = [
        {
            "subject": one.subject,
            "rule": one.rule,
            "outcome": one.outcome.value,
            "decided_at": one.decided_at,
            "recorded_at": now,
            "known_by": one.known_by,
            "digest": digest(text),
        }
        for one, text in zip(verdicts, texts, strict=True)
    ]
    await take_turn(connection)
    newest = await newest_moments(
        connection, {one.subject for one in verdicts}, min(one.decided_at for one in verdicts)
    )
    table = tables.verdict
    added = await connection.execute(
        insert(connection, table).on_conflict_do_nothing().returning(table),
        rows,
    )
    fresh = added.all()
    chain.note(connection, table, [row._mapping for row in fresh])
    await note_changes(connection, fresh, newest)


@dataclass(frozen=True, slots=True)
class VerdictSummary:
    """A stored verdict without its words."""

    number: int
    subject: str
    rule: str
    outcome: str
    decided_at: datetime
    digest: str


_SUMMARY = tuple(tables.verdict.c[name] for name in VerdictSummary.__dataclass_fields__)


async def verdicts_after(connection: AsyncConnection, number: int) -> list[VerdictSummary]:
    """Every verdict stored after that number, in order."""
    table = tables.verdict
    rows = await connection.execute(select(*_SUMMARY).where(table.c.number > number).order_by(table.c.number))
    return [VerdictSummary(*row) for row in rows]


async def newest_verdicts(
    connection: AsyncConnection,
    subjects: Iterable[str],
    as_of: datetime,
    known_by: datetime | None = None,
) -> list[VerdictSummary]:
    """
    The newest verdict of each rule on each of *subjects* that holds at *as_of*, by subject and rule.

    *known_by*: only by what we had heard up to then; None: all. By index alone: the time it takes does not grow with
    the years that are stored.
    """
    pairs = _rules_of(connection, subjects)
    table = tables.verdict.alias("older")
    heard_by = func.coalesce(table.c.known_by, table.c.recorded_at)
    newest = (
        select(table.c.number)
        .where(table.c.subject == pairs.c.subject, table.c.rule == pairs.c.rule)
        .where(table.c.decided_at <= as_of)
        .where(true() if known_by is None else heard_by <= known_by)
        .order_by(table.c.decided_at.desc(), heard_by.desc(), table.c.number.desc())
        .limit(1)
        .scalar_subquery()
    )
    numbers = select(newest.label("number")).select_from(pairs).where(pairs.c.rule.is_not(None)).subquery()
    rows = await connection.execute(
        select(*_SUMMARY).join(numbers, numbers.c.number == tables.verdict.c.number)
    )
    return [VerdictSummary(*row) for row in rows]


async def latest_verdicts(
    connection: AsyncConnection,
    subjects: Iterable[str],
    as_of: datetime,
    known_by: datetime | None = None,
    decoded: Mapping[str, Verdict] | None = None,
) -> dict[str, dict[str, Verdict]]:
    """
    The verdicts that `newest_verdicts` finds, by subject and then by digest; a subject without any is not in it.

    *decoded*: verdicts that were read before, by digest; only the others are read from the store.
    """
    rows = await newest_verdicts(connection, subjects, as_of, known_by)
    known = dict(decoded or {})
    texts = await texts_of(connection, {row.digest for row in rows} - known.keys())
    made = await asyncio.to_thread(decode_verdicts, list(texts.values()))
    known.update(zip(texts, made, strict=True))
    found: dict[str, dict[str, Verdict]] = {}
    for row in rows:
        found.setdefault(row.subject, {})[row.digest] = known[row.digest]
    return found


def _rules_of(connection: AsyncConnection, subjects: Iterable[str]) -> CTE:
    """Every rule of which each of *subjects* has a verdict, found by leaping from one to the next through the index."""
    table, wanted = tables.verdict.alias("first_rule"), asked(connection, [(one,) for one in subjects], "id")
    first = select(func.min(table.c.rule)).where(table.c.subject == wanted.c.id).scalar_subquery()
    found = select(wanted.c.id.label("subject"), first.label("rule")).cte("rules", recursive=True)
    beyond = tables.verdict.alias("next_rule")
    following = (
        select(func.min(beyond.c.rule))
        .where(beyond.c.subject == found.c.subject, beyond.c.rule > found.c.rule)
        .scalar_subquery()
    )
    return found.union_all(select(found.c.subject, following).where(found.c.rule.is_not(None)))


async def history(
    connection: AsyncConnection, subject: str, rule: str, limit: int = 100
) -> list[tuple[datetime, str]]:
    """When *rule* was decided for *subject* and with what outcome, newest first."""
    table = tables.verdict
    rows = await connection.execute(
        select(table.c.decided_at, table.c.outcome)
        .where(table.c.subject == subject, table.c.rule == rule)
        .order_by(table.c.decided_at.desc(), table.c.number.desc())
        .limit(limit)
    )
    return [(row.decided_at, row.outcome) for row in rows]
