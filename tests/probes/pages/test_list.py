"""Listing pages as real sites build them: what is the list, what is its newest day, and when nothing can be said."""

from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.domain.content import ListState
from monitor.domain.observation import Listing
from monitor.domain.timing import SHANGHAI
from probes.pages.listing.homepage import read_homepage
from probes.pages.listing.listing import read_list
from tests.every import every
from tests.probes.pages.list_pages import FOOT, HOT, NAV, link, page, plain, rows

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=SHANGHAI)
URL = "http://www.x.gov.cn/zwgk/tzgg/"


def look(body: str, **more: Any) -> Listing:
    return read_list(page(body, **more), URL, now=NOW)


LAYOUTS = {
    "link then day": plain(),
    "day then link": "<ul>" + rows(lambda d: f"<li><span>2026-11-{d:02d}</span>{link(d)}</li>") + "</ul>",
    "odd and even classes": "<ul>"
    + rows(lambda d: f'<li class="{("odd", "row_even")[d % 2]}">{link(d)}<span>2026-11-{d:02d}</span></li>')
    + "</ul>",
    "classes named by colour": "<ul>"
    + rows(lambda d: f'<li class="{("white", "gray")[d % 2]}">{link(d)}<span>2026-11-{d:02d}</span></li>')
    + "</ul>",
    "an empty row after every fifth": "<ul>"
    + rows(lambda d: f"<li>{link(d)}<span>2026-11-{d:02d}</span></li>" + ("<li></li>" if d % 5 == 0 else ""))
    + "</ul>",
    "several lists": "<div>" + plain(range(9, 4, -1)) + plain(range(4, 0, -1)) + "</div>",
    "desktop and phone": f'<div class="pc">{plain()}</div><div class="phone">{plain()}</div>',
    "the same list twice": f"<div>{plain()}</div><div>{plain()}</div>",
    "table": "<table>"
    + rows(lambda d: f"<tr><td>{d}</td><td>{link(d)}</td><td>2026-11-{d:02d}</td></tr>")
    + "</table>",
    "table in a table": "<table><tr><td><table>"
    + rows(lambda d: f"<tr><td></td><td>{link(d)}</td><td>(2026-11-{d:02d})</td></tr><tr><td></td></tr>")
    + "</table></td></tr></table>",
    "dt and dd": "<dl>" + rows(lambda d: f"<dt>{link(d)}</dt><dd>2026-11-{d:02d}</dd>") + "</dl>",
    "day in dt, title in dd": "<dl>"
    + rows(lambda d: f"<dt>2026-11-{d:02d}</dt><dd>{link(d)}</dd>")
    + "</dl>",
    "siblings without rows": "<div>"
    + rows(lambda d: f"<span>2026-11-{d:02d}</span>{link(d)}<br>")
    + "</div>",
    "paragraphs": "<div>" + rows(lambda d: f"<p>·{link(d)} 2026.11.{d:02d}</p>") + "</div>",
    "two-digit year in brackets": "<ul>" + rows(lambda d: f"<li>{link(d)} [26-11-{d:02d}]</li>") + "</ul>",
    "day and year-month": "<ul>"
    + rows(lambda d: f"<li><div><b>{d:02d}</b><i>2026-11</i></div>{link(d)}<em>阅读 12</em></li>")
    + "</ul>",
    "day, month and year": "<ul>"
    + rows(lambda d: f"<li><b>{d:02d}</b><i>11月</i><i>2026年</i>{link(d)}</li>")
    + "</ul>",
    "card that is all link": "<ul>"
    + rows(
        lambda d: (
            f'<li><a href="./{d}.htm"><p>11-{d:02d}</p><p>2026</p><h3>关于第{d}批事项的公示</h3>'
            "<div>摘要提到2027年5月1日，以及其他许多内容。</div></a></li>"
        )
    )
    + "</ul>",
    "day in its own node of the link": "<ul>"
    + rows(
        lambda d: (
            f'<li><a href="./{d}.htm"><span>关于第{d}批事项的公示</span><span>2026-11-{d:02d}</span></a></li>'
        )
    )
    + "</ul>",
    "picture, summary, details": "<ul>"
    + rows(
        lambda d: (
            f'<li><a href="./{d}.htm"><img></a><h3>{link(d)}</h3><p>会议于2027年3月{d}日召开，传达了精神。'
            f'<a href="./{d}.htm">[详细]</a></p><span>2026-11-{d:02d}</span><span>阅读：123</span></li>'
        )
    )
    + "</ul>",
    "category before the title": "<ul>"
    + rows(lambda d: f'<li><a href="/c/{d % 3}/">[公告]</a>{link(d)}<span>2026-11-{d:02d}</span></li>')
    + "</ul>",
    "unit beside the title": "<table>"
    + rows(
        lambda d: (
            f'<tr><td>{link(d)}</td><td><a href="/bm/{d % 4}/">区教育局</a></td><td>2026-11-{d:02d}</td></tr>'
        )
    )
    + "</table>",
    "attribute": "<ul>" + rows(lambda d: f'<li data-time="2026-11-{d:02d} 08:00">{link(d)}</li>') + "</ul>",
    "time element": "<ul>"
    + rows(lambda d: f'<li>{link(d)}<time datetime="2026-11-{d:02d}T10:00:00+08:00">十一月</time></li>')
    + "</ul>",
    "address only": "<ul>"
    + rows(lambda d: f"<li>{link(d, href='./202611/t202611{0:02d}_7{0}.htm')}</li>")
    + "</ul>",
    "year from the address": "<ul>"
    + rows(lambda d: f"<li>{link(d, href=f'./202611/t202611{d:02d}_1.htm')}（11月{d}日）</li>")
    + "</ul>",
    "year from the heading": "<h3>2026年</h3><ul>"
    + rows(lambda d: f"<li>{link(d)}<span>11-{d:02d}</span></li>")
    + "</ul>",
    "a count that looks like a day": "<ul>"
    + rows(lambda d: f"<li>{link(d)}<span>1.2万</span><span>2026-11-{d:02d}</span></li>")
    + "</ul>",
    "rows in records": '<div><script type="text/xml"><datastore><recordset>'
    + rows(lambda d: f"<record><![CDATA[<li>{link(d)}<span>2026-11-{d:02d}</span></li>]]></record>")
    + "</recordset></datastore></script></div>",
    "array in a script": '<ul class="newslist"></ul><script>var docs=['
    + rows(lambda d: f"{{title:'关于第{d}批事项的公示',url:'./{d}.htm',date:'2026-11-{d:02d}'}},")
    + "];</script>",
}


