"""Times as platforms write them."""

from datetime import date, datetime

import pytest

from monitor.domain.timing import SHANGHAI
from probes.sources._times import from_seconds, parse_time

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=SHANGHAI)


def moment(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=SHANGHAI)  # type: ignore[misc, arg-type]


@pytest.mark.parametrize(
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


@pytest.mark.parametrize(
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


@pytest.mark.parametrize("words", ["", "  ", "unknown", "13-45", "2026-13-01", "近日", "Fri, 99 Nov 2026", "99999999999999999天前", "03/11/2026", "2周前", "1970-01-01", "0000-00-00"])  # fmt: skip
def test_what_is_no_time_is_not_understood(words: str) -> None:
    found = parse_time(words, NOW)
    assert (found.on, found.at) == (None, None)


@pytest.mark.parametrize("value", [1795048200, "1795048200", 1795048200000], ids=["seconds", "digits", "milliseconds"])  # fmt: skip
def test_unix_time_is_read_in_seconds_or_milliseconds(value: object) -> None:
    assert from_seconds(value).at == datetime.fromtimestamp(1795048200, SHANGHAI)


@pytest.mark.parametrize("value", [0, -1, "", "x", None, 10**30], ids=str)
def test_nonsense_is_no_time(value: object) -> None:
    assert from_seconds(value).on is None
