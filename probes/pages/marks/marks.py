"""
The marks of a homepage (开设规范标识): each present, absent, or not told.

Present is proved by what stands on the page or in its scripts. Absent is said only of a page whose foot was seen, and
where nothing on it could hold the mark unseen: a script of another address, a frame, a picture without words.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from monitor.domain.page_marks import MarkId, MarkState, PageMark
from probes.http.links import join
from probes.http.sight import title_of
from probes.pages.document.costly import too_costly
from probes.pages.document.elsewhere import puts_elsewhere
from probes.pages.document.markup import without_comments
from probes.pages.document.parser import around, parse_html
from probes.pages.document.scripts import Rendered, render

_UNSEEN = re.compile(r"<!--|-->|</?(?:template|textarea)(?:\s[^<>]{0,200})?>", re.IGNORECASE)
_SPACES = re.compile(r"[\s\u3000\xa0]+")
_OWNER = re.compile(r"主\s{0,4}办\s{0,4}(?:单\s{0,4}位)?\s{0,4}[：:︰]\s{0,4}([^\s：:|｜，,。；;]{3,40})")
_OWNER_BEFORE = re.compile(r"([\u4e00-\u9fff（）()]{4,40})\s{0,3}主办")
_BY = re.compile(r"主办单位\s{0,4}([\u4e00-\u9fff（）()]{4,40})")
#: What only its own script or address holds: words alone are no entry and no badge.
_FIND_ERRORS = re.compile(r"_jiucuo_|jiucuo\.js|zfwzgl\.www\.gov\.cn|exposure/jiucuo", re.IGNORECASE)
_FIND_ERRORS_LINK = re.compile(r"(?:政府)?网站找错|我要纠错")
_BADGE = re.compile(r"_ideConac|\bconac\.cn", re.IGNORECASE)
_CODE = re.compile(
    r"(?:网站)?标\s?识\s?(?:编\s?)?码\s{0,4}[：:︰]?\s{0,4}((?:bm)?\d{8,10})(?![\da-z])", re.IGNORECASE
)
_CODE_ATTRIBUTE = re.compile(
    r"""(?:sitecode|siteidcode)["'\s:=]{1,6}(?:content=["'])?((?:bm)?\d{8,10})\b""", re.IGNORECASE
)
_CODE_META = re.compile(
    r"""<meta[^>]{0,60}?name\s?=\s?["']SiteIDCode["'][^>]{0,60}?content\s?=\s?["']((?:bm)?\d{8,10})["']""",
    re.IGNORECASE,
)
_ICP = re.compile(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]\s?ICP\s?(?:备|证|备案)?\s?[案第]?\s?[:：]?\s?\d{6,10}\s?号?(?:\s?[-－—]\s?\d{1,3})?",
    re.IGNORECASE,
)
_POLICE = re.compile(
    r"(?:公\s?网\s?安\s?备|网警备案号?|公安(?:机关|联网|互联网|网站)?备案号?|公\s?安\s?网\s?备|(?<=[\u4e00-\u9fff])公\s?安?\s?备(?=\s{0,3}[：:]))\s{0,3}(?:案号?)?\s{0,3}[：:]?\s{0,3}(\d{10,14})\s?号?"
)
_ACCESSIBLE = re.compile(r"无\s?障\s?碍")
_ELDERLY = re.compile(r"适老|长者|老年(?:人)?模式|关怀(?:版|模式)|爱心模式|大字版")
_HOTLINE = re.compile(r"(?<!\d)12345(?!\d)")
#: An address that leads nowhere by itself; what its script does no reader tells.
_NOWHERE = re.compile(
    r"^(?:#.{0,60}|javascript:(?:void)?[\s(0);]{0,12}|about:blank|(?:tel|mailto):.{0,60})?$", re.IGNORECASE
)
#: What a foot says; two of them mean that it was seen.
_FOOT = re.compile(
    r"版权所有|主\s?办\s?单?位?|承\s?办\s?单?位?|ICP\s?备|公网安备|网站标识码|网站地图|联系我们|联系电话|邮政编码|技术支持"
)
#: Scripts that write nothing into a page.
_SILENT = re.compile(
    r"jquery|swiper|bootstrap|layui|vue|\bmin\.js|common|base|main|index|slide|tab|banner|superslide|hm\.baidu|cnzz|analytics|stat|pv|count|log|weixin|wx|share|respond|html5|polyfill|echarts|calendar|date|lunar|weather|tianqi|search",
    re.IGNORECASE,
)
#: Scripts that write a page's foot, wherever they are called from.
_FOOT_SCRIPT = re.compile(r"foot|bottom|copyright|dibu|yejiao", re.IGNORECASE)
#: Places of a foot's words, by name.
_FOOT_PLACE = re.compile(
    r"foot(?!ball)|bottom|copyright|beian|\bicp|dibu|yejiao|banquan|include", re.IGNORECASE
)
_MAY_HOLD = "div[id], div[class], p[id], p[class], span[id], footer, [include-html], [data-include]"
#: Scripts that write the one mark of their own, and no other.
_OF_ONE = (
    (MarkId.FIND_ERRORS, re.compile(r"jiucuo", re.IGNORECASE)),
    (MarkId.PARTY_BADGE, re.compile(r"conac|^CA\d{15}", re.IGNORECASE)),
    (
        MarkId.ACCESSIBLE,
        re.compile(r"wza|slhelper|toolbar|barrier|accessib|wuzhangai|cniil|eyeshow", re.IGNORECASE),
    ),
    (MarkId.ELDERLY, re.compile(r"wza|slhelper|shilao|aged|older|elder", re.IGNORECASE)),
)
#: Words that stand for a mark in a form which is for a person to judge.
_ALMOST = {
    MarkId.OWNER: re.compile(
        r"版\s?权|Copyright|Rights\s?Reserved|©|承\s?办|管理单位|维护单位"
        r"|[\u4e00-\u9fff]{2,30}(?:政府|委员会|办公室|管委会|办事处|局|厅|院|中心|公司)\s{0,3}(?:地\s?址|电\s?话|邮\s?编|邮政编码|联系)",
        re.IGNORECASE,
    ),
    MarkId.ICP: re.compile(r"ICP|备\s?案", re.IGNORECASE),
    MarkId.POLICE: re.compile(r"网\s?安|网\s?警|公\s?安.{0,6}备|beian\.(?:gov|mps)"),
    MarkId.SITE_CODE: re.compile(r"标\s?识\s?(?:编\s?)?(?:码|号)"),
    MarkId.FIND_ERRORS: re.compile(r"找\s?错|纠\s?错"),
    MarkId.ACCESSIBLE: re.compile(r"无\s?障\s?碍|读\s?屏"),
    MarkId.ELDERLY: re.compile(r"适\s?老|长\s?者|老\s?年|关\s?怀"),
    MarkId.HOTLINE: re.compile(r"(?<!\d)12345(?!\d)|便民服务|政务服务热线|市长热线"),
    MarkId.PARTY_BADGE: re.compile(r"党政机关|事业单位标识"),
}
_PICTURE_MARKS = frozenset({MarkId.FIND_ERRORS, MarkId.PARTY_BADGE, MarkId.POLICE})


