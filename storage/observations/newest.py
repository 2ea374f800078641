"""The newest of each thing by index alone: the time it takes does not grow with the years that are stored."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import CTE, Column, String, Table, column, func, select, text, true
from sqlalchemy.ext.asyncio import AsyncConnection
from ulid import ULID

from storage.db import tables
from storage.db.rows import heard
from storage.db.tables import CHUNK

#: What was seen since then is found by walking the ids, which are in order of time.
RECENT = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class VerdictSummary:
    """A stored verdict without its words."""

    number: int
    subject: str
    rule: str
    outcome: str
    decided_at: datetime
    digest: str


_GIVEN = tuple(tables.verdict.c[name] for name in VerdictSummary.__dataclass_fields__)


async def cursor(connection: AsyncConnection) -> int:
    """The number of the newest stored verdict; 0 when there is none."""
    return (await connection.execute(select(func.max(tables.verdict.c.number)))).scalar() or 0


async def verdicts_after(connection: AsyncConnection, number: int) -> list[VerdictSummary]:
    """Every verdict stored after that number, in order."""
    table = tables.verdict
    rows = await connection.execute(select(*_GIVEN).where(table.c.number > number).order_by(table.c.number))
    return [VerdictSummary(*row) for row in rows]


async def newest_verdicts(
    connection: AsyncConnection,
    pairs: Sequence[tuple[str, str]],
    as_of: datetime,
    known_by: datetime | None = None,
) -> list[VerdictSummary]:
    """
    The newest verdict that holds at *as_of* for each of *pairs* (subject, rule) that has one.

    *known_by*: only by what we had heard up to then; None: all.
    """
    asked = _asked(connection, pairs, "subject", "rule")
    table = tables.verdict.alias()
    heard_by = func.coalesce(table.c.known_by, table.c.recorded_at)
    newest = (
        select(table.c.number)
        .where(table.c.subject == asked.c.subject, table.c.rule == asked.c.rule)
        .where(table.c.decided_at <= as_of)
        .where(true() if known_by is None else heard_by <= known_by)
        .order_by(table.c.decided_at.desc(), heard_by.desc(), table.c.number.desc())
        .limit(1)
        .scalar_subquery()
    )
    numbers = select(newest.label("number")).select_from(asked).subquery()
    rows = await connection.execute(
        select(*_GIVEN).join(numbers, numbers.c.number == tables.verdict.c.number)
    )
    return [VerdictSummary(*row) for row in rows]


async def bodies(connection: AsyncConnection, digests: Iterable[str]) -> dict[str, str]:
    """The stored texts of those digests."""
    wanted, found = sorted(set(digests)), {}
    for start in range(0, len(wanted), CHUNK):
        rows = await connection.execute(
            select(tables.body).where(tables.body.c.digest.in_(wanted[start : start + CHUNK]))
        )
        found.update({row.digest: row.json for row in rows})
    return found


async def newest_visits(
    connection: AsyncConnection, sites: Sequence[str], as_of: datetime, known_by: datetime | None = None
) -> dict[str, datetime]:
    """When each of *sites* was last visited; one that never was is not in it."""
    table = tables.visit
    return await _newest_of(connection, table, table.c.site, sites, as_of, known_by)


async def _newest_of(
    connection: AsyncConnection,
    table: Table,
    name: Column[Any],
    ids: Sequence[str],
    as_of: datetime,
    known_by: datetime | None,
) -> dict[str, datetime]:
    """The newest moment in *table* of each of *ids*, looked up one by one in the index that begins with *name*."""
    asked = _asked(connection, [(one,) for one in ids], "id")
    newest = select(func.max(table.c.at)).where(
        name == asked.c.id, table.c.at <= as_of, heard(table, known_by)
    )
    rows = await connection.execute(select(asked.c.id, newest.scalar_subquery()))
    return {id: at for id, at in rows if at is not None}


async def newest_looks(
    connection: AsyncConnection, subjects: Sequence[str], as_of: datetime, known_by: datetime | None = None
) -> dict[str, datetime]:
    """
    When each of *subjects* was last seen, not later than *as_of*; one that never was is not in it.

    *known_by*: by what was stored up to then; None: all.
    """
    found = await newest_visits(connection, subjects, as_of, known_by)
    table, known = tables.observation, set(subjects)
    first, last = f"ob_{_ulid_floor(as_of - RECENT)}", f"ob_{_ulid_floor(as_of)}~"
    recent = await connection.execute(
        select(table.c.subject, func.max(table.c.at))
        .where(table.c.id >= first, table.c.id <= last, table.c.at <= as_of, heard(table, known_by))
        .group_by(table.c.subject)
    )
    _keep_newer(found, ((subject, at) for subject, at in recent if subject in known))
    # few: what is older than the ids just walked through is looked up one by one
    longer = [one for one in subjects if one not in found or found[one] < as_of - RECENT]
    _keep_newer(
        found, (await _newest_of(connection, table, table.c.subject, longer, as_of, known_by)).items()
    )
    return found


def _keep_newer(found: dict[str, datetime], more: Iterable[tuple[str, datetime]]) -> None:
    for subject, at in more:
        found[subject] = max(at, found.get(subject, at))


async def newest_kinds(
    connection: AsyncConnection, as_of: datetime, within: timedelta
) -> dict[str, datetime]:
    """When anything of each kind was last looked at, as far as that was *within* that time before *as_of*."""
    table = tables.observation
    first = f"ob_{_ulid_floor(as_of - within)}"
    rows = await connection.execute(
        select(table.c.kind, func.max(table.c.at))
        .where(table.c.id >= first, table.c.at <= as_of)
        .group_by(table.c.kind)
    )
    return {row[0]: row[1] for row in rows}


def _ulid_floor(moment: datetime) -> str:
    """The first ten characters of every ULID of *moment*: ids in order are moments in order."""
    return str(ULID.from_datetime(moment))[:10]


def _asked(connection: AsyncConnection, rows: Sequence[tuple[str, ...]], *names: str) -> CTE:
    """*rows* as a table to join with: one parameter however many they are, so that no statement is made anew."""
    if connection.dialect.name == "postgresql":
        parts = ", ".join(f"value->>{n} AS {name}" for n, name in enumerate(names))
        words = f"SELECT {parts} FROM jsonb_array_elements(CAST(:asked AS jsonb))"
    else:
        parts = ", ".join(f"json_extract(value, '$[{n}]') AS {name}" for n, name in enumerate(names))
        words = f"SELECT {parts} FROM json_each(:asked)"
    given = text(words).bindparams(asked=json.dumps(rows))
    return given.columns(*(column(name, String) for name in names)).cte("asked")
