"""Where an app is offered (移动客户端): Apple's shop by lookup, an Android package by its first bytes. Nothing is run."""

import re
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from monitor.domain.content import AppState
from monitor.domain.observation import AppListing, Exchange
from monitor.domain.reach import Reason, is_blocked
from monitor.domain.site import Account
from monitor.domain.text import load_json
from probes.base import Tools
from probes.http.answer import is_made_by_script
from probes.http.base import ANYWHERE, GONE, Answer, Fetched, Unreached
from probes.http.sight import LOOK, look_at
from probes.sources._source import FoundPosts, PostSource, short, unreached_app
from probes.wall.base import ReaderBroke, Wall

#: Every Android package is a zip file.
_ZIP = b"PK\x03\x04"
#: A package must be larger than this to hold an app. [DEC]
TOO_SMALL = 100 * 1024
#: A page with fewer characters of its own is a script that must run first: it says nothing of the package.
FEW_WORDS = 60
_LINKS_PACKAGE = re.compile(r"[\"'=][^\"'=<>\s]{1,300}\.apk\b", re.IGNORECASE)
#: So much of a package is kept as evidence.
_KEPT = 4096
#: With our own line up, these mean that nobody can download it.
_GONE = (Reason.NAME_NOT_FOUND, Reason.REFUSED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """`source = {kind = "app", …}`: any of the three; the verdict is held to each that is named."""

    kind: str = "app"
    ios_id: str | int = ""  #: trackId in the App Store
    bundle_id: str = ""
    apk: str = ""  #: address of the Android package
    country: str = "cn"
    store: str = "https://itunes.apple.com"
    complete: bool = False
    private: bool = False  #: its addresses may be in the inner network (内网)


async def read(account: Account, options: Options, tools: Tools) -> AsyncIterator[FoundPosts]:
    """One look at each shop that is named."""
    if options.ios_id or options.bundle_id:
        wanted = f"id={options.ios_id}" if options.ios_id else f"bundleId={options.bundle_id}"
        url = f"{options.store.rstrip('/')}/lookup?{wanted}&country={options.country}"
        answer = await tools.fetch(url, accept="any", attempts=2)
        yield FoundPosts(facts=await read_lookup(answer, tools), part="app_store", exchanges=answer.exchanges)
    if options.apk:
        answer = await tools.fetch(
            options.apk,
            accept="any",
            headers={"Range": f"bytes=0-{_KEPT - 1}"},
            attempts=2,
            allowed_hosts=ANYWHERE,  # packages lie on download hosts; what comes there is what a person gets
        )
        listing = await read_package(answer, tools.wall)
        if listing.reason in _GONE and await tools.online():
            listing = replace(listing, state=AppState.MISSING)
        yield FoundPosts(facts=listing, part="android", exchanges=tuple(map(_head, answer.exchanges)))


async def read_lookup(answer: Answer, tools: Tools) -> AppListing:
    """What Apple's lookup says: no result in this country is "missing"."""
    if not isinstance(answer, Fetched):
        return unreached_app(answer, "app_store")
    found = await tools.wall.read(parse_lookup, answer.text)
    if isinstance(found, ReaderBroke):
        return AppListing(state=AppState.UNREADABLE, shop="app_store", reason=found.reason)
    return found


def parse_lookup(text: str) -> AppListing:
    """What a lookup's answer says."""
    try:
        plain = load_json(text)
        count, results = plain["resultCount"], plain["results"]
        entry = results[0] if count else {}
        if bool(count) != bool(results):
            raise ValueError("count and results differ")
        released = str(entry.get("currentVersionReleaseDate") or entry.get("releaseDate") or "")
        return AppListing(
            state=AppState.AVAILABLE if count else AppState.MISSING,
            shop="app_store",
            name=short(str(entry.get("trackName") or "")),
            version=short(str(entry.get("version") or "")),
            released=date.fromisoformat(released[:10]) if released else None,
            size=int(entry["fileSizeBytes"]) if str(entry.get("fileSizeBytes", "")).isdigit() else None,
            reason="" if count else "not_in_shop",
        )
    except (ValueError, KeyError, TypeError, IndexError, AttributeError):
        return AppListing(state=AppState.UNREADABLE, shop="app_store", reason="not_a_lookup")


async def read_package(answer: Answer, wall: Wall) -> AppListing:
    """
    Whether an address gives an Android package, told by its first bytes and stated size.

    A server that ignores the range sends on; what came before we stopped is enough.
    """
    last = answer.exchanges[-1] if answer.exchanges else None
    fetched = answer if isinstance(answer, Fetched) else None
    status = fetched.status if fetched else last.status if last else getattr(answer, "status", None)
    start = fetched.body if fetched else last.body if last else b""
    if fetched is None and not (status in (200, 206) and start.startswith(_ZIP)):
        return _no_package(answer, status)
    if not start.startswith(_ZIP):
        state = await wall.read(_page_instead, fetched.text[:LOOK]) if fetched else AppState.MISSING
        if state is AppState.MISSING or state is AppState.UNREADABLE:
            return AppListing(state=state, shop="android", reason="not_a_package")
        return AppListing(state=AppState.UNREACHED, shop="android", reason=Reason.SCRIPT_ONLY.value)
    size = _size(status, dict(fetched.headers) if fetched else _names(last), fetched)
    if size is not None and size <= TOO_SMALL:
        return AppListing(state=AppState.MISSING, shop="android", size=size, reason="too_small")
    return AppListing(state=AppState.AVAILABLE, shop="android", size=size)


def _page_instead(text: str) -> AppState:
    """What a page in a package's place says: nothing yet (UNREACHED) before its script ran, nothing (UNREADABLE) where it links to a package, as a page with a download button does."""
    if is_made_by_script(look_at(text), few=FEW_WORDS):
        return AppState.UNREACHED
    return AppState.UNREADABLE if _LINKS_PACKAGE.search(text) else AppState.MISSING


def _no_package(answer: Answer, status: int | None) -> AppListing:
    """Nothing that begins like a package came: gone, when the server itself says so, and no firewall for it."""
    if isinstance(answer, Unreached) and is_blocked(answer.reason.value):
        return unreached_app(answer, "android")
    if status in GONE:
        return AppListing(state=AppState.MISSING, shop="android", reason=f"http_{status}")
    if isinstance(answer, Unreached) and answer.reason is Reason.EMPTY:
        return AppListing(state=AppState.MISSING, shop="android", reason="empty")
    return unreached_app(answer, "android")


def _size(status: int | None, headers: Mapping[str, str], fetched: Fetched | None) -> int | None:
    """The whole package's size in bytes; None where nothing states it."""
    if status == 206:
        total = headers.get("content-range", "").rpartition("/")[2].strip()
        return int(total) if total.isdigit() else None
    length = headers.get("content-length", "")
    return int(length) if length.isdigit() else len(fetched.body) if fetched else None


def _names(exchange: Exchange | None) -> dict[str, str]:
    return {name.lower(): value for name, value in (exchange.headers if exchange else ())}


def _head(exchange: Exchange) -> Exchange:
    """*exchange* with the beginning of its body only: a package is no page."""
    if len(exchange.body) <= _KEPT:
        return exchange
    words = f"first {_KEPT} of {len(exchange.body)} bytes kept"
    return replace(exchange, body=exchange.body[:_KEPT], note=f"{exchange.note}; {words}".strip("; "))


SOURCE = PostSource(Options, read)
