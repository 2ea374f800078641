"""Every service guide of a site (办事指南), each read for what it lacks."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from typing import Any

from monitor.domain.content import Guide, GuidesState
from monitor.domain.observation import Exchange, Guides, Observation
from monitor.domain.site import Site
from probes.base import BOARDS, Probe, Tools
from probes.http.base import Fetched, Unreached
from probes.pages.guide.guide import guide_id, read_guide
from probes.pages.readings import guide_list
from probes.wall.base import ReaderBroke


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """`probe.guides = {…}`"""

    pages: int = 50  #: list pages read in one run
    sample: int = 200  #: guides read in one run; what is left over is enumerated and stays undecided


@dataclass(slots=True)
class _Found:
    """Guides by address, as the lists name them."""

    titles: dict[str, str]
    total: int | None = None
    ended: bool = True
    reason: str = ""


async def run(site: Site, settings: Settings, tools: Tools) -> AsyncIterator[Observation[Any]]:
    """
    Enumerate the guides at `guides.list` (one address or several) and read them.

    Options: `list`, `pattern` (what guides' addresses match) or `item` (a CSS selector for their links), `urls`
    (more guides), `total` (how many the office says there are), `complete` (its word that the lists show all).
    Complete needs every list read to its end and as many guides as the total says. Silent for a site that
    owes no guides.
    """
    if not site.public_services:
        return
    at = tools.clock()
    exchanges: list[Exchange] = []
    facts = await _look(site, settings, tools, exchanges)
    yield Observation(subject=site.id, part="guides", at=at, facts=facts, exchanges=tuple(exchanges))


async def _look(site: Site, settings: Settings, tools: Tools, exchanges: list[Exchange]) -> Guides:
    lists, urls = _addresses(site.guides, "list"), _addresses(site.guides, "urls")
    if not lists and not urls:
        return Guides(state=GuidesState.UNCONFIGURED)
    found = _Found(titles=dict.fromkeys(urls, ""))
    totals: list[int | None] = []
    for one in lists:
        before = len(found.titles)
        total = await _enumerate(site, one, settings, tools, found, exchanges)
        totals.append(total)
        if total is not None and len(found.titles) - before > total:
            found.reason = found.reason or "total_not_met"
    declared = site.guides.get("total")
    found.total = int(declared) if isinstance(declared, int) else _sum(totals, len(urls))
    if not found.titles:
        blank = found.ended and found.total == 0
        state = GuidesState.BLANK if blank else (GuidesState.UNREACHED if found.reason.startswith("unreached") else GuidesState.UNREADABLE)  # fmt: skip
        return Guides(state=state, total=found.total, complete=blank, reason=found.reason or ("" if blank else "no_guides_recognised"))  # fmt: skip
    guides = [
        await _read(site, url, title, tools, exchanges)
        for url, title in list(found.titles.items())[: settings.sample]
    ]
    rest = [
        Guide(id=guide_id(url), url=url, title=title, is_read=False, reason="not_in_the_sample")
        for url, title in list(found.titles.items())[settings.sample :]
    ]
    complete, reason = _complete(site.guides, found)
    return Guides(
        state=GuidesState.GUIDES, guides=(*guides, *rest), total=found.total, complete=complete, reason=reason
    )


def _complete(options: Mapping[str, Any], found: _Found) -> tuple[bool, str]:
    if not found.ended or found.reason:
        return False, found.reason
    if options.get("complete") is True:
        return True, ""
    if found.total is None:
        return False, "no_total"
    met = found.total == len(found.titles)
    return met, "" if met else f"total_not_met:{len(found.titles)}/{found.total}"


async def _enumerate(
    site: Site, start: str, settings: Settings, tools: Tools, found: _Found, exchanges: list[Exchange]
) -> int | None:
    """Guides of one list, page after page; its own total, where it states one."""
    url, total = start, None
    for number in range(1, settings.pages + 1):
        answer = await tools.fetch(url, allowed_hosts=site.allowed_hosts, attempts=2)
        exchanges += answer.exchanges
        if not isinstance(answer, Fetched):
            why = answer.reason.value if isinstance(answer, Unreached) else "not_modified"
            found.ended, found.reason = False, f"unreached:{why}"
            return total
        page = await tools.wall.read(guide_list, answer.text, answer.final_url, site.guides)
        if isinstance(page, ReaderBroke):
            found.ended, found.reason = False, page.reason
            return total
        total, links = page.total if total is None else total, page.links
        new = [one for one in links if one not in found.titles]
        found.titles.update({one: links[one] for one in new})
        if not page.following or (not new and number > 1):
            return total
        url = page.following
    found.ended, found.reason = False, "page_limit"
    return total


async def _read(site: Site, url: str, title: str, tools: Tools, exchanges: list[Exchange]) -> Guide:
    answer = await tools.fetch(url, allowed_hosts=site.allowed_hosts, attempts=2)
    exchanges += answer.exchanges
    if isinstance(answer, Fetched):
        read = await tools.wall.read(read_guide, answer.text, url, title)
        if not isinstance(read, ReaderBroke):
            return read
        return Guide(id=guide_id(url), url=url, title=title, is_read=False, reason=read.reason)
    why = answer.reason.value if isinstance(answer, Unreached) else "not_modified"
    return Guide(id=guide_id(url), url=url, title=title, is_read=False, reason=why)


def _addresses(options: Mapping[str, Any], key: str) -> list[str]:
    value = options.get(key, [])
    return [value] if isinstance(value, str) else [str(one) for one in value]


def _sum(totals: list[int | None], more: int) -> int | None:
    """All lists' totals and the addresses given beside them; None when any list states none."""
    known = [one for one in totals if one is not None]
    return sum(known) + more if len(known) == len(totals) else None


PROBE = Probe(Settings, run, duty=BOARDS, kinds=(Guides,))
