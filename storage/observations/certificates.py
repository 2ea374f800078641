"""Until when the certificates of sites last, as their homepages last showed them."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from monitor.domain.page_marks import PageMarks
from storage.db.apart import told_of_each
from storage.observations.looks import load_looks

#: A look at the homepage's marks tells of its certificate so long.
KEPT = timedelta(days=21)


async def certificates_of(
    connection: AsyncConnection, sites: Sequence[str], now: datetime
) -> dict[str, date]:
    """
    The last day of each site's certificate, by the newest look at its homepage that spoke https.

    Of a site such a look at which is damaged nothing is told, and all others have theirs.
    """
    looks, _ = await told_of_each(
        sites, lambda several: load_looks(connection, PageMarks, several, now - KEPT, now, now)
    )
    found = {}
    for site, several in looks.items():
        newest = next(
            (one.seen.facts for one in reversed(several) if one.seen.facts.state != "unreached"), None
        )
        if newest is not None and newest.certificate_until is not None:
            found[site] = newest.certificate_until
    return found
