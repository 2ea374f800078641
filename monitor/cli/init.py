"""`monitor init`: a commented starter configuration."""

from importlib import resources
from pathlib import Path
from typing import Annotated

import typer

from monitor.cli import console


def init(folder: Annotated[Path, typer.Argument(metavar="DIR", help="where to write it")]) -> None:
    """Write a commented starter configuration to DIR/sites.toml; never overwrites one."""
    target = folder / "sites.toml"
    if target.exists():
        console.stop(f"{target} exists already; nothing was written. Name another folder, or move it away.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        text = resources.files("monitor.config").joinpath("templates/sites.toml").read_text("utf-8")
        try:
            target.write_text(text, encoding="utf-8")
        except OSError:
            target.unlink(missing_ok=True)  # a half one would stand in the way of the next try
            raise
    except OSError as error:
        console.cannot_write(target, error)
    typer.echo(f"wrote {target}")
    typer.echo(f"next: edit it, then  monitor config check --config {target}")
