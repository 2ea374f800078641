"""When a box of rows may be another than the page's list (列表存疑): nothing shows that it is the column's own, and something speaks against it."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from itertools import islice

from probes.pages.document.elsewhere import own_frames
from probes.pages.document.markup import PageSource
from probes.pages.document.tree import Element, Tree
from probes.pages.listing.blank import has_bare_container, own_texts, speaks_of_nothing
from probes.pages.listing.parts_beside import (
    heads_another,
    holds_content_beside,
    is_behind_items,
    is_behind_texts,
    stands_under_another,
)
from probes.pages.listing.places import (
    LISTS,
    MANY,
    NO_PLACE,
    OF_CONTENT,
    PLACES,
    comes_first,
    has_place,
    is_before_place,
    stands_behind_container,
)
from probes.pages.listing.pooled import (
    are_several,
    begins_anew,
    grows_newer_at_length,
    is_dated_in_part,
    is_pooled,
    list_of,
)
from probes.pages.records.crumbs import crumbs_at, part_apart, part_around
from probes.pages.records.extent import days_up_to
from probes.pages.records.groups import find_groups
from probes.pages.records.halves import are_halves, days_of, go_on
from probes.pages.records.headings import heading_over, is_column_head, number_over
from probes.pages.records.headlines import goes_before, is_box_over_list, list_below
from probes.pages.records.own_place import (
    FEWEST,
    are_mixed,
    lie_in_folder,
    lie_in_one_below,
    pager_behind,
    pages_of,
)
from probes.pages.records.pagers import turns_no_page
from probes.pages.records.row_group import RowGroup
from probes.pages.records.unlinked import unlinked_records

#: Why a page's list was not told.
IN_DOUBT = "list_in_doubt"
#: Boxes of elsewhere have no more rows.
_LARGEST = 20
#: And hardly ever so many beside a list, on a page without crumbs.
_VERY_MANY = 15
#: So many texts may stand between a pager and the rows below it: a table's head.
_HEADS = 6
#: So few names of columns are a table's head.
_FEWEST_HEADS = 2
_SPINNER = re.compile(r"加载|稍[候等后]|loading", re.IGNORECASE)
_SPINS, _INLINE = (
    re.compile(r"load|more|spin|wait|pull"),
    frozenset({"span", "i", "b", "em", "a", "font", "strong"}),
)


@dataclass(kw_only=True, eq=False)
class Scene:
    """The *best* of a page's groups of rows, and what stands around it."""

    best: RowGroup
    groups: Sequence[RowGroup]
    parts: PageSource
    tree: Tree
    names: Sequence[str]  #: what the page calls its column
    url: str
    waits: bool  #: a script fills a list of the page
    now: datetime | None

    @cached_property
    def others(self) -> Sequence[RowGroup]:
        """The groups beside the best, without those before the crumbs over it."""
        return [one for one in _others(self) if one.rows[-1].element.end > self.first]

    @cached_property
    def first(self) -> int:
        """The first text that may be the column's own: that of the crumbs, where they stand over the best; else 0."""
        first, behind = crumbs_at(self.tree)
        return first if first < behind <= self.best.rows[0].element.start else 0

    @cached_property
    def within(self) -> Sequence[Element]:
        """The elements that do not end before the crumbs over the best."""
        return (
            [one for one in self.tree.elements if one.end > self.first] if self.first else self.tree.elements
        )

    @cached_property
    def is_alone(self) -> bool:
        """Whether the best stands alone in the part of the page that holds its crumbs: it is the list whatever waits elsewhere."""
        return _is_alone(self.tree, self.best, self.groups)

    @property
    def is_small(self) -> bool:
        """Whether the best may be a box."""
        return len(self.best.rows) <= _LARGEST


