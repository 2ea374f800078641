"""
The newest day that what a column ever listed can prove, kept as looks and readings are saved.

It is only ever too late, never too early: a reading that is corrected leaves it as it is. A look that proves it makes all
looks before needless to read; where that is not sure, all are read. So a replay of any moment gives what it always gave.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from monitor.domain.content import DatePlace
from monitor.domain.need import Lookback
from monitor.domain.observation import Homepage, Listing, Observation, Reading
from monitor.domain.shown import row_day
from storage.db import tables
from storage.db.codec import decode_names
from storage.db.raw import fetch_for, put_rows
from storage.db.rows import asked
from storage.observations.looks import load_looks

#: The part that is the homepage, and stands for the whole site.
HOME = ""
#: Kinds of looks that can prove a day.
KINDS = (Listing.kind, Homepage.kind, Reading.kind)

_Days = dict[tuple[str, str], date]


async def note_shown(
    connection: AsyncConnection, looks: Sequence[Observation[Any]], ids: Iterable[str], now: datetime
) -> set[str]:
    """
    Count in what *looks*, just saved as *ids*, can prove, of sites of which all is counted in already or nothing was seen.

    Comes after the articles were noted, and what their pages say. Returns the sites of which nothing was seen before.
    """
    seen = [look for look in looks if isinstance(look.facts, Listing | Homepage | Reading)]
    known, new = await _counted_sites(connection, {look.subject for look in seen}, ids)
    seen = [look for look in seen if look.subject in known | new]
    if not seen:
        return new
    days: _Days = {}
    latest: dict[str, datetime] = {}
    pairs: set[tuple[str, str]] = set()
    for look in seen:
        latest[look.subject] = max(look.at, latest.get(look.subject, look.at))
        if isinstance(look.facts, Reading):
            pairs.add((look.subject, look.facts.url))
        elif not look.repeats:  # what it repeats was counted in
            pairs.update((look.subject, item.url) for item in look.facts.items if item.url)
            _count_rows(days, look.subject, look.part, look.facts)
    await _count_pages(connection, days, pairs)
    await _raise(connection, days, latest, now)
    return new


async def load_newest_shown(
    connection: AsyncConnection, sites: Sequence[str], as_of: datetime, known_by: datetime
) -> dict[str, dict[str, date | None]]:
    """
    The newest day that each column of each of *sites* can prove, by site and part; a column that is not in it proves none.

    Only of sites of which nothing was seen after *as_of* or stored after *known_by*.
    """
    table, wanted = tables.newest_shown, asked(connection, [(one,) for one in sites], "id")
    rows = (
        await connection.execute(
            select(table.c.site, table.c.part, table.c.day, table.c.seen_at, table.c.recorded_at).join(
                wanted, wanted.c.id == table.c.site
            )
        )
    ).all()
    sure = {
        row.site for row in rows if row.part == HOME and row.seen_at <= as_of and row.recorded_at <= known_by
    }
    found: dict[str, dict[str, date | None]] = {site: {} for site in sure}
    for row in rows:
        if row.site in sure:
            found[row.site][row.part] = row.day
    return found


async def uncounted(connection: AsyncConnection, sites: Sequence[str]) -> list[str]:
    """Those of *sites* of which something was seen and it is not known what it can prove, as in a store from before 0013."""
    table, wanted = tables.newest_shown, asked(connection, [(one,) for one in sites], "id")
    known = select(table.c.site).where(table.c.site == wanted.c.id, table.c.part == HOME).exists()
    looks = tables.observation
    has = select(looks.c.id).where(looks.c.subject == wanted.c.id, looks.c.kind.in_(KINDS)).exists()
    rows = await connection.execute(select(wanted.c.id).where(~known, has))
    return [row.id for row in rows]


async def recount_shown(connection: AsyncConnection, site: str, needs: Lookback) -> list[str]:
    """
    Count anew all of *site* that a case may hold whose moment is not before its newest look; after its articles.

    Returns the parts of which what stood was too early: none, unless somebody changed the store from outside. What stood
    too late, as after a correction, is set right and not named.
    """
    table, observations = tables.newest_shown, tables.observation
    newest = (
        await connection.execute(
            select(func.max(observations.c.at).label("at"), func.max(observations.c.recorded_at).label("stored"))
            .where(observations.c.subject == site, observations.c.kind.in_(KINDS))
        )
    ).one()  # fmt: skip
    rows = (await connection.execute(select(table).where(table.c.site == site))).all()
    await connection.execute(delete(table).where(table.c.site == site))
    if newest.at is None:
        return sorted(row.part for row in rows)
    days: _Days = {}
    pairs: set[tuple[str, str]] = set()
    shapes: tuple[type[Any], ...] = (Listing, Homepage)
    for shape in shapes:
        found = await load_looks(
            connection, shape, [site], needs.start(shape, newest.at), newest.at, newest.stored
        )
        for look in found.get(site, ()):
            pairs.update((site, item.url) for item in look.seen.facts.items if item.url)
            _count_rows(days, site, look.part, look.seen.facts)
    await _count_pages(connection, days, pairs)
    await _raise(connection, days, {site: newest.at}, newest.stored)
    known_days = {row.part: row.day or date.min for row in rows}
    if HOME not in known_days:
        return []
    return sorted(part for (_, part), day in days.items() if known_days.get(part, date.min) < day)


def _count_rows(days: _Days, site: str, part: str, facts: Listing | Homepage) -> None:
    """Rows that decide by themselves."""
    confirmed = isinstance(facts, Listing) and facts.dates_confirmed
    for item in facts.items:
        if (day := row_day(item, confirmed)) is not None:
            _count(days, site, (part, HOME), day)


async def _count_pages(connection: AsyncConnection, days: _Days, pairs: Collection[tuple[str, str]]) -> None:
    """What the pages of *pairs* (site and address) state, for every column that ever listed them."""
    if not pairs:
        return
    for site, columns, day in await fetch_for(connection, _STATED, sorted(pairs), "site", "url"):
        on = day if isinstance(day, date) else date.fromisoformat(day)
        _count(days, site, (*decode_names(columns), HOME), on)


_STATED = f"""
SELECT a.site, a.columns, a.published_on FROM {{asked}} JOIN article a ON a.site = asked.site AND a.url = asked.url
WHERE a.published_on IS NOT NULL AND a.place <> '{DatePlace.URL.value}'
"""


def _count(days: _Days, site: str, parts: Iterable[str], day: date) -> None:
    for part in parts:
        days[site, part] = max(day, days.get((site, part), day))


async def _counted_sites(
    connection: AsyncConnection, sites: Collection[str], ids: Iterable[str]
) -> tuple[set[str], set[str]]:
    """Those of *sites* of which all is counted in, and those of which nothing but *ids* was ever seen."""
    if not sites:
        return set(), set()
    known = {site for (site,) in await fetch_for(connection, _KNOWN, [(one,) for one in sorted(sites)], "id")}
    if not (unknown := sorted(set(sites) - known)):
        return known, set()
    looks, asking = tables.observation, asked(connection, [(one,) for one in unknown], "id")
    counts = await connection.execute(
        select(looks.c.subject, func.count().label("many"))
        .join(asking, asking.c.id == looks.c.subject)
        .where(looks.c.kind.in_(KINDS))
        .group_by(looks.c.subject)
    )
    stored = {row.subject: row.many for row in counts}
    mine = asked(connection, [(one,) for one in sorted(set(ids))], "id")
    own = await connection.execute(
        select(looks.c.subject, func.count().label("many"))
        .join(mine, mine.c.id == looks.c.id)
        .where(looks.c.kind.in_(KINDS))
        .group_by(looks.c.subject)
    )
    return known, {row.subject for row in own if stored.get(row.subject) == row.many}


_KNOWN = f"SELECT n.site FROM {{asked}} JOIN newest_shown n ON n.site = asked.id WHERE n.part = '{HOME}'"


async def _raise(
    connection: AsyncConnection,
    days: Mapping[tuple[str, str], date],
    latest: Mapping[str, datetime],
    now: datetime,
) -> None:
    """Put a later day in the place of an earlier one, and say up to when all is counted in."""
    rows = {
        (site, HOME): {"site": site, "part": HOME, "day": days.get((site, HOME)), "seen_at": at, "recorded_at": now}
        for site, at in latest.items()
    }  # fmt: skip
    rows |= {
        (site, part): {"site": site, "part": part, "day": day, "seen_at": None, "recorded_at": None}
        for (site, part), day in days.items()
        if part != HOME
    }
    # in one order, so that two processes never wait for each other
    await put_rows(
        connection, tables.newest_shown, [rows[key] for key in sorted(rows)],
        unless=("site", "part"), greater=("day", "seen_at", "recorded_at"),
    )  # fmt: skip
