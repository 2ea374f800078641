"""
Whether what was read of a page hangs on the moment of the look (与监测时点有关).

Words like 昨天 do, a day still to come does, and so does what a script writes that asked for the time. All else is the same
whenever the same bytes are read by the same program.
"""

from collections.abc import Callable
from datetime import date, datetime
from typing import ParamSpec, TypeVar

from monitor.domain.timing import DAY, day_of

P = ParamSpec("P")
T = TypeVar("T")

_met = [0]  # how often the moment has mattered in this process; it only grows


def hangs_on_moment() -> None:
    """Note that something just read would be read otherwise at another time."""
    _met[0] += 1


def is_to_come(day: date | None, now: datetime | None) -> bool:
    """Whether *day* is later than the day after *now*: no publish day. Once it has come, it stays so. None: no day, no moment."""
    if day is None or now is None or day <= day_of(now) + DAY:
        return False
    hangs_on_moment()
    return True


def year_of(now: datetime) -> int:
    """The year of the look."""
    hangs_on_moment()
    return day_of(now).year


def is_today(day: date | None, now: datetime | None) -> bool:
    """Whether *day* is that of the look. A day that is gone never is again. None: no day, no moment."""
    if day is None or now is None or day < day_of(now):
        return False
    hangs_on_moment()
    return day == day_of(now)


def lasting(read: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> tuple[T, bool]:
    """What *read* gives, and whether it gives the same of the same page at any later time."""
    before = _met[0]
    found = read(*args, **kwargs)
    return found, _met[0] == before
