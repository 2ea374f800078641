"""Exports of a back office (后台数据导出), as they were stored: they prove the past that they describe."""

from datetime import datetime

from sqlalchemy import select

from monitor.domain.handed_in import OfficeExport
from monitor.domain.observation import StoredObservation
from storage.db import tables
from storage.db.codec import decode
from storage.db.rows import heard
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
