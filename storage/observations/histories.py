"""What the cases of one site at several moments are cut from: loaded once, by what was heard up to one moment."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import and_, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from monitor.domain.case import Review, SiteCase
from monitor.domain.content import BoardState, ListState, MessageStatus
from monitor.domain.need import Lookback
from monitor.domain.observation import (
    PRUNED,
    BoardReading,
    Channel,
    Guides,
    Homepage,
    Listing,
    Reading,
    StoredObservation,
    Visit,
    VisitDay,
)
from monitor.domain.reach import Reach, Reason
from monitor.domain.site import Maintenance, Site
from monitor.domain.timing import DAY, day_of, midnight
from storage.db import tables
from storage.db.codec import decode
from storage.db.rows import heard
from storage.db.tables import CHUNK
from storage.decisions.reviews import reviews_of
from storage.observations.articles import articles_known
from storage.observations.newest_observations import (
    ReadingsThen,
    Row,
    handed_in,
    load_others,
    load_parts,
    load_seen,
    make_seen,
    others_at,
    row_of,
)
from storage.observations.visits import Heard, RollUp, counted_in, heard_between

#: Kinds of fact that have a place of their own in a site's case.
OWN = (VisitDay, Homepage, Listing, Reading, BoardReading, Channel, Guides)

Clauses = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteHistory:
    """
    All that cases of one site at several moments are cut from, loaded once: by what was heard up to *known_by*.

    Cut for a moment it gives the very case that is loaded for that moment alone.
    """

    known_by: datetime
    days: Mapping[date, tuple[VisitDay, datetime | None]]
    visits: Mapping[date, Sequence[Heard]]
    homepages: Row[Homepage]
    listings: Mapping[str, Row[Listing]]
    boards: Mapping[str, Row[BoardReading]]
    exports: Mapping[str, Sequence[StoredObservation[BoardReading]]]  #: complete ones that were handed in
    channels: Row[Channel]
    guides: Row[Guides]
    readings: Mapping[str, Row[Reading]]
    first_seen: Mapping[str, datetime]
    reviews: Sequence[Review]
    roll_up: RollUp
    needs: Lookback
    others: Mapping[type[Any], Row[Any]] = field(default_factory=dict)  #: kinds without a place of their own

    def at(self, site: Site, as_of: datetime, column_clauses: Clauses) -> SiteCase:
        """The case of *site* at *as_of*: none of it later than that, none of it heard later than *known_by*."""
        return SiteCase(
            site=site,
            visit_days=self.visit_days(as_of, site.maintenance),
            homepages=self.homepages.between(self.needs.start(Homepage, as_of), as_of),
            listings=self.listings_at(as_of),
            readings=ReadingsThen(self.readings, as_of),
            first_seen={url: at for url, at in self.first_seen.items() if at <= as_of},
            boards=self.boards_at(as_of),
            channels=self.channels.between(self.needs.start(Channel, as_of), as_of),
            guides=self.guides.between(self.needs.start(Guides, as_of), as_of),
            reviews=[one for one in self.reviews if one.has_begun(as_of)],
            column_clauses=column_clauses,
            others=others_at(self.others, self.needs, as_of),
        )

    def visit_days(self, as_of: datetime, maintenance: Sequence[Maintenance] = ()) -> list[VisitDay]:
        """
        The counts of the last days, oldest first; the day of *as_of* only up to that moment.

        Days that an approved shutdown touches, and those of which more was heard after *known_by*, are counted from
        the raw visits, those inside a shutdown as void: it may have been approved after they were made.
        """
        today = day_of(as_of)
        asked = (today - DAY * back for back in range(self.needs.whole_days(VisitDay), -1, -1))
        found = (self._day(day, as_of, maintenance) for day in asked)
        return [one for one in found if one is not None]

    def _day(self, day: date, as_of: datetime, maintenance: Sequence[Maintenance]) -> VisitDay | None:
        counted, recorded_at = self.days.get(day, (None, None))
        if counted is None:
            return None
        touched = [one for one in maintenance if _touches(one, day)]
        is_heard = recorded_at is None or recorded_at <= self.known_by
        if is_heard and not touched and _is_whole(day, as_of):
            return counted
        raw = self.visits.get(day, ())
        if len(raw) < (many := counted_in(counted)):
            return VisitDay(day=day, void=many, reasons={PRUNED: many})
        then = [one.seen for one in raw if one.recorded_at <= self.known_by and one.seen.at <= as_of]
        return self.roll_up(day, [_excused(one, touched) for one in then]) if then else None

    def listings_at(self, as_of: datetime) -> dict[str, Sequence[StoredObservation[Listing]]]:
        """The looks of the last days at each column, and where none showed its items the newest one before."""
        start, found = self.needs.start(Listing, as_of), dict[str, Sequence[StoredObservation[Listing]]]()
        for part, row in self.listings.items():
            looks = row.between(start, as_of)
            older = row.before(start)
            if older is not None and all(one.facts.state is not ListState.ITEMS for one in looks):
                looks.insert(0, older)
            if looks:
                found[part] = looks
        return found

    def boards_at(self, as_of: datetime) -> dict[str, Sequence[StoredObservation[BoardReading]]]:
        """Each board's readings, oldest first, from the newest complete full one on; without one, from the newest full."""
        found: dict[str, Sequence[StoredObservation[BoardReading]]] = {}
        for part in {**self.boards, **self.exports}:
            row = self.boards.get(part)
            looks = row.between(self.needs.start(BoardReading, as_of), as_of) if row else []
            looks += [export_then(one, as_of) for one in self.exports.get(part, ()) if one.at > as_of]
            if looks:
                found[part] = from_newest_full(looks)
        return found


