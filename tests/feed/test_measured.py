"""The dictionary of `measured` is held against the keys that rules and facts write."""

import ast
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from monitor.domain.verdict import Outcome, PartKind, VerdictPart
from monitor.feed.document import measured_words, verdict_entry
from monitor.rules.interaction._message import NOT_READ_SINCE
from monitor.wording.catalogue import catalogues
from tests.storage.test_newest import VERDICT

ROOT = Path(__file__).parents[2] / "monitor"
FILES = [
    *sorted((ROOT / "rules").rglob("*.py")),
    *sorted((ROOT / "scores").glob("*_facts.py")),
    ROOT / "domain" / "parts.py",
]
#: Functions whose answer becomes `measured`, or goes into it with **.
MAKERS = {"_measured", "distribution", "_forms", "_column_rows"}
#: The rows that the feed puts beside the figures are written one by one, into a dictionary of this name.
ADDED = "found"


def measured_dicts(tree: ast.AST) -> Iterator[ast.Dict]:
    """Every dictionary that is written as `measured`."""
    for node in ast.walk(tree):
        value = None
        if (isinstance(node, ast.keyword) and node.arg == "measured") or (
            isinstance(node, ast.Assign)
            and any(isinstance(t, ast.Name) and t.id == "measured" for t in node.targets)
        ):
            value = node.value
        elif isinstance(node, ast.FunctionDef) and node.name in MAKERS:
            yield from (
                one for part in ast.walk(node) if isinstance(part, ast.Return) for one in _dicts(part.value)
            )
        if value is not None:
            yield from _dicts(value)


def _dicts(value: ast.AST | None) -> Iterator[ast.Dict]:
    if isinstance(value, ast.Dict):
        yield value
    elif isinstance(value, ast.IfExp):
        yield from (*_dicts(value.body), *_dicts(value.orelse))
    elif isinstance(value, ast.Tuple):
        yield from (one for part in value.elts for one in _dicts(part))


def _added(tree: ast.AST) -> Iterator[str]:
    """Keys of `found["…"] = …` in the one function that states what was measured."""
    [states] = [one for one in ast.walk(tree) if isinstance(one, ast.FunctionDef) and one.name == "figures"]
    for node in ast.walk(states):
        if (
            isinstance(node, ast.Subscript)
            and isinstance(node.ctx, ast.Store)
            and ast.unparse(node.value) == ADDED
        ):
            yield str(ast.literal_eval(node.slice))


def keys_written() -> set[str]:
    return set(_added(ast.parse(FILES[-1].read_text("utf-8")))) | {
        key.value
        for path in FILES
        for found in measured_dicts(ast.parse(path.read_text("utf-8")))
        for key in found.keys
        if isinstance(key, ast.Constant) and isinstance(key.value, str)
    }


def test_every_key_that_is_written_is_explained_and_none_besides() -> None:
    assert keys_written() == set(measured_words())


def test_keys_are_found_where_they_are_written() -> None:
    assert {
        "visits",
        "median_days",
        "open_messages",
        "bad_by_own_frequency_only",
        "graphic",
    } <= keys_written()


@pytest.mark.parametrize("word", ["type", "zh", "en"])
def test_an_explanation_names_type_and_meaning_in_both_languages(word: str) -> None:
    assert all(said[word] for said in measured_words().values())


def test_why_a_message_waits_for_a_person_is_said_in_both_languages() -> None:
    waits = VerdictPart(kind=PartKind.MESSAGE, id="m1", outcome=Outcome.UNKNOWN, state="refused")
    judged = replace(VERDICT, rule="replies_late", measured={"open": 0}, parts=(waits,))
    assert verdict_entry(judged)["measured"]["undecided_messages"] == [
        {"id": "m1", "why": "refused", "why_en": "answered by a refusal", "why_zh": "答复为不予受理"}
    ]


def test_every_reason_for_which_a_message_waits_has_its_words() -> None:
    tree = ast.parse((ROOT / "rules" / "interaction" / "_message.py").read_text("utf-8"))
    reasons = [one.args[3] for one in ast.walk(tree) if isinstance(one, ast.Call) and len(one.args) == 4]
    nodes = [node for one in reasons for node in ast.walk(one)]
    codes = {node.value for node in nodes if isinstance(node, ast.Constant)} | {
        NOT_READ_SINCE,
        "answered_late",
    }
    assert len(codes) == 6
    for language, one in catalogues().items():
        assert codes - set(one.labels["undecided"]) == set(), language
