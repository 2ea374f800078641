"""Lists whose rows are few, terse, undated or written by a script; and articles that are no list."""

from datetime import date, datetime

import pytest

from monitor.domain.content import ListState
from monitor.domain.timing import SHANGHAI
from probes.pages.document.tree import read_tree
from probes.pages.listing.listing import read_list
from probes.pages.records.crumbs import crumbs_of
from probes.pages.records.pagers import is_neighbour, is_pager
from tests.every import every

from .list_pages import page

NOW = datetime(2026, 11, 20, 9, tzinfo=SHANGHAI)
URL = "http://www.example.gov.cn/zwgk/tzgg/"
CRUMBS = (
    "<div class='pos'>当前位置：<a href='/'>首页</a> &gt; <a href='/zwgk/'>政务公开</a> &gt; 通知公告</div>"
)


def test_rows_of_a_word_or_two_are_a_list() -> None:
    names = ("停水通知", "公示", "招聘公告", "公示", "会议通知", "公示")
    rows = "".join(
        f"<li><a href='/i/{9 - n}.html'>{name}</a><span>2026-11-0{9 - n}</span></li>"
        for n, name in enumerate(names)
    )
    found = read_list(page(f"<ul>{rows}</ul>"), URL, now=NOW)
    assert (len(found.items), found.newest) == (6, date(2026, 11, 9))


def test_undated_rows_that_only_a_number_tells_apart_are_a_list() -> None:
    rows = "".join(
        f"<li><a href='/zwgk/tzgg/471{n}/index.html'>关于第{n}批公租房分配结果的公示（11月{n}日—11月{n + 5}日）</a></li>"
        for n in range(1, 7)
    )
    found = read_list(page(f"<ul>{rows}</ul>"), URL, now=NOW)
    assert (found.state, len(found.items), found.newest) == (ListState.ITEMS, 6, None)


def test_the_array_of_a_script_goes_before_a_box_of_another_name() -> None:
    box = "".join(
        f"<li><a href='/n/{n}.html'>另一栏目的一条较长的信息标题{n}</a><span>11-1{n}</span></li>"
        for n in range(6)
    )
    data = ",".join(
        f'{{"id":{n},"title":"关于第{n}批公租房分配结果的公示","publishTime":"2026-11-0{n} 10:00:00","url":"/d/{n}.html"}}'
        for n in range(8, 0, -1)
    )
    body = f"{CRUMBS}<div id='app'></div><script>var pageData={{rows:[{data}]}};</script><div class='k'><h3>专题专栏</h3><ul>{box}</ul></div>"
    found = read_list(page(body), URL, now=NOW)
    assert (len(found.items), found.newest) == (8, date(2026, 11, 8))


@pytest.mark.parametrize(
    "behind",
    [
        "<p>上一篇：<a href='/i/8.html'>关于供热管网检修的公告</a></p><p>下一篇：<a href='/i/9.html'>关于公租房分配结果的公示</a></p>",
        "<ul><li>上一条：<a href='/i/8.html'>关于供热管网检修的公告</a><span>2026-11-12</span></li><li>下一条：<a href='/i/9.html'>关于公租房分配结果的公示</a><span>2026-11-13</span></li></ul>",
        "<div><a href='/i/8.html'>上一篇：关于供热管网检修的公告 2026-11-12</a><a href='/i/9.html'>下一篇：关于公租房分配结果的公示 2026-11-13</a></div>",
    ],
)
def test_neither_an_articles_neighbours_nor_its_crumbs_are_rows(behind: str) -> None:
    text = "<h1>关于道路施工的公告</h1><div>2026-11-03</div><p>因道路施工，请绕行。</p>"
    found = read_list(page(f"{CRUMBS}{text}{behind}", title="关于道路施工的公告"), URL + "7.html", now=NOW)
    assert found.state is ListState.UNREADABLE


def test_crumbs_end_where_no_step_follows() -> None:
    tree = read_tree(page(f"<div>{CRUMBS}<ul><li><a href='/i/1.html'>关于问题答复的公示</a></li></ul></div>"))
    assert crumbs_of(tree) == "当前位置： 首页 > 政务公开 > 通知公告"


