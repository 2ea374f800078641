"""The site over IPv6 alone (IPv6 访问): its address, its homepage, a draw of its second- and third-level pages."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import Any

from monitor.domain.ipv6 import Ipv6Look, Ipv6Page, Ipv6State
from monitor.domain.observation import Exchange, Observation
from monitor.domain.site import Site
from probes.base import COLUMNS, Probe, Tools
from probes.http.base import Fetched, Unreached
from probes.http.guard import is_same_site
from probes.http.ipv6 import Ipv6Line, own
from probes.http.links import host_of
from probes.pages.marks.outline import PageOutline, outline_of
from probes.wall.base import ReaderBroke


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """`probe.ipv6 = {…}`"""

    second: int = 6  #: pages drawn of those that the homepage links to
    third: int = 3  #: and of those that one of these links to


async def run(site: Site, settings: Settings, tools: Tools) -> AsyncIterator[Observation[Any]]:
    """One look. Without a line of our own that has IPv6, proved by a reference page, it says nothing of the site."""
    at, exchanges = tools.clock(), list[Exchange]()
    facts = await _look(site, settings, tools, exchanges)
    yield Observation(subject=site.id, part="ipv6", at=at, facts=facts, exchanges=tuple(exchanges))


async def _look(site: Site, settings: Settings, tools: Tools, exchanges: list[Exchange]) -> Ipv6Look:
    line = tools.ipv6
    if line is None or not await line.is_up():
        return Ipv6Look(url=site.url, state=Ipv6State.NO_LINE, reason="no_ipv6_line")
    try:
        addresses = own(await line.addresses(host_of(site.url)))
    except OSError:
        return Ipv6Look(url=site.url, state=Ipv6State.NOT_RESOLVED, reason="dns_error")
    by_four = await tools.fetch(site.url, allowed_hosts=site.allowed_hosts, attempts=2)
    exchanges += by_four.exchanges
    if not isinstance(by_four, Fetched):
        reason = by_four.reason.value if isinstance(by_four, Unreached) else "not_modified"
        return Ipv6Look(url=site.url, state=Ipv6State.UNREACHED, reason=reason, addresses=addresses)
    if not addresses:
        return Ipv6Look(url=site.url, state=Ipv6State.NO_ADDRESS, reason="no_aaaa")
    by_six = await line.fetch(site.url, allowed_hosts=site.allowed_hosts, attempts=2)
    exchanges += by_six.exchanges
    if not isinstance(by_six, Fetched):
        reason = by_six.reason.value if isinstance(by_six, Unreached) else "not_modified"
        return Ipv6Look(url=site.url, state=Ipv6State.NOT_OPENED, reason=reason, addresses=addresses)
    home, there = await _outline(tools, by_four), await _outline(tools, by_six)
    pages = await _pages(site, settings, tools, line, home, exchanges)
    like = home.is_like(there)
    whole = like and all(one.opened for one in pages)
    return Ipv6Look(
        url=site.url, state=Ipv6State.WHOLE if whole else Ipv6State.PARTLY, addresses=addresses, like=like, pages=pages,
    )  # fmt: skip


async def _outline(tools: Tools, answer: Fetched) -> PageOutline:
    read = await tools.wall.read(outline_of, answer.text, answer.final_url)
    return PageOutline() if isinstance(read, ReaderBroke) else read


async def _pages(
    site: Site, settings: Settings, tools: Tools, line: Ipv6Line, home: PageOutline, exchanges: list[Exchange]
) -> tuple[Ipv6Page, ...]:
    """A draw of the site's own pages; hosts of their own first, so that systems beside the portal are among them."""
    found, third = list[Ipv6Page](), list[str]()
    for url in _draw(site, home.links, settings.second, tools):
        page, answer = await _one(site, url, tools, line, exchanges)
        found += [page] if page is not None else []
        if answer is not None and not third:
            outline = await _outline(tools, answer)
            third = [one for one in outline.links if one not in home.links]
    for url in _draw(site, third, settings.third, tools):
        page, _ = await _one(site, url, tools, line, exchanges)
        found += [page] if page is not None else []
    return tuple(found)


async def _one(
    site: Site, url: str, tools: Tools, line: Ipv6Line, exchanges: list[Exchange]
) -> tuple[Ipv6Page | None, Fetched | None]:
    """One page over IPv6; one that opens over neither says nothing."""
    answer = await line.fetch(url, allowed_hosts=site.allowed_hosts, attempts=1)
    exchanges += answer.exchanges
    if isinstance(answer, Fetched):
        return Ipv6Page(url=url, opened=True), answer
    by_four = await tools.fetch(url, allowed_hosts=site.allowed_hosts, attempts=1)
    exchanges += by_four.exchanges
    if not isinstance(by_four, Fetched):
        return None, None
    reason = answer.reason.value if isinstance(answer, Unreached) else "not_modified"
    return Ipv6Page(url=url, opened=False, reason=reason), None


def _draw(site: Site, links: Sequence[str], many: int, tools: Tools) -> list[str]:
    home = host_of(site.url)
    own_pages = [one for one in links if is_same_site(host_of(one), home, site.allowed_hosts)]
    own_pages = [one for one in own_pages if one.rstrip("/") != site.url.rstrip("/")]
    first_of_host = list({host_of(one): one for one in reversed(own_pages)}.values())
    rest = [one for one in own_pages if one not in first_of_host]
    tools.rng.shuffle(rest)
    return [*first_of_host, *rest][:many]


PROBE = Probe(Settings, run, duty=COLUMNS, every_days=7, kinds=(Ipv6Look,))
