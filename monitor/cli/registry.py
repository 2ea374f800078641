"""`monitor registry`: the register of accounts held against what is watched and what is alive."""

import asyncio
from dataclasses import asdict

import typer
from rich.table import Table

from monitor import feed
from monitor.cli import console
from monitor.cli.compose import open_workshop, read_watch
from monitor.cli.options import ConfigOption, DatabaseOption, JsonOption, config_path, database_url
from monitor.domain.site import Watch
from monitor.registry import RegistryFault, compare


def registry(
    context: typer.Context,
    as_json: JsonOption = False,
    config: ConfigOption = None,
    db: DatabaseOption = None,
) -> None:
    """Compare the registered accounts (备案) with those watched and those found alive; judges nothing."""
    watch = read_watch(config_path(context, config))
    faults = asyncio.run(_compare(watch, database_url(context, db)))
    if as_json:
        typer.echo(feed.dumps([asdict(one) for one in faults]), nl=False)
        return
    units = {one.id: one.name for one in watch.units}
    if not faults:
        console.out().print("账号登记与监测情况一致, 未发现问题。")
        return
    table = Table(show_edge=False, pad_edge=False, header_style="dim", box=None)
    for heading in ("问题", "责任单位", "账号", "说明"):
        table.add_column(heading, overflow="fold")
    for one in faults:
        table.add_row(one.fault.value, units.get(one.unit or "", "-"), ", ".join(one.accounts), one.said.zh)
    console.out().print(table)
    console.out().print(f"共 {len(faults)} 项, 请人工核实。")


async def _compare(watch: Watch, url: str) -> tuple[RegistryFault, ...]:
    async with open_workshop(watch, url) as workshop:
        now = workshop.clock()
        entries = await workshop.store.registrations(now)
        newest = {}
        for account in watch.accounts:
            case = await workshop.store.account_case(account, now, ())
            if case.timelines:
                newest[account.id] = case.timelines[-1]
        return compare(watch, entries, newest, now)
