"""Proposing columns from a homepage."""

import pytest

from monitor.domain.site import ColumnKind
from probes.pages.listing.discover import guess_kind, propose_columns, propose_mark
from tests.every import every

HOME = "http://www.a.gov.cn/"
PAGE = """<ul class="nav"><li><a href="/">首页</a></li><li><a href="/xjwz/zwgk/gzdt/">工作动态</a></li>
<li><a href="/xjwz/tzgg/index.htm">通知公告</a></li><li><a href="/xjwz/shjz/">临时救助</a></li><li><a href="/login">登录</a></li>
<li><a href="http://other.com/x/">别人的栏目</a></li><li><a href="/xjwz/202611/t20261101_4467000.htm">一则短信息</a></li>
<li><a href="/xjwz/zwgk/gzdt/#top">工作动态</a></li><li><a href="javascript:;">政务服务</a></li></ul>"""


def test_columns_are_proposed_once_with_their_kind() -> None:
    found = propose_columns(PAGE, HOME, ())
    assert [(one.id, one.name, one.kind, one.top_level) for one in found] == [
        ("zwgk-gzdt", "工作动态", ColumnKind.NEWS, False),
        ("tzgg", "通知公告", ColumnKind.NOTICE, True),
        ("shjz", "临时救助", ColumnKind.GENERAL, False),
    ]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("政务要闻", ColumnKind.NEWS),
        ("公示公告", ColumnKind.NOTICE),
        ("规范性文件", ColumnKind.POLICY),
        ("领导之窗", ColumnKind.GENERAL),
        ("县政府办文件", ColumnKind.POLICY),
        ("国务院文件", ColumnKind.POLICY),
        ("招标文件", ColumnKind.GENERAL),
        ("信用公示平台", ColumnKind.GENERAL),
        ("Announcements", ColumnKind.NOTICE),
    ],
)
def test_the_kind_is_guessed_from_the_name(name: str, kind: ColumnKind) -> None:
    assert guess_kind(name) is kind


def test_what_is_no_column_is_not_proposed() -> None:
    html = """<body><a href='/art/2026/11/1/art_1_99.html'>重要通知</a><a href='/files/a.pdf'>财政年报</a><a href='/a.doc'>申请表</a>
        <a href='/sm/'>免责声明</a><a href='/ysqgk/'>依申请公开</a><a href='/info/1021/33445.htm'>关于停水的公告</a><a href='/tzgg/'>通知公告</a>
        <a href='/tzgg/index.html'>通知公告</a></body>"""
    assert [one.url for one in propose_columns(html, "http://a.gov.cn/", ())] == ["http://a.gov.cn/tzgg/"]


def test_columns_behind_a_bare_more_and_with_numbers() -> None:
    html = """<body><h3>图片新闻</h3><a href='/tpxw/'>更多&gt;&gt;</a><h3><a href='/bgt/' title='曝光台'>more</a></h3>
        <a href='/info/1021.htm'>公示公告</a><a href='/list.aspx?cid=12'>招标公告</a><ul><li><a href='/x/1.htm'>某条</a> 2026-11-01</li></ul><a href='/other/'>更多</a></body>"""
    found = propose_columns(html, "http://a.gov.cn/", ())
    assert [(one.id, one.name) for one in found] == [
        ("tpxw", "图片新闻"), ("bgt", "曝光台"), ("info-1021", "公示公告"), ("list-cid-12", "招标公告"), ("x-1", "某条"),
    ]  # fmt: skip


def test_titles_beside_a_day_and_pages_that_show_one_article_are_no_columns() -> None:
    html = """<body><ul><li><a href='/x/1.html'>供热设施检修公告</a><i>2026-11-01</i></li><li><a href='/x/2.html'>雨污管网改造公示</a><i>11-02</i></li></ul>
        <a href='show.asp?id=7'>供热设施检修公告</a><a href='/sp/3.html'>2026年11月3日</a><a href='list.asp?id=7'>住房保障信息公开</a><a href='/zxft/'>在线访谈节目预告</a>"""
    found = propose_columns(html, "http://a.gov.cn/", ())
    assert [one.name for one in found] == ["住房保障信息公开", "在线访谈节目预告"]


def test_cut_titles_searches_months_and_buttons_are_no_columns() -> None:
    html = """<li><a href='/x/b/'>关于开展农村危房…</a></li><a href='/so?q=社保'>社保</a><a href='/2026/'>2026年11月</a><a href='/d/'>查看详情</a><a href='/e/'>展开</a><a href='/f/'>站点统计</a>
        <div><h3>通知公告</h3><a href='/tz/'>更多...</a></div><a href='/l.jsp?kid=3'>工作动态</a>"""
    found = propose_columns(html, "http://a.gov.cn/", ())
    assert [one.name for one in found] == ["通知公告", "工作动态"]


