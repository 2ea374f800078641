"""One word for one thing: class names, the glossary, and rooms that hold no loose module."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
GLOSSARY = (ROOT / "docs" / "glossary.md").read_text("utf-8")
#: Every plugin file of `probes` names its options so, as `probes/base.py` and `probes/sources/_source.py` ask.
PLUGINS = {"Settings", "Options"}


def room(path: Path) -> str:
    """`monitor/<room>`, `probes` or `storage`."""
    parts = path.relative_to(ROOT).parts
    return "/".join(parts[:2]) if parts[0] == "monitor" else parts[0]


@cache
def sources() -> tuple[tuple[Path, ast.Module], ...]:
    """Every file of the packages with what stands in it."""
    return tuple(
        (path, ast.parse(path.read_text("utf-8")))
        for top in ("monitor", "probes", "storage")
        for path in sorted((ROOT / top).rglob("*.py"))
    )


@pytest.fixture(scope="module", autouse=True)
def _forgotten() -> Iterator[None]:
    """The parsed sources are let go once the last test here has read them."""
    yield
    sources.cache_clear()


@cache
def public_classes() -> dict[str, dict[str, list[str]]]:
    """Class name -> room -> the files that define it there."""
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for path, module in sources():
        for node in module.body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                found[node.name][room(path)].append(str(path.relative_to(ROOT)))
    return found


def test_no_two_rooms_have_a_public_class_of_one_name() -> None:
    twice = {
        name: dict(rooms)
        for name, rooms in public_classes().items()
        if len(rooms) > 1 and name not in PLUGINS
    }
    assert twice == {}


#: Words that say nothing of what they hold: an observer, verdicts, a batch, exchanges or text have those names.
VAGUE = {"told", "given", "some", "kept", "alone"}
#: Of these rooms not even `words`, which elsewhere are a language's; more may join, none may leave.
PLAIN_ROOMS = ("monitor/app", "monitor/assess")
#: The readers of pages speak of what a page says: their variables follow when they are next rebuilt.
NOT_YET = "probes/pages"
#: `--set` of `monitor import`, after which its option is called.
OPTIONS = {"monitor/cli/imports.py"}


def named_by(node: ast.AST) -> str:
    """The name that a node gives: to a variable, a parameter, a field, an attribute, a function, a class."""
    if isinstance(node, ast.arg):
        return node.arg
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return node.name
    if isinstance(node, ast.Name | ast.Attribute) and isinstance(node.ctx, ast.Store):
        return node.id if isinstance(node, ast.Name) else node.attr
    return ""


def test_names_say_what_they_hold() -> None:
    vague = []
    for path, module in sources():
        here = str(path.relative_to(ROOT))
        if here.startswith(NOT_YET):
            continue
        refused = VAGUE | ({"words"} if here.startswith(PLAIN_ROOMS) else set())
        for node in ast.walk(module):
            name = named_by(node).lstrip("_")
            if name in refused and not (name == "given" and here in OPTIONS):
                vague.append(f"{here}:{node.lineno}: {name}")
    assert vague == []


def test_nobody_listens_under_the_name_told() -> None:
    """Who hears of each step is handed in as *observer*, whatever the room."""
    found = []
    for path, module in sources():
        for node in ast.walk(module):
            is_told = isinstance(node, ast.arg) and node.arg == "told"
            if is_told and node.annotation is not None and "Callable" in ast.unparse(node.annotation):
                found.append(f"{path.relative_to(ROOT)}:{node.lineno}")
    assert found == []


def test_no_two_files_of_a_room_have_a_public_class_of_one_name() -> None:
    twice = {
        name: files
        for name, rooms in public_classes().items()
        for files in rooms.values()
        if len(files) > 1 and name not in PLUGINS
    }
    assert twice == {}


def test_monitor_holds_rooms_only() -> None:
    loose = {path.name for path in (ROOT / "monitor").iterdir() if path.is_file()}
    assert loose == {"__init__.py", "__main__.py"}


def test_every_room_says_what_it_is_for() -> None:
    rooms = [path for path in (ROOT / "monitor").iterdir() if path.is_dir() and path.name != "__pycache__"]
    silent = [
        path.name
        for path in rooms
        if not ast.get_docstring(ast.parse((path / "__init__.py").read_text("utf-8")))
    ]
    assert silent == []


def glossary_rows() -> list[list[str]]:
    """The cells of every row of the glossary's tables: word, official term, where, meaning."""
    rows = [line.strip("| ").split("|") for line in GLOSSARY.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in row] for row in rows if row[0].strip() not in ("word", "---")]


def test_the_glossary_has_one_row_a_word() -> None:
    words = [row[0] for row in glossary_rows()]
    assert len(words) > 40
    assert sorted({one for one in words if words.count(one) > 1}) == []


def test_the_glossary_names_classes_that_exist_where_it_says() -> None:
    classes = public_classes()
    for row in glossary_rows():
        for name, path in re.findall(r"`(\w+)` in `([\w/.]+\.py)`", row[2]):
            assert path in [file for files in classes[name].values() for file in files], (
                f"{row[0]}: {name} is not in {path}"
            )


def test_every_noun_of_the_domain_stands_in_the_glossary() -> None:
    """A class that another room may use has its word there; states and parts of a noun stand in its row."""
    named = set(re.findall(r"`(\w+)`", GLOSSARY))
    nouns = {
        name
        for name, rooms in public_classes().items()
        if "monitor/domain" in rooms and not name.endswith("State")
    }
    assert sorted(nouns - named) == []