@pytest.mark.parametrize(
    ("text", "turns"), [("下一页", True), ("12", True), (">>", True), ("下一步工作安排", False)]
)
def test_links_that_turn_pages(text: str, turns: bool) -> None:
    assert is_pager(text) is turns


@every(
    ("before", "text", "leads"),
    [("上一篇：", "某公告", True), ("[下一条]", "某公告", True), ("", "下一篇：某公告", True), ("上一条新规定施行", "某公告", False), ("", "上篇文件的解读", False)],
)  # fmt: skip
def test_links_to_an_articles_neighbours(before: str, text: str, leads: bool) -> None:
    tree = read_tree(f"<p>{before}<a href='/i/8.html'>{text}</a></p>")
    link = next(one for one in tree.elements if one.tag == "a")
    assert is_neighbour(tree, link, text) is leads


@pytest.mark.parametrize("before", [True, False])
def test_a_box_that_leads_on_is_not_the_list(before: bool) -> None:
    rows = "".join(
        f"<li><a href='/i/471{n}.html'>关于第{n}批公租房分配结果的公示</a><span>2026-10-0{n}</span></li>"
        for n in range(6, 0, -1)
    )
    box = "".join(
        f"<li><a href='/n/482{n}.html'>另一栏目的一条相当长的信息的标题其中第{n}条</a><span>2026-11-1{n}</span></li>"
        for n in range(8, 0, -1)
    )
    other = f"<div class='k'><div class='bt'><span>媒体报道</span><a href='/mt/'>更多&gt;&gt;</a></div><ul class='n'>{box}</ul></div>"
    own = f"<div class='m'><h2>统计数据</h2><ul class='l'>{rows}</ul></div>"
    body = other + own if before else own + other
    assert read_list(page(body, title="示例市人民政府"), URL, now=NOW).newest == date(2026, 10, 6)


def box(kind: str, month: str, many: int, dated: bool = True) -> str:
    day = "<i>2026-{}-{:02d}</i>" if dated else ""
    return "".join(
        f"<li><a href='/{kind}/471{n}.html'>关于{kind}第{n}批事项的公示</a>{day.format(month, n)}</li>"
        for n in range(many, 0, -1)
    )


OWN, OTHER = "<div class='b'><div class='bt'>通知公告</div><ul>{}</ul></div>", "<div class='b'><div class='bt'>要闻动态</div><ul>{}</ul></div>"  # fmt: skip
CELLS = "<td><table>{}</table></td>"
MANY, FEW = box("yw", "11", 8), box("gg", "08", 3)
ROWS, OLD = (one.replace("<li>", "<tr><td>").replace("<i>", "</td><td>").replace("</i></li>", "</td></tr>") for one in (MANY, FEW))  # fmt: skip


@every(
    ("body", "newest"),
    [
        (OWN.format(FEW) + OTHER.format(MANY), date(2026, 8, 3)),
        (OTHER.format(MANY) + OWN.format(FEW), date(2026, 8, 3)),
        (f"<table><tr>{CELLS.format(OLD)}{CELLS.format('<tr><td>最新动态</td></tr>' + ROWS)}</tr></table>", date(2026, 8, 3)),
        (f"<div class='flash'><ul>{MANY}</ul></div>" + OWN.format(FEW), date(2026, 8, 3)),
        (f"<div class='flash'><ul>{MANY}</ul></div>" + OWN.format(box("gg", "08", 1)), date(2026, 8, 1)),
        (OWN.format(box("gg", "08", 3, dated=False)) + OTHER.replace("'b'", "'r'").format(MANY), None),
        (OWN.format("") + OTHER.replace("'b'", "'r'").format(MANY) + "<ul id='rows' class='list'></ul><script>fill('rows')</script>", None),
        (OWN.format("<div id='u'></div><script queryData='{}' src='/u.js'></script>") + OTHER.replace("'b'", "'r'").format(MANY), None),
    ],
    ids=["boxes of one kind", "the other first", "tables", "flash", "flash before one row", "without days", "a script's", "jpaas"],
)  # fmt: skip
def test_a_box_of_another_name_is_not_the_list(body: str, newest: date | None) -> None:
    assert read_list(page(CRUMBS + body), URL, now=NOW).newest == newest


