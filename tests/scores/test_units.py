"""A unit's sheet: which table and why, halves weighed, a veto of any day, people's entries, ranges."""

from dataclasses import replace

import pytest

from monitor.domain.settings import NoticeSettings, Settings
from monitor.domain.site import Account, Level, Site, Unit, UnitKind
from monitor.domain.verdict import Outcome
from monitor.feed.document import verdict_entry
from monitor.regulations.editions import load_edition
from monitor.regulations.indicators import NoTableError
from monitor.scores.plain import draw_of
from monitor.scores.points import PointRange
from monitor.scores.sheet import RowState, SheetMark
from monitor.scores.units import UnitSheet, failed_vetoes, tables_of
from tests.scores.units import (
    BUREAU,
    END,
    OFFICE,
    PORTAL,
    TOWN,
    WEIBO,
    column,
    entry,
    ground,
    own,
    owner,
    sheet,
    watch,
)
from tests.scores.verdicts import verdict

CITY_BUREAU = replace(PORTAL, id="mz", name="市民政局", level=Level.DEPARTMENT, unit="bureau", columns=())


def row(made: UnitSheet, id: str):  # type: ignore[no-untyped-def]
    [found] = [one for one in made.rows if one.indicator.id == id]
    return found


def clause(rule: str, subject: str = "site", edition: str = "fuzhou-2021"):  # type: ignore[no-untyped-def]
    found = load_edition(edition).clause(rule, subject)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("unit", "sites", "accounts", "tables", "why"),
    [
        ("office", (PORTAL,), (WEIBO,), ["F19W", "F19N"], "闽政办函〔2021〕57号"),
        ("office", (PORTAL,), (), ["F19W"], "县级栏"),
        ("office", (replace(PORTAL, edition="fujian-2019"),), (WEIBO,), ["F19W", "F19N"], "fujian-2019"),
        ("bureau", (CITY_BUREAU,), (), ["Z21"], "fuzhou-2021"),
        ("bureau", (replace(CITY_BUREAU, edition="fujian-2019"),), (), ["F19D"], "fujian-2019"),
        ("bureau", (PORTAL,), (), ["C21"], "部门不单独主办网站"),
        ("town", (PORTAL,), (), ["C21"], "镇街不单独主办网站"),
        ("bureau", (replace(PORTAL, level=Level.CITY),), (), ["Z21"], "市级网站群"),
    ],
)  # fmt: skip
def test_what_a_unit_owns_chooses_its_table_and_the_reason_is_told(
    unit: str, sites: tuple[Site, ...], accounts: tuple[Account, ...], tables: list[str], why: str
) -> None:
    seen = watch(sites=sites, accounts=accounts)
    made = sheet(ground(seen), unit)
    assert [part.chosen.table.id for part in made.parts] == tables
    assert why in made.parts[0].chosen.why


def test_a_district_portal_is_scored_by_the_county_column() -> None:
    made = sheet(ground(watch()), "office")
    assert (row(made, "F19W-45").full, row(made, "F19W-44").state) == (2, RowState.NOT_APPLICABLE)


def test_a_named_table_wins() -> None:
    unit = replace(TOWN, table="G53")
    made = sheet(ground(watch(units=(OFFICE, unit, BUREAU))), "town")
    assert (made.parts[0].chosen.table.id, len(made.rows)) == ("G53", 41)


def test_a_unit_that_owns_nothing_has_no_sheet_and_is_told_why() -> None:
    seen = watch(units=(Unit(id="x", name="某协会", kind=UnitKind.OTHER),), sites=())
    with pytest.raises(NoTableError, match="owns nothing"):
        tables_of(owner(seen, "x"), UnitKind.OTHER, seen)


def test_websites_weigh_eighty_and_new_media_twenty() -> None:
    made = sheet(ground(watch(accounts=(WEIBO,))), "office")
    assert [part.chosen.weight for part in made.parts] == [80, 20]
    assert (made.total.points, made.total.full) == (PointRange(0, 100), 100)
    filled = sheet(
        ground(watch(accounts=(WEIBO,)), entries=[entry("unit:office", "F19W-53", points=5.0)]), "office"
    )
    assert filled.total.points == PointRange(5 * 0.8, 100 - 0.8)


def test_a_half_that_there_is_not_takes_nothing_from_the_other() -> None:
    made = sheet(ground(watch()), "office")
    assert (made.total.points, made.total.full) == (PointRange(0, 80), 80)


def test_unknown_is_a_range_until_people_have_said_everything() -> None:
    seen = watch(sites=(CITY_BUREAU,), units=(BUREAU,))
    first = sheet(ground(seen), "bureau")
    asked = [one.indicator.id for one in first.rows if one.points is not None and not one.points.settled]
    some = [entry("unit:bureau", id, n, points=1.0) for n, id in enumerate(asked[:-1], 1)]
    open_one = sheet(ground(seen, entries=some), "bureau").total
    assert open_one.points is not None
    assert (open_one.open, open_one.points.low) == (1, len(some))
    done = sheet(
        ground(seen, entries=[*some, entry("unit:bureau", asked[-1], 99, points=0.5)]), "bureau"
    ).total
    assert (done.open, done.points) == (0, PointRange(len(some) + 0.5, len(some) + 0.5))


def test_entries_in_conflict_leave_the_row_open() -> None:
    said = [
        entry("unit:office", "F19W-53", 1, points=5.0),
        entry("unit:office", "F19W-53", 2, points=2.0, who="陈某", conflict=True),
    ]
    found = row(sheet(ground(watch(), entries=said), "office"), "F19W-53")
    assert (found.points, found.note) == (PointRange(0, 6), "由人工评分（冲突待定）")
    assert "冲突待定：陈某" in found.collected[-1]


