"""`monitor setup`: from an empty machine to a login page."""

import asyncio
import getpass
import os
import secrets
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

import typer
from ulid import ULID

from monitor.alerts.transports import SecretMissingError, transports_of
from monitor.app.configuration import read_watch
from monitor.app.runtime import open_runtime
from monitor.cli import console
from monitor.cli.command_runtime import by_hand
from monitor.cli.config import summary
from monitor.cli.options import clock_of, said_database
from monitor.cli.person import PASSWORD, ask_password
from monitor.cli.web import follow_config, listen, serve_web
from monitor.domain.access import Role
from monitor.domain.hosts import address_fault
from monitor.domain.mail import CENTRE, Carrier, Mail
from monitor.domain.site import Watch
from monitor.domain.timing import Clock, day_of
from monitor.ops.installation import (
    WEB_PORT,
    Answers,
    MailAnswers,
    NewFile,
    RunBy,
    SiteAnswers,
    files_of,
    next_steps,
    shipped,
)
from monitor.web.auth.passwords import Passwords
from storage.access import audit, people
from storage.access.people import Person
from storage.db.backup import dump_command
from storage.db.engine import parse, upgrade
from storage.ops import jobs

#: The variable of the mail server's password, as the configuration that is written names it.
MAIL_PASSWORD = "MONITOR_MAIL_PASSWORD"
EDITIONS = ("national-2019", "fujian-2019", "fuzhou-2021", "xiamen-2023")


def setup(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="where configuration and service files go")],
    centre: Annotated[str | None, typer.Option("--centre", help="name of the centre (监测单位)")] = None,
    edition: Annotated[str | None, typer.Option("--edition", help=f"rules: {', '.join(EDITIONS)}")] = None,
    site: Annotated[str | None, typer.Option("--site", help="address of the first website")] = None,
    site_name: Annotated[str | None, typer.Option("--site-name", help="its name")] = None,
    unit: Annotated[
        str | None, typer.Option("--unit", help="the unit that answers for it (责任单位)")
    ] = None,
    contact_url: Annotated[
        str | None, typer.Option("--contact-url", help="page about our visits, for the User-Agent")
    ] = None,
    email: Annotated[str | None, typer.Option("--email", help="address of the centre")] = None,
    mail_host: Annotated[str | None, typer.Option("--mail-host", help="mail server; '' for none")] = None,
    mail_security: Annotated[
        str | None, typer.Option("--mail-security", help="starttls, tls or none; default starttls")
    ] = None,
    mail_port: Annotated[int | None, typer.Option("--mail-port", help="default 587, 465 or 25")] = None,
    mail_user: Annotated[
        str | None, typer.Option("--mail-user", help=f"its password: {MAIL_PASSWORD}")
    ] = None,
    sender: Annotated[
        str | None, typer.Option("--sender", help="from; default: the centre's address")
    ] = None,
    https_host: Annotated[
        str | None, typer.Option("--https-host", help="name of the dashboard for browsers; '' for none")
    ] = None,
    person: Annotated[str | None, typer.Option("--person", help="who logs in first")] = None,
    run_by: Annotated[RunBy, typer.Option("--run-by", help="what keeps it running")] = RunBy.SYSTEMD,
    data: Annotated[
        Path | None, typer.Option("--data", help="database and evidence; default DIR/data")
    ] = None,
    db: Annotated[
        str | None,
        typer.Option(
            "--db",
            envvar="MONITOR_DATABASE_URL",
            help="a PostgreSQL database that is there already; its password: PGPASSWORD; default: SQLite in --data",
        ),
    ] = None,
    user: Annotated[str, typer.Option("--user", help="whom the services run as")] = "gov-monitor",
    test_mail: Annotated[bool, typer.Option("--test-mail/--no-test-mail", help="send one at the end")] = True,
    serve: Annotated[
        bool | None, typer.Option("--serve/--no-serve", help="open the dashboard now; default: on a terminal")
    ] = None,
    ask: Annotated[
        bool | None,
        typer.Option("--ask/--no-ask", help="ask for what no option says; default: on a terminal"),
    ] = None,
) -> None:
    """
    Write all that an installation needs, add the first person, send a test mail, open the login page.

    Asks for what no option says. Files that are there already are left as they are, so it may be run again.
    """
    asks = sys.stdin.isatty() if ask is None else ask
    question = _Question(asks)
    folder = folder.absolute()
    answers = Answers(
        folder=folder, data=(data or folder / "data").absolute(), centre="", edition="", run_by=run_by,
        program=_program(), user=user,
    )  # fmt: skip
    answers = _with_database(answers, said_database(context, db))
    if answers.configuration.exists():
        answers = _as_it_stands(answers, read_watch(answers.configuration))
    else:
        answers = replace(
            answers,
            centre=question("监测单位名称", centre, "--centre", _named),
            edition=question("适用指标", edition, "--edition", _edition, "fuzhou-2021"),
            site=_first_site(question, site, site_name, unit),
            contact_url=question(
                "说明页地址（写入 User-Agent，可空）", contact_url, "--contact-url", _address, ""
            )
            or None,
            email=question("监测单位邮箱（可空）", email, "--email", _mailbox, "") or None,
            https_host=question("网页对外域名（可空）", https_host, "--https-host", _host, "") or None,
        )
        if answers.email:
            host = question("邮件服务器（可空，不发邮件）", mail_host, "--mail-host", _host, "")
            if host:
                security = question(
                    "邮件加密方式（starttls、tls、none）",
                    mail_security,
                    "--mail-security",
                    _security,
                    "starttls",
                )
                login = question(
                    "邮箱登录名（可空，服务器不要求登录）", mail_user, "--mail-user", _printed, ""
                )
                sent = _mail(host, security, mail_port, login, sender or answers.email, asks)
                answers = replace(answers, mail=sent)
        elif mail_host:
            console.stop("--mail-host needs --email: mails that reach no unit go to the centre")
    _write(answers, files_of(answers, shipped()))
    watch = read_watch(answers.configuration, answers.database)
    for line in summary(watch):
        typer.echo(f"  {line}")
    missing = False
    if answers.run_by is not RunBy.COMPOSE:
        _first_person(answers, watch, clock_of(context), question, person)
        missing = test_mail and not _send_test_mail(answers, watch, clock_of(context))
    _tell_next(answers)
    if (asks if serve is None else serve) and answers.run_by is not RunBy.COMPOSE:
        follow = follow_config(answers.configuration, answers.database, clock_of(context))
        typer.echo(f"登录页：http://127.0.0.1:{WEB_PORT}/login （按 Ctrl-C 结束）")
        asyncio.run(serve_web(follow, answers.database, clock_of(context), listen("127.0.0.1", WEB_PORT)))
    if missing:
        raise typer.Exit(console.NOT_MEASURED)


