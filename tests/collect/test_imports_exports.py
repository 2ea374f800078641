"""Exports of a back office: messages without a number, lists of corrections, the open-data catalogue, declared for a period."""

from datetime import date, datetime
from pathlib import Path

import pytest

from monitor.collect.imports.articles import column_of
from monitor.collect.imports.looks import Handed, Imported, read_looks
from monitor.collect.imports.period import period_days
from monitor.collect.imports.profiles import load_profiles
from monitor.collect.imports.rows import fitted, read_rows
from monitor.domain.handed_in import DeclaredPeriod, OfficeExport
from monitor.domain.observation import BoardReading, Listing, Timeline
from monitor.domain.site import Account, Board, Centre, Column, Platform, Site, Watch
from monitor.domain.timing import SHANGHAI

NOW = datetime(2026, 10, 18, 9, tzinfo=SHANGHAI)
SITE = Site(
    id="s", name="示例", url="http://a.gov.cn/", edition="fuzhou-2021",
    columns=(
        Column(id="yw", name="新闻中心/要闻", url="http://a.gov.cn/yw/"),
        Column(id="tz", name="政务公开/通知公告", url="http://a.gov.cn/tz/"),
        Column(id="tz2", name="专题/通知公告", url="http://a.gov.cn/tz2/"),
    ),
    boards=(Board(id="xx", name="区长信箱", url="http://a.gov.cn/xx/"),),
)  # fmt: skip
WATCH = Watch(
    edition="fuzhou-2021", centre=Centre(name="中心"), sites=(SITE,),
    accounts=(Account(id="w", name="示例发布", platform=Platform.WECHAT, edition="fuzhou-2021"),),
)  # fmt: skip
QUARTER = DeclaredPeriod(first=date(2026, 7, 1), last=date(2026, 9, 30), complete=True, by="张三")


def read(
    folder: Path, text: str, given: dict[str, str], period: DeclaredPeriod | None = None, profile: str = ""
) -> Imported:
    path = folder / "export.csv"
    path.write_text(text, encoding="utf-8")
    chosen = load_profiles()[profile] if profile else None
    headings = chosen.headings if chosen else {}
    rows = fitted(read_rows(path, headings), headings, {**(chosen.values if chosen else {}), **given})
    return read_looks(rows, WATCH, NOW, Handed(period=period))


LETTERS = "序号,来信主题,写信时间,答复时间\n{}"
BOARD = {"observation": "message", "site": "s", "board": "xx", "at": "2026-10-01"}


def ids(done: Imported) -> set[str]:
    return {
        one.id for look in done.looks if isinstance(look.facts, BoardReading) for one in look.facts.messages
    }


def test_messages_without_a_number_have_the_same_one_in_the_next_export(tmp_path: Path) -> None:
    first = read(tmp_path, LETTERS.format("1,咨询停车,2026-08-01,\n2,咨询停车,2026-08-01,\n"), BOARD)
    later = read(
        tmp_path,
        LETTERS.format("1,新来信,2026-09-02,\n2,咨询停车,2026-08-01,2026-08-09\n3,咨询停车,2026-08-01,\n"),
        BOARD,
    )
    assert (first.errors, later.errors, first.numbered) == ([], [], 2)
    assert len(ids(first)) == 2
    assert ids(first) < ids(later)


def test_a_message_without_number_and_title_is_refused(tmp_path: Path) -> None:
    done = read(tmp_path, LETTERS.format("1,,2026-08-01,\n2,甲,2026-08-01,\n"), BOARD)
    assert "'id' is missing" in done.errors[0]
    assert done.doubt.messages


def test_messages_declared_for_a_period_are_whole_from_its_first_day(tmp_path: Path) -> None:
    given = {key: value for key, value in BOARD.items() if key != "at"}
    [look] = read(tmp_path, LETTERS.format("1,甲,2026-08-01,\n"), given, QUARTER).looks
    assert isinstance(look.facts, BoardReading)
    assert (look.facts.complete, look.facts.covers_from) == (True, QUARTER.first)
    assert look.at == datetime(2026, 9, 30, 23, 59, 59, tzinfo=SHANGHAI)