def doubt_of(scene: Scene) -> str:
    """
    Why the best group may be a box of elsewhere, whose days would be newer than the list's: the id of the first doubt; "" for none.

    One where it is a half of a list whose other half is newer. None where it lies in the column's folder and not all of it in one below, where a pager of some pages follows it that can be no other's, or where its heading is the column's name. Else the first of DOUBTS.
    """
    best, tree = scene.best, scene.tree
    if any(_is_newer_half(one, best) for one in scene.groups if one is not best):
        return "newer_half"
    is_below = lie_in_one_below(tree, best.rows, scene.url)
    if lie_in_folder(tree, best.rows, scene.url) and not is_below:
        return ""
    if not best.dated:
        return "dated_in_part" if is_dated_in_part(best) else ""
    if begins_anew(tree, best, scene.names):
        return "several_lists"
    pages, behind = pager_behind(tree, best.rows)
    if not best.headed and are_several(tree, best):
        return "several_boxes"
    if not best.headed and pages and is_before_place(tree, best, scene.parts.markup):
        return "place_before_pager"
    if not best.headed and pages and grows_newer_at_length(best):
        return "several_lists"
    if (best.own and not is_below) or pages:
        if pages and _is_pager_of_more(scene, behind):
            return "pager_of_others"
        said = " ".join(tree.texts[best.rows[-1].element.end : behind])
        if not (pages and turns_no_page(said, len(best.rows))):
            return ""
    if best.headed and not (stands_behind_container(best, tree) or _is_of_another(scene)):
        below = list_below(tree, best, scene.groups)
        if below is not None and (below.newest or date.min) > (best.newest or date.min):
            return "newer_below"
        return "box_over_list" if is_box_over_list(tree, best, below, scene.groups, scene.url) else ""
    return next((id for id, speaks in DOUBTS if speaks(scene)), "")


def _is_box_of_links(scene: Scene) -> bool:
    best = scene.best
    return best.foreign and not best.named and len({row.element.parent for row in best.rows}) == 1


def _says_nothing(scene: Scene) -> bool:
    best = scene.best
    shown_names = scene.names if best.named else ()
    start, end = best.rows[0].element.start, _behind_spinner(scene.tree, best)
    return speaks_of_nothing(scene.tree, start, end, shown_names)


def _is_filled(scene: Scene) -> bool:
    is_awaited = scene.waits or has_bare_container(scene.parts, scene.tree)
    return is_awaited and not comes_first(
        scene.best, scene.parts, scene.tree, scene.waits, scene.names, scene.first
    )


#: What speaks against rows that nothing shows to be the column's own, in the order in which it is asked.
DOUBTS: tuple[tuple[str, Callable[[Scene], bool]], ...] = (
    ("aside", lambda scene: scene.best.aside and not scene.is_alone),
    ("other_box", lambda scene: scene.best.other_box),
    ("above_crumbs", lambda scene: scene.best.rows[-1].element.end <= crumbs_at(scene.tree)[0]),
    ("beside_crumbs", lambda scene: _is_beside_part(scene.tree, scene.best)),
    ("links_elsewhere", _is_box_of_links),
    ("says_nothing", _says_nothing),
    ("table_without_rows", lambda scene: _waits_for_rows(scene)),
    ("behind_text", lambda scene: scene.is_small and is_behind_texts(scene.tree, scene.best.rows[0].element.start)),
    ("behind_items", lambda scene: scene.is_small and is_behind_items(scene.tree, scene.best, scene.others, scene.url)),
    ("beside_text", lambda scene: scene.is_small and _has_text(scene)),
    ("beside_content", lambda scene: scene.is_small and holds_content_beside(scene.tree, scene.best, scene.others, scene.names, scene.first)),
    ("under_another", lambda scene: len(scene.best.rows) <= MANY and stands_under_another(scene.tree, scene.best, scene.names, scene.url)),
    ("frame", lambda scene: scene.is_small and bool(own_frames(scene.parts))),
    ("empty_place", lambda scene: not scene.is_alone and scene.is_small and has_place(scene.tree, scene.parts, scene.names, scene.within)),
    ("filled_by_script", lambda scene: not scene.is_alone and _is_filled(scene)),
    ("older_rows", lambda scene: not scene.is_alone and any(_may_be_instead(one, scene.best, scene.tree) for one in scene.others)),
    ("previews_before", lambda scene: scene.is_small and _is_behind_previews(scene)),
    ("several_lists", lambda scene: is_pooled(scene.best, scene.others, scene.tree)),
)  # fmt: skip


def _others(scene: Scene) -> Iterator[RowGroup]:
    """The groups beside the best; those without links too, where some days stand outside all rows that link on."""
    best, tree = scene.best, scene.tree
    yield from (one for one in scene.groups if one is not best)
    if scene.is_small and best.rows[0].href and _tells_more_days(tree, scene.groups):
        yield from find_groups(tree, scene.parts.markup, unlinked_records(tree, scene.now), scene.url)


