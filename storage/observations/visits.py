"""Visits as rows, and their count by day."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from monitor.domain.observation import Observation, StoredObservation, Visit, VisitDay
from monitor.domain.timing import DAY, day_of, midnight
from storage.db import tables
from storage.db.codec import decode, encode
from storage.db.rows import asked, insert
from storage.db.tables import CHUNK

RollUp = Callable[[date, Iterable[StoredObservation[Visit]]], VisitDay]


#: One lock for each key, taken in the order of the keys.
_TURNS = text(
    "SELECT pg_advisory_xact_lock(hashtext(key)) FROM (SELECT value #>> '{}' AS key FROM "
    "jsonb_array_elements(CAST(:keys AS jsonb)) WITH ORDINALITY AS given(value, n) ORDER BY n) AS ordered"
)
#: Visits younger than this are always kept: `keep_visit_days` is 100 at least.
ALWAYS_KEPT = timedelta(days=99)


@dataclass(frozen=True, slots=True)
class Heard:
    """A raw visit, and when it was stored."""

    seen: StoredObservation[Visit]
    recorded_at: datetime


async def roll_up_days(
    connection: AsyncConnection, looks: Sequence[Observation[Any]], roll_up: RollUp, now: datetime
) -> None:
    """
    Count anew every day that got a visit, from its raw rows. A day whose rows were let go of keeps its count.

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
            await connection.execute(
                _TURNS, {"keys": json.dumps([f"{site} {day}" for site in sorted(sites)])}
            )
        visits = await _visits_of(connection, sorted(sites), midnight(day), midnight(day + DAY))
        old = now - midnight(day) > ALWAYS_KEPT
        counted = await _counted(connection, sorted(sites), day) if old else {}
        rows += [
            {"site": site, "day": day, "json": encode(roll_up(day, visits[site])), "recorded_at": now}
            for site in visits
            if len(visits[site]) >= counted.get(site, 0)
        ]
    await _put_days(connection, rows)


async def recount_days(connection: AsyncConnection, site: str, roll_up: RollUp) -> list[date]:
    """
    Count every day of *site* anew from its raw visits; returns those of which something else was noted.

    A day of which raw visits were let go of keeps its count.
    """
    table = tables.visit
    rows = await connection.execute(
        select(table.c.id, table.c.at, table.c.recorded_at, table.c.vantage, table.c.detail)
        .where(table.c.site == site)
        .order_by(table.c.at, table.c.id)
    )
    days: dict[date, list[Heard]] = {}
    for row in rows:
        seen = StoredObservation(id=row.id, at=row.at, vantage=row.vantage, facts=decode(Visit, row.detail))
        days.setdefault(day_of(row.at), []).append(Heard(seen, row.recorded_at))
    day = tables.visit_day
    noted = {row.day: row for row in await connection.execute(select(day).where(day.c.site == site))}
    fresh: list[dict[str, Any]] = []
    for one, raw in days.items():
        text, known = encode(roll_up(one, [heard.seen for heard in raw])), noted.get(one)
        whole = known is None or len(raw) >= counted_in(decode(VisitDay, known.json))
        if whole and (known is None or known.json != text):
            recorded_at = max(heard.recorded_at for heard in raw)
            fresh.append({"site": site, "day": one, "json": text, "recorded_at": recorded_at})
    await _put_days(connection, fresh)
    differ: list[date] = [row["day"] for row in fresh]
    return sorted(differ)


async def _put_days(connection: AsyncConnection, rows: Sequence[dict[str, Any]]) -> None:
    if not rows:
        return
    statement = insert(connection, tables.visit_day)
    new = statement.excluded
    replace = statement.on_conflict_do_update(
        index_elements=["site", "day"], set_={"json": new.json, "recorded_at": new.recorded_at}
    )
    await connection.execute(replace, rows)


async def _counted(connection: AsyncConnection, sites: Sequence[str], day: date) -> dict[str, int]:
    """How many visits the stored count of *day* rests on."""
    table, found = tables.visit_day, dict[str, int]()
    for first in range(0, len(sites), CHUNK):
        rows = await connection.execute(
            select(table.c.site, table.c.json).where(
                table.c.day == day, table.c.site.in_(sites[first : first + CHUNK])
            )
        )
        found.update({row.site: counted_in(decode(VisitDay, row.json)) for row in rows})
    return found


def counted_in(day: VisitDay) -> int:
    """How many visits *day* was counted from, void ones too."""
    return day.opened + day.failed + day.blocked + day.void


async def heard_on(
    connection: AsyncConnection, days: Sequence[tuple[str, date]]
) -> dict[str, dict[date, list[Heard]]]:
    """
    The raw visits of each of *days* (site, day), each with when it was stored; by site and day, oldest first.

    One statement for all of them: it reads from the first to the last day of those sites, what was not asked for is left out.
    """
    if not days:
        return {}
    table, asked_for = tables.visit, set(days)
    wanted = asked(connection, [(site,) for site in sorted({site for site, _ in days})], "id")
    first, last = min(day for _, day in days), max(day for _, day in days)
    rows = await connection.execute(
        select(table.c.site, table.c.id, table.c.at, table.c.recorded_at, table.c.vantage, table.c.detail)
        .join(wanted, wanted.c.id == table.c.site)
        .where(table.c.at >= midnight(first), table.c.at < midnight(last + DAY))
        .order_by(table.c.at, table.c.id)
    )
    found: dict[str, dict[date, list[Heard]]] = {}
    for row in rows:
        day = day_of(row.at)
        if (row.site, day) in asked_for:
            seen = StoredObservation(
                id=row.id, at=row.at, vantage=row.vantage, facts=decode(Visit, row.detail)
            )
            found.setdefault(row.site, {}).setdefault(day, []).append(Heard(seen, row.recorded_at))
    return found


async def visits_between(
    connection: AsyncConnection, site: str, start: datetime, end: datetime
) -> list[StoredObservation[Visit]]:
    """The raw visits of *site* from *start* up to, not including, *end*; oldest first."""
    return (await _visits_of(connection, [site], start, end))[site]


async def _visits_of(
    connection: AsyncConnection, sites: Sequence[str], start: datetime, end: datetime
) -> dict[str, list[StoredObservation[Visit]]]:
    table = tables.visit
    found: dict[str, list[StoredObservation[Visit]]] = {site: [] for site in sites}
    for first in range(0, len(sites), CHUNK):
        rows = await connection.execute(
            select(table.c.site, table.c.id, table.c.at, table.c.vantage, table.c.detail)
            .where(table.c.site.in_(sites[first : first + CHUNK]), table.c.at >= start, table.c.at < end)
            .order_by(table.c.at, table.c.id)
        )
        for row in rows:
            seen = StoredObservation(
                id=row.id, at=row.at, vantage=row.vantage, facts=decode(Visit, row.detail)
            )
            found[row.site].append(seen)
    return found
