"""The configuration as it holds, written as one TOML file (导出配置文件)."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from typing import Any

_BARE = re.compile(r"[A-Za-z0-9_-]+")


def as_toml(tables: Mapping[str, Any], head: str) -> str:
    """*tables* as TOML that reads back as the same values; *head*: lines of comment at the top."""
    lines = [*(f"# {line}".rstrip() for line in head.splitlines()), *_table(tables, ())]
    return "\n".join(lines) + "\n"


def _table(table: Mapping[str, Any], path: tuple[str, ...]) -> Iterator[str]:
    later: list[tuple[str, Any]] = []
    for name, value in table.items():
        if isinstance(value, Mapping) or _is_tables(value):
            later.append((name, value))
        else:
            yield f"{_key(name)} = {_value(value)}"
    for name, value in later:
        here = (*path, name)
        shown = ".".join(_key(one) for one in here)
        for one in value if isinstance(value, list) else [value]:
            yield ""
            yield f"[[{shown}]]" if isinstance(value, list) else f"[{shown}]"
            yield from _table(one, here)


def _is_tables(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, Mapping) for one in value)


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return f"[{', '.join(_value(one) for one in value)}]"
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{_key(name)} = {_value(one)}' for name, one in value.items())}}}"
    if isinstance(value, float):
        return repr(value).replace("Infinity", "inf")
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _key(name: str) -> str:
    return name if _BARE.fullmatch(name) else json.dumps(name, ensure_ascii=False)
