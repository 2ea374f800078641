"""
How each column and homepage stands (栏目状态), kept as looks and readings are saved: its newest look, and what its rows amount to.

A case of now is made from it without reading a list or a page (`heads.py`), where all rows are ordinary (`RowCount`). A reading
that comes alone leaves what it is listed in to be counted anew before the next judging.
"""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from operator import attrgetter
from typing import Any, NamedTuple

from sqlalchemy import delete, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from monitor.domain.content import ListState, Published, Undated
from monitor.domain.observation import Homepage, Listing, Observation, Reading
from monitor.domain.shown import PageSays, RowCount, count_rows
from monitor.domain.timing import SHANGHAI, day_of
from storage.db import tables
from storage.db.codec import by_hand, decode, decode_names
from storage.db.raw import fetch_for, put_rows, update_rows
from storage.db.rows import asked, texts_of
from storage.observations.readings import said_of

#: The part that is the homepage, and stands for the whole site.
HOME = ""
#: Looks at a homepage are named for so long: longer than any rule asks back.
NAMED_FOR = timedelta(days=40)
#: Says that some row is not ordinary: rules weigh each row themselves.
NOT_ORDINARY = "0"

Part = tuple[str, str]  #: site and column

#: One writer at a time for each site, in the order of the sites.
_TURNS = text(
    "SELECT pg_advisory_xact_lock(hashtext('lists ' || site)) FROM (SELECT value #>> '{}' AS site FROM "
    "jsonb_array_elements(CAST(:sites AS jsonb)) WITH ORDINALITY AS given(value, n) ORDER BY n) AS ordered"
)


class KeptLook(NamedTuple):
    """One look at a list or homepage, without its rows."""

    id: str
    at: str  #: as ISO 8601, in Shanghai
    vantage: str
    state: str
    reason: str
    confirmed: bool  #: its rows carry the days of the pages
    digest: str  #: of all that it says

    @property
    def moment(self) -> datetime:
        """When it was taken."""
        return datetime.fromisoformat(self.at).astimezone(SHANGHAI)


_order = attrgetter("at", "id")


@dataclass(slots=True)
class ListStanding:
    """What is kept of one column, or of the homepage."""

    last: KeptLook | None = None
    items: KeptLook | None = None  #: the newest look that showed items
    home: tuple[bool, int, Sequence[str]] = (
        False,
        0,
        (),
    )  #: navigation, script_blocks, unread_pages of the last look
    seen: list[KeptLook] = field(
        default_factory=list
    )  #: of the homepage: its looks of some weeks, oldest first
    counted: str | None = None

    @classmethod
    @by_hand
    def read(cls, looks: str, counted: str | None) -> "ListStanding":
        """What a row says."""
        plain = json.loads(looks)
        last, items = plain["last"], plain["items"]
        newest = KeptLook(*last) if last else None
        shown = newest if items == "last" else KeptLook(*items) if items else None
        found = cls(newest, shown, counted=counted)
        if "seen" in plain:
            found.home, found.seen = tuple(plain["home"]), [KeptLook(*one) for one in plain["seen"]]
        for one in (newest, shown, *found.seen):
            if one:  # a day that is none breaks here, where it is known to be the record's
                datetime.fromisoformat(one.at)
        return found

    def written(self, part: str) -> str:
        """It as the row holds it."""
        plain: dict[str, Any] = {
            "last": self.last,
            "items": "last" if self.items is not None and self.items == self.last else self.items,
        }
        if part == HOME:
            plain |= {"home": self.home, "seen": self.seen}
        return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))

    def add(self, look: KeptLook, facts: Listing | Homepage) -> None:
        """Take in one more look, whenever it was taken."""
        if isinstance(facts, Homepage):
            earliest = (max(look.moment, self.last.moment if self.last else look.moment)) - NAMED_FOR
            self.seen = sorted({*self.seen, look}, key=_order)
            self.seen = [one for one in self.seen if one.moment >= earliest]
        if self.last is None or _order(self.last) <= _order(look):
            self.last = look
            if isinstance(facts, Homepage):
                self.home = (facts.navigation, facts.script_blocks, facts.unread_pages)
        if look.state == ListState.ITEMS and (self.items is None or _order(self.items) <= _order(look)):
            if self.items is None or self.items.digest != look.digest:
                self.counted = None
            self.items = look

    @by_hand
    def rows(self) -> RowCount | None:
        """What its rows amount to; None: not known, or not all are ordinary."""
        if self.counted in (None, NOT_ORDINARY):
            return None
        assert self.counted is not None
        newest, newest_id, many, evidence, unread, dayless = json.loads(self.counted)
        sum((many, dayless))  # numbers, or a TypeError here
        return RowCount(
            newest=date.fromisoformat(newest) if newest else None, newest_id=newest_id, counted=many, evidence=tuple(evidence),
            unread=tuple(map(date.fromisoformat, unread)), unread_dayless=dayless,
        )  # fmt: skip


