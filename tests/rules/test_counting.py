"""Three-valued counting: what cannot be decided is put once on each side."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.domain.verdict import Outcome, Threshold
from monitor.rules._counting import count, fails_to_decide, share

FIVE = Threshold(">=", 5)


@pytest.mark.parametrize(
    ("bad", "undecided", "outcome"),
    [
        (5, 0, Outcome.FAIL),
        (4, 0, Outcome.PASS),
        (4, 1, Outcome.UNKNOWN),
        (0, 4, Outcome.PASS),
        (0, 5, Outcome.UNKNOWN),
    ],
)
def test_counting(bad: int, undecided: int, outcome: Outcome) -> None:
    assert count(bad, undecided, FIVE) is outcome


@given(st.integers(0, 3000), st.integers(0, 3000), st.sampled_from([">=", ">"]))
def test_one_failure_fewer_than_said_does_not_decide(good: int, bad: int, op: str) -> None:
    percent, total = Threshold(op, 5), good + bad
    more = fails_to_decide(bad, total, percent)
    assert share(bad + more, 0, total + more, percent) is Outcome.FAIL
    if more:
        assert share(bad + more - 1, 0, total + more - 1, percent) is not Outcome.FAIL
