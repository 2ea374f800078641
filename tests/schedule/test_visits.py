"""The visit plan: its count, its spread, the same again after a restart, and 20 wherever the day allows."""

from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.domain.timing import SHANGHAI, midnight
from monitor.schedule.visits import MOST, SPACING, SPREAD, USUAL, missed_slots, plan_visits, replan

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


@given(st.integers(0, 24 * 60 - 1), st.integers(0, 48), st.sampled_from([20, 24, 48, 96]))
def test_after_an_outage_the_whole_plan_is_still_reached_wherever_the_day_allows(
    minute: int, made: int, count: int
) -> None:
    """Down from the start or in the middle: what is left of the day is filled, spaced by four minutes."""
    plan = plan_visits("a", DAY, count)
    now = midnight(DAY) + timedelta(minutes=minute)
    done = [moment for moment in plan if moment < now][:made]
    rest = replan("a", plan, done, now)
    every = sorted([*done, *rest])
    assert all(b - a >= SPACING for a, b in pairwise(every))
    assert all(now <= moment < midnight(DAY) + timedelta(days=1) for moment in rest)
    room = (midnight(DAY) + timedelta(days=1) - now) / SPACING
    if room >= 3 * count:
        assert len(every) == count


@pytest.mark.parametrize(
    ("hour", "lost", "blocked"),
    [(12, 5, 5), (12, 10, 0), (6, 10, 0), (18, 10, 0)],
    ids=["a burst of five blocked", "five hours of our own outage", "at night", "in the evening"],
)
def test_what_was_void_is_made_up_for_within_the_day(hour: int, lost: int, blocked: int) -> None:
    plan = plan_visits("a", DAY)
    now = midnight(DAY) + timedelta(hours=hour)
    done = [moment for moment in plan if moment < now][:-lost]
    assert len(done) + len(replan("a", plan, done, now, blocked)) == USUAL == 48


@pytest.mark.parametrize("count", [20, 48, 96])
def test_a_site_that_refuses_us_is_not_pressed(count: int) -> None:
    """Every hour of a day on which a firewall answers every visit."""
    plan = plan_visits("a", DAY, count)
    moments, made = plan, list[datetime]()
    for hour in range(24):
        begin, end = midnight(DAY) + timedelta(hours=hour), midnight(DAY) + timedelta(hours=hour + 1)
        moments = replan("a", plan, [], begin, len(made))
        made += [one for one in moments if begin <= one < end]
    assert count <= len(made) <= min(MOST, count * 3 // 2)


def test_a_day_without_outage_keeps_its_plan() -> None:
    plan = plan_visits("a", DAY)
    assert replan("a", plan, [], midnight(DAY)) == plan


def test_slots_that_nobody_used_are_named() -> None:
    plan = plan_visits("a", DAY)
    done = [*plan[:5], *plan[8:10]]
    now = datetime(2026, 11, 20, 6, 15, tzinfo=SHANGHAI)
    assert missed_slots(plan, done, now) == (*plan[5:8], *plan[10:12])
