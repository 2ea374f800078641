"""Time stamps over the chain of records (时间戳), as they were stored."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Row, Select, select
from sqlalchemy.ext.asyncio import AsyncConnection

from monitor.domain.chain_stamp import ChainStamp
from monitor.domain.observation import StoredObservation
from storage.access import chain
from storage.db import tables
from storage.db.codec import decode


def _stamps() -> Select[tuple[str, datetime, str, str]]:
    table, body = tables.observation, tables.body
    return (
        select(table.c.id, table.c.at, table.c.vantage, body.c.json)
        .join(body, body.c.digest == table.c.digest)
        .where(table.c.kind == ChainStamp.kind)
    )


async def stamps(connection: AsyncConnection) -> list[StoredObservation[ChainStamp]]:
    """All that are stored, the oldest first."""
    table = tables.observation
    rows = await connection.execute(_stamps().order_by(table.c.at, table.c.id))
    return [_stored(one) for one in rows]


async def newest_stamp(connection: AsyncConnection) -> StoredObservation[ChainStamp] | None:
    """The newest; None: there is none."""
    table = tables.observation
    row = (await connection.execute(_stamps().order_by(table.c.at.desc(), table.c.id.desc()).limit(1))).first()  # fmt: skip
    return _stored(row) if row is not None else None


async def stamp_after(connection: AsyncConnection, moment: datetime) -> StoredObservation[ChainStamp] | None:
    """The first that was asked for at *moment* or later: it tells most closely when what was stored by then was there."""
    table = tables.observation
    query = _stamps().where(table.c.at >= moment).order_by(table.c.at, table.c.id).limit(1)
    row = (await connection.execute(query)).first()
    return _stored(row) if row is not None else None


async def links_at_hand(connection: AsyncConnection) -> dict[int, str]:
    """The hash of every link of a pack's store, by number."""
    table = tables.chain
    return {row.number: row.hash for row in await connection.execute(select(table.c.number, table.c.hash))}


async def link_of_verdict(connection: AsyncConnection, number: int) -> int | None:
    """The number of the link that holds the verdict of that *number*; None: no link at hand does."""
    return (await links_of(connection, "verdict", [str(number)])).get(str(number))


async def links_of(connection: AsyncConnection, table: str, keys: Iterable[str]) -> dict[str, int]:
    """
    The number of the link that holds each of the rows *keys* of *table*; one that no link at hand holds is not in it.

    Of several links the last: what the first link of a pack says cannot be recomputed.
    """
    links, wanted = tables.chain, set(keys)
    found: dict[str, int] = {}
    for row in await connection.execute(select(links.c.number, links.c.content).order_by(links.c.number)):
        found.update(dict.fromkeys(wanted & chain.content_of(row.content).get(table, {}).keys(), row.number))
    return found


def _stored(row: Row[tuple[str, datetime, str, str]]) -> StoredObservation[ChainStamp]:
    return StoredObservation(id=row.id, at=row.at, vantage=row.vantage, facts=decode(ChainStamp, row.json))