def _with_database(answers: Answers, said: str | None) -> Answers:
    """*answers* with the PostgreSQL database that was said, or that an earlier run wrote down, its tables made."""
    written = _written_secrets(answers)
    url = said or written.get("MONITOR_DATABASE_URL") or answers.database
    if answers.run_by is RunBy.COMPOSE or url == answers.database:
        return answers
    address = parse(url if "://" in url else f"sqlite+aiosqlite:///{url}")
    if address.get_backend_name() == "sqlite":
        console.stop(
            f"--db（MONITOR_DATABASE_URL）：{url}不能使用；SQLite 数据库放在 --data 指定的文件夹，请去掉此项"
        )
    if address.password:
        console.stop("--db（MONITOR_DATABASE_URL）：地址中不写密码，请放入环境变量 PGPASSWORD")
    if password := os.environ.get("PGPASSWORD") or written.get("PGPASSWORD"):
        os.environ["PGPASSWORD"] = password
        if not password.isprintable():
            console.stop("PGPASSWORD: a password of several lines cannot stand in gov-monitor.env")
    plain = address.render_as_string(hide_password=False)
    if said and written and written.get("MONITOR_DATABASE_URL") != plain:
        console.stop(
            f"{answers.folder}/gov-monitor.env：已有且未写明此数据库；请在其中写 MONITOR_DATABASE_URL={plain} 和 PGPASSWORD，再运行一次"
        )
    upgrade(plain)
    asyncio.run(jobs.install(plain))
    dump = dump_command(address, answers.data / "backup/part")
    return replace(answers, postgresql=plain, postgresql_password=password, dump=dump)


