"""A site's own search: where its form leads, and what a page of results shows of what was asked."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from selectolax.lexbor import LexborNode

from monitor.domain.page_marks import MarkState
from probes.http.links import host_of, join
from probes.pages.document.costly import TOO_COSTLY, too_costly
from probes.pages.document.parser import parse_html
from probes.pages.document.scripts import writes_by_script

#: What is put in the query's place in an address.
QUERY = "{query}"
_SPACES = re.compile(r"\s+")
_FIELD = re.compile(r"^(?:q|qt|qw|qword|query|querystr|kw|kwd|keystr|key|keys|k|keyword|keywords|(?:i|full|site|web|s)?(?:search|key)[_-]?(?:words?|key|text|value|str|content|name|title)|search|wd|text|title|qrywords?|word|words|sword|sw|searchinput)$", re.IGNORECASE)  # fmt: skip
#: General search engines: a form that asks one of them is no search of the site's own.
_ENGINE = re.compile(r"(?:^|\.)(?:baidu\.com|so\.com|sogou\.com|bing\.com|google\.(?:com|cn|com\.hk)|sm\.cn|haosou\.com|toutiao\.com|chinaso\.com)$")  # fmt: skip
#: A script that leads to an address with the words behind it: location.href = "/s?q=" + …, window.open("/s?q=" + …), `/s?q=${…`.
_LEADS = re.compile(
    r"""(?:location(?:\.href)?\s{0,3}=|window\.open\s{0,3}\(|location\.(?:assign|replace)\s{0,3}\()\s{0,3}["'`]([^"'`<>\s$]{1,300}[?&])([A-Za-z_-]{1,20})=(?:["']\s{0,3}\+|\$\{)"""
)
_SEARCH = re.compile(r"search|sousuo|jsearch|query|/s(?:$|\?)|检索|搜索|全文", re.IGNORECASE)
_CHALLENGE = re.compile(r"验证码|滑动(?:验证|完成拼图)|请完成(?:安全)?验证|人机(?:验证|识别)|安全验证|captcha|访问(?:过于)?频繁", re.IGNORECASE)  # fmt: skip
_NOTHING = re.compile(
    r"(?:没有|未|无法)(?:找到|查询到|检索到|搜索到|查到)|(?:暂)?无(?:相关|符合|检索|搜索|查询)(?:条件)?的?(?:结果|信息|内容|数据)|(?:共|约|找到)\s{0,2}0\s{0,2}(?:条|个|项|篇)"
)
#: Marks of a page that scripts fill: that there is nothing may stand on it hidden, until there is something.
_TEMPLATED = re.compile(r"""\bv-(?:if|show|for)\s?=|\bng-\w|\{\{|id\s?=\s?["']?app\b""")
_FACET = re.compile(r"^(?:全部|新闻|要闻|动态|政策|政策文件|文件|公文|服务|办事|办事指南|解读|政策解读|互动|图片|视频|专题|公告|公开|信息公开|问答)(?:[（(]?\d*[）)]?)$")  # fmt: skip
_SORT = re.compile(r"按?(?:相关(?:度|性)|时间|日期|热度)(?:排序|倒序|降序|升序)?$|排序方式")
_SUGGEST = re.compile(r"suggest|autocomplete|热门?搜索?词?|热搜|相关搜索|关键词推荐|大家都在搜|猜您想|您是不是要找", re.IGNORECASE)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ResultsRead:
    """What a page of results shows."""

    state: MarkState  #: of the wanted words among the first results
    place: int | None = None
    why: str = ""
    facets: MarkState = MarkState.NOT_TOLD
    sorting: MarkState = MarkState.NOT_TOLD
    suggestions: MarkState = MarkState.NOT_TOLD


def search_address(html: str, url: str) -> str:
    """The address to which the search of *html* leads, with {query}; "" where there is none that asks by address."""
    return find_search(html, url)[0]


def find_search(html: str, url: str) -> tuple[str, str]:
    """
    The address of the page's own search with {query}, and how it was found: `form` or `script`.

    ("", "post") for a form that asks by POST, ("", "engine") where only a general search engine is asked, ("", "") where none was seen.
    """
    if too_costly(html):
        return "", ""
    tree = parse_html(html)
    ways = list[str]()
    scripts = [one.text() for one in tree.css("script")]
    written = [parse_html(one.replace("\\", "")) for one in scripts if "<form" in one]
    for form in (form for one in (tree, *written) for form in one.css("form")):
        address, way = _form(form, url)
        if address:
            return address, way
        ways.append(way)
    for script in scripts:
        for found in _LEADS.finditer(script):
            there = join(url, found[1])
            if _FIELD.match(found[2]) and _SEARCH.search(found[1]) and not _ENGINE.search(host_of(there)):
                return f"{there}{'' if there.endswith(('?', '&')) else '?'}{found[2]}={QUERY}", "script"
    return "", next((one for one in ways if one), "")


def _form(form: LexborNode, url: str) -> tuple[str, str]:
    """Where one form leads, and how; see `find_search`."""
    said = {name: value or "" for name, value in form.attributes.items()}
    fields = [(one.attributes.get("name") or "", one) for one in form.css("input, select")]
    if any((one.attributes.get("type") or "").lower() == "password" for _, one in fields):
        return "", ""
    asked = next((name for name, _ in fields if _FIELD.match(name)), "")
    about = " ".join(
        (said.get("action", ""), said.get("id", ""), said.get("class", ""), said.get("name", ""))
    )
    there = join(url, said.get("action", "") or url).partition("#")[0]
    if (
        not asked
        or not there
        or not (_SEARCH.search(about) or _SEARCH.search(f"{form.text()} {_buttons(form)}"))
    ):
        return "", ""
    if _ENGINE.search(host_of(there)):
        return "", "engine"
    if said.get("method", "get").lower() not in ("", "get"):
        return "", "post"
    kept = [
        (name, one.attributes.get("value") or "")
        for name, one in fields
        if name and name != asked and (one.attributes.get("type") or "").lower() == "hidden"
    ]
    given = urlencode(kept)
    return f"{there}{'&' if '?' in there else '?'}{given + '&' if given else ''}{asked}={QUERY}", "form"


def _buttons(form: LexborNode) -> str:
    """What fields and buttons say of themselves: a button 搜索 has its words in `value`."""
    return " ".join(
        one.attributes.get(name) or ""
        for one in form.css("input, button, img")
        for name in (
            "placeholder",
            "title",
            "alt",
            *(("value",) if one.attributes.get("type") in ("button", "submit") else ()),
        )
    )


def asking(address: str, query: str) -> str:
    """*address* with *query* in its place."""
    return address.replace(QUERY, quote(query))


def read_results(
    html: str, url: str, wanted: str, others: Iterable[str], first: int, query: str
) -> ResultsRead:
    """
    Whether *wanted* is borne by one of the *first* results on the page *html* that answers *query*.

    *others*: words of links that stand on the site's every page: no results. A page that asks for a code or a slide is a
    challenge; one that shows neither results nor that there are none says nothing.
    """
    if too_costly(html):
        return ResultsRead(MarkState.NOT_TOLD, why=TOO_COSTLY)
    tree = parse_html(html)
    tree.strip_tags(["style", "noscript", "template"])
    suggests = _told(_SUGGEST.search(html) is not None)
    tree.strip_tags(["script"])
    text = _SPACES.sub("", tree.body.text(separator=" ")) if tree.body is not None else ""
    known, words = set(others), list[str]()
    every = [_SPACES.sub("", node.text()) for node in tree.css("a, li, span, em, button, option, label")]
    for node in tree.css("a[href]"):
        said = _SPACES.sub("", node.text()) or _SPACES.sub("", node.attributes.get("title") or "")
        if len(said) >= 4 and said not in known and not _SORT.search(said):
            words.append(said)
    about = {
        "facets": _told(len({one for one in every if _FACET.match(one)}) >= 3),
        "sorting": _told(any(_SORT.search(one) for one in every if len(one) <= 10)),
        "suggestions": suggests,
    }
    bare = _SPACES.sub("", wanted)
    place = next((n for n, one in enumerate(words, 1) if _bears(one, bare)), None)
    if place is not None and place <= first:
        return ResultsRead(MarkState.PRESENT, place, **about)
    if _CHALLENGE.search(text) and place is None:
        return ResultsRead(MarkState.NOT_TOLD, why="challenge")
    if place is not None:
        return ResultsRead(MarkState.ABSENT, place, "further_down", **about)
    if _NOTHING.search(text) and not _TEMPLATED.search(html):
        return ResultsRead(MarkState.ABSENT, None, "no_results", **about)
    if len(words) >= first and not _awaits(html, words, query):
        return ResultsRead(MarkState.ABSENT, None, "other_results", **about)
    return ResultsRead(MarkState.NOT_TOLD, why="no_results_read")


def _bears(said: str, wanted: str) -> bool:
    """Whether a result bears the title: whole, or as far as the result shows it."""
    bare = said.rstrip(".…·")
    return wanted in said or (len(bare) >= 12 and wanted.startswith(bare))


def _awaits(html: str, words: list[str], query: str) -> bool:
    """Whether results may be written by a script: one writes, and none of the links bears a word of the query."""
    parts = [query[at : at + 2] for at in range(0, max(len(query) - 1, 1), 2)]
    return writes_by_script(html) and not any(part in one for part in parts for one in words)


def _told(there: bool) -> MarkState:
    """Seen, or not told: what a script may add is not missing."""
    return MarkState.PRESENT if there else MarkState.NOT_TOLD
