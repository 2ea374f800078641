"""The visit plan: its count, its spread, the same again after a restart, and 20 wherever the day allows."""

from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.domain.timing import SHANGHAI, midnight
from monitor.schedule import NEEDED, SPACING, SPREAD, missed_slots, plan_visits, replan

DAY = date(2026, 11, 20)
DAYS = st.dates(date(2020, 1, 1), date(2030, 1, 1))


@given(st.text(max_size=20), DAYS, st.integers(20, 300))
def test_a_plan_has_its_count_and_stays_within_its_day(site: str, day: date, count: int) -> None:
    plan = plan_visits(site, day, count)
    assert len(plan) == count
    assert all(moment.date() == day for moment in plan)
    assert all(b - a >= SPACING for a, b in pairwise(plan))
    assert plan[-1] - plan[0] >= SPREAD


def test_a_restart_plans_the_same_day_again() -> None:
    assert plan_visits("a", DAY) == plan_visits("a", DAY)
    assert plan_visits("a", DAY) != plan_visits("b", DAY)


def test_visits_too_close_are_refused() -> None:
    with pytest.raises(ValueError, match="closer"):
        plan_visits("a", DAY, 361)


@given(st.integers(0, 24 * 60 - 1), st.integers(0, 24))
def test_after_an_outage_twenty_are_still_reached_wherever_the_day_allows(minute: int, made: int) -> None:
    """Down from the start or in the middle: what is left of the day is filled, spaced by four minutes."""
    plan = plan_visits("a", DAY)
    now = midnight(DAY) + timedelta(minutes=minute)
    done = [moment for moment in plan if moment < now][:made]
    rest = replan("a", plan, done, now)
    every = sorted([*done, *rest])
    assert all(b - a >= SPACING for a, b in pairwise(every))
    assert all(now <= moment < midnight(DAY) + timedelta(days=1) for moment in rest)
    room = (midnight(DAY) + timedelta(days=1) - now) / SPACING
    if room >= 3 * NEEDED:
        assert len(every) >= NEEDED


def test_a_day_without_outage_keeps_its_plan() -> None:
    plan = plan_visits("a", DAY)
    assert replan("a", plan, [], midnight(DAY)) == plan


def test_slots_that_nobody_used_are_named() -> None:
    plan = plan_visits("a", DAY)
    done = [*plan[:5], *plan[8:10]]
    now = datetime(2026, 11, 20, 12, 30, tzinfo=SHANGHAI)
    assert missed_slots(plan, done, now) == (*plan[5:8], *plan[10:12])
