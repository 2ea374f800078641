"""Rows of a column that stand over its list in a box of their own (头条): they are as much its items as the rows below."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from probes.http.links import join
from probes.pages.document.tree import Tree
from probes.pages.records.crumbs import crumbs_at
from probes.pages.records.own_place import FEWEST, lie_in_folder, lie_in_one_below
from probes.pages.records.record import PageRecord
from probes.pages.records.row_group import RowGroup

#: A list is so many times as long as the rows over it.
_CLEARLY = 2
#: So much of an address's end is looked at.
_LOOKED_AT = 60
_DIGITS = re.compile(r"\d+")
#: A column's number in the address of its article, which is no year: art_12_4711.html, info/1012/4711.htm.
_COLUMN = re.compile(r"(?:(?<=[a-z]_)((?!20\d\d)\d{1,7})_|/((?!20\d\d)\d{3,7})/)\d{1,12}\.\w{2,5}\Z")


def headlines_over(tree: Tree, own: RowGroup, groups: Sequence[RowGroup], url: str) -> Iterator[PageRecord]:
    """The dated rows of the column's folder before its list *own*, a row or two in a place, whose addresses are like those of the list and of no other column; where this does not lie in that folder, one that alone stands right before it, behind the crumbs or in the element that holds both."""
    if not own.dated or len(groups) < 2:
        return
    base, first, (_, behind) = join(url, tree.base) or url, own.rows[0].element.start, crumbs_at(tree)
    around = tree.elements[own.rows[0].element.parent].parent
    in_folder = lie_in_folder(tree, own.rows, url)
    known = {row.href for row in own.rows}
    shapes, columns = {shape_of(base, href) for href in known}, {_column_of(href) for href in known}
    for one in groups:
        if not one.dated or len(one.rows) >= FEWEST or one.aside or one.other_box or one.preview:
            continue
        yield from (
            row
            for row in one.rows
            if row.said.is_stated
            and row.element.end <= first
            and row.href not in known
            and shape_of(base, row.href) in shapes
            and _column_of(row.href) in columns
            and (
                lie_in_folder(tree, [row], url)
                if in_folder
                else row.element.end == first
                and (0 < behind == row.element.start or row.element.parent == around)
            )
        )


def list_below(tree: Tree, best: RowGroup, groups: Sequence[RowGroup]) -> RowGroup | None:
    """The longer of the lists below a group under the column's name: it may be the list, and the group its head."""
    long = (one for one in _lists_below(tree, best, groups) if len(one.rows) >= _CLEARLY * len(best.rows))
    return next(long, None)


def is_head_of_own(tree: Tree, group: RowGroup, below: Sequence[RowGroup], url: str) -> bool:
    """Whether rows under the column's name that lead elsewhere (置顶) stand right over newer ones of the column's folder, which are among those *below*."""
    return (group.headed and not group.own) and any(
        (one.newest or date.min) > (group.newest or date.min)
        and lie_in_folder(tree, one.rows, url)
        and not lie_in_one_below(tree, one.rows, url)
        for one in _lists_below(tree, group, below)
    )


def _lists_below(tree: Tree, best: RowGroup, groups: Sequence[RowGroup]) -> Iterator[RowGroup]:
    """The dated lists right below a group under the column's name, where one element holds both and that name."""
    first, end = best.rows[0].element, best.rows[-1].element.end
    around = next((one for one in tree.above(first) if one.start < first.start), None)
    if around is None or around.tag == "body":
        return
    yield from (
        one
        for one in groups
        if one.rows[0].element.start == end
        and one.rows[-1].element.end <= around.end
        and one.dated
        and not (one.heading or one.aside or one.other_box or one.foreign or one.preview)
    )


def goes_before(tree: Tree, other: RowGroup, best: RowGroup, url: str) -> bool:
    """Whether another list ends right where the *best* begins, beside it in one element, is newer and leads to addresses like its: the two may be halves of one."""
    over, first = other.rows[-1].element, best.rows[0].element
    if over.end != first.start or not (other.dated and over.parent >= 0 <= first.parent):
        return False
    if tree.elements[over.parent].parent != tree.elements[first.parent].parent:
        return False
    days = [[row.said.on for row in one.rows if row.said.on] for one in (other, best)]
    base = join(url, tree.base) or url
    shapes = [{shape_of(base, row.href) for row in one.rows} for one in (other, best)]
    return shapes[0] == shapes[1] and bool(days[0] and days[1]) and min(days[0]) >= max(days[1])


def is_box_over_list(
    tree: Tree, best: RowGroup, below: RowGroup | None, groups: Sequence[RowGroup], url: str
) -> bool:
    """
    Whether rows under the column's name may be a box of others, which are newer, beside a list with a better claim.

    It lies in the column's folder or before the pager, and does not go on with them; or it is the list right *below* them, and leads to other addresses.
    """
    base, newest = join(url, tree.base) or url, best.newest or date.min
    shapes = {shape_of(base, row.href) for row in best.rows}
    rivals = (
        one
        for one in groups
        if one is not best
        and (one is below or (one.own and len(one.rows) >= FEWEST))
        and (one.dated and (one.newest or date.min) < newest)
        and not (one.aside or one.other_box or one.foreign or one.preview)
    )
    return any(
        (one.own and not goes_before(tree, best, one, url))
        or shapes.isdisjoint(shape_of(base, row.href) for row in one.rows)
        for one in rivals
    )


def _column_of(href: str) -> str:
    """The number of an article's column in its address; "" where there is none."""
    found = _COLUMN.search(href[-_LOOKED_AT:])
    return (found[1] or found[2]) if found else ""


def shape_of(base: str, href: str) -> str:
    """An address whatever its numbers are."""
    return _DIGITS.sub("0", join(base, href))
