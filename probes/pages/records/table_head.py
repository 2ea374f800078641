"""Which column of a table holds the publish day and which the title, as its head says (表头)."""

import re

from probes.pages.document.tree import Element, Tree

#: Best first; 成文日期 and kin are only taken where nothing better stands.
_HEADS = (
    re.compile(r"发布(?!机构|单位|部门|者|人)|公开日|公开时间"),
    re.compile(r"更新(?!机构|单位|部门)|刊登|上网|公示(?:时间|日期)|公布"),
    re.compile(r"^(?:日期|时间)$"),
    re.compile(r"成文|生成|发文|印发"),
)
_TITLES = re.compile(
    r"(?:文件|信息|公告|通知|项目|事项|稿件|新闻)?(?:标题|名称|题名|题目|主题)|标题\(?名称\)?"
)


def date_cell(tree: Tree, row: Element) -> Element | None:
    """The cell of a table row below the head that names its publish day, or None without such a head."""
    named = _named_cells(tree, row)
    return next(
        (cell for wanted in _HEADS for name, cell in named if len(name) <= 8 and wanted.search(name)), None
    )


def title_cell(tree: Tree, row: Element) -> Element | None:
    """The cell of a table row below the head that names its title, or None without such a head."""
    return next((cell for name, cell in _named_cells(tree, row) if _TITLES.fullmatch(name)), None)


def _named_cells(tree: Tree, row: Element) -> list[tuple[str, Element]]:
    """The cells of a table row, each with what the head calls its column."""
    if row.tag != "tr":
        return []
    table = next((one for one in tree.above(row) if one.tag == "table"), None)
    if table is None:
        return []
    key = ("head", table.index)
    if key not in tree.notes:
        tree.notes[key] = _head(tree, table)
    head, names = tree.notes[key]
    cells = _cells(tree, row)
    return (
        []
        if head is None or head is row or len(names) != len(cells)
        else list(zip(names, cells, strict=True))
    )


def _head(tree: Tree, table: Element) -> tuple[Element | None, list[str]]:
    """The first row of a table and what its cells say; none where it holds links."""
    head = next((one for one in tree.below(table) if one.tag == "tr"), None)
    if head is None or head.links:
        return None, []
    return head, [tree.text(cell).replace(" ", "") for cell in _cells(tree, head)]


def _cells(tree: Tree, row: Element) -> list[Element]:
    return [one for one in tree.below(row) if one.tag in ("td", "th") and one.parent == row.index]