def test_boxes_of_a_column_of_columns_stay_together() -> None:
    body = "".join(
        f"<div class='b'><h3>{name}</h3><ul>{box(name, month, 3)}</ul></div>"
        for name, month in (("规划计划", "10"), ("统计数据", "11"))
    )
    found = read_list(page(CRUMBS + body), URL, now=NOW)
    assert (len(found.items), found.newest) == (6, date(2026, 11, 3))


NAME = "关于第{}批公租房分配结果的公示"
DAYS = (18, 16, 11, 9, 4, 2)


def made(row: str) -> str:
    """One row for each day of November 2026: its number, its title, its day."""
    return "".join(row.format(n=n, t=NAME.format(n), d=f"2026-11-{day:02d}") for n, day in enumerate(DAYS))


TABLE = "<table><tr><th>文号</th><th>案件名称</th><th>公示日期</th><th>操作</th></tr>{}</table>"
MONTHS = "<h4>2026年{m}月</h4><ul><li><a href='/d/{m}1.html'>关于停水检修的通知</a><i>{m}-18</i></li><li><a href='/d/{m}2.html'>关于道路施工的通知</a><i>{m}-05</i></li></ul>"
OWN_ROWS = made("<li><a href='./202611/t202611_{n}.html'>{t}</a><span>{d}</span></li>")
LEAD = (
    "<div class='tt'><h2><a href='{}'>全区重点项目集中开工</a></h2><span>2026-11-19</span></div><ul>{}</ul>"
)


@every(
    ("body", "count", "newest"),
    [
        (made("<li><span>[<a href='/c/1/'>公告</a>]<a href='/d/{n}.html'>{t}</a></span><i>{d}</i></li>"), 6, "2026-11-18"),
        (made("<article><header><h2><a href='/d/{n}.html'>{t}</a></h2><div><a href='/d/{n}.html'><time>{d}</time></a> <a href='/u/1'>编辑</a></div></header><p>现予公布</p></article>"), 6, "2026-11-18"),
        (TABLE.format(made("<tr><td>安处〔2026〕{n}号</td><td>{t}</td><td>{d}</td><td><a href='/d/{n}.html'>查看详情</a></td></tr>")), 6, "2026-11-18"),
        (TABLE.format(made("<tr><td>安处〔2026〕{n}号</td><td>{t}</td><td>{d}</td><td><a href='/d/{n}.html'>查看</a></td></tr>")), 6, "2026-11-18"),
        (made("<li><span>{t}.docx</span><em>{d}</em><a href='/f/{n}.docx'>下载</a></li>"), 6, "2026-11-18"),
        ("".join(MONTHS.format(m=m) for m in (11, 10)), 4, "2026-11-18"),
        (MONTHS.format(m=11), 2, None),
        (LEAD.format("./202611/t202611_99.html", OWN_ROWS), 7, "2026-11-19"),
        (LEAD.format("./bmdt/202611/t202611_99.html", OWN_ROWS), 6, "2026-11-18"),
    ],
    ids=["a category in the title's part", "a head in each article", "a button in a table", "a short button", "files to load", "months over rows", "one month over all", "a headline of the column", "a headline of another"],
)  # fmt: skip
def test_rows_of_many_parts(body: str, count: int, newest: str | None) -> None:
    found = read_list(page(CRUMBS + f"<div class='x'>{body}</div>"), URL, now=NOW)
    assert (len(found.items), found.newest and found.newest.isoformat()) == (count, newest)


def test_a_row_with_a_day_that_is_seen_has_none_that_is_not() -> None:
    hidden = "<span style='display:none'>2026-11-19</span>"
    for seen, newest in (("<span>2026-03-0{}</span>", date(2026, 3, 6)), ("", date(2026, 11, 19))):
        rows = "".join(
            f"<li><a href='/zwgk/tzgg/{n}.html'>关于第{n}批结果的公示</a>{hidden}{seen.format(n)}</li>"
            for n in range(1, 7)
        )
        assert read_list(page(f"<ul>{rows}</ul>"), URL, now=NOW).newest == newest


