"""A listing read with the selectors that a person configured: they win over any analysis."""

from datetime import datetime
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser, SelectolaxError

from monitor.domain.content import Item, ListState
from monitor.domain.observation import Listing
from monitor.domain.site import ListSource
from probes._blank import blank_words
from probes._row_dates import give_years, row_date
from probes._tree import read_tree


def read_with_selectors(html: str, url: str, source: ListSource, now: datetime | None) -> Listing:
    """
    The rows that `source.item` finds, with date, link and title inside each.

    No row is `unreadable` (selector_found_nothing), unless the page shows an empty list.
    """
    parser = LexborHTMLParser(html)
    try:
        nodes = parser.css(source.item or "")
        rows = []
        for node in nodes:
            link = node.css_first(source.link or "a") if node.tag != "a" else node
            dated = node.css_first(source.date) if source.date else None
            titled = node.css_first(source.title) if source.title else None
            rows.append((node, link, dated, titled))
    except SelectolaxError:
        return Listing(state=ListState.UNREADABLE, reason="bad_selector")
    if not rows:
        if blank_words(html, read_tree(html)):
            return Listing(state=ListState.BLANK, total=0)
        return Listing(state=ListState.UNREADABLE, reason="selector_found_nothing")
    said, items = [], []
    for node, link, dated, titled in rows:
        attributes = link.attributes if link is not None else {}
        href = (attributes.get("href") or "").strip()
        shown = (titled or link or node).text(separator=" ", strip=True)
        title = " ".join(((attributes.get("title") or "") if titled is None else "").split()) or " ".join(
            shown.split()
        )
        beside = [(dated or node).text(separator=" ", strip=True)]
        said.append(row_date(beside, "", [], href, now))
        usable = href and not href.lower().startswith(("javascript:", "#"))
        items.append(Item(title=title[:300], url=urljoin(url, href) if usable else ""))
    days = give_years(said)
    return Listing(
        state=ListState.ITEMS,
        items=tuple(
            Item(title=item.title, url=item.url, on=day) for item, day in zip(items, days, strict=True)
        ),
    )
