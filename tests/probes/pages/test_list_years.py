"""Rows whose day wants a year or stands in pieces, and boxes that look like the list: what evidence of the page settles (列表日期与列表区)."""

from collections.abc import Callable
from datetime import date, datetime

import pytest

from monitor.domain.timing import SHANGHAI
from probes.pages.listing.listing import read_list
from tests.every import every

NOW = datetime(2026, 11, 21, 10, 0, tzinfo=SHANGHAI)
URL = "http://www.example.gov.cn/x/t/"
DAYS = (date(2025, 3, 6), date(2025, 3, 2), date(2025, 2, 18), date(2025, 1, 9), date(2024, 12, 30))
NEWEST = DAYS[0]
MENU = "<div class=menu><ul><li><a href=/c/>通知公告</a></li><li><a href=/d/>政策文件</a></li></ul></div>"
ROLL = (
    "<div class={}><span>公告栏</span><ul>"
    + "".join(
        f"<li><a href=/hot/{n}.htm>滚动播出的另一栏目的新闻标题之{n}</a><span>2026-11-{n}</span></li>"
        for n in range(20, 12, -1)
    )
    + "</ul></div>"
)


def name(n: int) -> str:
    return f"关于第{n}批项目有关事项的公告"


def a(n: int, href: str = "/detail.jsp?id={n}") -> str:
    return f"<a href='{href.format(n=9000 - n, d=DAYS[n])}'>{name(n)}</a>"


def rows(make: Callable[[int, date], str]) -> str:
    return "".join(make(n, day) for n, day in enumerate(DAYS))


def page(body: str, before: str = "", after: str = "") -> str:
    crumbs = "<div>当前位置：<a href=/>首页</a> &gt; <a href=/x/t/>通知公告</a></div>"
    return f"<html><head><title>通知公告_示例市人民政府</title></head><body>{before}{crumbs}{body}{after}<div class=foot>主办：示例市人民政府</div></body></html>"


MONTHS = "".join(
    f"<h3>2025年{month}月</h3><ul>"
    + "".join(f"<li><span>{day}日</span>{a(n)}</li>" for n, day in of_month)
    + "</ul>"
    for month, of_month in ((3, [(0, 6)]), (2, [(1, 18), (2, 12), (3, 5)]))
)
TABS = "<ul class=hd><li>最新</li><li>往期</li></ul><ul>{}</ul>"

PAGES: dict[str, str] = {
    "month_of_the_address": page("<ul>" + rows(lambda n, d: f"<li>{a(n, '/xw/{d:%Y%m}/a{n}b.html')}<span>{d:%m-%d}</span></li>") + "</ul>"),
    "month_of_the_address_in_two": page("<ul>" + rows(lambda n, d: f"<li>{a(n, '/xw/{d.year}/{d.month}/{n}.html')}<span>{d.month}月{d.day}日</span></li>") + "</ul>"),
    "figures_and_signs_apart": page("<ul>" + rows(lambda n, d: f"<li>{a(n)}<i>{d.year}</i>-<i>{d.month:02d}</i>-<i>{d.day:02d}</i></li>") + "</ul>"),
    "figures_and_signs_behind": page("<dl>" + rows(lambda n, d: f"<dt>{a(n)}</dt><dd><i>{d.year}</i>-<i>{d.month:02d}</i>-<i>{d.day:02d}</i></dd>") + "</dl>"),
    "months_for_headings": page(MONTHS, after=ROLL.format("box")),
    "two_columns_of_rows": page("<table>" + "".join(f"<tr><td>城区限行措施公告{n}</td><td></td></tr>".replace(f"城区限行措施公告{n}", f"<a href=/a/{n}.htm>城区限行公告{n}</a>").replace("<td></td>", f"<td>{DAYS[n]}</td><td>{a(n + 1)}</td><td>{DAYS[n + 1]}</td>") for n in (0, 2)) + "</table>"),
    "tabs_over_the_list": page(TABS.format(rows(lambda n, d: f"<li>{a(n)}<span>{d}</span></li>")), after=ROLL.format("box")),
    "menu_that_names_the_column": page("<h2>通知公告</h2><ul>" + rows(lambda n, d: f"<li>{a(n)}<span>{d}</span></li>") + "</ul>", before=MENU + ROLL.format("roll")),
    "heads_of_a_table": page("<table><tr><th>名称</th><th>生效日期</th><th>公开日期</th></tr>" + rows(lambda n, d: f"<tr><td>{a(n)}</td><td>2026-12-01</td><td>{d}</td></tr>") + "</table>", after=ROLL.format("scroll")),
    "years_for_headings": page("".join(f"<div class=year>{year}</div><ul>" + "".join(f"<li><i>{d:%m-%d}</i>{a(n)}</li>" for n, d in enumerate(DAYS) if d.year == year) + "</ul>" for year in (2025, 2024))),
    "the_year_in_the_hint": page("<ul>" + rows(lambda n, d: f"<li><i>{d:%m-%d}</i><a href='/gg/{n}.html' title='{name(n)}&#10;发布日期：{d}'>{name(n)[:6]}…</a></li>") + "</ul>"),
    "the_year_in_a_time_tag": page("<ul>" + rows(lambda n, d: f"<li><a href='/gg/{n}.html'><b>{name(n)}</b><time datetime='{d}'>{d:%m/%d}</time></a></li>") + "</ul>"),
    "korean": page("<ul>" + rows(lambda n, d: f"<li><a href='/kr/{n}.html'>현 정부 사업회의 제{n}차 소집</a><i>{d.year}년 {d.month}월 {d.day}일</i></li>") + "</ul>"),
    "titles_that_a_script_writes": page("<ul>" + rows(lambda n, d: f"<li><a href='/gg/{n}.html'><script>var s='{name(n)}';document.write(s.length>9?s.substr(0,9):s)</script></a><i>{d}</i></li>") + "</ul>"),
}  # fmt: skip


@every("case", PAGES)
def test_the_newest_day_of_the_list_is_known(case: str) -> None:
    assert read_list(PAGES[case], URL, now=NOW).newest == NEWEST


@pytest.mark.parametrize(
    "tabs", ["<b>2026年</b><b>2025年</b><b>2024年</b>", "<i class=year>2026</i><i class=year>2025</i>"]
)
def test_years_side_by_side_are_no_headings(tabs: str) -> None:
    html = page(f"<div>{tabs}</div><ul>" + rows(lambda n, d: f"<li>{a(n)}<i>{d:%m-%d}</i></li>") + "</ul>")
    assert read_list(html, URL, now=NOW).newest is None


def test_a_month_in_the_address_gives_no_year_to_another_month() -> None:
    html = page(
        "<ul>"
        + rows(lambda n, _: f"<li>{a(n, '/xw/202611/{n}.html')}<span>12-{n + 10}</span></li>")
        + "</ul>"
    )
    assert read_list(html, URL, now=NOW).newest is None
