"""`monitor run-once`: look now, store, judge, show."""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from functools import partial
from typing import Annotated, Any

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn

from monitor.app.damaged import check_whole
from monitor.app.own_clock import must_know_the_day
from monitor.app.runtime import Runtime
from monitor.app.servers import by_one_server
from monitor.assess.findings_store import update_findings
from monitor.cli import console, show
from monitor.cli.command_runtime import in_runtime, watch_of
from monitor.cli.options import ConfigOption, DatabaseOption, JsonOption
from monitor.cli.subjects import choose_accounts, choose_sites
from monitor.collect.runner import ProbeResult, look_at
from monitor.domain.site import Account, Site, Subject, Watch
from monitor.domain.timing import day_of
from monitor.domain.verdict import Outcome
from monitor.feed import document as feed
from probes.base import Probe, discover


def run_once(
    context: typer.Context,
    site: Annotated[list[str] | None, typer.Option("--site", help="site to look at; may be repeated")] = None,
    account: Annotated[
        list[str] | None, typer.Option("--account", help="account to look at; may be repeated")
    ] = None,
    probe: Annotated[
        list[str] | None, typer.Option("--probe", help="only this way of looking; may be repeated")
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="every configured site and account")] = False,
    fail_on: Annotated[
        str | None, typer.Option("--fail-on", help="`fail`: exit 4 when a verdict fails")
    ] = None,
    as_json: JsonOption = False,
    config: ConfigOption = None,
    db: DatabaseOption = None,
) -> None:
    """
    Look at a site or account now, store what was seen, judge it, and show the verdicts with their reasons.

    With an account its platform's canaries are looked at too.
    """
    watch = watch_of(context, config, db)
    if not (site or account or everything):
        known = ", ".join(one.id for one in watch.subjects)
        console.stop(f"name what to look at with --site or --account, or --all; configured: {known}")
    if fail_on not in (None, "fail"):
        console.stop(f"--fail-on: found {fail_on!r}, expected 'fail'")
    subjects: list[Subject] = []
    if site or everything:
        subjects += choose_sites(watch, site or [])
    if account or everything:
        subjects += choose_accounts(watch, account or [])
    probes = choose_probes(probe or [])
    looked, verdicts, damaged = in_runtime(
        context, db, watch, lambda runtime: _run(runtime, subjects, probes, as_json)
    )
    if as_json:
        typer.echo(feed.dumps({**verdicts, "looks": [asdict(one) for one in looked]}), nl=False)
    check_whole(damaged)
    asked = {one.id for one in subjects}
    leave([one for one in looked if one.subject in asked], verdicts, fail_on)


def canaries_for(watch: Watch, subjects: Sequence[Subject]) -> list[Account]:
    """The canaries (对照账号) beside *subjects* without which an account's silence proves nothing."""
    asked = {one.id for one in subjects}
    platforms = {one.platform for one in subjects if isinstance(one, Account)}
    return [one for one in watch.accounts if one.canary and one.platform in platforms and one.id not in asked]


def choose_probes(names: Sequence[str]) -> dict[str, Probe]:
    """The probes of those names, all of them for none."""
    known = discover()
    for name in names:
        if name not in known:
            console.stop(f"no such probe: {name!r}; there are: {', '.join(known)}")
    return {name: probe for name, probe in known.items() if not names or name in names}


async def _run(
    runtime: Runtime, subjects: Sequence[Subject], probes: dict[str, Probe], quiet: bool
) -> tuple[tuple[ProbeResult, ...], dict[str, Any], Mapping[str, str]]:
    watch = runtime.watch
    await must_know_the_day(runtime)
    runtime.store.evidence.check_writable(day_of(runtime.clock()))
    everyone = [*subjects, *canaries_for(watch, subjects)]
    looked = await look_with_progress(runtime, everyone, probes, quiet)
    now = runtime.clock()
    verdicts = await runtime.judge(subjects, now, known_by=now)
    await update_findings(runtime.store, watch, verdicts, now, damaged=runtime.damaged)
    newest = await runtime.store.newest_looks([one.id for one in subjects], now)
    if not quiet:
        show.show_verdicts(subjects, verdicts, line_checked=watch.references is not None)
        show.show_times(now, now, is_to_come=False)
    document = feed.document(
        feed.only(watch, subjects), verdicts, as_of=now, known_by=now, generated_at=now, newest=newest
    )
    return looked, document, runtime.damaged


async def look_with_progress(
    runtime: Runtime, subjects: Sequence[Subject], probes: dict[str, Probe], quiet: bool
) -> tuple[ProbeResult, ...]:
    """Look, server by server as a night does, with a progress line on a terminal and plain lines in a pipe."""
    lines = await by_one_server(runtime.fetch, subjects)
    look = partial(
        look_at, subjects, probes, runtime.tools_for, runtime.store.save, runtime.clock, lines=lines
    )
    if quiet or not sys.stderr.isatty():
        observer = (
            (lambda looked: None)
            if quiet
            else (lambda looked: print(show.look_line(looked), file=sys.stderr))
        )
        return await look(observer=observer)
    expected = sum(len(one.columns) + 2 for one in subjects if isinstance(one, Site)) or None
    with Progress(
        SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(),
        console=console.err(), transient=True,
    ) as progress:  # fmt: skip
        task = progress.add_task("正在监测", total=expected)

        def tell(looked: ProbeResult) -> None:
            step = 0 if looked.kind == "reading" else 1
            progress.update(
                task, advance=step, description=f"{looked.subject} {looked.probe} {looked.part}"[:60]
            )

        return await look(observer=tell)


def leave(looked: Sequence[ProbeResult], document: dict[str, Any], fail_on: str | None) -> None:
    """Exit 4 on a fail when asked to, 1 when something asked for could not be measured, else 0."""
    outcomes = {verdict["outcome"] for subject in document["subjects"] for verdict in subject["verdicts"]}
    if fail_on and Outcome.FAIL.value in outcomes:
        raise typer.Exit(console.FAILED)
    unmeasured = [one for one in looked if not one.measured and one.kind != "reading"]
    if unmeasured:
        console.err().print(f"{len(looked)}项监测中有{len(unmeasured)}项未能完成：", markup=False)
        for one in unmeasured[:20]:
            console.err().print(f"  {show.unmeasured_line(one)}", markup=False)
        if len(unmeasured) > 20:
            console.err().print(f"  另有{len(unmeasured) - 20}项", markup=False)
        raise typer.Exit(console.NOT_MEASURED)
