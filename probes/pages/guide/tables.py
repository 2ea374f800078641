"""Tables of a guide (办事指南表格): materials, groups side by side above their texts, a heading beside several rows."""

from itertools import chain

from probes.pages.dates.dates import narrow
from probes.pages.document.seen import PICTURE
from probes.pages.document.tree import Element
from probes.pages.guide.headings import groups_of
from probes.pages.guide.materials import is_materials_table
from probes.pages.guide.told import EMPTY, OWN_NAME, Sections
from probes.pages.records.outline import Outline


def read_table(outline: Outline, table: Element, found: Sections) -> set[int]:
    """What *table* tells that its lines alone do not; the numbers of the texts that need no other reading."""
    if is_materials_table(outline, table):
        return _read_materials(outline, table, found)
    return _read_upright(outline, table, found) or _read_spanned(outline, table, found)


def _read_materials(outline: Outline, table: Element, found: Sections) -> set[int]:
    """The rows of a table of materials, its head left out; the numbers of its texts."""
    rows = [one for one in outline.tree.below(table) if one.tag == "tr"]
    found.head(("办理材料",), "材料名称")
    for row in rows[1:]:
        found.add(("办理材料",), outline.tree.text(row))
    return set(range(table.start, table.end))


def _read_upright(outline: Outline, table: Element, found: Sections) -> set[int]:
    """A table whose head row names two or more groups, with their texts in the columns below; the numbers of its texts."""
    rows = [one for one in outline.tree.below(table) if one.tag == "tr"]
    for head, *below in (rows[n:] for n in range(min(2, len(rows)))):
        cells = outline.cells(head)
        named = [groups_of(outline.tree.text(cell)) for cell in cells]
        if sum(map(bool, named)) < 2 or sum(map(bool, named)) * 2 <= len(cells) or not below:
            continue
        values = [outline.cells(row) for row in below]
        if any(len(row) != len(cells) for row in values[:1]) or any(
            groups_of(outline.tree.text(row[0])) for row in values if row
        ):
            continue
        for cell, groups in zip(cells, named, strict=True):
            found.head(groups, outline.tree.text(cell))
        for row in values:
            for cell, groups in zip(row, named, strict=False):
                found.add(
                    groups,
                    narrow(outline.tree.text(cell)).replace(
                        PICTURE, "流程图" if "办理流程" in groups else ""
                    ),
                )
        return set(range(table.start, table.end))
    return set()


def _read_spanned(outline: Outline, table: Element, found: Sections) -> set[int]:
    """
    Headings that stand beside several rows (rowspan), with all that stands in these; the numbers of the texts.

    Where a name of its own begins such a row (联系方式 | 地址 | …) its text is told of both.
    """
    elements, taken = outline.tree.elements, set[int]()
    rows = [
        one
        for one in outline.tree.below(table)
        if one.tag == "tr" and table.index in (one.parent, elements[one.parent].parent)
    ]
    for n, row in enumerate(rows):
        cells = outline.cells(row)
        heading = next((one for one in cells if one.rows > 1 and groups_of(outline.tree.text(one))), None)
        if heading is None or heading.start in taken:
            continue
        groups = groups_of(outline.tree.text(heading))
        found.head(groups, outline.tree.text(heading))
        beside = [one for one in cells if one.index > heading.index]
        for line in (beside, *map(outline.cells, rows[n + 1 : n + heading.rows])):
            name, *rest = (
                map(outline.tree.text, line) if len(line) > 1 else ("", *map(outline.tree.text, line))
            )
            own = groups_of(name) if name not in OWN_NAME else ()
            found.head(own, name)
            value = narrow(" ".join(rest).replace(PICTURE, "图片"))
            whole = own or name in OWN_NAME or (EMPTY.fullmatch(value) and groups != ("办理材料",))
            found.add(tuple(dict.fromkeys((*groups, *own))), value if whole else f"{name} {value}")
            taken.update(chain.from_iterable(range(one.start, one.end) for one in line))
        taken.update(range(heading.start, heading.end))
    return taken
