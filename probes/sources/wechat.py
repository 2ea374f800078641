"""
WeChat's official lists with the owner's token (微信公众号): published items, then permanent materials.

Neither lists what was pushed (群发), so a fresh answer proves an update and an old one proves nothing.
"""

import json
import os
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from urllib.parse import quote_plus, urlencode

from monitor.domain.content import Post, TimelineState
from monitor.domain.observation import Exchange, Timeline
from monitor.domain.site import Account
from monitor.domain.text import NotJson, load_json
from monitor.domain.timing import day_of
from probes.base import Tools
from probes.http.base import Answer, Fetched, Unreached
from probes.sources._source import FoundPosts, PostSource, short, struck_out, timeline, unreached
from probes.sources._times import from_seconds
from probes.wall.base import ReaderBroke

#: A post as young as this needs no second list.
FRESH = timedelta(days=7)
_NO_SUCH_ADDRESS = 40066
_LISTS = (
    ("/cgi-bin/freepublish/batchget", {"offset": 0, "count": 20, "no_content": 1}),
    ("/cgi-bin/material/batchget_material", {"type": "news", "offset": 0, "count": 20}),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """`source = {kind = "wechat", …}`: either *token_env*, or *appid* with *secret_env*."""

    kind: str = "wechat"
    token_env: str = ""  #: environment variable that holds a ready access token
    appid: str = ""
    secret_env: str = ""  #: environment variable that holds the account's secret
    api: str = "https://api.weixin.qq.com"
    complete: bool = False  #: the owner vouches that nothing is pushed outside these lists
    private: bool = False  #: its addresses may be in the inner network (内网)


async def read(account: Account, options: Options, tools: Tools) -> AsyncIterator[FoundPosts]:
    """
    The newest items of both lists; the second is asked only when the first shows nothing fresh.

    A code (40001, 45009, 48001 …) speaks of this account's rights and quota, not of the platform: others are still
    asked.
    """
    api = options.api.rstrip("/")
    secret = os.environ.get(options.secret_env, "") if options.secret_env else ""
    token, exchanges, broken = await _token(api, options, secret, tools)
    if broken is not None:
        yield FoundPosts(facts=broken, exchanges=exchanges)
        return
    posts: list[Post] = []
    missed = ""
    for path, body in _LISTS:
        answer = await tools.fetch(
            f"{api}{path}?access_token={token}",
            method="POST", body=json.dumps(body).encode(), headers={"Content-Type": "application/json"},
            accept="any", attempts=2,
        )  # fmt: skip
        exchanges += struck_out(answer.exchanges, [token, secret])
        found, wrong = await _items(answer, tools)
        if wrong is not None:
            if not posts:
                yield FoundPosts(facts=wrong, exchanges=exchanges, refused=_is_refusal(answer))
                return
            missed = wrong.reason
            break
        posts += found
        if any(post.on and post.on >= day_of(tools.clock() - FRESH) for post in posts):
            break
    facts = timeline(posts, complete=options.complete, through="wechat")
    if missed:
        facts = replace(facts, complete=False, reason=missed)
    yield FoundPosts(facts=facts, exchanges=exchanges)


async def _token(
    api: str, options: Options, secret: str, tools: Tools
) -> tuple[str, tuple[Exchange, ...], Timeline | None]:
    """
    The access token: given, or asked for with the account's secret.

    The stable one (stable_token): asking for the older kind would make the one invalid that the owner's own
    systems publish with.
    """
    if options.token_env:
        token = os.environ.get(options.token_env, "")
        return token, (), None if token else _no(f"secret_missing:{options.token_env}")
    if not (options.appid and secret):
        return "", (), _no(f"secret_missing:{options.secret_env or 'token_env'}")
    key = {"grant_type": "client_credential", "appid": options.appid, "secret": secret}
    answer = await tools.fetch(
        f"{api}/cgi-bin/stable_token",
        method="POST", body=json.dumps(key).encode(), headers={"Content-Type": "application/json"},
        accept="any", attempts=2,
    )  # fmt: skip
    exchanges = answer.exchanges
    if await _is_unknown_there(answer, tools):  # a relay that has only the older address
        answer = await tools.fetch(f"{api}/cgi-bin/token?{urlencode(key)}", accept="any", attempts=2)
        exchanges += answer.exchanges
    said, wrong = await _said(answer, tools)
    token = said.token
    if wrong is None and not token:
        wrong = _no("no_token")
    return token, struck_out(exchanges, [secret, quote_plus(secret), token]), wrong


async def _is_unknown_there(answer: Answer, tools: Tools) -> bool:
    """Whether an answer says that there is no such address, rather than anything of the account."""
    if not isinstance(answer, Fetched):
        return isinstance(answer, Unreached) and answer.status in (404, 405, 501)
    said, wrong = await _said(answer, tools)
    return not said.token and (wrong is None or said.code == str(_NO_SUCH_ADDRESS))


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What one answer of the platform says."""

    token: str = ""
    code: str = ""  #: its own error code
    posts: tuple[Post, ...] | None = None  #: None: it lists none


async def _said(answer: Answer, tools: Tools) -> tuple[Said, Timeline | None]:
    if not isinstance(answer, Fetched):
        facts = unreached(answer, "wechat").facts if isinstance(answer, Unreached) else _no("not_modified")
        assert isinstance(facts, Timeline)
        return Said(), facts
    said = await tools.wall.read(parse_answer, answer.text)
    if isinstance(said, ReaderBroke):
        return Said(), _no(said.reason, TimelineState.UNREADABLE)
    if said is None:
        return Said(), _no("not_json", TimelineState.UNREADABLE)
    return said, _no(f"errcode_{said.code}") if said.code else None


def parse_answer(text: str) -> Said | None:
    """What *text* says; None: it is no JSON object."""
    try:
        plain = load_json(text)
    except NotJson:
        return None
    if not isinstance(plain, dict):
        return None
    items = plain.get("item")
    return Said(
        token=str(plain.get("access_token") or ""),
        code=str(plain.get("errcode") or "")[:40],
        posts=tuple(_posts(items)) if isinstance(items, list) else None,
    )


async def _items(answer: Answer, tools: Tools) -> tuple[Sequence[Post], Timeline | None]:
    said, wrong = await _said(answer, tools)
    if wrong is not None:
        return (), wrong
    if said.posts is None:
        return (), _no("no_items", TimelineState.UNREADABLE)
    return said.posts, None


def _posts(items: list[Any]) -> Iterator[Post]:
    """One push is one post, however many articles it carries (一次推送计一次更新)."""
    for item in (one for one in items if isinstance(one, dict)):
        content = item.get("content")
        content = content if isinstance(content, dict) else {}
        news = content.get("news_item")
        articles = [one for one in news or () if isinstance(one, dict) and not one.get("is_deleted")]
        if not articles:
            continue
        when = from_seconds(
            item.get("update_time") or content.get("update_time") or content.get("create_time")
        )
        yield Post(
            id=str(item.get("article_id") or item.get("media_id") or ""),
            title=short(str(articles[0].get("title") or "")),
            url=short(str(articles[0].get("url") or "")),
            on=when.on,
            at=when.at,
            kind="article",
        )


def _is_refusal(answer: Answer) -> bool:
    return isinstance(answer, Unreached) and unreached(answer, "wechat").refused


def _no(reason: str, state: TimelineState = TimelineState.UNREACHED) -> Timeline:
    return Timeline(state=state, reason=reason, through="wechat")


SOURCE = PostSource(Options, read)
