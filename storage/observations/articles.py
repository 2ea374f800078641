"""The ledger of articles (稿件台账) as it was known at a moment: what it said before it said something else."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.db import tables

_NAMES = ("site", "url", "title", "columns", "first_seen", "listed_on", "recorded_at")


async def articles_known(
    connection: AsyncConnection, site: str, known_by: datetime, urls: Sequence[str] | None = None
) -> list[Any]:
    """
    Each article of *site* with its title, columns, first sight and listed day as stored at *known_by*, by address.

    Not in it: what was first heard of later. *urls*: only these, at most as many as one statement takes.
    """
    table, before = tables.article, tables.article_before
    query = select(*(table.c[name] for name in _NAMES)).where(table.c.site == site)
    past = select(*(before.c[name] for name in _NAMES)).where(before.c.site == site)
    if urls is not None:
        query, past = query.where(table.c.url.in_(urls)), past.where(before.c.url.in_(urls))
    rows = (await connection.execute(query)).all()
    found = {row.url: row for row in rows if row.recorded_at is None or row.recorded_at <= known_by}
    if len(found) < len(rows):
        older = await connection.execute(
            past.where(before.c.recorded_at <= known_by).order_by(before.c.recorded_at)
        )
        found |= {row.url: row for row in older if row.url not in found}
    return [found[url] for url in sorted(found)]