def _is_pager_of_more(scene: Scene, behind: int) -> bool:
    """Whether the pager that follows the best may be that of others: they stand right behind it, or before the best in the element that holds both; so may an empty place."""
    best, tree = scene.best, scene.tree
    first, last = best.rows[0].element, best.rows[-1].element
    if any(goes_before(tree, one, best, scene.url) for one in scene.others):
        return True
    around = next((one for one in tree.above(last) if one.end >= behind), tree.elements[0])
    return any(
        (
            last.end <= one.rows[0].element.start <= min(behind + _HEADS, around.end - 1)
            and not heading_over(tree, one.rows[0].element)
        )
        or (around.start <= one.rows[0].element.start < one.rows[-1].element.end <= first.start)
        for one in scene.others
        if _may_be_instead(one, best, tree)
    ) or has_place(tree, scene.parts, scene.names, tree.elements[around.index : first.index])


def _behind_spinner(tree: Tree, group: RowGroup) -> int:
    """The first text behind the rows and the words right below them in their own box (加载中): more of them is waited for, not the first."""
    end = group.rows[-1].element.end
    is_spinner = end < len(tree.texts) and _SPINNER.search(tree.texts[end]) is not None
    return end + 1 if is_spinner and _stands_beside(tree, group, end) else end


def _stands_beside(tree: Tree, group: RowGroup, number: int) -> bool:
    """Whether a text is all that an element beside the rows of a group, or beside the list that they are, says; no place for a list has its name."""
    box = list_of(tree, group.rows[0].element)
    around = list(islice(tree.around_text(number), 4))
    depth = next((n for n, one in enumerate(around) if one.parent in (box.index, box.parent)), -1)
    beside = around[depth]
    return (
        depth >= 0
        and beside.end - beside.start == 1
        and not OF_CONTENT.search(beside.mark)
        and (_SPINS.search(beside.mark) is not None or all(one.tag in _INLINE for one in around[:depth]))
    )


def _tells_more_days(tree: Tree, groups: Sequence[RowGroup]) -> bool:
    """Whether some days stand outside all rows that link on: rows without links may have them."""
    days = days_up_to(tree)
    inside = sum(days[row.element.end] - days[row.element.start] for one in groups for row in one.rows)
    return days[-1] - inside >= FEWEST


def _waits_for_rows(scene: Scene) -> bool:
    """Whether a table of the page has a head and no rows, and is not itself the head right before the rows of the group."""
    tree, first = scene.tree, scene.best.rows[0].element
    beside = next((one.parent for one in tree.above(first)), -1)
    return any(
        one.tag == "table"
        and _FEWEST_HEADS <= one.end - one.start <= _HEADS
        and all(is_column_head(text) for text in tree.parts(one))
        and (one.end != first.start or (first.tag != "tr" and one.parent != beside))
        for one in scene.within
    )


def _is_behind_previews(scene: Scene) -> bool:
    """Whether boxes under headings that lead on stand between the crumbs and the rows, which stand under none: the page shows its columns, and the rows are a box beside them."""
    best, (first, behind) = scene.best, crumbs_at(scene.tree)
    return (best.heading == "" and first < behind) and any(
        one.preview
        and one.dated
        and not (one.aside or one.other_box)
        and behind <= one.rows[0].element.start < best.rows[0].element.start
        and len({row.element.parent for row in one.rows}) > 1
        for one in scene.others
    )


def _is_of_another(scene: Scene) -> bool:
    """Whether the heading right over the best is that of an empty place or a picture between the two, or of a frame in the part that holds it and the crumbs."""
    best, tree = scene.best, scene.tree
    if heads_another(tree, best):
        return True
    part = tree.apart(number_over(tree, best.rows[0].element), best.rows[0].element)
    first, behind = crumbs_at(tree)
    return part is not None and part.start <= first < behind < part.end and bool(own_frames(scene.parts))


def _has_text(scene: Scene) -> bool:
    """Whether the content of a page has a text of its own beside the best group: behind the crumbs and in their part; a sentence about the column is none."""
    best, tree, names = scene.best, scene.tree, scene.names if scene.best.named else ()
    start, end = best.rows[0].element.start, best.rows[-1].element.end + _HEADS
    some = len(best.rows) >= FEWEST
    first, part = crumbs_at(tree)[0] if some else 0, part_around(tree, best.rows[0].element) if some else None
    texts = (
        one
        for one in own_texts(tree, start, end)
        if one >= first and (part is None or part.start <= one < part.end)
    )
    return any(
        not (
            (scene.is_alone or _stands_beside(tree, best, one))
            and best.heading == ""
            and _is_of_column(tree, one, start, names)
        )
        for one in texts
    )


