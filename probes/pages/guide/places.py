"""Where a line stands on a guide's page (行的位置): in which row and cell of a table, behind which heading, in the foot."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence, Set
from operator import attrgetter

from probes.pages.document.tree import Element, Tree
from probes.pages.guide.lines import TITLES, Line, names_element
from probes.pages.guide.materials import is_materials_head
from probes.pages.guide.told import EMPTY
from probes.pages.records.outline import Outline

#: Words of a page's foot, and not of what a matter is about (版权所有人, ICP备案证明).
_FOOT = re.compile(
    r"版权所有(?![人者权])|主办\s?[:：]|主办单位\s?[:：].{0,60}(?:承办|版权|技术支持|备案)|Copyright|(?:ICP|公网安)备(?:\s{0,3}(?:\d|$)|.{0,12}\d{4})|网站标识码|友情链接|网站声明",
    re.IGNORECASE,
)
_FOOT_NAME = re.compile(
    r"(?<![a-z])(?<!(?:box|tab)[-_])(?<!(?:card|item|list|form)[-_])(?<!(?:panel|modal|table|guide)[-_])(?<!detail[-_])(?<!(?:article|section|content)[-_])"
    r"(?:foot|footer|copyright)(?![a-z])"
)
#: Parts of a page that have a foot of their own.
_OWN_FOOT = frozenset({"article", "section", "main", "li"})
#: So many cells of a row are a name and its value; so many may be such in turn, and so a name looks there.
_ENOUGH = 2
_PAIRED, _LABEL = frozenset({2, 4, 6}), re.compile(r"[\u4e00-\u9fff（）()]{2,16}[:：]?")
#: A question is no longer.
LONGEST_QUESTION = 40


def row_of(outline: Outline, line: Line) -> Element | None:
    """The row of a table that a heading's text cannot leave, as a cell for it stands beside the heading."""
    row = nearest_row(outline.tree, line)
    return row if row is not None and len(outline.cells(row)) >= _ENOUGH else None


def nearest_row(tree: Tree, line: Line) -> Element | None:
    """The innermost row of a table around a line."""
    return next((one for one in around(tree, line) if one.tag == "tr"), None)


def spans_on(outline: Outline, row: Element, line: Line) -> Element | None:
    """The row of *line*, where it goes on with the *row* above it: all of it is one cell."""
    below = row_of(outline, line) or nearest_row(outline.tree, line)
    if below is None or below.parent != row.parent:
        return None
    return below if len(outline.cells(below)) == 1 else None


def around(tree: Tree, line: Line) -> Iterator[Element]:
    """The elements around a line, from the innermost out."""
    if line.holder >= 0:
        yield tree.elements[line.holder]
        yield from tree.above(tree.elements[line.holder])


def title_around(tree: Tree, line: Line) -> Element | None:
    """The title of a part of the page (`h1` to `h6`) that a line stands in."""
    return next((one for one in around(tree, line) if one.tag in TITLES), None)


def is_foot(tree: Tree, line: Line) -> bool:
    """Whether a line stands in the page's foot, whose address and telephone are the office's and not the matter's."""
    return is_foot_line(" ".join(line.parts)) or any(is_foot_box(tree, one) for one in around(tree, line))


def is_foot_box(tree: Tree, element: Element) -> bool:
    """Whether an element is tagged or named as a page's foot, and is not that of a part of the page."""
    if _FOOT_NAME.search(element.mark):
        return True
    return element.tag == "footer" and all(one.tag not in _OWN_FOOT for one in tree.above(element))


def is_foot_line(text: str) -> bool:
    """Whether a text has words of a page's foot."""
    return _FOOT.search(text) is not None


def rank_of(tree: Tree, number: int, within: Element | None = None) -> int:
    """Which title of a part of the page (1 for `h1`) a text stands in, not beyond the element *within*; 0 for none."""
    for one in tree.around_text(number):
        if one.tag in TITLES:
            return int(one.tag[1])
        if within is not None and one.index <= within.index:
            break
    return 0


def is_column(outline: Outline, line: Line) -> bool:
    """Whether a line stands in the head of columns of materials, somewhere in a table."""
    row = nearest_row(outline.tree, line)
    return row is not None and is_materials_head(outline, row)


