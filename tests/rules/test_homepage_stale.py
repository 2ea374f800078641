"""首页不更新: two weeks, confirmed on article pages, with snapshots to show for it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from monitor.domain.case import SiteCase
from monitor.domain.content import Item, ListState
from monitor.domain.observation import Homepage, StoredObservation
from monitor.domain.verdict import Outcome
from monitor.rules.freshness.homepage_stale import decide
from tests.every import every

from .cases import NOW, TODAY, clause, column, homepage, listing, read, review, site

DAY = timedelta(days=1)
OLD, YOUNG = TODAY - 15 * DAY, TODAY - 14 * DAY


def snapshots(count: int, days: list[date | None]) -> list[StoredObservation[Homepage]]:
    return [homepage(days, at=NOW - DAY * back) for back in reversed(range(count))]


def outcome(case: SiteCase) -> Outcome:
    return decide(case, clause("homepage_stale"), NOW).outcome


@every(
    ("count", "listed", "said", "expected"),
    [
        (1, [YOUNG], [YOUNG], Outcome.PASS),
        (14, [OLD], [OLD], Outcome.FAIL),
        (12, [OLD], [OLD], Outcome.FAIL),
        (11, [OLD], [OLD], Outcome.UNKNOWN),
        (14, [OLD], ["undated"], Outcome.FAIL),
        (14, [YOUNG], ["undated"], Outcome.UNKNOWN),
        (14, [YOUNG], [OLD], Outcome.FAIL),
        (14, [YOUNG], ["http_status"], Outcome.UNKNOWN),
        (14, [None], [], Outcome.UNKNOWN),
        (14, [OLD], [], Outcome.UNKNOWN),
        (14, [OLD, TODAY + DAY], [OLD, TODAY + DAY], Outcome.FAIL),
        (0, [], [], Outcome.UNKNOWN),
    ],
    ids=[
        "fourteen_days_old_passes_at_once", "fifteen_days_old_fails", "twelve_snapshots_suffice", "eleven_do_not",
        "undated_pages_are_no_update", "an_undated_page_that_may_be_new", "the_page_decides_not_the_list", "unread_page", "undated_row_unread",
        "nothing_read", "a_future_date_is_no_update", "never_looked_at",
    ],
)  # fmt: skip
def test_two_weeks(count: int, listed: list[date | None], said: list[date | str], expected: Outcome) -> None:
    assert (
        outcome(SiteCase(site=site(), homepages=snapshots(count, listed), readings=read("h", said)))
        is expected
    )


def test_a_person_confirms_the_undated_pages_of_the_homepage() -> None:
    case = SiteCase(
        site=site(), homepages=snapshots(14, [YOUNG]), readings=read("h", ["undated"]),
        reviews=[review("confirm", "homepage", "undated")],
    )  # fmt: skip
    assert outcome(case) is Outcome.FAIL


def test_the_last_snapshot_must_be_of_today_or_yesterday() -> None:
    seen = [homepage([OLD], at=NOW - DAY * back) for back in range(14, 1, -1)]
    assert outcome(SiteCase(site=site(), homepages=seen, readings=read("h", [OLD]))) is Outcome.UNKNOWN


@pytest.mark.parametrize("state", ["unreadable", "unreached"])
def test_a_homepage_that_cannot_be_read_is_unknown(state: str) -> None:
    seen = [*snapshots(14, [OLD]), homepage(at=NOW, state=ListState(state), reason="blocked_script")]
    assert outcome(SiteCase(site=site(), homepages=seen, readings=read("h", [OLD]))) is Outcome.UNKNOWN


def test_blocks_that_a_script_fills_could_hold_an_update() -> None:
    seen = [homepage([OLD], at=NOW - DAY * back, script_blocks=2) for back in reversed(range(14))]
    assert outcome(SiteCase(site=site(), homepages=seen, readings=read("h", [OLD]))) is Outcome.UNKNOWN


@pytest.mark.parametrize(
    ("said_by_a_person", "newest", "expected"),
    [
        (False, YOUNG, Outcome.PASS),
        (True, YOUNG, Outcome.PASS),
        (True, OLD, Outcome.FAIL),
        (False, OLD, Outcome.UNKNOWN),
    ],
)
def test_a_navigation_homepage_is_judged_by_its_second_level(
    said_by_a_person: bool, newest: date, expected: Outcome
) -> None:
    one = column("c", "news")
    seen = [
        homepage(at=NOW - DAY * back, navigation=True, second_level=(one.url,))
        for back in reversed(range(14))
    ]
    case = SiteCase(
        site=site(one, navigation=said_by_a_person), homepages=seen,
        listings={"c": [listing("c", [newest])]}, readings=read("c", [newest]),
    )  # fmt: skip
    assert outcome(case) is expected


def test_an_update_that_an_earlier_snapshot_proved_stays_proven() -> None:
    seen = [homepage([YOUNG], at=NOW - DAY), homepage([], at=NOW, state=ListState.UNREACHED)]
    assert outcome(SiteCase(site=site(), homepages=seen, readings=read("h", [YOUNG]))) is Outcome.PASS


def test_an_export_proves_its_own_rows_and_no_others() -> None:
    words = Item(title="全县安全生产工作会议召开", url="", on=YOUNG)
    seen = [homepage(at=NOW - DAY * back, items=(words,)) for back in reversed(range(14))]
    listings = {"c": [listing("c", [OLD], dates_confirmed=True)], "d": [listing("d", [YOUNG])]}
    columns = (column("c", "news"), column("d", "news"))
    case = SiteCase(site=site(*columns, navigation=True), homepages=seen, listings=listings)
    assert outcome(case) is Outcome.UNKNOWN
    own = [*listings["d"], listing("d", [YOUNG], dates_confirmed=True)]
    assert outcome(replace(case, listings={"d": own})) is Outcome.PASS
