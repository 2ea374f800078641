"""The ledger of articles as it was known at a moment, for counting a quarter's output."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from monitor.domain.content import Dated, Undated, is_direct_file
from monitor.domain.handed_in import PublishingLog
from monitor.domain.ledger import Article, ArticleLedger, DayBasis
from monitor.domain.logged import with_logs
from monitor.domain.observation import Listing, OlderPage, Reading, StoredObservation
from storage.db import tables
from storage.db.codec import decode
from storage.db.rows import heard
from storage.db.tables import CHUNK
from storage.observations.articles import articles_known
from storage.store import Store

Facts = TypeVar("Facts")


async def load_ledger(
    store: Store, site: str, since: datetime, as_of: datetime, known_by: datetime | None = None
) -> ArticleLedger:
    """
    What was known at *as_of* of all that *site* published, and the looks at its columns from *since* on.

    What was read later does not count, nor what was stored after *known_by*; None: now. Which columns list an
    article is kept as one growing list, so a column that came to list it after *as_of* is among them.
    """
    by = known_by or store.clock()
    async with store.database.read() as connection:
        listings = await _looks(connection, Listing, "listing", site, since, as_of, by)
        backlogs = await _looks(connection, OlderPage, "backlog", site, None, as_of, by)
        readings = await _readings(connection, site, as_of, by)
        logs = await _logs(connection, site, by)
        known = await articles_known(connection, site, by)
        shown = _shown(listings, backlogs)
        articles = tuple(
            _article(row, readings.get(row.url), shown) for row in known if row.first_seen <= as_of
        )
    return ArticleLedger(
        site=site,
        articles=with_logs(site, articles, logs, as_of),
        listings=listings,
        backlogs=backlogs,
        logs=logs,
    )


async def _logs(
    connection: AsyncConnection, site: str, known_by: datetime
) -> list[StoredObservation[PublishingLog]]:
    """The publishing logs of *site* that were handed in up to *known_by*, as they were stored: they prove the past."""
    table = tables.observation
    rows = await connection.execute(
        select(table.c.id, table.c.at, tables.body.c.json)
        .join(tables.body, tables.body.c.digest == table.c.digest)
        .where(table.c.subject == site, table.c.kind == PublishingLog.kind, heard(table, known_by))
        .order_by(table.c.recorded_at, table.c.id)
    )
    return [StoredObservation(id=row.id, at=row.at, facts=decode(PublishingLog, row.json)) for row in rows]


def _article(row: Any, reading: StoredObservation[Reading] | None, shown: Mapping[str, str]) -> Article:
    published = reading.facts.published if reading else None
    on, known = row.listed_on, DayBasis.LISTED if row.listed_on else DayBasis.NOTHING
    if isinstance(published, Dated):
        on, known = published.on, DayBasis.PAGE
    elif isinstance(published, Undated):
        known = DayBasis.UNDATED
    elif is_direct_file(row.url) and row.listed_on:
        known = DayBasis.FILE
    grounds = (reading.id if reading else "", shown.get(row.url, ""))
    return Article(
        site=row.site,
        url=row.url,
        title=(reading.facts.title if reading else "") or row.title,
        columns=tuple(json.loads(row.columns)),
        first_seen=row.first_seen,
        on=on,
        known=known,
        source=reading.facts.source if reading else "",
        evidence=tuple(one for one in grounds if one)[:1],
        conflict=reading.facts.conflict if reading else False,
    )


def _shown(*looks: Mapping[str, Sequence[StoredObservation[Any]]]) -> dict[str, str]:
    """The first look that showed each address."""
    found: dict[str, str] = {}
    for seen in sorted((one for parts in looks for part in parts.values() for one in part), key=_order):
        for item in seen.facts.items:
            found.setdefault(item.url, seen.id)
    return found


def _order(seen: StoredObservation[Any]) -> tuple[datetime, str]:
    return seen.at, seen.id


async def _looks(
    connection: AsyncConnection,
    shape: type[Facts],
    kind: str,
    site: str,
    since: datetime | None,
    as_of: datetime,
    known_by: datetime,
) -> dict[str, Sequence[StoredObservation[Facts]]]:
    """The looks of one kind by column, oldest first; equal ones share one object."""
    table = tables.observation
    query = (
        select(table.c.id, table.c.part, table.c.at, table.c.digest)
        .where(table.c.subject == site, table.c.kind == kind, table.c.at <= as_of)
        .where(heard(table, known_by))
        .order_by(table.c.at, table.c.id)
    )
    rows = (await connection.execute(query.where(table.c.at >= since) if since else query)).all()
    facts: dict[str, Facts] = {}
    for keys in _chunks(sorted({row.digest for row in rows})):
        bodies = await connection.execute(select(tables.body).where(tables.body.c.digest.in_(keys)))
        facts.update({row.digest: decode(shape, row.json) for row in bodies})
    found: dict[str, list[StoredObservation[Facts]]] = {}
    for row in rows:
        found.setdefault(row.part, []).append(
            StoredObservation(id=row.id, at=row.at, facts=facts[row.digest])
        )
    return dict(found)


async def _readings(
    connection: AsyncConnection, site: str, as_of: datetime, known_by: datetime
) -> dict[str, StoredObservation[Reading]]:
    """The newest reading of each address; a dated one outlives a later one that failed."""
    found: dict[str, StoredObservation[Reading]] = {}
    for seen in (await _looks(connection, Reading, "reading", site, None, as_of, known_by)).values():
        dated = [one for one in seen if isinstance(one.facts.published, Dated | Undated)]
        newest = (dated or list(seen))[-1]
        found[newest.facts.url] = newest
    return found


def _chunks(keys: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(keys), CHUNK):
        yield keys[start : start + CHUNK]
