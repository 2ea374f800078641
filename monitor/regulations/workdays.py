"""Chinese working days (工作日): the State Council's holidays with their make-up days (调休), a local table on top."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import chinese_calendar

from monitor.domain.timing import DAY

#: Stands beside `sites.toml`; what it says wins over the library's table.
FILE = "workdays.toml"

#: A stretch longer than this is a mistake of the caller, not a delay.
LONGEST = timedelta(days=3660)


class WorkdaysError(ValueError):
    """The local table cannot be used; the message names file, key and remedy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Workdays:
    """A local table (放假调休安排): days off and make-up days that win, and the years it settles."""

    holidays: frozenset[date] = field(default=frozenset())
    makeup: frozenset[date] = field(default=frozenset())
    years: frozenset[int] = field(default=frozenset())  #: years that are complete in it


@dataclass(frozen=True, slots=True)
class WorkingSpan:
    """So many working days; *provisional* when a year in it had no published arrangement."""

    days: int
    provisional: bool = False


NOTHING_LOCAL = Workdays()


def is_working_day(day: date, local: Workdays = NOTHING_LOCAL) -> tuple[bool, bool]:
    """
    Whether *day* is a working day, and whether that is provisional.

    The local table wins; then the library's; for a year that neither knows, Monday to Friday, provisional.
    """
    if day in local.makeup:
        return True, False
    if day in local.holidays:
        return False, False
    if day.year in local.years:
        return day.weekday() < 5, False
    try:
        return bool(chinese_calendar.is_workday(day)), False
    except NotImplementedError:
        return day.weekday() < 5, True


def working_days_between(start: date, end: date, local: Workdays = NOTHING_LOCAL) -> WorkingSpan:
    """
    Working days after *start* up to and including *end* (时限以工作日计): the same day is 0, so is an earlier *end*.

    Raises ValueError for a stretch of more than ten years.
    """
    if end - start > LONGEST:
        raise ValueError(f"{start} to {end} is longer than ten years: one of the days is wrong")
    days, provisional, day = 0, False, start + DAY
    while day <= end:
        works, guessed = is_working_day(day, local)
        days, provisional, day = days + works, provisional or guessed, day + DAY
    return WorkingSpan(days, provisional)


def read_workdays(path: Path) -> Workdays:
    """
    The local table at *path*; an absent file is an empty table.

    ``years = [2027]``, ``holidays = [2027-01-01, …]``, ``makeup = [2027-02-06, …]``. Raises WorkdaysError.
    """
    try:
        tables = tomllib.loads(path.read_text("utf-8-sig"))
    except FileNotFoundError:
        return NOTHING_LOCAL
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise WorkdaysError(f"{path}: cannot be read: {error}; save it as UTF-8 TOML") from None
    unknown = sorted(set(tables) - {"years", "holidays", "makeup"})
    if unknown:
        raise WorkdaysError(f"{path}: unknown key {unknown[0]!r}; known here: years, holidays, makeup")
    holidays, makeup = _days(tables, "holidays", path), _days(tables, "makeup", path)
    if both := sorted(holidays & makeup):
        raise WorkdaysError(f"{path}: {both[0]} stands in holidays and in makeup; keep one of them")
    years = tables.get("years", [])
    if not isinstance(years, list) or not all(type(one) is int for one in years):
        raise WorkdaysError(f"{path}: years: expected a list of years such as [2027]")
    return Workdays(holidays=holidays, makeup=makeup, years=frozenset(years))


def _days(tables: Mapping[str, Any], key: str, path: Path) -> frozenset[date]:
    value = tables.get(key, [])
    if not isinstance(value, list) or not all(type(one) is date for one in value):
        raise WorkdaysError(f"{path}: {key}: expected a list of days such as [2027-01-01]")
    return frozenset(value)
