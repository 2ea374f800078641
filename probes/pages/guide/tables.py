"""Tables of a guide (办事指南表格): materials, groups side by side above their texts, a heading beside several rows."""

import re
from collections.abc import Sequence, Set
from itertools import chain

from probes.pages.dates.dates import narrow
from probes.pages.document.seen import PICTURE
from probes.pages.document.tree import Element
from probes.pages.guide.headings import groups_of, is_other_heading
from probes.pages.guide.materials import (
    is_below_materials,
    is_materials_columns,
    is_materials_head,
    is_materials_table,
)
from probes.pages.guide.told import EMPTY, OWN_NAME, Sections, lists_papers
from probes.pages.records.outline import Outline

#: So many names beside each other are the head of columns; and what a telephone for complaints (投诉电话) does not tell.
_SIDE_BY_SIDE, _CALLED = 2, {"联系电话"}
_MATERIALS, _TIME = ("办理材料",), ("办理时间",)
#: The column of steps in a table of a process, which has further columns of any name (办理人, 审查标准).
_STEPS, _FEWEST_OF_STEPS = re.compile(r"(?:(?:办理|审批|办事|工作)?(?:环节|步骤)|流程(?=名称))(?:名称)?"), 3
#: Steps in the words of elements (提交申请材料); these are no shorter where they are none.
_DONE = re.compile(r"提[交供]|递交|准备|报送|补正|上传|填[写报]|接收|收取|核[对验]|审[核查]|领取")
#: The first column of rows that are counted.
_COUNTS = re.compile(r"序\s?号|编号|No\.?")
#: A column of papers that are handed in or given out.
_PAPERS = re.compile(r"证[件照](?:名称|种类)")
_GIVEN_OUT = re.compile(r"有效|发证|颁发|制发|核发|领取|结果")
_FIGURE, _SHORTEST_NAME = re.compile(r"\d"), 4


def read_table(outline: Outline, table: Element, found: Sections) -> set[int]:
    """What *table* tells that its lines alone do not; the numbers of the texts that need no other reading."""
    below = is_below_materials(outline.tree, table)
    if is_materials_table(outline, table, below=below) or _lists_papers(outline, table):
        return _read_materials(outline, table, found)
    if is_materials_table(outline, table, below=True):  # 序号, 证件名称: perhaps of what is given out
        found.doubt(_MATERIALS)
    return _read_upright(outline, table, found) or _read_spanned(outline, table, found)


def only_heads(outline: Outline) -> Set[int]:
    """The texts of tables that have a head, not of materials, and no rows below it (序号 | 文件标题 | 涉及条款): whether these are still to come is not known."""
    texts = set[int]()
    for table in (one for one in outline.tree.elements if one.tag == "table"):
        rows = [one for one in outline.tree.below(table) if one.tag == "tr" and one.start < one.end]
        cells = outline.cells(rows[0]) if len(rows) == 1 else ()
        if len(cells) < _FEWEST_OF_STEPS or rows[0].end - rows[0].start > len(cells):
            continue
        if is_materials_head(outline, rows[0]):
            continue
        if all(one.tag == "th" for one in cells) or _COUNTS.fullmatch(outline.tree.text(cells[0]).strip()):
            texts.update(range(table.start, table.end))
    return texts


def _lists_papers(outline: Outline, table: Element) -> bool:
    """Whether a column 证件名称 holds several papers that one hands in, and no column beside it says that they are given out."""
    head, *below = [
        [outline.tree.text(cell).strip() for cell in outline.cells(one)]
        for one in outline.tree.below(table)
        if one.tag == "tr"
    ] or [[]]
    place = next((n for n, name in enumerate(head) if _PAPERS.fullmatch(name)), -1)
    if place < 0 or any(map(_GIVEN_OUT.search, head)):
        return False
    papers = [row[place] for row in below if len(row) == len(head)]
    return lists_papers(papers) and sum(map(bool, papers)) == len(papers)


def _read_materials(outline: Outline, table: Element, found: Sections) -> set[int]:
    """The rows of a table of materials, its head left out; the numbers of its texts."""
    rows = [one for one in outline.tree.below(table) if one.tag == "tr"]
    found.head(_MATERIALS, "材料名称")
    for row in rows[1:]:
        found.add(_MATERIALS, outline.tree.text(row))
    return set(range(table.start, table.end))


def _read_upright(outline: Outline, table: Element, found: Sections) -> set[int]:
    """A table whose head row names two or more groups, or the steps of a process, with their texts in the columns below; the numbers of its texts."""
    rows = _rows_of(outline, table)
    for head, *below in (rows[n:] for n in range(min(2, len(rows)))):
        cells = outline.cells(head)
        named = [_named(outline.tree.text(cell).strip()) for cell in cells]
        values = [outline.cells(row) for row in below]
        of_steps = _is_of_steps(outline, cells, values)
        several = sum(map(bool, named)) >= _SIDE_BY_SIDE and sum(map(bool, named)) * 2 > len(cells)
        if not below or not (several or of_steps) or any(len(row) != len(cells) for row in values[:1]):
            continue
        if not of_steps and any(groups_of(outline.tree.text(row[0])) for row in values if row):
            continue
        if any(_STEPS.fullmatch(outline.tree.text(cell).strip()) for cell in cells) and _TIME in named:
            found.doubt(_TIME)  # it says how long each step takes
            named = [groups if groups != _TIME else () for groups in named]
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


