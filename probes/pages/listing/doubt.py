"""When a box of rows may be another than the page's list (列表存疑): nothing shows that it is the column's own, and something speaks against it."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import islice, pairwise, takewhile

from probes.pages.document.elsewhere import asks_elsewhere, opens_scripts, own_frames
from probes.pages.document.markup import PageSource
from probes.pages.document.tree import Element, Tree
from probes.pages.listing.blank import has_bare_container, own_texts, speaks_of_nothing
from probes.pages.listing.script_lists import (
    SCRIPT_LIST,
    count_script_blocks,
    empty_containers,
    named_containers,
    script_list,
)
from probes.pages.records.crumbs import column_names, crumb_name, crumbs_at
from probes.pages.records.extent import days_up_to
from probes.pages.records.groups import (
    calls_another,
    find_groups,
    heading_over,
    is_column_head,
    stands_aside,
)
from probes.pages.records.headlines import list_below
from probes.pages.records.own_place import FEWEST, are_mixed, lie_in_folder, pager_behind
from probes.pages.records.row_group import RowGroup
from probes.pages.records.unlinked import unlinked_records

#: Why a page's list was not told.
IN_DOUBT = "list_in_doubt"
#: So many rows are the list beside half as many under a heading, and alone in the part of the page that holds its crumbs.
_MANY = 10
#: Boxes of elsewhere have no more rows.
_LARGEST = 20
#: So many texts may stand between a pager and the rows below it: a table's head.
_HEADS = 6
#: So few names of columns are a table's head.
_FEWEST_HEADS = 2
#: Elements into which scripts put lists.
_PLACES = frozenset({"div", "ul", "ol", "dl", "table", "tbody", "section"})
_LISTS, _TABLES = frozenset({"ul", "ol", "dl", "tbody"}), frozenset({"table"})
_SPINNER = re.compile(r"加载|稍[候等后]|loading", re.IGNORECASE)
_SPINS, _INLINE = (
    re.compile(r"load|more|spin|wait"),
    frozenset({"span", "i", "b", "em", "a", "font", "strong"}),
)
#: The ids of a page, in lower case, and the names of elements in its scripts.
_IDS = re.compile(r"""\sid\s?=\s?["']?([\w-]{1,80})""")
_NAMES = re.compile(r"""[#"']([\w-]{2,80})["' ]""")
#: What such a place is named that holds a pager or parts two boxes, and what one that holds a page's content.
_NO_PLACE = re.compile(
    r"page|pagin|more|fenye|fanye|(?<![a-z])(?:pg|fy|clear|line|blank|space|end|bottom|ads?|qr|nav|header|footer?|hits|visits?)(?![a-z])|menu|login|share|weather|search|diy"
)
_OF_CONTENT = re.compile(
    r"list|news|article|cont|info|data|notice|item|rows|main|result|(?<![a-z])(?:app|root|lst|lb|gk|tb|con|box|right|body|wrap)(?![a-z])"
)


def is_in_doubt(
    best: RowGroup,
    groups: Sequence[RowGroup],
    parts: PageSource,
    tree: Tree,
    url: str,
    waits: bool,
    now: datetime | None,
) -> bool:
    """
    Whether the *best* of the groups may be a box of elsewhere, whose days would be newer than the list's.

    Never where it lies in the column's folder, its pager follows it or its heading is the column's name. Else, unless it stands alone in the part of the page that holds its crumbs, where it
    stands aside, where a script fills a list (*waits*), where the page says that it has nothing or has a text of its own, and where other rows could be the list and are older.
    """
    if lie_in_folder(tree, best.rows, url):
        return False
    if not best.dated:
        return _is_dated_in_part(best)
    pages, behind = pager_behind(tree, best.rows)
    start, end = best.rows[0].element.start, best.rows[-1].element.end
    names = (*column_names(parts.markup), *crumb_name(tree))
    others = list(_others(best, groups, tree, parts, url, now))
    if not best.headed and (
        _are_several(tree, best) or (pages and _is_before_place(tree, best, parts.markup))
    ):
        return True
    if (best.own or pages) and not _holds_empty(tree, end):
        return pages and _is_pager_of_more(tree, best, others, parts, names, behind)
    if best.headed and not _stands_behind_container(best, tree):
        below = list_below(tree, best, groups)
        return below is not None and (_newest(below) or date.min) > (_newest(best) or date.min)
    shown_names = names if best.named else ()
    alone = _is_alone(tree, best, groups)
    if (best.aside and not alone) or best.other_box or end <= crumbs_at(tree)[0]:
        return True
    if speaks_of_nothing(tree, start, _behind_spinner(tree, best), shown_names) or _waits_for_rows(
        tree, best
    ):
        return True
    if len(best.rows) <= _LARGEST and (_has_text(tree, best, alone, shown_names) or own_frames(parts)):
        return True
    if alone:
        return False
    if len(best.rows) <= _LARGEST and _has_place(tree, parts, names, tree.elements):
        return True
    if (waits or has_bare_container(parts, tree)) and not _comes_first(best, parts, tree, waits, names):
        return True
    return any(_may_be_instead(one, best, tree) for one in others) or _is_pooled(best, others, tree)


