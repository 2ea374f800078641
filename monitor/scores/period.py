"""What the figures of a period are drawn from (评分依据): the quarter's ledgers and verdicts, whose they are, one fact."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any

from monitor.assess.account_register import Entries, RegistryFault
from monitor.domain.content import Post
from monitor.domain.ledger import Article, ArticleLedger
from monitor.domain.materials import Material
from monitor.domain.observation import Fact, StoredObservation
from monitor.domain.patrol import PatrolLine
from monitor.domain.sentence import Named
from monitor.domain.site import Account, Site, Unit, UnitKind, Watch
from monitor.domain.text_page import TextPage
from monitor.domain.timing import DAY, Quarter, add_months
from monitor.domain.upstream import UpstreamList
from monitor.domain.verdict import Outcome, Text, Verdict
from monitor.quarter.classes import CLASSES, choose_columns
from monitor.quarter.duties import YEARLY, duties_of
from monitor.quarter.exports import Exports
from monitor.quarter.frequency import frequency_rows
from monitor.quarter.names import OwnerBasis, UnitNames, names_of
from monitor.quarter.output import count_output, covers, covers_days, owes_items
from monitor.quarter.rows import DutyRow, FrequencyRow, Output
from monitor.quarter.settings import ReportSettings, UnitGroup, read_settings
from monitor.quarter.span import Span, within
from monitor.regulations.indicators import Indicator
from monitor.regulations.workdays import NOTHING_LOCAL, Workdays


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorFact:
    """What is known for one row from the figures of the period."""

    kind: str
    name: str  #: 政策解读时限
    outcome: Outcome | None  #: None: it is told, and decides nothing
    reason: Text
    needs: Text | None = None  #: what would settle it, where it is open
    measured: Mapping[str, object] = field(default_factory=dict)
    at_most: Mapping[str, float | None] = field(
        default_factory=dict
    )  #: a figure may still rise to; None: no end
    waits: bool = False  #: unknown, and all that a machine can see of it was seen: people decide the rest
    configured: bool = True  #: False: no source for it is configured or imported
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetOwner:
    """Whose sheet it is: a unit with all that it owns, or one site or account alone."""

    kind: str  #: unit | site | account
    id: str
    name: str
    unit: Unit | None = None
    sites: tuple[Site, ...] = ()
    accounts: tuple[Account, ...] = ()
    columns: tuple[tuple[Site, str], ...] = ()  #: columns on other units' sites that it answers for
    boards: tuple[tuple[Site, str], ...] = ()

    @property
    def owns(self) -> bool:
        """Whether anything is its own."""
        return bool(self.sites or self.accounts or self.columns or self.boards)


@dataclass(frozen=True, kw_only=True)
class Period:
    """What the figures of one quarter are drawn from, as of its moment, by what had been heard."""

    watch: Watch
    quarter: Quarter
    as_of: datetime
    ledgers: Mapping[str, ArticleLedger] = field(default_factory=dict)
    verdicts: Mapping[str, Sequence[Verdict]] = field(default_factory=dict)  #: by subject, at the last point
    entries: Entries = ()
    faults: tuple[RegistryFault, ...] = ()
    sightings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  #: account -> newest looks
    workdays: Workdays = NOTHING_LOCAL
    exports: Exports = field(default_factory=dict)  #: by site, oldest stored first
    #: by subject, kind and part the newest look of the quarter at what decides no veto: named pages, search, IPv6 …
    looked: Mapping[tuple[str, str, str], StoredObservation[Any]] = field(default_factory=dict)
    #: what people handed in for rows that no machine can tell, by owner, period and row
    materials: Mapping[tuple[str, str, str], Material] = field(default_factory=dict)
    posts: Mapping[str, Sequence[Post]] = field(default_factory=dict)  #: by account, of the quarter
    #: close readings by site and address, the newest that read the page
    texts: Mapping[str, Mapping[str, StoredObservation[TextPage]]] = field(default_factory=dict)
    #: lines of the patrol's candidates that stood in the quarter, by site
    patrol_lines: Mapping[str, Sequence[PatrolLine]] = field(default_factory=dict)
    #: looks at lists of portals above by site, oldest first
    upstreams: Mapping[str, Sequence[StoredObservation[UpstreamList]]] = field(default_factory=dict)

    @cached_property
    def settings(self) -> ReportSettings:
        """`[report]`, with the columns of each class on every site."""
        said = read_settings(self.watch)
        classes = self.watch.settings.report.columns
        return replace(said, columns=choose_columns(self.watch.sites, classes))

    @cached_property
    def span(self) -> Span:
        """The quarter as far as it has come."""
        return Span(self.quarter, self.as_of)

    @cached_property
    def names(self) -> UnitNames:
        """Every name that a unit goes by."""
        return names_of(self.watch.units, self.watch.sites, self.settings.outside)

    @cached_property
    def last_year(self) -> tuple[date, date]:
        """监测时间点前1年."""
        return add_months(self.span.last + DAY, -12), self.span.last

    def kind_of(self, unit: Unit) -> UnitKind:
        """What *unit* is: as configured, else by the lists of `[report]`, else other."""
        if unit.kind is not None:
            return unit.kind
        if unit in self.settings.towns.units:
            return UnitKind.TOWN
        return UnitKind.DEPARTMENT if unit in self.settings.departments.units else UnitKind.OTHER

    @cached_property
    def _outputs(self) -> dict[int | None, Output]:
        return {}

    def output(self, minimum: int | None) -> Output:
        """What every unit published, held against *minimum* a month."""
        if minimum not in self._outputs:
            towns = [one for one in self.watch.units if self.kind_of(one) is UnitKind.TOWN]
            others = [one for one in self.watch.units if one not in towns]
            settings = replace(
                self.settings,
                output_minimum=minimum,
                towns=UnitGroup(name="镇街", units=tuple(towns)),
                departments=UnitGroup(name="部门", units=tuple(others)),
            )
            self._outputs[minimum] = count_output(
                self.watch.sites, self.ledgers, self.names, settings, self.watch.units, self.span
            )
        return self._outputs[minimum]

    @cached_property
    def year_by_unit(self) -> Mapping[str, Sequence[Article]]:
        """What each unit published since 1 January on the counted sites; under "" what is nobody's whom we know."""
        found: dict[str, list[Article]] = {}
        for article in self.articles(None, self.settings.sites, *self.span.year):
            owner = self.names.owner(article)
            if owner.unit is not None:
                found.setdefault(owner.unit, []).append(article)
            elif owner.by in (OwnerBasis.UNRESOLVED, OwnerBasis.NOBODY):
                found.setdefault("", []).append(article)
        return found

    @cached_property
    def year_counts(self) -> Mapping[str, int]:
        """How many that are."""
        return {unit: len(articles) for unit, articles in self.year_by_unit.items() if unit}

    @cached_property
    def is_year_whole(self) -> bool:
        """Whether every counted column was followed since 1 January, and every item is somebody's."""
        columns = {(site.id, one.id): one for site in self.watch.sites for one in site.columns}
        return "" not in self.year_by_unit and all(
            site in self.ledgers and covers_days(self.ledgers[site], columns[site, column], *self.span.year)
            for site, column in self.counted_columns
        )

    @cached_property
    def counted_columns(self) -> Sequence[tuple[str, str]]:
        """The columns whose items count as output."""
        return [
            (site.id, column.id)
            for site in self.watch.sites
            if site.id in self.settings.sites
            for column in site.columns
            if owes_items(column, self.span)
        ]

    def peers_of(self, unit: Unit) -> Sequence[Unit]:
        """Units of the same kind that the centre lists; without lists those that published anything, and *unit*."""
        kind, listed = self.kind_of(unit), self.settings.rostered
        same = [one for one in self.watch.units if self.kind_of(one) is kind]
        return [one for one in same if one == unit or (one in listed if listed else self._is_here(one))]

    def _is_here(self, unit: Unit) -> bool:
        return self.kind_of(unit) is UnitKind.TOWN or unit.id in self.year_counts

    @cached_property
    def frequencies(self) -> Mapping[tuple[str, str], FrequencyRow]:
        """Each column held to its declared frequency."""
        rows = frequency_rows(
            self.watch.sites, self.ledgers, {one.id: one.name for one in self.watch.units}, self.span
        )
        return {(row.site, row.column): row for row in rows}

    @cached_property
    def duties(self) -> tuple[DutyRow, ...]:
        """What was owed in the quarter, and the yearly reports that were owed in its year."""
        first = Span(Quarter(self.quarter.year, 1), self.as_of)
        found = [*self._duties(self.span)]
        if first.quarter != self.quarter:
            found = [one for one in found if one.kind not in YEARLY]
            found += [one for one in self._duties(first) if one.kind in YEARLY]
        return tuple(found)

    def _duties(self, span: Span) -> Sequence[DutyRow]:
        every = replace(self.settings, sites=tuple(one.id for one in self.watch.sites))
        covered = {
            site.id: site.id in self.ledgers
            and bool(site.columns)
            and all(
                covers(self.ledgers[site.id], column, span)
                for column in site.columns
                if owes_items(column, span)
            )
            for site in self.watch.sites
        }
        return duties_of(self.watch.sites, self.ledgers, every, covered, span)

    def articles(
        self, name: str | None, sites: Collection[str], first: date, last: date
    ) -> Iterator[Article]:
        """Articles of class *name* (None: all that count) of *sites* published from *first* to *last*."""
        chosen = self.settings.uncounted if name is None else self.settings.columns[name]
        for id in sites:
            if id in self.ledgers:
                for one in within(self.ledgers[id].articles, first, last):
                    held = [(id, column) in chosen.columns for column in one.columns]
                    if not all(held) or not held if name is None else any(held):
                        yield one

    def looks(self, pairs: Iterable[tuple[str, str]]) -> tuple[str, ...]:
        """The newest look at each of those columns: what shows that nothing more stands there."""
        found = (
            self.ledgers[site].listings.get(column, ()) for site, column in pairs if site in self.ledgers
        )
        return tuple(looks[-1].id for looks in found if looks)


