"""`monitor registry`: the register of accounts held against what is watched and what is alive."""

from collections.abc import Sequence
from dataclasses import asdict

import typer
from rich.markup import escape
from rich.table import Table

from monitor.app.runtime import Runtime
from monitor.assess.account_register import FAULT_WORDS, AccountSighting, Entries, RegistryFault, compare
from monitor.cli import console
from monitor.cli.command_runtime import in_runtime, watch_of
from monitor.cli.options import ConfigOption, DatabaseOption, JsonOption
from monitor.domain.content import TimelineState
from monitor.domain.observation import AppListing, StoredObservation, Timeline
from monitor.domain.site import Watch
from monitor.feed import document as feed
from monitor.wording.say import say


def registry(
    context: typer.Context,
    as_json: JsonOption = False,
    config: ConfigOption = None,
    db: DatabaseOption = None,
) -> None:
    """Compare the registered accounts (备案) with those watched and those found alive; judges nothing."""
    watch = watch_of(context, config, db)
    entries, found, faults = in_runtime(context, db, watch, _compare)
    if as_json:
        typer.echo(feed.dumps([asdict(one) for one in faults]), nl=False)
        return
    read = sum(one.newest is not None for one in found.values())
    out = console.out()
    out.print(f"备案{len(entries)}条，监测{len(watch.accounts)}个账号，其中{read}个有读取记录。")
    if not entries:
        out.print("尚未导入备案信息，未核对备案：monitor import 备案表.xlsx")
    if faults:
        out.print(_table(watch, faults))
        out.print(f"共{len(faults)}项，请人工核实。")
    elif entries:
        out.print("账号登记与监测情况一致，未发现问题。")


def _table(watch: Watch, faults: Sequence[RegistryFault]) -> Table:
    units = {one.id: one.name for one in watch.units}
    names = {one.id: f"{one.name} [dim]{one.id}[/dim]" for one in watch.accounts}
    table = Table(show_edge=False, pad_edge=False, header_style="dim", box=None)
    for heading in ("问题", "责任单位", "账号", "说明"):
        table.add_column(heading, overflow="fold")
    for one in faults:
        table.add_row(
            FAULT_WORDS[one.fault],
            units.get(one.unit or "", "-"),
            "\n".join(names.get(id, escape(id)) for id in one.accounts),
            escape(say(one.said)),
        )
    return table


async def _compare(
    runtime: Runtime,
) -> tuple[Entries, dict[str, AccountSighting], tuple[RegistryFault, ...]]:
    now, watch = runtime.clock(), runtime.watch
    entries = await runtime.store.registrations(now)
    cases = await runtime.store.account_cases(watch.accounts, now, {})
    found = {}
    for account in watch.accounts:
        case = cases[account.id]
        looks: list[StoredObservation[Timeline] | StoredObservation[AppListing]] = [*case.timelines]
        looks += [one for several in case.apps.values() for one in several]
        posts = [one for one in case.timelines if one.facts.state is TimelineState.POSTS]
        newest = max(looks, key=lambda one: one.at, default=None)
        found[account.id] = AccountSighting(newest, posts[-1] if posts else None)
    return entries, found, compare(watch, entries, found, now)
