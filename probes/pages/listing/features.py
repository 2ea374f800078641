"""What else a page of a site leads to (网站功能发现): boards, service guides, search, 12345, accounts in the foot."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from monitor.domain.platforms._description import discover as platforms
from probes.http.guard import is_same_site
from probes.http.links import host_of, join, page_key
from probes.pages.document.scripts import render
from probes.pages.document.tree import read_tree
from probes.pages.listing.page_links import links_of, said_of

_BOARD = re.compile(r"信箱|邮箱|留言|咨询|建言|诉求|互动交流|在线访谈|民意征集|网上调查|意见征集")
_GUIDE = re.compile(r"办事指南|服务指南|办事服务|网上办事|政务服务|(?:办事|服务)大厅")
_SEARCH = re.compile(r"^(?:站内)?(?:搜索|检索)$|全站搜索|站内搜索")
_HOTLINE = re.compile(r"12345")
#: So many of one kind.
MOST = 40
#: An account's name is no longer.
LONGEST = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPage:
    """One page that is no column, by the words that lead to it."""

    name: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundAccount:
    """One account that the page shows: a link to its platform, or a picture that names one."""

    name: str
    platform: str
    url: str  #: "" where only a picture (a code to scan) stands


@dataclass(frozen=True, slots=True, kw_only=True)
class Features:
    """All of one page."""

    boards: tuple[FoundPage, ...] = ()
    guides: tuple[FoundPage, ...] = ()
    search: tuple[FoundPage, ...] = ()
    hotline: tuple[FoundPage, ...] = ()  #: 12345
    accounts: tuple[FoundAccount, ...] = ()


def is_board(name: str) -> bool:
    """Whether a page of that name is a board and no column of news."""
    return _BOARD.search(name) is not None


def find_features(html: str, url: str, allowed_hosts: Sequence[str]) -> Features:
    """What the page leads to besides columns; boards, guides and search on the site itself, 12345 anywhere."""
    html = render(html, url, None).html
    tree = read_tree(html)
    base, host = join(url, tree.base) or url, host_of(url)
    found: dict[str, dict[str, FoundPage]] = {"board": {}, "guide": {}, "search": {}, "hotline": {}}
    accounts: dict[tuple[str, str], FoundAccount] = {}
    for one in links_of(tree, html, base):
        name, address = one.name[:LONGEST], one.address.split("#")[0]
        kind = _kind(name)
        if kind and (kind == "hotline" or is_same_site(host_of(address), host, allowed_hosts)):
            found[kind].setdefault(page_key(address), FoundPage(name=name, url=address))
        if platform := _platform_at(address):
            accounts.setdefault((platform, address), FoundAccount(name=name, platform=platform, url=address))
    for element in tree.elements:
        if element.tag in ("img", "a"):
            _account(accounts, said_of(element), "")
    return Features(
        **{key: tuple(found[kind].values())[:MOST] for key, kind in (
            ("boards", "board"), ("guides", "guide"), ("search", "search"), ("hotline", "hotline"),
        )},
        accounts=tuple(accounts.values())[:MOST],
    )  # fmt: skip


def _kind(name: str) -> str:
    for kind, words in (("hotline", _HOTLINE), ("search", _SEARCH), ("guide", _GUIDE), ("board", _BOARD)):
        if words.search(name):
            return kind
    return ""


def _platform_at(address: str) -> str:
    host = host_of(address)
    return next(
        (
            id
            for id, one in platforms().items()
            if any(host == known or host.endswith(f".{known}") for known in one.hosts)
        ),
        "",
    )


def _account(accounts: dict[tuple[str, str], FoundAccount], words: str, url: str) -> None:
    """A picture that names a platform: an account, whose code is to be scanned."""
    if not 2 <= len(words) <= LONGEST:
        return
    for id, one in platforms().items():
        if not one.catch_all and any(name in words for name in one.names if len(name) > 1):
            if not any(platform == id for platform, _ in accounts):
                accounts[id, ""] = FoundAccount(name=words, platform=id, url=url)
            return
