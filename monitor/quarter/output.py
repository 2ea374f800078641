"""What was published in the quarter (信息发布量): by site, by unit and month, by town and department."""

from collections.abc import Mapping, Sequence
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
class OwnedArticle:
    """An article with its owner."""

    article: Article
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
    counted = [site for site in sites if site.id in settings.sites and site.id in ledgers]
    ledgers = {site.id: _counted(ledgers[site.id], settings) for site in counted}
    articles = [one for site in counted for one in within(ledgers[site.id].articles, span.first, span.last)]
    owned = [OwnedArticle(one, names.owner(one)) for one in articles]
    by_site = tuple(_site(site, ledgers[site.id], settings, span) for site in counted)
    logged = {site.id for site in counted if is_logged_whole(ledgers[site.id], span.first, span.last)}
    complete = (
        bool(by_site)
        and not any(one.uncovered for one in by_site)
        and all(one.columns or one.id in logged for one in counted)
        # a line of a log that is nobody's may be anybody's: then the log proves nobody's silence
        and not any(
            one.article.site in logged and one.owner.by in (OwnerBasis.UNRESOLVED, OwnerBasis.NOBODY)
            for one in owned
        )
    )
    watched = bool(articles) or any(
        _is_watched(site, one, settings, span) for site, one in zip(counted, by_site, strict=True)
    )
    rostered = {unit.id for unit in settings.rostered}
    return Output(
        minimum=settings.output_minimum,
        rule=settings.output_rule,
        total=figure(articles) if watched else Figure(value=None, note=Text("quarter.not_watched")),
        before=_before(counted, ledgers, settings, span),
        sites=by_site,
        groups=tuple(
            _group(group, owned, settings.output_minimum, complete, span)
            for group in (settings.towns, settings.departments)
        ),
        others=tuple(
            UnitCount(unit=unit.id, name=unit.name, count=counted_figure, outcome=Outcome.NOT_APPLICABLE)
            for unit in units
            if unit.id not in rostered and (counted_figure := figure(_of_unit(owned, unit.id))).value
        ),
        outside=figure(one.article for one in owned if one.owner.by is OwnerBasis.OUTSIDE),
        nobody=figure(one.article for one in owned if one.owner.by is OwnerBasis.NOBODY),
        unresolved=_unresolved(owned),
        complete=complete,
        uncounted=len(settings.uncounted.columns),
    )


def _counted(ledger: ArticleLedger, settings: ReportSettings) -> ArticleLedger:
    """The ledger without what stands in uncounted columns only."""
    return replace(
        ledger,
        articles=tuple(
            one
            for one in ledger.articles
            if not one.columns
            or any((ledger.site, column) not in settings.uncounted.columns for column in one.columns)
        ),
    )


def _before(
    sites: Sequence[Site], ledgers: Mapping[str, ArticleLedger], settings: ReportSettings, span: Span
) -> Figure:
    """Last quarter's total, when every counted column was followed through it."""
    earlier = Span(span.quarter.previous, midnight(span.first))
    if not sites or any(
        not (site.columns or is_logged_whole(ledgers[site.id], earlier.first, earlier.last))
        or _site(site, ledgers[site.id], settings, earlier).uncovered
        for site in sites
    ):
        return Figure(value=None, note=Text("quarter.not_compared"))
    return figure(
        one for site in sites for one in within(ledgers[site.id].articles, earlier.first, earlier.last)
    )


def _site(site: Site, ledger: ArticleLedger, settings: ReportSettings, span: Span) -> SiteOutput:
    inside = [one for one in ledger.articles if one.on is not None and span.first <= one.on <= span.last]
    return SiteOutput(
        site=site.id,
        name=site.name,
        total=figure(within(ledger.articles, span.first, span.last)),
        undated=figure(one for one in inside if one.known is DayBasis.UNDATED),
        conflicts=figure(one for one in inside if one.conflict),
        uncovered=()
        if is_logged_whole(ledger, span.first, span.last)
        else tuple(
            column.id
            for column in site.columns
            if _owes_to_count(site, column, settings, span) and not covers(ledger, column, span)
        ),
        logged=is_logged_whole(ledger, span.first, span.last),
    )


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


def _of_unit(owned: Sequence[OwnedArticle], unit: str) -> list[Article]:
    return [one.article for one in owned if one.owner.unit == unit]


def _unresolved(owned: Sequence[OwnedArticle]) -> tuple[NameCount, ...]:
    """Every source that nobody here bears, most frequent first."""
    found: dict[str, list[Article]] = {}
    for one in owned:
        if one.owner.by is OwnerBasis.UNRESOLVED:
            found.setdefault(one.owner.name, []).append(one.article)
    rows = [NameCount(name=name, count=figure(articles)) for name, articles in found.items()]
    return tuple(sorted(rows, key=lambda row: (-(row.count.value or 0), row.name)))


def _group(
    group: UnitGroup, owned: Sequence[OwnedArticle], minimum: int | None, complete: bool, span: Span
) -> GroupOutput:
    if not group.units:
        return GroupOutput(name=group.name, note=NOT_CONFIGURED)
    rows = [_unit(unit, owned, minimum, complete, span) for unit in group.units]
    return GroupOutput(
        name=group.name,
        units=tuple(sorted(rows, key=lambda row: (-(row.total.value or 0), row.unit))),
        note=None if minimum else Text("output.not_asked"),
    )


def _unit(
    unit: Unit, owned: Sequence[OwnedArticle], minimum: int | None, complete: bool, span: Span
) -> UnitOutput:
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
        total=figure(_of_unit(owned, unit.id)),
        months=tuple(one.own for one in months),
        outcome=outcome,
        short_months=short,
        reason=reason,
    )


def _month(unit: str, owned: Sequence[OwnedArticle], first: date, span: Span) -> Month:
    inside = [one for one in owned if one.article.on and first <= one.article.on <= month_end(first)]
    may_be = [
        one
        for one in inside
        if one.owner.by in (OwnerBasis.UNRESOLVED, OwnerBasis.NOBODY)
        or (one.owner.by is OwnerBasis.COLUMN and not one.article.is_certain and one.owner.unit != unit)
    ]
    own = (
        figure(_of_unit(inside, unit))
        if first <= span.last
        else Figure(value=None, note=Text("quarter.to_come"))
    )
    return Month(first, own, len(may_be), span.month_is_over(first))


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
