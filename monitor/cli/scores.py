"""`monitor scores`: sheets, totals and ranking of units (评分), and what people fill in; from what is stored, visits nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from monitor.app.damaged import check_whole
from monitor.app.runtime import Runtime
from monitor.app.scoring import Scored, Scorer, draw, draw_and_keep, is_drawn_at_once, quarters_of
from monitor.cli import console
from monitor.cli.command_runtime import by_hand, in_runtime, watch_of
from monitor.cli.judge import Times, moment_of, replace_file
from monitor.cli.options import (
    AsOfOption,
    ConfigOption,
    DatabaseOption,
    KnownByOption,
    config_path,
)
from monitor.cli.subjects import choose_accounts, choose_sites
from monitor.domain.points import PeoplePoints, entered_cells
from monitor.domain.site import Account, Site, Subject, Watch
from monitor.domain.timing import Quarter, day_of, midnight
from monitor.regulations.indicators import (
    IndicatorTable,
    NoTableError,
    level_of,
    scoring_editions,
    table_for,
    table_ids,
)
from monitor.regulations.workdays import FILE, Workdays, WorkdaysError, read_workdays
from monitor.scores.book import BookInput, period_words, workbook_of
from monitor.scores.facts import facts_of
from monitor.scores.filled import FilledError, numbers_in, read_filled
from monitor.scores.period import IndicatorFact, Period, SheetOwner
from monitor.scores.plain import draw_of
from monitor.scores.points import own_rules, people_say
from monitor.scores.ranking import RankedGroup, rank_year
from monitor.scores.sheet import STATES, ScoreSheet, SheetMark, make_sheet
from monitor.scores.units import UnitSheet
from monitor.scores.workbook import workbook
from storage.access import audit

app = typer.Typer(add_completion=False, invoke_without_command=True)

#: So many names of units are told.
NAMED = 8
#: How a year's total is said to be made.
YEARS = {"average": "各季度平均", "last": "以最后一个季度为准"}


@app.callback()
def scores(
    context: typer.Context,
    out: Annotated[Path | None, typer.Option("--out", help="folder for the workbooks")] = None,
    unit: Annotated[list[str] | None, typer.Option("--unit", help="this unit; may be repeated")] = None,
    quarter: Annotated[str | None, typer.Option("--quarter", help="this quarter, such as 2026Q3")] = None,
    year: Annotated[int | None, typer.Option("--year", help="a whole year, quarter by quarter")] = None,
    table: Annotated[
        str | None, typer.Option("--table", help="score units by this table, such as G53")
    ] = None,
    site: Annotated[list[str] | None, typer.Option("--site", help="this site alone; may be repeated")] = None,
    account: Annotated[
        list[str] | None, typer.Option("--account", help="this account alone; may be repeated")
    ] = None,
    everyone: Annotated[bool, typer.Option("--all", help="every site and account, one by one")] = False,
    as_of: AsOfOption = None,
    known_by: KnownByOption = None,
    edition: Annotated[
        str | None, typer.Option("--edition", help="score sites and accounts by this edition")
    ] = None,
    config: ConfigOption = None,
    db: DatabaseOption = None,
) -> None:
    """
    Show totals and ranking of all units for a quarter or a year; with --out write the workbook, one sheet a unit.

    --site, --account and --all write the sheet of each site or account alone, as of a moment.
    """
    if context.invoked_subcommand is not None:
        return
    watch = watch_of(context, config, db)
    times = Times(moment_of(as_of), moment_of(known_by, "--known-by"))
    local = _workdays(config_path(context, config))
    asked = Asked(watch=watch, times=times, out=out, table=table, workdays=local)
    if site or account or everyone:
        mixed = bool(unit or quarter or year or table)
        subjects = _subjects_alone(asked, site or [], account or [], everyone, edition, mixed)
        assert out is not None  # else it stopped
        in_runtime(context, db, watch, lambda runtime: _write_alone(runtime, asked, subjects, edition, out))
        return
    if edition is not None:
        console.stop(
            "--edition goes with --site, --account or --all; units are scored by their sites' editions"
        )
    _check(asked, unit or [], quarter, year)
    in_runtime(context, db, watch, lambda runtime: _units(runtime, asked, unit or [], quarter, year))


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What every way of scoring is told."""

    watch: Watch
    times: Times
    out: Path | None
    table: str | None
    workdays: Workdays


def _workdays(path: Path) -> Workdays:
    try:
        return read_workdays(path.parent / FILE)
    except WorkdaysError as error:
        console.stop(str(error))


