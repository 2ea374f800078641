"""Today's plan against today's visits."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.domain.timing import SHANGHAI, midnight
from monitor.ops.status import CLOCK, Today, count_today, noted_clock_off
from monitor.schedule.visits import missed_slots, plan_visits, planned_moment
from probes.http.base import Validators
from storage.ops import leases
from tests.databases import sqlite_url
from tests.stores import open_at

DAY = date(2026, 11, 20)
PLAN = plan_visits("a", DAY, 24)
NOW = datetime(2026, 11, 20, 11, 59, 59, tzinfo=SHANGHAI)
LONG_AGO = midnight(DAY) - timedelta(days=9)


def visits(*moments: datetime, site: str = "a") -> list[tuple[str, datetime]]:
    return [(site, at) for at in moments]


def test_a_day_on_plan_is_neither_missed_nor_late() -> None:
    assert count_today({"a": 24}, visits(*PLAN[:12]), NOW, LONG_AGO) == Today(
        planned=24, due=12, done=12, missed=0, lag=timedelta()
    )


def test_a_slot_that_nobody_visited_is_missed() -> None:
    found = count_today({"a": 24}, visits(*PLAN[1:12]), NOW, LONG_AGO)
    assert (found.done, found.missed) == (11, 1)


def test_the_running_slot_is_late_not_yet_missed() -> None:
    found = count_today({"a": 24}, visits(*PLAN[:11]), NOW, LONG_AGO)
    assert (found.missed, found.lag) == (0, NOW - PLAN[11])


def test_what_was_planned_before_the_daemon_came_is_not_late() -> None:
    found = count_today({"a": 24}, visits(*PLAN[:11]), NOW, PLAN[11] + timedelta(seconds=1))
    assert found.lag == timedelta()


@pytest.mark.parametrize("sites", [[], ["a", "b"]], ids=["no-sites", "a-removed-site"])
def test_only_what_is_watched_counts(sites: list[str]) -> None:
    found = count_today(dict.fromkeys(sites, 24), visits(*PLAN, site="removed"), NOW, LONG_AGO)
    assert (found.planned, found.done) == (24 * len(sites), 0)


def test_a_site_that_came_this_morning_missed_nothing_before() -> None:
    found = count_today({"a": 24}, visits(*PLAN[9:12]), NOW, LONG_AGO, {"a": PLAN[9]})
    assert (found.due, found.missed) == (3, 0)


def test_a_site_with_a_plan_of_its_own_is_held_against_that_one() -> None:
    own = plan_visits("b", DAY, 96)
    made = [*visits(*PLAN[:12]), *visits(*[one for one in own if one <= NOW], site="b")]
    found = count_today({"a": 24, "b": 96}, made, NOW, LONG_AGO)
    assert (found.planned, found.missed, found.lag) == (120, 0, timedelta())


@given(
    seen=st.sets(st.integers(0, 1439), max_size=40),
    minute=st.integers(0, 1439),
    per_day=st.sampled_from([20, 24, 37, 96]),
)
def test_missed_is_what_the_schedule_calls_missed(seen: set[int], minute: int, per_day: int) -> None:
    now = midnight(DAY) + timedelta(minutes=minute)
    moments = [midnight(DAY) + timedelta(minutes=one) for one in seen if one <= minute]
    found = count_today({"a": per_day}, visits(*moments), now, LONG_AGO)
    plan = plan_visits("a", DAY, per_day)
    assert found.missed == len(missed_slots(plan, moments, now, per_day))
    assert found.due == sum(one <= now for one in plan)
    # watched since the night before, or since the first second of the day
    for since in (midnight(DAY), midnight(DAY) + timedelta(seconds=1)):
        again = count_today({"a": per_day}, visits(*moments), now, LONG_AGO, {"a": since})
        assert again == found or plan[0] < since


@given(st.sampled_from([1, 20, 37, 96]), st.data())
def test_one_moment_of_a_plan_is_that_of_the_whole_plan(count: int, data: st.DataObject) -> None:
    number = data.draw(st.integers(0, count - 1))
    assert planned_moment("a", DAY, count, number) == plan_visits("a", DAY, count)[number]


async def test_a_note_that_our_clock_is_wrong_holds_as_long_as_it_was_off(tmp_path: Path) -> None:
    async with open_at(
        sqlite_url(tmp_path / "m.db"), tmp_path / "evidence", lambda: NOW, make_validators=Validators
    ) as store:
        for off, is_known_after in (
            (
                -26,
                {0: True, 11: True, 25: True, 26: False, 40: False},
            ),  # behind: set right, it is 26 hours on
            (26, {-26: False, -4: False, 0: True, 11: True}),  # ahead: set right, it is before the note
            (1, {0: True, 2: True, 3: False}),
            (0, {0: True, 2: True, 3: False, -4: False}),
        ):
            async with store.database.write() as connection:
                await leases.note(connection, CLOCK, str(off * 3600), NOW)
            for hours, is_known in is_known_after.items():
                found = await noted_clock_off(store, NOW + timedelta(hours=hours))
                assert (found == timedelta(hours=off)) is is_known, (off, hours)
