"""Which of several boxes of a page is its list: by the column's folder, its pager, its name and its crumbs."""

from datetime import date, datetime

import pytest

from monitor.domain.content import ListState
from monitor.domain.timing import SHANGHAI
from probes.pages.listing.listing import read_list
from tests.every import every

NOW = datetime(2026, 11, 28, 9, tzinfo=SHANGHAI)
URL = "http://www.example.gov.cn/xwzx/tzgg/"
CRUMBS = "<div class='wz'>当前位置：<a href='/'>首页</a> &gt; <a href='/xwzx/'>新闻</a> &gt; 通知公告</div>"
PAGER = "<div>共128条 <a href='?p=1'>1</a><a href='?p=2'>2</a> <a href='?p=2'>下一页</a></div>"
NEWEST = date(2026, 11, 9)


def rows(count: int, day: str = "<span>2026-11-{:02d}</span>", folder: str = "") -> str:
    """Rows of the column itself, newest first."""
    return "".join(
        f"<li><a href='{folder}c_{7300 + n}.html'>关于第{n}批公租房分配结果的公示</a>{day.format(n)}</li>"
        for n in range(9, 9 - count, -1)
    )


def box(mark: str, *, heading: str = "", count: int = 8) -> str:
    """Rows of elsewhere, all newer."""
    inside = "".join(
        f"<li><a href='/rd/c_{810 + n}.html'>别处刚刚发布的一条信息之{n}</a><span>2026-11-{n}</span></li>"
        for n in range(27, 27 - count, -1)
    )
    return f"<div class='{mark}'>{heading}<ul>{inside}</ul></div>"


def look(body: str, url: str = URL) -> tuple[ListState, int, date | None]:
    found = read_list(
        f"<html><head><title>通知公告_某区</title></head><body>{body}</body></html>", url, now=NOW
    )
    return found.state, len(found.items), found.newest


PLAIN, HEADED = box("w300"), box("w300", heading="<h3>部门动态</h3><a href='/rd/'>更多</a>")


@every(
    ("body", "count", "newest"),
    [
        (f"{PLAIN}{CRUMBS}<div class='w700'><ul>{rows(9, '')}</ul></div>", 9, None),
        (f"{CRUMBS}<div class='w700'><ul>{rows(9, '')}</ul></div>{PLAIN}", 9, None),
        (f"{CRUMBS}{PLAIN}<div class='w700'><h2>通知公告</h2><ul>{rows(9, '')}</ul></div>", 9, None),
        (f"{CRUMBS}<div class='w700'><ul>{rows(9, '', '/art/')}</ul>{PAGER}</div>{PLAIN}", 9, None),
        (f"{CRUMBS}<div class='w700'><ul>{rows(9, '', '/art/')}</ul></div>{HEADED}", 9, None),
        (f"{CRUMBS}{PLAIN}<div class='w700'><ul>{rows(6)}</ul>{PAGER}</div>", 6, NEWEST),
        (f"{CRUMBS}<div class='w700'><ul>{rows(3)}</ul></div>{PLAIN}", 3, NEWEST),
        (f"{CRUMBS}<div class='w700'><ul>{rows(9, folder='/art/')}</ul>{PAGER}</div>{box('w300', count=4)}", 9, NEWEST),
    ],
    ids=[
        "undated rows of the folder behind a box", "before one", "under their name, the box under the crumbs",
        "undated rows before the pager", "undated rows under the name, a box of another", "few rows before the pager",
        "three rows of the folder", "a pager ends a list whose rows look like the box's",
    ],
)  # fmt: skip
def test_the_pages_own_list_wins_over_a_box_of_elsewhere(body: str, count: int, newest: date | None) -> None:
    assert look(body) == (ListState.ITEMS, count, newest)


@pytest.mark.parametrize(
    "body",
    [
        f"<div class='aside'>{CRUMBS}<ul>{rows(3)}</ul></div>",
        f"<div class='swiper-slide'>{CRUMBS}<ul>{rows(4)}</ul></div>",
        f"{CRUMBS}<div class='hot-news'><ul>{rows(4)}</ul></div>",
        f"{CRUMBS}<div class='scroll-list'><ul>{rows(3)}</ul>{PAGER}</div>",
    ],
    ids=["crumbs inside", "crumbs in a slide", "the name over them", "the name, and a pager"],
)
def test_what_holds_the_crumbs_or_bears_the_name_is_no_box_beside(body: str) -> None:
    assert look(body)[::2] == (ListState.ITEMS, NEWEST)


@pytest.mark.parametrize(
    ("hidden", "count"),
    [
        ("<li style='display:none'><a href='/x/1.html'>一条不给人看的示例信息</a><span>2026-11-27</span></li>", 9),
        ("<li style='display:none'><a href='/x/1.html'>下一页才给人看的一条信息</a><span>2026-10-27</span></li>", 10),
    ],
    ids=["newer than all that is seen", "the next page's"],
)  # fmt: skip
def test_a_hidden_row_is_the_next_pages_unless_it_is_newer(hidden: str, count: int) -> None:
    assert look(f"{CRUMBS}<ul>{rows(9)}{hidden}</ul>") == (ListState.ITEMS, count, NEWEST)


def test_rows_without_links_win_over_a_linked_box_of_another_name() -> None:
    plain = "".join(
        f"<li><label>关于第{n}批公租房分配结果的公示</label><span>2026.11.{n:02d}</span></li>"
        for n in range(9, 3, -1)
    )
    assert look(f"{CRUMBS}<ul>{plain}</ul>{HEADED}") == (ListState.ITEMS, 6, NEWEST)


NOTICE = "<div class='gg'><a href='/gg/c_7710.html'>关于网站升级维护暂停服务的公告</a> 2026-11-26</div>"
MANY = "".join(
    f"<li><a href='/d/{chr(97 + n)}.html'>关于公布第{n}批示范单位评审结果的通告</a></li>" for n in range(12)
)
UNTOLD = "".join(
    f"<li><a href='/art/c_{7300 + n}.html'>关于第{n}批公租房分配结果的公示</a></li>" for n in range(12)
)


