"""`monitor config check`: is the configuration right, and what would it watch? `compare`: does it fit the live pages?"""

import asyncio
import json
from collections import Counter
from collections.abc import Iterator
from typing import Annotated

import typer

from monitor.app.runtime import build_fetch, open_wall, read_watch
from monitor.cli import console
from monitor.cli.inspect_words import explain
from monitor.cli.options import ConfigOption, JsonOption, clock_of, config_path
from monitor.collect.compare import Compared, Found, compare
from monitor.domain.site import Site, Watch
from monitor.domain.timing import Clock

app = typer.Typer(no_args_is_help=True, help="Check a configuration.")


@app.command()
def check(context: typer.Context, config: ConfigOption = None) -> None:
    """Name every mistake of the configuration, or say what would be watched."""
    for line in summary(read_watch(config_path(context, config))):
        typer.echo(line)


def _not_whole(site: Site) -> str:
    """Why the counting rules can never pass *site*, and what to do: a warning, no mistake."""
    if not site.columns:
        return "注意：未登记任何栏目，栏目类指标不会判定为合格；请用 [[site.column]] 登记全部栏目。"
    return (
        "注意：未声明栏目清单完整，栏目类指标不会判定为合格；登记全部栏目后设置 columns_complete = "
        '{by = "确认人", on = 日期}。'
    )


def _some(ids: list[str], most: int = 8) -> str:
    return ", ".join(ids[:most]) + (f" and {len(ids) - most} more" if len(ids) > most else "")


def summary(watch: Watch) -> list[str]:
    """What a configuration would watch, a line each, with what it leaves open."""
    lines = [
        f"read {', '.join(watch.files)}: no mistakes",
        f"centre   {watch.centre.name}, edition {watch.edition}",
    ]
    for site in watch.sites:
        kinds = Counter(column.kind.value for column in site.columns)
        shown = ", ".join(f"{many} {kind}" for kind, many in sorted(kinds.items())) or "none"
        lines.append(f"site     {site.id}  {site.name}  {site.url}  edition {site.edition}")
        lines.append(f"         {len(site.columns)} columns ({shown}), {len(site.boards)} boards")
        open_ones = [one for one in site.columns if one.confirm]
        if open_ones:
            bare_ones = sum(not one.url for one in open_ones)
            lines.append(
                f"         待确认：{len(open_ones)}个栏目的地址尚未核实（其中{bare_ones}个没有地址），只监测、不判定"
            )
        bare = [one.id for one in site.columns if one.kind.value == "general" and one.frequency is None]
        if bare:
            lines.append(f"         without a declared frequency, so never decided: {_some(bare)}")
        if not site.title_mark:
            proposed = json.dumps(site.name, ensure_ascii=False)
            lines.append(
                "         warning: without a title_mark the page of another site would count as opened; "
                f"a text that only this homepage bears mends it, perhaps title_mark = {proposed}"
            )
        if not site.columns or site.columns_complete is None:
            lines.append(f"         {_not_whole(site)}")
    lines += [f"account  {one.id}  {one.name}  {one.platform.value}" for one in watch.accounts]
    without = [unit.id for unit in watch.units if not unit.email]
    if without:
        lines.append(f"units    without an e-mail address, their mail goes to the centre: {_some(without)}")
    if watch.references is None:
        lines.append(
            "note     no [references]: our own line will not be checked, and every report will say so"
        )
    return lines


#: How each result is told (核对结果), the ones to act on first.
_FOUND = {
    Found.PROPOSED: "找到地址",
    Found.SEVERAL: "有多个同名页面，请选择",
    Found.UNREACHED: "打不开",
    Found.OTHER_NAME: "页面标题与栏目名称不符",
    Found.NO_LIST: "未识别到列表",
    Found.NOT_FOUND: "未找到同名页面",
    Found.AGREES: "一致",
}


@app.command("compare")
def compare_(
    context: typer.Context,
    site: Annotated[str, typer.Option("--site", help="id of the site")],
    most: Annotated[
        int, typer.Option(help="pages of the site to search for names, besides its columns")
    ] = 40,
    json_: JsonOption = False,
    config: ConfigOption = None,
) -> None:
    """Hold a site's columns against its live pages and propose corrections; changes and stores nothing."""
    watch = read_watch(config_path(context, config))
    chosen = next((one for one in watch.sites if one.id == site), None)
    if chosen is None:
        console.stop(
            f"--site: no such site: {site!r}; configured: {', '.join(one.id for one in watch.sites)}"
        )
    answer = asyncio.run(_compare(watch, chosen, most, clock_of(context)))
    if isinstance(answer, str):
        console.stop(f"{chosen.url}: cannot be opened: {answer}; nothing was compared", console.NOT_MEASURED)
    for line in _as_json(answer) if json_ else _as_text(answer):
        typer.echo(line)
    if any(one.found is Found.UNREACHED for one in answer):
        raise typer.Exit(console.NOT_MEASURED)


async def _compare(watch: Watch, site: Site, most: int, clock: Clock) -> list[Compared] | str:
    async with open_wall() as wall:
        fetch = build_fetch(watch, clock, [site.url], wall=wall)
        return await compare(
            site, fetch, wall, clock, most=most, progress=lambda name: console.err().print(name, markup=False)
        )


def _as_json(compared: list[Compared]) -> Iterator[str]:
    for one in compared:
        plain = {
            "column": one.column.id, "name": one.column.name, "url": one.column.url, "found": one.found.value, "title": one.title,
            "newest": one.newest.isoformat() if one.newest else None, "why": one.why,
            "proposed": [link.url for link in one.links],
        }  # fmt: skip
        yield json.dumps(plain, ensure_ascii=False)


def _as_text(compared: list[Compared]) -> Iterator[str]:
    for found, words in _FOUND.items():
        those = [one for one in compared if one.found is found]
        if not those:
            continue
        yield f"{words}：{len(those)}个"
        for one in those if found is not Found.NOT_FOUND else ():
            yield f"  {one.column.id}  {one.column.name}  {_detail(one)}"
            for link in one.links:
                where = f"“{link.topic}”页" if link.topic else "首页"
                yield f'      url = "{link.url}"   # {where}的链接“{link.name}”'
        if found is Found.NOT_FOUND:
            yield "  " + "、".join(one.column.id for one in those)
    agreed = [one.column.id for one in compared if one.found is Found.AGREES and one.column.confirm]
    if agreed:
        yield f"以上一致的栏目中，这些还标有 confirm = true，核对列表内容后可以删去：{'、'.join(agreed)}"


def _detail(one: Compared) -> str:
    if one.found is Found.UNREACHED or (one.found is Found.NO_LIST and one.why):
        return explain(one.why)
    if one.found is Found.OTHER_NAME:
        return f"标题：{one.title}"
    return f"最新{one.newest}" if one.newest else ""
