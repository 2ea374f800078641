"""Nothing cuts a name or a sentence apart to find out what it means."""

import ast
from pathlib import Path

import pytest

from monitor.regulations.editions import edition_ids, heading_and_item, item_of, load_edition
from tests.every import every

ROOT = Path(__file__).parents[2]
#: Marks that stand between the parts of names and sentences that people read.
MARKS = set("·；：，。（）、")
CUTS = {
    "split",
    "rsplit",
    "partition",
    "rpartition",
    "removesuffix",
    "removeprefix",
    "endswith",
    "startswith",
}
#: Rooms that make or show words; `collect` and `probes` read the words of strangers.
ROOMS = ("alerts", "assess", "cli", "feed", "quarter", "report", "rules", "scores", "web", "wording")


@every("room", ROOMS)
def test_nobody_cuts_words_at_their_punctuation(room: str) -> None:
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in sorted((ROOT / "monitor" / room).rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in CUTS
        and any(isinstance(one, ast.Constant) and one.value in MARKS for one in node.args)
    ]
    assert found == []


def test_a_clause_has_its_indicator_and_its_item_as_data() -> None:
    assert heading_and_item("栏目不更新·空白栏目") == ("栏目不更新", "空白栏目")
    assert item_of("站点无法访问") == "站点无法访问"
    assert item_of("甲·乙") == "甲·乙"  # of no edition: nobody knows what its mark means


@pytest.mark.parametrize("id", edition_ids())
def test_a_printed_name_is_its_indicator_and_its_item(id: str) -> None:
    for clause in load_edition(id).clauses:
        heading, item = heading_and_item(clause.name)
        assert clause.name == (f"{heading}·{item}" if item else heading)
        assert "·" not in heading + item
