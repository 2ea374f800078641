"""Notices and reports that are owed in a window: inside passes, outside fails where it is proven."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

import pytest

from monitor.domain.ledger import Article, ArticleLedger, DayBasis
from monitor.domain.site import Declaration, Level, Site
from monitor.domain.timing import SHANGHAI, Quarter
from monitor.domain.verdict import Outcome
from monitor.quarter.duties import duties_of
from monitor.quarter.rows import DutyRow
from monitor.quarter.span import Span
from monitor.wording.say import say

from .cases import CIVIL, article, column, settings, site, watched

SITE = site(column())
CHECK, MEDIA = "关于全区政府网站检查情况的通报", "示例区2026年第三季度政务新媒体自查情况通报"
SITE_REPORT, DISCLOSURE = "示例区政府网站2025年度工作报表", "示例区2025年政府信息公开年度报告"


def duties(
    *found: tuple[date, str], as_of: date = date(2026, 10, 8), quarter: Quarter | None = None, covered: bool = True,
    known: DayBasis = DayBasis.PAGE, yearly: bool = False, of: Site = SITE, more: Sequence[Article] = (),
) -> dict[tuple[str, str], DutyRow]:  # fmt: skip
    articles = [article(day, title=title, n=n, known=known) for n, (day, title) in enumerate(found)]
    span = Span(quarter or Quarter(2026, 3), datetime(as_of.year, as_of.month, as_of.day, 9, tzinfo=SHANGHAI))
    said = settings(yearly=(CIVIL,) if yearly else None)
    seen = ArticleLedger(site="s", articles=(*articles, *more), listings={"yw": watched()})
    rows = duties_of([of], {"s": seen}, said, {"s": covered}, span)
    return {(one.kind, one.owner): one for one in rows}


@pytest.mark.parametrize(
    ("on", "outcome"),
    [
        pytest.param(date(2026, 9, 1), Outcome.PASS, id="the first day of the window"),
        pytest.param(date(2026, 9, 10), Outcome.PASS, id="its last day"),
        pytest.param(date(2026, 9, 11), Outcome.FAIL, id="the day after"),
        pytest.param(date(2026, 8, 31), Outcome.FAIL, id="the day before"),
    ],
)
def test_the_sites_own_check_is_published_in_the_first_ten_days(on: date, outcome: Outcome) -> None:
    duty = duties((on, CHECK))["site_check", SITE.name]
    assert (duty.outcome, duty.on, duty.evidence != ()) == (outcome, on, True)


def test_new_media_are_checked_a_month_earlier() -> None:
    duty = duties((date(2026, 8, 10), MEDIA))["media_check", SITE.name]
    assert (duty.since, duty.due, duty.outcome) == (date(2026, 8, 1), date(2026, 8, 10), Outcome.PASS)


@pytest.mark.parametrize(
    ("watched_site", "covered", "outcome"),
    [
        (site(column(kind="notice")), True, Outcome.FAIL),
        (replace(SITE, columns_complete=Declaration()), True, Outcome.FAIL),
        (replace(SITE, columns_complete=Declaration(by="林某", on=date(2026, 10, 1))), True, Outcome.UNKNOWN),
        (SITE, True, Outcome.UNKNOWN),
        (site(column(kind="notice")), False, Outcome.UNKNOWN),
        (replace(SITE, columns_complete=Declaration()), False, Outcome.UNKNOWN),
    ],
    ids=[
        "a notice column was followed", "all columns are listed", "declared after the quarter", "it may stand in another column",
        "the notice column has a gap", "a column has a gap",
    ],
)  # fmt: skip
def test_on_lists_followed_whole_silence_is_a_fail(
    watched_site: Site, covered: bool, outcome: Outcome
) -> None:
    duty = duties(covered=covered, of=watched_site)["site_check", SITE.name]
    assert (duty.outcome, duty.evidence != ()) == (outcome, outcome is Outcome.FAIL)


def test_what_may_be_it_and_states_no_day_keeps_silence_from_being_proved() -> None:
    undated = article(None, title=CHECK, known=DayBasis.UNDATED)
    duty = duties(of=site(column(kind="notice")), more=[undated])["site_check", SITE.name]
    assert (duty.outcome, CHECK in say(duty.reason)) == (Outcome.UNKNOWN, True)


def test_before_the_window_ends_nothing_is_said() -> None:
    duty = duties(as_of=date(2026, 9, 10))["site_check", SITE.name]
    assert (duty.outcome, say(duty.reason)) == (Outcome.UNKNOWN, "时限未到")


def test_a_day_that_only_a_list_claims_proves_no_lateness() -> None:
    duty = duties((date(2026, 9, 18), CHECK), known=DayBasis.LISTED)["site_check", SITE.name]
    assert duty.outcome is Outcome.UNKNOWN


@pytest.mark.parametrize(
    ("on", "title", "name", "outcome"),
    [
        (date(2026, 1, 10), SITE_REPORT, "site_report", Outcome.PASS),
        (date(2026, 1, 11), SITE_REPORT, "site_report", Outcome.FAIL),
        (date(2026, 3, 31), DISCLOSURE, "disclosure_report", Outcome.PASS),
        (date(2026, 4, 1), DISCLOSURE, "disclosure_report", Outcome.UNKNOWN),
    ],
    ids=["10 January", "11 January", "31 March", "after the quarter"],
)
def test_yearly_reports_have_their_days(on: date, title: str, name: str, outcome: Outcome) -> None:
    found = duties((on, title), as_of=date(2026, 4, 8), quarter=Quarter(2026, 1))
    assert found[name, SITE.name].outcome is outcome


def test_the_report_on_another_year_does_not_count() -> None:
    old = (date(2026, 1, 9), "示例区政府网站2024年度工作报表")
    assert duties(old, as_of=date(2026, 4, 8), quarter=Quarter(2026, 1))["site_report", SITE.name].on is None


def test_later_quarters_do_not_ask_for_yearly_reports_again() -> None:
    assert [name for name, _ in duties()] == ["site_check", "media_check"]


def test_each_unit_that_owes_a_report_is_found_by_its_names() -> None:
    found = duties(
        (date(2026, 1, 20), "区民政局2025年政府信息公开年度报告"),
        as_of=date(2026, 4, 8),
        quarter=Quarter(2026, 1),
        yearly=True,
    )
    assert found["disclosure_report", CIVIL.name].outcome is Outcome.PASS


@pytest.mark.parametrize(
    "title",
    [
        "示例区政府网站2025年年报", "2025年示例区政府网站年报", "2025年度示例区政府网站工作报表", "二〇二五年示例区政府网站年度工作报告",
    ],
)  # fmt: skip
def test_the_websites_yearly_report_goes_by_many_titles(title: str) -> None:
    found = duties((date(2026, 1, 8), title), quarter=Quarter(2026, 1), as_of=date(2026, 4, 8))
    assert found["site_report", SITE.name].outcome is Outcome.PASS


@pytest.mark.parametrize("title", ["示例区政府信息公开工作2025年年报", "2025年度示例区政府信息公开工作报告"])
def test_the_disclosure_report_goes_by_many_titles(title: str) -> None:
    found = duties((date(2026, 1, 28), title), quarter=Quarter(2026, 1), as_of=date(2026, 4, 8))
    assert found["disclosure_report", SITE.name].outcome is Outcome.PASS


def test_a_notice_of_the_real_title_counts_for_sites_and_accounts() -> None:
    found = duties((date(2026, 9, 8), "关于2026年第三季度全区网站和政务新媒体检查情况的通报"))
    assert found["site_check", SITE.name].outcome is Outcome.PASS
    assert found["media_check", SITE.name].on == date(2026, 9, 8)


def test_a_notice_that_came_after_its_quarter_is_late_and_not_missing() -> None:
    title = "关于2026年第三季度全区网站和政务新媒体检查情况的通报"
    found = duties((date(2026, 10, 7), title))["site_check", SITE.name]
    assert (found.on, found.outcome) == (date(2026, 10, 7), Outcome.FAIL)


def test_a_call_for_checks_is_no_result_of_one() -> None:
    found = duties((date(2026, 9, 8), "关于开展2026年第三季度政府网站自查工作的通知"))
    assert found["site_check", SITE.name].on is None


@pytest.mark.parametrize(
    ("edition", "level", "due"),
    [
        ("fuzhou-2021", Level.DEPARTMENT, date(2026, 1, 31)), ("xiamen-2023", Level.DEPARTMENT, date(2026, 1, 31)),
        ("fuzhou-2021", Level.COUNTY, date(2026, 3, 31)), ("fujian-2019", Level.DEPARTMENT, date(2026, 3, 31)),
    ],
)  # fmt: skip
def test_a_departments_report_is_due_in_january_but_under_the_table_of_2019(
    edition: str, level: Level, due: date
) -> None:
    asked = replace(SITE, edition=edition, level=level)
    for on, outcome in ((due, Outcome.PASS), (due.replace(month=due.month + 1, day=1), Outcome.FAIL)):
        duty = duties((on, DISCLOSURE), as_of=date(2026, 5, 8), quarter=Quarter(2026, 1), of=asked)
        found = duty["disclosure_report", SITE.name]
        if on <= date(2026, 3, 31):
            assert (found.due, found.outcome) == (due, outcome)
