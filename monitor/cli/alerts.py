"""`monitor alerts`: tonight's digests, what became of them, and the brake."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from monitor.alerts.delivery import Delivered, Transport, deliver
from monitor.alerts.groups import with_groups
from monitor.alerts.message import message, sender_of
from monitor.alerts.night import NightResult, compose_night
from monitor.alerts.transports import SecretMissingError, transports_of
from monitor.app.damaged import check_whole
from monitor.app.own_clock import must_know_the_day
from monitor.app.runtime import Runtime
from monitor.cli import console
from monitor.cli.command_runtime import at_desk, day_said, in_runtime, watch_of
from monitor.cli.judge import Times, moment_of, replace_file
from monitor.cli.options import (
    AsOfOption,
    ConfigOption,
    DatabaseOption,
    KnownByOption,
)
from monitor.domain.mail import CENTRE, Carrier, Mail, MailState
from monitor.domain.settings import MailSettings
from monitor.domain.site import Subject, Watch
from monitor.domain.timing import Clock, day_of
from monitor.domain.verdict import Verdict
from monitor.wording.say import label
from storage.ops.outbox import Outbox
from storage.store import Store

app = typer.Typer(no_args_is_help=True, help="Tonight's digests, what became of them, and the brake.")

NightOption = Annotated[str | None, typer.Option("--night", help="only that night: 2026-11-20")]

_STATES = {
    MailState.WAITING: (label("mail_state", MailState.WAITING), "yellow"),
    MailState.HELD: (label("mail_state", MailState.HELD), "bold yellow"),
    MailState.SENDING: (label("mail_state", MailState.SENDING), "cyan"),
    MailState.SENT: (label("mail_state", MailState.SENT), "green"),
    MailState.REFUSED: (label("mail_state", MailState.REFUSED), "bold red"),
    MailState.GIVEN_UP: (label("mail_state", MailState.GIVEN_UP), "bold red"),
    MailState.DROPPED: (label("mail_state", MailState.DROPPED), "dim"),
}


@app.command()
def preview(
    context: typer.Context,
    out: Annotated[Path, typer.Option("--out", help="folder for the .eml, .html and .txt files")] = Path(
        "var/preview"
    ),
    as_of: AsOfOption = None,
    known_by: KnownByOption = None,
    config: ConfigOption = None,
    db: DatabaseOption = None,
) -> None:
    """
    Write exactly what would be sent tonight, as .eml, .html and .txt; sends nothing, puts nothing into the outbox.

    With --as-of: what that night's verdicts would say; which findings are open is told as of now.
    """
    watch = watch_of(context, config, db)
    times = Times(moment_of(as_of), moment_of(known_by, "--known-by"))
    night, damaged = in_runtime(context, db, watch, lambda runtime: _preview(runtime, times), remember=False)
    try:
        names = [_write(watch, one, out) for one in night.mails]
    except OSError as error:
        console.cannot_write(out, error)
    for mail, name in zip(night.mails, names, strict=True):
        to = ", ".join(mail.recipients) or "（无收件地址）"
        typer.echo(f"{out / name}  {_STATES[mail.state][0]}  -> {to}\n    {mail.subject}")
    _say_brake(night)
    check_whole(damaged)


@app.command()
def send(context: typer.Context, config: ConfigOption = None, db: DatabaseOption = None) -> None:
    """Compose tonight's digests, once a night, and deliver what is due. Exit 1 when something could not be."""
    watch = watch_of(context, config, db)
    if watch.settings.mail is None:
        console.stop(
            "no [mail] in the configuration: who takes the mails? `monitor alerts preview` needs none"
        )
    try:
        transports = transports_of(watch, os.environ)
    except SecretMissingError as error:
        console.stop(str(error))
    night, done, damaged = in_runtime(context, db, watch, lambda runtime: _send(runtime, transports))
    typer.echo(f"{night.night}：新放入发件箱{night.added}封，本次投递{len(done.mails)}封")
    for one in done.mails:
        typer.echo(f"  {_STATES[one.state][0]}  {one.audience}  {one.detail}")
    _say_brake(night)
    check_whole(damaged)
    if done.undelivered:
        typer.echo("有邮件未能送达，详见 monitor alerts outbox")
        raise typer.Exit(console.NOT_MEASURED)


@app.command()
def release(
    context: typer.Context, night: NightOption = None, config: ConfigOption = None, db: DatabaseOption = None
) -> None:
    """Let the held mails go: they are sent with the next delivery."""
    day = day_said("--night", night)
    many = at_desk(context, config, db, lambda runtime: _outbox(runtime).release(runtime.clock(), day))
    if not many:
        typer.echo(f"{_nights(night)}没有已暂停的邮件，未放行；各封邮件的状态见 monitor alerts outbox")
        return
    typer.echo(f"已放行{many}封；值守程序下次投递时发出，或立即运行 monitor alerts send")


