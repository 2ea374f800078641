"""Which visits of a stretch were made, and since when a site is watched (访问时段)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from monitor.domain.reach import Reach, is_blocked
from storage.db import tables
from storage.db.rows import asked, first_id
from storage.observations.observations import slot_key

#: Made by this monitor, from whichever of its vantage points; a visit made elsewhere was for no slot of ours.
_OURS = or_(tables.visit.c.vantage == "", tables.visit.c.slot.is_not(None))


@dataclass(frozen=True, slots=True)
class StoredVisit:
    """One stored visit of our own: when, for which planned moment, and whether it counts."""

    at: datetime
    slot: datetime | None
    valid: bool
    blocked: bool = False  #: it reached the site's firewall


async def visits_made(
    connection: AsyncConnection, start: datetime, end: datetime
) -> dict[str, list[StoredVisit]]:
    """Every visit that this monitor made from *start* up to *end*, by site, oldest first."""
    table = tables.visit
    rows = await connection.execute(
        select(table.c.site, table.c.at, table.c.slot, table.c.reach, table.c.reason)
        .where(
            table.c.id >= first_id(start),  # years of visits lie before; ids are told by their moment
            table.c.at >= start,
            table.c.at < end,
            _OURS,
        )
        .order_by(table.c.at)
    )
    found: dict[str, list[StoredVisit]] = {}
    for row in rows:
        valid = row.reach != Reach.NOT_MEASURED.value
        found.setdefault(row.site, []).append(
            StoredVisit(row.at, row.slot, valid, not valid and is_blocked(row.reason))
        )
    return found


@dataclass(slots=True)
class CountedVisits:
    """The visits of one site in a stretch, counted."""

    valid: int = 0
    newest: datetime | None = None  #: of the valid ones
    blocked: int = 0  #: those that reached the site's firewall


async def visits_counted(
    connection: AsyncConnection, start: datetime, end: datetime
) -> dict[str, CountedVisits]:
    """The visits that this monitor made from *start* up to *end*, counted by site where they lie: no row of them is read."""
    table = tables.visit
    rows = await connection.execute(
        select(table.c.site, table.c.reach, table.c.reason, func.count().label("many"), func.max(table.c.at).label("newest"))
        .where(table.c.id >= first_id(start), table.c.at >= start, table.c.at < end, _OURS)
        .group_by(table.c.site, table.c.reach, table.c.reason)
    )  # fmt: skip
    found: dict[str, CountedVisits] = {}
    for row in rows:
        of_site = found.setdefault(row.site, CountedVisits())
        if row.reach != Reach.NOT_MEASURED.value:
            of_site.valid += row.many
            of_site.newest = max(of_site.newest or row.newest, row.newest)
        elif is_blocked(row.reason):
            of_site.blocked += row.many
    return found


async def newest_visit(connection: AsyncConnection) -> datetime | None:
    """When this monitor last visited anything."""
    table = tables.visit
    query = select(table.c.at).where(_OURS).order_by(table.c.id.desc()).limit(1)
    found: datetime | None = (await connection.execute(query)).scalar()
    return found


async def filled(
    connection: AsyncConnection, slots: Sequence[tuple[str, datetime]]
) -> frozenset[tuple[str, datetime]]:
    """Which of those planned moments (site, slot) have their row; one statement for all."""
    keys = {slot_key(*one): one for one in slots}
    wanted = asked(connection, [(key,) for key in keys], "once")
    rows = await connection.execute(
        select(tables.visit.c.once).join(wanted, wanted.c.once == tables.visit.c.once)
    )
    return frozenset(keys[row.once] for row in rows)


async def watched_since(connection: AsyncConnection) -> Mapping[str, datetime]:
    """Since when each subject is configured."""
    table = tables.description
    rows = await connection.execute(
        select(table.c.subject, func.min(table.c.since)).group_by(table.c.subject)
    )
    return {row[0]: row[1] for row in rows}
