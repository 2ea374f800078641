"""The `monitor` command: each command in a file of its own, put together here."""

import gc
import importlib.metadata
import sys
import traceback
from pathlib import Path
from typing import Annotated

import typer

from monitor.app.errors import ClockError, UsageError
from monitor.cli import console
from monitor.cli.commands import Commands
from monitor.cli.options import Common
from monitor.domain.program import build

app = typer.Typer(
    cls=Commands,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Monitor of government websites and government new media (政府网站与政务新媒体监测).",
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"{importlib.metadata.version('gov-monitor')} (build {build()})")
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
    common = context.obj if isinstance(context.obj, Common) else Common()
    context.obj = Common(config, db, common.clock)


def main() -> None:
    """Run one command; what it meets becomes an exit status (0 done … 3 our own fault)."""
    gc.set_threshold(
        50_000, 20, 20
    )  # hundreds of thousands of records at once, without cycles: seldom looked through
    for stream in (sys.stdout, sys.stderr):
        console.adapt(stream)
    sys.stdout, sys.stderr = console.outliving(sys.stdout), console.outliving(sys.stderr)
    try:
        try:
            app()
        finally:
            sys.stdout.flush()  # here, where a disk that is full can still be told
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:
        sys.exit(_tell(error))


def _tell(error: Exception) -> int:
    """Say what went wrong; returns the exit status. Of several that broke together, the one that says what to do."""
    # here, not above: they bring the database and the reader of configurations, and most starts meet neither's errors
    from monitor.config.mistakes import ConfigError
    from storage.db.troubles import StoreError, StoreFault, trouble

    if isinstance(error, ExceptionGroup) and (
        said := error.subgroup(lambda one: isinstance(one, StoreError) or bool(trouble(one)))
    ):
        return _tell(_first(said))
    if isinstance(error, ConfigError):
        many = len(error.mistakes)
        print(error, file=sys.stderr)
        words = f"{many} mistake{'s' if many > 1 else ''} in the configuration; nothing was started."
        print(words, file=sys.stderr)
        return console.USAGE
    if isinstance(error, StoreError | UsageError):
        print(error, file=sys.stderr)
        return console.OUR_FAULT if isinstance(error, StoreFault) else console.USAGE
    if isinstance(error, ClockError):
        print(error, file=sys.stderr)
        return console.OUR_FAULT
    if words := console.not_allowed(error) or console.not_utf8(error):
        print(words, file=sys.stderr)
        return console.USAGE
    full = console.OUTPUT if getattr(error, "filename", None) == console.OUTPUT else "the folder of the store"
    if words := console.no_space(error, full) or trouble(error):
        print(words, file=sys.stderr)
        return console.OUR_FAULT
    traceback.print_exception(error)
    print(f"This is our own fault, not yours: {type(error).__name__}: {error}", file=sys.stderr)
    return console.OUR_FAULT


def _first(group: ExceptionGroup[Exception]) -> Exception:
    inner = group.exceptions[0]
    return _first(inner) if isinstance(inner, ExceptionGroup) else inner
