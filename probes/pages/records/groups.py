"""Which rows of a page are its list: not its navigation, its hot news, its foot (列表区识别)."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from probes.pages.dates.dates import date_in_url
from probes.pages.document.tree import Element, Tree
from probes.pages.records.rows import MORE, ListRow

#: Rows that only fill a template.
FILLERS = frozenset({"文章标题", "标题", ""})

#: Words over a box of links that is never the column itself.
_OTHER_BOX = re.compile(
    r"热点|热门|热文|排行|点击榜|阅读榜|推荐|相关(?:阅读|新闻|链接|文章|资讯|信息|稿件)|友情链接|猜你喜欢|延伸阅读|最新(?:文章|更新|发布|资讯|新闻|信息|动态)|大家都在看"
)
_ASIDE = re.compile(
    r"(?<![a-z])(?:nav|navi?gation|menu|foot|footer|header|crumbs?|breadcrumb|friend|copyright|login|share|hot|hots|rank|ranking|paihang|phb|recommend|tuijian|relat(?:e|ed|ion)|side|sidebar|aside|swiper|slide|slider|banner)(?![a-z])|yqlj|友情"
)
_ASIDE_TAGS = frozenset({"nav", "footer", "aside", "header"})
_COLUMN_NAME = re.compile(
    r"""<meta\s[^>]{0,60}name\s*=\s*["']ColumnName["'][^>]{0,60}content\s*=\s*["']([^"']{2,30})["']""",
    re.IGNORECASE,
)
_TITLE = re.compile(r"<title[^>]{0,80}>\s*([^<]{2,120})", re.IGNORECASE)
#: A page's name at the end of an address, the same read backwards, and what numbers an article in it.
_PAGE = re.compile(r"\.(?:s?html?|jhtml|aspx?|jsp|php)$", re.IGNORECASE)
_STEM = re.compile(r"[\w-]*")
_NUMBER = re.compile(r"\d{4}|[0-9a-fA-F]{16}")
_ID = re.compile(r"[?&](?:id|aid|articleid|infoid|docid|newsid)=\w{0,60}\d{2}", re.IGNORECASE)
#: A longer address is nobody's article.
_LONGEST_ADDRESS = 2048


@dataclass(frozen=True, slots=True)
class RowGroup:
    """Rows at one place of a page's structure, and how much they look like its list."""

    rows: Sequence[ListRow]
    score: float
    dated: bool
    named: bool  #: the column's own name stands over it
    aside: bool  #: navigation, hot news, foot
    other_box: bool  #: the words over it say that it is not the column


def find_groups(tree: Tree, html: str, rows: Iterable[ListRow]) -> list[RowGroup]:
    """Every group of rows that could be a list, best first; equals in page order."""
    by_path: dict[str, list[ListRow]] = {}
    for row in rows:
        by_path.setdefault(row.path, []).append(row)
    names = _column_names(html)
    groups = [_weigh(tree, _clean(part), names) for group in by_path.values() for part in _parts(tree, group)]
    return sorted(
        (one for one in groups if one.score > 0), key=lambda one: (one.aside, one.other_box, -one.score)
    )


def looks_like_article(address: str) -> bool:
    """Whether an address is shaped like an article's, not like a column's."""
    if len(address) > _LONGEST_ADDRESS:
        return False
    path, _, query = address.split("#", 1)[0].partition("?")
    whole = f"{path}?{query}" if query else path
    return date_in_url(address) is not None or _is_numbered_page(whole) or _ID.search(whole) is not None


def _is_numbered_page(address: str) -> bool:
    """Whether an address ends in a page whose name holds four digits, or sixteen of a hexadecimal number."""
    ending = _PAGE.search(address)
    if ending is None:
        return False
    stem = _STEM.match(address[: ending.start()][::-1])
    return stem is not None and _NUMBER.search(stem[0][::-1]) is not None


def stands_aside(tree: Tree, element: Element) -> bool:
    """Whether *element* stands in navigation, foot, or a box beside the list, by tag or class."""
    return any(one.tag in _ASIDE_TAGS or _is_aside(one.mark) for one in (element, *tree.above(element)))


@lru_cache(maxsize=4096)
def _is_aside(mark: str) -> bool:
    return bool(mark) and _ASIDE.search(mark) is not None


def _parts(tree: Tree, group: list[ListRow]) -> list[list[ListRow]]:
    """What of a group is seen as one list: shown rows without those of hidden tabs, content without what stands aside."""
    shown = [row for row in group if not _in_hidden(tree, row.element)] or group
    if len({row.element.parent for row in shown}) == 1:
        return [shown]
    aside = {row.element.parent: stands_aside(tree, row.element) for row in shown}
    parts = ([row for row in shown if aside[row.element.parent] is there] for there in (False, True))
    return [part for part in parts if part]


def _in_hidden(tree: Tree, element: Element) -> bool:
    """Whether the box around a row is not shown; a row hidden by itself waits for a pager."""
    return element.parent >= 0 and tree.elements[element.parent].hidden


def _clean(group: list[ListRow]) -> list[ListRow]:
    """Without fillers, and of dated rows without those of another class that hold no date: heads, pagers."""
    rows = [row for row in group if row.title not in FILLERS]
    dated = [row for row in rows if row.said.is_stated]
    if len(dated) * 2 < len(rows):
        return rows
    keys = {row.element.key for row in dated}
    return [row for row in rows if row.said.is_stated or row.element.key in keys]


def _weigh(tree: Tree, rows: list[ListRow], names: Sequence[str]) -> RowGroup:
    """Dated rows with long titles count most; bare words do not count at all."""
    if not rows:
        return RowGroup(rows, 0.0, False, False, False, False)
    over = _texts_over(tree, rows[0])
    named = any(text.endswith(name) or name in text.split() for text in over for name in names)
    other_box = (
        bool(over) and len(over[0]) <= 12 and bool(_OTHER_BOX.search(over[0])) and over[0] not in names
    )
    aside = (other_box and not named) or stands_aside(tree, rows[0].element)
    dated = sum(row.said.is_stated for row in rows)
    length = sum(min(len(row.title), 30) for row in rows) / len(rows)
    share = dated / len(rows)
    score = 0.0
    if dated and share >= 0.5 and length >= 4:
        score = dated * (4 + length) * (1.5 if share > 0.9 else 1.0) * (3.0 if named else 1.0)
        return RowGroup(rows, score, True, named, aside, other_box)
    articles = sum(looks_like_article(row.href) or row.href.lower().startswith("javascript") for row in rows)
    if len(rows) >= 3 and length >= 8 and articles * 5 >= len(rows) * 3:
        score = len(rows) * length / 40
    return RowGroup(rows, score, False, named, aside, other_box)


def _texts_over(tree: Tree, row: ListRow) -> list[str]:
    """The last few texts before a group's first row, nearest first, without 更多 and the like."""
    texts = []
    for number in range(row.element.start - 1, max(row.element.start - 10, -1), -1):
        text = tree.texts[number]
        if not MORE.match(text) and re.search(r"[\w\u4e00-\u9fff]", text):
            texts.append(text)
    return texts[:4]


def _column_names(html: str) -> list[str]:
    """What the page calls its column: its tag, and the first part of its title."""
    names = []
    if (match := _COLUMN_NAME.search(html)) is not None:
        names.append(match[1].strip())
    if (match := _TITLE.search(html)) is not None:
        first = re.split(r"[_|—–>\-－]", match[1].strip(), maxsplit=1)[0].strip()
        if 2 <= len(first) <= 15:
            names.append(first)
    return names
