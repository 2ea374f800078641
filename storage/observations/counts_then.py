"""
What the rows of lists amounted to at any moment of a stretch (历史列表计数): rules need not weigh them again on each of its days.

The same counts as are kept of now (`list_states.py`), by the same conditions, from looks that are loaded whole. Each row is asked
for what it says once, though many looks show it; and again where its page was read since.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from monitor.domain.content import Dated, Item, ListState
from monitor.domain.need import EVER
from monitor.domain.observation import Homepage, Listing, StoredObservation
from monitor.domain.shown import RowCount, RowSays, count_said, row_day, row_says
from monitor.domain.timing import day_of
from storage.observations.looks import Row
from storage.observations.readings import KeptReading, ReadingRow
from storage.observations.shown import HOME

Seen = StoredObservation[Any]
Readings = Mapping[str, ReadingRow | KeptReading]


class CountsThen:
    """Counts the rows of one site's lists and homepage, at whatever moment its looks and *readings* reach to."""

    def __init__(
        self, listings: Mapping[str, Row[Listing]], homepages: Row[Homepage], readings: Readings
    ) -> None:
        rows: dict[str, Row[Any]] = {**listings, HOME: homepages}
        said = _Said(readings, confirmed=False), _Said(readings, confirmed=True)
        self._parts = {part: _PartCounts(row, said) for part, row in rows.items()}

    def at(
        self,
        as_of: datetime,
        start: datetime,
        listings: Mapping[str, Sequence[Seen]],
        homepages: Sequence[Seen],
    ) -> Mapping[str, RowCount]:
        """
        By part, counted as it is asked for, what the newest readable look amounts to, of those cut for *as_of*; *start*: of the looks at columns.

        Only where all rows are ordinary and no look before proves more. Of a homepage that leads to the columns nothing is counted:
        their rows are weighed as its own.
        """
        if homepages and homepages[-1].facts.navigation:
            return {}
        return _CountsAt(lambda part: self._of(part, as_of, start, listings, homepages), [*listings, HOME])

    def _of(
        self,
        part: str,
        as_of: datetime,
        start: datetime,
        listings: Mapping[str, Sequence[Seen]],
        homepages: Sequence[Seen],
    ) -> RowCount | None:
        if part == HOME:
            if homepages and homepages[-1].facts.state is ListState.ITEMS:
                return self._parts[HOME].at(homepages[-1], as_of)
            return None
        looks = listings.get(part)
        return self._of_column(part, looks, as_of, start) if looks else None

    def _of_column(
        self, part: str, looks: Sequence[Seen], as_of: datetime, start: datetime
    ) -> RowCount | None:
        last = looks[-1]
        if last.facts.state is ListState.ITEMS:
            return self._parts[part].at(last, as_of)
        if last.facts.state is ListState.BLANK:
            return None
        newest = next((one for one in reversed(looks) if one.facts.state is ListState.ITEMS), None)
        return self._parts[part].at(newest, as_of) if newest is not None and newest.at >= start else None


class _CountsAt(Mapping[str, RowCount]):
    """Counts of one moment: of most days few columns are asked for, as a clause wants many that are late."""

    def __init__(self, count: Callable[[str], RowCount | None], parts: Sequence[str]) -> None:
        self._count, self._names = count, parts
        self._found: dict[str, RowCount | None] = {}

    def get(self, part: str, default: Any = None) -> Any:
        """The count of *part*; *default* where its rows are to be weighed."""
        found = self._found
        if part not in found:
            found[part] = self._count(part)
        rows = found[part]
        return default if rows is None else rows

    def __getitem__(self, part: str) -> RowCount:
        rows = self.get(part)
        if rows is None:
            raise KeyError(part)
        return rows  # type: ignore[no-any-return]

    def __iter__(self) -> Iterator[str]:
        return (one for one in self._names if self.get(one) is not None)

    def __len__(self) -> int:
        return sum(1 for _ in self)


@dataclass(slots=True)
class _Moving:
    """What one row says from each moment on at which its page was read."""

    moments: Sequence[datetime]
    says: list[RowSays | None]  #: one more than the moments: the first before them all


