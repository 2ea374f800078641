"""The documents speak of files that are there, and `make help` of every target."""

import ast
import importlib
import re
import subprocess
import tomllib
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any, get_args

import pytest
from pydantic import BaseModel

import probes.base
from monitor.cli.commands import COMMANDS
from monitor.config.model import ConfigDocument
from monitor.regulations.indicators import load_table, table_ids
from monitor.scores.facts import KINDS
from monitor.scores.page_facts import PAGE_KINDS
from monitor.scores.sample_facts import SAMPLE_KINDS
from monitor.scores.search_facts import SEARCH_KINDS
from probes.sources import _source as sources
from tests.every import every

ROOT = Path(__file__).parents[1]
DOCUMENTS = [
    *sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md")), *sorted((ROOT / "deploy").glob("*.md")),
]  # fmt: skip
#: A folder or file of ours between backquotes; a name with a placeholder is none.
PATH = re.compile(r"`((?:monitor|probes|storage|alembic|tests|docs|config|deploy)/[\w/.-]*)`")


@every(
    "document",
    [path for path in DOCUMENTS if path.name != "CHANGELOG.md"],
    ids=lambda path: str(path.relative_to(ROOT)),
)
def test_a_document_names_files_and_rooms_that_are_there(document: Path) -> None:
    named = PATH.findall(document.read_text("utf-8"))
    assert [path for path in named if not (ROOT / path).exists()] == []


@every("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_document_leads_to_documents_that_are_there(document: Path) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#\s]+)", document.read_text("utf-8"))
    assert [link for link in links if not (document.parent / link).exists()] == []


@every("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_row_of_a_table_stands_below_its_head(document: Path) -> None:
    lines = ["", *document.read_text("utf-8").splitlines(), ""]
    lost = [
        line
        for before, line, after in zip(lines, lines[1:], lines[2:], strict=False)
        if line.startswith("|") and not before.startswith("|") and not after.startswith("|---")
    ]
    assert lost == []


def test_the_documents_index_names_every_document() -> None:
    index = (ROOT / "docs" / "README.md").read_text("utf-8")
    assert [
        path.name
        for path in (ROOT / "docs").glob("*.md")
        if path.name != "README.md" and path.name not in index
    ] == []


def test_every_room_stands_in_both_readmes() -> None:
    rooms = {path.name for path in (ROOT / "monitor").iterdir() if (path / "__init__.py").exists()}
    for name in ("README.md", "README.zh-CN.md"):
        text = (ROOT / name).read_text("utf-8")
        assert sorted(room for room in rooms if f"`monitor/{room}/`" not in text) == [], name


def test_every_command_stands_in_both_readmes() -> None:
    for name in ("README.md", "README.zh-CN.md"):
        text = (ROOT / name).read_text("utf-8")
        people = set(COMMANDS) - {"job"}  # the daemon types that one
        assert sorted(one for one in people if not re.search(rf"monitor {one}\b", text)) == [], name


def test_make_help_tells_every_target() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = set(re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)[1].split())  # type: ignore[index]
    said = subprocess.run(
        ["make", "--no-print-directory", "-C", ROOT, "help"], capture_output=True, text=True, check=True
    )
    assert {line.split()[1] for line in said.stdout.splitlines() if line.startswith("  make ")} == targets


def test_no_definition_of_checks_names_a_registry() -> None:
    for path in (ROOT / ".pre-commit-config.yaml", ROOT / ".github" / "workflows" / "ci.yml"):
        assert not re.search(r"https?://|index-url|find-links", path.read_text("utf-8"))


def test_functions_stay_within_the_agreed_complexity() -> None:
    lint = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["ruff"]["lint"]
    assert "C90" in lint["select"]
    assert lint["mccabe"]["max-complexity"] <= 15


SOURCE = {
    path.relative_to(ROOT): path.read_text("utf-8")
    for top in ("monitor", "probes", "storage", "bench")
    for path in sorted((ROOT / top).rglob("*.py"))
}
#: What the documents name between backquotes: a file by its name alone, a function, a class, a constant.
FILE = re.compile(r"`(\w+\.py)`")
NAME = re.compile(r"`(_?[A-Za-z]\w*(?:\.\w+)?)(?:\(\))?`")


def test_the_walks_name_files_functions_and_classes_that_are_there() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    files = {path.name for path in SOURCE}
    assert [name for name in FILE.findall(text) if name not in files] == []
    code = "\n".join(SOURCE.values()) + (ROOT / "pyproject.toml").read_text("utf-8")
    named = {
        part
        for name in NAME.findall(text)
        for part in name.split(".")
        if part not in ("py", "toml", "pyproject", "jsonl")
    }
    assert sorted(part for part in named if not re.search(rf"\b{part}\b", code)) == []
    assert len(named) > 40


