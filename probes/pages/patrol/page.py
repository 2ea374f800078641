"""One page as the patrol reads it (巡查): every link with its words and whether it is hidden, and the visible text."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from itertools import islice
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from probes.http.links import join
from probes.http.sight import title_of
from probes.http.strangers import stranger_of
from probes.pages.dates.dates import date_in_url
from probes.pages.document.costly import refuse_costly, too_costly
from probes.pages.document.parser import parse_html
from probes.pages.document.scripts import render
from probes.pages.patrol.hiding import Hiding, is_elsewhere, sheets_of, styles_of

#: More links of one page are not kept; longer texts are cut.
MOST_LINKS, LONGEST_TEXT = 3000, 200_000
_ATTACHMENT = re.compile(r"\.(?:docx?|xlsx?|pptx?|wps|et|pdf|zip|rar|7z|csv|txt|ofd)$", re.IGNORECASE)
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLink:
    """One thing that a page leads to, or loads."""

    url: str  #: absolute, without fragment
    kind: str  #: page | attachment | picture | script | frame
    words: str = ""  #: what the link says, at most 80 characters
    hidden: str = ""  #: how it is hidden; "": it is seen
    alone: bool = False  #: hidden in a box that holds links of other domains only


#: Of a page whose style sheets nobody asked for.
NO_SHEETS: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class PatrolledPage:
    """What was read of one page."""

    title: str = ""
    text: str = ""  #: visible text, a line a block
    links: tuple[PageLink, ...] = ()
    refresh: str = ""  #: where it sends its reader by itself
    published: date | None = None  #: the day that it states, for texts that were right in their time
    minute: str = ""  #: the same with its minute, where it states one: 2026-11-20T10:30; else the day
    body: str = ""  #: SHA-256 of its paragraphs, without heads, menus and days; "": too little text
    owner: str = ""  #: the ICP number in its foot
    stranger: str = ""  #: what kind of a stranger's page it is, or of one that says that there is none
    words: str = ""  #: SHA-256 of its text without figures: the same page under another address has the same
    cut: bool = False  #: not all of it was read
    sheets: tuple[str, ...] = ()  #: style sheets that may hide some of its links to other domains


def read_patrolled(
    html: str, url: str, now: datetime, sheets: Mapping[str, str] = NO_SHEETS
) -> PatrolledPage:
    """
    The links and text of *html* that came from *url*, its inline scripts run as of *now*.

    *sheets*: what hides in style sheets that are known already (`hiding_rules`), by address.
    """
    if too_costly(html):
        return PatrolledPage(title=title_of(html), cut=True)
    tree = parse_html(render(html, url, now).html)
    linked = sheets_of(tree, url)
    styles, matched = styles_of(tree, [sheets[one] for one in linked if one in sheets])
    host = urlsplit(url).hostname or ""
    links = list(islice(_links(tree, url, Hiding(styles, url, host, matched)), MOST_LINKS + 1))
    leads_outside = any(one.kind in ("page", "frame") and is_elsewhere(one.url, host) for one in links)
    minute, refresh, stranger = _meta_day(tree), _refresh(tree, url), stranger_of(html)
    text = _text(tree)
    by_address = date_in_url(urlsplit(url).path)
    minute = minute or _stated_day(text) or (by_address.isoformat() if by_address else "")
    owner = _ICP.search(text[-3000:])
    return PatrolledPage(
        title=title_of(html)[:200], text=text[:LONGEST_TEXT], links=tuple(links[:MOST_LINKS]), refresh=refresh,
        published=date.fromisoformat(minute[:10]) if minute else None, minute=minute, body=_body_digest(text),
        owner=owner[0].replace(" ", "") if owner else "", stranger=stranger.value if stranger else "",
        words=sha256(_FIGURES.sub("", text).encode()).hexdigest(), cut=len(text) > LONGEST_TEXT or len(links) > MOST_LINKS, sheets=linked if leads_outside else (),
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeLook:
    """What a homepage is like, so that another one in its place is noticed (首页特征)."""

    title: str
    structure: tuple[str, ...]  #: its elements with their places, each once, sorted
    hosts: tuple[str, ...]  #: hosts outside that it leads to


def read_home(html: str, url: str) -> HomeLook:
    """The build of *html*, the homepage at *url*. Raises TooCostly."""
    refuse_costly(html)
    tree, host = parse_html(html), urlsplit(url).hostname or ""
    places: set[str] = set()
    for node in islice(_elements(tree), MOST_LINKS * 3):
        above = node.parent
        place = f"{above.tag if above else ''}>{node.tag}"
        name = (node.attributes.get("class") or node.attributes.get("id") or "").split()
        places.add(place + (f".{name[0][:30]}" if name else ""))
    addresses = (join(url, one.attributes.get("href") or "") for one in islice(tree.css("a[href]"), MOST_LINKS))  # fmt: skip
    hosts = {urlsplit(one).hostname or "" for one in addresses if one and is_elsewhere(one, host)}
    return HomeLook(
        title=title_of(html)[:200], structure=tuple(sorted(places))[:600], hosts=tuple(sorted(hosts - {""}))[:300]
    )  # fmt: skip


def _elements(tree: LexborHTMLParser) -> Iterator[LexborNode]:
    """The elements inside the body, in document order; a selector would ask all that stands around each of them."""
    inside = tree.body.traverse() if tree.body is not None else iter(())
    yield from (node for node in islice(inside, 1, None) if not (node.tag or "-").startswith("-"))


_FIGURES = re.compile(r"\d+")
_ICP = re.compile(r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]\s?ICP\s?[备证]\s?\d{6,10}\s?号", re.IGNORECASE)  # fmt: skip
_STATED = re.compile(r"(?:发布|发文|更新|公开|成文|发稿|信息)?(?:时间|日期)\s{0,4}[:：]?\s{0,4}(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:\s{1,4}(\d{1,2}:\d{2}))?")  # fmt: skip
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T\s]{1,4}(\d{1,2}:\d{2}))?")
#: Shorter bodies repeat by chance; lines of feet and heads belong to no body.
_SHORTEST_BODY, _SHORTEST_LINE = 150, 30
_FEET = re.compile(r"备案|版权|主办|承办|技术支持|网站标识码|Copyright", re.IGNORECASE)


def _meta_day(tree: LexborHTMLParser) -> str:
    """The moment in `<meta name="PubDate">`, which portals must carry on articles."""
    for node in tree.css("meta[name]"):
        if (node.attributes.get("name") or "").lower() == "pubdate":
            return _moment(_DAY.search(node.attributes.get("content") or ""))
    return ""


def _stated_day(text: str) -> str:
    return _moment(_STATED.search(text[:6000]))


def _moment(found: re.Match[str] | None) -> str:
    if found is None:
        return ""
    try:
        day = date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return ""
    return f"{day.isoformat()}T{found[4].zfill(5)}" if found[4] else day.isoformat()


def _body_digest(text: str) -> str:
    lines = [one for one in text.split("\n") if len(one) >= _SHORTEST_LINE and "。" in one and not _FEET.search(one)]  # fmt: skip
    body = "\n".join(lines)
    return sha256(body.encode()).hexdigest() if len(body) >= _SHORTEST_BODY else ""


def kind_of(address: str) -> str:
    """What *address* leads to, as far as its name tells: page or attachment."""
    return "attachment" if _ATTACHMENT.search(urlsplit(address).path) else "page"


def _links(tree: LexborHTMLParser, url: str, hiding: Hiding) -> Iterator[PageLink]:
    host, seen = hiding.host, set[tuple[str, str]]()
    for node in tree.css("a[href], area[href], img[src], script[src], iframe[src], frame[src], embed[src]"):
        tag = node.tag or ""
        address = join(url, node.attributes.get("href") or node.attributes.get("src") or "").partition("#")[0]
        if not address:
            continue
        kind = {"img": "picture", "script": "script", "iframe": "frame", "frame": "frame", "embed": "frame"}.get(tag)  # fmt: skip
        kind = kind or kind_of(address)
        way, alone = "", False
        if kind in ("page", "attachment", "frame") and is_elsewhere(address, host):
            way, alone = hiding.of(node)
        if (address, kind) in seen and not way:
            continue
        seen.add((address, kind))
        words = _SPACES.sub(" ", node.text(separator=" ", strip=True) or _named(node))
        yield PageLink(
            url=address,
            kind=kind,
            words=words[:80],
            hidden=way,
            alone=alone,
        )


def _named(node: LexborNode) -> str:
    """What a link without text is called: its own title, or the words of the picture that stands in it."""
    picture = node.css_first("img[alt], img[title]")
    for one in (node, picture):
        if one is not None and (said := one.attributes.get("title") or one.attributes.get("alt")):
            return said
    return ""


def _refresh(tree: LexborHTMLParser, url: str) -> str:
    for node in tree.css("meta[http-equiv]"):
        if (node.attributes.get("http-equiv") or "").lower() == "refresh":
            found = re.search(
                r"url\s{0,3}=\s{0,3}['\"]?([^'\"\s;]{1,500})",
                node.attributes.get("content") or "",
                re.IGNORECASE,
            )
            return join(url, found[1]) if found else ""
    return ""


_LINE_ENDS = frozenset({"p", "div", "li", "tr", "td", "th", "br", "h1", "h2", "h3", "h4", "h5", "h6", "dd", "dt", "option", "section", "article"})  # fmt: skip


def _text(tree: LexborHTMLParser) -> str:
    """The visible text, a line a block; scripts and styles have been taken out of it."""
    tree.strip_tags(["script", "style", "noscript", "template", "head"])
    if tree.body is None:
        return ""
    parts: list[str] = []
    block = 0
    for node in tree.body.traverse(include_text=True):
        if node.tag == "-text":
            if (around := _block_of(node)) != block:  # what follows a paragraph is another line
                parts.append("\n")
                block = around
            parts.append(_SPACES.sub(" ", node.text_content or ""))
        elif node.tag in _LINE_ENDS:
            parts.append("\n")
    lines = (line.strip() for line in "".join(parts).split("\n"))
    return "\n".join(line for line in lines if line)


def _block_of(node: LexborNode) -> int:
    """The nearest element around a text that is a line of its own."""
    one, depth = node.parent, 0
    while one is not None and one.tag not in _LINE_ENDS and depth < 60:
        one, depth = one.parent, depth + 1
    return one.mem_id if one is not None else 0
