"""Official punctuation（，；：（））in every Chinese text that people read: templates, labels, sentences of screens, mails and commands."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.every import every

ROOT = Path(__file__).parents[1]
HAN = "\u4e00-\u9fff"
#: A western mark between Chinese characters, or a bracket that holds or follows them.
WRONG = re.compile(
    rf"(?<=[{HAN}”》）])\s?[,;:?!]\s?(?=[{HAN}“《（])|(?<=[{HAN}”》）])[,;:]\s(?=\S)|\([^()]*[{HAN}][^()]*\)|(?<=[{HAN}”》])\s?\((?![A-Za-z_.]*\))"
)
#: A blank between a figure and the word that counts; a mark stands for a figure of an f-string or a placeholder.
COUNTED = "次天个件条项篇期处对版份家周月小时分秒人名页张类款日层组行步轮倍种封级"
BLANK = re.compile(
    rf"(?<=[\d数}}]) (?=[{COUNTED}])|(?<=[{HAN}）])(?<!数) (?=(?:\d+|数|{{[^{{}}]*}}) ?[{COUNTED}])|(?<=[{HAN}] \d) (?=[{HAN}])"
)
#: A literal that is a pattern or a formula, no sentence.
PATTERN = re.compile(r"[A-Z]{3,}\(|\(\?|\\[sdwA]|\||\^|\[[^\]]*\]")
#: Rooms whose string literals are texts for people. `probes` and `collect` hold what strangers' pages say.
ROOMS = tuple(
    f"monitor/{path.name}"
    for path in sorted((ROOT / "monitor").iterdir())
    if (path / "__init__.py").exists() and path.name != "collect"
)
#: Pages of made-up offices, written as offices write; and the demo's back office.
PAGES = {f"monitor/demo/{name}.py" for name in ("bad_sites", "lab", "output", "people", "portal")}
#: Files of those rooms whose Chinese stands inside English sentences, or speaks of others' tables.
ENGLISH = {"monitor/cli/__init__.py", "monitor/cli/audit.py", "monitor/cli/scores.py"}
TEMPLATES = sorted((*(ROOT / "monitor").rglob("*.html"), *(ROOT / "monitor").rglob("*.j2")))


def wrong_marks(text: str) -> list[str]:
    """Every western mark of *text* between Chinese characters, every blank at a figure, with what stands around it."""
    return [
        text[max(0, one.start() - 8) : one.end() + 8]
        for kind in (WRONG, BLANK)
        for one in kind.finditer(text)
    ]


def is_chinese(text: str) -> bool:
    """Whether *text* is a Chinese one: no English sentence that names something Chinese."""
    return len(re.findall(f"[{HAN}]", text)) * 3 > len(re.findall("[A-Za-z]", text))


def literals(path: Path) -> Iterator[str]:
    """The Chinese string literals of a module, f-strings with a mark for each value; no docstrings."""
    tree = ast.parse(path.read_text("utf-8"))
    inside = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            inside.add(id(node.value))  # a docstring
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            fixed = "".join(str(part.value) for part in node.values if isinstance(part, ast.Constant))
            if is_chinese(fixed):
                yield "".join(
                    str(part.value) if isinstance(part, ast.Constant) else "数" for part in node.values
                )
        elif isinstance(node, ast.Constant) and id(node) not in inside and is_chinese(str(node.value)):
            yield str(node.value)


def shown_parts(template: str) -> str:
    """A template with comments gone and each of its expressions as one sign: what is left is seen."""
    text = re.sub(r"\{#.*?#\}|\{%.*?%\}|<pre.*?</pre>|<style.*?</style>", "", template, flags=re.DOTALL)
    text = re.sub(r"\{\{.*?\}\}", "数", text, flags=re.DOTALL)
    return re.sub(r"""\s(?:style|class|href|src|value|content|d|points)="[^"]*\"""", "", text)


def test_the_search_knows_right_from_wrong() -> None:
    for text in (
        "已记录, 请等候",
        "情况: 未打开",
        "剔除(已撤回)",
        "一; 二",
        "到期 (今天)",
        "数: 缺",
        "共 3 次",
        "近{n} 天",
    ):
        assert wrong_marks(text), text
    for text in (
        "已记录，请等候",
        "08:30 完成",
        "（北京时间）",
        "见 monitor.app",
        "24×7",
        "每天 8:00、9:00",
        "共3次",
        "签字 数",
    ):
        assert not wrong_marks(text), text


@every("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_templates_are_punctuated_as_official_documents(path: Path) -> None:
    template = path.read_text("utf-8")
    quoted = re.findall(rf'"([^"<>{{}}=]*[{HAN}][^"<>{{}}=]*)"', template)
    assert [wrong for text in (shown_parts(template), *quoted) for wrong in wrong_marks(text)] == []


@every("room", ROOMS)
def test_sentences_in_code_are_punctuated_as_official_documents(room: str) -> None:
    found = {
        str(path.relative_to(ROOT)): wrong
        for path in sorted((ROOT / room).rglob("*.py"))
        if str(path.relative_to(ROOT)) not in ENGLISH | PAGES
        if (
            wrong := [
                mark
                for text in literals(path)
                if re.search(f"[{HAN}]", text) and not PATTERN.search(text)
                for mark in wrong_marks(text)
            ]
        )
    }
    assert found == {}


def texts_of(plain: object) -> Iterator[str]:
    """Every text inside a parsed TOML file."""
    if isinstance(plain, str):
        yield plain
    elif isinstance(plain, dict):
        for one in plain.values():
            yield from texts_of(one)
    elif isinstance(plain, list):
        for one in plain:
            yield from texts_of(one)


@every(
    "path",
    [
        ROOT / "monitor/wording/zh.toml",
        *sorted((ROOT / "monitor/regulations/editions").glob("*.toml")),
        *sorted((ROOT / "config").glob("*.toml")),
    ],
    ids=lambda path: path.name,
)
def test_data_that_people_read_is_punctuated_as_official_documents(path: Path) -> None:
    texts = texts_of(tomllib.loads(path.read_text("utf-8")))
    assert [wrong for text in texts for wrong in wrong_marks(text)] == []


#: What a comment of a settings file shows of the settings themselves.
SETTING = re.compile(r"\w+ = |\{[^{}]*\}|\[[^\[\]]*\]|\"[^\"]*\"")


@pytest.mark.parametrize(
    "path",
    [
        ROOT / "config" / "accounts.toml",
        ROOT / "config" / "sites.toml",
        ROOT / "monitor/config/templates/sites.toml",
        ROOT / "monitor/regulations/editions/national-2019.toml",
        ROOT / "monitor/wording/zh.toml",
    ],
    ids=lambda path: path.name,
)
def test_what_a_settings_file_says_of_itself_is_punctuated_as_official_documents(path: Path) -> None:
    lines = path.read_text("utf-8").splitlines()
    comments = [re.sub(r"`[^`]*`", "", line[line.rindex("#") :]) for line in lines if "#" in line]
    said = [SETTING.sub("", one) for one in comments if is_chinese(SETTING.sub("", one))]
    assert said
    assert [wrong for one in said for wrong in wrong_marks(one)] == []


def test_the_chinese_readme_is_punctuated_as_official_documents() -> None:
    lines = (ROOT / "README.zh-CN.md").read_text("utf-8").splitlines()
    texts = [re.sub(r"`[^`]*`|\]\([^)]*\)", "数", line) for line in lines]
    assert [wrong for text in texts if is_chinese(text) for wrong in wrong_marks(text)] == []
