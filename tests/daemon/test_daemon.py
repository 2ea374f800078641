"""The daemon on a moved clock: nothing it should do is left out, nothing is done twice, nothing ends it."""

import asyncio
import json
from dataclasses import replace
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from monitor.daemon.daemon import Daemon, LeaseHeldError
from monitor.daemon.duties import Duty
from monitor.domain.reach import Reason
from monitor.domain.sentence import Text, from_plain
from monitor.schedule.duties import Turn
from monitor.wording.say import say
from storage.db import tables
from storage.decisions.verdict_text import decode_verdict
from storage.ops import leases
from tests.daemon.conftest import START, Stage, rows, settle, site

HOUR = timedelta(hours=1)
NOTHING = Text("duty_done.attempted", {"mails": 0})


async def test_a_day_gets_its_forty_eight_visits_each_at_its_planned_moment(stage: Stage) -> None:
    made = stage.daemon()
    await made.start()
    await stage.until(made, START + 24 * HOUR)
    for id in ("a", "b"):
        mine = [(slot, at) for name, slot, at in stage.visited if name == id]
        assert [slot for slot, _ in mine] == list(made.plans.first_plan(id, START.date()))
        assert all(at == slot for slot, at in mine)
    assert len(await rows(stage.store, "a", START)) == 48


async def test_what_was_missed_becomes_rows_and_the_rest_of_the_day_is_planned_anew(stage: Stage) -> None:
    first = stage.daemon()
    await first.start()
    await stage.until(first, START + 2 * HOUR)
    first.scheduler.shutdown(wait=False)  # killed: no goodbye, the lease stands
    stage.traveller.move_to(START + 11 * HOUR)
    second = stage.daemon("second")
    await second.start()
    await stage.until(second, START + 25 * HOUR)
    seen = await rows(stage.store, "a", START)
    missed = [one for one in seen if one.facts.reason == Reason.MISSED]
    valid = [one for one in seen if one.facts.reason == "ok"]
    assert 17 <= len(missed) <= 18
    assert len(valid) >= 48
    slots = [one.facts.slot for one in missed]
    assert len(set(slots)) == len(slots)


async def test_after_days_of_absence_every_slot_has_a_row(stage: Stage) -> None:
    first = stage.daemon()
    await first.start()
    await stage.until(first, START + 3 * HOUR)
    first.scheduler.shutdown(wait=False)
    stage.traveller.move_to(START + 75 * HOUR)
    second = stage.daemon("second")
    await second.start()
    await settle(second)
    for back in (1, 2):
        seen = await rows(stage.store, "a", START + back * 24 * HOUR)
        assert [one.facts.reason for one in seen] == [Reason.MISSED] * 48


async def test_killed_in_the_middle_of_the_sweep_the_next_one_begins_where_it_began(stage: Stage) -> None:
    first = stage.daemon()
    await first.start()
    await stage.until(first, START + 3 * HOUR)
    first.scheduler.shutdown(wait=False)
    stage.traveller.move_to(START + 75 * HOUR)
    second = stage.daemon("second")
    await second.start()
    under_way = set(second._tasks)
    for task in under_way:
        task.cancel()  # killed before the days in between are written down
    await asyncio.wait(under_way)
    second.scheduler.shutdown(wait=False)
    assert await rows(stage.store, "b", START + 24 * HOUR) == []
    stage.traveller.move_to(START + 78 * HOUR)
    third = stage.daemon("third")
    await third.start()
    await settle(third)
    for id in ("a", "b"):
        for back in (1, 2):
            seen = await rows(stage.store, id, START + back * 24 * HOUR)
            assert [one.facts.reason for one in seen] == [Reason.MISSED] * 48


async def test_a_second_sweep_adds_nothing(stage: Stage) -> None:
    first = stage.daemon()
    await first.start()
    await stage.until(first, START + HOUR)
    first.scheduler.shutdown(wait=False)
    stage.traveller.move_to(START + 6 * HOUR)
    second = stage.daemon("second")
    await second.start()
    before = len(await rows(stage.store, "a", START))
    await second._sweep(START + 6 * HOUR, START)
    assert len(await rows(stage.store, "a", START)) == before


async def test_a_second_daemon_is_told_who_works_here(stage: Stage) -> None:
    await stage.daemon("server one, process 7").start()
    with pytest.raises(LeaseHeldError, match="server one, process 7"):
        await stage.daemon("server two, process 9").start()


