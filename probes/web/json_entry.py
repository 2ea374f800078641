"""JSON that strangers wrote, read with limits: size, depth, and nothing in its texts that a store cannot hold."""

import json
import re
from typing import Any

#: More characters than this are no list of items.
LONGEST = 8_000_000
#: Objects and lists inside one another; real answers stay below twenty.
DEEPEST = 64
#: A number with more digits than this is no figure; Python refuses some of them, and takes its time for others.
MOST_DIGITS = 400

_STEPS = re.compile(r'"(?:[^"\\]|\\.)*+"?|[\[\]{}]', re.DOTALL)
_UNFIT = re.compile("[\0\ud800-\udfff]")
_FIGURES = re.compile(r"\d{401}")


class NotJson(ValueError):
    """The text is no JSON, or goes past a limit; the message says which."""


def load_json(text: str | bytes, *, strict: bool = False) -> Any:
    """
    The value in *text*, with lone surrogates and NUL in its texts and keys made U+FFFD.

    *strict*: False forgives raw line breaks inside texts. Raises NotJson, a ValueError, and nothing else.
    """
    if len(text) > LONGEST:
        raise NotJson(f"more than {LONGEST} characters")
    try:
        plain = text if isinstance(text, str) else text.decode(json.detect_encoding(text), "replace")
        if _depth(plain) > DEEPEST:
            raise NotJson(f"more than {DEEPEST} levels deep")
        if _FIGURES.search(plain) is not None:
            raise NotJson(f"a number of more than {MOST_DIGITS} digits")
        value = json.loads(plain.removeprefix("\ufeff"), strict=strict)
    except NotJson:
        raise
    except (ValueError, RecursionError, LookupError) as error:
        raise NotJson(str(error)) from None
    may_hold = "\0" in plain or "\\u" in plain or _UNFIT.search(plain) is not None
    return _clean(value) if may_hold else value


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


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return _UNFIT.sub("\ufffd", value)
    if isinstance(value, list):
        return [_clean(one) for one in value]
    if isinstance(value, dict):
        return {_UNFIT.sub("\ufffd", key): _clean(one) for key, one in value.items()}
    return value
