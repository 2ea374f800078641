"""What went before, day by day, for the charts of the pages (趋势): visits, response times, findings, unknown indicators."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from monitor.domain.finding import Grade, Standing
from monitor.domain.observation import VisitDay
from monitor.domain.reach import Reach
from storage.db import tables
from storage.db.apart import told_or_noted
from storage.db.codec import decode, decode_names
from storage.db.rows import asked


@dataclass(frozen=True, slots=True)
class Episode:
    """How long one finding that fails stood open."""

    unit: str | None
    standing: Standing
    opened_at: datetime
    closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class OutcomeTurn:
    """An indicator that became another: when, from what, to what."""

    subject: str
    rule: str
    at: datetime
    was: str | None
    outcome: str


@dataclass(frozen=True, slots=True)
class FoundArticle:
    """An article whose title holds what was looked for."""

    site: str
    url: str
    title: str
    columns: tuple[str, ...]  #: ids
    on: date | None
    reading: str | None


async def visit_days(
    connection: AsyncConnection, sites: Sequence[str], since: date, damaged: dict[str, str] | None = None
) -> dict[str, dict[date, VisitDay]]:
    """
    The counts of each of *sites* by day, from *since* on.

    A site one of whose days is damaged is left out, and *damaged* notes it; None: that is raised.
    """
    table = tables.visit_day

    async def ask(part: Sequence[str]) -> dict[str, dict[date, VisitDay]]:
        wanted = asked(connection, [(one,) for one in part], "id")
        rows = await connection.execute(
            select(table.c.site, table.c.json)
            .join(wanted, wanted.c.id == table.c.site)
            .where(table.c.day >= since)
        )
        found: dict[str, dict[date, VisitDay]] = {}
        for site, text in rows:
            day = decode(VisitDay, text)
            found.setdefault(site, {})[day.day] = day
        return found

    return await told_or_noted(sites, ask, damaged)


async def response_times(
    connection: AsyncConnection, site: str, since: datetime, until: datetime
) -> list[tuple[datetime, float]]:
    """When the site was opened, and how many seconds that took; oldest first."""
    table = tables.visit
    rows = await connection.execute(
        select(table.c.at, table.c.elapsed_s)
        .where(table.c.site == site, table.c.at >= since, table.c.at <= until)
        .where(table.c.reach == Reach.OPENED.value, table.c.elapsed_s.is_not(None))
        .order_by(table.c.at)
    )
    return [(row.at, row.elapsed_s) for row in rows]


async def episodes_since(connection: AsyncConnection, since: datetime) -> list[Episode]:
    """Every finding that fails and was open at *since* or later."""
    table = tables.finding
    rows = await connection.execute(
        select(table.c.unit, table.c.standing, table.c.opened_at, table.c.closed_at)
        .where(table.c.grade == Grade.FAIL.value)
        .where(or_(table.c.closed_at.is_(None), table.c.closed_at >= since))
    )
    return [Episode(row.unit, decode(Standing, row.standing), row.opened_at, row.closed_at) for row in rows]


async def first_judged(connection: AsyncConnection) -> datetime | None:
    """The first moment of which anything is judged; None: nothing is."""
    first: datetime | None = await connection.scalar(select(func.min(tables.verdict.c.decided_at)))
    return first


async def turns_since(connection: AsyncConnection, since: datetime) -> list[OutcomeTurn]:
    """Every change of an indicator decided at *since* or later, the newest first."""
    change, verdict = tables.change, tables.verdict
    rows = await connection.execute(
        select(change.c.subject, change.c.rule, verdict.c.decided_at, change.c.was, change.c.outcome)
        .join(verdict, verdict.c.number == change.c.number)
        .where(verdict.c.decided_at >= since)
        .order_by(verdict.c.decided_at.desc(), change.c.number.desc())
    )
    return [OutcomeTurn(*row) for row in rows]


async def articles_with(connection: AsyncConnection, words: str, limit: int) -> list[FoundArticle]:
    """The newest articles whose title holds *words*."""
    table = tables.article
    rows = await connection.execute(
        select(
            table.c.site, table.c.url, table.c.title, table.c.columns, table.c.published_on, table.c.reading
        )
        .where(table.c.title.icontains(words, autoescape=True))
        .order_by(table.c.last_seen.desc(), table.c.url)
        .limit(limit)
    )
    return [
        FoundArticle(row.site, row.url, row.title, decode_names(row.columns), row.published_on, row.reading)
        for row in rows
    ]
