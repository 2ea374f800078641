"""Every column of a site, and the article pages that its newest items lead to (栏目更新)."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from monitor.domain.content import ListState
from monitor.domain.observation import Exchange, Listing, Observation, Reading
from monitor.domain.reach import Reason
from monitor.domain.site import Column, ColumnKind, Frequency, Site
from monitor.domain.timing import DAY, day_of
from probes._articles import candidates, confirm
from probes._list_elsewhere import list_elsewhere
from probes._net import broken
from probes._same_page import page_digest
from probes.base import COLUMNS, Probe, Tools
from probes.http.base import Fetched, NotModified, Render, Unreached
from probes.http.links import host_of, is_front_page, page_key, with_fragment
from probes.http.sight import title_of
from probes.pages.readings import column_page, listing_of, unread_listing
from probes.wall.base import ReaderBroke

#: At least as long as the clauses allow, so that no month's length matters.
_WINDOWS = {
    Frequency.WEEKLY: 7 * DAY,
    Frequency.BIWEEKLY: 14 * DAY,
    Frequency.MONTHLY: 31 * DAY,
    Frequency.QUARTERLY: 92 * DAY,
    Frequency.SEMIANNUAL: 184 * DAY,
    Frequency.ANNUAL: 366 * DAY,
    Frequency.FIVE_YEARLY: 1827 * DAY,
}
#: A column that leads to the homepage: its rows are not the column's.
_SENT_HOME = Listing(state=ListState.UNREADABLE, reason="sent_to_homepage")
_FIGURES = dict.fromkeys(map(ord, "0123456789"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """`probe.columns = {…}`"""

    articles: int = 5  #: article pages read for one column in one run


async def run(site: Site, settings: Settings, tools: Tools) -> AsyncIterator[Observation[Any]]:
    """
    Read each column's listing, then confirm its newest items on their own pages.

    A listing that the server calls unchanged stands as it was. Retired columns are not asked.
    """
    read: dict[str, Reading] = {}
    for column in sorted(site.columns, key=lambda one: not _was_left(one, tools)):
        if not column.url or (column.retired is not None and column.retired <= day_of(tools.clock())):
            continue
        look = await read_column(site, column, tools)
        yield look
        if look.facts.state is ListState.ITEMS:
            since = day_of(tools.clock()) - _window(column)
            newest = candidates(look.facts.items, tools.clock())
            async for reading in confirm(site, newest, tools, since=since, most=settings.articles, read=read):
                yield reading


def _was_left(column: Column, tools: Tools) -> bool:
    """Whether the night's requests were spent before it: it goes first then."""
    known = tools.known.listing(column.id)
    return known is not None and known.facts.reason == Reason.NIGHT_BUDGET.value


async def read_column(site: Site, column: Column, tools: Tools) -> Observation[Listing]:
    """One column's listing as it stands now."""
    at = tools.clock()
    known = tools.known.listing(column.id)
    # A shell that is the same says nothing of the list that its script asks for.
    itself = known is not None and known.facts.state is ListState.ITEMS and not known.facts.through
    answer = await tools.fetch(
        column.url,
        allowed_hosts=site.allowed_hosts,
        validators=tools.known.validators(column.url) if itself else None,
        accept="any" if column.kind is ColumnKind.LINK else "page",
        attempts=2,
    )
    exchanges, repeats, page = answer.exchanges, "", ""
    if isinstance(answer, NotModified) and known is not None:
        facts, repeats = known.facts, known.id
    elif isinstance(answer, Fetched):
        page = page_digest(answer, column.url, column.list) if column.kind is not ColumnKind.LINK else ""
        if column.kind is ColumnKind.LINK:
            facts = Listing(state=ListState.ALIVE)
        elif itself and known is not None and page == tools.known.page(column.url):
            facts, repeats = known.facts, known.id
        else:
            found = await _listing(answer, column, site, tools, at)
            facts, exchanges = found.listing, exchanges + found.more
            page = page if found.lasting else ""
    else:
        reason = answer.reason.value if isinstance(answer, Unreached) else "not_modified"
        facts = Listing(state=ListState.UNREACHED, reason=reason)
    return Observation(
        subject=site.id, part=column.id, at=at, facts=facts, exchanges=exchanges, repeats=repeats, page=page
    )


@dataclass(frozen=True, slots=True)
class _Found:
    """A column's list, what else was asked for it, and whether its page says the same at any later time."""

    listing: Listing
    more: tuple[Exchange, ...] = ()
    lasting: bool = False


