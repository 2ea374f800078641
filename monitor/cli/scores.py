"""`monitor scores`: a score sheet (评分表) for each subject, from what is stored; visits nothing."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from monitor.app.runtime import Runtime, open_runtime, read_watch
from monitor.cli import console
from monitor.cli.judge import Times, moment_of, replace_file
from monitor.cli.options import (
    AsOfOption,
    ConfigOption,
    DatabaseOption,
    KnownByOption,
    clock_of,
    config_path,
    database_url,
)
from monitor.cli.subjects import choose_accounts, choose_sites
from monitor.domain.site import Subject, Watch
from monitor.domain.timing import Clock
from monitor.regulations.indicators import NoTableError, level_of, scoring_editions, table_for
from monitor.scores.sheet import ScoreSheet, SheetMark, make_sheet
from monitor.scores.workbook import workbook


def scores(
    context: typer.Context,
    out: Annotated[Path, typer.Option("--out", help="folder for the workbooks")],
    site: Annotated[list[str] | None, typer.Option("--site", help="this site; may be repeated")] = None,
    account: Annotated[
        list[str] | None, typer.Option("--account", help="this account; may be repeated")
    ] = None,
    everyone: Annotated[bool, typer.Option("--all", help="every site and account")] = False,
    as_of: AsOfOption = None,
    known_by: KnownByOption = None,
    edition: Annotated[
        str | None, typer.Option("--edition", help="score by this edition instead of the configured one")
    ] = None,
    config: ConfigOption = None,
    db: DatabaseOption = None,
) -> None:
    """Write a score sheet (Excel) for each subject: every indicator, filled in as far as verdicts go."""
    watch = read_watch(config_path(context, config))
    if everyone == bool(site or account):
        console.stop("say whose score sheets: --site ID, --account ID (both may be repeated), or --all alone")
    if edition is not None and edition not in scoring_editions():
        console.stop(
            f"--edition: found {edition!r}, expected one that scores: {', '.join(scoring_editions())}"
        )
    subjects: list[Subject] = [
        *(choose_sites(watch, site or []) if site or everyone else ()),
        *(choose_accounts(watch, account or []) if account or everyone else ()),
    ]
    written, refused = asyncio.run(
        _write(
            watch,
            database_url(context, db),
            clock_of(context),
            subjects,
            Times(moment_of(as_of), moment_of(known_by, "--known-by")),
            edition,
            out,
        )
    )
    for line in written:
        typer.echo(line)
    for line in refused:
        console.err().print(line, markup=False)
    if refused:
        raise typer.Exit(console.NOT_MEASURED if written else console.USAGE)


async def _write(
    watch: Watch,
    url: str,
    clock: Clock,
    subjects: Sequence[Subject],
    times: Times,
    edition: str | None,
    out: Path,
) -> tuple[list[str], list[str]]:
    """Write the sheets; what was written, and who has none and why."""
    written, refused = [], []
    async with open_runtime(watch, url, clock) as runtime:
        moment, by = await times.resolved(runtime)
        given = await runtime.judge(subjects, moment, edition, known_by=by, save=times.is_told_whole)
        for subject in subjects:
            then = await _then(runtime, subject, moment, by, edition)
            level = level_of(then, watch.sites)
            try:
                table = table_for(then, level)
            except NoTableError as error:
                refused.append(str(error))
                continue
            sheet = make_sheet(then, table, given.get(then.id, ()), level=level, as_of=moment)
            path = out / f"{then.kind}-{then.id}-{table.id}-{moment:%Y%m%d}.xlsx"
            try:
                replace_file(path, workbook(sheet))
            except OSError as error:
                console.stop(f"{path}: cannot be written: {error.strerror}", console.OUR_FAULT)
            written.append(f"{path}: {_summary(sheet)}")
    return written, refused


async def _then(
    runtime: Runtime, subject: Subject, moment: datetime, known_by: datetime, edition: str | None
) -> Subject:
    then = await runtime.store.described(subject, moment, known_by)
    return then if edition is None else replace(then, edition=edition)


def _summary(sheet: ScoreSheet) -> str:
    ending = "单项否决, 不再评分" if sheet.vetoed else f"待人工 {sheet.counts[SheetMark.PEOPLE]}"
    decided, concerned = sheet.coverage
    return f"{len(sheet.rows)} 项指标, 适用 {concerned}, 已判定 {decided}, 未知 {sheet.counts[SheetMark.UNKNOWN]}, {ending}"
