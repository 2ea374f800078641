"""What was published in the quarter (信息发布量): by site, by unit and month, by town and department."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from monitor.domain.ledger import Article, ArticleLedger, DayBasis
from monitor.domain.site import Column, ColumnKind, Site, Unit
from monitor.domain.timing import midnight
from monitor.domain.verdict import Outcome, Text
from monitor.quarter.coverage import accounted, is_logged_whole
from monitor.quarter.names import Owner, OwnerBasis, UnitNames
from monitor.quarter.packed_rows import EvidenceIds, PackedRows
from monitor.quarter.rows import (
    NOT_CONFIGURED,
    Figure,
    GroupOutput,
    NameCount,
    Output,
    SiteOutput,
    UnitCount,
    UnitOutput,
)
from monitor.quarter.settings import ReportSettings, UnitGroup
from monitor.quarter.span import Span, figure, within


@dataclass(frozen=True, slots=True)
class Month:
    """What stands against a unit's minimum in one month."""

    first: date
    own: Figure
    open: int  #: items that may be this unit's too: unread, or of a source nobody resolved
    is_over: bool


def count_output(
    sites: Sequence[Site], ledgers: Mapping[str, ArticleLedger], names: UnitNames, settings: ReportSettings,
    units: Sequence[Unit], span: Span,
) -> Output:  # fmt: skip
    """All output figures of *sites* inside *span*; *units*: every configured unit."""
    counts, chosen = OutputCounts(names, settings, span), set(settings.sites)
    for site in sites:
        if site.id in chosen and site.id in ledgers:
            counts.add(site, ledgers[site.id])
    return counts.output(units)


class _FigureCount:
    """A figure in the making: what `figure` makes of all articles that were added."""

    def __init__(self, ids: EvidenceIds) -> None:
        self.value = self._confirmed = 0
        self._ids = ids.figure()

    def add(self, articles: Sequence[Article]) -> None:
        """Some more."""
        self.value += len(articles)
        self._confirmed += sum(one.is_certain for one in articles)
        self._ids.add(id for one in articles for id in one.evidence)

    def figure(self) -> Figure:
        """Its number so far."""
        return Figure(
            value=self.value,
            confirmed=self._confirmed,
            claimed=self.value - self._confirmed,
            evidence=self._ids.whole(),
        )


class _Counts(dict[Any, _FigureCount]):
    """Figures in the making, each by what it is of."""

    def __init__(self, ids: EvidenceIds) -> None:
        super().__init__()
        self._ids = ids

    def __missing__(self, key: object) -> _FigureCount:
        found = self[key] = _FigureCount(self._ids)
        return found

    def figure(self, key: object) -> Figure:
        """What is counted of *key* so far."""
        return self[key].figure()


@dataclass(frozen=True, slots=True)
class _Owned:
    """What was counted by owner."""

    of_unit: _Counts  #: by unit
    of_month: _Counts  #: by unit and first day of the month, of those in the roster
    open: Counter[date]  #: items that may be anybody's, by month
    not_open: Counter[tuple[str | None, date]]  #: of these, taken for that unit's own by their columns

    def may_be(self, unit: str, month: date) -> int:
        """How many may be that unit's too."""
        return self.open[month] - self.not_open[unit, month]


