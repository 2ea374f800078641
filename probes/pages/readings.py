"""
What probes have read behind the wall (`probes.wall`): each function takes all that one page is asked, in one round trip.

Pure; a reader process loads this module, so it imports nothing that fetches or stores.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from selectolax.lexbor import SelectolaxError

from monitor.domain.content import BoardState, ListState, Message
from monitor.domain.observation import BoardReading, Exchange, Homepage, Listing
from monitor.domain.site import ListSource
from probes.adapters import within_frame
from probes.adapters._adapter import Adapter, ListRequest
from probes.adapters._adapter import discover as discover_adapters
from probes.adapters._refusals import counts_some, states_failure
from probes.boards._adapter import BoardAdapter
from probes.boards._adapter import discover as discover_boards
from probes.http.answer import is_empty_shell, is_made_by_script
from probes.http.charset import decode
from probes.http.inflate import Broken, TooLarge, inflate
from probes.http.sight import look_at
from probes.http.strangers import stranger_of
from probes.pages.board.board import join, read_board, stated_total
from probes.pages.board.detail import read_detail
from probes.pages.board.form import ChannelForm, read_form
from probes.pages.board.form_links import ChannelEntry, find_entries, find_form_links, urlsplit_fails
from probes.pages.dates.moment import lasting
from probes.pages.document.costly import refuse_costly
from probes.pages.document.elsewhere import may_be_filled
from probes.pages.document.mask import mask_exchange
from probes.pages.document.parser import parse_html
from probes.pages.listing.homepage import read_homepage
from probes.pages.listing.listing import read_list
from probes.pages.listing.pager import ends_here, next_page
from probes.wall.base import ReaderBroke, Wall

#: What addresses of guides look like where the configuration does not say.
_LOOKS_LIKE = re.compile(
    r"guide|bszn|banshizhinan|fwzn|sxzn|service_?(?:id|code|detail)|item_?(?:id|code)|matter|sxid|power_?code|(?:task|row)guid", re.IGNORECASE
)  # fmt: skip
_STATED = re.compile(
    r"(?:留言|来信|信件|受理|收到)(?:总)?(?:件)?(?:数|量|总数|总量)[^\d]{0,20}(\d{1,7})|(?:共|累计)(?:收到|受理)[^\d]{0,20}(\d{1,7})"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Through:
    """A list behind an adapter: its name, what it knows of the list, and what to ask; None: the page holds it."""

    name: str
    options: Mapping[str, Any]
    ask: ListRequest | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnPage:
    """A column's own page, as far as it can be read by itself."""

    listing: Listing
    through: Through | None = None  #: the list stands elsewhere: ask there
    following: str = ""  #: the next page, where only pinned items stand on this one
    lasting: bool = False  #: the same page says the same at any later time


def column_page(text: str, url: str, source: ListSource | None, now: datetime) -> ColumnPage:
    """The page itself, or the adapter that the configuration names or the page betrays."""
    if source is not None and source.adapter is not None:
        adapter = discover_adapters()[source.adapter]
        options = {**(adapter.recognise(text, url) or {}), **source.options}
        return _elsewhere(source.adapter, adapter, options, text, url, now)
    listing, lasts = lasting(read_list, text, url, source=source, now=now)
    if listing.state is ListState.ITEMS and all(item.pinned for item in listing.items):
        return ColumnPage(listing=listing, following=next_page(text, url))
    if listing.state is not ListState.UNREADABLE:
        return ColumnPage(listing=listing, lasting=lasts)
    for name, adapter in discover_adapters().items():
        if (found := adapter.recognise(text, url)) is not None:
            return _elsewhere(name, adapter, found, text, url, now)
    return ColumnPage(listing=listing)


def _elsewhere(
    name: str, adapter: Adapter, options: Mapping[str, Any], text: str, url: str, now: datetime
) -> ColumnPage:
    ask = adapter.request(options, url)
    if ask is None:
        return ColumnPage(listing=adapter.read(text, url, options, now))
    through = Through(name=name, options=options, ask=ask)
    return ColumnPage(listing=Listing(state=ListState.UNREADABLE), through=through)


