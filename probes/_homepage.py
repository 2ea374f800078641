"""What a homepage leads to (首页): published items, columns one level below, blocks that only a script fills."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from urllib.parse import urljoin, urlsplit

from monitor.domain.content import Item, ListState
from monitor.domain.observation import Homepage
from probes._blank import template_marks
from probes._dates import date_in_url
from probes._guard import is_kin, is_same_site
from probes._list import Row, content_rows
from probes._row_dates import give_years
from probes._tree import read_tree

#: Kept of one homepage; the newest of them decide.
MOST_ITEMS = 300
MOST_PAGES = 60

_ARTICLE = re.compile(
    r"(?:\d{4,}|[0-9a-f]{16,})[\w-]*\.(?:s?html?|jhtml|aspx?|jsp|php)$|[?&](?:id|aid|articleid|infoid|docid)=\w*\d{2,}",
    re.IGNORECASE,
)
_COLUMN = re.compile(r"/(?:index(?:_\d+)?\.\w+|list\w*\.\w+|col\d*\.\w+|[\w-]*/?)$", re.IGNORECASE)


def read_homepage(
    html: str, url: str, *, allowed_hosts: Sequence[str] = (), now: datetime | None = None
) -> Homepage:
    """
    Everything on a homepage that is, or may be, a published item of this site.

    Items carry the date beside them or in their address; an article's address without one counts too, undated.
    A page with links to columns and no item is a way in to them (导航). No link at all is unreadable.
    """
    tree = read_tree(html)
    base = urljoin(url, tree.base) if tree.base else url
    host = urlsplit(url).hostname or ""
    rows = content_rows(tree, now)
    days = _days(rows)
    items: dict[str, Item] = {}
    pages: dict[str, None] = {}
    for row, day in zip(rows, days, strict=True):
        address = _address(base, row.href)
        if not address or address.rstrip("/") == url.rstrip("/"):
            continue
        there = urlsplit(address).hostname or ""
        ours = is_same_site(there, host, allowed_hosts) or is_kin(there, host)
        if ours and (day is not None or row.said.month_day is not None or _is_article(address, row.title)):
            known = items.get(address)
            if known is None or (known.on is None and day is not None):
                items[address] = Item(title=row.title[:300], url=address, on=day or date_in_url(address))
        elif ours and _COLUMN.search(urlsplit(address).path or "/"):
            pages[address] = None
    if not items and not pages:
        reason = "script_blocks" if template_marks(html) else "no_links_found"
        return Homepage(state=ListState.UNREADABLE, reason=reason, script_blocks=template_marks(html))
    newest = sorted(items.values(), key=lambda item: item.on or date.max, reverse=True)
    return Homepage(
        state=ListState.ITEMS,
        items=tuple(newest[:MOST_ITEMS]),
        second_level=tuple(pages)[:MOST_PAGES],
        script_blocks=template_marks(html),
        navigation=not items and bool(pages),
    )


def _days(rows: Sequence[Row]) -> list[date | None]:
    """Years are given within one list only: neighbours elsewhere on the page say nothing."""
    days: list[date | None] = [None] * len(rows)
    places: dict[str, list[int]] = {}
    for n, row in enumerate(rows):
        places.setdefault(row.path, []).append(n)
    for group in places.values():
        for n, day in zip(group, give_years([rows[n].said for n in group]), strict=True):
            days[n] = day
    return days


def _is_article(address: str, title: str) -> bool:
    parts = urlsplit(address)
    target = parts.path + ("?" + parts.query if parts.query else "")
    return len(title) >= 6 and (date_in_url(address) is not None or _ARTICLE.search(target) is not None)


def _address(base: str, href: str) -> str:
    if href.lower().startswith(("javascript:", "#", "mailto:", "tel:", "data:")):
        return ""
    try:
        address = urljoin(base, href)
    except ValueError:
        return ""
    return address.split("#", 1)[0] if address.startswith(("http://", "https://")) else ""
