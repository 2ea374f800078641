"""How far a record reaches (条目范围): the row itself, neither the box around it nor a part of it."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate

from probes.pages.document.tree import Element, Tree
from probes.pages.records.outline import says_day
from probes.pages.records.record import PageRecord

HAS_DAY = re.compile(r"\d{1,4}\s?[-/.年月]\s?\d{1,2}")
_HAS_DAY_ONLY = re.compile(r"(?<!\S)\d{1,2}日(?!\S)")
#: Elements that make up one row even where they hold a second link (category, unit).
ROW_TAGS = frozenset({"li", "tr", "tbody", "dl", "dd", "article", "section", "div", "p", "ul"})
#: Elements that are one item each, and those that hold them. Where so few rows stand at one place, they say no more than so many texts.
_ITEM_TAGS, _TABLES = frozenset({"li", "tr", "dl", "article"}), frozenset({"table", "tbody"})
_FEW, _LONE = 3, 12
_LISTS = frozenset({"ul", "ol", "tbody"})


def join_groups_of_one(tree: Tree, rows: Sequence[PageRecord]) -> None:
    """The one row of a group (a term of office, a year, a month) is an element like the rows of its neighbours, not the box or the list around it."""
    paths = Counter(row.path for row in rows)
    for row in rows:
        is_list = row.element.tag in _LISTS
        if paths[row.path] > 2 and not is_list:
            continue
        inside = [one for one in tree.above(row.link) if row.element.index < one.index]
        for one in inside:
            if (
                one.tag in ROW_TAGS
                and paths[path := tree.path(one)] >= 2
                and (is_list or HAS_DAY.search(text := tree.text(one)) or _HAS_DAY_ONLY.search(text))
            ):
                row.element, row.path = one, path
                break


def narrow_rows(tree: Tree, rows: Sequence[PageRecord]) -> None:
    """A lone link would take its whole box for its row, and the page's clock for its day: its row is the item inside that says a day, else no wider than what says little."""
    paths = Counter(row.path for row in rows)
    for row in rows:
        if paths[row.path] > _FEW or row.element.tag in _ITEM_TAGS or row.element is row.link:
            continue
        wide = row.element.end - row.element.start > _LONE
        if row.element.tag in _TABLES and not wide:
            continue
        inside = [row.link, *(one for one in tree.above(row.link) if row.element.index < one.index)]
        items = [one for one in inside if one.tag in _ITEM_TAGS]
        part = next((one for one in items if _says_day(tree, one)), None)
        if part is None and wide:
            small = (one for one in reversed(inside) if one.end - one.start <= _LONE)
            part = items[-1] if items else next(small, row.link)
        if part is not None:
            row.element, row.path = part, tree.path(part)


def _says_day(tree: Tree, element: Element) -> bool:
    days = days_up_to(tree)
    return days[element.end] > days[element.start]


def days_up_to(tree: Tree) -> list[int]:
    """How many of the first texts say a day, for every number of texts."""
    key = ("days", 0)
    if key not in tree.notes:
        tree.notes[key] = [0, *accumulate(map(says_day, tree.texts))]
    found: list[int] = tree.notes[key]
    return found