@dataclass(slots=True)
class _Said:
    """What rows say, by the id of their object; which lives as long as the looks do."""

    readings: Readings
    confirmed: bool  #: they carry the days of the pages
    fixed: dict[int, RowSays | None] = field(default_factory=dict)
    moving: dict[int, _Moving] = field(default_factory=dict)
    latest: dict[int, date | None] = field(default_factory=dict)  #: the latest day that it could ever prove

    def ask(self, item: Item) -> None:
        """Note what *item* says."""
        row = self.readings.get(item.url) if item.url else None
        if row is None:  # as most are
            self.fixed[id(item)] = self._says(item, None)
            self.latest[id(item)] = row_day(item, self.confirmed)
            return
        days = [row_day(item, self.confirmed)]
        if isinstance(row, ReadingRow):
            seen: list[Seen | None] = [None, *row.every()]
            self.moving[id(item)] = _Moving(row.moments, [self._says(item, one) for one in seen])
            days += [_day(one) for one in seen]
        else:
            reading = row.then(EVER)
            self.fixed[id(item)] = self._says(item, reading)
            days.append(_day(reading))
        self.latest[id(item)] = max((one for one in days if one is not None), default=None)

    def _says(self, item: Item, seen: Seen | None) -> RowSays | None:
        page = (seen.id, seen.facts.published, seen.facts.conflict) if seen is not None else None
        return row_says(item.url, item.on, page, confirmed=self.confirmed)


def _day(seen: Seen | None) -> date | None:
    return seen.facts.published.on if seen is not None and isinstance(seen.facts.published, Dated) else None


class _PartCounts:
    """The counts of one column, or of the homepage."""

    def __init__(self, row: Row[Any], said: tuple[_Said, _Said]) -> None:
        self._row, self._said = row, said
        self._provable: list[date | None] = []  #: by look: the latest day that it or one before could prove
        self._weighed: tuple[set[int], set[int]] = (set(), set())  #: rows that this was asked of
        self._days: dict[int, date] = {}  #: by id of facts: the day of the first look that showed them
        #: by id of facts: from when and to when their rows said so, and what they amount to
        self._known: dict[int, tuple[datetime, datetime | None, RowCount | None]] = {}

    def at(self, look: Seen, as_of: datetime) -> RowCount | None:
        """What *look*, the newest readable one at *as_of*, amounts to; None: rules must weigh its rows, or older looks."""
        latest = self._latest_provable(look)
        known = self._known.get(id(look.facts))
        if known is None or as_of < known[0] or (known[1] is not None and as_of >= known[1]):
            known = self._known[id(look.facts)] = self._count(look.facts, as_of)
        rows = known[2]
        if rows is None or (latest is not None and (rows.newest is None or rows.newest < latest)):
            return None
        return rows

    def _count(self, facts: Any, as_of: datetime) -> tuple[datetime, datetime | None, RowCount | None]:
        said = self._said[_is_confirmed(facts)]
        fixed, moving = said.fixed, said.moving
        since, until = EVER, None
        rows: list[RowSays | None] = []
        for key in map(id, facts.items):
            if key in fixed:
                rows.append(fixed[key])
                continue
            one = moving[key]
            n = bisect_right(one.moments, as_of)
            rows.append(one.says[n])
            if n and one.moments[n - 1] > since:
                since = one.moments[n - 1]
            if n < len(one.moments) and (until is None or one.moments[n] < until):
                until = one.moments[n]
        return since, until, count_said(rows, self._days[id(facts)])

    def _latest_provable(self, look: Seen) -> date | None:
        """The latest day that *look* or any before it could prove, whatever was read when; None: none."""
        place = bisect_right(self._row.moments, look.at)
        for n in range(len(self._provable), place):
            seen = self._row.looks[n]
            latest = self._provable[-1] if self._provable else None
            if id(seen.facts) not in self._days:
                self._days[id(seen.facts)] = day_of(seen.at)
                if seen.facts.state is ListState.ITEMS:
                    latest = self._with_rows(seen.facts, latest)
            self._provable.append(latest)
        return self._provable[place - 1]

    def _with_rows(self, facts: Any, latest: date | None) -> date | None:
        confirmed = _is_confirmed(facts)
        said, weighed = self._said[confirmed], self._weighed[confirmed]
        for item in facts.items:
            key = id(item)
            if key in weighed:
                continue
            weighed.add(key)
            if key not in said.latest:
                said.ask(item)
            day = said.latest[key]
            if day is not None and (latest is None or day > latest):
                latest = day
        return latest


def _is_confirmed(facts: Any) -> bool:
    return isinstance(facts, Listing) and facts.dates_confirmed