def _check(asked: Asked, units: Sequence[str], quarter: str | None, year: int | None) -> None:
    known = [one.id for one in asked.watch.units]
    for id in units:
        if id not in known:
            console.stop(f"no such unit: {id!r}; configured: {', '.join(known) or 'none'}")
    if quarter is not None and year is not None:
        console.stop("--quarter and --year: say one of them")
    if quarter is not None:
        try:
            Quarter.parse(quarter)
        except ValueError as error:
            console.stop(f"--quarter: {error}")
    if year is not None and not 2000 <= year <= 2099:
        console.stop(f"--year: found {year}, expected a year such as 2026")
    if asked.table is not None and asked.table not in table_ids():
        console.stop(f"--table: found {asked.table!r}, expected one of {', '.join(table_ids())}")


async def _units(
    runtime: Runtime, asked: Asked, units: Sequence[str], quarter: str | None, year: int | None
) -> None:
    moment, known_by = await asked.times.resolved(runtime)
    scorer = Scorer(
        runtime=runtime, watch=asked.watch, known_by=known_by, workdays=asked.workdays, table=asked.table
    )
    if year is not None:
        book = await _year(scorer, year, moment, known_by)
        name = str(year)
    else:
        wanted = Quarter.parse(quarter) if quarter else Quarter.of(day_of(moment))
        book = await _quarter(scorer, wanted, moment, known_by)
        name = str(wanted)
        if asked.times.is_told_whole(runtime.clock()) and asked.table is None:
            await runtime.store.keep_draw(draw_of(book.sheets, book.groups), book.as_of, runtime.clock())
    keys = {f"unit:{id}" for id in units}
    chosen = [one for one in book.sheets if not keys or one.key in keys]
    groups = [
        replace(group, rows=tuple(row for row in group.rows if not keys or row.key in keys))
        for group in book.groups
    ]
    book = replace(book, sheets=chosen, groups=[group for group in groups if group.rows])
    if not chosen:
        for line in book.refused:
            console.err().print(line, markup=False)
        console.stop("nobody to score: configure units, sites or accounts ([[unit]], [[site]], [[account]])")
    _show(book)
    if book.empty and not keys:
        names = "、".join(book.empty[:NAMED]) + (f" 等{len(book.empty)}个" if len(book.empty) > NAMED else "")
        console.out().print(
            f"名下没有网站、栏目、账号，也未见发布，未出表（列入 [report] towns、departments 即出表）：{names}",
            markup=False,
        )
    if asked.out is not None:
        path = asked.out / f"scores-{name}{f'-{asked.table}' if asked.table else ''}.xlsx"
        _write(path, workbook_of(book))
        typer.echo(f"{path}：{len(chosen)}张评分表")
    if book.refused:
        for line in book.refused:
            console.err().print(line, markup=False)
        raise typer.Exit(console.NOT_MEASURED)


async def _quarter(scorer: Scorer, quarter: Quarter, moment: datetime, known_by: datetime) -> BookInput:
    if midnight(quarter.first) > moment:
        console.stop(
            f"{quarter} begins on {quarter.first}, after {moment:%Y-%m-%d %H:%M}: nothing can be said yet"
        )
    drawn = await draw(scorer, quarter, moment)
    scored = drawn.scored
    return BookInput(
        title=period_words(str(quarter)), sheets=scored.sheets, groups=drawn.groups,
        as_of=scored.sheets[0].as_of if scored.sheets else moment, known_by=known_by, refused=scored.refused, empty=scored.empty,
        dashboard=_dashboard(scorer.watch),
    )  # fmt: skip


async def _year(scorer: Scorer, year: int, moment: datetime, known_by: datetime) -> BookInput:
    quarters = quarters_of(year, moment)
    if not quarters:
        console.stop(f"{year} begins after {moment:%Y-%m-%d %H:%M}: nothing can be said yet")
    by_quarter: dict[str, Sequence[UnitSheet]] = {}
    last = Scored(quarter=quarters[0], sheets=())
    for one in quarters:
        last = await scorer.score(one, moment)
        # a quarter in which nothing was seen says nothing of the year
        if seen := last.seen:
            by_quarter[str(one)] = seen
    rules = own_rules(scorer.watch)
    note = (
        f"年度得分：{YEARS[rules.year]}（考核单位自定：{rules.approver}，{rules.reason}）"
        if rules.year
        else "原文未规定季度得分如何合成年度得分，年度不计总分；可由考核单位在 [scores] year 中规定"
    )
    if midnight(quarters[-1].last) > moment:
        note += f"；{quarters[-1]}尚未结束"
    return BookInput(
        title=period_words(str(year)), sheets=last.sheets, groups=rank_year(by_quarter, rules), as_of=moment,
        known_by=known_by, refused=last.refused, empty=last.empty, year_note=note, dashboard=_dashboard(scorer.watch),
    )  # fmt: skip


