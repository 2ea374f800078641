"""`monitor demo`: all of it against a simulated county, no network needed."""

import asyncio
import hashlib
import secrets
import signal
import socket
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

from monitor.alerts.delivery import deliver
from monitor.alerts.night import compose_night
from monitor.alerts.transports import transports_of
from monitor.app.configuration import read_watch
from monitor.app.runtime import Runtime, open_runtime
from monitor.app.scoring import draw_and_keep
from monitor.assess.findings_store import update_findings
from monitor.cli import console, show
from monitor.cli.backfill import fill
from monitor.cli.bad_sites import show_bad_sites
from monitor.cli.daemon import make_daemon, running
from monitor.cli.demo_patrol import patrol_past_weeks
from monitor.cli.judge import replace_file
from monitor.cli.options import clock_of
from monitor.cli.report import write_report
from monitor.cli.run_once import choose_probes, look_with_progress
from monitor.cli.web import follow_config, serve_web
from monitor.collect.imports.looks import Handed, read_looks
from monitor.collect.imports.rows import read_rows
from monitor.demo import mailbox, media, year
from monitor.demo.world import FIRST_PORT, World, history, open_socket, serve
from monitor.domain.access import Role
from monitor.domain.handed_in import DeclaredPeriod
from monitor.domain.mail import MailState
from monitor.domain.timing import Clock, Quarter, day_of
from monitor.feed import document as feed
from monitor.ops.logs import configure_logs
from monitor.web.auth.passwords import Passwords
from storage.access import people
from storage.db.file_lock import file_lock
from storage.ops.outbox import Outbox

#: Who may log in to the demo's dashboard: name, full name, role, unit.
PERSONS = (
    ("centre", "县大数据服务中心 值班员", Role.CENTRE, None),
    ("jyj", "县教育局 联络员", Role.UNIT, "education"),
)


def demo(
    context: typer.Context,
    once: Annotated[bool, typer.Option("--once", help="one full cycle, then exit")] = False,
    folder: Annotated[Path, typer.Option("--dir", help="where the demo keeps its state")] = Path("var/demo"),
    port: Annotated[
        int,
        typer.Option(
            "--port",
            min=0,
            max=65000,
            help="first port of the simulated sites, the dashboard on the one below; 0: any",
        ),
    ] = FIRST_PORT,
) -> None:
    """Watch a simulated county on this machine: look, store, judge, mail, show; then leave it up to play with."""
    if find_spec("aiosmtpd") is None:
        console.stop(
            "the demo's mail server needs the package aiosmtpd: pip install 'gov-monitor[demo]', or make demo"
        )
    clock = clock_of(context)
    if once:
        asyncio.run(play(folder, True, port, clock))
        return
    folder.mkdir(parents=True, exist_ok=True)
    with file_lock(_database(folder)) as is_alone:
        if not is_alone:
            console.stop(
                f"{folder}: another demo or daemon runs on its database; end that one, or name another folder with --dir"
            )
        asyncio.run(play(folder, False, port, clock))


def _database(folder: Path) -> str:
    return f"sqlite+aiosqlite:///{folder / 'monitor.db'}"


async def play(folder: Path, once: bool, port: int, clock: Clock) -> None:
    """
    One full cycle against the simulated county, its state kept in *folder*; then, unless *once*, leave it up.

    Left up, the daemon runs on it: visits, duties, and whatever somebody asks for at the dashboard.
    """
    today = day_of(clock())
    async with serve(today, port) as world, mailbox.receive(folder / "mails") as box:
        config, database = folder / "sites.toml", _database(folder)
        ears = None if once else open_socket(port - 1 if port else 0)
        dashboard = f"http://127.0.0.1:{ears.getsockname()[1]}/" if ears else ""
        replace_file(config, world.config_text(box.port, dashboard))
        async with open_runtime(read_watch(config, database), database, clock) as runtime:
            _tell_taken(world, port, ears)
            await _cycle(runtime, world, folder)
            if ears is not None:
                await _stay_up(runtime, world, folder, ears)


async def _stay_up(runtime: Runtime, world: World, folder: Path, ears: socket.socket) -> None:
    """The daemon and the dashboard, until Ctrl-C; what the daemon has to say stands in a file."""
    config, database, clock, out = folder / "sites.toml", _database(folder), runtime.clock, console.out()
    password = await _let_in(runtime)
    log = folder / "daemon.log"
    with log.open("a", encoding="utf-8") as said:
        configure_logs(said, json=False, clock=clock)
        async with (
            make_daemon(runtime, True) as made,
            running(config, database, runtime, made, lambda watch: None),
        ):
            out.print("\n模拟县和值守程序仍在运行，可在另一终端试用（Ctrl-C 结束）：", markup=False)
            for line in _to_try(world, folder, f"--config {config} --db {database}"):
                out.print(f"  {line}", markup=False)
            names = " 或 ".join(f"{name} ({full})" for name, full, *_ in PERSONS)
            address = f"http://127.0.0.1:{ears.getsockname()[1]}/"
            out.print(f"值守程序的日志：{log}；看板上提交的任务、复测、台账修改几秒内开始处理", markup=False)
            out.print(f"\n监测看板：{address}  用户名{names}，密码{password}", markup=False)
            loop = asyncio.get_running_loop()
            for number in (signal.SIGINT, signal.SIGTERM):
                loop.add_signal_handler(number, lambda: None)  # the server hears it; nothing is broken off
            await serve_web(follow_config(config, database, clock), database, clock, ears)
            for number in (signal.SIGINT, signal.SIGTERM):
                loop.remove_signal_handler(number)  # who asks a second time does not wait
            out.print("正在结束：值守程序停止，进度已保存", markup=False)


