"""
`monitor config check`: is the configuration right, and what would it watch? `compare`: does it fit the live pages?

`export`, `import`, `edits`, `withdraw`: the ledger written out, its columns taken back from Excel, edits listed, taken back.
"""

import asyncio
import getpass
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer
from ulid import ULID

from monitor.app.configuration import read_watch
from monitor.app.runtime import build_fetch, open_wall
from monitor.cli import console
from monitor.cli.command_runtime import watch_of
from monitor.cli.config_book import import_, write_columns
from monitor.cli.inspect_words import explain
from monitor.cli.judge import replace_file
from monitor.cli.options import (
    ConfigOption,
    DatabaseOption,
    JsonOption,
    clock_of,
    config_path,
    database_url,
)
from monitor.cli.subjects import choose_sites
from monitor.collect.compare import Compared, Found, compare
from monitor.config import read_ledger
from monitor.config.export import as_toml
from monitor.domain.config_edit import Door
from monitor.domain.hosts import host_of
from monitor.domain.site import ColumnKind, Site, Watch
from monitor.domain.timing import Clock
from monitor.wording.labels import PLATFORMS, words_of
from probes.http.guard import is_literal, is_same_site
from storage.db.engine import StoreError, check_there, connect
from storage.decisions.config_edits import add_edits, read_edits

app = typer.Typer(
    no_args_is_help=True,
    help="Check a configuration, export and import its columns, hold them against the site, list edits.",
)
app.command("import")(import_)
COLUMN_KINDS = words_of("column_kind", ColumnKind)


@app.command()
def check(context: typer.Context, config: ConfigOption = None, db: DatabaseOption = None) -> None:
    """Name every mistake of the configuration, or say what would be watched."""
    for line in summary(watch_of(context, config, db)):
        typer.echo(line)


def _not_whole(site: Site) -> str:
    """Why the counting rules can never pass *site*, and what to do: a warning, no mistake."""
    if not site.columns:
        return "注意：未登记任何栏目，栏目类指标不会判定为合格；请用 [[site.column]] 登记全部栏目。"
    return (
        "注意：未声明栏目清单完整，栏目类指标不会判定为合格；登记全部栏目后设置 columns_complete = "
        '{by = "确认人", on = 日期}。'
    )


def _examples(ids: list[str], most: int = 8) -> str:
    return "、".join(ids[:most]) + (f"等{len(ids)}个" if len(ids) > most else "")


def summary(watch: Watch) -> list[str]:
    """What a configuration would watch, a line each, with what it leaves open."""
    lines = [
        f"已读取{'、'.join(watch.files)}，没有错误",
        f"监测单位  {watch.centre.name}，适用指标{watch.edition}",
    ]
    for site in watch.sites:
        kinds = Counter(column.kind for column in site.columns)
        shown = "，".join(f"{COLUMN_KINDS[kind]}{kinds[kind]}个" for kind in ColumnKind if kinds[kind])
        lines.append(f"网站      {site.id}  {site.name}  {site.url}  适用指标{site.edition}")
        lines.append(
            f"          栏目{len(site.columns)}个{f'（{shown}）' if shown else ''}，留言板{len(site.boards)}个"
        )
        lines += [f"          {one}" for one in _left_open(site)]
    lines += [f"账号      {one.id}  {one.name}  {PLATFORMS[one.platform]}" for one in watch.accounts]
    without = [unit.name for unit in watch.units if not unit.email]
    if without:
        lines.append(f"注意：{len(without)}个单位未登记邮箱，其提醒邮件发给监测单位：{_examples(without)}")
    if watch.references is None:
        lines.append(
            "注意：未配置 [references] 参照站点，本系统自身线路不作核对，各报告均会注明；请填写几个常年可用的网站"
        )
    elif sum(is_literal(host_of(one)) for one in watch.references.urls) >= watch.references.quorum:
        lines.append(
            "注意：[references] 中只凭写成 IP 地址的参照站点即可判定线路正常，本系统的域名解析出故障时会计为网站打不开；请改填域名"
        )
    return lines


def _left_open(site: Site) -> Iterator[str]:
    """What the configuration of *site* leaves open, with what mends it: warnings, no mistakes."""
    if open_ones := [one for one in site.columns if one.confirm]:
        bare_ones = sum(not one.url for one in open_ones)
        without = f"（其中{bare_ones}个没有地址）" if bare_ones else ""
        yield f"待确认：{len(open_ones)}个栏目的地址尚未核实{without}，只监测、不判定"
    if bare := [one.name for one in site.columns if one.kind is ColumnKind.GENERAL and one.frequency is None]:
        yield f"注意：未规定更新频率（frequency），因此不作判定的栏目{len(bare)}个：{_examples(bare)}"
    if not site.title_mark:
        proposed = json.dumps(site.name, ensure_ascii=False)
        yield (
            "注意：未设置首页标识文字，打开的即使是其他网站的页面也会计为正常打开；"
            f"请填写只在本网站首页出现的文字，例如 title_mark = {proposed}"
        )
    home = host_of(site.url)
    if strange := [
        one
        for one in site.columns
        if one.url and not is_same_site(host_of(one.url), home, site.allowed_hosts)
    ]:
        hosts = _examples(sorted({host_of(one.url) for one in strange}))
        yield (
            f"注意：{len(strange)}个栏目不在本网站的域名下：{_examples([one.name for one in strange])}（{hosts}）；"
            "如属本网站，请在 allowed_hosts 中登记该域名，否则请核对地址"
        )
    if not site.columns or site.columns_complete is None:
        yield _not_whole(site)