@every(
    ("body", "count"),
    [
        (f"<ul>{UNTOLD}</ul>{NOTICE}", 12),
        (f"<ul>{UNTOLD}</ul>{HEADED}", 12),
        (f"{CRUMBS}<ul>{UNTOLD}</ul>{PLAIN}", 12),
        (f"<ul>{MANY}</ul>{NOTICE}", 12),
    ],
    ids=["one row", "a preview", "fewer than under the name", "titles without numbers"],
)
def test_a_small_dated_box_is_not_the_list_beside_many_undated_rows(body: str, count: int) -> None:
    page = f"<html><head><title>某区</title></head><body>{body}</body></html>"
    found = read_list(page, "http://www.example.gov.cn/tzgg.htm", now=NOW)
    assert (len(found.items), found.newest) == (count, None)


def test_what_stands_behind_an_empty_list_does_not_bear_its_name() -> None:
    state, _, newest = look(f"{CRUMBS}<ul class='list'></ul><p>尚无资料</p><p>共0条</p>{NOTICE}")
    assert (state, newest) == (ListState.BLANK, None)
    assert look(f"{CRUMBS}<div class='k'>该栏目暂无内容</div>{PLAIN}")[::2] == (ListState.BLANK, None)


MENU = "".join(
    f"<li><a href='/xwzx/{1200 + n}/'>{name}</a></li>"
    for n, name in enumerate(("政府信息公开指南栏目", "政府信息公开制度栏目", "法定主动公开内容栏目", "政府信息公开年报栏目"))
)  # fmt: skip
PREVIEWS = "".join(
    f"<div class='b'><h3>{name}</h3><a href='/m/'>更多</a><ul>{rows(2)}</ul></div>"
    for name in ("政府文件", "公示")
)


@pytest.mark.parametrize(
    "body",
    [
        f"{CRUMBS}<ul>{MENU}</ul><h3>公告栏</h3><ol>{rows(9)}</ol>",
        f"{PREVIEWS}<div class='z'><ul>{UNTOLD}</ul></div>",
        f"{CRUMBS}<h2>通知公告</h2><ul>{rows(3, folder='/art/')}</ul>{PLAIN}",
    ],
    ids=[
        "a menu under the crumbs",
        "several previews beside links without days",
        "three under their heading",
    ],
)
def test_a_dated_list_stays_the_list_beside_links_without_days(body: str) -> None:
    assert look(body)[::2] == (ListState.ITEMS, NEWEST)


ROWS = "".join(
    f"<tr><td><a href='/d/{n}.html'>关于第{n}批公租房分配结果的公示</a></td><td>2026-11-2{n}</td></tr>"
    for n in (6, 5, 4, 3)
)
FEW, COUNTER = box("w300", count=4), "<div class='t'>今天是2026年11月28日</div>"
OTHERS = "<div class='w300'><h3>热门通知公告</h3>" + PLAIN.split(">", 1)[1]
HIDDEN = PLAIN.replace("<ul>", "<ul style='display:none'>")
SLASHED = "".join(
    f"<li><b>2026/11/0{n}</b><a href='/art/c_{7300 + n}.html'>关于第{n}批公租房分配结果的公示</a></li>"
    for n in range(9, 4, -1)
)
MENU_ROWS = "<ul class='m'><li><a href='/a/'>要闻</a></li><li><a href='/b/'>动态</a></li></ul>"
LONG_LIST = f"<ol>{rows(9, folder='/art/')}{rows(9, '<span>2026-10-{:02d}</span>', '/art/2')}</ol>"
FILLS_HOT = "<script>$.get('/hot.json',function(d){$('#hotlist').html(d)})</script>"
OLDER_BOXES = "".join(
    f"<div class='w300'><h3>{name}</h3><ul>{rows(9, '<span>2026-06-{:02d}</span>', f'/{n}/')}</ul></div>"
    for n, name in enumerate(("政策解读", "图片新闻", "部门文件"))
)
TABLE_HEAD = "<table><tr><th>标题</th><th>发布日期</th></tr></table>"
TABLE_ROWS = rows(9, "</td><td>2026-11-{:02d}", "/art/").replace("<li>", "<tr><td>")
OLDER = f"<ul>{rows(9, '<span>2026-06-{:02d}</span>', '/x/')}</ul>"
UNLINKED = "".join(
    f"<tr><td>关于第{n}批公租房分配结果的公示</td><td>2026-11-0{n}</td></tr>" for n in range(9, 3, -1)
)
ABOUT = "本栏目公布全区房屋安全、物业服务与住房保障方面的各类通知公告，由区住房和城乡建设局编发，欢迎社会各界监督指导。"
ARTS = f"<ul>{rows(9, folder='/art/')}</ul>"
HEAD_ROWS = "".join(
    f"<div><a href='/art/h_{n}.html'>全区第{n}次老旧小区改造工作推进会召开</a><i>2026-10-0{n}</i></div>"
    for n in (8, 7, 6)
)
BARE_CRUMBS = CRUMBS.replace("当前位置：", "")


