"""Boards as towns set them: what stands around an answer's place, cells beside several rows, parted labels, statuses of work to do again."""

from datetime import date

import pytest

from monitor.domain.content import Message, MessageStatus
from probes.pages.board.board import read_board
from probes.pages.board.detail import read_detail
from probes.pages.board.words import labels_in, status_of
from tests.every import every

from .board_pages import NOW, asked, page

S = MessageStatus
TITLES = ("城北路口红绿灯时间太短", "医保异地备案如何办理", "滨河小区电梯故障", "学区划分咨询")
REAL = "您好，经核实，该路段路灯已于11月4日修复。"
LETTER = (
    "<tr><td>来信标题</td><td>路灯不亮</td></tr><tr><td>来信时间</td><td>2026-11-01</td></tr>"
    "<tr><td>来信内容</td><td>路灯不亮，请处理。</td></tr>"
)


def read(body: str) -> list[Message]:
    return list(read_board(page(f"<div>{body}</div>"), "http://www.example.gov.cn/hd/", now=NOW).messages)


def letter(body: str) -> Message:
    return read_detail(page(body), asked(), now=NOW)


@every(
    "below",
    [
        "<tr><td>答复情况</td><td><div>答复单位： 答复时间：</div></td></tr><tr><td>用户满意度评价</td><td>暂无评价</td></tr>",
        "<tr><td>处理结果</td><td></td></tr><tr><td>信件满意度</td><td>未评价</td></tr>",
        "<tr><td>处理情况</td><td>未答复</td></tr><tr><td>处理结果</td><td></td></tr><tr><td>用户暂无评价</td></tr>",
        "<tr><td>办结时间</td><td></td></tr><tr><td>办结回复</td><td></td></tr>",
    ],
)
def test_how_a_letter_was_judged_is_no_answer(below: str) -> None:
    message = letter(f"<table>{LETTER}{below}</table>")
    assert (message.status, message.answered) == (S.OPEN, None)


def test_what_stands_below_the_state_of_handling_is_no_answer() -> None:
    head = "<h1>路灯不亮</h1><div>来信时间：2026-11-01<span>|</span><span>处理情况：<b>{state}</b></span><span>| 督办部门：政府办 <b>投诉</b></span></div><div><p>路灯不亮，请处理。</p></div>"
    answer = f"<h2><span>回复时间：2026-11-05</span><span>回复单位：区城管局</span></h2><p>{REAL}</p>"
    assert letter(head.format(state="处理中")).status is S.OPEN
    told = letter(head.format(state="已回复") + answer)
    assert (told.status, told.answered) == (S.ANSWERED, date(2026, 11, 5))


@every("state", ["处理中", "已受理"])
def test_an_answer_below_a_state_that_is_still_of_work_is_for_people(state: str) -> None:
    facts = f"<p>来信时间：2026-11-01</p><p>办理情况：{state}</p>"
    assert letter(f"{facts}<p>{REAL}</p>").status is S.UNSTATED
    assert letter(f"{facts}<p>[打印本页]</p>").status is S.OPEN


@every(
    "words, status",
    [
        ("市城管局 2026-11-05", S.UNSTATED), ("市教育局基础教育科", S.UNSTATED), ("县教体局 办公室（2026年11月5日）", S.UNSTATED),
        (f"{REAL} 市城管局 2026-11-05", S.ANSWERED), ("请到市教育局基础教育科咨询办理", S.ANSWERED), ("已修复。", S.ANSWERED),
    ],
)  # fmt: skip
def test_the_name_of_an_office_alone_is_no_answer(words: str, status: MessageStatus) -> None:
    told = letter(f"<table>{LETTER}<tr><td>回复内容</td><td>{words}</td></tr></table>")
    assert told.status is status, told
    assert told.answered is None or status is S.ANSWERED


