"""
Elements by a selector that a page wrote itself (选择器): its style sheets and scripts choose it, so it may be made to hurt.

The parser's own search tries every way to place the steps of `div div div .x`: a page of 400 bytes keeps it busy for
minutes, and nothing can stop it. Here each element is looked at once a step.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

#: Selectors in one list, steps of one selector, and elements found by one list are no more.
MOST_IN_LIST, MOST_STEPS, MOST_FOUND = 20, 8, 2000
#: So many earlier siblings of an element are looked at.
MOST_BACK = 60
_TOKEN = re.compile(r"(\s*+[>+~,]\s*+|\s++)|((?:[^\s>+~,\[(]|\[[^\]]{0,200}+\]|\([^()]{0,200}+\))++)")
#: What holds selectors of its own, or counts siblings of a kind.
_NESTED = re.compile(r":(?:has|is|where|matches|any|not)\b[^)]{0,200}[\s>+~,:]", re.IGNORECASE)

#: What counts siblings, each from the first one on, and how many steps that may take on a page.
_COUNTS, MOST_COUNTED = re.compile(r":nth-|-of-type", re.IGNORECASE), 4_000_000

#: The sign before a step ("" before the first, " ", ">", "+" or "~"), and what the element itself is.
Step = tuple[str, str]


def select(tree: LexborHTMLParser, selector: str) -> list[LexborNode]:
    """The elements that *selector* means, in the page's order; none where it is not understood."""
    lists = steps_of(selector)
    try:
        _refuse_long_counts(tree, selector)
        if len(lists) == 1:
            return list(islice(_matching(tree, lists[0]), MOST_FOUND))
        found = {node.mem_id for steps in lists for node in islice(_matching(tree, steps), MOST_FOUND)}
        own = ", ".join(steps[-1][1] for steps in lists)
        return [node for node in tree.css(own) if node.mem_id in found] if found else []
    except (SelectolaxError, ValueError):
        return []


def is_understood(tree: LexborHTMLParser, selector: str) -> bool:
    """Whether *selector* that finds nothing was understood at all."""
    lists = steps_of(selector)
    if not lists or any(len(one) > 2 and {"+", "~"} & {sign for sign, _ in one} for one in lists):
        return False
    try:
        _refuse_long_counts(tree, selector)
        for one in lists:
            for _, own in one:
                tree.css_first(own)
    except (SelectolaxError, ValueError):
        return False
    return True


def _refuse_long_counts(tree: LexborHTMLParser, selector: str) -> None:
    """Raises ValueError where *selector* counts siblings and some have so many that it takes the square of them."""
    if _COUNTS.search(selector) is not None:
        siblings = Counter(node.parent.mem_id for node in tree.css("*") if node.parent is not None)
        if sum(many * many for many in siblings.values()) > MOST_COUNTED:
            raise ValueError("too many siblings to count")


def steps_of(selector: str) -> list[tuple[Step, ...]]:
    """The steps of each selector of a list; [] for a list of which anything is not understood, or that is longer than people write."""
    text = selector.strip()
    tokens = [(found[1] or "", found[2] or "") for found in _TOKEN.finditer(text)]
    if _NESTED.search(text) is not None or sum(len(gap or own) for gap, own in tokens) != len(text):
        return []
    lists: list[list[Step]] = [[]]
    sign: str | None = ""  # before the element that comes next; None: a sign comes next
    for gap, own in tokens:
        if (sign is None) == bool(own):
            return []
        if own:
            lists[-1].append((sign or "", own))
            sign = None
        elif gap.strip() == ",":
            lists.append([])
            sign = ""
        else:
            sign = gap.strip() or " "
    if sign is not None or len(lists) > MOST_IN_LIST or max(map(len, lists)) > MOST_STEPS:
        return []
    return [tuple(one) for one in lists]


def _matching(tree: LexborHTMLParser, steps: Sequence[Step]) -> Iterable[LexborNode]:
    last = tree.css(steps[-1][1])
    if len(steps) == 1 or not last:
        return last
    before = [{node.mem_id for node in tree.css(own)} for _, own in steps[:-1]]
    signs = [sign for sign, _ in steps[1:]]
    if not all(before):
        return []
    if "+" in signs or "~" in signs:
        back = 1 if signs == ["+"] else MOST_BACK
        return (one for one in last if len(steps) == 2 and _follows(one, before[0], back))
    return _Around(before, signs).hold(last)


def _follows(node: LexborNode, members: set[int], back: int) -> bool:
    """Whether one of the last *back* elements before *node* is of *members*."""
    one = node.prev
    while one is not None and back:
        if one.tag is not None and not one.tag.startswith("-"):
            if one.mem_id in members:
                return True
            back -= 1
        one = one.prev
    return False


class _Around:
    """Which steps the elements around others are; each element is looked at once."""

    def __init__(self, members: Sequence[set[int]], signs: Sequence[str]) -> None:
        self._members, self._signs = members, signs
        #: element -> the steps that it is, and those that it or anything around it is, as bits
        self._known: dict[int, tuple[int, int]] = {}

    def hold(self, nodes: Iterable[LexborNode]) -> Iterator[LexborNode]:
        """Those of *nodes* that stand where the last sign says."""
        wanted, inside = 1 << len(self._members) - 1, self._signs[-1] == " "
        return (one for one in nodes if self._steps(one.parent)[inside] & wanted)

    def _steps(self, node: LexborNode | None) -> tuple[int, int]:
        chain = []
        while node is not None and node.mem_id not in self._known:
            chain.append(node)
            node = node.parent
        is_, around = self._known[node.mem_id] if node is not None else (0, 0)
        for one in reversed(chain):
            own = 0
            for n, members in enumerate(self._members):
                reached = n == 0 or (around if self._signs[n - 1] == " " else is_) >> (n - 1) & 1
                own |= bool(reached and one.mem_id in members) << n
            is_, around = own, around | own
            self._known[one.mem_id] = (is_, around)
        return is_, around
