"""Whether the rows of one group are those of several boxes (多框合并): the newest of them may be another list's then."""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from probes.pages.document.tree import Element, Tree
from probes.pages.listing.places import LISTS
from probes.pages.records.headings import bears_name, heading_over, is_column_head, may_head
from probes.pages.records.own_place import FEWEST
from probes.pages.records.record import PageRecord
from probes.pages.records.row_group import RowGroup

#: Between more rows than these no heading stands: what does is part of each row.
_MOST_GAPS = 3
#: What stands in a forum between what is pinned and its list.
_OF_THREADS = re.compile(r"主题|帖")


def begins_anew(tree: Tree, group: RowGroup, names: Sequence[str]) -> bool:
    """
    Whether rows behind a heading or a picture that parts them from those before, or in another place of the page, are newer than all before: a list goes on with older ones.

    Not where each part has a heading of its own, and none one of the column's *names*: they are all of the column.
    """
    gaps = [n for n, (one, other) in enumerate(pairwise(group.rows), 1) if _are_parted(tree, one, other)]
    if not 1 <= len(gaps) <= _MOST_GAPS:
        return False
    headings = {heading_over(tree, group.rows[n].element) for n in (0, *gaps)}
    is_own = any(bears_name(one, names) for one in headings)
    if not is_own and "" not in headings and len(headings) > len(gaps):
        return False
    before, behind = (
        max((row.said.on for row in rows if row.said.on and not row.pinned), default=None)
        for rows in (group.rows[: gaps[0]], group.rows[gaps[0] :])
    )
    return before is not None and behind is not None and behind > before


def _are_parted(tree: Tree, last: PageRecord, row: PageRecord) -> bool:
    """Whether a heading or a picture stands between two rows, or is the second, or each stands in a place of its own."""
    one, other = last.element, row.element
    if last.said.is_stated and not row.said.is_stated and may_head(row.title):
        return True
    if one.parent != other.parent and _place(tree, one) != _place(tree, other):
        return True
    texts = tree.texts[one.end : other.start]
    return any(may_head(text) and not _OF_THREADS.search(text) for text in texts) or any(
        between.tag == "img" for between in tree.elements[one.last : other.index]
    )


def _has_head(tree: Tree, place: Element, first: Element) -> bool:
    """Whether words or a picture stand before the first row of a place."""
    return place.start < first.start or any(
        one.tag == "img" for one in tree.elements[place.index : first.index]
    )


def list_of(tree: Tree, element: Element) -> Element:
    """The box in which a row stands: a table for its body."""
    box = tree.elements[element.parent]
    return tree.elements[box.parent] if box.tag == "tbody" else box


def _place(tree: Tree, element: Element) -> int:
    """The number of the element in which a row stands, or the list whose row it is."""
    box = list_of(tree, element)
    return box.parent if box.tag in LISTS else box.index


def are_several(tree: Tree, group: RowGroup) -> bool:
    """
    Whether the rows are those of several boxes with nothing between, none of which goes on with the list of the first.

    A list in parts has lists side by side, or parts of one size, the last of which may be smaller; of two cells, or boxes without a name, by one row. None has words over it alone.
    """
    sizes = Counter(row.element.parent for row in group.rows)
    if not 2 <= len(sizes) <= len(group.rows) / 2:
        return False
    begins = {row.element.parent: row.element for row in reversed(group.rows)}
    firsts = [begins[box] for box in sizes]
    lists = [list_of(tree, one) for one in firsts]
    between = (tree.texts[one.end : other.start] for one, other in pairwise(lists))
    if not all(is_column_head(text) for texts in between for text in texts):
        return False
    places = [tree.elements[number] for number in dict.fromkeys(_place(tree, one) for one in firsts)]
    size, *others = sizes.values()
    if {size, *others[:-1]} != {size} or others[-1] > size:
        return len(places) > 1
    if len({place.parent for place in places}) > 1:
        return True
    if len(places) == len(firsts):
        heads = {_has_head(tree, place, one) for place, one in zip(places, firsts, strict=True)}
        if len(heads) > 1:
            return True
    is_uneven = len(places) == len(sizes) == 2 and others[-1] < size - 1
    return is_uneven and any(place.mark == "" or place.tag in ("td", "th") for place in places)


def is_dated_in_part(group: RowGroup) -> bool:
    """Whether some boxes of a group without days have them in every row, and others in none: one of the two kinds is no part of the list."""
    told = Counter(row.element.parent for row in group.rows if row.said.is_stated)
    boxes = Counter(row.element.parent for row in group.rows)
    return any(count >= FEWEST for count in told.values()) and all(
        told[box] in (0, count) for box, count in boxes.items()
    )


def is_pooled(best: RowGroup, others: Sequence[RowGroup], tree: Tree) -> bool:
    """
    Whether the rows are those of a few boxes that are no one list.

    A later box is newer than the first, though not each has a heading of its own; or each has, beside a dated list under none that is longer than each of them.
    """
    boxes = Counter(row.element.parent for row in best.rows)
    if not 1 < len(boxes) * 2 <= len(best.rows):
        return False
    headings = {heading_over(tree, tree.elements[number]) for number in boxes}
    if "" in headings or len(headings) < len(boxes):
        return _grow_newer(best)
    if best.named:
        return False
    longest = max(boxes.values())
    return any(
        one.dated and not (one.heading or one.aside or one.foreign) and len(one.rows) > longest
        for one in others
    )


def _grow_newer(group: RowGroup) -> bool:
    """Whether a later box of a group holds a newer row than its first: a list goes on with older ones."""
    newest: dict[int, date] = {}
    for row in group.rows:
        if row.said.on and not row.pinned:
            box = row.element.parent
            newest[box] = max(row.said.on, newest.get(box, row.said.on))
    days = list(newest.values())
    return any(one > days[0] for one in days)


def grows_newer_at_length(group: RowGroup) -> bool:
    """Whether a later box holds a newer row than the first, where the first box is no row or two (置顶) before the list."""
    first = group.rows[0].element.parent
    return sum(row.element.parent == first for row in group.rows) >= FEWEST and _grow_newer(group)
