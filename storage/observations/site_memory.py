"""
What probes may ask of a site while they look.

Asked for before every look of every site, so by few statements of the driver, together in one trip to the database, and with texts
that are only decoded when a probe asks for them.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Generic, NamedTuple, TypeVar

from sqlalchemy.ext.asyncio import AsyncConnection

from monitor.domain.need import Lookback
from monitor.domain.observation import BoardReading, Fact, Homepage, Listing, StoredObservation
from monitor.domain.site import Site
from monitor.domain.text_page import TextPage
from storage.db.codec import decode
from storage.db.raw import fetch_several, moment_for
from storage.db.types import as_written, in_shanghai
from storage.observations.cases import Memory
from storage.observations.histories import from_newest_full
from storage.observations.looks import load_parts
from storage.observations.observations import TAKEN_FOR
from storage.observations.readings import KeptReading, ReadingRow, ReadingsThen, load_readings

Facts = TypeVar("Facts", bound=Fact)

#: Articles not listed for so long are not remembered by a probe.
REMEMBERED = timedelta(days=40)
#: A page that did not open is asked again so much earlier than one that was read.
_UNREAD = timedelta(days=6, hours=12)

#: The newest look of one kind at each part of a subject; the parts are found by leaping through the index.
_NEWEST = """
WITH RECURSIVE parts(part) AS (
    SELECT (SELECT min(o.part) FROM observation o WHERE o.subject = ? AND o.kind = ?)
    UNION ALL
    SELECT (SELECT min(o.part) FROM observation o WHERE o.subject = ? AND o.kind = ? AND o.part > parts.part)
    FROM parts WHERE parts.part IS NOT NULL
)
SELECT o.part, o.id, o.at, o.vantage, b.json, o.recorded_at, o.once, o.digest
FROM parts JOIN observation o ON o.id = (
    SELECT n.id FROM observation n
    WHERE n.subject = ? AND n.kind = ? AND n.part = parts.part AND n.at <= ? AND n.recorded_at <= ?
    ORDER BY n.at DESC, n.id DESC LIMIT 1
)
JOIN body b ON b.digest = o.digest
"""
_READINGS = """
SELECT url, reading, reading_at, reading_says,
    reading_says IS NOT NULL AND coalesce(reading_at <= ? AND reading_recorded_at <= ?, FALSE)
FROM article WHERE site = ? AND last_seen >= ? AND reading IS NOT NULL
"""
_BOARDS = "SELECT 1 FROM observation WHERE subject = ? AND kind = ? LIMIT 1"
_TEXTS = "SELECT part, max(at) FROM observation WHERE subject = ? AND kind = ? AND at <= ? GROUP BY part"
_UNREAD_TEXTS = """
SELECT o.part, o.at FROM observation o JOIN body b ON b.digest = o.digest
WHERE o.subject = ? AND o.kind = ? AND o.at <= ? AND o.at > ? AND b.json LIKE '%"state":"unreached"%'
"""
_TAGS = "SELECT url, etag, last_modified, at, page, facts FROM validator WHERE at > ? AND url IN (SELECT {})"
#: Pages that came before their site was configured as it is now were read otherwise.
_SINCE_CONFIGURED = " AND at >= coalesce((SELECT max(since) FROM description WHERE subject = ?), at)"
_LISTED = {
    "sqlite": "value FROM json_each(?)",
    "postgresql": "jsonb_array_elements_text(CAST(? AS jsonb))",
}


class Tag(NamedTuple):
    """What is known of the page at an address; ETag and Last-Modified are "" where the server gave none."""

    etag: str
    last_modified: str
    at: Any  #: when the look that brought them was stored, as the driver gives it
    page: str | None = None  #: digest of the page; None: what was read of it may be read otherwise later
    facts: str | None = None  #: digest of what was read of it; None: from before that was noted


class _Kept(NamedTuple):
    """What stands beside an article of its newest reading."""

    url: str
    reading: str
    reading_at: Any
    reading_says: str


class NewestLooks(Mapping[str, StoredObservation[Facts]], Generic[Facts]):
    """The newest look at each part; each is decoded when it is first asked for."""

    def __init__(self, shape: type[Facts], rows: Sequence[tuple[Any, ...]]) -> None:
        """*rows* with part, id, at, vantage, text, the moment each was stored at, `once`, and the text's digest."""
        self._shape = shape
        self._rows = {row[0]: row for row in rows}
        self._made: dict[str, StoredObservation[Facts]] = {}

    def __getitem__(self, part: str) -> StoredObservation[Facts]:
        made = self._made.get(part)
        if made is None:
            _, id, at, vantage, text, *_, digest = self._rows[part]
            facts = decode(self._shape, as_written(digest, text))
            made = StoredObservation(id=id, at=in_shanghai(at), vantage=vantage, facts=facts)
            self._made[part] = made
        return made

    def is_of(self, part: str, tag: Tag) -> bool:
        """
        Whether the newest look at *part* tells what was read of the page that *tag* came with.

        It does not where somebody else told of it (an import), nor where another column or the homepage, which stands at the same
        address, brought the tag: "unchanged" would be said of a page that this look has never seen.
        """
        row = self._rows.get(part)
        if row is None:
            return True
        return row[6] is None and bool(row[5] >= tag.at) and tag.facts in (None, row[7])

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)


