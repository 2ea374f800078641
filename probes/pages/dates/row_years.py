"""Years for rows that show month and day only (无年份日期): from a heading or the rows around, never from today."""

from collections.abc import Sequence
from datetime import date, datetime
from itertools import pairwise

from monitor.domain.timing import DAY
from probes.pages.dates.moment import is_to_come
from probes.pages.dates.row_dates import RowDate, make_day

#: A row is not taken to be newer than the one below it by more than this: nearly a year back is a pinned row.
FARTHEST = 330 * DAY
#: A row may be so much newer than the one above it in a list that is kept in order all the same; of more such rows than one, one in so many shows that it is in none.
_NEAR, _RISES = 7 * DAY, 4


def give_years(
    rows: Sequence[RowDate], now: datetime | None, *, pinned: Sequence[bool] = ()
) -> list[date | None]:
    """
    Full days for all rows: a month and day gets its year from the nearest row that has one.

    Listings run from new to old, so a row below a dated one is not newer, and one above not older; a row that
    is older than those below it was pinned and tells nothing. Without any dated row nothing is known, nor where the rows turn out to be in no order. *now*
    gives no year; it only refutes days to come, as no answer is better than one that is too new. *pinned*: which rows are marked as such;
    those at the top stand in no order, tell nothing and get no year.
    """
    if led := next((n for n, marked in enumerate(pinned) if not marked), len(pinned)):
        return [row.on for row in rows[:led]] + give_years(rows[led:], now)
    days = [row.on for row in rows]
    guides = [day if not _is_pinned(rows, n) else None for n, day in enumerate(days)]
    first = next((n for n, day in enumerate(guides) if day is not None), len(rows))
    if _stand_apart(rows, guides):
        return days
    for way in (range(first, len(rows)), range(min(first, len(rows)) - 1, -1, -1)):
        near = guides[first] if first < len(rows) else None
        for n in (
            way
        ):  # upwards' neighbour for rows below the first that knows its year, downwards' for those above
            month_day = rows[n].month_day
            if month_day is not None and days[n] is None and near is not None:
                days[n] = guides[n] = _give(near, month_day, below=n < first, now=now)
            near = guides[n] or near
    if days != [row.on for row in rows] and _is_in_no_order(rows, days):
        return [row.on for row in rows]
    return days


def _stand_apart(rows: Sequence[RowDate], guides: Sequence[date | None]) -> bool:
    """Whether the rows that know their year are but the first ones, and the next one would be of the year before, long before them: they were pinned."""
    known = sum(1 for one in guides if one is not None)
    if not 0 < known <= _TOP or None in guides[:known] or len(rows) < known + 2:
        return False
    last, month_day = guides[known - 1], rows[known].month_day
    if last is None or month_day is None:
        return False
    below = _at_most(last, month_day)
    return below is not None and below.year < last.year and last - below > _GAP


#: So many rows at the top may be pinned, and stand so far from the others.
_TOP, _GAP = 3, 60 * DAY


def _is_in_no_order(rows: Sequence[RowDate], days: Sequence[date | None]) -> bool:
    """Whether rows below the newest one keep growing newer, or would be of days to come: then no row tells the year of another."""
    newest = max(day for day in days if day is not None)
    below = [day for day in days[days.index(newest) :] if day is not None]
    rises = sum(lower - upper > _NEAR for upper, lower in pairwise(below))
    rises += sum(day is None and row.month_day is not None for row, day in zip(rows, days, strict=True))
    return rises > 1 and rises * _RISES >= len(rows) - 1


def _give(near: date, month_day: tuple[int, int], *, below: bool, now: datetime | None) -> date | None:
    day = _at_least(near, month_day) if below else _at_most(near, month_day)
    return None if is_to_come(day, now) else day


def _is_pinned(rows: Sequence[RowDate], n: int) -> bool:
    """Whether a dated row near the top is older than the next dated row below."""
    day = rows[n].on
    if day is None or n > 5:
        return False
    below = next((row.on for row in rows[n + 1 :] if row.on), None)
    return below is not None and below > day


def _at_most(limit: date, month_day: tuple[int, int]) -> date | None:
    days = [make_day(year, *month_day) for year in (limit.year, limit.year - 1)]
    return next((day for day in days if day is not None and day <= limit), None)


def _at_least(limit: date, month_day: tuple[int, int]) -> date | None:
    """Not older than *limit*, unless that would be far newer: then the row was pinned, and older."""
    days = [make_day(year, *month_day) for year in (limit.year, limit.year + 1, limit.year - 1)]
    newer = next((day for day in days if day is not None and limit <= day <= limit + FARTHEST), None)
    return newer or next((day for day in days if day is not None and day <= limit), None)
