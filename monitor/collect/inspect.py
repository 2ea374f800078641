"""What the monitor sees on one page, as plain data for `monitor inspect`: pure, stores nothing."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from monitor.domain.content import Dated, Guide, Item, Undated, Unreadable
from monitor.domain.observation import BoardReading, Homepage, Listing, Reading
from monitor.domain.timing import check_aware
from probes.http.charset import decode
from probes.pages.article.article import read_article
from probes.pages.board.board import read_board
from probes.pages.guide.guide import GROUPS, read_guide
from probes.pages.kind import Kind, guess_kind
from probes.pages.listing.homepage import read_homepage
from probes.pages.listing.listing import read_list

__all__ = ["InspectedPage", "Kind", "inspect_page", "inspect_saved"]


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectedPage:
    """One decoded page and where it came from."""

    name: str  #: as the person wrote it
    text: str
    encoding: str
    url: str = ""


def inspect_page(page: InspectedPage, kind: Kind | None, now: datetime) -> dict[str, Any]:
    """What *page* holds, read as *kind*; when that is None, as what it most looks like."""
    if kind is None:
        guess = guess_kind(page.text, page.url, now)
        return {
            **inspect_page(page, guess.kind, now),
            "guess": {"kind": guess.kind, "confidence": guess.confidence, "why": list(guess.why)},
        }
    if kind == "board":
        return _board(page, read_board(page.text, page.url, now=now))
    if kind == "list":
        return _list(page, read_list(page.text, page.url, now=now))
    if kind == "home":
        return _home(page, read_homepage(page.text, page.url, now=now))
    if kind == "guide":
        return _guide(page, read_guide(page.text, page.url))
    return _article(page, read_article(page.text, page.url, now=now))


def inspect_saved(content: bytes, name: str, url: str, kind: Kind | None, now: datetime) -> dict[str, Any]:
    """What the saved page *content* holds, decoded by its own bytes; *url*: where it came from, "" where nobody knows."""
    decoded = decode(content)
    page = InspectedPage(name=name, text=decoded.text, encoding=decoded.encoding, url=url)
    return inspect_page(page, kind, now)


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