def read_marks(html: str, url: str, site_name: str, now: datetime) -> tuple[PageMark, ...]:
    """
    The marks of the homepage *html* that came from *url*, with its inline scripts run as of *now*; a mark that they hide, or show at some times only, is not told.

    *site_name*: the configured name (网站名称), which the title must bear. A page too costly to read tells nothing.
    """
    if too_costly(html):
        return tuple(PageMark(id=one, state=MarkState.NOT_TOLD, why="too_costly") for one in MarkId)
    rendered = render(html, url, now, anyway=True)
    found = {one.id: one for one in _marks_of(_Page(html, rendered, url), site_name)}
    then = replace(rendered, html=rendered.at_another_time or rendered.html)
    for one in _marks_of(_Page(html, then, url), site_name) if then.html != rendered.html else ():
        if one.state is not MarkState.PRESENT and found[one.id].state is MarkState.PRESENT:
            found[one.id] = PageMark(id=one.id, state=MarkState.NOT_TOLD, why="hidden")
    # what stands there unseen, or stood there before scripts, is no mark, and its lack is nobody's to tell either
    for unseen in (rendered, replace(rendered, html=html)):
        if all(one.state is MarkState.PRESENT for one in found.values()):
            break
        for one in _marks_of(_Page(html, unseen, url, True), site_name):
            if one.state is MarkState.PRESENT and found[one.id].state is not MarkState.PRESENT:
                found[one.id] = PageMark(id=one.id, state=MarkState.NOT_TOLD, why="hidden")
    return tuple(found.values())


def _marks_of(page: "_Page", site_name: str) -> Iterator[PageMark]:
    yield from (
        _title(page, site_name),
        _domain(page.url),
        page.mark(MarkId.OWNER, _owner(page)),
        page.mark(
            MarkId.FIND_ERRORS, _matched(_FIND_ERRORS, page.everything) or _entry(page, _FIND_ERRORS_LINK)
        ),
        page.mark(MarkId.PARTY_BADGE, _matched(_BADGE, page.everything)),
        page.mark(MarkId.SITE_CODE, _site_code(page)),
        page.mark(MarkId.ICP, _matched(_ICP, page.text)),
        page.mark(MarkId.POLICE, _police(page)),
        page.mark(MarkId.ACCESSIBLE, _entry(page, _ACCESSIBLE)),
        page.mark(MarkId.ELDERLY, _entry(page, _ELDERLY)),
        page.mark(MarkId.HOTLINE, _entry(page, _HOTLINE)),
    )


