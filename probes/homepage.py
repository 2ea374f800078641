"""A site's homepage and the newest items it leads to (首页更新)."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from monitor.domain.content import Dated, DatePlace, Item, ListState
from monitor.domain.observation import Exchange, Homepage, Observation
from monitor.domain.reach import Reason
from monitor.domain.site import Site
from monitor.domain.timing import DAY, day_of
from probes._articles import candidates, needs_reading, read_one
from probes._same_page import page_digest
from probes.availability import judged
from probes.base import COLUMNS, Probe, Tools
from probes.http.base import Fetched, NotModified, Unreached
from probes.http.links import host_of
from probes.pages.listing.homepage import NO_LINKS, is_of_picture
from probes.pages.readings import home_page, listing_of, says_all
from probes.wall.base import ReaderBroke

#: A confirmed item this young settles the day; no more pages are asked for.
YOUNG = 7 * DAY


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """`probe.homepage = {…}`"""

    articles: int = 12  #: article pages read in one run, fewer once a young one is confirmed
    second_level: int = 30  #: pages below a navigation homepage read in one run


async def run(site: Site, settings: Settings, tools: Tools) -> AsyncIterator[Observation[Any]]:
    """
    Read the homepage, then the newest items it leads to, until one is confirmed to be young; last those to which a picture alone leads.

    Where it only leads to columns, the pages one level below are read for their items.
    """
    at = tools.clock()
    home = await _look(site, settings, tools, at)
    yield home
    if home.facts.state is not ListState.ITEMS:
        return
    today, asked = day_of(at), 0
    for item in sorted(candidates(home.facts.items, at), key=is_of_picture):
        reading = tools.known.reading(item.url)
        if needs_reading(item, tools):
            if asked >= settings.articles:
                return
            asked += 1
            look = await read_one(site, item.url, tools)
            yield look
            facts_read = look.facts
        elif reading is not None:
            facts_read = reading.facts
        else:
            continue
        published = facts_read.published
        if (
            isinstance(published, Dated)
            and published.place is not DatePlace.URL
            and today - YOUNG <= published.on <= today
        ):
            return


async def _look(site: Site, settings: Settings, tools: Tools, at: datetime) -> Observation[Homepage]:
    """What the homepage shows, with the pages below it where it only leads to columns."""
    known = tools.known.homepage()
    # Where its items stand on it and were read; one that did not open the last time stays for nobody as it was.
    itself = (
        known is not None
        and known.facts.state is ListState.ITEMS
        and not (known.facts.navigation or known.facts.frames)
    )
    answer = await tools.fetch(
        site.url,
        allowed_hosts=site.allowed_hosts,
        attempts=2,
        validators=tools.known.validators(site.url) if itself else None,
    )
    exchanges, repeats, page = answer.exchanges, "", ""
    if isinstance(answer, NotModified) and known is not None:
        facts, repeats = known.facts, known.id
    elif isinstance(answer, Fetched):
        page = page_digest(answer, site.allowed_hosts, site.navigation)
        if itself and known is not None and page == tools.known.page(site.url):
            facts, repeats = known.facts, known.id
        elif await _is_anothers(answer, site, tools):
            facts, page = Homepage(state=ListState.UNREADABLE, reason=Reason.WRONG_SITE.value), ""
        else:
            facts, lasts = await _read(answer, site, tools, at)
            page = page if lasts and not facts.frames else ""
            if facts.frames:
                facts, more = await _framed(site, facts, tools, at)
                exchanges += more
            if facts.navigation or site.navigation:
                facts, more = await _second_level(site, facts, settings, tools)
                exchanges, page = exchanges + more, ""
    else:
        reason = answer.reason.value if isinstance(answer, Unreached) else "not_modified"
        facts = Homepage(state=ListState.UNREACHED, reason=reason)
    return Observation(subject=site.id, at=at, facts=facts, exchanges=exchanges, repeats=repeats, page=page)


async def _is_anothers(answer: Fetched, site: Site, tools: Tools) -> bool:
    """Whether what the page says is not the site's."""
    reason, _ = await judged(answer, site, tools.wall)
    return reason is Reason.WRONG_SITE


async def _read(answer: Fetched, site: Site, tools: Tools, at: datetime) -> tuple[Homepage, bool]:
    """What the page says, and whether it says the same at any later time."""
    found = await tools.wall.read(home_page, answer.text, answer.final_url, site.allowed_hosts, at)
    if isinstance(found, ReaderBroke):
        return Homepage(state=ListState.UNREADABLE, reason=found.reason), False
    return found


async def _framed(
    site: Site, facts: Homepage, tools: Tools, at: datetime
) -> tuple[Homepage, tuple[Exchange, ...]]:
    """The items and menus of the pages in its frames too; a frame that cannot be read, or not whole, is named."""
    items = {one.url or one.title: one for one in facts.items}
    below, leads_only = dict.fromkeys(facts.second_level), facts.navigation or not facts.items
    unread = [one for one in facts.unread_pages if one not in facts.frames]
    exchanges: tuple[Exchange, ...] = ()
    for url in facts.frames:
        answer = await tools.fetch(url, allowed_hosts=(*site.allowed_hosts, host_of(url)), attempts=2)
        exchanges += answer.exchanges
        if not isinstance(answer, Fetched):
            unread.append(url)
            continue
        inside, _ = await _read(answer, site, tools, at)
        is_whole = inside.state is ListState.ITEMS or inside.reason == NO_LINKS
        is_read = is_whole and not (inside.script_blocks or inside.frames)
        leads_on = inside.navigation or not inside.items
        if is_read and leads_on:
            is_read = await tools.wall.read(says_all, answer.text, bool(inside.second_level)) is True
        if not is_read:
            unread.append(url)
        unread += [one for one in inside.unread_pages if one not in inside.frames]
        for one in inside.items:
            items.setdefault(one.url or one.title, one)
        below |= dict.fromkeys(inside.second_level)
        leads_only = leads_only and leads_on
    found = replace(
        facts,
        items=tuple(items.values()),
        second_level=tuple(below),
        navigation=leads_only and bool(items or below),
        unread_pages=tuple(unread),
    )
    return found, exchanges


async def _second_level(
    site: Site, facts: Homepage, settings: Settings, tools: Tools
) -> tuple[Homepage, tuple[Exchange, ...]]:
    """The items of the pages one level below; a page that cannot be read is named."""
    items: list[Item] = list(facts.items)
    unread: list[str] = [*facts.unread_pages, *facts.second_level[settings.second_level :]]
    exchanges: tuple[Exchange, ...] = ()
    for url in facts.second_level[: settings.second_level]:
        answer = await tools.fetch(url, allowed_hosts=site.allowed_hosts, attempts=2)
        exchanges += answer.exchanges
        if not isinstance(answer, Fetched):
            unread.append(url)
            continue
        listing = await listing_of(tools.wall, answer.text, answer.final_url, None, tools.clock())
        if listing.state is ListState.UNREADABLE:
            unread.append(url)
        items += listing.items
    found = replace(
        facts, state=ListState.ITEMS, items=tuple(items), navigation=True, unread_pages=tuple(unread)
    )
    return found, exchanges


PROBE = Probe(Settings, run, duty=COLUMNS, kinds=(Homepage,))
