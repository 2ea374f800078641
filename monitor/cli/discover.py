"""`monitor discover`: the columns of a site, proposed as ready TOML."""

import asyncio
import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Annotated
from urllib.parse import urlsplit

import typer

from monitor import catalogue
from monitor.cli import console
from monitor.cli.compose import build_fetch
from monitor.domain.content import ListState
from monitor.domain.site import ColumnKind
from monitor.domain.timing import system_clock
from probes._fetch import Fetched, Unreached
from probes.pages.discover import Proposal, propose_columns
from probes.pages.list import read_list


def discover(
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
    found = asyncio.run(_discover(url, tuple(host or ()), most))
    for line in _toml(url, found):
        typer.echo(line)
    readable = sum(1 for one in found if one.state is ListState.ITEMS)
    console.err().print(f"{len(found)} pages proposed, {readable} with a list that can be read", markup=False)


async def _discover(url: str, hosts: tuple[str, ...], most: int) -> list[Proposal]:
    fetch = build_fetch(None, system_clock, [url])
    answer = await fetch(url, allowed_hosts=hosts)
    if not isinstance(answer, Fetched):
        reason = answer.reason.value if isinstance(answer, Unreached) else "not_modified"
        console.stop(f"{url}: cannot be opened: {reason}", console.NOT_MEASURED)
    names = {row.column.split("/")[-1]: row.id for row in catalogue.rows().values()}
    seen = []
    for one in propose_columns(answer.text, answer.final_url, hosts, names)[:most]:
        page = await fetch(one.url, allowed_hosts=hosts)
        if isinstance(page, Fetched):
            listing = read_list(page.text, page.final_url, now=system_clock())
            seen.append(replace(one, state=listing.state, sample=listing.items))
        else:
            seen.append(replace(one, state=ListState.UNREACHED))
    return seen


def _toml(url: str, found: list[Proposal]) -> Iterator[str]:
    yield f"# proposed from {url}; kinds and frequencies are guesses, a person confirms them"
    for one in sorted(found, key=lambda proposal: proposal.state is not ListState.ITEMS):
        dates = sorted((item.on for item in one.sample if item.on), reverse=True)
        shown = (
            f"{len(one.sample)} items, newest {dates[0]}"
            if dates
            else one.state.value
            if one.state
            else "not read"
        )
        prefix = "" if one.state is ListState.ITEMS else "# "
        yield ""
        yield f"# list: {shown}" + (f", first: {one.sample[0].title}" if one.sample else "")
        yield f"{prefix}[[site.column]]"
        yield f"{prefix}id = {json.dumps(one.id)}"
        yield f"{prefix}name = {json.dumps(one.name, ensure_ascii=False)}"
        yield f"{prefix}url = {json.dumps(one.url)}"
        yield f'{prefix}kind = "{one.kind.value}"'
        if one.top_level:
            yield f"{prefix}top_level = true"
        if one.catalogue:
            yield f'{prefix}catalogue = "{one.catalogue}"'
        elif one.kind is ColumnKind.GENERAL:
            yield f'{prefix}# frequency = "monthly"   # without one it is never decided'
