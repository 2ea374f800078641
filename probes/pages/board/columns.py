"""The columns of a board's table (留言表格): what its head names, and the rows of as many cells below it."""

import re
from collections.abc import Iterator, Sequence

from probes.pages.board.below import heed_below, next_starts
from probes.pages.board.row import BoardRow, row_in
from probes.pages.board.signs import is_drawn, pictured
from probes.pages.board.words import OF_ANSWER, heading_of
from probes.pages.document.tree import Element, Tree
from probes.pages.records.outline import Outline

#: What a column must hold to tell its messages apart, the best first.
TITLES = ("title", "question", "number")
#: More children than this is a page, not a row; and a longer row says more than one message.
WIDEST, LONGEST_ROW, _LONGEST_HEAD = 14, 1500, 121
#: What several messages may share in one cell beside them; any other such cell makes the next row a part of its own message.
_SHARED = frozenset({"unit", "kind"})
#: But a day of asking too, where each row has the link of its own message.
_DAYS = frozenset({"submitted", "accepted", "listed"})

#: A forum counts the replies of whoever wrote one, and the day of the last is no office's; of a thread without one it is its own.
_COUNTS_REPLIES = re.compile(
    r"(?:回复|回帖|跟帖)\s?(?:数|量|次数|[/｜|])|(?:查看|点击|浏览|人气|阅读)\s?[/｜|]\s?回[复帖]"
)
_OF_ANYONE = re.compile(r"(?:最后|最新|最近)?(?:回复|回帖|跟帖)")


def heads_columns(outline: Outline, head: Element) -> Sequence[str | None]:
    """What the columns below a head hold; of several that tell a status only the answer's (受理状态 | 答复状态), and of a forum no day of a reply. Nothing where most of its words name nothing that we know."""
    if (
        not 2 <= len(outline.cells(head)) <= WIDEST
        or outline.length(head) > _LONGEST_HEAD
        or outline.has_field(head)
    ):
        return ()
    words = [outline.tree.text(one).strip() for one in outline.cells(head)]
    names = list(map(heading_of, words))
    spoken = sum(any(map(str.isalnum, one)) for one in words)  # a cell may only part others (|)
    if len([one for one in names if one]) * 2 <= spoken:
        return ()
    if any(map(_COUNTS_REPLIES.match, words)):
        names = [
            None if name == "answered" and _OF_ANYONE.match(word) else name
            for name, word in zip(names, words, strict=True)
        ]
    if names.count("status") > 1 and any(OF_ANSWER.match(one) for one in words):
        return [
            None if name == "status" and not OF_ANSWER.match(text) else name
            for name, text in zip(names, words, strict=True)
        ]
    return names


def rows_below(
    outline: Outline, head: Element, names: Sequence[str | None]
) -> list[tuple[Element, Sequence[Element], BoardRow]]:
    """Elements of as many cells as the head has, behind it in the same container, with their cells: also the office beside several rows."""
    elements = outline.tree.elements
    for container in _containers(outline.tree, head):
        found = list[tuple[Element, Sequence[Element], BoardRow]]()
        shared, at = _Shared(outline, names), head.last
        while at < container.last:
            one = elements[at]
            cells = shared.with_own(one, outline.cells(one)) if one.tag == "tr" else outline.cells(one)
            if len(cells) == len(names) and _is_row(outline, one, head):
                found.append((one, cells, _cells_row(outline, one, cells, names)))
                at = one.last
            else:
                at += 1
        if found:
            rows = [(one, row) for one, _, row in found]
            heed_below(outline.tree, rows, next_starts(outline.tree, [one for one, _ in rows]))
            return found
    return []


class _Shared:
    """The cells of a table that stand beside further rows."""

    def __init__(self, outline: Outline, names: Sequence[str | None]) -> None:
        self._outline, self._names, self._parent = outline, names, -1
        self._titled = _titled(names)
        self._beside: dict[int, tuple[Element, int]] = {}  #: by column, with how many rows are left

    def with_own(self, row: Element, own: Sequence[Element]) -> Sequence[Element]:
        """The cells of a *row* with those of rows above that stand beside it too."""
        if row.parent != self._parent:
            self._parent, self._beside = row.parent, {}
        if len(own) >= len(self._names):  # a row that is whole has nothing beside it, whatever was said above
            self._beside = {}
        cells = list(own)
        for column, (cell, left) in sorted(self._beside.items()):
            cells.insert(column, cell)
            self._beside[column] = cell, left - 1
        self._beside = {column: kept for column, kept in self._beside.items() if kept[1]}
        if len(cells) != len(self._names):
            return cells
        linked = self._outline.links(cells[self._titled]) > 0
        for column, (name, cell) in enumerate(zip(self._names, cells, strict=True)):
            if name in _DAYS and cell.parent != row.index and not linked:
                return own
            if cell.parent == row.index and cell.rows > 1 and (name in _SHARED or (linked and name in _DAYS)):
                self._beside[column] = cell, cell.rows - 1
        return cells


def _titled(names: Sequence[str | None]) -> int:
    """The column that names a message best."""
    return next(names.index(one) for one in TITLES if one in names)


def _is_row(outline: Outline, element: Element, head: Element) -> bool:
    """Whether an element of as many cells as the head is no table's body or list with as many rows as its head has cells."""
    cells = outline.cells(element)
    return (
        (element.tag == "tr" or head.tag != "tr")
        and outline.length(element) <= LONGEST_ROW + 1
        and not all(len(outline.cells(one)) == len(cells) for one in cells)
    )


def _containers(tree: Tree, head: Element) -> Iterator[Element]:
    for n, above in enumerate(tree.above(head)):
        if (above.tag == "body" and n > 0) or n >= (2 if head.tag != "tr" else 3):
            return
        yield above


def _cells_row(
    outline: Outline, element: Element, cells: Sequence[Element], names: Sequence[str | None]
) -> BoardRow:
    row = row_in(outline.tree, element, cells[_titled(names)])
    row.columns = True
    for cell, noun in zip(cells, names, strict=True):
        if noun is not None and noun not in row.texts:
            text = outline.tree.text(cell) or pictured(outline.tree, cell)
            if text or not is_drawn(outline.tree, cell):
                row.texts[noun] = text
    return row