def _tell_taken(world: World, port: int, ears: socket.socket | None) -> None:
    """Say which ports were taken by others: the addresses are not the usual ones then."""
    ports = [*world.ports.values(), *([ears.getsockname()[1]] if ears else [])]
    usual = [port + n for n in range(len(world.ports))] + ([port - 1] if ears else [])
    taken = [str(one) for one in usual if one not in ports]
    if port and taken:
        console.err().print(
            f"端口{'、'.join(taken)}已被其他程序占用，改用空闲端口；也可用 --port 另指定", markup=False
        )


async def _cycle(runtime: Runtime, world: World, folder: Path) -> None:
    """Look, judge, update the findings, mail, write the feed and the notice, and show all of it."""
    out, watch, past = console.out(), runtime.watch, folder / "history.jsonl"
    subjects = watch.subjects
    out.print(
        f"模拟县：{len(watch.sites)}个网站，{len(watch.accounts)}个新媒体账号，门户{world.url('county')}",
        markup=False,
    )
    now = runtime.clock()
    replace_file(past, "\n".join(history(now)) + "\n")
    imported = read_looks(read_rows(past), watch)
    await runtime.store.save_imported([*imported.looks, *media.past_looks(now)])
    out.print(f"导入过去一周的模拟访问记录{len(imported.looks)}条（{past}）", markup=False)
    logged = await _import_year(runtime, folder)
    out.print(f"导入过去四个季度的模拟发布日志{logged}条（{folder / 'year'}）", markup=False)
    await patrol_past_weeks(runtime, world)
    await look_with_progress(runtime, subjects, choose_probes([]), quiet=False)
    quarter = Quarter.of(day_of(runtime.clock()))
    filled = await fill(runtime, watch.site("county"), quarter.first, quiet=True)
    now = runtime.clock()
    verdicts = await runtime.judge(subjects, now, known_by=now)
    night = await update_findings(runtime.store, watch, verdicts, now)
    newest = await runtime.store.newest_looks([one.id for one in subjects], now)
    written = await write_report(runtime, watch, quarter, folder / "report")
    drawn = await draw_and_keep(runtime, watch, now, now)
    document = feed.document(
        watch, verdicts, as_of=now, known_by=now, generated_at=now, newest=newest, scoring=drawn.plain
    )
    replace_file(folder / "feed.json", feed.dumps(document))
    show.show_verdicts(subjects, verdicts, line_checked=True)
    await show_bad_sites(runtime.clock)
    out.print(f"\n问题台账：新增{len(night.opened)}项，了结{len(night.closed)}项", markup=False)
    out.print(f"提醒邮件：{await _mail(runtime)}（存于{folder / 'mails'}）", markup=False)
    out.print(f"补采门户往期列表{filled.pages}页、稿件{filled.articles}篇（自{quarter.first}）", markup=False)
    out.print(f"数据接口文件：{folder / 'feed.json'}", markup=False)
    for path in written:
        out.print(f"季度通报：{path}", markup=False)


async def _import_year(runtime: Runtime, folder: Path) -> int:
    """A year of publishing logs, each declared whole for its quarter, and a week that did not go well; how many lines."""
    today, watch, lines = day_of(runtime.clock()), runtime.watch, 0
    for quarter in year.quarters(today):
        path = folder / "year" / f"{quarter}.jsonl"
        content = "\n".join(year.log(quarter)) + "\n"
        replace_file(path, content)
        whole = DeclaredPeriod(first=quarter.first, last=quarter.last, complete=True, by=watch.centre.name)
        handed = Handed(period=whole, sha256=hashlib.sha256(content.encode()).hexdigest())
        read = read_looks(read_rows(path), watch, runtime.clock(), handed)
        await runtime.store.save_imported(read.looks)
        lines += read.rows
    path = folder / "year" / "visits.jsonl"
    replace_file(path, "\n".join(year.outage(runtime.clock())) + "\n")
    await runtime.store.save_imported(read_looks(read_rows(path), watch).looks)
    return lines


async def _mail(runtime: Runtime) -> str:
    """Send tonight's digests to the demo's own mail server."""
    night = await compose_night(runtime, day_of(runtime.clock()))
    if not night.added:
        return "今晚的邮件已经发过，不重复发送"
    done = await deliver(Outbox(runtime.store.database), transports_of(runtime.watch, {}), runtime.clock)
    sent = sum(one.state is MailState.SENT for one in done.mails)
    return f"{night.added}封中已发{sent}封"


async def _let_in(runtime: Runtime) -> str:
    """A new password for the persons of the demo."""
    password = secrets.token_hex(5)
    hashed = Passwords().hash(password)
    async with runtime.store.database.write() as connection:
        for name, full, role, unit in PERSONS:
            person = people.Person(
                name=name, full_name=full, role=role, unit=unit, password=hashed, created_at=runtime.clock()
            )
            if not await people.add_person(connection, person):
                await people.set_password(connection, name, hashed)
    return password


def _to_try(world: World, folder: Path, options: str) -> Iterator[str]:
    quarter = Quarter.of(world.today)
    yield f"monitor run-once --site county {options}"
    yield f"monitor judge {options}"
    yield f"monitor findings list {options}"
    yield f"monitor alerts preview --out {folder / 'preview'} {options}"
    yield f"monitor report {quarter} --out {folder / 'report'} {options}"
    yield f"monitor scores --out {folder / 'scores'} {options}"
    yield f"monitor scores --year {quarter.previous.year} --out {folder / 'scores'} {options}"
    yield f"monitor backfill --site county --from {quarter.previous.first} {options}"
    yield f"monitor inspect {world.url('county')}xjwz/yw/"
    yield f"monitor status {options}"
