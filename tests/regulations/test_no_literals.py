"""No number of an edition stands a second time in code: neither as a figure nor inside a sentence."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.every import every

ROOT = Path(__file__).parents[2] / "monitor"
#: Where verdicts, their figures and their sentences are made.
ROOMS = ("rules", "quarter", "assess", "alerts", "report", "web/words.py")
#: A number with a unit that clauses count in: 14 天, 2周, 三个月, 5%.
_UNIT = "(?:天|周|个月|年内|秒|小时|分钟|%|次)"
_SAID = re.compile(rf"(?<![0-9-])(?:[0-9]+|[两二三四五六七八九十]+) ?{_UNIT}|一(?:周|个月|年)")
#: What reads like one and is none.
NOT_OF_THE_LAW = {
    "近12个月": "activities of a year (公开活动) in the notice: a figure that no clause limits",
    "0-9%": "a pattern",
}
#: Constants of rules that are no requirement: how much is shown, and how months are rounded.
NO_REQUIREMENT = {
    "NAMED": "so many are named in a sentence",
    "WINDOW_DAYS": "so long back a shop's answers are shown",
    "CLASSES": "classes of answer times in the figures",
    "4 * DAY": "how much earlier calendar months end at most",
}


def files() -> Iterator[Path]:
    for room in ROOMS:
        place = ROOT / room
        yield from [place] if place.suffix else sorted(place.rglob("*.py"))


def docstrings(tree: ast.AST) -> set[int]:
    """The ids of the string nodes that are docstrings: they explain, and print nowhere."""
    holders = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    return {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, holders) and node.body and isinstance(node.body[0], ast.Expr)
    }


def sentences_of(file: Path) -> Iterator[tuple[int, str]]:
    tree = ast.parse(file.read_text("utf-8"))
    left_out = docstrings(tree)
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str) or id(node) in left_out:
            continue
        if not any(one in node.value for one in NOT_OF_THE_LAW):
            yield node.lineno, node.value


@every("file", list(files()), ids=lambda file: str(file.relative_to(ROOT)))
def test_no_sentence_repeats_a_number_of_an_edition(file: Path) -> None:
    found = [
        f"{file.relative_to(ROOT)}:{line}: {text}" for line, text in sentences_of(file) if _SAID.search(text)
    ]
    assert found == []


def spans_in(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Figures that a rule would judge by: in a span of time, in months, in a limit, or as a constant of the module."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ("timedelta", "add_months", "Threshold"):
            yield from ((one.lineno, ast.unparse(node)) for one in ast.walk(node) if _is_figure(one))
        elif isinstance(node, ast.BinOp) and "DAY" in (ast.unparse(node.left), ast.unparse(node.right)):
            sides = (node.left, node.right)
            yield from ((one.lineno, ast.unparse(node)) for one in sides if _is_figure(one))
    for node in getattr(tree, "body", ()):
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) != "_SHORT_MONTHS":
            loaded = {id(one) for call in ast.walk(node.value) if _declares(call) for one in ast.walk(call)}
            found = [one for one in ast.walk(node.value) if _is_figure(one) and id(one) not in loaded]
            yield from ((one.lineno, ast.unparse(node)) for one in found)


def _declares(node: ast.AST) -> bool:
    """How much is loaded for a rule, and where the notice reports it: nothing is judged by these."""
    return isinstance(node, ast.Call) and ast.unparse(node.func) in ("Need", "NoticeEntry")


def _is_figure(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and type(node.value) in (int, float)


@every("file", sorted((ROOT / "rules").rglob("*.py")), ids=lambda file: str(file.relative_to(ROOT)))
def test_no_rule_judges_by_a_figure_of_its_own(file: Path) -> None:
    found = [
        f"{line}: {text}"
        for line, text in spans_in(ast.parse(file.read_text("utf-8")))
        if not any(name in text for name in NO_REQUIREMENT)
    ]
    assert found == []


@pytest.mark.parametrize(
    "line",
    ["RECENT = timedelta(days=2)", "x = add_months(today, -12)", "RULE = Rule('id', 3, needs=(Need(days=4),))", "y = DAY * 14", "z = Threshold('>', 3)", "LONG = 31"],
)  # fmt: skip
def test_a_figure_would_be_found(line: str) -> None:
    assert list(spans_in(ast.parse(line)))


@pytest.mark.parametrize(
    "text", ["两周内没有首页快照", "近两天", "超过3个月未回应", "14天内", "5%", "近一年内"]
)
def test_a_number_in_words_would_be_found(text: str) -> None:
    assert _SAID.search(text)
