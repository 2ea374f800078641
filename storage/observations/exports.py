"""Exports of a back office (后台数据导出), as they were stored: they prove the past that they describe."""

from collections.abc import Sequence
from datetime import datetime

from monitor.domain.handed_in import OfficeExport
from monitor.domain.observation import StoredObservation
from storage.observations.looks import load_handed_in, seen_of
from storage.store import Store


async def load_exports_of(
    store: Store, sites: Sequence[str], known_by: datetime
) -> dict[str, list[StoredObservation[OfficeExport]]]:
    """Those about each of *sites*, by site, in the order of their storing; the same statements for one and for many."""
    async with store.database.read() as connection:
        found = await load_handed_in(connection, OfficeExport, sites, known_by)
        return {site: seen_of(found, site) for site in found}
