"""Any JSON list, by configuration: its address, the path to its rows, the names of its fields."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from monitor.domain.content import ListState
from monitor.domain.observation import Listing
from monitor.domain.text import NotJson, load_json
from probes.adapters._adapter import Adapter, ListRequest, Options, count_in, listing_of


def recognise(html: str, url: str) -> Options | None:
    """Never by itself: only a person knows such a list."""
    return None


def request(options: Options, url: str) -> ListRequest:
    """The configured address."""
    return ListRequest(url=str(options["url"]), headers={"Referer": url})


def read(text: str, url: str, options: Options, now: datetime | None) -> Listing:
    """The rows at `rows` (`data.list`; "" is the whole answer), with the names in `fields`."""
    try:
        value: Any = load_json(text)
    except NotJson:
        return Listing(state=ListState.UNREADABLE, reason="not_json")
    for step in filter(None, str(options.get("rows", "")).split(".")):
        value = value.get(step) if isinstance(value, Mapping) else None
    if not isinstance(value, list):
        return Listing(state=ListState.UNREADABLE, reason="no_rows_at_the_configured_path")
    rows = [row for row in value if isinstance(row, Mapping)]
    total = count_in(text)
    listing = listing_of(rows, str(options.get("url", url)), total=total, fields=options.get("fields"))
    if not value and listing.state is not ListState.BLANK:
        return Listing(state=ListState.BLANK, total=0)
    return listing


ADAPTER = Adapter(recognise=recognise, request=request, read=read)
