"""Boxes named as menus or banners that hold what no menu does (菜单框中的正文): rows with days, articles, files, sentences, places of a picture."""

import re
from itertools import islice

from monitor.domain.content import is_direct_file
from probes.pages.document.tree import Element, Tree
from probes.pages.records.extent import days_up_to
from probes.pages.records.groups import looks_like_article, stands_aside

_NAMED = re.compile(r"(?<![a-z])(?:menu|banner)(?![a-z])")
_ROWS = frozenset({"li", "tr", "dd"})
#: So many such boxes are looked at; a text this long is a sentence, and a link's that of an item.
_MOST, _SENTENCE, _TITLE_FROM = 20, 10, 8


def holds_content_aside(tree: Tree, place: Element, since: int, last: int) -> bool:
    """Whether behind the text *since* and before the element *last* stands a shown box that is named as a menu or banner, holds not the *place*, and holds content."""
    boxes = (
        one
        for one in islice(tree.elements, last)
        if one.start >= since
        and _NAMED.search(one.mark)
        and not (one.hidden or one.index <= place.index < one.last)
        and not (one.parent >= 0 and stands_aside(tree, tree.elements[one.parent]))
    )
    return any(
        _is_content(tree, one) for box in islice(boxes, _MOST) for one in tree.elements[box.index : box.last]
    )


def _is_content(tree: Tree, one: Element) -> bool:
    if one.hidden:
        return False
    above = tree.elements[one.parent].tag if one.parent >= 0 else ""
    if one.tag in ("area", "img"):
        return one.tag == "area" or above == "p"
    if one.tag == "p":
        return one.end == one.start + 1 and len(tree.text(one)) >= _SENTENCE and not tree.is_linked(one.start)
    if one.tag != "a" or not one.href:
        return False
    days = days_up_to(tree)
    row = next((up for up in islice(tree.above(one), 4) if up.tag in _ROWS), one)
    return (
        is_direct_file(one.href)
        or (row is not one and days[row.end] > days[row.start])
        or (len(tree.text(one)) >= _TITLE_FROM and looks_like_article(one.href))
    )
