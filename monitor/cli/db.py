"""`monitor db`: the database's own commands."""

import typer

from monitor.cli.options import DatabaseOption, database_url
from storage.engine import parse, shown, upgrade

app = typer.Typer(no_args_is_help=True, help="The database.")


@app.command("upgrade")
def upgrade_(context: typer.Context, db: DatabaseOption = None) -> None:
    """Bring the database's tables to this version of the program (SQLite does so by itself)."""
    url = database_url(context, db)
    typer.echo(f"{shown(parse(url))} is at revision {upgrade(url)}")
