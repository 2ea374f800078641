"""`monitor token`: which programs may read the feed over HTTP."""

from datetime import timedelta
from typing import Annotated

import typer
from ulid import ULID

from monitor.app.runtime import Runtime
from monitor.cli import console
from monitor.cli.command_runtime import at_desk, by_hand
from monitor.cli.options import ConfigOption, DatabaseOption
from monitor.domain.plain import moment_text
from monitor.web.auth.keys import digest_of, new_secret
from storage.access import audit, tokens
from storage.access.tokens import UNIT, WHOLE, Token

app = typer.Typer(no_args_is_help=True, help="Which programs may read the feed over HTTP.")


@app.command()
def create(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="who uses it, such as the scoring tool's name")],
    scope: Annotated[
        list[str] | None,
        typer.Option("--scope", help="feed: all; feed:unit:ID: one unit's own; may be repeated"),
    ] = None,
    days: Annotated[
        int | None, typer.Option("--days", min=1, max=3650, help="ends after so many days")
    ] = None,
    config: ConfigOption = None,
    db: DatabaseOption = None,
) -> None:
    """Make a token and show it, this once; only its hash is stored."""
    if not name.strip() or len(name) > 100 or not name.isprintable():
        console.stop("NAME: expected 1 to 100 printable characters")
    if not scope:
        console.stop(f"--scope: say what it may read: {WHOLE}, or {UNIT}ID for one unit's own things")
    scopes = tuple(dict.fromkeys(scope))

    async def work(runtime: Runtime) -> str:
        units = [f"{UNIT}{one.id}" for one in runtime.watch.units]
        for one in scopes:
            if one != WHOLE and one not in units:
                console.stop(f"--scope: found {one!r}, expected one of {', '.join([WHOLE, *units])}")
        secret, now = new_secret(), runtime.clock()
        line = by_hand(runtime, "token_create", f"to_{ULID.from_datetime(now)}", f"{name} {' '.join(scopes)}")
        token = Token(
            id=line.target, name=name, digest=digest_of(secret), scopes=scopes, created_at=now,
            created_by=line.who, expires_at=now + timedelta(days=days) if days else None,
        )  # fmt: skip
        async with runtime.store.database.write() as connection:
            await tokens.add_token(connection, token)
            await audit.note(connection, line)
        console.err().print(
            f"{token.id} for {name}; the token below is shown this once, send it as 'Authorization: Bearer …'",
            markup=False,
        )
        return secret

    typer.echo(at_desk(context, config, db, work))


@app.command("list")
def list_(context: typer.Context, config: ConfigOption = None, db: DatabaseOption = None) -> None:
    """List every token: whose, what for, until when, last used."""

    async def work(runtime: Runtime) -> None:
        async with runtime.store.database.read() as connection:
            every = await tokens.tokens(connection)
        for one in every:
            typer.echo(_line(one, one.holds(runtime.clock())))
        if not every:
            typer.echo("none yet: monitor token create NAME --scope feed")

    at_desk(context, config, db, work)


@app.command()
def revoke(
    context: typer.Context,
    id: Annotated[str, typer.Argument(metavar="ID", help="as `monitor token list` shows it")],
    config: ConfigOption = None,
    db: DatabaseOption = None,
) -> None:
    """End a token at once."""

    async def work(runtime: Runtime) -> None:
        async with runtime.store.database.write() as connection:
            if not await tokens.revoke_token(connection, id, runtime.clock()):
                console.stop(f"no token {id!r} is in force; see: monitor token list")
            await audit.note(connection, by_hand(runtime, "token_revoke", id))

    at_desk(context, config, db, work)
    typer.echo(f"{id} is revoked")


def _line(token: Token, holds: bool) -> str:
    state = "in force" if holds else "revoked" if token.revoked_at else "run out"
    ends = f"until {moment_text(token.expires_at)[:10]}" if token.expires_at else "without end"
    used = f"used {moment_text(token.used_at)[:16]}" if token.used_at else "never used"
    return f"{token.id}  {state:<8}  {ends:<16}  {used:<21}  {' '.join(token.scopes)}  {token.name}"
