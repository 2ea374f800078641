"""Empty places of a page that a script may fill (空容器): where they stand to the rows that are there."""

import re
from collections.abc import Sequence
from itertools import islice, takewhile

from probes.pages.document.elsewhere import asks_elsewhere, opens_scripts
from probes.pages.document.markup import PageSource
from probes.pages.document.tree import Element, Tree
from probes.pages.listing.script_lists import (
    SCRIPT_LIST,
    count_script_blocks,
    empty_containers,
    named_containers,
    script_list,
)
from probes.pages.records.groups import stands_aside
from probes.pages.records.headings import calls_another, heading_over, number_over
from probes.pages.records.row_group import RowGroup

#: So many rows are the list, whatever waits below them.
MANY = 10

#: Elements into which scripts put lists.
PLACES = frozenset({"div", "ul", "ol", "dl", "table", "tbody", "section"})
LISTS = frozenset({"ul", "ol", "dl", "table", "tbody"})
#: The ids of a page, in lower case, and the names of elements in its scripts.
_IDS = re.compile(r"""\sid\s?=\s?["']?([\w-]{1,80})""")
_NAMES = re.compile(r"""[#"']([\w-]{2,80})["' ]""")
#: What such a place is named that holds a pager or parts two boxes, and what one that holds a page's content.
NO_PLACE = re.compile(
    r"page|pagin|more|fenye|fanye|(?<![a-z])(?:h\d{1,3}|pg|fy|clear|line|blank|space|gap|end|bottom|ads?|qr|nav|header|footer?|hits|visits?)(?![a-z])|menu|login|share|weather|search|diy"
)
OF_CONTENT = re.compile(
    r"list|news|article|cont|info|data|notice|item|rows|main|result|(?<![a-z])(?:app|root|lst|lb|gk|tb|con|box|right|body|wrap)(?![a-z])"
)


def is_before_place(tree: Tree, group: RowGroup, markup: str) -> bool:
    """Whether an empty list, or a place that a script may fill, as it has an id, stands between a group and the pager, or an empty list right before the group: that pager is the place's."""
    first, last = group.rows[0].element, group.rows[-1].element
    if any(one.start in (first.start, last.end) for one in empty_containers(tree)):
        return True
    behind = takewhile(lambda one: one.start == last.end, islice(tree.elements, last.last, None))
    empty = [one for one in behind if one.end == last.end and one.tag in PLACES]
    ids = ids_in(markup) if empty else frozenset[str]()
    return any(_is_place(one, ids) for one in empty)


def _is_place(element: Element, ids: frozenset[str]) -> bool:
    """Whether an element holds nothing and has an id, by which a script may fill it."""
    return (
        element.tag in PLACES
        and not (element.children or element.hidden or element.start < element.end)
        and element.mark != ""
        and NO_PLACE.search(element.mark) is None
        and last_name(element) in ids
    )


def has_place(tree: Tree, parts: PageSource, names: Sequence[str], among: Sequence[Element]) -> bool:
    """Whether one *among* the elements of a page is an empty place in its content (some text before it and behind, no heading of hot news over it) that a script may fill."""
    asks = asks_elsewhere(parts.scripts, parts.markup)
    if not (asks or opens_scripts(parts)):
        return False
    ids, named = ids_in(parts.markup), frozenset(_NAMES.findall(parts.scripts.lower()) if asks else ())
    return any(
        0 < one.start < len(tree.texts)
        and (
            one.tag in LISTS
            or OF_CONTENT.search(one.mark)
            or last_name(one) in named
            or tree.texts[one.start - 1] in names
        )
        and _is_place(one, ids)
        and not _is_elsewhere(tree, one, names)
        for one in among
    )


def _is_elsewhere(tree: Tree, place: Element, names: Sequence[str]) -> bool:
    """Whether a place stands beside the content, or under a heading that calls it another (热点, 排行) than the column of these *names*."""
    return stands_aside(tree, place) or calls_another(heading_over(tree, place), names)


def ids_in(markup: str) -> frozenset[str]:
    """The ids of a page, in lower case."""
    return frozenset(_IDS.findall(markup.lower()))


def last_name(element: Element) -> str:
    """The last class or the id of an element: the id, where it has one."""
    return element.mark.rpartition(" ")[2]


def comes_first(
    best: RowGroup, parts: PageSource, tree: Tree, waits: bool, names: Sequence[str], since: int
) -> bool:
    """
    Whether rows under no heading come before all empty lists of the page from the text *since* on, each under a heading of another name, and nothing else waits for a script.

    Of some rows only, where those headings are of hot news and the like.
    """
    if best.foreign or best.heading:
        return False
    if waits and script_list(parts, tree) != SCRIPT_LIST:
        return False
    if waits and count_script_blocks(parts, tree) != len(named_containers(parts, tree)):
        return False
    last = best.rows[-1].element.index
    return all(
        (one.end <= since > 0)
        or _is_elsewhere(tree, one, names)
        or (
            len(best.rows) >= MANY
            and one.index > last
            and (heading := heading_over(tree, one))
            and heading not in names
        )
        for one in empty_containers(tree)
    )


def stands_behind_container(group: RowGroup, tree: Tree) -> bool:
    """Whether an empty list stands between the last words before the rows and the rows: those words head that list."""
    first = group.rows[0].element
    words = tree.owners[number_over(tree, first)] if first.start else -1
    return any(words < one.index < first.index for one in empty_containers(tree))
