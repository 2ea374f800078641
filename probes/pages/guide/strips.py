"""Strips of a guide's page (标签页与数字栏): tabs above their panels, and figures above their names."""

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from itertools import takewhile
from operator import attrgetter

from probes.pages.dates.dates import narrow
from probes.pages.document.tree import Element
from probes.pages.guide.headings import groups_of, is_other_heading
from probes.pages.guide.told import Sections
from probes.pages.records.outline import Outline

#: A figure and its name, and how long a figure is.
_FIGURE_PARTS, _LONGEST_FIGURE = 2, 16
#: What stands below these in turn are numbers and names, no figures.
_TABLES = frozenset({"table", "thead", "tbody", "tr", "dl"})
#: A strip of tabs has so many heads.
FEWEST, _MOST_TABS = 3, 16
_SEVERAL = 2
_HAN = re.compile(r"[\u4e00-\u9fff]{2}")
_PRESSED = frozenset({"a", "span", "em", "i", "b"})
#: What panels are, which may be called each in its own way.
_BOXES = frozenset({"div", "section", "article"})
_CALLS = re.compile(r"javascript:\s?(?!void)\w+\(", re.IGNORECASE)


def leads_on(element: Element) -> bool:
    """Whether an element is a link to another page."""
    return (
        element.tag == "a"
        and bool(element.href)
        and not element.href.lower().startswith(("#", "javascript:"))
    )


def runs(element: Element) -> bool:
    """Whether a press on an element runs a script, which may show what is not here."""
    return element.tag in _PRESSED and (bool(element.script) or _CALLS.match(element.href[:40]) is not None)


def read_figures(outline: Outline, found_at: Callable[[int], Sections]) -> set[int]:
    """Boxes beside each other with the figure above its name (`10` over 承诺办结时限); the numbers of their texts."""
    taken = set[int]()
    for parent in outline.tree.elements:
        boxes = [one for one in outline.cells(parent) if one.end - one.start == _FIGURE_PARTS]
        named = [box for box in boxes if _is_figure(*outline.tree.parts(box))]
        if len(named) < _SEVERAL or parent.tag in _TABLES or len(named) * 2 <= len(boxes):
            continue
        figures = [outline.tree.parts(box)[0].strip(" .、．").lstrip("0") for box in boxes]
        wanted = {box.index for box in boxes}
        places = [n for n, cell in enumerate(outline.cells(parent), 1) if cell.index in wanted]
        if figures in ([*map(str, places)], [*map(str, range(1, len(boxes) + 1))]):  # numbers of headings
            continue
        for box in named:
            value, name = outline.tree.parts(box)
            found = found_at(box.start)
            found.head(groups_of(name), name)
            found.add(groups_of(name), narrow(value))
            taken |= set(range(box.start, box.end))
    return taken


def _is_figure(value: str, name: str) -> bool:
    """Whether a short text stands over the name of an element, or of another figure of guides."""
    known = [bool(groups_of(one)) or is_other_heading(one) for one in (value, name)]
    return (
        known == [False, True] and len(value) <= _LONGEST_FIGURE and not value.rstrip().endswith(("：", ":"))
    )


def read_tabs(outline: Outline, found_at: Callable[[int], Sections], taken: set[int]) -> dict[int, str]:
    """The panels below strips of tabs, each with its tab's words; the strips' own texts are *taken*."""
    panels: dict[int, str] = {}
    for strip in outline.tree.elements:
        cells = outline.cells(strip)
        if (
            not FEWEST <= len(cells) <= _MOST_TABS
            or outline.length(strip) > 200
            or cells[0].tag in ("tr", "p")
            or strip.tag == "tr"
            or any(one.tag != cells[0].tag for one in cells)  # headings and their texts in a small box
        ):
            continue
        if outline.length(strip) > sum(
            map(outline.length, cells)
        ):  # words between them: bold labels in a text
            continue
        if any(_names_and_tells(outline.tree.parts(cell)) for cell in cells):
            continue
        heads = [outline.tree.text(cell) for cell in cells]
        known = [bool(groups_of(head)) for head in heads]
        if all(known[::2]) and not any(known[1::2]):  # labels and values in turn
            continue
        if sum(known) < FEWEST - 1:
            continue
        behind = _panels_of(outline, strip, heads)
        if not behind and any(head.rstrip().endswith(("：", ":")) for head in heads):
            continue
        pressed = all(any(one.script for one in (cell, *outline.tree.below(cell))) for cell in cells)
        if sum(known) < FEWEST - bool(behind or pressed) or any(
            head and not groups_of(head) and len(head) > 12 for head in heads
        ):
            continue
        if sum(known) * 2 < len(heads) or any(map(leads_on, outline.tree.below(strip))):
            continue
        taken |= set(range(strip.start, strip.end))
        own = found_at(strip.start)
        alone = {group for head in heads for group in groups_of(head)} - set(own.headings)
        for head in heads:
            own.head(groups_of(head), head)
        own.in_strips |= set() if behind else alone
        for head, panel in zip(heads, behind, strict=False):
            panels[panel.index] = head
    return panels


def _names_and_tells(parts: Sequence[str]) -> bool:
    """Whether the *parts* of a cell are the name of an element and its text: no tab."""
    words = (one for one in parts[1:] if _HAN.search(one))
    return bool(parts) and bool(groups_of(parts[0])) and any(not groups_of(one) for one in words)


def _panels_of(outline: Outline, strip: Element, heads: Sequence[str]) -> Sequence[Element]:
    """As many elements of one kind as the strip has tabs, in or beside the nearest box behind it; in the only box behind it they need one tag alone."""
    around, count = strip, len(heads)
    for _ in range(3):
        if around.parent < 0:
            return ()
        parent = outline.tree.elements[around.parent]
        cells = outline.cells(parent)
        first = bisect_right(cells, around.index, key=attrgetter("index"))
        behind = cells[first : first + count + 1]  # one more tells that there are too many
        inside = [outline.cells(one)[: count + 1] for one in behind[:3]]
        for box in (behind, *inside):
            alike = list(takewhile(lambda one: (one.tag, one.key) == (box[0].tag, box[0].key), box))  # noqa: B023
            if len(alike) == count and not _are_headed(outline, alike, heads):
                return alike
        for box, by_tag in ((behind, False), *((one, len(behind) == 1) for one in inside)):
            if len(box) == count and _are_boxes(box, by_tag) and not _are_headed(outline, box, heads):
                return box
        around = parent
    return ()


def _are_boxes(boxes: Sequence[Element], by_tag: bool) -> bool:
    """Whether *boxes* have one tag, and unless *by_tag* one first class (`tab tab-1`, `tab tab-2`)."""
    kinds = {(one.tag, "" if by_tag else one.mark.partition(" ")[0]) for one in boxes}
    return len(kinds) == 1 and boxes[0].tag in _BOXES


def _are_headed(outline: Outline, boxes: Sequence[Element], heads: Sequence[str]) -> bool:
    """Whether one of *boxes* begins with another element's name than its tab of *heads*: they are the parts of a page with names of their own."""
    for box, head in zip(boxes, heads, strict=True):
        own, first = set(groups_of(head)), outline.tree.parts(box)[:1]
        if own and first and own.isdisjoint(groups_of(first[0]) or own):
            return True
    return False
