"""Waiting and counting: addresses, consumers, words and paths, at their edges."""

from datetime import date, timedelta

import pytest
from hypothesis import given, strategies
from starlette.datastructures import FormData

from monitor.web import forms
from monitor.web.entry import gate
from monitor.web.entry.gate import Gate
from monitor.web.forms import BadForm
from monitor.web.keys import is_masked, masked
from monitor.web.rate import RateLimit
from tests.monitor.web.conftest import NOW


def test_an_address_waits_longer_each_time_up_to_a_quarter_hour() -> None:
    door, now, waits = Gate(), NOW, []
    for _ in range(24):
        wait = door.admit("192.0.2.1", now)
        waits.append(int(wait.total_seconds()))
        if wait:
            now += wait
            assert door.admit("192.0.2.1", now) == timedelta(0)
    assert waits[:14] == [0] * 10 + [1, 2, 4, 8]
    assert waits[-1] == 900


def test_a_right_password_takes_back_its_own_try_only() -> None:
    door = Gate()
    for _ in range(9):
        door.admit("192.0.2.1", NOW)
    for _ in range(3):
        assert door.admit("192.0.2.1", NOW) == timedelta(0)
        door.forgive("192.0.2.1")
    door.admit("192.0.2.1", NOW)
    assert door.admit("192.0.2.1", NOW) > timedelta(0)


def test_one_ipv6_customer_is_one_address_and_two_ipv4_are_two() -> None:
    door = Gate()
    for n in range(10):
        door.admit(f"2001:db8::{n}", NOW)
        door.admit(f"192.0.2.{n}", NOW)
    assert door.admit("2001:db8::ffff", NOW) > timedelta(0)
    assert door.admit("2001:db8:1::1", NOW) == timedelta(0)
    assert door.admit("192.0.2.99", NOW) == timedelta(0)


@pytest.mark.parametrize("address", ["", "unix:", "x" * 5000, "fe80::1%eth0", "testclient"])
def test_whatever_a_proxy_calls_an_address_is_counted(address: str) -> None:
    door = Gate()
    for _ in range(10):
        assert door.admit(address, NOW) == timedelta(0)
    assert door.admit(address, NOW) > timedelta(0)


def test_no_flood_of_addresses_fills_the_memory() -> None:
    door, rate = Gate(), RateLimit()
    for n in range(gate.REMEMBERED + 50):
        door.admit(f"a{n}", NOW)
        rate.admit(f"a{n}", 10, NOW)
    assert (len(door._tries), len(rate._buckets)) == (gate.REMEMBERED, gate.REMEMBERED)


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
