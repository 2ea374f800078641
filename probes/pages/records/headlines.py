"""Rows of a column that stand over its list in a box of their own (头条): they are as much its items as the rows below."""

import re
from collections.abc import Iterator, Sequence

from probes.http.links import join
from probes.pages.document.tree import Tree
from probes.pages.records.crumbs import crumbs_at
from probes.pages.records.own_place import FEWEST, lie_in_folder
from probes.pages.records.record import PageRecord
from probes.pages.records.row_group import RowGroup

#: A list is so many times as long as the rows over it.
_CLEARLY = 2
_DIGITS = re.compile(r"\d+")


def headlines_over(tree: Tree, own: RowGroup, groups: Sequence[RowGroup], url: str) -> Iterator[PageRecord]:
    """The dated rows of the column's folder before its list *own*, a row or two in a place, whose addresses are like those of the list; where this does not lie in that folder, one that alone stands between the crumbs and the list."""
    if not own.dated or len(groups) < 2:
        return
    base, first, (_, behind) = join(url, tree.base) or url, own.rows[0].element.start, crumbs_at(tree)
    in_folder = lie_in_folder(tree, own.rows, url)
    known = {row.href for row in own.rows}
    shapes = {_shape(base, href) for href in known}
    for one in groups:
        if not one.dated or len(one.rows) >= FEWEST or one.aside or one.other_box or one.preview:
            continue
        yield from (
            row
            for row in one.rows
            if row.said.is_stated
            and row.element.end <= first
            and row.href not in known
            and _shape(base, row.href) in shapes
            and (
                lie_in_folder(tree, [row], url)
                if in_folder
                else 0 < behind == row.element.start and row.element.end == first
            )
        )


def list_below(tree: Tree, best: RowGroup, groups: Sequence[RowGroup]) -> RowGroup | None:
    """The longer dated list right below a group under the column's name, where one element holds both and that name: it may be the list, and the group its head."""
    first, end = best.rows[0].element, best.rows[-1].element.end
    around = next((one for one in tree.above(first) if one.start < first.start), None)
    if around is None or around.tag == "body":
        return None
    below = (
        one
        for one in groups
        if one.rows[0].element.start == end
        and one.rows[-1].element.end <= around.end
        and len(one.rows) >= _CLEARLY * len(best.rows)
        and one.dated
        and not (one.heading or one.aside or one.other_box or one.foreign or one.preview)
    )
    return next(below, None)


def _shape(base: str, href: str) -> str:
    """An address whatever its numbers are."""
    return _DIGITS.sub("0", join(base, href))