@every(
    "word, status",
    [
        ("退回重办", S.OPEN), ("已退回重新办理", S.OPEN), ("退回补办", S.OPEN), ("退回承办单位", S.OPEN), ("驳回重办", S.OPEN), ("不满意重办", S.OPEN), ("部分办结", S.UNSTATED), ("系统自动办结", S.UNSTATED),
        ("办理反馈", S.UNSTATED), ("已反馈", S.ANSWERED), ("等待回答", S.OPEN), ("已处置", S.ANSWERED), ("处置中", S.OPEN), ("协办中", S.OPEN), ("未接单", S.OPEN), ("延期申请中", S.OPEN), ("已下派", S.TRANSFERRED), ("退回", S.REFUSED), ("在办中", S.OPEN),
        ("关闭窗口", S.UNSTATED), ("关闭本页", S.UNSTATED), ("关闭页面", S.UNSTATED), ("已关闭", S.REFUSED),
    ],
)  # fmt: skip
def test_statuses(word: str, status: MessageStatus) -> None:
    assert status_of(word) is status


def test_an_office_stands_beside_several_rows() -> None:
    head = "<tr><th>受理单位</th><th>标题</th><th>来信时间</th><th>状态</th></tr>"
    rows = [
        f"<tr>{'<td rowspan=2>教育局</td>' if n % 2 == 0 else ''}<td><a href='/l/{n}'>{title}</a></td><td>2026-11-0{n + 1}</td><td>{'未回复' if n == 1 else '已回复'}</td></tr>"
        for n, title in enumerate(TITLES)
    ]
    found = read(f"<table>{head}{''.join(rows)}</table>")
    assert [(one.title_masked, one.submitted, one.unit, one.status) for one in found] == [
        (title, date(2026, 11, n + 1), "教育局", S.OPEN if n == 1 else S.ANSWERED)
        for n, title in enumerate(TITLES)
    ]


@pytest.mark.parametrize("span", ["2", "9", "99999999"])
def test_a_row_with_all_its_cells_has_nothing_beside_it(span: str) -> None:
    head = "<tr><th>受理单位</th><th>标题</th><th>来信时间</th><th>状态</th></tr>"
    rows = "".join(
        f"<tr><td{f' rowspan={span}' if n % 2 == 0 else ''}>第{n}小学</td><td><a href='/l/{n}'>{title}</a></td><td>2026-11-0{n + 1}</td><td>未回复</td></tr>"
        for n, title in enumerate(TITLES)
    )
    found = read(f"<table>{head}{rows}</table>")
    assert [(one.title_masked, one.unit) for one in found] == [
        (title, f"第{n}小学") for n, title in enumerate(TITLES)
    ]


@pytest.mark.parametrize("cell", ["2026110{n}", "<a href='/l/{n}'>{title}</a>"])
def test_a_row_beside_a_letter_s_own_cell_is_no_letter(cell: str) -> None:
    head = (
        "<tr><th>标题</th><th>类型</th><th>来信时间</th></tr>"
        if "a href" in cell
        else "<tr><th>编号</th><th>标题</th><th>来信时间</th></tr>"
    )
    rest = "<td>咨询</td>" if "a href" in cell else "<td><a href='/l/{n}'>{title}</a></td>"
    rows = "".join(
        f"<tr><td rowspan=2>{cell}</td>{rest}<td>2026-11-0{n + 1}</td></tr><tr><td>您好，已处理完毕。</td><td>2026-11-1{n}</td></tr>".format(
            n=n, title=title
        )
        for n, title in enumerate(TITLES)
    )
    assert [one.title_masked for one in read(f"<table>{head}{rows}</table>")] == list(TITLES)


def test_cells_that_only_part_others_are_no_columns() -> None:
    head = "<tr><td>类别</td><td>|</td><td>来信标题</td><td>|</td><td>来信时间</td><td>|</td><td>处理状态</td><td>|</td><td>热点推荐</td></tr>"
    rows = "".join(
        f"<table><tr><td>咨询</td><td></td><td><a href='/l/{n}'>{title}</a></td><td></td><td>2026-11-0{n + 1}</td><td></td><td>{'办理中' if n == 1 else '已回复'}</td><td></td><td><a href='#'>{'' if n == 1 else '满意'}</a></td></tr></table>"
        for n, title in enumerate(TITLES)
    )
    found = read(f"<table>{head}</table>{rows}")
    assert [(one.title_masked, one.status) for one in found] == [
        (title, S.OPEN if n == 1 else S.ANSWERED) for n, title in enumerate(TITLES)
    ]


