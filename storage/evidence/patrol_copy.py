"""The store of an evidence pack of the patrol: sightings, what came over the wire, and what people decided, with their links."""

from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import and_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from monitor.domain.observation import StoredObservation
from monitor.domain.patrol import PatrolSighting
from monitor.domain.screenshot import Screenshot
from storage.db import tables
from storage.db.codec import decode
from storage.db.engine import Database, connect
from storage.db.tables import CHUNK
from storage.evidence.pack_store import _Copy

#: What an evidence pack of the patrol holds of what was observed.
_PACKED = (PatrolSighting.kind, Screenshot.kind)


async def copy_sightings(
    source: Database, path: Path, sightings: Sequence[str], evidence: Sequence[str], decided: Sequence[str]
) -> None:
    """
    Make the database *path* with the observations *sightings* (pictures among them), the exchanges *evidence*, and the acts on candidates *decided*.

    The links are added by `add_links`.
    """
    made = await connect(f"sqlite+aiosqlite:///{path}")
    try:
        async with source.read() as there, made.writer.begin() as here:
            copy = _Copy(there, here)
            await here.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
            observation, link, stored_files, act = tables.observation, tables.observation_evidence, tables.evidence, tables.audit  # fmt: skip
            for start in range(0, len(sightings), CHUNK):
                batch = list(sightings[start : start + CHUNK])
                await copy.rows(observation, and_(observation.c.id.in_(batch), observation.c.kind.in_(_PACKED)))  # fmt: skip
                await copy.rows(link, link.c.observation.in_(batch))
            for start in range(0, len(evidence), CHUNK):
                await copy.rows(stored_files, stored_files.c.id.in_(list(evidence[start : start + CHUNK])))
            for start in range(0, len(decided), CHUNK):
                batch = list(decided[start : start + CHUNK])
                await copy.rows(act, and_(act.c.target.in_(batch), act.c.act.startswith("patrol_", autoescape=True)))  # fmt: skip
            await copy.bodies()
    finally:
        await made.close()


async def sightings_in(connection: AsyncConnection) -> list[StoredObservation[PatrolSighting]]:
    """Every sighting of a pack's store, oldest first."""
    table, body = tables.observation, tables.body
    query = select(table, body.c.json).join(body, body.c.digest == table.c.digest)
    rows = await connection.execute(query.where(table.c.kind == PatrolSighting.kind).order_by(table.c.id))
    return [
        StoredObservation(id=row.id, at=row.at, facts=decode(PatrolSighting, row.json), vantage=row.vantage)
        for row in rows
    ]


async def confirmed_in(connection: AsyncConnection) -> list[tuple[str, str, str]]:
    """Who confirmed something, and why, of a pack's store: key of the act in the chain, person, reason; oldest first."""
    table = tables.audit
    rows = await connection.execute(
        select(table).where(table.c.act == "patrol_confirmed").order_by(table.c.number)
    )
    return [(str(row.number), row.who, row.detail) for row in rows]


async def exchanges_of(connection: AsyncConnection, sighting: str) -> set[str]:
    """Ids of the exchanges that one sighting rests on."""
    link = tables.observation_evidence
    rows = await connection.execute(select(link.c.evidence).where(link.c.observation == sighting))
    return set(rows.scalars())
