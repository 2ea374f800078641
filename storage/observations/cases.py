"""Loading all that a rule may see of one subject: none of it later than the moment judged, or heard of later."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from monitor.domain.case import SiteCase
from monitor.domain.need import Lookback
from monitor.domain.observation import (
    BoardReading,
    Homepage,
    Listing,
    Reading,
    StoredObservation,
    Timeline,
)
from monitor.domain.site import Site
from storage.observations.histories import (
    Clauses,
    load_site_histories,
)
from storage.observations.visits import RollUp


async def load_site_cases(
    connection: AsyncConnection,
    sites: Sequence[Site],
    as_of: datetime,
    roll_up: RollUp,
    column_clauses: Mapping[str, Clauses],
    known_by: datetime,
    needs: Lookback,
    *,
    counted: bool,
) -> dict[str, SiteCase]:
    """The cases of *sites* at *as_of*, by what was heard up to *known_by*: a replay loads the same again; by site."""
    windows = {site.id: site.maintenance for site in sites}
    by_count = {site.id for site in sites if counted and not site.navigation}
    histories = await load_site_histories(
        connection, list(windows), [as_of], known_by, roll_up, needs, windows, by_count
    )
    return {site.id: histories[site.id].at(site, as_of, column_clauses.get(site.id, {})) for site in sites}


@dataclass(frozen=True, slots=True)
class Memory:
    """What a probe may ask the store while it looks; loaded beforehand, so that it need not wait."""

    readings: Mapping[str, StoredObservation[Reading]]
    listings: Mapping[str, StoredObservation[Listing]]
    homepages: Sequence[StoredObservation[Homepage]]
    boards: Mapping[str, Sequence[StoredObservation[BoardReading]]] = field(default_factory=dict)
    timelines: Sequence[StoredObservation[Timeline]] = ()
    tags: Mapping[str, Any] = field(default_factory=dict)
    texts_read: Mapping[str, datetime] = field(default_factory=dict)
    make_validators: Callable[[str, str], Any] = lambda etag, last_modified: None

    def reading(self, url: str) -> StoredObservation[Reading] | None:
        """The newest reading of an article page."""
        return self.readings.get(url)

    def listing(self, column: str) -> StoredObservation[Listing] | None:
        """The newest listing of a column."""
        return self.listings.get(column)

    def homepage(self) -> StoredObservation[Homepage] | None:
        """The newest homepage snapshot."""
        return self.homepages[-1] if self.homepages else None

    def board(self, id: str) -> Sequence[StoredObservation[BoardReading]]:
        """A board's readings, oldest first, from the newest full one on."""
        return self.boards.get(id, ())

    def timeline(self) -> StoredObservation[Timeline] | None:
        """The newest look at an account that showed posts."""
        return self.timelines[-1] if self.timelines else None

    def texts(self) -> Mapping[str, datetime]:
        """When each page was last read closely, by address."""
        return self.texts_read

    def validators(self, url: str) -> Any:
        """What came with the last good answer of *url*."""
        row = self.tags.get(url)
        if row is None or not (row.etag or row.last_modified):
            return None
        return self.make_validators(row.etag, row.last_modified)

    def page(self, url: str) -> str:
        """Digest of the page that the newest look at *url* was read from; "": not known."""
        row = self.tags.get(url)
        return (row.page or "") if row is not None else ""
