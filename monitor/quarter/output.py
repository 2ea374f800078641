"""What was published in the quarter (信息发布量): by site, by unit and month, by town and department."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from monitor.domain.ledger import Article, ArticleLedger, DayBasis
from monitor.domain.site import Column, ColumnKind, Site, Unit
from monitor.domain.timing import midnight
from monitor.domain.verdict import Outcome, Text
from monitor.quarter.coverage import accounted, is_logged_whole
from monitor.quarter.names import Owner, OwnerBasis, UnitNames
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
from monitor.quarter.span import Span, figure, month_end, within


@dataclass(frozen=True, slots=True)
class CountedArticle:
    """An article as far as figures speak of it: of which site and day, how that is known, by what."""

    site: str
    on: date | None
    is_certain: bool
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OwnedArticle:
    """An article with its owner."""

    article: CountedArticle
    owner: Owner


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


class OutputCounts:
    """What is counted of each site as its ledger is at hand; of its articles no more is held than figures need."""

    def __init__(self, names: UnitNames, settings: ReportSettings, span: Span) -> None:
        self._names, self._settings, self._span = names, settings, span
        self._before = Span(span.quarter.previous, midnight(span.first))
        self._owned: list[OwnedArticle] = []
        self._by_site: list[SiteOutput] = []
        self._logged: set[str] = set()  #: sites whose publishing logs hold all of the quarter
        self._are_listed = True  #: each has columns, or such a log
        self._is_watched = False
        self._earlier: (
            list[CountedArticle] | None
        ) = []  #: of last quarter; None: not every column was followed through it

    def add(self, site: Site, ledger: ArticleLedger) -> SiteOutput:
        """One more site that counts, and what it published."""
        span, settings = self._span, self._settings
        ledger = _counted(ledger, settings)
        inside = within(ledger.articles, span.first, span.last)
        self._owned += [OwnedArticle(_figures_alone(one), self._names.owner(one)) for one in inside]
        output = _site(site, ledger, inside, settings, span)
        self._by_site.append(output)
        self._logged |= {site.id} if output.logged else set()
        self._are_listed = self._are_listed and (bool(site.columns) or output.logged)
        self._is_watched = self._is_watched or _is_watched(site, output, settings, span)
        if self._earlier is not None:
            self._earlier = self._with_earlier(site, ledger, self._earlier)
        return output

    def output(self, units: Sequence[Unit]) -> Output:
        """All figures of the sites so far; *units*: every configured unit."""
        owned, by_site, settings, span = self._owned, tuple(self._by_site), self._settings, self._span
        complete = (
            bool(by_site)
            and self._are_listed
            and not any(one.uncovered for one in by_site)
            # a line of a log that is nobody's may be anybody's: then the log proves nobody's silence
            and not any(
                one.article.site in self._logged
                and one.owner.by in (OwnerBasis.UNRESOLVED, OwnerBasis.NOBODY)
                for one in owned
            )
        )
        rostered = {unit.id for unit in settings.rostered}
        of_unit: dict[str | None, list[OwnedArticle]] = {}
        for one in owned:
            of_unit.setdefault(one.owner.unit, []).append(one)
        open_ones = [one for one in owned if _may_be_anybodys(one)]
        return Output(
            minimum=settings.output_minimum,
            rule=settings.output_rule,
            total=figure(one.article for one in owned)
            if owned or self._is_watched
            else Figure(value=None, note=Text("quarter.not_watched")),
            before=figure(self._earlier)
            if self._earlier is not None and by_site
            else Figure(value=None, note=Text("quarter.not_compared")),
            sites=by_site,
            groups=tuple(
                _group(group, of_unit, open_ones, settings.output_minimum, complete, span)
                for group in (settings.towns, settings.departments)
            ),
            others=tuple(
                UnitCount(unit=unit.id, name=unit.name, count=counted_figure, outcome=Outcome.NOT_APPLICABLE)
                for unit in units
                if unit.id not in rostered and (counted_figure := _of_unit(of_unit, unit.id)).value
            ),
            outside=figure(one.article for one in owned if one.owner.by is OwnerBasis.OUTSIDE),
            nobody=figure(one.article for one in owned if one.owner.by is OwnerBasis.NOBODY),
            unresolved=_unresolved(owned),
            complete=complete,
            uncounted=len(settings.uncounted.columns),
        )

    def _with_earlier(
        self, site: Site, ledger: ArticleLedger, earlier: list[CountedArticle]
    ) -> list[CountedArticle] | None:
        """Last quarter's articles with those of *site*, when every counted column of it was followed through it."""
        first, last = self._before.first, self._before.last
        logged = is_logged_whole(ledger, first, last)
        if not (site.columns or logged):
            return None
        if not logged and any(_uncovered(site, ledger, self._settings, self._before)):
            return None
        earlier.extend(_figures_alone(one) for one in within(ledger.articles, first, last))
        return earlier


