"""`monitor patrol`: the weekly walk over whole sites, and what people make of its candidates."""

import asyncio
import getpass
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from monitor.app.runtime import Runtime, open_runtime, read_watch
from monitor.cli import console
from monitor.cli.inspect_words import explain
from monitor.cli.options import ConfigOption, DatabaseOption, JsonOption, clock_of, config_path, database_url
from monitor.cli.short_commands import at_desk, by_hand
from monitor.collect.patrol import MOST, Patrolled, PatrolSettings, patrol_site
from monitor.domain.patrol import CandidateState, PatrolCandidate, ScreenId
from monitor.domain.site import Site, Watch
from monitor.domain.timing import Clock
from monitor.patrol.wording import WordListError, lists_in, shipped
from monitor.wording.say import label
from storage.access import audit
from storage.observations import patrol

app = typer.Typer(
    help="Walk whole sites for dead and hidden links, wording, personal numbers: candidates for people."
)

#: The order in which people look (筛查项): what harms most first.
ORDER = (
    ScreenId.OUTSIDE, ScreenId.HIDDEN, ScreenId.PRIVACY, ScreenId.FOREIGN, ScreenId.WORDING, ScreenId.DEAD_LINK,
)  # fmt: skip


@app.callback(invoke_without_command=True)
def patrol_(
    context: typer.Context,
    site: Annotated[
        list[str] | None, typer.Option("--site", help="only this site; may be said again")
    ] = None,
    most: Annotated[int, typer.Option("--most", min=1, help="addresses of one site at the most")] = MOST,
    lists: Annotated[
        Path | None, typer.Option("--lists", help="folder of the centre's own word lists (TOML)")
    ] = None,
    known: Annotated[
        list[str] | None, typer.Option("--known", help="domain that the centre vouches for")
    ] = None,
    as_json: JsonOption = False,
    config: ConfigOption = None,
    db: DatabaseOption = None,
) -> None:
    """Patrol the sites, or go on with a patrol that was broken off; then show what is to be looked at."""
    if context.invoked_subcommand is not None:
        return
    watch = read_watch(config_path(context, config), database_url(context, db))
    chosen = _chosen(watch, site)
    try:
        words = shipped() + (lists_in(lists) if lists else ())
    except WordListError as error:
        console.stop(str(error))
    if lists is not None and not lists.is_dir():
        console.stop(f"--lists: {lists} is no folder")
    settings = PatrolSettings(most=most, known_domains=tuple(known or ()), lists=words)
    done, found = asyncio.run(_patrol(watch, database_url(context, db), clock_of(context), chosen, settings))
    if as_json:
        for one in found:
            typer.echo(_json(one))
        return
    for each in done:
        asked = "，".join(f"{_KINDS[kind]} {many}" for kind, many in sorted(each.asked.items()))
        left = f"；因上限未看{each.left}个地址" if each.left else ""
        typer.echo(f"{each.site}：第{each.number}次巡查，{asked or '没有地址'}{left}")
        if each.unseen:
            (first, why), many = next(iter(each.unseen.items())), len(each.unseen)
            typer.echo(f"  有{many}个网页没有读到，其中有无问题不得而知；如{first}：{explain(why)}")
    _show(found)
    if any(each.left or each.unseen for each in done):
        raise typer.Exit(console.NOT_MEASURED)


_KINDS = {"page": "网页", "attachment": "附件", "picture": "图片", "outside": "外链"}


@app.command("list")
def list_(
    context: typer.Context,
    site: Annotated[str | None, typer.Option("--site", help="only this site")] = None,
    screen: Annotated[ScreenId | None, typer.Option("--screen", help="only this screen")] = None,
    state: Annotated[str, typer.Option("--state", help="open, confirmed, dismissed, gone or all")] = "open",
    as_json: JsonOption = False,
    config: ConfigOption = None,
    db: DatabaseOption = None,
) -> None:
    """Show candidates, one line a cause, with the pages that carry it."""
    if state not in (*CandidateState, "all"):
        console.stop(f"--state: found {state!r}, expected one of {', '.join(CandidateState)}, all")

    async def work(runtime: Runtime) -> list[PatrolCandidate]:
        async with runtime.store.database.read() as connection:
            wanted = None if state == "all" else CandidateState(state)
            return await patrol.candidates(connection, site, wanted, screen)

    found = at_desk(context, config, db, work)
    if as_json:
        for one in found:
            typer.echo(_json(one))
    else:
        _show(found)


