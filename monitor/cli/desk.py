"""The store and the configuration for short commands that note what they did."""

import asyncio
import getpass
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

import typer

from monitor.cli.compose import Workshop, open_workshop, read_watch
from monitor.cli.options import clock_of, config_path, database_url
from storage import audit

T = TypeVar("T")


def at_desk(
    context: typer.Context, config: Path | None, db: str | None, work: Callable[[Workshop], Awaitable[T]]
) -> T:
    """Do *work* with the tools of one run, and give back what it gives."""
    watch, url = read_watch(config_path(context, config)), database_url(context, db)

    async def run() -> T:
        async with open_workshop(watch, url, clock_of(context), remember=False) as workshop:
            return await work(workshop)

    return asyncio.run(run())


def by_hand(workshop: Workshop, act: str, target: str, detail: str = "", who: str = "") -> audit.Entry:
    """A line of the audit log for what *who*, else the system's user, did on the command line."""
    return audit.Entry(
        at=workshop.clock(), who=who or getpass.getuser(), act=act, target=target, detail=detail
    )
