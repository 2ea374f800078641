"""Robots of chat groups: only the platform's own address is asked, each message signed as it wants, each answer understood."""

import base64
import hashlib
import hmac
import json
from dataclasses import replace
from datetime import datetime
from urllib.parse import parse_qs

import httpx
import pytest
import respx

from monitor.domain.chat import ChatGroup, ChatLevel, ChatPlatform
from monitor.domain.timing import SHANGHAI
from probes.http.chat_robot import TAKEN, ChatAnswer, cut, is_robot_address, platform_of, write_to
from tests.every import every

NOW = datetime(2026, 11, 20, 8, 0, tzinfo=SHANGHAI)
ADDRESSES = {
    ChatPlatform.WECOM: "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=geheim-1",
    ChatPlatform.DINGTALK: "https://oapi.dingtalk.com/robot/send?access_token=geheim-2",
    ChatPlatform.FEISHU: "https://open.feishu.cn/open-apis/bot/v2/hook/geheim-3",
}
LAB = "http://127.0.0.1:8099"


def group(platform: ChatPlatform, **more: object) -> ChatGroup:
    """A group of *platform*."""
    plain = ChatGroup(
        name="值班群", platform=platform, address=ADDRESSES[platform], levels=frozenset(ChatLevel), set_by="lin", set_at=NOW
    )  # fmt: skip
    return replace(plain, **more)  # type: ignore[arg-type]


async def written(
    to: ChatGroup, answer: httpx.Response | Exception, text: str = "监测"
) -> tuple[ChatAnswer, list[httpx.Request]]:
    """What came of *text*, and what was asked."""
    origin = "/".join(ADDRESSES[to.platform].split("/")[:3])
    router = respx.MockRouter(assert_all_called=False)
    route = router.post(url__startswith=f"{origin}/")
    if isinstance(answer, Exception):
        route.mock(side_effect=answer)
    else:
        route.mock(return_value=answer)
    came = await write_to(to, text, NOW, line=httpx.MockTransport(router.async_handler))
    return came, [call.request for call in router.calls]


@pytest.mark.parametrize("platform", ChatPlatform)
async def test_a_text_is_taken_by_its_platform(platform: ChatPlatform) -> None:
    answer, asked = await written(group(platform), httpx.Response(200, json={"errcode": 0, "code": 0}))
    assert (answer.code, answer.is_taken, str(asked[0].url)) == (TAKEN, True, ADDRESSES[platform])
    body = json.loads(asked[0].content)
    assert body.get("text", {}).get("content") or body["content"]["text"] == "监测"


async def test_dingtalk_and_feishu_get_a_signature_of_the_moment() -> None:
    taken = httpx.Response(200, json={"errcode": 0, "code": 0})
    _, asked = await written(group(ChatPlatform.DINGTALK, secret="SEC1"), taken)
    query = parse_qs(asked[0].url.query.decode())
    said = f"{query['timestamp'][0]}\nSEC1"
    assert query["timestamp"] == [str(int(NOW.timestamp() * 1000))]
    assert base64.b64decode(query["sign"][0]) == hmac.new(b"SEC1", said.encode(), hashlib.sha256).digest()
    _, asked = await written(group(ChatPlatform.FEISHU, secret="s"), taken)
    body = json.loads(asked[0].content)
    key = f"{int(NOW.timestamp())}\ns".encode()
    assert base64.b64decode(body["sign"]) == hmac.new(key, b"", hashlib.sha256).digest()


