"""Options that go with every command, and what they are when nobody says them."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from monitor.cli import console
from monitor.domain.timing import Clock, system_clock

T = TypeVar("T")

CONFIG = Path("config/sites.toml")
DATABASE = "sqlite+aiosqlite:///var/monitor.db"

ConfigOption = Annotated[
    Path | None,
    typer.Option("--config", envvar="MONITOR_CONFIG", help=f"what to watch; default {CONFIG}"),
]
DatabaseOption = Annotated[
    str | None,
    typer.Option("--db", envvar="MONITOR_DATABASE_URL", help=f"where to store; default {DATABASE}"),
]
AsOfOption = Annotated[
    str | None,
    typer.Option("--as-of", help="decide as of this time: 2026-11-20 or 2026-11-20T08:30 (Shanghai)"),
]
KnownByOption = Annotated[
    str | None,
    typer.Option(
        "--known-by", help="decide by what had been heard up to this time, written like --as-of; default: now"
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="machine-readable output")]


#: Commands that begin a new database (run-once, daemon, import, db upgrade), and those that look at the configuration alone.
WITHOUT_DATABASE = frozenset(
    (
        "run-once",
        "daemon",
        "worker",
        "import",
        "db upgrade",
        "config check",
        "config export",
        "config compare",
    )
)


@dataclass(slots=True)
class Common:
    """What was said before the command's name: `monitor --config X judge`."""

    config: Path | None = None
    db: str | None = None
    clock: Clock = system_clock  #: the only clock of a command; tests hand in theirs


def config_path(context: typer.Context, said: Path | None) -> Path:
    """The configuration to read: said after the command, before it, by the environment, or the default."""
    return _said(context, "config", said, _common(context).config) or CONFIG


def database_url(context: typer.Context, said: str | None) -> str:
    """
    The database to use, likewise. A bare file name means SQLite.

    Raises StoreError where no SQLite file is there, but for commands that begin a new one or do without.
    """
    url = said_database(context, said) or DATABASE
    url = url if "://" in url else f"sqlite+aiosqlite:///{url}"
    if _words(context) not in WITHOUT_DATABASE:
        from storage.db.engine import check_there  # here: what needs no database does not wait for it

        check_there(url)
    return url


def _words(context: typer.Context) -> str:
    """The command, as it is typed: `db upgrade`."""
    return context.command_path.removeprefix(context.find_root().command_path).strip()


def _said(context: typer.Context, name: str, after: T | None, before: T | None) -> T | None:
    """What was typed *after* the command, else *before* it; what the environment says comes last of all."""
    source = context.get_parameter_source(name)
    is_typed = source is None or source.name != "ENVIRONMENT"
    return after if after and (is_typed or not before) else before


def said_database(context: typer.Context, said: str | None) -> str | None:
    """The database to use, where any was said."""
    return _said(context, "db", said, _common(context).db)


def printed_hash(head: str | None) -> str | None:
    """The hash of a link that --head names. Stops at what is none: a slip of the hand is not told as a chain made anew."""
    hash = "".join(head.split()).lower() if head else None
    if hash is not None and not re.fullmatch(r"[0-9a-f]{64}", hash):
        console.stop(
            f"--head: found {head!r}, expected the 64 digits and letters a to f that the mail or notice prints as 校验值"
        )
    return hash


def clock_of(context: typer.Context) -> Clock:
    """The clock that goes with the command: the machine's, or the one that a test handed in (`obj=Common(clock=…)`)."""
    return _common(context).clock


def _common(context: typer.Context) -> Common:
    found = context.find_root().obj
    return found if isinstance(found, Common) else Common()
