"""When was anything heard last, and when did watching begin: what the two times of a judgement start from."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Table, func, or_, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from monitor.domain.handed_in import OfficeExport, PublishingLog
from monitor.domain.timing import SHANGHAI, midnight
from storage.access import chain
from storage.db import tables
from storage.db.rows import asked, heard
from storage.db.tables import CHUNK

#: Kinds that are no look at anything.
_HANDED_IN = (PublishingLog.kind, OfficeExport.kind)
#: So many links of the chain are read at once.
_LINKS = 10


#: No moment that is stored is this late.
_NEVER = datetime(3000, 1, 1, tzinfo=SHANGHAI)


async def newest_heard(connection: AsyncConnection) -> datetime | None:
    """When anything that verdicts rest on was last stored; None: nothing is. The newest row, not a search through all."""
    found = []
    for column in (
        tables.observation.c.recorded_at,
        tables.visit.c.recorded_at,
        tables.review.c.at,
        tables.description.c.since,
        tables.people_points.c.at,
        tables.material_entry.c.at,
    ):
        query = select(func.max(column))
        if connection.dialect.name == "sqlite" and column.name == "recorded_at":
            query = select(column).order_by(text("rowid DESC")).limit(1)  # rows are numbered as they come
        # where another program wrote a word for a moment, it stands behind all of them
        found.append((await connection.execute(query.where(column < _NEVER))).scalar())
    return max((one for one in found if one is not None), default=None)


async def heard_since(
    connection: AsyncConnection, moment: datetime, of: datetime | None = None
) -> frozenset[str]:
    """
    Subjects of which anything but planned visits was stored after *moment*: looks, imports, other visits, and what people decided.

    *of*: looks and visits of up to then alone; None: whenever they were.

    By the links of the chain of records, newest first: they are few, and no row is searched for by when it was stored. Whatever
    comes behind a link of a later moment is later too, though the clock was set back meanwhile.
    """
    ids: dict[str, set[str]] = {name: set() for name in ("observation", "visit", "review")}
    later = await _links_since(connection, moment)
    for start in range(0, len(later), _LINKS):  # the link of a judging is long
        these = tables.chain.c.number.in_(later[start : start + _LINKS])
        for content in (await connection.execute(select(tables.chain.c.content).where(these))).scalars():
            written = chain.content_of(content)
            for name, found in ids.items():
                found.update(written.get(name, ()))
    heard: set[str] = set()
    for name, subject in (("observation", "subject"), ("visit", "site"), ("review", "subject")):
        heard |= await _subjects_of(connection, tables.metadata.tables[name], subject, sorted(ids[name]), of)
    return frozenset(heard)


async def _links_since(connection: AsyncConnection, moment: datetime) -> list[int]:
    """The first link written after *moment*, and every one behind it; by number."""
    table, many = tables.chain, 0
    numbers: list[int] = []
    while True:
        query = select(table.c.number, table.c.at).order_by(table.c.number.desc()).limit(chain.BATCH)
        if numbers:
            query = query.where(table.c.number < numbers[-1])
        rows = (await connection.execute(query)).all()
        later = [n for n, row in enumerate(rows) if row.at > moment]
        if not later:  # a whole batch: where a clock was set back, an older link may say a later moment
            return numbers[:many]
        many = len(numbers) + later[-1] + 1
        numbers += [row.number for row in rows]


async def _subjects_of(
    connection: AsyncConnection, table: Table, subject: str, ids: Sequence[str], of: datetime | None
) -> set[str]:
    """Of whom the rows of *ids* are, planned visits left out, and looks and visits after *of*."""
    wanted = asked(connection, [(one,) for one in ids], "id")
    query = select(table.c[subject]).join(wanted, wanted.c.id == table.c.id).distinct()
    if table is tables.visit:
        query = query.where(table.c.slot.is_(None))
    if table is not tables.review and of is not None:
        query = query.where(table.c.at <= of)
    return set((await connection.execute(query)).scalars())


async def first_looks(
    connection: AsyncConnection, subjects: Sequence[str], known_by: datetime, before: datetime
) -> dict[str, datetime]:
    """
    When watching each of *subjects* began: its first look or visit, by what was stored up to *known_by*.

    That a back office handed in a log or an export of a site says nothing of that.

    Of one that began before *before* any such moment will do: the looks at a site are many, and the counts of its
    visits few.
    """
    day, found = tables.visit_day, dict[str, datetime]()
    for start in range(0, len(subjects), CHUNK):
        rows = await connection.execute(
            select(day.c.site, func.min(day.c.day))
            .where(day.c.site.in_(subjects[start : start + CHUNK]))
            .where(or_(day.c.recorded_at.is_(None), day.c.recorded_at <= known_by))
            .group_by(day.c.site)
        )
        found.update({subject: midnight(first) for subject, first in rows})
    for table, name in ((tables.visit, "site"), (tables.observation, "subject")):
        column = table.c[name]
        young = [one for one in subjects if one not in found or found[one] >= before]
        for start in range(0, len(young), CHUNK):
            query = select(column, func.min(table.c.at)).where(
                column.in_(young[start : start + CHUNK]), heard(table, known_by)
            )
            if table is tables.observation:
                query = query.where(table.c.kind.not_in(_HANDED_IN))
            rows = await connection.execute(query.group_by(column))
            for subject, at in rows:
                found[subject] = min(at, found.get(subject, at))
    return found