def test_an_account_log_declared_for_a_period_tells_when_it_was_taken(tmp_path: Path) -> None:
    text = "账号,标题,发布时间\nw,甲,2026-08-01 10:00\nw,乙,2026-08-03 10:00\n"
    [look] = read(tmp_path, text, {"observation": "post"}, QUARTER).looks
    assert isinstance(look.facts, Timeline)
    assert look.facts.complete
    assert look.at.date() == QUARTER.last


def test_corrections_keep_dates_and_no_citizens_words(tmp_path: Path) -> None:
    text = "问题编号,问题类型,问题描述,提交时间,办结时间,处理状态\nJ1,错别字,张三的电话13800138000,2026-07-02,2026-07-03,已办结\n"
    done = read(tmp_path, text, {}, QUARTER, "corrections")
    assert done.errors == []
    [look] = done.looks
    assert isinstance(look.facts, OfficeExport)
    assert (look.part, look.facts.complete, look.facts.first) == ("corrections", True, QUARTER.first)
    [row] = look.facts.rows
    assert (row.number, row.opened, row.closed) == ("J1", date(2026, 7, 2), date(2026, 7, 3))
    assert "13800138000" not in str(look)


def test_the_open_data_catalogue_has_cycle_and_last_update(tmp_path: Path) -> None:
    text = "数据集名称,更新周期,最近更新时间,提供单位\n公厕,每月,2026-09-02,区城管局\n"
    [look] = read(tmp_path, text, {"at": "2026-10-01"}, None, "open_data").looks
    assert isinstance(look.facts, OfficeExport)
    [row] = look.facts.rows
    assert (row.name, row.cycle, row.closed, look.facts.complete) == ("公厕", "每月", date(2026, 9, 2), False)


@pytest.mark.parametrize(
    ("printed", "id"),
    [("要闻", "yw"), ("首页>新闻中心>要闻", "yw"), ("yw", "yw"), ("通知公告", ""), ("政务公开/通知公告", "tz"), ("别的", ""), ("", "")],
)  # fmt: skip
def test_a_printed_path_means_one_column_or_none(printed: str, id: str) -> None:
    assert column_of(printed, SITE) == id


ARTICLES = "标题,发布时间,栏目,发布单位\n甲,2026-07-05,要闻,某局\n乙,2026-09-05,{},某局\n"


def listings(done: Imported) -> list[tuple[date, int]]:
    return [(one.at.date(), len(one.facts.items)) for one in done.looks if isinstance(one.facts, Listing)]


def test_a_whole_log_shows_each_column_as_it_stood_at_the_ends_of_its_months(tmp_path: Path) -> None:
    done = read(tmp_path, ARTICLES.format("要闻"), {}, QUARTER)
    assert listings(done) == [(date(2026, 7, 31), 1), (date(2026, 8, 31), 1), (date(2026, 9, 30), 2)]


def test_a_log_with_a_column_that_we_do_not_know_says_nothing_of_single_columns(tmp_path: Path) -> None:
    assert listings(read(tmp_path, ARTICLES.format("别的栏目"), {}, QUARTER)) == []
    assert listings(read(tmp_path, ARTICLES.format("要闻"), {}, None)) == []


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026Q3", date(2026, 7, 1), date(2026, 9, 30)),
        ("2026-02", date(2026, 2, 1), date(2026, 2, 28)),
        ("2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("2026-07-06..2026-07-19", date(2026, 7, 6), date(2026, 7, 19)),
    ],
)
def test_a_period_is_a_quarter_a_month_a_year_or_two_days(text: str, first: date, last: date) -> None:
    assert period_days(text) == (first, last)


@pytest.mark.parametrize("text", ["2026Q5", "2026-13", "第三季度", "2026-09-30..2026-07-01"])
def test_another_period_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(ValueError, match="write 2026Q3"):
        period_days(text)