def kept_look(id: str, at: datetime, vantage: str, facts: Listing | Homepage, digest: str) -> KeptLook:
    """What is kept of a look."""
    confirmed = isinstance(facts, Listing) and facts.dates_confirmed
    return KeptLook(
        id, at.astimezone(SHANGHAI).isoformat(), vantage, facts.state.value, facts.reason, confirmed, digest
    )


def _text(rows: RowCount | None) -> str:
    if rows is None:
        return NOT_ORDINARY
    plain = (
        rows.newest.isoformat() if rows.newest else "", rows.newest_id, rows.counted, rows.evidence,
        [one.isoformat() for one in rows.unread], rows.unread_dayless,
    )  # fmt: skip
    return json.dumps(plain, separators=(",", ":"))


async def note_lists(
    connection: AsyncConnection,
    looks: Sequence[Observation[Any]],
    stored: Sequence[tuple[str, str]],
    new_sites: Collection[str],
) -> None:
    """
    Take in *looks*, just saved (*stored*: id and digest of each), of sites that are kept already or are *new_sites*.

    Comes after the articles were noted, and what their pages say.
    """
    shown = [
        (look, *one)
        for look, one in zip(looks, stored, strict=True)
        if isinstance(look.facts, Listing | Homepage)
    ]
    read = {(look.subject, look.facts.url) for look in looks if isinstance(look.facts, Reading)}
    if not shown and not read:
        return
    await _take_turn(connection, {look.subject for look, *_ in shown} | {site for site, _ in read})
    parts: dict[Part, ListStanding] = {}
    if shown:
        touched = {
            (look.subject, look.part if isinstance(look.facts, Listing) else HOME) for look, *_ in shown
        }
        held = await _held(connection, touched | {(site, HOME) for site, _ in touched})
        is_kept = {site for site, part in held if part == HOME} | set(new_sites)
        parts = {key: held.get(key, ListStanding()) for key in touched if key[0] in is_kept}
        parts |= {
            (site, HOME): ListStanding()
            for site, _ in touched
            if site in is_kept and (site, HOME) not in held | parts
        }
    rows: dict[Part, list[tuple[str, date | None]]] = {}
    for look, id, digest in shown:
        key = (look.subject, look.part if isinstance(look.facts, Listing) else HOME)
        if (standing := parts.get(key)) is None:
            continue
        standing.add(one := kept_look(id, look.at, look.vantage, look.facts, digest), look.facts)
        if standing.items == one and standing.counted is None:
            rows[key] = [(item.url, item.on) for item in look.facts.items]
    pages = await _pages(connection, read | _pairs(rows))
    stale = _listing(read, pages) - rows.keys()
    for key in stale & parts.keys():
        parts[key].counted = None
    for key, listed in rows.items():
        parts[key].counted = _counted(key[0], parts[key], listed, pages)
    await _put(connection, parts)
    await _forget(connection, stale - parts.keys())


