"""Proposing the columns of a site from its homepage (栏目发现): names, kinds, what each list shows."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, count
from urllib.parse import urlsplit

from monitor.domain.content import Item, ListState
from monitor.domain.observation import BoardReading
from monitor.domain.site import ColumnKind
from probes.http.guard import is_same_site
from probes.http.links import host_of, join
from probes.http.sight import title_of
from probes.http.strangers import stranger_of
from probes.pages.dates.dates import date_in_url, find_dates
from probes.pages.document.tree import Element, Tree, read_tree
from probes.pages.records.rows import MORE, linked_records

_KINDS = (
    (ColumnKind.NEWS, re.compile(r"动态|要闻|新闻|资讯|快讯|头条")),
    (ColumnKind.NOTICE, re.compile(r"通知|公告|公示")),
    (ColumnKind.POLICY, re.compile(r"政策文件|规范性文件|文件库|政策法规|^文件$|部门文件")),
)
_NO_COLUMN = re.compile(
    r"登录|注册|首页|搜索|移动端|手机版|天气|客服|值班|访问统计|^返回|English|繁體|繁体|无障碍|关怀|长者|适老|微信|微博|APP|客户端|地图|帮助|联系我们|关于我们|版权|邮箱|RSS|RSS订阅|智能|更多|投诉|举报|免责|隐私|声明|指南|依申请|收藏|退出|下载$"
)
#: Files that are no pages.
_FILE = re.compile(
    r"\.(?:pdf|docx?|xlsx?|pptx?|wps|ofd|txt|zip|rar|7z|apk|exe|jpe?g|png|gif|mp4|mp3)$", re.IGNORECASE
)
_INDEX = re.compile(r"/(?:index|default)\.(?:s?html?|jsp|aspx?|php)$", re.IGNORECASE)
#: Addresses of columns that hold long numbers all the same.
_NUMBERED = re.compile(r"(?<![a-z])(?:col|column|list|node|channels?|c)[_-]?\d", re.IGNORECASE)
_PAGE = re.compile(r"\.(?:s?html?|jsp|aspx?|php)$", re.IGNORECASE)
#: A page that shows one article, by its name and its query; a name so long, beside a day, is an article's title.
_SHOWS = re.compile(
    r"/(?:[a-z]{0,12}[_-]?)?(?:show|view|detail|article|content|read)\w{0,12}\.\w{2,5}\?", re.IGNORECASE
)
_TITLE_FROM = 6

#: What stands between a title's parts, and beside a site's name.
_BETWEEN = re.compile(r"[-_|—–·:：,，。!！>》«»【】\s]+")
_ADDITION = re.compile(
    r"^(?:欢迎(?:您)?(?:访问|光临)|首页|您好)|(?:官方|政务)?(?:门户)?(?:网站|网站首页|官网|信息网|首页)(?:集群|首页)?$|门户$"
)
#: A public body's name.
_NAMED = re.compile(r"政府|局|委|办|厅|署|镇|乡|街道|管委会|中心|法院|检察院|公安|[省市区县州盟旗]")

_BODY = re.compile(r"(?:政府|局|委|委员会|办公室|厅|署|镇|乡|街道|办事处|管委会|中心|法院|检察院)$")

#: Hosts of the State Council and of provinces: www.gov.cn, www.fujian.gov.cn.
_ABOVE = re.compile(
    r"^(?:gov\.cn|(?:beijing|tj|hebei|shanxi|nmg|ln|jl|hlj|shanghai|jiangsu|zj|ah|fujian|jiangxi|shandong|henan|hubei|hunan|gd|gxzf|hainan|cq|sc|guizhou|yn|xizang|shaanxi|gansu|qinghai|nx|xinjiang)\.gov\.cn)$"
)
_LIST_ABOVE = re.compile(r"国务院|国办|省政府|省委|中国政府网|要闻|最新政策|政策文件|信息")
MOST_ABOVE = 6

#: Pages proposed for one site at the most.
MOST = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """One page that may be a column."""

    id: str  #: made from its address
    name: str
    url: str
    kind: ColumnKind
    top_level: bool
    state: ListState | None = None  #: what its list turned out to be, once read
    sample: tuple[Item, ...] = ()
    why: str = ""  #: why it has no list that can be read
    board: BoardReading | None = None  #: the letters on it, where it shows letters and what became of them


def propose_columns(
    html: str, url: str, allowed_hosts: Sequence[str], most: int = MOST
) -> tuple[Proposal, ...]:
    """
    The pages of this site that a homepage links to by a short name, and that are no articles: neither by their address nor by
    a day beside a title.

    *most* pages at the most. Kinds are guessed from the name; a person confirms them.
    """
    tree = read_tree(html)
    base = join(url, tree.base) or url
    host = host_of(url)
    found: dict[str, Proposal] = {}
    dated = {row.link.index for row in linked_records(tree, None) if row.said.is_stated}
    for link in tree.elements:
        if len(found) >= most:
            break
        name = _name(tree, link) if link.tag == "a" and link.href else ""
        if not 2 <= len(name) <= 14 or _NO_COLUMN.search(name) or not re.search(r"[\u4e00-\u9fff]", name):
            continue
        address = join(base, link.href).split("#")[0]
        titled = len(name) >= _TITLE_FROM and (link.index in dated or _SHOWS.search(address) is not None)
        if titled or find_dates(name):
            continue
        parts = urlsplit(address)
        if not address or not is_same_site(parts.hostname or "", host, allowed_hosts):
            continue
        if not _is_column(parts.path, name) or address.rstrip("/") == url.rstrip("/"):
            continue
        key = _INDEX.sub("/", address).rstrip("/")
        if key not in found:
            found[key] = _proposal(name, address, found)
    return tuple(found.values())


def _name(tree: Tree, link: Element) -> str:
    """What a link calls its page; for a bare 更多 what its title says, or the heading right before it."""
    said = re.sub(r"\s+", "", tree.text(link))
    if said and not MORE.match(said):
        return said
    told = re.sub(r"\s+", "", dict(link.told).get("title", ""))
    if told and not MORE.match(told):
        return told.removeprefix("更多")
    before = tree.texts[link.start - 1] if said and link.start else ""
    return before if len(before) <= 8 and not re.search(r"\d", before) else ""


def propose_above(html: str, url: str) -> tuple[tuple[str, str], ...]:
    """Name and address of what a homepage links to on portals above (中国政府网、省政府): the lists against which reposts are held."""
    tree = read_tree(html)
    base = join(url, tree.base) or url
    found: dict[str, str] = {}
    for link in tree.elements:
        if link.tag != "a" or not link.href or len(found) >= MOST_ABOVE:
            continue
        name, address = _name(tree, link), join(base, link.href).split("#")[0]
        host = (urlsplit(address).hostname or "").removeprefix("www.")
        if (
            name
            and _ABOVE.match(host)
            and host != host_of(url).removeprefix("www.")
            and _LIST_ABOVE.search(name)
        ):
            found.setdefault(address, name)
    return tuple((name, address) for address, name in found.items())


def propose_mark(html: str) -> str:
    """
    The text by which this homepage is known again (`title_mark`): the name in its title, without 门户网站 and the like.

    "" where the title names nobody, or where the page is a stranger's: a default page's title must not become a mark.
    """
    title = title_of(html)
    if stranger_of(html) is not None:
        return ""
    parts = [_ADDITION.sub("", one).strip() for one in _BETWEEN.split(title)]
    named = [one for one in parts if 4 <= len(one) <= 40 and _NAMED.search(one)]
    return max(named, key=lambda one: (_BODY.search(one) is not None, len(one)), default="")


def guess_kind(name: str) -> ColumnKind:
    """The class of column that its name suggests."""
    return next((kind for kind, words in _KINDS if words.search(name)), ColumnKind.GENERAL)


def _proposal(name: str, address: str, found: Mapping[str, Proposal]) -> Proposal:
    taken = {one.id for one in found.values()}
    parts = urlsplit(address.lower())
    stem = re.sub(r"[^a-z0-9]+", "-", f"{_PAGE.sub('', parts.path)}-{parts.query}").strip("-")
    stem = stem.removesuffix("-index").split("xjwz-")[-1] or "column"
    numbered = (f"{stem}-{n}" for n in count(2))
    id = next(one for one in chain((stem,), numbered) if one not in taken)
    kind = guess_kind(name)
    top_level = kind in (ColumnKind.NOTICE, ColumnKind.POLICY) and address.rstrip("/").count("/") <= 5
    return Proposal(id=id, name=name, url=address, kind=kind, top_level=top_level)


def _is_column(path: str, name: str) -> bool:
    """A folder, or a page without an article's digits or day; with digits where it is named like a column."""
    last = path.rsplit("/", 1)[-1]
    if _FILE.search(last) or date_in_url(path) is not None:
        return False
    if last == "" or not _PAGE.search(last) or not re.search(r"\d{4,}", last):
        return True
    named = len(name) <= 6 and guess_kind(name) is not ColumnKind.GENERAL
    return named or _NUMBERED.search(last) is not None
