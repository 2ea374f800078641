"""What a command opens: the configuration, the store and the tools of one run; and what it notes of having done."""

import asyncio
import getpass
from collections.abc import Awaitable, Callable
from datetime import date
from pathlib import Path
from typing import TypeVar

import typer

from monitor.app.configuration import read_watch
from monitor.app.runtime import Runtime, open_runtime
from monitor.cli import console
from monitor.cli.options import clock_of, config_path, database_url
from monitor.domain.site import Watch
from storage.access import audit

T = TypeVar("T")


def at_desk(
    context: typer.Context, config: Path | None, db: str | None, work: Callable[[Runtime], Awaitable[T]]
) -> T:
    """Do *work* with the tools of one run, and give back what it gives."""
    return in_runtime(context, db, watch_of(context, config, db), work, remember=False)


def watch_of(context: typer.Context, config: Path | None, db: str | None) -> Watch:
    """The configuration that goes with the command, with what was edited of it in the browser."""
    return read_watch(config_path(context, config), database_url(context, db))


def in_runtime(
    context: typer.Context,
    db: str | None,
    watch: Watch,
    work: Callable[[Runtime], Awaitable[T]],
    *,
    remember: bool = True,
) -> T:
    """Do *work* with the tools of one run by *watch*, and give back what it gives; *remember* how it is configured."""

    async def run() -> T:
        async with open_runtime(
            watch, database_url(context, db), clock_of(context), remember=remember
        ) as runtime:
            return await work(runtime)

    return asyncio.run(run())


def day_said(option: str, said: str | None) -> date | None:
    """The day said with *option*; None when nothing was said. Stops on what is no day."""
    try:
        return date.fromisoformat(said) if said else None
    except ValueError:
        console.stop(f"{option}: {said!r} is not a day; write it like 2026-11-20")


def by_hand(runtime: Runtime, act: str, target: str, detail: str = "", who: str = "") -> audit.AuditEntry:
    """A line of the audit log for what *who*, else the system's user, did on the command line."""
    return audit.AuditEntry(
        at=runtime.clock(), who=who or getpass.getuser(), act=act, target=target, detail=detail
    )
