"""No pattern of the packages works more than in proportion to its text, reachable or not. Steps are counted, not timed."""

import importlib
import re
import sys
from pathlib import Path

import pytest

from tests.every import every
from tests.fuzz.collect import PACKAGES, hidden, modules, patterns, patterns_in, unread
from tests.fuzz.engine import program_of, steps
from tests.fuzz.pump import superlinear

#: Calls that put a pattern together from words of a configuration or a page, escaped or counted; looked at by hand.
PUT_TOGETHER = {
    "monitor.config.fields", "monitor.demo.portal", "monitor.collect.imports.people", "monitor.ops.logs", "monitor.quarter.classes", "probes._board_pages", "probes.pages.readings", "probes.http.strangers", "probes.adapters._adapter", "probes.guides",
    "probes.pages.board.words", "probes.pages.board.form", "probes.pages.guide.guide", "probes.pages.guide.headings", "probes.pages.guide.told", "probes.pages.dates.script_dates", "probes.pages.document.page_text",
    "probes.pages.marks.elements", "monitor.scores.budget_facts", "monitor.domain.column_classes", "monitor.web.ledger.sites", "probes.pages.document.shown", "probes.pages.article.cards", "probes.pages.article.changed_days", "probes.pages.article.title_lines", "probes.pages.document.libraries",
}  # fmt: skip


@every("place", patterns)
def test_a_pattern_is_linear(place: str) -> None:
    assert superlinear(patterns()[place]) == ""


def test_every_pattern_was_found() -> None:
    assert len(patterns()) > 300
    assert {place.partition(":")[0] for place in unread()} <= PUT_TOGETHER


@every(
    "pattern",
    [
        pytest.param(r"\s+$", id="from every start to the end"),
        pytest.param(r"(?:\.{2,}|…+)\s*$", id="two kinds of dots"),
        pytest.param(r"charset\s*=\s*[\"']?\s*(\w+)", id="blanks beside blanks"),
        pytest.param(r"(?:a+)+b", id="a repeat in a repeat"),
        pytest.param(r"(?:a|a)*b", id="two ways to the same"),
        pytest.param(r"<[^>]*>", id="a tag that never ends"),
        pytest.param(r"<script.*?</script>", id="an element that never ends"),
        pytest.param(r"[^@]+@[^@]+\.[^@]+", id="an address"),
        pytest.param(r"x*+y", id="possessive, and from every start all the same"),
        pytest.param(r"(?=.*x)a", id="a look ahead from everywhere"),
        pytest.param(r"[\w-]*\d", id="words from every start"),
        pytest.param(r"\d+(?:,\d+)*;\d+\s*个?\s*前", id="figures"),
        pytest.param(rb"<\?xml[^>]*encoding\s*=", id="bytes"),
    ],
)
def test_what_is_not_linear_is_seen(pattern: str | bytes) -> None:
    assert superlinear(re.compile(pattern, re.DOTALL))


@pytest.mark.parametrize(
    "pattern",
    [r"\s+", r"a{1,300}b", r"\A\s*+x", r"<[^<>]*>", r"\"(?:[^\"\\]|\\.)*+\"", r"y(?:ab|cd)+x", r"^[ \t]*+#.*$"],
)  # fmt: skip
def test_what_is_linear_is_let_pass(pattern: str) -> None:
    assert superlinear(re.compile(pattern)) == ""


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (r"(a|ab)(c|bcd)(d*)", "xabcd"), (r"a.c\b", "abc a-c"), (r"(?<=x)y(?!z)", "xy xyz"), (r"(?i)ab{2,3}?", "ABBB"), (r"^a|b$", "ab"),
        (r"(?>a+)b", "aab"), (r"(?:a?){3}x", "aax"), (r"[^a-c\d]+?e", "0zze"), (r"(?:)*x", "x"),
    ],
)  # fmt: skip
def test_the_counting_matcher_finds_what_re_finds(pattern: str, text: str) -> None:
    compiled = re.compile(pattern)
    assert found(compiled, text) == [match.span() for match in compiled.finditer(text) if match[0]]


def found(pattern: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    """The spans of all matches that are not empty, by the counting matcher."""
    program, spans, at = program_of(pattern), [], 0
    while at <= len(text):
        end = program.first_end(text, at)
        if end is not None and end > at:
            spans.append((at, end))
        at = max(end or 0, at + 1)
    return spans


def test_steps_are_the_same_every_time() -> None:
    program = program_of(re.compile(r"(\w+)\s*=\s*(\w+)"))
    assert steps(program, "a b = c" * 9) == steps(program, "a b = c" * 9)


@pytest.mark.parametrize("package", PACKAGES)
@pytest.mark.parametrize(
    "planted",
    [
        'import re\nX = re.compile(r"\\s+$")\n',
        'import re\ndef f(text):\n    return re.sub(r"<[^>]*>", "", text)\n',
        'import re\nX = {"a": (re.compile(r"(?:a+)+b"),)}\n',
        'import re\nclass A:\n    X = re.compile(r"\\s+$")\n',
        'import re\ndef f(text, p=re.compile(r"\\s+$")):\n    return p.search(text)\n',
    ],
    ids=["module", "call", "nested", "class", "default"],
)
def test_a_planted_pattern_is_found_in_every_package(
    package: str, planted: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "planted.py").write_text(planted, encoding="utf-8")
    root = importlib.import_module(package)
    monkeypatch.setattr(root, "__path__", [*root.__path__, str(tmp_path)])
    name = f"{package}.planted"
    try:
        found = patterns_in([one for one in modules() if one.__name__ == name])
    finally:
        sys.modules.pop(name, None)
    assert [place for place, pattern in found.items() if superlinear(pattern)]


def test_no_call_of_re_goes_unseen() -> None:
    assert hidden() == []