def _is_of_steps(outline: Outline, head: Sequence[Element], below: Sequence[Sequence[Element]]) -> bool:
    """Whether a row is the *head* of a table of steps: one of its first columns is called so, and no name of an element stands below it."""
    names = [outline.tree.text(one).strip() for one in head]
    if len(names) < _FEWEST_OF_STEPS or not any(map(_STEPS.fullmatch, names[:2])):
        return False
    if any(map(_FIGURE.search, names)):
        return False
    texts = (outline.tree.text(cell).strip() for row in below for cell in row)
    return not any(len(one) >= _SHORTEST_NAME and groups_of(one) and not _DONE.match(one) for one in texts)


def _named(name: str) -> Sequence[str]:
    """The groups that a column is of."""
    return groups_of(name) or (("办理流程",) if _STEPS.fullmatch(name) else ())


def _rows_of(outline: Outline, table: Element) -> Sequence[Element]:
    """The rows of a table, without those of tables in its cells."""
    elements = outline.tree.elements
    return [
        one
        for one in outline.tree.below(table)
        if one.tag == "tr" and table.index in (one.parent, elements[one.parent].parent)
    ]


def _read_spanned(outline: Outline, table: Element, found: Sections) -> set[int]:
    """
    Headings that stand beside several rows (rowspan), with all that stands in these; the numbers of the texts.

    Where a name of its own begins such a row (联系方式 | 地址 | …) its text is told of both, but not of the heading
    that has a row of its own (办理机构 | 名称 | …). Rows with a further heading in them are left to their lines.
    """
    taken, left_until = set[int](), 0
    rows = _rows_of(outline, table)
    for n, row in enumerate(rows):
        cells = outline.cells(row)
        heading = next((one for one in cells if one.rows > 1 and groups_of(outline.tree.text(one))), None)
        if heading is None or heading.start in taken or n < left_until:
            continue
        beside = [one for one in cells if one.index > heading.index]
        lines = [beside, *map(outline.cells, rows[n + 1 : n + heading.rows])]
        texts = [[outline.tree.text(one) for one in line] for line in lines]
        if not (
            _add_materials(outline, heading, beside, texts, found)
            or _add_columns(groups_of(outline.tree.text(heading)), texts, found)
            or _add_lines(outline.tree.text(heading), texts, found)
        ):
            left_until = n + heading.rows
            continue
        for line in ([heading], *lines):
            taken.update(chain.from_iterable(range(one.start, one.end) for one in line))
    return taken


def _add_materials(
    outline: Outline,
    heading: Element,
    beside: Sequence[Element],
    texts: Sequence[Sequence[str]],
    found: Sections,
) -> bool:
    """Whether columns of materials stand beside a *heading* for them, which are told then."""
    name = outline.tree.text(heading)
    if groups_of(name) != _MATERIALS or not is_materials_columns([outline.tree.text(one) for one in beside]):
        return False
    found.head(_MATERIALS, name)
    for row in texts[1:]:
        found.add(_MATERIALS, " ".join(row))
    return True


def _add_columns(beside: Sequence[str], texts: Sequence[Sequence[str]], found: Sections) -> bool:
    """Whether the first of the rows *beside* a heading names the columns of all (地址 | 联系电话), which are told then."""
    head, *below = texts
    named = list(map(groups_of, head))
    if len(head) < _SIDE_BY_SIDE or not all(named) or not any(len(row) == len(head) for row in below):
        return False
    if any(groups_of(row[0]) for row in below if row):
        return False
    of_heading = () if set(beside) & set(chain.from_iterable(named)) else beside
    for groups, *values in zip(named, head, *(row for row in below if len(row) == len(head)), strict=True):
        found.head(groups, values[0])
        for value in values[1:]:
            found.add((*of_heading, *groups), narrow(value).replace(PICTURE, "图片"))
    return True


def _add_lines(heading: str, texts: Sequence[Sequence[str]], found: Sections) -> bool:
    """Whether each of the rows beside *heading* is one text, with or without its name, which are told then."""
    if any(groups_of(one) for row in texts for one in row[1:]):
        return False
    groups = groups_of(heading)
    found.head(groups, heading)
    lines = [(row[0], " ".join(row[1:])) if len(row) > 1 else ("", " ".join(row)) for row in texts]
    strict = any(name in OWN_NAME or set(groups_of(name)) & set(groups) for name, _ in lines)
    for name, text in lines:
        own = groups_of(name) if name not in OWN_NAME else ()
        found.head(own, name)
        value = narrow(text.replace(PICTURE, "图片"))
        whole = own or name in OWN_NAME or (EMPTY.fullmatch(value) and groups != ("办理材料",))
        of_heading = () if (own and strict) or (set(groups) >= _CALLED and is_other_heading(name)) else groups
        found.add(tuple(dict.fromkeys((*of_heading, *own))), value if whole else f"{name} {value}")
    return True