@dataclass(frozen=True, slots=True)
class OwnerScope:
    """Articles of one owner: of its own sites, or by its name on any counted site."""

    period: Period
    owner: SheetOwner
    by_site: bool
    row: Indicator | None = None  #: the row that it is for
    minimum: int | None = None  #: the row's own number

    @property
    def sites(self) -> tuple[str, ...]:
        if self.by_site:
            return tuple(one.id for one in self.owner.sites)
        return self.period.settings.sites

    def pairs(self, name: str) -> list[tuple[str, str]]:
        found = self.period.settings.columns[name].columns
        return sorted(pair for pair in found if pair[0] in self.sites)

    def articles(self, name: str, first: date, last: date) -> list[Article]:
        found = self.period.articles(name, self.sites, first, last)
        if self.by_site or self.owner.unit is None:
            return list(found)
        return [one for one in found if self.period.names.owner(one).unit == self.owner.unit.id]

    def is_whole(self, name: str, first: date, last: date) -> bool:
        """Whether nothing else of this class can be the owner's in the stretch; a class that has no column on a whole ledger has nothing."""
        pairs, ledgers = self.pairs(name), self.period.ledgers
        if not pairs:
            declared = {one.id for one in self.period.watch.sites if one.columns_complete is not None}
            return bool(self.sites) and declared >= {*self.sites}
        columns = {(site.id, one.id): one for site in self.period.watch.sites for one in site.columns}
        if not pairs or not all(
            site in ledgers and covers_days(ledgers[site], columns[site, column], first, last)
            for site, column in pairs
        ):
            return False
        chosen = self.period.settings.columns[name]
        return not any(
            self._may_be(one)
            for site in {site for site, _ in pairs}
            for one in ledgers[site].articles
            if chosen.holds(site, one.columns) and (one.on is None or first <= one.on <= last)
        )

    def _may_be(self, article: Article) -> bool:
        if not article.is_certain:
            return True
        nobodys = (OwnerBasis.UNRESOLVED, OwnerBasis.NOBODY)
        return not self.by_site and self.period.names.owner(article).by in nobodys

    def newest(self, kind: type[Fact], part: str) -> list[tuple[Site, StoredObservation[Any]]]:
        """The newest look of the quarter at *part* of each of the owner's sites that has one."""
        looked = self.period.looked
        keys = [(one, (one.id, kind.kind, part)) for one in self.owner.sites]
        return [(site, looked[key]) for site, key in keys if key in looked]

    def column_names(self, article: Article) -> list[str]:
        site = next((one for one in self.period.watch.sites if one.id == article.site), None)
        return [one.name for one in site.columns if one.id in article.columns] if site else []


