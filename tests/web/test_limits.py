"""Waiting and counting: addresses, consumers, words and paths, at their edges."""

from datetime import date, timedelta

import pytest
from hypothesis import given, strategies
from starlette.datastructures import FormData

from monitor.web import forms
from monitor.web.api.rate_limit import RateLimit, Sparing
from monitor.web.auth import gate
from monitor.web.auth.gate import Gate, Try
from monitor.web.auth.keys import is_masked, masked
from monitor.web.forms import BadForm
from tests.web.conftest import NOW


def waits(door: Gate, one: Try, times: int) -> list[int]:
    """How long *one* must wait each time, if it always waits as told and is always wrong."""
    found, now = [], NOW
    for _ in range(times):
        wait = door.admit(one, now)
        found.append(int(wait.total_seconds()))
        if wait:
            now += wait
            assert door.admit(one, now) == timedelta(0)
    return found


def test_a_name_in_one_network_waits_longer_each_time_up_to_a_quarter_hour() -> None:
    found = waits(Gate(), Try("lin", "192.0.2.1"), 24)
    assert found[:9] == [0] * 5 + [1, 2, 4, 8]
    assert found[-1] == 900


def test_a_network_waits_a_minute_at_most_since_its_people_share_it() -> None:
    door, now, found = Gate(), NOW, []
    for n in range(40):
        wait = door.admit(Try(f"name{n}", "192.0.2.1"), now)
        found.append(int(wait.total_seconds()))
        now += wait
        if wait:
            assert door.admit(Try(f"name{n}", "192.0.2.1"), now) == timedelta(0)
    assert found[:24] == [0] * 20 + [1, 2, 4, 8]
    assert found[-1] == 60


def test_a_right_password_takes_back_its_own_try_and_clears_its_name_here() -> None:
    door, one = Gate(), Try("lin", "192.0.2.1")
    for _ in range(4):
        door.admit(one, NOW)
    assert door.admit(one, NOW) == timedelta(0)
    door.forgive(one)
    assert door.rank(one, NOW) == 4
    assert [door.admit(one, NOW) for _ in range(5)] == [timedelta(0)] * 5
    assert door.admit(one, NOW) > timedelta(0)


def test_a_try_that_was_not_answered_does_not_count() -> None:
    door, one = Gate(), Try("lin", "192.0.2.1")
    for _ in range(50):
        assert door.admit(one, NOW) == timedelta(0)
        door.take_back(one)


def test_when_a_crowd_guesses_one_name_each_network_has_one_free_try_and_other_names_have_all() -> None:
    door = Gate()
    for n in range(gate.CROWD):
        assert door.admit(Try("lin", f"198.51.100.{n}"), NOW) == timedelta(0)
    fresh = Try("lin", "192.0.2.1")
    assert door.admit(fresh, NOW) == timedelta(0)
    assert door.admit(fresh, NOW) > timedelta(0)
    other = Try("wang", "192.0.2.2")
    assert [door.admit(other, NOW) for _ in range(5)] == [timedelta(0)] * 5


def test_known_browsers_come_first_then_known_networks_then_those_with_few_wrong_tries_around_them() -> None:
    door = Gate()
    home = Try("lin", "192.0.2.1")
    door.admit(home, NOW)
    door.forgive(home)
    for _ in range(3):
        door.admit(Try("lin", "198.51.100.7"), NOW)
    in_order = [
        Try("lin", "198.51.100.7", device="b"), home, Try("x", "203.0.113.1"), Try("x", "198.51.100.8")
    ]  # fmt: skip
    ranks = [door.rank(one, NOW) for one in in_order[1:]]
    assert (ranks, ranks[0], door.rank(in_order[0], NOW)) == (sorted(set(ranks)), 0, 0)


def test_one_ipv6_customer_is_one_network_and_two_ipv4_are_two() -> None:
    door = Gate()
    for n in range(5):
        door.admit(Try("lin", f"2001:db8::{n}"), NOW)
        door.admit(Try("lin", f"192.0.2.{n}"), NOW)
    assert door.admit(Try("lin", "2001:db8::ffff"), NOW) > timedelta(0)
    assert door.admit(Try("lin", "2001:db8:1::1"), NOW) == timedelta(0)
    assert door.admit(Try("lin", "192.0.2.99"), NOW) == timedelta(0)