async def load_list_states(
    connection: AsyncConnection, sites: Iterable[str]
) -> dict[str, dict[str, ListStanding]]:
    """What is kept of each of *sites*, by site and part; a site of which nothing is kept is not in it."""
    table, wanted = tables.list_state, asked(connection, [(one,) for one in sites], "id")
    found: dict[str, dict[str, ListStanding]] = {}
    for site, part, looks, counted in await connection.execute(
        select(table.c.site, table.c.part, table.c.looks, table.c.counted).join(
            wanted, wanted.c.id == table.c.site
        )
    ):
        found.setdefault(site, {})[part] = ListStanding.read(looks, counted)
    return {site: parts for site, parts in found.items() if HOME in parts}


async def unkept(connection: AsyncConnection, sites: Sequence[str]) -> list[str]:
    """Those of *sites* at whose lists somebody looked and of which nothing is kept, as in a store from before 0022."""
    table, wanted = tables.list_state, asked(connection, [(one,) for one in sites], "id")
    known = select(table.c.site).where(table.c.site == wanted.c.id, table.c.part == HOME).exists()
    looks = tables.observation
    has = (
        select(looks.c.id)
        .where(looks.c.subject == wanted.c.id, looks.c.kind.in_((Listing.kind, Homepage.kind)))
        .exists()
    )
    rows = await connection.execute(select(wanted.c.id).where(~known, has))
    return [row.id for row in rows]


async def uncounted_parts(connection: AsyncConnection, sites: Sequence[str]) -> list[Part]:
    """Those whose rows are to be counted anew."""
    table, wanted = tables.list_state, asked(connection, [(one,) for one in sites], "id")
    rows = await connection.execute(
        select(table.c.site, table.c.part)
        .join(wanted, wanted.c.id == table.c.site)
        .where(table.c.counted.is_(None))
    )
    return [(site, part) for site, part in rows]


async def count_anew(connection: AsyncConnection, parts: Collection[Part]) -> None:
    """Count the rows of *parts* where that is to be done."""
    await _take_turn(connection, {site for site, _ in parts})
    held = await _held(connection, parts)
    open_ones = {key: one for key, one in held.items() if one.counted is None}
    await _count_whole(connection, open_ones)
    await _put(connection, open_ones)


async def recount_lists(connection: AsyncConnection, site: str) -> list[str]:
    """
    Build all of *site* anew from its looks. Returns the parts of which something else stood: none, unless somebody changed the
    store from outside. What only waited to be counted is no difference.
    """
    await _take_turn(connection, {site})
    table, looks = tables.list_state, tables.observation
    before = (await load_list_states(connection, [site])).get(site)
    rows = await connection.execute(
        select(looks.c.id, looks.c.kind, looks.c.part, looks.c.at, looks.c.vantage, looks.c.digest)
        .where(looks.c.subject == site, looks.c.kind.in_((Listing.kind, Homepage.kind)))
        .order_by(looks.c.at, looks.c.id)
    )
    found = rows.all()
    shapes: dict[str, Any] = {Listing.kind: Listing, Homepage.kind: Homepage}
    texts = await texts_of(connection, {row.digest for row in found})
    facts = {row.digest: decode(shapes[row.kind], texts[row.digest]) for row in found}
    parts: dict[Part, ListStanding] = {(site, HOME): ListStanding()} if found else {}
    for row in found:
        key = (site, row.part if row.kind == Listing.kind else HOME)
        said = facts[row.digest]
        parts.setdefault(key, ListStanding()).add(
            kept_look(row.id, row.at, row.vantage, said, row.digest), said
        )
    await _count_whole(connection, parts)
    await connection.execute(delete(table).where(table.c.site == site))
    await _put(connection, parts)
    if before is None:
        return []
    return sorted(
        part
        for part in before.keys() | {part for _, part in parts}
        if _differ(before.get(part), parts.get((site, part)))
    )


def _differ(before: ListStanding | None, now: ListStanding | None) -> bool:
    if before is None or now is None:
        return True
    same = before.counted in (None, NOT_ORDINARY, now.counted)  # a day that was still to come may have come
    return not same or (before.last, before.items, before.seen) != (now.last, now.items, now.seen)


async def _take_turn(connection: AsyncConnection, sites: Collection[str]) -> None:
    if connection.dialect.name == "postgresql" and sites:
        await connection.execute(_TURNS, {"sites": json.dumps(sorted(sites))})


