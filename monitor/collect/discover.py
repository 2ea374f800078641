"""A whole site looked through for what is worth watching (网站栏目发现): columns, boards, guides, accounts. Stores nothing."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import chain, count, islice
from typing import Any
from urllib.parse import urlsplit

from monitor.domain.column_classes import BY_NAME
from monitor.domain.content import Item, ListState, MessageStatus
from monitor.domain.observation import BoardReading, Listing
from monitor.domain.site import Column, ColumnKind
from monitor.domain.timing import Clock
from monitor.regulations.catalogue import CatalogueRow, SubSite, matching
from probes._list_elsewhere import list_elsewhere
from probes.http.base import GONE, Answer, Fetch, Fetched, Unreached
from probes.http.links import page_key, with_fragment
from probes.pages.board.board import read_board
from probes.pages.listing.discover import Proposal, propose_columns, propose_mark
from probes.pages.listing.features import Features, FoundPage, find_features, is_board
from probes.pages.listing.page_links import frames_of, ways_in
from probes.pages.readings import column_page, listing_of
from probes.wall.base import ReaderBroke, Wall

#: Links of one page that may be columns; what a portal's front page has at the most.
MOST_LINKS = 300
#: Names of pages behind which more columns stand, and so many of the homepage's that are always looked into.
_MENU = re.compile(r"互动|交流|参与|公开|政策|解读|征集|访谈|调查")
MOST_MENUS = 6
#: So many boards and lists of guides that are no columns are asked whether they are there.
MOST_ASKED = 10
#: So many rows tell that two pages show one list.
LEAST_SHARED = 3
#: Hears what is looked at: its name, so many pages done, of so many known so far.
Observer = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundColumn:
    """One page that may be a column, or a board of letters, as it was seen."""

    page: Proposal  #: with what it showed
    topic: str  #: name of the page on which its link stands; "" on the homepage
    depth: int  #: 1: the homepage links to it
    row: CatalogueRow | SubSite | None = None  #: the row of annex 2 that bears topic and name
    same_as: str = ""  #: id of the column found before it that shows the very same rows; "" none does

    @property
    def name(self) -> str:
        """As a configuration names it: the topic before it."""
        return "/".join(part for part in (self.topic, self.page.name) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Discovered:
    """All that was found on a site."""

    home: Fetched
    title_mark: str
    columns: tuple[FoundColumn, ...]
    letters: tuple[FoundColumn, ...]  #: boards whose letters, and what became of them, were seen
    menus: tuple[Fetched, ...]  #: pages of the homepage behind which more columns stand
    features: Features  #: of the homepage and the pages whose links were followed
    pages: int  #: so many were looked at
    left: int  #: so many were known and not looked at, as there were too many
    gone: frozenset[str] = frozenset()  #: addresses that answered that there is no such page (404, 410)


async def discover_site(
    url: str, hosts: tuple[str, ...], fetch: Fetch, wall: Wall, clock: Clock, *, levels: int, most: int,
    observer: Observer,
) -> Discovered | str:  # fmt: skip
    """
    Look at the homepage, and *levels* deep at what it leads to; *most* pages beside it, one after the other.

    Where there are more, those whose names tell what they hold come first. Menus of the homepage (互动交流) are always looked into for boards, and for columns whose names say what is counted from them:
    interviews, surveys.
    Where the homepage does not open, or cannot be read, the answer is the reason.
    """
    observer("", 0, 1)
    home = await fetch(url, allowed_hosts=hosts)
    if not isinstance(home, Fetched):
        return home.reason.value if isinstance(home, Unreached) else "not_modified"
    front = await _front(home, hosts, fetch, wall)
    if isinstance(front, ReaderBroke):
        return front.reason
    mark = await wall.read(propose_mark, home.text)
    features, links = Features(), dict[str, Proposal]()
    for shown, several in front:
        features = _joined(features, await _features(shown, hosts, wall))
        for one in several:
            links.setdefault(page_key(one.url), one)
    ordered = sorted(links.values(), key=_tells_little) if len(links) > most else links.values()
    waiting = [FoundColumn(page=one, topic="", depth=1) for one in ordered]
    at_home = {page_key(url), *(page_key(shown.final_url) for shown, _ in front)}
    known = links.keys() | at_home
    found, menus, gone, twice = list[FoundColumn](), list[Fetched](), set[str](), 0
    lists = set[str]()  # where those that were seen stand in the end
    for now in waiting:  # it grows below
        if len(found) == most:
            break
        observer(now.page.name, len(found) + 1, min(len(waiting), most) + 1)
        page = await fetch(now.page.url, allowed_hosts=hosts)
        if not isinstance(page, Fetched):
            why = page.reason.value if isinstance(page, Unreached) else "not_modified"
            gone |= _if_gone(page)
            found.append(_named(now, replace(now.page, state=ListState.UNREACHED, why=why)))
            continue
        page = replace(page, final_url=with_fragment(page.final_url, now.page.url))
        ends_at = page_key(page.final_url)
        is_sent_on = ends_at != page_key(now.page.url)
        if is_sent_on and ends_at in at_home:  # a column that is gone, as many servers answer
            found.append(_named(now, replace(now.page, state=ListState.UNREADABLE, why="sent_to_homepage")))
            continue
        if is_sent_on and (ends_at in known or ends_at in lists):
            twice += 1
            continue
        seen = await _seen(now.page, page, fetch, hosts, wall, clock)
        found.append(_named(now, seen))
        lists |= {ends_at} if seen.state is ListState.ITEMS else set()
        is_menu = _MENU.search(seen.name) is not None and len(menus) < MOST_MENUS and not now.topic
        menus += [page] if is_menu else []
        if seen.board is not None or not (now.depth < levels or is_menu):
            continue
        features = _joined(features, await _features(page, hosts, wall))
        further = await wall.read(propose_columns, page.text, page.final_url, hosts, MOST_LINKS)
        for one in () if isinstance(further, ReaderBroke) else further:
            if page_key(one.url) in known or not (
                now.depth < levels or classes_by_name(one) or is_board(one.name)
            ):
                continue
            known.add(page_key(one.url))
            waiting.append(FoundColumn(page=one, topic=seen.name, depth=now.depth + 1))
    looked_at = {page_key(one.page.url) for one in found}
    others = (one.url for one in (*features.boards, *features.guides) if page_key(one.url) not in looked_at)
    for address in islice(others, MOST_ASKED):
        gone |= _if_gone(await fetch(address, allowed_hosts=hosts, attempts=1))
    distinct = _distinct(found)
    return Discovered(
        home=home, title_mark="" if isinstance(mark, ReaderBroke) else mark,
        columns=tuple(one for one in distinct if one.page.board is None),
        letters=tuple(one for one in distinct if one.page.board is not None),
        menus=tuple(menus), features=features, pages=len(found) + 1, left=len(waiting) - len(found) - twice, gone=frozenset(gone),
    )  # fmt: skip


async def _front(
    home: Fetched, hosts: tuple[str, ...], fetch: Fetch, wall: Wall
) -> Sequence[tuple[Fetched, tuple[Proposal, ...]]] | ReaderBroke:
    """The homepage with its links, and those of the pages in its frames; where none of these leads to a column, those of the page to which it is only the way in."""
    links = await wall.read(propose_columns, home.text, home.final_url, hosts, MOST_LINKS)
    if isinstance(links, ReaderBroke):
        return links
    front = [(home, links)]
    frames = await wall.read(frames_of, home.text, home.final_url, hosts)
    front += await _with_links(frames, hosts, fetch, wall)
    if not any(links for _, links in front):
        ways = await wall.read(ways_in, home.text, home.final_url, hosts)
        front += await _with_links(ways, hosts, fetch, wall, most=1)
    return front


async def _with_links(
    addresses: Sequence[str] | ReaderBroke,
    hosts: tuple[str, ...],
    fetch: Fetch,
    wall: Wall,
    most: int | None = None,
) -> list[tuple[Fetched, tuple[Proposal, ...]]]:
    """The pages at *addresses* that lead to columns, each with its links; the first *most* of them, or all."""
    found = list[tuple[Fetched, tuple[Proposal, ...]]]()
    for address in () if isinstance(addresses, ReaderBroke) else addresses:
        page = await fetch(address, allowed_hosts=hosts)
        if not isinstance(page, Fetched):
            continue
        links = await wall.read(propose_columns, page.text, page.final_url, hosts, MOST_LINKS)
        if links and not isinstance(links, ReaderBroke):
            found.append((page, links))
        if len(found) == most:
            break
    return found


def _tells_little(one: Proposal) -> bool:
    """Whether a name does not tell what a page holds: neither news, notices or policies, nor letters, nor what is counted from it."""
    return not (
        one.kind is not ColumnKind.GENERAL
        or is_board(one.name)
        or classes_by_name(one)
        or _MENU.search(one.name)
    )


def as_draft(found: Discovered) -> Mapping[str, Any]:
    """
    What the dashboard's draft of a ledger is made from, as plain data.

    A page named like a board whose letters could not be seen is told as a board, for a person to look at, and is no column. What is gone is neither.
    """
    here = [one for one in found.columns if not is_gone(found, one.page.url)]
    columns = [one for one in here if not (_may_be_board(one.page) or one.same_as)]
    own = {page_key(one.page.url) for one in columns}
    boards = _each_once(
        [FoundPage(name=one.page.name, url=one.page.url) for one in found.letters],
        [one for one in _not_gone(found, found.features.boards) if page_key(one.url) not in own],
    )
    features = replace(found.features, boards=boards, guides=_not_gone(found, found.features.guides))
    return {
        "url": found.home.final_url, "title_mark": found.title_mark,
        "columns": [_column_data(one) for one in columns],
        "pages": found.pages, "left": found.left, **asdict(features),
    }  # fmt: skip


def classes_by_name(one: Proposal) -> tuple[str, ...]:
    """The classes that a column's name says: 调查征集 is of surveys and of solicitations."""
    as_column = Column(id=one.id, name=one.name, url=one.url, kind=one.kind)
    return tuple(name for name, belongs in BY_NAME.items() if belongs(as_column))


