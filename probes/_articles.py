"""Confirming items on their own pages: the newest first, and no page without a reason."""

from collections.abc import AsyncIterator, Iterable, Sequence
from datetime import date, datetime
from urllib.parse import urlsplit

from monitor.domain.content import Dated, Item, Unreadable, is_direct_file
from monitor.domain.observation import Observation, Reading
from monitor.domain.site import Site
from monitor.domain.timing import DAY, day_of
from probes._net import broken
from probes.base import Tools
from probes.http.base import Fetched, NotModified
from probes.http.links import leads_up, page_key
from probes.pages.article.article import read_article
from probes.wall.base import ReaderBroke

#: So many of the newest items are read whatever their listing claims.
SURE = 3
#: A page that could not be read is tried again after so long.
RETRY_AFTER = 1 * DAY
#: An undated page may get its date; it is read again after so long.
REREAD_UNDATED = 7 * DAY


def candidates(items: Iterable[Item], now: datetime) -> list[Item]:
    """Items by what their listing claims, newest first; those without any date come right behind today's."""
    today = day_of(now)
    seen: dict[str, Item] = {}
    for item in items:
        if item.url and not is_direct_file(item.url):
            seen.setdefault(item.url, item)

    def newness(item: Item) -> date:
        return min(item.on, today) if item.on else today

    return sorted(seen.values(), key=newness, reverse=True)


def needs_reading(item: Item, tools: Tools) -> bool:
    """Whether an item's page must be fetched: a day that was confirmed once stays confirmed."""
    known = tools.known.reading(item.url)
    if known is None:
        return True
    if isinstance(known.facts.published, Dated):
        return False
    age = tools.clock() - known.at
    return age >= (RETRY_AFTER if isinstance(known.facts.published, Unreadable) else REREAD_UNDATED)


async def confirm(
    site: Site, items: Sequence[Item], tools: Tools, *, since: date, most: int, read: dict[str, Reading]
) -> AsyncIterator[Observation[Reading]]:
    """
    Read the pages of *items* (newest claim first) that it takes to know the newest one, at most *most*.

    Those are the newest three, and on from there every item without a claimed day or with one since *since*, until
    a confirmed day is as new as the next claim: nothing below can be newer then. *read*: what this run has read
    already, here or for another column; grows.
    """
    today, asked = day_of(tools.clock()), 0
    best: date | None = None
    for n, item in enumerate(items):
        settled = item.on is not None and (item.on < since or (best is not None and best >= item.on))
        if n >= SURE and settled:
            continue
        reading = read.get(item.url)
        if reading is None and needs_reading(item, tools):
            if asked >= most:
                return
            asked += 1
            look = await read_one(site, item.url, tools)
            yield look
            reading = read[item.url] = look.facts
        elif reading is None:
            known = tools.known.reading(item.url)
            reading = known.facts if known is not None else None
        if reading is not None and isinstance(reading.published, Dated) and reading.published.on <= today:
            best = max(best or reading.published.on, reading.published.on)


async def read_one(site: Site, url: str, tools: Tools) -> Observation[Reading]:
    """One article page, read; a page that cannot be had is unreadable, with the reason."""
    at = tools.clock()
    try:
        return await _read_one(site, url, tools, at)
    except Exception as error:
        facts = Reading(url=url, published=Unreadable(broken(error, url)))
        return Observation(subject=site.id, part=url, at=at, facts=facts)


async def _read_one(site: Site, url: str, tools: Tools, at: datetime) -> Observation[Reading]:
    host = urlsplit(url).hostname or ""
    answer = await tools.fetch(url, allowed_hosts=(*site.allowed_hosts, host), attempts=2)
    if isinstance(answer, Fetched):
        found = await tools.wall.read(read_article, answer.text, url, now=at)
        reading = (
            Reading(url=url, published=Unreadable(found.reason)) if isinstance(found, ReaderBroke) else found
        )
        if answer.final_url != url and _is_gone(site, url, answer.final_url):
            reading = Reading(
                url=url, published=Unreadable("removed: the page sends its reader to the column")
            )
        return Observation(subject=site.id, part=url, at=at, facts=reading, exchanges=answer.exchanges)
    why = "not_modified" if isinstance(answer, NotModified) else answer.reason.value
    reading = Reading(url=url, published=Unreadable(why))
    return Observation(subject=site.id, part=url, at=at, facts=reading, exchanges=answer.exchanges)


def _is_gone(site: Site, url: str, there: str) -> bool:
    """Whether who asks for an article is sent to the homepage, to a folder above it or to a column instead."""
    ends_at = page_key(there)
    lists = (one for one in (site.url, *(one.url for one in site.columns)) if "#" not in one)
    return leads_up(url, there) or (ends_at != page_key(url) and ends_at in map(page_key, lists))
