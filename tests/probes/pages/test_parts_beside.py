"""What stands beside a box of newer rows may be the column's content: layouts of tables, days over rows, templates, pages that share one folder."""

from datetime import date

from monitor.domain.content import ListState
from tests.every import every
from tests.probes.pages.test_own_place import (
    CRUMBS,
    HEADED,
    MAIN,
    NEWEST,
    NOT_TOLD,
    PLAIN,
    SAID,
    TEN_ROWS,
    TURNS,
    box,
    look,
    rows,
)

ASKED = "http://www.example.gov.cn/gkxx/list?cid=3"
TURNED = "http://www.example.gov.cn/gkxx/tzgg/list.html?page=1"
SHOWN = rows(5, folder="/gkxx/show?n=")
NEWER = box("w300").replace("/rd/", "/gkxx/show?n=")
HEAD = "<div class='bt'><span>通知公告</span></div>"
EDITED = "<div class='txt'><p><img src='/plan.jpg'></p></div>"
DOTTED = "".join(
    f"· <a href='/rd/{n}.html'>别处刚刚发布的一条信息之{n}</a> <font>2026-11-{n}</font><br>"
    for n in range(27, 17, -1)
)
ONE_OF_MONTHS = "".join(
    f"<h4>2026年{month}月</h4><ul>{''.join(f'<li><span>{day:02d}日</span><a href=/art/c_{month}{day}.html>关于第{day}批公租房分配的公示</a></li>' for day in days)}</ul>"
    for month, days in ((11, (9,)), (10, (8, 3)), (9, (7, 2)), (8, (5,)), (7, (4,)))
)
HALF = rows(4, "<span>2026-10-{:02d}</span>", "/art/").replace("c_73", "c_72")
YEARLESS = box("w300").replace("2026-11-", "11-")
COLUMNS = "".join(
    f"<div class='b'><div class='t'><h3>{name}</h3><a href='/{name}/'>更多</a></div><ul>{rows(2, '<span>2026-06-{:02d}</span>', f'/art/{n}')}</ul></div>"
    for n, name in enumerate(("财政信息", "社会救助"))
)
UNDER_DAYS = "".join(
    f"<h4 class='day'>2026-11-0{n}</h4><ul><li><a href='/art/c_{7300 + n}.html'>关于第{n}批公租房分配结果的公示</a></li></ul>"
    for n in range(9, 4, -1)
)

LISTED = "<h2>政务公开</h2><ul><li><a href='/a/'>机构职能</a></li><li><a href='/b/'>领导之窗</a></li></ul>"
FAR, OLDER = rows(8, folder="/art/"), rows(3, "<span>2026-09-{:02d}</span>", "/tp/")
CAROUSELS = "<i>1/2</i>", "<i>上一页</i><i>下一页</i>", "<i>共9条</i>"
BESIDE_NOTHING = (
    "<p>本栏目已并入另一栏目。</p>",
    "<ul><li>本机关拟订交通规划并组织实施。</li></ul>",
    "<a href='/w/'>我要写信</a>",
    "<video src='/a.mp4'></video>",
    "<div><div><img src='/plan.png'></div></div>",
)


