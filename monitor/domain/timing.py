"""Time in Shanghai (北京时间): the only file that may ask the machine what time it is."""

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
DAY = timedelta(days=1)

#: Asked again whenever the present matters; tests pass `lambda: moment`.
Clock = Callable[[], datetime]


def system_clock() -> datetime:
    """Now, aware, in Asia/Shanghai."""
    return datetime.now(SHANGHAI)


def check_aware(moment: datetime) -> datetime:
    """The same moment in Asia/Shanghai. Raises ValueError when *moment* names no zone."""
    if moment.tzinfo is SHANGHAI:  # most of them, hundreds of thousands a night
        return moment
    if moment.tzinfo is None:
        raise ValueError(f"a moment needs its zone, got {moment.isoformat()}")
    return moment.astimezone(SHANGHAI)


def day_of(moment: datetime) -> date:
    """The calendar day in Shanghai on which *moment* falls."""
    return check_aware(moment).date()


def midnight(day: date) -> datetime:
    """The first moment of *day* in Shanghai."""
    return datetime.combine(day, time.min, SHANGHAI)


@lru_cache(maxsize=4096)  # a night asks the same few of every column
def add_months(day: date, months: int) -> date:
    """*day* moved by calendar months; a day that the month lacks becomes its last one."""
    count = day.year * 12 + day.month - 1 + months
    year, month = divmod(count, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def last_day_within(newest: date, months: int) -> date:
    """
    The last day D for which *newest* is not before `add_months(D, -months)`.

    Not the same as `add_months(newest, months)` at the end of short months: 28 February
    stays inside one month until 31 March.
    """
    day = add_months(newest, months)
    while add_months(day + DAY, -months) <= newest:
        day += DAY
    return day


def parse_moment(text: str) -> datetime:
    """
    A moment written by a person: `2026-11-20`, `2026-11-20T08:30`, or with an offset.

    A bare day means its first moment; no offset means Shanghai. Raises ValueError with the text.
    """
    try:
        moment = datetime.fromisoformat(text.strip())
        return moment.replace(tzinfo=SHANGHAI) if moment.tzinfo is None else check_aware(moment)
    except (ValueError, OverflowError):  # the year 10000 begins earlier in Shanghai
        raise ValueError(f"{text!r} is not a time: write 2026-11-20 or 2026-11-20T08:30:00+08:00") from None


#: Years of the moments that anything is judged at: no window before them or after them runs out of the calendar.
FIRST_YEAR, LAST_YEAR = 2000, 2999


def parse_judged(text: str) -> datetime:
    """A moment to judge at, as `parse_moment` reads it. Raises ValueError with the text where no calendar holds its windows, too."""
    moment = parse_moment(text)
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise ValueError(f"{text!r} lies outside the years {FIRST_YEAR} to {LAST_YEAR}")
    return moment


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """A calendar quarter (季度)."""

    year: int
    number: int  #: 1 to 4

    @classmethod
    def parse(cls, text: str) -> "Quarter":
        """Read `2026Q3`, of this century. Raises ValueError naming the text."""
        match = re.fullmatch(r"(20\d{2})[Qq]([1-4])", text.strip(), re.ASCII)
        if match is None:
            raise ValueError(f"{text!r} is not a quarter: write it like 2026Q3")
        return cls(int(match[1]), int(match[2]))

    @classmethod
    def of(cls, day: date) -> "Quarter":
        """The quarter in which *day* falls."""
        return cls(day.year, (day.month + 2) // 3)

    @property
    def first(self) -> date:
        """First day."""
        return date(self.year, self.number * 3 - 2, 1)

    @property
    def last(self) -> date:
        """Last day."""
        return add_months(self.first, 3) - DAY

    @property
    def previous(self) -> "Quarter":
        """The quarter before."""
        return Quarter.of(self.first - DAY)

    def __str__(self) -> str:
        return f"{self.year}Q{self.number}"
