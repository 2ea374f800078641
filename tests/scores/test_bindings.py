"""Columns, boards and pages bound to rows: what a row's words name, where it stands, and how it is kept."""

from dataclasses import replace
from datetime import datetime

from monitor.domain.observation import StoredObservation
from monitor.domain.site import Board, Column, SitePage
from monitor.domain.text_page import TextPage
from monitor.domain.timing import SHANGHAI
from monitor.domain.verdict import Outcome, PartKind, VerdictPart
from monitor.regulations.editions import clause_of
from monitor.regulations.indicators import load_table
from monitor.scores.facts import facts_of
from monitor.scores.period import IndicatorFact, Period
from monitor.scores.sheet import SheetMark
from monitor.wording.say import say
from tests.scores.units import DRAWN, PORTAL, QUARTER, column, ground, owner, sheet, watch
from tests.scores.verdicts import verdict

ROW = next(one for one in load_table("F19W").indicators if one.id == "F19W-17")
CLAUSE = clause_of("fuzhou-2021", "columns_overdue")


def bound(*columns: Column, parts: dict[str, str] | None = None, **more: object) -> IndicatorFact:
    site = replace(PORTAL, columns=columns, **more)
    said = tuple(VerdictPart(kind=PartKind.COLUMN, id=id, outcome=Outcome(what), evidence=(f"ob_{id}",)) for id, what in (parts or {}).items())  # fmt: skip
    seen = watch(sites=(site,))
    page = TextPage(url="http://a.gov.cn/qzqd", column_class="page", state="read", characters=400)
    period = Period(
        watch=seen, quarter=QUARTER, as_of=DRAWN, verdicts={"s": (replace(verdict(CLAUSE), subject="s", parts=said),)},
        texts={"s": {page.url: StoredObservation(id="ob_page", at=datetime(2026, 12, 1, tzinfo=SHANGHAI), facts=page)}},
    )  # fmt: skip
    return facts_of(period, owner(seen, "office"), "bound_places", minimum=None, by_unit=False, row=ROW)


def places(**fields: str) -> list[Column]:
    return [column(id, id, indicator=(f"F19W-17.{field}",)) for id, field in fields.items()]


def test_a_row_that_nothing_is_bound_to_says_what_to_write() -> None:
    found = bound(column("yw", "要闻"))
    assert (found.configured, found.outcome) == (False, None)
    assert found.needs
    assert 'indicator = "F19W-17.权责清单"' in say(found.needs)


def test_each_field_that_the_words_name_wants_a_place() -> None:
    one = bound(*places(qz="权责"), parts={"qz": "pass"})
    assert (one.outcome, one.measured["fields_lacking"]) == (Outcome.UNKNOWN, ["公共服务事项清单"])
    both = places(qz="权责清单", gg="公共服务")
    assert bound(*both, parts={"qz": "pass", "gg": "pass"}).outcome is Outcome.PASS
    assert bound(*both, parts={"qz": "pass"}).outcome is Outcome.UNKNOWN


def test_a_bound_column_that_is_late_fails_the_row_and_names_itself() -> None:
    found = bound(*places(qz="权责清单", gg="公共服务"), parts={"qz": "pass", "gg": "fail"})
    assert (found.outcome, found.measured["bound_bad"], found.evidence) == (
        Outcome.FAIL,
        ["s/gg"],
        ("ob_gg",),
    )


def test_a_page_serves_a_field_and_never_fails_alone() -> None:
    page = SitePage(id="p", name="权责清单", url="http://a.gov.cn/qzqd", indicator=("F19W-17.权责清单",))
    columns = places(gg="公共服务")
    assert bound(*columns, parts={"gg": "pass"}, pages=(page,)).outcome is Outcome.PASS
    unread = replace(page, url="http://a.gov.cn/other")
    assert bound(*columns, parts={"gg": "pass"}, pages=(unread,)).outcome is Outcome.UNKNOWN


def test_a_board_that_nobody_judged_is_unknown() -> None:
    board = Board(id="b", name="信箱", url="http://a.gov.cn/b", indicator=("F19W-17.公共服务",))
    found = bound(*places(qz="权责清单"), parts={"qz": "pass"}, boards=(board,))
    assert (found.outcome, found.measured["bound_unknown"]) == (Outcome.UNKNOWN, ["s/b"])


def test_fields_that_the_text_spares_counties_are_not_asked_of_one() -> None:
    row = next(one for one in load_table("F19W").indicators if one.id == "F19W-02")
    site = replace(PORTAL, columns=(column("cz", "财政", indicator=("F19W-02.财政",)),))
    seen = watch(sites=(site,))
    period = Period(watch=seen, quarter=QUARTER, as_of=DRAWN)
    found = facts_of(period, owner(seen, "office"), "bound_places", minimum=None, by_unit=False, row=row)
    lacking = found.measured["fields_lacking"]
    assert isinstance(lacking, list)
    assert (len(lacking), "国有产权交易" in lacking) == (11, False)


def test_a_part_that_a_machine_decides_can_fail_a_row_and_never_pass_it() -> None:
    site = replace(PORTAL, columns=tuple(places(qz="权责清单", gg="公共服务")))
    for what, mark in (("pass", SheetMark.PEOPLE), ("fail", SheetMark.UNMET)):
        parts = tuple(VerdictPart(kind=PartKind.COLUMN, id=id, outcome=Outcome(what)) for id in ("qz", "gg"))
        said = {"s": (replace(verdict(CLAUSE), subject="s", parts=parts),)}
        made = sheet(ground(watch(sites=(site,)), said), "office")
        assert next(row for row in made.rows if row.indicator.id == "F19W-17").mark is mark