@every(
    ("body", "url", "seen"),
    [
        (f"{CRUMBS}{NEWER}<div class='z'><ul>{SHOWN}</ul></div>", ASKED, NOT_TOLD),
        (f"{CRUMBS}{PLAIN}<div class='z'><ul>{rows(5)}</ul></div>", TURNED, (ListState.ITEMS, NEWEST)),
        (f"{CRUMBS}<table><tr><td>{PLAIN}</td><td><p>{SAID}</p><p>{SAID}</p></td></tr></table>", "", NOT_TOLD),
        (f"{CRUMBS}{HEAD}{EDITED}{PLAIN}", "", NOT_TOLD),
        (f"{CRUMBS}{PLAIN}<div class='z'><a href='/a/'>要闻</a><a href='/b/'>动态</a>{EDITED}</div>", "", NOT_TOLD),
        (f"{CRUMBS}<div class='z'>{HEAD}<div class='list'><ul></ul></div></div><div class='y'>{DOTTED}</div>", "", NOT_TOLD),
        (f"<div class='w'>{CRUMBS}<p>{{{{one.title}}}}</p>{TEN_ROWS}</div><script>new Vue({{el:'#x'}})</script>", "", NOT_TOLD),
        (f"<div class='r'><h3>热点</h3>{DOTTED}</div>{HEAD}{UNDER_DAYS}", "", (ListState.ITEMS, NEWEST)),
        (f"<div class='r'><h3>部门动态</h3><a href='/rd/'>更多</a>{DOTTED}</div><div class='z'>{HEAD}{MAIN}</div>", "", (ListState.ITEMS, NEWEST)),
        (f"<div class='r'>{DOTTED}</div><div class='bt'><span>名单</span></div><ul>{rows(4, folder='/art/')}</ul>", "", NOT_TOLD),
        (f"<ul>{rows(5, '<b>2026/11/1{}</b>', '/art/')}</ul><p>2026/11/18</p>", "", (ListState.ITEMS, date(2026, 11, 19))),
        (f"<div class='w'>{CRUMBS}<div>{ONE_OF_MONTHS}{TURNS}</div></div>", "", (ListState.ITEMS, NEWEST)),
        (f"{CRUMBS}<div class='m'><a href='/x/'>目录</a></div><div class='z'><div class='tj'><h2><a href='/art/c_7310.html'>公租房分配办法的解读</a></h2><i>2026-11-10</i></div>{MAIN}</div>", "", (ListState.ITEMS, date(2026, 11, 10))),
        (f"{CRUMBS}<div class='z'><ul class='left_ul'>{rows(4, folder='/art/')}</ul><ul class='right_ul'>{HALF}</ul>{TURNS}</div>", "", (ListState.ITEMS, NEWEST)),
        (f"{CRUMBS}{YEARLESS}<div class='z'><ul>{rows(5, folder='/art/')}</ul></div>", "", NOT_TOLD),
        (f"{CRUMBS}<div class='z'>{COLUMNS}</div>{PLAIN}", "", NOT_TOLD),
        (f"{CRUMBS}<div class='z'>{MAIN}</div><div class='y'>{COLUMNS}</div>", "", (ListState.ITEMS, NEWEST)),
        (f"{CRUMBS}<div class='z'><ul>{rows(2, '<b>2026/11/1{}</b>', '/art/')}</ul></div>{TURNS}{PLAIN}", "", (ListState.ITEMS, date(2026, 11, 19))),
        (f"{CRUMBS}<div class='m'>{LISTED}<p><img src='/code.jpg'></p></div><div class='z'><ul>{FAR}</ul></div>", "", (ListState.ITEMS, NEWEST)),
        (f"{CRUMBS}<div class='m'><a href='/zt/'><p><img src='/zt.jpg'></p></a></div><div class='z'><ul>{FAR}</ul></div>", "", (ListState.ITEMS, NEWEST)),
        (f"{CRUMBS}<div class='m'><a href='/t/'>我要投诉</a><a href='/w/'>我要咨询</a></div><div class='z'><ul>{FAR}</ul></div>", "", (ListState.ITEMS, NEWEST)),
        (f"{CRUMBS}<div class='m'><input><a href='#'>查询</a></div><form>账号 <input> 密码 <input></form><div class='z'><ul>{FAR}</ul></div>", "", (ListState.ITEMS, NEWEST)),
        (f"{CRUMBS}<div class='z'><ul>{FAR}</ul></div><div class='m'><p>本网站的内容请以印发的文本为准。</p><p>发现本网站有错的，请打电话告诉我们。</p></div>", "", (ListState.ITEMS, NEWEST)),
        (f"<ul>{FAR}</ul><div><a href='i.html'>首页</a> <a href='#'>»</a> <a href='i_3.html'>尾页</a></div>", "", (ListState.ITEMS, NEWEST)),
        (f"<ul>{rows(9, folder='/art/')}{rows(9, folder='/art/s')}</ul><div class='m'><h3>图片新闻</h3><ul>{OLDER}</ul></div>", "", (ListState.ITEMS, NEWEST)),
        (f"{CRUMBS}<div class='z'><div class='t'><a href='/art/art_7_7310.html'>全区工作会议即将召开的消息</a><i>2026-11-20</i></div><ul>{FAR.replace('c_', 'art_3_')}</ul>{TURNS}</div>", "", (ListState.ITEMS, NEWEST)),
        (f"<ul>{FAR}</ul><div class='location'><a href='/'>首页</a><a href='/map/'>网站地图</a></div><ul class='list'></ul>", "", NOT_TOLD),
        *((f"{PLAIN}{CRUMBS}<div class='z'>{beside}<ul class='list'></ul></div>", "", NOT_TOLD) for beside in BESIDE_NOTHING),
        (f"{CRUMBS}<div class='z'><h2>通知公告</h2><ul><li><a href='/a/'>区级</a></li><li><a href='/b/'>通知公告</a></li></ul><ul class='list'></ul><a>上一页</a></div>", "", (ListState.BLANK, None)),
        (f"{CRUMBS}<div class='y'><p>事项正在整理，月底前公布。</p></div><div class='z'><ul class='list'></ul></div>", "", NOT_TOLD),
        *((f"{CRUMBS}<div class='j'><ul>{rows(2, folder='/zt/').replace('2026-11-0', '2026-11-2')}</ul>{turns}</div><div class='z'><ul>{FAR}</ul></div>", "", (ListState.ITEMS, NEWEST)) for turns in CAROUSELS),
        (f"{CRUMBS}{PLAIN}<div class='z'><ul>{rows(2, folder='/art/')}</ul></div><p>没有更多了</p>", "", (ListState.ITEMS, NEWEST)),
        (f"<div class='location'><a href='/'>首页</a><a href='/rd/'>部门动态</a></div><h2>通知公告</h2><ul>{FAR}</ul>{HEADED}", "", (ListState.ITEMS, NEWEST)),
        (f"{CRUMBS}<div class='z'><div class='tit'><img src='/i.png'>通知公告</div><p><input><b>搜索</b></p><ul class='list'></ul></div>", "", (ListState.BLANK, None)),
        (f"{CRUMBS}<div class='z'><ul>{FAR}</ul></div><div class='m'>旧版客户端不再更新</div>", "", (ListState.ITEMS, NEWEST)),
    ],
    ids=[
        "a folder of all columns", "a folder of its own, page 1", "sentences in a layout's cell", "a picture under the name", "under a menu",
        "an empty list under the name, dots before the box", "a template beside many rows", "a day over each row behind a box", "a box whose rows begin with dots",
        "a name that nothing confirms, no crumbs", "a day with slashes", "a month with one row over months with two", "a headline behind a menu", "two halves and a pager", "a box without years", "previews and a box", "previews behind the list", "two such rows before a pager",
        "a picture below a menu", "a picture that leads on", "buttons beside notices", "a search and a login", "sentences about the site", "a pager by signs", "older rows under a heading and very many, no crumbs", "a headline of another column",
        "a foot called location and an empty list", *BESIDE_NOTHING, "a menu, a heading and a pager around an empty list", "a sentence before an empty list",
        *CAROUSELS, "two rows and no more", "a menu called location", "an icon and a search over an empty list", "an app is at its end",
    ],
)  # fmt: skip
def test_a_box_is_no_list_beside_the_columns_content(
    body: str, url: str, seen: tuple[ListState, date | None]
) -> None:
    assert (look(body, url) if url else look(body))[::2] == seen


