"""`monitor audit`: who did what, which program read the feed, and whether what is stored is unchanged."""

import asyncio
from typing import Annotated

import typer

from monitor.app.runtime import Runtime
from monitor.cli import console
from monitor.cli.command_runtime import at_desk
from monitor.cli.judge import moment_of
from monitor.cli.options import ConfigOption, DatabaseOption, JsonOption, database_url, printed_hash
from monitor.domain.plain import moment_text
from monitor.feed.document import dumps_line
from storage.access import audit as log
from storage.access import chain
from storage.db.engine import connect

app = typer.Typer(help="Who did what; and whether what is stored is unchanged.")

_WHAT = {
    "changed": "was changed after it was stored",
    "removed": "was removed",
    "inserted": "was put in past the chain",
    "text changed": "says something else than when it was stored",
    "text removed": "lost what it said",
    "link changed": "of the chain was changed",
    "link removed": "of the chain was removed",
    "let go": "was noted as let go of, which its kind never is",
    "head unknown": "is the hash of no link: links were rewritten or cut off, or the hash is of another database",
}


@app.callback(invoke_without_command=True)
def audit(
    context: typer.Context,
    since: Annotated[str | None, typer.Option("--since", help="only from this time on: 2026-11-20")] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="the newest so many lines")] = 1000,
    as_json: JsonOption = False,
    config: ConfigOption = None,
    db: DatabaseOption = None,
) -> None:
    """List every act and every access (审计日志), oldest first; --json prints one object a line."""
    if context.invoked_subcommand is not None:
        return
    start = moment_of(since, "--since")

    async def work(runtime: Runtime) -> None:
        async with runtime.store.database.read() as connection:
            entries = await log.entries(connection, start, limit)
        if not entries and not as_json:
            console.err().print(f"nobody did or looked at anything {'since then' if start else 'yet'}")
        for one in entries:
            if as_json:
                plain = {"at": moment_text(one.at), **{name: getattr(one, name) for name in log.LONGEST}}
                typer.echo(dumps_line(plain))
            else:
                where = one.address or "command line"
                typer.echo(
                    f"{moment_text(one.at)}  {one.who or '-':<20} {one.act:<16} {one.target}  {one.detail}  [{where}]"
                )

    at_desk(context, config, db, work)


@app.command("verify")
def verify_(
    context: typer.Context,
    head: Annotated[
        str | None,
        typer.Option(
            "--head",
            help="a link's hash (记录链校验值) from a notice or a mail of the centre: is it in the chain?",
        ),
    ] = None,
    as_json: JsonOption = False,
    config: ConfigOption = None,  # goes with every command; the chain needs none
    db: DatabaseOption = None,
) -> None:
    """
    Recompute the chain of records (记录链) and name what differs, the earliest first; exit status 1 when anything does.

    A database rewritten from one record on, chain and all, is consistent in itself: only a hash from an older mail
    (--head) tells it from the true one.
    """
    known = printed_hash(head)

    found = asyncio.run(_verify(database_url(context, db), known))
    if as_json:
        typer.echo(dumps_line(_plain(found)))
    else:
        for line in _lines(found):
            typer.echo(line)
    if found.breaks:
        raise typer.Exit(console.NOT_MEASURED)


async def _verify(url: str, known: str | None) -> chain.Verified:
    database = await connect(url, even_if_altered=True)
    try:
        async with database.read() as connection:
            return await chain.verify(connection, known)
    finally:
        await database.close()


def _lines(found: chain.Verified) -> list[str]:
    gone = ", ".join(f"{many} of {name}" for name, many in sorted(found.let_go.items())) or "none"
    lines = [f"{found.links} links, {found.records} records; let go of after their keeping: {gone}"]
    if found.head is not None:
        lines.append(f"newest link: {found.head.number}, {moment_text(found.head.at)}, {found.head.hash}")
    for one in found.breaks:
        when = f", chained {moment_text(one.at)}" if one.at else ""
        link = f" (link {one.number}{when})" if one.number is not None else ""
        lines.append(f"BROKEN: {one.table} {one.id} {_WHAT[one.what]}{link}")
    if not found.breaks:
        return [*lines, "unbroken: what is stored is what was chained"]
    many = f"{len(found.breaks)}{' or more' if len(found.breaks) >= chain.NAMED else ''}"
    return [
        *lines,
        f"{many} difference{'s' if many != '1' else ''}; keep this database as it is, and compare it with a backup from before",
    ]


def _plain(found: chain.Verified) -> dict[str, object]:
    return {
        "links": found.links,
        "records": found.records,
        "let_go": dict(found.let_go),
        "head": {"number": found.head.number, "at": moment_text(found.head.at), "hash": found.head.hash}
        if found.head
        else None,
        "breaks": [
            {"what": one.what, "table": one.table, "id": one.id, "number": one.number,
             "at": moment_text(one.at) if one.at else None}
            for one in found.breaks
        ],
    }  # fmt: skip
