"""Proposing the columns of a site from its homepage (栏目发现): names, kinds, what each list shows."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, count
from urllib.parse import urlsplit

from monitor.domain.content import Item, ListState
from monitor.domain.observation import BoardReading
from monitor.domain.site import ColumnKind
from probes.http.guard import is_same_site
from probes.http.links import host_of, join, page_key, route_of
from probes.http.sight import title_of
from probes.http.strangers import stranger_of
from probes.pages.dates.dates import date_in_url, find_dates
from probes.pages.document.scripts import render
from probes.pages.document.tree import Tree, read_tree
from probes.pages.listing.page_links import NamedLink, links_in_data, links_of
from probes.pages.records.rows import linked_records

_KINDS = (
    (ColumnKind.NEWS, re.compile(r"动态|要闻|新闻|资讯|快讯|头条|\bnews\b", re.IGNORECASE)),
    (ColumnKind.NOTICE, re.compile(r"通知|公告|公示|\b(?:notice|announcement|bulletin)s?\b", re.IGNORECASE)),
    (
        ColumnKind.POLICY,
        re.compile(
            r"政策文件|规范性文件|文件库|(?:政策|法律)法规|政策(?:汇编|清单)|规章$|^文件$|\bpolic(?:y|ies)\b"
            r"|(?:政府|部门|机关|上级|中央|国务院|中心|其他|重要|公开|[省市区县州局委办厅令])[\u4e00-\u9fff]{0,5}(?<!招标)(?<!采购)文件$",
            re.IGNORECASE,
        ),
    ),
)
_ELSEWHERE = re.compile(r"(?:平台|系统|链接)$")
#: What a page is called that is none of the site's columns: in its name, or as all of it.
_NO_COLUMN = re.compile(
    r"登[录陆]|搜索|检索|移动端|手机版|客服|值班|访问统计|^返回|English|繁體|繁体|简体|无障碍|关怀|长者|适老|联系我们|关于我们|版权|RSS|免责|隐私|依申请|指南$|ICP备|公网安备"
    r"|(?:微信|微博|公众号|小程序|APP|客户端|抖音|视频号|二维码|邮箱)(?:公众号|矩阵|下载)?$|(?:投诉|举报)(?:电话|平台|方式|入口|中心|专区|热线)?$"
    r"|^(?:home|contact(?: us)?|about us|site ?map|log ?in|sign in|search|faqs?|help|more|links?)$",
    re.IGNORECASE,
)
_TOOL = re.compile(
    r"(?:网站|返回|回到?|本站|门户|设为)?[首主]页|(?:今日|实时)?天气(?:预报|实况)?|限行尾号|(?:加入|我的)?收藏(?:本[站页]|夹)?|(?:网站|站点|电子|交通|政务)?地图|(?:使用|在线)?帮助(?:中心|文档|信息|说明)?"
    r"|智能(?:问答|机器人|推荐|引导|助手)|(?:网站|法律|郑重|安全|站点)?声明|(?:用户|会员|个人|企业|法人|免费|立即|新用户)?注册|(?:安全)?退出(?:登录|系统)?"
    r"|(?:软件|驱动|插件|浏览器|控件|证书)?下载|(?:.{0,4}旧|回?老)版.{0,4}|[上下]一?[页篇条]|[尾末]页|展开|收起|查询|提交|全部|分享|扫一扫|换一[换批组]|立即..|.{0,6}详情|(?:20\d\d年)?(?:\d{1,2}月份?)?|(?:点击|快速|立即)?进入(?:专题|专栏|网站|系统|查看)?|(?:网站|我要|信息|内容|站点|访问|政府网站)?(?:纠错|找错|统计)"
    r"|打印(?:本[页文]|此[页文])?|关闭(?:窗口|页面|本页)?|(?:会员|个人|用户)中心|(?:友情|相关|网站)链接|(?:更多|其他)(?:语言|链接)"
)
#: Files that are no pages.
_FILE = re.compile(
    r"\.(?:pdf|docx?|xlsx?|pptx?|wps|ofd|txt|zip|rar|7z|apk|exe|jpe?g|png|gif|mp4|mp3)$", re.IGNORECASE
)
#: Addresses of columns that hold long numbers all the same.
_NUMBERED = re.compile(
    r"(?<![a-z])(?:(?:col|column|list|node|channels?|lm|lanmu)(?:[_-]?\d[^/]{0,60}|/\d{1,12}\.\w{2,6})|c[_-]?\d[^/]{0,60})$",
    re.IGNORECASE,
)
_PAGE = re.compile(r"\.(?:[sj]?html?|jsp|aspx?|php|action|do)$", re.IGNORECASE)
#: What a search finds.
_SEARCHES = re.compile(r"[?&](?:q|wd|kw|key|keywords?|query|search\w{0,12})=[^&]", re.IGNORECASE)
#: A title that is cut off.
_CUT = re.compile(r"(?:…|\.{2,3})\s{0,3}\Z")
#: A page that shows one article, by its name, what it is asked for, or where it stands.
_SHOWS = re.compile(
    r"/(?:[a-z]{0,12}[_-]?)?(?:show|view|detail|article|content|read)(?!\w{0,12}(?:list|class|more|categor|channel|column|type|lanmu))\w{0,12}\.\w{2,6}\?"
    r"|[?&](?:(?:a|action|m|method)=(?:show|view|detail)|\w{0,20}(?:news|article|info|content|doc|art)id=\d)|NewsContentUrl|/\?(?:p=\d|[a-z]{2,20}_\d{1,6}/\d{1,9}\.html?$)",
    re.IGNORECASE,
)
_OF_ARTICLE = re.compile(
    r"/(?:info|contents)/\d{1,9}/\d{1,9}\.\w{2,6}$|/(?:19|20)\d\d/(?:[\w-]{1,30}/){0,2}\d{1,9}\.\w{2,6}$|/[0-9a-f]{16,64}(?:\.\w{2,6})?$|/\d{9,24}/(?:index\.\w{2,6})?$"
    r"|/u\d{1,6}a\d{1,9}\.\w{2,6}$|/(?:show|detail|view|article|archives|read)s?/(?:id/)?\d{1,12}(?:\.\w{2,6})?/?$",
    re.IGNORECASE,
)
#: A name so long, beside a day, is an article's title, and one so long that is cut off; so long is a column's name, and that of a topic.
_TITLE_FROM, _CUT_FROM, _LONGEST, _LONGEST_TOPIC = 6, 5, 14, 30
_TOPIC = re.compile(r"专[题栏区]$")
_HANZI, _LETTERS = re.compile(r"[\u4e00-\u9fff]"), re.compile(r"[^\W\d_]{2}")
#: A page of other writing than Chinese has fewer such characters than one in so many letters; a column's name there is no longer.
_FEW_HANZI, _LONGEST_FOREIGN = 5, 40

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

    Also what its scripts write, and where it shows no such link, what its scripts hold as the data of a menu. *most* pages at the most, each once,
    however it is written. Kinds are guessed from the name; a person confirms them.
    """
    html = render(html, url, None).html
    tree = read_tree(html)
    base = join(url, tree.base) or url
    dated = {row.link.index for row in linked_records(tree, None) if row.said.is_stated}
    is_foreign = _is_foreign(tree)
    shown = (one for one in links_of(tree, html, base) if not _is_news(tree, one, dated))
    return tuple(
        _proposals(shown, url, allowed_hosts, most, is_foreign).values()
        or _proposals(links_in_data(html, base), url, allowed_hosts, most, is_foreign).values()
    )