def test_a_veto_of_any_day_ends_the_scoring_though_the_last_point_passes() -> None:
    passed, failed = (verdict(clause("site_unreachable"), word) for word in ("pass", "fail"))
    found = failed_vetoes({END: {"s": [passed]}}, {"s": [failed]})
    made = sheet(ground(watch(), {"s": [passed]}, failed=found), "office")
    assert (made.total.vetoed, made.total.points) == (True, None)
    assert made.total.full == round(sum(one.total.full * (one.chosen.weight or 100) / 100 for one in made.scored), 4) > 0  # fmt: skip
    assert {one.state for one in made.rows if one.indicator.part.value == "scored"} <= {
        RowState.ENDED,
        RowState.NOT_APPLICABLE,
    }


def test_a_row_tells_its_verdict_by_the_very_moment_that_the_verdict_tells() -> None:
    given = verdict(clause("site_unreachable"), "pass", decided_at=END.replace(microsecond=900_000))
    rows = draw_of([sheet(ground(watch(), {"s": [given]}), "office")], ())["indicators"]
    assert {one["decided_at"] for row in rows for one in row["rules"]} == {verdict_entry(given)["decided_at"]}


def test_a_veto_that_people_find_ends_it_too() -> None:
    made = sheet(ground(watch(), entries=[entry("unit:office", "F19W-V02", mark="未达标")]), "office")
    assert made.total.vetoed


def test_a_note_that_people_find_to_hold_leaves_its_rows_with_nothing() -> None:
    made = sheet(ground(watch(), entries=[entry("unit:office", "F19W-N1", mark="未达标")]), "office")
    assert [row(made, id).points for id in ("F19W-42", "F19W-43", "F19W-45")] == [PointRange(0, 0)] * 3
    assert row(made, "F19W-46").points == PointRange(0, 2)


def test_a_met_frequency_has_its_points_and_waits_for_nobody() -> None:
    seen = watch(accounts=(replace(WEIBO, unit="bureau"),), sites=(CITY_BUREAU,))
    given = {"weibo": [verdict(clause("Z21-23", "account"), "pass", subject="weibo")]}
    found = row(sheet(ground(seen, given), "bureau"), "Z21-23")
    assert (found.mark, found.state, found.points, found.basis) == (
        SheetMark.MET,
        RowState.DECIDED,
        PointRange(4, 4),
        "text",
    )


@pytest.mark.parametrize(
    ("several", "points"),
    [("average", PointRange(2, 2)), ("lowest", PointRange(0, 0)), (None, PointRange(0, 4))],
)
def test_several_accounts_make_one_row_only_as_the_centre_says(
    several: str | None, points: PointRange
) -> None:
    accounts = (replace(WEIBO, unit="bureau"), replace(WEIBO, id="two", unit="bureau"))
    said = {"several": several, "approver": "主任", "reason": "办公会议定"} if several else {}
    seen = watch(accounts=accounts, sites=(CITY_BUREAU,), scores=said)
    given = {
        "weibo": [verdict(clause("Z21-23", "account"), "pass", subject="weibo")],
        "two": [verdict(clause("Z21-23", "account"), "fail", subject="two")],
    }
    assert row(sheet(ground(seen, given), "bureau"), "Z21-23").points == points


def test_the_centres_own_arithmetic_is_printed_as_its_own() -> None:
    said = {"row": (own("Z21-14", full=1),)}
    seen = watch(sites=(CITY_BUREAU,), scores=said)
    found = row(sheet(ground(seen), "bureau"), "Z21-14")
    assert (found.basis, "考核单位自定（主任）：办公会议定" in found.note) == ("centre", True)


def test_every_open_row_says_what_would_settle_it() -> None:
    made = sheet(ground(watch(accounts=(WEIBO,))), "office")
    waiting = [
        one for one in made.rows if one.state in (RowState.COLLECTED, RowState.PERSON, RowState.NO_SOURCE)
    ]
    assert waiting
    assert all(one.needs for one in waiting)
    assert row(made, "F19W-40").state is RowState.NO_SOURCE
    assert row(made, "F19W-53").state is RowState.PERSON


def test_columns_on_another_units_site_are_the_units_own() -> None:
    seen = watch(sites=(replace(PORTAL, columns=(column("jzxx", "救助信息", unit="bureau"),)),))
    made = sheet(ground(seen), "bureau")
    assert [(site.id, id) for site, id in made.owner.columns] == [("s", "jzxx")]
    assert row(made, "C21-05").indicator.settled_by == ("columns_late",)


def test_rows_about_the_other_kind_of_unit_do_not_concern_it() -> None:
    made = sheet(ground(watch()), "town")
    assert (row(made, "C21-04").state, row(made, "C21-03").mark is SheetMark.NOT_APPLICABLE) == (
        RowState.NOT_APPLICABLE,
        False,
    )


def test_of_several_fails_of_one_veto_the_newest_is_shown() -> None:
    early, late = (
        verdict(clause("site_unreachable"), "fail", decided_at=END.replace(day=day)) for day in (3, 20)
    )
    found = failed_vetoes({}, {"s": [early, late]})
    assert [one.decided_at.day for one in found["s"]] == [20]
    assert found["s"][0].outcome is Outcome.FAIL


def test_a_unit_that_owns_nothing_and_that_the_centre_does_not_list_has_no_sheet() -> None:
    seen = replace(watch(), settings=Settings(report=NoticeSettings(towns=("street",))))
    assert [part.chosen.table.id for part in sheet(ground(seen), "street").parts] == ["C21"]
    with pytest.raises(NoTableError, match="lists it in neither"):
        sheet(ground(seen), "town")
