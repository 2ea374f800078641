"""Points come from the text, from the centre's own arithmetic, or from people; what is open is a range."""

from typing import Any

import pytest

from monitor.domain.sentence import written
from monitor.domain.verdict import Outcome
from monitor.regulations.indicators import load_table
from monitor.scores.period import IndicatorFact
from monitor.scores.points import PointRange, own_points, own_rules
from tests.scores.units import own, step, watch

ROW = next(one for one in load_table("C21").indicators if one.id == "C21-10")
#: Fewer than one interpretation a year loses two points, more than one gains.
YEARLY = (step(2, at_least=3), step(1, at_least=2), step(0, at_least=1), step(-2, at_most=0))


def fact(value: float, at_most: float | str | None = "same", key: str = "year_items") -> IndicatorFact:
    rising = {} if at_most == "same" else {key: at_most}
    return IndicatorFact(
        kind="interpretation_year", name="年度政策解读", outcome=None, reason=written("n", "数"), measured={key: value}, at_most=rising  # type: ignore[arg-type]
    )  # fmt: skip


def given(
    said: dict[str, Any], *facts: IndicatorFact, full: float | None = None, outcome: Outcome | None = None
) -> PointRange:
    rules = own_rules(watch(scores={"row": (said,)}))
    return own_points(rules.rows[said["id"]], ROW, full, outcome, facts, ())


@pytest.mark.parametrize(("count", "points"), [(0, -2), (1, 0), (2, 1), (3, 2), (9, 2)])
def test_fewer_interpretations_lose_and_more_gain(count: int, points: float) -> None:
    assert given(own("C21-10", steps=YEARLY), fact(count)) == PointRange(points, points)


@pytest.mark.parametrize(
    ("count", "at_most", "range"),
    [(0, None, (-2, 2)), (1, None, (0, 2)), (2, None, (1, 2)), (3, None, (2, 2)), (0, 1, (-2, 0))],
)
def test_a_count_that_may_still_rise_leaves_a_range(
    count: float, at_most: float | None, range: tuple[float, float]
) -> None:
    assert given(own("C21-10", steps=YEARLY), fact(count, at_most)) == PointRange(*range)


def test_a_figure_that_nobody_measured_leaves_every_step_open() -> None:
    assert given(own("C21-10", steps=YEARLY)) == PointRange(-2, 2)


@pytest.mark.parametrize(("faults", "at_most", "range"), [(0, "same", (5, 5)), (3, "same", (3.5, 3.5)), (3, 4, (3, 3.5)), (20, "same", (0, 0)), (1, None, (0, 4.5))])  # fmt: skip
def test_each_fault_takes_its_part_and_never_more_than_there_is(
    faults: float, at_most: float | str | None, range: tuple[float, float]
) -> None:
    said = own("C21-05", full=5, per_fault=0.5, figure="late_columns")
    assert given(said, fact(faults, at_most, "late_columns"), full=5) == PointRange(*range)


@pytest.mark.parametrize(("outcome", "range"), [(Outcome.PASS, (4, 4)), (Outcome.FAIL, (0, 0)), (Outcome.UNKNOWN, (0, 4)), (None, (0, 4))])  # fmt: skip
def test_full_alone_gives_all_or_nothing_and_neither_for_unknown(
    outcome: Outcome | None, range: tuple[float, float]
) -> None:
    assert given(own("Z21-14", full=4), outcome=outcome, full=4) == PointRange(*range)


def test_ranges_are_written_as_people_read_them() -> None:
    assert [str(PointRange(78, 84)), str(PointRange(2.5, 2.5)), str(PointRange(0, 0.25))] == [
        "78–84",
        "2.5",
        "0–0.25",
    ]
