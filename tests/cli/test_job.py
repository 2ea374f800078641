"""Long requests of the dashboard, done as the daemon has them done: discovered deep, looked at, kept with progress."""

import asyncio
import json
from collections.abc import Iterator
from typing import Any

import pytest

from monitor.app.configuration import read_watch
from monitor.app.requests import RequestHandler
from monitor.app.runtime import open_runtime
from monitor.cli.job import JOBS
from monitor.ops.status import CLOCK
from monitor.regulations.catalogue import matching
from monitor.web.progress import job_words
from storage.db.engine import connect
from storage.ops import leases, requests
from tests.config.test_overlay import FILE
from tests.operator_desk import Cli
from tests.probes.pages.variety_lists import LISTS
from tests.served_pages import served

HOME = """<html><head><title>示例区人民政府门户网站</title></head><body>
<a href="/tzgg/">通知公告</a> <a href="/zwgk/">政务公开</a> <a href="/qzxx/">区长信箱</a> <a href="/none/xx/">局长信箱</a> <a href="/none/zx/">网上咨询投诉举报</a> <a href="/none/lm/">曝光台</a> <a href="/none/bs/">办事大厅</a> <a href="/yjzj/">意见征集</a> <a href="/bszn/">办事指南</a> <a href="/so/">站内搜索</a>
<a href="http://12345.example.gov.cn/">12345热线</a>
<footer><a href="http://weibo.com/u/1">示例发布</a><img src="/q.png" alt="官方微信"></footer></body></html>"""


def rows_of(column: int) -> str:
    """A list with rows of its own: two pages of the same rows are one column."""
    return LISTS["gkml"][0].replace("/info/1021/", f"/info/{column}/")


PAGES = {
    "/": HOME,
    "/tzgg/": "<html><body><a href='/'>首页</a><a href='/tzgg/td/'>停电</a><a href='/tzgg/ts/'>停水</a></body></html>",
    "/tzgg/td/": rows_of(1022) + "<a href='/tzgg/td/qx/'>抢修</a>",
    "/tzgg/ts/": rows_of(1023),
    "/tzgg/td/qx/": rows_of(1024) + "<a href='/tzgg/td/qx/deep/'>更深</a>",
    "/yjzj/": rows_of(1025),
    "/qzxx/": "<html><body><p>写给区长</p></body></html>",
    "/bszn/": "<html><body><a href='/bszn/1/'>事项</a></body></html>",
    "/zwgk/": "<html><body><a href='/zwgk/td/'>停电</a></body></html>",
    "/zwgk/td/": rows_of(1026),
}


@pytest.fixture
def address() -> Iterator[str]:
    with served(PAGES) as at:
        yield at


def ask(cli: Cli, kind: str, target: str, **options: Any) -> str:
    """A request as the dashboard makes it."""
    one = requests.UserRequest(
        id=f"re_{kind}", at=cli.now, who="wang", kind=kind, target=target, options=json.dumps(options)
    )

    async def add() -> None:
        database = await connect(cli.url)
        async with database.write() as connection:
            await requests.ask(connection, one)
        await database.close()

    asyncio.run(add())
    return one.id


def look_up(cli: Cli, id: str) -> requests.UserRequest:
    async def find() -> requests.UserRequest | None:
        database = await connect(cli.url)
        async with database.read() as connection:
            found = await requests.find(connection, id)
        await database.close()
        return found

    found = asyncio.run(find())
    assert found is not None
    return found