@every("body", LAYOUTS.values(), ids=LAYOUTS.keys())
def test_every_layout_gives_nine_items_and_the_newest_day(body: str) -> None:
    listing = look(body)
    assert (listing.state, len(listing.items), listing.newest) == (ListState.ITEMS, 9, date(2026, 11, 9))
    assert listing.items[0].title == "关于第9批事项的公示"
    assert listing.items[0].on == date(2026, 11, 9)


def test_two_rows_side_by_side_are_two_items() -> None:
    body = "<table>" + rows(
        lambda d: (
            f"<tr><td>{link(d)}</td><td>2026-11-{d:02d}</td><td>{link(d, href='./b{}.htm')}</td><td>2026-10-{d:02d}</td></tr>"
        )
    )
    listing = look(body + "</table>")
    assert (len(listing.items), listing.newest) == (18, date(2026, 11, 9))


def test_the_newest_day_is_the_maximum_and_not_the_pinned_first_row() -> None:
    body = (
        f"<ul><li>{link(1, title='【置顶】全区工作要点的通知', href='p.htm')}<span>2017-10-12</span></li>"
        + plain()[4:]
    )
    listing = look(body)
    assert listing.newest == date(2026, 11, 9)
    assert [item.pinned for item in listing.items[:2]] == [True, False]
    assert listing.items[0].title == "全区工作要点的通知"


def test_a_first_row_older_than_the_next_ones_was_pinned() -> None:
    listing = look(f"<ul><li>{link(1, href='p.htm')}<span>2017-10-12</span></li>" + plain()[4:])
    assert [item.pinned for item in listing.items[:2]] == [True, False]


def test_a_row_whose_link_leads_nowhere_still_counts() -> None:
    body = (
        "<ul>"
        + rows(lambda d: f"<li>{link(d, href='javascript:;')}<span>2026-11-{d:02d}</span></li>")
        + "</ul>"
    )
    listing = look(body)
    assert len(listing.items) == 9
    assert {item.url for item in listing.items} == {""}


def test_addresses_are_absolute_and_follow_the_base() -> None:
    listing = read_list(page(plain(), head='<base href="/other/">'), URL, now=NOW)
    assert listing.items[0].url == "http://www.x.gov.cn/other/9.htm"


def test_relative_days_are_resolved_against_the_moment_of_fetching() -> None:
    body = "<ul>" + rows(lambda d: f"<li>{link(d)}<span>{d} 天前</span></li>", range(1, 9)) + "</ul>"
    assert look(body).newest == date(2026, 11, 19)


