"""`monitor import`: observations made elsewhere."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from monitor.cli import console
from monitor.cli.compose import open_workshop, read_watch
from monitor.cli.options import ConfigOption, DatabaseOption, config_path, database_url
from monitor.domain.site import Watch
from monitor.imports.looks import Imported, read_looks
from monitor.imports.rows import FileError, read_rows


def import_(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help=".jsonl, .csv or .xlsx")],
    config: ConfigOption = None,
    db: DatabaseOption = None,
) -> None:
    """Store observations made elsewhere; a bad row is named and harms no other, a repeated one adds nothing."""
    watch = read_watch(config_path(context, config))
    try:
        done = read_looks(read_rows(file), watch)
    except FileError as error:
        console.stop(str(error))
    added = asyncio.run(_save(watch, database_url(context, db), done))
    for complaint in done.errors:
        console.err().print(f"{file}: {complaint}", markup=False)
    known = len(done.looks) - added
    typer.echo(
        f"{file}: {done.rows} rows, {added} new observations, {known} already stored, {len(done.errors)} bad rows"
    )
    if done.errors:
        raise typer.Exit(console.NOT_MEASURED)


async def _save(watch: Watch, url: str, done: Imported) -> int:
    async with open_workshop(watch, url) as workshop:
        added = 0
        for start in range(0, len(done.looks), 1000):
            added += await workshop.store.save_imported(done.looks[start : start + 1000])
        return added
