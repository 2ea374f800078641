"""A listing read with the selectors that a person configured: they win over any analysis."""

from dataclasses import dataclass
from datetime import datetime

from selectolax.lexbor import LexborNode, SelectolaxError

from monitor.domain.content import ListState
from monitor.domain.observation import Listing
from monitor.domain.site import ListSource
from probes.http.links import join
from probes.pages.dates.dates import date_in_url
from probes.pages.dates.row_dates import row_date
from probes.pages.document.elsewhere import may_be_filled
from probes.pages.document.parser import parse_html
from probes.pages.document.tree import TELLING, read_tree
from probes.pages.listing.blank import says_nothing_here, stated_total
from probes.pages.listing.items import WrittenRow, make_items
from probes.pages.records.crumbs import column_names
from probes.pages.records.groups import FILLERS
from probes.pages.records.title import PINNED, full_title

#: Why a list was not read on whose page the configured selector finds no row.
FOUND_NOTHING = "selector_found_nothing"


@dataclass(frozen=True, slots=True)
class _Found:
    row: LexborNode
    link: LexborNode | None
    date: LexborNode | None
    title: LexborNode | None


def read_with_selectors(html: str, url: str, source: ListSource, now: datetime | None) -> Listing:
    """
    The rows that `source.item` finds, with date, link and title inside each.

    No row is `unreadable` (selector_found_nothing), unless the page says that there is none. A selector that is none
    is `unreadable` too (bad_selector).
    """
    parser = parse_html(html)
    try:
        found = [_look_inside(node, source) for node in parser.css(source.item or "")]
    except SelectolaxError:
        return Listing(state=ListState.UNREADABLE, reason="bad_selector")
    written = [one for one in (_written(row, now) for row in found) if one.title not in FILLERS]
    total = stated_total(html)
    if not written:
        empty = total == 0 or says_nothing_here(read_tree(html), names=column_names(html))
        if empty and not may_be_filled(html, said=True):
            return Listing(state=ListState.BLANK, total=total)
        return Listing(state=ListState.UNREADABLE, reason=FOUND_NOTHING, total=total)
    based = parser.css_first("base[href]")
    base = (join(url, based.attributes.get("href") or "") if based is not None else "") or url
    return Listing(state=ListState.ITEMS, items=make_items(written, base, now), total=total)


def _look_inside(node: LexborNode, source: ListSource) -> _Found:
    link = node if node.tag == "a" and source.link is None else node.css_first(source.link or "a[href]")
    return _Found(
        node,
        link,
        node.css_first(source.date) if source.date else None,
        node.css_first(source.title) if source.title else None,
    )


def _written(found: _Found, now: datetime | None) -> WrittenRow:
    attributes = found.link.attributes if found.link is not None else {}
    href = (attributes.get("href") or "").strip()
    shown = " ".join((found.title or found.link or found.row).text(separator=" ").split())
    title = full_title(shown, attributes.get("title") or "") if found.title is None else shown
    dated = found.date or found.row
    nodes = [text for part in dated.text(separator="\n").splitlines() if (text := " ".join(part.split()))]
    beside = nodes if found.date is not None else [text for text in nodes if text not in title]
    told = [dated.attributes.get(name) or "" for name in TELLING]
    whole = " ".join(found.row.text(separator=" ").split())
    return WrittenRow(
        title=title,
        href=href,
        said=row_date(beside, [shown], told, date_in_url(href), now),
        pinned=bool(PINNED.search(whole)),
    )