def test_a_day_or_a_judgement_is_no_letter_s_title() -> None:
    rows = "".join(
        f"<li><a href='/t/{n}'>{title}</a><cite>用户</cite><em>2026-11-0{n + 1}</em><a href='#'>2026-11-1{n} 10:00</a></li>"
        for n, title in enumerate(TITLES)
    )
    assert not any(one.title_masked.startswith("2026") for one in read(f"<ul>{rows}</ul>"))


@every(
    "text, told",
    [
        (
            "网友：燕赵 时间：2026-11-01 留言对象：交警支队 红绿灯太短。 时间：2026-11-05 回复部门：交警支队 您好！已调整。",
            {
                "submitted": "2026-11-01",
                "answered": "2026-11-05",
                "unit": "交警支队",
                "answer": "您好！已调整。",
            },
        ),
        (
            "来 信 时间：2026-11-01 答 复 时间：2026-11-05",
            {"submitted": "2026-11-01", "answered": "2026-11-05"},
        ),
        ("王 某 时间：2026-11-01", {"submitted": "2026-11-01"}),
        ("来信时间：2026-11-01 应 答 复 时间：2026-11-15", {"answered": None}),
        ("来信时间：2026-11-01 未 回 复 时间：2026-11-15", {"answered": None}),
        ("留言时间：2026-11-01 受理单位：区教育局 您好！城东路的路灯已修复，感谢你们。", {"answer": None}),
    ],
)
def test_labels_in_a_line(text: str, told: dict[str, str | None]) -> None:
    found = labels_in(text)
    assert {noun: found.get(noun) for noun in told} == told


FACTS = (("来信标题", "路灯不亮"), ("来信时间", "2026-11-01"), ("来信内容", "路灯不亮，请处理。"))
LAYOUTS = {
    "cells": lambda rows: f"<table>{''.join(f'<tr><td>{a}</td><td>{b}</td></tr>' for a, b in rows)}</table>",
    "pairs of cells": lambda rows: (
        f"<table>{''.join(f'<tr><td>{a}</td><td>{b}</td><td>编号</td><td>1</td></tr>' for a, b in rows)}</table>"
    ),
    "terms": lambda rows: f"<dl>{''.join(f'<dt>{a}：</dt><dd>{b}</dd>' for a, b in rows)}</dl>",
    "boxes": lambda rows: "".join(f"<p><b>【{a}】</b><span>{b}</span></p>" for a, b in rows),
    "classes": lambda rows: "".join(f"<div><i class='k'>{a}</i><i class='v'>{b}</i></div>" for a, b in rows),
    "lines": lambda rows: "".join(f"<p>{a}：{b}</p>" for a, b in rows),
}


@every("layout", list(LAYOUTS))
@every(
    ("label", "value"),
    [
        ("签收人", "李四"), ("联系电话", "0590-1234567"), ("所属区域", "城东街道"), ("限办日期", "2026-11-15"), ("是否公开", "公开"),
        ("分发意见", "请城管局现场核实后修复。"), ("满意率", "100%"), ("来源渠道", "手机"), ("热度", "33"),
    ],
)  # fmt: skip
def test_a_label_that_we_do_not_know_is_no_answer(layout: str, label: str, value: str) -> None:
    empty = letter(LAYOUTS[layout]((*FACTS, ("回复内容", ""), (label, value))))
    assert (empty.status in (S.OPEN, S.UNSTATED), empty.answered) == (True, None)
    for real in (REAL, "已修复"):
        rows = (*FACTS, ("回复内容", real), (label, value), ("回复时间", "2026-11-05"))
        told = letter(LAYOUTS[layout](rows))
        assert (told.status, told.answered) == (S.ANSWERED, date(2026, 11, 5))


