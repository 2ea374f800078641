"""`monitor discover`: the columns of a site, proposed as ready TOML."""

import asyncio
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Annotated
from urllib.parse import urlsplit

import typer

from monitor.app.runtime import build_fetch, open_wall
from monitor.cli import console
from monitor.cli.discover_rows import binding_line, class_lines
from monitor.cli.inspect_words import cause_and_remedy, explain
from monitor.cli.options import clock_of
from monitor.domain.content import ListState
from monitor.domain.site import ColumnKind
from monitor.domain.timing import Clock
from monitor.regulations import catalogue
from monitor.regulations.element_pages import element_pages
from probes.elements import HUB
from probes.http.base import Fetch, Fetched, Unreached
from probes.pages.listing.discover import Proposal, propose_above, propose_columns, propose_mark
from probes.pages.marks.elements import find_pages
from probes.pages.marks.sampled import read_sampled
from probes.pages.marks.search import search_address
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
    """Propose the columns of a site as TOML, each with the list that was seen on it; stores nothing."""
    if urlsplit(url).scheme not in ("http", "https"):
        console.stop(f"{url!r}: expected an address that begins with http:// or https://")
    mark, above, found, entries = asyncio.run(_discover(url, tuple(host or ()), most, clock_of(context)))
    for line in (*_toml(url, mark, found), *class_lines(found, above), *_entries(entries)):
        typer.echo(line)
    readable = sum(1 for one in found if one.state is ListState.ITEMS)
    console.err().print(f"{len(found)} pages proposed, {readable} with a list that can be read", markup=False)


#: The text by which the homepage is known, lists of portals above, the pages that may be columns, and other entries.
Found = tuple[str, Sequence[tuple[str, str]], list[Proposal], "Entries"]


async def _discover(url: str, hosts: tuple[str, ...], most: int, clock: Clock) -> Found:
    async with open_wall() as wall:
        return await _propose(build_fetch(None, clock, [url], wall=wall), wall, url, hosts, most, clock)


async def _propose(
    fetch: Fetch, wall: Wall, url: str, hosts: tuple[str, ...], most: int, clock: Clock
) -> Found:
    answer = await fetch(url, allowed_hosts=hosts)
    if not isinstance(answer, Fetched):
        reason = answer.reason.value if isinstance(answer, Unreached) else "not_modified"
        console.stop(f"{url}: cannot be opened: {reason}", console.NOT_MEASURED)
    names = {row.column.split("/")[-1]: row.id for row in catalogue.rows().values()}
    found = await wall.read(propose_columns, answer.text, answer.final_url, hosts, names)
    if isinstance(found, ReaderBroke):
        console.stop(f"{url}: cannot be read: {explain(found.reason)}", console.NOT_MEASURED)
    seen = []
    for one in found[:most]:
        page = await fetch(one.url, allowed_hosts=hosts)
        if isinstance(page, Fetched):
            listing = await listing_of(wall, page.text, page.final_url, None, clock())
            seen.append(replace(one, state=listing.state, sample=listing.items, why=listing.reason))
        else:
            why = page.reason.value if isinstance(page, Unreached) else "not_modified"
            seen.append(replace(one, state=ListState.UNREACHED, why=why))
    mark = await wall.read(propose_mark, answer.text)
    above = await wall.read(propose_above, answer.text, answer.final_url)
    entries = await _look_for_entries(fetch, wall, answer, hosts, clock)
    return (
        "" if isinstance(mark, ReaderBroke) else mark,
        () if isinstance(above, ReaderBroke) else above,
        seen,
        entries,
    )


@dataclass(frozen=True, slots=True)
class Entries:
    """What the homepage and the disclosure platform lead to, beside columns."""

    search: str  #: the address of the homepage's search form, with {query}; "" none
    pages: Mapping[
        str, tuple[str, str]
    ]  #: named page -> its address, and the words of the link that leads there
    logins: tuple[str, ...]  #: "" where a script opens one


async def _look_for_entries(
    fetch: Fetch, wall: Wall, home: Fetched, hosts: tuple[str, ...], clock: Clock
) -> Entries:
    search = await wall.read(search_address, home.text, home.final_url)
    wanted = {one.id: one.link for one in element_pages().values()}
    pages = await wall.read(find_pages, home.text, home.final_url, wanted, clock())
    sampled = await wall.read(read_sampled, home.text, home.final_url, "home", "", None)
    found = {} if isinstance(pages, ReaderBroke) else dict(pages)
    hub = await fetch(found[HUB][0], allowed_hosts=hosts) if HUB in found else None
    if isinstance(hub, Fetched):
        left = {id: words for id, words in wanted.items() if id not in found}
        further = await wall.read(find_pages, hub.text, hub.final_url, left, clock())
        found |= {} if isinstance(further, ReaderBroke) else further
    return Entries(
        search="" if isinstance(search, ReaderBroke) else search,
        pages={id: found[id] for id in wanted if id in found},
        logins=() if isinstance(sampled, ReaderBroke) else sampled[1],
    )


def _entries(seen: Entries) -> Iterator[str]:
    """What the weekly looks at search, named pages and logins would take, each with what was seen; a person confirms it."""
    if not (seen.search or seen.pages or seen.logins):
        return
    yield ""
    yield "# for [[site]]: what the weekly looks find by themselves; write down only what is wrong here"
    if seen.search:
        yield f"# probe.search = {{url = {json.dumps(seen.search)}}}   # the homepage's search form"
    for id, (address, words) in seen.pages.items():
        shown = json.dumps(words, ensure_ascii=False)
        yield f"# probe.elements.pages.{id} = {json.dumps(address)}   # link {shown}"
    for one in seen.logins:
        yield f"# login: {one or 'opened by a script'}   # where it must end: probe.sample.sign_on"


#: What can be watched at once stands first.
_ORDER = (ListState.ITEMS, ListState.BLANK, ListState.UNREADABLE, ListState.UNREACHED, None)


def _toml(url: str, mark: str, found: list[Proposal]) -> Iterator[str]:
    yield f"# proposed from {url}; kinds and frequencies are guesses, a person confirms them"
    if mark:
        shown = json.dumps(mark, ensure_ascii=False)
        yield f"# for [[site]]: title_mark = {shown}   # the homepage must bear it; without it any page counts as opened"
    else:
        yield "# for [[site]]: no title_mark could be proposed: the title names nobody; choose a text that only this homepage bears"
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


def _shown(one: Proposal) -> str:
    if one.state is ListState.BLANK:
        return "blank now"
    if one.state is not ListState.ITEMS:
        return explain(one.why)
    newest = max((item.on for item in one.sample if item.on), default=None)
    return f"{len(one.sample)} items, " + (f"newest {newest}" if newest else "without dates")
