"""Figures of the quarter reach their rows with outcome, evidence, and what would settle them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from monitor.assess.account_register import Fault, RegistryFault
from monitor.domain.ledger import Article, ArticleLedger
from monitor.domain.sentence import written
from monitor.domain.timing import Quarter
from monitor.domain.verdict import Outcome
from monitor.regulations.indicators import load_table, table_ids
from monitor.scores.facts import KINDS, facts_of
from monitor.scores.period import IndicatorFact, Period
from monitor.wording.say import say
from tests.quarter.cases import article, watched
from tests.scores.units import END, PORTAL, QUARTER, STREET, TOWN, WEIBO, column, day, owner, sheet, watch
from tests.scores.units import ground as grounded

COLUMNS = (
    column("yw", "要闻", "news"), column("zcwj", "政策文件", "policy"), column("zcjd", "政策解读"),
    column("wsdc", "网上调查"), column("yjzj", "意见征集"), column("zdgk", "法定主动公开内容"), column("tz", "通知公告", "notice"),
)  # fmt: skip
SITE = replace(PORTAL, columns=COLUMNS)
IDS = [one.id for one in COLUMNS]
AFTER = END.replace(year=2027, month=1, day=8)


def ledgers(articles: Sequence[Article], *, whole: bool = True) -> dict[str, ArticleLedger]:
    looks = {id: watched(id, first=date(2025, 12, 20), last=AFTER.date()) for id in IDS} if whole else {}
    return {"s": ArticleLedger(site="s", articles=tuple(articles), listings=looks)}


def told(kind: str, articles: Sequence[Article], *, by: str = "office", minimum: int | None = None, whole: bool = True,
         as_of: Any = AFTER, quarter: Quarter = QUARTER, by_unit: bool = False, **more: Any) -> IndicatorFact:  # fmt: skip
    seen = watch(sites=(SITE,), accounts=(WEIBO,))
    period = Period(watch=seen, quarter=quarter, as_of=as_of, ledgers=ledgers(articles, whole=whole), **more)
    return facts_of(period, owner(seen, by), kind, minimum=minimum, by_unit=by_unit)


def item(on: date, in_column: str, n: int, title: str = "某事项", source: str = "") -> Article:
    return article(
        on,
        source,
        n=n,
        columns=(in_column,),
        title=title,
        url=f"http://a.gov.cn/{in_column}/t{on:%Y%m%d}_{n}.htm",
    )


def explained(count: int, source: str) -> list[Article]:
    return [item(day(3 + n, 5), "zcjd", n, f"一图读懂第{n}号文件", source) for n in range(count)]


@pytest.mark.parametrize(("count", "outcome"), [(0, Outcome.FAIL), (1, Outcome.PASS), (2, Outcome.PASS)])
def test_a_year_that_is_over_tells_how_many_interpretations_a_unit_published(
    count: int, outcome: Outcome
) -> None:
    found = told("interpretation_year", explained(count, "示例镇"), by="town", minimum=1, by_unit=True)
    assert (found.outcome, found.measured["year_items"], found.at_most) == (outcome, count, {})
    assert found.evidence


def test_before_the_year_is_over_too_few_is_nobodys_fault_yet() -> None:
    found = told(
        "interpretation_year", [], by="town", minimum=1, by_unit=True, as_of=END.replace(month=11, day=20)
    )
    assert (found.outcome, found.at_most, found.needs is not None) == (
        Outcome.UNKNOWN,
        {"year_items": None},
        True,
    )


def test_what_another_unit_explained_is_not_the_units_own() -> None:
    found = told("interpretation_year", explained(3, "示例街道"), by="town", minimum=1, by_unit=True)
    assert (found.outcome, found.measured["year_items"]) == (Outcome.FAIL, 0)


@pytest.mark.parametrize(("count", "whole", "outcome"), [(6, True, Outcome.PASS), (5, True, Outcome.FAIL), (5, False, Outcome.UNKNOWN)])  # fmt: skip
def test_six_surveys_and_solicitations_a_year_are_counted(count: int, whole: bool, outcome: Outcome) -> None:
    articles = [item(day(2 + n, 3), "wsdc" if n % 2 else "yjzj", n) for n in range(count)]
    found = told("participation_year", articles, minimum=6, whole=whole)
    assert (found.outcome, found.measured["year_activities"]) == (outcome, count)


def test_one_of_each_a_quarter_or_nothing() -> None:
    both = [item(day(10, 12), "wsdc", 1), item(day(11, 3), "yjzj", 2)]
    assert told("participation_quarter", both, minimum=1).outcome is Outcome.PASS
    lacking = told("participation_quarter", both[:1], minimum=1)
    assert (lacking.outcome, bool(lacking.evidence)) == (Outcome.FAIL, True)
    assert told("participation_quarter", both[:1], minimum=1, whole=False).outcome is Outcome.UNKNOWN


def test_late_interpretations_are_counted_by_working_days() -> None:
    articles = [
        item(day(11, 2), "zcwj", 1, "示例区老旧小区改造实施方案"), item(day(11, 3), "zcjd", 2, "《示例区老旧小区改造实施方案》政策解读"),
        item(day(11, 9), "zcwj", 3, "示例区养老服务设施建设办法"), item(day(11, 27), "zcjd", 4, "《示例区养老服务设施建设办法》图解"),
    ]  # fmt: skip
    found = told("interpretation_delay", articles, minimum=3)
    assert (found.outcome, found.measured["policies"], found.measured["late_interpretations"]) == (
        Outcome.FAIL,
        2,
        1,
    )
    assert told("interpretation_share", articles).measured["interpreted_percent"] == 100.0
    assert told("interpretation_delay", articles[:2], minimum=3).outcome is Outcome.PASS


def test_nothing_disclosed_is_proved_only_on_lists_that_were_followed() -> None:
    assert told("disclosure_items", [], by="town", by_unit=True).outcome is Outcome.FAIL
    assert told("disclosure_items", [], by="town", by_unit=True, whole=False).outcome is Outcome.UNKNOWN


def test_the_rank_by_the_years_output_is_among_units_of_one_kind() -> None:
    articles = [item(day(2, 1 + n), "yw", n, f"动态{n}", "示例街道") for n in range(3)]
    first = told("unit_output_rank", articles, by="street", by_unit=True)
    second = told("unit_output_rank", articles, by="town", by_unit=True)
    assert [
        (one.measured["year_items"], one.measured["year_rank"], one.measured["peers"])
        for one in (first, second)
    ] == [(3, 1, 2), (0, 2, 2)]


def test_a_rank_is_settled_only_when_the_year_is_over() -> None:
    articles = [item(day(2, 1 + n), "yw", n, f"动态{n}", "示例街道") for n in range(3)]
    found = told("unit_output_rank", articles, by="street", by_unit=True, as_of=END.replace(month=11, day=20))
    assert (found.measured["year_rank"], found.measured["rank_now"], found.at_most) == (
        None,
        1,
        {"year_items": None},
    )


def test_months_below_the_minimum_are_named() -> None:
    articles = [
        item(day(m, 1 + n), "yw", 100 * m + n, f"动态{m}{n}", "示例镇")
        for m, count in ((10, 10), (11, 3), (12, 10))
        for n in range(count)
    ]
    found = told("unit_output", articles, by="town", minimum=10, by_unit=True)
    assert (found.outcome, found.measured["months"], found.measured["short_months"]) == (
        Outcome.FAIL,
        [10, 3, 10],
        [11],
    )


def test_a_class_of_columns_that_there_is_not_is_no_source_and_no_fault() -> None:
    seen = watch()
    period = Period(watch=seen, quarter=QUARTER, as_of=AFTER, ledgers={})
    found = facts_of(period, owner(seen, "office"), "participation_year", minimum=6, by_unit=False)
    assert (
        found.configured,
        found.outcome,
        "[report.columns]" in (say(found.needs) if found.needs else ""),
    ) == (
        False,
        None,
        True,
    )


def test_differences_of_the_register_are_told_and_decide_nothing() -> None:
    fault = RegistryFault(
        fault=Fault.SEVERAL,
        unit="office",
        accounts=("weibo", "x"),
        said=written("2 accounts", "在微博开设2个账号"),
    )
    found = told("register_several", [], faults=(fault,), sightings={"weibo": ("ob_1",)})
    assert (found.outcome, found.measured["faults"], found.evidence) == (None, 1, ("ob_1",))
    assert told("register_filing", []).configured is False


def test_a_yearly_report_and_a_self_check_reach_their_rows() -> None:
    articles = [
        item(day(1, 8), "tz", 1, "示例区人民政府2025年政府网站年度工作报表"),
        item(day(12, 5), "tz", 2, "关于2026年第四季度全区政府网站检查情况的通报"),
    ]
    assert told("site_report", articles).outcome is Outcome.PASS
    assert told("site_check", articles).outcome is Outcome.PASS
    missing = told("site_check", articles[:1])
    assert (missing.outcome, bool(missing.evidence)) == (Outcome.FAIL, True)


def test_every_figure_that_a_row_names_is_computed() -> None:
    named = {
        kind
        for id in table_ids()
        for one in load_table(id).indicators
        for kind in (*one.settled_by, *one.shows)
    }
    assert named == set(KINDS)


def test_a_bonus_and_a_deduction_reach_the_total() -> None:
    steps = ({"at_least": 2, "at_most": None, "points": 1}, {"at_least": 1, "at_most": None, "points": 0}, {"at_least": None, "at_most": 0, "points": -2})  # fmt: skip
    said = {
        "row": (
            {
                "id": "C21-10",
                "full": None,
                "steps": steps,
                "per_fault": None,
                "figure": "",
                "reason": "通报",
                "approver": "主任",
            },
        )
    }
    seen = watch(sites=(SITE,), scores=said)
    made = grounded(seen, ledgers=ledgers(explained(2, TOWN.name)), as_of=AFTER)
    totals = [sheet(made, id).total.points for id in (TOWN.id, STREET.id)]
    assert [(one.low, one.high) for one in totals if one] == [(1, 1), (-2, -2)]


def test_no_policy_seen_is_neither_met_nor_full_until_the_columns_were_followed() -> None:
    blind = told("interpretation_delay", [], minimum=0, whole=False)
    assert (blind.outcome, blind.at_most) == (Outcome.UNKNOWN, {"late_interpretations": None})
    assert told("interpretation_delay", [], minimum=0).outcome is Outcome.NOT_APPLICABLE


def test_a_column_that_nobody_judged_is_unknown_and_not_missing() -> None:
    found = told("columns_late", [])
    assert (found.outcome, found.measured["unknown_columns"], found.at_most) == (
        Outcome.UNKNOWN,
        len(IDS),
        {"late_columns": len(IDS)},
    )


def test_months_still_to_come_may_still_be_short() -> None:
    articles = [item(day(10, 1 + n), "yw", n, f"动态{n}", "示例镇") for n in range(10)]
    found = told(
        "unit_output", articles, by="town", minimum=10, by_unit=True, as_of=END.replace(month=11, day=20)
    )
    assert (found.measured["faults"], found.at_most["faults"]) == (0, 3)
