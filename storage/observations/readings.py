"""
What the pages of articles say, for judging: the newest reading of each, kept beside the article as readings are saved.

What stands there is only taken where it surely is what the observations say as of the moments asked for and by what had been
heard; else they are asked themselves. So a replay of any moment gives what it always gave.
"""

import json
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import and_, func, or_, select, type_coerce
from sqlalchemy.ext.asyncio import AsyncConnection

from monitor.domain.content import Dated, DatePlace, Published, Undated, Unreadable
from monitor.domain.observation import Reading, StoredObservation
from monitor.domain.timing import SHANGHAI
from storage.db import tables
from storage.db.codec import by_hand
from storage.db.raw import fetch_for, update_rows
from storage.db.rows import asked, heard
from storage.db.types import AsStored, as_written, in_shanghai
from storage.observations.articles import articles_known
from storage.observations.looks import make_seen

#: What of a reading is kept beside its article.
KEPT = ("published", "conflict")
Pairs = Sequence[tuple[str, str]]  #: site and address


class ReadingRow:
    """The readings of one address, oldest first; each is decoded when it is first asked for."""

    __slots__ = ("_made", "_rows", "moments")

    def __init__(self, rows: Sequence[Any]) -> None:
        """*rows* with id, at, vantage and json, oldest first."""
        self._rows = rows
        self.moments = [row.at for row in rows]
        self._made: dict[int, StoredObservation[Reading]] = {}

    @classmethod
    def read(cls, looks: Sequence[StoredObservation[Reading]]) -> "ReadingRow":
        """The same of readings that were decoded already."""
        found = cls(looks)
        found._made = dict(enumerate(looks))
        return found

    def then(self, moment: datetime) -> StoredObservation[Reading] | None:
        """The newest at *moment*; None: there was none yet."""
        n = bisect_right(self.moments, moment) - 1
        if n < 0:
            return None
        return self._of(n)

    def _of(self, n: int) -> StoredObservation[Reading]:
        made = self._made.get(n)
        if made is None:
            made = self._made[n] = make_seen(Reading, self._rows[n])
        return made

    def every(self) -> list[StoredObservation[Reading]]:
        """All of them."""
        return [self._of(n) for n in range(len(self._rows))]


class KeptReading:
    """The one reading of an address that counts at every moment asked for, as far as it is kept beside the article."""

    __slots__ = ("_made", "_row")

    def __init__(self, row: Any) -> None:
        """*row*: url, reading, reading_at and reading_says."""
        self._row = row
        self._made: StoredObservation[Reading] | None = None

    @property
    def moments(self) -> list[datetime]:
        """When it was taken."""
        return [in_shanghai(self._row.reading_at)]

    def then(self, moment: datetime) -> StoredObservation[Reading] | None:
        """It."""
        if self._made is None:
            row = self._row
            published, conflict = said_of(row.reading_says)
            facts = Reading(url=row.url, published=published, conflict=conflict)
            self._made = StoredObservation(id=row.reading, at=in_shanghai(row.reading_at), facts=facts)
        return self._made


class ReadingsThen(Mapping[str, StoredObservation[Reading]]):
    """The newest reading of each address at one moment, out of the readings of many."""

    def __init__(self, rows: Mapping[str, ReadingRow | KeptReading], moment: datetime) -> None:
        self._rows, self._moment = rows, moment
        self._found: dict[str, StoredObservation[Reading] | None] = {}

    def __getitem__(self, url: str) -> StoredObservation[Reading]:
        found = self._of(url)
        if found is None:
            raise KeyError(url)
        return found

    def get(self, url: str, default: Any = None) -> Any:
        """The newest reading of *url* at the moment; *default* when there was none."""
        found = self._of(url)
        return default if found is None else found

    def _of(self, url: str) -> StoredObservation[Reading] | None:
        if url in self._found:
            return self._found[url]
        row = self._rows.get(url)
        found = self._found[url] = row.then(self._moment) if row is not None else None
        return found

    def __iter__(self) -> Iterator[str]:
        return (url for url, row in self._rows.items() if row.moments[0] <= self._moment)

    def __len__(self) -> int:
        return sum(1 for _ in self)