def _others(
    best: RowGroup, groups: Sequence[RowGroup], tree: Tree, parts: PageSource, url: str, now: datetime | None
) -> Iterator[RowGroup]:
    """The groups beside the *best*; those without links too, where some days stand outside all rows that link on."""
    yield from (one for one in groups if one is not best)
    if len(best.rows) <= _LARGEST and best.rows[0].href and _tells_more_days(tree, groups):
        yield from find_groups(tree, parts.markup, unlinked_records(tree, now), url)


def _is_pager_of_more(
    tree: Tree,
    best: RowGroup,
    others: Sequence[RowGroup],
    parts: PageSource,
    names: Sequence[str],
    behind: int,
) -> bool:
    """Whether the pager that follows a group may be that of others: they stand right behind it, or before the group in the element that holds both; so may an empty place."""
    first, last = best.rows[0].element, best.rows[-1].element
    around = next((one for one in tree.above(last) if one.end > last.end), tree.elements[0])
    return any(
        (
            last.end <= one.rows[0].element.start <= behind + _HEADS
            and not heading_over(tree, one.rows[0].element)
        )
        or (around.start <= one.rows[0].element.start < one.rows[-1].element.end <= first.start)
        for one in others
        if _may_be_instead(one, best, tree)
    ) or _has_place(tree, parts, names, tree.elements[around.index : first.index])


def _are_several(tree: Tree, group: RowGroup) -> bool:
    """
    Whether the rows are those of several boxes with nothing between, none of which goes on with the list of the first.

    A list in parts has lists side by side, or parts of one size, the last of which may be smaller.
    """
    sizes = Counter(row.element.parent for row in group.rows)
    boxes = [tree.elements[number] for number in sizes]
    boxes = [tree.elements[one.parent] if one.tag == "tbody" else one for one in boxes]
    counts = list(sizes.values())
    first, last = counts[0], counts[-1]
    if len(boxes) < 2 or len(boxes) * 2 > len(group.rows) or (set(counts[:-1]) == {first} and last <= first):
        return False
    if any(one.end != other.start for one, other in pairwise(boxes)):
        return False
    return len({one.parent for one in boxes}) > 1 or boxes[0].tag not in _TABLES | _LISTS


def _behind_spinner(tree: Tree, group: RowGroup) -> int:
    """The first text behind the rows and the words right below them in their own box (加载中): more of them is waited for, not the first."""
    end = group.rows[-1].element.end
    is_spinner = end < len(tree.texts) and _SPINNER.search(tree.texts[end]) is not None
    return end + 1 if is_spinner and _stands_beside(tree, group, end) else end


def _stands_beside(tree: Tree, group: RowGroup, number: int) -> bool:
    """Whether a text is all that an element beside the rows of a group, or beside the list that they are, says; no place for a list has its name."""
    box = tree.elements[group.rows[0].element.parent]
    box = tree.elements[box.parent] if box.tag == "tbody" else box
    around = list(islice(tree.around_text(number), 4))
    depth = next((n for n, one in enumerate(around) if one.parent in (box.index, box.parent)), -1)
    beside = around[depth]
    return (
        depth >= 0
        and beside.end - beside.start == 1
        and not _OF_CONTENT.search(beside.mark)
        and (_SPINS.search(beside.mark) is not None or all(one.tag in _INLINE for one in around[:depth]))
    )


