"""The forms of a seeded draw of service guides (表格样表), each asked for; and what of the guides a person should look at."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

from monitor.domain.guide_forms import DrawnGuide, FormFile, GuideForms
from monitor.domain.observation import Exchange, Observation
from monitor.domain.site import Site
from monitor.domain.timing import day_of
from probes.base import BOARDS, Probe, Tools
from probes.http.base import ANYWHERE, GONE, Fetched, Unreached
from probes.pages.guide.forms import FormsRead, read_forms
from probes.pages.readings import guide_list
from probes.wall.base import ReaderBroke


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """`probe.forms = {…}`"""

    guides: int = 5  #: drawn of those on the first pages of the guides' lists
    files: int = 12  #: asked for in one look


async def run(site: Site, settings: Settings, tools: Tools) -> AsyncIterator[Observation[Any]]:
    """One look at a draw of the guides that `guides.list` and `guides.urls` name. Silent for a site that owes none."""
    if not site.public_services:
        return
    at, exchanges = tools.clock(), list[Exchange]()
    facts = await _look(site, settings, tools, exchanges)
    yield Observation(subject=site.id, part="forms", at=at, facts=facts, exchanges=tuple(exchanges))


async def _look(site: Site, settings: Settings, tools: Tools, exchanges: list[Exchange]) -> GuideForms:
    lists, titles = _addresses(site, "list"), dict.fromkeys(_addresses(site, "urls"), "")
    if not lists and not titles:
        return GuideForms(state="unconfigured", reason="no_guides_configured")
    for one in lists:
        answer = await tools.fetch(one, allowed_hosts=site.allowed_hosts, attempts=2)
        exchanges += answer.exchanges
        if isinstance(answer, Fetched):
            page = await tools.wall.read(guide_list, answer.text, answer.final_url, site.guides)
            titles |= {} if isinstance(page, ReaderBroke) else dict(page.links)
    drawn = tools.rng.sample(sorted(titles), min(settings.guides, len(titles)))
    guides, left = list[DrawnGuide](), settings.files
    for url in drawn:
        guides.append(await _guide(site, url, titles[url], left, tools, exchanges))
        left -= len(guides[-1].forms)
    state = "read" if any(one.state == "read" for one in guides) else "unreached"
    return GuideForms(state=state, seed=f"{site.id} {day_of(tools.clock())}", guides=tuple(guides))


async def _guide(
    site: Site, url: str, title: str, left: int, tools: Tools, exchanges: list[Exchange]
) -> DrawnGuide:
    answer = await tools.fetch(url, allowed_hosts=site.allowed_hosts, attempts=2)
    exchanges += answer.exchanges
    if not isinstance(answer, Fetched):
        return DrawnGuide(url=url, title=title, state="unreached")
    read = await tools.wall.read(read_forms, answer.text, answer.final_url, title)
    if not isinstance(read, FormsRead) or not read.is_read:
        return DrawnGuide(url=url, title=title, state="unreadable")
    files = [await _file(one, tools, exchanges) for one in read.forms[:left]]
    return DrawnGuide(
        url=url, title=read.title, state="read", forms=tuple(files), laws_by_name=read.laws_by_name[:10],
        odd_telephones=read.odd_telephones[:5],
    )  # fmt: skip


async def _file(form: tuple[str, str, bool], tools: Tools, exchanges: list[Exchange]) -> FormFile:
    """One file: its head, and where a server does not speak of heads, itself."""
    text, url, sample = form
    answer = await tools.fetch(url, allowed_hosts=ANYWHERE, attempts=1, method="HEAD", accept="any")
    if isinstance(answer, Unreached):
        answer = await tools.fetch(url, allowed_hosts=ANYWHERE, attempts=1, accept="any")
    exchanges += answer.exchanges
    if isinstance(answer, Fetched):
        return FormFile(text=text, url=url, state="reached", sample=sample)
    status = answer.status if isinstance(answer, Unreached) else None
    reason = answer.reason.value if isinstance(answer, Unreached) else "not_modified"
    return FormFile(
        text=text, url=url, state="dead" if status in GONE else "not_told", reason=reason, sample=sample
    )


def _addresses(site: Site, key: str) -> list[str]:
    value = site.guides.get(key, [])
    return [value] if isinstance(value, str) else [str(one) for one in value]


PROBE = Probe(Settings, run, duty=BOARDS, every_days=7, kinds=(GuideForms,))
