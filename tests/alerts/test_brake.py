"""The brake: a flood is looked at before it is mailed."""

import pytest

from monitor.alerts.brake import Brake, brake_of
from monitor.domain.settings import AlertsSettings


@pytest.mark.parametrize(
    ("bad", "subjects", "holds"),
    [(20, 100, False), (21, 100, True), (3, 10, True), (2, 3, False), (0, 0, False), (100, 100, True)],
    ids=["exactly the share", "just over", "three of ten", "too few to be a flood", "nothing watched", "all"],
)
def test_more_than_the_share_is_held(bad: int, subjects: int, holds: bool) -> None:
    assert Brake().holds({str(n) for n in range(bad)}, subjects) is holds


def test_a_hundred_percent_never_holds() -> None:
    assert not Brake(percent=100).holds({"a", "b", "c"}, 3)


def test_the_configuration_sets_it() -> None:
    assert brake_of(AlertsSettings(brake_percent=5, brake_subjects=1)) == Brake(percent=5, subjects=1)
    assert brake_of(AlertsSettings()) == Brake()
