"""Answers of interfaces that hold no rows because something failed (接口报错): an empty list in them proves nothing."""

import json
import re

from monitor.domain.text import NotJson, load_json

_NAMED = r"""["']?(?:{})["']?\s{{0,9}}[:=]\s{{0,9}}"""
_CODES = r"(?:ret|rsp|resp|result|status|state|return)?_?(?:code|status|state)"
_TEXTS = r"(?:ret|err|error|result|status)?_?(?:msg|message|desc|description|info|reason|detail|tip)"
#: What says of the whole answer that it failed: a flag, a number, an error of its own, words.
_FAILED = re.compile(
    "|".join(
        (
            _NAMED.format("success|succeed|succ|ok|flag|result|status|state") + r"""(?:false\b|["'](?:false|error|fail\w{0,9}|timeout)["'])""",
            r"""["'](?:is_?)?(?:success|succ|ok)["']\s{0,9}[:=]\s{0,9}["']?(?:0|null|no?)\b""",
            _NAMED.format(_CODES) + r"""(?:["']?(?:-\d|[45]\d\d(?:\d\d)?(?!\d))|["'](?:fail|error|timeout))""",
            _NAMED.format("ret|result") + r"""["']?-\d""",
            _NAMED.format(r"err(?:or)?_?(?:code|no|num)?") + r"""["']?-?[1-9]""",
            _NAMED.format("errors?|exception") + r"""(?:["'][^"'\s]|[{\[]\s{0,9}[^\s}\]])""",
            _NAMED.format("timed_?out|error|exception") + "true",
            _NAMED.format(_TEXTS) + r"""["'][^"']{0,80}?(?:失败|错误|出错|异常|[未没]有?登录|请(?:先|重新)?登录|无权|权限|未授权|超时|繁忙|频繁|维护|升级|拒绝|不存在|非法|"""
            r"invalid|error|fail|denied|time-?out|timed out|unauthori[sz]ed|forbidden|exception|unavailable|too many)",
        )
    ),
    re.IGNORECASE,
)  # fmt: skip
_COUNTED = re.compile(
    _NAMED.format("count|total|recordcount|totalcount|rowcount|totalelements|totalnum") + r"""["']?[1-9]""",
    re.IGNORECASE,
)
#: More of an answer without rows is not looked at.
_MOST = 20_000


def states_failure(text: str) -> bool:
    """Whether an answer is no data at all but a page, or says of itself that it failed."""
    said = _spelt(text)
    return said.startswith("<") or _FAILED.search(said) is not None


def counts_some(text: str) -> bool:
    """Whether an answer counts rows anywhere."""
    return _COUNTED.search(_spelt(text)) is not None


def _spelt(text: str) -> str:
    """*text*, its letters spelt out where it is JSON."""
    text = text[:_MOST].strip()
    if "\\u" not in text:
        return text
    try:
        return json.dumps(load_json(text), ensure_ascii=False)
    except NotJson:
        return text
