"""The ledger of articles (稿件台账) as it was known at a moment: what it said before it said something else."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import compress
from operator import itemgetter
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.db import tables
from storage.db.rows import asked

_NAMES = ("site", "url", "title", "columns", "first_seen", "listed_on")


def _asked_of(table: Any, known_by: datetime) -> Any:
    """Those of each row of *table*, and whether it was stored up to *known_by*: a moment less to read of each."""
    return select(
        *(table.c[name] for name in _NAMES),
        or_(table.c.recorded_at.is_(None), table.c.recorded_at <= known_by).label("is_known"),
    )


#: Of such a row, by place: rows are many.
URL, FIRST_SEEN, _IS_KNOWN = itemgetter(1), itemgetter(4), itemgetter(6)


async def articles_known(
    connection: AsyncConnection, known_by: datetime, pairs: Sequence[tuple[str, str]]
) -> list[Any]:
    """
    Each article of *pairs* (site, address) with its title, columns, first sight and listed day as stored at *known_by*.

    Not in it: what was first heard of later.
    """
    table = tables.article
    wanted = asked(connection, pairs, "site", "url")
    query = _asked_of(table, known_by).join(
        wanted, and_(wanted.c.site == table.c.site, wanted.c.url == table.c.url)
    )
    return await _then(connection, (await connection.execute(query)).all(), known_by)


async def articles_of(
    connection: AsyncConnection, sites: Iterable[str], known_by: datetime
) -> dict[str, list[Any]]:
    """Every article of each of *sites*, likewise, by address; by site."""
    table, wanted = tables.article, asked(connection, [(one,) for one in sites], "id")
    query = _asked_of(table, known_by).join(wanted, wanted.c.id == table.c.site)
    rows = await _then(connection, (await connection.execute(query)).all(), known_by)
    found: dict[str, list[Any]] = {}
    for row in sorted(rows, key=URL):
        found.setdefault(row.site, []).append(row)
    return found


async def _then(connection: AsyncConnection, rows: Sequence[Any], known_by: datetime) -> list[Any]:
    """*rows* as they were stored at *known_by*: those that say something else since, as they were before."""
    known = list(map(_IS_KNOWN, rows))
    if all(known):
        return list(rows)
    found = list(compress(rows, known))
    changed = [row for row, is_known in zip(rows, known, strict=True) if not is_known]
    before, wanted = (
        tables.article_before,
        asked(connection, [(one.site, one.url) for one in changed], "site", "url"),
    )
    older = await connection.execute(
        select(*(before.c[name] for name in _NAMES))
        .join(wanted, and_(wanted.c.site == before.c.site, wanted.c.url == before.c.url))
        .where(before.c.recorded_at <= known_by)
        .order_by(before.c.recorded_at)
    )
    return [*found, *{(row.site, row.url): row for row in older}.values()]
