"""Headings that are years (2026年), months or days, over rows that leave them out."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from datetime import date
from itertools import islice

from probes.pages.dates.dates import find_dates, narrow
from probes.pages.dates.row_dates import RowDate, make_day
from probes.pages.document.tree import Tree
from probes.pages.records.record import PageRecord

_YEAR = re.compile(r"(20[0-4]\d)\s?(年度?)?")
_NAMED = re.compile(r"(?<![a-z])years?(?![a-z])")
_TAGS = frozenset({"h2", "h3", "h4", "h5", "dt"})
#: What else a heading over the rows of one day may say.
_DAY_HEAD = re.compile(
    r"[\s\[\]()（）【】|·:：]{0,9}(?:星期[一二三四五六日天]|周[一二三四五六日])?[\s\[\]()（）【】|]{0,9}"
)
#: Over the rows of one month, and the day of such a row.
_MONTH_HEAD = re.compile(r"(20[0-4]\d)\s?[年.-]\s?(1[0-2]|0?[1-9])\s?月?份?")
_DAY_ONLY = re.compile(r"(3[01]|[12]\d|0?[1-9])\s?[日号]?")


def _year_heads(tree: Tree) -> dict[int, int]:
    """The year of each text that is a heading of one, by its number; links and years side by side are tabs and head nothing."""
    heads = {
        number: int(match[1])
        for number, text in enumerate(tree.texts)
        if text.startswith("20")
        and (match := _YEAR.fullmatch(text))
        and not tree.is_linked(number)
        and (match[2] or _is_so_marked(tree, number))
    }
    return {n: year for n, year in heads.items() if n - 1 not in heads and n + 1 not in heads}


def _is_so_marked(tree: Tree, number: int) -> bool:
    """Whether a bare year (2026) is tagged as a heading or named a year."""
    if tree.owners[number] < 0:
        return False
    owner = tree.elements[tree.owners[number]]
    return owner.tag in _TAGS or _NAMED.search(owner.mark) is not None


def use_year_heads(tree: Tree, rows: Sequence[PageRecord]) -> None:
    """Rows with month and day only get their year from the heading over them (2020年), where one stands there."""
    heads = _year_heads(tree)
    numbers = sorted(heads)
    years: dict[str, tuple[int, int | None]] = {}
    for row in rows if heads else ():
        since, year = years.get(row.path, (row.element.start - 3, None))
        nearest = bisect_left(numbers, row.element.start) - 1
        year = heads[numbers[nearest]] if nearest >= 0 and numbers[nearest] >= since else year
        years[row.path] = (row.element.end, year)
        if year is not None and row.said.month_day is not None:
            row.said = RowDate(make_day(year, *row.said.month_day), row.said.month_day)


def use_month_heads(tree: Tree, rows: Sequence[PageRecord]) -> None:
    """
    Rows under headings that are months (2026年11月) get what they leave out.

    Those that show the day of the month only (20日) get the rest, where several stand so; those with month and day (11-20), under several headings each of their own month, the year.
    """
    heads = {
        number: (int(match[1]), int(match[2]))
        for number, text in enumerate(tree.texts)
        if text.startswith("20") and (match := _MONTH_HEAD.fullmatch(text)) and not tree.is_linked(number)
    }
    numbers = sorted(heads)
    found, yearless = list[tuple[PageRecord, date]](), list[tuple[PageRecord, int]]()
    for row in rows if heads else ():
        nearest = bisect_left(numbers, row.element.start) - 1
        if nearest < 0:
            continue
        year, month = heads[numbers[nearest]]
        if row.said.on is None and row.said.month_day is not None and row.said.month_day[0] == month:
            yearless.append((row, numbers[nearest]))
        outside = (*range(row.element.start, row.link.start), *range(row.link.end, row.element.end))
        told = [match for number in outside if (match := _DAY_ONLY.fullmatch(tree.texts[number]))]
        if row.said.is_stated or len(told) != 1:
            continue
        day = make_day(year, month, int(told[0][1]))
        found += [(row, day)] if day is not None else []
    for row, day in found if len(found) >= 2 else ():
        row.said, row.place = RowDate(day), "heading"
    for row, number in yearless if len({number for _, number in yearless}) >= 2 else ():
        row.said = in_month(row.said, heads[number])


def use_day_heads(tree: Tree, rows: Sequence[PageRecord]) -> None:
    """Rows without a day of their own, under headings that are days, get theirs from it; from that below, where the first row stands over all and each row over one."""
    heads = [
        (number, found[0].on)
        for number, text in enumerate(tree.texts)
        if 8 <= len(text) <= 20
        and (found := find_dates(narrow(text)))
        and _DAY_HEAD.fullmatch(text[: found[0].start] + text[found[0].end :])
        and not any(one.tag in ("a", "li", "tr") for one in islice(tree.around_text(number), 3))
    ]
    kinds = Counter(_kind_of(tree, number) for number, _ in heads)
    heads = [(number, day) for number, day in heads if kinds[_kind_of(tree, number)] >= 2]
    numbers = [number for number, _ in heads]
    under: dict[str, list[tuple[PageRecord, int]]] = {}
    within = {n: row.path for row in rows if heads for n in range(row.element.start, row.element.end)}
    bare = dict[str, list[PageRecord]]()
    for row in rows if heads else ():
        at = bisect_left(numbers, row.element.start) - 1
        if at < 0:
            bare.setdefault(row.path, []).append(row)
        elif within.get(numbers[at]) != row.path:
            under.setdefault(row.path, []).append((row, at))
    for path, group in under.items():
        first = bare.get(path, [])
        alone = len(first) == 1 and len({at for _, at in group}) == len(group)
        if alone and numbers[-1] >= group[-1][0].element.end:
            group = [
                (row, bisect_left(numbers, row.element.end)) for row in (*first, *(row for row, _ in group))
            ]
        if not any(row.said.is_stated for row, _ in group) and len({at for _, at in group}) >= 2:
            for row, at in group:
                row.said, row.place = RowDate(heads[at][1]), "heading"


def in_month(said: RowDate, month: tuple[int, int] | None) -> RowDate:
    """*said*, its year that of the address where the address names the same month; else as it was."""
    if month is None or said.month_day is None or said.on is not None or said.month_day[0] != month[1]:
        return said
    return RowDate(make_day(month[0], *said.month_day), said.month_day)


def _kind_of(tree: Tree, number: int) -> str:
    return tree.path(tree.elements[tree.owners[number]]) if tree.owners[number] >= 0 else ""