async def test_a_daemon_whose_lease_was_taken_ends(stage: Stage) -> None:
    made = stage.daemon()
    await made.start()
    stage.traveller.move_to(START + HOUR)  # it slept too long
    async with stage.store.database.write() as connection:
        await leases.take(connection, "daemon", "second", START + HOUR, 2 * HOUR)
    await made.pulse()
    assert made.lost
    assert made._stop.is_set()


async def test_a_daemon_whose_database_was_replaced_ends_and_says_so(stage: Stage) -> None:
    made = stage.daemon()
    await made.start()
    file = Path(stage.store.database.writer.url.database or "")
    file.with_suffix(".copy").write_bytes(file.read_bytes())
    file.with_suffix(".copy").replace(file)  # a backup restored while it runs
    await made.pulse()
    assert "backup was restored over it" in made.lost
    assert str(file) in made.lost
    assert made._stop.is_set()


@pytest.mark.parametrize("back", [tables.lease.delete(), tables.lease.update().values(until=START)])
async def test_a_daemon_whose_database_went_back_ends_and_says_so(stage: Stage, back: Any) -> None:
    made = stage.daemon()
    await made.start()
    await made.pulse()
    assert not made.lost
    async with stage.store.database.write() as connection:
        await connection.execute(back)  # as it stood before this daemon's newest sign, or any of it
    await made.pulse()
    assert "went back to an earlier state" in made.lost
    assert made._stop.is_set()


async def test_a_graceful_end_lets_a_visit_finish_and_gives_the_lease_back(stage: Stage) -> None:
    release = asyncio.Event()
    stage.before_visit = release.wait  # type: ignore[assignment]
    made = stage.daemon()
    await made.start()
    stage.traveller.move_to(made.plans.next_after("a", START))
    made.scheduler.wakeup()
    while not stage.visited:  # noqa: ASYNC110
        await asyncio.sleep(0)
    closing = asyncio.create_task(made.close())
    await asyncio.sleep(0)
    release.set()
    await closing
    assert len(await rows(stage.store, stage.visited[0][0], START)) == 1
    await stage.daemon("second").start()


async def test_a_graceful_end_breaks_off_a_look_at_all_pages_and_the_next_start_begins_it_again(
    stage: Stage,
) -> None:
    begun: list[datetime] = []

    async def run(now: datetime) -> Text:
        begun.append(now)
        await asyncio.Event().wait()  # a page that hangs its reader
        return NOTHING

    turn = Turn(name="columns", label="", at=time(1), allowance=HOUR)
    stage.duties = [
        Duty(turn=turn, run=run, breaks_off=True),
        Duty(turn=replace(turn, name="boards"), run=run, breaks_off=True),
    ]
    made = stage.daemon()
    stage.traveller.move_to(START + 2 * HOUR)
    await made.start()  # both are owed, and made up for one after the other
    while not begun:  # noqa: ASYNC110
        await asyncio.sleep(0)
    await asyncio.wait_for(made.close(), 5)
    assert len(begun) == 1
    async with stage.store.database.read() as connection:
        assert (await leases.duties(connection))["columns"].ended_at is None
    again = stage.daemon("second")
    await again.start()
    while len(begun) < 2:  # noqa: ASYNC110
        await asyncio.sleep(0)
    await again.close()


def duty(stage: Stage, name: str, at: str, done: list[tuple[str, datetime]], fault: bool = False) -> Duty:
    async def run(now: datetime) -> Text:
        done.append((name, now))
        if fault:
            raise RuntimeError("no luck")
        return NOTHING

    return Duty(turn=Turn(name=name, label="", at=time.fromisoformat(at), allowance=HOUR), run=run)


async def test_duties_run_at_their_times_and_a_broken_one_harms_no_other(stage: Stage) -> None:
    done: list[tuple[str, datetime]] = []
    stage.duties = [duty(stage, "columns", "01:30", done, fault=True), duty(stage, "judge", "06:30", done)]
    made = stage.daemon()
    await made.start()
    await settle(made)
    done.clear()  # what was owed from yesterday
    await stage.until(made, START + 48 * HOUR)
    assert [f"{when:%d %H:%M}" for name, when in done if name == "judge"] == ["20 06:30", "21 06:30"]
    tried = [when for name, when in done if name == "columns"]
    assert [f"{one:%d %H:%M}" for one in tried if one.minute == 30] == ["20 01:30", "21 01:30"]
    again = [one for one in tried if one.minute != 30]
    assert 10 <= len(again) / 2 <= 12, "what broke is tried again each hour, as long as it may be made up for"
    assert all(2 <= one.hour <= 13 for one in again)
    async with stage.store.database.read() as connection:
        noted = await leases.duties(connection)
    assert noted["columns"].detail == "broke: RuntimeError: no luck"
    assert noted["judge"].detail == "0 attempted"
    assert from_plain(json.loads(noted["judge"].said)) == NOTHING
    assert say(from_plain(json.loads(noted["columns"].said))) == "执行出错：RuntimeError: no luck"
    assert len([one for one in stage.visited if one[0] == "a"]) == 96


