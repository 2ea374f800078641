"""Loading all that a rule may see of one subject, none of it later than the moment judged."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import and_, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from monitor.domain.case import SiteCase
from monitor.domain.content import BoardState, ListState
from monitor.domain.observation import (
    BoardReading,
    Channel,
    Guides,
    Homepage,
    Listing,
    Reading,
    Seen,
    Timeline,
    Visit,
    VisitDay,
)
from monitor.domain.reach import Reach, Reason
from monitor.domain.site import Maintenance, Site
from monitor.domain.timing import DAY, day_of, midnight
from storage import tables
from storage.codec import decode, decode_days
from storage.observations import TAKEN_FOR
from storage.reviews import reviews_of
from storage.tables import CHUNK
from storage.visits import RollUp, visits_between

Facts = TypeVar("Facts")

#: How far back listings and homepages are loaded; the newest readable listing comes along however old.
LOOK_BACK = timedelta(days=15)
#: Whole days before the moment judged that a week's verdict may rest on.
DAYS_BACK = 7
#: How far back boards, channels and guides are loaded.
BOARDS_BACK = timedelta(days=31)
#: So many older looks are asked for, as the very last may have shown nothing.
FEW = 50
#: Articles not listed for so long are not remembered by a probe.
REMEMBERED = timedelta(days=40)

Clauses = Mapping[str, Mapping[str, Any]]


async def load_site_case(
    connection: AsyncConnection, site: Site, as_of: datetime, roll_up: RollUp, column_clauses: Clauses
) -> SiteCase:
    """The case of *site* at *as_of*: a replay loads the same again, whatever was stored since."""
    listings = await _listings(connection, site.id, as_of)
    homepages = await load_seen(connection, Homepage, "homepage", site.id, as_of - LOOK_BACK, as_of)
    items = [item for one in homepages for item in one.facts.items]
    items += [item for looks in listings.values() for one in looks for item in one.facts.items]
    urls = sorted({item.url for item in items if item.url})
    return SiteCase(
        site=site,
        visit_days=await load_visit_days(connection, site.id, as_of, roll_up, site.maintenance),
        homepages=homepages,
        listings=listings,
        readings=await _readings(connection, site.id, urls, as_of),
        first_seen=await _first_seen(connection, site.id, urls, as_of),
        boards=await _boards(connection, site, as_of),
        channels=await _newest(connection, Channel, "channel", site.id, as_of),
        guides=await _newest(connection, Guides, "guides", site.id, as_of),
        reviews=await reviews_of(connection, site.id, as_of),
        column_clauses=column_clauses,
    )


async def load_visit_days(
    connection: AsyncConnection,
    site: str,
    as_of: datetime,
    roll_up: RollUp,
    maintenance: Sequence[Maintenance] = (),
) -> list[VisitDay]:
    """
    The counts of the last days, oldest first; the day of *as_of* only up to that moment.

    Days that an approved shutdown touches are counted from the raw visits, those inside it as void: it may have
    been approved after they were made.
    """
    today = day_of(as_of)
    table = tables.visit_day
    rows = await connection.execute(
        select(table.c.day, table.c.json)
        .where(table.c.site == site, table.c.day >= today - DAY * DAYS_BACK, table.c.day < today)
        .order_by(table.c.day)
    )
    days = []
    for row in rows.all():
        touched = [
            one for one in maintenance if one.start < midnight(row.day + DAY) and one.end > midnight(row.day)
        ]
        if touched:
            raw = await visits_between(connection, site, midnight(row.day), midnight(row.day + DAY))
            days.append(roll_up(row.day, [_excused(one, touched) for one in raw]))
        else:
            days.append(decode(VisitDay, row.json))
    begun = await visits_between(connection, site, midnight(today), as_of + timedelta(microseconds=1))
    return [*days, roll_up(today, [_excused(one, maintenance) for one in begun])] if begun else days


async def load_all_visit_days(connection: AsyncConnection, as_of: datetime) -> dict[str, list[VisitDay]]:
    """The counts of the whole days before *as_of* for every site, in one query."""
    today = day_of(as_of)
    table = tables.visit_day
    query = (
        select(table.c.site, table.c.json)
        .where(table.c.day >= today - DAY * DAYS_BACK, table.c.day < today)
        .order_by(table.c.day)
    )
    rows = (await connection.execute(query)).all()
    found: dict[str, list[VisitDay]] = {}
    for row, day in zip(rows, decode_days([row.json for row in rows]), strict=True):
        found.setdefault(row.site, []).append(day)
    return found


def _excused(seen: Seen[Visit], windows: Sequence[Maintenance]) -> Seen[Visit]:
    """*seen* as a visit that counts for nobody, when it fell into one of *windows*."""
    if any(one.start <= seen.at < one.end for one in windows):
        return replace(seen, facts=Visit(reach=Reach.NOT_MEASURED, reason=Reason.MAINTENANCE))
    return seen


async def _listings(
    connection: AsyncConnection, site: str, as_of: datetime
) -> dict[str, Sequence[Seen[Listing]]]:
    found: dict[str, list[Seen[Listing]]] = {}
    for one, part in await _seen_parts(connection, Listing, "listing", site, as_of - LOOK_BACK, as_of):
        found.setdefault(part, []).append(one)
    older = await _newest_parts(connection, site, as_of - LOOK_BACK)
    for part, one in older.items():
        if all(seen.facts.state is not ListState.ITEMS for seen in found.get(part, ())):
            found.setdefault(part, []).insert(0, one)
    return dict(found)


async def _boards(
    connection: AsyncConnection, site: Site, as_of: datetime
) -> dict[str, Sequence[Seen[BoardReading]]]:
    """Each board's readings, oldest first, from the newest complete full one on; without one, from the newest full."""
    found: dict[str, list[Seen[BoardReading]]] = {}
    start = as_of - BOARDS_BACK
    for one, part in await _seen_parts(connection, BoardReading, "board", site.id, start, as_of):
        found.setdefault(part, []).append(one)
    return {part: _from_newest_full(readings) for part, readings in found.items()}