class _Question:
    """Takes an answer from an option, a person, or the default, in that order; a bad one is told with its option."""

    def __init__(self, asks: bool) -> None:
        self.asks = asks

    def __call__(
        self,
        what: str,
        said: str | None,
        option: str,
        check: Callable[[str], str],
        default: str | None = None,
    ) -> str:
        """The checked answer. *check* gives what is wrong, or nothing; without a default an answer is needed."""
        if said is None and not self.asks:
            if default is None:
                console.stop(f"缺少{option}（{what}）：没有终端可供询问，请在命令中写明")
            return default
        while True:
            answer = said if said is not None else str(typer.prompt(what, default=default))
            wrong = check(answer.strip()) if answer.strip() or default != "" else ""
            if not wrong:
                return answer.strip()
            if said is not None:
                console.stop(f"{option}：“{answer}”不能使用，应为{wrong}")
            typer.echo(f"  “{answer}”不能使用，应为{wrong}", err=True)


def _named(value: str) -> str:
    return "" if value and value.isprintable() and len(value) <= 100 else "1至100个可显示的字符"


def _edition(value: str) -> str:
    return "" if value in EDITIONS else f"下列之一：{'、'.join(EDITIONS)}"


def _address(value: str) -> str:
    good = value.isprintable() and address_fault(value) is None
    return "" if good else "网址，形如 http://www.example.gov.cn/"


def _mailbox(value: str) -> str:
    name, at, host = value.rpartition("@")
    good = bool(name and at and not _host(host)) and value.isascii() and " " not in value
    return "" if good else "邮箱地址，形如 centre@example.gov.cn"


def _host(value: str) -> str:
    good = value.isascii() and all(label.replace("-", "").isalnum() for label in value.split("."))
    return "" if good else "域名，形如 monitor.example.gov.cn，不含 http:// 和端口"


def _security(value: str) -> str:
    return "" if value in ("starttls", "tls", "none") else "starttls、tls 或 none"


def _printed(value: str) -> str:
    return "" if value.isprintable() and len(value) <= 200 else "可显示的字符"


def _program() -> Path:
    """The `monitor` beside the Python that runs now; services start the same."""
    return Path(sys.executable).with_name("monitor")


def _as_it_stands(answers: Answers, watch: Watch) -> Answers:
    """*answers* by a configuration that is there already: nothing that it says is asked again."""
    outside = urlsplit(watch.settings.web.url)
    return replace(
        answers,
        centre=watch.centre.name,
        edition=watch.edition,
        https_host=outside.hostname if outside.scheme == "https" else None,
    )


def _first_site(question: _Question, url: str | None, name: str | None, unit: str | None) -> SiteAnswers:
    address = question("首个网站地址", url, "--site", _address)
    called = question("网站名称", name, "--site-name", _named, urlsplit(address).hostname)
    return SiteAnswers(
        url=address, name=called, unit=question("责任单位名称", unit, "--unit", _named, f"{called}办公室")
    )


def _mail(
    host: str, security: str, port: int | None, user: str | None, sender: str, asks: bool
) -> MailAnswers:
    password = os.environ.get(MAIL_PASSWORD)
    if user and password is None and asks:
        password = getpass.getpass(f"{user}的邮箱密码（写入 gov-monitor.env）: ")
    if user and not password:
        console.stop(f"--mail-user needs a password: put it into the environment variable {MAIL_PASSWORD}")
    if password and not password.isprintable():
        console.stop(f"{MAIL_PASSWORD}: a password of several lines cannot stand in gov-monitor.env")
    return MailAnswers(
        host=host, security=security, port=port, user=user or None, password=password, sender=sender
    )


def _write(answers: Answers, files: dict[str, NewFile]) -> None:
    for name, new in files.items():
        path = answers.folder / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            if path.exists():
                typer.echo(f"保留{path}（已有，未改动）")
                continue
            with open(
                os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, new.mode), "w", encoding="utf-8"
            ) as file:
                file.write(new.text)
        except OSError as error:
            console.stop(
                f"{path}: cannot be written: {error.strerror}; nothing after it was done. Name another DIR, or run it again as the user to whom it belongs"
            )
        typer.echo(f"写入{path}")