class OutputCounts:
    """What is counted of each site as its ledger is at hand; articles are let go of, what sites published is packed."""

    def __init__(self, names: UnitNames, settings: ReportSettings, span: Span) -> None:
        self._names, self._settings, self._span = names, settings, span
        self._before = Span(span.quarter.previous, midnight(span.first))
        ids = EvidenceIds()
        self._total, self._earlier_total = _FigureCount(ids), _FigureCount(ids)
        self._by_basis, self._by_source = _Counts(ids), _Counts(ids)
        self._owned = _Owned(_Counts(ids), _Counts(ids), Counter(), Counter())
        self._rostered = {unit.id for unit in settings.rostered}
        self._by_site = PackedRows[SiteOutput]()
        self._are_owned = True  #: no line of a log that holds all of the quarter is nobody's
        self._are_listed = True  #: each has columns, or such a log
        self._are_covered = True  #: every counted column was followed through the quarter
        self._is_watched = False
        self._is_compared = True  #: and through the quarter before

    def add(self, site: Site, ledger: ArticleLedger) -> SiteOutput:
        """One more site that counts, and what it published."""
        span, settings = self._span, self._settings
        ledger = _counted(ledger, settings)
        inside = within(ledger.articles, span.first, span.last)
        output = _site(site, ledger, inside, settings, span)
        self._by_site.add([output])
        self._count(inside, logged=output.logged)
        self._are_covered = self._are_covered and not output.uncovered
        self._are_listed = self._are_listed and (bool(site.columns) or output.logged)
        self._is_watched = self._is_watched or _is_watched(site, output, settings, span)
        if self._is_compared:
            self._is_compared = self._add_earlier(site, ledger)
        return output

    def _count(self, articles: Sequence[Article], *, logged: bool) -> None:
        """Add what one site published to every figure that it belongs to."""
        found: dict[Owner, list[Article]] = {}
        for article in articles:
            found.setdefault(self._names.owner(article), []).append(article)
        self._total.add(articles)
        for owner, several in found.items():
            if owner.by in (OwnerBasis.UNRESOLVED, OwnerBasis.NOBODY):
                # a line of a log that is nobody's may be anybody's: then the log proves nobody's silence
                self._are_owned = self._are_owned and not logged
            if owner.by is OwnerBasis.UNRESOLVED:
                self._by_source[owner.name].add(several)
            elif owner.unit is None:
                self._by_basis[owner.by].add(several)
            else:
                self._owned.of_unit[owner.unit].add(several)
            by_month: dict[date, list[Article]] = {}
            for article in several:
                if article.on is not None:
                    by_month.setdefault(article.on.replace(day=1), []).append(article)
            for month, of_month in by_month.items():
                self._count_month(owner, month, of_month)

    def _count_month(self, owner: Owner, month: date, articles: Sequence[Article]) -> None:
        if owner.unit in self._rostered:
            self._owned.of_month[owner.unit, month].add(articles)
        many = sum(_may_be_anybodys(one, owner) for one in articles)
        self._owned.open[month] += many
        if owner.by is OwnerBasis.COLUMN:
            self._owned.not_open[owner.unit, month] += many

    def output(self, units: Sequence[Unit]) -> Output:
        """All figures of the sites so far; *units*: every configured unit."""
        owned, by_site, settings, span = self._owned, self._by_site, self._settings, self._span
        complete = bool(by_site) and self._are_listed and self._are_covered and self._are_owned
        return Output(
            minimum=settings.output_minimum,
            rule=settings.output_rule,
            total=self._total.figure()
            if self._total.value or self._is_watched
            else Figure(value=None, note=Text("quarter.not_watched")),
            before=self._earlier_total.figure()
            if self._is_compared and by_site
            else Figure(value=None, note=Text("quarter.not_compared")),
            sites=by_site,
            groups=tuple(
                _group(group, owned, settings.output_minimum, complete, span)
                for group in (settings.towns, settings.departments)
            ),
            others=tuple(
                UnitCount(
                    unit=unit.id, name=unit.name, count=owned.of_unit.figure(unit.id),
                    outcome=Outcome.NOT_APPLICABLE,
                )
                for unit in units
                if unit.id not in self._rostered and unit.id in owned.of_unit
            ),
            outside=self._by_basis.figure(OwnerBasis.OUTSIDE),
            nobody=self._by_basis.figure(OwnerBasis.NOBODY),
            unresolved=_unresolved(self._by_source),
            complete=complete,
            uncounted=len(settings.uncounted.columns),
        )  # fmt: skip

    def _add_earlier(self, site: Site, ledger: ArticleLedger) -> bool:
        """Add last quarter's articles of *site*; whether every counted column of it was followed through it."""
        first, last = self._before.first, self._before.last
        logged = is_logged_whole(ledger, first, last)
        if not (site.columns or logged):
            return False
        if not logged and any(_uncovered(site, ledger, self._settings, self._before)):
            return False
        self._earlier_total.add(within(ledger.articles, first, last))
        return True


def _may_be_anybodys(article: Article, owner: Owner) -> bool:
    return owner.by in (OwnerBasis.UNRESOLVED, OwnerBasis.NOBODY) or (
        owner.by is OwnerBasis.COLUMN and not article.is_certain
    )


def _counted(ledger: ArticleLedger, settings: ReportSettings) -> ArticleLedger:
    """The ledger without what stands in uncounted columns only."""
    if not settings.uncounted.columns:
        return ledger
    return replace(
        ledger,
        articles=tuple(
            one
            for one in ledger.articles
            if not one.columns
            or any((ledger.site, column) not in settings.uncounted.columns for column in one.columns)
        ),
    )


def _site(
    site: Site, ledger: ArticleLedger, articles: Sequence[Article], settings: ReportSettings, span: Span
) -> SiteOutput:
    """What is counted of *site*; *articles*: those that count within *span*."""
    inside = [one for one in ledger.articles if one.on is not None and span.first <= one.on <= span.last]
    logged = is_logged_whole(ledger, span.first, span.last)
    return SiteOutput(
        site=site.id,
        name=site.name,
        total=figure(articles),
        undated=figure(one for one in inside if one.known is DayBasis.UNDATED),
        conflicts=figure(one for one in inside if one.conflict),
        uncovered=() if logged else tuple(_uncovered(site, ledger, settings, span)),
        logged=logged,
    )


