"""Rows of a score sheet (评分表): pure; verdicts, figures and people's entries in, rows out, nothing judged anew."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from monitor.domain.points import EnteredCell
from monitor.domain.sentence import Named
from monitor.domain.site import Level, Site, Subject
from monitor.domain.timing import check_aware
from monitor.domain.verdict import Conclusion, Outcome, Sort, Text, Verdict, conclude
from monitor.regulations.indicators import Decider, Indicator, IndicatorTable, Part, probe_names
from monitor.scores.collected import collected, evidence_of, fact_lines
from monitor.scores.period import IndicatorFact
from monitor.scores.points import OwnRules, PointRange, own_points, people_say

#: Stands in place of points that only people give.
BY_PEOPLE = "由人工评分"
NO_RULES = OwnRules(rows={})


class SheetMark(StrEnum):
    """How one indicator stands (评定), as people read it."""

    MET = "达标"
    UNMET = "未达标"
    UNKNOWN = "未知"  #: a machine's to decide, and not enough was seen
    PEOPLE = "待人工"
    NOT_APPLICABLE = "不适用"
    NOT_SCORED = "不再评分"  #: a veto failed: the text scores nothing else


class RowState(StrEnum):
    """How far one row has come (状态)."""

    DECIDED = "decided"
    COLLECTED = "facts"  #: something was collected; the rest is for people, or not seen yet
    PERSON = "person"  #: only people can tell
    NO_SOURCE = "no_source"  #: nothing is configured or imported that would tell
    NOT_APPLICABLE = "not_applicable"
    ENDED = "ended"  #: a veto ended the scoring


STATES = {
    RowState.DECIDED: "已判定",
    RowState.COLLECTED: "已采集事实",
    RowState.PERSON: "待人工",
    RowState.NO_SOURCE: "未登记采集来源",
    RowState.NOT_APPLICABLE: "不适用",
    RowState.ENDED: "不再评分",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreRow:
    """One indicator, with what is known of it."""

    indicator: Indicator
    mark: SheetMark
    full: float | None  #: points at stake here; None: none, or nobody says how many
    got: float | None  #: points that the text's or the centre's arithmetic gives; None: it gives none
    note: str  #: in place of points got
    open: bool  #: people may enter points
    collected: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    state: RowState = RowState.PERSON
    needs: Text | None = None  #: what would settle it
    points: PointRange | None = None  #: what counts in the total; None: nothing
    basis: str = ""  #: who gave the points: text | centre | people; "": nobody yet
    basis_note: str = ""  #: the words that go with it
    facts: tuple[IndicatorFact, ...] = ()
    verdicts: tuple[Verdict, ...] = ()  #: that decide it
    cell: EnteredCell | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreSheet:
    """All indicators of one table for one subject at one moment."""

    subject: Subject
    table: IndicatorTable
    level: Level | None
    as_of: datetime
    conclusion: Conclusion
    undecided: tuple[str, ...]  #: names of the vetoes that are neither passed nor failed
    rows: tuple[ScoreRow, ...]

    def __post_init__(self) -> None:
        check_aware(self.as_of)

    @property
    def vetoed(self) -> bool:
        """Whether a veto ends the scoring (单项否决)."""
        return self.conclusion is Conclusion.UNQUALIFIED

    @property
    def counts(self) -> Mapping[SheetMark, int]:
        """How many rows stand how; every mark is there."""
        found = Counter(row.mark for row in self.rows)
        return {mark: found[mark] for mark in SheetMark}

    @property
    def coverage(self) -> tuple[int, int]:
        """Rows that verdicts decided, of the rows that concern this subject."""
        decided = sum(row.mark in (SheetMark.MET, SheetMark.UNMET) for row in self.rows)
        return decided, sum(row.mark is not SheetMark.NOT_APPLICABLE for row in self.rows)

    @property
    def full(self) -> float:
        """Points at stake in all rows that concern this subject."""
        return sum(row.full or 0 for row in self.rows if row.mark is not SheetMark.NOT_APPLICABLE)


def make_sheet(
    subject: Subject,
    table: IndicatorTable,
    verdicts: Sequence[Verdict],
    *,
    level: Level | None,
    as_of: datetime,
    facts: Mapping[str, Sequence[IndicatorFact]] | None = None,
    rules: OwnRules = NO_RULES,
) -> ScoreSheet:
    """
    Fill *table* for *subject* from its *verdicts*, as far as they and the text go.

    *level* of the subject's office chooses the column of points; None leaves both standing as printed. Points got
    stand only where the text or the centre's own *rules* give them; everything else people score. A veto that fails
    ends the scoring; one that is unknown does not, and the cover says so. *facts*: figures of the period, by row.
    """
    found = conclude(tuple(verdicts))
    columns = {one.id: one.name for one in subject.columns} if isinstance(subject, Site) else {}
    ends = found is Conclusion.UNQUALIFIED
    column = table.column_for(level)
    open_vetoes = [one for one in verdicts if one.clause.sort is Sort.VETO and one.outcome is Outcome.UNKNOWN]
    rows = (
        make_row(
            one, RowPlace(column=column, ends=ends, why_not=_not_applicable(one, subject, column), rules=rules),
            verdicts, (facts or {}).get(one.id, ()), columns=columns,
        )
        for one in table.indicators
    )  # fmt: skip
    return ScoreSheet(
        subject=subject, table=table, level=level, as_of=as_of, conclusion=found,
        undecided=tuple(one.clause.name for one in open_vetoes), rows=tuple(rows),
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class RowPlace:
    """Where a row stands: the column of points, whether scoring has ended, what people and the centre say."""

    column: int | None = None
    ends: bool = False
    why_not: str = ""  #: why it does not concern whom the sheet is for
    rules: OwnRules = NO_RULES
    cell: EnteredCell | None = None
    factor: float = 1.0  #: by a note (注) that was found to hold: 0 nothing, ½ half
    factor_note: str = ""
    names: Mapping[str, str] = field(default_factory=dict)  #: of the sites and accounts that the sheet is for


def make_row(
    one: Indicator, place: RowPlace, verdicts: Sequence[Verdict], facts: Sequence[IndicatorFact], *,
    columns: Mapping[str, str],
) -> ScoreRow:  # fmt: skip
    """The row of *one* from the *verdicts* of all that the sheet is for and from the period's *facts*."""
    names = tuple(dict.fromkeys((one.id, *one.decided_by)))
    deciding = sorted((v for v in verdicts if v.rule in names), key=lambda v: names.index(v.rule))
    shown = [verdict for rule in one.facts_from for verdict in verdicts if verdict.rule == rule]
    settling = [fact for fact in facts if fact.kind in one.settled_by]
    others = [fact for fact in facts if fact.kind not in one.settled_by]
    mark = _mark(one, deciding, settling, place.cell)
    if place.why_not or _is_out(place.cell):
        mark = SheetMark.NOT_APPLICABLE
    elif place.ends and one.part is not Part.VETO:
        mark = SheetMark.NOT_SCORED
    lines = (
        *((place.why_not,) if place.why_not else _seen(deciding, shown, columns, place.names)),
        *(line for fact in (*settling, *others) for line in fact_lines(fact) if not place.why_not),
        *((said,) if (said := people_say(place.cell)) else ()),
    )  # fmt: skip
    full = None if mark is SheetMark.NOT_APPLICABLE else _full(one, place)
    points = _points(one, mark, full, place, deciding, (*settling, *others))
    state = _state(one, mark, points, deciding, shown, facts)
    return ScoreRow(
        indicator=one, mark=mark, full=full, got=points.got, note=points.note, open=points.open, collected=lines,
        evidence=() if place.why_not else tuple(
            dict.fromkeys((*evidence_of((*deciding, *shown)), *(id for fact in facts for id in fact.evidence)))
        ),
        state=state, needs=_needs(one, state, points, deciding, (*settling, *others)), points=points.points,
        basis=points.basis, basis_note=points.note if points.basis else "", facts=(*settling, *others),
        verdicts=tuple(deciding), cell=place.cell,
    )  # fmt: skip


