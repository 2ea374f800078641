"""Boards as forums and platforms show them: threads, progress bars with days, days that several letters share."""

from datetime import date

from monitor.domain.content import Message, MessageStatus
from probes.pages.board.board import read_board
from tests.every import every

from .board_pages import NOW

OPEN, ANSWERED, UNSTATED = MessageStatus.OPEN, MessageStatus.ANSWERED, MessageStatus.UNSTATED
TITLES = ["关于公园路路灯不亮的问题", "学校门口摆摊占道", "公交15路何时恢复运行"]
ASKED = ["2026-05-08", "2026-04-28", "2026-04-20"]
ANSWERS = ["2026-05-12", "", "2026-04-27"]


def _read(body: str) -> tuple[Message, ...]:
    html = f"<html><head><title>区长信箱</title></head><body><div>{body}</div></body></html>"
    return read_board(html, "http://www.example.gov.cn/hd/", now=NOW).messages


def _facts(body: str) -> list[tuple[str, date | None, MessageStatus]]:
    return [(one.title_masked, one.submitted, one.status) for one in _read(body)]


@every("counts", ["回复/查看", "回复数", "查看/回复"])
@every("last", ["最后回复时间", "回复时间"])
def test_the_day_of_a_thread_s_last_reply_is_no_office_s_answer(counts: str, last: str) -> None:
    rows = "".join(
        f"<tr><td><a href='/t{n}'>{title}</a></td><td>网友{n}</td><td>{asked}</td><td>{int(bool(day))}/35</td><td>{day or asked}</td></tr>"
        for n, (title, asked, day) in enumerate(zip(TITLES, ASKED, ANSWERS, strict=True))
    )
    head = f"<tr><th>主题</th><th>作者</th><th>发表时间</th><th>{counts}</th><th>{last}</th></tr>"
    found = _read(f"<table>{head}{rows}</table>")
    assert [(one.title_masked, one.answered, one.status) for one in found] == [
        (title, None, UNSTATED) for title in TITLES
    ]


def test_a_thread_is_called_by_its_title_and_not_by_who_wrote_it() -> None:
    called = [TITLES[0], "小区物业费上涨未公示", "请问残疾人证年审何时办", TITLES[1], TITLES[2]]
    threads = "".join(
        f"<tbody><tr><th><em>[<a href='/c'>投诉</a>]</em> <a class=xst href='/t{n}'>{title}</a></th><td><cite><a href='/u'>小林{n}</a></cite>"
        f"<em><span>2026-05-0{9 - n}</span></em></td><td><a href='/x'>1</a><em>35</em></td><td><cite><a>管理员</a></cite><em><a>2026-05-0{9 - n} 10:20</a></em></td></tr></tbody>"
        for n, title in enumerate(called)
    )
    assert [title for title, *_ in _facts(f"<table>{threads}</table>")] == called


def test_a_progress_bar_with_days_tells_by_the_last_that_was_reached() -> None:
    cards = "".join(
        f"<div class=item><h4><a href='/{n}'>{title}</a></h4><ol><li>提交 {asked}</li><li>受理</li><li>办结 {day}</li></ol></div>"
        for n, (title, asked, day) in enumerate(zip(TITLES, ASKED, ANSWERS, strict=True))
    )
    assert [status for *_, status in _facts(cards)] == [ANSWERED, UNSTATED, ANSWERED]


def test_where_a_letter_came_from_is_no_title_and_its_answer_no_letter() -> None:
    cards = "".join(
        f"<div class=col><p><a href='/{n}'>{title}</a></p><p><span>来信人:林先生</span><span>来信时间:{asked}</span><span>来源:首都之窗</span></p></div>"
        + (f"<div class=reply><p><span>答复机构:区城管局</span><span>答复时间:{day}</span></p><p>经查，情况属实，已责令整改。</p></div>" if day else "")
        for n, (title, asked, day) in enumerate(zip(TITLES, ASKED, ANSWERS, strict=True))
    )  # fmt: skip
    assert [(title, str(day)) for title, day, _ in _facts(cards)] == list(zip(TITLES, ASKED, strict=True))


@every("below", ["", "<tr><td>您好，经核实，已修复。</td><td>2026-05-12</td></tr>"])
def test_a_day_beside_several_rows_is_that_of_each_linked_letter(below: str) -> None:
    day = "<td rowspan=2>2026-05-08</td>"
    rows = [
        f"<tr>{day}<td><a href='/1'>{TITLES[0]}</a></td><td>办理中</td></tr>",
        below or f"<tr><td><a href='/2'>{TITLES[1]}</a></td><td>已办结</td></tr>",
        f"<tr><td>2026-04-20</td><td><a href='/3'>{TITLES[2]}</a></td><td>已办结</td></tr>",
    ]
    found = _facts(f"<table><tr><th>来信时间</th><th>标题</th><th>状态</th></tr>{''.join(rows)}</table>")
    asked = [(TITLES[0], date(2026, 5, 8)), (TITLES[1], date(2026, 5, 8)), (TITLES[2], date(2026, 4, 20))]
    assert [(title, day) for title, day, _ in found] == ([asked[0], asked[2]] if below else asked)
