"""In which order a round looks: a server's subjects together, who was left out first, and no server in two batches."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from monitor.domain.timing import SHANGHAI
from monitor.schedule.rounds import by_server, in_batches

NIGHT = datetime(2026, 11, 20, 2, tzinfo=SHANGHAI)


def test_sites_of_one_server_are_one_line_and_the_longest_line_is_begun_first() -> None:
    servers = {"a": "1.1.1.1:80", "b": "2.2.2.2:80", "c": "2.2.2.2:80", "d": "1.1.1.1:8080"}
    assert by_server(["a", "b", "c", "d"], servers, {}) == [("b", "c"), ("a",), ("d",)]


def test_subjects_that_ask_nobody_share_with_nobody() -> None:
    assert by_server(["a", "b"], {}, {}) == [("a",), ("b",)]


def test_whoever_was_left_out_last_night_comes_first() -> None:
    seen = dict.fromkeys("abcd", NIGHT) | {"d": NIGHT - timedelta(days=1)}
    servers = dict.fromkeys("abc", "platform")
    assert by_server("abcd", servers, seen)[0] == ("d",)


def test_within_a_server_too_the_longest_unseen_comes_first() -> None:
    seen = {"a": NIGHT, "b": NIGHT - timedelta(hours=1)}
    assert by_server("abc", dict.fromkeys("abc", "platform"), seen) == [("c", "b", "a")]


@given(st.lists(st.lists(st.integers(), min_size=1, max_size=7), max_size=12), st.integers(1, 9))
def test_batches_hold_every_line_whole_and_once(lines: list[list[int]], size: int) -> None:
    named = [[f"{n}.{number}" for number, _ in enumerate(line)] for n, line in enumerate(lines)]
    batches = list(in_batches(named, size))
    assert [one for batch in batches for one in batch] == [one for line in named for one in line]
    assert all(len(batch) >= size for batch in batches[:-1])
    for line in named:
        assert sum(line[0] in batch for batch in batches) == sum(line[-1] in batch for batch in batches) == 1
        assert [set(line) <= set(batch) for batch in batches].count(True) == 1