async def test_a_duty_that_meets_a_damaged_record_says_what_to_do(stage: Stage) -> None:
    async def run(now: datetime) -> Text:
        decode_verdict("{")
        return NOTHING

    await stage.daemon().do(Duty(turn=Turn(name="judge", label="", at=time(6, 30), allowance=HOUR), run=run))
    async with stage.store.database.read() as connection:
        noted = await leases.duties(connection)
    assert noted["judge"].detail.startswith("broke: The store holds a record that is not as it was written")
    assert "the newest backup" in noted["judge"].detail


async def test_a_duty_owed_while_nobody_was_there_is_done_once(stage: Stage) -> None:
    done: list[tuple[str, datetime]] = []
    stage.duties = [duty(stage, "judge", "06:30", done)]
    stage.traveller.move_to(START + 9 * HOUR)
    first = stage.daemon()
    await first.start()
    await settle(first)
    assert len(done) == 1
    await first.close()
    second = stage.daemon("second")
    await second.start()
    await settle(second)
    assert len(done) == 1, "done already today"


async def test_a_duty_that_did_not_get_its_turn_is_made_up_for(stage: Stage) -> None:
    """The machine slept through its time, for longer than a job may be late: the timer stood still with it."""
    done: list[tuple[str, datetime]] = []
    stage.duties = [duty(stage, "mail", "07:30", done)]
    made = stage.daemon()
    await made.start()
    await settle(made)
    await stage.until(made, START + 7 * HOUR)
    done.clear()
    stage.traveller.move_to(START + 9 * HOUR)
    made.scheduler.wakeup()
    await settle(made)
    await stage.until(made, START + 10 * HOUR)
    assert [name for name, _ in done] == ["mail"]


async def test_a_clock_set_back_by_hours_does_not_stop_the_pulse(stage: Stage) -> None:
    made = stage.daemon()
    made.pulse_every = timedelta(seconds=0.02)  # by our own timer, which nobody moves
    told = 0

    def alive() -> None:
        nonlocal told
        told += 1

    made.alive, made.timer = alive, lambda: 0.0
    await stage.until(made, START + 12 * HOUR)
    made.pulse_every = timedelta(seconds=1)
    await made.start()
    made.pulse_every = timedelta(seconds=0.02)
    stage.traveller.move_to(START + 6 * HOUR)
    jobs = [made.scheduler.get_job(name) for name in ("pulse", "visit:a")]
    assert all(one.next_run_time > START + 11 * HOUR for one in jobs)
    for _ in range(500):
        if all(one.next_run_time < START + 8 * HOUR for one in jobs):
            break
        await asyncio.sleep(0.02)
    assert all(one.next_run_time < START + 8 * HOUR for one in jobs)
    assert told > 0
    await made.close()


async def test_a_sweep_in_the_moment_of_a_visit_neither_loses_nor_repeats_it(stage: Stage) -> None:
    made = stage.daemon()
    await made.start()
    moment = made.plans.next_after("a", START)
    stage.traveller.move_to(moment)
    made.scheduler.wakeup()
    await settle(made)
    await made._sweep(moment - timedelta(seconds=5), START)  # began before the visit, and takes its time
    await stage.until(made, moment + timedelta(minutes=1))
    assert [name for name, _, _ in stage.visited].count("a") == 1
    following = made.plans.next_after("a", moment)
    stage.traveller.move_to(following)
    await made._sweep(following - timedelta(seconds=5), START)  # the visit is due, and not begun
    made.scheduler.wakeup()
    await settle(made)
    assert [slot for name, slot, _ in stage.visited if name == "a"] == [moment, following]


async def test_a_visit_begun_after_midnight_fills_the_slot_of_the_evening(stage: Stage) -> None:
    made = stage.daemon()
    last = made.plans.of("a", START.date())[-1]
    stage.traveller.move_to(START + 24 * HOUR + timedelta(seconds=1))
    made.scheduler.start()
    await made._visit("a")
    assert [slot for _, slot, _ in stage.visited] == [last]


