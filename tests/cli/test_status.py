"""`monitor status` as a person at the terminal reads it."""

import asyncio
import json
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from typer.testing import Result
from ulid import ULID

from monitor.app.errors import ClockError
from monitor.domain.sentence import Text, joined, to_plain
from monitor.wording.say import ENGLISH, say
from storage.db import tables
from storage.db.engine import connect
from storage.db.file_lock import file_lock
from tests.databases import sqlite_url
from tests.operator_desk import NOW, Cli
from tests.rows import row

CONFIG = """
edition = "fuzhou-2021"
[centre]
name = "示例区大数据服务中心"
[[account]]
id = "weibo"
name = "示例发布"
platform = "weibo"
source = {kind = "import"}
"""
HOUR = timedelta(hours=1)
Desk = Callable[..., Result]


@pytest.fixture
def desk(cli: Cli) -> Desk:
    cli.configure(head=CONFIG)
    return lambda *words: cli.run("status", *words)


def put(folder: Path, *rows: tuple[Any, Sequence[dict[str, Any]]]) -> None:
    async def work() -> None:
        database = await connect(sqlite_url(folder / "m.db"))
        try:
            async with database.write() as connection:
                for table, some in rows:
                    await connection.execute(table.insert(), list(some))
        finally:
            await database.close()

    asyncio.run(work())


def test_a_duty_that_broke_is_a_complaint(desk: Desk, tmp_path: Path) -> None:
    put(tmp_path, lease(), runs("broke: KeyError: 'x'"))
    done = desk()
    assert done.exit_code == 1
    assert "任务“判定”执行出错" in done.output


def lease(holder: str = "server:123", until: timedelta = HOUR) -> tuple[Any, list[dict[str, Any]]]:
    row = {"name": "daemon", "holder": holder, "since": NOW - timedelta(minutes=90), "until": NOW + until}
    return tables.lease, [row]


def runs(detail: str = "2 units") -> tuple[Any, list[dict[str, Any]]]:
    names = ("columns", "boards", "accounts", "prune", "judge", "mail", "deliver")
    begun = NOW - HOUR / 2
    row = {"started_at": begun, "ended_at": begun + timedelta(seconds=75), "detail": detail}
    return tables.duty, [{"name": name, **row} for name in names]


def test_a_daemon_at_work_is_well(desk: Desk, tmp_path: Path) -> None:
    put(tmp_path, lease(), runs())
    done = desk()
    assert done.exit_code == 0, done.output
    assert "监测系统 正常" in done.output
    assert "运行中 server:123" in done.output
    assert "1分15秒" in done.output
    assert "✗" not in done.output


def test_what_a_duty_did_is_told_in_chinese_and_as_it_is_noted_where_it_has_no_code(
    desk: Desk, tmp_path: Path
) -> None:
    held = {"names": ("c",), "more": None}
    done = joined(
        Text("duty_done.unfinished", {"left": 1, "many": 3, **held}),
        Text("duty_done.looks", {"looks": 12, "subjects": 2, "lost": 1}),
    )
    coded = f"{say(done, ENGLISH)}\n{json.dumps(to_plain(done))}"
    put(tmp_path, lease(), runs(coded))
    output = desk().output
    assert "共3个对象，1个到时未监测，下一轮最先监测：c；监测2个对象12次，1次未测得" in output
    assert "任务“判定”到时未看完：共3个对象，其中1个本轮未监测" in output
    assert json.loads(desk("--json").stdout)["duties"]["judge"]["detail"] == say(done, ENGLISH)


@pytest.mark.parametrize("said", ['{"code": "patrol", "params": [1]}', '{"en": 1}', "[]", "5", "{"])
def test_a_note_that_nobody_understands_is_shown_as_it_stands(desk: Desk, tmp_path: Path, said: str) -> None:
    put(tmp_path, lease(), runs(f"as noted\n{said}"))
    assert "as noted" in desk().output


def test_a_duty_that_broke_off_with_the_daemon_runs_at_the_next_start(desk: Desk, tmp_path: Path) -> None:
    table, [row, *others] = runs()
    put(tmp_path, lease(until=-HOUR), (table, [{**row, "ended_at": None}, *others]))
    line = next(one for one in desk().output.splitlines() if "中断" in one)
    assert "启动后补做" in line


