"""`monitor import`: observations made elsewhere."""

import asyncio
import getpass
import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from monitor.app.runtime import Runtime, open_wall
from monitor.cli import console
from monitor.cli.command_runtime import in_runtime, watch_of
from monitor.cli.options import ConfigOption, DatabaseOption, clock_of, config_path
from monitor.collect.imports.behind import LIMITS, rows_behind
from monitor.collect.imports.looks import Handed, Imported, read_looks
from monitor.collect.imports.period import period_days
from monitor.collect.imports.profiles import (
    FOLDER,
    ImportProfile,
    ProfileError,
    load_profiles,
    recognised,
    telling_headings,
)
from monitor.collect.imports.rows import FileError, ImportedRow, fitted
from monitor.domain.handed_in import DeclaredPeriod, OfficeExport, PublishingLog
from monitor.domain.observation import BoardReading, Exchange
from monitor.domain.site import Watch
from monitor.domain.text import clean_text
from monitor.domain.timing import DAY, day_of
from monitor.quarter.names import names_of


def import_(
    context: typer.Context,
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help=".jsonl, .csv or .xlsx; several sheets are read too")
    ],
    column: Annotated[
        list[str] | None,
        typer.Option(
            "--column",
            metavar="HEADING=KEY",
            help="what a table's heading stands for, nothing to leave it out; may be repeated",
        ),
    ] = None,
    given: Annotated[
        list[str] | None,
        typer.Option(
            "--set", metavar="KEY=VALUE", help="what every row says that no column holds; may be repeated"
        ),
    ] = None,
    profile: Annotated[
        str | None,
        typer.Option(
            "--profile",
            help="how to read the table: a profile that ships, or ID.toml in the folder imports beside the configuration",
        ),
    ] = None,
    period: Annotated[
        str | None,
        typer.Option("--period", help="the days that the export speaks of: 2026Q3, 2026-07, 2026, DAY..DAY"),
    ] = None,
    complete: Annotated[
        bool, typer.Option("--complete", help="declare that it holds everything of that period")
    ] = False,
    by: Annotated[
        str | None, typer.Option("--by", "--who", help="who declares it; default: the system's user")
    ] = None,
    config: ConfigOption = None,
    db: DatabaseOption = None,
) -> None:
    """Store observations made elsewhere; a bad row is named and harms no other, a repeated one adds nothing."""
    watch = watch_of(context, config, db)
    declared = _declared(period, day_of(clock_of(context)()), complete=complete, by=by)
    said = Fitting(_pairs(column, "--column"), _pairs(given, "--set"))
    try:
        profiles = load_profiles(config_path(context, config).parent / FOLDER)
        if profile is not None and profile not in profiles:
            console.stop(f"--profile: no such profile: {profile!r}; there are {', '.join(sorted(profiles))}")
        chosen = profiles[profile] if profile is not None else None
        rows, used = asyncio.run(_read(file, said, chosen, list(profiles.values())))
        sha256 = hashlib.sha256(file.read_bytes()).hexdigest()
        handed = Handed(period=declared, sha256=sha256, topic_name=used.name if used else "")
        done = read_looks(rows, watch, clock_of(context)(), handed)
    except (FileError, ProfileError) as error:
        console.stop(str(error))
    _must_hold_lines_of(declared, done, file)
    exchange = _as_exchange(file, sha256, clock_of(context)(), whole=not done.holds_messages)
    added = in_runtime(context, db, watch, lambda runtime: _save(runtime, done, exchange))
    for complaint in together(done.errors):
        console.err().print(f"{file}: {complaint}", markup=False, soft_wrap=True)
    known = len(done.looks) - added
    typer.echo(
        f"{file}: {done.rows} rows, {added} new observations, {known} already stored, {len(done.errors)} bad rows"
    )
    if used is not None and profile is None:
        typer.echo(f"  read as {used.id} ({used.name}); another: --profile ID")
    for remark in (*_remarks(done, added), *_names(done, watch, declared)):
        typer.echo(f"  {remark}")
    if not done.rows:
        console.stop(
            f"{file}: no rows were found, nothing was stored; a table needs a heading, and rows below it"
        )
    if done.errors:
        raise typer.Exit(console.NOT_MEASURED)