def _is_of_column(tree: Tree, number: int, start: int, names: Sequence[str]) -> bool:
    """Whether a text stands between the crumbs, or the column's name, and the rows that begin at *start*, with nothing else between."""
    between = tree.texts[number + 1 : start]
    return all(map(is_column_head, between)) and (
        number == crumbs_at(tree)[1] or tree.texts[number - 1] in names
    )


def _may_be_instead(other: RowGroup, best: RowGroup, tree: Tree) -> bool:
    """Whether another group may be the list as well, and its newest row is older or tells no day; half as many rows are none where they alone stand under a heading and the page has crumbs or very many rows."""
    if other.aside or other.other_box or other.foreign or other.preview or are_mixed(other.rows, best.rows):
        return False
    if pages_of(other) <= pages_of(best):
        return False
    is_large = len(best.rows) >= max(MANY, 2 * len(other.rows))
    first, behind = crumbs_at(tree)
    is_headed = (
        is_large
        and (first < behind or len(best.rows) >= _VERY_MANY)
        and not best.heading
        and heading_over(tree, other.rows[0].element) != ""
    )
    if is_headed or (is_large and not best.heading and _stands_over(tree, other, best)):
        return False
    newest = best.newest
    if other.dated:
        told = other.newest
        return newest is None or told is None or told < newest
    return len(other.rows) >= FEWEST


def _is_newer_half(other: RowGroup, best: RowGroup) -> bool:
    """Whether another group without a heading may be the other half of the list, or the list behind some rows on top of it (置顶), and its newest row is newer."""
    if best.heading or other.heading or other.aside or other.other_box or not other.dated:
        return False
    is_half = are_halves(best.rows, other.rows) or are_halves(other.rows, best.rows)
    is_rest = (
        len(best.rows) <= len(other.rows)
        and go_on(best.rows, other.rows)
        # a phone's list is the same
        and {row.href for row in best.rows}.isdisjoint(row.href for row in other.rows)
    )
    if not (is_rest or is_half):
        return False
    days, others = days_of(best.rows), days_of(other.rows)
    return not (days and others) or len(days[0]) != len(others[0]) or max(others) > max(days)


def _is_beside_part(tree: Tree, group: RowGroup) -> bool:
    """Whether the rows stand outside the element that holds the page's crumbs and more than these below: the column's own part, whatever it holds."""
    behind, part = crumbs_at(tree)[1], part_apart(tree, group.rows[0].element)
    if part is None or part.end > group.rows[0].element.start:
        return False
    return part.end - behind >= FEWEST or any(
        one.tag == "img" and one.start >= behind for one in tree.below(part)
    )


def _holds(part: Element, group: RowGroup) -> bool:
    return part.start <= group.rows[0].element.start < part.end


def _stands_over(tree: Tree, other: RowGroup, best: RowGroup) -> bool:
    """Whether nothing stands between the crumbs of the column's own part and the *other* rows, nor between these and the *best*: they are the head of that list."""
    part, behind = part_around(tree, best.rows[0].element), crumbs_at(tree)[1]
    first, last = other.rows[0].element.start, other.rows[-1].element.end
    return part is not None and behind == first and last == best.rows[0].element.start


def _is_alone(tree: Tree, best: RowGroup, groups: Sequence[RowGroup]) -> bool:
    """Whether the column's own part of the page holds many rows, as no other part does, and neither another group nor an empty place or a template."""
    part, count = part_around(tree, best.rows[0].element), len(best.rows)
    if part is None or count < MANY or best.rows[0].element.hidden:
        return False
    others = [one for one in groups if one is not best]
    if any("{{" in text for text in tree.parts(part)):
        return False
    return not any(_holds(part, one) or len(one.rows) >= count for one in others) and not any(
        one.tag in PLACES
        and one.start == one.end
        and (one.tag in LISTS or not one.children)
        and not NO_PLACE.search(one.mark)
        for one in tree.below(part)
    )