async def _held(connection: AsyncConnection, parts: Iterable[Part]) -> dict[Part, ListStanding]:
    rows = await fetch_for(connection, _HELD, sorted(parts), "site", "part")
    return {(site, part): ListStanding.read(looks, counted) for site, part, looks, counted in rows}


_HELD = """
SELECT s.site, s.part, s.looks, s.counted FROM {asked} JOIN list_state s ON s.site = asked.site AND s.part = asked.part
"""
_LISTED_PAGES = """
SELECT a.site, a.url, a.columns, a.reading, a.reading_says FROM {asked} JOIN article a ON a.site = asked.site AND a.url = asked.url
"""


def _pairs(rows: Mapping[Part, Iterable[tuple[str, date | None]]]) -> set[tuple[str, str]]:
    return {(site, url) for (site, _), listed in rows.items() for url, _ in listed if url}


async def _pages(
    connection: AsyncConnection, pairs: Collection[tuple[str, str]]
) -> dict[tuple[str, str], Any]:
    """What is known of each of *pairs* (site and address): its columns, its newest reading and what that says."""
    if not pairs:
        return {}
    rows = await fetch_for(connection, _LISTED_PAGES, sorted(pairs), "site", "url")
    return {(row[0], row[1]): row[2:] for row in rows}


def _listing(read: Iterable[tuple[str, str]], pages: Mapping[tuple[str, str], Any]) -> set[Part]:
    """The parts that may list what was just *read*."""
    found = {(site, HOME) for site, _ in read}
    for site, url in read:
        columns = pages[site, url][0] if (site, url) in pages else "[]"
        found.update((site, column) for column in decode_names(columns))
    return found


def _counted(
    site: str,
    standing: ListStanding,
    rows: Iterable[tuple[str, date | None]],
    pages: Mapping[tuple[str, str], Any],
) -> str:
    assert standing.items is not None
    until = day_of(standing.items.moment)
    return _text(count_rows(rows, _says(site, pages), confirmed=standing.items.confirmed, until=until))


#: A page of which it is not known what its newest reading says, as in a store from before 0006.
_NOT_KNOWN: tuple[str, Published, bool] = ("", Undated(), False)


def _says(site: str, pages: Mapping[tuple[str, str], Any]) -> PageSays:
    def says(url: str) -> tuple[str, Published, bool] | None:
        row = pages.get((site, url))
        if row is None or row[1] is None:
            return None
        return (row[1], *said_of(row[2])) if row[2] is not None else _NOT_KNOWN

    return says


async def _count_whole(connection: AsyncConnection, parts: Mapping[Part, ListStanding]) -> None:
    """Count the rows of *parts*, each from the text of its newest look that showed items."""
    newest = {key: one.items for key, one in parts.items() if one.items is not None}
    if not newest:
        return
    texts = await texts_of(connection, {one.digest for one in newest.values()})
    rows: dict[Part, list[tuple[str, date | None]]] = {}
    for key, look in newest.items():
        plain = json.loads(texts[look.digest])["items"]
        rows[key] = [(item["url"], date.fromisoformat(item["on"]) if item["on"] else None) for item in plain]
    pages = await _pages(connection, _pairs(rows))
    for key, listed in rows.items():
        parts[key].counted = _counted(key[0], parts[key], listed, pages)


async def _put(connection: AsyncConnection, parts: Mapping[Part, ListStanding]) -> None:
    rows = [
        {
            "site": site,
            "part": part,
            "looks": one.written(part),
            "counted": one.counted if one.items is not None else NOT_ORDINARY,
        }
        for (site, part), one in sorted(parts.items(), key=lambda pair: pair[0])
    ]
    await put_rows(connection, tables.list_state, rows, unless=("site", "part"), replace=("looks", "counted"))


async def _forget(connection: AsyncConnection, parts: Iterable[Part]) -> None:
    """Let the rows of *parts* be counted anew before the next judging."""
    rows = [{"site": site, "part": part, "counted": None} for site, part in sorted(parts)]
    await update_rows(connection, tables.list_state, rows, by=("site", "part"))
