"""`monitor import`: observations made elsewhere."""

import asyncio
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer

from monitor.app.runtime import open_runtime, open_wall, read_watch
from monitor.cli import console
from monitor.cli.options import ConfigOption, DatabaseOption, clock_of, config_path, database_url
from monitor.collect.imports.behind import LIMITS, rows_behind
from monitor.collect.imports.looks import Imported, read_looks
from monitor.collect.imports.rows import FileError, ImportedRow, fitted
from monitor.domain.site import Watch
from monitor.domain.text import clean_text
from monitor.domain.timing import Clock


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
    config: ConfigOption = None,
    db: DatabaseOption = None,
) -> None:
    """Store observations made elsewhere; a bad row is named and harms no other, a repeated one adds nothing."""
    watch = read_watch(config_path(context, config))
    try:
        columns = _pairs(column, "--column")
        rows = fitted(asyncio.run(_rows(file, tuple(columns))), columns, _pairs(given, "--set"))
        done = read_looks(rows, watch, clock_of(context)())
    except FileError as error:
        console.stop(str(error))
    added = asyncio.run(_save(watch, database_url(context, db), clock_of(context), done))
    for complaint in together(done.errors):
        console.err().print(f"{file}: {complaint}", markup=False, soft_wrap=True)
    known = len(done.looks) - added
    typer.echo(
        f"{file}: {done.rows} rows, {added} new observations, {known} already stored, {len(done.errors)} bad rows"
    )
    for remark in _remarks(done, added):
        typer.echo(f"  {remark}")
    if done.errors:
        raise typer.Exit(console.NOT_MEASURED)


async def _rows(file: Path, explained: tuple[str, ...]) -> Iterator[ImportedRow]:
    async with open_wall(LIMITS) as wall:
        return await rows_behind(wall, file, explained)


#: So many rows with one complaint are all named, and so many complaints are told.
ROWS_NAMED, COMPLAINTS = 20, 100


def together(errors: Sequence[str]) -> list[str]:
    """The same complaint about several rows said once, with the rows it is about."""
    places: dict[str, list[str]] = {}
    for error in errors:
        place, _, words = error.partition(": ")
        places.setdefault(words, []).append(place)
    told = []
    for words, some in places.items():
        more = f" … {some[-1]} ({len(some)} rows)" if len(some) > ROWS_NAMED else ""
        told.append(f"{', '.join(some[:ROWS_NAMED])}{more}: {words}")
    left = len(told) - COMPLAINTS
    return [*told[:COMPLAINTS], f"and {left} more complaints of other kinds"] if left > 0 else told


def _remarks(done: Imported, added: int) -> Iterator[str]:
    if not done.rows:
        yield "no rows were found; a table needs a heading, and rows below it"
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
    if doubt.messages or doubt.guides:
        yield f"with rows that could not be used, the export is not the complete list; {again}"


def _pairs(words: list[str] | None, option: str) -> dict[str, str]:
    for word in words or ():
        if "=" not in word:
            console.stop(f"{option}: found {word!r}, expected NAME=VALUE")
    return {
        clean_text(name): clean_text(value)
        for name, _, value in (word.partition("=") for word in words or ())
    }


async def _save(watch: Watch, url: str, clock: Clock, done: Imported) -> int:
    async with open_runtime(watch, url, clock) as runtime:
        added = 0
        for start in range(0, len(done.looks), 1000):
            added += await runtime.store.save_imported(done.looks[start : start + 1000])
        return added
