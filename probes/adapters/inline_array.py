"""Lists that the page itself holds as an array in inline script."""

from datetime import datetime

from monitor.domain.content import ListState
from monitor.domain.observation import Listing
from probes.adapters._adapter import Adapter, ListRequest, Options, listing_of, loose_rows
from probes.pages.document.costly import TOO_COSTLY, too_costly
from probes.pages.document.parser import parse_html

#: So many rows with title, address and date are no accident.
FEWEST = 2


def recognise(html: str, url: str) -> Options | None:
    """Whether some inline script holds such rows."""
    listing = read(html, url, {}, None)
    dated = [item for item in listing.items if item.on and item.url]
    return {} if listing.state is ListState.ITEMS and len(dated) >= FEWEST else None


def request(options: Options, url: str) -> ListRequest | None:
    """Nothing to ask: the page holds the answer."""
    return None


def read(text: str, url: str, options: Options, now: datetime | None) -> Listing:
    """The rows of every inline script."""
    if too_costly(text):
        return Listing(state=ListState.UNREADABLE, reason=TOO_COSTLY)
    rows = []
    for script in parse_html(text).css("script:not([src])"):
        found = loose_rows(script.text())
        rows += [row for row in found if len(row) >= 2]
    return listing_of(rows, url, total=None)


ADAPTER = Adapter(recognise=recognise, request=request, read=read)
