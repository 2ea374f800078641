"""Which cell of a row the head of its table calls the publish day."""

from datetime import date

from probes.pages.document.tree import read_tree
from probes.pages.listing.listing import read_list
from probes.pages.records.table_head import day_cells
from tests.every import every


def cell(head: str, cells: str) -> str | None:
    make = lambda words, tag: "".join(f"<{tag}>{word}</{tag}>" for word in words.split())  # noqa: E731
    tree = read_tree(f"<table><tr>{make(head, 'th')}</tr><tr>{make(cells, 'td')}</tr></table>")
    row = [one for one in tree.elements if one.tag == "tr"][1]
    found, _ = day_cells(tree, row)
    return tree.text(found) if found is not None else None


@every(
    ("head", "cells", "day"),
    [
        ("标题 成文日期 发布日期", "公示 2020-01-01 2020-02-01", "2020-02-01"),
        ("标题 发布日期 生效日期", "公示 2020-01-01 2020-02-01", "2020-01-01"),
        ("标题 发布机构 时间", "公示 教育局 2020-01-01", "2020-01-01"),
        ("标题 公开时间 截止时间", "公示 2020-01-01 2020-02-01", "2020-01-01"),
        ("标题 成文日期", "公示 2020-01-01", "2020-01-01"),
        ("标题 生效日期", "公示 2020-01-01", None),
        ("标题 决定日期 公示日期", "许可 2020-01-01 2020-02-01", "2020-02-01"),
        ("标题 发布日期", "公示 2020-01-01 2020-02-01", None),
    ],
    ids=[
        "publish over document",
        "publish over validity",
        "a unit is no day",
        "public over deadline",
        "only document",
        "only validity",
        "publicity over decision",
        "cells do not match",
    ],
)
def test_the_head_names_the_publish_day(head: str, cells: str, day: str | None) -> None:
    assert cell(head, cells) == day


ROW = "{0}<{2}><a href='/gg/4711.html'>关于供热检修有关事项的公告</a></{2}><{2}>2026-12-{1:02d}</{2}><{2}>2026-11-{1:02d}</{2}>{3}"


@every(
    ("head", "start", "cell", "end"),
    [
        ("<div class='th'><span>标题</span><span>实施日期</span><span>发布日期</span></div>", "<div class='tr'>", "span", "</div>"),
        ("<ul class='bt'><li>名称</li><li>截止时间</li><li>公开日期</li></ul>", "<ul>", "li", "</ul>"),
        ("<dl><dt>标题</dt><dd>生效时间</dd><dd>公布时间</dd></dl>", "<dl>", "dd", "</dl>"),
        ("<table><tr><td>项目</td><td>开标时间</td><td>公告时间</td></tr></table>", "<table><tr>", "td", "</tr></table>"),
        ("<div class='li'><ul><li>名称</li><li>有效期至</li><li>发布日期</li></ul></div>", "<div class='li'><ul>", "li", "</ul></div>"),
        ("<div class='head'><table><tr><th>标题</th><th>截止日期</th><th>发布日期</th></tr></table></div><div class='body'><div><div><table>", "<tr>", "td", "</tr>"),
    ],
    ids=["div", "ul", "dl", "a table of its own", "wrapped", "drawn by a program"],
)  # fmt: skip
def test_a_head_need_not_be_the_first_row_of_a_table(head: str, start: str, cell: str, end: str) -> None:
    rows = "".join(ROW.format(start, day, cell, end) for day in (9, 7, 3)).replace("4711", "{}")
    html = f"<html><title>公告</title><body><div>{head}{rows.format(1, 2, 3)}</div></body></html>"
    assert read_list(html, "").newest == date(2026, 11, 9)


@every(
    "name",
    [
        "开庭时间",
        "开标日期",
        "实施日期",
        "报名截止",
        "有效期至",
        "会议时间",
        "报名时间",
        "开工日期",
        "公示期",
        "办结时限",
        "预计开工",
    ],
)
def test_a_column_of_other_days_gives_a_row_none(name: str) -> None:
    rows = "".join(f"<tr><td><a href='/gg/{n}.html'>第{n}号项目有关事项的公告</a></td><td>2026-11-0{n}</td></tr>" for n in (3, 2, 1))  # fmt: skip
    html = f"<html><body><table><tr><th>名称</th><th>{name}</th></tr>{rows}</table></body></html>"
    assert read_list(html, "").newest is None


def test_the_day_in_a_row_of_cells_heads_no_rows_below() -> None:
    rows = "".join(f"<div class='tr'><span><a href='/gg/{n}.html'>第{n}号事项征求意见</a></span><span>2026-11-0{n}</span></div>" for n in (3, 2, 1))  # fmt: skip
    html = f"<html><body><div><div class='th'><span>主题</span><span>截止日期</span></div>{rows}</div></body></html>"
    assert read_list(html, "").newest is None