def test_what_a_program_shows_by_the_route_of_its_address_and_lists_by_number_are_columns() -> None:
    html = """<a href='#/list/12'>工作动态</a><a href='index.html#/list/13'>通知公告</a><a href='#!/ld'>领导之窗</a><a href='#news'>政府文件</a>
        <a href='/list/12345.html'>领导班子</a><a href='/html/12345.html'>机构设置</a>"""
    found = propose_columns(html, "http://a.gov.cn/", ())
    assert [(one.id, one.name, one.url.removeprefix("http://a.gov.cn/")) for one in found] == [
        ("list-12", "工作动态", "#/list/12"), ("index-list-13", "通知公告", "index.html#/list/13"), ("ld", "领导之窗", "#!/ld"), ("list-12345", "领导班子", "list/12345.html"),
    ]  # fmt: skip


@every(
    ("title", "mark"),
    [
        pytest.param("示例区人民政府门户网站", "示例区人民政府", id="without what all sites call themselves"),
        pytest.param(
            "首页 - 示例市住房和城乡建设局", "示例市住房和城乡建设局", id="the part that names somebody"
        ),
        pytest.param("欢迎访问示例县人民政府网站首页", "示例县人民政府", id="with a greeting"),
        pytest.param(
            "示例区政府信息公开_示例区人民政府", "示例区人民政府", id="the public body, not its column"
        ),
        pytest.param("Welcome to nginx!", "", id="a stranger's page"),
        pytest.param("首页", "", id="names nobody"),
    ],
)
def test_a_title_mark_is_proposed_from_the_homepages_title(title: str, mark: str) -> None:
    assert propose_mark(f"<html><head><title>{title}</title></head><body>政务公开</body></html>") == mark


