"""Rows whose only link is a button (查看, 下载): their title stands in a part of its own beside it."""

import re
from collections.abc import Sequence

from probes.pages.document.tree import Element, Tree
from probes.pages.records.outline import says_day
from probes.pages.records.record import PageRecord
from probes.pages.records.table_head import title_cell

_BUTTON = re.compile(
    r"[\[【(（]?(?:点击|在线|立即|文件|附件)?(?:查看|下载|预览|打开|浏览)(?:详情|全文|原文|附件|文件|内容|更多)?[>》\]】)）]{0,2}|详情|详细(?:信息|内容)?"
)
#: So long is a title, and so long a day with its label.
_SHORTEST, _LONGEST_DAY = 6, 30


def is_button(text: str) -> bool:
    """Whether a link's words say what a click does, and nothing of what it leads to."""
    return len(text) <= _SHORTEST + 2 and _BUTTON.fullmatch(text) is not None


def name_buttons(tree: Tree, rows: Sequence[PageRecord]) -> None:
    """Give rows that a button alone links the title that stands beside it, in a table's own cell or the first part of some length."""
    for row in rows:
        if is_button(row.title) and (named := _title_beside(tree, row.element)) is not None:
            row.link, row.title = named, tree.text(named)


def _title_beside(tree: Tree, element: Element) -> Element | None:
    """The part of a row that holds its title; None where the row says no day besides."""
    named = title_cell(tree, element) or next(
        (
            tree.elements[tree.owners[number]]
            for number in range(element.start, element.end)
            if len(tree.texts[number]) >= _SHORTEST
            and not says_day(tree.texts[number])
            and not tree.texts[number].endswith((":", "："))
            and tree.owners[number] > element.index
        ),
        None,
    )
    if named is None or named.end - named.start > 2:
        return None
    days = (
        tree.texts[number]
        for number in range(element.start, element.end)
        if not named.start <= number < named.end and len(tree.texts[number]) <= _LONGEST_DAY
    )
    return named if any(map(says_day, days)) else None
