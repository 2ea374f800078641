"""A feed of an account's posts: RSS, Atom or JSON Feed, from RSSHub, wechat2rss or anybody."""

import re
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from io import BytesIO
from typing import Any

import feedparser

from monitor.domain.content import Post, TimelineState
from monitor.domain.observation import Timeline
from monitor.domain.site import Account
from monitor.domain.text import NotJson, clean_text, load_json
from probes.base import Tools
from probes.http.base import Fetched, NotModified
from probes.pages.document.costly import TOO_COSTLY, too_costly_xml
from probes.sources._source import FoundPosts, PostSource, short, timeline, unreached
from probes.sources._times import parse_time
from probes.wall.base import ReaderBroke

#: A feed of the last posts is far smaller.
MOST_BYTES = 4 * 1024 * 1024
#: Markup denser than this is made to keep a parser busy.
MOST_TAGS = 100_000
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]{0,100}?(\sencoding\s{0,9}=\s{0,9}["']([\w.:-]{1,40})["'])""")
_REFERENCE = re.compile(r"&#(?:[xX]([0-9a-fA-F]++)|([0-9]++));?")
_OURS = (b"", b"utf-8", b"utf8", b"gb2312", b"gbk", b"gb18030")
_END = re.compile(rb"</(\w+:)?(rss|feed|rdf)\s*>", re.IGNORECASE)
_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)
_CHARACTER = re.compile(rb"&#(?:[xX]([0-9a-fA-F]++)|([0-9]++));?")
#: What the library raises on feeds that its two parsers do not agree with.
_CONFUSED = (
    ValueError,
    OverflowError,
    RecursionError,
    LookupError,
    TypeError,
    AttributeError,
    AssertionError,
)
_PAGE = re.compile(rb"^\s*(<!doctype html|<html)", re.IGNORECASE)
_LOGIN = re.compile("登录|登陆|login|passport|验证码|captcha", re.IGNORECASE)
_REPOST = re.compile(r"^(转发|RT\b|Re:)|//@", re.IGNORECASE)
_PINNED = re.compile(r"^[\[【(]?置顶")
#: Items by which feed makers say that they failed, dated now: no post of anybody's.
_FAILURE = re.compile(
    r"^Bridge returned error|^(?:rsshub|wechat2rss|rss|feed|订阅).{0,20}(?:\berror|expired|失效|过期)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """`source = {kind = "feed", …}`"""

    kind: str = "feed"
    url: str
    complete: bool = False  #: the owner vouches that it shows every post
    private: bool = False  #: its addresses may be in the inner network (内网)
    allowed_hosts: tuple[str, ...] = ()  #: where redirects may lead besides


async def read(account: Account, options: Options, tools: Tools) -> AsyncIterator[FoundPosts]:
    """
    One reading of the feed; one that the server calls unchanged stands as it was, vouched for as it is now.

    One that was not wholly understood is asked for whole again: we may have learnt to read it.
    """
    known = tools.known.timeline()
    whole = known is not None and not known.facts.reason
    answer = await tools.fetch(
        options.url,
        accept="any",
        attempts=2,
        allowed_hosts=options.allowed_hosts,
        validators=tools.known.validators(options.url) if whole else None,
    )
    if isinstance(answer, NotModified) and known is not None:
        facts = replace(known.facts, complete=options.complete)
        yield FoundPosts(facts=facts, exchanges=answer.exchanges, repeats=known.id)
    elif isinstance(answer, Fetched):
        read = await tools.wall.read(parse_feed, answer.body, tools.clock(), options.complete)
        facts, refused = (_unreadable(read.reason), False) if isinstance(read, ReaderBroke) else read
        yield FoundPosts(facts=facts, exchanges=answer.exchanges, refused=refused)
    else:
        yield unreached(answer, "feed")


def parse_feed(body: bytes, now: datetime, complete: bool) -> tuple[Timeline, bool]:
    """
    The timeline in *body*, and whether it is a login wall instead of a feed.

    Entities are refused unread: a feed needs none of its own, and they are how XML attacks.
    """
    if len(body) > MOST_BYTES:
        return _unreadable("too_large"), False
    body = _as_utf8(body)
    if _PAGE.match(body):
        wall = _LOGIN.search(body[:20_000].decode("utf-8", "ignore")) is not None
        return _unreadable("login_wall" if wall else "not_a_feed"), wall
    if _ENTITY.search(body):
        return _unreadable("declares_entities"), False
    if body.startswith(b"{"):
        return _json_feed(body, now, complete), False
    if body.count(b"<") > MOST_TAGS:
        return _unreadable("too_large"), False
    if too_costly_xml(body.decode("latin-1")):
        return _unreadable(TOO_COSTLY), False
    try:
        parsed = feedparser.parse(
            BytesIO(_CHARACTER.sub(_character, body)), sanitize_html=False, resolve_relative_uris=False
        )
    except _CONFUSED:
        return _unreadable("not_a_feed"), False
    if not parsed.get("version"):
        return _unreadable("not_a_feed"), False
    signs = any(_number(one.get("slash_comments") or one.get("thr_total")) for one in parsed.entries)
    facts = _timeline(
        [_entry(one, now) for one in parsed.entries],
        complete,
        short(parsed.feed.get("title", "")),
        is_cut=_END.search(body[-1000:]) is None,
        interaction=("comments",) if signs else (),
    )
    return facts, False


def _character(match: re.Match[bytes]) -> bytes:
    """A numbered character as it is; one that does not exist as U+FFFD, as browsers show it."""
    digits = (match[1] or match[2]).lstrip(b"0")
    number = int(digits or b"0", 16 if match[1] else 10) if len(digits) <= 8 else 0
    fit = 0 < number < 0xD800 or 0xDFFF < number <= 0x10FFFF
    return match[0] if fit else b"&#xFFFD;"


def _no_time(_: str) -> tuple[int, ...]:
    """Times are read by us, from the words: the library's own ways take their time, and get China's zone wrong."""
    return (1970, 1, 1, 0, 0, 0, 0, 1, 0)


feedparser.registerDateHandler(_no_time)


def _as_utf8(body: bytes) -> bytes:
    """
    *body* in UTF-8, whatever it declares, without what no XML may hold: half an emoji, NUL, references to either.

    Bytes that are neither UTF-8 nor GB18030 are left to the parser.
    """
    declared = _DECLARED.match(body)
    said = declared[2].lower() if declared else b""
    text = _decoded(body, said)
    if text is None:
        return body
    plain = _REFERENCE.sub(_referred, clean_text(text)).lstrip().encode()
    declared = _DECLARED.match(plain)
    return plain[: declared.start(1)] + plain[declared.end(1) :] if declared else plain


def _decoded(body: bytes, said: bytes) -> str | None:
    marked = body[:2] in (b"\xff\xfe", b"\xfe\xff")
    tries = [("utf-16", "replace")] if marked else [("utf-8-sig", "strict"), ("utf-8-sig", "surrogatepass")]
    if said in _OURS and not marked:
        tries.append(("gb18030", "strict"))
    for encoding, errors in tries:
        try:
            return body.decode(encoding, errors)
        except UnicodeDecodeError:
            continue
    return None


def _referred(match: re.Match[str]) -> str:
    """A reference to a character that XML does not know is U+FFFD."""
    digits = match[1] or match[2]
    point = int(digits, 16 if match[1] else 10) if len(digits) < 10 else 0
    fits = 0 < point < 0x110000 and clean_text(chr(point)) == chr(point)
    return match[0] if fits else "\ufffd"


def _timeline(posts: list[Post], complete: bool, name: str, *, is_cut: bool = False, **more: Any) -> Timeline:
    """
    The timeline of a feed called *name*.

    The title is its reader's words, not the platform's name of the account: kept as a remark.
    """
    if any(_FAILURE.match(post.title) for post in posts):
        return _unreadable("source_reports_error")
    remarks = (f"feed_title:{name}",) if name else ()
    facts = timeline(posts, complete=complete, through="feed", remarks=remarks, **more)
    if is_cut and facts.state is TimelineState.POSTS:
        return replace(facts, complete=False, reason="cut_short")
    return facts


def _entry(entry: dict[str, Any], now: datetime) -> Post:
    title = short(entry.get("title", ""))
    # by dict.get, as the parser's own gives one for the other
    words = dict.get(entry, "published") or dict.get(entry, "updated") or ""
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
        plain = load_json(body)
        items = plain["items"]
    except (NotJson, KeyError, TypeError):
        return _unreadable("not_a_feed")
    if not isinstance(items, list):
        return _unreadable("not_a_feed")
    posts = [_item(one if isinstance(one, dict) else {}, now) for one in items]
    return _timeline(posts, complete, short(str(plain.get("title") or "")))


def _item(item: Mapping[str, Any], now: datetime) -> Post:
    title = short(str(item.get("title") or item.get("content_text") or ""))
    when = parse_time(str(item.get("date_published") or item.get("date_modified") or ""), now)
    tags = item.get("tags")
    return Post(
        id=short(str(item.get("id") or "")),
        title=title,
        url=short(str(item.get("url") or "")),
        on=when.on,
        at=when.at,
        repost=_REPOST.search(title) is not None,
        pinned=_PINNED.match(title) is not None or (isinstance(tags, list) and "置顶" in tags),
    )


def _number(value: object) -> int:
    text = str(value or "")
    return int(text) if text.isdigit() else 0


def _unreadable(reason: str) -> Timeline:
    return Timeline(state=TimelineState.UNREADABLE, reason=reason, through="feed")


SOURCE = PostSource(Options, read)
