"""
Looks as they are stored, loaded by kind for many subjects at once: none taken later, or heard of later, than was asked for.

Every loader here asks the same number of statements for one subject and for a thousand.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from sqlalchemy import CTE, and_, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from monitor.domain.case import Others
from monitor.domain.content import ListState
from monitor.domain.need import Lookback
from monitor.domain.observation import Fact, Listing, StoredObservation
from storage.db import tables
from storage.db.codec import decode
from storage.db.list_texts import ListTexts
from storage.db.rows import asked, heard, texts_of

Facts = TypeVar("Facts", bound=Fact)

#: Made once: their columns are many, and every question asks by these names.
_FIRST, _NEXT, _OLDER = (tables.observation.alias(name) for name in ("first_part", "next_part", "older"))

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


@dataclass(frozen=True, slots=True)
class Look(Generic[Facts]):
    """One stored look with the part that it is of."""

    part: str
    seen: StoredObservation[Facts]


#: Looks by subject, each oldest first; a subject without any is not in it.
Looks = Mapping[str, Sequence[Look[Facts]]]


def by_part(looks: Iterable[Look[Facts]]) -> dict[str, list[StoredObservation[Facts]]]:
    """*looks* of one subject by the part that they are of."""
    found: dict[str, list[StoredObservation[Facts]]] = {}
    for one in looks:
        found.setdefault(one.part, []).append(one.seen)
    return found


def seen_of(looks: Looks[Facts], subject: str) -> list[StoredObservation[Facts]]:
    """Those of *subject*, oldest first."""
    return [one.seen for one in looks.get(subject, ())]


async def load_looks(
    connection: AsyncConnection,
    shape: type[Facts],
    subjects: Iterable[str],
    start: datetime,
    end: datetime,
    known_by: datetime,
    reader: ListTexts | None = None,
) -> Looks[Facts]:
    """
    Observations of one kind from *start* to *end*, both included, stored up to *known_by*.

    Each body is decoded once. What lies before *start* costs nothing, however many years of it there are. *reader*: has read other
    looks of these subjects.
    """
    table, parts = tables.observation, parts_of(connection, shape, subjects)
    rows = await connection.execute(
        select(table.c.subject, table.c.id, table.c.part, table.c.at, table.c.vantage, table.c.digest)
        .join(parts, and_(table.c.subject == parts.c.subject, table.c.part == parts.c.part))
        .where(table.c.kind == shape.kind)
        .where(table.c.at >= start, table.c.at <= end, heard(table, known_by))
        .order_by(table.c.at, table.c.id)
    )
    return await decoded(connection, shape, rows.all(), reader)


async def load_seen(
    connection: AsyncConnection,
    shape: type[Facts],
    subject: str,
    start: datetime,
    end: datetime,
    known_by: datetime,
) -> list[StoredObservation[Facts]]:
    """Those of one subject, oldest first."""
    return seen_of(await load_looks(connection, shape, [subject], start, end, known_by), subject)


async def load_parts(
    connection: AsyncConnection,
    shape: type[Facts],
    subject: str,
    start: datetime,
    end: datetime,
    known_by: datetime,
) -> dict[str, list[StoredObservation[Facts]]]:
    """Those of one subject by part, oldest first."""
    return by_part((await load_looks(connection, shape, [subject], start, end, known_by)).get(subject, ()))


async def newest_of_parts(
    connection: AsyncConnection,
    kinds: Iterable[type[Fact]],
    subjects: Iterable[str],
    start: datetime,
    end: datetime,
    known_by: datetime,
) -> dict[tuple[str, str, str], StoredObservation[Any]]:
    """By subject, kind and part the newest look of *kinds* from *start* to *end*, stored up to *known_by*."""
    wanted, found = list(subjects), dict[tuple[str, str, str], StoredObservation[Any]]()
    for kind in kinds:
        for subject, looks in (await load_looks(connection, kind, wanted, start, end, known_by)).items():
            found.update({(subject, kind.kind, one.part): one.seen for one in looks})
    return found


async def handed_in(
    connection: AsyncConnection,
    shape: type[Facts],
    subjects: Iterable[str],
    after: datetime,
    known_by: datetime,
) -> Looks[Facts]:
    """What was handed in up to *known_by* and taken after *after*: it tells of before."""
    table, wanted = tables.observation, asked(connection, [(one,) for one in subjects], "id")
    rows = await connection.execute(
        select(table.c.subject, table.c.id, table.c.part, table.c.at, table.c.vantage, table.c.digest)
        .join(wanted, wanted.c.id == table.c.subject)
        .where(table.c.kind == shape.kind, table.c.once.is_not(None))
        .where(table.c.at > after, heard(table, known_by))
        .order_by(table.c.at, table.c.id)
    )
    return await decoded(connection, shape, rows.all())


async def load_handed_in(
    connection: AsyncConnection, shape: type[Facts], subjects: Iterable[str], known_by: datetime
) -> Looks[Facts]:
    """All of one kind that was handed in up to *known_by*, in the order in which it was stored: it proves the past."""
    table, wanted = tables.observation, asked(connection, [(one,) for one in subjects], "id")
    rows = await connection.execute(
        select(table.c.subject, table.c.id, table.c.part, table.c.at, table.c.vantage, table.c.digest)
        .join(wanted, wanted.c.id == table.c.subject)
        .where(table.c.kind == shape.kind, heard(table, known_by))
        .order_by(table.c.recorded_at, table.c.id)
    )
    return await decoded(connection, shape, rows.all())


async def newest_before(
    connection: AsyncConnection,
    shape: type[Facts],
    pairs: Iterable[tuple[str, str]],
    before: datetime,
    known_by: datetime,
) -> Looks[Facts]:
    """The newest look from before *before* at each of *pairs* (subject, part)."""
    table, older, wanted = tables.observation, _OLDER, asked(connection, pairs, "subject", "part")
    newest = (
        select(older.c.id)
        .where(older.c.subject == wanted.c.subject, older.c.kind == shape.kind)
        .where(older.c.part == wanted.c.part, older.c.at < before, heard(older, known_by))
        .order_by(older.c.at.desc(), older.c.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    ids = select(newest.label("id")).select_from(wanted).subquery()
    rows = await connection.execute(
        select(
            table.c.subject, table.c.id, table.c.part, table.c.at, table.c.vantage, table.c.digest
        ).join(ids, ids.c.id == table.c.id)
    )  # fmt: skip
    return await decoded(connection, shape, rows.all())


async def last_few_before(
    connection: AsyncConnection,
    shape: type[Facts],
    subjects: Iterable[str],
    before: datetime,
    known_by: datetime,
) -> Looks[Facts]:
    """The last FEW observations of one kind from before *before*, of each of *subjects*."""
    table, wanted = tables.observation, asked(connection, [(one,) for one in subjects], "id")
    place = func.row_number().over(
        partition_by=table.c.subject, order_by=(table.c.at.desc(), table.c.id.desc())
    )
    ranked = (
        select(
            table.c.subject, table.c.id, table.c.part, table.c.at, table.c.vantage, table.c.digest, place.label("place")
        )
        .join(wanted, wanted.c.id == table.c.subject)
        .where(table.c.kind == shape.kind, table.c.at < before, heard(table, known_by))
        .subquery()
    )  # fmt: skip
    rows = await connection.execute(
        select(ranked).where(ranked.c.place <= FEW).order_by(ranked.c.at, ranked.c.id)
    )
    return await decoded(connection, shape, rows.all())


def parts_of(connection: AsyncConnection, shape: type[Fact], subjects: Iterable[str]) -> CTE:
    """
    Every part of which each of *subjects* has a look of that kind.

    Found by leaping through the index from one part to the next, so that it does not grow with what is stored.
    """
    table, beyond, wanted = _FIRST, _NEXT, asked(connection, [(one,) for one in subjects], "id")
    first = (
        select(func.min(table.c.part))
        .where(table.c.subject == wanted.c.id, table.c.kind == shape.kind)
        .scalar_subquery()
    )
    found = select(wanted.c.id.label("subject"), first.label("part")).cte("parts", recursive=True)
    following = (
        select(func.min(beyond.c.part))
        .where(beyond.c.subject == found.c.subject, beyond.c.kind == shape.kind)
        .where(beyond.c.part > found.c.part)
        .scalar_subquery()
    )
    return found.union_all(select(found.c.subject, following).where(found.c.part.is_not(None)))


async def decoded(
    connection: AsyncConnection, shape: type[Facts], rows: Sequence[Any], reader: ListTexts | None = None
) -> dict[str, list[Look[Facts]]]:
    """*rows* (subject, id, part, at, vantage, digest) as looks, by subject; each body is read and decoded once."""
    if not rows:
        return {}
    texts = await texts_of(connection, {row.digest for row in rows})
    facts = (reader or ListTexts()).read(shape, texts)
    found: dict[str, list[Look[Facts]]] = {}
    for subject, id, part, at, vantage, digest, *_ in rows:
        seen = StoredObservation(id=id, at=at, vantage=vantage, facts=facts[digest])
        found.setdefault(subject, []).append(Look(part, seen))
    return found


def make_seen(shape: type[Facts], row: Any) -> StoredObservation[Facts]:
    """One look from a row that holds its body."""
    return StoredObservation(id=row.id, at=row.at, vantage=row.vantage, facts=decode(shape, row.json))


async def load_others(
    connection: AsyncConnection,
    subjects: Sequence[str],
    kinds: Iterable[type[Any]],
    needs: Lookback,
    first: datetime,
    last: datetime,
    known_by: datetime,
) -> dict[type[Any], Looks[Any]]:
    """Observations of *kinds* that cases of *subjects* from *first* to *last* need."""
    return {
        kind: await load_looks(connection, kind, subjects, needs.start(kind, first), last, known_by)
        for kind in kinds
    }


def others_of(looks: Mapping[type[Any], Looks[Any]], subject: str) -> dict[type[Any], Row[Any]]:
    """Those of one subject, ready to be cut."""
    return {kind: row_of(seen_of(found, subject)) for kind, found in looks.items()}


def others_at(rows: Mapping[type[Any], Row[Any]], needs: Lookback, as_of: datetime) -> Others:
    """*rows* as a case at *as_of* holds them."""
    return {kind: row.between(needs.start(kind, as_of), as_of) for kind, row in rows.items()}


async def with_older(
    connection: AsyncConnection,
    listings: dict[str, dict[str, list[StoredObservation[Listing]]]],
    start: datetime,
    first: datetime,
    known_by: datetime,
    parts: Iterable[tuple[str, str]] | None = None,
) -> None:
    """
    Put the newest look from before *start* first, at each column of which none up to *first* showed its items.

    *parts*: only at these (site, column); None: at every one that the store knows.
    """
    if parts is None:
        every = parts_of(connection, Listing, listings)
        rows = await connection.execute(
            select(every.c.subject, every.c.part).where(every.c.part.is_not(None))
        )
        parts = [(site, part) for site, part in rows]
    lacking = [
        (site, part)
        for site, part in parts
        if all(
            one.facts.state is not ListState.ITEMS for one in listings[site].get(part, ()) if one.at <= first
        )
    ]
    if not lacking:
        return
    for site, found in (await newest_before(connection, Listing, lacking, start, known_by)).items():
        for one in found:
            listings[site].setdefault(one.part, []).insert(0, one.seen)
