"""`monitor db`: the database's own commands."""

import asyncio
from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer

from monitor.app.configuration import evidence_folder, read_watch
from monitor.app.own_clock import must_know_the_day
from monitor.app.runtime import Runtime
from monitor.cli import console
from monitor.cli.command_runtime import at_desk
from monitor.cli.options import ConfigOption, DatabaseOption, config_path, database_url
from storage.db.backup import CopyResult, back_up, copy_evidence
from storage.db.engine import parse, shown, upgrade
from storage.ops import jobs
from storage.ops.prune import Pruned

app = typer.Typer(
    no_args_is_help=True, help="Migrate the database, copy it, let go of what is past its keeping."
)


@app.command("upgrade")
def upgrade_(context: typer.Context, db: DatabaseOption = None) -> None:
    """Bring the database's tables to this version of the program (SQLite does so by itself)."""
    url = database_url(context, db)
    revision = upgrade(url)
    queue = "; the queue of the workers is ready" if asyncio.run(jobs.install(url)) else ""
    typer.echo(f"{shown(parse(url))} is at revision {revision}{queue}")


@app.command("prune")
def prune_(context: typer.Context, config: ConfigOption = None, db: DatabaseOption = None) -> None:
    """Let go of raw visits and evidence older than keep_days and keep_visit_days (table evidence) say."""

    async def work(runtime: Runtime) -> Pruned:
        keep = runtime.watch.settings.evidence
        await must_know_the_day(runtime)
        return await runtime.store.prune(timedelta(days=keep.keep_days), timedelta(days=keep.keep_visit_days))

    done = at_desk(context, config, db, work)
    typer.echo(
        f"forgot {done.visits} raw visits and {len(done.files)} evidence files; no verdict that was given rests on them"
    )


@app.command("backup")
def backup_(
    context: typer.Context,
    file: Annotated[
        Path | None, typer.Argument(metavar="FILE", help="where the copy goes; left out: evidence only")
    ] = None,
    evidence: Annotated[
        Path | None, typer.Option("--evidence", help="copy evidence files that are not there yet, too")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="replace FILE when it exists")] = False,
    config: ConfigOption = None,
    db: DatabaseOption = None,
) -> None:
    """Copy the database, verified, while a daemon writes; for PostgreSQL, say how pg_dump does it."""
    url = database_url(context, db)
    if file is None and evidence is None:
        console.stop("nothing to copy: name a FILE for the database, --evidence DIR, or both")
    folder = (
        evidence_folder(read_watch(config_path(context, config), database_url(context, db)), url)
        if evidence
        else None
    )
    if file is not None:
        size = asyncio.run(back_up(url, file, force=force))
        typer.echo(f"{file}: {size:,} bytes, a whole copy of {shown(parse(url))}, verified")
    if evidence is not None and folder is not None:
        _tell_copied(evidence, asyncio.run(copy_evidence(folder, evidence)))


def _tell_copied(target: Path, done: CopyResult) -> None:
    typer.echo(f"{target}: {done.files} evidence files copied ({done.bytes:,} bytes), {done.unchanged} there")
    if done.longer:
        console.stop(
            f"{len(done.longer)} files are longer in {target} than in the evidence folder, though evidence only "
            f"grows: {', '.join(done.longer[:5])}; both were left as they are, compare them",
            console.OUR_FAULT,
        )
