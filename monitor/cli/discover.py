"""`monitor discover`: the columns and boards of a site, proposed as ready TOML."""

import asyncio
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Annotated
from urllib.parse import urlsplit

import typer

from monitor.app.runtime import build_fetch, open_wall
from monitor.cli import console
from monitor.cli.discover_entries import Entries, entry_lines, look_for_entries
from monitor.cli.discover_rows import binding_line, class_lines, classes_by_name
from monitor.cli.inspect_words import cause_and_remedy, explain
from monitor.cli.options import clock_of
from monitor.domain.content import ListState, MessageStatus
from monitor.domain.observation import BoardReading
from monitor.domain.site import ColumnKind
from monitor.domain.timing import Clock
from monitor.regulations import catalogue
from probes.http.base import Fetch, Fetched, Unreached
from probes.pages.board.board import read_board
from probes.pages.listing.discover import Proposal, propose_above, propose_columns, propose_mark
from probes.pages.listing.features import is_board
from probes.pages.readings import listing_of
from probes.wall.base import ReaderBroke, Wall


def discover(
    context: typer.Context,
    url: Annotated[str, typer.Argument(metavar="URL", help="a site's homepage")],
    host: Annotated[
        list[str] | None,
        typer.Option("--host", help="further host of the same site, such as *.fuzhou.gov.cn"),
    ] = None,
    most: Annotated[int, typer.Option(help="pages to look at")] = 40,
) -> None:
    """Propose the columns and boards of a site as TOML, each with what was seen on it; stores nothing."""
    if urlsplit(url).scheme not in ("http", "https"):
        console.stop(f"{url!r}: expected an address that begins with http:// or https://")
    mark, above, found, entries = asyncio.run(_discover(url, tuple(host or ()), most, clock_of(context)))
    columns = [one for one in found if one.board is None]
    for line in (*_toml(url, mark, found), *class_lines(columns, above), *entry_lines(entries, url)):
        typer.echo(line)
    readable = sum(1 for one in found if one.state is ListState.ITEMS)
    console.err().print(f"{len(found)} pages proposed, {readable} with a list that can be read", markup=False)


#: Names of pages behind which more columns stand, and so many of them that are looked through.
_MENU = re.compile(r"互动|交流|参与|公开|政策|解读|征集|访谈|调查")
MOST_MENUS = 6

#: The text by which the homepage is known, lists of portals above, the pages that may be columns, and other entries.
Found = tuple[str, Sequence[tuple[str, str]], list[Proposal], Entries]


async def _discover(url: str, hosts: tuple[str, ...], most: int, clock: Clock) -> Found:
    async with open_wall() as wall:
        return await _propose(build_fetch(None, clock, [url], wall=wall), wall, url, hosts, most, clock)


async def _propose(
    fetch: Fetch, wall: Wall, url: str, hosts: tuple[str, ...], most: int, clock: Clock
) -> Found:
    answer = await fetch(url, allowed_hosts=hosts)
    if not isinstance(answer, Fetched):
        reason = answer.reason.value if isinstance(answer, Unreached) else "not_modified"
        console.stop(f"{url}: cannot be opened: {explain(reason)}", console.NOT_MEASURED)
    names = {row.column.split("/")[-1]: row.id for row in catalogue.rows().values()}
    found = await wall.read(propose_columns, answer.text, answer.final_url, hosts, names)
    if isinstance(found, ReaderBroke):
        console.stop(f"{url}: cannot be read: {explain(found.reason)}", console.NOT_MEASURED)
    seen, menus = list[Proposal](), list[Fetched]()
    for one in found[:most]:
        seen.append(await _looked_at(one, fetch, wall, hosts, clock, menus))
    for one in await _in_menus(menus, found, names, hosts, wall):
        if len(seen) < most:
            seen.append(await _looked_at(one, fetch, wall, hosts, clock, []))
    mark = await wall.read(propose_mark, answer.text)
    above = await wall.read(propose_above, answer.text, answer.final_url)
    entries = await look_for_entries(fetch, wall, answer, menus, hosts, clock)
    return (
        "" if isinstance(mark, ReaderBroke) else mark,
        () if isinstance(above, ReaderBroke) else above,
        seen,
        entries,
    )


async def _looked_at(
    one: Proposal, fetch: Fetch, wall: Wall, hosts: tuple[str, ...], clock: Clock, menus: list[Fetched]
) -> Proposal:
    """*one* with what its page showed; a page whose name says that more columns stand behind it is put into *menus*."""
    page = await fetch(one.url, allowed_hosts=hosts)
    if not isinstance(page, Fetched):
        why = page.reason.value if isinstance(page, Unreached) else "not_modified"
        return replace(one, state=ListState.UNREACHED, why=why)
    if _MENU.search(one.name) and len(menus) < MOST_MENUS:
        menus.append(page)
    listing = await listing_of(wall, page.text, page.final_url, None, clock())
    # what is asked of citizens is answered too (已反馈), and is no letter
    may_hold = is_board(one.name) and not classes_by_name(one)
    board = await _letters_on(page, wall, clock) if may_hold else None
    return replace(one, state=listing.state, sample=listing.items, why=listing.reason, board=board)