async def test_who_is_known_to_be_alone_needs_not_wait_for_the_lease(stage: Stage) -> None:
    await stage.daemon("killed").start()
    second = stage.daemon("second")
    second.is_alone = lambda: True
    await second.start()
    async with stage.store.database.read() as connection:
        lease = await leases.lease_of(connection, "daemon")
    assert lease is not None
    assert lease.holder == "second"


async def test_a_pulse_that_breaks_stops_no_other(stage: Stage) -> None:
    done: list[str] = []

    async def break_it(now: datetime) -> None:
        raise RuntimeError("no luck")

    async def note(now: datetime) -> None:
        done.append("noted")

    made = stage.daemon()
    made.pulses = (break_it, note)
    await made.start()
    await made.pulse()
    assert done == ["noted"]


async def test_duties_that_wait_to_be_made_up_for_are_done_once_and_in_their_order(stage: Stage) -> None:
    release, done = asyncio.Event(), list[tuple[str, datetime]]()

    async def long(now: datetime) -> Text:
        done.append(("columns", now))
        await release.wait()
        return NOTHING

    columns = duty(stage, "columns", "01:30", done)
    stage.duties = [Duty(turn=columns.turn, run=long), duty(stage, "judge", "06:30", done)]
    stage.traveller.move_to(START + 9 * HOUR)
    made = stage.daemon()
    await made.start()
    while not done:  # noqa: ASYNC110
        await asyncio.sleep(0)
    for hour in (10, 11):
        stage.traveller.move_to(START + hour * HOUR)
        await made.pulse()
        assert [name for name, _ in done] == ["columns"], "the hourly look at what is owed waits, too"
    release.set()
    await settle(made)
    await made.pulse()
    await settle(made)
    assert [name for name, _ in done] == ["columns", "judge"]


async def test_a_duty_that_runs_on_is_not_started_twice(stage: Stage) -> None:
    release, begun = asyncio.Event(), 0

    async def endless(now: datetime) -> Text:
        nonlocal begun
        begun += 1
        await release.wait()
        return NOTHING

    stage.duties = [
        Duty(turn=Turn(name="slow", label="", every=HOUR, allowance=HOUR), run=endless, catch_up=timedelta(0))
    ]
    made = stage.daemon()
    await made.start()
    for hour in (1, 2, 3):
        stage.traveller.move_to(START + hour * HOUR)
        made.scheduler.wakeup()
        for _ in range(50):
            await asyncio.sleep(0)
    assert begun <= 1
    release.set()
    await settle(made)


async def test_a_visit_that_breaks_is_one_visit(stage: Stage) -> None:
    async def break_it() -> None:
        raise RuntimeError("a bug")

    stage.before_visit = break_it
    made = stage.daemon()
    await made.start()
    await stage.until(made, START + 3 * HOUR)
    stage.before_visit = None
    await stage.until(made, START + 6 * HOUR)
    seen = await rows(stage.store, "a", START)
    assert {one.facts.reason for one in seen} == {"ok", Reason.MISSED}


async def test_sites_that_come_and_go_with_a_reload_are_visited_or_not(stage: Stage) -> None:
    made = stage.daemon()
    await made.start()
    await stage.until(made, START + 2 * HOUR)
    stage.sites = [site("b"), site("c")]
    await stage.store.remember(stage.sites)
    made.sync()
    stage.visited.clear()
    await stage.until(made, START + 6 * HOUR)
    assert {name for name, _, _ in stage.visited} == {"b", "c"}


async def test_a_clock_set_forward_by_hours_leaves_no_slot_without_a_row(stage: Stage) -> None:
    made = stage.daemon()
    made.timer = lambda: 0.0  # our own timer stood still: the wall clock jumped
    await made.start()
    await stage.until(made, START + HOUR)
    stage.traveller.move_to(START + 8 * HOUR)
    made.scheduler.wakeup()
    await settle(made)
    await made.pulse()
    seen = await rows(stage.store, "a", START)
    assert len(seen) >= 8
    assert made.plans.next_after("a", START + 8 * HOUR) > START + 8 * HOUR


async def test_a_clock_set_back_repeats_no_visit(stage: Stage) -> None:
    made = stage.daemon()
    await made.start()
    await stage.until(made, START + 5 * HOUR)
    before = len(stage.visited)
    stage.traveller.move_to(START + 4 * HOUR)
    made.scheduler.wakeup()
    await settle(made)
    await stage.until(made, START + 5 * HOUR)
    assert len(stage.visited) == before


def test_the_daemon_has_no_global_state() -> None:
    assert Daemon.__dataclass_fields__["running"].default_factory is set
