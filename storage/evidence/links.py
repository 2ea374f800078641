"""Which evidence an observation rests on (依据)."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.access import chain
from storage.db import tables
from storage.db.raw import put_both, put_rows
from storage.db.tables import CHUNK
from storage.evidence.evidence import StoredExchange

#: HTTP: the page is as it was.
UNCHANGED = 304
#: Evidence of an earlier look is numbered from here on, behind the look's own.
BEHIND = 1000


async def link_evidence(connection: AsyncConnection, written: Mapping[str, Sequence[StoredExchange]]) -> None:
    """The exchanges of each look, by the id of its observation."""
    rows, links = [], []
    for id, exchanges in written.items():
        for number, one in enumerate(exchanges):
            rows.append({name: getattr(one, name) for name in StoredExchange.__dataclass_fields__})
            links.append({"observation": id, "evidence": one.id, "number": number})
    if rows:
        await put_both(connection, [(tables.evidence, rows), (tables.observation_evidence, links)])
        chain.note(connection, tables.evidence, rows)
        chain.note(connection, tables.observation_evidence, links)


async def link_file(
    connection: AsyncConnection, observations: Sequence[str], exchange: StoredExchange
) -> None:
    """The one file that all of *observations* were read from (导入文件)."""
    row = {name: getattr(exchange, name) for name in StoredExchange.__dataclass_fields__}
    links = [{"observation": id, "evidence": exchange.id, "number": BEHIND} for id in observations]
    await put_both(connection, [(tables.evidence, [row]), (tables.observation_evidence, links)])
    chain.note(connection, tables.evidence, [row])
    chain.note(connection, tables.observation_evidence, links)


async def link_repeated(connection: AsyncConnection, repeats: Mapping[str, str]) -> None:
    """What an unchanged page was seen to hold rests on the bytes that came when it was last sent whole."""
    table, link = tables.evidence, tables.observation_evidence
    before = sorted(set(repeats.values()))
    whole: dict[str, list[str]] = {}
    for start in range(0, len(before), CHUNK):
        rows = await connection.execute(
            select(link.c.observation, link.c.evidence)
            .join(table, table.c.id == link.c.evidence)
            .where(link.c.observation.in_(before[start : start + CHUNK]))
            .where(table.c.status.is_not(None), table.c.status != UNCHANGED)
            .order_by(link.c.number)
        )
        for row in rows:
            whole.setdefault(row.observation, []).append(row.evidence)
    links = [
        {"observation": id, "evidence": evidence, "number": BEHIND + number}
        for id, old in repeats.items()
        for number, evidence in enumerate(whole.get(old, ()))
    ]
    if links:
        await put_rows(connection, link, links)
        chain.note(connection, link, links)
