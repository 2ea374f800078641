"""`monitor patrol`: the weekly walk over whole sites, and what people make of its candidates."""

import getpass
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from monitor.app.patrolling import patrol_once, word_lists
from monitor.app.runtime import Runtime
from monitor.assess.patrol_findings import update_patrol_findings
from monitor.cli import console
from monitor.cli.command_runtime import at_desk, by_hand, in_runtime, watch_of
from monitor.cli.inspect_words import explain
from monitor.cli.options import ConfigOption, DatabaseOption, JsonOption
from monitor.cli.subjects import choose_sites
from monitor.collect.patrol import Patrolled
from monitor.domain.patrol import CandidateState, PatrolCandidate, QueueLine, ScreenId
from monitor.domain.settings import PatrolSettings
from monitor.domain.site import Site
from monitor.domain.timing import day_of
from monitor.patrol.wording import WordListError
from monitor.wording.patrol import ORDER, detail_words, line_words, seen_words
from monitor.wording.say import label
from storage.access import audit
from storage.observations import patrol_queue

app = typer.Typer(
    help="Walk whole sites for dead and hidden links, wording, personal numbers: candidates for people."
)


@app.callback(invoke_without_command=True)
def patrol_(
    context: typer.Context,
    site: Annotated[
        list[str] | None, typer.Option("--site", help="only this site; may be said again")
    ] = None,
    most: Annotated[
        int | None, typer.Option("--most", min=1, help="addresses of one site at the most; else as the configuration says")
    ] = None,
    lists: Annotated[
        Path | None, typer.Option("--lists", help="folder of the centre's own word lists (TOML); else as the configuration says")
    ] = None,
    known: Annotated[
        list[str] | None, typer.Option("--known", help="one more domain that the centre vouches for")
    ] = None,
    as_json: JsonOption = False,
    config: ConfigOption = None,
    db: DatabaseOption = None,
) -> None:  # fmt: skip
    """Patrol the sites, or go on with a patrol that was broken off; then show what is to be looked at."""
    if context.invoked_subcommand is not None:
        return
    watch = watch_of(context, config, db)
    chosen = choose_sites(watch, site or ())
    if lists is not None and not lists.is_dir():
        console.stop(f"--lists: {lists} is no folder; name the one that holds the lists (*.toml)")
    said = watch.settings.patrol
    settings = replace(
        said, most=most or said.most, lists=str(lists) if lists else said.lists,
        known_domains=(*said.known_domains, *(known or ())),
    )  # fmt: skip
    try:
        word_lists(settings)
    except WordListError as error:
        console.stop(str(error))
    done, found = in_runtime(context, db, watch, lambda runtime: _patrol(runtime, chosen, settings))
    if as_json:
        for one in found:
            typer.echo(_json(one))
    else:
        for each in done:
            _tell(each)
        _show(found)
    if any(each.left or each.unseen for each in done):
        raise typer.Exit(console.NOT_MEASURED)


def _tell(each: Patrolled) -> None:
    asked = "，".join(f"{label('patrol_kind', kind)}{many}" for kind, many in sorted(each.asked.items()))
    left = f"；因上限未看{each.left}个地址" if each.left and not each.paused else ""
    paused = f"；未完，{label('patrol_paused', each.paused)}（还有{each.left}个地址）" if each.paused else ""
    typer.echo(f"{each.site}：第{each.number}次巡查，{asked or '没有地址'}{left}{paused}")
    bad = {name: many for name, many in each.outcomes.items() if name != "ok"}
    if bad:
        words = "，".join(f"{label('patrol_outcome', name)}{many}" for name, many in sorted(bad.items()))
        typer.echo(f"  其中：{words}")
    if each.unseen:
        (first, why), many = next(iter(each.unseen.items())), len(each.unseen)
        typer.echo(f"  有{many}个网页没有读到，其中有无问题不得而知；如 {first}：{explain(why)}")


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
    """Show candidates, one line a cause, with how many pages carry it."""
    if state not in (*CandidateState, "all"):
        console.stop(f"--state: found {state!r}, expected one of {', '.join(CandidateState)}, all")

    async def work(runtime: Runtime) -> list[QueueLine]:
        if site is not None:
            choose_sites(runtime.watch, (site,))
        async with runtime.store.database.read() as connection:
            wanted = None if state == "all" else CandidateState(state)
            return await patrol_queue.queue_lines(connection, site, wanted, screen)

    found = at_desk(context, config, db, work)
    if as_json:
        for one in found:
            typer.echo(_json(one))
    else:
        _show(found)


