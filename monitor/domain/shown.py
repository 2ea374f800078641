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


def count_rows(
    rows: Iterable[tuple[str, date | None]], says: PageSays, *, confirmed: bool, until: date
) -> RowCount | None:
    """
    What *rows* (address and the day they claim) amount to; None: some row is not ordinary, and rules must weigh each.

    *until*: the day of the look. Equal to what the rules make of the same rows (`count_items`).
    """
    newest, newest_id, counted, dayless = None, "", 0, 0
    evidence: list[str] = []
    unread: list[date] = []
    for n, (url, on) in enumerate(rows):
        if n >= ROWS:
            return None
        seen = says(url) if url else None
        day, id = None, ""
        if seen is not None and not isinstance(seen[1], Unreadable):
            id, published, conflict = seen
            if conflict or not isinstance(published, Dated) or published.place is DatePlace.URL:
                return None
            day = published.on
        elif confirmed or is_direct_file(url):
            day = on
        elif on is None:
            dayless += 1
            continue
        else:
            unread.append(on)
            continue
        if day is not None and day > until:
            return None
        counted += 1
        if id and len(evidence) < NAMED:
            evidence.append(id)
        if day is not None and (newest is None or day > newest):
            newest, newest_id = day, id
    return RowCount(
        newest=newest, newest_id=newest_id, counted=counted, evidence=tuple(evidence), unread=tuple(sorted(unread)),
        unread_dayless=dayless,
    )  # fmt: skip