def _dashboard(watch: Watch) -> str:
    return watch.settings.web.url


def _show(book: BookInput) -> None:
    out = console.out()
    out.print(
        f"{book.title}　监测时间点{book.as_of:%Y-%m-%d %H:%M}，知悉截至{book.known_by:%Y-%m-%d %H:%M}",
        markup=False,
    )
    if book.year_note:
        out.print(book.year_note, markup=False)
    for group in book.groups:
        out.print(f"\n{group.name}", markup=False)
        out.print(_ranking(group))
    states = [sheet.states for sheet in book.sheets]
    total = {state: sum(one[state] for one in states) for state in states[0]} if states else {}
    out.print(
        "\n各行状态：" + "　".join(f"{STATES[state]} {count}" for state, count in total.items() if count),
        markup=False,
    )


def _ranking(group: RankedGroup) -> Table:
    quarters = list(dict.fromkeys(name for row in group.rows for name, _ in row.history))
    table = Table(show_edge=False, pad_edge=False, header_style="dim", box=None)
    for heading in ("名次", "单位", "得分", *(quarters or ("上季度", "较上季度"))):
        table.add_column(heading, overflow="fold")
    for row in group.rows:
        then = dict(row.history)
        cells = [
            row.rank,
            row.name,
            str(row.total) if not quarters or row.total.points or row.total.vetoed else "—",
        ]
        if quarters:
            cells += [str(then[name]) if name in then else "—" for name in quarters]
        else:
            cells += [str(row.before) if row.before else "—", row.change]
        table.add_row(*cells)
    return table


def _write(path: Path, content: bytes) -> None:
    try:
        replace_file(path, content)
    except OSError as error:
        console.cannot_write(path, error)


@app.command("import")
def import_(
    context: typer.Context,
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE", help="workbooks of `monitor scores --out`, filled in")
    ],
    who: Annotated[str, typer.Option("--by", "--who", help="who filled it in: a name and an office")],
    config: ConfigOption = None,
    db: DatabaseOption = None,
) -> None:
    """
    Take in what people filled into score sheets: points, marks, notes. Added, never changed.

    A cell that somebody changed meanwhile to something else is a conflict: both entries are kept, neither counts, until
    a newly written sheet is filled in and imported.
    """
    watch = watch_of(context, config, db)
    if not (who := who.strip()) or len(who) > 100:
        console.stop("--by: say who filled the sheets in, at most 100 characters")
    local = _workdays(config_path(context, config))
    if in_runtime(context, db, watch, lambda runtime: _take(runtime, local, files, who)):
        raise typer.Exit(console.NOT_MEASURED)


async def _take(runtime: Runtime, local: Workdays, files: Sequence[Path], who: str) -> bool:
    """Import each file; whether anything was refused or came into conflict."""
    doubt = False
    for path in files:
        doubt = await _take_one(runtime, local, path, who) or doubt
    return doubt


async def _take_one(runtime: Runtime, local: Workdays, path: Path, who: str) -> bool:
    try:
        content = path.read_bytes()
        numbers = numbers_in(content)
    except OSError as error:
        console.cannot_read(path, error, "the workbook that `monitor scores` wrote and people filled in")
    except FilledError as error:
        console.stop(f"{path}: {error}")
    now = runtime.clock()
    watch = runtime.watch
    scorer = Scorer(runtime=runtime, watch=watch, known_by=now, workdays=local)
    sheets: dict[tuple[str, str], UnitSheet] = {}
    for period in sorted({number.period for _, number in numbers}):
        scored = await scorer.score(Quarter.parse(period), now)
        sheets.update({(one.key, period): one for one in scored.sheets})
    stored = await runtime.store.people_points()
    filled = read_filled(content, sheets, stored, who=who, at=now)
    added = await runtime.store.take_points(filled.entries)
    conflicts = [one for one in added if one.conflict]
    for period in sorted({one.period for one in added}) if is_drawn_at_once(watch) else ():
        await draw_and_keep(runtime, watch, runtime.clock(), runtime.clock(), Quarter.parse(period))
    line = by_hand(
        runtime, "points", path.name[:200], f"{len(added)} entries, {len(conflicts)} conflicts", who
    )
    async with runtime.store.database.write() as connection:
        await audit.note(connection, line)
    out = console.out()
    out.print(
        f"{path}：{filled.sheets}张评分表，新增{len(added) - len(conflicts)}项，冲突{len(conflicts)}项，"
        f"未接受{len(filled.refused)}项",
        markup=False,
    )
    if added and not is_drawn_at_once(watch):
        out.print(
            "  数据接口和“监测手段”页仍为此前的评分表，请运行 monitor scores --quarter 季度 重新生成",
            markup=False,
        )
    for one in conflicts:
        out.print(
            f"  冲突：{one.owner} {one.period} {one.row}，{_standing((*stored, *added), one)}", markup=False
        )
    for words in filled.refused:
        console.err().print(f"{path}: {words}", markup=False)
    if conflicts:
        out.print("  重新导出评分表，填入商定的结果后再导入", markup=False)
    return bool(conflicts or filled.refused)