NO_SITE = Text("fact.no_site")

#: What one kind of fact says of an owner in the period.
Told = Callable[[OwnerScope], IndicatorFact]


def evidence_in(articles: Iterable[Article]) -> tuple[str, ...]:
    return tuple(sorted({id for one in articles for id in one.evidence}))


def not_theirs(kind: str, name: str, reason: Text = NO_SITE) -> IndicatorFact:
    """The owner has none of what the fact is about."""
    return IndicatorFact(kind=kind, name=name, outcome=Outcome.NOT_APPLICABLE, reason=reason)


def not_looked(
    kind: str, name: str, reason: Text, needs: Text, evidence: tuple[str, ...] = ()
) -> IndicatorFact:
    """Nothing that would tell is configured, imported or seen."""
    return IndicatorFact(
        kind=kind, name=name, outcome=None, configured=False, reason=reason, needs=needs, evidence=evidence
    )


def not_configured(kind: str, title: str, name: str) -> IndicatorFact:
    """No column is of that class."""
    what = Named(name, CLASSES[name])
    return not_looked(
        kind,
        title,
        Text("fact.no_class", {"what": what}),
        Text("fact.needs_class", {"what": what, "key": name}),
    )


WORST = (Outcome.FAIL, Outcome.UNKNOWN, Outcome.PASS, Outcome.NOT_APPLICABLE)


#: So many titles or names are told in a sentence; the rest are counted.
NAMED = 5
