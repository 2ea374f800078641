"""What one row of a list or homepage proves (列表所证明的更新日期)."""

from datetime import date

from monitor.domain.content import Dated, DatePlace, Item, Unreadable, is_direct_file
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
