"""The records of a page in the manner of many systems: which are the list, which stand beside it, and whose day is whose."""

from collections.abc import Iterator
from datetime import date, datetime

import pytest

from monitor.domain.timing import SHANGHAI
from probes.pages.listing.listing import considered_groups, read_list
from tests.every import every

NOW = datetime(2026, 11, 20, 9, tzinfo=SHANGHAI)
URL = "http://www.example.gov.cn/zwgk/tzgg/"
DAYS = ("2026-11-10", "2026-11-03", "2026-10-28", "2026-09-12")
NEWEST = date(2026, 11, 10)
TITLES = (
    "关于供热管网检修的公告",
    "关于公租房分配结果的公示",
    "老旧小区改造项目招标公告",
    "关于调整公交线路的通告",
)
ROWS = tuple(enumerate(zip(TITLES, DAYS, strict=True)))


def shell(body: str) -> str:
    return f"<html><head><title>通知公告-示例区人民政府</title></head><body><div class='nav'><a href='/'>首页</a></div>{body}<div class='footer'>版权所有</div></body></html>"


def each(row: str) -> str:
    return "".join(row.format(n=n, t=t, d=d, dd=d[8:], md=d[5:], ym=d[:7]) for n, (t, d) in ROWS)


LIST = f"<ul class='list'>{each('<li><a href=/art/{n}.html>{t}</a><span>{d}</span></li>')}</ul>"
NEWER = "".join(
    f"<li><a href='{{}}/x/{n}.html'>另一栏目较新的信息之{n}</a><span>2026-11-{n}</span></li>"
    for n in range(12, 19)
)
CRUMB = "<div class='pos'>当前位置：首页 &gt; 通知公告</div>"
THREAD = (
    "<tbody id='thread_{n}'><tr><td><em>[<a href='/f/1'>咨询</a>]</em> <a href='/thread-{n}.html'>{t}</a></td><td><cite><a href='/u/{n}'>网友甲</a></cite>"
    "<em><span title='{d}'>5 天前</span></em></td><td><a href='/thread-{n}.html'>12</a></td><td><cite><a href='/u/9'>网友乙</a></cite><em><a href='/r/{n}'>昨天</a></em></td></tr></tbody>"
)  # fmt: skip
PAGES = {
    "rail_under_its_own_heading": CRUMB + LIST + f"<div class='r'><h3>政务要闻</h3><ul class='list'>{NEWER.format(*[''] * 7)}</ul></div>",
    "rail_in_a_column_of_the_same_grid": f"<div class='col-md-9'><h2>通知公告</h2>{LIST}</div><div class='col-md-3'><h4>要闻速递</h4><ul class='list'>{NEWER.format(*[''] * 7)}</ul></div>",
    "foot_news_of_other_sites": LIST + f"<div><ul class='b'>{NEWER.format(*['https://www.example.org'] * 7)}</ul></div>",
    "calendar": "<div>" + "".join(f"<a href='/day/2026-11-{n:02d}'>{n}日会议</a>" for n in range(1, 30)) + "</div>" + LIST,
    "no_links": f"<ul>{each('<li><b>{t}</b><i>{d}</i></li>')}</ul>",
    "table_without_links": f"<table><tr><th>序号</th><th>标题</th><th>成文日期</th><th>发布日期</th></tr>{each('<tr><td>{n}</td><td>{t}</td><td>2026-11-19</td><td>{d}</td></tr>')}</table>",
    "click_with_an_argument": f"<div>{each('<div class=row onclick=go({n})><p>{t}</p><p>{d}</p></div>')}</div>",
    "address_in_an_attribute": f"<div>{each('<div class=row data-href=/a/{n}.html><p>{t}</p><p>{d}</p></div>')}</div>",
    "days_as_headings": each("<div class='day'>{d}</div><ul><li><a href='/a/{n}.html'>{t}</a></li></ul>"),
    "days_in_boxes_of_lines_below": f"<table>{each('<tr><td><div><div><a href=/a/{n}.html>{t}</a></div></div></td></tr><tr><td><div><div>{d}</div></div></td></tr>')}</table>",
    "forum_rows": f"<table>{each(THREAD)}</table>",
    "relative_address_with_a_day": f"<ul>{each('<li><a href=2026/{md}/{n}.html>{t}</a></li>')}</ul>",
}  # fmt: skip


@every("name", PAGES)
def test_the_newest_day_is_that_of_the_list(name: str) -> None:
    found = read_list(
        shell(PAGES[name].replace("/11-", "/11").replace("/10-", "/10").replace("/09-", "/09")), URL, now=NOW
    )
    assert (found.newest, len(found.items)) == (NEWEST, len(ROWS))
    assert [item.title for item in found.items] == list(TITLES)


def test_a_day_to_come_is_no_day_of_publication() -> None:
    row = "<li><a href='/art/9.html'>关于举办招聘会的通知</a><span>2026-12-25</span></li>"
    found = read_list(shell(LIST.replace("<ul class='list'>", f"<ul class='list'>{row}")), URL, now=NOW)
    assert (found.newest, len(found.items), found.items[0].on) == (NEWEST, 5, None)


@pytest.mark.parametrize("empty", ["<ul class='list'></ul>", "<p>暂无数据</p>"])
def test_an_empty_column_is_not_filled_by_the_box_beside_it(empty: str) -> None:
    beside = f"<div class='r'><div class='t'>政务要闻</div><ul>{NEWER.format(*[''] * 7)}</ul></div>"
    assert read_list(shell(f"<h2>通知公告</h2>{empty}{beside}"), URL, now=NOW).newest is None


def considered(html: str) -> Iterator[tuple[str, bool, bool]]:
    for one in considered_groups(html, URL, NOW):
        yield one.heading, one.named, one.foreign


def test_what_was_considered_says_what_spoke_against_it() -> None:
    found = list(considered(shell(PAGES["rail_under_its_own_heading"])))
    assert found == [("", True, False), ("政务要闻", False, True)]


def test_what_an_icon_tells_of_many_rows_is_no_title() -> None:
    rows = each(
        "<tr><td><a href='/t/{n}.html' title='有新回复 - 新窗口打开'><img src='i.gif'></a></td><td><a href='/t/{n}.html'>{t}</a></td><td>{d}</td></tr>"
    )
    found = read_list(shell(f"{CRUMB}<table>{rows}</table>"), URL, now=NOW)
    assert [(item.title, str(item.on)) for item in found.items] == list(zip(TITLES, DAYS, strict=True))


def test_a_menu_in_a_table_of_its_own_is_no_part_of_the_list() -> None:
    menu = "<table><tr><td><a href='/jg/'>机构职能</a></td></tr><tr><td><a href='/zc/'>政策法规</a></td></tr></table>"
    rows = each("<tr><td>·</td><td><a href='/t/{n}.html'>{t}</a></td><td>[{d}]</td></tr>")
    found = read_list(
        shell(f"<table><tr><td>{menu}</td><td>{CRUMB}<table>{rows}</table></td></tr></table>"), URL, now=NOW
    )
    assert [item.title for item in found.items] == list(TITLES)


def test_a_day_in_boxes_on_the_line_below_is_of_the_row_above() -> None:
    found = read_list(shell(PAGES["days_in_boxes_of_lines_below"]), URL, now=NOW)
    assert [str(item.on) for item in found.items] == list(DAYS)
