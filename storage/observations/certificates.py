"""Until when the certificates of sites last, as their homepages last showed them."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from monitor.domain.page_marks import PageMarks
from storage.observations.looks import load_looks

#: A look at the homepage's marks tells of its certificate so long.
KEPT = timedelta(days=21)


async def certificates_of(
    connection: AsyncConnection, sites: Iterable[str], now: datetime
) -> dict[str, date]:
    """The last day of each site's certificate, by the newest look at its homepage that spoke https."""
    looks = await load_looks(connection, PageMarks, sites, now - KEPT, now, now)
    found = {}
    for site, several in looks.items():
        newest = next(
            (one.seen.facts for one in reversed(several) if one.seen.facts.state != "unreached"), None
        )
        if newest is not None and newest.certificate_until is not None:
            found[site] = newest.certificate_until
    return found
