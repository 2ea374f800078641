"""A page's tree counted once (页面轮廓): how much text, how many days and fields stand below an element, and which cells it has."""

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate

from probes.pages.dates.dates import find_dates, narrow
from probes.pages.document.tree import Element, Tree

#: A longer text is prose: a day in it is what it speaks of.
LONGEST_DAY_TEXT = 60
_MAY_SAY = re.compile(
    r"\d\s?[-/.年月]\s?\d|\d{8}|[今昨前]天|刚[刚才]|\d\s?(?:秒钟?|分钟|小时|天|周|个月)前|半(?:小时|天)前"
)
_RELATIVE = re.compile(r"刚[刚才]|\d\s?(?:秒钟?|分钟|小时|天|周|个月)前|半(?:小时|天)前|[今昨前]天")
_MONTH_DAY = re.compile(
    r"\D{0,12}(?:1[0-2]|0?[1-9])[-/.月](?:3[01]|[12]\d|0?[1-9])日?(?:\s+\d{1,2}:\d\d)?\D{0,2}"
)


class Outline:
    """Questions about any element of *tree*, each answered at once."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self._lengths = [0, *accumulate(len(text) + 1 for text in tree.texts)]
        self._days = [0, *accumulate(map(says_day, tree.texts))]
        self._links = [0, *accumulate(one.tag == "a" for one in tree.elements)]
        self._fields = [0, *accumulate(one.tag == "input" for one in tree.elements)]
        self._cells: dict[int, list[Element]] = {}
        for one in tree.elements:
            if one.tag != "br" and one.parent >= 0:
                self._cells.setdefault(one.parent, []).append(one)

    def cells(self, element: Element) -> Sequence[Element]:
        """The elements right below *element*, line breaks left out."""
        return self._cells.get(element.index, ())

    def length(self, element: Element) -> int:
        """How many characters stand below *element*."""
        return self._lengths[element.end] - self._lengths[element.start]

    def days(self, element: Element) -> int:
        """How many texts below *element* say a day."""
        return self._days[element.end] - self._days[element.start]

    def links(self, element: Element) -> int:
        """How many links stand in *element*, itself left out."""
        return self._links[element.last] - self._links[element.index + 1]

    def has_field(self, element: Element) -> bool:
        """Whether a field to fill in stands in *element*."""
        return self._fields[element.last] > self._fields[element.index]

    def text(self, element: Element, most: int) -> str | None:
        """The text below *element* in one line; None where it is longer than *most*."""
        return None if self.length(element) > most + 1 else self.tree.text(element)


def says_day(text: str) -> bool:
    """Whether a short text says a day: in full, without its year, or in words (3 天前)."""
    if len(text) > LONGEST_DAY_TEXT or not _MAY_SAY.search(text):
        return False
    plain = narrow(text)
    return bool(find_dates(plain, short=True) or _RELATIVE.search(plain) or _MONTH_DAY.fullmatch(plain))


def shown_before(tree: Tree, number: int) -> Iterator[int]:
    """The numbers of the shown ones among the nine texts before another, nearest first."""
    for one in range(number - 1, max(number - 10, -1), -1):
        owner = tree.owners[one]
        if owner < 0 or not tree.elements[owner].hidden:
            yield one
