"""`monitor discover` on a made-up site: what a person gets to paste into the configuration."""

import tomllib
from collections.abc import Iterator

import pytest

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
<a href="/qz/">权责清单</a><a href="javascript:login()">登录</a>""",
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
    assert '# for [[site]]: title_mark = "示例市住建局"' in done.stdout
    assert "# list: 6 items, newest 2026-11-18, first: 关于供热设施检修有关事项的公告" in done.stdout
    assert "# list: 6 items, without dates" in done.stdout
    assert "# list: blank now" in done.stdout
    assert "# list: 列表由脚本加载" in done.stdout
    assert '# name = "互动交流"' in done.stdout
    assert f"#   数据统计  {address}gone/  服务器返回错误状态（http_status）" in done.stdout
    assert "年报" not in done.stdout
    assert "隐私" not in done.stdout
    assert done.exit_code == 0


def test_search_named_pages_and_logins_are_proposed_with_what_was_seen(address: str, cli: Cli) -> None:
    said = cli.bare("discover", f"{address}entries/").stdout
    assert f'# probe.search = {{url = "{address}search/?q={{query}}"}}' in said
    assert f'# probe.elements.pages.power_list = "{address}qz/"   # link "权责清单"' in said
    assert f'# probe.elements.pages.disclosure_guide = "{address}gkzn/"' in said
    assert "# login: opened by a script" in said


def test_classes_bindings_and_lists_above_are_proposed_with_what_was_seen(address: str, cli: Cli) -> None:
    done = cli.bare("discover", address)
    said = tomllib.loads(done.stdout)["report"]["columns"]
    assert said == {"policy": ["zcwj"], "solicitation": ["zjyy"]}
    assert '# for [[site]]: probe.texts = {solicitation = ["zjyy"]}' in done.stdout
    assert "意见征集, 建言献策: by 3/3 titles" in done.stdout
    assert '# indicator = ["F19W-02.教育"]' in done.stdout
    assert 'upstream = [{name = "国务院要闻", url = "https://www.gov.cn/yaowen/"}]' in done.stdout
    assert "# no column seen for: 政府信息公开、政策解读" in done.stdout
