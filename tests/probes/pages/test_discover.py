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