def is_left(outline: Outline, line: Line) -> bool:
    """Whether a line is the left one of two cells of a row, or of a pair in a row of such, with words in the right one."""
    row = nearest_row(outline.tree, line)
    cells = outline.cells(row) if row is not None else ()
    if len(cells) not in _PAIRED or len(line.parts) > 1:
        return False
    place = bisect_right(cells, line.holder, key=attrgetter("index")) - 1
    if place < 0 or place % 2 or outline.length(cells[place]) > LONGEST_QUESTION:
        return False
    if EMPTY.fullmatch(outline.tree.text(cells[place + 1]).strip()):
        return False
    if len(cells) == _ENOUGH:
        return True
    labels, values = ([names_element(outline.tree.text(one)) for one in cells[n::2]] for n in (0, 1))
    return any(labels) and not any(values) and _LABEL.fullmatch(line.parts[0].strip()) is not None


def is_value_of(outline: Outline, line: Line, row: Element | None, heading: Line | None) -> bool:
    """Whether a line is the cell beside the heading right before it, in a row of these two: its words are no heading (网上办理)."""
    return (
        heading is not None
        and row is not None
        and len(outline.cells(row)) == _ENOUGH
        and nearest_row(outline.tree, line) == row
    )


def is_in_next_cell(outline: Outline, line: Line, heading: Line | None) -> bool:
    """Whether a line stands in the cell behind the one of the heading right before it: it is what that says."""
    row = nearest_row(outline.tree, line) if heading is not None else None
    if heading is None or row is None:
        return False
    cells = outline.cells(row)
    of_heading, of_line = (
        bisect_right(cells, one.holder, key=attrgetter("index")) - 1 for one in (heading, line)
    )
    return of_heading >= 0 and of_line == of_heading + 1


def behind(tree: Tree, line: Line) -> Element | None:
    """The element right behind the one that holds a line, in the same one; no line break."""
    if line.holder < 0:
        return None
    held = tree.elements[line.holder]
    one = tree.elements[held.last] if held.last < len(tree.elements) else None
    return one if one is not None and one.parent == held.parent and one.tag != "br" else None


def is_in_place(outline: Outline, line: Line, heading: Line | None) -> bool:
    """Whether a line stands in the one element beside that of the heading right before it, where nothing else stands around the two: it is what that says."""
    place = behind(outline.tree, heading) if heading is not None else None
    if place is None or not place.start <= line.start < place.end:
        return False
    return len(outline.cells(outline.tree.elements[place.parent])) == _ENOUGH


def filled_places(tree: Tree, lines: Sequence[Line | str]) -> Set[tuple[str, ...]]:
    """The kinds of places behind names of elements that hold their texts, somewhere on the page."""
    names = [one for one in lines if isinstance(one, Line) and names_element(" ".join(one.parts))]
    places = [(one, place) for one in names if (place := behind(tree, one)) is not None]
    return {
        _kind_of(tree, one, place)
        for one, place in places
        if place.start < place.end and not names_element(tree.texts[place.start])
    }


def is_left_blank(tree: Tree, heading: Line, filled: Set[tuple[str, ...]]) -> bool:
    """Whether the place for a *heading*'s text is blank, and those of others of its kind are *filled*."""
    place = behind(tree, heading)
    return place is not None and place.start == place.end and _kind_of(tree, heading, place) in filled


def _kind_of(tree: Tree, heading: Line, place: Element) -> tuple[str, ...]:
    """How a heading and the *place* for its text are set."""
    return tree.elements[heading.holder].key, place.key, tree.elements[place.parent].key


def comes_next(tree: Tree, line: Line, heading: Line | None) -> bool:
    """Whether a line stands right behind the heading before it, or in the very element behind that one, as a picture of a telephone does."""
    if heading is None or heading.holder < 0:
        return False
    if line.holder == tree.elements[heading.holder].parent:
        return True
    if tree.elements[heading.holder].last >= len(tree.elements):
        return False
    box = tree.elements[tree.elements[heading.holder].last]
    return line.holder in range(box.index, box.last)


def is_beside(outline: Outline, line: Line, heading: Line) -> bool:
    """Whether a line stands in the row of the heading right before it."""
    row = nearest_row(outline.tree, line)
    return row is not None and row == nearest_row(outline.tree, heading)