@dataclass(frozen=True, slots=True)
class Fitting:
    """What the operator said of a table: its headings, and what every row says."""

    columns: dict[str, str]
    values: dict[str, str]


async def _read(
    file: Path, said: Fitting, chosen: ImportProfile | None, profiles: list[ImportProfile]
) -> tuple[Iterator[ImportedRow], ImportProfile | None]:
    """The rows of *file*, and the profile that they were read by: the *chosen* one, or the one that knows the table."""
    if chosen is None and not said.columns and "observation" not in said.values:
        found = list(await _rows(file, telling_headings(profiles)))
        heads = next((row.columns for row in found if row.columns and not row.error), ())
        chosen = recognised(profiles, heads)
        if chosen is None and not set(heads) & set(telling_headings(profiles)):
            return fitted(iter(found), {}, said.values), None
    columns = {**(chosen.headings if chosen else {}), **said.columns}
    values = {**(chosen.values if chosen else {}), **said.values}
    return fitted(await _rows(file, tuple(columns)), columns, values), chosen


async def _rows(file: Path, explained: tuple[str, ...]) -> Iterator[ImportedRow]:
    async with open_wall(LIMITS) as wall:
        return await rows_behind(wall, file, explained)


def _declared(period: str | None, today: date, *, complete: bool, by: str | None) -> DeclaredPeriod | None:
    if period is None:
        if complete or by:
            console.stop("--complete: say of which days the export is whole: --period 2026Q3")
        return None
    try:
        first, last = period_days(period)
    except ValueError as error:
        console.stop(str(error))
    if complete and last >= today:
        over = (
            f"name the days that are over: --period {first}..{today - DAY}, or "
            if first < today
            else "import it once they are over, or "
        )
        console.stop(
            f"--complete: {first} to {last} are not over (today is {today}), so no export can hold everything of them; "
            f"{over}leave --complete out; nothing was stored"
        )
    who = ((by or "").strip() or getpass.getuser()) if complete else ""
    return DeclaredPeriod(first=first, last=last, complete=complete, by=who)


def _must_hold_lines_of(declared: DeclaredPeriod | None, done: Imported, file: Path) -> None:
    """Stop where a publishing log is declared whole for days of which it holds no line: more likely they are typed wrong."""
    days = sorted(
        line.on for one in done.looks if isinstance(one.facts, PublishingLog) for line in one.facts.articles
    )
    if declared is None or not declared.complete or not days or done.errors:  # a bad row withholds it anyway
        return
    if not any(declared.first <= day <= declared.last for day in days):
        console.stop(
            f"{file}: --period: no line is of {declared.first} to {declared.last}, they are of {days[0]} to {days[-1]}; "
            "nothing was stored. Name all the days that the export covers; a year proves that a quarter of it is empty"
        )


def _as_exchange(file: Path, sha256: str, now: datetime, *, whole: bool) -> Exchange:
    """The file as evidence; one with citizens' words is known by its hash alone."""
    note = f"imported file {file.name}, sha256 {sha256}"
    return Exchange(
        url=f"http://import.invalid/{sha256}", at=now, method="IMPORT", status=200, body=file.read_bytes() if whole else b"",
        note=note if whole else f"{note}; not kept: it holds citizens' words",
    )  # fmt: skip


#: So many rows with one complaint are all named, and so many complaints are told.
ROWS_NAMED, COMPLAINTS = 20, 100


def together(errors: Sequence[str]) -> list[str]:
    """The same complaint about several rows said once, with the rows it is about."""
    places: dict[str, list[str]] = {}
    for error in errors:
        place, _, words = error.partition(": ")
        places.setdefault(words, []).append(place)
    sentences = []
    for words, rows in places.items():
        more = f" … {rows[-1]} ({len(rows)} rows)" if len(rows) > ROWS_NAMED else ""
        sentences.append(f"{', '.join(rows[:ROWS_NAMED])}{more}: {words}")
    left = len(sentences) - COMPLAINTS
    return [*sentences[:COMPLAINTS], f"and {left} more complaints of other kinds"] if left > 0 else sentences


