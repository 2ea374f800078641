"""Two halves of one list side by side (左右两栏): the right one goes on with the left, or each row of the left is followed by one of the right."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from probes.pages.records.record import PageRecord

#: What tells the two apart in their names.
_SIDE = re.compile(r"left|right|(?:zuo|you|f?[lr])(?![a-z])")
_DIGITS = re.compile(r"\d+")
#: A half has so many rows, and the second at most so many fewer where they alternate; a longer address is not looked at.
_FEWEST, _LEFT_OUT, _LONGEST = 3, 1, 300
#: Nothing more is joined to so many rows: boxes without end would each be held against all before.
_MOST = 500


def with_halves_joined(groups: Iterable[list[PageRecord]]) -> list[list[PageRecord]]:
    """The rows of each path, as one where two paths are those of the halves of one list."""
    joined: list[list[PageRecord]] = []
    for rows in groups:
        left = joined[-1] if joined else []
        if _MOST > len(left) > 0 and are_halves(left, rows) and _are_one(left, rows):
            joined[-1] = [*left, *rows]
        else:
            joined.append(rows)
    return joined


def go_on(left: Sequence[PageRecord], right: Sequence[PageRecord]) -> bool:
    """Whether the rows of two boxes stand one behind the other, nothing between them, and lead to pages of one kind."""
    return (
        len(left) >= _FEWEST <= len(right)
        and left[-1].element.end == right[0].element.start
        and left[0].element.tag == right[0].element.tag
        and _shapes(left) == _shapes(right)
    )


def are_halves(left: Sequence[PageRecord], right: Sequence[PageRecord]) -> bool:
    """The same where their boxes are alike but for their side."""
    return go_on(left, right) and _SIDE.sub("", left[0].path) == _SIDE.sub("", right[0].path)


def _shapes(rows: Sequence[PageRecord]) -> set[str]:
    return {_DIGITS.sub("0", row.href[:_LONGEST]) for row in rows}


def _are_one(left: Sequence[PageRecord], right: Sequence[PageRecord]) -> bool:
    """Whether two halves, neither longer by more than a row, are one list by their days: the right one is older throughout and not longer, or they alternate."""
    one, other = days_of(left), days_of(right)
    if len(one) < len(left) or len(other) < len(right) or not (_fall(one) and _fall(other)):
        return False
    if one[-1] >= other[0]:
        return len(right) <= len(left)
    return abs(len(one) - len(other)) <= _LEFT_OUT and (_alternate(one, other) or _alternate(other, one))


def days_of(rows: Sequence[PageRecord]) -> list[tuple[int, ...]]:
    """The days of rows that say one, as numbers to compare: with their years, where one of them has its year."""
    full = [(row.said.on.year, row.said.on.month, row.said.on.day) for row in rows if row.said.on]
    return list(full) or [row.said.month_day for row in rows if row.said.month_day]


def _fall(days: Sequence[tuple[int, ...]]) -> bool:
    return all(newer >= older for newer, older in pairwise(days))


def _alternate(one: Sequence[tuple[int, ...]], other: Sequence[tuple[int, ...]]) -> bool:
    """Whether each day is followed by one of the *other* row's, and that by the next."""
    return all(newer >= older for newer, older in zip(one, other, strict=False)) and all(
        newer >= older for newer, older in zip(other, one[1:], strict=False)
    )
