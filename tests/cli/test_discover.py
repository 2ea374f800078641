"""`monitor discover` on a made-up site: what a person gets to paste into the configuration."""

import tomllib
from collections.abc import Iterator

import pytest

from monitor.cli.discover_entries import Entries, Login, entry_lines
from probes.sample import SIGN_ON
from tests.operator_desk import Cli
from tests.probes.pages.variety_lists import LISTS
from tests.served_pages import served

HOME = """<html><head><title>示例市住建局</title></head><body><ul><li><a href='/'>首页</a></li><li><a href='/zcwj/'>政策文件</a></li>
<li><a href='/xwzx/'>新闻中心</a></li><li><a href='/hdjl/'>互动交流</a></li><li><a href='/gone/'>数据统计</a></li><li><a href='/a.pdf'>财政年报</a></li>
<li><a href='/ys/'>隐私声明</a></li></ul><h3>曝光台</h3><a href='/bgt/'>更多</a><a href='/zjyy/'>建言献策</a><a href='/jy/'>教育</a>
<a href='https://www.gov.cn/yaowen/'>国务院要闻</a></body></html>"""


def rows_of(*titles: str) -> str:
    """A list of such titles."""
    lines = "".join(
        f"<li><a href='/t2026110{n}_{n}.htm'>{title}</a><span>2026-11-0{n}</span></li>"
        for n, title in enumerate(titles, 1)
    )
    return f"<html><title>列表</title><body><ul class='news_list'>{lines}</ul></body></html>"


PAGES = {
    "/": HOME,
    "/entries/": """<title>示例区</title><form action="/search/"><input name="q"></form><a href="/entries/xxgk/">政府信息公开</a>
<a href="/qz/">权责清单</a><a href="/none/">政府债务</a><a href="javascript:login()">登录</a><a href="xx/">区长信箱</a><a href="yj/">意见征集</a><a href="/h.html">志愿者走进敬老院送温暖</a>""",
    "/deep/": "<title>示例区</title><a href='/deep/tzgg/'>通知公告</a>",
    "/deep/tzgg/": "<a href='/deep/tzgg/td/'>停电</a>",
    "/deep/tzgg/td/": rows_of("城东片区计划停电安排", "城西片区计划停电安排"),
    "/menu/": "<title>示例区</title><a href='/menu/hd/'>互动交流</a><a href='/menu/old/'>专题专栏</a>"
    + rows_of("停水通知", "停电通知", "停气通知"),
    "/menu/hd/": "<title>互动交流</title><a href='/entries/xx/'>区长信箱</a>",
    "/menu/old/": "<html><head><meta http-equiv='refresh' content='0;url=/menu/'></head><body></body></html>",
    "/qz/": "<title>权责清单</title>",
    "/framed/": "<title>示例区</title><a href='/framed/tzgg/'>通知公告</a><a href='/framed/gs/'>公示</a>",
    "/framed/tzgg/": "<title>通知公告</title><h1>通知公告</h1><iframe src='/framed/rows.html'></iframe>",
    "/framed/rows.html": rows_of("停水通知", "停电通知", "停气通知"),
    "/framed/gs/": "<title>公示</title><h1>公示</h1><iframe src='/framed/none.html'></iframe>",
    "/frames/": "<title>示例区</title><frameset><frame src='/frames/top.html'><frame src='/frames/main.html'></frameset>",
    "/frames/top.html": "<a href='/framed/tzgg/'>通知公告</a><a href='/frames/moved.html'>公示公告</a>",
    "/frames/main.html": "<a href='/jy/'>教育</a><a href='/framed/tzgg/index.html'>更多公告</a>",
    "/frames/moved.html": "<html><head><meta http-equiv='refresh' content='0;url=/framed/tzgg/'></head><body></body></html>",
    "/twin/": "<title>示例区</title><a href='/framed/tzgg/'>通知公告</a><a href='/framed/rows.html'>公示公告</a><a href='/jy/'>教育</a>",
    "/many/": "<title>示例区</title><a href='/jy/'>教育</a><a href='/xwzx/'>张某某</a><a href='/framed/tzgg/'>通知公告</a>",
    "/way/": "<title>示例区</title><a href='/en/'>English</a><a href='/way/in.html'><img src='in.gif'></a>",
    "/way/in.html": "<title>示例区</title><a href='/jy/'>教育</a><a href='/way/old/'>专题专栏</a>",
    "/way/old/": "<html><head><meta http-equiv='refresh' content='0;url=/way/in.html'></head><body></body></html>",
    "/entries/xxgk/": "<a href='/gkzn/'>政府信息公开指南</a>",
    "/zcwj/": LISTS["gkml"][0],
    "/xwzx/": LISTS["yearless_no_year"][0],
    "/hdjl/": LISTS["script_vue"][0],
    "/bgt/": LISTS["blank_words"][0],
    "/zjyy/": rows_of(
        "关于公开征求《示例市供水管理办法》意见的公告",
        "关于公开征求《示例市供热管理办法》意见的公告",
        "公开征集城市更新建议",
    ),
    "/entries/xx/": """<title>区长信箱</title><table><tr><th>标题</th><th>来信时间</th><th>状态</th></tr>
<tr><td><a href='1.html'>路灯不亮</a></td><td>2026-11-03</td><td>已回复</td></tr><tr><td><a href='2.html'>小区停车</a></td><td>2026-10-09</td><td>办理中</td></tr>
<tr><td><a href='3.html'>公交改线</a></td><td>2026-09-21</td><td>已回复</td></tr></table>""",
    "/entries/yj/": """<title>意见征集</title><table><tr><th>主题</th><th>开始时间</th><th>状态</th></tr>
<tr><td><a href='1.html'>征求供水办法意见</a></td><td>2026-11-03</td><td>已反馈</td></tr><tr><td><a href='2.html'>征集公园名称</a></td><td>2026-10-09</td><td>征集中</td></tr>
<tr><td><a href='3.html'>征求停车办法意见</a></td><td>2026-09-21</td><td>已反馈</td></tr></table>""",
    "/jy/": rows_of(
        "示例市义务教育招生工作方案公布实施", "示例市中小学校历的安排和说明", "示例市教师招聘考试公告发布"
    ),
}