async def _listing(answer: Fetched, column: Column, site: Site, tools: Tools, at: datetime) -> _Found:
    """What a column's page leads to; what breaks our own code leaves it unreadable."""
    try:
        return await _read(answer, column, site, tools, at)
    except Exception as error:
        return _Found(Listing(state=ListState.UNREADABLE, reason=broken(error, column.id)))


async def _read(answer: Fetched, column: Column, site: Site, tools: Tools, at: datetime) -> _Found:
    """From the page itself, or through the adapter that the configuration names or the page betrays."""
    address = with_fragment(answer.final_url, column.url)
    if _was_sent_home(column.url, address, site.url):
        return _Found(_SENT_HOME)
    page = await tools.wall.read(column_page, answer.text, address, column.list, at)
    if isinstance(page, ReaderBroke):
        return _Found(unread_listing(page))
    if page.through is not None and page.through.ask is not None:
        hosts, fetch, wall = site.allowed_hosts, tools.fetch, tools.wall
        return _Found(*await list_elsewhere(page.through, page.through.ask, answer, hosts, fetch, wall, at))
    if page.listing.state is ListState.ITEMS and await _is_homepage(answer, column, site, tools):
        return _Found(_SENT_HOME)
    if page.following:
        return _Found(*await _beyond_pins(page.listing, page.following, site, tools, at))
    if page.listing.state is ListState.UNREADABLE and column.browser and tools.render is not None:
        return _Found(*await _in_browser(column, tools.render, tools, at))
    return _Found(page.listing, lasting=page.lasting)


def _was_sent_home(asked: str, there: str, home: str) -> bool:
    """Whether who asks for a column is sent to the homepage of its host or site, whose rows are not the column's."""
    if page_key(there) == page_key(home) != page_key(asked) and "#" not in there:
        return True
    hosts = (host_of(asked), host_of(home))
    return is_front_page(there) and not is_front_page(asked) and host_of(there) in hosts


async def _is_homepage(answer: Fetched, column: Column, site: Site, tools: Tools) -> bool:
    """
    Whether a column's address gives the homepage itself, as many servers do for what is not there.

    Only a page that is titled like the site and not like the column is held against the homepage; figures (days,
    counters) aside they are the same then.
    """
    title = title_of(answer.text)
    named = any(name in title for name in (site.name, *site.title_mark))
    if not named or column.name.rpartition("/")[2] in title or is_front_page(column.url):
        return False
    home = await tools.fetch(site.url, allowed_hosts=site.allowed_hosts, attempts=2)
    if not isinstance(home, Fetched) or home.final_url == column.url:
        return False
    return home.text.translate(_FIGURES) == answer.text.translate(_FIGURES)


async def _in_browser(
    column: Column, render: Render, tools: Tools, at: datetime
) -> tuple[Listing, tuple[Exchange, ...]]:
    """The last resort that a person allowed for this column."""
    answer = await render(column.url)
    if isinstance(answer, Unreached):
        reason = f"browser:{answer.detail or answer.reason}"
        return Listing(state=ListState.UNREADABLE, reason=reason, through="browser"), answer.exchanges
    shown = answer.final_url.partition("#")[0]  # its route was gone by
    listing = await listing_of(tools.wall, answer.text, shown, column.list, at)
    return replace(listing, through="browser"), answer.exchanges


async def _beyond_pins(
    listing: Listing, following: str, site: Site, tools: Tools, at: datetime
) -> tuple[Listing, tuple[Exchange, ...]]:
    """A first page of pinned items only says nothing of the newest: the second is read too."""
    answer = await tools.fetch(following, allowed_hosts=site.allowed_hosts, attempts=2)
    if isinstance(answer, Fetched):
        more = await listing_of(tools.wall, answer.text, answer.final_url, None, at)
        listing = replace(listing, items=listing.items + more.items, pages=2)
    return listing, answer.exchanges


def _window(column: Column) -> timedelta:
    """How far back an item of this column may still count: what is older need not be confirmed."""
    if column.frequency is not None and column.frequency is not Frequency.REALTIME:
        return _WINDOWS[column.frequency]
    return _WINDOWS[Frequency.BIWEEKLY if column.kind is ColumnKind.NEWS else Frequency.SEMIANNUAL]


PROBE = Probe(Settings, run, duty=COLUMNS, kinds=(Listing,))
