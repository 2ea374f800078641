"""Findings as the pages show them (问题台账): filtered lists."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from monitor.domain.finding import Act, Finding, Grade, Step
from storage.db import tables
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
    connection: AsyncConnection, wanted: FindingFilter, limit: int, offset: int = 0
) -> list[Finding]:
    """Findings without their steps: open ones first, then by the day they were opened, newest first."""
    table = tables.finding
    ordered = (
        _where(select(table), wanted)
        .order_by(table.c.closed_at.is_not(None), table.c.opened_at.desc(), table.c.id.desc())
        .limit(limit)
        .offset(offset)
    )
    rows = await connection.execute(ordered)
    return [finding_of(row, ()) for row in rows.mappings()]


async def count_findings(connection: AsyncConnection, wanted: FindingFilter) -> int:
    """How many there are."""
    query = _where(select(func.count()).select_from(tables.finding), wanted)
    return int((await connection.execute(query)).scalar_one())


async def told_steps(
    connection: AsyncConnection, acts: Sequence[Act], ids: Sequence[str] | None = None
) -> dict[str, list[Step]]:
    """The steps of those kinds, oldest first, by finding: of *ids*; None: of all that are open."""
    step, finding = tables.step, tables.finding
    query = (
        select(step)
        .join(finding, finding.c.id == step.c.finding)
        .where(step.c.act.in_([one.value for one in acts]))
    )
    query = (
        query.where(finding.c.closed_at.is_(None)) if ids is None else query.where(step.c.finding.in_(ids))
    )
    found: dict[str, list[Step]] = {}
    rows = await connection.execute(query.order_by(step.c.number))
    for row in rows.mappings():
        found.setdefault(row["finding"], []).append(step_of(row))
    return found


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
