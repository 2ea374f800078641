"""What a clock shows in what a script writes at two moments, apart from all that differs otherwise then (时钟)."""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from datetime import date, datetime, timedelta, timezone
from itertools import islice, product
from typing import Any

#: How long ago something was, as scripts say it of what is new, and a whole day; the words differ with the look, the day does not.
_AGO = re.compile(r"\d\s?(?:秒钟?|分钟?|个?(?:小时|星期|月)|天|日|周|年)[之以]?前|刚刚|刚才|[昨前][天日]")
#: The same, and a time or a day without its year.
_SHORTLY = re.compile(rf"{_AGO.pattern}|[今当][天日]|\d\s?[:：]\s?\d|\d\s?[-/.月]\s?\d")
_DAY = re.compile(
    r"(?<!\d)((?:19|20)\d\d)(?:\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})|(0[1-9]|1[0-2])([0-2]\d|3[01])(?!\d))"
)
#: A day without its year.
_YEARLESS = re.compile(r"(?<![\d.:年/-])(\d{1,2})\s?[-/月]\s?(\d{1,2})(?!\d|\s?[-/.:])")
_FIGURES, _TAG = re.compile(r"(\d+)"), re.compile(r"(<[^<>]*+>)")
#: Words beside which stands what no clock shows.
_NO_CLOCK = re.compile(r"发\s{0,3}[布表稿文]|公[开布]|成文|印发|来源|更新|暂无|没有")
#: No clock shows more days than a calendar of some months.
_MOST_DAYS = 200
#: The first of its month, or the last, goes with a clock too.
_A_MONTH = timedelta(days=31)


def at_both(first: str, second: str, now: datetime, later: datetime) -> tuple[str, str]:
    """
    *first* and *second*, which a script wrote at *now* and *later* in one place, or twice at the same moment, each without what only a clock shows: most often the same.

    Where the later one has a day, past by *now*, for what the earlier one told otherwise (2天前, 09:30), that day is it.
    """
    if first == second:
        return first, second
    ours, theirs = _TAG.split(first), _TAG.split(second)
    if _names(ours) != _names(theirs):
        return _without_days(first, second, now, later), _without_days(second, first, later, now)
    pieces = [_piece(*both, now, later) for both in zip(ours, theirs, strict=True)]
    return "".join(one for one, _ in pieces), "".join(one for _, one in pieces)


def _names(tokens: Sequence[str]) -> list[str]:
    return [one.strip("<>").partition(" ")[0] for one in tokens[1::2]]


def _piece(first: str, second: str, now: datetime, later: datetime) -> tuple[str, str]:
    if first == second:
        return first, second
    told = dict(_days(second))
    if (
        len(told) > len(dict(_days(first)))
        and max(told.values()) <= now.date()
        and _SHORTLY.search(first)
        and not _AGO.search(second)
    ):
        return second, second
    if not goes_with_clock(first, second, now, later) or not (first.strip() and second.strip()):
        return first, second
    common, is_tag = _in_common(first, second), first[0] == "<"
    if common and (is_tag or now != later):
        return common, common
    if now == later or is_tag or _NO_CLOCK.search(first) or _NO_CLOCK.search(second):
        return first, second
    return "", ""


def _in_common(first: str, second: str) -> str:
    """*first* without the figures of which *second* has others; nothing where more than figures differs."""
    one, other = _FIGURES.split(first), _FIGURES.split(second)
    if one[::2] != other[::2]:
        return ""
    return "".join(part if part == there else "" for part, there in zip(one, other, strict=True))


def says_only_ago(first: str, second: str) -> bool:
    """Whether two moments differ and both say how long ago something was."""
    return first != second and _AGO.search(first) is not None and _AGO.search(second) is not None


def goes_with_clock(first: str, second: str, now: datetime, later: datetime) -> bool:
    """Whether each day that only one of *first* and *second* has is as far from its moment as one of the other is from its own."""
    ours, theirs = ({day for _, day in _days(one)} for one in (first, second))
    if max(len(ours), len(theirs)) > _MOST_DAYS:
        return False
    here, there = sorted(ours - theirs), sorted(theirs - ours)
    return (
        all(_goes_on(one, there, now, later) for one in here)
        and all(_goes_on(one, here, later, now) for one in there)
        and _yearless_go(first, second, now, later)
    )


