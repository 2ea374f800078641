"""Walking a column's list back in time, page by page (往期清单): for the ledger, never for a verdict."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from monitor.domain.content import ListState
from monitor.domain.ledger import is_newest_first, oldest_in_order
from monitor.domain.observation import Exchange, Listing, Observation, OlderPage
from monitor.domain.site import Column, Site
from probes._list_elsewhere import ask_list
from probes.adapters._adapter import Adapter, discover
from probes.base import Tools
from probes.http.base import Answer, Fetched, Unreached
from probes.pages.readings import asked_list, older_page, request_of, unread_listing, way_in
from probes.wall.base import ReaderBroke


@dataclass(frozen=True, slots=True)
class Start:
    """Where a walk begins or goes on: the page's number and, where pages have addresses, its address."""

    page: int = 1
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """One page as it was read."""

    listing: Listing
    url: str
    following: str = ""
    has_more: bool | None = None  #: None: nothing tells
    exchanges: tuple[Exchange, ...] = ()


async def walk(
    site: Site, column: Column, tools: Tools, *, since: date, start: Start, most: int
) -> AsyncIterator[Observation[OlderPage]]:
    """
    The pages of *column*'s list from *start* on, until an item older than *since*, the list's end, or *most* pages.

    A list that does not run from new to old is known only at its end. A page that cannot be read, or is empty though more should
    follow, ends the walk with its reason. One that repeats what this walk has met ends it too:
    such a server ignores the number of the page.
    """
    met: set[str] = set()
    by_day = True  #: the list runs from new to old, as far as it was seen
    number, address = start.page, start.url or column.url
    through, first = (None, None) if start.url else await _open(site, column, tools)
    for _ in range(most):
        at = tools.clock()
        if through is not None:
            page = await _asked(site, column, through, number, tools)
        else:
            page = await _read(column, address, first or await _ask(site, address, tools), tools)
            first = None
        urls = {item.url for item in page.listing.items}
        by_day = by_day and is_newest_first(page.listing.items)
        repeats = bool(urls) and urls <= met
        reached, reason = _end(page, since, repeats=repeats, first=number == 1, by_day=by_day)
        yield Observation(
            subject=site.id,
            part=column.id,
            at=at,
            facts=OlderPage(
                state=page.listing.state,
                items=page.listing.items,
                page=number,
                url=page.url,
                following=page.following,
                through=through.name if through else "",
                since=since,
                reached=reached,
                reason=reason,
            ),
            exchanges=page.exchanges,
        )
        if reached or reason:
            return
        met |= urls
        number, address = number + 1, page.following


def _end(page: _Page, since: date, *, repeats: bool, first: bool, by_day: bool) -> tuple[bool, str]:
    """Whether the goal is reached, and else why the walk cannot go on; both empty: it goes on."""
    listing = page.listing
    if listing.state is ListState.BLANK:
        return (False, "page_blank") if page.has_more else (True, "")
    if listing.state is not ListState.ITEMS:
        return False, listing.reason or listing.state.value
    oldest = oldest_in_order(listing.items)
    if by_day and oldest is not None and oldest < since:
        return True, ""
    if repeats:
        return False, "page_repeats"
    if page.has_more is None:
        # behind page 1 the pager is understood, so its silence is the end
        return (False, "pager_not_understood") if first else (True, "")
    return not page.has_more, ""


@dataclass(frozen=True, slots=True)
class _Through:
    """A list behind an adapter: whom to ask, with what."""

    name: str
    options: Mapping[str, Any]
    url: str

    @property
    def adapter(self) -> Adapter:
        return discover()[self.name]


async def _open(site: Site, column: Column, tools: Tools) -> tuple[_Through | None, Answer | None]:
    """
    The column's own page, and the adapter that the configuration names or the page betrays.

    No adapter: the pages hold the list, and this is the first of them.
    """
    answer = await _ask(site, column.url, tools)
    if not isinstance(answer, Fetched):
        return None, answer
    found = await tools.wall.read(way_in, answer.text, answer.final_url, column.list, tools.clock())
    if found is None or isinstance(found, ReaderBroke):
        return None, answer
    return _Through(found.name, found.options, answer.final_url), None


async def _ask(site: Site, url: str, tools: Tools) -> Answer:
    return await tools.fetch(url, allowed_hosts=site.allowed_hosts, attempts=2)


async def _read(column: Column, url: str, answer: Answer, tools: Tools) -> _Page:
    """A page of its own address."""
    if not isinstance(answer, Fetched):
        reason = answer.reason.value if isinstance(answer, Unreached) else "not_modified"
        listing = Listing(state=ListState.UNREACHED, reason=reason)
        return _Page(listing=listing, url=url, exchanges=answer.exchanges)
    found = await tools.wall.read(older_page, answer.text, answer.final_url, column.list, tools.clock())
    if isinstance(found, ReaderBroke):
        return _Page(listing=unread_listing(found), url=url, exchanges=answer.exchanges)
    has_more = True if found.following else False if _is_whole(found.listing) or found.ends else None
    return _Page(
        listing=found.listing,
        url=url,
        following=found.following,
        has_more=has_more,
        exchanges=answer.exchanges,
    )


async def _asked(site: Site, column: Column, through: _Through, number: int, tools: Tools) -> _Page:
    """Page *number* of a list that is asked for at its own address."""
    options = {**through.options, "page": number}
    ask = await tools.wall.read(request_of, through.name, options, through.url)
    if isinstance(ask, ReaderBroke):
        return _Page(listing=unread_listing(ask), url=through.url)
    if ask is None or (number > 1 and not through.adapter.paged):
        return await _read(column, column.url, await _ask(site, column.url, tools), tools)
    answer = await ask_list(ask, site.allowed_hosts, tools.fetch)
    if not isinstance(answer, Fetched):
        reason = answer.reason.value if isinstance(answer, Unreached) else "not_modified"
        listing = Listing(state=ListState.UNREACHED, reason=f"list_unanswered:{reason}")
        return _Page(listing=listing, url=ask.url, exchanges=answer.exchanges)
    listing = unread_listing(
        await tools.wall.read(asked_list, through.name, answer.text, through.url, options, tools.clock())
    )
    if number > 1 and listing.state is ListState.UNREADABLE and listing.reason == "adapter_found_nothing":
        listing = Listing(state=ListState.BLANK, total=listing.total)  # past its last page it sends no rows
    return _Page(
        listing=listing,
        url=ask.url,
        has_more=not _is_whole(listing) if through.adapter.paged else False if _is_whole(listing) else None,
        exchanges=answer.exchanges,
    )


def _is_whole(listing: Listing) -> bool:
    """Whether the page holds as many items as the list has by its own count."""
    return listing.total is not None and listing.total <= len(listing.items)
