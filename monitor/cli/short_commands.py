"""The store and the configuration for short commands that note what they did."""

import asyncio
import getpass
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

import typer

from monitor.app.configuration import read_watch
from monitor.app.runtime import Runtime, open_runtime
from monitor.cli.options import clock_of, config_path, database_url
from storage.access import audit

T = TypeVar("T")


def at_desk(
    context: typer.Context, config: Path | None, db: str | None, work: Callable[[Runtime], Awaitable[T]]
) -> T:
    """Do *work* with the tools of one run, and give back what it gives."""
    url = database_url(context, db)
    watch = read_watch(config_path(context, config), url)

    async def run() -> T:
        async with open_runtime(watch, url, clock_of(context), remember=False) as runtime:
            return await work(runtime)

    return asyncio.run(run())


def by_hand(runtime: Runtime, act: str, target: str, detail: str = "", who: str = "") -> audit.AuditEntry:
    """A line of the audit log for what *who*, else the system's user, did on the command line."""
    return audit.AuditEntry(
        at=runtime.clock(), who=who or getpass.getuser(), act=act, target=target, detail=detail
    )
