"""Verdicts as they were given: added, never changed; the same one twice is one, and one that stays the same a row no more."""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from sqlalchemy import CTE, func, select, true
from sqlalchemy.ext.asyncio import AsyncConnection

from monitor.domain.made import collector_rests
from monitor.domain.moved import moved
from monitor.domain.verdict import Outcome, Verdict
from storage.access import chain
from storage.db import tables
from storage.db.apart import told_of_each, told_or_noted
from storage.db.codec import digest
from storage.db.rows import asked, insert, put_bodies, texts_of
from storage.db.troubles import DamagedRecord
from storage.decisions.changes import newest_moments, note_changes, take_turn
from storage.decisions.repeated import (
    Repeat,
    add_repeats,
    newest_repeats,
    repeats_since,
    rows_of,
)
from storage.decisions.verdict_text import VerdictText, decode_verdicts

#: Made once: their columns are many, and every question asks by these names.
_FIRST, _NEXT, _OLDER = (tables.verdict.alias(name) for name in ("first_rule", "next_rule", "older"))


async def save_verdicts(
    connection: AsyncConnection,
    verdicts: Sequence[Verdict],
    now: datetime,
    damaged: dict[str, str] | None = None,
) -> None:
    """
    Save *verdicts*; one that is stored already for its moment, word for word, stays as it is.

    One that says what the verdict before it said, moved by the calendar alone, is not stored again: that the judging came to
    it is, in one row for all such verdicts on a subject.

    A subject of which a damaged record keeps from being told what was said before is noted in *damaged* (None: that is raised).
    All that is said of it is stored, and that it was said: nobody who asks from now on meets what is damaged.
    """
    if not verdicts:
        return
    await take_turn(connection)
    lost: dict[str, str] | None = None if damaged is None else {}
    fresh, again = await _told_apart(connection, verdicts, lost)
    first = min(one.decided_at for one in verdicts)
    newest = await newest_moments(connection, {one.subject for one in verdicts}, first, lost)
    await add_repeats(connection, again, now)
    if not fresh:
        return
    texts = await asyncio.to_thread(lambda: [one.written() for one, _ in fresh])
    await put_bodies(connection, {digest(text): text for text in texts})
    rows = [
        {
            "subject": one.verdict.subject,
            "rule": one.verdict.rule,
            "outcome": one.verdict.outcome.value,
            "decided_at": one.verdict.decided_at,
            "recorded_at": now,
            "known_by": one.verdict.known_by,
            "digest": digest(text),
            "said": said,
        }
        for (one, said), text in zip(fresh, texts, strict=True)
    ]
    table = tables.verdict
    added = await connection.execute(
        insert(connection, table).on_conflict_do_nothing().returning(table),
        rows,
    )
    stored = added.all()
    chain.note(connection, table, [row._mapping for row in stored])
    await note_changes(connection, stored, newest)
    if damaged is not None and lost:
        damaged.update(lost)
        of_lost: dict[_Judging, list[int]] = {}
        for row in stored:
            if row.subject in lost and row.known_by is not None:
                of_lost.setdefault((row.subject, row.decided_at, row.known_by), []).append(row.number)
        await add_repeats(connection, of_lost, now)


_Judging = tuple[str, datetime, datetime]  #: subject, as of, known by


async def _told_apart(
    connection: AsyncConnection, verdicts: Sequence[Verdict], damaged: dict[str, str] | None
) -> tuple[list[tuple[VerdictText, str | None]], dict[_Judging, list[int]]]:
    """Those of *verdicts* that are to be stored, each with what it says; and the numbers of those that are stored, by judging."""
    texts, said = await asyncio.to_thread(_said, verdicts)
    by_moment: dict[datetime, set[str]] = {}
    for one in verdicts:
        if one.known_by is not None:
            by_moment.setdefault(one.decided_at, set()).add(one.subject)
    standing: dict[tuple[datetime, str, str], VerdictSummary] = {}
    for moment, subjects in by_moment.items():
        ask = partial(_standing_at, connection, moment)
        standing |= await told_or_noted(sorted(subjects), ask, damaged)
    fresh: list[tuple[VerdictText, str | None]] = []
    again: dict[_Judging, list[int]] = {}
    for whole, words in zip(texts, said, strict=True):
        one = whole.verdict
        before = standing.get((one.decided_at, one.subject, one.rule))
        if one.known_by is None or before is None or before.said != words:
            fresh.append((whole, words))
        elif (before.decided_at, before.known_by) != (one.decided_at, one.known_by):
            again.setdefault((one.subject, one.decided_at, one.known_by), []).append(before.number)
    return fresh, again


async def _standing_at(
    connection: AsyncConnection, moment: datetime, subjects: Sequence[str]
) -> "dict[tuple[datetime, str, str], VerdictSummary]":
    rows = await newest_verdicts(connection, subjects, moment)
    return {(moment, row.subject, row.rule): row for row in rows}


def _said(verdicts: Sequence[Verdict]) -> tuple[list[VerdictText], list[str | None]]:
    """Each of *verdicts* ready to be written, and what it says."""
    with collector_rests():  # a batch is a hundred thousand objects, and no cycle among them
        texts = [VerdictText(one) for one in verdicts]
        return texts, [digest(one.said()) if one.verdict.known_by else None for one in texts]


