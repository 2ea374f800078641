"""Verdicts by the dozen for score sheets: every clause of an edition, with the outcomes that a test names."""

from datetime import datetime

from monitor.domain.sentence import written
from monitor.domain.site import Account, Column, Level, Platform, Site
from monitor.domain.timing import SHANGHAI
from monitor.domain.verdict import Clause, Outcome, PartKind, Sort, Verdict, VerdictPart
from monitor.regulations.editions import load_edition
from monitor.regulations.indicators import level_of, table_for
from monitor.scores.sheet import ScoreRow, ScoreSheet, make_sheet

NOW = datetime(2026, 11, 20, 12, tzinfo=SHANGHAI)
SITE = Site(
    id="portal", name="示例区人民政府", url="http://www.example.gov.cn/", edition="fujian-2019", unit="office",
    columns=(Column(id="yw", name="政务动态/要闻", url="http://www.example.gov.cn/yw/"),),
)  # fmt: skip
ACCOUNT = Account(id="weibo", name="示例发布", platform=Platform.WEIBO, edition="fujian-2019", unit="office")


def verdict(clause: Clause, outcome: str = "pass", **more: object) -> Verdict:
    said: dict[str, object] = {
        "subject": "portal", "rule": clause.rule, "clause": clause, "outcome": Outcome(outcome), "decided_at": NOW,
        "window": (NOW, NOW), "measured": {}, "coverage": 0.0 if outcome == "unknown" else 1.0,
        "reason": written("seen", f"所见 {clause.rule}"), "evidence": (f"ob_{clause.rule}",),
        "needs": written("more", "继续监测") if outcome == "unknown" else None,
    }  # fmt: skip
    return Verdict(**{**said, **more})  # type: ignore[arg-type]


def verdicts(subject: Site | Account, **outcomes: str) -> list[Verdict]:
    """A verdict for every clause: pass, unless *outcomes* says otherwise by rule (`F19W_26` for F19W-26)."""
    clauses = [one for one in load_edition(subject.edition).clauses if one.subject == subject.kind]
    return [verdict(one, outcomes.get(one.rule.replace("-", "_"), "pass")) for one in clauses]


def scored_clause(rule: str) -> Clause:
    """The clause of a scored row that no rule answers to yet."""
    return Clause(
        id=f"scored.{rule}", edition="fujian-2019", rule=rule, subject="site", sort=Sort.SCORED, name=rule, text="", source=""
    )  # fmt: skip


def overdue(id: str, **more: object) -> VerdictPart:
    return VerdictPart(
        kind=PartKind.COLUMN,
        id=id,
        outcome=Outcome.FAIL,
        state="stale",
        reason=written("old", "未更新"),
        **more,
    )  # type: ignore[arg-type]


def sheet_of(subject: Site | Account, given: list[Verdict], *sites: Site) -> ScoreSheet:
    level: Level | None = level_of(subject, sites)
    return make_sheet(subject, table_for(subject, level), given, level=level, as_of=NOW)


def row_of(sheet: ScoreSheet, id: str) -> ScoreRow:
    [row] = [row for row in sheet.rows if row.indicator.id == id]
    return row
