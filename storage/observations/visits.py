"""Visits as rows, and their count by day."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from monitor.domain.observation import Observation, StoredObservation, Visit, VisitDay
from monitor.domain.reach import Reach
from monitor.domain.timing import DAY, SHANGHAI, day_of, midnight
from storage.db import tables
from storage.db.codec import decode, decode_days, encode
from storage.db.raw import fetch_rows, put_rows, sqlite_moment
from storage.db.rows import asked
from storage.db.tables import CHUNK
from storage.db.types import in_shanghai

RollUp = Callable[[date, Iterable[StoredObservation[Visit]]], VisitDay]


#: One lock for each key, taken in the order of the keys.
_TURNS = (
    "SELECT pg_advisory_xact_lock(hashtext(key)) FROM (SELECT value #>> '{}' AS key FROM "
    "jsonb_array_elements(CAST(? AS jsonb)) WITH ORDINALITY AS given(value, n) ORDER BY n) AS ordered"
)
#: Whoever counts single days holds this; whoever counts more than MOST_TURNS of them takes the other, and waits for all.
_SHARED, _ALONE = "ROW EXCLUSIVE", "SHARE ROW EXCLUSIVE"
MOST_TURNS = 200
#: When a site was visited last on a day, and how that day is counted.
_STANDING = (
    "SELECT day.site, day.day, (SELECT max(at) FROM visit WHERE visit.site = day.site AND visit.at >= day.start AND visit.at < day.ends), "
    "visit_day.json FROM ({days}) AS day LEFT JOIN visit_day ON visit_day.site = day.site AND visit_day.day = day.day"
)
_DAYS = {
    "sqlite": "SELECT json_extract(value, '$[0]') AS site, json_extract(value, '$[1]') AS day, json_extract(value, '$[2]') AS start, "
    "json_extract(value, '$[3]') AS ends FROM json_each(?)",
    "postgresql": "SELECT value->>0 AS site, CAST(value->>1 AS date) AS day, CAST(value->>2 AS timestamptz) AS start, "
    "CAST(value->>3 AS timestamptz) AS ends FROM jsonb_array_elements(CAST(? AS jsonb))",
}
#: Visits younger than this are always kept: `keep_visit_days` is 100 at least.
ALWAYS_KEPT = timedelta(days=99)


@dataclass(frozen=True, slots=True)
class Heard:
    """A raw visit, and when it was stored."""

    seen: StoredObservation[Visit]
    recorded_at: datetime


#: A site and a day.
_Key = tuple[str, date]


@dataclass(frozen=True, slots=True)
class DaysStanding:
    """How days that are about to get visits stand: when each was visited last, and its count as JSON."""

    days: Mapping[_Key, tuple[datetime | None, str | None]]


async def days_standing(connection: AsyncConnection, looks: Sequence[Observation[Any]]) -> DaysStanding:
    """
    How the days stand to which *looks* will add visits; before they are added.

    PostgreSQL lets several processes save at once: each takes its turn at a day, else one would count without the other's visit.
    """
    keys = sorted({(look.subject, day_of(look.at)) for look in looks if isinstance(look.facts, Visit)})
    if not keys:
        return DaysStanding({})
    is_sqlite = connection.dialect.name == "sqlite"
    if not is_sqlite:
        await _take_turns(connection, keys)
    shown = sqlite_moment if is_sqlite else datetime.isoformat
    wanted = [[site, day.isoformat(), shown(midnight(day)), shown(midnight(day + DAY))] for site, day in keys]
    found: dict[_Key, tuple[datetime | None, str | None]] = {}
    statement = _STANDING.format(days=_DAYS[connection.dialect.name])
    for site, day, last, text in await fetch_rows(connection, statement, (json.dumps(wanted),)):
        key = (site, day if isinstance(day, date) else date.fromisoformat(day))
        found[key] = (in_shanghai(last) if last is not None else None, text)
    return DaysStanding(found)


async def _take_turns(connection: AsyncConnection, keys: Sequence[_Key]) -> None:
    few = len(keys) <= MOST_TURNS
    await connection.exec_driver_sql(f"LOCK TABLE visit_day IN {_SHARED if few else _ALONE} MODE")
    if few:
        await fetch_rows(connection, _TURNS, (json.dumps([f"{site} {day}" for site, day in keys]),))


async def roll_up_days(
    connection: AsyncConnection,
    looks: Sequence[Observation[Any]],
    ids: Sequence[str],
    standing: DaysStanding,
    roll_up: RollUp,
    now: datetime,
) -> None:
    """
    Count *looks*, just saved as *ids*, into their days; *standing* is how those stood before.

    What comes later than all that is there, and not too soon after it, is added to the count; else the day is counted anew from its
    raw rows, to the same end. A day whose rows were let go of keeps its count.
    """
    fresh: dict[_Key, list[StoredObservation[Visit]]] = {}
    for look, id in zip(looks, ids, strict=True):
        if isinstance(look.facts, Visit):
            seen = StoredObservation(
                id=id, at=look.at.astimezone(SHANGHAI), vantage=look.vantage, facts=look.facts
            )
            fresh.setdefault((look.subject, day_of(look.at)), []).append(seen)
    rows, anew = [], dict[date, list[str]]()
    for (site, day), visits in sorted(fresh.items()):
        last, text = standing.days[site, day]
        counted = None
        if now - midnight(day) <= ALWAYS_KEPT and (last is None) == (text is None):
            counted = _added(day, visits, last, text, roll_up)
        if counted is None:
            anew.setdefault(day, []).append(site)
        else:
            rows.append({"site": site, "day": day, "json": encode(counted), "recorded_at": now})
    for day, sites in anew.items():
        found = await _visits_of(connection, sites, midnight(day), midnight(day + DAY))
        old = now - midnight(day) > ALWAYS_KEPT
        there = await _counted(connection, sites, day) if old else {}
        rows += [
            {"site": site, "day": day, "json": encode(roll_up(day, found[site])), "recorded_at": now}
            for site in sites
            if len(found[site]) >= there.get(site, 0)
        ]
    await _put_days(connection, rows)


def _added(
    day: date,
    visits: Sequence[StoredObservation[Visit]],
    last: datetime | None,
    text: str | None,
    roll_up: RollUp,
) -> VisitDay | None:
    """The count of *day* with *visits*; None where what is there already may bear upon them, or they upon it."""
    added = roll_up(day, visits)
    if last is None or text is None:
        return added
    if last >= min(one.at for one in visits):
        return None
    # All that is there lies at *last* or before it. A counted visit of the same place just then is the most that can bear upon them.
    before = [
        StoredObservation(id="", at=last, vantage=place, facts=_OPENED)
        for place in {one.vantage for one in visits}
    ]
    both = roll_up(day, [*before, *visits])
    if (both.opened - len(before), both.failed, both.blocked) != (added.opened, added.failed, added.blocked):
        return None
    return _joined(decode_days([text])[0], added)


_OPENED = Visit(reach=Reach.OPENED, reason="ok")


def _joined(one: VisitDay, other: VisitDay) -> VisitDay:
    """Two counts of one day as one; all of *other* came later."""
    places = {
        name: (ours[0] + theirs[0], ours[1] + theirs[1], ours[2] + theirs[2])
        for name in sorted({*one.vantages, *other.vantages})
        for ours, theirs in [(one.vantages.get(name, (0, 0, 0)), other.vantages.get(name, (0, 0, 0)))]
    }
    reasons = {
        name: one.reasons.get(name, 0) + other.reasons.get(name, 0)
        for name in sorted({*one.reasons, *other.reasons})
    }
    return VisitDay(
        day=one.day,
        opened=one.opened + other.opened,
        failed=one.failed + other.failed,
        blocked=one.blocked + other.blocked,
        void=one.void + other.void,
        first=one.first or other.first,
        last=other.last or one.last,
        reasons=reasons,
        vantages=places,
        failed_ids=(*one.failed_ids, *other.failed_ids),
    )


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
    rows = sorted(
        rows, key=lambda row: (row["site"], row["day"])
    )  # the same order in every process: no deadlock
    await put_rows(
        connection, tables.visit_day, rows, unless=("site", "day"), replace=("json", "recorded_at")
    )


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
