"""What rows of a list or homepage prove (列表所证明的更新日期), one by one and counted together."""

from bisect import bisect_left
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from monitor.domain.content import Dated, DatePlace, Item, Published, Unreadable, is_direct_file
from monitor.domain.observation import Reading


def is_stated(reading: Reading) -> bool:
    """Whether the page itself states its day; a day that only its address carries is a pointer (稿件发布页未注明发布时间)."""
    return isinstance(reading.published, Dated) and reading.published.place is not DatePlace.URL


def row_day(item: Item, confirmed: bool) -> date | None:
    """The row's own day, where it can count: there is no page to ask, or the list carries the pages' days (*confirmed*)."""
    return item.on if confirmed or is_direct_file(item.url) else None


def day_proven(item: Item, reading: Reading | None, confirmed: bool) -> date | None:
    """The day that *item* proves, its page read as *reading*; None: none."""
    if reading is not None and is_stated(reading):
        assert isinstance(reading.published, Dated)
        return reading.published.on
    is_unread = reading is None or isinstance(reading.published, Unreadable)
    return row_day(item, confirmed) if is_unread else None


@dataclass(frozen=True, slots=True, kw_only=True)
class RowCount:
    """
    What the rows of one look amount to, whatever limit they are held to (列表计数): rules need not read the rows again.

    Only of ordinary rows: none states a day later than the look, on no page do the days conflict, and no page is undated.
    """

    newest: date | None = None  #: the newest day that counts
    newest_id: str = ""  #: the reading that proves it; "" its row does
    counted: int = 0  #: rows whose own page (or direct file) was read
    evidence: tuple[str, ...] = ()  #: the first readings that count, so many as a verdict names
    unread: tuple[date, ...] = ()  #: days that rows claim whose pages were not read, sorted
    unread_dayless: int = 0  #: rows that claim none, and whose pages were not read

    def undecided(self, oldest: date) -> int:
        """How many rows may be updates of *oldest* or later, their pages not read."""
        return self.unread_dayless + len(self.unread) - bisect_left(self.unread, oldest)


#: A verdict names so many readings at most; of longer lists nothing is counted beforehand.
NAMED, ROWS = 20, 2_000

#: What the newest reading of a page says: its id, its day, whether its days conflict. None: it was not read.
PageSays = Callable[[str], tuple[str, Published, bool] | None]
#: What one ordinary row says: whether its own page (or direct file) was read; the day that counts, or the one it claims; the
#: reading that states it, "" the row itself does.
RowSays = tuple[bool, date | None, str]


def count_rows(
    rows: Iterable[tuple[str, date | None]], says: PageSays, *, confirmed: bool, until: date
) -> RowCount | None:
    """
    What *rows* (address and the day they claim) amount to; None: some row is not ordinary, and rules must weigh each.

    *until*: the day of the look. Equal to what the rules make of the same rows (`count_items`).
    """
    return count_said(
        (row_says(url, on, says(url) if url else None, confirmed=confirmed) for url, on in rows), until
    )


def row_says(
    url: str, on: date | None, seen: tuple[str, Published, bool] | None, *, confirmed: bool
) -> RowSays | None:
    """What a row says, its page *seen* as told; None: it is not ordinary, whatever the day."""
    if seen is not None and not isinstance(seen[1], Unreadable):
        id, published, conflict = seen
        if conflict or not isinstance(published, Dated) or published.place is DatePlace.URL:
            return None
        return True, published.on, id
    return (confirmed or is_direct_file(url)), on, ""


def count_said(rows: Iterable[RowSays | None], until: date) -> RowCount | None:
    """What rows that say this amount to, those of one look in their order; None: some row is not ordinary."""
    said: list[RowSays] = []
    for one in rows:
        if one is None or len(said) == ROWS:
            return None
        said.append(one)
    newest, newest_id = None, ""
    evidence: list[str] = []
    unread: list[date] = []
    counted = dayless = 0
    for is_read, day, id in said:
        if is_read:
            counted += 1
            if id:
                evidence.append(id)
            if day is not None and (newest is None or day > newest):
                newest, newest_id = day, id
        elif day is None:
            dayless += 1
        else:
            unread.append(day)
    if newest is not None and newest > until:
        return None
    return RowCount(
        newest=newest, newest_id=newest_id, counted=counted, evidence=tuple(evidence[:NAMED]), unread=tuple(sorted(unread)),
        unread_dayless=dayless,
    )  # fmt: skip