@every(
    ("platform", "answer", "code"),
    [
        (ChatPlatform.WECOM, httpx.Response(200, json={"errcode": 93000, "errmsg": "invalid webhook url"}), "wecom_93000"),
        (ChatPlatform.DINGTALK, httpx.Response(200, json={"errcode": 310000, "errmsg": "keywords not in content"}), "dingtalk_310000_keyword"),
        (ChatPlatform.DINGTALK, httpx.Response(200, json={"errcode": 310000, "errmsg": "sign not match"}), "dingtalk_310000_sign"),
        (ChatPlatform.DINGTALK, httpx.Response(200, json={"errcode": 310000, "errmsg": "ip 1.2.3.4 not in whitelist"}), "dingtalk_310000_ip"),
        (ChatPlatform.FEISHU, httpx.Response(400, json={"code": 19021, "msg": "sign match fail"}), "feishu_19021"),
        (ChatPlatform.FEISHU, httpx.Response(200, json={"code": True}), "no_answer"),
        (ChatPlatform.WECOM, httpx.Response(302, headers={"location": "http://127.0.0.1/"}), "no_answer"),
        (ChatPlatform.WECOM, httpx.Response(502, text="<html>bad gateway"), "no_answer"),
        (ChatPlatform.WECOM, httpx.Response(200, content=b"x" * 70_000), "no_answer"),
        (ChatPlatform.WECOM, httpx.ReadTimeout("slow"), "too_slow"),
        (ChatPlatform.WECOM, httpx.ConnectError("refused"), "no_line"),
    ],
)  # fmt: skip
async def test_what_goes_wrong_has_a_code_of_its_own(
    platform: ChatPlatform, answer: httpx.Response | Exception, code: str
) -> None:
    came, asked = await written(group(platform), answer)
    assert (came.code, came.is_taken, len(asked)) == (code, False, 1)


async def test_a_platform_that_repeats_the_address_or_the_secret_is_not_quoted_with_them() -> None:
    said = f"bad token geheim-2 in {ADDRESSES[ChatPlatform.DINGTALK]} with SEC1"
    came, _ = await written(
        group(ChatPlatform.DINGTALK, secret="SEC1"),
        httpx.Response(200, json={"errcode": 300001, "errmsg": said}),
    )
    assert came.code == "dingtalk_300001"
    assert "geheim" not in came.said
    assert "SEC1" not in came.said


@every(
    "address",
    [
        "http://oapi.dingtalk.com/robot/send?access_token=x",
        "https://oapi.dingtalk.com.example.org/robot/send?access_token=x",
        "https://oapi.dingtalk.com@127.0.0.1/robot/send?access_token=x",
        "https://oapi.dingtalk.com:8443/robot/send?access_token=x",
        "https://oapi.dingtalk.com/robot/send",
        "https://oapi.dingtalk.com/robot/send?access_token=",
        "https://oapi.dingtalk.com/other?access_token=x",
        "https://oapi.dingtalk.com:x/robot/send?access_token=x",
        "https://[oapi.dingtalk.com/robot/send?access_token=x",
        "http://127.0.0.1:8099/robot/send?access_token=x",
        "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=x",
        "file:///etc/passwd",
        "",
    ],
)
async def test_nobody_elses_address_is_asked(address: str) -> None:
    assert not is_robot_address(ChatPlatform.DINGTALK, address)
    came, asked = await written(group(ChatPlatform.DINGTALK, address=address), httpx.Response(200))
    assert (came.code, asked) == ("bad_address", [])


def test_in_a_laboratory_one_origin_on_loopback_stands_for_every_platform() -> None:
    assert is_robot_address(ChatPlatform.DINGTALK, f"{LAB}/robot/send?access_token=x", LAB)
    assert is_robot_address(ChatPlatform.FEISHU, f"{LAB}/open-apis/bot/v2/hook/x", LAB)
    assert not is_robot_address(ChatPlatform.DINGTALK, "http://127.0.0.1:80/robot/send?access_token=x", LAB)
    strange = "http://192.0.2.1"
    assert not is_robot_address(ChatPlatform.DINGTALK, f"{strange}/robot/send?access_token=x", strange)


@pytest.mark.parametrize("platform", ChatPlatform)
def test_an_address_tells_its_platform(platform: ChatPlatform) -> None:
    assert is_robot_address(platform, ADDRESSES[platform])
    assert platform_of(ADDRESSES[platform]) is platform
    assert platform_of("https://example.org/") is None


def test_a_long_text_is_cut_at_a_line_and_says_so() -> None:
    text = "\n".join(f"第{n}行网站栏目超期" for n in range(200))
    short = cut(text, 2048)
    assert len(short.encode()) <= 2048
    assert short.endswith("超期\n……")
    assert cut("短", 2048) == "短"


def test_neither_address_nor_secret_prints() -> None:
    said = repr(group(ChatPlatform.FEISHU, secret="SEC-secret"))
    assert "geheim" not in said
    assert "SEC-secret" not in said
    assert group(ChatPlatform.FEISHU).masked == "open.feishu.cn/…im-3"
