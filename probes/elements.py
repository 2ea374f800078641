"""Pages that the law names with what must stand on them (要素页面): the guide to disclosure, the catalogue, power lists …"""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from monitor.domain.element_pages import ElementPage
from monitor.domain.hosts import is_web_address
from monitor.domain.observation import Exchange, Observation
from monitor.domain.site import Site
from monitor.regulations.element_pages import NamedPage, element_pages
from probes.base import COLUMNS, Probe, Tools
from probes.http.base import Fetched, Unreached
from probes.pages.marks.elements import find_pages, read_elements
from probes.wall.base import ReaderBroke

#: Links to the others stand on this page, where the homepage has none.
HUB = "disclosure_platform"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """`probe.elements = {…}`"""

    #: addresses by the page's id: `disclosure_guide = "http://…"`; the others are sought on the homepage by their links
    pages: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for id, url in self.pages.items():
            if id not in element_pages():
                raise ValueError(f"pages: no such page: {id!r}; known: {', '.join(element_pages())}")
            if not is_web_address(url):
                raise ValueError(f"pages.{id}: expected an address that begins with http:// or https://")


async def run(site: Site, settings: Settings, tools: Tools) -> AsyncIterator[Observation[Any]]:
    """One look at each page that is configured, or to which a link of the homepage or of the disclosure platform leads."""
    # what did not open last night is asked again, the rest waits for its week
    due = tools.again.get(ElementPage.kind)
    known = {id: one for id, one in element_pages().items() if due is None or id in due}
    found = {id: (url, "configured") for id, url in settings.pages.items() if id in element_pages()}
    sought = {id: one.link for id, one in element_pages().items() if id not in found and id in {*known, HUB}}
    exchanges: list[Exchange] = []
    home = await tools.fetch(site.url, allowed_hosts=site.allowed_hosts, attempts=2)
    exchanges += home.exchanges
    links = await _links(home, sought, tools) if isinstance(home, Fetched) else None
    found |= links or {}
    if HUB in found:
        hub = await tools.fetch(found[HUB][0], allowed_hosts=site.allowed_hosts, attempts=2)
        exchanges += hub.exchanges
        if isinstance(hub, Fetched):
            further = {id: link for id, link in sought.items() if id not in found}
            found |= await _links(hub, further, tools) or {}
    for page in known.values():
        at = tools.clock()
        if page.id not in found:
            state, reason = ("unreached", "home_unread") if links is None else ("not_found", "no_link")
            facts = ElementPage(page=page.id, state=state, reason=reason)
            yield Observation(subject=site.id, part=page.id, at=at, facts=facts, exchanges=tuple(exchanges))
            continue
        answer = await tools.fetch(found[page.id][0], allowed_hosts=site.allowed_hosts, attempts=2)
        facts = await _read(page, answer, found[page.id], tools)
        yield Observation(subject=site.id, part=page.id, at=at, facts=facts, exchanges=answer.exchanges)


async def _links(
    answer: Fetched, sought: Mapping[str, str], tools: Tools
) -> dict[str, tuple[str, str]] | None:
    links = await tools.wall.read(find_pages, answer.text, answer.final_url, dict(sought), tools.clock())
    return None if isinstance(links, ReaderBroke) else links


async def _read(page: NamedPage, answer: Any, where: tuple[str, str], tools: Tools) -> ElementPage:
    url, found_by = where
    if not isinstance(answer, Fetched):
        reason = answer.reason.value if isinstance(answer, Unreached) else "not_modified"
        return ElementPage(page=page.id, url=url, state="unreached", reason=reason, found_by=found_by)
    wanted = tuple((one.id, one.words, one.named) for one in page.element)
    read = await tools.wall.read(read_elements, answer.text, answer.final_url, wanted, tools.clock())
    if isinstance(read, ReaderBroke) or read.reason:
        return ElementPage(
            page=page.id, url=answer.final_url, state="unreadable", reason=read.reason, found_by=found_by
        )
    return ElementPage(
        page=page.id, url=answer.final_url, state="read", found_by=found_by, elements=read.elements,
        updated_on=read.updated_on,
    )  # fmt: skip


PROBE = Probe(Settings, run, duty=COLUMNS, every_days=7, kinds=(ElementPage,))
