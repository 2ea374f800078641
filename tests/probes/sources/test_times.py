"""Times as platforms write them."""

from datetime import date, datetime

import pytest

from monitor.domain.timing import SHANGHAI
from probes.sources._times import from_seconds, parse_time, parse_written
from tests.every import every

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=SHANGHAI)


def moment(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=SHANGHAI)  # type: ignore[misc, arg-type]


@every(
    ("words", "at"),
    [
        ("刚刚", moment(2026, 11, 20, 9, 30)),
        ("30秒前", moment(2026, 11, 20, 9, 29, 30)),
        ("5分钟前", moment(2026, 11, 20, 9, 25)),
        ("2小时前", moment(2026, 11, 20, 7, 30)),
        ("11小时前", moment(2026, 11, 19, 22, 30)),
        ("今天 08:05", moment(2026, 11, 20, 8, 5)),
        ("昨天 09:41", moment(2026, 11, 19, 9, 41)),
        ("前天 23:59", moment(2026, 11, 18, 23, 59)),
        ("11-03 10:22", moment(2026, 11, 3, 10, 22)),
        ("2025年11月3日 08:00", moment(2025, 11, 3, 8, 0)),
        ("Fri Nov 20 08:30:00 +0800 2026", moment(2026, 11, 20, 8, 30)),
        ("Thu Nov 19 17:30:00 +0000 2026", moment(2026, 11, 20, 1, 30)),
        ("Fri, 20 Nov 2026 00:30:00 GMT", moment(2026, 11, 20, 8, 30)),
        ("Fri, 20 Nov 2026 08:30:00 +0800", moment(2026, 11, 20, 8, 30)),
        ("Fri, 20 Nov 2026 08:30:00 CST", moment(2026, 11, 20, 8, 30)),
        ("Fri, 20 Nov 2026 08:30:00", moment(2026, 11, 20, 8, 30)),
        ("Thu, 19 Nov 2026 17:30:00 -0000", moment(2026, 11, 20, 1, 30)),
        ("2026-11-20T00:30:00Z", moment(2026, 11, 20, 8, 30)),
        ("2026-11-20T08:30:00+08:00", moment(2026, 11, 20, 8, 30)),
        ("2026-11-20 08:30:00 +0800", moment(2026, 11, 20, 8, 30)),
        ("2026-11-20 08:30:00", moment(2026, 11, 20, 8, 30)),
        ("2026-11-20T08:30:00.123456", moment(2026, 11, 20, 8, 30)),
        ("08:15", moment(2026, 11, 20, 8, 15)),
        ("昨天 下午3:20", moment(2026, 11, 19, 15, 20)),
        ("2026年11月20日 上午8点05分", moment(2026, 11, 20, 8, 5)),
        ("November 19, 2026 8:30:00 PM", moment(2026, 11, 19, 20, 30)),
        ("Fri Nov 20 2026 08:30:00 GMT+0800 (中国标准时间)", moment(2026, 11, 20, 8, 30)),
        ("Fri Nov 20 08:30:00 CST 2026", moment(2026, 11, 20, 8, 30)),
        ("Thu, 19 Nov 2026 19:30:00 EST", moment(2026, 11, 20, 8, 30)),
        ("２０２６-１１-２０ ０８：３０", moment(2026, 11, 20, 8, 30)),
        ("20261120083000", moment(2026, 11, 20, 8, 30)),
    ],
)
def test_a_moment_is_read_in_shanghai(words: str, at: datetime) -> None:
    found = parse_time(words, NOW)
    assert (found.at, found.on) == (at, at.date())


@every(
    ("words", "on"),
    [
        ("12-31", date(2025, 12, 31)),
        ("11-20", date(2026, 11, 20)),
        ("25-11-3", date(2025, 11, 3)),
        ("2025-11-03", date(2025, 11, 3)),
        ("2025年11月3日", date(2025, 11, 3)),
        ("3天前", date(2026, 11, 17)),
        ("02-29", date(2024, 2, 29)),
        ("11-21", date(2025, 11, 21)),
        ("20/11/2026", date(2026, 11, 20)),
        ("1周前", date(2026, 11, 13)),
        ("3个月前", date(2026, 8, 20)),
    ],
    ids=[
        "last year's end",
        "today",
        "short year",
        "iso",
        "chinese",
        "days ago",
        "leap day",
        "not ahead",
        "day first",
        "a week",
        "months",
    ],
)
def test_a_bare_day_is_a_day_without_a_made_up_time(words: str, on: date) -> None:
    found = parse_time(words, NOW)
    assert (found.on, found.at) == (on, None)