@pytest.mark.parametrize(
    ("body", "seen"),
    [
        (f"{CRUMBS}{PLAIN}<div class='z'><ul>{rows(1, folder='/art/')}</ul></div>", (ListState.UNREADABLE, None)),
        (f"{CRUMBS}{PLAIN}<div class='z'><ul>{rows(3, folder='/art/')}</ul></div>", (ListState.UNREADABLE, None)),
        (f"{CRUMBS}{FEW}<div class='z'><ul>{rows(6, '', '/art/')}</ul></div>", (ListState.UNREADABLE, None)),
        (f"{CRUMBS}<div class='z'><h2>通知公告</h2><p>敬请期待</p></div>{PLAIN}", (ListState.UNREADABLE, None)),
        (f"{CRUMBS}<h2>通知公告</h2><ul class='list'></ul>{PLAIN}", (ListState.UNREADABLE, None)),
        (f"{CRUMBS}<ul id='rows'></ul>{PLAIN}<script>$.get('/r',function(d){{$('#rows').html(d)}})</script>", (ListState.UNREADABLE, None)),
        (f"{CRUMBS}<div id='list'></div><noscript><ul>{rows(3)}</ul></noscript>", (ListState.UNREADABLE, None)),
        (f"<table>{ROWS}</table>{CRUMBS}<table>{ROWS.replace('2026-11-2', '2026-11-0')}</table>", (ListState.ITEMS, date(2026, 11, 6))),
        (f"{CRUMBS}<ul>{rows(6, folder='/art/')}</ul><h3>领导信箱</h3><p>暂无信件</p>", (ListState.ITEMS, NEWEST)),
        (f"{CRUMBS}<h2>通知公告</h2><p>更新时间未定</p>{HIDDEN}", (ListState.UNREADABLE, None)),
        (f"{CRUMBS}<p>栏目简介</p><div class='swiper'>{PLAIN}</div>", (ListState.UNREADABLE, None)),
        (f"{CRUMBS}<h2>通知公告</h2><ul>{rows(1, folder='/art/')}</ul>{PLAIN}", (ListState.ITEMS, NEWEST)),
        (f"{CRUMBS}<h2>通知公告</h2><ul>{rows(6, folder='/art/')}</ul>{OTHERS}", (ListState.ITEMS, NEWEST)),
        (f"{BARE_CRUMBS}{COUNTER}<div class='z'><ul>{rows(1)}</ul></div>", (ListState.ITEMS, NEWEST)),
        (f"<div class='sidebar'>{BARE_CRUMBS}<ul>{rows(6, folder='/art/')}</ul></div>", (ListState.ITEMS, NEWEST)),
        (f"<ul>{rows(6, folder='/art/')}</ul><p>每页 <b>14</b> 记录</p><a>1</a><a href='?p=2'>2</a>{PLAIN}", (ListState.ITEMS, NEWEST)),
        (f"<ul>{rows(6, folder='/art/')}</ul><div>{rows(6, '<i>11-{:02d}</i>', '/art/')}</div><a>1</a><a href='?p=2'>2</a>{PLAIN}", (ListState.ITEMS, NEWEST)),
        (f"{CRUMBS}{PLAIN}<p>1/5</p><div class='z'><ul>{rows(9, folder='/art/')}</ul></div>", (ListState.UNREADABLE, None)),
        (f"{CRUMBS}{PLAIN}<ol>{SLASHED}</ol>", (ListState.UNREADABLE, None)),
        (f"{CRUMBS}{PLAIN}<ul class='list'></ul><p>首页 上一页 下一页</p>", (ListState.UNREADABLE, None)),
        (f"<ul>{rows(9, folder='/art/')}</ul><p>首页 上一页 1 2 下一页</p>{PLAIN}", (ListState.ITEMS, NEWEST)),
        (f"<ul>{rows(9, folder='/art/')}</ul><p>第 1 页 共 5 页</p>{PLAIN}", (ListState.ITEMS, NEWEST)),
        (f"<ul>{rows(9, folder='/art/')}</ul><p>没有更多内容了</p>", (ListState.ITEMS, NEWEST)),
        (f"<ul>{rows(9, folder='/art/')}</ul><p>没有找到您要的信息？请来信</p><p>总计0次</p>", (ListState.ITEMS, NEWEST)),
        (f"<ul>{rows(9, '<i>新馆仍在建设中。</i><b>2026-11-{:02d}</b>', '/art/')}</ul>", (ListState.ITEMS, NEWEST)),
        (f"{MENU_ROWS}{LONG_LIST}<h3>热点</h3><ul id='hotlist'></ul>{FILLS_HOT}", (ListState.ITEMS, NEWEST)),
        (f"{MENU_ROWS}<ul id='hotlist'></ul>{LONG_LIST}{FILLS_HOT}", (ListState.UNREADABLE, None)),
        (f"{LONG_LIST}<div class='ewm'><h3>扫一扫</h3><ul class='newslist'></ul></div>", (ListState.ITEMS, NEWEST)),
        (f"{LONG_LIST}<h3>通知公告</h3><ul class='newslist'></ul>", (ListState.UNREADABLE, None)),
        (f"{LONG_LIST}<ul class='newslist'></ul>", (ListState.UNREADABLE, None)),
        (f"<section>{LONG_LIST}</section>{OLDER_BOXES}", (ListState.UNREADABLE, None)),
        (f"{CRUMBS}<div class='w700'><ul>{rows(5, folder='/art/')}</ul></div>{box('w300', count=20)}", (ListState.UNREADABLE, None)),
        (f"{CRUMBS}<div class='w700'><ul>{UNTOLD}</ul></div>{PLAIN}", (ListState.ITEMS, None)),
        (f"{CRUMBS}<div class='c'><ul>{rows(6, folder='/art/')}</ul></div>{box('c')}", (ListState.UNREADABLE, None)),
        (f"{CRUMBS}<div class='c'><ul>{rows(6, folder='/art/')}</ul></div>{box('c', heading='<h3>图片新闻</h3>')}", (ListState.UNREADABLE, None)),
        (f"{CRUMBS}<div class='c'><ul>{rows(6, '', '/art/')}</ul></div>{box('c')}", (ListState.UNREADABLE, None)),
        (f"{CRUMBS}<div class='c'><ul>{rows(6, folder='/art/')}</ul></div><div class='c'><ul>{rows(4, '<i>2026-10-{:02d}</i>', '/art/2')}</ul></div>", (ListState.ITEMS, NEWEST)),
        (f"{CRUMBS}{PLAIN}<div id='lst'></div>{PAGER}", (ListState.UNREADABLE, None)),
        (f"{CRUMBS}<ul>{rows(9, folder='/art/')}</ul><div id='line'></div>{PAGER}", (ListState.ITEMS, NEWEST)),
        (f"{CRUMBS}<div class='col-md-4'>{PLAIN}</div><div class='col-md-8'><ul>{rows(9, folder='/art/')}</ul>{PAGER}</div>", (ListState.ITEMS, NEWEST)),
        (f"{CRUMBS}<div id='main'></div>{PLAIN}<p>主办：某区</p><script src='/js/main.js'></script>", (ListState.UNREADABLE, None)),
        (f"{CRUMBS}<ul>{rows(9, folder='/art/')}</ul><div id='qrcode'></div><p>主办：某区</p><script src='/js/main.js'></script>", (ListState.ITEMS, NEWEST)),
        (f"{CRUMBS}<iframe src='/inner.html' width='700'></iframe>{PLAIN}", (ListState.UNREADABLE, None)),
        (f"{CRUMBS}<ul>{rows(9, folder='/art/')}</ul><iframe src='/weather.html'></iframe>", (ListState.ITEMS, NEWEST)),
        (f"{CRUMBS}<ul>{rows(6, folder='/art/')}</ul><h3>意见征集</h3><p>暂无征集</p>", (ListState.ITEMS, NEWEST)),
        (f"<h2>政策文件</h2><p>暂无信息</p>{PLAIN}", (ListState.UNREADABLE, None)),
        (f"<div class='b'><h3>通知公告 NOTICE</h3><ul>{rows(6, folder='/art/')}</ul></div>{PLAIN}", (ListState.ITEMS, NEWEST)),
        (f"{CRUMBS}<p>您没有权限查看该栏目</p>{PLAIN}", (ListState.UNREADABLE, None)),
        (f"{CRUMBS}<p>正在加载，请稍候…</p>{PLAIN}", (ListState.UNREADABLE, None)),
        (f"{CRUMBS}<p>{'本局负责全区房屋安全、物业服务与住房保障工作。' * 3}</p>{PLAIN}", (ListState.UNREADABLE, None)),
        (f"{CRUMBS}<p>{'本局负责全区房屋安全、物业服务与住房保障工作。' * 3}</p><ul>{rows(6)}</ul>", (ListState.ITEMS, NEWEST)),
        (f"{CRUMBS}<table>{UNLINKED}</table>{PLAIN}", (ListState.UNREADABLE, None)),
        (f"{CRUMBS}<div id='left'></div><ul>{rows(9, folder='/art/')}</ul><p>主办：某区</p><script src='/js/main.js'></script>", (ListState.ITEMS, NEWEST)),
        (f"{CRUMBS}<ul>{rows(9, folder='/art/')}</ul><iframe src='/inc/footer.html'></iframe>", (ListState.ITEMS, NEWEST)),
        (f"<div class='top'>{PLAIN}</div>{CRUMBS}<div class='k'></div>", (ListState.UNREADABLE, None)),
        (f"{CRUMBS}{TABLE_HEAD}<div class='r'>{PLAIN}</div>", (ListState.UNREADABLE, None)),
        (f"{CRUMBS}{TABLE_HEAD}<table>{TABLE_ROWS}</table>", (ListState.ITEMS, NEWEST)),
        (f"<div class='r'>{CRUMBS}{LONG_LIST}</div><div class='l'>{OLDER}</div>", (ListState.ITEMS, NEWEST)),
        (f"<div class='r'>{CRUMBS}<div class='scroll'>{LONG_LIST}</div></div>", (ListState.ITEMS, NEWEST)),
        (f"<div class='r'>{CRUMBS}<div class='scroll'>{LONG_LIST}</div></div><div class='list'></div>", (ListState.UNREADABLE, None)),
        (f"<div class='r'>{CRUMBS}<div class='scroll'>{LONG_LIST}</div><div class='con'></div></div>", (ListState.UNREADABLE, None)),
        (f"<div class='r'>{CRUMBS}{PLAIN}</div><div class='z' id='listbox'></div><p>主办：某区</p><script src='/js/main.js'></script>", (ListState.UNREADABLE, None)),
        (f"<div class='r'>{CRUMBS}<div>{PLAIN}</div></div><div class='l'><ol>{rows(9, folder='/art/')}</ol></div>", (ListState.UNREADABLE, None)),
        (f"{CRUMBS}<div id='zz'></div>{PLAIN}<p>主办：某区</p><script>$.get('/x',function(d){{$('#zz').html(d)}})</script>", (ListState.UNREADABLE, None)),
        (f"<div class='r'>{CRUMBS}<p>{ABOUT}</p>{LONG_LIST}</div>", (ListState.ITEMS, NEWEST)),
        (f"<div class='r'>{CRUMBS}<p>{ABOUT}</p><p>{ABOUT}</p>{LONG_LIST}</div>", (ListState.UNREADABLE, None)),
        (f"<p>{ABOUT}</p><div class='r'>{CRUMBS}{ARTS}</div><div class='l'><h3>本局概况</h3><p>{ABOUT}</p></div>", (ListState.ITEMS, NEWEST)),
        (f"<p>{ABOUT}</p>{CRUMBS}{ARTS}", (ListState.ITEMS, NEWEST)),
        (f"<p>您好，请登录</p>{CRUMBS}{ARTS}", (ListState.ITEMS, NEWEST)),
        (f"<div class='r'>{CRUMBS}<h1>区情</h1><p>{ABOUT}</p>{LONG_LIST}</div>", (ListState.UNREADABLE, None)),
        (f"{CRUMBS}<p>请先登录</p>{PLAIN}", (ListState.UNREADABLE, None)),
        (f"<p style='display:none'>没有找到相关内容</p>{ARTS}", (ListState.ITEMS, NEWEST)),
        (f"{CRUMBS}<p style='display:none'>暂无信息</p>{ARTS}", (ListState.ITEMS, NEWEST)),
        (f"{CRUMBS}<div id='leftmenu'></div>{ARTS}<script>$('#leftmenu').load('/m.html')</script>", (ListState.ITEMS, NEWEST)),
        (f"{CRUMBS}{ARTS}<h3>热点</h3><ul id='hotlist'></ul><p>主办：某区</p>{FILLS_HOT}", (ListState.ITEMS, NEWEST)),
        (f"{CRUMBS}{PLAIN}<h3>政策</h3><ul id='hotlist'></ul><p>主办：某区</p>{FILLS_HOT}", (ListState.UNREADABLE, None)),
        (f"<div class='r'><h2>通知公告</h2><div class='p'>{HEAD_ROWS}</div>{LONG_LIST}</div>", (ListState.UNREADABLE, None)),
        (f"<div class='r'><h2>通知公告</h2><div class='p'>{HEAD_ROWS}</div></div>{LONG_LIST}", (ListState.ITEMS, date(2026, 10, 8))),
        (f"<div class='r'>{CRUMBS}<div class='p'>{HEAD_ROWS}</div>{LONG_LIST}</div>", (ListState.ITEMS, NEWEST)),
        (f"{CRUMBS}<ul id='u'><li v-for='x in rows'>{{{{x.t}}}}</li></ul>{HEADED}<script>new Vue({{el:'#u',data:{{rows:[]}}}});axios.get('/r').then(r=>v.rows=r)</script>", (ListState.UNREADABLE, None)),
    ],
    ids=[
        "one row, a box first", "three rows, a box first", "undated rows, a box first", "words of nothing", "an empty container",
        "a list that a script fills", "rows for who runs no scripts", "a table before the crumbs", "letters of which there are none",
        "what is not shown", "a carousel and nothing else", "one row under the name", "a box that the name calls hot",
        "a clock beside one row", "crumbs without their label", "a pager of numbers", "desktop and phone",
        "a pager between the box and the list", "days with slashes are no pager", "the pager of an empty list", "a pager in one text",
        "pages counted in one text", "the end of the rows", "a question and a counter", "a row that speaks of building",
        "a script fills a box below", "a script fills a list above", "an empty box below", "the empty list below", "an empty list below, nameless", "boxes of other names with more rows",
        "a box of many rows beside a list of few", "a dated box beside a list without days", "a newer box of the same class", "one under a heading", "one beside a list without days", "a list in two parts",
        "an empty place before the pager", "a line before the pager",
        "a grid of two widths", "an empty place and a script", "a place for a picture", "a frame", "the weather in a frame", "no letters under another heading", "no documents under a name that is not known",
        "the name in two tongues", "no right to see it", "it is being loaded", "a text of its own", "a text over the column's rows", "a table without links", "a menu to be filled", "the foot in a frame",
        "a box over the crumbs and nothing below", "a table's head without rows", "a table's head over its rows", "the crumbs' part of the page, older rows beside", "many rows alone in it, whatever their class", "they beside an empty list", "an empty place beside them", "a few rows in it", "fewer rows in it", "a place that a script names",
        "a sentence about the column", "two of them", "texts outside the crumbs' part", "a text before the crumbs", "a way to log in", "a text under a title of its own", "no list for who is not known",
        "hidden words about a search", "hidden words of nothing", "a place for a menu", "a place of hot news", "a place of another name",
        "rows over the list under its name", "a list outside the box of that name", "rows between the crumbs and the list",
        "a loop that its script leaves empty",
    ],
)  # fmt: skip
def test_a_box_that_may_be_of_elsewhere_is_not_told(body: str, seen: tuple[ListState, date | None]) -> None:
    assert look(body)[::2] == seen