@pytest.fixture
def address() -> Iterator[str]:
    with served(PAGES) as at:
        yield at


def test_lists_are_ready_to_paste_and_other_pages_are_named_with_the_reason(address: str, cli: Cli) -> None:
    done = cli.bare("discover", address)
    columns = tomllib.loads(done.stdout)["site"]["column"]
    assert [(one["id"], one["name"], one["kind"]) for one in columns] == [
        ("zcwj", "政策文件", "policy"),
        ("xwzx", "新闻中心", "news"),
        ("zjyy", "建言献策", "general"),
        ("jy", "教育", "general"),
        ("bgt", "曝光台", "general"),
    ]
    assert '# 写入 [[site]]：title_mark = "示例市住建局"' in done.stdout
    assert "# 列表：6条，最新2026-11-18，首条：关于供热设施检修有关事项的公告" in done.stdout
    assert "# 列表：6条，无日期" in done.stdout
    assert "# 列表：目前没有内容" in done.stdout
    assert "# 列表：列表由脚本加载" in done.stdout
    assert '# name = "互动交流"' in done.stdout
    assert f"#   数据统计  {address}gone/  服务器返回错误状态（http_status）" in done.stdout
    assert "年报" not in done.stdout
    assert "隐私" not in done.stdout
    assert done.exit_code == 0


def test_search_named_pages_and_logins_are_proposed_with_what_was_seen(address: str, cli: Cli) -> None:
    said = cli.bare("discover", f"{address}entries/").stdout
    assert f'# probe.search = {{url = "{address}search/?q={{query}}"}}' in said
    assert f'# probe.elements.pages.power_list = "{address}qz/"   # 链接“权责清单”' in said
    assert f"# 链接“政府债务”  {address}none/  页面不存在" in said
    assert "elements.pages.debt" not in said
    assert f'# probe.elements.pages.disclosure_guide = "{address}gkzn/"' in said
    assert "# 登录：由脚本打开" in said
    assert (
        "志愿者" not in said.partition("pages.overview")[2].partition("\n")[0]
    )  # a row of news is no overview
    assert "# 留言板：首页3条留言，1条未答复，最新2026-11-03" in said
    assert [one["name"] for one in tomllib.loads(said)["site"]["board"]] == ["区长信箱"]
    assert "意见征集" in [one["name"] for one in tomllib.loads(said)["site"]["column"]]


