"""Wording: an entry is told in its sentence; quotations, titles and older texts are left alone."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.patrol.wording import Screen, WordListError, lists_in, shipped, word_list

LIST = word_list(
    "own.toml",
    {
        "title": "自定", "version": "1", "source": "示例",
        "entry": [
            {"find": "旧称局", "use": "新称局", "since": date(2020, 1, 1)},
            {"find": "布署", "use": "部署"},
            {"find": "农牧部", "not_before": ["门"], "not_after": ["原"]},
            {"find": "人民正府", "quoted": True},
        ],
    },
)  # fmt: skip
SCREEN = Screen((LIST,))


def hits(text: str, published: date | None = date(2026, 1, 1)) -> list[str]:
    return [one.entry.find for one in SCREEN.hits(text, published)]


def test_an_entry_is_told_with_the_words_around_it() -> None:
    [hit] = SCREEN.hits("会议对今冬明春工作进行了布署，并提出要求", None)
    assert (hit.entry.use, hit.sentence) == ("部署", "会议对今冬明春工作进行了布署，并提出要求")


@pytest.mark.parametrize(
    "text",
    [
        "他说：“要认真布署。”",
        "《关于布署有关工作的通知》",
        "各农牧部门要抓好落实",
        "原农牧部印发",
        "由原旧称局负责",
        "旧称局更名为新称局",
        "旧称局于2019年撤销",
    ],
)
def test_quotations_titles_and_words_about_the_change_are_no_candidates(text: str) -> None:
    assert hits(text) == []


def test_what_was_right_in_its_time_stays_right() -> None:
    assert hits("旧称局发布通知", date(2019, 12, 31)) == []
    assert hits("旧称局发布通知", None) == []
    assert hits("旧称局发布通知", date(2020, 1, 1)) == ["旧称局"]


def test_a_document_of_an_earlier_year_rightly_names_its_office_as_it_was() -> None:
    assert hits("旧称局行政处罚决定书〔2019〕3号") == []
    assert hits("旧称局行政处罚决定书〔2021〕3号") == ["旧称局"]
    assert hits("旧称局公布《某办法》（2019年修订）") == ["旧称局"]


PAIRS = ("“”", "「」", "『』", "‘’", "《》")


@settings(max_examples=200, deadline=None, database=None)
@given(st.text(alphabet="甲“”‘’《》\n布署", max_size=40))
def test_each_hit_is_asked_on_its_own_line_alone(text: str) -> None:
    """By the plain words of it: the last mark before is one that opens, and its end comes after, on the same line."""
    counted = []
    at = text.find("布署")
    while at >= 0:
        begins = text.rfind("\n", 0, at) + 1
        ends = text.find("\n", at + 2) if "\n" in text[at + 2 :] else len(text)
        before, after = text[begins:at], text[at + 2 : ends]
        counted.append(
            not any(before.rfind(one) > before.rfind(other) and other in after for one, other in PAIRS)
        )
        at = text.find("布署", at + 1)
    assert bool(hits(text)) == any(counted)


def test_a_wrong_name_counts_inside_quotation_marks_too_where_the_list_says_so() -> None:
    assert hits("“人民正府”") == ["人民正府"]


def test_an_entry_met_often_is_one_candidate() -> None:
    assert hits("布署了又布署") == ["布署"]


def test_every_shipped_list_says_where_it_comes_from() -> None:
    assert {one.id for one in shipped()} == {"bodies", "expressions", "laws", "typos"}
    for one in shipped():
        assert one.source
        assert len({entry.id for entry in one.entries}) == len(one.entries)
        assert not [entry.find for entry in one.entries if entry.find in entry.use and not entry.not_before]


def test_every_mistake_of_a_list_is_named_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text(
        'title = "x"\nversion = "1"\nsource = "y"\n[[entry]]\nfind = "布署"\nuses = "部署"\n[[entry]]\nfind = "甲"\n'
        '[[entry]]\nfind = "乙丙"\nsince = "2018"\n[[entry]]\nfind = "丁戊"\n[[entry]]\nfind = "丁戊"\n',
        encoding="utf-8",
    )
    (tmp_path / "typos.toml").write_text('title = "x"\nversion = "1"\n', encoding="utf-8")
    (tmp_path / "broken.toml").write_text('title = "x"\nversion = \n', encoding="utf-8")
    with pytest.raises(WordListError) as raised:
        lists_in(tmp_path)
    said = [one.removeprefix(f"{tmp_path.as_posix()}/") for one in str(raised.value).split("\n")]
    assert [one.split(": ")[0] for one in said] == [
        "broken.toml:2", "own.toml:4", "own.toml:7", "own.toml:9", "own.toml:14", "typos.toml", "typos.toml", "typos.toml",
    ]  # fmt: skip
    assert "unknown key 'uses'" in said[1]
    assert "stands twice, first at line 12" in said[4]
