"""A feed of an account's posts: RSS, Atom or JSON Feed, from RSSHub, wechat2rss or anybody."""

import asyncio
import json
import re
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any

import feedparser

from monitor.domain.content import Post, TimelineState
from monitor.domain.observation import Timeline
from monitor.domain.site import Account
from probes._fetch import Fetched, NotModified
from probes._probe import Tools
from probes.sources._source import MOST_POSTS, Found, Source, short, timeline, unreached
from probes.sources._times import parse_time

#: A feed of the last posts is far smaller.
MOST_BYTES = 4 * 1024 * 1024
_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)
_PAGE = re.compile(rb"^\s*(<!doctype html|<html)", re.IGNORECASE)
_LOGIN = re.compile("登录|登陆|login|passport|验证码|captcha", re.IGNORECASE)
_REPOST = re.compile(r"^(转发|RT\b|Re:)|//@", re.IGNORECASE)
_PINNED = re.compile(r"^[\[【(]?置顶")


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """`source = {kind = "feed", …}`"""

    kind: str = "feed"
    url: str
    complete: bool = False  #: the owner vouches that it shows every post


async def read(account: Account, options: Options, tools: Tools) -> AsyncIterator[Found]:
    """One reading of the feed; one that the server calls unchanged stands as it was."""
    known = tools.known.timeline()
    answer = await tools.fetch(
        options.url,
        accept="any",
        attempts=2,
        validators=tools.known.validators(options.url) if known else None,
    )
    if isinstance(answer, NotModified) and known is not None:
        yield Found(facts=known.facts, exchanges=answer.exchanges, repeats=known.id)
    elif isinstance(answer, Fetched):
        facts, refused = await asyncio.to_thread(parse_feed, answer.body, tools.clock(), options.complete)
        yield Found(facts=facts, exchanges=answer.exchanges, refused=refused)
    else:
        yield unreached(answer, "feed")


def parse_feed(body: bytes, now: datetime, complete: bool) -> tuple[Timeline, bool]:
    """
    The timeline in *body*, and whether it is a login wall instead of a feed.

    Entities are refused unread: a feed needs none of its own, and they are how XML attacks.
    """
    if len(body) > MOST_BYTES:
        return _unreadable("too_large"), False
    if _PAGE.match(body):
        wall = _LOGIN.search(body[:20_000].decode("utf-8", "ignore")) is not None
        return _unreadable("login_wall" if wall else "not_a_feed"), wall
    if _ENTITY.search(body):
        return _unreadable("declares_entities"), False
    if body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return _json_feed(body, now, complete), False
    parsed = feedparser.parse(BytesIO(body), sanitize_html=False, resolve_relative_uris=False)
    if not parsed.get("version"):
        return _unreadable("not_a_feed"), False
    posts = [_entry(one, now) for one in parsed.entries[: MOST_POSTS * 5]]
    signs = any(_number(one.get("slash_comments") or one.get("thr_total")) for one in parsed.entries)
    name = short(parsed.feed.get("title", ""))
    return timeline(
        posts, complete=complete, through="feed", interaction=_signs(signs), remarks=_about(name)
    ), False


def _entry(entry: Mapping[str, Any], now: datetime) -> Post:
    title = short(entry.get("title", ""))
    words = entry.get("published") or entry.get("updated") or ""
    when = parse_time(words, now)
    tags = {short(str(tag.get("term") or "")) for tag in entry.get("tags") or ()}
    return Post(
        id=short(entry.get("id", "")),
        title=title,
        url=short(entry.get("link", "")),
        on=when.on,
        at=when.at,
        repost=_REPOST.search(title) is not None,
        pinned=_PINNED.match(title) is not None or "置顶" in tags,
    )


def _json_feed(body: bytes, now: datetime, complete: bool) -> Timeline:
    try:
        plain = json.loads(body.decode("utf-8-sig"))
        items = plain["items"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return _unreadable("not_a_feed")
    if not isinstance(items, list):
        return _unreadable("not_a_feed")
    posts = []
    for item in (one for one in items[: MOST_POSTS * 5] if isinstance(one, dict)):
        title = short(str(item.get("title") or item.get("content_text") or ""))
        when = parse_time(str(item.get("date_published") or item.get("date_modified") or ""), now)
        posts.append(
            Post(
                id=short(str(item.get("id") or "")), title=title, url=short(str(item.get("url") or "")),
                on=when.on, at=when.at, repost=_REPOST.search(title) is not None,
                pinned=_PINNED.match(title) is not None,
            )
        )  # fmt: skip
    return timeline(
        posts, complete=complete, through="feed", remarks=_about(short(str(plain.get("title") or "")))
    )


def _about(name: str) -> tuple[str, ...]:
    """A feed's title is its reader's words, not the platform's name of the account: kept as a remark."""
    return (f"feed_title:{name}",) if name else ()


def _signs(comments: bool) -> tuple[str, ...]:
    return ("comments",) if comments else ()


def _number(value: object) -> int:
    text = str(value or "")
    return int(text) if text.isdigit() else 0


def _unreadable(reason: str) -> Timeline:
    return Timeline(state=TimelineState.UNREADABLE, reason=reason, through="feed")


SOURCE = Source(Options, read)
