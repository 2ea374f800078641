"""Which rows of a listing count as an update, and which cannot be told (rule book R0.6 to R0.8)."""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date, datetime

from monitor.domain.content import Dated, DatePlace, Item, Unreadable, is_direct_file
from monitor.domain.observation import Listing, Reading, StoredObservation
from monitor.domain.shown import RowCount, day_proven, is_stated
from monitor.domain.timing import DAY, day_of


@dataclass(slots=True)
class CountedItems:
    """What the items of a listing amount to, for one limit day."""

    newest: date | None = None  #: newest day that counts
    newest_id: str = ""  #: the reading that proves it
    counted: int = 0  #: items whose own page (or direct file) was read
    undated: list[str] = field(default_factory=list)  #: readings of pages that state no day
    future: list[str] = field(default_factory=list)  #: readings dated later than today
    undecided: int = 0  #: items that may be updates, their pages were not read
    doubtful: list[Item] = field(default_factory=list)  #: may be updates, though their pages state no day
    redated: list[str] = field(default_factory=list)  #: 疑似旧稿重发
    evidence: list[str] = field(default_factory=list)
    by_limit: bool = False  #: another limit day may weigh an item otherwise


def count_items(
    items: Iterable[Item],
    readings: Mapping[str, StoredObservation[Reading]],
    first_seen: Mapping[str, datetime],
    *,
    oldest: date,
    today: date,
    confirmed: bool | Set[Item] = False,
    since: datetime | None = None,
    settled: datetime | None = None,
) -> CountedItems:
    """
    Weigh every item against *oldest*, the earliest day that still passes.

    The article page decides; a listing's date is a pointer that can only rule an item out. A direct file
    has no article page, and *confirmed* listings, or items, carry the pages' own dates: there the row decides.
    *since*: the earliest complete snapshot; an item first seen after it is new, whatever its page says.
    An undated page is doubtful where its item may be an update all the same: the likeliest cause is that we missed
    its day. *settled*: up to when a person confirmed the undated pages.
    """
    result = CountedItems()
    rows = items if isinstance(items, tuple) else tuple(items)
    for item in rows:
        url, on = item.url, item.on
        seen = readings.get(url) if url else None
        if seen is not None:
            published = seen.facts.published
            if isinstance(published, Dated) and published.place is not DatePlace.URL:
                _weigh(result, published.on, seen.id, today)
                if seen.facts.conflict and published.on >= oldest:
                    new = since is not None and url in first_seen and first_seen[url] > since
                    result.redated += [] if new else [seen.id]
                result.by_limit |= seen.facts.conflict
                continue
            if not isinstance(published, Unreadable):
                result.counted += 1
                result.by_limit = True
                result.undated.append(seen.id)
                result.evidence.append(seen.id)
                continue
        is_confirmed = confirmed if isinstance(confirmed, bool) else item in confirmed
        if is_confirmed or is_direct_file(url):
            if on is not None:
                _weigh(result, on, "", today)
            else:
                result.counted += 1
        else:
            result.by_limit = True
            if on is None or on >= oldest:
                result.undecided += 1
    if result.undated:
        result.doubtful = [
            item
            for n, item in enumerate(rows)
            if _is_undated(readings.get(item.url))
            and not _is_settled(item, first_seen, settled)
            and _may_be_new(item, rows[:n], readings, first_seen, oldest=oldest, newest=result.newest)
        ]
    return result


