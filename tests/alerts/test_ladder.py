"""The ladder: each rung is announced once, and a missed night is made up for."""

import pytest

from monitor.alerts.ladder import Ladder, ladder_of
from monitor.domain.finding import Owed
from monitor.domain.settings import AlertsSettings
from tests.every import every

LADDER = Ladder()


@every(
    ("owed", "left", "then", "is_new"),
    [
        (Owed.COLUMN, 8, None, False),
        (Owed.COLUMN, 7, None, True),
        (Owed.COLUMN, 7, 8, True),
        (Owed.COLUMN, 6, 7, False),
        (Owed.COLUMN, 4, 7, False),
        (Owed.COLUMN, 3, 4, True),
        (Owed.COLUMN, 2, 3, False),
        (Owed.COLUMN, 2, 4, True),
        (Owed.COLUMN, 1, 2, True),
        (Owed.COLUMN, 0, 1, False),
        (Owed.COLUMN, 0, None, True),
        (Owed.INDICATOR, 5, None, False),
        (Owed.INDICATOR, 4, 5, True),
        (Owed.INDICATOR, 3, 4, True),
        (Owed.INDICATOR, 2, 3, False),
        (Owed.INDICATOR, 1, 2, True),
        (Owed.MESSAGE, 31, None, False),
        (Owed.MESSAGE, 30, 31, True),
        (Owed.MESSAGE, 15, 30, False),
        (Owed.MESSAGE, 14, 15, True),
        (Owed.MESSAGE, 3, 4, True),
    ],
)
def test_a_rung_is_announced_on_the_first_night_at_or_below_it(
    owed: Owed, left: int, then: int | None, is_new: bool
) -> None:
    assert LADDER.is_new(owed, left, then) is is_new


@pytest.mark.parametrize("owed", Owed)
def test_each_rung_is_announced_once_whatever_nights_are_missed(owed: Owed) -> None:
    rungs = {LADDER.rung(owed, left) for left in range(40)} - {None}
    for missed in (1, 2, 5):
        then, announced = None, []
        for left in range(40, -1, -missed):
            if LADDER.is_new(owed, left, then):
                announced.append(LADDER.rung(owed, left))
            then = left
        assert len(announced) == len(set(announced))
        assert set(announced) <= rungs
        assert announced[-1] == min(one for one in rungs if one is not None)


def test_the_configuration_sets_the_rungs() -> None:
    assert ladder_of(AlertsSettings()) == LADDER
    assert ladder_of(AlertsSettings(column_days=(10, 5))) == Ladder(columns=(10, 5))
