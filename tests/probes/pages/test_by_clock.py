"""What a page's scripts show at one time and not at another is not told; what a clock shows leaves the rest as it is."""

from datetime import date, datetime, timedelta

from monitor.domain.content import Dated, Undated, Unreadable
from monitor.domain.page_marks import MarkId, MarkState
from monitor.domain.timing import SHANGHAI
from probes.pages.article.article import read_article
from probes.pages.board.board import read_board
from probes.pages.document.by_clock import another_moments, goes_with_clock
from probes.pages.document.scripts import render
from probes.pages.listing.homepage import read_homepage
from probes.pages.listing.listing import read_list
from probes.pages.marks.marks import read_marks
from tests.every import every
from tests.probes.pages.test_libraries import NOW, page

#: What a script may ask a clock, or chance: true at some times only.
SOMETIMES = (
    "new Date().getDay()%2",
    "new Date().getDate()%2",
    "new Date().getHours()<12",
    "new Date().getHours()>=14&&new Date().getHours()<17",
    "[0,6].indexOf(new Date().getDay())<0",
    "new Date().getMonth()<6",
    "new Date().getMonth()%2",
    "new Date().getFullYear()%2",
    "new Date().getMinutes()%2",
    "new Date().getSeconds()>30",
    "Date.now()%2",
    "new Date()>new Date('2026-12-31')",
    "Math.random()<.4",
    "Math.random()>.9&&Date.now()>0",
)
NEW = '<li><a href="t20261020_9.html">关于开展第九批河湖巡查工作的通知</a><span>2026-10-20</span></li>'
ROWS = "".join(
    f'<li id=r{n}><a href="t20260{n}15_{n}.html">关于开展第{n}批河湖巡查工作的通知</a><span>2026-0{n}-15</span></li>'
    for n in range(9, 4, -1)
)


def column(rows: str, code: str) -> str:
    return f"<title>通知公告</title><h2>通知公告</h2><ul id=l>{rows}</ul><script>{code}</script>"


def test_other_moments_differ_in_all_that_a_clock_tells() -> None:
    for n in range(800):
        now = datetime(2026, 1, 1, tzinfo=SHANGHAI) + n * timedelta(hours=53, minutes=7, seconds=31)
        one, other = another_moments(now)
        assert now < one < other
        for name in ("year", "month", "day", "hour", "minute", "second"):
            assert (getattr(now, name) + getattr(one, name)) % 2 == 1, (now, one, name)
        assert (now.month < 7) != (one.month < 7)
        assert (now.hour < 12) != (one.hour < 12)
        assert (now.day < 15) != (one.day < 15)
        assert (now.weekday() > 4) != (one.weekday() > 4)
        assert any((now.isoweekday() % 7 + then.isoweekday() % 7) % 2 for then in (one, other))


@every("asks", SOMETIMES)
def test_a_day_that_is_there_at_some_times_is_neither_told_nor_wanting(asks: str) -> None:
    for info, code in (
        ("", f"({asks})||document.write('发布时间：2026-10-09')"),
        ("", f"document.write(({asks})?'2023-04-17':'2026-10-09')"),
        ("", f"document.write((({asks})?'发布时间':'活动时间')+'：2026-10-09')"),
        ("<p id=a>发布时间：2026-10-09</p>", f"if({asks})document.getElementById('a').style.display='none'"),
        ("<p id=a>2026-10-09</p>", f"if({asks})document.getElementById('a').remove()"),
        ("<p id=a></p>", f"if({asks})$.get('/x',function(t){{$('#a').html(t)}})"),
    ):
        shown = read_article(page(info, f"<script>{code}</script>"), "", now=NOW).published
        assert isinstance(shown, Unreadable), (code, shown)


@every("asks", SOMETIMES)
def test_a_list_with_rows_that_are_there_at_some_times_is_not_told(asks: str) -> None:
    for rows, code in (
        (ROWS, f"if({asks})document.getElementById('r9').remove()"),
        (ROWS, f"if({asks})$('#l li').eq(0).hide()"),
        (ROWS, f"if({asks})$('#l').prepend('{NEW}')"),
        (ROWS, f"if({asks})$('#r9 span').text('2026-10-20')"),
        ("<li>暂无信息</li>", f"if({asks})$('#l').html('{ROWS}')"),
    ):
        html = column(rows, code)
        assert read_list(html, "http://x.gov.cn/a/", now=NOW).items == (), code
        assert read_homepage(html, "http://x.gov.cn/", now=NOW).items == (), code


@every("asks", SOMETIMES)
def test_a_clock_beside_it_does_not_make_up_for_what_is_there_at_some_times(asks: str) -> None:
    clock = (
        "d=new Date();document.write('<b>'+d.getFullYear()+'年'+(d.getMonth()+1)+'月'+d.getDate()+'日</b>');"
    )
    takes = f"{clock}if({asks})document.getElementById('{{}}').remove()"
    article = page("<p id=a>发布时间：2026-10-09</p>", f"<script>{takes.format('a')}</script>")
    for now in (NOW, NOW + timedelta(days=3, hours=10)):  # a Saturday and a Tuesday
        assert isinstance(read_article(article, "", now=now).published, Unreadable), now
        column_page = column(ROWS, takes.format("r9"))
        assert read_list(column_page, "http://x.gov.cn/a/", now=now).items == (), now


