"""A site's configured columns against its live pages (栏目核对): what agrees, what lies elsewhere, what nobody finds."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from monitor.domain.content import ListState
from monitor.domain.site import Column, ColumnKind, Site
from monitor.domain.timing import Clock
from monitor.regulations.catalogue import bare
from probes.http.base import Fetch, Fetched, Unreached
from probes.http.links import page_key
from probes.http.sight import title_of
from probes.pages.listing.discover import Proposal, propose_columns
from probes.pages.readings import listing_of
from probes.wall.base import ReaderBroke, Wall

#: So many pages of one name are looked at, for the newest day on their lists.
LOOKED_AT = 3


class Found(StrEnum):
    """What became of one column (核对结果)."""

    AGREES = (
        "agrees"  #: its page opens, bears its name, and holds a list or leads elsewhere as a link column may
    )
    FRESHER = "fresher"  #: as it agrees, and another page of the site bears the name and holds newer rows
    OTHER_NAME = "other_name"  #: its page opens and its title names something else
    NO_LIST = "no_list"  #: its page opens and no list could be read on it
    UNREACHED = "unreached"  #: its page does not open
    PROPOSED = "proposed"  #: no address is configured, one page of the site bears the name
    SEVERAL = "several"  #: no address is configured, and several pages bear the name: a person chooses
    NOT_FOUND = "not_found"  #: no address is configured, and no page that was looked at bears the name


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A page of the site, by the words that lead to it."""

    name: str
    url: str
    topic: str = ""  #: name of the page on which the link stands; "" on the homepage
    newest: date | None = None  #: day of the newest row of its list, where it was looked at


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One column, compared."""

    column: Column
    found: Found
    title: str = ""  #: of its page
    newest: date | None = None  #: day of the newest row that states one
    why: str = ""  #: the reason where its page does not open, or has no list
    links: tuple[Link, ...] = ()  #: pages that bear its name and have another address


async def compare(
    site: Site, fetch: Fetch, wall: Wall, clock: Clock, *, most: int, progress: Callable[[str], None]
) -> list[Compared] | str:
    """
    Look at the homepage, at *most* pages that it leads to, and at every configured column, one after the other.

    Nothing is stored. Where the homepage does not open, the answer is the reason.
    """
    home = await fetch(site.url, allowed_hosts=site.allowed_hosts)
    if not isinstance(home, Fetched):
        return home.reason.value if isinstance(home, Unreached) else "not_modified"
    links = [Link(name=one.name, url=one.url) for one in await _proposals(home, site, wall)]
    topics = {_topic(one) for one in site.columns} - {""}
    for one in sorted(links, key=lambda link: link.name not in topics)[:most]:
        progress(one.name)
        page = await fetch(one.url, allowed_hosts=site.allowed_hosts)
        if isinstance(page, Fetched):
            below = await _proposals(page, site, wall)
            links += [Link(name=deeper.name, url=deeper.url, topic=one.name) for deeper in below]
    repeated = {name for name, many in Counter(_last(one) for one in site.columns).items() if many > 1}
    compared = []
    for column in site.columns:
        progress(column.name)
        compared.append(await _compare(column, site, matching(column, links, repeated), fetch, wall, clock))
    return compared


def matching(column: Column, links: Sequence[Link], repeated: set[str]) -> tuple[Link, ...]:
    """
    The links that bear the name of *column*, one an address.

    A name that several columns bear (*repeated*) is not enough: the page on which the link stands must bear the
    topic, since a wrong row is worse than none.
    """
    name, topic, found = _last(column), _topic(column), dict[str, Link]()
    for link in links:
        if bare(link.name) != bare(name):
            continue
        if name in repeated and bare(link.topic) != bare(topic):
            continue
        found.setdefault(page_key(link.url), link)
    under = [one for one in found.values() if topic and bare(one.topic) == bare(topic)]
    return tuple(under or found.values())


async def _compare(
    column: Column, site: Site, links: Sequence[Link], fetch: Fetch, wall: Wall, clock: Clock
) -> Compared:
    async def seen(several: Sequence[Link]) -> tuple[Link, ...]:
        """The links, the first ones with the newest day of their lists, the freshest of these first."""
        looked = [
            replace(one, newest=await _newest(one.url, site, column, fetch, wall, clock)) for one in several[:LOOKED_AT]
        ]  # fmt: skip
        looked.sort(key=lambda one: one.newest or date.min, reverse=True)
        return (*looked, *several[LOOKED_AT:])

    if not column.url:
        found = {0: Found.NOT_FOUND, 1: Found.PROPOSED}.get(len(links), Found.SEVERAL)
        return Compared(column=column, found=found, links=await seen(links))
    others = await seen([one for one in links if page_key(one.url) != page_key(column.url)])
    page = await fetch(column.url, allowed_hosts=site.allowed_hosts)
    if not isinstance(page, Fetched):
        why = page.reason.value if isinstance(page, Unreached) else "not_modified"
        return Compared(column=column, found=Found.UNREACHED, why=why, links=others)
    said = await wall.read(title_of, page.text)
    title = "" if isinstance(said, ReaderBroke) else said
    listing = await listing_of(wall, page.text, page.final_url, column.list, clock())
    newest = max((item.on for item in listing.items if item.on), default=None)
    if listing.state not in (ListState.ITEMS, ListState.BLANK) and column.kind is not ColumnKind.LINK:
        found = Found.NO_LIST
    elif title and not _is_named(column, title) and not len(others) < len(links):
        found = Found.OTHER_NAME
    else:
        others = tuple(one for one in others if one.newest is not None and one.newest > (newest or date.min))
        found = Found.FRESHER if others else Found.AGREES
    return Compared(column=column, found=found, title=title, newest=newest, why=listing.reason, links=others)


async def _newest(
    url: str, site: Site, column: Column, fetch: Fetch, wall: Wall, clock: Clock
) -> date | None:
    """The newest day that the list at *url* states; None where there is none, or it does not open."""
    page = await fetch(url, allowed_hosts=site.allowed_hosts)
    if not isinstance(page, Fetched):
        return None
    listing = await listing_of(wall, page.text, page.final_url, column.list, clock())
    return max((item.on for item in listing.items if item.on), default=None)


async def _proposals(page: Fetched, site: Site, wall: Wall) -> Sequence[Proposal]:
    found = await wall.read(propose_columns, page.text, page.final_url, site.allowed_hosts)
    return () if isinstance(found, ReaderBroke) else found


def _is_named(column: Column, title: str) -> bool:
    return any(bare(part) in bare(title) for part in column.name.split("/"))


def _last(column: Column) -> str:
    return column.name.rsplit("/", 1)[-1]


def _topic(column: Column) -> str:
    parts = column.name.split("/")
    return parts[-2] if len(parts) > 1 else ""