def test_a_dead_daemon_is_a_complaint_with_what_to_do_and_exit_1(desk: Desk, tmp_path: Path) -> None:
    put(tmp_path, lease(until=-HOUR), runs())
    done = desk()
    assert done.exit_code == 1
    assert "值守程序没有运行" in done.output
    assert "systemctl start gov-monitor" in done.output


def test_a_running_lease_whose_daemon_is_known_to_be_dead_is_no_daemon(desk: Desk, tmp_path: Path) -> None:
    """As after a restore, or a kill: the lock beside the database is there and nobody holds it."""
    put(tmp_path, lease(), runs())
    (tmp_path / "m.db.daemon").touch()
    done = desk()
    assert done.exit_code == 1
    assert "值守程序没有运行" in done.output
    with file_lock(f"sqlite+aiosqlite:///{tmp_path / 'm.db'}"):
        assert desk().exit_code == 0


def test_mails_that_never_went_out_and_open_findings_are_shown(desk: Desk, tmp_path: Path) -> None:
    mail = row(
        tables.outbox, id="ma_1", night=(NOW - timedelta(days=3)).date(), created_at=NOW, state="refused",
        next_at=NOW,
    )  # fmt: skip
    finding = row(tables.finding, id="fi_1", grade="fail", opened_at=NOW, seen_at=NOW)
    put(tmp_path, lease(), (tables.outbox, [mail]), (tables.finding, [finding]))
    output = desk().output
    assert "被拒收1" in output
    assert "不合格、未达标或超期1" in output


def test_stored_words_cannot_move_the_cursor(desk: Desk, tmp_path: Path) -> None:
    put(tmp_path, lease("a\x1b[2J[red]b\nc"), runs("x\x1b]0;title\x07\u2028" + "长" * 500))
    output = desk().output
    assert "\x1b" not in output
    assert "\x07" not in output
    assert "长" * 100 not in output
    assert "[red]b" in output


def test_the_json_holds_the_same(desk: Desk, tmp_path: Path) -> None:
    put(tmp_path, lease(until=-HOUR), runs())
    done = desk("--json")
    document = json.loads(done.stdout)
    assert done.exit_code == 1
    assert (document["ok"], document["daemon"]["running"]) == (False, False)
    assert [one["about"] for one in document["complaints"]] == ["daemon"]
    assert document["duties"]["judge"]["detail"] == "2 units"
    assert document["outbox"]["sent"] == 0


@pytest.mark.parametrize(("minutes", "is_told"), [(9, False), (11, True)])
def test_a_database_without_its_evidence_is_told_once_the_file_must_be_seen(
    desk: Desk, tmp_path: Path, minutes: int, is_told: bool
) -> None:
    at = NOW - timedelta(minutes=minutes)
    stored = row(tables.evidence, id=f"ev_{ULID.from_datetime(at)}", at=at, file="2026/11/20/A.warc.gz")
    put(tmp_path, lease(), runs(), (tables.evidence, [stored]))
    assert ("存档缺失" in desk().output) is is_told
    (tmp_path / "evidence/2026/11/20").mkdir(parents=True)
    (tmp_path / "evidence/2026/11/20/A.warc.gz").touch()
    assert desk().exit_code == 0


def test_of_sites_that_no_daemon_knows_yet_no_visit_was_missed(cli: Cli, tmp_path: Path) -> None:
    cli.configure('[[site]]\nid = "a"\nname = "甲"\nurl = "http://a.test/"\n')
    put(tmp_path)
    assert "全天计划48次；到目前应完成0次，错过0次" in cli.run("status").output


def test_by_a_clock_that_the_daemon_found_days_ahead_nothing_is_judged_as_of_now(
    desk: Desk, cli: Cli, tmp_path: Path
) -> None:
    noted = {"name": "clock", "holder": str(3 * 86_400), "since": NOW - HOUR, "until": NOW - HOUR}
    put(tmp_path, lease(), runs(), (tables.lease, [noted]))
    assert "本机时钟比参照站点快3天" in desk().output
    for words in (["judge"], ["feed"], ["scores"], ["alerts", "preview"]):
        assert isinstance(cli.run(*words).exception, ClockError)
    assert cli.run("judge", "--as-of", "2026-11-16").exit_code == 0  # the day is said
