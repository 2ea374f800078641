"""Looks as they are stored, loaded by kind and subject: none taken later, or heard of later, than was asked for."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from monitor.domain.case import Others
from monitor.domain.need import Lookback
from monitor.domain.observation import Fact, Reading, StoredObservation
from storage.db import tables
from storage.db.codec import decode
from storage.db.rows import heard
from storage.db.tables import CHUNK

Facts = TypeVar("Facts", bound=Fact)

#: So many older looks are asked for, as the very last may have shown nothing.
FEW = 50


@dataclass(frozen=True, slots=True)
class Row(Generic[Facts]):
    """Looks of one kind and part, oldest first, cut by moment."""

    moments: list[datetime]
    looks: list[StoredObservation[Facts]]

    def between(self, start: datetime, end: datetime) -> list[StoredObservation[Facts]]:
        """From *start* to *end*, both included."""
        return self.looks[bisect_left(self.moments, start) : bisect_right(self.moments, end)]

    def before(self, moment: datetime) -> StoredObservation[Facts] | None:
        """The newest from before *moment*."""
        n = bisect_left(self.moments, moment)
        return self.looks[n - 1] if n else None


def row_of(looks: Sequence[StoredObservation[Facts]]) -> Row[Facts]:
    """*looks*, oldest first, ready to be cut."""
    return Row([one.at for one in looks], list(looks))


class ReadingsThen(Mapping[str, StoredObservation[Reading]]):
    """The newest reading of each address at one moment, out of the readings of many."""

    def __init__(self, rows: Mapping[str, Row[Reading]], moment: datetime) -> None:
        self._rows, self._moment = rows, moment

    def __getitem__(self, url: str) -> StoredObservation[Reading]:
        row = self._rows[url]
        n = bisect_right(row.moments, self._moment)
        if not n:
            raise KeyError(url)
        return row.looks[n - 1]

    def __iter__(self) -> Iterator[str]:
        return (url for url, row in self._rows.items() if row.moments[0] <= self._moment)

    def __len__(self) -> int:
        return sum(1 for _ in self)


async def load_parts(
    connection: AsyncConnection,
    shape: type[Facts],
    site: str,
    start: datetime,
    end: datetime,
    known_by: datetime,
) -> dict[str, list[StoredObservation[Facts]]]:
    found: dict[str, list[StoredObservation[Facts]]] = {}
    for one, part in await _seen_parts(connection, shape, site, start, end, known_by):
        found.setdefault(part, []).append(one)
    return found


async def handed_in(
    connection: AsyncConnection,
    shape: type[Facts],
    subject: str,
    after: datetime,
    known_by: datetime,
) -> list[tuple[StoredObservation[Facts], str]]:
    """What was handed in up to *known_by* and taken after *after*, with its part, oldest first: it tells of before."""
    table = tables.observation
    rows = await connection.execute(
        select(table.c.id, table.c.part, table.c.at, table.c.vantage, tables.body.c.json)
        .join(tables.body, tables.body.c.digest == table.c.digest)
        .where(table.c.subject == subject, table.c.kind == shape.kind, table.c.once.is_not(None))
        .where(table.c.at > after, heard(table, known_by))
        .order_by(table.c.at, table.c.id)
    )
    return [(make_seen(shape, row), row.part) for row in rows]


async def load_seen(
    connection: AsyncConnection,
    shape: type[Facts],
    subject: str,
    start: datetime,
    end: datetime,
    known_by: datetime,
) -> list[StoredObservation[Facts]]:
    """Observations of one kind from *start* to *end*, both included, stored up to *known_by*, oldest first."""
    return [one for one, _ in await _seen_parts(connection, shape, subject, start, end, known_by)]


async def newest_before(
    connection: AsyncConnection,
    shape: type[Facts],
    subject: str,
    before: datetime,
    known_by: datetime,
) -> list[StoredObservation[Facts]]:
    """The last few observations of one kind from before *before*, oldest first."""
    table = tables.observation
    rows = await connection.execute(
        select(table.c.id, table.c.at, table.c.vantage, tables.body.c.json)
        .join(tables.body, tables.body.c.digest == table.c.digest)
        .where(
            table.c.subject == subject,
            table.c.kind == shape.kind,
            table.c.at < before,
            heard(table, known_by),
        )
        .order_by(table.c.at.desc(), table.c.id.desc())
        .limit(FEW)
    )
    return [make_seen(shape, row) for row in rows][::-1]


async def _seen_parts(
    connection: AsyncConnection,
    shape: type[Facts],
    subject: str,
    start: datetime,
    end: datetime,
    known_by: datetime,
) -> list[tuple[StoredObservation[Facts], str]]:
    """Observations of one kind from *start* to *end*, both included, oldest first; each body decoded once."""
    table = tables.observation
    rows = (
        await connection.execute(
            select(table.c.id, table.c.part, table.c.at, table.c.vantage, table.c.digest)
            .where(table.c.subject == subject, table.c.kind == shape.kind)
            .where(table.c.at >= start, table.c.at <= end, heard(table, known_by))
            .order_by(table.c.at, table.c.id)
        )
    ).all()
    texts = await _texts(connection, {row.digest for row in rows})
    facts = {key: decode(shape, text) for key, text in texts.items()}
    return [
        (StoredObservation(id=row.id, at=row.at, vantage=row.vantage, facts=facts[row.digest]), row.part)
        for row in rows
    ]


async def _texts(connection: AsyncConnection, digests: Iterable[str]) -> dict[str, str]:
    wanted, found = sorted(digests), {}
    for start in range(0, len(wanted), CHUNK):
        rows = await connection.execute(
            select(tables.body).where(tables.body.c.digest.in_(wanted[start : start + CHUNK]))
        )
        found.update({row.digest: row.json for row in rows})
    return found


def make_seen(shape: type[Facts], row: Any) -> StoredObservation[Facts]:
    return StoredObservation(id=row.id, at=row.at, vantage=row.vantage, facts=decode(shape, row.json))


async def load_others(
    connection: AsyncConnection,
    subject: str,
    kinds: Iterable[type[Any]],
    needs: Lookback,
    first: datetime,
    last: datetime,
    known_by: datetime,
) -> dict[type[Any], Row[Any]]:
    """Observations of *kinds* that cases of *subject* from *first* to *last* need."""
    found: dict[type[Any], Row[Any]] = {}
    for kind in kinds:
        looks = await load_seen(connection, kind, subject, needs.start(kind, first), last, known_by)
        found[kind] = row_of(looks)
    return found


def others_at(rows: Mapping[type[Any], Row[Any]], needs: Lookback, as_of: datetime) -> Others:
    """*rows* as a case at *as_of* holds them."""
    return {kind: row.between(needs.start(kind, as_of), as_of) for kind, row in rows.items()}
