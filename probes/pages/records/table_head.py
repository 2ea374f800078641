"""Which column of a table holds the publish day, as its head says (表头)."""

import re

from probes.pages.document.tree import Element, Tree

#: Best first; 成文日期 and kin are only taken where nothing better stands.
_HEADS = (
    re.compile(r"发布(?!机构|单位|部门|者|人)|公开日|公开时间"),
    re.compile(r"更新(?!机构|单位|部门)|刊登|上网|公示时间|公布"),
    re.compile(r"^(?:日期|时间)$"),
    re.compile(r"成文|生成|发文|印发"),
)


def date_cell(tree: Tree, row: Element) -> Element | None:
    """The cell of a table row below the head that names its publish day, or None without such a head."""
    if row.tag != "tr":
        return None
    table = next((one for one in tree.above(row) if one.tag == "table"), None)
    if table is None:
        return None
    key = ("head", table.index)
    if key not in tree.notes:
        tree.notes[key] = _head(tree, table)
    head, names = tree.notes[key]
    if head is None or head is row:
        return None
    cells = _cells(tree, row)
    if len(names) != len(cells):
        return None
    for wanted in _HEADS:
        for name, cell in zip(names, cells, strict=True):
            if len(name) <= 8 and wanted.search(name):
                return cell
    return None


def _head(tree: Tree, table: Element) -> tuple[Element | None, list[str]]:
    """The first row of a table and what its cells say; none where it holds links."""
    head = next((one for one in tree.below(table) if one.tag == "tr"), None)
    if head is None or head.links:
        return None, []
    return head, [tree.text(cell).replace(" ", "") for cell in _cells(tree, head)]


def _cells(tree: Tree, row: Element) -> list[Element]:
    return [one for one in tree.below(row) if one.tag in ("td", "th") and one.parent == row.index]
