"""What `monitor discover` proposes beside columns: search, named pages, service guides and logins, with what was seen."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from posixpath import commonpath, dirname
from urllib.parse import urlsplit

from monitor.domain.hosts import host_of
from monitor.domain.plain import toml_text
from monitor.domain.timing import Clock
from monitor.regulations.element_pages import element_pages
from probes.elements import HUB
from probes.http.base import ANYWHERE, Fetch, Fetched
from probes.http.guard import is_same_site
from probes.http.sight import title_of
from probes.pages.listing.features import FoundPage
from probes.pages.marks.elements import find_pages
from probes.pages.marks.sampled import read_sampled
from probes.pages.marks.search import find_search
from probes.pages.readings import guide_list
from probes.sample import SIGN_ON
from probes.wall.base import ReaderBroke, Wall

#: So many pages of guides and so many logins are followed.
MOST_GUIDES, MOST_LOGINS = 6, 4
#: A list of guides has no fewer.
LEAST_GUIDES = 2
#: What the titles of services say, and those of news about them do not.
_SERVICE = re.compile(
    r"(?:办理|登记|许可|核发|申领|备案|审批|换发|补办|认定|注销|迁移|给付|服务指南|办事指南)(?:（[^）]{0,20}）)?$"
)
_NO_ADDRESS = {
    "post": "检索表单以 POST 提交；如有可直接打开的检索网址，请写明",
    "engine": "检索框转到通用搜索引擎，不是本网站自己的检索",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Login:
    """A login and where it ended."""

    url: str  #: "" where a script opens it
    ends_at: str = ""  #: host; "" where it did not open
    title: str = ""  #: of the page where it ended
    on: str = ""  #: the page on which it stands


@dataclass(frozen=True, slots=True, kw_only=True)
class GuidePage:
    """A page named like one of service guides."""

    name: str
    url: str
    first: tuple[str, ...] = ()  #: titles of guides that it lists
    pattern: str = ""  #: of their addresses, where these do not tell by themselves
    opened: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Entries:
    """What the homepage and what it leads to show, beside columns."""

    search: str = ""  #: with {query}; "" none
    search_by: str = ""  #: form | script | post | engine | ""
    search_off_site: bool = False
    pages: Mapping[
        str, tuple[str, str]
    ]  #: named page -> its address, and the words of the link that leads there
    guides: tuple[GuidePage, ...] = ()
    logins: tuple[Login, ...] = ()


async def look_for_entries(
    fetch: Fetch, wall: Wall, home: Fetched, inner: Sequence[Fetched], guides: Sequence[FoundPage], hosts: tuple[str, ...],
    clock: Clock,
) -> Entries:  # fmt: skip
    """*inner*: pages of menus, whose logins count too; *guides*: pages named like guides; at most ten further pages are asked for."""
    search = await wall.read(find_search, home.text, home.final_url)
    address, by = ("", "") if isinstance(search, ReaderBroke) else search
    here = host_of(home.final_url)
    return Entries(
        search=address, search_by=by,
        search_off_site=bool(address) and not is_same_site(host_of(address), here, hosts),
        pages=await _named_pages(fetch, wall, home, hosts, clock),
        guides=await _guides(fetch, wall, guides, hosts), logins=await _logins(fetch, wall, (home, *inner)),
    )  # fmt: skip


async def _named_pages(
    fetch: Fetch, wall: Wall, home: Fetched, hosts: tuple[str, ...], clock: Clock
) -> Mapping[str, tuple[str, str]]:
    wanted = {one.id: one.link for one in element_pages().values()}
    pages = await wall.read(find_pages, home.text, home.final_url, wanted, clock())
    found = {} if isinstance(pages, ReaderBroke) else dict(pages or {})
    hub = await fetch(found[HUB][0], allowed_hosts=hosts) if HUB in found else None
    if isinstance(hub, Fetched):
        left = {id: words for id, words in wanted.items() if id not in found}
        further = await wall.read(find_pages, hub.text, hub.final_url, left, clock())
        found |= {} if isinstance(further, ReaderBroke) else further or {}
    return {id: found[id] for id in wanted if id in found}


async def _guides(
    fetch: Fetch, wall: Wall, pages: Sequence[FoundPage], hosts: tuple[str, ...]
) -> tuple[GuidePage, ...]:
    found = []
    for page in pages[:MOST_GUIDES]:
        answer = await fetch(page.url, allowed_hosts=hosts)
        if not isinstance(answer, Fetched):
            found.append(GuidePage(name=page.name, url=page.url, opened=False))
            continue
        titles, pattern = await _listed(wall, answer)
        found.append(GuidePage(name=page.name, url=page.url, first=titles, pattern=pattern))
    return tuple(found)


async def _listed(wall: Wall, page: Fetched) -> tuple[tuple[str, ...], str]:
    """Titles of the guides that *page* lists; where addresses do not tell, those named like guides, and their folder."""
    read = await wall.read(guide_list, page.text, page.final_url, {})
    if not isinstance(read, ReaderBroke) and len(read.links) >= LEAST_GUIDES:
        return tuple(read.links.values()), ""
    read = await wall.read(guide_list, page.text, page.final_url, {"pattern": "."})
    named = (
        {}
        if isinstance(read, ReaderBroke)
        else {at: one for at, one in read.links.items() if _SERVICE.search(one)}
    )
    folders = [dirname(urlsplit(one).path) or "/" for one in named]
    folder = commonpath(folders).rstrip("/") + "/" if folders else "/"
    return (
        (tuple(named.values()), re.escape(folder))
        if len(named) >= LEAST_GUIDES and folder != "/"
        else ((), "")
    )


async def _logins(fetch: Fetch, wall: Wall, pages: Sequence[Fetched]) -> tuple[Login, ...]:
    seen: dict[str, str] = {}
    for page in pages:
        sampled = await wall.read(read_sampled, page.text, page.final_url, "home", "", None)
        for one in () if isinstance(sampled, ReaderBroke) else sampled[1]:
            seen.setdefault(one, page.final_url)
    found = []
    for url, on in list(seen.items())[:MOST_LOGINS]:
        answer = await fetch(url, allowed_hosts=ANYWHERE, attempts=1) if url else None
        ends_at = host_of(answer.final_url) if isinstance(answer, Fetched) else ""
        title = await wall.read(title_of, answer.text) if isinstance(answer, Fetched) else ""
        shown = "" if isinstance(title, ReaderBroke) else title[:40]
        found.append(Login(url=url, ends_at=ends_at, title=shown, on=on))
    return tuple(found)


def entry_lines(seen: Entries, home: str, gone: frozenset[str] = frozenset()) -> Iterator[str]:
    """What the weekly looks at search, named pages, guides and logins would take, each with what was seen; a person confirms it. Of named pages that are *gone* only so much is told."""
    yield ""
    yield "# 写入 [[site]]：以下由每周监测自行识别，只需写明识别有误的"
    yield from _search_lines(seen)
    for id, (address, words) in seen.pages.items():
        if address in gone:
            yield f"# 链接“{words}”  {address}  页面不存在"
        else:
            yield f"# probe.elements.pages.{id} = {toml_text(address)}   # 链接“{words}”"
    yield from _guide_lines(seen.guides)
    yield from _login_lines(seen.logins, host_of(home))


def _search_lines(seen: Entries) -> Iterator[str]:
    if not seen.search:
        why = _NO_ADDRESS.get(seen.search_by, "首页上没有找到可由网址提交的检索框")
        yield f"# 检索：{why}"
        return
    by = "表单" if seen.search_by == "form" else "脚本"
    yield f"# probe.search = {{url = {toml_text(seen.search)}}}   # 首页的检索{by}"
    if seen.search_off_site:
        yield f"#   检索在另一主机 {urlsplit(seen.search).netloc}，须人工确认检索的是本网站"


def _guide_lines(guides: Sequence[GuidePage]) -> Iterator[str]:
    lists = [one for one in guides if one.first]
    if lists:
        urls = ", ".join(toml_text(one.url) for one in lists)
        why = "；".join(f"链接“{one.name}”，{len(one.first)}项，首项：{one.first[0]}" for one in lists)
        yield f"# guides.list = [{urls}]   # {why}"
        if patterns := sorted({one.pattern for one in lists if one.pattern}):
            yield f"# guides.pattern = {toml_text('|'.join(patterns))}   # 网址本身看不出是办事指南，含此段的链接按办事指南处理"
    for one in guides:
        if not one.first:
            why = "没有读到办事指南列表" if one.opened else "未能打开"
            yield f"# 办事指南：{one.name}  {one.url}  {why}"
    if not guides:
        yield "# 办事指南：没有找到办事指南的链接"


def _login_lines(logins: Sequence[Login], home: str) -> Iterator[str]:
    for one in logins:
        ends = f"转到{one.ends_at}（{one.title}）" if one.ends_at else "未能打开"
        ends = ends if one.url else "去向无法得知"
        yield f"# 登录：{one.url or '由脚本打开'}   # 在{one.on}；{ends}"
    elsewhere = sorted({one.ends_at for one in logins if one.ends_at and one.ends_at not in (home, *SIGN_ON)})
    if elsewhere:
        yield f"# probe.sample.sign_on = {json.dumps(elsewhere)}   # 登录转到这些主机；确为规定的统一身份认证时才写"
