"""Chat groups on the dashboard: entered, tested and changed by the centre; an address, once kept, is shown to nobody."""

import json
from dataclasses import replace
from typing import Any

import httpx
import pytest
import respx

from monitor.domain.chat import ChatLevel
from storage.access import audit
from storage.ops.chat_groups import chat_groups
from tests.web.conftest import House, hidden

ADDRESS = "https://oapi.dingtalk.com/robot/send?access_token=geheim-token-3f2a"
GROUP = {
    "name": "值班群",
    "platform": "dingtalk",
    "address": ADDRESS,
    "secret": "SECgeheim",
    "level": ["veto", "due"],
}


class Desk:
    """Somebody of the centre at the page."""

    def __init__(self, house: House) -> None:
        self.house = house

    async def post(self, act: str, **form: Any) -> httpx.Response:
        """Send one of the page's forms."""
        csrf = hidden((await self.house.browser.get("/notifications")).text, "csrf")
        return await self.house.browser.post(f"/notifications/{act}", data={**form, "csrf": csrf})

    async def groups(self) -> list[Any]:
        """What is kept."""
        async with self.house.store.database.read() as connection:
            return list(await chat_groups(connection))


@pytest.fixture
async def desk(house: House) -> Desk:
    await house.person("lin", "centre")
    await house.log_in("lin")
    return Desk(house)


@pytest.fixture
def platform() -> Any:
    """钉钉, simulated: what it answers, and what it was asked."""
    with respx.mock(assert_all_called=False) as routes:
        yield routes.post("https://oapi.dingtalk.com/robot/send").respond(json={"errcode": 0, "errmsg": "ok"})


async def test_a_group_is_entered_tested_and_its_address_shown_to_nobody(desk: Desk, platform: Any) -> None:
    assert (await desk.post("add", **GROUP)).headers["location"] == "/notifications?done=chat_added"
    page = await desk.post("test", name="值班群")
    assert "“值班群”测试消息：已发送，平台已接收。" in page.text
    sent = json.loads(platform.calls.last.request.content)["text"]["content"]
    assert sent.startswith("【网站监测】测试消息\n")
    seen = [
        page.text,
        (await desk.house.browser.get("/notifications")).text,
        (await desk.house.browser.get("/audit?kind=all")).text,
    ]
    async with desk.house.store.database.read() as connection:
        log = await audit.entries(connection, None, 50)
    seen.append(repr(log))
    assert {"chat_add", "chat_test"} <= {one.act for one in log}
    assert not any("geheim" in one for one in seen)
    assert "oapi.dingtalk.com/…3f2a" in page.text
    assert "SECgeheim" not in repr(await desk.groups())


async def test_what_the_platform_refuses_is_told_with_what_to_do(desk: Desk, platform: Any) -> None:
    await desk.post("add", **GROUP)
    platform.respond(json={"errcode": 310000, "errmsg": "keywords not in content"})
    page = await desk.post("test", name="值班群")
    assert (
        "消息中没有机器人设置的关键词，请将关键词设为“监测”（平台原话：keywords not in content）" in page.text
    )
    assert [(one.tested, one.tested_at) for one in await desk.groups()] == [
        ("dingtalk_310000_keyword", desk.house.now[0])
    ]
    platform.respond(json={"errcode": 987, "errmsg": "?"})
    assert "钉钉没有接收（错误码987）" in (await desk.post("test", name="值班群")).text


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"address": "https://example.org/robot/send?access_token=geheim"}, "不是钉钉机器人的地址"),
        ({"platform": "feishu"}, "这是钉钉的地址，所选平台是飞书"),
        ({"address": "http://127.0.0.1:9000/robot/send?access_token=geheim"}, "不是钉钉机器人的地址"),
        ({"level": []}, "请至少选择一项"),
        ({"name": ""}, "请填写名称"),
        ({"secret": "密geheim"}, "含有非英文字符"),
    ],
)
async def test_a_form_that_cannot_be_used_says_why_and_repeats_no_secret(
    desk: Desk, wrong: dict[str, Any], said: str
) -> None:
    answer = await desk.post("add", **{**GROUP, **wrong})
    assert (answer.status_code, said in answer.text, "geheim" in answer.text) == (400, True, False)
    assert await desk.groups() == []


async def test_two_groups_cannot_bear_one_name(desk: Desk) -> None:
    await desk.post("add", **GROUP)
    answer = await desk.post("add", **GROUP)
    assert (answer.status_code, "已有名为“值班群”的通知群" in answer.text, len(await desk.groups())) == (
        400,
        True,
        1,
    )


async def test_a_change_keeps_the_address_that_was_left_empty(desk: Desk, platform: Any) -> None:
    await desk.post("add", **GROUP)
    await desk.post("test", name="值班群")
    await desk.post("change", name="值班群", level=["system"], address="", secret="")
    (kept,) = await desk.groups()
    assert (kept.address, kept.secret, kept.is_on, kept.levels) == (
        ADDRESS,
        "SECgeheim",
        False,
        {ChatLevel.SYSTEM},
    )
    assert kept.tested == "taken"
    other = ADDRESS.replace("3f2a", "9c9c")
    await desk.post("change", name="值班群", level=["system"], address=other, is_on="1", no_secret="1")
    (kept,) = await desk.groups()
    assert (kept.address, kept.secret, kept.is_on, kept.tested) == (other, "", True, "")
    assert (await desk.post("remove", name="值班群")).status_code == 303
    assert await desk.groups() == []
    assert "可能已被删除" in (await desk.post("test", name="值班群")).text


async def test_in_a_laboratory_the_configured_origin_is_taken(desk: Desk) -> None:
    desk.house.app.state.web = replace(desk.house.web, secrets={"MONITOR_CHAT_LAB": "http://127.0.0.1:8099"})
    answer = await desk.post("add", **{**GROUP, "address": "http://127.0.0.1:8099/robot/send?access_token=x"})
    assert answer.status_code == 303


@pytest.mark.parametrize(("role", "unit"), [("auditor", None), ("unit", "office")])
async def test_nobody_else_enters_or_reads(house: House, role: str, unit: str | None) -> None:
    await house.person("wang", role, unit)
    await house.log_in("wang")
    assert (await house.browser.get("/notifications")).status_code == 403
    csrf = hidden((await house.browser.get("/me")).text, "csrf")
    answer = await house.browser.post("/notifications/add", data={**GROUP, "csrf": csrf})
    assert answer.status_code == 403
    assert 'href="/notifications"' not in (await house.browser.get("/me")).text