@app.command()
def drop(
    context: typer.Context, night: NightOption = None, config: ConfigOption = None, db: DatabaseOption = None
) -> None:
    """Drop the held mails: they are never sent."""
    day = day_said("--night", night)
    many = at_desk(context, config, db, lambda runtime: _outbox(runtime).drop(day))
    if not many:
        typer.echo(f"{_nights(night)}没有已暂停的邮件，未作废；各封邮件的状态见 monitor alerts outbox")
        return
    typer.echo(f"已作废{many}封")


@app.command()
def outbox(
    context: typer.Context, night: NightOption = None, config: ConfigOption = None, db: DatabaseOption = None
) -> None:
    """List the outbox: each mail, how far it has come, and the server's own words."""
    watch, day = watch_of(context, config, db), day_said("--night", night)
    mails, damaged = in_runtime(context, db, watch, lambda runtime: _listed(runtime, day), remember=False)
    if not mails and not damaged:
        typer.echo("发件箱为空")
        return
    table = Table(show_edge=False, pad_edge=False, header_style="dim", box=None)
    for heading in ("夜", "发给", "状态", "次数", "下次/发出", "主题", "对方答复"):
        table.add_column(heading, overflow="fold")
    for one in mails:
        table.add_row(*_row(watch, one))
    console.out().print(table)
    check_whole(damaged)


@dataclass(frozen=True, slots=True)
class _Then:
    """The tools of a night that is judged as of a moment, by what was heard up to another; stores nothing."""

    watch: Watch
    store: Store
    clock: Clock
    runtime: Runtime
    known_by: datetime

    @property
    def damaged(self) -> dict[str, str]:
        return self.runtime.damaged

    async def judge(self, subjects: Sequence[Subject], as_of: datetime) -> Mapping[str, Sequence[Verdict]]:
        return await self.runtime.judge(subjects, as_of, known_by=self.known_by, save=False)


async def _preview(runtime: Runtime, times: Times) -> tuple[NightResult, Mapping[str, str]]:
    moment, known_by = await times.resolved(runtime)
    if times == Times():
        return await compose_night(runtime, day_of(moment), keep=False), runtime.damaged
    then = _Then(runtime.watch, runtime.store, lambda: moment, runtime, known_by)
    return await compose_night(then, day_of(moment), keep=False), runtime.damaged


async def _send(
    runtime: Runtime, transports: Mapping[Carrier, Transport]
) -> tuple[NightResult, Delivered, Mapping[str, str]]:
    await must_know_the_day(runtime)
    night = await compose_night(runtime, day_of(runtime.clock()))
    ways = with_groups(transports, runtime.store.database, runtime.clock, os.environ)
    done = await deliver(_outbox(runtime), ways, runtime.clock)
    return night, done, runtime.damaged


async def _listed(runtime: Runtime, night: date | None) -> tuple[list[Mail], Mapping[str, str]]:
    return await _outbox(runtime).mails(night=night), runtime.damaged


def _outbox(runtime: Runtime) -> Outbox:
    return Outbox(runtime.store.database, runtime.damaged)


def _write(watch: Watch, mail: Mail, out: Path) -> str:
    """The files of one mail; returns the name of the first."""
    stem = f"{mail.night}-{mail.audience}" + ("" if mail.channel is Carrier.MAIL else f"-{mail.channel}")
    replace_file(out / f"{stem}.txt", mail.text)
    if mail.channel is not Carrier.MAIL:
        return f"{stem}.txt"
    replace_file(out / f"{stem}.html", mail.html)
    said = watch.settings.mail or MailSettings(host="localhost", sender="monitor@localhost")
    made = message(mail, sender_of(said, watch.centre.name))
    replace_file(out / f"{stem}.eml", made.as_bytes().decode("ascii"))
    return f"{stem}.eml"


def _row(watch: Watch, mail: Mail) -> tuple[str | Text, ...]:
    unit = watch.unit(mail.audience)
    name = watch.centre.name if mail.audience == CENTRE else unit.name if unit else mail.audience
    when = mail.sent_at or (mail.next_at if mail.state is MailState.WAITING else None)
    refused = "; ".join(f"{address}: {words}" for address, words in mail.refused.items())
    return (
        str(mail.night),
        Text(f"{name}\n{', '.join(mail.recipients)}"),
        Text(*_STATES[mail.state]),
        str(mail.attempts),
        f"{when:%m-%d %H:%M}" if when else "",
        Text(mail.subject),
        Text(refused or mail.detail),
    )


def _say_brake(night: NightResult) -> None:
    if any(one.state is MailState.HELD for one in night.mails):
        typer.echo(
            "大面积异常，发给各单位的邮件已暂停；核实后运行 monitor alerts release（放行）或 monitor alerts drop（作废）"
        )


def _nights(night: str | None) -> str:
    return f"{night}夜" if night else "发件箱中"
