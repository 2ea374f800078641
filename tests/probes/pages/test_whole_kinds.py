"""Instants, half days, fragments, groups of one and compound headings: one made-up page for each kind."""

from datetime import date, datetime

from monitor.domain.timing import SHANGHAI
from probes.pages.dates.dates import find_dates, narrow
from probes.pages.guide.guide import read_guide
from probes.pages.listing.homepage import read_homepage
from probes.pages.listing.listing import read_list
from tests.every import every

URL = "http://www.example.gov.cn/a/index.html"


@every(
    ("text", "at"),
    [
        ("2021-01-26T18:30:00Z", (2021, 1, 27, 2, 30)),
        ("2021-01-26T18:30:00.000+00:00", (2021, 1, 27, 2, 30)),
        ("2021-01-26 18:30:00 UTC", (2021, 1, 27, 2, 30)),
        ("2021-01-26T18:30:00+08:00", (2021, 1, 26, 18, 30)),
        ("2021-01-26 18:30:00", (2021, 1, 26, 18, 30)),
        ("2020/10/9 下午 02:26:26", (2020, 10, 9, 14, 26)),
        ("2020/10/9 晚8:05", (2020, 10, 9, 20, 5)),
        ("2020-10-09 12:05:00 AM", (2020, 10, 9, 0, 5)),
        ("2022-11-02 09∶11", (2022, 11, 2, 9, 11)),
    ],
)
def test_a_time_is_a_moment_in_shanghai(text: str, at: tuple[int, int, int, int, int]) -> None:
    [found] = find_dates(narrow(text))
    assert found.at is not None
    assert (found.on, found.at.replace(second=0)) == (date(*at[:3]), datetime(*at, tzinfo=SHANGHAI))


def test_rows_that_differ_by_fragment_are_rows_of_their_own() -> None:
    rows = "".join(
        f"<li><a href='all.html#{n}'>第{n}次推进会在区里召开</a><span>2024-0{n}-02</span></li>"
        for n in (6, 5, 4)
    )
    found = read_list(f"<html><body><ul>{rows}</ul></body></html>", URL)
    assert [one.url.rpartition("#")[2] for one in found.items] == ["6", "5", "4"]


def test_a_group_of_one_belongs_to_its_list() -> None:
    many = "".join(
        f"<li><a href='/b/{n}.html'>上一年度第{n}次常务会议召开</a><span>2023-0{n}-02</span></li>"
        for n in (6, 5, 4, 3)
    )
    one = "<li><a href='/b/9.html'>本年度第一次常务会议召开</a><span>2024-01-02</span></li>"
    found = read_list(
        f"<html><body><div><h3>本届</h3><ul>{one}</ul><h3>上届</h3><ul>{many}</ul></div></body></html>", URL
    )
    assert (found.newest, len(found.items)) == (date(2024, 1, 2), 5)


def test_no_row_is_dated_months_after_its_address() -> None:
    row = "<li><a href='/zc/201709/t20170901_10.html'>关于调整缴存比例的通知</a><span>{}</span></li>"
    for shown, on in (("12-25", date(2017, 9, 1)), ("09-04", date(2017, 9, 4))):
        home = read_homepage(f"<html><body><ul>{row.format(shown)}</ul></body></html>", URL)
        assert home.items[0].on == on


def test_two_compound_headings_are_a_guide() -> None:
    html = "<html><body><h2>居住登记须知</h2><h3>申请材料</h3><p>身份证原件一份。</p><h3>办理程序与期限</h3><p>窗口提交，三日办结。</p></body></html>"
    found = read_guide(html.replace("期限", "办理期限"), URL)
    assert found.is_read
    assert not {"办理材料", "办理流程", "办理时间"} & set(found.missing)
