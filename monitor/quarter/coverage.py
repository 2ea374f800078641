"""How much of a stretch the looks at a column account for (栏目监测覆盖)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from monitor.domain.content import Item, ListState
from monitor.domain.ledger import Ledger
from monitor.domain.observation import Listing, Seen
from monitor.domain.timing import DAY, day_of


@dataclass(frozen=True, slots=True)
class Stretch:
    """Every item published from *first* to *last*, both included, is in the ledger."""

    first: date
    last: date

    def covers(self, first: date, last: date) -> bool:
        """Whether it holds the whole stretch asked for; the day before *last* will do, as lists are read once a day."""
        return self.first <= first and self.last >= last - DAY


def accounted(ledger: Ledger, column: str) -> Stretch | None:
    """
    The stretch, up to the newest look, that the looks at *column* account for without a gap; None: nothing.

    A listing accounts for the days from its oldest item on until it was read; one read later must reach back to
    the one before. An empty list and one that shows its whole total account for all that was before.
    """
    spans = sorted(
        (_span(one) for one in ledger.listings.get(column, ()) if _is_read(one)), key=lambda one: one.last
    )
    if not spans:
        return None
    first, last = spans[-1].first, spans[-1].last
    for span in reversed(spans[:-1]):
        if span.last >= first:
            first = min(first, span.first)
    for seen in reversed(ledger.backlogs.get(column, ())):
        if seen.facts.reached and day_of(seen.at) >= first:
            first = min(first, seen.facts.since)
    return Stretch(first, last)


def _is_read(seen: Seen[Listing]) -> bool:
    return seen.facts.state in (ListState.ITEMS, ListState.BLANK)


def _span(seen: Seen[Listing]) -> Stretch:
    facts, day = seen.facts, day_of(seen.at)
    if facts.state is ListState.BLANK or (facts.total is not None and facts.total <= len(facts.items)):
        return Stretch(date.min, day)
    oldest = oldest_in_order(facts.items)
    return Stretch((oldest or day) + DAY, day)  # of its oldest day a list may show only a part


def oldest_in_order(items: Sequence[Item]) -> date | None:
    """
    The day back to which a list is complete: its oldest, leaving out what stands above newer items.

    An old item that is pinned to the top says nothing of what lies between.
    """
    oldest: date | None = None
    newest_below: date | None = None
    for item in reversed(items):
        if item.on is None or item.pinned:
            continue
        if newest_below is None or item.on >= newest_below:
            oldest = item.on if oldest is None else min(oldest, item.on)
            newest_below = item.on
    return oldest
