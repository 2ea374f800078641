"""Plans, duties and missed slots: pure, and the same again after a restart."""

from datetime import date, datetime, time, timedelta

import pytest

from monitor.daemon.duties import Duty, DutyTrigger
from monitor.domain.reach import Reason
from monitor.domain.sentence import Text
from monitor.domain.timing import SHANGHAI, day_of, midnight
from monitor.schedule.duties import Turn
from monitor.schedule.missed import missed_looks
from monitor.schedule.plans import Plans, PlanTrigger
from storage.ops.leases import DutyRun

DAY = date(2026, 11, 20)
NOON = datetime(2026, 11, 20, 12, tzinfo=SHANGHAI)
QUARTER_PAST = NOON + timedelta(minutes=15)


def turn(name: str, at: str) -> Turn:
    return Turn(name=name, label="", at=time.fromisoformat(at), allowance=timedelta(hours=1))


async def nothing(now: datetime) -> Text:
    return Text("duty_done.no_sites")


def fires(trigger: PlanTrigger, start: datetime, end: datetime) -> list[datetime]:
    found, previous = [], None
    while (one := trigger.get_next_fire_time(previous, start)) < end:
        found.append(one)
        previous = one
    return found


def test_the_trigger_fires_at_every_planned_moment_of_every_day() -> None:
    plans = Plans()
    found = fires(PlanTrigger(plans, "a"), midnight(DAY), midnight(DAY) + timedelta(days=2))
    assert found == [*plans.of("a", DAY), *plans.of("a", DAY + timedelta(days=1))]
    assert len(found) == 96


def test_a_site_may_have_its_own_number_of_visits() -> None:
    assert len(Plans(24, {"a": 30}).of("a", DAY)) == 30


def test_after_an_outage_the_rest_of_the_day_still_reaches_the_whole_plan() -> None:
    plans = Plans()
    done = [one for one in plans.of("a", DAY) if one.hour < 2]
    plans.catch_up("a", done, NOON)
    ahead = [one for one in plans.of("a", DAY) if one > NOON]
    assert len(done) + len(ahead) == 48
    assert plans.of("a", DAY + timedelta(days=1)) == plans.first_plan("a", DAY + timedelta(days=1))


def test_a_day_without_an_outage_keeps_its_plan() -> None:
    plans = Plans()
    plans.catch_up("a", [one for one in plans.first_plan("a", DAY) if one < NOON], NOON)
    assert plans.of("a", DAY) == plans.first_plan("a", DAY)


def test_changes_of_days_that_are_over_are_forgotten() -> None:
    plans = Plans()
    plans.catch_up("a", [], NOON)
    assert plans.of("a", DAY) != plans.first_plan("a", DAY)
    plans.forget(DAY + timedelta(days=1))
    assert plans.of("a", DAY) == plans.first_plan("a", DAY)


def missed(
    made: dict[str, list[datetime]], since: datetime, known: datetime, now: datetime = QUARTER_PAST
) -> int:
    days = [day_of(since) + timedelta(days=n) for n in range((day_of(now) - day_of(since)).days + 1)]
    looks = [look for day in days for look in missed_looks(Plans(), {"a": known}, made, day, since, now)]
    assert all(look.facts.reason == Reason.MISSED and look.facts.slot == look.at for look in looks)
    return len(looks)


def test_each_slot_that_is_over_and_empty_becomes_a_row() -> None:
    first = Plans().first_plan("a", DAY)
    begin = midnight(DAY)
    assert missed({}, begin, begin) == 24
    assert missed({"a": list(first[:24])}, begin, begin) == 0
    assert missed({"a": list(first[:21])}, begin, begin) == 3
    assert missed({}, begin - timedelta(days=2), begin - timedelta(days=2)) == 24 + 96


def test_nothing_was_missed_before_a_site_was_watched() -> None:
    assert missed({}, midnight(DAY), NOON - timedelta(minutes=1)) <= 1


def done(start: tuple[int, int, int], end: tuple[int, int, int] | None, detail: str = "") -> DutyRun:
    begun, ended = (datetime(2026, 11, *one, tzinfo=SHANGHAI) if one else None for one in (start, end))
    assert begun is not None
    return DutyRun(name="columns", started_at=begun, ended_at=ended, detail=detail)


@pytest.mark.parametrize(
    ("last", "now", "owed"),
    [
        (None, datetime(2026, 11, 20, 2, tzinfo=SHANGHAI), True),
        (done((20, 1, 30), (20, 1, 50)), NOON, False),
        (done((20, 1, 30), None), NOON, True),
        (done((19, 1, 30), (19, 2, 0)), NOON, True),
        (done((20, 1, 30), (20, 1, 50), "broke: OSError: disk full"), NOON, True),
        (done((20, 1, 30), (20, 11, 1), "broke: OSError: disk full"), NOON, False),
        (done((20, 1, 30), (20, 1, 50), "broke: X"), NOON + timedelta(hours=2), False),
        (None, datetime(2026, 11, 20, 20, tzinfo=SHANGHAI), False),
        (done((25, 1, 30), (25, 1, 50)), NOON, True),
    ],
    ids=["never", "done", "broken off", "yesterday's", "broke", "broke just now", "broke long ago", "too long ago", "by a clock that was ahead"],
)  # fmt: skip
def test_a_duty_missed_is_made_up_for_once_and_not_too_late(
    last: DutyRun | None, now: datetime, owed: bool
) -> None:
    duty = Duty(turn=turn("columns", "01:30"), run=nothing)
    assert duty.is_owed(last, now) is owed


def test_a_duty_of_every_six_hours_is_counted_from_midnight() -> None:
    duty = Duty(
        turn=Turn(name="accounts", label="", every=timedelta(hours=6), allowance=timedelta(hours=1)),
        run=nothing,
    )
    assert duty.turn.next_after(NOON) == NOON + timedelta(hours=6)
    assert duty.turn.last_until(NOON) == NOON
    assert DutyTrigger(duty).get_next_fire_time(None, NOON) == NOON + timedelta(hours=6)
