"""The date of one row of a listing: beside the title, split over nodes, in an attribute, in the address."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from probes._dates import date_in_url, find_dates, find_relative, narrow

_YEARLESS = re.compile(r"(?<![\d./-])(1[0-2]|0?[1-9])\s?[-/.月]\s?(3[01]|[12]\d|0?[1-9])\s?日?(?![\d./-])")
_YEAR_MONTH = re.compile(
    r"(?<!\d)(20[0-4]\d|19[89]\d)\s?[-/.年]\s?(1[0-2]|0?[1-9])\s?月?(?!\d)(?!\s?[-/.]\s?\d)"
)
_MONTH_YEAR = re.compile(r"(?<!\d)(1[0-2]|0?[1-9])\s?[-/.]\s?(20[0-4]\d)(?!\d)")
_DAY_ALONE = re.compile(r"(?<![\d.-])(3[01]|[12]\d|0?[1-9])\s?日?(?![\d.-])")
_YEAR_ALONE = re.compile(r"(?<!\d)(20[0-4]\d)\s?年?(?!\d)")


@dataclass(frozen=True, slots=True)
class RowDate:
    """What a row says of its day: a full day, or month and day that want a year."""

    on: date | None = None
    month_day: tuple[int, int] | None = None


def row_date(
    beside: Sequence[str], inside: str, told: Sequence[str], href: str, now: datetime | None
) -> RowDate:
    """
    The day of a row.

    *beside*: text nodes of the row outside its link. *inside*: the link's own text. *told*: attribute values.
    """
    text = narrow(" ".join(beside))
    if dates := find_dates(text, short=True):
        return RowDate(dates[-1].on if len(dates) > 1 and _is_last_bare(text, dates[-1].end) else dates[0].on)
    if (split := _split(text)) is not None:
        return RowDate(split)
    in_path = date_in_url(href)
    if match := _last(_YEARLESS, text):
        month_day = (int(match[1]), int(match[2]))
        if in_path is not None and (in_path.month, in_path.day) == month_day:
            return RowDate(in_path)
        return RowDate(None, month_day) if in_path is None else RowDate(_near(in_path, month_day) or in_path)
    if now is not None and (relative := find_relative(text, now)) is not None:
        return RowDate(relative.on)
    for value in told:
        if dates := find_dates(narrow(value).replace("T", " "), short=False):
            return RowDate(dates[0].on)
    own = narrow(inside)
    if edges := [one for one in find_dates(own) if one.start <= 2 or one.end >= len(own) - 2]:
        return RowDate(edges[-1].on)
    if in_path is not None:
        return RowDate(in_path)
    if match := re.search(
        r"[\[(（【]\s?(1[0-2]|0?[1-9])[-/.月](3[01]|[12]\d|0?[1-9])日?\s?[\])）】]\s*$", own
    ):
        return RowDate(None, (int(match[1]), int(match[2])))
    return RowDate()


def give_years(rows: Sequence[RowDate]) -> list[date | None]:
    """
    Full days for all rows: a month and day gets its year from the nearest row that has one.

    Listings run from new to old, so a row below a dated one is not newer, and one above not older. Without any
    dated row nothing is known; today is never a hint.
    """
    days = [row.on for row in rows]
    for n, row in enumerate(rows):
        if row.month_day is None:
            continue
        above = next((rows[k].on for k in range(n - 1, -1, -1) if rows[k].on), None)
        below = next((rows[k].on for k in range(n + 1, len(rows)) if rows[k].on), None)
        if above is not None:
            days[n] = _at_most(above, row.month_day)
        elif below is not None:
            days[n] = _at_least(below, row.month_day)
    return days


def _split(text: str) -> date | None:
    """A day in one node and its year and month in another: `30 2020-11`, `2020.11 30`, `11-30 2020`."""
    if match := _YEAR_MONTH.search(text):
        rest = text[: match.start()] + " " + text[match.end() :]
        days = _DAY_ALONE.findall(rest)
        return _day(int(match[1]), int(match[2]), int(days[0])) if len(days) == 1 else None
    if match := _MONTH_YEAR.search(text):
        rest = text[: match.start()] + " " + text[match.end() :]
        days = _DAY_ALONE.findall(rest)
        return _day(int(match[2]), int(match[1]), int(days[0])) if len(days) == 1 else None
    month_day, year = _last(_YEARLESS, text), _YEAR_ALONE.search(text)
    if month_day and year:
        return _day(int(year[1]), int(month_day[1]), int(month_day[2]))
    return None


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    return max(pattern.finditer(text), key=lambda match: match.start(), default=None)


def _is_last_bare(text: str, end: int) -> bool:
    return not text[end:].strip(" )]】）")


def _near(path: date, month_day: tuple[int, int]) -> date | None:
    """*month_day* in the year that brings it nearest to the day in the address."""
    days = [_day(path.year + shift, *month_day) for shift in (-1, 0, 1)]
    return min((day for day in days if day), key=lambda day: abs((day - path).days), default=None)


def _at_most(limit: date, month_day: tuple[int, int]) -> date | None:
    for year in (limit.year, limit.year - 1):
        day = _day(year, *month_day)
        if day is not None and day <= limit:
            return day
    return None


def _at_least(limit: date, month_day: tuple[int, int]) -> date | None:
    for year in (limit.year, limit.year + 1):
        day = _day(year, *month_day)
        if day is not None and day >= limit:
            return day
    return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
