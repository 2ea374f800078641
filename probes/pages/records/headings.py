"""The headings over boxes of rows (栏目标题): by their tag or name, by a link to more beside them, by being the column's name."""

import re
from collections.abc import Sequence
from itertools import islice

from probes.pages.document.tree import Element, Tree
from probes.pages.records.crumbs import crumbs_at
from probes.pages.records.record import PageRecord
from probes.pages.records.rows import MORE

#: Words over a box of links that is never the column itself.
_OTHER_BOX = re.compile(
    r"热点|热门|热文|排行|点击榜|阅读榜|推荐|相关(?:阅读|新闻|链接|文章|资讯|信息|稿件)|友情链接|猜你喜欢|延伸阅读|最新(?:文章|更新|发布|资讯|新闻|信息|动态|通知|公告|公开|政策|文件)|大家都在看"
)
#: The heads of a table's columns.
_COLUMN_HEAD = re.compile(
    r"序\s?号|编\s?号|标\s?题|[\u4e00-\u9fff]{0,4}(?:日期|时间|名称|标题|机构|单位|文号|索引号|文 ?号|点击数?|浏览[数量]?|来源|操作|状态)"
)
#: How the heading of a box is tagged or named.
_HEADING_TAGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "caption", "dt", "strong", "b"})
_HEADING = re.compile(
    r"(?<![a-z])(?:t|tt|tit|title|hd|head|heading|bt|biaoti|name|cap|column|lm|lanmu)(?![a-z])"
)
_WORDS = re.compile(r"[\u4e00-\u9fffA-Za-z]{2}")
_YEAR = re.compile(r"(?:19|20)\d\d|\d\s?[-/.月]\s?\d")


def alike_over(tree: Tree, rows: Sequence[PageRecord], names: Sequence[str]) -> dict[int, str]:
    """The short texts right over rows, by their elements, where one of them is the column's name: all that stand as it does are headings too, the crumbs only where no other is."""
    over = {row.element.index: number_over(tree, row.element) for row in rows}
    crumbs = range(*crumbs_at(tree))
    if any(tree.texts[n] in names and n not in crumbs for n in over.values()):
        over = {index: n for index, n in over.items() if n not in crumbs}
    kinds = {tree.path(tree.elements[tree.owners[n]]) for n in over.values() if tree.texts[n] in names}
    return {
        index: tree.texts[n]
        for index, n in over.items()
        if kinds and may_head(tree.texts[n]) and tree.path(tree.elements[tree.owners[n]]) in kinds
    }


def number_over(tree: Tree, element: Element) -> int:
    """The number of the text right over an element, links to more and a table's head left out."""
    before = range(element.start - 1, max(element.start - 7, 0), -1)
    skipped = (n for n in before if not (MORE.match(tree.texts[n]) or _is_between(tree.texts[n])))
    return next(skipped, 0)


def _is_between(text: str) -> bool:
    """Whether a text may stand between a heading and the rows: the head of a table's column, a bullet."""
    return (len(text) == 1 and not text.isalnum()) or is_column_head(text)


def names_other(text: str) -> bool:
    """Whether a text calls a box another than the column, however long it is."""
    return _OTHER_BOX.search(text) is not None


def calls_another(text: str, names: Sequence[str] = ()) -> bool:
    """Whether a short text calls the box below it another than the column: 热点, 相关链接, but also 热门 and its own name."""
    return len(text) <= 12 and names_other(text) and text not in names


def bears_name(heading: str, names: Sequence[str]) -> bool:
    """Whether a *heading* holds one of the column's *names*, or stands in one."""
    return heading != "" and any(name in heading or heading in name for name in names)


def is_its_own(heading: str, names: Sequence[str]) -> bool:
    """Whether a *heading* is that of the column's own list: it bears one of its *names*, or says that it is a list."""
    return "列表" in heading or bears_name(heading, names)


def heading_over(tree: Tree, element: Element, names: Sequence[str] = ()) -> str:
    """The heading right over an element, links to more and a table's head left out; "" where another text stands there. One of the column's *names* is a heading whatever its tag."""
    leads_on, (first, behind) = False, crumbs_at(tree)
    for number in range(element.start - 1, max(element.start - 7, -1), -1):
        if first <= number < behind:
            return ""
        if MORE.match(tree.texts[number]):
            leads_on = True
            continue
        if _is_between(tree.texts[number]) or (
            tree.texts[number].isascii() and tree.texts[number - 1] in names and number > behind
        ):  # the name in another tongue
            continue
        heads = (
            is_heading(tree, number)
            or (leads_on and may_head(tree.texts[number]))
            or (tree.texts[number] in names and not tree.is_linked(number))
        )
        return tree.texts[number] if heads and not is_tab(tree, number) else ""
    return ""


def is_tab(tree: Tree, number: int) -> bool:
    """Whether a short text is one of several tabs side by side, which head no box alone."""
    tab = next((one for one in islice(tree.around_text(number), 3) if one.tag == "li"), None)
    if tab is None or tab.parent < 0:
        return False
    key = ("tabs", tab.parent)
    if key not in tree.notes:
        tree.notes[key] = sum(map(_may_be_tab, tree.children(tab.parent)))
    return bool(tree.notes[key] > _may_be_tab(tab))


def _may_be_tab(element: Element) -> bool:
    return element.tag == "li" and 0 < element.end - element.start <= 2


def is_heading(tree: Tree, number: int) -> bool:
    """Whether a text heads a box: short, no day, and in an element that is named or tagged so."""
    return may_head(tree.texts[number]) and any(
        one.tag in _HEADING_TAGS or _HEADING.search(one.mark) for one in islice(tree.around_text(number), 3)
    )


def is_column_head(text: str) -> bool:
    """Whether a text is the head of a table's column: 标题, 发布日期, 索引号."""
    return _COLUMN_HEAD.fullmatch(text) is not None


def may_head(text: str) -> bool:
    """Whether a text may be a heading by its words alone."""
    return (
        2 <= len(text) <= 12
        and _WORDS.search(text) is not None
        and not _YEAR.search(text)
        and not MORE.match(text)
    )
