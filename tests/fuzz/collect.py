"""Every pattern of the packages: compiled objects that modules hold, and literals that functions hand to `re`."""

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

PACKAGES = ("monitor", "probes", "storage")
_CALLS = frozenset({"compile", "search", "match", "fullmatch", "sub", "subn", "split", "findall", "finditer"})


@cache
def patterns() -> Mapping[str, re.Pattern[Any]]:
    """All patterns by where they stand; one that stands in several places, once."""
    return patterns_in(modules())


def patterns_in(some: Iterable[ModuleType]) -> Mapping[str, re.Pattern[Any]]:
    """Those of *some* modules."""
    found: dict[re.Pattern[Any], str] = {}
    for module in some:
        for name, value in vars(module).items():
            if not name.startswith("__"):
                for pattern in _held(value, 0):
                    found.setdefault(pattern, f"{module.__name__}.{name}")
        for line, pattern in _literals(module):
            found.setdefault(pattern, f"{module.__name__}:{line}")
    return {f"{place} {number}": pattern for number, (pattern, place) in enumerate(found.items())}


def modules() -> Iterator[ModuleType]:
    """Every module of the packages, but the commands' own entry, which runs."""
    for package in PACKAGES:
        root = importlib.import_module(package)
        yield root
        for module in pkgutil.walk_packages(root.__path__, f"{package}."):
            if not module.name.endswith("__main__"):
                yield importlib.import_module(module.name)


def unread() -> list[str]:
    """Calls of `re` whose pattern is put together from what only a call knows."""
    return [place for module in modules() for place, pattern in _calls(module) if pattern is None]


def hidden() -> list[str]:
    """Imports by which a call of `re` would go unseen here."""
    return [
        f"{module.__name__}:{node.lineno}"
        for module in modules()
        for node in _of_source(module.__file__)[1]
        if (
            isinstance(node, ast.ImportFrom)
            and node.module == "re"
            and any(one.name in _CALLS for one in node.names)
        )
        or (isinstance(node, ast.Import) and any(one.name == "re" and one.asname for one in node.names))
    ]


@cache
def _of_source(file: str | None) -> tuple[list[ast.Call], list[ast.Import | ast.ImportFrom]]:
    """The calls of `re` in a module's source, and its imports."""
    calls: list[ast.Call] = []
    imports: list[ast.Import | ast.ImportFrom] = []
    for node in ast.walk(ast.parse(Path(file).read_text("utf-8"))) if file else ():
        if isinstance(node, ast.Import | ast.ImportFrom):
            imports.append(node)
        elif (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in _CALLS
            and isinstance(node.func.value, ast.Name)
            and node.func.value.id == "re"
        ):
            calls.append(node)
    return calls, imports


def _held(value: Any, depth: int) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        yield value
    elif depth < 4 and isinstance(value, tuple | list | set | frozenset):
        for one in value:
            yield from _held(one, depth + 1)
    elif depth < 4 and isinstance(value, Mapping):
        for one in value.values():
            yield from _held(one, depth + 1)
    elif depth < 4 and is_dataclass(value) and not isinstance(value, type):
        for one in fields(value):
            yield from _held(getattr(value, one.name), depth + 1)


def _literals(module: ModuleType) -> Iterator[tuple[str, re.Pattern[Any]]]:
    for place, pattern in _calls(module):
        if pattern is not None:
            yield place.rpartition(":")[2], pattern


def _calls(module: ModuleType) -> Iterator[tuple[str, re.Pattern[Any] | None]]:
    for node in _of_source(module.__file__)[0]:
        yield f"{module.__name__}:{node.lineno}", _pattern_of(node, module)


def _pattern_of(call: ast.Call, module: ModuleType) -> re.Pattern[Any] | None:
    """The pattern of a call of `re`, where the module's own names are all that it is made of."""
    try:
        given = [
            eval(compile(ast.Expression(one), "<pattern>", "eval"), vars(module)) for one in call.args[:1]
        ]
        flags = [one for one in ast.walk(call) if isinstance(one, ast.Attribute) and one.attr.isupper()]
        made = 0
        for flag in flags:
            made |= getattr(re, flag.attr, 0)
        return re.compile(given[0], made) if isinstance(given[0], str | bytes) else None
    except NameError:
        return None