@dataclass(frozen=True, slots=True)
class VerdictSummary:
    """A stored verdict without its words, as of the moment at which it was last given."""

    number: int
    subject: str
    rule: str
    outcome: str
    decided_at: datetime
    known_by: datetime | None
    digest: str
    said: str | None = None

    def read(self, text: Verdict) -> Verdict:
        """The verdict, from what its *text* says."""
        return moved(text, self.decided_at, self.known_by) if self.known_by is not None else text

    def repeated(self, one: Repeat) -> "VerdictSummary":
        """It as a later judging came to it again."""
        return replace(self, decided_at=one.decided_at, known_by=one.known_by)


_SUMMARY = tuple(tables.verdict.c[name] for name in VerdictSummary.__dataclass_fields__)


async def newest_verdicts(
    connection: AsyncConnection,
    subjects: Iterable[str],
    as_of: datetime,
    known_by: datetime | None = None,
    *,
    rule: str | None = None,
) -> list[VerdictSummary]:
    """
    The newest verdict of each rule on each of *subjects* that holds at *as_of*, by subject and rule.

    *known_by*: only by what we had heard up to then; None: by all. *rule*: only those of that one. By index alone: the time
    it takes does not grow with the years that are stored.
    """
    wanted = list(subjects)
    pairs = (
        _rules_of(connection, wanted)
        if rule is None
        else asked(connection, [(one, rule) for one in wanted], "subject", "rule")
    )
    table = _OLDER
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
    found = {(row.subject, row.rule): VerdictSummary(*row) for row in rows}
    repeats = await newest_repeats(connection, wanted, as_of, known_by)
    found = await _with_repeats(connection, found, repeats)
    return [one for one in found.values() if rule in (None, one.rule)]


async def _with_repeats(
    connection: AsyncConnection, found: dict[tuple[str, str], VerdictSummary], repeats: Iterable[Repeat]
) -> dict[tuple[str, str], VerdictSummary]:
    """*found* with those verdicts in place that were given again later than the ones there."""
    by_number = {one.number: one for one in found.values()}
    missing = {number for one in repeats for number in one.verdicts if number not in by_number}
    if missing:  # between them and now a past moment was judged: its verdicts came later and hold for earlier
        by_number.update(await _summaries(connection, missing))
    if not missing <= by_number.keys():
        raise DamagedRecord("a verdict that was given again is not there")
    for one in repeats:
        for number in one.verdicts:
            again = by_number[number].repeated(one)
            held = found.get(key := (again.subject, again.rule))
            if held is None or _place(held) <= _place(again):
                found[key] = again
    return found


def _place(one: VerdictSummary) -> tuple[datetime, datetime, int]:
    return one.decided_at, one.known_by or one.decided_at, one.number


async def _summaries(connection: AsyncConnection, numbers: Iterable[int]) -> dict[int, VerdictSummary]:
    rows = await rows_of(connection, numbers, *_SUMMARY[1:])
    return {row.number: VerdictSummary(*row) for row in rows}


def outcome_of(word: str) -> Outcome:
    """The outcome that a row says, for whoever shows what went before; unknown where it is damaged and says none."""
    try:
        return Outcome(word)
    except ValueError:
        return Outcome.UNKNOWN


async def outcomes_at(
    connection: AsyncConnection, subjects: Sequence[str], as_of: datetime
) -> dict[tuple[str, str], Outcome]:
    """
    What the newest verdict of each rule on each of *subjects* was at *as_of*, by subject and rule.

    Of a subject of which a record of then is damaged nothing is told: how it stands now is told by its newest verdicts.
    """

    async def ask(part: Sequence[str]) -> dict[tuple[str, str], Outcome]:
        rows = await newest_verdicts(connection, part, as_of)
        return {(row.subject, row.rule): Outcome(row.outcome) for row in rows}

    found, _ = await told_of_each(subjects, ask)
    return found


async def latest_verdicts(
    connection: AsyncConnection,
    subjects: Iterable[str],
    as_of: datetime,
    known_by: datetime | None = None,
) -> dict[str, list[Verdict]]:
    """The verdicts that `newest_verdicts` finds, by subject; a subject without any is not in it."""
    rows = await newest_verdicts(connection, subjects, as_of, known_by)
    texts = await texts_of(connection, {row.digest for row in rows})
    made = await asyncio.to_thread(decode_verdicts, list(texts.values()))
    known = dict(zip(texts, made, strict=True))
    found: dict[str, list[Verdict]] = {}
    for row in rows:
        found.setdefault(row.subject, []).append(row.read(known[row.digest]))
    return found


def _rules_of(connection: AsyncConnection, subjects: Iterable[str]) -> CTE:
    """Every rule of which each of *subjects* has a verdict, found by leaping from one to the next through the index."""
    table, beyond, wanted = _FIRST, _NEXT, asked(connection, [(one,) for one in subjects], "id")
    first = select(func.min(table.c.rule)).where(table.c.subject == wanted.c.id).scalar_subquery()
    found = select(wanted.c.id.label("subject"), first.label("rule")).cte("rules", recursive=True)
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
    rows = (
        await connection.execute(
            select(table.c.number, table.c.decided_at, table.c.outcome)
            .where(table.c.subject == subject, table.c.rule == rule)
            .order_by(table.c.decided_at.desc(), table.c.number.desc())
            .limit(limit)
        )
    ).all()
    outcomes = {row.number: row.outcome for row in rows}
    found = [(row.decided_at, row.number, row.outcome) for row in rows]
    since = rows[-1].decided_at if len(rows) == limit else None
    for one in await repeats_since(connection, subject, since):
        found += [(one.decided_at, number, outcomes[number]) for number in one.verdicts if number in outcomes]
    return [(at, outcome) for at, _, outcome in sorted(found, reverse=True)[:limit]]