def _from_newest_full(readings: Sequence[Seen[BoardReading]]) -> Sequence[Seen[BoardReading]]:
    full = [
        n
        for n, one in enumerate(readings)
        if one.facts.full and one.facts.state in (BoardState.MESSAGES, BoardState.BLANK)
    ]
    complete = [n for n in full if readings[n].facts.complete]
    return readings[max(complete or full, default=0) :]


async def _newest(
    connection: AsyncConnection, shape: type[Facts], kind: str, subject: str, as_of: datetime
) -> list[Seen[Facts]]:
    """The observations of one kind of the last weeks, oldest first."""
    return await load_seen(connection, shape, kind, subject, as_of - BOARDS_BACK, as_of)


async def _newest_parts(connection: AsyncConnection, site: str, before: datetime) -> dict[str, Seen[Listing]]:
    """The newest listing of each column from before the stretch that is loaded whole."""
    table = tables.observation
    newest = (
        select(table.c.part, func.max(table.c.at).label("at"))
        .where(table.c.subject == site, table.c.kind == "listing", table.c.at < before)
        .group_by(table.c.part)
        .subquery()
    )
    rows = await connection.execute(
        select(table.c.id, table.c.part, table.c.at, table.c.vantage, tables.body.c.json)
        .join(newest, and_(table.c.part == newest.c.part, table.c.at == newest.c.at))
        .join(tables.body, tables.body.c.digest == table.c.digest)
        .where(table.c.subject == site, table.c.kind == "listing")
        .order_by(table.c.id)
    )
    return {row.part: _make(Listing, row) for row in rows}


async def load_seen(
    connection: AsyncConnection, shape: type[Facts], kind: str, subject: str, start: datetime, end: datetime
) -> list[Seen[Facts]]:
    """Observations of one kind from *start* to *end*, both included, oldest first."""
    return [one for one, _ in await _seen_parts(connection, shape, kind, subject, start, end)]


async def newest_before(
    connection: AsyncConnection, shape: type[Facts], kind: str, subject: str, before: datetime
) -> list[Seen[Facts]]:
    """The last few observations of one kind from before *before*, oldest first."""
    table = tables.observation
    rows = await connection.execute(
        select(table.c.id, table.c.at, table.c.vantage, tables.body.c.json)
        .join(tables.body, tables.body.c.digest == table.c.digest)
        .where(table.c.subject == subject, table.c.kind == kind, table.c.at < before)
        .order_by(table.c.at.desc(), table.c.id.desc())
        .limit(FEW)
    )
    return [_make(shape, row) for row in rows][::-1]


async def _seen_parts(
    connection: AsyncConnection, shape: type[Facts], kind: str, subject: str, start: datetime, end: datetime
) -> list[tuple[Seen[Facts], str]]:
    """Observations of one kind from *start* to *end*, both included, oldest first; each body decoded once."""
    table = tables.observation
    rows = (
        await connection.execute(
            select(table.c.id, table.c.part, table.c.at, table.c.vantage, table.c.digest)
            .where(table.c.subject == subject, table.c.kind == kind)
            .where(table.c.at >= start, table.c.at <= end)
            .order_by(table.c.at, table.c.id)
        )
    ).all()
    texts = await _texts(connection, {row.digest for row in rows})
    facts = {key: decode(shape, text) for key, text in texts.items()}
    return [
        (Seen(id=row.id, at=row.at, vantage=row.vantage, facts=facts[row.digest]), row.part) for row in rows
    ]


