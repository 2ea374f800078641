"""Figures of the period that reach a row (指标事实): from ledgers, lists of columns and the register, with evidence."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property

from monitor.assess.account_register import FAULT_WORDS, Entries, Fault, RegistryFault
from monitor.domain.finding import Owed
from monitor.domain.ledger import Article, ArticleLedger
from monitor.domain.site import Account, Site, Unit, UnitKind, Watch
from monitor.domain.timing import DAY, Quarter, add_months
from monitor.domain.verdict import ColumnVerdict, Outcome, Text, Verdict
from monitor.quarter.classes import CLASSES, choose_columns
from monitor.quarter.duties import duties_of
from monitor.quarter.frequency import frequency_rows
from monitor.quarter.interpretations import form_of, pair
from monitor.quarter.names import OwnerBasis, UnitNames, names_of
from monitor.quarter.output import count_output, covers, covers_days, owes_items
from monitor.quarter.rows import DutyRow, FrequencyRow, Interpretation, Output, UnitOutput
from monitor.quarter.settings import ReportSettings, UnitGroup, read_settings
from monitor.quarter.span import Span, within
from monitor.regulations.workdays import NOTHING_LOCAL, Workdays
from monitor.rules.base import parts_of

#: So many titles or names are told in a sentence; the rest are counted.
NAMED = 5


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

    @cached_property
    def settings(self) -> ReportSettings:
        """`[report]`, with the columns of each class on every site."""
        said = read_settings(self.watch)
        classes = (self.watch.settings.get("report") or {}).get("columns") or {}
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
    def year_counts(self) -> Mapping[str, int]:
        """What each unit published since 1 January on the counted sites."""
        found = {one.id: 0 for one in self.watch.units}
        for article in self.articles(None, self.settings.sites, *self.span.year):
            owner = self.names.owner(article).unit
            if owner in found:
                found[owner] += 1
        return found

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
            found = [one for one in found if not one.name.endswith(("年度报表", "年度报告"))]
            found += [one for one in self._duties(first) if one.name.endswith(("年度报表", "年度报告"))]
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
class _Scope:
    """Articles of one owner: of its own sites, or by its name on any counted site."""

    period: Period
    owner: SheetOwner
    by_site: bool

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
        """Whether nothing else of this class can be the owner's in the stretch."""
        pairs, ledgers = self.pairs(name), self.period.ledgers
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

    def column_names(self, article: Article) -> list[str]:
        site = next((one for one in self.period.watch.sites if one.id == article.site), None)
        return [one.name for one in site.columns if one.id in article.columns] if site else []


def facts_of(
    period: Period, owner: SheetOwner, kind: str, *, minimum: int | None, by_unit: bool
) -> IndicatorFact:
    """
    The fact *kind* for *owner*. *minimum*: the row's own number; *by_unit*: count by the unit's name, not by its sites.

    Raises KeyError for a kind that nobody computes.
    """
    scope = _Scope(period, owner, not by_unit and bool(owner.sites))
    return KINDS[kind](scope, minimum)


def _text(en: str, zh: str) -> Text:
    return Text(en, zh)


def _evidence(articles: Iterable[Article]) -> tuple[str, ...]:
    return tuple(sorted({id for one in articles for id in one.evidence}))


def _not_configured(kind: str, title: str, name: str) -> IndicatorFact:
    return IndicatorFact(
        kind=kind, name=title, outcome=None, configured=False,
        reason=_text(f"no column counts as {name}", f"没有登记“{CLASSES[name]}”类栏目，未统计"),
        needs=_text(
            f"name the columns in [report.columns] {name}, or import a publishing log",
            f"在 [report.columns] {name} 中指定栏目，或导入发布日志",
        ),
    )  # fmt: skip


