"""The catalogues: every language says every code, officially, and a clerk nothing that is for operators."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from monitor.wording.catalogue import Audience, Placeholder, Template, catalogues
from tests.every import every

ROOT = Path(__file__).parents[2]
#: A code as it stands in the program: `group.name`.
CODE = re.compile(r"[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*\Z")
HAN = r"[\u3400-\u9fff]"
#: Marks of ASCII that stand beside a Chinese word or a figure in brackets.
ASCII_MARKS = re.compile(rf"{HAN}\s?[,;:!?()]|[,;:!?()]\s?{HAN}")
#: What a clerk does not read: a command, a key, a dotted name, a code.
NOT_FOR_CLERKS = re.compile(
    r"monitor (review|inspect|import|run|run-once|db|daemon|worker|evidence|config)\b|--[a-z]|\w+ = |[a-z]+_[a-z]+|\[\[|`"
)
#: Foreign names that have no Chinese one.
NAMES = ("IPv6", "IPv4", "App Store", "ICP")

LANGUAGES = tuple(catalogues())
CODES = tuple(sorted({code for one in catalogues().values() for code in one.sentences}))


def places(template: Template) -> set[str]:
    """The parameters of *template*."""
    return {part.name for part in template if isinstance(part, Placeholder)}


def words(template: Template) -> str:
    """*template* with a figure in every place."""
    return "".join(part if isinstance(part, str) else "1" for part in template)


@cache
def literals() -> dict[str, list[ast.Call]]:
    """Every string of the program that has the shape of a code, with the calls of `Text` that it is the code of."""
    found: dict[str, list[ast.Call]] = {}
    for path in sorted((ROOT / "monitor").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and CODE.match(node.value):
                found.setdefault(node.value, [])
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Text":
                code = node.args[0] if node.args else None
                if isinstance(code, ast.Constant) and isinstance(code.value, str):
                    found.setdefault(code.value, []).append(node)
    return found


@cache
def beginnings() -> frozenset[str]:
    """What codes begin with that are put together: `remedy.` of `f"remedy.{reason}"`."""
    return frozenset(
        node.values[0].value
        for path in (ROOT / "monitor").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.JoinedStr)
        and isinstance(node.values[0], ast.Constant)
        and re.match(r"[a-z][a-z0-9_]*\.", str(node.values[0].value))
    )


def given(call: ast.Call) -> Iterator[set[str]]:
    """The names of the params of *call*, where they are written out there."""
    if len(call.args) == 1:
        yield set()
    elif isinstance(call.args[1], ast.Dict):
        yield {key.value for key in call.args[1].keys if isinstance(key, ast.Constant)}  # type: ignore[misc]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_says_every_code(language: str) -> None:
    assert sorted(set(CODES) - set(catalogues()[language].sentences)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_measures_in_the_same_units(language: str) -> None:
    chinese, own = catalogues()["zh"], catalogues()[language]
    assert (set(own.units), set(own.periods)) == (set(chinese.units), set(chinese.periods))


@every("code", CODES)
def test_a_code_has_the_same_figures_in_every_language(code: str) -> None:
    said = {
        language: places(one.sentences[code][Audience.OPERATOR]) for language, one in catalogues().items()
    }
    assert len({frozenset(names) for names in said.values()}) == 1, said
    for one in catalogues().values():
        assert places(one.sentences[code][Audience.UNIT]) <= places(one.sentences[code][Audience.OPERATOR])


@every("code", CODES)
def test_a_code_is_given_the_figures_that_its_sentences_have(code: str) -> None:
    asked = places(catalogues()["zh"].sentences[code][Audience.OPERATOR])
    for call in literals().get(code, []):
        for names in given(call):
            # where a code stands in a table, whoever takes it from there adds its figures
            assert names == asked or (not names and code.startswith("blocker."))


def test_every_code_of_the_program_has_a_sentence_and_every_sentence_is_said() -> None:
    made = {code for code, calls in literals().items() if calls} - {"part.name"}
    assert sorted(code for code in made if CODE.match(code) and code not in CODES) == []
    composed = tuple(beginnings())
    assert [code for code in CODES if code not in literals() and not code.startswith(composed)] == []


def chinese() -> Iterator[tuple[str, Audience, str]]:
    """Every Chinese sentence, with a figure in every place."""
    for code, said in catalogues()["zh"].sentences.items():
        for audience in Audience:
            yield code, audience, words(said[audience])


def test_chinese_sentences_have_official_punctuation() -> None:
    bad = [(code, said) for code, audience, said in chinese() if ASCII_MARKS.search(without_commands(said))]
    assert bad == []


def without_commands(said: str) -> str:
    """*said* without what stands between Chinese brackets in Latin letters: keys of the configuration."""
    return re.sub(r"（[ -~…]*）", "（）", said)


def test_a_clerk_reads_no_command_no_key_no_foreign_word_and_one_name_of_the_centre() -> None:
    bad = []
    for code, audience, said in chinese():
        for name in NAMES:
            said = said.replace(name, "")
        if audience is Audience.UNIT and re.search(
            r"[A-Za-z]|监测中心|大数据服务中心|运维人员配置|时间线", said
        ):
            bad.append((code, said))
    assert bad == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_clerk_of_any_language_reads_no_command_and_no_key(language: str) -> None:
    said = {code: words(one[Audience.UNIT]) for code, one in catalogues()[language].sentences.items()}
    assert {code: one for code, one in said.items() if NOT_FOR_CLERKS.search(one)} == {}