def test_boards_behind_a_menu_are_looked_at_and_what_leads_home_is_no_column(address: str, cli: Cli) -> None:
    said = cli.bare("discover", f"{address}menu/").stdout
    assert [one["name"] for one in tomllib.loads(said)["site"]["board"]] == ["互动交流/区长信箱"]
    assert f"#   专题专栏  {address}menu/old/  网址转到网站首页" in said
    assert "column" not in tomllib.loads(said)["site"]


def test_a_list_in_a_frame_is_read_there(address: str, cli: Cli) -> None:
    said = cli.bare("discover", f"{address}framed/").stdout
    [column] = tomllib.loads(said)["site"]["column"]
    assert (column["name"], column["url"]) == ("通知公告", f"{address}framed/tzgg/")
    assert "# 列表：3条，最新2026-11-03，首条：停水通知" in said
    assert f"#   公示  {address}framed/gs/" in said


def test_a_homepage_of_frames_or_a_way_in_is_looked_through_and_each_column_listed_once(
    address: str, cli: Cli
) -> None:
    framed = tomllib.loads(cli.bare("discover", f"{address}frames/").stdout)["site"]["column"]
    assert [(one["name"], one["url"]) for one in framed] == [
        ("通知公告", f"{address}framed/tzgg/"),
        ("教育", f"{address}jy/"),
    ]
    said = cli.bare("discover", f"{address}way/").stdout
    assert [one["name"] for one in tomllib.loads(said)["site"]["column"]] == ["教育"]
    assert f"#   专题专栏  {address}way/old/  网址转到网站首页" in said


def test_one_list_behind_two_addresses_is_one_column(address: str, cli: Cli) -> None:
    said = cli.bare("discover", f"{address}twin/").stdout
    assert [one["name"] for one in tomllib.loads(said)["site"]["column"]] == ["通知公告", "教育"]
    assert "# 列表与上面的framed-tzgg完全相同，不重复监测" in said
    assert "framed-rows" not in said.partition("[report.columns]")[2]


def test_of_too_many_pages_those_whose_names_tell_what_they_hold_come_first(address: str, cli: Cli) -> None:
    [column] = tomllib.loads(cli.bare("discover", f"{address}many/", "--most", "1").stdout)["site"]["column"]
    assert column["name"] == "通知公告"


def test_a_deeper_level_is_named_with_its_topic_which_alone_finds_the_row_of_annex_2(
    address: str, cli: Cli
) -> None:
    assert "停电" not in cli.bare("discover", f"{address}deep/").stdout
    [column] = tomllib.loads(cli.bare("discover", f"{address}deep/", "--levels", "2").stdout)["site"][
        "column"
    ]
    assert (column["name"], column["catalogue"]) == ("通知公告/停电", "Z2-02.01")
    cut = cli.bare("discover", f"{address}deep/", "--levels", "2", "--most", "1")
    assert "另有1页未看，可加大 --most" in cut.stderr


def test_classes_bindings_and_lists_above_are_proposed_with_what_was_seen(address: str, cli: Cli) -> None:
    done = cli.bare("discover", address)
    said = tomllib.loads(done.stdout)["report"]["columns"]
    assert said == {"policy": ["zcwj"], "solicitation": ["zjyy"]}
    assert '# 写入 [[site]]：probe.texts = {solicitation = ["zjyy"]}' in done.stdout
    assert "意见征集，建言献策：依据3条标题中3条" in done.stdout
    assert '# indicator = ["F19W-02.教育"]' in done.stdout
    assert 'upstream = [{name = "国务院要闻", url = "https://www.gov.cn/yaowen/"}]' in done.stdout
    assert "# 没有找到栏目：政府信息公开、政策解读" in done.stdout