@app.command()
def show(
    context: typer.Context,
    id: Annotated[str, typer.Argument(metavar="ID", help="a candidate (pc_…, or the end of its id)")],
    config: ConfigOption = None,
    db: DatabaseOption = None,
) -> None:
    """Show one line of the queue whole: every candidate on it, and the pages that carry it."""

    async def work(runtime: Runtime) -> tuple[list[PatrolCandidate], list[tuple[str, str, str]]]:
        async with runtime.store.database.read() as connection:
            found = await patrol_queue.by_ids(connection, [id])
            several = await patrol_queue.on_line(connection, found[0]) if found else []
            pages = await patrol_queue.pages_of(connection, found[0].site, [one.cause for one in several]) if found else []  # fmt: skip
            return several, pages

    several, pages = at_desk(context, config, db, work)
    if not several:
        console.stop("no candidate has such an id; they stand in `monitor patrol list`")
    first = several[0]
    typer.echo(
        f"{label('screen', first.screen)}：{line_words(first.screen, first.line, first.detail.get('find', ''))}  {detail_words(first)}"
    )
    for one in several:
        typer.echo(f"  {one.id[-8:]}  {one.cause}  {seen_words(one)}\n            {one.page or '—'}")
        if one.evidence:
            typer.echo(f"            依据：{'、'.join(one.evidence)}")
    for page, words, target in pages:
        typer.echo(f"  链接在 {page}：“{words}” → {target}")


IdsArgument = Annotated[
    list[str], typer.Argument(metavar="ID", help="candidates (pc_…, or the ends of their ids)")
]
ReasonOption = Annotated[str, typer.Option("--reason", help="why, in a sentence; kept with who and when")]
OnlyOption = Annotated[
    bool, typer.Option("--only", help="these alone, not all others of the same line and state")
]


@app.command()
def confirm(
    context: typer.Context, ids: IdsArgument, reason: ReasonOption, only: OnlyOption = False, config: ConfigOption = None,
    db: DatabaseOption = None,
) -> None:  # fmt: skip
    """Say that candidates are faults: each line becomes a finding, with a line in the unit's next mail."""
    _decide(context, ids, reason, CandidateState.CONFIRMED, only, config, db)


@app.command()
def dismiss(
    context: typer.Context, ids: IdsArgument, reason: ReasonOption, only: OnlyOption = False, config: ConfigOption = None,
    db: DatabaseOption = None,
) -> None:  # fmt: skip
    """Say that candidates are none: the same cause on the same page never comes back."""
    _decide(context, ids, reason, CandidateState.DISMISSED, only, config, db)


@app.command("white-list")
def white_list(
    context: typer.Context,
    ids: Annotated[
        list[str] | None, typer.Argument(metavar="ID", help="candidates whose lines are right; none: show the list")
    ] = None,
    reason: Annotated[str, typer.Option("--reason", help="why, in a sentence; kept with who and when")] = "",
    all_sites: Annotated[bool, typer.Option("--all-sites", help="on every site, not on theirs alone")] = False,
    end: Annotated[str | None, typer.Option("--end", help="take this entry (pw_…) off the list")] = None,
    config: ConfigOption = None,
    db: DatabaseOption = None,
) -> None:  # fmt: skip
    """Say that lines are right wherever they stand; without ids, show the list and what was dismissed often."""
    if end is not None:
        _end_white(context, end, config, db)
        return
    if not ids:
        _show_white(context, config, db)
        return
    _check(ids, reason)

    async def work(runtime: Runtime) -> int:
        now, who = runtime.clock(), getpass.getuser()
        async with runtime.store.database.write() as connection:
            found = await patrol_queue.by_ids(connection, ids)
            lines = {("" if all_sites else one.site, one.screen, one.line) for one in found}
            for site, screen, line in sorted(lines):
                id = await patrol_queue.put_white(connection, site, screen, line, who, reason, now)
                await audit.note(connection, by_hand(runtime, "patrol_white", id, f"{line}：{reason}"))
            return len(lines)

    many = at_desk(context, config, db, work)
    if not many:
        console.stop("no candidate has such an id; they stand in `monitor patrol list`")
    typer.echo(f"已列入白名单：{many}条")