MAIN = f"<ul>{rows(9, folder='/art/')}</ul>"
TURNS = "<div class='p'>首页 上一页 <a href='?p=2'>下一页</a> 尾页</div>"
LOADER = "<script src='/js/main.js'></script>"
BOLD = box("b", heading="<p><b>市内要闻</b></p>", count=5)
NOT_TOLD = (ListState.UNREADABLE, None)
TEN = rows(9, "<i>2026-11-2{}</i>", "/rd/")
OLD = rows(8, "<i>2026-06-{:02d}</i>", "/y/")
LATER = "".join(f"<tr><td>别处第{n}项检查的结果通报</td><td>2026-11-2{n}</td></tr>" for n in range(7, 1, -1))
BELOW = f"<div class='w300'><ul>{rows(8, folder='/xwzx/tzgg/gs/')}</ul></div>"
PICTURES = "".join(
    f"<div class='i'><a href='/art/c_{7300 + n}.html'><img src='/{n}.jpg'></a><p>关于2026年11月2{n}日停水的通知</p><i>发布：2026-11-0{n}</i></div>"
    for n in range(9, 4, -1)
)
MAILBOX = CRUMBS.replace("通知公告", "区长信箱")
FORM = "<form action='/s' method='post'>姓名 <input name='n'> 内容 <input name='c'></form>"
WRITE = "<a href='/w/'>我要写信</a><a href='/q/'>信件查询</a>"
SAID = "全区坚持办好民生实事，各项工作有序推进。"
TEN_ROWS = box("w300", count=12)
SHORT_NUMBERS = "".join(
    f"<li><a href='{n}.html'>老城门外第{n}座石桥的来历</a></li>" for n in range(38, 32, -1)
)
DEFINED = "".join(
    f"<dt><a href='/rd/{n}.html'>别处刚刚发布的一条信息之{n}</a></dt><dd>2026-11-{n}</dd>"
    for n in (27, 26, 25)
)
BREAKS = "".join(
    f"<a href='/art/c_{n}.html'>关于第{n}批公租房分配结果的公示</a> <font>2026-11-0{n}</font><br>"
    for n in range(9, 3, -1)
)