def _site_output(scope: _Scope, minimum: int | None) -> IndicatorFact:
    own = [
        one for one in scope.period.output(None).sites if one.site in {site.id for site in scope.owner.sites}
    ]
    if not own:
        return IndicatorFact(
            kind="site_output", name="网站发布量", outcome=Outcome.NOT_APPLICABLE,
            reason=_text("the unit runs no counted site", "该单位不主办计入发布量的网站"),
        )  # fmt: skip
    total, open_columns = sum(one.total.value or 0 for one in own), sum(len(one.uncovered) for one in own)
    more = f"；{open_columns} 个栏目未监测到整个季度" if open_columns else ""
    return IndicatorFact(
        kind="site_output", name="网站发布量", outcome=None,
        reason=_text(f"{total} items published in the quarter", f"本季度共发布信息 {total} 条{more}"),
        measured={"items": total, "columns_not_followed": open_columns},
        at_most={"items": None} if open_columns else {},
        evidence=tuple(dict.fromkeys(id for one in own for id in one.total.evidence)),
    )  # fmt: skip


def _unit_row(scope: _Scope, minimum: int | None) -> UnitOutput | None:
    rows = (row for group in scope.period.output(minimum).groups for row in group.units)
    return next((row for row in rows if scope.owner.unit and row.unit == scope.owner.unit.id), None)


def _unit_output(scope: _Scope, minimum: int | None) -> IndicatorFact:
    row = _unit_row(scope, minimum)
    if row is None or not scope.period.settings.sites:
        return IndicatorFact(
            kind="unit_output", name="单位发布量", outcome=Outcome.NOT_APPLICABLE,
            reason=_text("no unit", "没有对应的单位"),
        )  # fmt: skip
    months = [one.value for one in row.months]
    listed = "、".join("未到" if one is None else f"{one} 条" for one in months)
    asked = f"（每月要求 {minimum} 条）" if minimum else ""
    whole = scope.period.output(minimum).complete
    needs = None
    if row.outcome is Outcome.UNKNOWN:
        needs = _text(
            "follow every counted column through the quarter (monitor backfill), resolve sources, or import a whole log",
            "补采栏目往期列表（monitor backfill）、补全信息来源的单位别名，或导入整季发布日志",
        )
    return IndicatorFact(
        kind="unit_output", name="单位发布量", outcome=row.outcome if minimum else None,
        reason=_text(
            f"{row.total.value} items in the quarter, by month: {months}",
            f"本季度发布 {row.total.value} 条，各月 {listed}{asked}" + (f"；{row.reason}" if row.reason else ""),
        ),
        needs=needs,
        measured={
            "items": row.total.value, "months": months, "short_months": list(row.short_months), "minimum": minimum,
            "faults": len(row.short_months),
        },
        at_most={} if whole else {"items": None, "faults": 3},
        evidence=row.total.evidence or scope.period.looks(_counted_columns(scope.period)),
    )  # fmt: skip


def _counted_columns(period: Period) -> list[tuple[str, str]]:
    return [
        (site.id, column.id)
        for site in period.watch.sites
        if site.id in period.settings.sites
        for column in site.columns
        if owes_items(column, period.span)
    ]


def _unit_output_rank(scope: _Scope, minimum: int | None) -> IndicatorFact:
    period, unit = scope.period, scope.owner.unit
    if unit is None:
        return IndicatorFact(
            kind="unit_output_rank", name="年度发布量排名", outcome=Outcome.NOT_APPLICABLE,
            reason=_text("no unit", "没有对应的单位"),
        )  # fmt: skip
    kind = period.kind_of(unit)
    peers = [one.id for one in period.watch.units if period.kind_of(one) is kind]
    own = period.year_counts[unit.id]
    rank = 1 + sum(period.year_counts[one] > own for one in peers)
    columns = {(site.id, one.id): one for site in period.watch.sites for one in site.columns}
    whole = all(
        site in period.ledgers and covers_days(period.ledgers[site], columns[site, column], *period.span.year)
        for site, column in _counted_columns(period)
    ) and not any(
        period.names.owner(one).by in (OwnerBasis.UNRESOLVED, OwnerBasis.NOBODY)
        for one in period.articles(None, period.settings.sites, *period.span.year)
    )
    doubt = "" if whole else "；部分栏目未监测到全年，或有来源未归属，名次待核"
    return IndicatorFact(
        kind="unit_output_rank", name="年度发布量排名", outcome=None,
        reason=_text(
            f"{own} items this year, rank {rank} of {len(peers)}",
            f"本年度发布 {own} 条，在 {len(peers)} 个同类单位中列第 {rank} 名{doubt}",
        ),
        measured={"year_items": own, "year_rank": rank if whole else 1, "peers": len(peers), "whole": whole},
        at_most={} if whole else {"year_items": None, "year_rank": len(peers)},
        evidence=_evidence(
            one
            for one in period.articles(None, period.settings.sites, *period.span.year)
            if period.names.owner(one).unit == unit.id
        ),
    )  # fmt: skip


