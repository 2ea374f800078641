"""The `monitor` command: each command in a file of its own, put together here."""

import sys
import traceback
from pathlib import Path
from typing import Annotated

import typer

from monitor.cli import alerts as alerts_commands
from monitor.cli import config as config_commands
from monitor.cli import console
from monitor.cli import db as db_commands
from monitor.cli import evidence as evidence_commands
from monitor.cli import findings as findings_commands
from monitor.cli import person as person_commands
from monitor.cli import review as review_commands
from monitor.cli import token as token_commands
from monitor.cli.audit import audit
from monitor.cli.backfill import backfill
from monitor.cli.daemon import daemon
from monitor.cli.demo import demo
from monitor.cli.discover import discover
from monitor.cli.imports import import_
from monitor.cli.init import init
from monitor.cli.inspect import inspect
from monitor.cli.judge import feed, judge
from monitor.cli.options import Common
from monitor.cli.registry import registry
from monitor.cli.report import report
from monitor.cli.run_once import run_once
from monitor.cli.scores import scores
from monitor.cli.status import status
from monitor.cli.web import web
from monitor.cli.worker import worker
from monitor.config import ConfigError
from monitor.feed import software
from storage.engine import StoreError

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Monitor of government websites and government new media (政府网站与政务新媒体监测).",
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(software())
        raise typer.Exit


@app.callback()
def _root(
    context: typer.Context,
    config: Annotated[Path | None, typer.Option(help="what to watch")] = None,
    db: Annotated[str | None, typer.Option(help="where to store")] = None,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="print the version")
    ] = False,
) -> None:
    """Options said here go with every command."""
    context.obj = Common(config, db)


app.command("run-once")(run_once)
app.command()(daemon)
app.command()(worker)
app.command()(judge)
app.command()(feed)
app.command()(scores)
app.command("import")(import_)
app.command()(inspect)
app.command()(discover)
app.command()(init)
app.command()(registry)
app.command()(report)
app.command()(backfill)
app.command()(demo)
app.add_typer(alerts_commands.app, name="alerts")
app.command()(status)
app.command()(web)
app.command()(audit)
app.add_typer(config_commands.app, name="config")
app.add_typer(evidence_commands.app, name="evidence")
app.add_typer(findings_commands.app, name="findings")
app.add_typer(review_commands.app, name="review")
app.add_typer(person_commands.app, name="person")
app.add_typer(token_commands.app, name="token")
app.add_typer(db_commands.app, name="db")


def main() -> None:
    """Run one command; what it meets becomes an exit status (0 done … 3 our own fault)."""
    try:
        app()
    except ConfigError as error:
        print(error, file=sys.stderr)
        many = len(error.mistakes)
        print(
            f"{many} mistake{'s' if many > 1 else ''} in the configuration; nothing was started.",
            file=sys.stderr,
        )
        sys.exit(console.USAGE)
    except StoreError as error:
        print(error, file=sys.stderr)
        sys.exit(console.USAGE)
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        sys.exit(console.DONE)
    except Exception as error:
        traceback.print_exc()
        print(f"This is our own fault, not yours: {type(error).__name__}: {error}", file=sys.stderr)
        sys.exit(console.OUR_FAULT)
