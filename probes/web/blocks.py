"""Recognising a firewall's answer (防火墙拦截): never the page, never the site's fault. On positive evidence only."""

import re
from collections.abc import Mapping

from monitor.domain.reach import Reason

#: A page with so many readable characters is a page, whatever words it holds.
PAGE_TEXT = 1500
#: An interception page served as if all were well has a sentence or two, and hardly a link.
NOTICE_TEXT, NOTICE_LINKS = 400, 5
#: Markup is searched so far; challenges carry their marks at the start.
_LOOK = 200_000

_SCRIPT_MARKS = re.compile(
    r"\$_ts\b|__jsl_clearance|yunsuo_session|security_session_verify|_bot_sbu|acw_sc__v[23]|__tst_status|"
    r"cf-browser-verification|cf_chl_|challenge-platform|jschl|wzws_sessionid|wzwsconfirm|wzwschallenge",
    re.IGNORECASE,
)
_CAPTCHA = re.compile(
    r"请.{0,6}(?:完成|通过|进行).{0,10}(?:验证码|安全验证|人机验证|身份验证)|请输入(?:图中|下方|图片).{0,4}验证码|"
    r"(?:滑动|拖动).{0,12}(?:完成|进行|通过)?.{0,4}验证|人机(?:身份)?验证|"
    r"(?:访问|继续).{0,10}(?:请|需).{0,6}输入.{0,4}验证码|verify (?:that )?you are (?:a )?human",
    re.IGNORECASE,
)
#: Words that only a firewall says.
_WAF = re.compile(
    r"(?:访问|请求|操作|行为|IP|地址).{0,20}被.{0,12}(?:拦截|阻断)|(?:威胁|攻击|非法|恶意|异常).{0,20}(?:请求|访问|行为|操作|拦截|阻断)|"
    r"网站防火墙|web\s*应用防火墙|云防护|\bwaf\b|safeline|网站安全狗|安全狗|创宇盾|玄武盾|网防g01|云锁|d盾|网站卫士|"
    r"request (?:was |has been )?blocked|blocked by .{0,30}(?:security|firewall|policy|rule)|(?:security|firewall).{0,40}blocked",
    re.IGNORECASE,
)
_RATE = re.compile(
    r"(?:访问|请求|操作|刷新).{0,6}(?:过于|太|过)频繁|too many requests|rate limit", re.IGNORECASE
)
_LOGIN = re.compile(r"""<input\b[^>]{0,200}?type\s*=\s*["']?password""", re.IGNORECASE)
_LEFT_OUT = re.compile(
    r"<(script|style|noscript)\b.*?(?:</\1\s*>|$)|<!--.*?(?:-->|$)|<[^>]*>", re.DOTALL | re.IGNORECASE
)
#: What a server says with a firewall's page; a firewall also lies with 200.
_REFUSALS = frozenset({400, 403, 405, 406, 418, 444, 456, 493, 501, 503})


def blocked_by(status: int, headers: Mapping[str, str], text: str) -> Reason | None:
    """
    Which kind of block this answer is, or None when nothing proves that it is one.

    A plain 403 or 412 is the site's own answer. A page with a password field is a login page, not a captcha.
    """
    if status == 429:
        return Reason.BLOCKED_RATE
    if status < 400 and (len(text) > _LOOK or _has_links(text)):
        return None  # the way of nearly every page; all that follows costs more
    text = text[:_LOOK]
    readable = readable_text(text)
    if len(readable) >= PAGE_TEXT or (status < 400 and not _is_notice(text, readable)):
        return None
    if _is_challenge(status, headers, text, readable):
        return Reason.BLOCKED_SCRIPT
    if _LOGIN.search(text) or (status >= 400 and status not in _REFUSALS):
        return None
    for marks, reason in _NOTICES:
        if marks.search(readable):
            return reason
    return None


_NOTICES = ((_RATE, Reason.BLOCKED_RATE), (_CAPTCHA, Reason.BLOCKED_CAPTCHA), (_WAF, Reason.BLOCKED_PAGE))


def readable_text(text: str) -> str:
    """What of a page's markup a reader sees, roughly: no tags, scripts, styles or comments."""
    return " ".join(_LEFT_OUT.sub(" ", text).split())


def _is_challenge(status: int, headers: Mapping[str, str], text: str, readable: str) -> bool:
    """A script that must run before the page is given (瑞数、加速乐 and kin)."""
    if "<script" not in text.lower() or len(readable) >= 200:
        return False
    if status in (412, 521) and ("set-cookie" in headers or "document.cookie" in text):
        return True
    return (
        _SCRIPT_MARKS.search(text) is not None
        or _SCRIPT_MARKS.search(headers.get("set-cookie", "")) is not None
    )


def _is_notice(text: str, readable: str) -> bool:
    return len(readable) < NOTICE_TEXT and not _has_links(text.lower())


def _has_links(text: str) -> bool:
    """Whether there are as many as a page of its own has; stops at the last one needed."""
    at = -1
    for _ in range(NOTICE_LINKS):
        at = text.find("<a ", at + 1)
        if at < 0:
            return False
    return True