def _is_whole(day: date, as_of: datetime) -> bool:
    """Whether *as_of* is the end of *day*, its last second included, or later."""
    return as_of >= midnight(day + DAY) - timedelta(seconds=1)


def _touches(window: Maintenance, day: date) -> bool:
    return window.start < midnight(day + DAY) and window.end > midnight(day)


def export_then(seen: StoredObservation[BoardReading], as_of: datetime) -> StoredObservation[BoardReading]:
    """
    A board's complete export, taken after *as_of*, as far as it tells how its messages stood at *as_of*.

    What was submitted later is left out; what was answered later was open. An answer without a day leaves the
    message to people.
    """
    today = day_of(as_of)
    messages = []
    for one in seen.facts.messages:
        if one.submitted is not None and one.submitted > today:
            continue
        if one.answered is not None and one.answered > today:
            messages.append(replace(one, answered=None, status=MessageStatus.OPEN, answer_length=None))
        elif one.answered is None and one.status is MessageStatus.ANSWERED:
            messages.append(replace(one, status=MessageStatus.UNSTATED))
        else:
            messages.append(one)
    total = len(messages) if seen.facts.total is not None else None
    return replace(seen, facts=replace(seen.facts, messages=tuple(messages), total=total))


async def load_site_history(
    connection: AsyncConnection,
    site: str,
    moments: Sequence[datetime],
    known_by: datetime,
    roll_up: RollUp,
    needs: Lookback,
    maintenance: Sequence[Maintenance] = (),
) -> SiteHistory:
    """What cases of *site* at *moments* are cut from. *maintenance*: every shutdown that any of them may know of."""
    first, last = min(moments), max(moments)
    listings = await load_parts(connection, Listing, site, needs.start(Listing, first), last, known_by)
    for part, older in (await newest_parts(connection, site, needs.start(Listing, first), known_by)).items():
        listings.setdefault(part, []).insert(0, older)
    homepages = await load_seen(connection, Homepage, site, needs.start(Homepage, first), last, known_by)
    looks: list[StoredObservation[Any]] = [*homepages, *(one for part in listings.values() for one in part)]
    shown = {id(one.facts): one.facts for one in looks}.values()
    urls = sorted({item.url for facts in shown for item in facts.items if item.url})
    days, visits = await load_visits(
        connection, site, moments, known_by, maintenance, needs.whole_days(VisitDay)
    )
    boards = await load_parts(
        connection, BoardReading, site, needs.start(BoardReading, first), last, known_by
    )
    return SiteHistory(
        known_by=known_by,
        days=days,
        visits=visits,
        homepages=row_of(homepages),
        listings={part: row_of(some) for part, some in listings.items()},
        boards={part: row_of(some) for part, some in boards.items()},
        exports=await _exports(connection, site, first, known_by),
        channels=row_of(
            await load_seen(connection, Channel, site, needs.start(Channel, first), last, known_by)
        ),
        guides=row_of(await load_seen(connection, Guides, site, needs.start(Guides, first), last, known_by)),
        readings=await load_readings(connection, site, urls, last, known_by),
        first_seen=await _first_seen(connection, site, urls, last, known_by),
        reviews=await reviews_of(connection, site, known_by),
        roll_up=roll_up,
        needs=needs,
        others=await load_others(connection, site, needs.others("site", OWN), needs, first, last, known_by),
    )


