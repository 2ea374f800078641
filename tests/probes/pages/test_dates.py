"""Dates as Chinese pages write them."""

from datetime import date, datetime

from hypothesis import given
from hypothesis import strategies as st

from monitor.domain.timing import SHANGHAI
from probes.pages.dates.dates import date_in_url, find_dates, find_relative, from_epoch, narrow
from tests.every import every

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=SHANGHAI)


@every(
    ("text", "on"),
    [
        ("2026-11-01", date(2026, 11, 1)),
        ("2026/1/5", date(2026, 1, 5)),
        ("2026.11.01", date(2026, 11, 1)),
        ("2026年11月1日", date(2026, 11, 1)),
        ("2026 年 11 月 1 日", date(2026, 11, 1)),
        ("2024-02-29", date(2024, 2, 29)),
        ("20-11-03", date(2020, 11, 3)),
        ("20261101", date(2026, 11, 1)),
        ("二〇二一年三月二十五日", date(2021, 3, 25)),
        ("二零二一年十二月三十日", date(2021, 12, 30)),
    ],
)
def test_a_day_in_every_spelling(text: str, on: date) -> None:
    assert [one.on for one in find_dates(text, short=True)] == [on]


@every(
    "text",
    [
        "2026-02-30",
        "2023-13-01",
        "1.2026-11-01.5.3",
        "10.2.3.4",
        "2002-2018",
        "电话0591-83201234",
        "1899-01-01",
        "2026年4月2\n2日",
    ],
)
def test_what_is_no_day(text: str) -> None:
    assert find_dates(text) == ()


def test_a_time_that_sticks_to_its_day() -> None:
    [found] = find_dates("2021-01-1112:30 浏览")
    assert found.at == datetime(2021, 1, 11, 12, 30, tzinfo=SHANGHAI)


@every(
    ("url", "on"),
    [
        ("http://a/xjwz/202212/t20221209_4487310.htm", date(2022, 12, 9)),
        ("http://a/art/2026/11/1/art_1_2.html", date(2026, 11, 1)),
        ("http://a/202601/07/content_1.html", date(2026, 1, 7)),
        ("http://a/2020/0103/c1-2.html", date(2020, 1, 3)),
        ("http://a/202611/P020261101093012345.pdf", date(2026, 11, 1)),
        ("http://a/2026-01-07.html", date(2026, 1, 7)),
        ("http://a/202601/07.html", None),
        ("http://a/2026/01/7.shtml", None),
        ("http://a/content/4467576.htm", None),
        ("http://a/t20229999_1.htm", None),
        ("http://a/x.htm?date=2026-11-01", None),
    ],
)
def test_the_day_in_an_address(url: str, on: date | None) -> None:
    assert date_in_url(url) == on


@every(
    ("text", "on"),
    [
        ("刚刚", date(2026, 11, 20)),
        ("5分钟前", date(2026, 11, 20)),
        ("10小时前", date(2026, 11, 19)),
        ("昨天 09:41", date(2026, 11, 19)),
        ("前天", date(2026, 11, 18)),
        ("3 天前", date(2026, 11, 17)),
    ],
)
def test_relative_words_count_from_the_fetch(text: str, on: date) -> None:
    found = find_relative(text, NOW)
    assert found is not None
    assert found.on == on


@every("text", ["2周前", "3个月前", "1 年前"])
def test_weeks_and_months_ago_name_no_day(text: str) -> None:
    assert find_relative(text, NOW) is None


def test_half_past_midnight_in_shanghai_is_not_yesterday() -> None:
    found = find_relative("昨天", datetime(2026, 11, 20, 0, 30, tzinfo=SHANGHAI))
    assert found is not None
    assert found.on == date(2026, 11, 19)


def test_epochs_of_this_century_only() -> None:
    assert from_epoch("1653625822") == datetime(2022, 5, 27, 12, 30, 22, tzinfo=SHANGHAI)
    assert from_epoch("1653625822000") == from_epoch("1653625822")
    assert from_epoch("0000000001") is None


@given(
    st.dates(date(1990, 1, 1), date(2049, 12, 31)),
    st.sampled_from(["%Y-%m-%d", "%Y/%m/%d", "%Y年%m月%d日", "%Y.%m.%d"]),
)
def test_every_day_is_found_where_it_stands(day: date, shape: str) -> None:
    text = f"来源 {day.strftime(shape)} 浏览"
    [found] = find_dates(text)
    assert (found.on, text[found.start : found.end].strip()) == (day, day.strftime(shape))


@given(st.text(max_size=200))
def test_no_text_can_make_it_raise(text: str) -> None:
    find_dates(narrow(text), short=True)
    find_relative(text, NOW)
    date_in_url(text)