def _figures_alone(article: Article) -> CountedArticle:
    return CountedArticle(article.site, article.on, article.is_certain, article.evidence)


def _may_be_anybodys(one: OwnedArticle) -> bool:
    return one.owner.by in (OwnerBasis.UNRESOLVED, OwnerBasis.NOBODY) or (
        one.owner.by is OwnerBasis.COLUMN and not one.article.is_certain
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


def _of_unit(owned: Mapping[str | None, Sequence[OwnedArticle]], unit: str) -> Figure:
    return figure(one.article for one in owned.get(unit, ()))


def _unresolved(owned: Sequence[OwnedArticle]) -> tuple[NameCount, ...]:
    """Every source that nobody here bears, most frequent first."""
    found: dict[str, list[CountedArticle]] = {}
    for one in owned:
        if one.owner.by is OwnerBasis.UNRESOLVED:
            found.setdefault(one.owner.name, []).append(one.article)
    rows = [NameCount(name=name, count=figure(articles)) for name, articles in found.items()]
    return tuple(sorted(rows, key=lambda row: (-(row.count.value or 0), row.name)))


def _group(
    group: UnitGroup,
    owned: Mapping[str | None, Sequence[OwnedArticle]],
    open_ones: Sequence[OwnedArticle],
    minimum: int | None,
    complete: bool,
    span: Span,
) -> GroupOutput:
    if not group.units:
        return GroupOutput(name=group.name, note=NOT_CONFIGURED)
    rows = [_unit(unit, owned, open_ones, minimum, complete, span) for unit in group.units]
    return GroupOutput(
        name=group.name,
        units=tuple(sorted(rows, key=lambda row: (-(row.total.value or 0), row.unit))),
        note=None if minimum else Text("output.not_asked"),
    )


def _unit(
    unit: Unit,
    owned: Mapping[str | None, Sequence[OwnedArticle]],
    open_ones: Sequence[OwnedArticle],
    minimum: int | None,
    complete: bool,
    span: Span,
) -> UnitOutput:
    months = [_month(unit.id, owned.get(unit.id, ()), open_ones, first, span) for first in span.months]
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
        total=_of_unit(owned, unit.id),
        months=tuple(one.own for one in months),
        outcome=outcome,
        short_months=short,
        reason=reason,
    )


def _month(
    unit: str, owned: Sequence[OwnedArticle], open_ones: Sequence[OwnedArticle], first: date, span: Span
) -> Month:
    """*owned*: the unit's own; *open_ones*: those that may be another's than they are taken for."""
    last = month_end(first)
    may_be = sum(
        one.article.on is not None
        and first <= one.article.on <= last
        and (one.owner.by is not OwnerBasis.COLUMN or one.owner.unit != unit)
        for one in open_ones
    )
    own = (
        figure(one.article for one in owned if one.article.on and first <= one.article.on <= last)
        if first <= span.last
        else Figure(value=None, note=Text("quarter.to_come"))
    )
    return Month(first, own, may_be, span.month_is_over(first))


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
