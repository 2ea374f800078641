"""`monitor db`: the database's own commands."""

import asyncio
from datetime import timedelta

import typer

from monitor.cli.compose import open_workshop, read_watch
from monitor.cli.options import ConfigOption, DatabaseOption, config_path, database_url
from monitor.domain.site import Watch
from storage.engine import parse, shown, upgrade

app = typer.Typer(no_args_is_help=True, help="The database.")


@app.command("upgrade")
def upgrade_(context: typer.Context, db: DatabaseOption = None) -> None:
    """Bring the database's tables to this version of the program (SQLite does so by itself)."""
    url = database_url(context, db)
    typer.echo(f"{shown(parse(url))} is at revision {upgrade(url)}")


@app.command("prune")
def prune_(context: typer.Context, config: ConfigOption = None, db: DatabaseOption = None) -> None:
    """Let go of raw visits and evidence older than `[evidence] keep_days` and `keep_visit_days` say."""
    watch = read_watch(config_path(context, config))
    visits, files = asyncio.run(_prune(watch, database_url(context, db)))
    typer.echo(
        f"forgot {visits} raw visits and {files} evidence files; no verdict that was given rests on them"
    )


async def _prune(watch: Watch, url: str) -> tuple[int, int]:
    keep = watch.settings["evidence"]
    async with open_workshop(watch, url, remember=False) as workshop:
        done = await workshop.store.prune(
            timedelta(days=keep["keep_days"]), timedelta(days=keep["keep_visit_days"])
        )
    return done.visits, len(done.files)