@every("field", ["联系电话：0590-1234567", "经办人：李四", "所属区域：城东街道", "回访情况：满意"])
def test_an_answer_stands_below_a_field_of_its_own(field: str) -> None:
    assert letter(f"{PLACES[2]}<p>{field}</p><p>{REAL}</p>").status is S.ANSWERED
    for short in ("已修复", "不收费。", "该路段由城管局负责"):
        assert letter(f"{PLACES[2]}<p>{field}</p><p>{short}</p>").status is S.UNSTATED
    assert letter(f"{PLACES[2]}<p>{field}</p><p>[打印本页]</p>").status is S.OPEN


@every("layout", list(LAYOUTS))
def test_words_that_may_answer_stand_below_another_label(layout: str) -> None:
    rows = (*FACTS, ("回复内容", ""), ("回访情况", "已电话回访，来信人表示满意。"))
    assert letter(LAYOUTS[layout](rows)).status is S.UNSTATED


PLACES = (
    f"<table>{LETTER}<tr><td>回复内容</td><td></td></tr></table>",
    "<p>来信标题：路灯不亮</p><p>来信时间：2026-11-01</p><p>来信内容：路灯不亮，请处理。</p><p>回复内容：</p>",
    "<h1>路灯不亮</h1><div>来信时间：2026-11-01</div><h3>来信内容</h3><p>路灯不亮，请处理。</p><h3>回复内容</h3>",
)


@every("place", PLACES)
@every(
    "below",
    [
        "<p>[打印本页] [关闭窗口]</p>", "<p>【字体：大 中 小】</p>", "<p>扫一扫在手机打开当前页</p>", "<p>点赞(3) 收藏(1)</p>",
        "<p>请对本次答复进行评价：</p><p>非常满意 满意 基本满意 不满意</p>", "<h3>网友评论（2）</h3><p>希望早点修好路灯，谢谢。</p><p>2026-11-03</p>",
        "<p>您好，请登录</p>", "<h3>办理统计</h3><p>来信总数：120</p><p>已办结：118</p>", "<p>地址：城东路1号</p><p>电话：0590-1234567</p>", "<p>©2026 某市人民政府</p>",
        "<h3>常见问题</h3><p>问：如何报修路灯？</p><p>答：可拨打12345报修。</p>", "<p>客服：您好，请问有什么可以帮您？</p>", "<p>注：本回复仅对来信人负责。</p>",
        "<p>今日访问：12 总访问：3456</p>", "<p>当前位置：首页 > 互动交流 > 信件详情</p>", "<h3>相关政策</h3><a>城市照明管理规定</a>",
    ],
)  # fmt: skip
def test_what_pages_say_below_an_empty_answer_is_none(place: str, below: str) -> None:
    told = letter(f"<div>{place}</div><div>{below}</div>")
    assert (told.status in (S.OPEN, S.UNSTATED), told.answered) == (True, None)


@every(
    "real",
    [
        REAL, "路灯已修好", "今天是周日，已修复。", "欢迎您来电咨询，路灯已修复。", "收藏的票据可报销。", "评论区已开放。", "返回原籍办理即可。",
        "关闭的路灯已打开。", "您好，请登录政务网办理。", "当前位置不在规划范围内，不能加装。", "说明：路灯由城管局负责，现已修复。",
        "收藏品市场已整改", "评论区已关闭", "用户登录问题已修复", "客服：您好，路灯已修复。",
    ],
)  # fmt: skip
def test_an_answer_that_begins_as_pages_do(real: str) -> None:
    told = letter(f"<table>{LETTER}<tr><td>回复内容</td><td>{real}</td></tr></table><p>[打印本页]</p>")
    assert told.status is S.ANSWERED
    assert letter(f"{PLACES[1]}<p>{real}</p><p>[打印本页]</p>").status is S.ANSWERED


def test_the_words_in_an_answer_s_own_cell_are_it() -> None:
    for words, status in (
        ("同意加装", S.ANSWERED),
        ("可到县政务中心二楼办理", S.ANSWERED),
        ("无此情况", S.ANSWERED),
        *(
            (one, S.UNSTATED)
            for one in ("市教育局", "张三", "3", "11月15日", "满意", "查看", "点击查看", "下载附件")
        ),
    ):
        told = letter(f"<table>{LETTER}<tr><td>回复内容</td><td>{words}</td></tr></table>")
        assert told.status is status
    assert letter(f"{PLACES[2]}<p>热点</p><p>原信</p>").status is S.UNSTATED


