"""The links of a page to other documents (相关链接), and whether the page could hold more than was seen."""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser

from monitor.domain.text_page import TextLink
from probes.http.links import join

#: More links of one page are not kept.
MOST = 120
_SPACES = re.compile(r"\s+")
_FILE = re.compile(r"\.(?:pdf|docx?|wps|ofd|xlsx?|mp4|mp3|jpe?g|png)$", re.IGNORECASE)
_DIGITS = re.compile(r"\d{3,}|[?&](?:id|articleid|newsid)=", re.IGNORECASE)
#: Scripts by whose names they add no link to another document.
_SILENT = re.compile(
    r"jquery|swiper|bootstrap|layui|vue|min\.js|common|base|main|index|slide|tab|banner|baidu|cnzz|analytic|stat|pv|count|log|weixin|wx|share|respond"
    r"|html5|polyfill|echarts|calendar|weather|search|jiucuo|conac|^CA\d{15}|wza|slhelper|toolbar|barrier|print|font|video|player|qrcode|detail|xl\.js|style",
    re.IGNORECASE,
)
#: What stands above links to related documents.
_RELATED = re.compile(r"^(?:相关|关联|配套)?(?:政策)?(?:解读|文件|链接|阅读|稿件|文档|信息)[：:]?$")


def links_of(tree: LexborHTMLParser, url: str) -> tuple[TextLink, ...]:
    """Links that lead to documents: their address bears a number, or is a file; each address once."""
    based = tree.css_first("base[href]")
    base = join(url, (based.attributes.get("href") or "") if based is not None else "") or url
    found: dict[str, TextLink] = {}
    for title, address in _links(tree, base):
        if len(found) >= MOST:
            break
        if address != url and address not in found and is_document(address):
            found[address] = TextLink(title=title[:120], url=address)
    return tuple(found.values())


def is_document(url: str) -> bool:
    """Whether an address looks like one document's: digits in its last part or its query, or a file."""
    path, _, query = url.partition("?")
    last = path.rstrip("/").rpartition("/")[2]
    return bool(_FILE.search(last) or _DIGITS.search(last) or _DIGITS.search(f"?{query}"))


def _links(tree: LexborHTMLParser, base: str) -> Iterator[tuple[str, str]]:
    for node in tree.css("a[href]"):
        href = (node.attributes.get("href") or "").strip()
        address = join(base, href).split("#")[0]
        if not address.startswith(("http://", "https://")):
            continue
        told = (node.attributes.get("title") or "").strip()
        yield told or _SPACES.sub("", node.text()), address


def hides_links(tree: LexborHTMLParser) -> bool:
    """Whether a frame, a script of another file, or an empty place under 相关解读 may hold links that were not seen."""
    if any((node.attributes.get("src") or "").strip() for node in tree.css("iframe, frame")):
        return True
    sources = [(node.attributes.get("src") or "").strip() for node in tree.css("script[src]")]
    if any(one and not _SILENT.search(one.rpartition("/")[2]) for one in sources):
        return True
    return any(_is_empty_place(node) for node in tree.css("h2, h3, h4, h5, dt, strong, span, div, p, b"))


def _is_empty_place(node: object) -> bool:
    words = _SPACES.sub("", node.text())[:20] if hasattr(node, "text") else ""
    if not _RELATED.match(words) or node.css_first("a") is not None:  # type: ignore[attr-defined]
        return False
    beside = node.parent  # type: ignore[attr-defined]
    return beside is not None and beside.tag != "body" and beside.css_first("a") is None