def from_rows(rows: RowCount, oldest: date) -> CountedItems:
    """What `count_items` gives of ordinary rows that were counted beforehand."""
    return CountedItems(
        newest=rows.newest, newest_id=rows.newest_id, counted=rows.counted, undecided=rows.undecided(oldest),
        evidence=list(rows.evidence), by_limit=True,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class ProvenUpdate:
    """The newest day that one list proves, and by what."""

    newest: date
    reading: str  #: the reading that states it; "" the row itself does
    shown: str  #: the look at the list


def proven_updates(
    looks: Sequence[StoredObservation[Listing]],
    readings: Mapping[str, StoredObservation[Reading]],
    today: date,
) -> tuple[ProvenUpdate, ...]:
    """
    What *looks* at one list, oldest first, prove: the newest look's newest day, then whatever older looks add to it.

    A row that a later look shows as well proves nothing that the later one does not, so each is weighed once.
    """
    found: list[ProvenUpdate] = []
    weighed: set[tuple[str, date | None, bool]] = set()
    for look in reversed(looks):
        result, confirmed = CountedItems(), look.facts.dates_confirmed
        for item in look.facts.items:
            row = (item.url, item.on, confirmed)
            if row in weighed:
                continue
            weighed.add(row)
            seen = readings.get(item.url) if item.url else None
            day = day_proven(item, seen.facts if seen else None, confirmed)
            if day is not None:
                _weigh(result, day, seen.id if seen is not None and is_stated(seen.facts) else "", today)
        if result.newest is not None and (not found or result.newest > found[-1].newest):
            found.append(ProvenUpdate(result.newest, result.newest_id, look.id))
    return tuple(found)


def proven_by_rows(rows: RowCount, looks: Sequence[StoredObservation[Listing]]) -> tuple[ProvenUpdate, ...]:
    """What the newest of *looks* proves, its ordinary *rows* counted beforehand."""
    return (ProvenUpdate(rows.newest, rows.newest_id, looks[-1].id),) if rows.newest is not None else ()


def _is_undated(seen: StoredObservation[Reading] | None) -> bool:
    return seen is not None and not is_stated(seen.facts) and not isinstance(seen.facts.published, Unreadable)


def _is_settled(item: Item, first_seen: Mapping[str, datetime], settled: datetime | None) -> bool:
    """Whether a person looked at the page; what was first seen later nobody confirmed."""
    return settled is not None and (item.url not in first_seen or first_seen[item.url] <= settled)


def _may_be_new(
    item: Item,
    above: Sequence[Item],
    readings: Mapping[str, StoredObservation[Reading]],
    first_seen: Mapping[str, datetime],
    *,
    oldest: date,
    newest: date | None,
) -> bool:
    """
    Whether an item whose page states no day may be inside the limit (R0.6 b: a person confirms before it decides).

    A day that its row or its address claims decides: past the limit it rules the item out; inside it the page's
    silence proves nothing, as undated takes an undated row too. Without one it may be new when it was first seen
    inside the limit, or stands above the newest item that states its day, or none does.
    """
    published = readings[item.url].facts.published
    claimed = [day for day in (item.on, published.on if isinstance(published, Dated) else None) if day]
    if claimed:
        return max(claimed) >= oldest
    if item.url in first_seen and day_of(first_seen[item.url]) >= oldest:
        return True
    if newest is None:
        return True
    return not item.pinned and not any(_day_stated(one, readings) == newest for one in above)


def _day_stated(item: Item, readings: Mapping[str, StoredObservation[Reading]]) -> date | None:
    """The day that counts for *item*: its page's, or its row's where it is a file."""
    seen = readings.get(item.url)
    if seen is not None and is_stated(seen.facts):
        assert isinstance(seen.facts.published, Dated)
        return seen.facts.published.on
    return item.on if seen is None and is_direct_file(item.url) else None


def oldest_passing(today: date, days: int) -> date:
    """The earliest day that is at most *days* days old."""
    return today - DAY * days


def snapshot_days(moments: Iterable[datetime]) -> int:
    """On how many different Shanghai days something was seen."""
    return len({day_of(moment) for moment in moments})


def _weigh(result: CountedItems, on: date, id: str, today: date) -> None:
    result.counted += 1
    if id:
        result.evidence.append(id)
    if on > today:
        result.future.append(id)
    elif result.newest is None or on > result.newest:
        result.newest, result.newest_id = on, id
