"""Until when the certificates of sites last, as their homepages last showed them."""

from collections.abc import Collection
from contextlib import suppress
from datetime import date, datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from monitor.domain.page_marks import PageMarks
from storage.db.troubles import DamagedRecord
from storage.observations.looks import load_looks

#: A look at the homepage's marks tells of its certificate so long.
KEPT = timedelta(days=21)


async def certificates_of(
    connection: AsyncConnection, sites: Collection[str], now: datetime
) -> dict[str, date]:
    """
    The last day of each site's certificate, by the newest look at its homepage that spoke https.

    Of a site such a look at which is damaged nothing is told, and all others have theirs.
    """
    try:
        looks = await load_looks(connection, PageMarks, sites, now - KEPT, now, now)
    except DamagedRecord:
        looks = {}
        for site in sites:
            with suppress(DamagedRecord):
                looks |= await load_looks(connection, PageMarks, [site], now - KEPT, now, now)
    found = {}
    for site, several in looks.items():
        newest = next(
            (one.seen.facts for one in reversed(several) if one.seen.facts.state != "unreached"), None
        )
        if newest is not None and newest.certificate_until is not None:
            found[site] = newest.certificate_until
    return found