class FirstSeen(Mapping[str, datetime]):
    """When each address was first seen, of those that were by *last*; a moment is read when it is asked for."""

    def __init__(self, last: datetime) -> None:
        self._last = last
        self.stored: dict[str, Any] = {}  #: as the database gave it, or read already

    def until(self, moment: datetime) -> Mapping[str, datetime]:
        """Those that were seen by *moment*."""
        return self if moment >= self._last else _SeenUntil(self, moment)

    def __getitem__(self, url: str) -> datetime:
        at = self.stored[url]
        if not isinstance(at, datetime) or at.tzinfo is not SHANGHAI:
            at = self.stored[url] = in_shanghai(at)
        return at

    def __iter__(self) -> Iterator[str]:
        return iter(self.stored)

    def __len__(self) -> int:
        return len(self.stored)


class _SeenUntil(Mapping[str, datetime]):
    """Those of *first_seen* that were seen by *moment*, each looked up when it is asked for."""

    def __init__(self, first_seen: FirstSeen, moment: datetime) -> None:
        self._first_seen, self._moment = first_seen, moment

    def __getitem__(self, url: str) -> datetime:
        at = self._first_seen[url]
        if at > self._moment:
            raise KeyError(url)
        return at

    def __iter__(self) -> Iterator[str]:
        return (url for url, at in self._first_seen.items() if at <= self._moment)

    def __len__(self) -> int:
        return sum(1 for _ in self)


async def load_readings(
    connection: AsyncConnection, pairs: Pairs, as_of: datetime, known_by: datetime
) -> dict[str, dict[str, ReadingRow]]:
    """Every reading up to *as_of* of each of *pairs*, whole, by site and address."""
    table, wanted = tables.observation, asked(connection, pairs, "subject", "part")
    rows = await connection.execute(
        select(table.c.subject, table.c.id, table.c.part, table.c.at, table.c.vantage, tables.body.c.json)
        .join(wanted, and_(wanted.c.subject == table.c.subject, wanted.c.part == table.c.part))
        .join(tables.body, tables.body.c.digest == table.c.digest)
        .where(table.c.kind == Reading.kind, table.c.at <= as_of, heard(table, known_by))
        .order_by(table.c.at, table.c.id)
    )
    found: dict[str, dict[str, list[Any]]] = {}
    for row in rows:
        found.setdefault(row.subject, {}).setdefault(row.part, []).append(row)
    return {
        site: {url: ReadingRow(of_address) for url, of_address in readings.items()}
        for site, readings in found.items()
    }


async def load_shown(
    connection: AsyncConnection, pairs: Pairs, first: datetime, last: datetime, known_by: datetime
) -> tuple[dict[str, dict[str, ReadingRow | KeptReading]], dict[str, FirstSeen]]:
    """
    Readings of each of *pairs* that count at any moment from *first* to *last*, and when each was first seen.

    Both by site and address. Of a reading there is what KEPT names, at least.
    """
    table, wanted = tables.article, asked(connection, pairs, "site", "url")
    is_kept = and_(table.c.reading_at <= first, table.c.reading_recorded_at <= known_by)
    is_told = or_(table.c.recorded_at.is_(None), table.c.recorded_at <= known_by)
    rows = await connection.execute(
        select(
            table.c.site, table.c.url, table.c.reading, table.c.reading_says,
            type_coerce(table.c.first_seen, AsStored).label("first_seen"),
            type_coerce(table.c.reading_at, AsStored).label("reading_at"),
            func.coalesce(is_kept, False).label("is_kept"), is_told.label("is_told"),
            (table.c.first_seen <= last).label("is_seen"),
        ).join(wanted, and_(wanted.c.site == table.c.site, wanted.c.url == table.c.url))
    )  # fmt: skip
    readings: dict[str, dict[str, ReadingRow | KeptReading]] = {}
    seen: dict[str, FirstSeen] = {site: FirstSeen(last) for site, _ in pairs}
    unsure, changed = [], []
    for row in rows:
        if not row.is_told:
            changed.append((row.site, row.url))
        elif row.is_seen:
            seen[row.site].stored[row.url] = row.first_seen
        if row.is_kept and row.reading_says is not None:
            readings.setdefault(row.site, {})[row.url] = KeptReading(row)
        elif row.reading is not None:
            unsure.append((row.site, row.url))
    if unsure:
        for site, found in (await load_readings(connection, unsure, last, known_by)).items():
            readings.setdefault(site, {}).update(found)
    if changed:
        for row in await articles_known(connection, known_by, changed):
            if row.first_seen <= last:
                seen[row.site].stored[row.url] = row.first_seen
    return readings, seen