def _end_white(context: typer.Context, id: str, config: Path | None, db: str | None) -> None:
    async def work(runtime: Runtime) -> bool:
        async with runtime.store.database.write() as connection:
            done = await patrol_queue.end_white(connection, id, getpass.getuser(), runtime.clock())
            if done:
                await audit.note(connection, by_hand(runtime, "patrol_white_ended", id, ""))
            return done

    if not at_desk(context, config, db, work):
        console.stop(f"--end: no entry {id!r} is on the white list; `monitor patrol white-list` shows them")
    typer.echo("已移出白名单；同样的线索再次出现时重新待核实。")


def _show_white(context: typer.Context, config: Path | None, db: str | None) -> None:
    async def work(runtime: Runtime):  # type: ignore[no-untyped-def]
        async with runtime.store.database.read() as connection:
            return await patrol_queue.white_list(connection), await patrol_queue.tallies_by_line(connection)

    white, tallies = at_desk(context, config, db, work)
    typer.echo(f"白名单（{len(white)}条）")
    for one in white:
        typer.echo(f"  {one.id}  {label('screen', one.screen)}：{one.line}（{one.site or '全部网站'}）{one.who}：{one.reason}")  # fmt: skip
    typer.echo(f"\n曾被排除的线索（{len(tallies)}条；经常被排除的可列入白名单）")
    for one in tallies:
        typer.echo(
            f"  排除 {one.dismissed}，确认 {one.confirmed}，待核实 {one.open}  {label('screen', one.screen)}：{one.line}（{one.sites}个网站）"
        )


def _check(ids: Sequence[str], reason: str) -> None:
    if not reason.strip():
        console.stop("--reason: say why, in a sentence")
    if any(len(one) < 6 for one in ids):
        console.stop("ID: give at least the last six letters, so that no other candidate is meant")


def _decide(
    context: typer.Context, ids: list[str], reason: str, state: CandidateState, only: bool, config: Path | None,
    db: str | None,
) -> None:  # fmt: skip
    _check(ids, reason)

    async def work(runtime: Runtime) -> int:
        now, who = runtime.clock(), getpass.getuser()
        async with runtime.store.database.write() as connection:
            found = await patrol_queue.by_ids(connection, ids)
            many = await patrol_queue.decide_some(connection, found, state, who, reason, now, only=only)
            for one in found:
                await audit.note(connection, by_hand(runtime, f"patrol_{state}", one.id, reason))
            sites = sorted({one.site for one in found})
            await update_patrol_findings(connection, runtime.watch, sites, now)
            return many

    many = at_desk(context, config, db, work)
    if not many:
        console.stop("no candidate has such an id; they stand in `monitor patrol list`")
    typer.echo(f"{label('candidate', state)}：{many}条")


async def _patrol(
    runtime: Runtime, sites: Sequence[Site], settings: PatrolSettings
) -> tuple[list[Patrolled], list[QueueLine]]:
    runtime.store.evidence.check_writable(day_of(runtime.clock()))
    done = await patrol_once(
        runtime, sites, settings, lambda address: console.err().print(address, markup=False)
    )
    async with runtime.store.database.read() as connection:
        found = [one for each in done for one in await patrol_queue.queue_lines(connection, each.site)]
    return done, found


def _show(found: Sequence[QueueLine]) -> None:
    if not found:
        typer.echo("没有待核实的线索。")
        return
    for screen in ORDER:
        those = [one for one in found if one.first.screen is screen]
        if not those:
            continue
        typer.echo(f"\n{label('screen', screen)}（{len(those)}条）")
        for line in those:
            one = line.first
            state = "" if one.state is CandidateState.OPEN else f"【{label('candidate', one.state)}】"
            more = f"（{line.many}处，{line.pages}个页面）" if line.many > 1 or line.pages > 1 else ""
            typer.echo(
                f"  {one.id[-8:]}  {state}{line_words(one.screen, one.line, one.detail.get('find', ''))}{more}  {seen_words(one)}  {detail_words(one)}".rstrip()
            )
            if one.page and one.page != one.line:
                typer.echo(f"            {one.page}")


def _json(line: QueueLine) -> str:
    one = line.first
    return json.dumps(
        {
            "id": one.id, "site": one.site, "screen": one.screen.value, "line": one.line, "cause": one.cause, "page": one.page,
            "sentence": one.sentence, "detail": dict(one.detail), "first_seen": one.first_seen.isoformat(),
            "last_seen": line.last_seen.isoformat(), "state": one.state.value, "candidates": line.many, "pages": line.pages,
            "who": one.who, "note": one.note, "evidence": list(one.evidence),
        },
        ensure_ascii=False,
    )  # fmt: skip
