"""What the monitor sees on one page, as plain data for `monitor inspect`: pure, stores nothing."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from monitor.domain.content import Dated, DatePlace, Guide, Item, ListState, Undated, Unreadable
from monitor.domain.observation import BoardReading, Homepage, Listing, Reading
from monitor.domain.timing import check_aware
from probes.http.charset import decode
from probes.pages.article.article import read_article
from probes.pages.board.board import read_board
from probes.pages.guide.guide import GROUPS, read_guide
from probes.pages.listing.homepage import read_homepage
from probes.pages.listing.listing import read_list

Kind = Literal["article", "list", "board", "home", "guide"]

#: A page with at least so many dated rows may be a list when nobody says what it is.
LIST_ROWS = 3
#: So few beside a publish day with its time, or one that only tags or scripts tell, are related links.
FEW_ROWS = 4
#: Why an article has no day where its own place for one waits for a script: it is no list for that.
_WAITS = ("the label", "a script writes", "an unfilled template")
#: A page with so many full stops has a text of its own.
SENTENCES = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectedPage:
    """One decoded page and where it came from."""

    name: str  #: as the person wrote it
    text: str
    encoding: str
    url: str = ""


def inspect_page(page: InspectedPage, kind: Kind | None, now: datetime) -> dict[str, Any]:
    """What *page* holds, read as *kind*; when that is None, as what it most looks like."""
    if kind == "board":
        return _board(page, read_board(page.text, page.url, now=now))
    if kind == "list":
        return _list(page, read_list(page.text, page.url, now=now))
    if kind == "home":
        return _home(page, read_homepage(page.text, page.url, now=now))
    if kind == "guide":
        return _guide(page, read_guide(page.text, page.url))
    reading = read_article(page.text, page.url, now=now)
    if kind is None:
        listing = read_list(page.text, page.url, now=now)
        if _looks_like_a_list(reading, listing, page.text.count("。")):
            return _list(page, listing)
    return _article(page, reading)


def inspect_saved(content: bytes, name: str, url: str, kind: Kind | None, now: datetime) -> dict[str, Any]:
    """What the saved page *content* holds, decoded by its own bytes; *url*: where it came from, "" where nobody knows."""
    decoded = decode(content)
    page = InspectedPage(name=name, text=decoded.text, encoding=decoded.encoding, url=url)
    return inspect_page(page, kind, now)


def _looks_like_a_list(reading: Reading, listing: Listing, sentences: int) -> bool:
    """
    Rows and no running text, or many dated rows and no publish day but perhaps that of one of the rows.

    A page without a publish day that shows an empty or script-filled list, or rows, is a list too, unless it
    has sentences of its own.
    """
    days = [item.on for item in listing.items if item.on]
    published = reading.published
    if not isinstance(published, Dated):
        if len(days) >= LIST_ROWS:
            return len(days) > FEW_ROWS or sentences < SENTENCES
        empty = listing.state is ListState.BLANK or listing.reason.startswith("script_list")
        own = isinstance(published, Unreadable) and published.why.startswith(_WAITS)
        seen = bool(listing.items) or (empty and not own)
        return seen and sentences < SENTENCES
    said_by_itself = published.at is not None or published.place is not DatePlace.VISIBLE
    if len(days) <= FEW_ROWS:
        return len(days) >= LIST_ROWS and published.on in days and not said_by_itself
    plain = published.at is None or published.place is not DatePlace.VISIBLE
    return published.on in days or (sentences < SENTENCES and plain)


def _article(page: InspectedPage, reading: Reading) -> dict[str, Any]:
    published = reading.published
    dated = published if isinstance(published, Dated) else None
    state = "dated" if dated else "undated" if isinstance(published, Undated) else "unreadable"
    return {
        "as": "article",
        "input": page.name,
        "title": reading.title,
        "published": dated.on.isoformat() if dated else None,
        "published_at": _text(dated.at) if dated and dated.at else None,
        "from": dated.place.value if dated else None,
        "state": state,
        "why": published.why if isinstance(published, Unreadable) else "",
        "source": reading.source,
        "conflict": reading.conflict,
        "decided_by": reading.decided_by,
        "confidence": reading.chance,
        "scripts_wrote": list(reading.wrote),
        "candidates": [
            {
                "date": one.on.isoformat(),
                "from": one.place.value,
                "text": one.text,
                "rule": one.rule,
                "features": list(one.signs),
                "confidence": one.chance,
            }
            for one in reading.candidates
        ],
        "encoding": page.encoding,
    }


def _list(page: InspectedPage, listing: Listing) -> dict[str, Any]:
    return {
        "as": "list",
        "input": page.name,
        "items": [_item(item) for item in listing.items],
        "newest": listing.newest.isoformat() if listing.newest else None,
        "state": listing.state.value,
        "why": listing.reason,
        "total": listing.total,
        "encoding": page.encoding,
    }


def _home(page: InspectedPage, home: Homepage) -> dict[str, Any]:
    days = [item.on for item in home.items if item.on]
    return {
        "as": "home",
        "input": page.name,
        "items": [_item(item) for item in home.items],
        "newest": max(days).isoformat() if days else None,
        "state": home.state.value,
        "why": home.reason,
        "encoding": page.encoding,
    }


def _guide(page: InspectedPage, guide: Guide) -> dict[str, Any]:
    return {
        "as": "guide",
        "input": page.name,
        "title": guide.title,
        "is_read": guide.is_read,
        "told": [name for name in GROUPS if guide.is_read and name not in guide.missing],
        "missing": list(guide.missing),
        "remarks": list(guide.remarks),
        "state": "guide" if guide.is_read else "unreadable",
        "why": guide.reason,
        "encoding": page.encoding,
    }


def _item(item: Item) -> dict[str, Any]:
    return {
        "title": item.title,
        "url": item.url,
        "date": item.on.isoformat() if item.on else None,
        "pinned": item.pinned,
    }


def _board(page: InspectedPage, board: BoardReading) -> dict[str, Any]:
    return {
        "as": "board",
        "input": page.name,
        "messages": [
            {
                "id": one.id,
                "title": one.title_masked,
                "submitted": one.submitted.isoformat() if one.submitted else None,
                "answered": one.answered.isoformat() if one.answered else None,
                "status": one.status.value,
                "unit": one.unit,
                "url": one.url,
            }
            for one in board.messages
        ],
        "state": board.state.value,
        "why": board.reason,
        "total": board.total,
        "complete": board.complete,
        "encoding": page.encoding,
    }


def _text(moment: datetime) -> str:
    return check_aware(moment).isoformat(timespec="minutes")
