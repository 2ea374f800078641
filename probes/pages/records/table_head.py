"""Which column of a table holds the publish day and which the title, as its head says (表头); of tables built of other elements too."""

import re
from itertools import islice

from probes.pages.dates.row_dates import is_others_label
from probes.pages.document.tree import Element, Tree

#: Best first; 成文日期 and kin are only taken where nothing better stands.
_HEADS = (
    re.compile(r"(?<![视音]频)(?<![解译][读文])发布(?!机构|单位|部门|者|人)|公开日|公开时间"),
    re.compile(r"刊登|上网|(?:公示|公告)(?:时间|日期)|公布"),
    re.compile(r"^(?:日期|时间)$"),
    re.compile(r"更新(?!机构|单位|部门)"),
    re.compile(r"成文|生成|发文|印发"),
)
#: Columns of days on which nothing was published, whose names are no such labels as 开标时间.
_OTHER_DAYS = re.compile(r"(?:截止|截至)(?:时间|日期?)?$|(?<!日)期$|限$|有效期|到期|预计|日期至$")
_TITLES = re.compile(
    r"(?:文件|信息|公告|通知|项目|事项|稿件|新闻)?(?:标题|名称|题名|题目|主题)|标题\(?名称\)?"
)
#: A head that is no table row says at least that one column holds days; so many columns it has, and so short are their names.
_DAYS_BELOW, _DIGIT = re.compile(r"日期|时间"), re.compile(r"\d")
_FEWEST, _MOST, _LONGEST = 2, 10, 8
#: So many boxes around its body the head of a table stands that a program drew (layui, Element).
_DEEP = 6


def day_cells(tree: Tree, row: Element) -> tuple[Element | None, list[Element]]:
    """The cell of a table row below the head that names its publish day, or None without such a head; and those below 开标时间, 实施日期 and kin."""
    named = _named_cells(tree, row)
    if not named:
        return None, []
    others = [cell for name, cell in named if _OTHER_DAYS.search(name) or is_others_label(name)]
    own = next(
        (
            cell
            for wanted in _HEADS
            for name, cell in named
            if len(name) <= _LONGEST and wanted.search(name) and cell not in others
        ),
        None,
    )
    return own, others


def title_cell(tree: Tree, row: Element) -> Element | None:
    """The cell of a table row below the head that names its title, or None without such a head."""
    return next((cell for name, cell in _named_cells(tree, row) if _TITLES.fullmatch(name)), None)


def _named_cells(tree: Tree, row: Element) -> list[tuple[str, Element]]:
    """The cells of a table row, each with what the head calls its column."""
    around = _table_of(tree, row)
    if around is None:
        return []
    key = ("head", around.index)
    if key not in tree.notes:
        tree.notes[key] = _head(tree, around) if around.tag == "table" else _built_head(tree, around)
    head, names = tree.notes[key]
    if head is None or head.index >= row.index:
        return []
    cells = _cells(tree, row)
    return list(zip(names, cells, strict=True)) if len(names) == len(cells) else []


def _table_of(tree: Tree, row: Element) -> Element | None:
    """The element whose rows share a head with *row*: its table, or what it stands in."""
    if row.tag == "tr":
        return next((one for one in tree.above(row) if one.tag == "table"), None)
    return tree.elements[row.parent] if row.parent >= 0 else None


def _head(tree: Tree, table: Element) -> tuple[Element | None, list[str]]:
    """The first row of a table and what its cells say; where it holds links or figures, that of a table of one row before it or before the box that holds it alone."""
    head = next((one for one in tree.below(table) if one.tag == "tr"), None)
    if head is None:
        return None, []
    if head.links or _DIGIT.search(tree.text(head)):
        around = islice((table, *tree.above(table)), _DEEP)
        before = next((one for box in around if (one := _before(tree, box)) is not None), None)
        rows = [one for one in tree.below(before) if one.tag == "tr"] if before is not None else []
        found = _as_head(tree, rows[0]) if len(rows) == 1 else (None, [])
        if head.links or found[0] is not None:
            return found
    return head, _names(tree, head)


def _built_head(tree: Tree, around: Element) -> tuple[Element | None, list[str]]:
    """The head among the elements inside *around*, or right before it."""
    for one in tree.children(around.index):
        if (found := _as_head(tree, one))[0] is not None:
            return found
    before = _before(tree, around)
    return _as_head(tree, before) if before is not None else (None, [])


def _before(tree: Tree, element: Element) -> Element | None:
    """The element right before *element*, beside it."""
    if element.parent < 0 or element.index == element.parent + 1:
        return None
    before = tree.elements[element.index - 1]
    while before.parent != element.parent:
        before = tree.elements[before.parent]
    return before


def _as_head(tree: Tree, element: Element) -> tuple[Element | None, list[str]]:
    """An element and its cells' names, where it can be a head: no link, short names without figures, one of them of a day."""
    count = element.end - element.start
    if element.links or not _FEWEST <= count <= _MOST or not _DAYS_BELOW.search(tree.text(element)):
        return None, []
    names = _names(tree, element)
    fits = len(names) >= _FEWEST and all(len(name) <= _LONGEST and not _DIGIT.search(name) for name in names)
    return (element, names) if fits else (None, [])


def _names(tree: Tree, row: Element) -> list[str]:
    return [tree.text(cell).replace(" ", "") for cell in _cells(tree, row)]


def _cells(tree: Tree, row: Element) -> list[Element]:
    """The cells of a row: of a table's its own, else the elements side by side in it, whatever wraps them."""
    if row.tag == "tr":
        return [one for one in tree.below(row) if one.tag in ("td", "th") and one.parent == row.index]
    while row.children == 1:
        row = tree.elements[row.index + 1]
    return [one for one in tree.below(row) if one.parent == row.index]
