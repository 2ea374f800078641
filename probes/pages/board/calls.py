"""Pages that call for opinions, ask in a survey or hold a talk (意见征集、网上调查、在线访谈): no boards of letters, though their rows have states."""

import re

from probes.pages.document.tree import Tree
from probes.pages.records.crumbs import names_of

#: What columns of such are called, and their own fields.
_CALLED = re.compile(
    r"(?:网上|在线|网络|互动|民意|意见|公众)?(?:(?:意见|民意|建议|实事|项目|决策|立法)?(?:草案)?征[集求](?:意见|调查)?|调查(?:征集|问卷|投票)?|问卷调查|投票|访谈|直播)(?:调查|征集|反馈|结果|列表|活动|公示)?|关于.{2,40}征[求集].{0,8}(?:意见|建议).{0,8}"
)
_FIELDS = re.compile(
    r"<(?:th|td|li|span|div|b|strong|label|p)\b[^<>]{0,200}>\s{0,3}(?:(?:征集|访谈|投票)(?:主题|标题|名称|时间|期限|日期|部门|单位|状态|结果)|调查(?:主题|标题|名称|期限))\s{0,3}[:：<]"
)
#: What boards are called, beside which such a heading is that of a box.
_LETTERS = re.compile(r"信箱|留言|来信|信件|咨询|投诉|问政|诉求|有问必答|写信")
#: A page's own heading.
_HEADINGS = ("h1", "h2")


def calls_for_opinions(tree: Tree, html: str) -> bool:
    """
    Whether a page is called so in its head or at the end of its crumbs, or columns or labels of such stand on it (征集主题, 征集时间).

    Also by its one heading, where neither its title nor its crumbs name a board.
    """
    names = names_of(tree, html)
    if any(map(_CALLED.fullmatch, names)) or _FIELDS.search(html) is not None:
        return True
    headings = next(filter(None, ([one for one in tree.elements if one.tag == tag] for tag in _HEADINGS)), [])
    if len(headings) != 1 or _CALLED.fullmatch(tree.text(headings[0])) is None:
        return False
    return not any(map(_LETTERS.search, names))
