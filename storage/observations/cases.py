"""Loading all that a rule may see of one subject: none of it later than the moment judged, or heard of later."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from monitor.domain.case import SiteCase
from monitor.domain.need import Lookback
from monitor.domain.observation import (
    BoardReading,
    Homepage,
    Listing,
    Reading,
    StoredObservation,
    Timeline,
    VisitDay,
)
from monitor.domain.site import Site
from monitor.domain.text_page import TextPage
from monitor.domain.timing import DAY, day_of
from storage.db import tables
from storage.db.codec import decode_days
from storage.db.rows import asked
from storage.db.types import in_shanghai
from storage.observations.histories import (
    Clauses,
    SiteHistory,
    from_newest_full,
    load_site_histories,
    load_visits,
)
from storage.observations.looks import (
    Row,
    by_part,
    load_looks,
    load_parts,
    load_seen,
    row_of,
    with_older,
)
from storage.observations.observations import TAKEN_FOR
from storage.observations.readings import FirstSeen, ReadingsThen, load_readings
from storage.observations.visits import RollUp

#: Articles not listed for so long are not remembered by a probe.
REMEMBERED = timedelta(days=40)


async def load_site_cases(
    connection: AsyncConnection,
    sites: Sequence[Site],
    as_of: datetime,
    roll_up: RollUp,
    column_clauses: Mapping[str, Clauses],
    known_by: datetime,
    needs: Lookback,
    *,
    counted: bool = False,
) -> dict[str, SiteCase]:
    """The cases of *sites* at *as_of*, by what was heard up to *known_by*: a replay loads the same again; by site."""
    windows = {site.id: site.maintenance for site in sites}
    by_count = {site.id for site in sites if counted and not site.navigation}
    histories = await load_site_histories(
        connection, list(windows), [as_of], known_by, roll_up, needs, windows, by_count
    )
    return {site.id: histories[site.id].at(site, as_of, column_clauses.get(site.id, {})) for site in sites}


async def load_visit_days(
    connection: AsyncConnection,
    site: str,
    as_of: datetime,
    roll_up: RollUp,
    known_by: datetime,
    needs: Lookback,
) -> list[VisitDay]:
    """The counts of the last days of *site*, as its case at *as_of* has them."""
    days, visits = await load_visits(connection, [site], [as_of], known_by, {}, needs.whole_days(VisitDay))
    nothing: Row[Any] = row_of([])
    history = SiteHistory(
        known_by=known_by, days=days.get(site, {}), visits=visits.get(site, {}), homepages=nothing, listings={},
        boards={}, exports={}, channels=nothing, guides=nothing, readings={}, first_seen=FirstSeen(as_of), reviews=(),
        roll_up=roll_up, needs=needs,
    )  # fmt: skip
    return history.visit_days(as_of)


async def load_all_visit_days(
    connection: AsyncConnection, as_of: datetime, needs: Lookback
) -> dict[str, list[VisitDay]]:
    """The counts of the whole days before *as_of* for every site, in one query, by all that is stored now."""
    today = day_of(as_of)
    table = tables.visit_day
    query = (
        select(table.c.site, table.c.json)
        .where(table.c.day >= today - DAY * needs.whole_days(VisitDay), table.c.day < today)
        .order_by(table.c.day)
    )
    rows = (await connection.execute(query)).all()
    found: dict[str, list[VisitDay]] = {}
    for row, day in zip(rows, decode_days([row.json for row in rows]), strict=True):
        found.setdefault(row.site, []).append(day)
    return found


@dataclass(frozen=True, slots=True)
class Memory:
    """What a probe may ask the store while it looks; loaded beforehand, so that it need not wait."""

    readings: Mapping[str, StoredObservation[Reading]]
    listings: Mapping[str, StoredObservation[Listing]]
    homepages: Sequence[StoredObservation[Homepage]]
    boards: Mapping[str, Sequence[StoredObservation[BoardReading]]] = field(default_factory=dict)
    timelines: Sequence[StoredObservation[Timeline]] = ()
    tags: Mapping[str, Any] = field(default_factory=dict)
    texts_read: Mapping[str, datetime] = field(default_factory=dict)
    make_validators: Callable[[str, str], Any] = lambda etag, last_modified: None

    def reading(self, url: str) -> StoredObservation[Reading] | None:
        """The newest reading of an article page."""
        return self.readings.get(url)

    def listing(self, column: str) -> StoredObservation[Listing] | None:
        """The newest listing of a column."""
        return self.listings.get(column)

    def homepage(self) -> StoredObservation[Homepage] | None:
        """The newest homepage snapshot."""
        return self.homepages[-1] if self.homepages else None

    def board(self, id: str) -> Sequence[StoredObservation[BoardReading]]:
        """A board's readings, oldest first, from the newest full one on."""
        return self.boards.get(id, ())

    def timeline(self) -> StoredObservation[Timeline] | None:
        """The newest look at an account that showed posts."""
        return self.timelines[-1] if self.timelines else None

    def texts(self) -> Mapping[str, datetime]:
        """When each page was last read closely, by address."""
        return self.texts_read

    def validators(self, url: str) -> Any:
        """What came with the last good answer of *url*."""
        row = self.tags.get(url)
        return self.make_validators(row.etag, row.last_modified) if row else None