async def _letters_on(page: Fetched, wall: Wall, clock: Clock) -> BoardReading | None:
    """The letters on a page that says what became of one of them at least; None: it is no board of letters."""
    read = await wall.read(read_board, page.text, page.final_url, now=clock())
    if isinstance(read, ReaderBroke):
        return None
    says_so = any(one.answered or one.status is not MessageStatus.UNSTATED for one in read.messages)
    return read if says_so else None


async def _in_menus(
    menus: Sequence[Fetched],
    known: Sequence[Proposal],
    names: Mapping[str, str],
    hosts: tuple[str, ...],
    wall: Wall,
) -> Sequence[Proposal]:
    """Columns that only *menus* lead to and whose names say what is counted from them: interviews, surveys, interpretations."""
    addresses, ids, found = (
        {one.url.rstrip("/") for one in known},
        {one.id for one in known},
        list[Proposal](),
    )
    for page in menus:
        links = await wall.read(propose_columns, page.text, page.final_url, hosts, names)
        for one in () if isinstance(links, ReaderBroke) else links:
            if one.url.rstrip("/") in addresses or not classes_by_name(one):
                continue
            id = next(id for id in (one.id, *(f"{one.id}-{n}" for n in range(2, 999))) if id not in ids)
            addresses.add(one.url.rstrip("/"))
            ids.add(id)
            found.append(replace(one, id=id, top_level=False))
    return found


#: What can be watched at once stands first.
_ORDER = (ListState.ITEMS, ListState.BLANK, ListState.UNREADABLE, ListState.UNREACHED, None)


def _toml(url: str, mark: str, found: list[Proposal]) -> Iterator[str]:
    yield f"# proposed from {url}; kinds and frequencies are guesses, a person confirms them"
    if mark:
        shown = json.dumps(mark, ensure_ascii=False)
        yield f"# for [[site]]: title_mark = {shown}   # the homepage must bear it; without it any page counts as opened"
    else:
        yield "# for [[site]]: no title_mark could be proposed: the title names nobody; choose a text that only this homepage bears"
    for one in found:
        if one.board is not None:
            yield from _board(one, one.board)
    found = [one for one in found if one.board is None]
    for one in sorted(found, key=lambda proposal: _ORDER.index(proposal.state)):
        if one.state in (ListState.ITEMS, ListState.BLANK) or one.why.startswith("script_list"):
            yield from _column(one)
    others = [one for one in found if one.state in (ListState.UNREACHED, ListState.UNREADABLE)]
    others = [one for one in others if not one.why.startswith("script_list")]
    if others:
        yield ""
        yield "# pages without a list:"
    for one in others:
        happened = cause_and_remedy(one.why)[0]
        yield f"#   {one.name}  {one.url}  {happened}"


def _column(one: Proposal) -> Iterator[str]:
    """One column; commented out where its list wants an adapter first."""
    prefix = "" if one.state in (ListState.ITEMS, ListState.BLANK) else "# "
    yield ""
    yield f"# list: {_shown(one)}" + (f", first: {one.sample[0].title}" if one.sample else "")
    yield f"{prefix}[[site.column]]"
    yield f"{prefix}id = {json.dumps(one.id)}"
    yield f"{prefix}name = {json.dumps(one.name, ensure_ascii=False)}"
    yield f"{prefix}url = {json.dumps(one.url)}"
    yield f'{prefix}kind = "{one.kind.value}"'
    if one.top_level:
        yield f"{prefix}top_level = true"
    if line := binding_line(one):
        yield f"{prefix}# {line}   # rows that name it; a person confirms"
    if one.catalogue:
        yield f'{prefix}catalogue = "{one.catalogue}"'
    elif one.kind is ColumnKind.GENERAL:
        yield f'{prefix}# frequency = "monthly"   # without one it is never decided'


def _board(one: Proposal, read: BoardReading) -> Iterator[str]:
    """One board of letters."""
    unanswered = sum(not message.is_answered for message in read.messages)
    newest = max((message.submitted for message in read.messages if message.submitted), default="not told")
    yield ""
    yield f"# board: {len(read.messages)} letters on its first page, {unanswered} without an answer, newest {newest}"
    yield "[[site.board]]"
    yield f"id = {json.dumps(one.id)}"
    yield f"name = {json.dumps(one.name, ensure_ascii=False)}"
    yield f"url = {json.dumps(one.url)}"


def _shown(one: Proposal) -> str:
    if one.state is ListState.BLANK:
        return "blank now"
    if one.state is not ListState.ITEMS:
        return explain(one.why)
    newest = max((item.on for item in one.sample if item.on), default=None)
    return f"{len(one.sample)} items, " + (f"newest {newest}" if newest else "without dates")
