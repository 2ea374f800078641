"""Findings and their steps (问题台账): a row an episode; steps are only ever added."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping, bindparam, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from monitor.domain.finding import DECIDED, Act, Finding, Grade, Standing, Step
from monitor.domain.sentence import Text, from_plain, to_plain
from storage.access import chain
from storage.db import tables
from storage.db.apart import told_or_noted
from storage.db.codec import decode, decode_names, encode
from storage.db.rows import asked
from storage.db.tables import CHUNK

Key = tuple[str, str, str]

#: What the program alone does: its notes are texts, stored as JSON. Notes of older rows are sentences, as they were said.
_BY_PROGRAM = (Act.OPENED, Act.WORSENED, Act.NOTIFIED, Act.RETESTED, Act.CLOSED, Act.LOOKED_TWICE)


async def open_findings(connection: AsyncConnection, subjects: Sequence[str] | None = None) -> list[Finding]:
    """Every finding that is open, oldest first; of *subjects* only, when given."""
    table = tables.finding
    if subjects is None:
        return await _load(connection, select(table).where(table.c.closed_at.is_(None)))
    wanted = asked(connection, [(one,) for one in subjects], "id")
    # not by the index of what is open: a batch of the night's would read all that is open of everything
    is_open = func.coalesce(table.c.closed_at, table.c.closed_at).is_(None)
    return await _load(connection, select(table).join(wanted, wanted.c.id == table.c.subject).where(is_open))


async def open_of_each(
    connection: AsyncConnection, subjects: Sequence[str], damaged: dict[str, str] | None
) -> dict[str, list[Finding]]:
    """
    The findings of each of *subjects* that are open, oldest first.

    A subject one of whose findings is damaged is not in it, and noted in *damaged*; None: that is raised.
    """

    async def ask(part: Sequence[str]) -> dict[str, list[Finding]]:
        return by_subject(part, await open_findings(connection, part))

    return await told_or_noted(subjects, ask, damaged)


async def all_open(connection: AsyncConnection, damaged: dict[str, str]) -> list[Finding]:
    """Every finding that is open, oldest first; none of a subject one of whose is damaged, which *damaged* notes."""
    return _together(await open_of_each(connection, await subjects_with_open(connection), damaged))


def by_subject(subjects: Iterable[str], findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    """Those of each of *subjects*, in their order."""
    found: dict[str, list[Finding]] = {one: [] for one in subjects}
    for one in findings:
        found[one.subject].append(one)
    return found


async def subjects_with_open(connection: AsyncConnection) -> list[str]:
    """Every subject of which a finding is open."""
    table = tables.finding
    rows = await connection.execute(select(table.c.subject).where(table.c.closed_at.is_(None)).distinct())
    return [row.subject for row in rows]


async def closed_since(
    connection: AsyncConnection, since: datetime, damaged: dict[str, str] | None = None
) -> list[Finding]:
    """
    Every finding that was closed at *since* or later, oldest first.

    Of a subject one of whose is damaged there is none, and *damaged* notes it; None: that is raised.
    """
    table = tables.finding
    closed = table.c.closed_at >= since
    subjects = (await connection.execute(select(table.c.subject).where(closed).distinct())).scalars().all()

    async def ask(part: Sequence[str]) -> dict[str, list[Finding]]:
        wanted = asked(connection, [(one,) for one in part], "id")
        query = select(table).join(wanted, wanted.c.id == table.c.subject).where(closed)
        return by_subject(part, await _load(connection, query))

    return _together(await told_or_noted(subjects, ask, damaged))


async def find(connection: AsyncConnection, id: str) -> Finding | None:
    """The finding of that id."""
    return next(iter(await _load(connection, select(tables.finding).where(tables.finding.c.id == id))), None)


async def find_ending(connection: AsyncConnection, ending: str) -> list[Finding]:
    """The finding of that id, else those whose id ends so; four letters are the least."""
    exact = await find(connection, ending)
    if exact is not None or len(ending) < 4:
        return [exact] if exact else []
    table = tables.finding
    return await _load(
        connection, select(table).where(table.c.id.endswith(ending.upper(), autoescape=True)).limit(10)
    )


async def all_findings(
    connection: AsyncConnection, damaged: dict[str, str] | None = None, limit: int = 1000
) -> list[Finding]:
    """The newest findings, open or closed, oldest first. One that is damaged is left out, and *damaged* notes its id; None: that is raised."""
    table = tables.finding
    newest = select(table.c.id).order_by(table.c.opened_at.desc(), table.c.id.desc()).limit(limit)

    async def ask(part: Sequence[str]) -> dict[str, Finding]:
        wanted = asked(connection, [(one,) for one in part], "id")
        found = await _load(connection, select(table).join(wanted, wanted.c.id == table.c.id))
        return {one.id: one for one in found}

    ids = (await connection.execute(newest)).scalars().all()
    return sorted((await told_or_noted(ids, ask, damaged)).values(), key=_age)


async def episodes(connection: AsyncConnection, subjects: Sequence[str]) -> Mapping[Key, int]:
    """How many episodes each fault of *subjects* had so far."""
    table, wanted = tables.finding, asked(connection, [(one,) for one in subjects], "id")
    rows = await connection.execute(
        select(table.c.subject, table.c.rule, table.c.part, func.max(table.c.episode))
        .join(wanted, wanted.c.id == table.c.subject)
        .group_by(table.c.subject, table.c.rule, table.c.part)
    )
    return {(row[0], row[1], row[2]): row[3] for row in rows}


async def save_findings(connection: AsyncConnection, findings: Sequence[Finding]) -> None:
    """Save findings as they are now, with the steps that are not stored yet."""
    if not findings:
        return
    known = await _known(connection, [one.id for one in findings])
    fresh = [_row(one) for one in findings if one.id not in known]
    if fresh:
        await connection.execute(tables.finding.insert(), fresh)
    names = ("unit", "grade", "seen_at", "closed_at", "standing")
    again = [{"b_id": row["id"], **{name: row[name] for name in names}} for row in map(_row, findings) if row["id"] in known]  # fmt: skip
    if again:
        this = update(tables.finding).where(tables.finding.c.id == bindparam("b_id"))
        await connection.execute(this.values({name: bindparam(name) for name in names}), again)
    steps = [
        step_row(one.id, step)
        for one in findings
        for step in one.steps
        if (step.at, step.who, step.act, note_of(step)) not in known.get(one.id, ())
    ]
    await insert_steps(connection, steps)


async def add_step(connection: AsyncConnection, id: str, step: Step) -> bool:
    """Add what happened to a finding; False when the newest step says the very same already (a form sent twice)."""
    table = tables.step
    query = select(table).where(table.c.finding == id).order_by(table.c.number.desc()).limit(1)
    newest = (await connection.execute(query)).mappings().first()
    row = step_row(id, step)
    if newest is not None and all(newest[name] == row[name] for name in row if name != "at"):
        return False
    await insert_steps(connection, [row])
    return True


async def insert_steps(connection: AsyncConnection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Add rows of steps, chained."""
    if rows:
        added = await connection.execute(tables.step.insert().returning(tables.step), rows)
        chain.note(connection, tables.step, added.mappings())


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Whose a finding is, and whether anything can still be done about it."""

    id: str
    subject: str
    unit: str | None
    closed_at: datetime | None
    appealed_by: str | None  #: who made the appeal that waits for its decision; None: none waits

    @property
    def is_appealed(self) -> bool:
        """Whether an appeal waits for its decision."""
        return self.appealed_by is not None


async def holder(connection: AsyncConnection, id: str) -> Holder | None:
    """Whose the finding of that id is; None when there is none. Holds it until the transaction ends."""
    table, steps = tables.finding, tables.step
    row = (
        (await connection.execute(select(table).where(table.c.id == id).with_for_update())).mappings().first()
    )
    if row is None:
        return None
    last = await connection.execute(
        select(steps.c.act, steps.c.who)
        .where(steps.c.finding == id, steps.c.act.in_([Act.APPEALED, *DECIDED]))
        .order_by(steps.c.number.desc())
        .limit(1)
    )
    newest = last.first()
    return Holder(
        id=id,
        subject=row["subject"],
        unit=row["unit"],
        closed_at=row["closed_at"],
        appealed_by=newest.who if newest is not None and newest.act == Act.APPEALED else None,
    )


async def _known(
    connection: AsyncConnection, ids: Sequence[str]
) -> dict[str, set[tuple[datetime, str, Act, str]]]:
    """The steps of each stored finding among *ids*: others may have added some since it was loaded."""
    found: dict[str, set[tuple[datetime, str, Act, str]]] = {}
    for start in range(0, len(ids), CHUNK):
        batch = ids[start : start + CHUNK]
        stored = await connection.execute(select(tables.finding.c.id).where(tables.finding.c.id.in_(batch)))
        found.update({row.id: set() for row in stored})
        rows = await connection.execute(select(tables.step).where(tables.step.c.finding.in_(batch)))
        for row in rows:
            found[row.finding].add((row.at, row.who, Act(row.act), row.note))
    return found


async def _load(connection: AsyncConnection, query: Any) -> list[Finding]:
    rows = (await connection.execute(query)).mappings().all()
    steps: dict[str, list[Step]] = {}
    ids = [row["id"] for row in rows]
    for start in range(0, len(ids), CHUNK):
        found = await connection.execute(
            select(tables.step)
            .where(tables.step.c.finding.in_(ids[start : start + CHUNK]))
            .order_by(tables.step.c.number)
        )
        for row in found.mappings():
            steps.setdefault(row["finding"], []).append(step_of(row))
    findings = [finding_of(row, tuple(steps.get(row["id"], ()))) for row in rows]
    return sorted(findings, key=_age)


def _together(found: Mapping[str, Sequence[Finding]]) -> list[Finding]:
    """Those of all subjects, oldest first."""
    return sorted((one for several in found.values() for one in several), key=_age)


def _age(one: Finding) -> tuple[datetime, str]:
    return one.opened_at, one.id


def finding_of(row: RowMapping, steps: tuple[Step, ...]) -> Finding:
    """A finding from its row, with *steps*."""
    return Finding(
        id=row["id"],
        subject=row["subject"],
        rule=row["rule"],
        part=row["part"],
        episode=row["episode"],
        grade=Grade(row["grade"]),
        opened_at=row["opened_at"],
        closed_at=row["closed_at"],
        seen_at=row["seen_at"],
        standing=decode(Standing, row["standing"]),
        steps=steps,
    )


def _row(finding: Finding) -> dict[str, Any]:
    return {
        "id": finding.id,
        "subject": finding.subject,
        "rule": finding.rule,
        "part": finding.part,
        "episode": finding.episode,
        "unit": finding.standing.unit,
        "grade": finding.grade.value,
        "opened_at": finding.opened_at,
        "seen_at": finding.seen_at,
        "closed_at": finding.closed_at,
        "standing": encode(finding.standing),
    }


def step_of(row: RowMapping) -> Step:
    """A step from its row."""
    act = Act(row["act"])
    said = _said(act, row["note"])
    return Step(
        at=row["at"],
        who=row["who"],
        act=act,
        note="" if said else row["note"],
        said=said,
        until=row["until"],
        evidence=decode_names(row["evidence"]),
        assignee=row["assignee"],
    )


def note_of(step: Step) -> str:
    """What a row holds of the words of *step*: the text of the program as JSON, always the same; else the note as it is."""
    if step.said is None:
        return step.note
    return json.dumps(to_plain(step.said), ensure_ascii=False, sort_keys=True)


def _said(act: Act, note: str) -> Text | None:
    """The text in *note*; None: a person's words, or a sentence of before there were codes."""
    if act not in _BY_PROGRAM or not note.startswith("{"):
        return None
    try:
        return from_plain(json.loads(note))
    except (KeyError, TypeError, ValueError):
        return None


def step_row(id: str, step: Step) -> dict[str, Any]:
    """The row of *step* of the finding *id*."""
    return {
        "finding": id,
        "at": step.at,
        "who": step.who,
        "act": step.act.value,
        "note": note_of(step),
        "until": step.until,
        "evidence": json.dumps(list(step.evidence)),
        "assignee": step.assignee,
    }