TURNED_ONCE = ("<i>1/1</i>", "<div><a>上一页</a> 1/1 <a>下一页</a></div>", "<p>第1/1页 首页 尾页</p>")
FOREIGN = "".join(
    f"<li><a href='/rd/{n}.html'>别处刚刚发布的一条信息之{n}</a><i>2026-11-{n}</i></li>" for n in (27, 26, 25)
)


@every("turns", TURNED_ONCE)
def test_a_pager_of_one_page_may_be_that_of_any_box(turns: str) -> None:
    box, lists = f"<div class='j'><ul>{FOREIGN}</ul>{turns}</div>", f"<div class='z'><ul>{FAR}</ul></div>"
    for body in (f"{box}{lists}", f"{lists}{box}", f"{box}<div class='z'><ul class='list'></ul></div>"):
        assert look(f"{CRUMBS}{body}")[2] in (None, NEWEST)
    assert look(f"{CRUMBS}{lists}{turns}")[2] == NEWEST
    assert look(f"{CRUMBS}<ul class='list'></ul><ul class='list'>{FOREIGN}</ul>{turns}")[2] is None
    assert look(f"{CRUMBS}<ul class='list'>{FAR}</ul><ul class='list'>{FOREIGN}</ul>{turns}")[2] is None
    for counted in (turns, "<p>共3条 1/1</p>", "<div><span>共3条</span> 第1/1页</div>", "<p>共1页 3条</p>"):
        three = f"{CRUMBS}<ul>{rows(3, folder='/art/')}</ul>{counted}"
        assert look(f"{three}<p>某某科</p>")[2] == NEWEST
        assert look(f"{three}<p>某某科</p><ul class='list'></ul>")[2] is None
        foreign = f"<div class='j'><ul>{FOREIGN}</ul>{counted}</div>"
        for own in ("<p>暂无信息</p>", "<iframe src='rows.html'></iframe>", f"<ul>{rows(8, '')}</ul>", lists):
            for body in (f"<div class='w'>{own}</div>{foreign}", f"{foreign}<div class='w'>{own}</div>"):
                assert look(f"{CRUMBS}{body}")[2] in (None, NEWEST), body
    frame = "<h2>通知公告</h2><iframe src='rows.html'></iframe>"
    assert look(f"<div>{CRUMBS}{frame}</div><div class='j'><ul>{FOREIGN}</ul></div>")[2] is None