class _Page:
    """One page, with what may hold a mark that cannot be seen; *hidden*: what nobody sees of it is read too."""

    def __init__(self, source: str, after: Rendered, url: str, hidden: bool = False) -> None:
        html = after.html
        self.url, self.tree = url, _tree(html, hidden)
        #: with scripts and attributes: marks are often written by scripts of their owners
        self.everything = self.tree.html or ""
        if source not in html:  # the scripts that ran are gone from the page that they wrote
            self.everything += "\n".join(one.html or "" for one in _tree(source, hidden).css("script"))
        shown = parse_html(self.tree.html or "")
        shown.strip_tags(["script", "style", "noscript", "template"])
        self.text = _SPACES.sub(" ", shown.body.text(separator=" ") if shown.body is not None else "")
        self.links = list(_links(self.tree))
        self.unseen = self._unseen(after.failed)
        self.unable, self.awaited = after.unable, after.awaited
        self.brought = self._brought(after.broke) or ("script_asks" if after.awaited or after.placed else "")

    def mark(self, id: MarkId, value: str) -> PageMark:
        """Present with its value; else absent, or not told where something may hold it unseen."""
        if value and not self.unable and not any(value in part for part in self.awaited):
            return PageMark(id=id, state=MarkState.PRESENT, value=value[:200])
        why = (
            self.unseen
            or self._written_elsewhere(id)
            or self._almost(id)
            or self.brought
            or (self._wordless() if id in _PICTURE_MARKS else "")
        )
        return PageMark(id=id, state=MarkState.NOT_TOLD if why else MarkState.ABSENT, why=why)

    def _unseen(self, failed: str) -> str:
        """Why the page may hold more than was seen; "": it was seen whole."""
        if failed:
            return f"script:{failed[:60]}"
        if len(set(_FOOT.findall(self.text))) < 2:
            return "no_foot"
        for frame in self.tree.css("iframe[src], frame[src], object[data], embed[src]"):
            if not _is_hidden(frame) and ".swf" not in (frame.html or "")[:600]:
                return "frame"
        return ""

    def _brought(self, broke: bool) -> str:
        """What may bring more of the page than was seen."""
        if any(_FOOT_PLACE.search(_names(one)) and not _holds(one) for one in self.tree.css(_MAY_HOLD)):
            return "empty_foot"
        if puts_elsewhere(self.everything):
            return "script_asks"
        return "script:broke off" if broke else ""

    def _written_elsewhere(self, id: MarkId) -> str:
        """A script of another address in the page's body that may write the mark."""
        for script in self.tree.css("head script[src], body script[src]"):
            name = urlsplit(script.attributes.get("src") or "").path.rsplit("/", 1)[-1]
            if _FOOT_SCRIPT.search(name):
                return f"script_elsewhere:{name[:60]}"
            if not _is_inside(script, "body"):
                continue
            owners = [mark for mark, pattern in _OF_ONE if pattern.search(name)]
            if id in owners or (not owners and not _SILENT.search(name)):
                return f"script_elsewhere:{name[:60]}"
        return ""

    def _almost(self, id: MarkId) -> str:
        """Words of the page that may stand for the mark."""
        pattern = _ALMOST.get(id)
        found = (pattern.search(self.everything) or pattern.search(self.text)) if pattern else None
        return f"other_words:{found[0]}" if found else ""

    def _wordless(self) -> str:
        """A picture in a link, without words, that may be a badge."""
        for link in self.tree.css("a"):
            picture = link.css_first("img")
            if picture is None or link.text(strip=True):
                continue
            told = (picture.attributes.get("alt") or "") + (picture.attributes.get("title") or "")
            host = urlsplit(join(self.url, link.attributes.get("href") or "")).hostname or ""
            if not told.strip() and host != urlsplit(self.url).hostname:
                return "picture_without_words"
        return ""


def _tree(html: str, hidden: bool) -> LexborHTMLParser:
    """*html* without comments, templates, what stands in fields, and what its own markup hides; all of it where *hidden*."""
    if hidden:
        return parse_html(_UNSEEN.sub(" ", html))
    tree = parse_html(html)
    tree.strip_tags(["template", "textarea", "noscript"])
    for node in tree.css("[style], [hidden]"):
        if node.tag not in ("body", "html") and _is_invisible(node):
            node.decompose()
    return parse_html(without_comments(tree.html or ""))