def _tells_more_days(tree: Tree, groups: Sequence[RowGroup]) -> bool:
    """Whether some days stand outside all rows that link on: rows without links may have them."""
    days = days_up_to(tree)
    inside = sum(days[row.element.end] - days[row.element.start] for one in groups for row in one.rows)
    return days[-1] - inside >= FEWEST


def _waits_for_rows(tree: Tree, group: RowGroup) -> bool:
    """Whether a table of the page has a head and no rows, and is not itself the head right before the rows of the group."""
    first = group.rows[0].element
    beside = next((one.parent for one in tree.above(first)), -1)
    return any(
        one.tag == "table"
        and _FEWEST_HEADS <= one.end - one.start <= _HEADS
        and all(is_column_head(text) for text in tree.parts(one))
        and (one.end != first.start or (first.tag != "tr" and one.parent != beside))
        for one in tree.elements
    )


def _is_dated_in_part(group: RowGroup) -> bool:
    """Whether some boxes of a group without days have them in every row, and others in none: one of the two kinds is no part of the list."""
    told = Counter(row.element.parent for row in group.rows if row.said.is_stated)
    boxes = Counter(row.element.parent for row in group.rows)
    return any(count >= FEWEST for count in told.values()) and all(
        told[box] in (0, count) for box, count in boxes.items()
    )


def _is_pooled(best: RowGroup, others: Sequence[RowGroup], tree: Tree) -> bool:
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


def _holds_empty(tree: Tree, number: int) -> bool:
    """Whether an empty list stands before a text and behind the one before it: the pager that follows is that list's."""
    return any(one.start == number for one in empty_containers(tree))


def _is_before_place(tree: Tree, group: RowGroup, markup: str) -> bool:
    """Whether an empty place that a script may fill, as it has an id, stands between a group and the pager: that pager is the place's."""
    last = group.rows[-1].element
    behind = takewhile(lambda one: one.start == last.end, islice(tree.elements, last.last, None))
    empty = [one for one in behind if one.end == last.end and one.tag in _PLACES]
    ids = _ids(markup) if empty else frozenset[str]()
    return any(_is_place(one, ids) for one in empty)


def _is_place(element: Element, ids: frozenset[str]) -> bool:
    """Whether an element holds nothing and has an id, by which a script may fill it."""
    return (
        element.tag in _PLACES
        and not (element.children or element.hidden or element.start < element.end)
        and element.mark != ""
        and _NO_PLACE.search(element.mark) is None
        and _last_name(element) in ids
    )