def _yearless_go(first: str, second: str, now: datetime, later: datetime) -> bool:
    """The same of days without their year, as if those of *first* were of the year of *now*, and the others of one about that of *later*."""
    ours, theirs = (
        {day.groups() for day in islice(_YEARLESS.finditer(one), _MOST_DAYS)} for one in (first, second)
    )
    if ours == theirs:
        return True
    here = list(_of_years(ours - theirs, now.year))
    there = sorted(_of_years(theirs - ours, *range(later.year - 1, later.year + 2)))
    return len(theirs - ours) == len(ours - theirs) and all(_goes_on(one, there, now, later) for one in here)


def _of_years(days: Collection[tuple[str | Any, ...]], *years: int) -> Iterator[date]:
    for (month, day), year in product(days, years):
        with suppress(ValueError):
            yield date(year, int(month), int(day))


def _goes_on(day: date, others: Sequence[date], here: datetime, there: datetime) -> bool:
    """Whether one of *others*, in their order, is as far from *there* as a *day* is from *here*, or is that day of the year as many years on."""
    if here == there:  # chance tells no time
        return False
    then, years = day + (there.date() - here.date()), there.year - here.year
    near = bisect_left(others, then - _A_MONTH)
    if near < len(others) and others[near] <= then + _A_MONTH:
        return True
    with suppress(ValueError):  # 29 February
        years_on = day.replace(year=day.year + years)
        near = bisect_left(others, years_on)
        return near < len(others) and others[near] == years_on
    return False


def _without_days(first: str, second: str, here: datetime, there: datetime) -> str:
    """*first* without the days that *second* has as far from its own moment."""
    ours, theirs = ({day for _, day in _days(one)} for one in (first, second))
    if max(len(ours), len(theirs)) > _MOST_DAYS:
        return first
    others = sorted(theirs - ours)
    gone = {
        written for written, day in _days(first) if day not in theirs and _goes_on(day, others, here, there)
    }
    return _DAY.sub(lambda day: "" if day[0] in gone else day[0], first) if gone else first


def _days(words: str) -> Iterator[tuple[str, date]]:
    """The days in *words*, each as it is written and as it is."""
    for one in _DAY.finditer(words):
        with suppress(ValueError):  # 31 April
            yield one[0], date(int(one[1]), int(one[2] or one[4]), int(one[3] or one[5]))


#: In which part of the day another moment is, for the part that it is not in: hours up to the first, then its own hour, and that of the one after it.
_HOURS = ((6, 14, 8), (12, 22, 14), (18, 2, 20), (22, 2, 14), (24, 8, 14))


def another_moments(now: datetime) -> tuple[datetime, datetime]:
    """
    Two moments after *now* that differ from it in all that a script may ask a clock: year, half-year, month, half of the month, day, weekday, end
    of the week, part of the day, minute, second and so on, and whether each of them is even.

    The second one is for what the first cannot have at once, as an odd weekday at the end of the week.
    """
    now = now.astimezone(_SHANGHAI)
    _, *hours = next(part for part in _HOURS if now.hour < part[0])
    weekday = now.isoweekday() % 7
    ends = (1, 3, 5) if weekday in _END_OF_WEEK else _END_OF_WEEK
    odd = (1, 3, 5) if weekday % 2 == 0 else (0, 2, 4, 6)
    months = (13 - now.month, (now.month + 4) % 12 + 1)
    one, other = (
        now.replace(
            year=now.year + years,
            month=month,
            day=_day(now, now.year + years, month, weekdays),
            hour=hour + (now.hour + hour + 1) % 2,
            minute=59 - now.minute,
            second=59 - now.second,
            microsecond=999_999 - now.microsecond,
        )
        for years, month, weekdays, hour in zip((1, 3), months, (ends, odd), hours, strict=True)
    )
    return one, other


_END_OF_WEEK, _HALF = (0, 6), 14
_SHANGHAI = timezone(timedelta(hours=8))


def _day(now: datetime, year: int, month: int, weekdays: Collection[int]) -> int:
    """A day of the other half of that month, odd where today's is even, that is one of *weekdays* (0: Sunday)."""
    begins = 1 if now.day > _HALF else 15
    days = (day for day in range(begins, begins + 14) if (day + now.day) % 2)
    return next(day for day in days if date(year, month, day).isoweekday() % 7 in weekdays)
