"""`monitor audit`: who did what, and which program read the feed."""

from typing import Annotated

import typer

from monitor.app.runtime import Runtime
from monitor.cli.judge import moment_of
from monitor.cli.options import ConfigOption, DatabaseOption, JsonOption
from monitor.cli.short_commands import at_desk
from monitor.feed.document import dumps_line, moment_text
from storage.access import audit as log


def audit(
    context: typer.Context,
    since: Annotated[str | None, typer.Option("--since", help="only from this time on: 2026-11-20")] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="the newest so many lines")] = 1000,
    as_json: JsonOption = False,
    config: ConfigOption = None,
    db: DatabaseOption = None,
) -> None:
    """List every act and every access (审计日志), oldest first; --json prints one object a line."""
    start = moment_of(since, "--since")

    async def work(runtime: Runtime) -> None:
        async with runtime.store.database.read() as connection:
            entries = await log.entries(connection, start, limit)
        for one in entries:
            if as_json:
                plain = {"at": moment_text(one.at), **{name: getattr(one, name) for name in log.LONGEST}}
                typer.echo(dumps_line(plain))
            else:
                where = one.address or "command line"
                typer.echo(
                    f"{moment_text(one.at)[:19]}  {one.who or '-':<20} {one.act:<16} {one.target}  {one.detail}  [{where}]"
                )

    at_desk(context, config, db, work)