def _has_text(tree: Tree, best: RowGroup, alone: bool, names: Sequence[str]) -> bool:
    """Whether the content of a page has a text of its own beside the *best* group: behind the crumbs and in their part; a sentence about the column is none."""
    start, end = best.rows[0].element.start, best.rows[-1].element.end + _HEADS
    some = len(best.rows) >= FEWEST
    first, part = crumbs_at(tree)[0] if some else 0, _crumbs_part(tree, best) if some else None
    texts = (
        one
        for one in own_texts(tree, start, end)
        if one >= first and (part is None or part.start <= one < part.end)
    )
    return any(
        not (
            (alone or _stands_beside(tree, best, one))
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


def _has_place(tree: Tree, parts: PageSource, names: Sequence[str], among: Sequence[Element]) -> bool:
    """Whether one *among* the elements of a page is an empty place in its content (some text before it and behind, no heading of hot news over it) that a script may fill."""
    asks = asks_elsewhere(parts.scripts, parts.markup)
    if not (asks or opens_scripts(parts)):
        return False
    ids, named = _ids(parts.markup), frozenset(_NAMES.findall(parts.scripts.lower()) if asks else ())
    return any(
        0 < one.start < len(tree.texts)
        and (one.tag in _LISTS or _OF_CONTENT.search(one.mark) or _last_name(one) in named)
        and _is_place(one, ids)
        and not _is_elsewhere(tree, one, names)
        for one in among
    )


def _is_elsewhere(tree: Tree, place: Element, names: Sequence[str]) -> bool:
    """Whether a place stands beside the content, or under a heading that calls it another (热点, 排行) than the column of these *names*."""
    return stands_aside(tree, place) or calls_another(heading_over(tree, place), names)


def _ids(markup: str) -> frozenset[str]:
    return frozenset(_IDS.findall(markup.lower()))


def _last_name(element: Element) -> str:
    """The last class or the id of an element: the id, where it has one."""
    return element.mark.rpartition(" ")[2]


def _comes_first(best: RowGroup, parts: PageSource, tree: Tree, waits: bool, names: Sequence[str]) -> bool:
    """
    Whether rows under no heading come before all empty lists of the page, each under a heading of another name, and nothing else waits for a script.

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
        _is_elsewhere(tree, one, names)
        or (
            len(best.rows) >= _MANY
            and one.index > last
            and (heading := heading_over(tree, one))
            and heading not in names
        )
        for one in empty_containers(tree)
    )


def _may_be_instead(other: RowGroup, best: RowGroup, tree: Tree) -> bool:
    """Whether another group may be the list as well, and its newest row is older or tells no day; half as many rows are none where they alone stand under a heading."""
    if other.aside or other.other_box or other.foreign or other.preview or are_mixed(other.rows, best.rows):
        return False
    if len(best.rows) >= max(_MANY, len(other.rows)) and _are_parted_by_crumbs(tree, best, other):
        return False
    if {row.href for row in other.rows} <= {row.href for row in best.rows}:
        return False
    is_large = len(best.rows) >= max(_MANY, 2 * len(other.rows))
    is_headed = is_large and not best.heading and heading_over(tree, other.rows[0].element) != ""
    if is_headed or (is_large and not best.heading and _stands_over(tree, other, best)):
        return False
    newest = _newest(best)
    if other.dated:
        told = _newest(other)
        return newest is not None and (told is None or told < newest)
    return len(other.rows) >= FEWEST


def _crumbs_part(tree: Tree, group: RowGroup) -> Element | None:
    """The element that holds the page's crumbs and the rows below them, where that is not the whole page: the column's own part of it."""
    first, behind = crumbs_at(tree)
    if not first < behind <= group.rows[0].element.start:
        return None
    around = next((one for one in tree.above(group.rows[0].element) if one.start <= first), None)
    return around if around is not None and around.tag != "body" else None


def _holds(part: Element, group: RowGroup) -> bool:
    return part.start <= group.rows[0].element.start < part.end


def _are_parted_by_crumbs(tree: Tree, best: RowGroup, other: RowGroup) -> bool:
    """Whether the column's own part of the page holds the *best* group and not the other."""
    part = _crumbs_part(tree, best)
    return part is not None and not _holds(part, other)


def _stands_over(tree: Tree, other: RowGroup, best: RowGroup) -> bool:
    """Whether nothing stands between the crumbs of the column's own part and the *other* rows, nor between these and the *best*: they are the head of that list."""
    part, behind = _crumbs_part(tree, best), crumbs_at(tree)[1]
    first, last = other.rows[0].element.start, other.rows[-1].element.end
    return part is not None and behind == first and last == best.rows[0].element.start


def _is_alone(tree: Tree, best: RowGroup, groups: Sequence[RowGroup]) -> bool:
    """Whether the column's own part of the page holds many rows, as no other part does, and neither another group nor an empty place."""
    part, count = _crumbs_part(tree, best), len(best.rows)
    if part is None or count < _MANY or best.rows[0].element.hidden:
        return False
    others = [one for one in groups if one is not best]
    return not any(_holds(part, one) or len(one.rows) >= count for one in others) and not any(
        one.tag in _PLACES
        and one.start == one.end
        and (one.tag in _LISTS or not one.children)
        and not _NO_PLACE.search(one.mark)
        for one in tree.below(part)
    )


def _stands_behind_container(group: RowGroup, tree: Tree) -> bool:
    """Whether an empty list stands between the last words before the rows and the rows: those words head that list."""
    first = group.rows[0].element
    words = tree.owners[first.start - 1] if first.start else -1
    return any(words < one.index < first.index for one in empty_containers(tree))


def _newest(group: RowGroup) -> date | None:
    return max((row.said.on for row in group.rows if row.said.on), default=None)