@every(
    ("html", "found"),
    [
        ("<a href='/a/'><img src='1.gif' alt='组织机构'></a><a href='/b/'><img src='2.gif'></a>", {"组织机构": "a/"}),
        ("<map><area href='/a/' alt='政务公开'><area href='/b/'></map>", {"政务公开": "a/"}),
        (
            "<select><option value=''>栏目</option><option value='/a/'>工作动态</option><option value='http://www.gov.cn/'>中国政府网</option></select>",
            {"工作动态": "a/"},
        ),
        ("<select><option value='title'>标题</option><option value='1'>全部栏目</option></select>", {}),
        (
            """<a href="javascript:;" onclick="window.open('/a/')">通知公告</a><a href="javascript:location.href='/b/'">工作动态</a><a href="#">政务公开</a>""",
            {"通知公告": "a/", "工作动态": "b/"},
        ),
        ("<script>document.write('<a href=\"/a/\">通知公告</a>');</script>", {"通知公告": "a/"}),
        (
            """<div id="app"></div><script>window.S={"menus":[{"name":"\\u901a\\u77e5\\u516c\\u544a","url":"\\/a\\/"},{"link":"/b/","title":"工作动态"}],"list":[{"title":"我县召开会议","url":"/t20261101_1.htm"}]}</script>""",
            {"通知公告": "a/", "工作动态": "b/"},
        ),
        (
            "<a href='/a/'>通知公告</a><a href='/a/index.jhtml'>公告栏</a><a href='https://www.a.gov.cn:443/a'>公告</a><a href='http://a.gov.cn/a/'>公告</a><a href='/a/index.html?v=2'>公告</a><a href='/a/;jsessionid=A1'>公告</a><a href='/./a//?page=1'>公告</a>",
            {"通知公告": "a/"},
        ),
        (
            "<a href='/l.jsp?a=1&amp;b=2'>招标信息</a><a href='/l.jsp?b=2&a=1'>招标信息</a><a href='/l.jsp?a=1&b=3'>采购信息</a>",
            {"招标信息": "l.jsp?a=1&b=2", "采购信息": "l.jsp?a=1&b=3"},
        ),
        ("<a href='/a/#b'>通知公告</a><a href='/a/'>政务公开</a><a href='/a/#c'>工作动态</a>", {"政务公开": "a/"}),
        (
            "<div><p>通知公告</p><ul><li><a href='/n/1.html'>停水检修的公告</a> 2026-11-01</li></ul><p><a href='/a/'>更多</a></p></div>",
            {"通知公告": "a/"},
        ),
        (
            "<div><a href='/a/'>更多</a><h3>通知公告</h3></div><div><a href='/b/'><img src='more.gif'></a><b>工作动态</b></div>",
            {"通知公告": "a/", "工作动态": "b/"},
        ),
        (
            "<div><h3>通知公告</h3><p>无</p><a href='/a/'>更多</a><h3>工作动态</h3><a href='/b/'>更多</a></div>",
            {"工作动态": "b/"},
        ),
        ("<a href='/a/'>·【通 知 公 告】</a><a href='/b/'>人事信息(12)</a>", {"通知公告": "a/", "人事信息": "b/"}),
        (
            "<a href='/a/'>下一页</a><a href='/b/'>旧版</a><a href='/c/'>我要纠错</a><a href='/d/'>用户注册</a><a href='/e/'>网站地图</a><a href='/f/'>进入专题</a>",
            {},
        ),
        (
            "<a href='/a/'>商标注册</a><a href='/b/'>标准地图</a><a href='/c/'>智能制造</a><a href='/d/'>举报公示</a><a href='/e/'>资料下载</a>",
            {"商标注册": "a/", "标准地图": "b/", "智能制造": "c/", "举报公示": "d/", "资料下载": "e/"},
        ),
        (
            "<a href='/a/'>学习贯彻党的二十届四中全会精神专题</a><a href='/b.html'>关于印发某县重点领域专题方案的专题</a>",
            {"学习贯彻党的二十届四中全会精神专题": "a/"},
        ),
        (
            "<a href='/info/1011/223.htm'>校运会通知</a><a href='/c/2026/88.html'>春耕启动</a><a href='/x/8a8a81e47b2c4f5d.html'>常委会召开</a><a href='/x?a=show&id=8'>卫健局招聘</a><a href='/46/1000013660/index.html'>召开例会</a><marquee><a href='/n/8.htm'>停水通知</a></marquee>",
            {},
        ),
        ("<a href='/ShowClass.asp?id=5'>规划计划</a><a href='/viewlist.jsp?id=2'>人事信息</a>", {"规划计划": "ShowClass.asp?id=5", "人事信息": "viewlist.jsp?id=2"}),
        (
            "<h1>County Government</h1><a href='/en/'>Home</a><a href='/n/'>News</a><a href='/v/'>About the  County</a>",
            {"News": "n/", "About the County": "v/"},
        ),
        (
            "<div><b>通知公告</b><em>Notice</em><a href='/a/'>MORE+</a></div><a href='/b/'>工作动态 <i>NEWS</i></a><a href='/c/'><i>&#xe601;</i>政策法规</a><a href='/d/'>人事信息<sup>12</sup></a>",
            {"通知公告": "a/", "工作动态": "b/", "政策法规": "c/", "人事信息": "d/"},
        ),
        (
            """<a href="javascript:openUrl('/a/')">通知公告</a><a href="#" onclick="go('http://www.a.gov.cn/b/')">工作动态</a><a href="javascript:list(5)">政策法规</a><a href="\\c\\">人事信息</a>""",
            {"通知公告": "a/", "工作动态": "b/", "人事信息": "c/"},
        ),
        (
            "<a href='/n/n24/u1a407.html'>行为规范</a><a href='/x/view/id/55'>迎新晚会</a><a href='/contents/12/553.html'>书记调研</a><a href='/?list_5/88.html'>扫雪除冰</a><a href='/archives/553'>春游</a><a href='/h/2026/tz_1103/5.html'>封路</a><a href='/channels/12.html'>文明创建</a><a href='/?list_5/'>规划计划</a>",
            {"文明创建": "channels/12.html", "规划计划": "?list_5/"},
        ),
        ("<a href='/en/'>English</a><a href='/oa/'>OFFICE</a><a href='/a/'>通知公告</a>", {"通知公告": "a/"}),
    ],
    ids=[
        "pictures", "an image map", "choices that lead somewhere", "choices that do not", "clicks", "written by a script", "data of a script",
        "one page by many addresses", "the order of a query", "a part of a page", "more below the rows", "more before the heading", "no heading of its own",
        "bullets and counts", "tools", "columns that bear a tool's word", "topics with long names", "articles by their address", "columns that show lists",
        "another tongue", "what is added to a name", "addresses given to functions", "articles of further programs", "words of another tongue",
    ],
)  # fmt: skip
def test_links_are_found_and_named_however_a_page_makes_them(html: str, found: dict[str, str]) -> None:
    seen = propose_columns(f"<body>{html}</body>", HOME, ())
    assert {one.name: one.url.removeprefix(HOME) for one in seen} == found