def home_page(text: str, url: str, allowed_hosts: tuple[str, ...], now: datetime) -> tuple[Homepage, bool]:
    """A homepage, and whether it says the same at any later time."""
    return lasting(read_homepage, text, url, allowed_hosts=allowed_hosts, now=now)


def says_all(text: str, has_links: bool) -> bool:
    """Whether a page without items is whole all the same: a menu, a foot, a greeting, a film. No error's is; nor one without links that is empty, a script's alone or may be filled."""
    if stranger_of(text) is not None:
        return False
    if has_links:
        return True
    if "<video" in text:  # its programs play it
        return not may_be_filled(text, said=True)
    sight = look_at(text)
    return not (may_be_filled(text) or is_empty_shell(sight) or is_made_by_script(sight, few=1))


def asked_list(name: str, text: str, url: str, options: Mapping[str, Any], now: datetime) -> Listing:
    """What the adapter *name* makes of an answer; one that failed, or counts rows, is no empty list."""
    listing = discover_adapters()[name].read(text, url, options, now)
    if listing.state is ListState.BLANK and (states_failure(text) or counts_some(text)):
        return Listing(state=ListState.UNREADABLE, reason="adapter_found_nothing")
    return listing


async def listing_of(wall: Wall, text: str, url: str, source: ListSource | None, now: datetime) -> Listing:
    """The listing of one page; a page that cannot be read is unreadable, with the reason."""
    return unread_listing(await wall.read(read_list, text, url, source=source, now=now))


def unread_listing(found: Listing | ReaderBroke) -> Listing:
    """*found*; what the reader broke on is an unreadable list."""
    if isinstance(found, ReaderBroke):
        return Listing(state=ListState.UNREADABLE, reason=found.reason)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class PagedListing:
    """One page of a column's list, and what tells of the next."""

    listing: Listing
    following: str = ""
    ends: bool = False  #: the page itself shows that it is the last


def older_page(text: str, url: str, source: ListSource | None, now: datetime) -> PagedListing:
    """A page of its own address."""
    listing = read_list(text, url, source=source, now=now)
    following = next_page(text, url)
    return PagedListing(listing=listing, following=following, ends=not following and ends_here(text))


def way_in(text: str, url: str, source: ListSource | None, now: datetime) -> Through | None:
    """The adapter behind a column, named or betrayed by its page; None: the pages themselves hold the list."""
    known = discover_adapters()
    if source is not None and source.adapter is not None:
        found = known[source.adapter].recognise(text, url) or {}
        return Through(name=source.adapter, options={**found, **source.options})
    if read_list(text, url, source=source, now=now).state is ListState.UNREADABLE:
        for name, adapter in known.items():
            if (recognised := adapter.recognise(text, url)) is not None:
                return Through(name=name, options=recognised)
    return None


def request_of(name: str, options: Mapping[str, Any], url: str) -> ListRequest | None:
    """What the adapter *name* asks with *options*, some of which a page named."""
    return discover_adapters()[name].request(options, url)


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardPage:
    """One page of a board, the address of the next one, and of the frame in which its letters may stand; "": the page names none."""

    reading: BoardReading
    following: str = ""
    framed: str = ""


def board_page(text: str, url: str, options: Mapping[str, Any], now: datetime, board: str) -> BoardPage:
    """A board's page, or the answer of its adapter (`adapter` in *options*)."""
    adapter = _adapter(options)
    if adapter is not None:
        return BoardPage(reading=adapter.read(text, url, options, now, board))
    reading = read_board(text, url, options=options, now=now, board=board)
    frame = within_frame.recognise(text, url) if reading.state is BoardState.UNREADABLE else None
    following = next_page(text, url)
    return BoardPage(reading=reading, following=following, framed=str(frame["url"]) if frame else "")


