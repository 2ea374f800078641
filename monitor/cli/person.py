"""`monitor person`: who may log in to the dashboard."""

import getpass
import os
import re
import sys
from typing import Annotated

import typer

from monitor.app.runtime import Runtime
from monitor.cli import console
from monitor.cli.command_runtime import at_desk, by_hand
from monitor.cli.options import ConfigOption, DatabaseOption
from monitor.domain.access import Role
from monitor.domain.plain import moment_text
from monitor.web.auth.passwords import SHORTEST, Passwords
from storage.access import audit, people, second_factors
from storage.access.people import Person

app = typer.Typer(no_args_is_help=True, help="Who may log in to the dashboard.")

NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="the name to log in with")]
#: The environment variable that gives a password where no terminal asks for it.
PASSWORD = "MONITOR_PASSWORD"


@app.command()
def add(
    context: typer.Context,
    name: NameArgument,
    role: Annotated[
        str, typer.Option("--role", help="centre: everything; unit: its own things; auditor: reads all")
    ],
    unit: Annotated[
        str | None, typer.Option("--unit", help="id of a configured unit, for --role unit")
    ] = None,
    full_name: Annotated[str, typer.Option("--full-name", help="the person's name, as pages show it")] = "",
    config: ConfigOption = None,
    db: DatabaseOption = None,
) -> None:
    """Add somebody; the password is asked twice, or taken from MONITOR_PASSWORD."""
    if role not in list(Role):
        console.stop(f"--role: found {role!r}, expected one of {', '.join(Role)}")
    if (role == Role.UNIT) != (unit is not None):
        console.stop("--unit names whose things are seen: needed with --role unit, and only there")
    if not re.fullmatch(r"[\w.@-]{1,60}", name):
        console.stop(f"NAME: found {name!r}, expected up to 60 letters, digits, '.', '-', '_' and '@'")
    if len(full_name) > 100 or not full_name.isprintable():
        console.stop("--full-name: expected up to 100 printable characters")

    async def work(runtime: Runtime) -> None:
        if unit is not None and runtime.watch.unit(unit) is None:
            known = ", ".join(one.id for one in runtime.watch.units) or "none"
            console.stop(f"--unit: no such unit: {unit!r}; configured: {known}")
        person = Person(
            name=name, full_name=full_name, role=role, unit=unit, password=Passwords().hash(ask_password()),
            created_at=runtime.clock(),
        )  # fmt: skip
        async with runtime.store.database.write() as connection:
            if not await people.add_person(connection, person):
                console.stop(
                    f"{name!r} exists already; `monitor person password {name}` gives a new password"
                )
            await audit.note(connection, by_hand(runtime, "person_add", name, f"{role} {unit or ''}"))

    at_desk(context, config, db, work)
    typer.echo(f"{name} may log in as {role}{f' of {unit}' if unit else ''}")


@app.command("list")
def list_(context: typer.Context, config: ConfigOption = None, db: DatabaseOption = None) -> None:
    """List everybody, with role, unit and whether they are shut out."""

    async def work(runtime: Runtime) -> None:
        async with runtime.store.database.read() as connection:
            everybody = await people.people(connection)
        for one in everybody:
            state = f"disabled {moment_text(one.disabled_at)[:10]}" if one.disabled_at else "active"
            typer.echo(
                f"{one.name:<20} {one.role:<8} {one.unit or '-':<20} {state:<20} {one.full_name}".rstrip()
            )
        if not everybody:
            typer.echo("nobody yet: monitor person add NAME --role centre")

    at_desk(context, config, db, work)


@app.command()
def disable(
    context: typer.Context, name: NameArgument, config: ConfigOption = None, db: DatabaseOption = None
) -> None:
    """Shut somebody out at once; what they did stays on record."""

    async def work(runtime: Runtime) -> None:
        async with runtime.store.database.write() as connection:
            if not await people.disable(connection, name, runtime.clock()):
                console.stop(f"nobody of the name {name!r} may log in; see: monitor person list")
            await audit.note(connection, by_hand(runtime, "person_disable", name))

    at_desk(context, config, db, work)
    typer.echo(f"{name} is shut out")


@app.command()
def enable(
    context: typer.Context, name: NameArgument, config: ConfigOption = None, db: DatabaseOption = None
) -> None:
    """Let somebody who was shut out in again, with the password of before."""

    async def work(runtime: Runtime) -> None:
        async with runtime.store.database.write() as connection:
            if not await people.enable(connection, name):
                console.stop(f"nobody of the name {name!r} is shut out; see: monitor person list")
            await audit.note(connection, by_hand(runtime, "person_enable", name))

    at_desk(context, config, db, work)
    typer.echo(f"{name} may log in again")


@app.command()
def password(
    context: typer.Context, name: NameArgument, config: ConfigOption = None, db: DatabaseOption = None
) -> None:
    """Give somebody a new password; open sessions end, and logins under way fail."""

    async def work(runtime: Runtime) -> None:
        hashed = Passwords().hash(ask_password())
        async with runtime.store.database.write() as connection:
            if not await people.set_password(connection, name, hashed):
                console.stop(f"nobody has the name {name!r}; see: monitor person list")
            await audit.note(connection, by_hand(runtime, "person_password", name))

    at_desk(context, config, db, work)
    typer.echo(f"{name} has a new password")


@app.command("reset-code")
def reset_code(
    context: typer.Context, name: NameArgument, config: ConfigOption = None, db: DatabaseOption = None
) -> None:
    """Take away somebody's one-time codes (动态口令) whose telephone is lost; open sessions end."""

    async def work(runtime: Runtime) -> None:
        async with runtime.store.database.write() as connection:
            if not await second_factors.remove(connection, name):
                console.stop(f"{name!r} has no one-time codes; see: monitor person list")
            await people.end_sessions(connection, name)
            await audit.note(connection, by_hand(runtime, "totp_off", name))

    at_desk(context, config, db, work)
    typer.echo(f"{name} logs in by password alone until new codes are set up on the page")


def _typed_password() -> str:
    """A password typed twice at the terminal; asked again while it is too short or the two differ."""
    while True:
        password = getpass.getpass(f"密码（至少{SHORTEST}个字符，输入时不显示）：")
        if not SHORTEST <= len(password) <= 1000:
            typer.echo(f"  密码应有{SHORTEST}至1000个字符，请重新输入", err=True)
        elif getpass.getpass("再输入一次：") == password:
            return password
        else:
            typer.echo("  两次输入的密码不一致，请重新输入", err=True)


def ask_password() -> str:
    """A password from MONITOR_PASSWORD, which stops when it is too short, or typed twice."""
    password = os.environ.get(PASSWORD)
    if password is None:
        if not sys.stdin.isatty():
            console.stop(
                f"no terminal to ask for a password; put it into the environment variable {PASSWORD}"
            )
        password = _typed_password()
    if not SHORTEST <= len(password) <= 1000:
        console.stop(f"a password has {SHORTEST} to 1000 characters; nothing was changed")
    return password
