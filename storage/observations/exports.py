"""Exports of a back office (后台数据导出), as they were stored: they prove the past that they describe."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from monitor.domain.handed_in import OfficeExport
from monitor.domain.observation import StoredObservation
from storage.db import tables
from storage.db.codec import decode
from storage.db.rows import heard
from storage.observations.looks import load_handed_in, seen_of
from storage.store import Store


async def load_exports(store: Store, site: str, known_by: datetime) -> list[StoredObservation[OfficeExport]]:
    """Every export about *site* that was handed in up to *known_by*, in the order of their storing."""
    table = tables.observation
    query = (
        select(table.c.id, table.c.at, tables.body.c.json)
        .join(tables.body, tables.body.c.digest == table.c.digest)
        .where(table.c.subject == site, table.c.kind == OfficeExport.kind, heard(table, known_by))
        .order_by(table.c.recorded_at, table.c.id)
    )
    async with store.database.read() as connection:
        return [
            StoredObservation(id=row.id, at=row.at, facts=decode(OfficeExport, row.json))
            for row in await connection.execute(query)
        ]


async def load_exports_of(
    store: Store, sites: Sequence[str], known_by: datetime
) -> dict[str, list[StoredObservation[OfficeExport]]]:
    """Those about each of *sites*, by site, in the order of their storing; the same statements for one and for many."""
    async with store.database.read() as connection:
        found = await load_handed_in(connection, OfficeExport, sites, known_by)
        return {site: seen_of(found, site) for site in found}