def test_a_site_is_discovered_three_levels_deep_with_all_that_is_no_column(cli: Cli, address: str) -> None:
    cli.configure(head=FILE)
    done = cli.run("job", ask(cli, "discover", address))
    assert done.exit_code == 0, done.output
    request = look_up(cli, "re_discover")
    assert request.result is not None
    found = json.loads(request.result)
    columns = {(one["topic"], one["name"]): one for one in found["columns"]}
    assert [key for key, one in columns.items() if one["state"] == "items"] == [
        ("", "意见征集"), ("通知公告", "停电"), ("通知公告", "停水"), ("政务公开", "停电"), ("停电", "抢修"),
    ]  # fmt: skip
    assert ("抢修", "更深") not in columns  # a fourth level
    assert "/none/" not in request.result.replace(address, "/")  # answered that there is no such page
    assert [columns[key]["catalogue"] for key in (("通知公告", "停电"), ("政务公开", "停电"))] == [
        "Z2-02.01",
        "",
    ]
    assert columns["通知公告", "停电"]["frequency"] == "realtime"
    assert len({one["id"] for one in found["columns"]}) == len(columns)
    assert [one["name"] for one in found["boards"]] == ["区长信箱"]
    assert [found[kind][0]["name"] for kind in ("guides", "search", "hotline")] == [
        "办事指南", "站内搜索", "12345热线",
    ]  # fmt: skip
    assert [(one["platform"], one["name"]) for one in found["accounts"]] == [
        ("weibo", "示例发布"),
        ("wechat", "官方微信"),
    ]
    assert found["title_mark"] == "示例区人民政府"
    assert request.steps == request.total - 1 == found["pages"] - 1


def test_a_name_alone_is_no_row_of_annex_2() -> None:
    row = matching("通知公告", "“停电”")
    assert row is not None
    assert row.id == "Z2-02.01"
    assert matching("", "停电") is None
    assert matching("别的专题", "停电") is None
    topic = matching("", "烟花爆竹")
    assert topic is not None
    assert topic.id == "Z3-03"


@pytest.mark.parametrize(
    ("kind", "target", "options", "detail"),
    [
        ("look", "nobody", {}, "failed: not_configured"), ("report", "soon", {}, "failed: no_quarter"),
        ("backfill", "portal", {"since": "x"}, "broke: ValueError"), ("discover", "http://127.0.0.1:9/", {}, "failed: refused"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_noted_and_said(
    cli: Cli, kind: str, target: str, options: dict[str, Any], detail: str
) -> None:
    cli.configure(head=FILE)
    assert cli.run("job", ask(cli, kind, target, **options)).exit_code == 1
    assert look_up(cli, f"re_{kind}").detail == detail


def test_a_clock_that_does_not_know_the_day_is_told_as_such(cli: Cli) -> None:
    cli.configure(head=FILE)
    ids = [ask(cli, kind, "2026Q4") for kind in ("report", "scores")]

    async def note() -> None:
        database = await connect(cli.url)
        async with database.write() as connection:
            await leases.note(connection, CLOCK, str(3 * 86_400), cli.now)
        await database.close()

    asyncio.run(note())
    for id in ids:
        assert cli.run("job", id).exit_code == 1
        asked = look_up(cli, id)
        assert asked.detail == "failed: clock_wrong"
        assert job_words(asked, is_running=True).word.endswith("本机时钟有误，未作判定，校准后重试")


def test_a_report_and_a_score_workbook_are_kept_as_files(cli: Cli) -> None:
    cli.configure(head=FILE)
    names = []
    for kind in ("report", "scores"):
        done = cli.run("job", ask(cli, kind, "2026Q4"))
        assert done.exit_code == 0, done.output

    async def files() -> None:
        database = await connect(cli.url)
        async with database.read() as connection:
            for kind in ("report", "scores"):
                names.append(list(await requests.file_names(connection, f"re_{kind}")))  # noqa: PERF401
            assert (await requests.file(connection, "re_scores", names[1][0]) or b"").startswith(b"PK")
        await database.close()

    asyncio.run(files())
    assert any(name.endswith(".docx") for name in names[0])
    assert any(name.endswith(".xlsx") for name in names[1])


def test_every_long_request_has_its_doer() -> None:
    assert set(JOBS) == set(requests.LONG)


def test_the_daemon_takes_long_ones_aside_and_notes_one_that_died(cli: Cli) -> None:
    cli.configure(head=FILE)
    id, started = ask(cli, "look", "portal"), []

    async def take() -> None:
        async with open_runtime(read_watch(cli.config, cli.url), cli.url, cli.clock) as runtime:
            handler = RequestHandler(runtime, since=cli.now)
            assert await handler.is_waiting() == (False, True)
            await handler.take_up(cli.now)  # the short ones: nothing

            async def start(id: str) -> None:
                started.append(id)

            handler.start = start
            await handler.take_up_long(cli.now)
            assert await handler.is_waiting() == (False, False)

    asyncio.run(take())
    assert started == [id]
    assert look_up(cli, id).detail == "broke: ended"
