"""Confirming items on their own pages: the newest first, and no page without a reason."""

from collections.abc import AsyncIterator, Iterable, Sequence
from datetime import date, datetime
from urllib.parse import urlsplit

from monitor.domain.content import Dated, Item, Unreadable, is_direct_file
from monitor.domain.observation import Look, Reading
from monitor.domain.site import Site
from monitor.domain.timing import DAY, day_of
from probes._article import read_article
from probes._fetch import Fetched, NotModified
from probes._probe import Tools

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


async def read_articles(
    site: Site, items: Sequence[Item], tools: Tools, most: int, read: set[str]
) -> AsyncIterator[Look[Reading]]:
    """Read at most *most* of *items*; *read* holds the addresses that this run has read already."""
    done = 0
    for item in items:
        if done >= most:
            return
        if item.url in read or not needs_reading(item, tools):
            continue
        read.add(item.url)
        done += 1
        yield await read_one(site, item.url, tools)


async def read_one(site: Site, url: str, tools: Tools) -> Look[Reading]:
    """One article page, read; a page that cannot be had is unreadable, with the reason."""
    at = tools.clock()
    host = urlsplit(url).hostname or ""
    answer = await tools.fetch(url, allowed_hosts=(*site.allowed_hosts, host), attempts=2)
    if isinstance(answer, Fetched):
        reading = read_article(answer.text, url, now=at)
        if "meta_refresh" in answer.remarks and answer.final_url.rstrip("/") in url:
            reading = Reading(
                url=url, published=Unreadable("removed: the page sends its reader to the column")
            )
        return Look(subject=site.id, part=url, at=at, facts=reading, exchanges=answer.exchanges)
    why = "not_modified" if isinstance(answer, NotModified) else answer.reason.value
    reading = Reading(url=url, published=Unreadable(why))
    return Look(subject=site.id, part=url, at=at, facts=reading, exchanges=answer.exchanges)
