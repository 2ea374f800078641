"""Lists that the page itself holds as an array in inline script, or in its stored state."""

from datetime import datetime

from monitor.domain.content import ListState
from monitor.domain.observation import Listing
from probes.adapters._adapter import Adapter, ListRequest, Options, guessed_fields, listing_of, row_arrays
from probes.pages.document.costly import TOO_COSTLY, too_costly
from probes.pages.document.parser import parse_html

#: So many rows with title and date, and an address or an id, are no accident.
FEWEST = 2
#: Titles without an address are words of this length at least.
_SHORTEST = 6


def recognise(html: str, url: str) -> Options | None:
    """Whether some inline script holds such rows."""
    listing = read(html, url, {}, None)
    dated = [item for item in listing.items if item.on and (item.url or len(item.title) >= _SHORTEST)]
    return {} if listing.state is ListState.ITEMS and len(dated) >= FEWEST else None


def request(options: Options, url: str) -> ListRequest | None:
    """Nothing to ask: the page holds the answer."""
    return None


def read(text: str, url: str, options: Options, now: datetime | None) -> Listing:
    """The rows of the array that holds most dated ones: under the usual names, else under those that their values betray."""
    if too_costly(text):
        return Listing(state=ListState.UNREADABLE, reason=TOO_COSTLY)
    found = [Listing(state=ListState.UNREADABLE, reason="adapter_found_nothing")]
    for script in parse_html(text).css("script:not([src])"):
        for rows in row_arrays(script.text()):
            usual = listing_of(rows, url, total=None)
            found.append(
                usual if usual.newest else listing_of(rows, url, total=None, fields=guessed_fields(rows))
            )
    return max(found, key=lambda one: sum(item.on is not None for item in one.items))


ADAPTER = Adapter(recognise=recognise, request=request, read=read)
