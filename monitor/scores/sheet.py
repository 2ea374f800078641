"""One subject's score sheet (评分表): pure; verdicts in, rows out, nothing judged anew."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from monitor.domain.site import Level, Site, Subject
from monitor.domain.timing import check_aware
from monitor.domain.verdict import Conclusion, Outcome, Sort, Verdict, conclude
from monitor.regulations.indicators import Decider, Indicator, IndicatorTable, Part
from monitor.scores.collected import collected, evidence_of

#: Stands in place of points that only people give.
BY_PEOPLE = "由人工评分"


class SheetMark(StrEnum):
    """How one indicator stands (评定), as people read it."""

    MET = "达标"
    UNMET = "未达标"
    UNKNOWN = "未知"  #: a machine's to decide, and not enough was seen
    PEOPLE = "待人工"
    NOT_APPLICABLE = "不适用"
    NOT_SCORED = "不再评分"  #: a veto failed: the text scores nothing else


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreRow:
    """One indicator, with what is known of it."""

    indicator: Indicator
    mark: SheetMark
    full: int | None  #: points at stake here; None: none, or the text gives none
    got: int | None  #: points that the text's own arithmetic gives; None: it gives none
    note: str  #: in place of points got
    open: bool  #: people may enter points
    collected: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()


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
    def full(self) -> int:
        """Points at stake in all rows that concern this subject."""
        return sum(row.full or 0 for row in self.rows if row.mark is not SheetMark.NOT_APPLICABLE)


def make_sheet(
    subject: Subject,
    table: IndicatorTable,
    verdicts: Sequence[Verdict],
    *,
    level: Level | None,
    as_of: datetime,
) -> ScoreSheet:
    """
    Fill *table* for *subject* from its *verdicts*, as far as they and the text go.

    *level* of the subject's office chooses the column of points; None leaves both standing as printed. Points got
    stand only where the text gives the sum (本项不得分); everything else people score. A veto that fails ends
    the scoring; one that is unknown does not, and the cover says so.
    """
    found = conclude(tuple(verdicts))
    by_rule = {one.rule: one for one in verdicts}
    columns = {one.id: one.name for one in subject.columns} if isinstance(subject, Site) else {}
    ends = found is Conclusion.UNQUALIFIED
    column = table.column_for(level)
    open_vetoes = [one for one in verdicts if one.clause.sort is Sort.VETO and one.outcome is Outcome.UNKNOWN]
    rows = (_row(one, subject, by_rule, columns, column, ends) for one in table.indicators)
    return ScoreSheet(
        subject=subject, table=table, level=level, as_of=as_of, conclusion=found,
        undecided=tuple(one.clause.name for one in open_vetoes), rows=tuple(rows),
    )  # fmt: skip


def _row(
    one: Indicator, subject: Subject, by_rule: Mapping[str, Verdict], columns: Mapping[str, str],
    column: int | None, ends: bool,
) -> ScoreRow:  # fmt: skip
    deciding = [by_rule[rule] for rule in dict.fromkeys((one.id, *one.decided_by)) if rule in by_rule]
    facts = [by_rule[rule] for rule in one.facts_from if rule in by_rule]
    why_not = _not_applicable(one, subject, column)
    if why_not:
        return ScoreRow(
            indicator=one, mark=SheetMark.NOT_APPLICABLE, full=None, got=None, note="不适用", open=False,
            collected=(why_not,),
        )  # fmt: skip
    mark = _mark(one, deciding)
    if ends and one.part is not Part.VETO:
        mark = SheetMark.NOT_SCORED
    full = _full(one, column)
    return ScoreRow(
        indicator=one, mark=mark, full=full, **_points(one, mark, full),
        collected=collected(deciding, facts, columns), evidence=evidence_of((*deciding, *facts)),
    )  # fmt: skip


def _not_applicable(one: Indicator, subject: Subject, column: int | None) -> str:
    """Why the indicator does not concern *subject*; empty when it does."""
    if one.assessed_elsewhere:
        return "原文规定另行考核, 不纳入本表"
    if one.about == "account" and subject.kind == "site":
        return "政务新媒体指标, 见各账号的评分表"
    if one.about == "site" and subject.kind == "account":
        return "政府网站指标, 见网站的评分表"
    if one.printed(column) == "—":
        return "原文对本级不设分值"
    return ""


def _mark(one: Indicator, deciding: Sequence[Verdict]) -> SheetMark:
    if not deciding:
        return SheetMark.UNKNOWN if one.decided_by else SheetMark.PEOPLE
    outcomes = {verdict.outcome for verdict in deciding}
    if Outcome.FAIL in outcomes:
        return SheetMark.UNMET
    if Outcome.UNKNOWN in outcomes:
        open_ones = [verdict for verdict in deciding if verdict.outcome is Outcome.UNKNOWN]
        return SheetMark.PEOPLE if all(_waits(one, verdict) for verdict in open_ones) else SheetMark.UNKNOWN
    return SheetMark.MET if Outcome.PASS in outcomes else SheetMark.NOT_APPLICABLE


def _waits(one: Indicator, verdict: Verdict) -> bool:
    """Whether an unknown verdict waits for people: only they sign it, or a machine has seen all of its half."""
    return verdict.clause.people or (one.grade is not Decider.MACHINE and verdict.coverage >= 1)


def _full(one: Indicator, column: int | None) -> int | None:
    """Points at stake in a row of its own; the larger when the level is not known."""
    if one.shared:
        return None
    printed = [part for part in one.printed(column).split("/") if part.isdigit()]
    return max((int(part) for part in printed), default=None)


def _points(one: Indicator, mark: SheetMark, full: int | None) -> dict[str, Any]:
    """Points got, what stands in their place, and whether people may enter theirs."""
    if one.part is Part.VETO:
        return {"got": None, "note": "单项否决" if mark is SheetMark.UNMET else "不计分", "open": False}
    if mark in (SheetMark.NOT_SCORED, SheetMark.NOT_APPLICABLE):
        return {"got": None, "note": mark.value, "open": False}
    if one.shared:
        return {"got": None, "note": "与上一行合并计分", "open": False}
    if one.zero_when_failed and mark is SheetMark.UNMET:
        return {"got": 0, "note": "原文: 本项不得分", "open": False}
    if one.part is Part.ADJUSTMENT:
        return {"got": None, "note": "由人工增减分", "open": True}
    if full is None:
        return {"got": None, "note": "原文未给分值", "open": False}
    return {"got": None, "note": BY_PEOPLE, "open": True}