def _own_columns(scope: _Scope) -> list[tuple[Site, str]]:
    """Columns that the owner answers for: those named to it, and those of its own sites that name nobody else."""
    unit = scope.owner.unit.id if scope.owner.unit else None
    mine = [
        (site, column.id)
        for site in scope.owner.sites
        for column in site.columns
        if not scope.owner.unit or column.unit in (None, unit)
    ]
    return [*mine, *scope.owner.columns]


def _states(scope: _Scope) -> list[tuple[Site, str, ColumnVerdict]]:
    found = []
    for site, column in _own_columns(scope):
        parts = next(
            (
                one.columns
                for one in scope.period.verdicts.get(site.id, ())
                if parts_of(one.rule) is Owed.COLUMN
            ),
            (),
        )
        found += [(site, column, one) for one in parts if one.id == column]
    return found


def _columns_late(scope: _Scope, minimum: int | None) -> IndicatorFact:
    states = _states(scope)
    names = {(site.id, one.id): one.name for site, _, _ in states for one in site.columns}
    late = [(site, id, one) for site, id, one in states if one.outcome is Outcome.FAIL]
    unknown = sum(one.outcome is Outcome.UNKNOWN for _, _, one in states)
    if not states:
        outcome, needs = Outcome.NOT_APPLICABLE, None
        said = _text("the unit answers for no judged column", "该单位没有承担保障的、须更新的栏目")
    else:
        told = "、".join(
            f"{names[site.id, id]}（{f'最新 {one.newest}' if one.newest else '空白或从未更新'}）"
            for site, id, one in late[:NAMED]
        )
        more = f"等 {len(late)} 个" if len(late) > NAMED else ""
        tail = f"；{unknown} 个尚不能判定" if unknown else ""
        said = _text(
            f"{len(late)} of {len(states)} columns late, {unknown} unknown",
            (
                f"{len(states)} 个栏目中 {len(late)} 个未按要求更新：{told}{more}"
                if late
                else f"{len(states)} 个栏目未见逾期"
            )
            + tail,
        )
        outcome = Outcome.FAIL if late else Outcome.UNKNOWN if unknown else Outcome.PASS
        needs = (
            _text("read the unknown columns", "读到尚不能判定的栏目，或由人工确认")
            if outcome is Outcome.UNKNOWN
            else None
        )
    rows = late or states
    return IndicatorFact(
        kind="columns_late", name="栏目更新", outcome=outcome, reason=said, needs=needs,
        measured={
            "columns": len(states), "late_columns": len(late), "unknown_columns": unknown,
            "late": [
                {"site": site.id, "column": id, "newest": one.newest, "days_over": one.days_over} for site, id, one in late
            ],
        },
        at_most={"late_columns": len(late) + unknown} if unknown else {},
        evidence=tuple(dict.fromkeys(id for _, _, one in rows for id in one.evidence)),
    )  # fmt: skip


def _columns_frequency(scope: _Scope, minimum: int | None) -> IndicatorFact:
    own = {(site.id, id) for site, id in _own_columns(scope)}
    rows = [row for key, row in scope.period.frequencies.items() if key in own]
    missed = [row for row in rows if row.outcome is Outcome.FAIL]
    unknown = sum(row.outcome is Outcome.UNKNOWN for row in rows)
    named = "、".join(f"{row.name}（{row.reason}）" for row in missed[:NAMED])
    if not rows:
        said = _text("no column has a declared frequency", "该单位没有规定更新频率的栏目")
    else:
        said = _text(
            f"{len(missed)} of {len(rows)} columns below their frequency, {unknown} unknown",
            f"{len(rows)} 个栏目规定了更新频率，{len(missed)} 个未达到，{unknown} 个尚不能判定"
            + (f"：{named}" if named else ""),
        )
    return IndicatorFact(
        kind="columns_frequency", name="季度更新频次", outcome=None if rows else Outcome.NOT_APPLICABLE, reason=said,
        measured={"columns": len(rows), "missed_columns": len(missed), "unknown_columns": unknown},
        at_most={"missed_columns": len(missed) + unknown} if unknown else {},
        evidence=tuple(dict.fromkeys(id for row in (missed or rows) for id in row.published.evidence))
        or scope.period.looks((row.site, row.column) for row in missed),
    )  # fmt: skip


