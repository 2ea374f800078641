"""What is loaded follows from the needs of the rules."""

from dataclasses import replace
from datetime import datetime

import pytest

from monitor.app.runtime import lookback as lookback_of_all
from monitor.domain.need import CANARIES, EVER
from monitor.domain.observation import AppListing, Homepage, Listing, Registration, Timeline, VisitDay
from monitor.domain.timing import DAY, SHANGHAI
from monitor.domain.verdict import Threshold
from monitor.regulations.editions import load_edition
from monitor.rules.base import discover, lookback

NOW = datetime(2026, 11, 20, 8, tzinfo=SHANGHAI)


def test_as_far_back_as_the_longest_need_says() -> None:
    needs = lookback_of_all()
    assert needs.start(Homepage, NOW) == NOW - 15 * DAY
    assert needs.start(Listing, NOW) == NOW - 15 * DAY
    assert needs.whole_days(VisitDay) == 7
    assert needs.start(AppListing, NOW) == NOW - 40 * DAY
    assert needs.start(Timeline, NOW) == NOW - 92 * DAY
    late = datetime(2026, 12, 31, 8, tzinfo=SHANGHAI)
    assert needs.start(Timeline, late) == datetime(2026, 9, 11, tzinfo=SHANGHAI)  # 20 days before the quarter
    assert needs.start(Timeline, NOW, CANARIES) == NOW - 4 * DAY
    assert needs.start(Registration, NOW) == EVER


def test_of_two_needs_the_earlier_start_counts() -> None:
    early = datetime(
        2026, 10, 3, tzinfo=SHANGHAI
    )  # 92 days before it is longer ago than 20 before the quarter
    assert lookback_of_all().start(Timeline, early) == early - 92 * DAY


def test_what_no_rule_needs_is_not_loaded() -> None:
    assert lookback([], []).start(Homepage, NOW) == NOW


@pytest.mark.parametrize(("rule", "limit", "kind"), [("homepage_stale", "days", Homepage)])
def test_an_edition_with_a_longer_window_loads_a_longer_one(rule: str, limit: str, kind: type) -> None:
    clause = load_edition("national-2019").clause(rule, "site")
    assert clause is not None
    longer = replace(clause, limit={**clause.limit, limit: Threshold(">", 30)})
    assert lookback([discover()[rule]], [clause, longer]).start(kind, NOW) == NOW - 31 * DAY


def test_a_longer_week_of_visits_is_loaded_too() -> None:
    clause = load_edition("national-2019").clause("site_unreachable", "site")
    assert clause is not None
    longer = replace(clause, limit={**clause.limit, "window_days": Threshold(">=", 14)})
    assert lookback([discover()["site_unreachable"]], [longer]).whole_days(VisitDay) == 14