@pytest.mark.parametrize(
    "walk", ["One visit", "One list page", "One imported row", "One figure of the notice"]
)
def test_a_walk_goes_from_entry_to_exit_by_numbered_steps(walk: str) -> None:
    text = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    part = text.split(f"## {walk}\n", 1)[1].split("\n## ", 1)[0]
    assert re.findall(r"^(\d+)\. ", part, re.MULTILINE)[:5] == ["1", "2", "3", "4", "5"]
    assert len(PATH.findall(part)) >= 5


def test_every_room_stands_on_its_line_of_imports() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    [layers] = [one["layers"] for one in contracts if one["type"] == "layers"]
    text = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    lines = [line for line in text.splitlines() if re.match(r"\| [a-z ,]+ \| `", line)]
    named = [re.findall(r"`((?:monitor/)?\w+)`", line) for line in lines][: len(layers)]
    assert [sorted(one) for one in named] == [
        sorted(layer.replace(".", "/").split(" | ")) for layer in layers
    ]


def _rows_in(cell: str) -> set[str]:
    """The ids that a cell names: `F19W-03–05, 07; Z21-01` are four and one."""
    found, table = set[str](), ""
    for part in re.split(r"[,;]\s*", cell.strip()):
        named, _, number = part.rpartition("-")
        table = named or table
        first, _, last = number.partition("–")
        found |= {f"{table}-{n:02d}" for n in range(int(first), int(last or first) + 1)}
    return found


@every(
    ("kind", "figures"),
    [
        ("named pages", PAGE_KINDS), ("search", SEARCH_KINDS), ("sample of pages", SAMPLE_KINDS),
        ("forms of guides", ["guide_faults", "guide_forms"]), ("forms of posts", ["post_forms"]),
        ("exports", [kind for kind in KINDS if kind.startswith("export_")]),
    ],
)  # fmt: skip
def test_the_rows_of_a_kind_are_those_that_its_figures_reach(kind: str, figures: Collection[str]) -> None:
    text = (ROOT / "docs" / "indicators.md").read_text("utf-8")
    [line] = [one for one in text.splitlines() if one.startswith(f"| {kind} |")]
    rows = [one for id in table_ids() for one in load_table(id).indicators]
    assert _rows_in(line.split("|")[3]) == {
        one.id for one in rows if {*one.shows, *one.settled_by}.intersection(figures)
    }


def test_the_changelog_has_one_section_a_version_and_says_nothing_twice() -> None:
    lines = (ROOT / "CHANGELOG.md").read_text("utf-8").splitlines()
    versions = [line for line in lines if line.startswith("## ")]
    assert [line for line, count in Counter(versions).items() if count > 1] == []
    assert [line for line in lines if line.startswith("### ")] == [
        "### Added",
        "### Changed",
        "### Fixed",
    ] * len(versions)
    assert [
        line for line, count in Counter(one for one in lines if one.startswith("- ")).items() if count > 1
    ] == []


def test_the_newest_version_can_be_read_in_one_sitting() -> None:
    newest = (ROOT / "CHANGELOG.md").read_text("utf-8").split("\n## ")[1]
    assert len(newest.splitlines()) <= 250


def test_what_the_scripts_of_docs_and_bench_take_from_the_program_is_there() -> None:
    scripts = [*(ROOT / "docs").glob("*.py"), *(ROOT / "bench").glob("*.py")]
    taken = [
        (script.name, node.module, one.name)
        for script in scripts
        for node in ast.walk(ast.parse(script.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom)
        and (node.module or "").startswith(("monitor.", "probes.", "storage."))
        for one in node.names
    ]
    assert len(taken) > 100
    assert [one for one in taken if not hasattr(importlib.import_module(one[1]), one[2])] == []


def _keys(model: type[BaseModel]) -> Iterator[str]:
    """Every key that a table of the configuration may have, those of the tables within it too."""
    for name, one in model.model_fields.items():
        yield one.alias or name
        for inner in _models(one.annotation):
            yield from _keys(inner)


def _models(kind: Any) -> Iterator[type[BaseModel]]:
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        yield kind
    for one in get_args(kind):
        yield from _models(one)


def test_every_key_of_the_configuration_is_told() -> None:
    """In the starter file or in `docs/configuration.md`: keys of tables, of probes and of accounts' sources."""
    starter = ROOT / "monitor" / "config" / "templates" / "sites.toml"
    page = (ROOT / "docs" / "configuration.md").read_text("utf-8")
    options = [
        (name, one.name)
        for found in (probes.base.discover(), sources.discover())
        for name, probe in found.items()
        for one in fields(getattr(probe, "settings", None) or probe.options)
    ]
    assert [pair for pair in options if not re.search(rf"\b{pair[1]}\b", page)] == []
    told = starter.read_text("utf-8") + page
    assert [key for key in _keys(ConfigDocument) if not re.search(rf"\b{key}\b", told)] == []
