"""`monitor report`: the quarterly notice, its tables and its numbers, from what is stored; visits nothing."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from monitor.app.runtime import DayJudge, Runtime
from monitor.cli import console
from monitor.cli.command_runtime import in_runtime, watch_of
from monitor.cli.judge import Times, moment_of, replacing
from monitor.cli.options import (
    AsOfOption,
    ConfigOption,
    DatabaseOption,
    JsonOption,
    KnownByOption,
    config_path,
)
from monitor.domain.made import collector_rests
from monitor.domain.observation import Listing
from monitor.domain.patrol import PatrolGround
from monitor.domain.site import Site, Subject, Watch
from monitor.domain.timing import DAY, Quarter, midnight
from monitor.domain.verdict import Clause
from monitor.quarter.build import QuarterInput, build_quarterly
from monitor.quarter.draft import draft_reasons
from monitor.quarter.figures import Quarterly
from monitor.quarter.ledger_figures import LedgerFigures
from monitor.quarter.points import LOADED_AT_ONCE, judge_quarter, points_of, slim
from monitor.quarter.rows import ChainPoint
from monitor.quarter.settings import ReportSettings, read_settings
from monitor.quarter.verdict_figures import VerdictFigures
from monitor.quarter.year import Yearly, build_yearly, year_draft_reasons
from monitor.regulations.editions import load_edition
from monitor.regulations.workdays import FILE, NOTHING_LOCAL, Workdays, read_workdays
from monitor.report.numbers import numbers_json
from monitor.report.write import file_parts
from monitor.report.yearly import year_files
from monitor.wording.say import for_unit
from storage.access.people import full_names
from storage.observations.exports import load_exports_of
from storage.observations.ledger import load_ledgers
from storage.observations.patrol_queue import grounds


def report(
    context: typer.Context,
    quarter: Annotated[
        str, typer.Argument(metavar="QUARTER", help="the quarter, such as 2026Q3, or the year, such as 2026")
    ],
    out: Annotated[Path | None, typer.Option("--out", help="folder to write into")] = None,
    as_of: AsOfOption = None,
    known_by: KnownByOption = None,
    as_json: JsonOption = False,
    config: ConfigOption = None,
    db: DatabaseOption = None,
) -> None:
    """Write a quarter's notice and full report (Word), annex tables (Excel), numbers (JSON), or a year's; visits nothing."""
    watch = watch_of(context, config, db)
    try:
        asked, local = _quarters(quarter), read_workdays(config_path(context, config).parent / FILE)
    except ValueError as error:
        console.stop(str(error))
    if out is None and not as_json:
        console.stop("--out: name the folder to write into, or ask for --json alone")
    settings = read_settings(watch)
    times = Times(moment_of(as_of), moment_of(known_by, "--known-by"))
    figures = in_runtime(context, db, watch, lambda runtime: _figures(runtime, settings, asked, times, local))
    if len(asked) > 1:
        _write_year(build_yearly(asked[0].year, figures), settings, out, as_json=as_json)
        return
    [quarterly] = figures
    if out is not None:
        written = write_folder(out, file_parts(quarterly, settings, _clauses(quarterly)))
        if not as_json:
            _tell(quarterly, settings, written)
    if as_json:
        typer.echo(numbers_json(quarterly).decode(), nl=False)


def _quarters(asked: str) -> list[Quarter]:
    """The one quarter asked for, or the four of a year. Raises ValueError."""
    if re.fullmatch(r"20\d{2}", asked.strip(), re.ASCII):
        return [Quarter(int(asked), number) for number in (1, 2, 3, 4)]
    return [Quarter.parse(asked)]


def _write_year(yearly: Yearly, settings: ReportSettings, out: Path | None, *, as_json: bool) -> None:
    files = year_files(yearly, settings)
    if out is not None:
        for path in write_folder(out, ((name, (content,)) for name, content in files.items())):
            console.err().print(str(path), markup=False) if as_json else typer.echo(path)
    if as_json:
        typer.echo(files[f"{yearly.year}-numbers.json"].decode(), nl=False)
    elif reasons := year_draft_reasons(yearly, settings):
        typer.echo(f"注意：本报告为草稿（监测不足）：{'；'.join(for_unit(one) for one in reasons)}")


async def _figures(
    runtime: Runtime, settings: ReportSettings, quarters: Sequence[Quarter], times: Times, local: Workdays
) -> list[Quarterly]:
    """The figures of each of *quarters* that has begun."""
    moment, known_by = await times.resolved(runtime)
    if moment > runtime.clock():
        console.stop(f"--as-of: {moment:%Y-%m-%d %H:%M} is still to come; nothing is known of it yet")
    first = quarters[0]
    if midnight(first.first) > moment:
        console.stop(
            f"{first} begins on {first.first}, after {moment:%Y-%m-%d %H:%M}: nothing can be said yet"
        )
    return [
        await quarterly_of(runtime, runtime.watch, settings, one, moment, known_by, local)
        for one in quarters
        if midnight(one.first) <= moment
    ]


async def write_report(runtime: Runtime, watch: Watch, quarter: Quarter, out: Path) -> list[Path]:
    """The notice of *quarter* as of now, written into *out*."""
    settings = read_settings(watch)
    now = runtime.clock()
    quarterly = await quarterly_of(runtime, watch, settings, quarter, now, now, NOTHING_LOCAL)
    return write_folder(out, file_parts(quarterly, settings, _clauses(quarterly)))


async def quarterly_of(
    runtime: Runtime,
    watch: Watch,
    settings: ReportSettings,
    quarter: Quarter,
    as_of: datetime,
    known_by: datetime,
    local: Workdays,
) -> Quarterly:
    """
    The figures of *quarter* as of a moment, by what had been heard up to *known_by*.

    Its days and last quarter's are judged anew from what is stored, as `judge` would for the same two times.
    """
    subjects = watch.subjects
    points = points_of(quarter, settings.points, as_of)
    before = points_of(quarter.previous, settings.points, as_of)
    earlier = midnight(quarter.previous.first)
    begun = await runtime.store.first_looks([one.id for one in subjects], known_by, earlier)

    newest_looks = await runtime.store.newest_looks(
        [one.id for one in subjects], midnight(quarter.first), known_by
    )
    newest = await runtime.store.chain_head(known_by)
    # a year's counts are settled by looks at the whole year
    since = midnight(quarter.first.replace(month=1)) if quarter.number == 4 else earlier
    # as far back as the first day's judging needs
    reach = runtime.store.needs.start(Listing, min((*points.moments, *points.days, as_of)))
    compared = frozenset(id for id, at in newest_looks.items() if at >= earlier)

    async def take(batch: Sequence[Subject], verdicts: VerdictFigures, ledgers: LedgerFigures) -> None:
        """Judge some subjects and take up the ledgers of the sites among them; what both rest on is let go of."""
        ids = [one.id for one in batch if isinstance(one, Site)]
        looks = await runtime.store.site_looks(ids, min(since, reach), as_of, known_by)

        async def load(batch: Sequence[Subject], moments: Sequence[datetime]) -> Mapping[str, DayJudge]:
            return await runtime.judges_at(batch, moments, known_by, begun, looks)

        judged = await judge_quarter(batch, points, load)
        verdicts.add(batch, judged, await judge_quarter(batch, before, load, slim))
        loaded = await load_ledgers(
            runtime.store, ids, since, as_of, known_by, looks, whole=not ledgers.packs_any(ids)
        )
        for one in loaded.values():
            ledgers.add(one)

    with LedgerFigures(watch, settings, quarter, as_of) as ledgers:
        verdicts = VerdictFigures(watch, ledgers.names, compared)
        for start in range(0, len(subjects), LOADED_AT_ONCE):
            with collector_rests():  # looks, articles and verdicts are many, and no cycle among them
                await take(subjects[start : start + LOADED_AT_ONCE], verdicts, ledgers)
        return build_quarterly(
            QuarterInput(
                watch=watch,
                settings=settings,
                quarter=quarter,
                as_of=as_of,
                known_by=known_by,
                points=points,
                verdicts=verdicts,
                ledgers=ledgers,
                exports=await load_exports_of(runtime.store, [one.id for one in watch.sites], known_by),
                patrols=await _patrols(runtime, watch, quarter, as_of),
                removed=await _removed(runtime, subjects, quarter, as_of, known_by),
                editions=_editions(watch, verdicts.editions),
                workdays=local,
                chain=ChainPoint(number=newest.number, at=newest.at, hash=newest.hash) if newest else None,
            )
        )


async def _patrols(
    runtime: Runtime, watch: Watch, quarter: Quarter, as_of: datetime
) -> tuple[PatrolGround, ...]:
    """What the patrols of *quarter* saw up to *as_of*; who decided by their full names."""
    until = min(as_of, midnight(quarter.last + DAY))
    async with runtime.store.database.read() as connection:
        found = await grounds(connection, [one.id for one in watch.sites], midnight(quarter.first), until)
        persons = await full_names(connection)
    return tuple(
        replace(
            one,
            tallies=tuple(
                replace(tally, who=tuple(persons.get(name, name) for name in tally.who))
                for tally in one.tallies
            ),
        )
        for one in (found[site.id] for site in watch.sites if site.id in found)
    )


async def _removed(
    runtime: Runtime,
    subjects: Sequence[Subject],
    quarter: Quarter,
    as_of: datetime,
    known_by: datetime,
) -> tuple[str, ...]:
    """The names of subjects that were looked at in the quarter and are configured no more."""
    known = {one.id for one in subjects}
    others = [id for id in await runtime.store.ever_noted() if id not in known]
    looks = await runtime.store.newest_looks(others, min(as_of, midnight(quarter.last + DAY)), known_by)
    gone = sorted(id for id, at in looks.items() if at >= midnight(quarter.first))
    names = await runtime.store.names(gone)
    return tuple(names[id] for id in gone if id in names)


def _editions(watch: Watch, judged_by: Collection[str]) -> dict[str, str]:
    """The regulations that judged anything at a point, with their titles and numbers; before any point, the configured ones."""
    ids = set(judged_by) or {one.edition for one in watch.subjects}
    ids |= {one.edition for site in watch.sites for one in site.columns if one.edition}
    found = {id: load_edition(id) for id in sorted(ids)}
    return {id: f"《{one.title}》（{one.number}）" for id, one in found.items()}


def _clauses(quarterly: Quarterly) -> list[Clause]:
    """The clauses of those regulations, for the kinds of subjects that are watched."""
    kinds = {one.kind for one in quarterly.outlines}
    return [one for id in quarterly.editions for one in load_edition(id).clauses if one.subject in kinds]


def write_folder(folder: Path, files: Iterable[tuple[str, Iterable[bytes]]]) -> list[Path]:
    """Write each file whole, as its parts come: a reader sees the old one or the new one. Stops when that cannot be."""
    written = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, parts in files:
            with replacing(folder / name) as file:
                file.writelines(parts)
            written.append(folder / name)
    except OSError as error:
        console.cannot_write(folder, error)
    return written


def _tell(quarterly: Quarterly, settings: ReportSettings, written: list[Path]) -> None:
    """What was written, and what the signer should know before signing."""
    out = console.out()
    for path in written:
        out.print(str(path), markup=False)
    output = quarterly.output
    if reasons := draft_reasons(quarterly, settings):
        out.print(
            f"注意：通报草稿不宜印发，已标为草稿（监测不足）：{'；'.join(for_unit(one) for one in reasons)}；原因见监测报告“尚不能判定事项”附件",
            markup=False, soft_wrap=True,
        )  # fmt: skip
    if missing := sum(len(one.uncovered) for one in output.sites):
        out.print(
            f"注意：{missing}个栏目的监测未覆盖整个季度，发布量为不完全统计；可先运行 monitor backfill --site ID "
            f"--from {quarterly.first}",
            markup=False,
        )
    if output.unresolved:
        names = "、".join(one.name for one in output.unresolved[:8])
        more = "等" if len(output.unresolved) > 8 else ""
        out.print(
            f"注意：{len(output.unresolved)}个信息来源未能对应到单位：{names}{more}；请在 [[unit]] aliases 或 [report] outside 中补充",
            markup=False,
        )