#: How each result is told (核对结果), the ones to act on first.
_FOUND = {
    Found.PROPOSED: "找到地址",
    Found.SEVERAL: "有多个同名页面，请选择",
    Found.UNREACHED: "打不开",
    Found.FRESHER: "另有更新的同名页面",
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
    db: DatabaseOption = None,
) -> None:
    """Hold a site's columns against its live pages and propose corrections; changes and stores nothing."""
    watch = watch_of(context, config, db)
    [chosen] = choose_sites(watch, (site,))
    answer = asyncio.run(_compare(watch, chosen, most, clock_of(context)))
    if isinstance(answer, str):
        console.stop(f"{chosen.url}：首页无法打开，未作核对：{explain(answer)}", console.NOT_MEASURED)
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
                newest = f"，最新{link.newest}" if link.newest else ""
                yield f'      url = "{link.url}"   # {where}的链接“{link.name}”{newest}'
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


@app.command("export")
def export_(
    context: typer.Context,
    out: Annotated[
        Path | None,
        typer.Option("--out", help="file to write, .toml or .xlsx; default: TOML to the terminal"),
    ] = None,
    site: Annotated[str, typer.Option("--site", help=".xlsx: columns of this site only")] = "",
    unit: Annotated[str, typer.Option("--unit", help=".xlsx: columns of this unit, for its clerk")] = "",
    config: ConfigOption = None,
    db: DatabaseOption = None,
) -> None:
    """
    Write the configuration as it holds, with what was edited in the browser, as one TOML file; or its columns as .xlsx.

    With the TOML in the place of the files, every edit agrees with them and nothing changes. The workbook is filled in
    and taken back by `monitor config import`.
    """
    path, url = config_path(context, config), database_url(context, db)
    if out is not None and out.suffix.lower() == ".xlsx":
        typer.echo(write_columns(path, url, out, site, unit, clock_of(context)))
        _say_if_without_edits(url)
        return
    if out is not None and out.suffix.lower() not in ("", ".toml"):
        console.stop(
            f"--out {out}: the configuration is written as .toml, its columns as .xlsx; name one of these"
        )
    if site or unit:
        console.stop("--site and --unit choose columns of a workbook: name one that ends in .xlsx with --out")
    read_watch(path, url)  # names every mistake before anything is written
    ledger = read_ledger(path, read_edits(url))
    if ledger.conflicts:
        console.err().print(
            f"{len(ledger.conflicts)} fields were changed both in the file and in the browser; the file's value is written "
            "(the page /ledger/conflicts lets a person choose)",
            markup=False,
        )
    text = as_toml(ledger.tables(), f"The configuration as it held on {clock_of(context)():%Y-%m-%d %H:%M}.")
    if out is None:
        typer.echo(text, nl=False)
    else:
        try:
            replace_file(out, text)
        except OSError as error:
            console.cannot_write(out, error)
        typer.echo(f"{out}: written; edits up to number {ledger.version} are in it")
    _say_if_without_edits(url)


def _say_if_without_edits(url: str) -> None:
    """Where no database is there, what was written is the file's alone: nobody takes it for the whole."""
    try:
        check_there(url)
    except StoreError as error:
        console.err().print(f"what was edited in the browser is not in it: {error}", markup=False)


@app.command("edits")
def edits_(context: typer.Context, config: ConfigOption = None, db: DatabaseOption = None) -> None:
    """List what was edited in the browser or by a workbook: who, when, which field, from what to what."""
    edits = read_edits(database_url(context, db))
    if not edits:
        typer.echo(
            f"{config_path(context, config)}: nothing of it was edited in the browser or by a workbook"
        )
    for one in edits:
        said = "taken back" if one.value is None else one.value
        typer.echo(
            f"{one.number}  {one.at:%Y-%m-%d %H:%M}  {one.who}  {one.item}  {one.field or '(the item)'}: {said}"
            f"  (file then: {'nothing' if one.base is None else one.base})"
        )


@app.command("withdraw")
def withdraw(
    context: typer.Context,
    item: Annotated[
        str, typer.Argument(metavar="ITEM", help="what was edited, such as site/cangshan/column/news")
    ],
    field: Annotated[
        str | None, typer.Argument(metavar="FIELD", help="one field of it; default: all that were edited")
    ] = None,
    config: ConfigOption = None,
    db: DatabaseOption = None,
) -> None:
    """Take edits of the browser back: the file holds again. The way out when an edit makes the configuration unusable."""
    url, now = database_url(context, db), clock_of(context)()
    stated = {one.field: one for one in read_edits(url) if one.item == item}
    back = [
        replace(one, number=0, at=now, who=getpass.getuser(), door=Door.COMMAND, batch=f"ed_{ULID.from_datetime(now)}", value=None)
        for name, one in stated.items()
        if one.value is not None and field in (None, name)
    ]  # fmt: skip
    if not back:
        known = ", ".join(sorted({one.item for one in read_edits(url) if one.value is not None})[:20])
        console.stop(f"{item}: nothing of it was edited; edited are: {known or 'none'}")

    async def store() -> None:
        database = await connect(url)
        try:
            async with database.write() as connection:
                await add_edits(connection, back, max(one.number for one in stated.values()))
        finally:
            await database.close()

    asyncio.run(store())
    typer.echo(f"{item}: {len(back)} edits taken back; monitor config check says whether all is well now")
