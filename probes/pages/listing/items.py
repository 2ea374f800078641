"""From rows to items: full addresses, years, doubled rows once, pinned rows marked (稿件条目)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from monitor.domain.content import Item
from monitor.domain.timing import DAY
from probes.http.links import join
from probes.pages.dates.moment import is_to_come
from probes.pages.dates.row_dates import RowDate
from probes.pages.dates.row_years import give_years

_LONGEST_TITLE = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenRow:
    """What one row says, as the page has it."""

    title: str
    href: str
    said: RowDate
    pinned: bool


def make_items(rows: Sequence[WrittenRow], base: str, now: datetime | None) -> tuple[Item, ...]:
    """
    The items of *rows*, in page order; a row that stands twice (desktop, phone) counts once.

    A row whose link leads to no page keeps its title and day, with the address "". A day to come, seen from *now*, is
    none on which anything was published: such a row has no day. A pinned row stands in no order: it tells the year of no other, and gets none.
    """
    years = give_years([row.said for row in rows], now, pinned=[row.pinned for row in rows])
    days = [None if is_to_come(day, now) else day for day in years]
    shared = _told_apart_by_fragment(rows, base)
    items: list[Item] = []
    places: dict[tuple[str, ...], int] = {}
    for row, day in zip(rows, days, strict=True):
        address = absolute(base, row.href)
        if address in shared:
            address = join(base, row.href)
        key = (address,) if address else (row.title, str(row.said))
        if key in places:
            known = items[places[key]]
            items[places[key]] = replace(known, on=known.on or day, pinned=known.pinned or row.pinned)
            continue
        places[key] = len(items)
        items.append(Item(title=row.title[:_LONGEST_TITLE], url=address, on=day, pinned=row.pinned))
    return _mark_pinned(items)


def _told_apart_by_fragment(rows: Sequence[WrittenRow], base: str) -> set[str]:
    """Pages to which rows of several titles lead by fragments of their own (content.html#8): there the fragment is part of the address."""
    titles: dict[str, dict[str, str]] = {}
    for row in rows:
        page, mark, fragment = row.href.partition("#")
        if page and mark and fragment and (address := absolute(base, row.href)):
            titles.setdefault(address, {})[fragment] = row.title
    return {address for address, told in titles.items() if len(set(told.values())) > 1}


def absolute(base: str, href: str) -> str:
    """The full address of a link, without fragment; "" where it leads to no page."""
    if not href or href.lower().startswith(("javascript:", "#", "mailto:", "tel:", "data:")):
        return ""
    return join(base, href).split("#", 1)[0]


def _mark_pinned(items: Sequence[Item]) -> tuple[Item, ...]:
    """Items at the top that are older than all of the next ones stand there because somebody pinned them (置顶)."""
    days: list[date | None] = [item.on for item in items]
    marked = list(items)
    for n, day in enumerate(days[:5]):
        below = [other for other in days[n + 1 : n + 4] if other is not None]
        if day is None or len(below) < 2 or not all(other - day > DAY for other in below):
            break
        marked[n] = replace(items[n], pinned=True)
    return tuple(marked)
