"""What one page of the sample shows: page tags (页面标签), floating boxes, adverts, sharing, leaving prompts, logins."""

import re
from collections.abc import Iterator
from datetime import date
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from monitor.domain.sampled_pages import SampledPage
from probes.http.links import host_of, join
from probes.pages.document.costly import TOO_COSTLY, too_costly
from probes.pages.document.parser import parse_html
from probes.pages.marks.marks import read_tags

#: 政府网站发展指引, 附件2 网页设计规范: tags by the sort of page.
MUST: dict[str, tuple[str, ...]] = {
    "home": ("SiteName", "SiteDomain", "SiteIDCode"),
    "column": ("SiteName", "SiteDomain", "SiteIDCode", "ColumnName", "ColumnType"),
    "article": ("SiteName", "SiteDomain", "SiteIDCode", "ColumnName", "ColumnType", "ArticleTitle", "PubDate", "ContentSource"),
    "board": ("SiteName", "SiteDomain", "SiteIDCode", "ColumnName", "ColumnType"),
}  # fmt: skip
_FLOAT_NAME = re.compile(r"piaofu|float(?:ad|ing|box|img)?\b|fuchuang|xuanfu|duilian|suspend|popad|floatdiv", re.IGNORECASE)  # fmt: skip
_CLOSE = re.compile(r"关\s?闭|close|guanbi|^\s*[×xX✕]\s*$", re.IGNORECASE)
_ADVERT = re.compile(
    r"(?:^|\.)(?:pos\.baidu\.com|cpro\.baidu\.com|cpro\.baidustatic\.com|googlesyndication\.com|doubleclick\.net|tanx\.com|alimama\.cn|mmstat\.com|gdt\.qq\.com|adsame\.com|allyes\.com|miaozhen\.com|admaster\.com\.cn)$"
)
_SHARE = re.compile(r"bdshare|bshare|social-share|socialshare|jiathis|分享到|share\.js|iconfont-share|class=[\"'][^\"']{0,40}\bshare", re.IGNORECASE)  # fmt: skip
_LEAVING = re.compile(r"即将离开|将要离开|离开本(?:网)?站|离开(?:当前)?网站|跳转至?第三方|您访问的链接")
_LOGIN = re.compile(r"^(?:用户|会员|个人|法人|请|立即|我要)?登\s?[录陆](?:\s?[/|]?\s?注册)?$|^注册\s?[/|]?\s?登录$|统一登录|一号登录|闽政通登录")  # fmt: skip
_SCRIPT = re.compile(r"^(?:javascript:|#|$)", re.IGNORECASE)


def read_sampled(
    html: str, url: str, sort: str, title: str, on: date | None
) -> tuple[SampledPage, tuple[str, ...]]:
    """
    The page *html* of that *sort*, and the addresses of its logins ("" where a script opens one).

    *title* and *on*: what the article is called and the day that it states, where that is known.
    """
    if too_costly(html):
        return SampledPage(url=url, sort=sort, state="unreadable", reason=TOO_COSTLY), ()
    tree = parse_html(html)
    tags = {name: content for name, content in read_tags(html) if content}
    floats = [one for one in tree.css("[style], div[id], div[class]") if _floats(one)]
    links = [join(url, one.attributes.get("href") or "") for one in tree.css("a[href]")]
    here = urlsplit(url).hostname or ""
    sources = (join(url, one.attributes.get("src") or "") for one in tree.css("iframe[src], script[src]"))
    page = SampledPage(
        url=url, sort=sort, tags=tuple(one for one in MUST[sort] if one in tags),
        tags_missing=tuple(one for one in MUST[sort] if one not in tags), tags_wrong=tuple(_wrong(tags, title, on)),
        floats=len(floats), floats_without_close=sum(not _closes(one) for one in floats),
        adverts=tuple(sorted({host_of(one) for one in sources if _ADVERT.search(host_of(one))})),
        shares=_SHARE.search(html) is not None, prompts_leaving=_LEAVING.search(html) is not None,
        outside_links=sum(bool(one) and host_of(one) != here for one in links),
    )  # fmt: skip
    return page, tuple(dict.fromkeys(_logins(tree, url)))


def _wrong(tags: dict[str, str], title: str, on: date | None) -> Iterator[str]:
    said = re.search(r"(\d{4})\D{1,2}(\d{1,2})\D{1,2}(\d{1,2})", tags.get("PubDate", ""))
    if said and on is not None and tuple(int(one) for one in said.groups()) != (on.year, on.month, on.day):
        yield f"PubDate:{tags['PubDate'][:40]}"
    named = re.sub(r"\W", "", tags.get("ArticleTitle", ""))
    bare = re.sub(r"\W", "", title)
    if named and bare and named not in bare and bare not in named:
        yield f"ArticleTitle:{tags['ArticleTitle'][:60]}"


def _floats(node: LexborNode) -> bool:
    style = (node.attributes.get("style") or "").replace(" ", "").lower()
    name = f"{node.attributes.get('id') or ''} {node.attributes.get('class') or ''}"
    hidden = "display:none" in style
    return not hidden and ("position:fixed" in style or _FLOAT_NAME.search(name) is not None)


def _closes(node: LexborNode) -> bool:
    for one in (node, *node.css("*")):
        told = " ".join(
            one.attributes.get(name) or "" for name in ("class", "id", "title", "alt", "onclick", "src")
        )
        if _CLOSE.search(told) or _CLOSE.search(one.text(deep=False).strip()):
            return True
    return False


def _logins(tree: LexborHTMLParser, url: str) -> Iterator[str]:
    for node in tree.css("a, button"):
        words = re.sub(r"\s+", " ", node.text()).strip() or (node.attributes.get("title") or "").strip()
        if not _LOGIN.search(words):
            continue
        href = (node.attributes.get("href") or "").strip()
        yield "" if _SCRIPT.match(href) else join(url, href)