async def load_visits(
    connection: AsyncConnection,
    site: str,
    moments: Sequence[datetime],
    known_by: datetime,
    maintenance: Sequence[Maintenance],
    days_back: int,
) -> tuple[dict[date, tuple[VisitDay, datetime | None]], dict[date, list[Heard]]]:
    """The counted days from *days_back* days before *moments* on, and the raw visits of those that the count alone does not answer for."""
    first, last = day_of(min(moments)) - DAY * days_back, day_of(max(moments))
    table = tables.visit_day
    rows = await connection.execute(
        select(table.c.day, table.c.json, table.c.recorded_at)
        .where(table.c.site == site, table.c.day >= first, table.c.day <= last)
        .order_by(table.c.day)
    )
    days = {row.day: (decode(VisitDay, row.json), row.recorded_at) for row in rows.all()}
    partial = {day_of(one) for one in moments if not _is_whole(day_of(one), one)}
    raw: dict[date, list[Heard]] = {}
    for day, (_, recorded_at) in days.items():
        unheard = recorded_at is not None and recorded_at > known_by
        if unheard or day in partial or any(_touches(one, day) for one in maintenance):
            raw[day] = await heard_between(connection, site, midnight(day), midnight(day + DAY))
    return days, raw


def _excused(seen: StoredObservation[Visit], windows: Sequence[Maintenance]) -> StoredObservation[Visit]:
    """*seen* as a visit that counts for nobody, when it fell into one of *windows*."""
    if any(one.start <= seen.at < one.end for one in windows):
        return replace(seen, facts=Visit(reach=Reach.NOT_MEASURED, reason=Reason.MAINTENANCE))
    return seen


async def _exports(
    connection: AsyncConnection, site: str, after: datetime, known_by: datetime
) -> dict[str, list[StoredObservation[BoardReading]]]:
    found: dict[str, list[StoredObservation[BoardReading]]] = {}
    for one, part in await handed_in(connection, BoardReading, site, after, known_by):
        if one.facts.full and one.facts.complete:
            found.setdefault(part, []).append(one)
    return found


def from_newest_full(
    readings: Sequence[StoredObservation[BoardReading]],
) -> Sequence[StoredObservation[BoardReading]]:
    full = [
        n
        for n, one in enumerate(readings)
        if one.facts.full and one.facts.state in (BoardState.MESSAGES, BoardState.BLANK)
    ]
    complete = [n for n in full if readings[n].facts.complete]
    return readings[max(complete or full, default=0) :]


async def newest_parts(
    connection: AsyncConnection, site: str, before: datetime, known_by: datetime
) -> dict[str, StoredObservation[Listing]]:
    """The newest listing of each column from before the stretch that is loaded whole."""
    table = tables.observation
    newest = (
        select(table.c.part, func.max(table.c.at).label("at"))
        .where(table.c.subject == site, table.c.kind == Listing.kind, table.c.at < before)
        .where(heard(table, known_by))
        .group_by(table.c.part)
        .subquery()
    )
    rows = await connection.execute(
        select(table.c.id, table.c.part, table.c.at, table.c.vantage, tables.body.c.json)
        .join(newest, and_(table.c.part == newest.c.part, table.c.at == newest.c.at))
        .join(tables.body, tables.body.c.digest == table.c.digest)
        .where(table.c.subject == site, table.c.kind == Listing.kind, heard(table, known_by))
        .order_by(table.c.id)
    )
    return {row.part: make_seen(Listing, row) for row in rows}


async def load_readings(
    connection: AsyncConnection, site: str, urls: Sequence[str], as_of: datetime, known_by: datetime
) -> dict[str, Row[Reading]]:
    """Every reading of each address, oldest first."""
    table = tables.observation
    found: dict[str, list[StoredObservation[Reading]]] = {}
    for start in range(0, len(urls), CHUNK):
        rows = await connection.execute(
            select(table.c.id, table.c.part, table.c.at, table.c.vantage, tables.body.c.json)
            .join(tables.body, tables.body.c.digest == table.c.digest)
            .where(table.c.subject == site, table.c.kind == Reading.kind, table.c.at <= as_of)
            .where(table.c.part.in_(urls[start : start + CHUNK]), heard(table, known_by))
            .order_by(table.c.at, table.c.id)
        )
        for row in rows:
            found.setdefault(row.part, []).append(make_seen(Reading, row))
    return {url: row_of(looks) for url, looks in found.items()}


async def _first_seen(
    connection: AsyncConnection, site: str, urls: Sequence[str], as_of: datetime, known_by: datetime
) -> dict[str, datetime]:
    """When each address was first seen, by what was stored up to *known_by*."""
    found: dict[str, datetime] = {}
    for start in range(0, len(urls), CHUNK):
        known = await articles_known(connection, site, known_by, urls[start : start + CHUNK])
        found.update({row.url: row.first_seen for row in known if row.first_seen <= as_of})
    return found
