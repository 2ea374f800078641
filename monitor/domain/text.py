"""Text that comes from outside: mended once, where it enters, so that every store and file can hold it."""

import json
import re
from typing import Any

#: JSON nested deeper than this is made to exhaust a reader.
MOST_DEPTH = 100
#: Half a surrogate pair (half an emoji), control characters and what XML and PostgreSQL refuse.
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
#: Control characters that stand for a gap: vertical tab (pasted from Word), form feed, separators.
_GAPS = frozenset("\x0b\x0c\x1c\x1d\x1e\x1f")


def clean_text(text: str) -> str:
    """*text* in which every character that no store can hold is U+FFFD, and every odd gap a space."""
    if _UNFIT.search(text) is None:
        return text
    return _UNFIT.sub(lambda match: " " if match[0] in _GAPS else "\ufffd", text)


def load_json(text: str | bytes) -> Any:
    """
    The JSON value in *text*, its words and keys cleaned (`clean_text`).

    Raw line breaks in strings are forgiven; NaN and infinity are null. Raises ValueError for what is no JSON, for
    bytes that are no UTF-8, -16 or -32, and for a value nested deeper than `MOST_DEPTH`.
    """
    try:
        return _cleaned(json.loads(text, strict=False, parse_constant=lambda _: None), MOST_DEPTH)
    except RecursionError:
        raise ValueError(f"nested deeper than {MOST_DEPTH}") from None


def _cleaned(value: Any, depth: int) -> Any:
    if isinstance(value, str):
        return clean_text(value)
    if not isinstance(value, dict | list):
        return value
    if depth == 0:
        raise ValueError(f"nested deeper than {MOST_DEPTH}")
    if isinstance(value, dict):
        return {clean_text(key): _cleaned(one, depth - 1) for key, one in value.items()}
    return [_cleaned(one, depth - 1) for one in value]