def site_id(url: str) -> str:
    """A short id for the site at *url*: the first part of its host that says something."""
    parts = [one for one in (urlsplit(url).hostname or "site").split(".") if one not in ("www", "gov", "cn")]
    return (parts[0] if parts and not parts[0].isdigit() else "site").lower()


def is_gone(found: Discovered, url: str) -> bool:
    """Whether the server said of an address that there is no such page."""
    return page_key(url) in found.gone


def _not_gone(found: Discovered, pages: Sequence[FoundPage]) -> tuple[FoundPage, ...]:
    return tuple(one for one in pages if not is_gone(found, one.url))


def _if_gone(answer: Answer) -> set[str]:
    is_so = isinstance(answer, Unreached) and answer.status in GONE
    return {page_key(answer.url)} if is_so else set()


async def _seen(
    one: Proposal, page: Fetched, fetch: Fetch, hosts: tuple[str, ...], wall: Wall, clock: Clock
) -> Proposal:
    """*one* with what its page shows: rows, or letters."""
    listing = await listing_of(wall, page.text, page.final_url, None, clock())
    if listing.state is ListState.UNREADABLE:
        listing = await _elsewhere(page, fetch, hosts, wall, clock) or listing
    # what is asked of citizens is answered too (已反馈), and is no letter
    may_hold = is_board(one.name) and not classes_by_name(one)
    board = await _letters_on(page, wall, clock) if may_hold else None
    return replace(one, state=listing.state, sample=listing.items, why=listing.reason, board=board)