def _uncovered(site: Site, ledger: ArticleLedger, settings: ReportSettings, span: Span) -> Iterator[str]:
    """The columns that count and were not followed through all of *span*."""
    for column in site.columns:
        if _owes_to_count(site, column, settings, span) and not covers(ledger, column, span):
            yield column.id


def _owes_to_count(site: Site, column: Column, settings: ReportSettings, span: Span) -> bool:
    return owes_items(column, span) and (site.id, column.id) not in settings.uncounted.columns


def _is_watched(site: Site, output: SiteOutput, settings: ReportSettings, span: Span) -> bool:
    """Whether one column that counts was followed, or none counts by configuration: without either 0 says nothing."""
    owed = [one for one in site.columns if _owes_to_count(site, one, settings, span)]
    return output.logged or len(output.uncovered) < len(owed) or (bool(site.columns) and not owed)


def owes_items(column: Column, span: Span) -> bool:
    """Whether the column's items count: not 链接型, not retired before the quarter."""
    return column.kind is not ColumnKind.LINK and not (
        column.retired is not None and column.retired <= span.first
    )


def covers(ledger: ArticleLedger, column: Column, span: Span) -> bool:
    """Whether the column was followed through all of *span*."""
    return covers_days(ledger, column, span.first, span.last)


def covers_days(ledger: ArticleLedger, column: Column, first: date, last: date) -> bool:
    """Whether the column was followed from *first* to *last*."""
    stretch = accounted(ledger, column.id)
    return stretch is not None and stretch.covers(first, last)


def _unresolved(by_source: _Counts) -> tuple[NameCount, ...]:
    """Every source that nobody here bears, most frequent first."""
    rows = [NameCount(name=name, count=one.figure()) for name, one in by_source.items()]
    return tuple(sorted(rows, key=lambda row: (-(row.count.value or 0), row.name)))


def _group(group: UnitGroup, owned: _Owned, minimum: int | None, complete: bool, span: Span) -> GroupOutput:
    if not group.units:
        return GroupOutput(name=group.name, note=NOT_CONFIGURED)
    rows = [_unit(unit, owned, minimum, complete, span) for unit in group.units]
    return GroupOutput(
        name=group.name,
        units=tuple(sorted(rows, key=lambda row: (-(row.total.value or 0), row.unit))),
        note=None if minimum else Text("output.not_asked"),
    )


def _unit(unit: Unit, owned: _Owned, minimum: int | None, complete: bool, span: Span) -> UnitOutput:
    months = [_month(unit.id, owned, first, span) for first in span.months]
    outcomes = [_month_outcome(one, minimum, complete) for one in months]
    over = [said for one, said in zip(months, outcomes, strict=True) if one.is_over]
    short = tuple(one.first.month for one, said in zip(months, outcomes, strict=True) if said is Outcome.FAIL)
    if minimum is None:
        outcome, reason = Outcome.NOT_APPLICABLE, Text("output.not_asked")
    elif short:
        months_short = tuple(Text("output.month", {"n": one}) for one in short)
        outcome = Outcome.FAIL
        reason = Text("output.short", {"months": months_short, "minimum": minimum})
    elif over and all(one is Outcome.PASS for one in over):
        code = "output.enough" if len(over) == len(months) else "output.enough_so_far"
        outcome, reason = Outcome.PASS, Text(code, {"minimum": minimum})
    else:
        outcome, reason = Outcome.UNKNOWN, _why_unknown(months, minimum, complete)
    return UnitOutput(
        unit=unit.id,
        name=unit.name,
        total=owned.of_unit.figure(unit.id),
        months=tuple(one.own for one in months),
        outcome=outcome,
        short_months=short,
        reason=reason,
    )


def _month(unit: str, owned: _Owned, first: date, span: Span) -> Month:
    own = (
        owned.of_month.figure((unit, first))
        if first <= span.last
        else Figure(value=None, note=Text("quarter.to_come"))
    )
    return Month(first, own, owned.may_be(unit, first), span.month_is_over(first))


def _month_outcome(month: Month, minimum: int | None, complete: bool) -> Outcome:
    """Enough is enough at once; too little is only proven when the month is over and nothing else can be the unit's."""
    if minimum is None:
        return Outcome.NOT_APPLICABLE
    if month.own.confirmed >= minimum:
        return Outcome.PASS
    if month.is_over and complete and (month.own.value or 0) + month.open < minimum:
        return Outcome.FAIL
    return Outcome.UNKNOWN


def _why_unknown(months: Sequence[Month], minimum: int, complete: bool) -> Text:
    """The first reason why a unit's months cannot be told."""
    below = [one for one in months if one.own.confirmed < minimum]
    if all(not one.is_over for one in below):
        return Text("output.month_open")
    return Text("output.may_be_theirs" if complete else "output.not_followed")