def _names(node: LexborNode) -> str:
    attributes = node.attributes
    return f"{node.tag} {attributes.get('id') or ''} {attributes.get('class') or ''} {' '.join(attributes)}"[
        :300
    ]


def _holds(node: LexborNode) -> bool:
    return bool(node.text(strip=True)) or node.css_first("img, input, svg, a, script") is not None


def _is_inside(node: LexborNode, tag: str) -> bool:
    return any(one.tag == tag for one in around(node))


def _is_invisible(node: LexborNode) -> bool:
    style = (node.attributes.get("style") or "").replace(" ", "").lower()
    return "display:none" in style or "visibility:hidden" in style or "hidden" in node.attributes


def _title(page: _Page, site_name: str) -> PageMark:
    title = _SPACES.sub("", title_of(page.everything))
    name = _SPACES.sub("", site_name)
    short = re.sub(r"人民政府|门户网站|政府网站?|政府|网站|官网|[—\-_|]", "", name)
    bare = re.sub(r"人民政府|门户网站|政府网站?|政府|网站|官网|[—\-_|]", "", title)
    if not title:
        return PageMark(id=MarkId.TITLE, state=MarkState.ABSENT)
    fits = bool(short) and (short in bare or (bare and bare in short and len(bare) >= 3))
    return PageMark(id=MarkId.TITLE, state=MarkState.PRESENT if fits else MarkState.ABSENT, value=title[:200])


def _domain(url: str) -> PageMark:
    host = urlsplit(url).hostname or ""
    ours = host.endswith((".gov.cn", ".政务")) or ".xn--zfr164b" in host
    return PageMark(id=MarkId.DOMAIN, state=MarkState.PRESENT if ours else MarkState.ABSENT, value=host)


def _owner(page: _Page) -> str:
    for pattern in (_OWNER, _BY, _OWNER_BEFORE):
        found = pattern.search(page.text)
        if found and not _FOOT.match(found[1]):  # an empty 主办单位： is followed by the foot's next words
            return found[1].strip("（）() ")
    return ""


def _site_code(page: _Page) -> str:
    for pattern, text in (
        (_CODE, page.text),
        (_CODE_ATTRIBUTE, page.everything),
        (_CODE_META, page.everything),
    ):
        if found := pattern.search(text):
            return found[1].lower()
    return ""


def _police(page: _Page) -> str:
    found = _POLICE.search(page.text)
    return found[1] if found else ""


def _entry(page: _Page, words: re.Pattern[str]) -> str:
    """The address of the first link that leads somewhere and whose words, title, picture or address say so."""
    for text, address in page.links:
        if (words.search(text) or words.search(address)) and address:
            return address
    return ""


def _links(tree: LexborHTMLParser) -> Iterator[tuple[str, str]]:
    """Words and address of whatever can be clicked."""
    for node in tree.css("a, [onclick], button, area"):
        words = [node.text(separator=" ", strip=True)[:200]]
        for one in (node, *node.css("img")):
            words += [
                one.attributes.get(name) or "" for name in ("title", "alt", "aria-label", "id", "class")
            ]
        address = (node.attributes.get("href") or "").strip()
        if _NOWHERE.match(address):
            address = (node.attributes.get("onclick") or "").strip() or address
        if _NOWHERE.match(address):
            address = ""
        picture = node.css_first("img")
        source = (picture.attributes.get("src") or "") if picture is not None else ""
        yield " ".join([*words, source]), address[:300]


def _matched(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found[0].strip() if found else ""


def _is_hidden(node: LexborNode) -> bool:
    style = (node.attributes.get("style") or "").replace(" ", "").lower()
    size = (node.attributes.get("width") or "", node.attributes.get("height") or "")
    return "display:none" in style or "0" in size or (node.attributes.get("hidden") is not None)


#: Page tags (页面标签) that 政府网站发展指引 asks for.
TAGS = (
    "SiteName", "SiteDomain", "SiteIDCode", "ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType", "ArticleTitle", "PubDate",
    "ContentSource", "Keywords", "Author", "Description", "Url",
)  # fmt: skip


def read_tags(html: str) -> tuple[tuple[str, str], ...]:
    """The page tags of *html* that stand in its head, by name as the guide spells it, each with its content."""
    if too_costly(html):
        return ()
    spelt = {one.lower(): one for one in TAGS}
    found: dict[str, str] = {}
    for node in parse_html(html).css("meta[name]"):
        name = spelt.get((node.attributes.get("name") or "").strip().lower())
        if name:
            found.setdefault(name, (node.attributes.get("content") or "").strip()[:200])
    return tuple(found.items())
