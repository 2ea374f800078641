"""What the monitor sees on one page, as plain data for `monitor inspect`: pure, stores nothing."""

from collections import Counter
from collections.abc import Set
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from monitor.domain.content import Dated, Item, ListState, Undated, Unreadable
from monitor.domain.observation import BoardReading, Homepage, Listing, Reading
from monitor.domain.timing import check_aware
from probes.http.charset import decode
from probes.pages.article.article import read_article
from probes.pages.board.board import read_board
from probes.pages.board.rows import rows_by
from probes.pages.document.scripts import render
from probes.pages.guide.guide import GROUPS, GuideReading, examine_guide
from probes.pages.kind import Kind, KindGuess, guess_kind
from probes.pages.listing.homepage import read_homepage
from probes.pages.listing.listing import AFTER_SCRIPTS, considered_groups, read_list
from probes.pages.readings import column_page
from probes.pages.records.row_group import RowGroup

__all__ = ["InspectedPage", "Kind", "inspect_page", "inspect_saved"]

#: Groups of rows shown of one page.
MOST_GROUPS = 12
#: What speaks against a group of rows as a column's list, and not as a homepage's.
OF_ANOTHER_COLUMN = "other_name_or_sites"


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
        return {**_read(page, guess.kind, now), "guess": _guess(guess)}
    seen = _read(page, kind, now)
    if (
        page.text.strip()
        and _is_doubtful(seen)
        and (guess := guess_kind(page.text, page.url, now)).kind != kind
    ):
        seen["likely"] = _guess(guess)
    return seen


def _read(page: InspectedPage, kind: Kind, now: datetime) -> dict[str, Any]:
    if kind == "board":
        return _board(page, read_board(page.text, page.url, now=now), now)
    if kind == "list":
        return _list(page, read_list(page.text, page.url, now=now), now)
    if kind == "home":
        return _home(page, read_homepage(page.text, page.url, now=now), now)
    if kind == "guide":
        return _guide(page, examine_guide(page.text, page.url))
    return _article(page, read_article(page.text, page.url, now=now, every=True))


def _is_doubtful(seen: dict[str, Any]) -> bool:
    """Whether a page gave so little, read as what somebody says that it is, that it may be something else."""
    answers = [one for one in seen.get("messages", ()) if one["answered"] or one["status"] != "unstated"]
    return seen["state"] in ("unreadable", "undated", "blank") or (seen["as"] == "board" and not answers)


def _guess(guess: KindGuess) -> dict[str, Any]:
    return {"kind": guess.kind, "confidence": guess.confidence, "why": dict(guess.why)}


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


def _list(page: InspectedPage, listing: Listing, now: datetime) -> dict[str, Any]:
    return {
        "as": "list",
        "input": page.name,
        "items": [_item(item) for item in listing.items],
        "newest": listing.newest.isoformat() if listing.newest else None,
        "state": listing.state.value,
        "why": listing.reason,
        "total": listing.total,
        "asks": _asks(page, now) if listing.state is ListState.UNREADABLE else None,
        "encoding": page.encoding,
        "after_scripts": listing.reason == AFTER_SCRIPTS,
        "considered": _considered(
            page, {item.title for item in listing.items}, now, listing.reason == AFTER_SCRIPTS
        ),
    }


def _asks(page: InspectedPage, now: datetime) -> dict[str, str] | None:
    """Where a probe asks for a list that the page itself does not hold, and by which adapter; None: it knows no such place."""
    through = column_page(page.text, page.url, None, now).through if page.url else None
    return {"adapter": through.name, "url": through.ask.url} if through and through.ask else None


def _considered(page: InspectedPage, titles: Set[str], now: datetime, after: bool) -> list[dict[str, Any]]:
    """Every group of rows on the page with what spoke for and against it; *titles*: of the items that were read."""
    html = render(page.text, page.url, now).html if after else page.text
    return [_group(one, titles) for one in considered_groups(html, page.url, now)[:MOST_GROUPS]]


def _group(group: RowGroup, titles: Set[str]) -> dict[str, Any]:
    days = [row.said.on for row in group.rows if row.said.on]
    spoke = {
        "dated": group.dated, "column_name_over_it": group.named,
    }  # fmt: skip
    against = {
        "no_days": not group.dated, "stands_aside": group.aside, "box_of_other_things": group.other_box, OF_ANOTHER_COLUMN: group.foreign,
    }  # fmt: skip
    return {
        "heading": group.heading,
        "first": group.rows[0].title[:60],
        "rows": len(group.rows),
        "newest": max(days).isoformat() if days else None,
        "days_from": dict(Counter(row.place for row in group.rows if row.place)),
        "score": round(group.score),
        "for": [name for name, holds in spoke.items() if holds],
        "against": [name for name, holds in against.items() if holds],
        "chosen": sum(row.title[:300] in titles for row in group.rows) * 2 > len(group.rows),
    }


def _home(page: InspectedPage, home: Homepage, now: datetime) -> dict[str, Any]:
    days = [item.on for item in home.items if item.on]
    return {
        "as": "home",
        "input": page.name,
        "items": [_item(item) for item in home.items],
        "newest": max(days).isoformat() if days else None,
        "state": home.state.value,
        "why": home.reason,
        "encoding": page.encoding,
        "navigation": home.navigation,
        "script_blocks": home.script_blocks,
        "columns": list(home.second_level),
        "considered": [
            {**one, "against": [why for why in one["against"] if why != OF_ANOTHER_COLUMN]}
            for one in _considered(page, {item.title for item in home.items}, now, after=False)
        ],
    }


def _guide(page: InspectedPage, reading: GuideReading) -> dict[str, Any]:
    guide = reading.guide
    return {
        "as": "guide",
        "input": page.name,
        "title": guide.title,
        "is_read": guide.is_read,
        "told": [name for name in GROUPS if guide.is_read and name not in (*guide.missing, *guide.not_told)],
        "missing": list(guide.missing),
        "not_told": list(guide.not_told),
        "remarks": list(guide.remarks),
        "state": "guide" if guide.is_read else "unreadable",
        "why": guide.reason,
        "encoding": page.encoding,
        "elements": [
            {
                "group": name,
                "heading": reading.headings.get(name),
                "text": reading.told.get(name, "")[:200],
            }
            for name in GROUPS
        ],
        "materials": [{"name": one.name, "form": one.form, "count": one.count} for one in reading.materials],
        "forms": [{"text": one.text, "url": one.href, "leads": one.leads} for one in reading.forms],
    }


def _item(item: Item) -> dict[str, Any]:
    return {
        "title": item.title,
        "url": item.url,
        "date": item.on.isoformat() if item.on else None,
        "pinned": item.pinned,
    }


def _board(page: InspectedPage, board: BoardReading, now: datetime) -> dict[str, Any]:
    days = [day for one in board.messages for day in (one.submitted, one.answered) if day]
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
                "submitted_exact": one.submitted_exact,
                "raw_status": one.raw_status,
            }
            for one in board.messages
        ],
        "state": board.state.value,
        "why": board.reason,
        "total": board.total,
        "complete": board.complete,
        "encoding": page.encoding,
        "read_by": rows_by(page.text, {}, page.url, now)[0] or ("scripts" if board.messages else ""),
        "newest": max(days).isoformat() if days else None,
    }


def _text(moment: datetime) -> str:
    return check_aware(moment).isoformat(timespec="minutes")
