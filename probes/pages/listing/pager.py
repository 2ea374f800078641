"""Where the further pages of a listing stand (翻页)."""

import re
from collections.abc import Collection
from itertools import islice
from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

from probes.http.links import join
from probes.pages.document.costly import too_costly
from probes.pages.document.parser import parse_html

#: TRS's own pager: pages, current page counted from 0, file name, ending.
_CREATE = re.compile(
    r"""createPageHTML\s{0,3}\(\s{0,3}['"]?(\d{1,5})['"]?\s{0,3},\s{0,3}['"]?(\d{1,5})['"]?\s{0,3},\s{0,3}['"]([\w-]{1,40})['"]\s{0,3},\s{0,3}['"](\w{1,8})['"]"""
)
_NEXT = re.compile(
    r"^\s*+[\[(【]?+\s*+(?:下一?页|后一?页|next(?: page)?|›|>|»)\s*+[>»]*+\s*+[\])】]?+\s*+$", re.IGNORECASE
)
#: Signs that a page has a pager of some kind.
_PAGER = re.compile(
    r"下一?页|后一?页|尾页|末页|跳转到|共\s{0,3}\d{1,5}\s{0,3}页|createPage|laypage|pagination|turnpage",
    re.IGNORECASE,
)
#: Signs that more rows come when a reader asks for them or scrolls.
_MORE = re.compile(
    r"加载更多|点击(?:查看|加载|显示)?更多|显示更多|(?:下拉|上拉|滚动)加载|load[\s_-]?more|infinite-?scroll",
    re.IGNORECASE,
)
#: More numbers than this are a calendar, no pager.
_MOST_NUMBERS = 15
_NUMBER = re.compile(r"^\s*+[\[(【]?+\s*+(\d{1,4})\s*+[\])】]?+\s*+$")


def next_page(html: str, url: str) -> str:
    """
    The address of the page after this one; "" where the listing ends or nothing tells.

    Knows TRS's `createPageHTML(pages, current, "index", "htm")`, whose page 2 is `index_1.htm`, and plain links
    of the same host that say 下一页 or bear the next numbers.
    """
    if too_costly(html):
        return ""
    if (match := _CREATE.search(html)) is not None:
        pages, current, name, ending = int(match[1]), int(match[2]), match[3], match[4]
        return join(url, f"{name}_{current + 1}.{ending}") if current + 1 < pages else ""
    return _linked(html, url)


def ends_here(html: str) -> bool:
    """
    Whether the page itself shows that its list has no further page: TRS's pager says so, or there is no pager at all.

    False where a pager stands that nobody here understands.
    """
    if (match := _CREATE.search(html)) is not None:
        return int(match[2]) + 1 >= int(match[1])
    if too_costly(html):
        return False
    return not _PAGER.search(html) and not _MORE.search(html) and not _numbered_by_script(html)


def _linked(html: str, url: str) -> str:
    """The next page by its link: the first one that says so, else the number after that of the page that is open."""
    numbered: dict[int, str] = {}
    for link in parse_html(html).css("a[href]"):
        there = _same_host(link.attributes.get("href") or "", url)
        text = link.text()
        if not there or len(text) > 20:
            continue
        if _NEXT.match(text):
            return there
        if (match := _NUMBER.match(text)) is not None:
            numbered.setdefault(int(match[1]), there)
    current = _current(numbered)
    return numbered.get(current + 1, "") if current else ""


def _current(numbered: Collection[int]) -> int:
    """The page that bears no link among those that do: 1 before 2, or the gap of one; 0 when there is none."""
    if 2 in numbered and 1 not in numbered:
        return 1
    return next((n + 1 for n in sorted(numbered) if n + 1 not in numbered and n + 2 in numbered), 0)


def _numbered_by_script(html: str) -> bool:
    """Whether page numbers stand there that only a script follows: `<a onclick="go(2)">2</a>`."""
    found = {
        int(match[1])
        for link in parse_html(html).css("a, li[onclick], span[onclick]")
        if (link.attributes.get("href") or "#").strip().lower().startswith(("javascript:", "#"))
        and len(text := _few_words(link)) <= 20
        and (match := _NUMBER.match(text)) is not None
    }
    return 2 in found and len(found) <= _MOST_NUMBERS


def _few_words(link: LexborNode) -> str:
    """What a link says, as far as it may be a number."""
    texts = (
        node.text_content or ""
        for node in islice(link.traverse(include_text=True), 12)
        if node.tag == "-text"
    )
    return "".join(texts)


def _same_host(href: str, url: str) -> str:
    """The full address of a link to another page of the same host, else ""."""
    href = href.strip()
    if not href or href.lower().startswith(("javascript:", "#")):
        return ""
    there = join(url, href).split("#", 1)[0]
    return there if there and urlsplit(there).netloc == urlsplit(url).netloc and there != url else ""