@every("words", ["", "  ", "unknown", "13-45", "2026-13-01", "近日", "Fri, 99 Nov 2026", "99999999999999999天前", "03/11/2026", "2周前", "1970-01-01", "0000-00-00", "编辑于 昨天 10:22", "最后更新 2026-11-18", "Edited 2h ago"])  # fmt: skip
def test_what_is_no_time_is_not_understood(words: str) -> None:
    found = parse_time(words, NOW)
    assert (found.on, found.at) == (None, None)


@pytest.mark.parametrize("value", [1795048200, "1795048200", 1795048200000], ids=["seconds", "digits", "milliseconds"])  # fmt: skip
def test_unix_time_is_read_in_seconds_or_milliseconds(value: object) -> None:
    assert from_seconds(value).at == datetime.fromtimestamp(1795048200, SHANGHAI)


@every("value", [0, -1, "", "x", None, 10**30], ids=str)
def test_nonsense_is_no_time(value: object) -> None:
    assert from_seconds(value).on is None


@every(
    ("words", "on"),
    [
        ("民国113年11月20日", date(2024, 11, 20)),
        ("中華民國一百一十三年十一月二十日", date(2024, 11, 20)),
        ("民国114.3.5", date(2025, 3, 5)),
        ("令和6年11月20日", date(2024, 11, 20)),
        ("令和元年5月1日", date(2019, 5, 1)),
        ("平成30年1月2日", date(2018, 1, 2)),
        ("二〇二四年11月20日", date(2024, 11, 20)),
        ("二零二五年十二月三十一日", date(2025, 12, 31)),
        ("二○二六年十一月廿日", date(2026, 11, 20)),
        ("贰零贰肆年11月20日", date(2024, 11, 20)),
        ("2024 年 11 月 20 日", date(2024, 11, 20)),
        ("二〇二四 年 十一 月 二十 日", date(2024, 11, 20)),
        ("星期五, 7 11月 2025 08:00:00 +0800", date(2025, 11, 7)),
        ("去年12月3日", date(2025, 12, 3)),
        ("今年1月3日", date(2026, 1, 3)),
        ("大前天", date(2026, 11, 17)),
        ("前天", date(2026, 11, 18)),
        ("十一天前", date(2026, 11, 9)),
        ("二十一天前", date(2026, 10, 30)),
        ("三天前", date(2026, 11, 17)),
        ("11月20日 星期五", date(2026, 11, 20)),
        ("发布于 11-19", date(2026, 11, 19)),
        ("25/11/30", date(2025, 11, 30)),
    ],
)
def test_a_year_in_other_words_is_that_year_and_none_other(words: str, on: date) -> None:
    assert parse_time(words, NOW).on == on


@every(
    "words",
    [
        "甲辰年11月20日", "113年11月20日", "民国年11月20日", "佛历2567年11月20日", "2567-11-20", "R6年11月20日", "R06.11.20", "H30.11.20",
        "公元24年11月20日", "99年11月20日", "2024年度11月20日", "第3年11月20日", "二四年11月20日", "明年11月20日", "(2024) 11-20", "11-20 '24",
        "11/20 Heisei 30", "甲辰 11-20", "一一三年11月20日", "26/11/20", "大大前天", "几天前", "1" * 5000, "昭和60年1月2日", "2024至11-20",
    ],
)  # fmt: skip
def test_a_year_that_is_not_understood_never_becomes_this_one(words: str) -> None:
    assert parse_time(words, NOW).on is None


@every("words", ["昨天", "11-20", "3天前", "25-11-3", "08:30", "今年1月3日"])
def test_words_that_hang_on_another_day_do_not_stand_by_themselves(words: str) -> None:
    assert parse_written(words).on is None
    assert parse_written("二〇二六年十一月二十日 8:30").on == date(2026, 11, 20)
