"""Visits as rows, and their count by day."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from monitor.domain.observation import Look, Seen, Visit, VisitDay
from monitor.domain.timing import DAY, day_of, midnight
from storage import tables
from storage.codec import decode, encode
from storage.rows import insert
from storage.tables import CHUNK

RollUp = Callable[[date, Iterable[Seen[Visit]]], VisitDay]


async def roll_up_days(connection: AsyncConnection, looks: Sequence[Look[Any]], roll_up: RollUp) -> None:
    """
    Count anew every day that got a visit, from its raw rows.

    PostgreSQL lets several processes save at once: each takes its turn at a day, else one would count without
    the other's visit.
    """
    touched: dict[date, set[str]] = {}
    for look in looks:
        if isinstance(look.facts, Visit):
            touched.setdefault(day_of(look.at), set()).add(look.subject)
    rows = []
    for day, sites in sorted(touched.items()):
        if connection.dialect.name == "postgresql":
            for site in sorted(sites):
                await connection.execute(select(func.pg_advisory_xact_lock(func.hashtext(f"{site} {day}"))))
        visits = await _visits_of(connection, sorted(sites), midnight(day), midnight(day + DAY))
        rows += [{"site": site, "day": day, "json": encode(roll_up(day, visits[site]))} for site in visits]
    if rows:
        statement = insert(connection, tables.visit_day)
        replace = statement.on_conflict_do_update(
            index_elements=["site", "day"], set_={"json": statement.excluded.json}
        )
        await connection.execute(replace, rows)


async def visits_between(
    connection: AsyncConnection, site: str, start: datetime, end: datetime
) -> list[Seen[Visit]]:
    """The raw visits of *site* from *start* up to, not including, *end*; oldest first."""
    return (await _visits_of(connection, [site], start, end))[site]


async def _visits_of(
    connection: AsyncConnection, sites: Sequence[str], start: datetime, end: datetime
) -> dict[str, list[Seen[Visit]]]:
    table = tables.visit
    found: dict[str, list[Seen[Visit]]] = {site: [] for site in sites}
    for first in range(0, len(sites), CHUNK):
        rows = await connection.execute(
            select(table.c.site, table.c.id, table.c.at, table.c.vantage, table.c.detail)
            .where(table.c.site.in_(sites[first : first + CHUNK]), table.c.at >= start, table.c.at < end)
            .order_by(table.c.at, table.c.id)
        )
        for row in rows:
            seen = Seen(id=row.id, at=row.at, vantage=row.vantage, facts=decode(Visit, row.detail))
            found[row.site].append(seen)
    return found
