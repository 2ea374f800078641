"""Which evidence an observation rests on (依据)."""

from collections.abc import Mapping, Sequence

from sqlalchemy.ext.asyncio import AsyncConnection

from storage.access import chain
from storage.db import tables
from storage.db.raw import put_both
from storage.evidence.evidence import StoredExchange

#: Evidence that came before the look is numbered from here on, behind the look's own.
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