def _seen(
    deciding: Sequence[Verdict],
    shown: Sequence[Verdict],
    columns: Mapping[str, str],
    names: Mapping[str, str],
) -> tuple[str, ...]:
    """What verdicts say; of several sites and accounts each under its name."""
    subjects = list(dict.fromkeys(one.subject for one in (*deciding, *shown)))
    if len(subjects) < 2:
        return collected(deciding, shown, columns)
    found: list[str] = []
    for subject in subjects:
        lines = collected(
            [one for one in deciding if one.subject == subject],
            [one for one in shown if one.subject == subject],
            columns,
        )
        found += [f"〔{names.get(subject, subject)}〕", *lines]
    return tuple(found)


def _is_out(cell: EnteredCell | None) -> bool:
    return cell is not None and cell.now is not None and cell.now.mark == SheetMark.NOT_APPLICABLE


def _not_applicable(one: Indicator, subject: Subject, column: int | None) -> str:
    """Why the indicator does not concern *subject*; empty when it does."""
    if one.about == "account" and subject.kind == "site":
        return "政务新媒体指标，见各账号的评分表"
    if one.about == "site" and subject.kind == "account":
        return "政府网站指标，见网站的评分表"
    return not_for_level(one, column)


def not_for_level(one: Indicator, column: int | None) -> str:
    """Why the text takes the row out at this level; empty when it does not."""
    if one.assessed_elsewhere:
        return "原文规定另行考核，不纳入本表"
    return "原文对本级不设分值" if one.printed(column) == "—" else ""


