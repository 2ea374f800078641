"""Words for people: official punctuation, Chinese numerals, and nothing that a page could smuggle in."""

import re
from datetime import date, datetime
from pathlib import Path

import pytest
from lxml import etree  # type: ignore[import-untyped]

from monitor.domain.sentence import Amount, Text
from monitor.domain.sentence import joined as joined_texts
from monitor.domain.timing import SHANGHAI
from monitor.domain.verdict import Threshold
from monitor.regulations.editions import edition_ids, load_edition
from monitor.report import words
from monitor.report.words import (
    bracketed,
    clean,
    confirmed,
    joined,
    limit_words,
    moment_words,
    numeral,
    official,
    percent,
    quarter_text,
    sentence,
    writable,
)
from monitor.rules.suspicions import SUSPICIONS
from monitor.wording.catalogue import catalogues
from monitor.wording.say import CHINESE

from .cases import HOSTILE


def test_days_stand_in_a_document_as_documents_write_them() -> None:
    newest = Text(
        "column.over", {"newest": date(2026, 8, 7), "over": Amount(65, "days"), "duty": "应每月更新"}
    )
    assert official(newest) == "最新2026年8月7日，已超期65天（应每月更新）"
    assert official(None) == ""


def test_a_suspicion_is_no_part_of_a_confirmed_fault() -> None:
    sure, doubt = Text("column.filled"), Text("pages.redated", {"n": 2})
    assert confirmed(joined_texts(sure, doubt)) == "栏目有内容"
    assert confirmed(sure) == "栏目有内容"
    assert confirmed(doubt) == confirmed(joined_texts(doubt, doubt)) == ""


def test_every_sentence_that_only_asks_people_to_look_is_known_as_a_suspicion() -> None:
    """A rule's new sentence that asks for a look must be named, or it would stand in a list of confirmed faults."""
    asks = {
        code
        for code, words in catalogues()[CHINESE].sentences.items()
        if re.search("请?(?:需)?人工核[对实]|需人工确认", str(words))
        and not re.search(r"needs|settle|step|advice", code)
    }
    reasons = {
        one for one in asks if one.split(".")[0] in ("pages", "visits", "replies_late", "app_unavailable")
    }
    assert reasons <= SUSPICIONS, reasons - SUSPICIONS
    assert set(catalogues()[CHINESE].sentences) >= SUSPICIONS


def test_an_office_is_not_told_our_commands() -> None:
    said = official(Text("visits.needs_person", {"site": "s", "rule": "r"}))
    assert said == "由人工核实各监测点线路与网站情况后签字确认"


@pytest.mark.parametrize(
    ("part", "whole", "said"),
    [
        (9, 16, "56.3%"),
        (1, 3, "33.3%"),
        (2, 3, "66.7%"),
        (0, 7, "0.0%"),
        (7, 7, "100.0%"),
        (1999, 2000, "100.0%"),
    ],
)
def test_shares_are_rounded_half_up(part: int, whole: int, said: str) -> None:
    assert percent(part, whole) == said


def test_a_sentence_ends_once() -> None:
    assert (
        sentence("做好值班值守")
        == "做好值班值守。"
        == sentence("做好值班值守。")
        == sentence("做好值班值守；")
    )


def test_hostile_text_is_one_short_line() -> None:
    plain = clean(HOSTILE)
    assert len(plain) == 300
    assert not set(plain) & set("\x07\u2028\u202e\n")


@pytest.mark.parametrize("text", ["甲\ud800乙", "甲\x00乙", "甲\ufffe乙", "甲\u200b乙"])
def test_what_no_xml_can_hold_is_gone(text: str) -> None:
    assert clean(text).replace(" ", "") == "甲乙"


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("没有内容", "（没有内容）"),
        ("首页无法读取（被防火墙拦截）", "（首页无法读取，被防火墙拦截）"),
        ("仅1天有快照（需12天），已提醒（两次）；再看", "（仅1天有快照，需12天，已提醒，两次；再看）"),
        ("甲（乙（丙））", "（甲，乙，丙）"),
        ("（未登记）", "（未登记）"),
        ("闽江发布（微博）、闽江三农（抖音）", "（闽江发布〔微博〕、闽江三农〔抖音〕）"),
        ("“甲”（每月）栏目未更新", "（“甲”〔每月〕栏目未更新）"),
        ("截断的（一半…", "（截断的〔一半…〕）"),
    ],
)
def test_brackets_hold_no_brackets(reason: str, said: str) -> None:
    assert bracketed(reason) == said


def test_no_reason_is_put_into_brackets_by_hand() -> None:
    """Its words may hold brackets of their own: `bracketed` sees to them."""
    by_hand = re.compile(r"（\{(?:official|confirmed|_?why|reason|.{0,12}\.reason)\b")
    assert by_hand.search("（{official(rule.reason)}）")
    found = {
        path.name: by_hand.findall(path.read_text("utf-8"))
        for path in Path(words.__file__).parent.glob("*.py")
    }
    assert len(found) > 10
    assert not any(found.values())


@pytest.mark.parametrize(
    "text", ["甲\ud800乙", "甲\x00乙", "甲\x0b乙", "甲\uffff乙", "a&<b>乙", "甲\n乙", "שלום"]
)
def test_what_is_writable_can_stand_in_a_file(text: str) -> None:
    plain = writable(text)
    node = etree.Element("t")
    node.text = plain
    assert (plain[0], plain[-1]) == (text[0], text[-1])


@pytest.mark.parametrize(
    ("number", "word"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (35, "三十五")]
)
def test_numerals(number: int, word: str) -> None:
    assert numeral(number) == word


def test_quarters_and_moments_as_people_write_them() -> None:
    assert quarter_text("2026Q3") == "2026年第三季度"
    assert moment_words(datetime(2026, 9, 30, 23, 59, 59, tzinfo=SHANGHAI)) == "2026年9月30日24时"
    assert moment_words(datetime(2026, 10, 8, 9, 5, tzinfo=SHANGHAI)) == "2026年10月8日9时05分"


def test_every_limit_of_every_edition_has_its_chinese_name() -> None:
    clauses = [one for id in edition_ids() for one in load_edition(id).clauses]
    assert {name for one in clauses for name in one.limit} <= set(catalogues()["zh"].labels["limit"])
    assert limit_words("days", Threshold(">", 14, "days")) == "更新时限＞14天"


def test_many_names_are_counted() -> None:
    assert joined(["甲", "乙"]) == "甲、乙"
    assert joined(["甲", "乙", "丙"], 2) == "甲、乙等3个"
