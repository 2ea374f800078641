"""Text that comes from outside: mended once, where it enters, so that every store and file can hold it."""

import json
import re
from html import unescape
from typing import Any

#: JSON of more characters than this is no list of items.
LONGEST = 8_000_000
#: Objects and lists inside one another; real answers stay below twenty.
DEEPEST = 64
#: A number with more digits than this is no figure; Python refuses some of them, and takes its time for others.
MOST_DIGITS = 400

_STEPS = re.compile(r'"(?:[^"\\]|\\.)*+"?|[\[\]{}]', re.DOTALL)
_MANY_DIGITS = re.compile(r"\d{401}")
#: Half a surrogate pair (half an emoji), control characters and what XML and PostgreSQL refuse.
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
#: Control characters that stand for a gap: vertical tab (pasted from Word), form feed, separators.
_GAPS = frozenset("\x0b\x0c\x1c\x1d\x1e\x1f")


#: The control characters among them, as bytes of UTF-8.
_CONTROL = bytes((*range(9), 0x0B, 0x0C, *range(0x0E, 0x20)))


def _is_fit(text: str) -> bool:
    """Whether nothing of *text* is unfit; three times as fast on a whole page as the pattern."""
    try:
        raw = text.encode()
    except UnicodeEncodeError:  # half a surrogate pair
        return False
    return len(raw.translate(None, _CONTROL)) == len(raw) and "\ufffe" not in text and "\uffff" not in text


def clean_text(text: str) -> str:
    """*text* in which every character that no store can hold is U+FFFD, and every odd gap a space."""
    if _is_fit(text):
        return text
    return _UNFIT.sub(lambda match: " " if match[0] in _GAPS else "\ufffd", text)


#: A character reference of more digits than any character has; Python refuses some of them.
_NO_CHARACTER = re.compile(r"&#[0-9]{20,};?")


def unescaped(text: str) -> str:
    """*text* with its character references spelt out; one of more digits than any character has is that of none."""
    return unescape(_NO_CHARACTER.sub("\ufffd", text)) if "&" in text else text


class NotJson(ValueError):
    """The text is no JSON, or goes past a limit; the message says which."""


def load_json(text: str | bytes) -> Any:
    """
    The JSON value in *text*, its words and keys cleaned (`clean_text`).

    Raw line breaks in strings are forgiven; NaN and infinity are null. Raises NotJson, a ValueError and nothing else, for what
    is no JSON, for bytes that are no UTF-8, -16 or -32, and for what goes past a limit of size, depth or digits.
    """
    if len(text) > LONGEST:
        raise NotJson(f"more than {LONGEST} characters")
    try:
        plain = text if isinstance(text, str) else text.decode(json.detect_encoding(text), "surrogatepass")
        if _depth(plain) > DEEPEST:
            raise NotJson(f"more than {DEEPEST} levels deep")
        if _MANY_DIGITS.search(plain) is not None:
            raise NotJson(f"a number of more than {MOST_DIGITS} digits")
        value = json.loads(plain.removeprefix("\ufeff"), strict=False, parse_constant=lambda _: None)
    except NotJson:
        raise
    except (ValueError, RecursionError, LookupError) as error:
        raise NotJson(str(error)) from None
    may_hold = "\\u" in plain or _UNFIT.search(plain) is not None
    return _cleaned(value) if may_hold else value


def _depth(text: str) -> int:
    """How deep brackets stand in one another, outside texts; stops counting past the limit."""
    if text.count("[") + text.count("{") <= DEEPEST:
        return 0
    depth = deepest = 0
    for step in _STEPS.finditer(text):
        mark = text[step.start()]
        if mark in "[{":
            depth += 1
            deepest = max(deepest, depth)
            if deepest > DEEPEST:
                break
        elif mark in "]}":
            depth -= 1
    return deepest


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, list):
        return [_cleaned(one) for one in value]
    if isinstance(value, dict):
        return {clean_text(key): _cleaned(one) for key, one in value.items()}
    return value