def _mark(
    one: Indicator,
    deciding: Sequence[Verdict],
    settling: Sequence[IndicatorFact],
    cell: EnteredCell | None,
) -> SheetMark:
    outcomes = {verdict.outcome for verdict in deciding}
    outcomes |= {said for fact in settling if (said := _settled(one, fact)) is not None}
    if Outcome.FAIL in outcomes:
        return SheetMark.UNMET
    if cell is not None and cell.now is not None and cell.now.mark and not cell.disputed:
        return SheetMark(cell.now.mark)
    if not outcomes:
        is_machines = one.decided_by or (one.settled_by and one.grade is Decider.MACHINE)
        return SheetMark.UNKNOWN if is_machines else SheetMark.PEOPLE
    if Outcome.UNKNOWN in outcomes:
        open_ones = [verdict for verdict in deciding if verdict.outcome is Outcome.UNKNOWN]
        open_facts = [fact for fact in settling if _settled(one, fact) is Outcome.UNKNOWN]
        waits = (open_ones or open_facts) and all(_waits(one, verdict) for verdict in open_ones)
        waits = waits and all(fact.waits or fact.outcome is not Outcome.UNKNOWN for fact in open_facts)
        return SheetMark.PEOPLE if waits else SheetMark.UNKNOWN
    return SheetMark.MET if Outcome.PASS in outcomes else SheetMark.NOT_APPLICABLE


def _settled(one: Indicator, fact: IndicatorFact) -> Outcome | None:
    """What a figure says of the row: of one that machines decide a part of, it can fail it and never pass it."""
    if one.grade is Decider.PARTLY and fact.outcome in (Outcome.PASS, Outcome.NOT_APPLICABLE):
        return Outcome.UNKNOWN
    return fact.outcome


def _waits(one: Indicator, verdict: Verdict) -> bool:
    """Whether an unknown verdict waits for people: only they sign it, or a machine has seen all of its half."""
    return verdict.clause.people or (one.grade is not Decider.MACHINE and verdict.coverage >= 1)


def _full(one: Indicator, place: RowPlace) -> float | None:
    """Points at stake in a row of its own; the larger when the level is not known; the centre's where none is printed."""
    if one.shared:
        return None
    printed = [part for part in one.printed(place.column).split("/") if part.isdigit()]
    said = max((int(part) for part in printed), default=None)
    own = place.rules.rows.get(one.id)
    return own.full if said is None and own is not None else said


class _Given(NamedTuple):
    """Points of a row: what stands in the system's cell, what counts, on whose word."""

    got: float | None = None
    note: str = ""
    open: bool = False
    points: PointRange | None = None
    basis: str = ""


def _points(
    one: Indicator, mark: SheetMark, full: float | None, place: RowPlace, deciding: Sequence[Verdict],
    facts: Sequence[IndicatorFact],
) -> _Given:  # fmt: skip
    """Points got, what stands in their place, and whether people may enter theirs."""
    if one.part is Part.VETO:
        return _Given(note="单项否决" if mark is SheetMark.UNMET else "不计分")
    if mark in (SheetMark.NOT_SCORED, SheetMark.NOT_APPLICABLE):
        return _Given(note=mark.value)
    if one.shared:
        return _Given(note="与上一行合并计分")
    if full is not None and place.factor == 0:
        return _Given(0, place.factor_note, False, PointRange(0, 0), "text")
    if (by_text := _by_text(one, mark, full, place, deciding)) is not None:
        return by_text
    if (entered := _entered(place)) is not None:
        return _Given(note=entered[1], open=True, points=entered[0], basis="people")
    if (own := _by_centre(one, mark, full, place, deciding, facts)) is not None:
        return own
    if one.part is not Part.SCORED and full is None:
        return _Given(
            note="由人工增减分" if one.part is Part.ADJUSTMENT else "原文未给分值",
            open=one.part is Part.ADJUSTMENT,
        )
    if full is None:
        return _Given(note="原文未给分值")
    note = f"{BY_PEOPLE}（冲突待定）" if place.cell is not None and place.cell.disputed else BY_PEOPLE
    return _Given(note=note, open=True, points=PointRange(0, full * place.factor))


