"""
Lists and homepages as a case of now needs them: the newest look at each whole, of those before only whether they showed items.

So little is enough where the newest look proves as new a day as anything before (`shown.py`); where it does not, all looks at
that column are loaded whole. And where its rows were counted beforehand (`list_states.py`), it is not read either.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import and_, case, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from monitor.domain.content import ListState
from monitor.domain.need import Lookback
from monitor.domain.observation import Homepage, Listing, StoredObservation
from monitor.domain.shown import RowCount, day_proven
from monitor.domain.timing import day_of
from storage.db import tables
from storage.db.codec import by_hand, decode
from storage.db.rows import asked, heard, texts_of
from storage.observations.list_states import NAMED_FOR, KeptLook, ListStanding, load_list_states
from storage.observations.looks import parts_of, with_older
from storage.observations.readings import FirstSeen, KeptReading, ReadingRow, load_shown
from storage.observations.shown import HOME

#: What rules may ask of looks that are loaded so.
OLDER = ("state",)
#: What they may ask of the newest looks whose rows were counted beforehand, by kind.
NEWEST = {
    Listing: ("state", "reason", "dates_confirmed"),
    Homepage: ("state", "reason", "navigation", "script_blocks", "unread_pages"),
}
#: Letters at the end of a look's text among which its state stands.
TAIL = 120
_STATE = re.compile(
    r'"state":"(\w+)",(?:"through":"[^"\\]*","total":(?:\d+|null)|"unread_pages":\[\])\}$', re.ASCII
)

Shape = type[Listing] | type[Homepage]
Seen = StoredObservation[Any]
Readings = dict[str, dict[str, ReadingRow | KeptReading]]
#: The newest day that each part of each site can prove.
NewestShown = Mapping[str, Mapping[str, date | None]]


@dataclass(slots=True)
class Heads:
    """Looks by site and column, those at homepages by site, oldest first; and of whom the newest look tells all."""

    listings: dict[str, dict[str, list[Seen]]]
    homepages: dict[str, list[Seen]]
    readings: Readings
    first_seen: dict[str, FirstSeen]
    newest_tells: dict[str, frozenset[str]]
    counts: dict[str, dict[str, RowCount]] = field(default_factory=dict)  #: by site and column


@dataclass(slots=True)
class _Loader:
    connection: AsyncConnection
    as_of: datetime
    known_by: datetime
    rows: dict[tuple[str, str, str], list[Any]] = field(default_factory=dict)  #: by site, kind and part
    facts: dict[str, Any] = field(default_factory=dict)  #: read whole, by digest
    states: dict[str, ListState] = field(default_factory=dict)  #: by digest

    async def find(
        self, shape: Shape, sites: Sequence[str], others: Collection[tuple[str, str]], start: datetime
    ) -> None:
        """The rows of one kind, without their texts: all of *sites*, and of *others* (site, part)."""
        if sites:
            await self._find(shape, parts_of(self.connection, shape, sites), start)
        if others:
            await self._find(shape, asked(self.connection, sorted(others), "subject", "part"), start)

    async def _find(self, shape: Shape, parts: Any, start: datetime) -> None:
        table = tables.observation
        rows = await self.connection.execute(
            select(table.c.subject, table.c.id, table.c.part, table.c.at, table.c.vantage, table.c.digest)
            .join(parts, and_(table.c.subject == parts.c.subject, table.c.part == parts.c.part))
            .where(table.c.kind == shape.kind)
            .where(table.c.at >= start, table.c.at <= self.as_of, heard(table, self.known_by))
            .order_by(table.c.at, table.c.id)
        )
        for row in rows:
            self.rows.setdefault((row.subject, shape.kind, row.part), []).append(row)

    async def read_states(self) -> None:
        """The state that each text ends with; a text of an earlier version that does not is read whole later."""
        body, digests = tables.body, sorted({row.digest for column in self.rows.values() for row in column})
        wanted, size = asked(self.connection, [(one,) for one in digests], "digest"), func.length(body.c.json)
        tail = func.substr(body.c.json, case((size > TAIL, size - TAIL + 1), else_=1)).label("tail")
        rows = await self.connection.execute(
            select(body.c.digest, tail).join(wanted, wanted.c.digest == body.c.digest)
        )
        for digest, text in rows:
            if (found := _STATE.search(text)) is not None:
                self.states[digest] = ListState(found[1])

    async def read(self, wanted: Iterable[tuple[str, str]]) -> None:
        """Read those texts (kind and digest) whole."""
        shapes: dict[str, Shape] = {Listing.kind: Listing, Homepage.kind: Homepage}
        kinds = {digest: kind for kind, digest in wanted if digest not in self.facts}
        if kinds:
            texts = await texts_of(self.connection, kinds)
            self.facts.update({one: decode(shapes[kinds[one]], text) for one, text in texts.items()})

    def heads(self) -> Iterable[tuple[str, str]]:
        """Kind and digest of the newest looks, of the newest that showed items, and of those whose state is not known."""
        for (_, kind, _), rows in self.rows.items():
            yield kind, rows[-1].digest
            newest = next(
                (one for one in reversed(rows) if self.states.get(one.digest) is ListState.ITEMS), None
            )
            if newest is not None and kind == Listing.kind:
                yield kind, newest.digest
            yield from ((kind, one.digest) for one in rows if one.digest not in self.states)

    @by_hand
    def seen(self, key: tuple[str, str, str]) -> list[Seen]:
        """The looks of one part, oldest first: whole where the text was read."""
        shape: Shape = Listing if key[1] == Listing.kind else Homepage
        return [
            StoredObservation(
                id=one.id, at=one.at, vantage=one.vantage,
                facts=self.facts[one.digest] if one.digest in self.facts else _thin(shape, self.states[one.digest]),
            )
            for one in self.rows[key]
        ]  # fmt: skip


async def load_heads(
    connection: AsyncConnection,
    shown: NewestShown,
    as_of: datetime,
    known_by: datetime,
    needs: Lookback,
    counted: Collection[str],
) -> Heads:
    """
    The looks of sites of which it is known what they can prove, as a case at *as_of* needs them.

    *counted*: sites whose rules take the rows of the newest looks as they were counted, where they were.
    """
    loader, sites = _Loader(connection, as_of, known_by), list(shown)
    states = await _load_states(connection, counted, shown, as_of, needs)
    whole = [one for one in sites if one not in states.counts]
    columns = {(site, part) for site, part in states.weighed if part != HOME}
    homes = {(site, part) for site, part in states.weighed if part == HOME}
    await loader.find(Listing, whole, columns, needs.start(Listing, as_of))
    await loader.find(Homepage, whole, homes, needs.start(Homepage, as_of))
    if loader.rows:
        await loader.read_states()
        await loader.read(loader.heads())
    listings: dict[str, dict[str, list[Seen]]] = {site: {} for site in sites}
    homepages: dict[str, list[Seen]] = {site: [] for site in sites}
    for key in loader.rows:
        site, kind, part = key
        if kind == Listing.kind:
            listings[site][part] = loader.seen(key)
        else:
            homepages[site] += loader.seen(key)
    if whole:
        of_whole = {site: listings[site] for site in whole}
        await with_older(connection, of_whole, needs.start(Listing, as_of), as_of, known_by)
    if columns:
        await with_older(connection, listings, needs.start(Listing, as_of), as_of, known_by, columns)
    pairs = _pairs(listings, homepages)
    readings, first_seen = await _load_pages(connection, pairs, as_of, known_by)
    tells: dict[str, frozenset[str]] = {}
    untold = []
    for site in sites:
        needed = set(_needed(listings[site], homepages[site], shown[site], readings.get(site, {}), as_of))
        tells[site] = frozenset(needed)
        untold += [
            key
            for key in ((site, Listing.kind, part) for part in listings[site] if part not in needed)
            if key in loader.rows
        ]
        untold += [(site, Homepage.kind, HOME)] if homepages[site] and HOME not in needed else []
    if untold:
        await loader.read((key[1], one.digest) for key in untold for one in loader.rows[key])
        for key in untold:
            site, kind, part = key
            if kind == Listing.kind:
                older = [one for one in listings[site][part] if one.at < loader.rows[key][0].at]
                listings[site][part] = [*older, *loader.seen(key)]
            else:
                homepages[site] = loader.seen(key)
        more = _pairs(listings, homepages) - pairs
        others, seen = await _load_pages(connection, more, as_of, known_by)
        for site, found in others.items():
            readings.setdefault(site, {}).update(found)
        for site, first in seen.items():
            first_seen.setdefault(site, FirstSeen(as_of)).stored.update(first.stored)
    for site, counts in states.counts.items():
        listings[site].update(states.listings[site])
        homepages[site] = homepages[site] or states.homepages[site]
        tells[site] |= counts.keys()
    return Heads(listings, homepages, readings, first_seen, tells, states.counts)


async def _load_pages(
    connection: AsyncConnection, pairs: Collection[tuple[str, str]], as_of: datetime, known_by: datetime
) -> tuple[Readings, dict[str, FirstSeen]]:
    if not pairs:
        return {}, {}
    return await load_shown(connection, sorted(pairs), as_of, as_of, known_by)


@dataclass(slots=True)
class _States:
    """What the kept states answer for, by site; and the parts whose looks rules must weigh themselves."""

    listings: dict[str, dict[str, list[Seen]]] = field(default_factory=dict)
    homepages: dict[str, list[Seen]] = field(default_factory=dict)
    counts: dict[str, dict[str, RowCount]] = field(default_factory=dict)
    weighed: list[tuple[str, str]] = field(default_factory=list)

    def take(self, site: str, part: str, looks: list[Seen], rows: RowCount | None) -> None:
        """A part that its state answers for."""
        if part == HOME:
            self.homepages[site] = looks
        else:
            self.listings[site][part] = looks
        if rows is not None:
            self.counts[site][part] = rows


async def _load_states(
    connection: AsyncConnection, sites: Collection[str], shown: NewestShown, as_of: datetime, needs: Lookback
) -> _States:
    """What the kept states of *sites* answer for, of those in *shown*."""
    found = _States()
    start, home_start = needs.start(Listing, as_of), needs.start(Homepage, as_of)
    asks_little = all(needs.asks_of_newest(kind, said) for kind, said in NEWEST.items())
    if not asks_little or as_of - home_start > NAMED_FOR:
        return found
    for site, parts in (await load_list_states(connection, [one for one in shown if one in sites])).items():
        if parts[HOME].home[0]:
            continue  # it leads to the columns: their rows are weighed as its own
        found.listings[site], found.homepages[site], found.counts[site] = {}, [], {}
        for part, one in parts.items():
            rows = one.rows()
            is_whole = rows is not None and _tells(rows, shown[site].get(part))
            looks = _home_looks(one, home_start) if part == HOME else _column_looks(one, start, is_whole)
            if looks is None or (part == HOME and looks and not is_whole):
                found.weighed.append((site, part))
            else:
                found.take(site, part, looks, rows if is_whole and looks else None)
    return found


def _tells(rows: RowCount, newest: date | None) -> bool:
    """Whether the newest look proves *newest*, the latest day that anything can; None: nothing proves any."""
    return newest is None or (rows.newest is not None and newest <= rows.newest)


def _column_looks(one: ListStanding, start: datetime, is_whole: bool) -> list[Seen] | None:
    """The looks at a column that rules ask for; None: they must be loaded."""
    last, items = one.last, one.items
    if last is None or last.state == ListState.BLANK:
        return None if last else []
    if last == items:
        return [_kept_seen(last)] if is_whole else None
    if last.moment < start or (items is not None and (not is_whole or items.moment < start)):
        return None
    return [_kept_seen(look) for look in (items, last) if look is not None]


def _home_looks(one: ListStanding, start: datetime) -> list[Seen] | None:
    """The looks at a homepage that rules ask for; None: they must be loaded."""
    if one.last is None:
        return []
    if one.last != one.items:
        return None
    looks = [
        StoredObservation(
            id=look.id, at=at, vantage=look.vantage, facts=_thin(Homepage, ListState(look.state))
        )
        for look in one.seen
        if (at := look.moment) >= start
    ]
    if looks:
        _, blocks, unread = one.home
        facts = Homepage(
            state=ListState.ITEMS, script_blocks=blocks, unread_pages=tuple(unread), reason=one.last.reason
        )
        looks[-1] = replace(looks[-1], facts=facts)
    return looks


def _kept_seen(look: KeptLook) -> Seen:
    facts = _thin_list(ListState(look.state), look.reason, look.confirmed)
    return StoredObservation(id=look.id, at=look.moment, vantage=look.vantage, facts=facts)


@lru_cache(maxsize=256)
def _thin_list(state: ListState, reason: str, confirmed: bool) -> Listing:
    return Listing(state=state, reason=reason, dates_confirmed=confirmed)


def _needed(
    listings: Mapping[str, Sequence[Seen]],
    homepages: Sequence[Seen],
    shown: Mapping[str, date | None],
    readings: Mapping[str, ReadingRow | KeptReading],
    as_of: datetime,
) -> Iterable[str]:
    """The parts of one site of which the newest look proves as new a day as anything that was ever listed."""
    for part, looks in listings.items():
        newest = next((one for one in reversed(looks) if one.facts.state is ListState.ITEMS), None)
        if newest is not None and _proves(newest, shown.get(part), readings, as_of):
            yield part
    if homepages and _proves(homepages[-1], shown.get(HOME), readings, as_of):
        yield HOME


def _proves(
    look: Seen, newest: date | None, readings: Mapping[str, ReadingRow | KeptReading], as_of: datetime
) -> bool:
    """Whether *look* proves *newest*, the latest day that anything can; None: nothing proves any."""
    if newest is None:
        return True
    confirmed = isinstance(look.facts, Listing) and look.facts.dates_confirmed
    for item in look.facts.items:
        row = readings.get(item.url) if item.url else None
        reading = row.then(as_of) if row is not None else None
        day = day_proven(item, reading.facts if reading else None, confirmed)
        if day is not None and newest <= day <= day_of(as_of):
            return True
    return False


def _pairs(
    listings: Mapping[str, Mapping[str, Sequence[Seen]]], homepages: Mapping[str, Sequence[Seen]]
) -> set[tuple[str, str]]:
    """Site and address of every item that is known."""
    return {
        (site, item.url)
        for site in listings
        for looks in (*listings[site].values(), homepages[site])
        for one in looks
        for item in one.facts.items
        if item.url
    }


_THIN: dict[tuple[Shape, ListState], Any] = {}


def _thin(shape: Shape, state: ListState) -> Any:
    """Facts that say no more than their state."""
    found = _THIN.get((shape, state))
    if found is None:
        found = _THIN[shape, state] = shape(state=state)
    return found
