"""Recognising a firewall's answer (防火墙拦截): never the page, never the site's fault. On positive evidence only."""

import re
from collections.abc import Mapping

from monitor.domain.reach import Reason

#: A page with so much readable text is a page, whatever words it holds.
PAGE_TEXT = 1500

_SCRIPT_MARKS = re.compile(
    r"\$_ts\b|__jsl_clearance|_jsl_clearance|yunsuo_session|_bot_sbu|acw_sc__v2|__tst_status|"
    r"cf-browser-verification|challenge-platform|jschl|_waf_|wzws_sessionid|wzwsconfirm",
    re.IGNORECASE,
)
_CAPTCHA = re.compile(
    r"请(?:输入|完成|通过).{0,12}(?:验证码|安全验证|人机验证)|滑动.{0,8}(?:完成|进行)?验证|人机验证|captcha[-_ ]?(?:page|form|verify)",
    re.IGNORECASE,
)
_WAF = re.compile(
    r"(?:您的|当前|你的)?(?:访问|请求|操作).{0,20}(?:被|已被|遭到?).{0,6}(?:拦截|阻断|拒绝|禁止)|"
    r"网站防火墙|web\s*应用防火墙|waf\b|safeline|安全狗|创宇盾|云锁|d盾|360网站卫士|"
    r"access denied.{0,80}(?:security|firewall|waf)|request (?:was )?blocked|事件\s*id|event\s*id\s*[:：]",
    re.IGNORECASE,
)
_RATE = re.compile(r"访问(?:过于|太)频繁|请求(?:过于|太)频繁|too many requests|rate limit", re.IGNORECASE)
_TAG = re.compile(r"<(script|style)\b.*?</\1\s*>|<!--.*?-->|<[^>]*>", re.DOTALL | re.IGNORECASE)


def blocked_by(status: int, headers: Mapping[str, str], text: str) -> Reason | None:
    """Which kind of block this answer is, or None when nothing proves that it is one."""
    if status == 429:
        return Reason.BLOCKED_RATE
    readable = " ".join(_TAG.sub(" ", text[:200_000]).split())
    script = "<script" in text.lower()
    if status in (412, 521) and len(readable) < PAGE_TEXT and (script or "set-cookie" in headers):
        return Reason.BLOCKED_SCRIPT
    if len(readable) >= PAGE_TEXT or (status < 400 and not _small(text, readable)):
        return None
    if script and len(readable) < 200 and _SCRIPT_MARKS.search(text + " " + headers.get("set-cookie", "")):
        return Reason.BLOCKED_SCRIPT
    if _RATE.search(readable):
        return Reason.BLOCKED_RATE
    if _CAPTCHA.search(readable):
        return Reason.BLOCKED_CAPTCHA
    if status in (200, 403, 405, 406, 418, 493, 501, 503) and _WAF.search(readable):
        return Reason.BLOCKED_PAGE
    return None


def _small(text: str, readable: str) -> bool:
    """An interception page has a sentence or two and hardly a link."""
    return len(readable) < 400 and text.lower().count("<a ") < 5