def _disclosure_items(scope: _Scope, minimum: int | None) -> IndicatorFact:
    if not scope.pairs("disclosure"):
        return _not_configured("disclosure_items", "主动公开信息", "disclosure")
    span = scope.period.span
    found = scope.articles("disclosure", span.first, span.last)
    whole = span.is_over and scope.is_whole("disclosure", span.first, span.last)
    outcome, needs = Outcome.UNKNOWN, None
    if any(one.is_certain for one in found):
        outcome = Outcome.PASS
    elif not found and whole:
        outcome = Outcome.FAIL
    else:
        needs = _text(
            "follow the disclosure columns through the quarter", "监测满整个季度，或导入完整的公开目录"
        )
    return IndicatorFact(
        kind="disclosure_items", name="主动公开信息", outcome=outcome, needs=needs,
        reason=_text(f"{len(found)} items disclosed in the quarter", f"本季度主动公开信息 {len(found)} 条"),
        measured={"items": len(found), "whole": whole}, at_most={} if whole else {"items": None},
        evidence=_evidence(found) or scope.period.looks(scope.pairs("disclosure")),
    )  # fmt: skip


def _duty(kind: str, name: str) -> Callable[[_Scope, int | None], IndicatorFact]:
    def told(scope: _Scope, minimum: int | None) -> IndicatorFact:
        owners = {one.name for one in scope.owner.sites} | (
            {scope.owner.unit.name} if scope.owner.unit else set()
        )
        rows = [row for row in scope.period.duties if row.name == name and row.owner in owners]
        if not rows:
            return IndicatorFact(
                kind=kind, name=name, outcome=Outcome.NOT_APPLICABLE if not scope.owner.sites else None,
                configured=bool(scope.owner.sites),
                reason=_text("not owed by any site of the unit here", "本期没有该单位须公开的此类文件"),
                needs=_text("list who owes it in [report] yearly", "在 [report] yearly 中列明应公开的单位"),
            )  # fmt: skip
        row = min(rows, key=lambda one: list(_WORST).index(one.outcome))
        open_one = row.outcome is Outcome.UNKNOWN
        return IndicatorFact(
            kind=kind, name=name, outcome=row.outcome, evidence=row.evidence,
            reason=_text(
                f"{name}: {row.outcome.value}, due {row.since} to {row.due}, published {row.on}",
                f"{row.owner}：{row.reason}（时限 {row.since} 至 {row.due}）",
            ),
            needs=_text("follow its columns whole, or a person confirms", "完整监测应刊登的栏目，或由人工核对")
            if open_one
            else None,
            measured={"since": row.since, "due_on": row.due, "published": row.on, "title": row.title, "url": row.url},
        )  # fmt: skip

    return told


_WORST = (Outcome.FAIL, Outcome.UNKNOWN, Outcome.PASS, Outcome.NOT_APPLICABLE)


def _pairs(scope: _Scope, most: int | None) -> tuple[Interpretation, ...]:
    span, (first, last) = scope.period.span, scope.period.last_year
    policies = scope.articles("policy", span.first, span.last)
    wide = replace(scope, by_site=True) if scope.by_site else scope
    interpreted = list(scope.period.articles("interpretation", wide.sites, first, last))
    forms = {one.url: form_of(one, scope.column_names(one)) for one in interpreted}
    return pair(policies, interpreted, forms, most, scope.period.workdays)


