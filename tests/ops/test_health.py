"""When the monitor complains about itself, and when it does not."""

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

import pytest

from monitor.domain.settings import DaemonSettings
from monitor.domain.timing import DAY, SHANGHAI
from monitor.ops.health import LEAST_FREE, MOST_LAG, Health, judge_health
from monitor.schedule.duties import Turn, timetable
from monitor.wording.say import say
from tests.every import every

NOW = datetime(2026, 11, 20, 12, tzinfo=SHANGHAI)
HOUR = timedelta(hours=1)
#: Owed at 06:30, to be over by 08:30.
JUDGE = Turn(name="judge", label="判定", at=time(6, 30), allowance=2 * HOUR)
OWED = datetime(2026, 11, 20, 6, 30, tzinfo=SHANGHAI)


@dataclass(frozen=True)
class Run:
    started_at: datetime
    ended_at: datetime | None
    detail: str = ""


@dataclass(frozen=True)
class Lease:
    holder: str = "host:1"
    since: datetime = field(default=NOW - 30 * DAY)
    until: datetime = field(default=NOW + timedelta(minutes=1))


def health(
    run: Run | None = None,
    now: datetime = NOW,
    lease: Lease | None = None,
    lag: timedelta | None = None,
    free: int | None = None,
) -> Health:
    lease = lease or Lease(until=now + timedelta(minutes=1))
    runs = {"judge": run} if run else {}
    return judge_health(now, [JUDGE], runs, lag=lag, lease=lease, free_bytes=free)


def test_evidence_that_is_not_there_is_told_with_its_place() -> None:
    found = judge_health(
        NOW, [], {}, lag=None, lease=Lease(), free_bytes=None, lost_file="/mnt/evidence/a.warc.gz"
    )
    assert about(found) == ["evidence"]
    assert "/mnt/evidence/a.warc.gz" in say(found.complaints[0].said)


@pytest.mark.parametrize(("waits", "complains"), [(6 * HOUR, False), (7 * HOUR, True)])
def test_a_mail_server_that_takes_nothing_is_told(waits: timedelta, complains: bool) -> None:
    found = judge_health(NOW, [], {}, lag=None, lease=Lease(), free_bytes=None, mail_since=NOW - waits)
    assert about(found) == (["mails"] if complains else [])
    assert [(one.since, say(one.said)) for one in found.complaints] == (
        [(NOW - waits, "提醒邮件超过6小时未能发出")] if complains else []
    )


def about(found: Health) -> list[str]:
    return [one.about for one in found.complaints]


def test_all_is_well_when_the_duty_ran_at_its_time() -> None:
    assert health(Run(OWED, OWED + HOUR)).ok


@pytest.mark.parametrize(
    ("now", "complains"),
    [
        (OWED + timedelta(hours=1, minutes=59), False),
        (OWED + 2 * HOUR, True),
        (OWED + 20 * HOUR, True),
    ],
    ids=["within-allowance", "at-its-end", "hours-later"],
)
def test_a_duty_that_did_not_start_is_late_when_its_allowance_is_over(now: datetime, complains: bool) -> None:
    found = health(Run(OWED - DAY, OWED - DAY + HOUR), now)
    assert about(found) == (["duty:judge"] if complains else [])
    assert [one.since for one in found.complaints] == ([OWED] if complains else [])


@pytest.mark.parametrize(("minutes", "complains"), [(120, False), (121, True)], ids=["on-time", "stuck"])
def test_a_run_without_end_is_stuck_when_its_allowance_is_over(minutes: int, complains: bool) -> None:
    found = health(Run(OWED, None), OWED + timedelta(minutes=minutes))
    assert about(found) == (["duty:judge"] if complains else [])


def test_a_run_that_was_broken_off_by_a_restart_is_not_stuck() -> None:
    assert health(Run(OWED, None), lease=Lease(since=OWED + HOUR)).ok


def test_a_duty_of_many_turns_is_late_since_the_first_that_it_missed() -> None:
    often = Turn(name="deliver", label="邮件投递", every=timedelta(minutes=10), allowance=HOUR)
    runs = {"deliver": Run(NOW - 2 * HOUR, NOW - 2 * HOUR)}
    found = judge_health(NOW, [often], runs, lag=None, lease=Lease(), free_bytes=None)
    assert [one.since for one in found.complaints] == [NOW - 2 * HOUR + timedelta(minutes=10)]
    recent = {"deliver": Run(NOW - HOUR, NOW - HOUR)}
    assert judge_health(NOW, [often], recent, lag=None, lease=Lease(), free_bytes=None).ok


def test_a_run_that_broke_is_a_complaint_until_it_runs_again() -> None:
    assert about(health(Run(OWED, OWED + HOUR, "broke: KeyError: 'x'"))) == ["duty:judge"]
    assert health(Run(OWED, OWED + HOUR, "12 subjects judged")).ok


def test_yesterdays_turn_is_still_missed_while_todays_has_time() -> None:
    found = health(Run(OWED - 2 * DAY, OWED - 2 * DAY + HOUR), OWED + HOUR)
    assert [(one.about, one.since) for one in found.complaints] == [("duty:judge", OWED - DAY)]


