"""Words for people: official punctuation, Chinese numerals, and nothing that a page could smuggle in."""

from datetime import datetime

import pytest

from monitor.domain.timing import SHANGHAI
from monitor.domain.verdict import Threshold
from monitor.regulations.editions import edition_ids, load_edition
from monitor.report.words import (
    LIMITS,
    clean,
    confirmed,
    joined,
    limit_words,
    moment_words,
    numeral,
    official,
    percent,
    quarter_text,
    remedy,
    sentence,
)

from .cases import HOSTILE


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("168 次访问中 14 次未能打开", "168次访问中14次未能打开"),
        ("最新 2026-08-17, 已超期 65 天 (应每月)", "最新2026年8月17日，已超期65天（应每月）"),
        ("首页无法读取 (blocked_script)", "首页无法读取"),
        ("不足: 10-24 0/20, 10-25 0/20", "不足：10-24 0/20，10-25 0/20"),
        ("时间 09:30", "时间09:30"),
        ("留言 xx/2018 (提交于 2026-08-20) 已超期", "留言 xx/2018（提交于2026年8月20日）已超期"),
        ("支持 IPv6 访问", "支持 IPv6 访问"),
        ("未能读取发布记录: login_wall", "未能读取发布记录"),
        ("首页无法读取 (offline)", "首页无法读取"),
        ("稿件日期均晚于今日 (应每两周)", "稿件日期均晚于监测当日（应每两周）"),
        ("见 http://a.gov.cn/2026-08-20/t1.htm", "见 http://a.gov.cn/2026-08-20/t1.htm"),
    ],
)
def test_reasons_get_official_punctuation(text: str, expected: str) -> None:
    assert official(text) == expected


def test_a_suspicion_is_no_part_of_a_confirmed_fault() -> None:
    seen = "最新 2026-08-17, 已超期 65 天; 2 篇日期前后矛盾 (疑似旧稿重发), 请人工核对"
    assert confirmed(seen) == "最新2026年8月17日，已超期65天"


@pytest.mark.parametrize(
    ("needs", "said"),
    [
        ("或签字确认清单完整: monitor review complete s --reason …", "或签字确认清单完整"),
        (
            "人工核实后确认: monitor review sign a b --outcome pass/fail --reason …; 或导入",
            "人工核实后确认；或导入",
        ),
        ("在配置中登记留言栏目 ([[site.board]])", "在配置中登记留言栏目"),
        ("人工核实后确认: monitor review sign wx interaction_missing", "人工核实后确认"),
        (
            "由主办单位确认来源完整 (source.complete = true), 或导入发布记录",
            "由主办单位确认来源完整，或导入发布记录",
        ),
        ("每天至少 20 次有效访问 (首末间隔 8 小时以上)", "每天至少20次有效访问（首末间隔8小时以上）"),
    ],
)
def test_an_office_is_not_told_our_commands(needs: str, said: str) -> None:
    assert remedy(needs) == said


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
    assert {name for one in clauses for name in one.limit} <= set(LIMITS)
    assert limit_words("days", Threshold(">", 14)) == "未更新天数＞14"


def test_many_names_are_counted() -> None:
    assert joined(["甲", "乙"]) == "甲、乙"
    assert joined(["甲", "乙", "丙"], 2) == "甲、乙等3个"