@every(
    "own",
    [
        "<p><a href='/u/1.pdf'>名单.pdf</a></p>",
        "<ul><li><a href='/t/1.html'>关于开展专项检查的通知</a></li><li><a href='/t/2.html'>关于停水检修的通知</a></li></ul>",
    ],
)
def test_a_file_or_an_item_over_a_box_may_be_all_that_the_column_holds(own: str) -> None:
    box, lists = f"<div class='j'><ul>{FOREIGN}</ul></div>", f"<ul>{rows(6, folder='/art/')}</ul>"
    assert look(f"{CRUMBS}<div>{own}</div>{box}")[2] is None
    assert look(f"{CRUMBS}{lists}<div>{own}</div>")[2] == NEWEST
    headline = own.replace("/t/", "/art/c_").replace("/u/", "/art/")
    assert look(f"{CRUMBS}<div>{headline.replace('pdf', 'html')}</div>{lists}")[2] in (NEWEST, None)
    assert look(f"{CRUMBS}<div><h3>热点</h3>{own}</div>{lists}")[2] == NEWEST
    assert look(f"{CRUMBS}<a href='?y=26'>二〇二六年度发布的全部信息</a>{lists}")[2] == NEWEST


@every(
    "beside",
    [
        box("yb", heading="<h4>通知公告</h4>", count=4),
        box("yb", heading="<h4>通知公告</h4><a href='/gg/'>更多</a>", count=4).replace(
            "2026-11-", "2026-05-"
        ),
        f"<div class='yb'><h3>通知公告</h3><ul>{rows(4, '', '/t/')}</ul></div>",
    ],
    ids=["newer", "older", "without days"],
)
def test_a_box_of_the_columns_name_outside_the_part_of_the_crumbs_is_not_its_list(beside: str) -> None:
    many = f"<ul>{rows(9, folder='/art/')}{HALF}</ul>"
    for own in (many, f"<h2>通知公告</h2>{many}"):
        part = f"<div class='z'>{CRUMBS}{own}</div>"
        for body in (f"{part}{beside}", f"{beside}{part}"):
            assert look(f"<div class='w'>{body}</div>")[2] == NEWEST
    few = f"<div class='w'><div class='z'>{CRUMBS}<ul>{FOREIGN}</ul></div>{beside}</div>"
    assert look(few)[2] != date(2026, 11, 27) or "2026-11-27" in beside


def test_rows_that_lead_elsewhere_over_newer_ones_of_the_folder_are_no_list_of_their_own() -> None:
    pinned = "".join(
        f"<tr><td><a href='https://www.other.gov.cn/c_{n}.html'>关于进一步加强安全生产第{n}项工作的意见</a><i>2026-07-0{n}</i></td></tr>"
        for n in range(1, 6)
    )
    own = f"<table>{rows(6).replace('li>', 'tr>').replace('<tr>', '<tr><td>')}</table>"
    for space in ("", "<div class='h20'></div>"):
        head = f"<div class='z'><h2>通知公告</h2>{space}<table>{pinned}</table>{space}"
        assert look(f"{CRUMBS}{head}{own}</div>")[1:] == (6, NEWEST)
        assert look(f"{CRUMBS}{head}{own}</div>", ASKED)[1:] == (11, NEWEST)


@every(
    ("over", "beside"),
    [
        ("<div>要闻动态</div>", "<video src='/v.mp4'></video>"),
        ("<div><a href='/yw/'>要闻动态</a></div>", "<table><tr><td>项目甲</td><td>三百元</td></tr></table>"),
    ],
    ids=["words", "a link"],
)
def test_a_few_rows_under_another_name_are_no_list_beside_whatever_is_shown(over: str, beside: str) -> None:
    box = f"<div class='y'>{over}<ul>{rows(6, folder='/art/')}</ul></div>"
    assert look(f"{CRUMBS}<div class='z'>{beside}</div>{box}")[2] is None
    assert look(f"{CRUMBS}{box}")[2] == NEWEST
    own = box.replace("要闻动态", "通知公告")
    assert look(f"{CRUMBS}<div class='z'>{beside}</div>{own}")[2] == NEWEST
    for picture in ("<img src='/t.gif'>", "<img src='/t.gif' alt='要闻动态'>"):
        assert look(f"{CRUMBS}<div class='z'>{beside}</div>{box.replace(over, picture)}")[2] is None
        assert look(f"{CRUMBS}{box.replace(over, picture)}")[2] == NEWEST
    for says in (
        "<div>信息列表</div>",
        "<form><button>搜索</button></form>",
        "<img src='/b.jpg'><img src='/t.gif' alt='通知公告'>",
    ):
        assert look(f"{CRUMBS}<div class='z'>{beside}</div>{box.replace(over, says)}")[2] == NEWEST