def _standing(every: Sequence[PeoplePoints], one: PeoplePoints) -> str:
    return people_say(entered_cells(every)[one.cell])


def _subjects_alone(
    asked: Asked,
    sites: Sequence[str],
    accounts: Sequence[str],
    everyone: bool,
    edition: str | None,
    mixed: bool,
) -> list[Subject]:
    """The sites and accounts of which a sheet each is asked for. Stops where what is asked does not go together."""
    if everyone == bool(sites or accounts):
        console.stop("say whose score sheets: --site ID, --account ID (both may be repeated), or --all alone")
    if mixed:
        console.stop(
            "--unit, --quarter, --year and --table are about units; leave --site, --account and --all out"
        )
    if asked.out is None:
        console.stop("--out: name the folder for the sheets of sites and accounts")
    if edition is not None and edition not in scoring_editions():
        console.stop(
            f"--edition: found {edition!r}, expected one that scores: {', '.join(scoring_editions())}"
        )
    return [
        *(choose_sites(asked.watch, sites) if sites or everyone else ()),
        *(choose_accounts(asked.watch, accounts) if accounts or everyone else ()),
    ]


async def _write_alone(
    runtime: Runtime, asked: Asked, subjects: Sequence[Subject], edition: str | None, out: Path
) -> None:
    """Write the sheets, and say what was written, and who has none and why."""
    written, refused = [], []
    moment, by = await asked.times.resolved(runtime)
    save = asked.times.is_told_whole(runtime.clock())
    verdicts = await runtime.judge(subjects, moment, edition, known_by=by, save=save)
    check_whole(runtime.damaged)
    scorer = Scorer(runtime=runtime, watch=asked.watch, known_by=by, workdays=asked.workdays)
    period = await scorer.period(Quarter.of(day_of(moment)), moment, verdicts)
    for subject in subjects:
        then = await runtime.store.described(subject, moment, by)
        then = then if edition is None else replace(then, edition=edition)
        level = level_of(then, asked.watch.sites)
        try:
            table = table_for(then, level)
        except NoTableError as error:
            refused.append(str(error))
            continue
        sheet = make_sheet(
            then, table, verdicts.get(then.id, ()), level=level, as_of=moment, facts=_facts(period, then, table),
            rules=own_rules(asked.watch),
        )  # fmt: skip
        path = out / f"{then.kind}-{then.id}-{table.id}-{moment:%Y%m%d}.xlsx"
        _write(path, workbook(sheet))
        written.append(f"{path}：{_summary(sheet)}")
    for line in written:
        typer.echo(line)
    for line in refused:
        console.err().print(line, markup=False)
    if refused:
        raise typer.Exit(console.NOT_MEASURED if written else console.USAGE)


def _facts(period: Period, subject: Subject, table: IndicatorTable) -> Mapping[str, Sequence[IndicatorFact]]:
    """The figures of the period for one site or account alone, by row."""
    owner = SheetOwner(
        kind=subject.kind, id=subject.id, name=subject.name,
        sites=(subject,) if isinstance(subject, Site) else (),
        accounts=(subject,) if isinstance(subject, Account) else (),
    )  # fmt: skip
    return {
        one.id: [
            facts_of(period, owner, kind, minimum=one.minimum, by_unit=False, row=one)
            for kind in (*one.settled_by, *one.shows)
        ]
        for one in table.indicators
        if one.about in ("both", subject.kind)
    }


def _summary(sheet: ScoreSheet) -> str:
    ending = "单项否决，不再评分" if sheet.vetoed else f"待人工{sheet.counts[SheetMark.PEOPLE]}"
    decided, concerned = sheet.coverage
    return f"{len(sheet.rows)}项指标，适用{concerned}，已判定{decided}，未知{sheet.counts[SheetMark.UNKNOWN]}，{ending}"