def _interpretation_delay(scope: _Scope, most: int | None) -> IndicatorFact:
    kind, title = "interpretation_delay", "政策解读时限"
    for name in ("policy", "interpretation"):
        if not scope.pairs(name):
            return _not_configured(kind, title, name)
    rows = _pairs(scope, most)
    told = [row for row in rows if row.working_days is not None]
    late = [row for row in told if row.outcome is Outcome.FAIL]
    open_rows = len(rows) - sum(row.outcome in (Outcome.FAIL, Outcome.PASS) for row in rows)
    outcome: Outcome | None = Outcome.UNKNOWN
    if most is None:
        outcome = None
    elif late:
        outcome = Outcome.FAIL
    elif rows and not open_rows:
        outcome = Outcome.PASS
    named = "、".join(f"《{row.policy}》（{row.working_days} 个工作日）" for row in late[:NAMED])
    limit = "" if most is None else "（要求同步）" if most == 0 else f"（要求 {most} 个工作日内）"
    return IndicatorFact(
        kind=kind, name=title, outcome=outcome,
        reason=_text(
            f"{len(rows)} policies, {len(told)} interpreted, {len(late)} late",
            f"本季度政策文件 {len(rows)} 件，找到解读 {len(told)} 件，迟于时限 {len(late)} 件{limit}" + (f"：{named}" if named else ""),
        ),
        needs=_text("a person says which policies need no interpretation", "由人工确认其余文件是否需要解读")
        if outcome is Outcome.UNKNOWN
        else None,
        measured={
            "policies": len(rows), "interpreted": len(told), "late_interpretations": len(late),
            "working_days": [row.working_days for row in told], "limit_working_days": most,
        },
        at_most={"late_interpretations": len(late) + open_rows} if open_rows else {},
        evidence=tuple(dict.fromkeys(id for row in (late or rows) for id in row.evidence)),
    )  # fmt: skip


def _interpretation_share(scope: _Scope, minimum: int | None) -> IndicatorFact:
    kind, title = "interpretation_share", "政策解读比例"
    for name in ("policy", "interpretation"):
        if not scope.pairs(name):
            return _not_configured(kind, title, name)
    rows = _pairs(scope, None)
    told = sum(row.working_days is not None for row in rows)
    percent = round(100 * told / len(rows), 1) if rows else None
    return IndicatorFact(
        kind=kind, name=title, outcome=None,
        reason=_text(
            f"{told} of {len(rows)} policies interpreted",
            f"本季度政策文件 {len(rows)} 件，{told} 件有解读" + (f"，占 {percent}%" if percent is not None else ""),
        ),
        measured={"policies": len(rows), "interpreted": told, "interpreted_percent": percent},
        evidence=tuple(dict.fromkeys(id for row in rows for id in row.evidence)),
    )  # fmt: skip


def _forms(scope: _Scope) -> tuple[list[Article], dict[str, int]]:
    found = scope.articles("interpretation", *scope.period.span.year)
    told = [form_of(one, scope.column_names(one)) for one in found]
    return found, {
        "graphic": told.count("图文"),
        "audiovisual": told.count("音视频"),
        "unstated": told.count(""),
    }


def _interpretation_forms(scope: _Scope, minimum: int | None) -> IndicatorFact:
    if not scope.pairs("interpretation"):
        return _not_configured("interpretation_forms", "政策解读形式", "interpretation")
    found, forms = _forms(scope)
    return IndicatorFact(
        kind="interpretation_forms", name="政策解读形式", outcome=None,
        reason=_text(
            f"{len(found)} interpretations this year: {forms}",
            f"本年度政策解读 {len(found)} 篇：图文 {forms['graphic']}、音视频 {forms['audiovisual']}、"
            f"形式待人工认定 {forms['unstated']}",
        ),
        measured={"interpretations": len(found), **forms}, evidence=_evidence(found),
    )  # fmt: skip


