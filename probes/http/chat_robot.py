"""Writes one message to a chat group by its robot's webhook (群机器人): 企业微信, 钉钉, 飞书; nobody else's address is asked."""

import base64
import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import httpx

from monitor.domain.chat import ChatGroup, ChatPlatform
from monitor.domain.text import NotJson, load_json

#: Seconds for one answer, and the longest answer in bytes.
WAIT_S, LONGEST = 10.0, 64 * 1024
#: The taken message's code, and those of what happens before a platform answers.
TAKEN, NO_LINE, TOO_SLOW, NO_ANSWER, BAD_ADDRESS = "taken", "no_line", "too_slow", "no_answer", "bad_address"


@dataclass(frozen=True, slots=True)
class _Platform:
    """Where a platform's robots stand, and how long a text they take, in bytes of UTF-8."""

    host: str
    path: str
    token: str  #: the parameter that names the robot; "" it stands in the path
    longest: int
    code: str  #: the key of its answer that is 0 when the message was taken


PLATFORMS: Mapping[ChatPlatform, _Platform] = {
    ChatPlatform.WECOM: _Platform("qyapi.weixin.qq.com", "/cgi-bin/webhook/send", "key", 2048, "errcode"),
    ChatPlatform.DINGTALK: _Platform("oapi.dingtalk.com", "/robot/send", "access_token", 18_000, "errcode"),
    ChatPlatform.FEISHU: _Platform("open.feishu.cn", "/open-apis/bot/v2/hook/", "", 18_000, "code"),
}
#: 钉钉 says 310000 for each of its three walls; its words tell which.
_WALLS = (("keyword", "keyword"), ("sign", "sign"), ("whitelist", "ip"), ("white list", "ip"))


@dataclass(frozen=True, slots=True)
class ChatAnswer:
    """What came of one message: a code of the label table `chat_answer`, and the platform's own words."""

    code: str
    said: str = ""

    @property
    def is_taken(self) -> bool:
        """Whether the platform took it."""
        return self.code == TAKEN


def is_robot_address(platform: ChatPlatform, address: str, lab: str = "") -> bool:
    """
    Whether *address* is that of a robot of *platform*: its own host, https, the right path, a token.

    *lab*: an origin on loopback, such as `http://127.0.0.1:8099`, that stands for every platform in a laboratory.
    """
    known = PLATFORMS[platform]
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return False
    if not address.isascii() or not address.isprintable() or parts.username is not None or parts.fragment:
        return False
    official = parts.scheme == "https" and parts.hostname == known.host and port in (None, 443)
    if not official and not (_is_loopback(lab) and f"{parts.scheme}://{parts.netloc}" == lab):
        return False
    if known.token:
        return parts.path == known.path and bool(parse_qs(parts.query).get(known.token))
    token = parts.path.removeprefix(known.path)
    return parts.path.startswith(known.path) and bool(token) and "/" not in token and not parts.query


def platform_of(address: str) -> ChatPlatform | None:
    """Whose robot *address* looks like, by its host; None: no platform's that we know."""
    host = address.partition("//")[2].partition("/")[0].lower()
    return next((one for one, known in PLATFORMS.items() if known.host == host), None)


async def write_to(
    group: ChatGroup, text: str, now: datetime, lab: str = "", line: httpx.AsyncBaseTransport | None = None
) -> ChatAnswer:
    """
    Write *text* to *group*, cut to what its platform takes; an answer, never an exception.

    No redirect is followed and no proxy of the environment used. *line*: tests hand in their own.
    """
    if not is_robot_address(group.platform, group.address, lab):
        return ChatAnswer(BAD_ADDRESS)
    address, body = _message(group, cut(text, PLATFORMS[group.platform].longest), now)
    try:
        async with (
            httpx.AsyncClient(
                timeout=WAIT_S, follow_redirects=False, trust_env=False, transport=line
            ) as client,
            client.stream("POST", address, json=body) as answer,
        ):
            read = b""
            async for part in answer.aiter_bytes():
                read += part
                if len(read) > LONGEST:
                    return ChatAnswer(NO_ANSWER, f"status {answer.status_code}, longer than {LONGEST} bytes")
    except httpx.TimeoutException:
        return ChatAnswer(TOO_SLOW)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        return ChatAnswer(NO_LINE, type(error).__name__)
    return _heard(group, answer.status_code, read)


def cut(text: str, longest: int) -> str:
    """*text* in at most *longest* bytes of UTF-8, whole lines, with a sign that something is left out."""
    if len(text.encode()) <= longest:
        return text
    end = "\n……"
    marks, room = [], longest - len(end.encode())
    for line in text.split("\n"):
        room -= len(line.encode()) + 1
        if room < 0:
            break
        marks.append(line)
    return "\n".join(marks) + end


def _message(group: ChatGroup, text: str, now: datetime) -> tuple[str, dict[str, Any]]:
    """The address to post to and what is posted."""
    if group.platform is ChatPlatform.FEISHU:
        body: dict[str, Any] = {"msg_type": "text", "content": {"text": text}}
        if group.secret:
            second = str(int(now.timestamp()))
            body |= {"timestamp": second, "sign": _signed(f"{second}\n{group.secret}", "")}
        return group.address, body
    address = group.address
    if group.platform is ChatPlatform.DINGTALK and group.secret:
        moment = str(int(now.timestamp() * 1000))
        sign = _signed(group.secret, f"{moment}\n{group.secret}")
        address += f"&timestamp={moment}&sign={quote(sign, safe='')}"
    return address, {"msgtype": "text", "text": {"content": text}}


def _signed(key: str, text: str) -> str:
    return base64.b64encode(hmac.new(key.encode(), text.encode(), hashlib.sha256).digest()).decode()


def _heard(group: ChatGroup, status: int, body: bytes) -> ChatAnswer:
    known = PLATFORMS[group.platform]
    try:
        found = load_json(body)
    except NotJson:
        found = None
    code = found.get(known.code) if isinstance(found, dict) else None
    if not isinstance(found, dict) or not isinstance(code, int) or isinstance(code, bool):
        return ChatAnswer(NO_ANSWER, f"status {status}")
    if code == 0:
        return ChatAnswer(TAKEN)
    said = str(found.get("errmsg") or found.get("msg") or "")
    for hidden in filter(None, (group.address, group.secret, *_tokens(group))):
        said = said.replace(hidden, "…")
    wall = next((name for word, name in _WALLS if word in said.lower()), "") if code == 310000 else ""
    return ChatAnswer(f"{group.platform.value}_{code}{f'_{wall}' if wall else ''}", said[:300])


def _tokens(group: ChatGroup) -> list[str]:
    parts = urlsplit(group.address)
    named = [value for values in parse_qs(parts.query).values() for value in values]
    return [*named, parts.path.rpartition("/")[2]] if group.platform is ChatPlatform.FEISHU else named


def _is_loopback(origin: str) -> bool:
    return urlsplit(origin).hostname == "127.0.0.1" if origin else False
