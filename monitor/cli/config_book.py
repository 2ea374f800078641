"""`monitor config export --out X.xlsx` and `config import X.xlsx`: the ledger's columns in Excel, out and back in."""

import asyncio
import getpass
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from monitor.app.configuration import read_watch, vocabulary
from monitor.app.runtime import open_runtime, open_wall
from monitor.cli import console
from monitor.cli.options import ConfigOption, DatabaseOption, clock_of, config_path, database_url
from monitor.collect.imports.behind import LIMITS
from monitor.config import read_ledger
from monitor.config.door import ConfigDoor
from monitor.domain.config_edit import Door
from monitor.domain.timing import Clock, day_of
from probes.wall.base import ReaderBroke
from storage.decisions.config_edits import read_edits


def write_columns(path: Path, url: str, out: Path, site: str, unit: str, clock: Clock) -> str:
    """Write the columns of a site, of a unit, or all, as a workbook; what was written, in words."""
    from monitor.cli.judge import replace_file
    from monitor.web.ledger.book import BookScope, write_book

    watch = read_watch(path, url)
    ledger = read_ledger(path, read_edits(url))
    for kind, id in (("site", site), ("unit", unit)):
        if id and f"{kind}/{id}" not in ledger.items:
            console.stop(f"--{kind}: no such {kind}: {id!r}; known: {', '.join(one.id for one in ledger.of(kind))}")  # fmt: skip
    scope = BookScope(site=site, unit=unit)
    try:
        replace_file(out, write_book(ledger, scope, centre=watch.centre.name, now=clock()))
    except OSError as error:
        console.cannot_write(out, error)
    return f"{out}: {len(scope.columns(ledger))} columns written; fill them in, then: monitor config import {out}"


def import_(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="a workbook that `config export` wrote")],
    save: Annotated[
        bool, typer.Option("--save", help="keep what it changes; without it, it is only shown")
    ] = False,
    retire_missing: Annotated[
        bool,
        typer.Option("--retire-missing", help="columns whose rows were deleted owe nothing from today on"),
    ] = False,
    config: ConfigOption = None,
    db: DatabaseOption = None,
) -> None:
    """
    Take a filled-in workbook of columns back: first shown as a difference, kept with --save.

    A mistake is told with its sheet, row and cell, and nothing is kept. What somebody else changed since the workbook
    was written is left as it is, and told.
    """
    path, url, clock = config_path(context, config), database_url(context, db), clock_of(context)
    try:
        content = file.read_bytes()
    except OSError as error:
        console.cannot_read(file, error, "the workbook that `monitor config export --out X.xlsx` wrote")
    left = asyncio.run(_import(path, url, clock, content, save, retire_missing))
    if left:
        raise typer.Exit(console.NOT_MEASURED)


async def _import(path: Path, url: str, clock: Clock, content: bytes, save: bool, retire: bool) -> int:
    """Show, or keep, what it changes; returns how many fields somebody else changed since."""
    # here, not above: every other command would start half a second later
    from monitor.collect.imports.ledger_sheet import read_sheet
    from monitor.web.ledger.book import LAYOUT
    from monitor.web.ledger.proposing import changes_in, proposal_lines, propose, words_of_lines
    from monitor.web.ledger.saving import LedgerRefused, Overtaken, edits_for, record

    watch = read_watch(path, url)
    async with open_wall(LIMITS) as wall:
        read = await wall.read(read_sheet, content, LAYOUT)
    if isinstance(read, ReaderBroke):
        console.stop(
            f"reading it takes more time or memory than such a table should ({read.reason}); {read.detail}"
        )
    config = ConfigDoor(path, vocabulary(), lambda: watch)
    edits = read_edits(url)
    known, draft = config.ledger(edits), propose(read, edits, config, None)
    if draft.wrong:
        console.stop("\n".join(draft.wrong))
    lines = proposal_lines(draft.fields, known, edits)
    for line in (*draft.remarks, *words_of_lines(lines, known)):
        typer.echo(line)
    for line in _missing_words([known.items[key].table.get("name", key) for key in draft.missing], retire):
        typer.echo(line)
    conflicts = sum(one.is_conflict for one in lines)
    today = day_of(clock()).isoformat()
    changes = changes_in(lines, draft.missing if retire else (), today, known)
    typer.echo(
        f"修改{len(changes)}处，未变{draft.unchanged}行" + (f"，未采用{conflicts}处" if conflicts else "")
    )
    if save and changes:
        async with open_runtime(watch, url, clock) as runtime:
            said = edits_for(changes, known, getpass.getuser(), clock(), Door.WORKBOOK)
            try:
                await record(runtime.store.database, config, said, known.version, edits, now=clock())
            except LedgerRefused as error:
                console.stop("\n".join(error.words))
            except Overtaken as error:
                console.stop(f"{error.edits[0].who} changed {error.edits[0].item} at this moment; nothing was kept, run it again")  # fmt: skip
        typer.echo(f"已保存，批次{said[0].batch}")
    elif changes:
        typer.echo("以上为预览，没有保存；确认无误后加 --save")
    return conflicts


def _missing_words(names: list[object], retire: bool) -> Iterator[str]:
    if names:
        what = "从今天起停用" if retire else "保持不变；确要停用的，填停用日期或加 --retire-missing"
        yield f"表中已没有的栏目{len(names)}个（{'、'.join(str(one) for one in names[:10])}）：{what}"
