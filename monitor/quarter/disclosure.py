"""Disclosure, interpretation and participation (政府信息公开、政策解读、公众参与) in one quarter."""

from collections.abc import Mapping, Sequence
from datetime import date

from monitor.domain.ledger import Article, ArticleLedger
from monitor.domain.site import Site
from monitor.domain.timing import DAY, add_months
from monitor.domain.verdict import Outcome, Text
from monitor.quarter.interpretations import by_unit, form_of, pair
from monitor.quarter.names import OwnerBasis, UnitNames
from monitor.quarter.output import covers, covers_days
from monitor.quarter.rows import NOT_CONFIGURED, Activity, Disclosure, DutyRow, Figure, UnitCount
from monitor.quarter.settings import ReportSettings
from monitor.quarter.span import Span, figure, within
from monitor.regulations.workdays import Workdays

#: The stretches that a minimum of activities is for.
IN_A_QUARTER, IN_A_YEAR = Text("activity.in_a_quarter"), Text("activity.in_a_year")


def count_disclosure(
    sites: Sequence[Site],
    ledgers: Mapping[str, ArticleLedger],
    names: UnitNames,
    settings: ReportSettings,
    span: Span,
    local: Workdays,
    duties: Sequence[DutyRow],
) -> Disclosure:
    """All figures of the third part; *ledgers*: at least those of the sites whose columns are of any class."""
    counting = _Counting(sites, ledgers, names, settings, span)
    year = span.year
    interpreted = counting.of("interpretation", *year)
    quarter = [one for one in interpreted if one.on and one.on >= span.first]
    forms = {one.url: form_of(one, counting.column_names(one)) for one in interpreted}
    policies = counting.of("policy", span.first, span.last)
    configured = settings.columns["interpretation"].columns
    return Disclosure(
        items=counting.figure("disclosure", span.first, span.last),
        units=_units(counting),
        interpretations=counting.figure("interpretation", span.first, span.last),
        by_unit=by_unit(
            settings.rostered,
            interpreted,
            quarter,
            forms,
            names,
            settings.interpretation_minimum,
            year_is_over=span.is_over and span.quarter.number == 4,
            complete=counting.is_whole("interpretation", *year),
        )
        if configured
        else (),
        pairs=pair(policies, interpreted, forms, settings.interpretation_days, local) if configured else (),
        pairs_note=None if configured and settings.columns["policy"].columns else NOT_CONFIGURED,
        activities=_activities(counting),
        duties=tuple(duties),
    )


class _Counting:
    """Articles of a class of columns, in a stretch."""

    def __init__(
        self,
        sites: Sequence[Site],
        ledgers: Mapping[str, ArticleLedger],
        names: UnitNames,
        settings: ReportSettings,
        span: Span,
    ) -> None:
        self.ledgers, self.names, self.settings, self.span = ledgers, names, settings, span
        concerned = {site for one in settings.columns.values() for site, _ in one.columns}
        self._columns = {
            (site.id, column.id): column for site in sites if site.id in concerned for column in site.columns
        }

    def of(self, name: str, first: date, last: date) -> list[Article]:
        """Articles of class *name* published from *first* to *last*."""
        chosen = self.settings.columns[name]
        concerned = {site for site, _ in chosen.columns}
        return [
            one
            for site in self.settings.sites
            if site in concerned and site in self.ledgers
            for one in within(self.ledgers[site].articles, first, last)
            if chosen.holds(site, one.columns)
        ]

    def figure(self, name: str, first: date, last: date) -> Figure:
        """Their number; not counted where nobody told which columns these are."""
        if not self.settings.columns[name].columns:
            return Figure(value=None, note=NOT_CONFIGURED)
        return figure(
            self.of(name, first, last), None if self.is_covered(name) else Text("output.not_followed")
        )

    def is_covered(self, name: str) -> bool:
        """Whether every column of the class was followed through the quarter."""
        pairs = self.settings.columns[name].columns
        return bool(pairs) and all(
            site in self.ledgers and covers(self.ledgers[site], self._columns[site, column], self.span)
            for site, column in sorted(pairs)
        )

    def is_whole(self, name: str, first: date, last: date) -> bool:
        """
        Whether all that the columns of the class published from *first* to *last* is known, and whose it is.

        Every column was followed through the stretch; no item is without a certain day or without an owner.
        """
        pairs = self.settings.columns[name].columns
        followed = bool(pairs) and all(
            site in self.ledgers and covers_days(self.ledgers[site], self._columns[site, column], first, last)
            for site, column in sorted(pairs)
        )
        return followed and not any(
            not one.is_certain or self.names.owner(one).by in (OwnerBasis.UNRESOLVED, OwnerBasis.NOBODY)
            for site in {site for site, _ in pairs}
            for one in self.ledgers[site].articles
            if self.settings.columns[name].holds(site, one.columns)
            and (one.on is None or first <= one.on <= last)
        )

    def column_names(self, article: Article) -> list[str]:
        """The names of the columns that list *article*."""
        found = (self._columns.get((article.site, one)) for one in article.columns)
        return [one.name for one in found if one is not None]


def _units(counting: _Counting) -> tuple[UnitCount, ...]:
    """Disclosure items by rostered unit, fewest first; nothing is proven only on lists that were followed."""
    if not counting.settings.columns["disclosure"].columns:
        return ()
    articles = counting.of("disclosure", counting.span.first, counting.span.last)
    owners = [(one, counting.names.owner(one)) for one in articles]
    anybodys = any(
        owner.by in (OwnerBasis.UNRESOLVED, OwnerBasis.NOBODY) or not one.is_certain for one, owner in owners
    )
    settled = counting.is_covered("disclosure") and counting.span.is_over and not anybodys
    rows = []
    for unit in counting.settings.rostered:
        count = figure(one for one, owner in owners if owner.unit == unit.id)
        outcome = Outcome.PASS if count.confirmed else Outcome.UNKNOWN
        if not count.value and settled:
            outcome = Outcome.FAIL
        rows.append(UnitCount(unit=unit.id, name=unit.name, count=count, outcome=outcome))
    return tuple(sorted(rows, key=lambda row: (row.count.value or 0, row.unit)))


def _activities(counting: _Counting) -> tuple[Activity, ...]:
    settings = counting.settings
    return (
        _activity(counting, "survey", settings.survey_minimum, IN_A_QUARTER),
        _activity(counting, "solicitation", settings.solicitation_minimum, IN_A_QUARTER),
        _activity(counting, "interview", settings.interview_minimum, IN_A_YEAR),
    )


def _activity(counting: _Counting, name: str, minimum: int | None, of: Text) -> Activity:
    span = counting.span
    quarter = counting.figure(name, span.first, span.last)
    year = counting.figure(name, add_months(span.last + DAY, -12), span.last)
    judged = quarter if of == IN_A_QUARTER else year
    outcome = Outcome.NOT_APPLICABLE if minimum is None else Outcome.UNKNOWN
    if minimum is not None and judged.value is not None:
        if judged.confirmed >= minimum:
            outcome = Outcome.PASS
        elif of == IN_A_QUARTER and span.is_over and counting.is_covered(name) and judged.value < minimum:
            outcome = Outcome.FAIL
        elif of == IN_A_YEAR and span.is_over and judged.value < minimum:
            whole = counting.is_whole(name, add_months(span.last + DAY, -12), span.last)
            outcome = Outcome.FAIL if whole else Outcome.UNKNOWN
    return Activity(
        name=Text(f"activity.{name}"),
        quarter=quarter,
        year=year,
        minimum=minimum,
        minimum_of=of,
        outcome=outcome,
    )