def test_a_board_whose_letter_is_answered_at_some_times_is_not_told() -> None:
    rows = "".join(
        f"<tr id=r{n}><td><a href=s?id={n}>关于第{n}路公交车的问题</a><td>2026-0{n}-01<td>2026-0{n}-09<td>已答复"
        for n in range(5, 9)
    )
    html = f"<h2>局长信箱</h2><table><tr><th>标题<th>来信时间<th>回复时间<th>状态{rows}</table><script>{{}}</script>"
    hides = "if(new Date().getHours()<12)document.getElementById('r5').remove()"
    assert len(read_board(html.format(""), "http://x.gov.cn/a/", now=NOW).messages) == 4
    assert not read_board(html.format(hides), "http://x.gov.cn/a/", now=NOW).messages


def test_what_a_clock_shows_is_left_out_of_the_page_and_all_else_stays() -> None:
    clock = "d=new Date();document.write('<b>今天是'+d.getFullYear()+'年'+(d.getMonth()+1)+'月'+d.getDate()+'日 星期'+'日一二三四五六'[d.getDay()]+'</b><i>丁</i>')"
    ran = render(page("", f"<script>{clock}</script>"), "", NOW)
    assert "<b></b><i>丁</i>" in ran.html
    assert not ran.at_another_time
    assert isinstance(read_article(page("", f"<script>{clock}</script>"), "", now=NOW).published, Undated)
    told = read_article(page("发布时间：2023-04-17", f"<script>{clock}</script>"), "", now=NOW).published
    assert isinstance(told, Dated)


@every("asks", ["new Date().getDay()%2", "Date.now()&&Math.random()>.9"])
@every("writes", ["'10-0'+({}?8:9)", "({}?8:9)+'月9日'", "'发布时间：10/'+({}?11:12)"])
def test_a_day_without_its_year_that_changes_by_no_clock_does_not_leave_a_page_undated(
    asks: str, writes: str
) -> None:
    code = f"document.write({writes.format(asks)})"
    assert isinstance(read_article(page("", f"<script>{code}</script>"), "", now=NOW).published, Unreadable)


@every("info", ["", "发布时间：2023-04-17"])
def test_a_clock_without_a_year_leaves_all_as_it_is(info: str) -> None:
    clock = "d=new Date();document.write((d.getMonth()+1)+'月'+d.getDate()+'日 星期'+'日一二三四五六'[d.getDay()])"
    for n in range(0, 366, 5):
        now = datetime(2026, 1, 1, 9, tzinfo=SHANGHAI) + timedelta(days=n)
        then = another_moments(now)[0]
        assert goes_with_clock(f"{now.month}月{now.day}日", f"{then.month}月{then.day}日", now, then)
    told = read_article(page(info, f"<script>{clock}</script>"), "", now=NOW).published
    assert isinstance(told, Dated if info else Undated)


def test_what_chance_and_clocks_change_beside_a_day_does_not_keep_it_from_being_told() -> None:
    code = "document.getElementById('a').style.display=new Date().getHours()<12?'none':'block';document.getElementById('d').innerHTML='发布时间：2023-04-17'"
    told = read_article(
        page("<p id=a>上午好</p><p id=d></p>", f"<script>{code}</script>"), "", now=NOW
    ).published
    assert isinstance(told, Dated)


def test_a_mark_that_a_script_shows_in_the_morning_only_is_not_told() -> None:
    foot = "版权所有 主办单位：示例区人民政府 闽ICP备12345678号-1 网站地图 联系电话：0591-12340000 地址：示例路1号"
    html = "<html><body><div id=f></div>{}</body></html>"
    for code, state in (
        (f"f.innerHTML='{foot}'", MarkState.PRESENT),
        (f"if(new Date().getHours()<12)f.innerHTML='{foot}'", MarkState.NOT_TOLD),
    ):
        marks = read_marks(html.format(f"<script>{code}</script>"), "http://x.gov.cn/", "示例区人民政府", NOW)
        assert next(one.state for one in marks if one.id is MarkId.ICP) is state


def test_a_homepage_is_told_without_older_items_that_are_there_at_some_times() -> None:
    writes = "n=1+Math.floor(Math.random()*3);document.write('<a href=/art/2026/'+n+'/4/art_1_'+n+'.html>区领导第'+n+'次调研经济工作</a>')"
    for code, count in (
        (writes, 5),
        (f"if(Math.random()<.4)document.getElementById('r7').remove();{writes}", 4),
    ):
        items = read_homepage(column(ROWS, code), "http://x.gov.cn/", now=NOW).items
        assert len(items) == count
        assert items[0].on == date(2026, 9, 15)