async def _texts(connection: AsyncConnection, digests: Iterable[str]) -> dict[str, str]:
    wanted, found = sorted(digests), {}
    for start in range(0, len(wanted), CHUNK):
        rows = await connection.execute(
            select(tables.body).where(tables.body.c.digest.in_(wanted[start : start + CHUNK]))
        )
        found.update({row.digest: row.json for row in rows})
    return found


async def _readings(
    connection: AsyncConnection, site: str, urls: Sequence[str], as_of: datetime
) -> dict[str, Seen[Reading]]:
    """The newest reading of each address."""
    table = tables.observation
    found: dict[str, Seen[Reading]] = {}
    for start in range(0, len(urls), CHUNK):
        rows = await connection.execute(
            select(table.c.id, table.c.part, table.c.at, table.c.vantage, tables.body.c.json)
            .join(tables.body, tables.body.c.digest == table.c.digest)
            .where(table.c.subject == site, table.c.kind == "reading", table.c.at <= as_of)
            .where(table.c.part.in_(urls[start : start + CHUNK]))
            .order_by(table.c.at, table.c.id)
        )
        found.update({row.part: _make(Reading, row) for row in rows})
    return found


async def _first_seen(
    connection: AsyncConnection, site: str, urls: Sequence[str], as_of: datetime
) -> dict[str, datetime]:
    table = tables.article
    found: dict[str, datetime] = {}
    for start in range(0, len(urls), CHUNK):
        rows = await connection.execute(
            select(table.c.url, table.c.first_seen)
            .where(table.c.site == site, table.c.url.in_(urls[start : start + CHUNK]))
            .where(table.c.first_seen <= as_of)
        )
        found.update({row.url: row.first_seen for row in rows})
    return found


def _make(shape: type[Facts], row: Any) -> Seen[Facts]:
    return Seen(id=row.id, at=row.at, vantage=row.vantage, facts=decode(shape, row.json))


@dataclass(frozen=True, slots=True)
class Memory:
    """What a probe may ask the store while it looks; loaded beforehand, so that it need not wait."""

    readings: Mapping[str, Seen[Reading]]
    listings: Mapping[str, Seen[Listing]]
    homepages: Sequence[Seen[Homepage]]
    boards: Mapping[str, Sequence[Seen[BoardReading]]] = field(default_factory=dict)
    timelines: Sequence[Seen[Timeline]] = ()
    tags: Mapping[str, Any] = field(default_factory=dict)
    make_validators: Callable[[str, str], Any] = lambda etag, last_modified: None

    def reading(self, url: str) -> Seen[Reading] | None:
        """The newest reading of an article page."""
        return self.readings.get(url)

    def listing(self, column: str) -> Seen[Listing] | None:
        """The newest listing of a column."""
        return self.listings.get(column)

    def homepage(self) -> Seen[Homepage] | None:
        """The newest homepage snapshot."""
        return self.homepages[-1] if self.homepages else None

    def board(self, id: str) -> Sequence[Seen[BoardReading]]:
        """A board's readings, oldest first, from the newest full one on."""
        return self.boards.get(id, ())

    def timeline(self) -> Seen[Timeline] | None:
        """The newest look at an account that showed posts."""
        return self.timelines[-1] if self.timelines else None

    def validators(self, url: str) -> Any:
        """What came with the last good answer of *url*."""
        row = self.tags.get(url)
        return self.make_validators(row.etag, row.last_modified) if row else None


async def load_memory(
    connection: AsyncConnection, site: Site, now: datetime, make_validators: Callable[[str, str], Any]
) -> Memory:
    """What is known of *site* at *now*."""
    listings = await _listings(connection, site.id, now)
    table = tables.article
    rows = await connection.execute(
        select(table.c.url).where(table.c.site == site.id, table.c.last_seen >= now - REMEMBERED)
    )
    urls = sorted(row.url for row in rows)
    pages = [site.url, *(column.url for column in site.columns)]
    return Memory(
        readings=await _readings(connection, site.id, urls, now),
        listings={part: looks[-1] for part, looks in listings.items()},
        homepages=await load_seen(connection, Homepage, "homepage", site.id, now - LOOK_BACK, now),
        boards=await _boards(connection, site, now),
        tags=await load_tags(connection, pages, now),
        make_validators=make_validators,
    )


async def load_tags(connection: AsyncConnection, urls: Sequence[str], now: datetime) -> dict[str, Any]:
    """ETag and Last-Modified by address, of pages that were sent whole not long ago."""
    table = tables.validator
    rows = await connection.execute(select(table).where(table.c.url.in_(urls), table.c.at > now - TAKEN_FOR))
    return {row.url: row for row in rows}
