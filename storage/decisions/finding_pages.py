"""Findings as the pages show them (问题台账): filtered lists."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from monitor.domain.finding import Act, Finding, Grade, Step
from storage.db import tables
from storage.db.apart import told_or_noted
from storage.db.rows import asked
from storage.decisions.findings import finding_of, step_of


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingFilter:
    """Which findings a page asks for; None: all."""

    units: tuple[str, ...] | None = None
    subject: str | None = None
    subjects: tuple[str, ...] | None = None
    grade: Grade | None = None
    is_open: bool | None = None
    key: tuple[str, str, str] | None = None  #: every episode of one fault
    ids: tuple[str, ...] | None = None


async def load_findings(
    connection: AsyncConnection, wanted: FindingFilter, limit: int, damaged: dict[str, str] | None = None
) -> list[Finding]:
    """
    Findings without their steps: open ones first, then by the day they were opened, newest first.

    One that is damaged is left out, and *damaged* notes its id; None: that is raised.
    """
    table = tables.finding
    order = table.c.closed_at.is_not(None), table.c.opened_at.desc(), table.c.id.desc()
    ids = await connection.execute(_where(select(table.c.id), wanted).order_by(*order).limit(limit))

    async def ask(part: Sequence[str]) -> dict[str, Finding]:
        asked_for = asked(connection, [(one,) for one in part], "id")
        rows = await connection.execute(
            select(table).join(asked_for, asked_for.c.id == table.c.id).order_by(*order)
        )
        return {row["id"]: finding_of(row, ()) for row in rows.mappings()}

    return list((await told_or_noted(ids.scalars().all(), ask, damaged)).values())


async def count_findings(connection: AsyncConnection, wanted: FindingFilter) -> int:
    """How many there are."""
    query = _where(select(func.count()).select_from(tables.finding), wanted)
    return int((await connection.execute(query)).scalar_one())


async def told_steps(
    connection: AsyncConnection,
    acts: Sequence[Act],
    ids: Sequence[str] | None = None,
    damaged: dict[str, str] | None = None,
) -> dict[str, list[Step]]:
    """
    The steps of those kinds, oldest first, by finding: of *ids*; None: of all that are open.

    A finding one of whose steps is damaged is left out, and *damaged* notes its id; None: that is raised.
    """
    step, finding = tables.step, tables.finding
    of_kinds = step.c.act.in_([one.value for one in acts])
    if ids is None:
        query = select(step.c.finding).join(finding, finding.c.id == step.c.finding).distinct()
        ids = (await connection.execute(query.where(of_kinds, finding.c.closed_at.is_(None)))).scalars().all()

    async def ask(part: Sequence[str]) -> dict[str, list[Step]]:
        asked_for = asked(connection, [(one,) for one in part], "id")
        rows = await connection.execute(
            select(step)
            .join(asked_for, asked_for.c.id == step.c.finding)
            .where(of_kinds)
            .order_by(step.c.number)
        )
        found: dict[str, list[Step]] = {}
        for row in rows.mappings():
            found.setdefault(row["finding"], []).append(step_of(row))
        return found

    return await told_or_noted(ids, ask, damaged)


def _where(query: Select[Any], wanted: FindingFilter) -> Select[Any]:
    table = tables.finding
    if wanted.units is not None:
        query = query.where(table.c.unit.in_(wanted.units))
    if wanted.subject is not None:
        query = query.where(table.c.subject == wanted.subject)
    if wanted.subjects is not None:
        query = query.where(table.c.subject.in_(wanted.subjects))
    if wanted.grade is not None:
        query = query.where(table.c.grade == wanted.grade.value)
    if wanted.is_open is not None:
        query = query.where(table.c.closed_at.is_(None) if wanted.is_open else table.c.closed_at.is_not(None))
    if wanted.ids is not None:
        query = query.where(table.c.id.in_(wanted.ids))
    if wanted.key is not None:
        subject, rule, part = wanted.key
        query = query.where(table.c.subject == subject, table.c.rule == rule, table.c.part == part)
    return query