def _proposals(
    links: Iterable[NamedLink], url: str, allowed_hosts: Sequence[str], most: int, is_foreign: bool
) -> Mapping[str, Proposal]:
    """Those of *links* that may be columns, each page once: by the name of a link to all of it before that of a link into it."""
    found: dict[str, Proposal] = {}
    into = set[str]()
    for one in links:
        if len(found) >= most:
            break
        address, _, part = one.address.partition("#")
        if route_of(one.address):
            address, part = one.address, ""
        if not is_same_site(host_of(address), host_of(url), allowed_hosts):
            continue
        if not _may_name(one.name, address, is_foreign) or not _is_column(address, one.name):
            continue
        key = page_key(address)
        if key != page_key(url) and (key not in found or (key in into and not part)):
            found.pop(key, None)
            found[key] = _proposal(one.name, address, found)
            (into.add if part else into.discard)(key)
    return found


def _is_news(tree: Tree, one: NamedLink, dated: Collection[int]) -> bool:
    """Whether a link is a title with its day or cut off, or runs in a line of news."""
    if one.element is None:
        return False
    said = tree.text(one.element)
    is_cut = len(one.name) >= _CUT_FROM and said.startswith(one.name) and _CUT.search(said) is not None
    if is_cut or (len(one.name) >= _TITLE_FROM and one.element.index in dated):
        return True
    return any(up.tag == "marquee" for up in tree.above(one.element))