def board_detail(text: str, message: Message, options: Mapping[str, Any], now: datetime) -> Message:
    """*message* with what its own page says."""
    adapter = _adapter(options)
    if adapter is not None:
        return adapter.read_detail(text, message, options, now)
    return read_detail(text, message, now=now, receipts=tuple(map(str, options.get("receipts", ()))))


def _adapter(options: Mapping[str, Any]) -> BoardAdapter | None:
    name = options.get("adapter")
    return None if name is None else discover_boards()[str(name)]


def total_in(text: str, pattern: str | None) -> int | None:
    """The count that a statistics page states, by the configured *pattern* or in the usual words."""
    match = (re.compile(pattern) if pattern else _STATED).search(re.sub(r"<[^>]{0,200}>", "", text))
    told = next((one for one in match.groups() if one), "") if match else ""
    return int(told) if told.isdigit() and len(told) <= 9 else None


async def masked(wall: Wall, exchanges: list[Exchange], fields: tuple[str, ...]) -> tuple[Exchange, ...]:
    """*exchanges* without personal data; a body that could not be masked is not stored."""
    done = []
    for one in exchanges:
        found = await wall.read(mask_exchange, one, fields)
        if isinstance(found, ReaderBroke):
            note = f"{one.note}; body withheld: {found.reason} while masking".strip("; ")
            found = replace(one, body=b"", note=note)
        done.append(found)
    return tuple(done)


def stored_text(body: bytes, encoding: str, content_type: str, most: int) -> str:
    """A stored body as text, at most *most* bytes of it inflated; as it came where it cannot be inflated."""
    with suppress(Broken, TooLarge):
        body = inflate(body, encoding, most)
    return decode(body, content_type).text


@dataclass(frozen=True, slots=True, kw_only=True)
class GuideList:
    """One page of a list of guides."""

    links: Mapping[str, str] = field(default_factory=dict)  #: title by address
    total: int | None = None
    following: str = ""


def guide_list(text: str, url: str, options: Mapping[str, Any]) -> GuideList:
    """The guides that a list page links to. Raises TooCostly."""
    refuse_costly(text)
    return GuideList(
        links=dict(guide_links(text, url, options)),
        total=stated_total(text),
        following=next_page(text, url),
    )


def guide_links(html: str, url: str, options: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Address and title of every guide that a list page links to. A bad selector or pattern finds none."""
    parser = parse_html(html[:2_000_000])
    try:
        nodes = parser.css(str(options["item"])) if "item" in options else parser.css("a[href]")
        pattern = re.compile(str(options["pattern"])) if "pattern" in options else None
    except (SelectolaxError, re.error):
        return
    if pattern is None and "item" not in options:
        pattern = _LOOKS_LIKE
    for node in nodes:
        link = node if node.tag == "a" else node.css_first("a[href]")
        href = (link.attributes.get("href") or "").strip() if link is not None else ""
        if link is None or not href or href.startswith("#") or urlsplit_fails(href):
            continue
        there = join(url, href).split("#", 1)[0]
        title = " ".join((link.attributes.get("title") or link.text()).split())[:120]
        if (
            there
            and there != url
            and title
            and _is_deeper(there, url)
            and (pattern is None or pattern.search(there))
        ):
            yield there, title


def _is_deeper(there: str, url: str) -> bool:
    """Whether a link leads on, and not to another page of the same list."""
    one, two = urlsplit(there), urlsplit(url)
    return one.path != two.path or bool(
        one.query and not re.search(r"page|pn=|curr", one.query, re.IGNORECASE)
    )


def entry_links(text: str, url: str) -> tuple[ChannelEntry, ...]:
    """Where a homepage's entries to a channel lead. Raises TooCostly: no link seen is not no link there."""
    refuse_costly(text)
    return find_entries(text, url)


def form_page(text: str, url: str) -> tuple[ChannelForm, tuple[ChannelEntry, ...]]:
    """What a page offers to somebody who wants to ask, and where its own links to forms lead. Raises TooCostly."""
    refuse_costly(text)
    form = read_form(text)
    return form, () if form.is_open else tuple(find_form_links(text, url))
