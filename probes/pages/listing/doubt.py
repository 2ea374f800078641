"""When a box of rows may be another than the page's list (列表存疑): nothing shows that it is the column's own, and something speaks against it."""

from collections.abc import Sequence
from datetime import date

from probes.pages.document.markup import PageSource
from probes.pages.document.tree import Tree
from probes.pages.listing.blank import has_bare_container, speaks_of_nothing
from probes.pages.listing.script_lists import empty_containers
from probes.pages.records.own_place import FEWEST, are_mixed, stand_in_own_place
from probes.pages.records.row_group import RowGroup

#: Why a page's list was not told.
IN_DOUBT = "list_in_doubt"
#: So many rows are the list beside half as many.
_MANY = 10


def is_in_doubt(
    best: RowGroup, groups: Sequence[RowGroup], parts: PageSource, tree: Tree, url: str, waits: bool
) -> bool:
    """
    Whether the *best* of the groups may be a box of elsewhere, whose days would be newer than the list's.

    Never where it lies in the column's folder, the pager follows it or its heading is the column's name. Else where it
    stands aside, where a script fills a list (*waits*), where the page says that it has nothing, and where other rows could be the list and are older.
    """
    if not best.dated or best.own or stand_in_own_place(tree, best.rows, url):
        return False
    if best.headed and not _stands_behind_container(best, tree):
        return False
    if waits or best.aside or best.other_box or speaks_of_nothing(tree) or has_bare_container(parts, tree):
        return True
    return any(_may_be_instead(one, best) for one in groups if one is not best)


def _may_be_instead(other: RowGroup, best: RowGroup) -> bool:
    """Whether another group may be the list as well, and its newest row is older or tells no day."""
    if other.aside or other.other_box or other.foreign or other.preview or are_mixed(other.rows, best.rows):
        return False
    if len(best.rows) >= max(_MANY, 2 * len(other.rows)) or {row.href for row in other.rows} <= {
        row.href for row in best.rows
    }:
        return False
    newest = _newest(best)
    if other.dated:
        told = _newest(other)
        return newest is not None and (told is None or told < newest)
    return len(other.rows) >= FEWEST


def _stands_behind_container(group: RowGroup, tree: Tree) -> bool:
    """Whether an empty list stands between the last words before the rows and the rows: those words head that list."""
    first = group.rows[0].element
    words = tree.owners[first.start - 1] if first.start else -1
    return any(words < one.index < first.index for one in empty_containers(tree))


def _newest(group: RowGroup) -> date | None:
    return max((row.said.on for row in group.rows if row.said.on), default=None)
