"""What the cases of one site at several moments are cut from: loaded once, by what was heard up to one moment."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select
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
from monitor.domain.shown import RowCount
from monitor.domain.site import Maintenance, Site
from monitor.domain.timing import DAY, day_of, midnight
from storage.db import tables
from storage.db.codec import decode_days
from storage.db.list_texts import ListTexts
from storage.db.rows import asked
from storage.decisions.reviews import reviews_of
from storage.observations.articles import FIRST_SEEN, URL
from storage.observations.board_looks import load_board_looks
from storage.observations.counts_then import CountsThen
from storage.observations.heads import OLDER, Heads, NewestShown, load_heads
from storage.observations.looks import (
    Row,
    by_part,
    handed_in,
    load_looks,
    load_others,
    others_at,
    others_of,
    row_of,
    seen_of,
    with_older,
)
from storage.observations.readings import (
    KEPT,
    FirstSeen,
    KeptReading,
    ReadingRow,
    ReadingsThen,
    load_readings,
    load_shown,
)
from storage.observations.shown import load_newest_shown
from storage.observations.site_looks import SiteLooks
from storage.observations.visits import Heard, RollUp, counted_in, heard_on

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
    readings: Mapping[str, ReadingRow | KeptReading]
    first_seen: FirstSeen
    reviews: Sequence[Review]
    roll_up: RollUp
    needs: Lookback
    others: Mapping[type[Any], Row[Any]] = field(default_factory=dict)  #: kinds without a place of their own
    newest_tells: frozenset[str] = frozenset()
    counts: Mapping[str, RowCount] = field(default_factory=dict)
    counts_then: CountsThen | None = None  #: counts rows at any moment instead

    def at(self, site: Site, as_of: datetime, column_clauses: Clauses) -> SiteCase:
        """The case of *site* at *as_of*: none of it later than that, none of it heard later than *known_by*."""
        homepages = self.homepages.between(self.needs.start(Homepage, as_of), as_of)
        listings, counts = self.listings_at(as_of), self.counts
        if self.counts_then is not None and not site.navigation:
            counts = self.counts_then.at(as_of, self.needs.start(Listing, as_of), listings, homepages)
        return SiteCase(
            site=site,
            visit_days=self.visit_days(as_of, site.maintenance),
            homepages=homepages,
            listings=listings,
            readings=ReadingsThen(self.readings, as_of),
            first_seen=self.first_seen.until(as_of),
            boards=self.boards_at(as_of),
            channels=self.channels.between(self.needs.start(Channel, as_of), as_of),
            guides=self.guides.between(self.needs.start(Guides, as_of), as_of),
            reviews=[one for one in self.reviews if one.has_begun(as_of)],
            column_clauses=column_clauses,
            others=others_at(self.others, self.needs, as_of),
            newest_tells=self.newest_tells,
            counts=counts,
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
        """
        The looks of the last days at each column, and where none showed its items the newest one before; by part.

        In the order of the parts, however far back was loaded: a verdict names what it found in the same order each time.
        """
        start, found = self.needs.start(Listing, as_of), dict[str, Sequence[StoredObservation[Listing]]]()
        for part, row in sorted(self.listings.items()):
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
        for part in sorted({**self.boards, **self.exports}):
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


async def load_site_histories(
    connection: AsyncConnection,
    sites: Sequence[str],
    moments: Sequence[datetime],
    known_by: datetime,
    roll_up: RollUp,
    needs: Lookback,
    maintenance: Mapping[str, Sequence[Maintenance]],
    counted: Collection[str] = (),
    *,
    counts_rows: bool = False,
    loaded: SiteLooks | None = None,
) -> dict[str, SiteHistory]:
    """
    What cases of each of *sites* at *moments* are cut from: the same statements for one site and for many.

    *maintenance*: by site, every shutdown that any of the cases may know of. *counted*: sites whose cases may hold the rows of
    lists as they were counted (`SiteCase.counts`). *counts_rows*: such counts are made for each moment that is asked for. *loaded*:
    looks and readings that reach as far back as the first of *moments* needs.
    """
    first, last = min(moments), max(moments)
    if loaded is not None and loaded.since <= needs.start(Listing, first) and last <= loaded.until:
        lists = await _lists_of(connection, sites, first, last, loaded, needs)
    else:
        lists = await _load_lists(connection, sites, first, last, known_by, needs, counted)
    days, visits = await load_visits(
        connection, sites, moments, known_by, maintenance, needs.whole_days(VisitDay)
    )
    board_start = needs.start(BoardReading, first)
    if first == last:  # one moment asks for the newest readings alone
        boards = await load_board_looks(connection, sites, board_start, last, known_by)
    else:
        boards = await load_looks(connection, BoardReading, sites, board_start, last, known_by)
    exports = await handed_in(connection, BoardReading, sites, first, known_by)
    channels = await load_looks(connection, Channel, sites, needs.start(Channel, first), last, known_by)
    guides = await load_looks(connection, Guides, sites, needs.start(Guides, first), last, known_by)
    reviews = await reviews_of(connection, sites, known_by)
    others = await load_others(connection, sites, needs.others("site", OWN), needs, first, last, known_by)
    homepages = {site: row_of(lists.homepages.get(site, ())) for site in sites}
    listings = {
        site: {part: row_of(rows) for part, rows in lists.listings.get(site, {}).items()} for site in sites
    }
    return {
        site: SiteHistory(
            known_by=known_by,
            days=days.get(site, {}),
            visits=visits.get(site, {}),
            homepages=homepages[site],
            listings=listings[site],
            boards={part: row_of(rows) for part, rows in by_part(boards.get(site, ())).items()},
            exports=by_part(one for one in exports.get(site, ()) if _is_whole_board(one.seen.facts)),
            channels=row_of(seen_of(channels, site)),
            guides=row_of(seen_of(guides, site)),
            readings=lists.readings.get(site, {}),
            first_seen=lists.first_seen.get(site, FirstSeen(last)),
            newest_tells=lists.newest_tells.get(site, frozenset()),
            counts=lists.counts.get(site, {}),
            counts_then=CountsThen(listings[site], homepages[site], lists.readings.get(site, {}))
            if counts_rows
            else None,
            reviews=reviews.get(site, ()),
            roll_up=roll_up,
            needs=needs,
            others=others_of(others, site),
        )
        for site in sites
    }


async def _load_lists(
    connection: AsyncConnection,
    sites: Sequence[str],
    first: datetime,
    last: datetime,
    known_by: datetime,
    needs: Lookback,
    counted: Collection[str],
) -> Heads:
    """Lists, homepages and what the pages of their items say: whole, or for one moment only what rules ask of older looks."""
    shown: NewestShown = {}
    if (
        first == last
        and all(needs.asks_of_older(kind, OLDER) for kind in (Listing, Homepage))
        and needs.asks_only(Reading, KEPT)
    ):
        shown = await load_newest_shown(connection, sites, last, known_by)
    found = (
        await load_heads(connection, shown, last, known_by, needs, counted)
        if shown
        else Heads({}, {}, {}, {}, {})
    )
    if others := [one for one in sites if one not in shown]:
        whole = await _load_whole(connection, others, first, last, known_by, needs)
        found.listings.update(whole.listings)
        found.homepages.update(whole.homepages)
        found.readings.update(whole.readings)
        found.first_seen.update(whole.first_seen)
    return found


async def _load_whole(
    connection: AsyncConnection,
    sites: Sequence[str],
    first: datetime,
    last: datetime,
    known_by: datetime,
    needs: Lookback,
) -> Heads:
    start = needs.start(Listing, first)
    reader = ListTexts()
    looks = await load_looks(connection, Listing, sites, start, last, known_by, reader)
    listings = {site: by_part(looks.get(site, ())) for site in sites}
    await with_older(connection, listings, start, first, known_by)
    homepages = await load_looks(
        connection, Homepage, sites, needs.start(Homepage, first), last, known_by, reader
    )
    pairs = [
        (site, url)
        for site in sites
        for url in _shown([*seen_of(homepages, site), *(one for part in listings[site].values() for one in part)])
    ]  # fmt: skip
    readings, first_seen = await load_shown(connection, pairs, first, last, known_by)
    if not needs.asks_only(Reading, KEPT):
        whole = await load_readings(connection, pairs, last, known_by)
        readings = {site: dict(of_site) for site, of_site in whole.items()}
    return Heads(listings, {site: seen_of(homepages, site) for site in sites}, readings, first_seen, {})


async def _lists_of(
    connection: AsyncConnection,
    sites: Sequence[str],
    first: datetime,
    last: datetime,
    loaded: SiteLooks,
    needs: Lookback,
) -> Heads:
    """What `_load_whole` loads, of what was *loaded* already."""
    start, by = needs.start(Listing, first), loaded.known_by
    listings = {
        site: by_part(one for one in loaded.listings.get(site, ()) if start <= one.seen.at <= last) for site in sites
    }  # fmt: skip
    await with_older(connection, listings, start, first, by)
    homepages = await load_looks(
        connection, Homepage, sites, needs.start(Homepage, first), last, by, loaded.reader
    )
    readings: dict[str, dict[str, ReadingRow | KeptReading]] = {}
    first_seen = {}
    for site in sites:
        pages = by_part(one for one in loaded.readings.get(site, ()) if one.seen.at <= last)
        readings[site] = {url: ReadingRow.read(looks) for url, looks in pages.items()}
        first_seen[site] = FirstSeen(last)
        first_seen[site].stored = {
            URL(row): at for row in loaded.articles.get(site, ()) if (at := FIRST_SEEN(row)) <= last
        }
    return Heads(listings, {site: seen_of(homepages, site) for site in sites}, readings, first_seen, {})


def _shown(looks: Iterable[StoredObservation[Any]]) -> list[str]:
    """Every address that *looks* at lists and homepages show."""
    shown = {id(one.facts): one.facts for one in looks}.values()
    return sorted({item.url for facts in shown for item in facts.items if item.url})


def _is_whole_board(facts: BoardReading) -> bool:
    return facts.full and facts.complete


async def load_visits(
    connection: AsyncConnection,
    sites: Sequence[str],
    moments: Sequence[datetime],
    known_by: datetime,
    maintenance: Mapping[str, Sequence[Maintenance]],
    days_back: int,
) -> tuple[dict[str, dict[date, tuple[VisitDay, datetime | None]]], dict[str, dict[date, list[Heard]]]]:
    """
    By site: the counted days from *days_back* days before *moments* on, and the raw visits of those that the count alone
    does not answer for.
    """
    first, last = day_of(min(moments)) - DAY * days_back, day_of(max(moments))
    table, wanted = tables.visit_day, asked(connection, [(one,) for one in sites], "id")
    rows = (
        await connection.execute(
            select(table.c.site, table.c.day, table.c.json, table.c.recorded_at)
            .join(wanted, wanted.c.id == table.c.site)
            .where(table.c.day >= first, table.c.day <= last)
            .order_by(table.c.day)
        )
    ).all()
    days: dict[str, dict[date, tuple[VisitDay, datetime | None]]] = {}
    partial = {day_of(one) for one in moments if not _is_whole(day_of(one), one)}
    raw: list[tuple[str, date]] = []
    for row, counted in zip(rows, decode_days([row.json for row in rows]), strict=True):
        days.setdefault(row.site, {})[row.day] = (counted, row.recorded_at)
        unheard = row.recorded_at is not None and row.recorded_at > known_by
        windows = maintenance.get(row.site, ())
        if unheard or row.day in partial or any(_touches(one, row.day) for one in windows):
            raw.append((row.site, row.day))
    return days, await heard_on(connection, raw)


def _excused(seen: StoredObservation[Visit], windows: Sequence[Maintenance]) -> StoredObservation[Visit]:
    """*seen* as a visit that counts for nobody, when it fell into one of *windows*."""
    if any(one.start <= seen.at < one.end for one in windows):
        return replace(seen, facts=Visit(reach=Reach.NOT_MEASURED, reason=Reason.MAINTENANCE))
    return seen


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