def _remarks(done: Imported, added: int) -> Iterator[str]:
    yield from _doubts(done)
    for place in together(done.left):
        yield f"left out: {place}"
    if done.not_out:
        yield f"{done.not_out} posts left out: drafts, deleted or not published"
    if done.ignored:
        yield f"columns left aside: {', '.join(sorted(done.ignored))}"
    if done.undated and done.looks and not added:
        yield (
            "nothing new in this log; to put on record that it still shows no newer post, say when it was taken: "
            "--set at=2026-11-20T08:30"
        )


def _names(done: Imported, watch: Watch, declared: DeclaredPeriod | None) -> Iterator[str]:
    """Of publishing logs and exports: names that nobody here bears, and what they withhold."""
    names = names_of(watch.units, watch.sites, watch.settings.report.outside)
    owned = {column for _, column in names.owners}
    strange: Counter[str] = Counter()
    unplaced: Counter[str] = Counter()
    logs = [one.facts for one in done.looks if isinstance(one.facts, PublishingLog)]
    exports = [one.facts for one in done.looks if isinstance(one.facts, OfficeExport)]
    for log in logs:
        strange.update(
            one.unit
            for one in log.articles
            if not (names.bears(one.unit) or (not one.unit and one.column in owned))
        )
        unplaced.update(one.column_name for one in log.articles if not one.column)
    for export in exports:
        strange.update(one.unit for one in export.rows if one.unit and not names.bears(one.unit))
    boards = [one.facts for one in done.looks if isinstance(one.facts, BoardReading)]
    answering = Counter(
        one.unit for board in boards for one in board.messages if one.unit and not names.bears(one.unit)
    )
    if answering:
        yield f"answering units that are nobody's here: {_counted(answering)}; add them to aliases of [[unit]]"
    if done.numbered:
        yield f"{done.numbered} messages have no number and were given one, made of board, day and title"
    if strange:
        yield (
            f"units that are nobody's here: {_counted(strange)}; as long as that is so this file proves no unit's "
            "silence: add them to aliases of [[unit]], or to [report] outside; no second import is needed"
        )
    if unplaced:
        yield f"columns that are none of the site's: {_counted(unplaced)}; so it proves nothing of single columns"
    if declared is not None and declared.complete and (logs or exports):
        whole = all(one.complete for one in logs) and all(one.complete for one in exports)
        said = f"declared whole for {declared.first} to {declared.last} by {declared.by}"
        yield said if whole else f"{said}; withheld, as rows could not be used"


def _counted(names: Counter[str]) -> str:
    shown = ", ".join(f"{name or '(empty)'} ({many})" for name, many in names.most_common(30))
    return f"{shown} … {len(names)} names" if len(names) > 30 else shown


def _doubts(done: Imported) -> Iterator[str]:
    """What the bad rows withhold."""
    doubt = done.doubt
    again = "correct them and import the file again"
    if doubt.everything:
        yield f"a row that cannot be attributed may be anybody's: this file proves no silence and no complete list; {again}"
        return
    if doubt.accounts:
        yield f"with rows that could not be used, this file proves no silence of {', '.join(sorted(doubt.accounts))}; {again}"
    if doubt.columns:
        names = ", ".join(f"{site}/{column}" for site, column in sorted(doubt.columns))
        yield f"with rows that could not be used, this file proves nothing stale in {names}; {again}"
    if doubt.articles:
        yield f"with rows that could not be used, this log proves no silence of any unit or column; {again}"
    if doubt.messages or doubt.guides or doubt.exports:
        yield f"with rows that could not be used, the export is not the complete list; {again}"


def _pairs(words: list[str] | None, option: str) -> dict[str, str]:
    for word in words or ():
        if "=" not in word:
            console.stop(f"{option}: found {word!r}, expected NAME=VALUE")
    return {
        clean_text(name): clean_text(value)
        for name, _, value in (word.partition("=") for word in words or ())
    }


async def _save(runtime: Runtime, done: Imported, file: Exchange) -> int:
    added = 0
    for start in range(0, len(done.looks), 1000):
        added += await runtime.store.save_imported(done.looks[start : start + 1000], file)
    return added