BUSY = """<title>示例县人民政府</title><form action="http://localhost/jsearchfront/search.do"><input type="hidden" name="websiteid" value="3"><input name="q"></form>
<a href='/hd/'>互动交流</a><a href='/jd/'>图解政策</a><a href='/bs/'>办事指南</a><a href='/none/'>网上办事</a><a href='/uc/'>用户登录</a><a href='/tj/'>统计调查</a>
<a href='/yj/'>调查研究</a>"""
BUSY_PAGES = {
    "/": BUSY,
    "/hd/": "<title>互动</title><a href='/ft/'>在线访谈</a><a href='/dz/'>调查征集</a><a href='/sg/'>事故调查报告</a><a href='/uc/'>登录</a>",
    "/jd/": rows_of("一图读懂供水管理办法", "一图读懂供热管理办法"),
    "/ft/": "<title>访谈</title><div id='app'></div><script src='/x.js'></script>",
    "/dz/": rows_of("公交线路满意度调查问卷", "征求停车办法意见的公告"),
    "/sg/": rows_of("某厂爆炸事故调查报告公布", "某桥坍塌事故调查报告公布"),
    "/tj/": rows_of("某县劳动力调查情况说明", "某县人口抽样调查情况说明"),
    "/yj/": rows_of("县领导赴乡镇开展调查研究", "县领导赴企业开展调查研究"),
    "/bs/": "<title>办事</title><a href='/g/1.htm'>居民身份证换发</a><a href='/g/2.htm'>户口迁移</a><a href='/n/3.htm'>本县推进身份证办理提速</a>",
    "/uc/": "<title>统一身份认证平台</title>登录",
}


@pytest.fixture(scope="module")
def busy(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What is proposed for a site with submenus, a search elsewhere, guides without telling addresses, a login."""
    with served(BUSY_PAGES) as at:
        return Cli(tmp_path_factory.mktemp("busy")).bare("discover", at).stdout.replace(at, "@/")


@pytest.mark.parametrize(
    "line",
    [
        pytest.param('interpretation = ["jd"]   # 政策解读，图解政策：依据名称', id="interpretation"),
        pytest.param('survey = ["dz"]   # 网上调查，调查征集：依据名称', id="surveys in a submenu"),
        pytest.param('solicitation = ["dz"]   # 意见征集，调查征集：依据名称', id="the same column, solicitations"),
        pytest.param("# 在线访谈：名称为在线访谈（@/ft/），但列表无法读取", id="a list by script"),
        pytest.param('# probe.search = {url = "http://localhost/jsearchfront/search.do?websiteid=3&q={query}"}', id="search"),
        pytest.param("#   检索在另一主机 localhost，须人工确认", id="search on another host"),
        pytest.param('# guides.list = ["@/bs/"]   # 链接“办事指南”，2项，首项：居民身份证换发', id="guides"),
        pytest.param('# guides.pattern = "/g/"', id="guides whose addresses say nothing"),
        pytest.param("# 办事指南：网上办事  @/none/  未能打开", id="a dead link to guides"),
        pytest.param('# 登录：@/uc/   # 在@/；转到127.0.0.1（统一身份认证平台）', id="login"),
    ],
)  # fmt: skip
def test_what_each_look_needs_is_proposed_with_what_was_seen(busy: str, line: str) -> None:
    assert line in busy


@pytest.mark.parametrize("absent", ["sg", "tj", "yj"])
def test_inquiries_and_statistics_are_no_surveys(busy: str, absent: str) -> None:
    classes = tomllib.loads(busy)["report"]["columns"]
    assert not [name for name, ids in classes.items() if absent in ids]
    assert "probe.sample.sign_on" not in busy


def test_the_host_at_which_logins_end_is_proposed_and_the_provinces_own_needs_no_word() -> None:
    logins = (Login(url="http://a/l", ends_at="sso.b.cn"), Login(url="http://a/m", ends_at=SIGN_ON[0]))
    said = "\n".join(entry_lines(Entries(pages={}, logins=logins), "http://a/"))
    assert '# probe.sample.sign_on = ["sso.b.cn"]' in said