async def _elsewhere(
    page: Fetched, fetch: Fetch, hosts: tuple[str, ...], wall: Wall, clock: Clock
) -> Listing | None:
    """The list of a page that stands elsewhere (in a frame, behind an address that the page betrays), as the nightly look reads it; None where it cannot be read there either."""
    read = await wall.read(column_page, page.text, page.final_url, None, clock())
    if isinstance(read, ReaderBroke) or read.through is None or (ask := read.through.ask) is None:
        return None
    listing, _ = await list_elsewhere(read.through, ask, page, hosts, fetch, wall, clock())
    return None if listing.state is ListState.UNREADABLE else listing


async def _letters_on(page: Fetched, wall: Wall, clock: Clock) -> BoardReading | None:
    """The letters on a page that says what became of one of them at least; None: it is no board of letters."""
    read = await wall.read(read_board, page.text, page.final_url, now=clock())
    if isinstance(read, ReaderBroke):
        return None
    says_so = any(one.answered or one.status is not MessageStatus.UNSTATED for one in read.messages)
    return read if says_so else None


def _may_be_board(one: Proposal) -> bool:
    """Named like a board, and no list was seen on it."""
    return is_board(one.name) and not classes_by_name(one) and one.state is not ListState.ITEMS


def _named(now: FoundColumn, seen: Proposal) -> FoundColumn:
    """*seen* with the row of annex 2 that bears its topic and name, and what that row says of it."""
    row = matching(now.topic, seen.name)
    kind = seen.kind if row is None or row.kind is ColumnKind.GENERAL else row.kind
    page = replace(seen, kind=kind, top_level=seen.top_level and not now.topic)
    return replace(now, page=page, row=row)


