"""Blank, unread and filled by script are three different things (空白、未读、脚本加载)."""

import re

from probes._tree import Tree

_TOTAL = re.compile(
    r"共\s{0,3}(?:<[^>]{1,40}>\s{0,3})?(\d{1,7})\s{0,3}(?:<[^>]{1,40}>\s{0,3})?(?:条|篇|个|项)(?:信息|记录|数据|结果|文件|内容)?"
    r"|(?:recordCount|totalCount|totalRecord|recordcount)\s{0,3}[:=]\s{0,3}['\"]?(\d{1,7})"
)
_NOTHING = re.compile(
    r"(?:暂无|尚无|没有|无)(?:找到|查询到|检索到|搜索到)?(?:任何|相关|符合条件的|更多)?(?:信息|数据|内容|记录|文章|稿件|公告|文件|新闻)(?:!|！|。|…|$|\s)|"
    r"(?:内容|栏目|页面)(?:正在)?(?:建设|更新|完善)中"
)
_TEMPLATES = re.compile(
    r"\{\{[^{}]{1,120}\}\}|\{\$T\.|\$\{[\w.]{1,60}\}|<%[=#]|\bv-for\s*=|\bms-(?:repeat|for|each|if)|\bng-repeat\s*=|<script[^>]{0,80}type\s*=\s*[\"']text/(?:html|template|x-)",
    re.IGNORECASE,
)
_ADAPTERS = (
    ("was5", re.compile(r"was5/web/search|advsch\.jsp", re.IGNORECASE)),
    ("fjdzapp", re.compile(r"fjdzapp/(?:search|data)|\bclasssql\b", re.IGNORECASE)),
    ("smartsearch", re.compile(r"smartSearch/interface|search\.do\?express", re.IGNORECASE)),
    ("gkmlpt", re.compile(r"gkmlpt/(?:api|index|content)", re.IGNORECASE)),
)
_FILLED = re.compile(
    r"\$\.(?:ajax|get|post|getJSON)\s*\(|axios\b|fetch\s*\(\s*[\"'/]|XMLHttpRequest|createElement\(.li|innerHTML\s*[+=]|"
    r"\.(?:load|append|html|prepend)\s*\(|new Vue\b|createApp\b|ReactDOM|avalon|laytpl|template\s*\("
)
_CONTAINER = re.compile(r"\b(?:list|news|con(?:tent)?|article|info|gl|lb|xxgk)", re.IGNORECASE)


def stated_total(html: str) -> int | None:
    """The number of items that the page itself states (`共 123 条`, `recordCount`), if it does."""
    match = _TOTAL.search(html)
    return int(match[1] or match[2]) if match is not None else None


def script_list(html: str) -> str | None:
    """
    Why the list of this page cannot be read from its source: `script_list:was5` and kin, or `script_list`.

    A page whose own count says 0 is blank all the same, so that is asked first.
    """
    if stated_total(html) == 0:
        return None
    for name, mark in _ADAPTERS:
        if mark.search(html):
            return f"script_list:{name}"
    return "script_list" if _TEMPLATES.search(html) else None


def template_marks(html: str) -> int:
    """How many places of the page are templates that a script has yet to fill."""
    return len(_TEMPLATES.findall(html))


def blank_words(html: str, tree: Tree) -> bool:
    """Whether the page shows an empty list: its own count is 0, it says so, or a bare container stands there."""
    if stated_total(html) == 0:
        return True
    text = " ".join(tree.texts)
    if _NOTHING.search(text):
        return True
    return not _FILLED.search(html) and any(
        one.tag in ("ul", "ol", "tbody", "dl")
        and one.children == 0
        and one.start == one.end
        and _in_list(tree, one.index)
        for one in tree.elements
    )


def _in_list(tree: Tree, index: int) -> bool:
    """Whether an empty element stands where a list of items would."""
    for _ in range(3):
        if index < 0:
            return False
        element = tree.elements[index]
        if _CONTAINER.search(element.key) and not re.search(r"nav|menu|foot|crumb|page", element.key):
            return True
        index = element.parent
    return False
