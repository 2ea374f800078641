"""Boxes named as menus or banners that hold what no menu does (菜单框中的正文): rows with days, articles, files, sentences, places of a picture."""

import re
from collections.abc import Iterator
from itertools import islice

from monitor.domain.content import is_direct_file
from probes.http.guard import is_same_site
from probes.http.links import host_of, join
from probes.pages.document.tree import Element, Tree
from probes.pages.records.extent import days_up_to
from probes.pages.records.groups import looks_like_article, stands_aside

_NAMED = re.compile(r"(?<![a-z])(?:menu|banner|swiper|slide[rs]?|carousel|focus|flexslider|lunbo)(?![a-z])")
_ROWS = frozenset({"li", "tr", "dd"})
#: So many such boxes are looked at; a text this long is a sentence, and a link's that of an item.
_MOST, _SENTENCE, _TITLE_FROM, _FEWEST = 20, 10, 8, 2


def holds_content_aside(tree: Tree, place: Element, since: int, last: int, url: str) -> bool:
    """Whether behind the text *since* and before the element *last* stands a shown box that is named as a menu, banner or carousel, holds not the *place*, and holds content: or links to other sites and none to the page's own."""
    boxes = list(islice(_boxes(tree, place, since, last), _MOST))
    return any(
        _leads_out(tree, box, url)
        or any(_is_content(tree, one) for one in tree.elements[box.index : box.last])
        for box in boxes
    )


def _boxes(tree: Tree, place: Element, since: int, last: int) -> Iterator[Element]:
    return (
        one
        for one in islice(tree.elements, last)
        if one.start >= since
        and _NAMED.search(one.mark)
        and not (one.hidden or one.index <= place.index < one.last)
        and not (one.parent >= 0 and stands_aside(tree, tree.elements[one.parent]))
    )


def _leads_out(tree: Tree, box: Element, url: str) -> bool:
    """Whether a box holds links in words, and all of them lead to other sites."""
    base, own = join(url, tree.base) or url, host_of(url)
    links = [one for one in tree.elements[box.index : box.last] if one.tag == "a" and one.start < one.end]
    there = {host_of(join(base, one.href)) for one in links}
    return len(links) >= _FEWEST and not any(host == "" or is_same_site(host, own, ()) for host in there)


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