async def load_memory(
    connection: AsyncConnection,
    site: Site,
    now: datetime,
    make_validators: Callable[[str, str], Any],
    needs: Lookback,
) -> Memory:
    """What is known of *site* at *now*. Of a reading there is the day that it states and whether its days conflict, at least."""
    at, id = moment_for(connection, now), site.id
    pages = [site.url, *(column.url for column in site.columns if column.url)]
    listings, homepages, readings, boards, texts, tags = await fetch_several(
        connection,
        (
            *((_NEWEST, (id, kind, id, kind, id, kind, at, at)) for kind in (Listing.kind, Homepage.kind)),
            (_READINGS, (at, at, id, moment_for(connection, now - REMEMBERED))),
            (_BOARDS, (id, BoardReading.kind)),
            (_TEXTS, (id, TextPage.kind, at)),
            _asking_tags(connection, pages, now, site=id),
        ),
    )
    seen, listed = NewestLooks(Homepage, homepages), NewestLooks(Listing, listings)
    start = needs.start(Homepage, now)
    newest = sorted((one for one in seen.values() if one.at >= start), key=lambda one: (one.at, one.id))
    return Memory(
        readings=ReadingsThen(await _readings(connection, id, readings, now), now),
        listings=listed,
        homepages=newest[-1:],
        boards=await _boards(connection, id, now, needs) if boards else {},
        tags=_of_newest(site, _by_address(tags), seen, listed),
        texts_read=await _texts_read(connection, id, texts, now) if texts else {},
        make_validators=make_validators,
    )


async def _readings(
    connection: AsyncConnection, site: str, rows: Sequence[tuple[Any, ...]], now: datetime
) -> dict[str, ReadingRow | KeptReading]:
    """As they are kept beside the articles; where that surely is not what holds *now*, from the observations."""
    found: dict[str, ReadingRow | KeptReading] = {
        row[0]: KeptReading(_Kept(*row[:4])) for row in rows if row[4]
    }
    unsure = [(site, row[0]) for row in rows if not row[4]]
    if unsure:
        found |= (await load_readings(connection, unsure, now, now)).get(site, {})
    return found


async def _boards(
    connection: AsyncConnection, site: str, now: datetime, needs: Lookback
) -> dict[str, Sequence[StoredObservation[BoardReading]]]:
    boards = await load_parts(connection, BoardReading, site, needs.start(BoardReading, now), now, now)
    return {part: from_newest_full(readings) for part, readings in boards.items()}


async def _texts_read(
    connection: AsyncConnection, site: str, rows: Sequence[tuple[Any, ...]], now: datetime
) -> dict[str, datetime]:
    """
    When each page of *site* was last read closely, by address; none later than *now*.

    One that did not open counts as if read so long ago that the next night asks again.
    """
    found = {part: in_shanghai(at) for part, at in rows}
    values = (site, TextPage.kind, moment_for(connection, now), moment_for(connection, now - _UNREAD))
    [unread] = await fetch_several(connection, [(_UNREAD_TEXTS, values)])
    for part, at in unread:
        if found[part] == in_shanghai(at):
            found[part] -= _UNREAD
    return found


async def load_tags(connection: AsyncConnection, urls: Sequence[str], now: datetime) -> dict[str, Tag]:
    """ETag and Last-Modified by address, of pages that were sent whole not long ago."""
    [rows] = await fetch_several(connection, [_asking_tags(connection, urls, now)])
    return _by_address(rows)


def _asking_tags(
    connection: AsyncConnection, urls: Sequence[str], now: datetime, *, site: str = ""
) -> tuple[str, Sequence[Any]]:
    """*site*: of pages that came before it was last configured otherwise there are none."""
    statement = _TAGS.format(_LISTED[connection.dialect.name])
    values = (moment_for(connection, now - TAKEN_FOR), json.dumps(list(urls)))
    return (statement + _SINCE_CONFIGURED, (*values, site)) if site else (statement, values)


def _by_address(rows: Sequence[tuple[Any, ...]]) -> dict[str, Tag]:
    return {row[0]: Tag(*row[1:]) for row in rows}


def _of_newest(
    site: Site, tags: dict[str, Tag], homepages: NewestLooks[Homepage], listings: NewestLooks[Listing]
) -> dict[str, Tag]:
    """Those of *tags* that all that stands at their address may be asked with."""
    strange = {url for url in (site.url,) if url in tags and not homepages.is_of("", tags[url])}
    for column in site.columns:
        if column.url in tags and not listings.is_of(column.id, tags[column.url]):
            strange.add(column.url)
    return {url: tag for url, tag in tags.items() if url not in strange}
