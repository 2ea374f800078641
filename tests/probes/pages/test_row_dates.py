"""The day of one row, from what a reader sees down to the address."""

from datetime import date, datetime

import pytest

from monitor.domain.timing import SHANGHAI
from probes.pages.dates.row_dates import RowDate, row_date
from tests.every import every

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=SHANGHAI)
DAY = date(2026, 11, 3)


@every(
    "beside",
    [
        ["2026-11-03"],
        ["[26-11-03]"],
        ["发布时间：2026年11月3日"],
        ["２０２６－１１－０３"],
        ["20261103"],
        ["来源：区教育局", "2026-11-03 08:30", "阅读：12"],
        ["会议于2027年5月1日召开，强调了许多。", "2026-11-03"],
        ["会议于2027年5月1日召开，强调了许多。 2026-11-03"],
        ["2026-11-03", "有效期至", "2027-11-03"],
        ["成文日期：2026-10-01", "发布日期：2026-11-03"],
        ["登记日期：2026-11-03"],
        ["2026-11-03　全区养老服务推进会召开，会议通报了情况，部署了下一步的工作，并听取了意见。"],
        ["2026-11-03", "截止时间：2026-12-01"],
        ["签发日期：2026-10-01", "公布日期：2026-11-03"],
        ["今天是2026年11月20日", "2026-11-03"],
        ["03", "2026-11"],
        ["11-03", "2026"],
        ["17 天前"],
        ["我县召开安全生产工作会议 2026-11-03"],
        ["我县举办教师节系列活动（2026-11-03）"],
        ["开始时间：2026-11-04", "2026-11-03"],
    ],
    ids=lambda nodes: " ".join(nodes)[:24],
)
def test_what_a_reader_sees_beside_the_title_is_the_day(beside: list[str]) -> None:
    assert row_date(beside, ["关于某事项的公示"], [], None, NOW).on == DAY


@pytest.mark.parametrize("text", ["11-03", "11/3", "(11月3日)", "11.03"])
def test_month_and_day_want_a_year(text: str) -> None:
    assert row_date([text], ["关于某事项的公示"], [], None, NOW) == RowDate(None, (11, 3))


@every(
    "beside",
    [
        ["开标时间：2026-11-03"],
        ["停水日期 2026-11-03"],
        ["数据更新：2026-11-03"],
        ["2026-11-03 14:00 在区文化馆上演地方戏一台，欢迎前来观看，凭身份证领取门票，先到先得。"],
        ["摇号时间：2026-11-03"],
        ["监测日期：", "2026-11-03"],
        ["接种时间：11月3日"],
        ["2026-11-03截止"],
        ["2026年11月3日前"],
        ["2026-11-03起施行"],
        ["2026年11月3日起"],
        ["2026-11-03前报名"],
        ["2026-11-03前有效"],
        ["2026年11月3日起实行"],
        ["2026年11月3日开始施行"],
        ["2026-11-03废止"],
        ["公示期", "2026-11-03"],
        ["办结时限：2026-11-03"],
        ["有效期至", "2026-11-03"],
        ["会期：2026-11-03"],
        ["活动已于2026-11-03结束"],
        ["将于2026-11-03举行"],
        ["请于2026-11-03前寄回"],
        ["直播时间：", "2026-11-03 09:00"],
        ["时间：2026-11-03 14:00", "地点：区文化馆"],
        ["时间：", "2026年11月3日", "地点：区文化馆"],
        ["时间：11月3日　地点：区文化馆"],
    ],
    ids=lambda nodes: " ".join(nodes)[:24],
)
def test_the_day_of_what_takes_place_is_no_publish_day(beside: list[str]) -> None:
    assert row_date(beside, ["关于某事项的公示"], [], None, NOW) == RowDate()
    assert row_date([*beside, "发布时间：2026-11-01"], ["公示"], [], None, NOW).on == date(2026, 11, 1)


def test_a_state_behind_a_day_is_not_that_days() -> None:
    for beside in (["2026-11-03 废止"], ["2026-11-03", "失效"]):
        assert row_date(beside, ["关于某事项的公示"], [], None, NOW).on == date(2026, 11, 3)


def test_the_address_gives_month_and_day_their_year() -> None:
    assert row_date(["12-31"], ["公示"], [], date(2026, 1, 2), NOW).on == date(2025, 12, 31)


@pytest.mark.parametrize("text", ["1.2万", "第3/12期说明，共三篇。", "010-62013", "阅读 123"])
def test_other_figures_are_no_day(text: str) -> None:
    assert row_date([text], ["关于某事项的公示"], [], None, NOW) == RowDate()


def test_what_a_reader_sees_wins_over_the_address() -> None:
    assert row_date(["2026-11-03"], ["公示"], [], date(2019, 1, 1), NOW).on == DAY


@pytest.mark.parametrize(
    ("told", "on"),
    [
        ("2026-11-03T08:00:00+08:00", DAY),
        ("关于某事项的公示 发布时间：2026-11-03", DAY),
        ("关于2026年11月3日停水的通知", None),
        ("2026-13-45", None),
        ("关于某事项的公示\n2026-11-03 10:20", DAY),
        ("2026年11月4日\n关于某事项的公示", None),
        ("关于某事项的公示\n截止日期：2026-11-04", None),
    ],
    ids=[
        "bare",
        "labelled",
        "part of a title",
        "impossible",
        "the last line",
        "the first of two",
        "another day on the last",
    ],
)
def test_an_attribute_counts_when_it_holds_little_else(told: str, on: date | None) -> None:
    assert row_date([], ["关于某事项的公示"], [told], None, NOW).on == on


@every(
    ("inside", "on"),
    [
        (["2026-11-03 关于某事项的公示"], DAY),
        (["关于某事项的公示 2026-11-03"], DAY),
        (["关于某事项的公示（2026年11月3日）"], DAY),
        (["关于某事项的公示", "2026-11-03"], DAY),
        (["2026年11月3日本区情况通报"], None),
        (["关于2026-11-03停水的通知"], None),
    ],
    ids=["first", "last", "in brackets", "own node", "begins the title", "within the title"],
)
def test_a_day_in_the_link_counts_when_set_apart(inside: list[str], on: date | None) -> None:
    assert row_date([], inside, [], None, NOW).on == on


def test_the_address_is_the_last_resort() -> None:
    assert row_date([], ["2026年11月1日本区情况通报"], [], DAY, NOW).on == DAY
