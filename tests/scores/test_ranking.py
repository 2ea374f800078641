"""Ranking: ties as ties, ranges as ranges, a veto below all; quarters make a year only as the centre says."""

from dataclasses import replace

import pytest

from monitor.scores.points import OwnRules, PointRange
from monitor.scores.ranking import Ranked, rank, year_total
from monitor.scores.units import SheetTotal


def total(low: float | None, high: float | None = None, **more: object) -> SheetTotal:
    points = None if low is None else PointRange(low, low if high is None else high)
    return SheetTotal(points=points, full=100, **more)  # type: ignore[arg-type]


def places(*totals: SheetTotal) -> list[tuple[int | None, int | None, bool]]:
    found = rank({str(n): one for n, one in enumerate(totals)})
    return [found[str(n)] for n in range(len(totals))]


def test_equal_points_share_a_rank_and_the_next_one_is_left_out() -> None:
    assert places(total(90), total(80), total(80), total(70)) == [
        (1, 1, False),
        (2, 2, True),
        (2, 2, True),
        (4, 4, False),
    ]


def test_a_range_is_ranked_as_far_as_it_tells() -> None:
    assert places(total(78, 84), total(80), total(90), total(10, 20)) == [
        (2, 3, False),
        (2, 3, False),
        (1, 1, False),
        (4, 4, False),
    ]


def test_ranges_that_look_alike_are_no_tie() -> None:
    assert places(total(0, 100), total(0, 100)) == [(1, 2, False), (1, 2, False)]


def test_a_vetoed_unit_has_no_rank_and_takes_none_away() -> None:
    assert places(total(None, vetoed=True), total(60)) == [(None, None, False), (1, 1, False)]


@pytest.mark.parametrize(
    ("now", "before", "said"),
    [
        (total(80), total(75.5), "+4.5"), (total(80), total(80), "持平"), (total(78, 84), total(80), "-2至4"),
        (total(None, vetoed=True), total(80), "新出现单项否决"), (total(80), total(None, vetoed=True), "上季度单项否决"),
        (total(80), None, "上季度无"),
    ],
)  # fmt: skip
def test_the_change_against_last_quarter_is_said(
    now: SheetTotal, before: SheetTotal | None, said: str
) -> None:
    assert Ranked(key="k", name="n", total=now, best=1, worst=1, before=before).change == said


@pytest.mark.parametrize(("how", "range"), [("average", (75, 85)), ("last", (70, 90)), (None, None)])
def test_a_year_is_made_of_its_quarters_as_the_centre_says(
    how: str | None, range: tuple[float, float] | None
) -> None:
    rules = OwnRules(rows={}, year=how)
    found = year_total([total(80), total(70, 90)], rules).points
    assert found == (PointRange(*range) if range else None)


def test_a_quarter_with_a_veto_leaves_the_year_without_points() -> None:
    found = year_total([total(80), total(None, vetoed=True)], OwnRules(rows={}, year="average"))
    assert (found.points, found.vetoed) == (None, True)


def test_unlike_points_at_stake_are_compared_by_their_share() -> None:
    some = replace(total(27), full=30)
    assert places(some, total(80), replace(total(27), full=30)) == [(1, 1, True), (3, 3, False), (1, 1, True)]
