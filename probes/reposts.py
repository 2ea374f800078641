"""What the portals above publish (国务院、省政府要闻): the lists against which reposts are held (信息转载比对)."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from monitor.domain.content import ListState
from monitor.domain.hosts import is_web_address
from monitor.domain.observation import Listing, Observation
from monitor.domain.site import Site
from monitor.domain.upstream import UpstreamList
from probes._net import broken
from probes.base import COLUMNS, Probe, Tools
from probes.http.base import Fetched, Unreached
from probes.pages.readings import listing_of

#: One look serves all sites that ask for the same list within so long.
SHARED_FOR = timedelta(hours=6)


@dataclass(frozen=True, slots=True, kw_only=True)
class Upstream:
    """One list of a portal above."""

    name: str  #: 中国政府网要闻
    url: str
    hours: int | None = None  #: within so many hours an item must be reposted; None: no limit is known

    def __post_init__(self) -> None:
        if not self.name.strip() or not is_web_address(self.url):
            raise ValueError("expected a name, and an address that begins with http:// or https://")
        if self.hours is not None and self.hours < 1:
            raise ValueError("hours must be at least 1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """`probe.reposts = {upstream = [{name = "…", url = "…", hours = 24}]}`; none: nothing is looked at."""

    upstream: tuple[Upstream, ...] = ()


async def run(site: Site, settings: Settings, tools: Tools) -> AsyncIterator[Observation[UpstreamList]]:
    """Look at each list once; one that was fetched for another site a few hours ago is not fetched again."""
    for one in settings.upstream:
        at = tools.clock()
        shared = tools.shared.get(one.url)
        if shared is not None and at - shared.at <= SHARED_FOR:
            yield Observation(
                subject=site.id, part=one.url, at=at, exchanges=shared.exchanges,
                facts=_facts(one, shared.facts.state, shared.facts),
            )  # fmt: skip
            continue
        try:
            look = await _look(site, one, tools, at)
        except Exception as error:
            facts = UpstreamList(name=one.name, url=one.url, state=ListState.UNREADABLE, reason=broken(error, one.url), hours=one.hours)  # fmt: skip
            look = Observation(subject=site.id, part=one.url, at=at, facts=facts)
        if look.facts.state is ListState.ITEMS:
            tools.shared[one.url] = look
        yield look


async def _look(site: Site, one: Upstream, tools: Tools, at: datetime) -> Observation[UpstreamList]:
    answer = await tools.fetch(one.url, allowed_hosts=(urlsplit(one.url).hostname or "",), attempts=2)
    if isinstance(answer, Fetched):
        listing = await listing_of(tools.wall, answer.text, answer.final_url, None, at)
        facts = _facts(one, listing.state, listing)
    else:
        reason = answer.reason.value if isinstance(answer, Unreached) else "not_modified"
        facts = UpstreamList(name=one.name, url=one.url, state=ListState.UNREACHED, reason=reason, hours=one.hours)  # fmt: skip
    return Observation(subject=site.id, part=one.url, at=at, facts=facts, exchanges=answer.exchanges)


def _facts(one: Upstream, state: ListState, listing: Listing | UpstreamList) -> UpstreamList:
    return UpstreamList(
        name=one.name, url=one.url, state=state, items=listing.items, reason=listing.reason, hours=one.hours
    )


PROBE = Probe(Settings, run, duty=COLUMNS, kinds=(UpstreamList,))
