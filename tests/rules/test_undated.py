"""Undated pages that may be updates (疑似未识别发布时间): a changed template never vetoes a site by itself."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from types import ModuleType

import pytest

from monitor.assess.extractor_alarms import extractor_alarms
from monitor.domain.case import Review, SiteCase
from monitor.domain.content import Item, ListState
from monitor.domain.observation import Listing
from monitor.domain.parts import figures
from monitor.domain.timing import midnight
from monitor.domain.verdict import Outcome
from monitor.rules.freshness import columns_overdue, columns_stale, homepage_stale
from monitor.wording.say import say

from .cases import NOW, TODAY, WHOLE, clause, column, first_seen, homepage, listing, read, review, site, url

DAY = timedelta(days=1)
OLD, LONG_AGO = TODAY - 40 * DAY, TODAY - 15 * DAY
NEWS = column("c", "news")


def outcome_of(case: SiteCase) -> Outcome:
    return columns_stale.decide(case, clause("columns_stale"), NOW).columns[0].outcome


def case_of(*rows: date | str, seen: tuple[date, ...] = (), **more: object) -> SiteCase:
    """One news column whose list rows carry no day; its pages say *rows*."""
    return SiteCase(
        site=site(NEWS, columns_complete=WHOLE),
        listings={"c": [listing("c", [None] * len(rows))]},
        readings=read("c", rows),
        first_seen=first_seen("c", *seen),
        **more,  # type: ignore[arg-type]
    )


@pytest.mark.parametrize(
    ("case", "outcome"),
    [
        (case_of("undated", OLD, seen=(LONG_AGO, LONG_AGO)), Outcome.UNKNOWN),
        (case_of(OLD, "undated", seen=(LONG_AGO, LONG_AGO)), Outcome.FAIL),
        (case_of(OLD, "undated", seen=(LONG_AGO, TODAY - 14 * DAY)), Outcome.UNKNOWN),
        (case_of(OLD, "undated"), Outcome.FAIL),
        (case_of(OLD - DAY, "undated", OLD, seen=(LONG_AGO,) * 3), Outcome.UNKNOWN),
        (case_of("undated", "undated", seen=(LONG_AGO, LONG_AGO)), Outcome.UNKNOWN),
        (case_of(TODAY, "undated", seen=(TODAY, TODAY)), Outcome.PASS),
    ],
    ids=[
        "above_the_newest_dated_one", "below_and_seen_long_ago", "below_and_first_seen_inside_the_limit", "below_and_not_remembered",
        "between_dated_ones", "none_is_dated", "fresh_all_the_same",
    ],
)  # fmt: skip
def test_an_undated_page_that_may_be_new_is_no_proof_of_staleness(case: SiteCase, outcome: Outcome) -> None:
    assert outcome_of(case) is outcome


def test_a_pinned_undated_page_stands_above_for_no_reason_of_its_day() -> None:
    rows = (Item(title="指南", url=url("c", 0), pinned=True), Item(title="t", url=url("c", 1), on=OLD))
    seen = replace(listing("c", [OLD]), facts=Listing(state=ListState.ITEMS, items=rows))
    case = replace(case_of("undated", OLD, seen=(LONG_AGO, LONG_AGO)), listings={"c": [seen]})
    assert outcome_of(case) is Outcome.FAIL


@pytest.mark.parametrize(
    ("listed", "outcome"),
    [(TODAY - DAY, Outcome.UNKNOWN), (OLD - DAY, Outcome.FAIL), (None, Outcome.FAIL)],
    ids=["its_row_is_dated_inside_the_limit", "its_row_is_old", "its_row_says_nothing"],
)
def test_undated_takes_an_undated_row_too(listed: date | None, outcome: Outcome) -> None:
    case = replace(case_of(OLD, "undated"), listings={"c": [listing("c", [OLD, listed])]})
    assert outcome_of(case) is outcome


@pytest.mark.parametrize(
    ("reviews", "outcome"),
    [
        ([review("confirm", "c", "undated", at=NOW)], Outcome.FAIL),
        ([review("confirm", "c", "undated", at=midnight(TODAY - 5 * DAY))], Outcome.UNKNOWN),
        ([review("confirm", "c", "undated", until=TODAY - DAY)], Outcome.UNKNOWN),
        ([review("confirm", "c", "not_blank")], Outcome.UNKNOWN),
        ([review("confirm", "c", "undated"), review("confirm", "c", "not_blank", id="rv_2")], Outcome.FAIL),
        ([review("confirm", "c", "undated"), review("revoke", "c", "revoked", id="rv_2")], Outcome.UNKNOWN),
    ],
    ids=["signed", "signed_before_the_pages_were_there", "no_longer_holds", "another_word", "beside_another_word", "revoked"],
)  # fmt: skip
def test_one_sign_confirms_the_undated_pages_of_a_column(reviews: list[Review], outcome: Outcome) -> None:
    days = (TODAY - 2 * DAY, TODAY - 3 * DAY, LONG_AGO)
    assert outcome_of(case_of("undated", "undated", OLD, seen=days, reviews=reviews)) is outcome


def changed_template(columns: int) -> SiteCase:
    """Nine news columns, the two newest articles of each from a template whose day was not found."""
    wanted = [column(f"c{n}", "news") for n in range(columns)]
    readings, firsts = {}, dict[str, datetime]()
    for one in wanted:
        readings |= read(one.id, ["undated", "undated", OLD, OLD - DAY])
        firsts |= first_seen(one.id, TODAY - DAY, TODAY - 3 * DAY, OLD, OLD)
    return SiteCase(
        site=site(*wanted, columns_complete=WHOLE),
        listings={one.id: [listing(one.id, [None] * 4)] for one in wanted},
        readings=readings, first_seen=firsts,
    )  # fmt: skip


def test_a_changed_template_vetoes_no_site_and_raises_the_alarm() -> None:
    verdict = columns_stale.decide(changed_template(9), clause("columns_stale"), NOW)
    assert verdict.outcome is Outcome.UNKNOWN
    assert figures(verdict)["undated_pages"] == {
        f"c{n}": [url(f"c{n}", 0), url(f"c{n}", 1)] for n in range(9)
    }
    assert "页面模板可能已改版" in say(verdict.remarks[0])
    assert verdict.needs is not None
    assert "monitor review confirm s c0 --outcome undated" in say(verdict.needs, "en")


def test_the_pages_to_confirm_are_named() -> None:
    [found] = columns_stale.decide(case_of("undated", OLD), clause("columns_stale"), NOW).columns
    assert found.undated == (url("c", 0),)
    assert say(found.reason) == "1篇稿件页未见发布时间且可能为近期更新，需人工确认：t0"


@pytest.mark.parametrize("rule", [columns_overdue, homepage_stale])
def test_new_pages_without_a_day_alarm_the_operator(rule: ModuleType) -> None:
    name = rule.__name__.rpartition(".")[2]
    shown = replace(homepage([], at=NOW).facts, items=(Item(title="t", url=url("c", 0)),))
    case = replace(
        case_of("undated", OLD, seen=(LONG_AGO, LONG_AGO)),
        homepages=[replace(homepage([], at=NOW), facts=shown)],
    )
    verdict = rule.decide(case, clause(name), NOW)
    assert extractor_alarms([verdict]) == (({"columns_overdue": "c"}.get(name, "homepage"), "undated"),)
    settled = replace(case, readings=read("c", [OLD, OLD]))
    assert extractor_alarms([rule.decide(settled, clause(name), NOW)]) == ()
