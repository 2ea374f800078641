"""`monitor discover`: the columns and boards of a site, proposed as ready TOML."""

import asyncio
import json
import sys
from collections.abc import Iterator, Sequence
from typing import Annotated

import typer

from monitor.app.runtime import build_fetch, open_wall
from monitor.cli import console
from monitor.cli.discover_entries import entry_lines, look_for_entries
from monitor.cli.discover_rows import binding_line, class_lines
from monitor.cli.inspect_words import cause_and_remedy, explain
from monitor.cli.options import clock_of
from monitor.collect.discover import Discovered, FoundColumn, discover_site, is_gone
from monitor.domain.content import ListState
from monitor.domain.hosts import is_web_address
from monitor.domain.observation import BoardReading
from monitor.domain.site import ColumnKind
from monitor.domain.timing import Clock
from probes.pages.listing.discover import Proposal, propose_above
from probes.wall.base import ReaderBroke


def discover(
    context: typer.Context,
    url: Annotated[str, typer.Argument(metavar="URL", help="a site's homepage")],
    host: Annotated[
        list[str] | None,
        typer.Option("--host", help="further host of the same site, such as *.fuzhou.gov.cn"),
    ] = None,
    levels: Annotated[
        int,
        typer.Option(min=1, help="how deep: 1 what the homepage links to, 2 what those pages link to too"),
    ] = 1,
    most: Annotated[int, typer.Option(min=1, help="pages to look at")] = 40,
) -> None:
    """Propose the columns and boards of a site as TOML, each with what was seen on it; stores nothing."""
    if not is_web_address(url):
        console.stop(f"{url!r}: expected an address that begins with http:// or https://")
    proposed = asyncio.run(_discover(url, tuple(host or ()), levels, most, clock_of(context)))
    for line in proposed:
        typer.echo(line)


async def _discover(url: str, hosts: tuple[str, ...], levels: int, most: int, clock: Clock) -> Sequence[str]:
    async with open_wall() as wall:
        fetch = build_fetch(None, clock, [url], wall=wall)
        found = await discover_site(url, hosts, fetch, wall, clock, levels=levels, most=most, observer=_tell)
        if sys.stderr.isatty():
            print("\r\x1b[2K", end="", file=sys.stderr)
        if isinstance(found, str):
            console.stop(f"{url}：无法识别栏目：{explain(found)}", console.NOT_MEASURED)
        above = await wall.read(propose_above, found.home.text, found.home.final_url)
        entries = await look_for_entries(
            fetch, wall, found.home, found.menus, found.features.guides, hosts, clock
        )
    pages = [one.page for one in (*found.columns, *found.letters)]
    readable = sum(1 for one in pages if one.state is ListState.ITEMS)
    left = f"；另有{found.left}页未看，可加大 --most" if found.left else ""
    console.err().print(f"共识别{len(pages)}页，其中{readable}页的列表可以读取{left}", markup=False)
    return (
        *_toml(url, found),
        *class_lines(
            [one.page for one in found.columns if not one.same_as],
            () if isinstance(above, ReaderBroke) else above,
        ),
        *entry_lines(entries, url, frozenset(at for at, _ in entries.pages.values() if is_gone(found, at))),
    )


def _tell(name: str, done: int, known: int) -> None:
    """What is looked at, on a terminal."""
    if sys.stderr.isatty():
        print(f"\r\x1b[2K{done}/{known} {name}", end="", file=sys.stderr, flush=True)


#: What can be watched at once stands first.
_ORDER = (ListState.ITEMS, ListState.BLANK, ListState.UNREADABLE, ListState.UNREACHED, None)


def _toml(url: str, found: Discovered) -> Iterator[str]:
    yield f"# 由 {url} 识别得出；栏目类型和更新频率为推测，须人工确认"
    if found.title_mark:
        shown = json.dumps(found.title_mark, ensure_ascii=False)
        yield f"# 写入 [[site]]：title_mark = {shown}   # 首页必须含有的文字；不写则任何页面都算打开"
    else:
        yield "# 写入 [[site]]：未能得出 title_mark（标题中没有单位名称），请选一段只有本网站首页才有的文字"
    for one in found.letters:
        if one.page.board is not None:
            yield from _board(one, one.page.board)
    for one in sorted(found.columns, key=lambda column: _ORDER.index(column.page.state)):
        if _has_list(one.page):
            yield from _column(one)
    others = [one for one in found.columns if not _has_list(one.page)]
    if others:
        yield ""
        yield "# 没有列表的页面："
    for one in others:
        happened = cause_and_remedy(one.page.why)[0]
        yield f"#   {one.name}  {one.page.url}  {happened}"


def _has_list(one: Proposal) -> bool:
    return one.state in (ListState.ITEMS, ListState.BLANK) or one.why.startswith("script_list")


def _column(found: FoundColumn) -> Iterator[str]:
    """One column; commented out where its list wants an adapter first, or is another's."""
    one = found.page
    prefix = "" if one.state in (ListState.ITEMS, ListState.BLANK) and not found.same_as else "# "
    yield ""
    if found.same_as:
        yield f"# 列表与上面的{found.same_as}完全相同，不重复监测"
    yield f"# 列表：{_shown(one)}" + (f"，首条：{one.sample[0].title}" if one.sample else "")
    yield f"{prefix}[[site.column]]"
    yield f"{prefix}id = {json.dumps(one.id)}"
    yield f"{prefix}name = {json.dumps(found.name, ensure_ascii=False)}"
    yield f"{prefix}url = {json.dumps(one.url)}"
    yield f'{prefix}kind = "{one.kind.value}"'
    if one.top_level:
        yield f"{prefix}top_level = true"
    if line := binding_line(one):
        yield f"{prefix}# {line}   # 指标中点名的事项，须人工确认"
    if found.row is not None:
        yield f'{prefix}catalogue = "{found.row.id}"'
    if one.kind is ColumnKind.GENERAL and (found.row is None or found.row.frequency is None):
        yield f'{prefix}# frequency = "monthly"   # 不规定更新频率则不作判定'


def _board(found: FoundColumn, read: BoardReading) -> Iterator[str]:
    """One board of letters."""
    one = found.page
    unanswered = sum(not message.is_answered for message in read.messages)
    newest = max((message.submitted for message in read.messages if message.submitted), default="未注明")
    yield ""
    yield f"# 留言板：首页{len(read.messages)}条留言，{unanswered}条未答复，最新{newest}"
    yield "[[site.board]]"
    yield f"id = {json.dumps(one.id)}"
    yield f"name = {json.dumps(found.name, ensure_ascii=False)}"
    yield f"url = {json.dumps(one.url)}"


def _shown(one: Proposal) -> str:
    if one.state is ListState.BLANK:
        return "目前没有内容"
    if one.state is not ListState.ITEMS:
        return explain(one.why)
    newest = max((item.on for item in one.sample if item.on), default=None)
    return f"{len(one.sample)}条，" + (f"最新{newest}" if newest else "无日期")
