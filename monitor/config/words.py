"""pydantic's complaints as sentences a person can act on."""

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from monitor.config import model
from monitor.config.mistakes import Path, Unusable, nearest, option, quoted, unknown_key
from monitor.config.table import ConfigTable
from monitor.domain.sentence import Text, written

_A_TABLE = written("a table, such as {name = …}", "一组内容")

#: What pydantic's types are in a TOML file.
_TYPES = {
    "tuple_type": Text("config.a_list"),
    "list_type": Text("config.a_list"),
    "string_type": Text("config.a_text"),
    "bool_type": Text("config.a_yes_or_no"),
    "bool_parsing": Text("config.a_yes_or_no"),
    "int_type": Text("config.a_whole_number"),
    "int_parsing": Text("config.a_whole_number"),
    "int_from_float": Text("config.a_whole_number"),
    "float_type": Text("config.a_number"),
    "float_parsing": Text("config.a_number"),
    "dict_type": _A_TABLE,
    "model_type": _A_TABLE,
}

#: What pydantic's limits ask for: the name of the limit, and the words about it.
_LIMITS = {
    "greater_than_equal": ("ge", "config.or_more"),
    "greater_than": ("gt", "config.more_than"),
    "less_than_equal": ("le", "config.at_most"),
    "less_than": ("lt", "config.less_than"),
    "string_too_long": ("max_length", "config.longest"),
    "string_too_short": ("min_length", "config.shortest"),
    "too_short": ("min_length", "config.fewest"),
    "too_long": ("max_length", "config.most"),
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


def in_words(error: Any, shape: type[BaseModel], path: Path) -> Text:
    """What was found and what was expected, for one of pydantic's errors."""
    kind, key = error["type"], str(path[-1]) if path else ""
    if kind == "extra_forbidden":
        return unknown_key(path[-1], _keys_at(shape, path[:-1]))
    if kind == "missing":
        return Text("config.missing" if len(path) > 1 else "config.missing_at_top")
    if kind == "value_error":
        cause = error["ctx"]["error"]
        said = cause.text if isinstance(cause, Unusable) else written(str(cause), "填写的内容不符合要求")
        return (
            said if isinstance(error["input"], dict | ConfigTable) else found_but(key, error["input"], said)
        )
    return found_but(key, error["input"], _expected(error, kind, key))


def found_but(key: str, value: Any, expected: Text) -> Text:
    """The *value* of *key* and what was *expected* in its place."""
    return Text("config.found", {"found": quoted(key, value), "expected": expected})


def _expected(error: Any, kind: str, key: str) -> Text:
    if kind in ("enum", "literal_error"):
        known = error["ctx"]["expected"].replace("'", "").replace(" or ", ", ").split(", ")
        hint = nearest(error["input"], known, key)
        return Text("config.one_of", {"known": tuple(option(key, one) for one in known), "hint": hint})
    if kind in _TYPES:
        return Text("config.expected", {"what": _TYPES[kind]})
    if kind in ("too_long", "too_short") and isinstance(error["input"], str):
        kind = f"string_{kind}"  # a length asked for after the text was looked at otherwise
    if kind in _LIMITS:
        limit, code = _LIMITS[kind]
        return Text("config.expected", {"what": Text(code, {"limit": str(error["ctx"][limit])})})
    message = error["msg"][0].lower() + error["msg"][1:]
    return written(message.replace("input should", "it should"), "填写的内容不符合要求")


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