def test_a_daemon_just_set_up_owes_nothing_from_before() -> None:
    assert health(None, lease=Lease(since=OWED + HOUR)).ok


def test_a_duty_that_never_ran_is_late_at_its_first_turn() -> None:
    assert about(health(None, lease=Lease(since=OWED - HOUR))) == ["duty:judge"]


def test_a_daemon_that_restarts_again_and_again_does_not_hide_its_duties() -> None:
    restarted = Lease(since=NOW - timedelta(minutes=5))
    assert about(health(Run(OWED - 3 * DAY, OWED - 3 * DAY + HOUR), lease=restarted)) == ["duty:judge"]


@pytest.mark.parametrize(
    ("lag", "complains"),
    [(None, False), (MOST_LAG, False), (MOST_LAG + timedelta(seconds=1), True)],
    ids=["not-measured", "exactly", "over"],
)
def test_the_schedule_may_be_ten_minutes_late(lag: timedelta | None, complains: bool) -> None:
    assert about(health(Run(OWED, OWED), lag=lag)) == (["lag"] if complains else [])


@pytest.mark.parametrize(
    ("free", "complains"),
    [(None, False), (LEAST_FREE, False), (LEAST_FREE - 1, True), (0, True)],
    ids=["not-measured", "exactly", "under", "none"],
)
def test_the_disk_is_nearly_full_below_a_gibibyte(free: int | None, complains: bool) -> None:
    assert about(health(Run(OWED, OWED), free=free)) == (["disk"] if complains else [])


def test_without_a_daemon_that_alone_is_said_about_duties() -> None:
    gone = Lease(until=NOW - HOUR)
    found = judge_health(NOW, [JUDGE], {}, lag=None, lease=gone, free_bytes=None)
    assert [(one.about, one.since) for one in found.complaints] == [("daemon", NOW - HOUR)]
    assert "host:1" in say(found.complaints[0].said)
    assert about(judge_health(NOW, [JUDGE], {}, lag=None, lease=None, free_bytes=None)) == ["daemon"]


@pytest.mark.parametrize(
    ("workers", "complains"), [(None, False), (0, True), (1, False)], ids=["not-used", "none", "one"]
)
def test_without_a_worker_nothing_is_visited(workers: int | None, complains: bool) -> None:
    runs = {JUDGE.name: Run(OWED, OWED)}
    found = judge_health(NOW, [JUDGE], runs, lag=None, lease=Lease(), free_bytes=None, workers=workers)
    assert about(found) == (["workers"] if complains else [])


@every(
    ("off", "said"),
    [
        pytest.param(None, "", id="nobody knows"),
        pytest.param(-HOUR, "", id="an hour"),
        pytest.param(2 * HOUR, "本机时钟比参照站点快120分钟", id="ahead"),
        pytest.param(-3 * DAY - HOUR, "本机时钟比参照站点慢3天 1小时", id="behind"),
    ],
)
def test_a_clock_that_is_off_is_told(off: timedelta | None, said: str) -> None:
    found = judge_health(
        NOW, [JUDGE], {JUDGE.name: Run(OWED, OWED)}, lag=None, lease=Lease(), free_bytes=None, clock_off=off
    )
    assert "".join(say(one.said) for one in found.complaints) == said


def test_every_complaint_says_what_to_do_in_both_languages() -> None:
    found = judge_health(NOW, [JUDGE], {}, lag=3 * DAY, lease=None, free_bytes=0, workers=0, clock_off=DAY)
    assert len(found.complaints) == 5
    assert all(
        say(one.remedy, "en") and say(one.remedy) and say(one.said, "en") and say(one.said)
        for one in found.complaints
    )


@pytest.mark.parametrize(
    ("name", "last", "following"),
    [
        ("columns", "2026-11-20T01:30", "2026-11-21T01:30"),
        ("accounts", "2026-11-20T12:00", "2026-11-20T18:00"),
        ("judge", "2026-11-20T06:30", "2026-11-21T06:30"),
        ("mail", "2026-11-20T07:30", "2026-11-21T07:30"),
    ],
    ids=lambda one: str(one),
)
def test_a_turn_is_owed_at_its_time(name: str, last: str, following: str) -> None:
    [turn] = [one for one in timetable(DaemonSettings()) if one.name == name]
    assert f"{turn.last_until(NOW):%Y-%m-%dT%H:%M}" == last
    assert f"{turn.next_after(NOW):%Y-%m-%dT%H:%M}" == following


def test_a_round_that_did_not_come_to_all_is_a_complaint_that_says_how_many() -> None:
    words = "unfinished: 312 of 14000 subjects were not looked at in time and come first in the next round: a, b; 9 looks"
    [complaint] = health(Run(OWED, OWED + HOUR, words)).complaints
    assert complaint.about == "duty:judge"
    assert "共14000个对象，其中312个本轮未监测，结果未知" in say(complaint.said, "zh")