async def keep_newest(connection: AsyncConnection, pairs: Iterable[tuple[str, str]]) -> None:
    """Note beside each article of *pairs* what its newest reading says: the last one taken, whenever it was stored."""
    rows = [_note(row) for row in await _newest(connection, pairs)]
    await update_rows(connection, tables.article, rows, by=("site", "url"))


async def recount(connection: AsyncConnection, site: str) -> list[str]:
    """Note it anew for every article of *site*. Returns the addresses of those beside which something else stood."""
    table = tables.article
    known = {row.url: row for row in await connection.execute(select(table).where(table.c.site == site))}
    notes = {
        note["url"]: note for note in map(_note, await _newest(connection, [(site, url) for url in known]))
    }
    differ = [
        url
        for url, row in known.items()
        if any(getattr(row, name) != value for name, value in notes.get(url, _NO_READING).items())
    ]
    await keep_newest(connection, [(site, url) for url in differ if url in notes])
    bare = [{"site": site, "url": url, **_NO_READING} for url in differ if url not in notes]
    await update_rows(connection, table, bare, by=("site", "url"))
    return sorted(differ)


_NO_READING: dict[str, Any] = {
    "reading": None,
    "reading_at": None,
    "reading_recorded_at": None,
    "reading_says": None,
}


class _NewestReading(NamedTuple):
    """The newest reading of an address: its row, the moments as the driver gives them, and its text."""

    subject: str
    part: str
    id: str
    at: Any
    recorded_at: Any
    json: str
    digest: str


_NEWEST = f"""
SELECT o.subject, o.part, o.id, o.at, o.recorded_at, b.json, b.digest FROM {{asked}} JOIN observation o ON o.id = (
    SELECT n.id FROM observation n WHERE n.subject = asked.subject AND n.kind = '{Reading.kind}' AND n.part = asked.part
    ORDER BY n.at DESC, n.id DESC LIMIT 1
) JOIN body b ON b.digest = o.digest
"""


async def _newest(connection: AsyncConnection, pairs: Iterable[tuple[str, str]]) -> Sequence[_NewestReading]:
    """The newest reading of each of *pairs* that has one, with its body."""
    rows = await fetch_for(connection, _NEWEST, pairs, "subject", "part")
    return [_NewestReading(*row) for row in rows]


def _note(row: _NewestReading) -> dict[str, Any]:
    plain = json.loads(as_written(row.digest, row.json))  # a name that is missing was not known when it was
    published = plain["published"]
    return {
        "site": row.subject,
        "url": row.part,
        "published_on": date.fromisoformat(published["on"]) if "on" in published else None,
        "place": published.get("place", ""),
        "source": plain.get("source", ""),
        "text_digest": plain.get("text_digest", ""),
        "reading": row.id,
        "reading_at": in_shanghai(row.at),
        "reading_recorded_at": in_shanghai(row.recorded_at),
        "reading_says": json.dumps({name: plain[name] for name in KEPT}, ensure_ascii=False, sort_keys=True),
    }


@lru_cache(maxsize=4096)
@by_hand
def said_of(text: str) -> tuple[Published, bool]:
    """What a reading says of the day, and whether its days conflict; most say what many others say."""
    plain = json.loads(text)
    published = plain["published"]
    made: Published
    if "on" in published:
        at = published["at"]
        made = Dated(
            on=date.fromisoformat(published["on"]),
            at=datetime.fromisoformat(at) if at else None,
            place=DatePlace(published["place"]),
        )
    else:
        made = Unreadable(published["why"]) if "why" in published else Undated()
    return made, plain["conflict"]
