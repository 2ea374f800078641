"""The sheet of a unit (单位评分表): one table over all that it owns; which table, and why."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from monitor.domain.points import EnteredCell
from monitor.domain.site import Account, Level, Site, Subject, UnitKind, Watch
from monitor.domain.timing import day_of
from monitor.domain.verdict import Outcome, Sort, Verdict
from monitor.regulations.editions import load_edition
from monitor.regulations.indicators import (
    Indicator,
    IndicatorTable,
    NoTableError,
    Part,
    level_of,
    load_table,
    table_for,
)
from monitor.scores.facts import facts_of
from monitor.scores.material_facts import material_fact
from monitor.scores.period import IndicatorFact, Period, SheetOwner
from monitor.scores.points import OwnRules, PointRange
from monitor.scores.sheet import RowPlace, RowState, ScoreRow, SheetMark, make_row, not_for_level
from monitor.wording.labels import LEVELS, UNIT_KINDS
from monitor.wording.say import for_unit

#: Cells that people filled, by owner, period and row.
Cells = Mapping[tuple[str, str, str], EnteredCell]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenTable:
    """A table that scores a unit, or a part of it."""

    table: IndicatorTable
    level: Level | None
    why: str  #: printed on the sheet
    weight: int | None = None  #: share of the whole in percent; None: it is the whole


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetTotal:
    """The sum of a sheet or of a part of it (得分): a range until every row is told."""

    points: PointRange | None  #: None: the text gives no points, or a veto ended the scoring
    full: float = 0.0
    open: int = 0  #: rows whose points are not told
    vetoed: bool = False

    def __str__(self) -> str:
        if self.vetoed:
            return "单项否决，不再评分"
        if self.points is None:
            return "原文未给出分值，不计分"
        ending = f"，{self.open}项未定" if self.open else ""
        return f"{self.points}（满分{self.full:g}{ending}）"


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetPart:
    """The rows of one table."""

    chosen: ChosenTable
    rows: tuple[ScoreRow, ...]
    vetoes: tuple[Verdict, ...] = ()  #: that failed on some day of the period

    @property
    def vetoed(self) -> bool:
        """Whether a veto ended the scoring: a machine's, or one that a person found."""
        return any(row.mark is SheetMark.UNMET for row in self.rows if row.indicator.part is Part.VETO)

    @property
    def total(self) -> SheetTotal:
        """Its sum."""
        counted = [row for row in self.rows if row.points is not None]
        full = sum(row.full or 0.0 for row in self.rows if row.mark is not SheetMark.NOT_APPLICABLE)
        open_rows = sum(row.points is not None and not row.points.settled for row in self.rows)
        if self.vetoed:
            return SheetTotal(points=None, full=full, vetoed=True)
        if not counted:
            return SheetTotal(points=None)
        low = round(sum(row.points.low for row in counted if row.points), 4)
        high = round(sum(row.points.high for row in counted if row.points), 4)
        return SheetTotal(points=PointRange(low, high), full=full, open=open_rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitSheet:
    """All rows of one owner for one quarter."""

    owner: SheetOwner
    kind: UnitKind | None
    period: str  #: 2026Q3
    as_of: datetime
    known_by: datetime
    parts: tuple[SheetPart, ...]
    entries: int = 0  #: number of the newest entry of people that it knows
    counted: tuple[str, ...] = ()  #: sites on which its publishing counts

    @property
    def key(self) -> str:
        """What it is called in stored entries: unit:education."""
        return f"{self.owner.kind}:{self.owner.id}"

    @property
    def rows(self) -> tuple[ScoreRow, ...]:
        """The rows of all its parts."""
        return tuple(row for part in self.parts for row in part.rows)

    @property
    def scored(self) -> tuple[SheetPart, ...]:
        """Those parts that make the total."""
        return tuple(part for part in self.parts if part.chosen.weight != 0)

    @property
    def group(self) -> str:
        """With whom it is ranked: units of one kind that the same tables score."""
        tables = "+".join(part.chosen.table.id for part in self.scored)
        return f"{UNIT_KINDS[self.kind] if self.kind else '其他'}（{tables}）"

    @property
    def total(self) -> SheetTotal:
        """The sum of the whole: halves weighed as the text weighs them."""
        parts = self.scored
        totals = [(part.total, (part.chosen.weight or 100) / 100) for part in parts]
        if any(one.vetoed for one, _ in totals):
            at_stake = sum(
                one.full * weight for one, weight in totals if one.points is not None or one.vetoed
            )
            return SheetTotal(points=None, full=round(at_stake, 4), vetoed=True)
        counted = [(one, weight) for one, weight in totals if one.points is not None]
        if not counted:
            return SheetTotal(points=None)
        low = sum(one.points.low * weight for one, weight in counted if one.points)
        high = sum(one.points.high * weight for one, weight in counted if one.points)
        return SheetTotal(
            points=PointRange(round(low, 4), round(high, 4)),
            full=round(sum(one.full * weight for one, weight in counted), 4),
            open=sum(one.open for one, _ in counted),
        )

    @property
    def states(self) -> Mapping[RowState, int]:
        """How many rows stand how."""
        return {state: sum(row.state is state for row in self.rows) for state in RowState}


def owners_of(watch: Watch) -> Iterator[SheetOwner]:
    """Every unit with what it owns; then sites and accounts that no unit owns."""
    for unit in watch.units:
        yield SheetOwner(
            kind="unit", id=unit.id, name=unit.name, unit=unit,
            sites=tuple(one for one in watch.sites if one.unit == unit.id),
            accounts=tuple(one for one in watch.accounts if one.unit == unit.id and not one.canary),
            columns=tuple(
                (site, column.id)
                for site in watch.sites
                if site.unit != unit.id
                for column in site.columns
                if column.unit == unit.id
            ),
            boards=tuple(
                (site, board.id) for site in watch.sites for board in site.boards if board.unit == unit.id
            ),
        )  # fmt: skip
    known = {one.id for one in watch.units}
    for site in watch.sites:
        if site.unit not in known:
            yield SheetOwner(kind="site", id=site.id, name=site.name, sites=(site,))
    for account in watch.accounts:
        if account.unit not in known and not account.canary:
            yield SheetOwner(kind="account", id=account.id, name=account.name, accounts=(account,))


def tables_of(
    owner: SheetOwner, kind: UnitKind | None, watch: Watch, published: int = 0
) -> tuple[ChosenTable, ...]:
    """
    The tables that score *owner*: named, else by the edition and level of its site, else of the site it writes for.

    *published*: items of the year under its name. Of units that own nothing the centre's lists in `[report]` say which
    are its own; without lists towns are, and departments that published anything. Raises NoTableError with the reason.
    """
    unit = owner.unit
    if unit is not None and unit.table is not None:
        table = load_table(unit.table)
        return (ChosenTable(table=table, level=None, why=f"由监测单位指定按《{table.id}》评定"),)
    if owner.sites:
        return _by_site(owner, owner.sites[0])
    hosts = [site for site, _ in (*owner.columns, *owner.boards)]
    is_known = kind is UnitKind.TOWN or published > 0
    if unit is not None and not owner.owns and not _is_listed(unit.id, watch, is_known=is_known):
        raise NoTableError(
            f"unit {unit.id!r}: it owns nothing, and [report] lists it in neither towns nor departments"
        )
    if kind in (UnitKind.TOWN, UnitKind.DEPARTMENT) and _in_district(hosts, watch):
        table = load_table("C21")
        why = f"{UNIT_KINDS[kind]}不单独主办网站，在区（县）门户发布信息：按《{table.id}》检查事项评定"
        return (ChosenTable(table=table, level=None, why=why),)
    if hosts and hosts[0].edition == "fuzhou-2021":
        return (
            ChosenTable(
                table=load_table("Z21"), level=None, why="在市级网站群承担内容保障：按市直单位指标（Z21）"
            ),
        )
    if owner.accounts:
        return _by_account(owner.accounts[0], watch)
    raise NoTableError(
        f"{owner.kind} {owner.id!r}: it owns no site, column or account; set [[unit]] table to choose one"
    )


def _is_listed(unit: str, watch: Watch, *, is_known: bool) -> bool:
    """Whether the centre lists the unit among those it counts; without any list: whether it *is_known* here."""
    listed = (*watch.settings.report.towns, *watch.settings.report.departments)
    return unit in listed if listed else is_known


def _in_district(hosts: Sequence[Site], watch: Watch) -> bool:
    """Whether the unit is one of a district: it writes for a district's portal, or the centre watches no other."""
    if hosts:
        return any(one.level is Level.COUNTY for one in hosts)
    levels = {one.level for one in watch.sites}
    return Level.COUNTY in levels and Level.CITY not in levels


def _by_site(owner: SheetOwner, site: Site) -> tuple[ChosenTable, ...]:
    edition, level, why = site.edition, site.level, ""
    if (edition, level) == ("fuzhou-2021", Level.COUNTY):
        edition = "fujian-2019"
        why = (
            "县（市）区政府门户网站：原文（福州市2021年方案三、1）规定按闽政办函〔2021〕57号考核，该文件未随本系统提供，"
            "按其前一版省级指标（F19）县级栏评分"
        )
    else:
        number = load_edition(edition).number
        why = f"网站{site.id}适用版本{edition}（{number}），主办单位层级：{LEVELS[level]}"
    table = table_for(replace(site, edition=edition), level)
    if table.weight_percent is None:
        return (ChosenTable(table=table, level=level, why=why),)
    found = [ChosenTable(table=table, level=level, why=why, weight=table.weight_percent)]
    other = load_table("F19P" if table.id == "F19D" else "F19N")
    if owner.accounts:
        share = 100 - table.weight_percent
        more = f"政务新媒体占{share}%，政府网站占{table.weight_percent}%（原文）"
        found.append(ChosenTable(table=other, level=level, why=more, weight=share))
    return tuple(found)


def _by_account(account: Account, watch: Watch) -> tuple[ChosenTable, ...]:
    level = level_of(account, watch.sites)
    table = table_for(account, level)
    return (ChosenTable(table=table, level=level, why=f"账号{account.id}适用版本{account.edition}"),)


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetGround:
    """What every sheet of a quarter is made from."""

    period: Period
    moment: datetime  #: the last point of the quarter that is judged (监测时间点)
    known_by: datetime
    failed: Mapping[
        str, Sequence[Verdict]
    ]  #: by subject: vetoes that failed on some day of the quarter, newest last
    cells: Cells
    entries: int = 0
    rules: OwnRules
    begun: frozenset[str] = frozenset()  #: sites and accounts that anything was seen of by that point

    @property
    def name(self) -> str:
        """The period as it is written: 2026Q3."""
        return str(self.period.quarter)


def make_unit_sheet(ground: SheetGround, owner: SheetOwner, tables: Sequence[ChosenTable]) -> UnitSheet:
    """The sheet of *owner* by *tables*: pure."""
    kind = ground.period.kind_of(owner.unit) if owner.unit else None
    parts = tuple(_part(ground, owner, kind, chosen) for chosen in tables)
    return UnitSheet(
        owner=owner, kind=kind, period=ground.name, as_of=ground.moment, known_by=ground.known_by, parts=parts,
        entries=ground.entries, counted=tuple(ground.period.settings.sites),
    )  # fmt: skip


def _part(ground: SheetGround, owner: SheetOwner, kind: UnitKind | None, chosen: ChosenTable) -> SheetPart:
    table, key = chosen.table, f"{owner.kind}:{owner.id}"
    column = table.column_for(chosen.level)
    cells = {one.id: ground.cells.get((key, ground.name, one.id)) for one in table.indicators}
    factors = dict(_factors(table, cells))
    subjects: list[Subject] = [*owner.sites, *owner.accounts]
    hosts = {site.id: site for site, _ in owner.columns}
    names = {column.id: column.name for site in (*owner.sites, *hosts.values()) for column in site.columns}

    def row(one: Indicator, *, ends: bool) -> ScoreRow:
        wanted = [subject for subject in subjects if one.about in ("both", "unit", subject.kind)]
        verdicts = [verdict for subject in wanted for verdict in _verdicts(ground, subject, one)]
        why_not = _why_not(one, owner, kind, column)
        facts = () if why_not else tuple(_facts(ground, owner, one))
        place = RowPlace(
            column=column, ends=ends, why_not=why_not, rules=ground.rules, cell=cells[one.id],
            factor=factors.get(one.id, (1.0, ""))[0], factor_note=factors.get(one.id, (1.0, ""))[1],
            names={subject.id: subject.name for subject in subjects},
        )  # fmt: skip
        return make_row(one, place, verdicts, facts, columns=names)

    first = {one.id: row(one, ends=False) for one in table.indicators if one.part is Part.VETO}
    ends = any(found.mark is SheetMark.UNMET for found in first.values())
    rows = tuple(first.get(one.id) or row(one, ends=ends) for one in table.indicators)
    vetoes = tuple(one for subject in subjects for one in ground.failed.get(subject.id, ()))
    return SheetPart(chosen=chosen, rows=rows, vetoes=vetoes)


def _verdicts(ground: SheetGround, subject: Subject, one: Indicator) -> Iterator[Verdict]:
    """What rules said at the last point; of vetoes the fail of any day of the quarter, whatever was said later."""
    failed = {verdict.rule: verdict for verdict in ground.failed.get(subject.id, ())}
    for verdict in ground.period.verdicts.get(subject.id, ()):
        is_veto = one.part is Part.VETO and verdict.clause.sort is Sort.VETO
        yield failed.pop(verdict.rule, verdict) if is_veto else verdict
    if one.part is Part.VETO:
        yield from failed.values()


def _why_not(one: Indicator, owner: SheetOwner, kind: UnitKind | None, column: int | None) -> str:
    if reason := not_for_level(one, column):
        return reason
    if one.kinds and kind is not None and kind.value not in one.kinds:
        return "本行针对" + "、".join(UNIT_KINDS[UnitKind(name)] for name in one.kinds)
    if one.about == "account" and not owner.accounts:
        return "该单位没有登记政务新媒体账号"
    if one.about == "site" and not owner.sites and not owner.columns:
        return "该单位不主办网站，也不承担网站栏目"
    if (
        one.about == "site"
        and not owner.sites
        and not (one.settled_by or one.shows or one.part is not Part.VETO)
    ):
        return "该单位不主办网站"
    if one.part is Part.VETO and one.about == "both" and not owner.sites and not owner.accounts:
        return "该单位不主办网站和政务新媒体"
    return ""


def _facts(ground: SheetGround, owner: SheetOwner, one: Indicator) -> Iterator[IndicatorFact]:
    for kind in (*one.settled_by, *one.shows):
        yield facts_of(ground.period, owner, kind, minimum=one.minimum, by_unit=one.about == "unit", row=one)
    material = ground.period.materials.get((f"{owner.kind}:{owner.id}", ground.name, one.id))
    if material is not None:
        yield material_fact(material, day_of(ground.period.as_of))


def _factors(
    table: IndicatorTable, cells: Mapping[str, EnteredCell | None]
) -> Iterator[tuple[str, tuple[float, str]]]:
    """Rows that a note (注) leaves with nothing, or half: where a person found that it holds (未达标)."""
    for one in table.indicators:
        cell = cells.get(one.id)
        if not (one.zeroes or one.halves) or cell is None or cell.now is None or cell.disputed:
            continue
        if cell.now.mark == SheetMark.UNMET:
            note = f"{one.id}经{cell.now.who}认定：不得分"
            yield from ((id, (0.0, note)) for id in one.zeroes)
            yield from ((id, (0.5, f"{one.id}经{cell.now.who}认定：权重减半")) for id in one.halves)


def failed_vetoes(
    points: Mapping[datetime, Mapping[str, Sequence[Verdict]]], between: Mapping[str, Sequence[Verdict]]
) -> dict[str, tuple[Verdict, ...]]:
    """Of each subject and veto the newest fail on any day of the quarter."""
    found: dict[str, dict[str, Verdict]] = {}
    every: Iterable[tuple[str, Verdict]] = (
        *(
            (subject, one)
            for said in points.values()
            for subject, verdicts in said.items()
            for one in verdicts
        ),
        *((subject, one) for subject, verdicts in between.items() for one in verdicts),
    )
    for subject, one in sorted(every, key=lambda pair: pair[1].decided_at):
        if one.outcome is Outcome.FAIL and one.clause.sort is Sort.VETO:
            found.setdefault(subject, {})[one.rule] = one
    return {subject: tuple(rules.values()) for subject, rules in found.items()}


def fail_days(sheet: UnitSheet) -> str:
    """Which vetoes failed, of whom, and on which day last."""
    subjects: list[Subject] = [*sheet.owner.sites, *sheet.owner.accounts]
    names = {one.id: one.name for one in subjects}
    found = {(one.subject, one.rule): one for part in sheet.parts for one in part.vetoes}
    return "；".join(
        f"{names.get(one.subject, one.subject)}，{one.clause.name}（{day_of(one.decided_at)}）：{for_unit(one.reason)}"
        for one in found.values()
    )