def test_years_are_never_taken_from_today() -> None:
    body = "<ul>" + rows(lambda d: f"<li>{link(d)}<span>11-{d:02d}</span></li>") + "</ul>"
    listing = look(body)
    assert (len(listing.items), listing.newest) == (9, None)


def test_a_pinned_row_gives_its_neighbours_no_year() -> None:
    body = (
        f"<ul><li>{link(1, href='p.htm')}<span>2017-10-12</span></li>"
        + rows(lambda d: f"<li>{link(d)}<span>11-{d:02d}</span></li>")
        + f"<li>{link(1, href='o.htm')}<span>2025-12-30</span></li></ul>"
    )
    assert look(body).newest == date(2026, 11, 9)


@pytest.mark.parametrize(
    ("title", "href", "newest"),
    [
        ("2026年4月{}日本区情况通报", "./202604/t20260420_{}.htm", date(2026, 4, 20)),
        ("关于2030年11月3日停水{}次的通知", "./a{}.htm", None),
        ("2027年度第{}批公示（2028年1月1日起施行）", "./a{}.htm", None),
    ],
    ids=["the address knows better", "no other day", "in brackets with other words"],
)
def test_a_day_inside_a_title_is_not_the_day_of_the_row(title: str, href: str, newest: date | None) -> None:
    body = (
        "<ul>"
        + rows(lambda d: f"<li>{link(d, href=href, title=title)}</li>", range(1009, 1000, -1))
        + "</ul>"
    )
    assert look(body).newest == newest


@pytest.mark.parametrize(
    "cell",
    [
        "2026-11-{:02d} 至 2026-12-{:02d}",
        "2026-11-{:02d} 截止时间：2026-12-{:02d}",
        "2026-11-{:02d}~2026-12-{:02d}",
    ],
    ids=["range", "deadline", "tilde"],
)
def test_a_deadline_does_not_make_a_row_newer(cell: str) -> None:
    body = "<ul>" + rows(lambda d: f"<li>{link(d)}<span>{cell.format(d, d)}</span></li>") + "</ul>"
    assert look(body).newest == date(2026, 11, 9)


class TestWhatIsNotTheList:
    def test_a_hot_box_never_stands_for_a_short_column(self) -> None:
        listing = look(f"<div><h2>通知公告</h2>{plain(range(3, 0, -1), month='2019-01')}</div>{HOT}")
        assert (len(listing.items), listing.newest) == (3, date(2019, 1, 3))

    def test_a_box_of_recent_items_never_stands_for_a_short_column(self) -> None:
        box = HOT.replace("热点排行", "最新发布").replace('class="side"', 'class="r"')
        listing = look(
            f"<div>当前位置：<a href='/'>首页</a> &gt; <a href='./'>通知公告</a></div>{plain(range(3, 0, -1), month='2019-01')}{box}"
        )
        assert listing.newest == date(2019, 1, 3)

    @pytest.mark.parametrize(
        ("body", "state"),
        [
            (f'<div><h2>通知公告</h2><ul class="list"></ul><p>共 0 条</p></div>{HOT}', ListState.BLANK),
            (f'<div class="list"><p>暂无信息！</p></div>{HOT}', ListState.BLANK),
            (
                f'<ul><li v-for="el in list"><a :href="el.url">{{{{el.title}}}}</a></li></ul>{HOT}',
                ListState.UNREADABLE,
            ),
        ],
        ids=["count 0", "says so", "template"],
    )
    def test_a_hot_box_beside_an_empty_list_is_no_list(self, body: str, state: ListState) -> None:
        assert look(body).state is state

    def test_a_hot_box_alone_is_no_list(self) -> None:
        assert look(HOT).state is ListState.UNREADABLE

    def test_a_menu_of_offices_beside_an_empty_list_is_no_list(self) -> None:
        menu = (
            "<ul>"
            + rows(lambda d: f'<li><a href="/bm{d}/">某某市某某区第{d}街道办事处综合办公室</a></li>')
            + "</ul>"
        )
        assert look(f'<div>{menu}</div><ul class="news_list"></ul>').state is ListState.UNREADABLE

    def test_the_pager_belongs_to_no_row(self) -> None:
        pager = (
            "<div>"
            + "".join(
                f'<a href="index_{n}.htm">{w}</a>'
                for n, w in enumerate(("下一页", "最后一页", "第一页", "2"))
            )
            + "</div>"
        )
        assert len(look(plain() + pager).items) == 9
        within = plain().replace("</ul>", '<li><a href="index_1.htm">最后一页</a></li></ul>')
        assert len(look(within).items) == 9

    def test_rows_in_a_comment_are_not_there(self) -> None:
        assert look(f'<!--{plain()}--><ul class="newslist"></ul>').state is ListState.BLANK

    def test_a_filler_row_is_no_item(self) -> None:
        listing = look('<ul><li><a href="#">文章标题</a><span>2026-11-20</span></li></ul>')
        assert (listing.state, listing.items) == (ListState.UNREADABLE, ())


