"""A way to ask on line (咨询建言渠道): entry, form, open door. ProbeResult at, never used."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

from monitor.domain.content import ChannelState
from monitor.domain.observation import Channel, Exchange, Observation
from monitor.domain.site import Site
from probes.base import BOARDS, Probe, Tools
from probes.http.base import Fetched, Unreached
from probes.pages.board.form import ChannelForm
from probes.pages.board.form_links import ChannelEntry
from probes.pages.readings import entry_links, form_page
from probes.wall.base import ReaderBroke


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """`probe.channel = {…}`"""

    pages: int = 12  #: pages looked at in one run


async def run(site: Site, settings: Settings, tools: Tools) -> AsyncIterator[Observation[Any]]:
    """
    Look for a form that anybody can fill in: at `consult_urls`, then behind the homepage's entries.

    The first open form proves the channel. Only pages are fetched; no form is ever submitted.
    """
    at = tools.clock()
    exchanges: list[Exchange] = []
    facts = await _search(site, settings, tools, exchanges)
    yield Observation(subject=site.id, part="channel", at=at, facts=facts, exchanges=tuple(exchanges))


async def _search(site: Site, settings: Settings, tools: Tools, exchanges: list[Exchange]) -> Channel:
    broke = ""
    waiting = [ChannelEntry(url=one, text="consult_urls") for one in site.consult_urls]
    home = await tools.fetch(site.url, allowed_hosts=site.allowed_hosts, attempts=2)
    exchanges += home.exchanges
    if isinstance(home, Fetched):
        entries = await tools.wall.read(entry_links, home.text, home.final_url)
        broke = entries.reason if isinstance(entries, ReaderBroke) else ""
        waiting += () if isinstance(entries, ReaderBroke) else entries
    elif not waiting:
        reason = home.reason.value if isinstance(home, Unreached) else "not_modified"
        return Channel(state=ChannelState.UNREACHED, url=site.url, reason=reason)
    seen: set[str] = set()
    tried: list[tuple[str, str]] = []
    while waiting and len(seen) < settings.pages:
        entry = waiting.pop(0)
        if entry.url in seen:
            continue
        seen.add(entry.url)
        answer = await tools.fetch(entry.url, allowed_hosts=site.allowed_hosts, attempts=2)
        exchanges += answer.exchanges
        if not isinstance(answer, Fetched):
            why = answer.reason.value if isinstance(answer, Unreached) else "not_modified"
            tried.append((entry.url, why))
            continue
        page = await tools.wall.read(form_page, answer.text, answer.final_url)
        if isinstance(page, ReaderBroke):
            broke = page.reason
            continue
        form, links = page
        if form.is_open:
            return Channel(state=ChannelState.PRESENT, url=answer.final_url, fields=form.fields)
        tried.append((answer.final_url, _why(form)))
        waiting = [*links, *waiting]
    if broke:  # what a page could not be read for may be the channel
        return Channel(state=ChannelState.UNREACHED, url=site.url, reason=broke)
    return _absent(tried)


def _why(form: ChannelForm) -> str:
    return form.closed or ("form_incomplete" if form.fields else "no_form")


def _absent(tried: list[tuple[str, str]]) -> Channel:
    """Not found when no entry stands anywhere; else broken, with the most telling of what was met."""
    if not tried:
        return Channel(state=ChannelState.NOT_FOUND, reason="no_entry")
    order = ("script_form", "closed", "login_wall", "error_page", "form_incomplete")
    ranked = sorted(tried, key=lambda pair: order.index(pair[1]) if pair[1] in order else len(order))
    url, reason = ranked[0]
    return Channel(state=ChannelState.BROKEN, url=url, reason=reason)


PROBE = Probe(Settings, run, duty=BOARDS, kinds=(Channel,))
