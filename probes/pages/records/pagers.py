"""Links that turn pages (翻页): to another page of a list, or from one article to the next."""

import re

from probes.pages.document.tree import Element, Tree

_PAGER = re.compile(
    r"首页|上一?页|下一?页|尾页|第一页|最后一?页|最末页|末页|前一页|后一页|上一条|下一条|\d{1,4}|跳转|转到|确定|go|next|prev(?:ious)?|first|last",
    re.IGNORECASE,
)
#: What stands before an article's neighbours.
_NEIGHBOUR = re.compile(
    r"[\s\[【(（·•<《]*+[上下前后]一?[篇条则][\])】）]?\s?+(?:[:：]\s?+|文章|信息|新闻|$){1,3}"
)
_LONGEST_NEIGHBOUR = 12


def is_pager(text: str) -> bool:
    """Whether a link's words lead to another page of the list: 下一页, 12, >>."""
    bare = text.lstrip("<《«[").rstrip(">》»]")
    if not bare.strip("<>«»"):
        return any(mark in text for mark in "<>«»")
    return _PAGER.fullmatch(bare) is not None


def is_neighbour(tree: Tree, link: Element, text: str) -> bool:
    """Whether a link leads from an article to the one before or behind it (上一篇：…), by its own words or those right before it."""
    if _NEIGHBOUR.match(text):
        return True
    before = tree.texts[link.start - 1] if link.start > 0 else ""
    return len(before) <= _LONGEST_NEIGHBOUR and _NEIGHBOUR.fullmatch(before) is not None
