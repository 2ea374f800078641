"""The shape of every source, and how sources are found."""

import importlib
import pkgutil
import re
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from monitor.domain.content import AppState, Post, TimelineState
from monitor.domain.observation import AppListing, Exchange, Timeline
from monitor.domain.reach import Reason, is_blocked
from monitor.domain.site import Account
from monitor.domain.text import clean_text
from probes.base import Tools
from probes.http.base import Answer, NotModified, Unreached

#: More posts than that are not kept of one look; the newest days decide.
MOST_POSTS = 200
#: Addresses that a platform sends strangers to.
_LOGIN = re.compile(r"passport|login|signin|sso|captcha|verify|visitor", re.IGNORECASE)
#: Longest title kept.
TITLE_LENGTH = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPosts:
    """What one source showed, and the exchanges it rests on (secrets struck out)."""

    facts: Timeline | AppListing
    part: str = ""
    exchanges: tuple[Exchange, ...] = ()
    repeats: str = ""  #: id of the observation that an unchanged source stands for
    refused: bool = False  #: the platform does not let us look: login wall, risk control, rate limit


#: What reads options, by their shape: made once, not for each of thousands of accounts.
_OPTIONS: dict[type[Any], TypeAdapter[Any]] = {}

Read = Callable[[Account, Any, Tools], AsyncIterator[FoundPosts]]


@dataclass(frozen=True, slots=True)
class PostSource:
    """A kind of source: its options, and `read(account, options, tools)`."""

    options: type[Any]
    read: Read

    def options_of(self, account: Account) -> Any:
        """The account's `source` as this kind's options. Raises ValidationError where it is none."""
        adapter = _OPTIONS.get(self.options)
        if adapter is None:
            adapter = _OPTIONS[self.options] = TypeAdapter(self.options)
        return adapter.validate_python(dict(account.source))


@cache
def discover() -> Mapping[str, PostSource]:
    """Every kind of source by name; `import` is one too, and reads nothing."""
    package = importlib.import_module("probes.sources")
    found: dict[str, PostSource] = {}
    for module in pkgutil.iter_modules(package.__path__):
        source = None if module.name.startswith("_") else _source_of(module.name)
        if source is not None:
            found[module.name.rstrip("_")] = source
    return found


def _source_of(name: str) -> PostSource | None:
    source = getattr(importlib.import_module(f"probes.sources.{name}"), "SOURCE", None)
    return source if isinstance(source, PostSource) else None


def unreached(answer: Answer, through: str, exchanges: tuple[Exchange, ...] | None = None) -> FoundPosts:
    """The timeline of an answer that was no document."""
    if isinstance(answer, NotModified):
        reason, refused = "not_modified", False
    else:
        assert isinstance(answer, Unreached)
        has_status = answer.reason is Reason.HTTP_STATUS and answer.status is not None
        wall = answer.reason is Reason.HOST_LEFT and _LOGIN.search(answer.final_url) is not None
        reason = f"{answer.reason.value}:{answer.status}" if has_status else answer.reason.value
        reason = "login_wall" if wall else reason
        refused = wall or is_blocked(answer.reason.value) or answer.status in (401, 403, 418, 429, 432)
    facts = Timeline(state=TimelineState.UNREACHED, reason=reason, through=through)
    return FoundPosts(
        facts=facts, exchanges=answer.exchanges if exchanges is None else exchanges, refused=refused
    )


def unreached_app(answer: Answer, shop: str) -> AppListing:
    """The same for an app."""
    reason = answer.reason.value if isinstance(answer, Unreached) else "not_modified"
    return AppListing(state=AppState.UNREACHED, shop=shop, reason=reason)


def timeline(posts: Sequence[Post], *, complete: bool, through: str, **more: Any) -> Timeline:
    """
    The timeline of *posts*: the newest ones, each once, those without a day last.

    An id that stands for several days is a careless reader's: each of those days holds a post.
    One without any post says nothing of silence, whoever vouches for it.
    """
    unique = {
        (post.id, post.url, post.on) if post.id or post.url else (post.title, post.on): post for post in posts
    }
    dated = [post for post in unique.values() if post.on is not None]
    undated = [post for post in unique.values() if post.on is None]
    dated.sort(key=lambda post: str(post.at or post.on), reverse=True)
    newest = [*dated, *undated][:MOST_POSTS]
    if not newest:
        return Timeline(state=TimelineState.EMPTY, reason="empty", through=through, **more)
    return Timeline(
        state=TimelineState.POSTS,
        posts=tuple(newest),
        complete=complete and not undated,
        reason=f"post_without_day:{len(undated)}" if undated else "",
        through=through,
        **more,
    )


def struck_out(exchanges: Sequence[Exchange], secrets: Sequence[str]) -> tuple[Exchange, ...]:
    """*exchanges* without *secrets*: neither address nor header nor body of what is stored holds one."""
    hidden = [one for one in secrets if one]

    def clean(text: str) -> str:
        for secret in hidden:
            text = text.replace(secret, "***")
        return text

    def clean_bytes(content: bytes) -> bytes:
        for secret in hidden:
            content = content.replace(secret.encode(), b"***")
        return content

    return tuple(
        replace(
            one,
            url=clean(one.url),
            request_headers=tuple((name, clean(value)) for name, value in one.request_headers),
            request_body=clean_bytes(one.request_body),
            headers=tuple((name, clean(value)) for name, value in one.headers),
            body=clean_bytes(one.body),
            note=clean(one.note),
        )
        for one in exchanges
    )


def short(text: str) -> str:
    """*text* on one line, cut; what no store can hold is mended."""
    return " ".join(clean_text(text).split())[:TITLE_LENGTH]