IdsArgument = Annotated[
    list[str], typer.Argument(metavar="ID…", help="candidates (pc_…, or the ends of their ids)")
]
ReasonOption = Annotated[str, typer.Option("--reason", help="why, in a sentence; kept with who and when")]


@app.command()
def confirm(
    context: typer.Context, ids: IdsArgument, reason: ReasonOption, config: ConfigOption = None, db: DatabaseOption = None
) -> None:  # fmt: skip
    """Say that candidates are faults."""
    _decide(context, ids, reason, CandidateState.CONFIRMED, config, db)


@app.command()
def dismiss(
    context: typer.Context, ids: IdsArgument, reason: ReasonOption, config: ConfigOption = None, db: DatabaseOption = None
) -> None:  # fmt: skip
    """Say that candidates are none: the same cause on the same page never comes back."""
    _decide(context, ids, reason, CandidateState.DISMISSED, config, db)


def _decide(
    context: typer.Context, ids: list[str], reason: str, state: CandidateState, config: Path | None, db: str | None
) -> None:  # fmt: skip
    if not reason.strip():
        console.stop("--reason: say why, in a sentence")
    if any(len(one) < 6 for one in ids):
        console.stop("ID: give at least the last six letters, so that no other candidate is meant")

    async def work(runtime: Runtime) -> list[str]:
        async with runtime.store.database.write() as connection:
            found = await patrol.decide(connection, ids, state, getpass.getuser(), reason, runtime.clock())
            for one in found:
                await audit.note(connection, by_hand(runtime, f"patrol_{state}", one, reason))
            return found

    found = at_desk(context, config, db, work)
    if not found:
        console.stop("no candidate has such an id; they stand in `monitor patrol list`")
    typer.echo(f"{label('candidate', state)}：{len(found)}条")


def _chosen(watch: Watch, ids: Sequence[str] | None) -> list[Site]:
    known = {one.id: one for one in watch.sites}
    unknown = [one for one in ids or () if one not in known]
    if unknown:
        console.stop(f"--site: no such site: {unknown[0]!r}; configured: {', '.join(known)}")
    return [known[one] for one in ids] if ids else list(watch.sites)


async def _patrol(
    watch: Watch, url: str, clock: Clock, sites: Sequence[Site], settings: PatrolSettings
) -> tuple[list[Patrolled], list[PatrolCandidate]]:
    async with open_runtime(watch, url, clock) as runtime:
        done = []
        for site in sites:
            fetch = runtime.tools(site, await runtime.store.memory(site)).fetch
            done.append(
                await patrol_site(
                    site, runtime.store.database, fetch, runtime.wall, clock, settings,
                    lambda address: console.err().print(address, markup=False),
                )
            )  # fmt: skip
        async with runtime.store.database.read() as connection:
            found = [one for each in done for one in await patrol.candidates(connection, each.site)]
    return done, found


def _show(found: Sequence[PatrolCandidate]) -> None:
    if not found:
        typer.echo("没有待核实的线索。")
        return
    for screen in ORDER:
        those = [one for one in found if one.screen is screen]
        if not those:
            continue
        typer.echo(f"\n{label('screen', screen)}（{len(those)}条）")
        for one in those:
            state = "" if one.state is CandidateState.OPEN else f"【{label('candidate', one.state)}】"
            where = one.page or f"{one.pages}个页面链接到它"
            typer.echo(f"  {one.id[-8:]}  {state}{one.cause}  {one.sentence}\n            {where}")


def _json(one: PatrolCandidate) -> str:
    return json.dumps(
        {
            "id": one.id, "site": one.site, "screen": one.screen.value, "cause": one.cause, "page": one.page, "sentence": one.sentence,
            "detail": dict(one.detail), "first_seen": one.first_seen.isoformat(), "last_seen": one.last_seen.isoformat(),
            "state": one.state.value, "pages": one.pages, "who": one.who, "note": one.note,
        },
        ensure_ascii=False,
    )  # fmt: skip