@every(
    ("body", "seen"),
    [
        (f"{box('b', count=5)}<div class='b'>{MAIN}</div>", NOT_TOLD),
        (f"{box('b', count=5)}<div class='b'>{MAIN}{TURNS}</div>", NOT_TOLD),
        (f"<table><tr><td><table>{ROWS}</table></td><td><table>{TABLE_ROWS}</table></td></tr></table>", NOT_TOLD),
        (f"{BOLD}<div class='b'><p><b>通知公告</b></p>{MAIN}</div>", (ListState.ITEMS, NEWEST)),
        (f"<div><ul>{rows(9, '', '/art/')}</ul>{PLAIN}{TURNS}</div>", NOT_TOLD),
        (f"<div><div class='z'>{MAIN}</div>{box('w300', count=5)}{TURNS}</div>", NOT_TOLD),
        (f"<div><table class='z'><tr><th>标题</th><th>日期</th></tr>{UNLINKED}</table>{PLAIN}{TURNS}</div>", NOT_TOLD),
        (f"{CRUMBS}<div><div class='z' id='lst'></div>{PLAIN}{TURNS}</div>{LOADER}", NOT_TOLD),
        (f"<div><p>公开规划文本</p>{PLAIN}<p>共0页 首页 上一页 下一页 尾页</p></div>", NOT_TOLD),
        (f"<div>{PLAIN}<div class='z'>{MAIN}</div>{TURNS}</div>", (ListState.ITEMS, NEWEST)),
        (f"{CRUMBS}<div class='z'><p>请登录</p></div>{PLAIN}", NOT_TOLD),
        (f"{CRUMBS}<div class='z'>该栏目需要登陆</div>{PLAIN}", NOT_TOLD),
        (f"<div class='w'>{MAIN}<div class='loading'>加载中…</div></div>", (ListState.ITEMS, NEWEST)),
        (f"<div class='w'>{MAIN}<div class='more'><p>正在加载</p></div></div>", (ListState.ITEMS, NEWEST)),
        (f"{PLAIN}<div class='z'><p>加载中…</p></div>", NOT_TOLD),
        (f"<div>{MAIN}<div id='list'>加载中…</div></div>", NOT_TOLD),
        (f"<p id='wait'>页面加载中…</p>{CRUMBS}{ARTS}", (ListState.ITEMS, NEWEST)),
        (f"{MAIN}<div id='listmore'></div><p>主办：某区</p>{LOADER}", (ListState.ITEMS, NEWEST)),
        (f"<div class='w'><p>通知公告</p><p>{ABOUT}</p>{MAIN}</div>", (ListState.ITEMS, NEWEST)),
        (f"<div class='z'><p>{ABOUT}</p></div>{PLAIN}", NOT_TOLD),
        (f"<div class='main-side'><div class='main'>{MAIN}</div></div>", (ListState.ITEMS, NEWEST)),
        (f"<div class='scroll-view'>{MAIN}</div>", (ListState.ITEMS, NEWEST)),
        (f"<div class='footer'><div class='main'>{MAIN}</div></div>", NOT_TOLD),
        (f"<div class='b'><p>通知公告</p>{MAIN}</div><div class='b'><p>市内要闻</p><ul>{TEN}</ul></div>", (ListState.ITEMS, NEWEST)),
        (f"<div><div class='x'><div class='c'><ul>{TEN}</ul></div></div><div class='x'><div class='c'>{MAIN}</div></div></div>", NOT_TOLD),
        (f"<div class='z'>{CRUMBS}<p>地址：示例路8号</p><p>电话：0000</p><p>邮编：000000</p></div>{PLAIN}", NOT_TOLD),
        (f"<div class='z'>{CRUMBS}<img src='/zz.jpg'></div>{PLAIN}", NOT_TOLD),
        (f"<div class='z'>{CRUMBS}<ul>{rows(3, folder='/art/')}</ul></div><div class='y'><ol>{OLD}</ol></div>", NOT_TOLD),
        (f"<div class='z'><ul>{rows(3, folder='/art/')}</ul><p>共1页</p></div><div class='y'><ol>{OLD}</ol></div>", (ListState.ITEMS, NEWEST)),
        (f"<div class='z'><h2>通知公告</h2><p>某厂</p></div>{HEADED}", NOT_TOLD),
        (f"<h2>通知公告</h2><i>NOTICES</i>{MAIN}", (ListState.ITEMS, NEWEST)),
        (f"<div>{BREAKS}</div>{TURNS}{PLAIN}", (ListState.ITEMS, NEWEST)),
        (f"<div class='w'>{MAIN}<div class='pull-up'><div></div><div>正在加载...</div></div></div>", (ListState.ITEMS, NEWEST)),
        (f"{CRUMBS}<p>对不起，您没有浏览权限！</p>{PLAIN}", NOT_TOLD),
        (f"{CRUMBS}<div class='z'>该栏目暂未发布信息</div>{PLAIN}", NOT_TOLD),
        (f"{CRUMBS}<div class='z'><p>办公地址：示例路8号院二楼</p><p>联系电话：0000-00000000</p></div>{PLAIN}", NOT_TOLD),
        (f"{CRUMBS}<p><a href='?y=26'>二〇二六年度发布的全部信息</a><a href='?y=25'>二〇二五年度发布的全部信息</a></p>{MAIN}", (ListState.ITEMS, NEWEST)),
        (f"{CRUMBS}<p>系统维护中，敬请谅解</p>{PLAIN}", NOT_TOLD),
        (f"{CRUMBS}<object data='/inner.html' width='700'></object>{PLAIN}", NOT_TOLD),
        (f"<b>通知公告</b><div id='k_7'></div><b>公示</b>{PLAIN}<script src='/js/my.js'></script>", NOT_TOLD),
        (f"{CRUMBS}<p><a href='/art/c_7400.html'>关于公租房分配办法的解读</a> 2026-11-20</p>{MAIN}", (ListState.ITEMS, date(2026, 11, 20))),
        (f"{CRUMBS}<p><a href='/rd/8.html'>别处刚刚发布的一条信息</a> 2026-11-20</p>{MAIN}", (ListState.ITEMS, NEWEST)),
        (f"<div class='l'><table>{UNLINKED[: UNLINKED.index('</tr>') * 3 + 15]}</table></div><div class='r'><table>{LATER}</table></div>", NOT_TOLD),
        (f"<ul><li><a href='/a/'>通知公告</a></li></ul><p>网上调查</p><p>暂无数据</p><div class='r'>{CRUMBS}{MAIN}</div>", (ListState.ITEMS, NEWEST)),
        (f"<div class='z'><b>网上调查</b><p>暂无内容</p></div><div class='r'>{CRUMBS}<ul>{rows(6, '', '/art/')}</ul></div>", (ListState.ITEMS, None)),
        (f"<div class='r'>{CRUMBS}<ul>{rows(2, '', '/art/')}</ul></div><div class='z'><b>网上调查</b><p>暂无内容</p></div>", NOT_TOLD),
        (f"<div class='r'>{CRUMBS}<img src='/plan.jpg'></div><div class='z'><b>网上调查</b><p>暂无内容</p></div>", NOT_TOLD),
        (f"{CRUMBS}<div class='z'><h3>网上调查</h3><p>暂无内容</p></div><div class='r'><p>某厂</p></div>", NOT_TOLD),
        (f"<div class='z'><b>网上调查</b>共0条</div><div class='r'>{CRUMBS}{MAIN}</div>", (ListState.ITEMS, NEWEST)),
        (f"{CRUMBS}<ul>{MENU}</ul><div class='r'><h2>通知公告</h2><p>暂无内容</p></div>", (ListState.BLANK, None)),
        (f"<ul>{rows(6, '', '/m/')}</ul><div class='r'>{CRUMBS}{MAIN}</div>", (ListState.ITEMS, NEWEST)),
        (f"<div class='l'><p>首页</p><div id='leftnews'></div></div><div class='r'>{CRUMBS}{MAIN}</div>{LOADER}", (ListState.ITEMS, NEWEST)),
        (f"<table><tr><th>标题</th><th>来信时间</th></tr></table>{CRUMBS}{MAIN}", (ListState.ITEMS, NEWEST)),
        (f"{CRUMBS}{MAIN}<iframe src='/inc/dibu.html'></iframe>", (ListState.ITEMS, NEWEST)),
        (f"<div class='r'>{CRUMBS}<img src='/plan.jpg'></div><div class='z'><ul class='newslist'></ul></div>", NOT_TOLD),
        (f"{CRUMBS}<div class='z'><ul class='newslist'></ul></div><ul>{rows(2, '', '/art/')}</ul>", NOT_TOLD),
        (f"{CRUMBS}{BELOW}<div class='z'><ul>{rows(6, '', '/art/')}</ul></div>", NOT_TOLD),
        (f"{BELOW}{CRUMBS}<p>某厂</p>", NOT_TOLD),
        (f"{CRUMBS}{BELOW}{TURNS}", (ListState.ITEMS, NEWEST)),
        (f"{CRUMBS}{PICTURES}", (ListState.ITEMS, NEWEST)),
        (f"{MAILBOX}<div class='z'>{FORM}</div>{PLAIN}", NOT_TOLD),
        (f"{MAILBOX}{PLAIN}<div class='z'><h3>区长信箱</h3>{FORM}</div>", NOT_TOLD),
        (f"{MAILBOX}<div class='l'><h2>办事</h2><ul>{MENU_ROWS}</ul></div><div class='z'>{WRITE}</div>{PLAIN}", NOT_TOLD),
        (f"{MAILBOX}{PLAIN}<div class='z'>{WRITE}</div>", NOT_TOLD),
        (f"{CRUMBS}<form>标题 <input name='t'> 日期 <input name='d'><button>查询</button></form>{MAIN}", (ListState.ITEMS, NEWEST)),
        (f"{CRUMBS}<ul><li><a href='/w/'>我要写信</a></li><li><a href='/t/'>网上调查</a></li></ul>{MAIN}", (ListState.ITEMS, NEWEST)),
        (f"{CRUMBS}{PLAIN}<div class='z'><p><img src='/plan.jpg'></p></div>", NOT_TOLD),
        (f"{CRUMBS}<div class='banner'><img src='/plan.jpg'></div>{MAIN}", (ListState.ITEMS, NEWEST)),
        (f"{CRUMBS}{TEN_ROWS}<div class='z'><p>{SAID}</p><p>{SAID}</p></div>", NOT_TOLD),
        (f"{CRUMBS}<div class='z'><p>本栏目公布公租房分配的结果。</p><p>有疑问的，请打上面写的那个号码。</p></div>{MAIN}", (ListState.ITEMS, NEWEST)),
        (f"{CRUMBS}<div class='z'><p>本栏目的内容已整合至新版专题。</p></div>{PLAIN}", NOT_TOLD),
        (f"<div class='z'>{CRUMBS}<h2>通知公告</h2><div><iframe src='/inner.html'></iframe></div></div>{PLAIN}", NOT_TOLD),
        (f"<div class='z'><h2>通知公告</h2><p><img src='/plan.jpg'></p></div>{PLAIN}", NOT_TOLD),
        (f"<div class='z'><h2>通知公告</h2><div class='line'></div></div><div class='y'>{MAIN}</div>", (ListState.ITEMS, NEWEST)),
        (f"{PLAIN}{CRUMBS}<div class='z'>{MAIN}</div>", (ListState.ITEMS, NEWEST)),
        (f"<ol class='breadcrumb'><li><a href='/'>首页</a></li><li class='active'>通知公告</li></ol>{MAIN}", (ListState.ITEMS, NEWEST)),
        (f"{PLAIN}<ol class='breadcrumb'><li><a href='/'>首页</a></li><li>通知公告</li></ol><p>某厂</p>", NOT_TOLD),
        (f"{CRUMBS}<ul>{SHORT_NUMBERS}</ul>{box('w300', count=4)}", NOT_TOLD),
        (f"{CRUMBS}<ul>{SHORT_NUMBERS}</ul>", (ListState.ITEMS, None)),
        (f"{CRUMBS}<div><div><a href='/art/c_7309.html'>关于公租房分配结果的公示</a> 2026-11-09</div><p>共1条 1/1页</p></div>", (ListState.ITEMS, NEWEST)),
        (f"{CRUMBS}<div><div class='g'><a href='/art/c_7309.html'><b>关于公租房分配结果的公示</b><i>2026-11-09</i></a></div><p>共1条 1/1页</p></div>", (ListState.ITEMS, NEWEST)),
        (f"<div class='w'><div class='r'><h3>热点</h3><dl>{DEFINED}</dl></div><div class='z'><h2>通知公告</h2><ul><li><a href='/art/2026/11/09/c_7.html'>关于公租房分配结果的公示</a></li></ul></div></div>", (ListState.ITEMS, NEWEST)),
        (f"{CRUMBS}<div class='z'><img src='/plan.jpg'><ul class='list'></ul></div>", NOT_TOLD),
        (f"{CRUMBS}<div class='z'><ul class='list'></ul></div><div class='code'><img src='/code.jpg'></div>", (ListState.BLANK, None)),
        (f"{CRUMBS}{PLAIN}<div class='z'><h2>通知公告</h2><ul>{rows(2, '', '/art/')}</ul></div>", NOT_TOLD),
        (f"{CRUMBS}{PLAIN}<div class='z'><ul>{rows(1)}</ul></div>", (ListState.ITEMS, NEWEST)),
        (f"{CRUMBS}{PLAIN}<div class='z'><ul>{rows(2, folder='/art/')}</ul>{TURNS}</div>", (ListState.ITEMS, NEWEST)),
        (f"{PLAIN}{CRUMBS}<div class='z'><p>栏目内容更新中，敬请期待！</p></div>", (ListState.BLANK, None)),
        (f"{PLAIN}{CRUMBS}<div class='z'><ul class='newslist'></ul></div>", (ListState.BLANK, None)),
        (f"{CRUMBS}<div class='z'>{MAIN}</div><div class='w300'><p><strong>市内要闻</strong></p><ul>{rows(6, '', '/rd/')}</ul></div>", (ListState.ITEMS, NEWEST)),
        (f"{CRUMBS}{PICTURES.replace('发布：', '<!--').replace('</i>', '--></i>')}", (ListState.ITEMS, None)),
    ],
    ids=[
        "a smaller box of the same class first", "one before a pager", "tables in cells", "a name in bold over its box",
        "undated rows and a box before one pager", "older rows and a box before it", "rows without links and a box before it",
        "an empty place and a box before it", "the pager of nothing", "a box before the list and its pager", "please log in", "to be logged in for",
        "more rows are loaded", "they are, in a box so named", "another box is loaded", "a list is loaded below", "the page is loaded",
        "a place for more rows", "the column's name and a sentence about it", "a text in a box of its own",
        "the main part of a layout", "a view that scrolls", "the main part of a foot",
        "headings that stand alike", "boxes of one size in boxes of their own", "the crumbs over an address", "the crumbs over a picture",
        "fewer rows under the crumbs", "a pager in the box of a few rows", "a box of another name, the column without rows",
        "a name in two tongues over its rows", "a pager behind lines and their days",
        "more is pulled", "no right to look", "nothing published yet", "texts between the crumbs and a box", "links between the crumbs and the list",
        "it is being mended", "a frame by another tag", "an empty place under the name", "a headline between the crumbs and the list", "one that leads elsewhere",
        "two tables without links",
        "a survey of nothing over the list", "over rows without days", "behind two rows without days", "behind a picture", "under its heading", "a survey counts nothing", "nothing under the name behind a menu",
        "rows without days over the crumbs", "an empty place over them", "a table's head over them", "the foot in a frame of a name in pinyin", "a picture before an empty box", "two rows without days behind one", "a box of a column below", "over the crumbs", "the pager behind it", "titles below pictures",
        "a form between the crumbs and a box", "behind the box", "buttons behind a menu", "buttons behind the box", "a form to search", "a menu to write by", "a picture behind the box", "a banner before the list",
        "sentences behind many rows", "sentences about the column", "the column has moved", "a name over a frame", "over a picture", "over a line", "a box before the crumbs and the list behind", "crumbs that no sign parts", "a box over them",
        "numbers of two digits beside a box", "alone", "one row and its pager", "that is a link", "a day of the box before one row", "a picture before an empty list of its own", "behind it in another box",
        "two rows without days under the name", "one row in the column's folder", "two rows before a pager", "nothing but words behind a box and crumbs", "nothing at all behind them", "a box under bold words", "they say another day",
    ],
)  # fmt: skip
def test_rows_beside_other_rows_places_and_words(body: str, seen: tuple[ListState, date | None]) -> None:
    assert look(body)[::2] == seen


@every(
    ("body", "expected"),
    [
        (f"{CRUMBS}<div><h2>通知公告</h2>{box('t', count=6)}<ul>{rows(9)}</ul>{PAGER}</div>", (ListState.UNREADABLE, 0, None)),
        (f"{CRUMBS}<ul>{rows(9)}</ul>{PAGER}{box('t', heading='<h3>通知公告</h3>', count=5)}", (ListState.UNREADABLE, 0, None)),
        (f"{CRUMBS}<div><h2>通知公告</h2>{box('t', count=4)}<ul>{rows(9, folder='/art/')}</ul></div>", (ListState.UNREADABLE, 0, None)),
        (f"{CRUMBS}<div><h2>通知公告</h2><ul>{rows(9, folder='/art/')}</ul></div>{PLAIN}", (ListState.ITEMS, 9, NEWEST)),
    ],
    ids=["over the list of the folder", "below it, under its name", "right over a longer list", "a list under its name"],
)  # fmt: skip
def test_a_box_between_the_name_and_the_list_is_not_taken_for_it(
    body: str, expected: tuple[ListState, int, date | None]
) -> None:
    assert look(body) == expected
