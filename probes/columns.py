"""Every column of a site, and the article pages that its newest items lead to (栏目更新)."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from monitor.domain.content import Item, ListState
from monitor.domain.observation import Exchange, Listing, Look
from monitor.domain.site import Column, ColumnKind, Site
from monitor.domain.timing import day_of
from probes._articles import candidates, read_articles
from probes._fetch import Fetched, NotModified, Unreached
from probes._list import read_list
from probes._probe import Probe, Tools
from probes.adapters._adapter import Adapter, discover


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """`probe.columns = {…}`"""

    articles: int = 5  #: article pages read for one column in one run


async def run(site: Site, settings: Settings, tools: Tools) -> AsyncIterator[Look[Any]]:
    """
    Read each column's listing, then confirm its newest items on their own pages.

    A listing that the server calls unchanged stands as it was. Retired columns are not asked.
    """
    read: set[str] = set()
    for column in site.columns:
        if column.retired is not None and column.retired <= day_of(tools.clock()):
            continue
        look = await read_column(site, column, tools)
        yield look
        if look.facts.state is ListState.ITEMS:
            wanted = _worth_reading(look.facts.items, tools.clock(), settings.articles)
            async for reading in read_articles(site, wanted, tools, settings.articles, read):
                yield reading


async def read_column(site: Site, column: Column, tools: Tools) -> Look[Listing]:
    """One column's listing as it stands now."""
    at = tools.clock()
    known = tools.known.listing(column.id)
    unchanged = known is not None and known.facts.state is ListState.ITEMS
    answer = await tools.fetch(
        column.url,
        allowed_hosts=site.allowed_hosts,
        validators=tools.known.validators(column.url) if unchanged else None,
        accept="any" if column.kind is ColumnKind.LINK else "page",
        attempts=2,
    )
    exchanges = answer.exchanges
    if isinstance(answer, NotModified) and known is not None:
        facts = known.facts
    elif isinstance(answer, Fetched):
        if column.kind is ColumnKind.LINK:
            facts = Listing(state=ListState.ALIVE)
        else:
            facts, more = await _listing(answer, column, site, tools, at)
            exchanges += more
    else:
        reason = answer.reason.value if isinstance(answer, Unreached) else "not_modified"
        facts = Listing(state=ListState.UNREACHED, reason=reason)
    return Look(subject=site.id, part=column.id, at=at, facts=facts, exchanges=exchanges)


async def _listing(
    answer: Fetched, column: Column, site: Site, tools: Tools, at: datetime
) -> tuple[Listing, tuple[Exchange, ...]]:
    """From the page itself, or through the adapter that the configuration names or the page betrays."""
    known = discover()
    if column.list is not None and column.list.adapter is not None:
        adapter = known[column.list.adapter]
        options = {**(adapter.recognise(answer.text, answer.final_url) or {}), **column.list.options}
        return await _through(adapter, options, answer, site, tools, at)
    listing = read_list(answer.text, answer.final_url, source=column.list, now=at)
    if listing.state is ListState.ITEMS:
        return listing, ()
    for adapter in known.values():
        found = adapter.recognise(answer.text, answer.final_url)
        if found is not None:
            return await _through(adapter, found, answer, site, tools, at)
    return listing, ()


async def _through(
    adapter: Adapter, options: Mapping[str, Any], page: Fetched, site: Site, tools: Tools, at: datetime
) -> tuple[Listing, tuple[Exchange, ...]]:
    """What the list's own address answers; recognised and unanswered is unreadable."""
    ask = adapter.request(options, page.final_url)
    if ask is None:
        return adapter.read(page.text, page.final_url, options, at), ()
    answer = await tools.fetch(
        ask.url,
        method=ask.method,
        headers=ask.headers,
        body=ask.body,
        accept="any",
        allowed_hosts=site.allowed_hosts,
        attempts=2,
    )
    if isinstance(answer, Fetched):
        return adapter.read(answer.text, page.final_url, options, at), answer.exchanges
    reason = answer.reason.value if isinstance(answer, Unreached) else "not_modified"
    return Listing(state=ListState.UNREADABLE, reason=f"list_unanswered:{reason}"), answer.exchanges


def _worth_reading(items: tuple[Item, ...], now: datetime, most: int) -> list[Item]:
    """The newest items by what the listing claims; undated rows in page order, as listings run from new to old."""
    ordered = candidates(items, now)
    return ordered[: max(most * 4, 20)]


PROBE = Probe(Settings, run)