def test_a_single_row_is_a_list() -> None:
    listing = look(f"<div>今天是2026年11月20日</div><div>{plain([5], month='2026-01')}<div>共1页</div></div>")
    assert (len(listing.items), listing.newest) == (1, date(2026, 1, 5))


def test_undated_articles_are_items_without_a_day() -> None:
    listing = look("<ul>" + rows(lambda d: f"<li>{link(d, href='./content_{}1234.htm')}</li>") + "</ul>")
    assert (listing.state, len(listing.items), listing.newest) == (ListState.ITEMS, 9, None)


def test_the_page_states_its_total() -> None:
    assert look(plain() + "<p>共 <b>123</b> 条信息</p>").total == 123
    assert look(plain() + '<script>createPageHTML(12, 0, "index", "htm");</script>').total is None


@given(st.text(alphabet=st.sampled_from(list("<>/=\"aliuldtrp 2026-11-20年月日共0条{}href'")), max_size=400))
@settings(max_examples=150, deadline=None)
def test_garbage_is_read_without_complaint(text: str) -> None:
    assert isinstance(read_list(text, URL, now=NOW), Listing)


@given(st.integers(0, 3000), st.sampled_from(["<!--", "<script>", "<ul><li>", "<a href=x>", "{{", "共"]))
@settings(max_examples=30, deadline=None)
def test_unclosed_marks_are_read_without_complaint(many: int, mark: str) -> None:
    assert isinstance(read_list(NAV + mark * many + FOOT, URL, now=NOW), Listing)


LATER = datetime(2026, 11, 27, 9, tzinfo=SHANGHAI)


@every(
    "head",
    [
        "您是今天第 <b>1234</b> 位访客 <a href='/user/in.html'>用户中心入口</a>",
        "您是<b>今天</b>第<b>1234</b>位访客 <a href='/login.html'>登录</a>",
        "今天访问量：1234 昨天访问量：22 <a href='/user/in.html'>用户中心入口</a>",
        "今天已有 1234 人访问 <a href='/user/in.html'>用户中心入口</a>",
        "今天 晴 20℃ <a href='/user/in.html'>用户中心入口</a>",
        "欢迎您，今天 09:30 <a href='/user/in.html'>用户中心入口</a>",
        "今天 <a href='/login.html'>用户登录</a>",
    ],
)
def test_a_visitor_counter_or_a_clock_dates_no_link_beside_it(head: str) -> None:
    page = f"<body><p>{head}</p><p><a href='/x/1.html'>某某栏目的一条旧信息</a></p></body>"
    assert all(item.on is None for item in read_list(page, "http://a.gov.cn/", now=LATER).items)
    assert all(item.on is None for item in read_homepage(page, "http://a.gov.cn/", now=LATER).items)


@every(
    ("words", "on"),
    [
        ("昨天 09:41", date(2026, 11, 26)),
        ("发布于昨天", date(2026, 11, 26)),
        ("3天前 来源：办公室", date(2026, 11, 24)),
        ("刚刚", date(2026, 11, 27)),
        ("办公室 2小时前 阅读 12", date(2026, 11, 27)),
        ("今天", date(2026, 11, 27)),
        ("今天发布", date(2026, 11, 27)),
    ],
)
def test_a_relative_word_of_a_row_is_its_day(words: str, on: date) -> None:
    rows = "".join(
        f"<li><a href='/{n}.html'>关于第{n}号文件的公示</a><span>{words}</span></li>" for n in range(5)
    )
    found = read_list(f"<ul>{rows}</ul>", "http://a.gov.cn/", now=LATER)
    assert {item.on for item in found.items} == {on}


def test_a_year_that_is_not_understood_is_not_that_of_the_rows_around() -> None:
    days = ("2026-11-25", "民国113年11月20日", "甲辰年 11月19日", "2026-11-18")
    rows = "".join(
        f"<li><a href='/{n}.html'>关于第{n}号文件的公示</a><span>{day}</span></li>"
        for n, day in enumerate(days)
    )
    found = read_list(f"<ul>{rows}</ul>", "http://a.gov.cn/", now=LATER)
    assert [item.on for item in found.items] == [date(2026, 11, 25), None, None, date(2026, 11, 18)]
