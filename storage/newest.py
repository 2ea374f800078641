"""The newest of each thing by index alone: the time it takes does not grow with the years that are stored."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from sqlalchemy import String, column, func, select, values
from sqlalchemy.ext.asyncio import AsyncConnection
from ulid import ULID

from storage import tables
from storage.tables import CHUNK

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Given:
    """A stored verdict without its words."""

    number: int
    subject: str
    rule: str
    outcome: str
    decided_at: datetime
    digest: str


_GIVEN = tuple(tables.verdict.c[name] for name in Given.__dataclass_fields__)


async def cursor(connection: AsyncConnection) -> int:
    """The number of the newest stored verdict; 0 when there is none."""
    return (await connection.execute(select(func.max(tables.verdict.c.number)))).scalar() or 0


async def given_after(connection: AsyncConnection, number: int) -> list[Given]:
    """Every verdict stored after that number, in order."""
    table = tables.verdict
    rows = await connection.execute(select(*_GIVEN).where(table.c.number > number).order_by(table.c.number))
    return [Given(*row) for row in rows]


async def newest_given(
    connection: AsyncConnection, pairs: Sequence[tuple[str, str]], as_of: datetime
) -> list[Given]:
    """The newest verdict that holds at *as_of* for each of *pairs* (subject, rule) that has one."""
    found: list[Given] = []
    for chunk in _chunks(pairs):
        asked = values(column("subject", String), column("rule", String), name="asked").data(chunk).cte()
        table = tables.verdict.alias()
        newest = (
            select(table.c.number)
            .where(table.c.subject == asked.c.subject, table.c.rule == asked.c.rule)
            .where(table.c.decided_at <= as_of)
            .order_by(table.c.decided_at.desc(), table.c.number.desc())
            .limit(1)
            .scalar_subquery()
        )
        numbers = [row[0] for row in await connection.execute(select(newest).select_from(asked))]
        rows = await connection.execute(select(*_GIVEN).where(tables.verdict.c.number.in_(numbers)))
        found.extend(Given(*row) for row in rows)
    return found


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
    connection: AsyncConnection, sites: Sequence[str], as_of: datetime
) -> dict[str, datetime]:
    """When each of *sites* was last visited; one that never was is not in it."""
    found: dict[str, datetime] = {}
    table = tables.visit
    for chunk in _chunks(sites):
        asked = values(column("site", String), name="asked").data([(site,) for site in chunk]).cte()
        newest = select(func.max(table.c.at)).where(table.c.site == asked.c.site, table.c.at <= as_of)
        rows = await connection.execute(select(asked.c.site, newest.scalar_subquery()))
        found.update({site: at for site, at in rows if at is not None})
    return found


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


def _chunks(rows: Sequence[Row]) -> Iterator[Sequence[Row]]:
    for start in range(0, len(rows), CHUNK):
        yield rows[start : start + CHUNK]
