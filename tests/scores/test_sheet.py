"""A score sheet says what verdicts say, leaves the rest to people, and adds nothing up that the text does not."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from monitor.domain.site import Level, Site
from monitor.domain.verdict import Conclusion
from monitor.scores.sheet import SheetMark
from tests.scores.verdicts import ACCOUNT, SITE, overdue, row_of, scored_clause, sheet_of, verdict, verdicts

CITY = replace(SITE, level=Level.CITY)
BUREAU = replace(SITE, level=Level.DEPARTMENT)
FUZHOU = replace(SITE, edition="fuzhou-2021", level=Level.DEPARTMENT)


@pytest.mark.parametrize(
    ("subject", "rows"),
    [(SITE, 69), (BUREAU, 66), (ACCOUNT, 20), (FUZHOU, 35), (replace(ACCOUNT, edition="xiamen-2023"), 70)],
    ids=["F19W", "F19D", "F19N", "Z21", "X23"],
)
def test_every_indicator_has_its_row_even_when_nothing_was_seen(subject: Site, rows: int) -> None:
    sheet = sheet_of(subject, [])
    assert len(sheet.rows) == sum(sheet.counts.values()) == rows
    assert sheet.conclusion is Conclusion.UNDECIDED
    assert sheet.coverage[0] == 0
    assert {row.mark for row in sheet.rows} <= {SheetMark.UNKNOWN, SheetMark.PEOPLE, SheetMark.NOT_APPLICABLE}
    assert all(row.got is None for row in sheet.rows)


@pytest.mark.parametrize(
    ("outcomes", "id", "mark"),
    [
        ({}, "F19W-V07", SheetMark.MET),
        ({"site_unreachable": "unknown"}, "F19W-V07", SheetMark.UNKNOWN),
        ({"safety_wording": "unknown"}, "F19W-V01", SheetMark.PEOPLE),
        ({"guides_incomplete": "not_applicable"}, "F19W-V14", SheetMark.NOT_APPLICABLE),
        ({}, "F19W-26", SheetMark.MET),
        ({"F19W_26": "fail"}, "F19W-26", SheetMark.UNMET),
        ({"F19W_26": "unknown"}, "F19W-26", SheetMark.UNKNOWN),
        ({"columns_overdue": "unknown"}, "F19W-01", SheetMark.PEOPLE),
        ({}, "F19W-53", SheetMark.PEOPLE),
    ],
    ids=["pass", "unknown", "waits-for-a-signature", "no-services", "scored-pass", "scored-fail", "scored-unknown", "facts-only", "paper"],
)  # fmt: skip
def test_a_row_says_what_its_verdict_says(outcomes: Mapping[str, str], id: str, mark: SheetMark) -> None:
    assert row_of(sheet_of(SITE, verdicts(SITE, **outcomes)), id).mark is mark


@pytest.mark.parametrize(("coverage", "mark"), [(1.0, SheetMark.PEOPLE), (0.5, SheetMark.UNKNOWN)])
def test_quality_of_answers_waits_for_people_only_once_the_machine_has_seen_its_half(
    coverage: float, mark: SheetMark
) -> None:
    given = [
        replace(one, coverage=coverage) if one.rule == "F19W-27" else one
        for one in verdicts(SITE, F19W_27="unknown")
    ]
    assert row_of(sheet_of(SITE, given), "F19W-27").mark is mark


def test_a_row_with_a_rule_and_no_verdict_is_unknown_and_not_left_to_people() -> None:
    assert row_of(sheet_of(SITE, []), "F19W-26").mark is SheetMark.UNKNOWN
    assert row_of(sheet_of(replace(ACCOUNT, edition="fuzhou-2021"), []), "Z21-23").mark is SheetMark.UNKNOWN


def test_a_failed_veto_ends_the_scoring_of_everything_else() -> None:
    sheet = sheet_of(SITE, verdicts(SITE, site_unreachable="fail", F19W_26="pass"))
    assert sheet.vetoed
    assert row_of(sheet, "F19W-V07").mark is SheetMark.UNMET
    assert row_of(sheet, "F19W-V08").mark is SheetMark.MET
    others = [row for row in sheet.rows if row.indicator.part.value != "veto"]
    assert {row.mark for row in others} == {SheetMark.NOT_SCORED, SheetMark.NOT_APPLICABLE}
    assert not any(row.open or row.got is not None for row in sheet.rows)


def test_a_failed_scored_row_is_no_veto() -> None:
    sheet = sheet_of(SITE, verdicts(SITE, F19W_26="fail"))
    assert (sheet.conclusion, row_of(sheet, "F19W-25").open) == (Conclusion.QUALIFIED, True)


def test_an_unknown_veto_ends_nothing_and_is_named() -> None:
    sheet = sheet_of(SITE, verdicts(SITE, homepage_stale="unknown"))
    assert (sheet.vetoed, sheet.undecided) == (False, ("首页不更新",))
    assert row_of(sheet, "F19W-25").open


@pytest.mark.parametrize(("site", "full"), [(SITE, 2), (CITY, 1)], ids=["county", "city"])
def test_the_level_chooses_the_column_of_points(site: Site, full: int) -> None:
    assert row_of(sheet_of(site, []), "F19W-38").full == full


@pytest.mark.parametrize("site", [SITE, CITY, BUREAU], ids=["county", "city", "department"])
def test_a_hundred_points_are_at_stake(site: Site) -> None:
    assert sheet_of(site, []).full == 100


def test_points_printed_for_cities_only_do_not_concern_a_county() -> None:
    assert row_of(sheet_of(SITE, []), "F19W-37").mark is SheetMark.NOT_APPLICABLE
    assert row_of(sheet_of(CITY, []), "F19W-37").mark is SheetMark.UNKNOWN


def test_an_account_of_unknown_level_keeps_both_columns_as_printed() -> None:
    row = row_of(sheet_of(ACCOUNT, []), "F19N-12")
    assert (row.mark, row.full, row.open) == (SheetMark.PEOPLE, 15, True)
    assert row_of(sheet_of(ACCOUNT, [], SITE), "F19N-12").mark is SheetMark.NOT_APPLICABLE


@pytest.mark.parametrize(("outcome", "got", "open"), [("fail", 0, False), ("pass", None, True), ("unknown", None, True)])  # fmt: skip
def test_points_are_given_only_where_the_text_gives_the_sum(
    outcome: str, got: int | None, open: bool
) -> None:
    """监测时间点1年内开展次数少于6次的，本项不得分: nothing for a fail; for a pass the text gives no figure."""
    row = row_of(sheet_of(SITE, [verdict(scored_clause("F19W-32"), outcome)]), "F19W-32")
    assert (row.got, row.open) == (got, open)


def test_a_row_that_shares_its_points_takes_none_of_its_own() -> None:
    row = row_of(sheet_of(SITE, []), "F19W-31")
    assert (row.full, row.open, row.note) == (None, False, "与上一行合并计分")


def test_rows_about_new_media_are_not_a_websites_and_the_other_way_round() -> None:
    account = replace(ACCOUNT, edition="fuzhou-2021")
    assert row_of(sheet_of(FUZHOU, []), "Z21-23").mark is SheetMark.NOT_APPLICABLE
    assert row_of(sheet_of(account, verdicts(account)), "Z21-23").mark is SheetMark.MET
    assert row_of(sheet_of(account, []), "Z21-14").mark is SheetMark.NOT_APPLICABLE
    assert row_of(sheet_of(account, []), "Z21-26").mark is SheetMark.UNKNOWN


@pytest.mark.parametrize(
    ("outcomes", "mark"),
    [
        ({}, SheetMark.MET), ({"homepage_stale": "unknown"}, SheetMark.UNKNOWN), ({"safety_wording": "unknown"}, SheetMark.PEOPLE),
        ({"safety_wording": "unknown", "homepage_stale": "unknown"}, SheetMark.UNKNOWN),
        ({"safety_wording": "unknown", "homepage_stale": "fail"}, SheetMark.UNMET),
    ],
    ids=["all-pass", "one-unknown", "one-unsigned", "both", "one-fails"],
)  # fmt: skip
def test_the_one_veto_row_of_fuzhou_stands_for_all_vetoes(
    outcomes: Mapping[str, str], mark: SheetMark
) -> None:
    row = row_of(sheet_of(FUZHOU, verdicts(FUZHOU, **outcomes)), "Z21-V")
    assert (row.mark, len(row.collected), len(row.evidence)) == (mark, 14, 14)


def test_what_was_collected_stands_beside_rows_that_people_score() -> None:
    stale = [
        replace(one, parts=(overdue("yw", newest=date(2026, 9, 1)), overdue("gone")))
        if one.rule == "columns_overdue" else one
        for one in verdicts(SITE)
    ]  # fmt: skip
    row = row_of(sheet_of(SITE, stale), "F19W-01")
    assert row.mark is SheetMark.PEOPLE
    assert "【参考】栏目不更新·应更新但长期未更新：所见 columns_overdue" in row.collected
    assert "未达要求的栏目：政务动态/要闻（最新2026-09-01）、gone" in row.collected
    assert row.evidence == ("ob_columns_stale", "ob_columns_overdue", "ob_columns_blank")


def test_figures_and_who_signed_are_said_in_words_people_read() -> None:
    measured = {
        "messages": 10,
        "elements_percent": {"留言时间": 100, "答复单位": None},
        "internal": 3,
        "newest": None,
    }
    given = [
        replace(one, measured=measured, confirmed_by="林某") if one.rule == "F19W-26" else one
        for one in verdicts(SITE)
    ]
    lines = row_of(sheet_of(SITE, given), "F19W-26").collected
    assert lines[:3] == ("所见 F19W-26", "一年内留言10；要素齐备率（%） 留言时间100", "确认人：林某")


def test_service_assessed_elsewhere_is_not_applicable() -> None:
    assert (
        row_of(sheet_of(replace(SITE, edition="xiamen-2023"), []), "X23-17").mark is SheetMark.NOT_APPLICABLE
    )