def test_the_second_of_two_boxes_alike_that_leads_elsewhere_is_another_list() -> None:
    def box(folder: str, month: str) -> str:
        rows = "".join(
            f"<li><a href='{folder}{n}.html'>关于第{n}批结果的情况</a><span>2026-{month}-0{9 - n}</span></li>"
            for n in range(1, 7)
        )
        return f"<div class='c'><ul>{rows}</ul></div>"

    tabs = "<div><span>通知公告</span><span>工作动态</span></div>"
    both = page(f"{CRUMBS}{tabs}{box('/zwgk/tzgg/', '03')}{box('/gzdt/', '11')}")
    assert read_list(both, URL, now=NOW).newest == date(2026, 3, 8)


@every(
    "facts",
    (
        "2026-11-0{n} 来源：区教育局",
        "2026-11-0{n} 10:20 来源：区教育局 阅读 2{n}",
        "发布时间：2026-11-0{n} 阅读：2{n}",
        "来源：区教育局 | 发布日期：2026-11-0{n} | 点击：3{n}次",
        "作者：张三 2026年11月0{n}日 浏览量 120",
        "公开日期：2026-11-0{n}　废止日期：2028-01-0{n}",
        "更新日期：2026-11-1{n} 来源：区教育局</p><p>发文日期：2026-11-0{n}",
    ),
)
def test_the_line_of_facts_within_a_link_that_holds_its_row_dates_it(facts: str) -> None:
    rows = "".join(
        f"<a href='/i/47{n}.html'><h4>关于第{n}批公租房分配结果的公示</h4><p>各街道办事处，区直有关单位，请认真抓好落实。</p><p>{facts.format(n=n)}</p></a>"
        for n in range(8, 0, -1)
    )
    found = read_list(page(f"{CRUMBS}<div>{rows}</div>"), URL, now=NOW)
    assert (len(found.items), found.newest) == (8, date(2026, 11, 8))


@every("facts", ("会议时间：2026-11-0{n} 来源：区教育局", "2026-11-0{n} 公示 2026-11-1{n} 来源：本站"))
def test_no_other_line_within_such_a_link_dates_its_row(facts: str) -> None:
    rows = "".join(
        f"<a href='/i/47{n}.html'><h4>关于第{n}批公租房分配结果的公示</h4><p>{facts.format(n=n)}</p></a>"
        for n in range(8, 0, -1)
    )
    assert read_list(page(f"{CRUMBS}<div>{rows}</div>"), URL, now=NOW).newest is None


@every("own", ("发布日期", "公布时间", "日期", "时间", "发文日期"))
@every("other", ("更新日期", "视频发布", "解读发布时间", "审核日期", "答复时间", "登记日期"))
def test_of_two_labelled_days_of_a_row_that_of_a_change_or_a_part_gives_way(own: str, other: str) -> None:
    for first, then in (
        ("{own}：2026-11-0{n}", "{other}：2026-11-1{n}"),
        ("{other}：2026-11-1{n}", "{own}：2026-11-0{n}"),
    ):
        row = f"<li><a href='/i/47{{n}}.html'>关于第{{n}}批公租房分配结果的公示</a><span>{first}</span><span>{then}</span></li>"
        rows = "".join(row.format(n=n, own=own, other=other) for n in range(8, 0, -1))
        assert read_list(page(f"{CRUMBS}<ul>{rows}</ul>"), URL, now=NOW).newest == date(2026, 11, 8)


@every("heads", ("更新日期 公布日期", "公布日期 更新日期", "视频发布 发布日期", "更新时间 日期"))
def test_a_column_of_changes_in_a_table_gives_way_to_that_of_publishing(heads: str) -> None:
    names = heads.split()
    days = ["2026-11-0{n}" if name in ("公布日期", "发布日期", "日期") else "2026-11-1{n}" for name in names]
    row = (
        "<tr><td><a href='/i/47{n}.html'>关于第{n}批公租房分配结果的公示</a></td>"
        + "".join(f"<td>{day}</td>" for day in days)
        + "</tr>"
    )
    head = "<tr><th>标题</th>" + "".join(f"<th>{name}</th>" for name in names) + "</tr>"
    rows = "".join(row.format(n=n) for n in range(8, 0, -1))
    assert read_list(page(f"{CRUMBS}<table>{head}{rows}</table>"), URL, now=NOW).newest == date(2026, 11, 8)