def _interpretation_year(scope: _Scope, minimum: int | None) -> IndicatorFact:
    kind, title = "interpretation_year", "年度政策解读"
    if not scope.pairs("interpretation"):
        return _not_configured(kind, title, "interpretation")
    span = scope.period.span
    found, forms = _forms(scope)
    enough, wanted = forms["graphic"] + forms["audiovisual"], minimum or 1
    over = span.is_over and span.quarter.number == 4
    whole = over and scope.is_whole("interpretation", *span.year)
    outcome = (
        Outcome.PASS
        if enough >= wanted
        else Outcome.FAIL
        if whole and len(found) < wanted
        else Outcome.UNKNOWN
    )
    extra = f"，多于 {wanted} 篇" if enough > wanted else ""
    needs = None
    if outcome is Outcome.UNKNOWN:
        needs = _text(
            "the year ends, its columns are followed whole, forms are told by a person",
            "待年度结束并完整监测解读栏目，形式不明的由人工认定",
        )
    return IndicatorFact(
        kind=kind, name=title, outcome=outcome, needs=needs,
        reason=_text(
            f"{enough} interpretations in picture or sound this year, {forms['unstated']} of untold form; wanted {wanted}",
            f"本年度图文或音视频解读 {enough} 篇{extra}（要求至少 {wanted} 篇）"
            + (f"，另有 {forms['unstated']} 篇形式待人工认定" if forms["unstated"] else ""),
        ),
        measured={"year_items": enough, **forms, "minimum": wanted, "whole": whole},
        at_most={} if whole and not forms["unstated"] else {"year_items": len(found) if whole else None},
        evidence=_evidence(found) or scope.period.looks(scope.pairs("interpretation")),
    )  # fmt: skip


def _counted(kind: str, title: str, classes: Sequence[str]) -> Callable[[_Scope, int | None], IndicatorFact]:
    """How many activities of *classes* there were in the year before the moment, and in the quarter."""

    def told(scope: _Scope, minimum: int | None) -> IndicatorFact:
        if not any(scope.pairs(name) for name in classes):
            return _not_configured(kind, title, classes[0])
        span = scope.period.span
        year = {name: scope.articles(name, *scope.period.last_year) for name in classes}
        quarter = {name: scope.articles(name, span.first, span.last) for name in classes}
        number, in_quarter = (sum(len(some) for some in found.values()) for found in (year, quarter))
        whole = all(scope.is_whole(name, *scope.period.last_year) for name in classes)
        parts = "、".join(f"{CLASSES[name]} {len(found)} 次" for name, found in year.items())
        outcome = None
        if minimum is not None:
            outcome = _enough(
                sum(one.is_certain for some in year.values() for one in some), number, minimum, whole
            )
        return IndicatorFact(
            kind=kind, name=title, outcome=outcome,
            reason=_text(
                f"{number} in the twelve months before, {in_quarter} in the quarter",
                f"监测时间点前一年内{parts}，本季度 {in_quarter} 次" + (f"（要求不少于 {minimum} 次）" if minimum else ""),
            ),
            needs=_text("follow these columns for a year", "完整监测相应栏目满一年，或导入活动清单")
            if outcome is Outcome.UNKNOWN
            else None,
            measured={"year_activities": number, "activities": in_quarter, "minimum": minimum, "whole": whole},
            at_most={} if whole else {"year_activities": None, "activities": None},
            evidence=_evidence(one for some in year.values() for one in some)
            or scope.period.looks(pair for name in classes for pair in scope.pairs(name)),
        )  # fmt: skip

    return told


def _enough(certain: int, number: int, minimum: int, whole: bool) -> Outcome:
    if certain >= minimum:
        return Outcome.PASS
    return Outcome.FAIL if whole and number < minimum else Outcome.UNKNOWN


def _participation_quarter(scope: _Scope, minimum: int | None) -> IndicatorFact:
    kind, title, classes = "participation_quarter", "季度调查征集", ("survey", "solicitation")
    for name in classes:
        if not scope.pairs(name):
            return _not_configured(kind, title, name)
    span, wanted = scope.period.span, minimum or 1
    found = {name: scope.articles(name, span.first, span.last) for name in classes}
    whole = span.is_over and all(scope.is_whole(name, span.first, span.last) for name in classes)
    outcomes = [
        _enough(sum(one.is_certain for one in some), len(some), wanted, whole) for some in found.values()
    ]
    outcome = next(one for one in _WORST if one in outcomes)
    return IndicatorFact(
        kind=kind, name=title, outcome=outcome,
        reason=_text(
            f"this quarter {len(found['survey'])} surveys, {len(found['solicitation'])} solicitations",
            f"本季度网上调查 {len(found['survey'])} 篇、意见征集 {len(found['solicitation'])} 篇（要求各不少于 {wanted} 篇）",
        ),
        needs=_text("follow both columns through the quarter", "完整监测调查、征集栏目至季度结束，或由人工核对")
        if outcome is Outcome.UNKNOWN
        else None,
        measured={"surveys": len(found["survey"]), "solicitations": len(found["solicitation"]), "whole": whole},
        evidence=_evidence(one for some in found.values() for one in some)
        or scope.period.looks(pair for name in classes for pair in scope.pairs(name)),
    )  # fmt: skip


