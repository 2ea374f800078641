"""Links that turn pages (翻页): to another page of a list, or from one article to the next."""

import re

from probes.pages.document.tree import Element, Tree

_PAGER = re.compile(
    r"首页|上一?页|下一?页|尾页|第一页|最后一?页|最末页|末页|前一页|后一页|上一条|下一条|\d{1,4}|跳转|转到|确定|go|next|prev(?:ious)?|first|last",
    re.IGNORECASE,
)
#: How a text of a pager begins (`1/5` is no day: the page seen is the first).
_BEGINS = re.compile(
    r"上一?页|下一?页|尾页|末页|共\s?\d{1,6}\s?[页条]|1\s?/\s?[1-9]\d{0,4}(?![/\d])|加载更多|[^，,]{0,3}(?:没有|暂?无)更多"
)
#: What the words of a pager are made of: 首页 上一页 下一页, 第1页/共5页, 页次：1/5; and what tells them from those of a heading.
_MADE_OF = r"[首上下尾末前后第一页码共总计有条记录数每当次转到跳至\dGO/\\\[\]【】|<>«»‹›:：,，。.\s]"
_WHOLE_PAGER, _PART = re.compile(_MADE_OF + "{3,40}"), re.compile(_MADE_OF + "{1,40}")
_PAGES = re.compile(
    r"[上下]一?页|[尾末]页|(?<![\d/])1\s?/\s?[共第]?\s?[1-9]\d{0,4}(?![/\d])|共\s?\d{1,6}\s?[页条]|页次|总?记录数|第\s?1\s?页"
)
_OF_NONE = re.compile(r"共\s?0\s?[页条]")
#: The pager of one page, as a carousel has it too; and how many rows it counts, of which so many are some.
_ONE_PAGE = re.compile(r"(?<!\d)1\s?/\s?(?:共\s?)?1(?!\d)")
_COUNTED = re.compile(r"(?:[共计]|总数[:：]?|共\s?1\s?页\D{0,3})\s?(\d{1,6})\s?条")
_SOME = 3
#: What stands before an article's neighbours.
_NEIGHBOUR = re.compile(
    r"[\s\[【(（·•<《]{0,3}[上下前后]一?[篇条则][\])】）]?\s?(?:文章|信息|新闻)?(?:[:：]\s?|$)"
)
_LONGEST_NEIGHBOUR, _SIGNS = 12, frozenset("篇条则")


def is_pager(text: str) -> bool:
    """Whether a link's words lead to another page of the list: 下一页, 12, >>."""
    bare = text.lstrip("<《«[").rstrip(">》»]")
    if not bare.strip("<>«»"):
        return any(mark in text for mark in "<>«»")
    return _PAGER.fullmatch(bare) is not None


def says_pages(text: str) -> bool:
    """Whether a text is one of a pager, or a whole one; of no rows (共0页) there is none."""
    is_one = _BEGINS.match(text) is not None or (
        _WHOLE_PAGER.fullmatch(text) is not None and _PAGES.search(text) is not None
    )
    return is_one and _OF_NONE.search(text) is None


def is_of_pager(text: str) -> bool:
    """Whether a text is made of what pagers say, were it of one of nothing: 共0条, 第1/0页, 页."""
    return _PART.fullmatch(text) is not None


def turns_no_page(said: str, rows: int) -> bool:
    """Whether a pager behind some *rows* says that there is one page, or counts just these rows: any box may have it."""
    counted = _COUNTED.search(said)
    return _ONE_PAGE.search(said) is not None or (counted is not None and int(counted[1]) == rows >= _SOME)


def is_neighbour(tree: Tree, link: Element, text: str) -> bool:
    """Whether a link leads from an article to the one before or behind it (上一篇：…), by its own words or those right before it."""
    if not _SIGNS.isdisjoint(text[:_LONGEST_NEIGHBOUR]) and _NEIGHBOUR.match(text):
        return True
    before = tree.texts[link.start - 1] if link.start > 0 else ""
    return (
        len(before) <= _LONGEST_NEIGHBOUR
        and not _SIGNS.isdisjoint(before)
        and _NEIGHBOUR.fullmatch(before) is not None
    )