async def load_memory(
    connection: AsyncConnection,
    site: Site,
    now: datetime,
    make_validators: Callable[[str, str], Any],
    needs: Lookback,
) -> Memory:
    """What is known of *site* at *now*."""
    start = needs.start(Listing, now)
    looks = await load_looks(connection, Listing, [site.id], start, now, now)
    listings = {site.id: by_part(looks.get(site.id, ()))}
    await with_older(connection, listings, start, now, now)
    boards = await load_parts(connection, BoardReading, site.id, needs.start(BoardReading, now), now, now)
    table = tables.article
    rows = await connection.execute(
        select(table.c.url).where(table.c.site == site.id, table.c.last_seen >= now - REMEMBERED)
    )
    urls = [(site.id, row.url) for row in rows]
    readings = await load_readings(connection, urls, now, now)
    pages = [site.url, *(column.url for column in site.columns if column.url)]
    return Memory(
        readings=ReadingsThen(readings.get(site.id, {}), now),
        listings={part: looks[-1] for part, looks in listings[site.id].items()},
        homepages=await load_seen(connection, Homepage, site.id, needs.start(Homepage, now), now, now),
        boards={part: from_newest_full(readings) for part, readings in boards.items()},
        tags=await load_tags(connection, pages, now),
        texts_read=await load_texts_read(connection, site.id, now),
        make_validators=make_validators,
    )


async def load_texts_read(connection: AsyncConnection, site: str, now: datetime) -> dict[str, datetime]:
    """
    When each page of *site* was last read closely, by address; none later than *now*.

    One that did not open counts as if read so long ago that the next night asks again.
    """
    table, body = tables.observation, tables.body
    own = (table.c.subject == site, table.c.kind == TextPage.kind, table.c.at <= now)
    rows = await connection.execute(
        select(table.c.part, func.max(table.c.at).label("at")).where(*own).group_by(table.c.part)
    )
    found = {row.part: in_shanghai(row.at) for row in rows}
    unread = await connection.execute(
        select(table.c.part, table.c.at)
        .join(body, body.c.digest == table.c.digest)
        .where(*own, table.c.at > now - _UNREAD, body.c.json.contains('"state":"unreached"', autoescape=True))
    )
    for row in unread:
        if found[row.part] == (at := in_shanghai(row.at)):
            found[row.part] = at - _UNREAD
    return found


#: A page that did not open is asked again so much earlier than one that was read.
_UNREAD = timedelta(days=6, hours=12)


async def load_tags(connection: AsyncConnection, urls: Sequence[str], now: datetime) -> dict[str, Any]:
    """ETag and Last-Modified by address, of pages that were sent whole not long ago."""
    table, wanted = tables.validator, asked(connection, [(one,) for one in urls], "url")
    rows = await connection.execute(
        select(table).join(wanted, wanted.c.url == table.c.url).where(table.c.at > now - TAKEN_FOR)
    )
    return {row.url: row for row in rows}