def _by_text(
    one: Indicator, mark: SheetMark, full: float | None, place: RowPlace, deciding: Sequence[Verdict]
) -> _Given | None:
    if one.zero_when_failed and mark is SheetMark.UNMET:
        return _Given(0, "原文：本项不得分", False, PointRange(0, 0), "text")
    if not one.full_when_met or full is None:
        return None
    several = place.rules.several
    if several and len(deciding) > 1 and mark in (SheetMark.MET, SheetMark.UNMET):
        each = [PointRange(full, full) if v.outcome is Outcome.PASS else PointRange(0, 0) for v in deciding]
        got = _combined(each, several)
        return _Given(
            got.low,
            f"多个对象取{_SEVERAL[several]}，考核单位自定（{place.rules.approver}）",
            False,
            got,
            "centre",
        )
    if mark is SheetMark.MET:
        points = full * place.factor
        return _Given(points, "达到原文要求，得该项分值", False, PointRange(points, points), "text")
    return None


_SEVERAL = {"average": "平均", "lowest": "最低"}


def _combined(each: Sequence[PointRange], how: str) -> PointRange:
    if how == "lowest":
        return PointRange(min(one.low for one in each), min(one.high for one in each))
    count = len(each)
    return PointRange(
        round(sum(one.low for one in each) / count, 4), round(sum(one.high for one in each) / count, 4)
    )


def _entered(place: RowPlace) -> tuple[PointRange, str] | None:
    cell = place.cell
    if cell is None or cell.now is None or cell.now.points is None or cell.disputed:
        return None
    got = cell.now.points
    return PointRange(got, got), f"人工评分：{cell.now.who} {cell.now.at:%Y-%m-%d}"


def _by_centre(
    one: Indicator, mark: SheetMark, full: float | None, place: RowPlace, deciding: Sequence[Verdict],
    facts: Sequence[IndicatorFact],
) -> _Given | None:  # fmt: skip
    own = place.rules.rows.get(one.id)
    if own is None:
        return None
    outcome = {SheetMark.MET: Outcome.PASS, SheetMark.UNMET: Outcome.FAIL}.get(mark)
    if place.rules.several and len(deciding) > 1 and not facts:
        each = [(v, None if v.outcome is Outcome.UNKNOWN else v.outcome) for v in deciding]
        found = _combined(
            [own_points(own, one, full, share, (), (v,)) for v, share in each], place.rules.several
        )
    else:
        found = own_points(own, one, full, outcome, facts, deciding)
    if place.factor != 1:
        found = PointRange(found.low * place.factor, found.high * place.factor)
    got = found.low if found.settled else None
    return _Given(
        got, own.basis if found.settled else f"{found}分，{own.basis}", not found.settled, found, "centre"
    )


def _state(
    one: Indicator, mark: SheetMark, points: _Given, deciding: Sequence[Verdict], shown: Sequence[Verdict],
    facts: Sequence[IndicatorFact],
) -> RowState:  # fmt: skip
    if mark is SheetMark.NOT_APPLICABLE:
        return RowState.NOT_APPLICABLE
    if mark is SheetMark.NOT_SCORED:
        return RowState.ENDED
    if (points.points is not None and points.points.settled) or mark in (SheetMark.MET, SheetMark.UNMET):
        return RowState.DECIDED
    if deciding or shown or any(fact.configured for fact in facts):
        only_people = deciding and all(verdict.clause.people for verdict in deciding) and not shown
        return RowState.PERSON if only_people and mark is SheetMark.PEOPLE else RowState.COLLECTED
    return RowState.PERSON if one.grade is Decider.PEOPLE else RowState.NO_SOURCE


def _needs(
    one: Indicator, state: RowState, points: _Given, deciding: Sequence[Verdict], facts: Sequence[IndicatorFact]
) -> Text | None:  # fmt: skip
    """What would settle the row, in one sentence; None where nothing is open."""
    if state in (RowState.NOT_APPLICABLE, RowState.ENDED):
        return None
    if state is RowState.DECIDED:
        if points.points is None or points.points.settled:
            return None
        return Text("score.no_arithmetic")
    open_ones = [v.needs for v in deciding if v.outcome is Outcome.UNKNOWN and v.needs is not None]
    open_ones += [
        fact.needs for fact in facts if fact.needs is not None and fact.outcome in (None, Outcome.UNKNOWN)
    ]
    if open_ones and state is not RowState.PERSON:
        return open_ones[0]
    if state is RowState.NO_SOURCE:
        names = probe_names()
        return Text("score.no_source", {"probes": tuple(Named(code, names[code]) for code in one.probes)})
    if open_ones:
        return open_ones[0]
    return Text("score.by_person")
