"""Close readings of pages and lists of portals above, for the figures of a period (专题稿件、上级门户信息)."""

from collections.abc import Sequence
from datetime import datetime

from monitor.domain.observation import StoredObservation
from monitor.domain.text_page import TextPage
from monitor.domain.upstream import UpstreamList
from storage.observations.looks import load_looks, seen_of
from storage.store import Store

Texts = dict[str, dict[str, StoredObservation[TextPage]]]
Upstreams = dict[str, Sequence[StoredObservation[UpstreamList]]]


async def load_close_looks(
    store: Store, sites: Sequence[str], since: datetime, as_of: datetime, known_by: datetime
) -> tuple[Texts, Upstreams]:
    """
    Of each of *sites* the newest reading of each page by the address asked for, and its looks at lists above.

    From *since* to *as_of*, both included, stored up to *known_by*. A page that was read outlives later looks that failed.
    """
    async with store.database.read() as connection:
        pages = await load_looks(connection, TextPage, sites, since, as_of, known_by)
        lists = await load_looks(connection, UpstreamList, sites, since, as_of, known_by)
    texts: Texts = {}
    for site in sites:
        for look in pages.get(site, ()):
            of_site = texts.setdefault(site, {})
            if look.seen.facts.state == "read" or look.part not in of_site:
                of_site[look.part] = look.seen
    return texts, {site: seen_of(lists, site) for site in sites}
