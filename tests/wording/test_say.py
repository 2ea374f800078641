"""The renderer: codes with figures become sentences, in every language that has a file."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from monitor.domain.sentence import Amount, Label, Text, from_plain, joined, to_plain, written
from monitor.wording.catalogue import FOLDER, Audience, Catalogue, catalogues, read, template, variants
from monitor.wording.say import CHINESE, amount, label, period, render, say

SENTENCES = {
    "t.figures": "{failed|visit|visits} on {day}, at most {limit}, {limit:period}",
    "t.names": "{names}{more}",
    "t.more": " and {n} more",
    "t.two": {"unit": "wait", "operator": "run {command}"},
}


@pytest.fixture
def words() -> Catalogue:
    """English with sentences of our own."""
    own = {code: variants(said) for code, said in SENTENCES.items()}
    return replace(read(FOLDER / "en.toml"), sentences=own)


def test_figures_amounts_days_and_plurals_are_formatted(words: Catalogue) -> None:
    text = Text("t.figures", {"failed": 1, "day": date(2026, 1, 5), "limit": Amount(14, "days")})
    assert render(text, words, Audience.UNIT) == "1 visit on 2026-01-05, at most 14 days, 2 weeks"


@pytest.mark.parametrize(("more", "end"), [(Text("t.more", {"n": 3}), " and 3 more"), (None, "")])
def test_names_stand_in_a_row_and_a_place_may_stay_empty(
    words: Catalogue, more: Text | None, end: str
) -> None:
    text = Text("t.names", {"names": ("a", Label("outcome", "not_applicable")), "more": more})
    assert render(text, words, Audience.UNIT) == f"a, not applicable{end}"


def test_a_clerk_reads_no_command(words: Catalogue) -> None:
    text = joined(Text("t.two", {"command": "monitor demo"}), None, Text("t.two", {"command": "ls"}))
    assert render(text, words, Audience.UNIT) == "wait; wait"
    assert render(text, words, Audience.OPERATOR) == "run monitor demo; run ls"


def test_a_code_without_words_is_said_with_its_figures() -> None:
    text = Text("gone.plugin", {"looks": 3, "on": date(2026, 1, 5)})
    assert say(text) == "gone.plugin (looks: 3, on: 2026-01-05)"


def test_what_was_written_before_codes_is_read_as_it_was() -> None:
    text = from_plain(
        {"en": "late: monitor review sign s x", "zh": "逾期, 人工核实: monitor review sign s x"}
    )
    assert (say(text), say(text, "en")) == (
        "逾期, 人工核实: monitor review sign s x",
        "late: monitor review sign s x",
    )
    assert say(text, audience=Audience.UNIT) == "逾期, 人工核实"
    assert to_plain(text) == {
        "en": "late: monitor review sign s x",
        "zh": "逾期, 人工核实: monitor review sign s x",
    }
    assert text == written("late: monitor review sign s x", "逾期, 人工核实: monitor review sign s x")


def test_every_kind_of_figure_is_stored_and_read_back() -> None:
    text = Text(
        "a.b",
        {
            "n": 3, "name": "栏目", "day": date(2026, 1, 5), "limit": Amount(2, "weeks"), "why": Label("reason", "refused"),
            "names": ("a", Text("c.d"), written("e", "z")), "none": None,
        },
    )  # fmt: skip
    assert from_plain(to_plain(text)) == text


@pytest.mark.parametrize(
    ("value", "unit", "shown", "official"),
    [
        (14, "days", "14天", "2周"), (10, "days", "10天", "10天"), (35, "days", "35天", "35天"), (0, "days", "0天", "0天"),
        (3, "months", "3个月", "3个月"), (24, "months", "24个月", "2年"), (5, "", "5", "5"), (5, "riddles", "5", "5"),
    ],
)  # fmt: skip
def test_an_amount_is_said_with_its_unit(value: int, unit: str, shown: str, official: str) -> None:
    assert (amount(value, unit), period(value, unit)) == (shown, official)


def test_a_label_without_a_word_is_its_key() -> None:
    assert label("reason", "http_status:404") == "服务器返回错误状态"
    assert label("reason", "never_heard_of") == "never_heard_of"


def test_why_a_list_of_letters_or_guides_is_not_whole_has_words() -> None:
    codes = (
        "no_total", "total_changed", "total_not_met:1/4", "pages_overlap", "page_repeats", "selected_letters",
        "page_unreached:refused", "page_unreadable:", "unreached:refused", "no_guides_recognised", "no_board_recognised",
    )  # fmt: skip
    assert [
        (code, language)
        for code in codes
        for language in ("zh", "en")
        if label("reason", code, language) == code
    ] == []
    assert label("platform", "weibo") == "微博"


def test_another_language_is_one_file(tmp_path: Path) -> None:
    english = (FOLDER / "en.toml").read_text("utf-8").replace('name = "English"', 'name = "Deutsch"')
    path = tmp_path / "de.toml"
    path.write_text(english.replace('days = "{n|day|days}"', 'days = "{n|Tag|Tage}"'), encoding="utf-8")
    german = replace(read(path), sentences={"t.x": variants("seit {limit}")})
    assert render(Text("t.x", {"limit": Amount(3, "days")}), german, Audience.UNIT) == "seit 3 Tage"


@pytest.mark.parametrize("words", ["{", "a } b", "{Name}", "{a:}", "{a|b"])
def test_a_template_with_a_stray_brace_is_refused(words: str) -> None:
    with pytest.raises(ValueError, match="a place is"):
        template(words)


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("人工核实后确认: monitor review sign county-wechat interaction_missing", "人工核实后确认"),
        (
            "核实后以 monitor review exclude 剔除并注明理由, 或签字确认本项",
            "核实后剔除并注明理由, 或签字确认本项",
        ),
        ("逐栏目确认: monitor review confirm county rsxx --outcome undated --reason …", "逐栏目确认"),
        ("签字确认清单完整: monitor review complete portal --reason …; 或重测", "签字确认清单完整; 或重测"),
        ("剔除并注明理由 (monitor review exclude), 或签字确认本项", "剔除并注明理由, 或签字确认本项"),
        ("甲: 栏目页无法解析 (script_list:was5); 乙", "甲: 栏目页无法解析（列表由脚本生成）; 乙"),
        ("栏目页未能打开 (blocked_script)", "栏目页未能打开（被脚本验证拦截）"),
        ("没有这个名称的 (some_code) 和 (App Store)", "没有这个名称的 (some_code) 和 (App Store)"),
    ],
)
def test_a_sentence_of_before_is_told_to_a_clerk_without_codes_and_commands(said: str, shown: str) -> None:
    assert say(written(said, said), audience=Audience.UNIT) == shown


@pytest.mark.parametrize("language", sorted(set(catalogues()) - {CHINESE}))
def test_every_language_says_what_the_chinese_one_says(language: str) -> None:
    ours, other = catalogues()[CHINESE], catalogues()[language]
    assert set(other.sentences) == set(ours.sentences)
    assert {table: set(words) for table, words in other.labels.items()} == {
        table: set(words) for table, words in ours.labels.items()
    }
