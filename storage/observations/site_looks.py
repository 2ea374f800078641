"""What the judging of a stretch and the ledger of articles both rest on (成批载入的监测记录), loaded once for both."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from monitor.domain.need import EVER
from monitor.domain.observation import Listing, Reading
from storage.db.list_texts import ListTexts
from storage.observations.articles import articles_of
from storage.observations.looks import Looks, load_looks


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteLooks:
    """Of some sites: looks at their columns from *since* to *until*, every reading and every article up to then."""

    since: datetime
    until: datetime
    known_by: datetime
    listings: Looks[Listing]
    readings: Looks[Reading]
    articles: dict[str, list[Any]]  #: by site, by address: title, columns, first_seen, listed_on
    reader: ListTexts  #: has read those looks


async def load_site_looks(
    connection: AsyncConnection, sites: Sequence[str], since: datetime, until: datetime, known_by: datetime
) -> SiteLooks:
    """By what was heard up to *known_by*; the same statements for one site and for many."""
    reader = ListTexts()
    return SiteLooks(
        since=since,
        until=until,
        known_by=known_by,
        listings=await load_looks(connection, Listing, sites, since, until, known_by, reader),
        readings=await load_looks(connection, Reading, sites, EVER, until, known_by),
        articles=await articles_of(connection, sites, known_by),
        reader=reader,
    )
