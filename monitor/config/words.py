"""pydantic's complaints as sentences a person can act on."""

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from monitor.config import model
from monitor.config.mistakes import Path, nearest, shown
from monitor.config.table import ConfigTable

#: What pydantic's types are in a TOML file.
_TYPES = {
    "tuple_type": 'a list, such as ["…"]',
    "list_type": 'a list, such as ["…"]',
    "string_type": 'a text in quotation marks, such as "…"',
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "float_parsing": "a number",
    "dict_type": "a table, such as {name = …}",
    "model_type": "a table, such as {name = …}",
}

#: What pydantic's limits ask for: the name of the limit, and the words about it.
_LIMITS = {
    "greater_than_equal": ("ge", "{} or more"),
    "greater_than": ("gt", "more than {}"),
    "less_than_equal": ("le", "at most {}"),
    "less_than": ("lt", "less than {}"),
    "string_too_long": ("max_length", "at most {} characters"),
    "string_too_short": ("min_length", "at least {} characters"),
    "too_short": ("min_length", "at least {} of them"),
    "too_long": ("max_length", "at most {} of them"),
}


def real_path(path: Path, tables: Any) -> Path:
    """Cut what pydantic adds to a path and the file does not have (names of union branches)."""
    real: list[str | int] = []
    node = tables
    for n, step in enumerate(path):
        inside = (isinstance(node, dict) and step in node) or (
            isinstance(node, list) and isinstance(step, int) and step < len(node)
        )
        if not inside and n < len(path) - 1:
            break
        if not inside and not isinstance(node, dict):
            break
        real.append(step)
        node = node[step] if inside else None
    return tuple(real)


def in_words(error: Any, shape: type[BaseModel], path: Path) -> str:
    """What was found and what was expected, for one of pydantic's errors."""
    kind, found = error["type"], shown(str(path[-1]) if path else "", error["input"])
    if kind == "extra_forbidden":
        known = sorted(_keys_at(shape, path[:-1]))
        return f"unknown key{nearest(path[-1], known) or '; known here: ' + ', '.join(known)}"
    if kind == "missing":
        return f"is missing: write it{'' if len(path) > 1 else ', as `monitor init` shows'}"
    if kind == "enum":
        known = error["ctx"]["expected"].replace("'", "").replace(" or ", ", ").split(", ")
        return f"found {found}, expected one of {', '.join(known)}{nearest(error['input'], known)}"
    if kind == "literal_error":
        known = error["ctx"]["expected"].replace("'", "").replace(" or ", ", ").split(", ")
        return f"found {found}, expected one of {', '.join(known)}{nearest(error['input'], known)}"
    if kind == "value_error":
        cause = str(error["ctx"]["error"])
        return cause if isinstance(error["input"], dict | ConfigTable) else f"found {found}, {cause}"
    if kind in _TYPES:
        return f"found {found}, expected {_TYPES[kind]}"
    if kind in _LIMITS:
        limit, expected = _LIMITS[kind]
        return f"found {found}, expected {expected.format(error['ctx'][limit])}"
    message = error["msg"][0].lower() + error["msg"][1:]
    return f"found {found}, {message.replace('input should', 'it should')}"


def _keys_at(shape: Any, path: Path) -> Iterator[str]:
    """The keys that the table at *path* may have."""
    for step in path:
        if isinstance(step, str):
            annotation = next(
                (info.annotation for name, info in shape.model_fields.items() if step in (name, info.alias)),
                None,
            )
            shape = _table_in(annotation)
            if shape is None:
                return
    yield from (info.alias or name for name, info in shape.model_fields.items())
    if shape is model.ConfigDocument:
        yield "include"


def _table_in(annotation: Any) -> Any:
    """The Table class somewhere inside an annotation such as `tuple[SiteTable, ...]`."""
    if isinstance(annotation, type) and issubclass(annotation, ConfigTable):
        return annotation
    for inner in getattr(annotation, "__args__", ()):
        if (table := _table_in(inner)) is not None:
            return table
    return None