def _first_person(
    answers: Answers, watch: Watch, clock: Clock, question: _Question, name: str | None
) -> None:
    """Make the database and somebody who may log in, unless somebody may already."""
    answers.data.mkdir(mode=0o750, parents=True, exist_ok=True)

    async def everybody() -> bool:
        async with (
            open_runtime(watch, answers.database, clock, remember=False) as runtime,
            runtime.store.database.read() as connection,
        ):
            return bool(await people.people(connection))

    async def add(who: str, password: str) -> None:
        async with open_runtime(watch, answers.database, clock, remember=False) as runtime:
            made = Person(
                name=who, full_name="", role=Role.CENTRE, unit=None, password=Passwords().hash(password),
                created_at=runtime.clock(),
            )  # fmt: skip
            async with runtime.store.database.write() as connection:
                await people.add_person(connection, made)
                await audit.note(connection, by_hand(runtime, "person_add", who, "centre, by setup"))

    if asyncio.run(everybody()):
        typer.echo("已有可登录的人员，未另外添加")
        return
    who = question("首位登录人员的登录名", name, "--person", _login, "admin")
    made_up = PASSWORD not in os.environ and not question.asks
    password = secrets.token_urlsafe(15) if made_up else ask_password()
    asyncio.run(add(who, password))
    typer.echo(f"{who}可以登录（监测单位）" + (f"，初始密码：{password}" if made_up else ""))
    if made_up:
        typer.echo(f"  只显示这一次；更换：{answers.folder}/monitor person password {who}")


def _login(value: str) -> str:
    good = 0 < len(value) <= 60 and value.replace("-", "").replace(".", "").replace("_", "").isalnum()
    return "" if good else "60个以内的字母、数字、“.”、“-”、“_”"


def _send_test_mail(answers: Answers, watch: Watch, clock: Clock) -> bool:
    """One mail to the centre, past the outbox; True when its server took it, or no server is configured."""
    now = clock()
    try:
        carrier = transports_of(watch, {**_written_secrets(answers), **os.environ})
    except SecretMissingError as error:
        console.stop(f"{error}; put it into the environment, or run with --no-test-mail")
    if Carrier.MAIL not in carrier:
        typer.echo("未配置邮件服务器：每晚的提醒邮件不会发出（[mail]）")
        return True
    unique = str(ULID.from_datetime(now))
    mail = Mail(
        id=f"ma_{unique}", night=day_of(now), audience=CENTRE, message_id=f"<setup.{unique}@gov-monitor>",
        recipients=watch.centre.email, subject="【网站监测】测试邮件",
        text=f"这是安装时发出的测试邮件，收到即说明邮件设置正确。\n登录页：{answers.login_page}\n", created_at=now, next_at=now,
    )  # fmt: skip
    came = asyncio.run(carrier[Carrier.MAIL].send(mail))
    if came.delivered:
        typer.echo(f"测试邮件已由服务器接收，收件人：{'、'.join(came.delivered)}")
        return True
    refused = "；".join(f"{to}：{words}" for to, words in came.refused.items())
    console.err().print(
        f"测试邮件没有发出：{refused or came.words}\n  核对{answers.configuration}的 [mail]，再运行一次 monitor setup {answers.folder}（已写的文件不会改动）",
        markup=False,
    )
    return False


def _written_secrets(answers: Answers) -> dict[str, str]:
    """What stands in `gov-monitor.env`, as the services will read it."""
    path = answers.folder / "gov-monitor.env"
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    found = (line.partition("=") for line in lines if "=" in line and not line.startswith("#"))
    return {name: value for name, _, value in found}


def _tell_next(answers: Answers) -> None:
    typer.echo("\n接下来（需要管理员权限的，请系统管理员执行）：")
    for step in next_steps(answers):
        typer.echo(f"  {step}")
    if answers.site:
        typer.echo(
            f"  登录后在“台账”页登记{answers.site.name}的栏目（“新增网站”可自动发现栏目），并声明栏目清单完整"
        )
    typer.echo(f"登录页：{answers.login_page}")