def _column_data(one: FoundColumn) -> Mapping[str, Any]:
    page, row = one.page, one.row
    newest = max((item.on for item in page.sample if item.on), default=None)
    return {
        "id": page.id, "name": page.name, "topic": one.topic, "url": page.url, "kind": page.kind.value, "top_level": page.top_level,
        "state": page.state.value if page.state else "", "items": len(page.sample), "newest": newest.isoformat() if newest else "",
        "why": page.why, "catalogue": row.id if row else "", "frequency": row.frequency.value if row and row.frequency else "",
        "owner": row.owner if row else "",
    }  # fmt: skip


async def _features(page: Fetched, hosts: tuple[str, ...], wall: Wall) -> Features:
    found = await wall.read(find_features, page.text, page.final_url, hosts)
    return Features() if isinstance(found, ReaderBroke) else found


def _joined(one: Features, other: Features) -> Features:
    """Both, each address once; accounts of the front page only, as inner pages repeat its foot."""
    return replace(
        one, boards=_each_once(one.boards, other.boards), guides=_each_once(one.guides, other.guides),
        search=_each_once(one.search, other.search), hotline=_each_once(one.hotline, other.hotline),
        accounts=one.accounts or other.accounts,
    )  # fmt: skip


def _each_once(*several: Sequence[FoundPage]) -> tuple[FoundPage, ...]:
    pages: dict[str, FoundPage] = {}
    for listed in several:
        for page in listed:
            pages.setdefault(page_key(page.url), page)
    return tuple(pages.values())


def _distinct(found: Sequence[FoundColumn]) -> list[FoundColumn]:
    """Each with an id of its own, and that of an earlier one that shows the same rows: one column behind two addresses."""
    taken: set[str] = set()
    shown: dict[tuple[Item, ...], str] = {}
    columns = []
    for one in found:
        numbered = (f"{one.page.id}-{n}" for n in count(2))
        id = next(id for id in chain((one.page.id,), numbered) if id not in taken)
        taken.add(id)
        rows = one.page.sample
        tells = len(rows) >= LEAST_SHARED and all(item.url for item in rows) and one.page.board is None
        same_as = shown.setdefault(rows, id) if tells else id
        columns.append(replace(one, page=replace(one.page, id=id), same_as="" if same_as == id else same_as))
    return columns