@pytest.mark.parametrize("address", ["", "unix:", "x" * 5000, "fe80::1%eth0", "testclient"])
def test_whatever_a_proxy_calls_an_address_is_counted(address: str) -> None:
    door = Gate()
    for _ in range(5):
        assert door.admit(Try("lin", address), NOW) == timedelta(0)
    assert door.admit(Try("lin", address), NOW) > timedelta(0)


def test_no_flood_of_addresses_or_names_fills_the_memory() -> None:
    door, rate = Gate(), RateLimit()
    for n in range(gate.REMEMBERED + 50):
        door.admit(Try(f"n{n}", f"a{n}"), NOW)
        door.forgive(Try(f"m{n}", f"a{n}"))
        rate.admit(f"a{n}" + "x" * 5000, 10, NOW)
    assert (len(door), len(rate._buckets)) == (gate.REMEMBERED, gate.REMEMBERED)
    assert max(len(key) for key in rate._buckets) <= 200


def test_a_flood_writes_so_many_lines_and_says_how_many_it_left_out() -> None:
    sparing = Sparing(each=3, whole=5)
    assert [sparing.note("a", NOW) for _ in range(4)] == [0, 0, 0, None]
    assert [sparing.note(f"n{n}", NOW) for n in range(4)] == [1, 0, None, None]
    assert sparing.note("late", NOW + timedelta(minutes=1)) == 2


@given(strategies.lists(strategies.integers(0, 120), max_size=200), strategies.integers(1, 30))
def test_no_one_gets_more_than_a_full_bucket_and_its_refill(gaps: list[int], per_minute: int) -> None:
    rate, now, admitted = RateLimit(), NOW, 0
    for gap in gaps:
        now += timedelta(seconds=gap)
        admitted += not rate.admit("one", per_minute, now)
    assert admitted <= per_minute + sum(gaps) * per_minute / 60 + 1e-6


def test_whoever_waits_as_told_is_admitted() -> None:
    rate, now = RateLimit(), NOW
    for _ in range(50):
        now += rate.admit("one", 7, now)
        wait = rate.admit("one", 7, now)
        now += wait + timedelta(milliseconds=1)
    assert rate.admit("one", 7, now) == timedelta(0)


def test_a_clock_set_back_gives_no_request_away() -> None:
    rate = RateLimit()
    assert rate.admit("one", 1, NOW) == timedelta(0)
    assert rate.admit("one", 1, NOW - timedelta(days=1)) > timedelta(0)


@given(strategies.text())
def test_a_path_that_is_taken_stays_on_this_server(given_path: str) -> None:
    path = forms.local_path(given_path)
    assert path.startswith("/")
    assert path[1:2] not in ("/", "\\")
    assert path.isprintable()


@given(strategies.text())
def test_a_line_is_one_printable_line(given_text: str) -> None:
    try:
        line = forms.text(FormData({"a": given_text}), "a", "甲", 50)
    except BadForm:
        return
    assert line.isprintable()
    assert 0 < len(line) <= 50


@pytest.mark.parametrize("day", ["2026-11-20", "2026-11-21"])
def test_a_day_may_be_today_or_later(day: str) -> None:
    assert forms.day(FormData({"a": day}), "a", "甲", date(2026, 11, 20)) == date.fromisoformat(day)


def test_a_day_beyond_the_longest_stretch_is_refused_with_the_last_one_possible() -> None:
    def chosen(day: str) -> date | None:
        return forms.day(FormData({"a": day}), "a", "甲", date(2026, 11, 20), longest=timedelta(days=366))

    assert chosen("2027-11-20") == date(2027, 11, 20)
    for day in ("2027-11-22", "9999-12-31"):
        with pytest.raises(BadForm, match="最迟2027-11-21"):
            chosen(day)


@given(
    strategies.text(min_size=4, max_size=60, alphabet=strategies.characters(codec="ascii")), strategies.text()
)
def test_a_token_is_shown_in_another_way_each_time_and_only_itself_fits(secret: str, guess: str) -> None:
    shown = masked(secret)
    assert is_masked(shown, secret)
    assert secret not in shown
    assert not is_masked(shown, secret + "x")
    assert not is_masked(shown[:-4], secret)
    assert not is_masked(guess, "a secret that nobody guesses")