BELOW = {
    "a row of its own": lambda words: (
        f"<table>{LETTER}<tr><td colspan=2>回复内容</td></tr>\n<tr><td colspan=2>{words}</td>\n</tr></table>"
    ),
    "the row below an empty cell": lambda words: (
        f"<table>{LETTER}<tr><td>回复内容</td><td></td></tr>\n<tr><td colspan=2>{words}</td>\n</tr></table>"
    ),
    "boxes of one class": lambda words: "".join(
        f"<div class='k'>{a}</div>\n<div class='k'>{b}</div>\n" for a, b in (*FACTS, ("回复内容", words))
    ),
}


@every("place", list(BELOW))
@every("words", ["已修复", "路灯已经修好了", "不收费。", REAL])
def test_an_answer_set_as_its_label_is_none(place: str, words: str) -> None:
    assert letter(BELOW[place](words)).status in (S.ANSWERED, S.UNSTATED)
    if place != "the row below an empty cell":
        assert letter(BELOW[place](words)).status is S.ANSWERED


@every("words", ["同意加装", "可到县政务中心二楼办理", "请看附件"])
def test_short_words_set_as_their_label_are_for_people(words: str) -> None:
    for place in ("a row of its own", "boxes of one class"):
        assert letter(BELOW[place](words)).status is S.UNSTATED


def test_the_facts_of_another_letter_are_not_its_own() -> None:
    other = "<table><tr><td>信件编号</td><td>标题</td><td>状态</td></tr><tr><td>2</td><td>公积金提取</td><td>已办结</td></tr></table>"
    assert letter(f"{PLACES[0]}{other}").status is S.OPEN


@every(
    ("told", "status"),
    [
        ("<h2>来信标题：路灯不亮</h2>", S.ANSWERED), ("<p>来信时间：2026-11-01 10:20</p>", S.ANSWERED), ("<p>标题：</p>", S.ANSWERED),
        ("<h2>来信标题：公积金提取</h2>", S.UNSTATED), ("<p>来信时间：2026-10-01</p>", S.UNSTATED),
    ],
)  # fmt: skip
def test_a_letter_told_in_columns_is_the_page_s_unless_it_tells_of_another(told: str, status: S) -> None:
    head = "<tr><td>编号</td><td>标题</td><td>来信时间</td><td>回复时间</td><td>回复内容</td></tr>"
    row = f"<tr><td>1</td><td>路灯不亮</td><td>2026-11-01</td><td>2026-11-05</td><td>{REAL}</td></tr>"
    found = letter(f"{told}<table>{head}{row}</table>")
    assert (found.status, found.answered) == (status, date(2026, 11, 5) if status is S.ANSWERED else None)


@every("fact", ["<em>{h}：</em><em>{v}</em>", "<b>{h}</b>：{v}", "{h}：<i>{v}</i>", "{h}：{v}"])
def test_whether_a_letter_is_public_is_no_status_of_it(fact: str) -> None:
    def told(**facts: str) -> str:
        return "".join(f"<p>{fact.format(h=h, v=v)}</p>" for h, v in facts.items())

    asked = ("路灯不亮的问题反映", "公积金提取条件咨询", "学区划分问题咨询")
    rows = (
        told(
            来信时间=f"2026-05-0{n}",
            答复时间="2026-05-19" if n == 1 else "",
            编号=f"2026100{n}",
            是否公开="是",
        )
        for n in (1, 2, 3)
    )
    cards = (
        f"<div class=item><h3><a href=/{t}>{t}</a></h3>{row}</div>"
        for t, row in zip(asked, rows, strict=True)
    )
    found = read("".join(cards))
    assert [(one.answered, one.status) for one in found] == [
        (date(2026, 5, 19), S.ANSWERED),
        (None, S.OPEN),
        (None, S.OPEN),
    ]
