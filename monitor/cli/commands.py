"""Where each command stands; it is imported when it is wanted, so that no command waits for the others."""

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup

#: Name, file of this room, and what of it: a function, or the Typer of a group.
COMMANDS = {
    "run-once": ("run_once", "run_once"),
    "daemon": ("daemon", "daemon"),
    "worker": ("worker", "worker"),
    "judge": ("judge", "judge"),
    "feed": ("judge", "feed"),
    "scores": ("scores", "app"),
    "import": ("imports", "import_"),
    "inspect": ("inspect", "inspect"),
    "discover": ("discover", "discover"),
    "init": ("init", "init"),
    "setup": ("setup", "setup"),
    "registry": ("registry", "registry"),
    "report": ("report", "report"),
    "backfill": ("backfill", "backfill"),
    "patrol": ("patrol", "app"),
    "demo": ("demo", "demo"),
    "alerts": ("alerts", "app"),
    "status": ("status", "status"),
    "web": ("web", "web"),
    "audit": ("audit", "app"),
    "config": ("config", "app"),
    "evidence": ("evidence", "app"),
    "findings": ("findings", "app"),
    "review": ("review", "app"),
    "person": ("person", "app"),
    "token": ("token", "app"),
    "db": ("db", "app"),
}


class Commands(TyperGroup):
    """The commands of `monitor`."""

    def __init__(self, **more: Any) -> None:
        super().__init__(**more)
        self.commands = _Wanted()  # type: ignore[assignment]  # nothing is ever added to it


class _Wanted(Mapping[str, Any]):
    """Commands by name, each imported when it is asked for."""

    def __getitem__(self, name: str) -> Any:
        file, what = COMMANDS[name]
        found = getattr(import_module(f"monitor.cli.{file}"), what)
        if isinstance(found, typer.Typer):
            command: Any = typer.main.get_group(found)
        else:
            one = typer.Typer(add_completion=False)
            one.command(name)(found)
            command = typer.main.get_command(one)
        command.name = name
        return command

    def __contains__(self, name: object) -> bool:
        return name in COMMANDS

    def __iter__(self) -> Iterator[str]:
        return iter(COMMANDS)

    def __len__(self) -> int:
        return len(COMMANDS)
