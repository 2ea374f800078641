"""How much of a stretch the looks at a column account for (栏目监测覆盖)."""

from dataclasses import dataclass
from datetime import date

from monitor.domain.content import ListState
from monitor.domain.handed_in import BAD_ROWS
from monitor.domain.ledger import ArticleLedger, is_newest_first, oldest_in_order
from monitor.domain.observation import Listing, StoredObservation
from monitor.domain.timing import DAY, day_of

#: Of what was not worked out yet.
NOTHING_YET = object()


@dataclass(frozen=True, slots=True)
class Stretch:
    """Every item published from *first* to *last*, both included, is in the ledger."""

    first: date
    last: date

    def covers(self, first: date, last: date) -> bool:
        """Whether it holds the whole stretch asked for; the day before *last* will do, as lists are read once a day."""
        return self.first <= first and self.last >= last - DAY


def accounted(ledger: ArticleLedger, column: str) -> Stretch | None:
    """
    The stretch, up to the newest look, that the looks at *column* account for without a gap; None: nothing.

    A walk through the older pages accounts for all back to its goal. A listing accounts for the days from its oldest item on until it was read; one read later must reach back to
    the one before; one that does not run from new to old accounts for nothing. An empty list and one that shows its whole total account for all that was before.
    A publishing log that was declared whole accounts for its period, where it names no column that we do not know.
    """
    known = ledger.worked_out.get(("accounted", column), NOTHING_YET)
    if known is NOTHING_YET:
        known = ledger.worked_out["accounted", column] = _accounted(ledger, column)
    return known  # type: ignore[return-value]


def _accounted(ledger: ArticleLedger, column: str) -> Stretch | None:
    spans = [
        span for one in ledger.listings.get(column, ()) if _is_read(one) and (span := _span(one)) is not None
    ]
    spans += [
        Stretch(one.facts.since, day_of(one.at))
        for one in ledger.backlogs.get(column, ())
        if one.facts.reached
    ]
    spans += [] if any(one.facts.unplaced for one in ledger.logs) else whole_logs(ledger)
    if not spans:
        return None
    spans.sort(key=lambda one: (one.last, -one.first.toordinal()))
    first, last = spans[-1].first, spans[-1].last
    for span in reversed(spans[:-1]):
        if span.last >= first:
            first = min(first, span.first)
    return Stretch(first, last)


def whole_logs(ledger: ArticleLedger) -> list[Stretch]:
    """The stretches for which a publishing log of the whole site was declared whole, and could be used whole."""
    return [
        Stretch(one.facts.first, min(one.facts.last, day_of(one.at)))
        for one in ledger.logs
        if one.facts.complete and one.facts.first is not None and one.facts.last is not None
    ]


def is_logged_whole(ledger: ArticleLedger, first: date, last: date) -> bool:
    """Whether publishing logs together hold everything that the site published from *first* to *last*."""
    day = first
    for one in sorted(whole_logs(ledger), key=lambda one: one.first):
        if one.first <= day <= one.last:
            day = one.last + DAY
    return day > last


def _is_read(seen: StoredObservation[Listing]) -> bool:
    return seen.facts.state in (ListState.ITEMS, ListState.BLANK) and seen.facts.reason != BAD_ROWS


def _span(seen: StoredObservation[Listing]) -> Stretch | None:
    facts, day = seen.facts, day_of(seen.at)
    if facts.state is ListState.BLANK or (facts.total is not None and facts.total <= len(facts.items)):
        return Stretch(date.min, day)
    if not is_newest_first(facts.items):
        return None
    oldest = oldest_in_order(facts.items)
    return Stretch((oldest or day) + DAY, day)  # of its oldest day a list may show only a part
