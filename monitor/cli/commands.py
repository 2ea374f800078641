"""Where each command stands; it is imported when it is wanted, so that no command waits for the others."""

import ast
from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from monitor.cli.options import ConfigOption, DatabaseOption

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
    "materials": ("materials", "app"),
    "patrol": ("patrol", "app"),
    "demo": ("demo", "demo"),
    "alerts": ("alerts", "app"),
    "status": ("status", "status"),
    "web": ("web", "web"),
    "job": ("job", "job"),
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
        self._wanted = _Wanted()
        self.commands = self._wanted  # type: ignore[assignment]  # nothing is ever added to it

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """The list of commands, made without loading any of them."""
        self._wanted.is_listed = True
        try:
            super().format_help(ctx, formatter)
        finally:
            self._wanted.is_listed = False


class _Wanted(Mapping[str, Any]):
    """Commands by name, each imported when it is asked for."""

    def __init__(self) -> None:
        self.is_listed = False  #: asked for what it says of itself alone

    def __getitem__(self, name: str) -> Any:
        file, what = COMMANDS[name]
        if self.is_listed:
            return TyperCommand(name, help=help_of(Path(__file__).with_name(f"{file}.py"), what))
        found = getattr(import_module(f"monitor.cli.{file}"), what)
        if isinstance(found, typer.Typer):
            command: Any = typer.main.get_group(found)
        else:
            one = typer.Typer(add_completion=False)
            one.command(name)(found)
            command = typer.main.get_command(one)
        command.name = name
        _take_common(command)
        return command

    def __contains__(self, name: object) -> bool:
        return name in COMMANDS

    def __iter__(self) -> Iterator[str]:
        return iter(COMMANDS)

    def __len__(self) -> int:
        return len(COMMANDS)


def _take_common(command: Any) -> None:
    """Let each command take the options that go with every one of them, also one that reads neither file nor store (`inspect`)."""
    if hasattr(command, "commands"):
        for one in command.commands.values():
            _take_common(one)
        return
    taken = {name for one in command.params for name in one.opts}
    command.params += [one for one in _unread_options() if taken.isdisjoint(one.opts)]


def _unread(config: ConfigOption = None, db: DatabaseOption = None) -> None:
    """Takes what goes with every command, and reads nothing."""


def _unread_options() -> Iterator[Any]:
    """--config and --db, hidden, as options that are taken and left aside."""
    one = typer.Typer(add_completion=False)
    one.command()(_unread)
    options: list[Any] = typer.main.get_command(one).params
    for option in options:
        option.hidden, option.expose_value = True, False
        yield option


def help_of(file: Path, what: str) -> str:
    """What the command of that name in *file* says of itself: a function's docstring, a group's help or its callback's; read, not run."""
    for part in ast.parse(file.read_text("utf-8")).body:
        if isinstance(part, ast.FunctionDef):
            marks = [ast.unparse(one) for one in part.decorator_list]
            if part.name == what or any(one.startswith(f"{what}.callback(") for one in marks):
                return ast.get_docstring(part) or ""
        if isinstance(part, ast.Assign) and isinstance(part.value, ast.Call):
            names = [one.id for one in part.targets if isinstance(one, ast.Name)]
            said = {one.arg: one.value for one in part.value.keywords}
            if what in names and isinstance(text := said.get("help"), ast.Constant):
                return str(text.value)
    return ""
