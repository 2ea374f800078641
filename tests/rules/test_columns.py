"""栏目不更新: how one column stands, and the three rules that count them."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.app.agreement import Agreement, agreement
from monitor.domain.case import SiteCase
from monitor.domain.content import Dated, DatePlace
from monitor.domain.observation import Reading
from monitor.domain.parts import figures
from monitor.domain.sentence import Text
from monitor.domain.site import Column
from monitor.domain.timing import SHANGHAI
from monitor.domain.verdict import Outcome, VerdictPart
from monitor.rules.freshness import columns_blank, columns_overdue, columns_stale
from monitor.wording.say import say
from storage.decisions.verdict_text import encode_verdict
from tests.every import every

from .cases import (
    NOW,
    TODAY,
    WHOLE,
    broken,
    clause,
    column,
    fresh_case,
    listing,
    read,
    reading,
    review,
    site,
    url,
)

DAY = timedelta(days=1)


def stands(one: Column, case: SiteCase, now: datetime = NOW) -> VerdictPart:
    [found] = columns_overdue.decide(case, clause("columns_overdue"), now).columns
    assert found.id == one.id
    return found


@every(
    ("more", "newest", "outcome"),
    [
        ({"kind": "news"}, TODAY - 14 * DAY, Outcome.PASS),
        ({"kind": "news"}, TODAY - 15 * DAY, Outcome.FAIL),
        ({"kind": "notice", "top_level": True}, date(2026, 5, 20), Outcome.PASS),
        ({"kind": "notice", "top_level": True}, date(2026, 5, 19), Outcome.FAIL),
        ({"kind": "policy", "top_level": True}, date(2026, 5, 19), Outcome.FAIL),
        ({"kind": "policy"}, date(2026, 5, 19), Outcome.UNKNOWN),
        ({"frequency": "weekly"}, TODAY - 7 * DAY, Outcome.PASS),
        ({"frequency": "weekly"}, TODAY - 8 * DAY, Outcome.FAIL),
        ({"frequency": "biweekly"}, TODAY - 14 * DAY, Outcome.PASS),
        ({"frequency": "biweekly"}, TODAY - 15 * DAY, Outcome.FAIL),
        ({"frequency": "monthly"}, date(2026, 10, 20), Outcome.PASS),
        ({"frequency": "monthly"}, date(2026, 10, 19), Outcome.FAIL),
        ({"frequency": "quarterly"}, date(2026, 8, 20), Outcome.PASS),
        ({"frequency": "quarterly"}, date(2026, 8, 19), Outcome.FAIL),
        ({"frequency": "semiannual"}, date(2026, 5, 20), Outcome.PASS),
        ({"frequency": "annual"}, date(2025, 11, 20), Outcome.PASS),
        ({"frequency": "annual"}, date(2025, 11, 19), Outcome.FAIL),
        ({"frequency": "five-yearly"}, date(2021, 11, 20), Outcome.PASS),
        ({"frequency": "five-yearly"}, date(2021, 11, 19), Outcome.FAIL),
        ({"frequency": "realtime"}, date(2019, 1, 1), Outcome.PASS),
        ({}, TODAY, Outcome.UNKNOWN),
        ({"kind": "link"}, date(2010, 1, 1), Outcome.NOT_APPLICABLE),
        ({"frequency": "weekly", "retired": date(2023, 1, 8)}, date(2022, 1, 1), Outcome.NOT_APPLICABLE),
        ({"kind": "notice", "top_level": True, "frequency": "monthly"}, date(2026, 10, 19), Outcome.FAIL),
    ],
    ids=str,
)
def test_on_the_limit_day_a_column_still_passes(
    more: dict[str, object], newest: date, outcome: Outcome
) -> None:
    one = column(**more)  # type: ignore[arg-type]
    assert stands(one, fresh_case({one: [newest]})).outcome is outcome


@pytest.mark.parametrize(
    ("newest", "due"),
    [
        (date(2026, 1, 31), date(2026, 2, 28)),
        (date(2026, 2, 28), date(2026, 3, 31)),
        (date(2024, 1, 31), date(2024, 2, 29)),
        (date(2026, 11, 3), date(2026, 12, 3)),
    ],
    ids=str,
)
def test_the_due_day_is_the_last_that_passes(newest: date, due: date) -> None:
    one = column(frequency="monthly")

    def on(day: date) -> VerdictPart:
        now = datetime(day.year, day.month, day.day, 23, 59, tzinfo=SHANGHAI)
        case = SiteCase(
            site=site(one), listings={"c": [listing("c", [newest], at=now)]}, readings=read("c", [newest])
        )
        return stands(one, case, now)

    assert (on(due).outcome, on(due).days_left, on(due).due_on) == (Outcome.PASS, 0, due)
    assert (on(due + DAY).outcome, on(due + DAY).days_over) == (Outcome.FAIL, 1)


def test_the_days_over_of_a_column_dead_since_2020() -> None:
    """Monthly, newest 2020-11-03: due 2020-12-03, 2,178 days before 2026-11-20."""
    one = column(frequency="monthly")
    found = stands(one, fresh_case({one: [date(2020, 11, 3)]}))
    assert (found.due_on, found.days_over, found.newest) == (date(2020, 12, 3), 2178, date(2020, 11, 3))


NEWS = column("c", "news")
OLD, YOUNG = TODAY - 40 * DAY, TODAY - 2 * DAY


@every(
    ("case", "outcome", "state"),
    [
        (SiteCase(site=site(NEWS)), Outcome.UNKNOWN, "unknown"),
        (SiteCase(site=site(NEWS), listings={"c": [listing("c", [YOUNG])]}), Outcome.UNKNOWN, "unknown"),
        (SiteCase(site=site(NEWS), listings={"c": [listing("c", [OLD])]}), Outcome.UNKNOWN, "unknown"),
        (SiteCase(site=site(NEWS), listings={"c": [listing("c", [YOUNG])]}, readings=read("c", [OLD])), Outcome.FAIL, "stale"),
        (SiteCase(site=site(NEWS), listings={"c": [listing("c", [OLD])]}, readings=read("c", [YOUNG])), Outcome.PASS, "fresh"),
        (SiteCase(site=site(NEWS), listings={"c": [listing("c", [OLD])]}, readings=read("c", ["undated"])), Outcome.FAIL, "stale"),
        (SiteCase(site=site(NEWS), listings={"c": [listing("c", [YOUNG])]}, readings=read("c", ["undated"])), Outcome.UNKNOWN, "unknown"),
        (SiteCase(site=site(NEWS), listings={"c": [listing("c", [YOUNG])]}, readings=read("c", ["http_status"])), Outcome.UNKNOWN, "unknown"),
        (SiteCase(site=site(NEWS), listings={"c": [listing("c", [None, OLD])]}, readings={url("c", 1): reading(url("c", 1), OLD)}), Outcome.UNKNOWN, "unknown"),
        (SiteCase(site=site(NEWS), listings={"c": [listing("c", [OLD, OLD - DAY])]}, readings=read("c", [OLD])), Outcome.FAIL, "stale"),
        (SiteCase(site=site(NEWS), listings={"c": [listing("c", [TODAY + DAY, OLD])]}, readings=read("c", [TODAY + DAY, OLD])), Outcome.FAIL, "stale"),
        (SiteCase(site=site(NEWS), listings={"c": [broken("c")]}), Outcome.UNKNOWN, "unknown"),
        (SiteCase(site=site(NEWS), listings={"c": [broken("c", "unreached")]}), Outcome.UNKNOWN, "unknown"),
        (SiteCase(site=site(NEWS), listings={"c": [listing("c", [YOUNG], at=NOW - DAY), broken("c")]}, readings=read("c", [YOUNG])), Outcome.PASS, "fresh"),
        (SiteCase(site=site(NEWS), listings={"c": [listing("c", [OLD], at=NOW - DAY), broken("c")]}, readings=read("c", [OLD])), Outcome.UNKNOWN, "unknown"),
        (SiteCase(site=site(NEWS), listings={"c": [listing("c", [OLD], at=NOW - 2 * DAY)]}, readings=read("c", [OLD])), Outcome.UNKNOWN, "unknown"),
        (SiteCase(site=site(NEWS), listings={"c": [listing("c", [OLD], dates_confirmed=True)]}), Outcome.FAIL, "stale"),
        (SiteCase(site=site(NEWS), listings={"c": [listing("c", [YOUNG], dates_confirmed=True)]}), Outcome.PASS, "fresh"),
        (SiteCase(site=site(NEWS), listings={"c": [listing("c")]}), Outcome.UNKNOWN, "unknown"),
        (SiteCase(site=site(NEWS), listings={"c": [listing("c", at=NOW - DAY), listing("c")]}), Outcome.FAIL, "blank"),
        (SiteCase(site=site(NEWS), listings={"c": [listing("c", at=NOW - 2 * DAY), listing("c", [OLD], at=NOW - DAY), listing("c")]}), Outcome.UNKNOWN, "unknown"),
    ],
    ids=[
        "never_looked_at", "young_pointer_unread", "old_pointer_unread", "page_older_than_list", "page_newer_than_list",
        "page_undated_counts_as_not_updated", "an_undated_page_that_may_be_new", "page_unreachable", "one_undated_row_unread", "old_rows_need_no_reading",
        "a_future_date_is_no_update", "parser_found_nothing", "page_not_reached", "a_proven_update_stays_proven",
        "an_old_snapshot_proves_no_staleness", "seen_two_days_ago", "import_old", "import_young", "empty_one_day",
        "empty_two_days", "not_empty_in_between",
    ],
)  # fmt: skip
def test_what_is_known_and_what_is_not(case: SiteCase, outcome: Outcome, state: str) -> None:
    found = stands(NEWS, case)
    assert (found.outcome, found.state) == (outcome, state)


def test_a_direct_file_has_no_page_so_its_row_counts() -> None:
    one = column(frequency="annual")
    seen = listing("c", [TODAY - 30 * DAY])
    item = seen.facts.items[0]
    files = type(seen)(
        id=seen.id,
        at=seen.at,
        facts=type(seen.facts)(
            state=seen.facts.state, items=(type(item)(title="t", url="http://a.gov.cn/x.PDF", on=item.on),)
        ),
    )
    assert stands(one, SiteCase(site=site(one), listings={"c": [files]})).outcome is Outcome.PASS


def test_a_day_that_only_the_address_carries_is_no_update() -> None:
    seen = reading(url("c", 0), YOUNG)
    pointed = type(seen)(
        id="ob_u", at=NOW, facts=Reading(url=url("c", 0), published=Dated(on=YOUNG, place=DatePlace.URL))
    )
    case = SiteCase(site=site(NEWS), listings={"c": [listing("c", [YOUNG])]}, readings={url("c", 0): pointed})
    assert stands(NEWS, case).undated == (url("c", 0),)
    confirmed = replace(case, reviews=[review("confirm", "c", "undated")])
    assert stands(NEWS, confirmed).state == "stale"


def test_conflicting_dates_are_for_people_and_do_not_decide() -> None:
    case = SiteCase(
        site=site(NEWS), listings={"c": [listing("c", [YOUNG])]},
        readings={url("c", 0): reading(url("c", 0), YOUNG, conflict=True)},
    )  # fmt: skip
    found = stands(NEWS, case)
    assert found.outcome is Outcome.PASS
    assert "旧稿重发" in say(found.reason)


def many(count: int, newest: date, kind: str = "news", **more: object) -> SiteCase:
    return fresh_case({column(f"c{n}", kind, **more): [newest] for n in range(count)})


@pytest.mark.parametrize(("bad", "outcome"), [(4, Outcome.PASS), (5, Outcome.FAIL), (6, Outcome.FAIL)])
def test_five_stale_columns_are_the_limit(bad: int, outcome: Outcome) -> None:
    verdict = columns_stale.decide(many(bad, OLD), clause("columns_stale"), NOW)
    assert verdict.outcome is outcome
    assert (outcome is Outcome.FAIL) <= bool(verdict.evidence)


@pytest.mark.parametrize(("bad", "outcome"), [(9, Outcome.PASS), (10, Outcome.FAIL)])
def test_ten_overdue_columns_are_the_limit(bad: int, outcome: Outcome) -> None:
    case = many(bad, date(2025, 1, 1), "general", frequency="monthly")
    verdict = columns_overdue.decide(case, clause("columns_overdue"), NOW)
    assert (verdict.outcome, verdict.measured["bad_by_own_frequency_only"]) == (outcome, bad)


@pytest.mark.parametrize(
    ("stale", "unseen", "outcome"),
    [
        (4, 1, Outcome.UNKNOWN),
        (4, 0, Outcome.PASS),
        (5, 9, Outcome.FAIL),
        (1, 3, Outcome.PASS),
        (0, 4, Outcome.UNKNOWN),
        (0, 5, Outcome.UNKNOWN),
    ],
)
def test_unknown_columns_count_once_on_each_side(stale: int, unseen: int, outcome: Outcome) -> None:
    known = {column(f"c{n}", "news"): [OLD] for n in range(stale)}
    case = fresh_case(known)
    columns = (*known, *(column(f"u{n}", "news") for n in range(unseen)))
    case = replace(case, site=site(*columns, columns_complete=WHOLE))
    assert columns_stale.decide(case, clause("columns_stale"), NOW).outcome is outcome


@pytest.mark.parametrize(("blank", "outcome"), [(4, Outcome.PASS), (5, Outcome.FAIL)])
def test_five_blank_columns_are_the_limit(blank: int, outcome: Outcome) -> None:
    columns = [column(f"c{n}", frequency="annual") for n in range(blank)]
    seen = {one.id: [listing(one.id, at=NOW - DAY), listing(one.id)] for one in columns}
    case = SiteCase(site=site(*columns, columns_complete=WHOLE), listings=seen)
    assert columns_blank.decide(case, clause("columns_blank"), NOW).outcome is outcome


@every(
    ("seen_on", "outcome"),
    [((0,), Outcome.UNKNOWN), ((1, 0), Outcome.FAIL), ((0, 0), Outcome.UNKNOWN), ((2, 0), Outcome.FAIL)],
    ids=["one day", "two days", "twice on one day", "two days with a day between"],
)
@every("frequency", ["realtime", "annual", None])
def test_columns_are_blank_once_they_were_seen_empty_on_two_days(
    frequency: str | None, seen_on: tuple[int, ...], outcome: Outcome
) -> None:
    columns = [column(f"c{n}", frequency=frequency) for n in range(5)]
    seen = {
        one.id: [listing(one.id, at=NOW - DAY * back, id=f"{one.id}_{n}") for n, back in enumerate(seen_on)]
        for one in columns
    }
    case = SiteCase(site=site(*columns, columns_complete=WHOLE), listings=seen)
    verdict = columns_blank.decide(case, clause("columns_blank"), NOW)
    assert verdict.outcome is outcome


def test_a_list_full_long_ago_says_nothing_of_today() -> None:
    one = column(frequency="realtime")
    case = SiteCase(
        site=site(one, columns_complete=WHOLE),
        listings={"c": [listing("c", [OLD], at=NOW - 9 * DAY)]},
        readings=read("c", [OLD]),
    )
    for rule in (columns_blank, columns_overdue):
        [found] = rule.decide(case, clause(rule.RULE.id), NOW).columns
        assert found.outcome is Outcome.UNKNOWN


def test_a_person_may_say_that_a_column_is_not_blank() -> None:
    one = column(frequency="annual")
    seen = {"c": [listing("c", at=NOW - DAY), listing("c")]}
    case = SiteCase(site=site(one), listings=seen, reviews=[review("confirm", "c", "not_blank")])
    verdict = columns_blank.decide(case, clause("columns_blank"), NOW)
    assert (verdict.measured["bad"], verdict.columns[0].outcome) == (0, Outcome.PASS)


def test_whether_a_column_is_blank_does_not_hang_on_how_often_it_is_updated() -> None:
    """An old list says nothing of today, and that is why it is not told."""
    case = SiteCase(
        site=site(column(), columns_complete=WHOLE),
        listings={"c": (listing(days=(TODAY,), at=NOW - 40 * DAY),)},
    )
    verdict = columns_blank.decide(case, clause("columns_blank"), NOW)
    [found] = verdict.columns
    assert (found.outcome, found.settle) == (Outcome.UNKNOWN, "look")
    assert say(found.reason) == "最近一次监测在40天前"
    then = replace(found, reason=Text("column.no_frequency"), settle="frequency")  # as it was said before
    older = encode_verdict(replace(verdict, parts=(then,), needs=Text("column.no_frequency")))
    assert agreement(older, verdict) is Agreement.WORDS
    for other in (replace(then, state="blank"), replace(then, newest=TODAY)):
        assert agreement(encode_verdict(replace(verdict, parts=(other,))), verdict) is Agreement.NONE


def test_a_column_full_of_old_items_is_not_blank() -> None:
    verdict = columns_blank.decide(many(6, OLD), clause("columns_blank"), NOW)
    assert (verdict.outcome, verdict.measured["bad"], verdict.coverage) == (Outcome.PASS, 0, 1.0)


def test_a_parser_that_found_nothing_alarms_the_operator() -> None:
    case = SiteCase(site=site(NEWS), listings={"c": [broken("c")]})
    verdict = columns_overdue.decide(case, clause("columns_overdue"), NOW)
    assert figures(verdict)["unreadable_columns"] == ["c"]
    assert "monitor inspect" in say(verdict.remarks[0])


def test_columns_that_are_not_news_or_top_level_are_not_asked_for_two_weeks() -> None:
    case = many(6, OLD, "notice")
    verdict = columns_stale.decide(case, clause("columns_stale"), NOW)
    assert (verdict.measured["columns"], verdict.outcome) == (0, Outcome.NOT_APPLICABLE)


@given(st.lists(st.dates(date(2020, 1, 1), TODAY), min_size=1, max_size=6), st.dates(TODAY - 14 * DAY, TODAY))
def test_a_fresh_confirmed_item_never_makes_a_column_stale(days: list[date], young: date) -> None:
    before = stands(NEWS, fresh_case({NEWS: days}))
    after = stands(NEWS, fresh_case({NEWS: [*days, young]}))
    assert after.outcome is Outcome.PASS
    assert before.outcome in (Outcome.PASS, Outcome.FAIL)


def test_a_column_whose_address_nobody_confirmed_is_never_judged() -> None:
    """Stale or fresh, its page may be another's; its neighbours are judged as ever."""
    stale = column("c", "news", confirm=True)
    nameless = replace(column("d", "news", confirm=True), url="")
    case = fresh_case({stale: [TODAY - 90 * DAY], nameless: [], column("e", "news"): [TODAY]})
    found = {one.id: one for one in columns_overdue.decide(case, clause("columns_overdue"), NOW).columns}
    assert {id: one.outcome for id, one in found.items()} == {
        "c": Outcome.UNKNOWN,
        "d": Outcome.UNKNOWN,
        "e": Outcome.PASS,
    }
    assert found["c"].due_on is None
