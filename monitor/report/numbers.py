"""`numbers.json`: every number of the notice with the observations it rests on."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from json.encoder import encode_basestring
from typing import Any

from monitor.domain.sentence import Text
from monitor.domain.timing import check_aware
from monitor.quarter.figures import VERSION, Quarterly
from monitor.wording.say import for_unit

#: So many pieces of the document wait before they are handed on.
PIECES = 10_000


def numbers_json(quarterly: Quarterly) -> bytes:
    """The whole tree as JSON, Chinese as it is; the same figures give the same bytes."""
    return b"".join(numbers_parts(quarterly))


def numbers_parts(quarterly: Quarterly) -> Iterator[bytes]:
    """The same in parts, some rows of a table at a time: neither the tree nor the document stands in memory beside it."""
    yield f'{{\n "numbers": {VERSION}'.encode()
    for name in _names(Quarterly):
        yield f',\n "{name}": '.encode()
        yield from _parts(getattr(quarterly, name), "\n  ")
    yield b"\n}\n"


def _parts(value: Any, line: str) -> Iterator[bytes]:
    """What `_write` makes of *value*; a row of a table whole, a record field by field."""
    out: list[str] = []
    if _is_rows(value) and value:
        mark = f"[{line}"
        for one in value:
            out.append(mark)
            _write(one, out.append, f"{line} ")
            mark = f",{line}"
            if len(out) >= PIECES:
                yield _encoded(out)
        out.append(f"{line[:-1]}]")
    elif names := () if isinstance(value, Text) else _fields(value):
        mark = f"{{{line}"
        for name in names:
            yield f"{mark}{encode_basestring(name)}: ".encode()
            yield from _parts(getattr(value, name), f"{line} ")
            mark = f",{line}"
        out.append(f"{line[:-1]}}}")
    else:
        _write(value, out.append, line)
    yield _encoded(out)


def _encoded(out: list[str]) -> bytes:
    """The pieces in *out*, which is empty then."""
    found = "".join(out).encode("utf-8", "backslashreplace")
    out.clear()
    return found


def _fields(value: Any) -> tuple[str, ...]:
    kind: type = type(value)
    return _names(kind)


def _is_rows(value: Any) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str)


@cache
def _names(kind: type) -> tuple[str, ...]:
    """The fields of a row; none of what is no row."""
    return tuple(one.name for one in fields(kind)) if is_dataclass(kind) else ()


def _write(value: Any, add: Callable[[str], None], line: str) -> None:
    """*value* as JSON, indented by one; *line*: the break before what stands inside it."""
    kind: type = type(value)
    if kind is str:
        add(encode_basestring(value))
    elif kind is Text:
        add(encode_basestring(for_unit(value)))
    elif names := _names(kind):
        _write_table(((name, getattr(value, name)) for name in names), add, line)
    elif isinstance(value, Enum):
        _write(value.value, add, line)
    elif isinstance(value, datetime):
        add(f'"{check_aware(value).isoformat(timespec="seconds")}"')
    elif isinstance(value, date):
        add(f'"{value.isoformat()}"')
    elif isinstance(value, Mapping):
        _write_table(((str(key), one) for key, one in value.items()), add, line)
    elif isinstance(value, Sequence | set | frozenset):
        mark = f"[{line}"
        for one in value:
            add(mark)
            _write(one, add, f"{line} ")
            mark = f",{line}"
        add(f"{line[:-1]}]" if value else "[]")
    else:
        add(json.dumps(value, ensure_ascii=False, allow_nan=False))


def _write_table(items: Iterator[tuple[str, Any]], add: Callable[[str], None], line: str) -> None:
    mark = f"{{{line}"
    for name, one in items:
        add(f"{mark}{encode_basestring(name)}: ")
        _write(one, add, f"{line} ")
        mark = f",{line}"
    add(f"{line[:-1]}}}" if mark[0] == "," else "{}")
