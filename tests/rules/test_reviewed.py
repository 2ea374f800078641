"""What a person may say of a rule stands in its `RULE`; commands and pages read it there."""

import ast
from pathlib import Path

from monitor.rules.base import discover, may_be_said, reviewed, targets_of
from monitor.wording.catalogue import catalogues

ROOT = Path(__file__).parents[2]


def test_columns_are_confirmed_as_blank_or_undated_and_the_homepage_as_undated_only() -> None:
    assert set(may_be_said("confirm")) == {"blank", "not_blank", "undated"}
    assert targets_of("confirm", "undated") == targets_of("confirm") == ("homepage",)
    assert targets_of("confirm", "blank") == ()


def test_one_sign_declares_a_list_of_columns_complete() -> None:
    [whole] = reviewed("complete")
    assert (whole.target, whole.outcomes) == ("columns_complete", ("whole",))
    asking = {id for id, rule in discover().items() if whole in rule.reviewed}
    assert asking == {"columns_blank", "columns_overdue", "columns_stale"}


def test_whatever_may_be_said_has_its_words_in_every_language() -> None:
    for words in catalogues().values():
        for one in reviewed():
            assert one.target in ("", *words.labels["review_target"])
            assert set(one.outcomes) <= set(words.labels["review_outcome"])


def test_nobody_outside_the_rules_imports_a_rule_or_its_reviews() -> None:
    """What others must know of a rule is a field of its `RULE`."""
    rooms = ROOT / "monitor"
    own = {
        ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for path in sorted((rooms / "rules").rglob("*.py"))
        if path.name != "base.py" and {"RULE", "RULES", "Reviewable"} & names(path)
    }
    found = [
        (str(path.relative_to(ROOT)), node.module)
        for path in sorted(rooms.rglob("*.py"))
        if rooms / "rules" not in path.parents
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module in own
    ]
    assert "monitor.rules.freshness._declared_whole" in own
    assert found == []


def names(path: Path) -> set[str]:
    """Every name that a file reads or sets."""
    return {node.id for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Name)}