def _register(
    kind: str, title: str, wanted: Collection[Fault]
) -> Callable[[_Scope, int | None], IndicatorFact]:
    needs_register = not set(wanted) & {Fault.SEVERAL, Fault.NAMES_DIFFER}

    def told(scope: _Scope, minimum: int | None) -> IndicatorFact:
        own = {one.id for one in scope.owner.accounts}
        unit = scope.owner.unit.id if scope.owner.unit else None
        if needs_register and not scope.period.entries:
            return IndicatorFact(
                kind=kind, name=title, outcome=None, configured=False,
                reason=_text("no register was imported", "尚未导入政务新媒体备案信息，未核对"),
                needs=_text("import the register: monitor import FILE", "导入备案表：monitor import 备案表.xlsx"),
            )  # fmt: skip
        found = [
            one
            for one in scope.period.faults
            if one.fault in wanted and ((unit and one.unit == unit) or own & set(one.accounts))
        ]
        seen = [seen.id for subject, seen in scope.period.entries if subject in own]
        seen += [id for account in sorted(own) for id in scope.period.sightings.get(account, ())]
        named = "；".join(f"{FAULT_WORDS[one.fault]}：{one.said.zh}" for one in found[:NAMED])
        return IndicatorFact(
            kind=kind, name=title, outcome=None,
            reason=_text(
                f"{len(own)} accounts, {len(found)} differences" + "".join(f"; {one.said.en}" for one in found[:NAMED]),
                f"{len(own)} 个账号，核对发现 {len(found)} 项，请人工核实：{named}"
                if found
                else f"{len(own)} 个账号，与备案及平台核对未发现问题",
            ),
            measured={"accounts": len(own), "faults": len(found), "kinds": sorted({one.fault.value for one in found})},
            evidence=tuple(dict.fromkeys(seen)),
        )  # fmt: skip

    return told


#: Every kind of fact that a row may name, by its key.
KINDS: Mapping[str, Callable[[_Scope, int | None], IndicatorFact]] = {
    "site_output": _site_output,
    "unit_output": _unit_output,
    "unit_output_rank": _unit_output_rank,
    "columns_late": _columns_late,
    "columns_frequency": _columns_frequency,
    "disclosure_items": _disclosure_items,
    "disclosure_report": _duty("disclosure_report", "政府信息公开年度报告"),
    "site_report": _duty("site_report", "政府网站年度报表"),
    "site_check": _duty("site_check", "政府网站自查情况公开"),
    "media_check": _duty("media_check", "政务新媒体自查情况公开"),
    "interpretation_delay": _interpretation_delay,
    "interpretation_share": _interpretation_share,
    "interpretation_forms": _interpretation_forms,
    "interpretation_year": _interpretation_year,
    "surveys": _counted("surveys", "网上调查", ("survey",)),
    "solicitations": _counted("solicitations", "意见征集", ("solicitation",)),
    "interviews": _counted("interviews", "在线访谈", ("interview",)),
    "participation_year": _counted("participation_year", "一年内调查征集", ("survey", "solicitation")),
    "participation_quarter": _participation_quarter,
    "register_several": _register("register_several", "一平台多账号", (Fault.SEVERAL,)),
    "register_names": _register("register_names", "账号名称", (Fault.NAMES_DIFFER, Fault.NAME_CHANGED)),
    "register_verified": _register("register_verified", "认证主体", (Fault.UNVERIFIED,)),
    "register_filing": _register(
        "register_filing", "备案", (Fault.NOT_REGISTERED, Fault.CLOSED_UNFILED, Fault.LIFE_DIFFERS)
    ),
    "register_closed": _register("register_closed", "关停整合", (Fault.CLOSED_ALIVE, Fault.RUNNING_NOT_FOUND)),
    "register_unwatched": _register("register_unwatched", "已备案未监测", (Fault.NOT_WATCHED,)),
}  # fmt: skip
