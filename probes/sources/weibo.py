"""Weibo's public container pages (m.weibo.cn): profile first, then the timeline it names."""

import os
import re
from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from monitor.domain.content import Post, TimelineState
from monitor.domain.observation import Timeline
from monitor.domain.site import Account
from monitor.domain.text import NotJson, load_json
from probes.base import Tools
from probes.http.base import Answer, Fetched
from probes.sources._source import FoundPosts, PostSource, short, struck_out, timeline, unreached
from probes.sources._times import parse_time
from probes.wall.base import ReaderBroke

_TAGS = re.compile(r"<[^>]{0,500}>")
#: What the platform answers to strangers: log in first, or too often.
_WALLS = (-100, -101, 100005, 100006)


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """`source = {kind = "weibo", …}`"""

    kind: str = "weibo"
    uid: str
    base: str = "https://m.weibo.cn"
    cookie_env: str = ""  #: environment variable that holds a visitor's cookie
    complete: bool = False
    private: bool = False  #: its addresses may be in the inner network (内网)


async def read(account: Account, options: Options, tools: Tools) -> AsyncIterator[FoundPosts]:
    """The first page of the timeline; a wall, a code or a missing list is no timeline."""
    base = options.base.rstrip("/")
    cookie = os.environ.get(options.cookie_env, "") if options.cookie_env else ""
    headers = {"Referer": f"{base}/u/{options.uid}", "X-Requested-With": "XMLHttpRequest", "MWeibo-Pwa": "1"}
    headers |= {"Cookie": cookie} if cookie else {}

    async def ask(query: str) -> Answer:
        return await tools.fetch(
            f"{base}/api/container/getIndex?type=uid&value={options.uid}{query}",
            accept="any", headers=headers, attempts=2,
        )  # fmt: skip

    profile = await ask("")
    exchanges = struck_out(profile.exchanges, [cookie])
    if not isinstance(profile, Fetched):
        yield unreached(profile, "weibo", exchanges)
        return
    read = await tools.wall.read(_container, profile.text, options.uid)
    container, name, broken = ("", "", _broke(read)) if isinstance(read, ReaderBroke) else read
    if broken is not None:
        yield FoundPosts(facts=broken, exchanges=exchanges, refused=_is_wall(broken))
        return
    answer = await ask(f"&containerid={container}")
    exchanges += struck_out(answer.exchanges, [cookie])
    if not isinstance(answer, Fetched):
        yield unreached(answer, "weibo", exchanges)
        return
    found = await tools.wall.read(
        parse_timeline, answer.text, tools.clock(), uid=options.uid, complete=options.complete, name=name
    )
    facts = _broke(found) if isinstance(found, ReaderBroke) else found
    yield FoundPosts(facts=facts, exchanges=exchanges, refused=_is_wall(facts))


def _container(text: str, uid: str) -> tuple[str, str, Timeline | None]:
    """The id of the timeline's container, the account's name; or what stands in the way."""
    data, wrong = _data(text)
    if wrong is not None:
        return "", "", wrong
    user = data.get("userInfo")
    if not isinstance(user, dict):
        return "", "", _no("no_profile", TimelineState.UNREADABLE)
    tabs = data.get("tabsInfo")
    found = [
        str(tab["containerid"])
        for tab in (tabs.get("tabs") if isinstance(tabs, dict) else None) or ()
        if isinstance(tab, dict) and tab.get("tab_type") == "weibo" and tab.get("containerid")
    ]
    return (found or [f"107603{uid}"])[0], short(str(user.get("screen_name") or "")), None


def _data(text: str) -> tuple[dict[str, Any], Timeline | None]:
    try:
        plain = load_json(text)
    except NotJson:
        wall = "passport" in text or "登录" in text or "Sina Visitor" in text
        return {}, _no(
            "login_wall" if wall else "not_json",
            TimelineState.UNREACHED if wall else TimelineState.UNREADABLE,
        )
    if not isinstance(plain, dict) or plain.get("ok") != 1 or not isinstance(plain.get("data"), dict):
        code = plain.get("ok") if isinstance(plain, dict) else None
        message = str(plain.get("msg") or "") if isinstance(plain, dict) else ""
        if "不存在" in message:
            return {}, _no("not_found", TimelineState.NOT_FOUND)
        if "没有内容" in message:  # 这里还没有内容
            return {}, _no("empty", TimelineState.EMPTY)
        if isinstance(plain, dict) and (code in _WALLS or "login" in str(plain.get("url", ""))):
            return {}, _no("login_wall", TimelineState.UNREACHED)
        return {}, _no(f"ok_{code}", TimelineState.UNREACHED)
    return plain["data"], None


def parse_timeline(text: str, now: datetime, *, uid: str, complete: bool, name: str) -> Timeline:
    """The posts of one container answer, those of nested card groups too; what *uid* only liked is not its own."""
    data, wrong = _data(text)
    if wrong is not None:
        return wrong
    cards = data.get("cards")
    if not isinstance(cards, list):
        return _no("no_cards", TimelineState.UNREADABLE)
    blogs = [(blog, card) for blog, card in _blogs(cards) if _is_own(blog, uid)]
    posts = [_post(blog, card, now) for blog, card in blogs]
    talked = any(_number(blog.get("comments_count")) for blog, _ in blogs)
    liked = any(_number(blog.get("attitudes_count")) for blog, _ in blogs)
    signs = tuple(sign for sign, seen in (("comments", talked), ("likes", liked)) if seen)
    return timeline(posts, complete=complete, through="weibo", name=name, interaction=signs)


def _blogs(cards: list[Any], depth: int = 0) -> Iterator[tuple[Mapping[str, Any], Mapping[str, Any]]]:
    for card in cards if depth < 4 else ():
        if not isinstance(card, dict):
            continue
        if isinstance(card.get("mblog"), dict):
            yield card["mblog"], card
        if isinstance(card.get("card_group"), list):
            yield from _blogs(card["card_group"], depth + 1)


def _is_own(blog: Mapping[str, Any], uid: str) -> bool:
    """Timelines also show posts of others: liked (赞过的微博), promoted, recommended."""
    user = blog.get("user")
    writer = user.get("id") or user.get("idstr") if isinstance(user, dict) else None
    return writer is None or str(writer) == uid


def _post(blog: Mapping[str, Any], card: Mapping[str, Any], now: datetime) -> Post:
    when = parse_time(str(blog.get("created_at") or ""), now)
    profile = str(card.get("profile_type_id") or blog.get("profile_type_id") or "")
    title = blog.get("title")
    label = str(title.get("text") or "") if isinstance(title, dict) else ""
    return Post(
        id=str(blog.get("id") or blog.get("bid") or ""),
        title=short(_TAGS.sub("", str(blog.get("text") or ""))),
        url=short(str(card.get("scheme") or "")),
        on=when.on,
        at=when.at,
        repost=isinstance(blog.get("retweeted_status"), dict),
        pinned=(
            profile.startswith("proweibotop")
            or "置顶" in label
            or blog.get("isTop") in (1, True)
            or blog.get("mblogtype") == 2
        ),
        kind="image" if blog.get("pics") else "text",
    )


def _number(value: object) -> int:
    return int(value) if isinstance(value, int | str) and str(value).isdigit() else 0


def _no(reason: str, state: TimelineState) -> Timeline:
    return Timeline(state=state, reason=reason, through="weibo")


def _broke(by: ReaderBroke) -> Timeline:
    return _no(by.reason, TimelineState.UNREADABLE)


def _is_wall(facts: Timeline) -> bool:
    return facts.state is TimelineState.UNREACHED


SOURCE = PostSource(Options, read)
