"""Columns held to their declared frequency over the whole quarter (季度频次), beside the rolling rules."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from itertools import groupby, pairwise

from monitor.domain.ledger import Article, ArticleLedger, DayBasis
from monitor.domain.sentence import Label, Text
from monitor.domain.site import Column, Frequency, Site
from monitor.domain.timing import DAY, add_months
from monitor.domain.verdict import Outcome
from monitor.quarter.coverage import Stretch, accounted
from monitor.quarter.output import owes_items
from monitor.quarter.rows import FrequencyRow
from monitor.quarter.span import Span, figure, month_end, within
from monitor.regulations.editions import clause_stating

#: 实时 has no stretch that could be counted.
COUNTABLE = frozenset(Frequency) - {Frequency.REALTIME}

_GAP = clause_stating("biweekly_days").own["biweekly_days"]

#: Frequencies whose stretch is longer than the quarter: months back from its end.
_LONG = {Frequency.SEMIANNUAL: 6, Frequency.ANNUAL: 12, Frequency.FIVE_YEARLY: 60}

#: How many stretches are named.
NAMED = 6

#: A stretch of days in which an item was owed, with its name.
Owed = tuple[date, date, Text]


def frequency_rows(
    sites: Sequence[Site], ledgers: Mapping[str, ArticleLedger], units: Mapping[str, str], span: Span
) -> tuple[FrequencyRow, ...]:
    """One row a column with a countable frequency, failing first. *units*: names by id."""
    rows = (
        row
        for site in sites
        if site.id in ledgers
        for row in site_frequencies(site, ledgers[site.id], units, span)
    )
    return failing_first(rows)


#: Failing first, then what cannot be told.
_ORDER = {Outcome.FAIL: 0, Outcome.UNKNOWN: 1}


def failing_first(rows: Iterable[FrequencyRow]) -> tuple[FrequencyRow, ...]:
    """*rows* in the order of the annex."""
    return tuple(sorted(rows, key=lambda row: (_ORDER.get(row.outcome, 2), row.site, row.column)))


def by_order(rows: Iterable[FrequencyRow]) -> Iterator[tuple[tuple[int, str], list[FrequencyRow]]]:
    """*rows* of one site in that order, those that stay together among others with where they belong."""
    for key, alike in groupby(failing_first(rows), lambda row: (_ORDER.get(row.outcome, 2), row.site)):
        yield key, list(alike)


def site_frequencies(
    site: Site, ledger: ArticleLedger, units: Mapping[str, str], span: Span
) -> list[FrequencyRow]:
    """Those of one site."""
    columns = [one for one in site.columns if one.frequency in COUNTABLE and owes_items(one, span)]
    listed: dict[str, list[Article]] = {one.id: [] for one in columns}
    for article in ledger.articles if columns else ():
        for id in dict.fromkeys(article.columns):
            if id in listed:
                listed[id].append(article)
    return [_row(site, one, ledger, listed[one.id], units, span) for one in columns]


def _row(
    site: Site,
    column: Column,
    ledger: ArticleLedger,
    articles: Sequence[Article],
    units: Mapping[str, str],
    span: Span,
) -> FrequencyRow:
    """*articles*: those that the column lists."""
    assert column.frequency is not None
    days = sorted(one.on for one in articles if one.is_certain and one.on)
    owed = list(_owed(column.frequency, span, days))
    missed = [one for one in owed if not any(one[0] <= day <= one[1] for day in days)]
    stretch = accounted(ledger, column.id)
    outcome, reason = _decide(column.frequency, owed, missed, articles, stretch, span)
    return FrequencyRow(
        site=site.id,
        site_name=site.name,
        column=column.id,
        name=column.name,
        url=column.url,
        unit=units.get(column.unit or site.unit or "", ""),
        frequency=_declared(column, column.frequency),
        outcome=outcome,
        published=figure(within(articles, span.first, span.last)),
        missed=tuple(name for _, _, name in missed),
        reason=reason,
    )


def declared_frequency(column: Column) -> Text | None:
    """How often a column is to be updated, and that the centre decided so where it did; None: nothing countable."""
    return _declared(column, column.frequency) if column.frequency in COUNTABLE else None


def _declared(column: Column, frequency: Frequency) -> Text:
    own = Label("decided_by", "kind") if column.frequency_by_kind else None
    return Text("frequency.declared", {"frequency": Label("frequency", frequency.value), "own": own})


def _decide(
    frequency: Frequency,
    owed: Sequence[Owed],
    missed: Sequence[Owed],
    articles: Sequence[Article],
    stretch: Stretch | None,
    span: Span,
) -> tuple[Outcome, Text]:
    """A missed stretch is proven by a list that was followed and by pages that were all read."""
    if not owed:
        return Outcome.UNKNOWN, Text("frequency.to_come")
    if not missed:
        rest = None if span.is_over or frequency in _LONG else Text("frequency.rest_to_come")
        return Outcome.PASS, Text("frequency.updated", {"n": len(owed), "rest": rest})
    proven = [
        one
        for one in missed
        if stretch is not None and stretch.covers(one[0], one[1]) and not _may_hold(articles, one)
    ]
    if proven:
        return Outcome.FAIL, _naming("frequency.missed", proven)
    if stretch is None or not all(stretch.covers(one[0], one[1]) for one in missed):
        return Outcome.UNKNOWN, _naming("frequency.not_followed", missed)
    return Outcome.UNKNOWN, _naming("frequency.only_listed", missed)


def _naming(code: str, stretches: Sequence[Owed]) -> Text:
    """What is said of *stretches*, the first six of them named."""
    more = Text("frequency.more") if len(stretches) > NAMED else None
    return Text(code, {"stretches": tuple(name for _, _, name in stretches[:NAMED]), "more": more})


def _may_hold(articles: Sequence[Article], owed: Owed) -> bool:
    """Whether an item of no certain day may belong into the stretch. An undated page in an undated row counts as not updated."""
    return any(
        one.known is DayBasis.NOTHING
        or (one.known in (DayBasis.LISTED, DayBasis.UNDATED) and one.on and owed[0] <= one.on <= owed[1])
        for one in articles
    )


def _owed(frequency: Frequency, span: Span, days: Sequence[date]) -> Iterator[Owed]:
    """The stretches of the quarter that had passed, each owing an item."""
    if frequency is Frequency.WEEKLY:
        monday = span.first + DAY * (-span.first.weekday() % 7)  # whole ISO weeks inside the quarter
        while monday + 6 * DAY <= span.last:
            yield monday, monday + 6 * DAY, _week(monday.month, monday.day)
            monday += 7 * DAY
    elif frequency is Frequency.BIWEEKLY:
        yield from _gaps(span, days)
    elif frequency is Frequency.MONTHLY:
        for first in span.months:
            if month_end(first) <= span.last and span.month_is_over(first):
                yield first, month_end(first), _month(first.month)
    elif frequency is Frequency.QUARTERLY:
        if span.is_over:
            yield span.first, span.last, Text("frequency.quarter")
    elif span.is_over:
        months = _LONG[frequency]
        yield (
            add_months(span.last + DAY, -months),
            span.last,
            Text("frequency.since", {"day": add_months(span.last + DAY, -months)}),
        )


@lru_cache(maxsize=400)  # one text for all columns that owe something then
def _week(month: int, day: int) -> Text:
    return Text("frequency.week", {"month": month, "day": day})


@lru_cache(maxsize=12)
def _month(number: int) -> Text:
    return Text("frequency.month", {"n": number})


def _gaps(span: Span, days: Sequence[date]) -> Iterator[Owed]:
    """For 每两周: every gap of more days than we count for it inside the quarter; without one, the quarter itself. [DEC]"""
    marks = [span.first, *(day for day in days if span.first <= day <= span.last), span.last]
    gaps = [(one, other) for one, other in pairwise(marks) if _GAP.is_met_by(other - one)]
    for one, other in gaps:
        gap = {"month": one.month, "day": one.day, "to_month": other.month, "to_day": other.day}
        yield one + DAY, other - DAY, Text("frequency.gap", gap)
    if not gaps and len(marks) > 2:
        yield span.first, span.last, Text("frequency.quarter")
