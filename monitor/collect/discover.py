"""A whole site looked through for what is worth watching (网站栏目发现): columns, boards, guides, accounts. Stores nothing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlsplit

from monitor.domain.content import ListState
from monitor.domain.site import ColumnKind
from monitor.domain.timing import Clock
from monitor.regulations.catalogue import matching
from probes.http.base import Fetch, Fetched, Unreached
from probes.pages.listing.discover import Proposal, propose_columns, propose_mark
from probes.pages.listing.features import Features, FoundAccount, FoundPage, find_features, is_board
from probes.pages.readings import listing_of
from probes.wall.base import ReaderBroke, Wall

#: Links of one page that may be columns; what a portal's front page has at the most.
MOST_LINKS = 300
#: Hears what is looked at: its name, so many pages done, of so many known so far.
Observer = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundColumn:
    """One page that may be a column, as it was seen."""

    id: str
    name: str
    topic: str  #: name of the page on which its link stands; "" on the homepage
    url: str
    kind: str
    top_level: bool
    state: str  #: items | blank | unreadable | unreached
    items: int
    newest: str  #: day of the newest row that states one; ""
    why: str  #: reason where it has no list
    catalogue: str  #: row of annex 2 that bears topic and name; ""
    frequency: str
    owner: str  #: unit of that row, as printed


@dataclass(frozen=True, slots=True, kw_only=True)
class Discovered:
    """All that was found on a site."""

    url: str
    title_mark: str
    columns: tuple[FoundColumn, ...]
    boards: tuple[FoundPage, ...]
    guides: tuple[FoundPage, ...]
    search: tuple[FoundPage, ...]
    hotline: tuple[FoundPage, ...]
    accounts: tuple[FoundAccount, ...]
    pages: int  #: so many were looked at
    left: int  #: so many were known and not looked at, as there were too many


@dataclass(frozen=True, slots=True)
class _Waiting:
    one: Proposal
    topic: str
    depth: int


async def discover_site(
    url: str, hosts: tuple[str, ...], fetch: Fetch, wall: Wall, clock: Clock, *, levels: int, most: int,
    observer: Observer,
) -> Discovered | str:  # fmt: skip
    """
    Look at the homepage, at what it leads to, and *levels* deep at what that leads to; *most* pages, one after the other.

    Where the homepage does not open, the answer is the reason.
    """
    observer("", 0, 1)
    home = await fetch(url, allowed_hosts=hosts)
    if not isinstance(home, Fetched):
        return home.reason.value if isinstance(home, Unreached) else "not_modified"
    mark = await wall.read(propose_mark, home.text)
    features = await _features(home, hosts, wall)
    waiting = [_Waiting(one, "", 1) for one in await _links(home, hosts, wall)]
    known = {_address(one.one.url) for one in waiting} | {_address(home.final_url), _address(url)}
    found: list[FoundColumn] = []
    done = 0
    while done < len(waiting) and done < most:
        now = waiting[done]
        observer(now.one.name, done + 1, min(len(waiting), most) + 1)
        done += 1
        page = await fetch(now.one.url, allowed_hosts=hosts)
        if not isinstance(page, Fetched):
            why = page.reason.value if isinstance(page, Unreached) else "not_modified"
            found.append(_column(now, ListState.UNREACHED.value, why))
            continue
        listing = await listing_of(wall, page.text, page.final_url, None, clock())
        newest = max((item.on for item in listing.items if item.on), default=None)
        found.append(_column(now, listing.state.value, listing.reason, len(listing.items), newest))
        if now.depth >= levels:
            continue
        features = _joined(features, await _features(page, hosts, wall))
        for one in await _links(page, hosts, wall):
            if _address(one.url) not in known:
                known.add(_address(one.url))
                waiting.append(_Waiting(one, now.one.name, now.depth + 1))
    return Discovered(
        url=home.final_url, title_mark="" if isinstance(mark, ReaderBroke) else mark, columns=_distinct(found),
        boards=features.boards, guides=features.guides, search=features.search, hotline=features.hotline,
        accounts=features.accounts, pages=done + 1, left=len(waiting) - done,
    )  # fmt: skip


def site_id(url: str) -> str:
    """A short id for the site at *url*: the first part of its host that says something."""
    parts = [one for one in (urlsplit(url).hostname or "site").split(".") if one not in ("www", "gov", "cn")]
    return (parts[0] if parts and not parts[0].isdigit() else "site").lower()


def _column(now: _Waiting, state: str, why: str, items: int = 0, newest: date | None = None) -> FoundColumn:
    one = now.one
    row = matching(now.topic, one.name)
    kind = one.kind if row is None or row.kind is ColumnKind.GENERAL else row.kind
    return FoundColumn(
        id=one.id, name=one.name, topic=now.topic, url=one.url, kind=kind.value, top_level=one.top_level and not now.topic,
        state=state, items=items, newest=newest.isoformat() if newest else "", why=why, catalogue=row.id if row else "",
        frequency=row.frequency.value if row and row.frequency else "", owner=row.owner if row else "",
    )  # fmt: skip


async def _links(page: Fetched, hosts: tuple[str, ...], wall: Wall) -> Sequence[Proposal]:
    found = await wall.read(propose_columns, page.text, page.final_url, hosts, {}, MOST_LINKS)
    return () if isinstance(found, ReaderBroke) else [one for one in found if not is_board(one.name)]


async def _features(page: Fetched, hosts: tuple[str, ...], wall: Wall) -> Features:
    found = await wall.read(find_features, page.text, page.final_url, hosts)
    return Features() if isinstance(found, ReaderBroke) else found


def _joined(one: Features, other: Features) -> Features:
    """Both, each address once; accounts of the front page only, as inner pages repeat its foot."""

    def both(first: tuple[FoundPage, ...], second: tuple[FoundPage, ...]) -> tuple[FoundPage, ...]:
        pages: dict[str, FoundPage] = {}
        for page in (*first, *second):
            pages.setdefault(_address(page.url), page)
        return tuple(pages.values())

    return replace(
        one, boards=both(one.boards, other.boards), guides=both(one.guides, other.guides),
        search=both(one.search, other.search), hotline=both(one.hotline, other.hotline),
        accounts=one.accounts or other.accounts,
    )  # fmt: skip


def _distinct(found: Sequence[FoundColumn]) -> tuple[FoundColumn, ...]:
    """Each with an id of its own."""
    taken: set[str] = set()
    columns = []
    for one in found:
        id = next(id for id in (one.id, *(f"{one.id}-{n}" for n in range(2, 9999))) if id not in taken)
        taken.add(id)
        columns.append(replace(one, id=id))
    return tuple(columns)


def _address(url: str) -> str:
    return url.partition("://")[2].partition("#")[0].rstrip("/").lower()