def _is_foreign(tree: Tree) -> bool:
    """Whether a page is written in another tongue than Chinese."""
    words = "".join(tree.texts)
    return len(_LETTERS.findall(words)) > _FEW_HANZI * len(_HANZI.findall(words))


def _may_name(name: str, address: str, is_foreign: bool) -> bool:
    """Whether words may name a column of the page at *address*."""
    if len(name) > _LONGEST_FOREIGN or _NO_COLUMN.search(name) or _TOOL.fullmatch(name) or find_dates(name):
        return False
    if not _HANZI.search(name):
        return is_foreign and 3 <= len(name) <= _LONGEST_FOREIGN and _LETTERS.search(name) is not None
    is_topic = _TOPIC.search(name) is not None and address.endswith("/")
    return 2 <= len(name) <= (_LONGEST_TOPIC if is_topic else _LONGEST)


def propose_above(html: str, url: str) -> tuple[tuple[str, str], ...]:
    """Name and address of what a homepage links to on portals above (中国政府网、省政府): the lists against which reposts are held."""
    tree = read_tree(html)
    base = join(url, tree.base) or url
    found: dict[str, str] = {}
    for one in links_of(tree, html, base):
        address = one.address.split("#")[0]
        host = host_of(address).removeprefix("www.")
        if (
            len(found) < MOST_ABOVE
            and _ABOVE.match(host)
            and host != host_of(url).removeprefix("www.")
            and _LIST_ABOVE.search(one.name)
        ):
            found.setdefault(address, one.name)
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
    """The class of column that its name suggests; a platform or a link elsewhere is of none."""
    kind = next((kind for kind, words in _KINDS if words.search(name)), ColumnKind.GENERAL)
    return ColumnKind.GENERAL if _ELSEWHERE.search(name) else kind


def _proposal(name: str, address: str, found: Mapping[str, Proposal]) -> Proposal:
    taken = {one.id for one in found.values()}
    parts = urlsplit(address.lower())
    stem = re.sub(r"[^a-z0-9]+", "-", f"{_PAGE.sub('', parts.path)}-{parts.query}-{parts.fragment}").strip(
        "-"
    )
    stem = stem.removesuffix("-index").split("xjwz-")[-1] or "column"
    numbered = (f"{stem}-{n}" for n in count(2))
    id = next(one for one in chain((stem,), numbered) if one not in taken)
    kind = guess_kind(name)
    top_level = kind in (ColumnKind.NOTICE, ColumnKind.POLICY) and address.rstrip("/").count("/") <= 5
    return Proposal(id=id, name=name, url=address, kind=kind, top_level=top_level)


def _is_column(address: str, name: str) -> bool:
    """A folder, or a page without an article's digits, day or query; with these where it is named like a column."""
    path = urlsplit(address).path
    last = path.rsplit("/", 1)[-1]
    if (
        _FILE.search(last)
        or date_in_url(path) is not None
        or _OF_ARTICLE.search(path)
        or _SEARCHES.search(address)
    ):
        return False
    is_shown = _SHOWS.search(address) is not None
    if not is_shown and (last == "" or not _PAGE.search(last) or not re.search(r"\d{4,}", last)):
        return True
    named = len(name) <= _TITLE_FROM and guess_kind(name) is not ColumnKind.GENERAL
    return named or (not is_shown and _NUMBERED.search(path) is not None)
