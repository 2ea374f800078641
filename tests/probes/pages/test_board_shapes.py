"""Boards in the shapes that content systems give them: each message once, with its days and its status."""

from collections.abc import Iterable
from datetime import date

import pytest

from monitor.domain.content import BoardState, Message, MessageStatus
from probes.pages.board.board import read_board
from tests.every import every

from .board_pages import NOW

OPEN, ANSWERED, UNSTATED = MessageStatus.OPEN, MessageStatus.ANSWERED, MessageStatus.UNSTATED
ASKED = [f"公交{n}路何时恢复运行？" for n in (1, 2, 3)]
REPLY = "您好，经核实，该线路改道施工已近尾声，下周恢复运行，感谢您的来信！"


def _messages(body: str) -> tuple[Message, ...]:
    html = f"<html><head><title>县长信箱</title></head><body><div>{body}</div></body></html>"
    return read_board(html, "http://www.example.gov.cn/hd/", now=NOW).messages


def _list(rows: Iterable[str]) -> str:
    return f"<ul>{''.join(f'<li>{one}</li>' for one in rows)}</ul>"


@every(
    "form",
    [
        "<p>反馈用户：市民</p><p>反馈内容：{title}</p><p>反馈时间：2026-05-0{n}</p><p>回复时间：{day}</p><p>回复内容：{words}</p>",
        "<h4>{title}</h4><p>反馈人：市民 反馈时间：2026-05-0{n}</p><p>回复时间：{day}</p><p>回复内容：{words}</p>",
    ],
)
def test_feedback_over_its_reply_is_the_asker_s(form: str) -> None:
    told = [("", "暂无回复"), ("2026-05-12", REPLY), ("", "暂无回复")]
    found = _messages(
        "".join(
            f"<div class=card>{form.format(n=n, title=title, day=day, words=words)}</div>"
            for n, (title, (day, words)) in enumerate(zip(ASKED, told, strict=True), 1)
        )
    )
    assert [(one.submitted, one.answered, one.status) for one in found] == [
        (date(2026, 5, 1), None, OPEN),
        (date(2026, 5, 2), date(2026, 5, 12), ANSWERED),
        (date(2026, 5, 3), None, OPEN),
    ]


def test_a_message_that_is_a_table_of_labelled_lines_is_one() -> None:
    found = _messages(
        "".join(
            f"<table><tr><td>网友：匿名　留言时间：2026-05-0{n}</td></tr><tr><td>标题：{title}</td></tr>"
            f"<tr><td>回复单位：交通局　回复时间：2026-05-1{n}</td></tr><tr><td>回复内容：{REPLY}</td></tr></table>"
            for n, title in enumerate(ASKED, 1)
        )
    )
    assert [(one.submitted, one.answered) for one in found] == [
        (date(2026, 5, n), date(2026, 5, 10 + n)) for n in (1, 2, 3)
    ]


@pytest.mark.parametrize("tag", ["div", "li"])
def test_unanswered_messages_beside_folded_answers_are_found(tag: str) -> None:
    answer = f"<p>答复内容：{REPLY}</p><p>答复时间：2026-05-19</p>"
    found = _messages(
        "".join(
            f"<{tag} class=k><h4><span>{title}</span><i>2026-05-0{n}</i><b>{'已办结' if n != 2 else '处理中'}</b></h4>"
            f"<div style='display:none'>{answer if n != 2 else '<p>正在办理，请耐心等待。</p>'}</div></{tag}>"
            for n, title in enumerate(ASKED, 1)
        )
    )
    assert [one.title_masked for one in found] == ASKED
    assert [one.submitted for one in found] == [date(2026, 5, n) for n in (1, 2, 3)]
    assert [one.status for one in found] == [ANSWERED, OPEN, ANSWERED]


def test_folded_questions_keep_the_answer_below_their_own_title() -> None:
    found = _messages(
        "".join(
            f"<details><summary>{title} <small>2026-05-0{n}</small></summary><p>{title}请尽快处理。</p>"
            + (f"<p>【回复】{REPLY}</p><p>交通局 2026-05-1{n}</p>" if n != 1 else "")
            + "</details>"
            for n, title in enumerate([*ASKED, "公交4路何时恢复运行？"], 1)
        )
    )
    days = [(one.title_masked[2], one.submitted, one.answered) for one in found]
    assert days == [
        (str(n), date(2026, 5, n), date(2026, 5, 10 + n) if n != 1 else None) for n in (1, 2, 3, 4)
    ]


def test_verbs_label_days() -> None:
    found = _messages(
        _list(
            f"<a href='/x/{n}.html'>{title}</a><p><span>提问：2026-05-0{n}</span><span>回复：{'2026-05-19' if n == 1 else '暂未回复'}</span></p>"
            for n, title in enumerate(ASKED, 1)
        )
    )
    assert [(one.submitted, one.submitted_exact, one.answered) for one in found] == [
        (date(2026, 5, n), True, date(2026, 5, 19) if n == 1 else None) for n in (1, 2, 3)
    ]


@pytest.mark.parametrize(
    ("cell", "status"),
    [("<img src='s.gif' alt='已受理'>", OPEN), ("未回复", OPEN), ("已办结", ANSWERED), ("", UNSTATED)],
)
def test_a_status_is_read_from_a_picture_too(cell: str, status: MessageStatus) -> None:
    rows = "".join(
        f"<tr><td><a href='/x/{n}.html'>{title}</a></td><td>2026-05-0{n}</td><td>{cell}</td></tr>"
        for n, title in enumerate(ASKED, 1)
    )
    found = _messages(f"<table><tr><td>标题</td><td>来信时间</td><td>状态</td></tr>{rows}</table>")
    assert {one.status for one in found} == {status}


def test_letters_that_are_told_apart_by_number_only_are_messages() -> None:
    rows = "".join(
        f"<tr><td><a href='/x?id={n}'>2026050{n}0{n}</a></td><td>2026-05-0{n}</td><td>办理中</td></tr>"
        for n in (1, 2, 3)
    )
    found = _messages(f"<table><tr><th>信件编号</th><th>来信时间</th><th>办理状态</th></tr>{rows}</table>")
    assert [one.submitted for one in found] == [date(2026, 5, n) for n in (1, 2, 3)]


def test_the_pager_is_no_message() -> None:
    rows = "".join(
        f"<li><b><a href='/x/{n}.html'>{title}</a></b><i>2026-05-0{n}</i><u>已办结</u></li>"
        for n, title in enumerate(ASKED, 1)
    )
    pager = "<table><tr><td>第1/9页</td><td><a href='?page=2'>下页</a></td><td><a href='?page=9'>末页</a></td></tr></table>"
    found = _messages(f"<p><b>信件标题</b><b>写信日期</b><b>办理状态</b></p><ul>{rows}</ul>{pager}")
    assert [one.title_masked for one in found] == ASKED


def test_a_label_without_its_day_is_no_status() -> None:
    rows = "".join(
        f"<li><a href='/x/{n}.html'>{title}</a><span>诉求时间</span><b>2026-05-0{n}</b><span>办结时间</span><b></b></li>"
        for n, title in enumerate(ASKED, 1)
    )
    found = _messages(f"<ul>{rows}</ul>")
    assert {(one.status, one.answered) for one in found} == {(UNSTATED, None)}


def test_tables_of_what_came_in_and_of_what_was_answered_are_one_board() -> None:
    came = "".join(
        f"<tr><td><a href='/a/{n}'>{t}</a></td><td>2026-05-0{n}</td><td>{'办理中' if n > 1 else '已答复'}</td></tr>"
        for n, t in enumerate(ASKED, 1)
    )
    done = f"<tr><td><a href='/a/1'>{ASKED[0]}</a></td><td>交通局</td><td>2026-05-11</td></tr><tr><td><a href='/b/1'>公交9路何时恢复运行？</a></td><td>交通局</td><td>2026-05-12</td></tr>"
    found = _messages(
        f"<table><tr><th>标题</th><th>来信时间</th><th>状态</th></tr>{came}</table><h3>最新回复</h3><table><tr><th>标题</th><th>回复单位</th><th>回复时间</th></tr>{done}</table>"
    )
    assert [(one.title_masked[2], one.submitted and one.submitted.day, one.answered and one.answered.day) for one in found] == [
        ("1", 1, 11), ("2", 2, None), ("3", 3, None), ("9", None, 12),
    ]  # fmt: skip


def test_rows_whose_addresses_share_a_key_are_messages_of_their_own() -> None:
    rows = "".join(
        f"<tr><td><a href='/show?id=8&doc={n}'>{t}</a></td><td>2026-05-0{n}</td><td>已答复</td></tr>"
        for n, t in enumerate(ASKED, 1)
    )
    found = _messages(f"<table><tr><th>标题</th><th>来信时间</th><th>状态</th></tr>{rows}</table>")
    assert [one.title_masked for one in found] == ASKED


@pytest.mark.parametrize(
    ("answer", "day", "status", "receipt"),
    [
        (REPLY, "", ANSWERED, False),
        ("您的来信已收悉，我们将尽快转交通局办理。", "2026-05-19", MessageStatus.TRANSFERRED, True),
        ("来信收到，请耐心等待。", "2026-05-19", OPEN, True),
    ],
    ids=["an_answer_without_a_day", "a_notice_of_transfer", "a_receipt"],
)
def test_an_answer_in_the_list_is_held_against_receipts(
    answer: str, day: str, status: MessageStatus, receipt: bool
) -> None:
    found = _messages(
        "".join(
            f"<div class=c><p>标题：{title}</p><p>来信时间：2026-05-0{n}</p><p>回复内容：{answer}</p><p>回复时间：{day}</p></div>"
            for n, title in enumerate(ASKED, 1)
        )
    )
    assert {(one.status, one.answered, one.receipt_only) for one in found} == {(status, None, receipt)}


def test_answers_deep_within_their_message_are_no_messages() -> None:
    found = _messages(
        "<ul>"
        + "".join(
            f"<li><div><div><p>{title}</p><p>提问时间：<span>2026-05-0{n}</span></p></div></div>"
            + (
                f"<div><div><p>{REPLY}</p><p>答复时间：<span>2026-05-1{n}</span></p></div></div></li>"
                if n != 2
                else "</li>"
            )
            for n, title in enumerate(ASKED, 1)
        )
        + "</ul>"
    )
    assert [(one.title_masked, one.answered and one.answered.day) for one in found] == [
        (ASKED[0], 11), (ASKED[1], None), (ASKED[2], 13),
    ]  # fmt: skip


def test_a_status_between_bars_and_words_in_the_place_of_a_day() -> None:
    cards = "".join(
        f"<a class=c href='/m/{n}'><p>{t}</p><p>2026-05-0{n} | {'办理中' if n > 1 else '已办结'} | 交通局</p></a>"
        for n, t in enumerate(ASKED, 1)
    )
    assert [one.status for one in _messages(cards)] == [ANSWERED, OPEN, OPEN]
    rows = "".join(
        f"<tr><td><a href='/x/{n}'>{t}</a></td><td>2026-05-0{n}</td><td>{'未办结' if n > 1 else '2026-05-09'}</td></tr>"
        for n, t in enumerate(ASKED, 1)
    )
    found = _messages(f"<table><tr><td>标题</td><td>提交时间</td><td>办结时间</td></tr>{rows}</table>")
    assert [one.status for one in found] == [ANSWERED, OPEN, OPEN]


@pytest.mark.parametrize(
    "answer",
    ["答：您好，该路段于2026年10月1日开工，12月完工。", "答：您好，该路段改造已列入计划，将于2026年10月1日开工，敬请期待，感谢您的理解与支持，祝您生活愉快。"],
)  # fmt: skip
def test_a_day_of_which_an_answer_speaks_is_not_the_day_of_the_answer(answer: str) -> None:
    found = _messages(
        "".join(
            f"<div class=q><h4>{title}</h4><p>2026-05-0{n}</p><div><p>{answer}</p></div></div>"
            for n, title in enumerate(ASKED, 1)
        )
    )
    assert [(one.submitted, one.answered) for one in found] == [(date(2026, 5, n), None) for n in (1, 2, 3)]


def test_days_without_years_tell_that_there_is_an_answer_and_no_day() -> None:
    rows = "".join(
        f"<tr><td>{n}</td><td><a href='/x/{n}'>{t}</a></td><td>05-0{n}</td><td>{'05-19' if n > 1 else ''}</td></tr>"
        for n, t in enumerate(ASKED, 1)
    )
    found = _messages(
        f"<table><tr><th>序号</th><th>标题</th><th>来信日期</th><th>回复日期</th></tr>{rows}</table>"
    )
    assert [(one.submitted, one.answered, one.status) for one in found] == [
        (None, None, OPEN), (None, None, ANSWERED), (None, None, ANSWERED),
    ]  # fmt: skip


def test_a_head_that_a_table_repeats_is_no_message() -> None:
    head = "<tr><th>标题</th><th>来信时间</th><th>状态</th></tr>"
    rows = "".join(
        f"{head}<tr><td><a href='/x/{n}'>{t}</a></td><td>2026-05-0{n}</td><td>已办结</td></tr>"
        for n, t in enumerate(ASKED, 1)
    )
    assert [one.title_masked for one in _messages(f"<table>{rows}</table>")] == ASKED


S = MessageStatus
GOOD = "您好，票价未作调整，请放心乘坐。"
#: Body of a board, and of each message the words its title begins with, its two days and its status.
SHAPES = {
    "a_status_in_brackets_like_the_mark_of_an_answer": (
        "<ol><li>2026-06-01　<a href=1>末班车太早</a>　[回复]</li><li>2026-05-20　<a href=2>站台无遮阳</a>　[未回复]</li><li>2026-05-12　<a href=3>车厢里太热</a>　[回复]</li></ol>",
        [("末班", (6, 1), None, UNSTATED), ("站台", (5, 20), None, OPEN), ("车厢", (5, 12), None, UNSTATED)],
    ),
    "answered_before_it_was_asked": (
        "<table><tr><th>标题</th><th>来信时间</th><th>回复时间</th></tr>"
        "<tr><td>末班车太早</td><td>2026-06-01</td><td>2026-05-20</td></tr><tr><td>站台无遮阳</td><td>2026-05-20</td><td>2026-05-22</td></tr></table>",
        [("末班", (6, 1), None, UNSTATED), ("站台", (5, 20), (5, 22), ANSWERED)],
    ),
    "an_icon_in_the_answer_column": (
        "<table><tr><th>标题</th><th>留言时间</th><th>回复</th></tr>"
        "<tr><td><a href=1>末班车太早</a></td><td>2026-06-01</td><td><i class=yes></i></td></tr><tr><td><a href=2>站台无遮阳</a></td><td>2026-05-20</td><td><img src=/i/n.png></td></tr></table>",
        [("末班", (6, 1), None, UNSTATED), ("站台", (5, 20), None, UNSTATED)],
    ),
    "a_question_that_greets": (
        "".join(
            f"<div class=i><h4>{title}</h4><p>您好，我想咨询一下{title}，经了解邻县都有，谢谢！</p><span>2026-05-0{n}</span></div>"
            for n, title in enumerate(ASKED, 1)
        ),
        [(title, (5, n), None, UNSTATED) for n, title in enumerate(ASKED, 1)],
    ),
    "a_complaint_that_greets_and_asks_nothing": (
        "".join(
            f"<div class=i><h4>{title}</h4><p>您好！最近常常晚点，已向公交公司反映多次，仍未解决。</p><span>2026-05-0{n}</span></div>"
            for n, title in enumerate(ASKED, 1)
        ),
        [(title, (5, n), None, UNSTATED) for n, title in enumerate(ASKED, 1)],
    ),
    "the_second_reply_answers": (
        f"<div class=i><h4>末班车太早</h4><p>来信时间：2026-06-01</p><p>答复时间：2026-06-02</p><p>答复内容：来信已收到，将转有关部门办理。</p><p>答复时间：2026-06-08</p><p>答复内容：{GOOD}</p></div>"
        "<div class=i><h4>站台无遮阳</h4><p>来信时间：2026-05-20</p><p>答复时间：2026-05-21</p><p>答复内容：来信已收到，将转有关部门办理。</p></div>",
        [("末班", (6, 1), (6, 8), ANSWERED), ("站台", (5, 20), None, S.TRANSFERRED)],
    ),
    "buttons_and_titles_are_no_status": (
        "<ul>" + "".join(f"<li><a href='/n/{n}'>{title}</a><span>2026-06-0{n}</span><a href=#>回复</a></li>" for n, title in ((2, "投诉办理中被推诿"), (1, "站台无遮阳怎么办"))) + "</ul>",
        [("投诉", (6, 2), None, UNSTATED), ("站台", (6, 1), None, UNSTATED)],
    ),
    "a_guestbook_that_names_who_asks": (
        "".join(
            f"<table><tr><td>发布者: 某某{n}</td><td>发布时间: 2026-06-0{n} 10:00:00</td></tr><tr><td colspan=2>{title}"
            + (f"<p><b>回复:</b> {GOOD}</p>" if n == 2 else "") + "</td></tr></table>"
            for n, title in ((2, "请问票价是否上调？"), (1, "站台何时加装遮阳棚？"))
        ),
        [("请问", (6, 2), None, ANSWERED), ("站台", (6, 1), None, UNSTATED)],
    ),
    "flat_lines_with_their_signatures": (
        "".join(f"<p><b>网友：</b>{title}</p><p>2026-05-0{n}</p><p><b>回复：</b>{GOOD}</p><p>县交通局</p><p>2026-05-1{n}</p>" for n, title in enumerate(ASKED, 1)),
        [(title, (5, n), (5, 10 + n), ANSWERED) for n, title in enumerate(ASKED, 1)],
    ),
    "flat_answers_with_their_days_below": (
        "".join(f"<p>{title}</p><p>2026-05-0{n}</p><p>答：{GOOD}</p><p>县交通局</p><p>2026-05-1{n}</p>" for n, title in enumerate(ASKED, 1)),
        [(title, (5, n), (5, 10 + n) if n < 3 else None, ANSWERED) for n, title in enumerate(ASKED, 1)],
    ),
    "words_behind_bold_labels_in_one_box": (
        "<div>" + "".join(f"<b>网友：</b>{title}<br>时间：2026-05-0{n}<br><b>回复：</b>{GOOD}<br>时间：2026-05-1{n}<br>" for n, title in enumerate(ASKED, 1)) + "</div>",
        [(title, (5, n), (5, 10 + n), ANSWERED) for n, title in enumerate(ASKED, 1)],
    ),
    "an_answer_s_mark_with_nothing_behind_it": (
        "".join(f"<div><p>某某问：<a href='/g/{n}'>{title}</a></p><span>2026-05-0{n}</span></div><div class=answer>答：{GOOD if n != 2 else ''}</div>" for n, title in enumerate(ASKED, 1)),
        [(title, (5, n), None, OPEN if n == 2 else ANSWERED) for n, title in enumerate(ASKED, 1)],
    ),
    "an_answer_s_mark_with_a_picture_behind_it": (
        "".join(f"<div><p>问：{title}</p><p>2026-05-0{n}</p><p>答：{'' if n == 2 else '<img src=/f/a.jpg>'}</p></div>" for n, title in enumerate(ASKED, 1)),
        [(title, (5, n), None, OPEN if n == 2 else UNSTATED) for n, title in enumerate(ASKED, 1)],
    ),
    "an_unanswered_question_between_answered_ones": (
        "".join(
            f"<div class=w><h3><span>Time:2026-05-0{n}</span><span>姓名：某某</span></h3><p class=g_question>{title}</p>"
            + (f"<p class=g_answer>管理员回复：{GOOD}</p>" if n != 2 else "") + "</div>"
            for n, title in enumerate(ASKED, 1)
        ),
        [(title, (5, n), None, UNSTATED if n == 2 else ANSWERED) for n, title in enumerate(ASKED, 1)],
    ),
    "terms_and_definitions_in_one_list": (
        "<dl>" + "".join(f"<dt><a href='/m/{n}'>{title}</a></dt><dd>来信日期：2026-05-0{n}　办理状态：{'已办结' if n == 1 else '承办中'}</dd>" for n, title in enumerate(ASKED, 1)) + "</dl>",
        [(title, (5, n), None, ANSWERED if n == 1 else OPEN) for n, title in enumerate(ASKED, 1)],
    ),
    "a_list_for_each_with_several_definitions": (
        "".join(f"<dl><dt><a href='/m/{n}'>{title}</a></dt><dd>来信日期：2026-05-0{n}</dd><dd>办理状态：{'办结' if n == 1 else '在办'}</dd></dl>" for n, title in enumerate(ASKED, 1)),
        [(title, (5, n), None, ANSWERED if n == 1 else OPEN) for n, title in enumerate(ASKED, 1)],
    ),
    "answers_in_lines_of_their_own_below": (
        "<table><tr><th>标题</th><th>时间</th></tr>" + "".join(f"<tr><td>{title}</td><td>2026-05-0{n}</td></tr><tr><td colspan=2>回复：{'' if n == 2 else '下周恢复。'}</td></tr>" for n, title in enumerate(ASKED, 1)) + "</table>",
        [(title, (5, n), None, OPEN if n == 2 else ANSWERED) for n, title in enumerate(ASKED, 1)],
    ),
    "a_day_in_the_status": (
        "<table><tr><th>标题</th><th>提交时间</th><th>办理状态</th></tr><tr><td><a href=1>末班车太早</a></td><td>2026-06-01</td><td>已答复（2026-06-09）</td></tr><tr><td><a href=2>站台无遮阳</a></td><td>2026-05-20</td><td>延期办理</td></tr><tr><td><a href=3>票价偏高</a></td><td>2026-05-10</td><td>2026-05-11受理，已答复</td></tr></table>",
        [("末班", (6, 1), (6, 9), ANSWERED), ("站台", (5, 20), None, OPEN), ("票价", (5, 10), None, ANSWERED)],
    ),
    "a_status_of_taking_in_beside_that_of_the_answer": (
        "<table><tr><th>标题</th><th>来信\n  时间</th><th>受理状态</th><th>答复状态</th></tr><tr><td><a href=1>末班车太早</a></td><td>2026-06-01</td><td>已受理</td><td>已答复</td></tr><tr><td><a href=2>站台无遮阳</a></td><td>2026-05-20</td><td>已受理</td><td>待答复</td></tr></table>",
        [("末班", (6, 1), None, ANSWERED), ("站台", (5, 20), None, OPEN)],
    ),
    "steps_and_ticks": (
        "<table><tr><th>标题</th><th>来信时间</th><th>办理环节</th></tr><tr><td><a href=1>末班车太早</a></td><td>2026-06-01</td><td>办结</td></tr><tr><td><a href=2>站台无遮阳</a></td><td>2026-05-20</td><td>承办单位办理</td></tr></table>"
        "<table><tr><th>标题</th><th>来信时间</th><th>已回复</th></tr><tr><td><a href=3>票价偏高</a></td><td>2026-05-10</td><td>√</td></tr></table>",
        [("末班", (6, 1), None, ANSWERED), ("站台", (5, 20), None, OPEN), ("票价", (5, 10), None, ANSWERED)],
    ),
    "days_without_years_in_rows_whose_addresses_have_them": (
        "<table><tr><th>标题</th><th>来信时间</th><th>状态</th></tr><tr><td><a href='/x/202606/t20260602_1.html'>末班车太早</a></td><td>06-01</td><td>已答复</td></tr><tr><td><a href='/x/2'>站台无遮阳</a></td><td>05-20</td><td>已答复</td></tr></table>",
        [("末班", (6, 1), None, ANSWERED), ("站台", (5, 20), None, ANSWERED)],
    ),
    "folded_answers_one_of_which_is_empty": (
        "".join(f"<div class=k><div><a href='#c{n}'>{title}</a><i>2026-05-0{n}</i></div><div><p>来信内容：等了一小时没有车。{n}</p><p>答复时间：{'' if n == 2 else f'2026-05-1{n}'}</p><p>答复内容：{'' if n == 2 else REPLY}</p></div></div>" for n, title in enumerate(ASKED, 1)),
        [(title, (5, n), None if n == 2 else (5, 10 + n), OPEN if n == 2 else ANSWERED) for n, title in enumerate(ASKED, 1)],
    ),
    "a_line_of_facts_below_each_title": (
        "".join(f"<h4><a href='/m/{n}'>{title}</a></h4><p>2026-05-0{n}　交通局　{'已答复' if n != 2 else '办理中'}</p>" for n, title in enumerate(ASKED, 1)),
        [(title, (5, n), None, OPEN if n == 2 else ANSWERED) for n, title in enumerate(ASKED, 1)],
    ),
    "a_sign_that_tells_its_status_and_the_rules_above": (
        "<ul><li><a href='/r'>写信须知</a><span>2024-01-05</span></li>" + "".join(f"<li><i title='{'已办结' if n != 2 else '办理中'}'></i><a href='/m/{n}'>{title}</a><span>2026-05-0{n}</span></li>" for n, title in enumerate(ASKED, 1)) + "</ul>",
        [(title, (5, n), None, OPEN if n == 2 else ANSWERED) for n, title in enumerate(ASKED, 1)],
    ),
    "records_that_wait_in_a_script": (
        "<script type='text/xml'><datastore><recordset>" + "".join(f"<record><![CDATA[<li><a href='/m/{n}'>{title}</a><b>{'已办结' if n != 2 else '办理中'}</b><span>2026-05-0{n}</span></li>]]></record>" for n, title in enumerate(ASKED, 1)) + "</recordset></datastore></script>",
        [(title, (5, n), None, OPEN if n == 2 else ANSWERED) for n, title in enumerate(ASKED, 1)],
    ),
    "words_below_who_spoke_and_when": (
        "".join(f"<div class=c><div><b>某某</b><i>2026-05-0{n} 09:12</i><p>{title}</p></div><div><b>交通局</b><i>2026-05-1{n} 15:40</i><p>票价未作调整，请放心乘坐。</p></div></div>" for n, title in enumerate(ASKED, 1)),
        [(title, (5, n), (5, 10 + n), ANSWERED) for n, title in enumerate(ASKED, 1)],
    ),
    "sentences_that_say_who_spoke_and_when": (
        "<ul>" + "".join(f"<li><p>网友某某于2026-05-0{n}提问：{title}</p><p>交通局于2026-05-1{n}回复：{GOOD}</p></li>" for n, title in enumerate(ASKED, 1)) + "</ul>",
        [(title, (5, n), (5, 10 + n), ANSWERED) for n, title in enumerate(ASKED, 1)],
    ),
    "an_answer_s_cell_that_is_signed": (
        "<table><tr><th>问题</th><th>提问时间</th><th>答复情况</th></tr>" + "".join(f"<tr><td>{title}</td><td>2026-05-0{n}</td><td>{GOOD}（交通局 2026-05-1{n}）</td></tr>" for n, title in enumerate(ASKED, 1)) + "</table>",
        [(title, (5, n), (5, 10 + n), ANSWERED) for n, title in enumerate(ASKED, 1)],
    ),
    "an_answer_s_label_with_nothing_behind_it": (
        "<ul>" + "".join(f"<li><p>{title}</p><p>时间：2026-05-0{n}</p><p>答复：{GOOD if n != 2 else ''}</p></li>" for n, title in enumerate(ASKED, 1)) + "</ul>",
        [(title, (5, n), None, OPEN if n == 2 else ANSWERED) for n, title in enumerate(ASKED, 1)],
    ),
    "in_english": (
        "<table><tr><th>No.</th><th>Subject</th><th>Date Submitted</th><th>Reply Date</th><th>Status</th></tr><tr><td>2</td><td><a href=1>Night bus to the airport</a></td><td>2026-06-01</td><td>2026-06-09</td><td>Replied</td></tr>"
        "<tr><td>1</td><td><a href=2>Shelter at the stop</a></td><td>2026-05-20</td><td></td><td>Pending</td></tr></table>",
        [("Night", (6, 1), (6, 9), ANSWERED), ("Shelter", (5, 20), None, OPEN)],
    ),
    "asked_and_replied_in_english": (
        "".join(f"<div class=k><p>Q: {title}</p><p>Asked: 2026-05-0{n}</p><p>A: Please ask at the {n}th counter.</p><p>Replied: 2026-05-1{n}</p></div>" for n, title in ((2, "Where is the lost property office?"), (1, "Is there a night bus?"))),
        [("Where", (5, 2), (5, 12), ANSWERED), ("Is there", (5, 1), (5, 11), ANSWERED)],
    ),
}  # fmt: skip


@every("shape", SHAPES)
def test_each_message_has_its_own_days_and_status(shape: str) -> None:
    body, told = SHAPES[shape]
    found = _messages(body)
    days = [
        (one.submitted and (one.submitted.month, one.submitted.day), one.answered and (one.answered.month, one.answered.day))
        for one in found
    ]  # fmt: skip
    assert [one.title_masked.startswith(words) for one, (words, *_) in zip(found, told, strict=True)] == [True] * len(told)  # fmt: skip
    assert [(*pair, one.status) for pair, one in zip(days, found, strict=True)] == [tuple(rest) for _, *rest in told]  # fmt: skip


def _rows(*rows: str, head: str = "") -> str:
    return f"<table>{head}{''.join(f'<tr>{one}</tr>' for one in rows)}</table>"


@every(
    ("body", "states"),
    [
        ("".join(f"<div class=o><p>{title}</p><p>提交时间 2026-05-01</p><ul><li>提交</li><li>受理</li><li>办结</li></ul></div>" for title in ASKED), [UNSTATED] * 3),
        ("".join(f"<div class=o><p>{title}</p><p>提交时间 2026-05-01</p><ul><li>已提交</li><li>已受理</li><li>已办结</li></ul></div>" for title in ASKED), [UNSTATED] * 3),
        ("".join(f"<section><h2>{title}</h2><p>来信时间：2026-05-01</p><h5>办理回复</h5><p></p></section>" for title in ASKED), [UNSTATED] * 3),
        ("".join(f"<section><h2>{title}</h2><p>来信时间：2026-05-01</p><h5>办理回复</h5><p>查看全文</p><p>2026-05-04</p></section>" for title in ASKED), [UNSTATED] * 3),
        ("".join(f"<section><h2>{title}</h2><p>来信时间：2026-05-01</p><h5>办理回复</h5><p>{REPLY}</p><p>交通局 2026-05-04</p></section>" for title in ASKED), [ANSWERED] * 3),
        ("".join(f"<div class=qa><p>问：{title} 2026-05-01</p><p>答：不恢复，改由{n}号线接驳。</p></div>" for n, title in enumerate(ASKED)), [ANSWERED] * 3),
    ],
    ids=["steps_of_a_bar", "steps_of_a_bar_in_other_words", "a_heading_over_nothing", "a_heading_over_a_link_and_a_day", "a_heading_over_an_answer", "a_short_answer_behind_its_mark"],
)  # fmt: skip
def test_what_stands_in_a_block_besides_a_status(body: str, states: list[MessageStatus]) -> None:
    assert [one.status for one in _messages(body)] == states


def test_an_answer_below_its_heading_has_its_day() -> None:
    found = _messages(
        "".join(
            f"<section><h2>{title}</h2><p>来信时间：2026-05-01</p><h5>办理回复</h5><p>{REPLY}</p><p>交通局 2026-05-04</p></section>"
            for title in ASKED
        )
    )
    assert [(one.submitted, one.answered) for one in found] == [(date(2026, 5, 1), date(2026, 5, 4))] * 3


def test_a_kind_before_a_day_is_no_label() -> None:
    kinds = ("咨询", "投诉", "建议")
    found = _messages(
        _list(
            f"<a href={kind}.html>{title}</a> {kind} 2026-05-01 待受理"
            for kind, title in zip(kinds, ASKED, strict=True)
        )
    )
    assert [one.title_masked for one in found] == ASKED


def test_a_day_without_its_year_has_that_of_the_row_s_address() -> None:
    found = _messages(
        _list(
            f"<a href=/xj/2026/05/t2026050{n}_{n}.html>{title}</a><span>05-0{n}</span><b>已回复</b>"
            for n, title in enumerate(ASKED, 1)
        )
    )
    assert [(one.submitted, one.submitted_exact) for one in found] == [
        (date(2026, 5, n), False) for n in (1, 2, 3)
    ]


@every(
    "titles",
    [
        ["关于停车收费标准公开征求意见的公告", "养犬管理办法（草案）征求意见", "民生实事征集"],
        ["县教育局局长谈招生", "在线访谈：就业补贴怎么领", "县医保局副局长谈门诊统筹"],
    ],
    ids=["calls", "talks"],
)
def test_calls_for_opinions_and_talks_are_no_letters(titles: list[str]) -> None:
    rows = (
        f"<td><a href={n}.html>{title}</a></td><td>2026-05-0{n}</td><td>进行中</td>"
        for n, title in enumerate(titles, 1)
    )
    body = _rows(*rows, head="<tr><th>标题</th><th>时间</th><th>状态</th></tr>")
    assert _messages(body) == ()
    assert len(_messages(body.replace(titles[0], ASKED[0]).replace(titles[1], ASKED[1]))) == 3


def test_a_day_in_the_answer_s_column_is_the_answer_s() -> None:
    head = "<tr><th>来信标题</th><th>来信时间</th><th>回复情况</th></tr>"
    cells = ("2026-05-09 已回复", "暂未回复", "已回复（2026-05-12）")
    rows = (
        f"<td>{title}</td><td>2026-05-03</td><td>{cell}</td>"
        for title, cell in zip(ASKED, cells, strict=True)
    )
    assert [one.answered for one in _messages(_rows(*rows, head=head))] == [
        date(2026, 5, 9),
        None,
        date(2026, 5, 12),
    ]


def test_a_day_before_the_question_is_not_the_answer_s() -> None:
    head = "<tr><th>来信标题</th><th>来信时间</th><th>回复情况</th></tr>"
    rows = (f"<td>{title}</td><td>2026-05-03</td><td>已回复，见2024-05-01公告</td>" for title in ASKED)
    found = _messages(_rows(*rows, head=head))
    assert [(one.status, one.answered) for one in found] == [(ANSWERED, None)] * 3


NOTE = "请交通局核实办理，该线路涉及群众出行，应优先安排。"


@every(
    "form",
    [
        "<h4>{t}</h4><p>2026-05-0{n}</p><p>{t}请处理。</p><p>领导批示：{note}</p><p>2026-05-1{n}</p>", "<p>问：{t}</p><p>2026-05-0{n}</p><p>答：张县长批示：{note}（2026-05-1{n}）</p>",
        "<a href='/x/{n}'>{t}</a><p>来信时间：2026-05-0{n}</p><p>领导批示：{note}</p><p>批示时间：2026-05-1{n}</p>", "<a href='/x/{n}'>{t}</a><p>来信时间：2026-05-0{n}</p><p>回复：县长批示：{note}</p>",
    ],
)  # fmt: skip
def test_a_leader_s_note_is_no_answer(form: str) -> None:
    found = _messages(_list(form.format(t=t, n=n, note=NOTE) for n, t in enumerate(ASKED, 1)))
    assert [(one.submitted, one.answered, one.status) for one in found] == [(date(2026, 5, n), None, UNSTATED) for n in (1, 2, 3)]  # fmt: skip


@every("columns", [("回复内容", "县长批示："), ("办理情况", "【领导批示】"), ("领导批示", "")])
def test_a_leader_s_note_in_a_column_is_no_answer(columns: tuple[str, str]) -> None:
    head, mark = columns
    rows = "".join(f"<tr><td><a href='/x/{n}'>{t}</a></td><td>2026-05-0{n}</td><td>{mark}{NOTE}</td><td>2026-05-1{n}</td></tr>" for n, t in enumerate(ASKED, 1))  # fmt: skip
    found = _messages(f"<table><tr><th>标题</th><th>来信时间</th><th>{head}</th><th>批示时间</th></tr>{rows}</table>")  # fmt: skip
    assert [(one.answered, one.status) for one in found] == [(None, UNSTATED)] * 3


@every("marks", [("state done", "state doing"), ("s2", "s1"), ("yhf", "whf"), ("replied", "replied")])
@every("cell", ["<td><span class='{mark}'></span></td>", "<td class='{mark}'></td>"])
def test_a_status_that_only_a_class_says_is_not_told(marks: tuple[str, str], cell: str) -> None:
    for head in ("回复情况", "回复", "答复时间", "办理状态"):
        rows = "".join(f"<tr class=r{n % 2}><td>{t}</td><td>2026-05-0{n}</td>{cell.format(mark=marks[n == 2])}</tr>" for n, t in enumerate(ASKED, 1))  # fmt: skip
        found = _messages(f"<table><tr><th>标题</th><th>来信时间</th><th>{head}</th></tr>{rows}</table>")
        assert [one.status for one in found] == [UNSTATED] * 3
    plain = "".join(f"<tr><td>{t}</td><td>2026-05-0{n}</td><td class='{'odd' if n % 2 else 'even'}'></td></tr>" for n, t in enumerate(ASKED, 1))  # fmt: skip
    found = _messages(f"<table><tr><th>标题</th><th>来信时间</th><th>答复时间</th></tr>{plain}</table>")
    assert [one.status for one in found] == [OPEN] * 3
    filled = "".join(f"<tr><td>{t}</td><td>2026-05-0{n}</td><td class=reply><i class=answered-at>{'2026-05-19' if n == 1 else ''}</i></td></tr>" for n, t in enumerate(ASKED, 1))  # fmt: skip
    found = _messages(f"<table><tr><th>标题</th><th>来信时间</th><th>答复时间</th></tr>{filled.replace('<i ', '<b ')}</table>")  # fmt: skip
    assert [one.status for one in found] == [ANSWERED, OPEN, OPEN]


@every(
    "page",
    [
        "<title>意见征集</title>{rows}", "<title>某县人民政府</title><h1>民意征集</h1>{rows}", "<title>调查征集-某县人民政府</title>{rows}", "<title>某县人民政府</title><p>当前位置：首页 &gt; 互动交流 &gt; 意见征集</p>{rows}",
        "<title>某县</title><table><tr><td>征集主题</td><td>征集时间</td><td>状态</td></tr></table>{rows}",
    ],
)  # fmt: skip
def test_a_page_that_calls_for_opinions_is_no_board(page: str) -> None:
    rows = "".join(f"<li><a href='/x/{n}'>{t}</a><i>2026-05-0{n}</i><b>已反馈</b></li>" for n, t in enumerate(("渡口管理办法（草案）", "停车收费标准", "东门片区改造方案"), 1))  # fmt: skip
    html = page.format(rows=f"<ul>{rows}</ul>")
    assert not read_board(html, "http://www.example.gov.cn/hd/", now=NOW).messages
    told = ", ".join(f'{{"title":"{t}","submitTime":"2026-05-0{n}","status":"已反馈"}}' for n, t in enumerate(ASKED, 1))  # fmt: skip
    for brought in ("<p>暂无信息</p>", f"<script>var list=[{told}];</script>"):
        found = read_board(page.format(rows=brought), "http://www.example.gov.cn/hd/", now=NOW)
        assert (found.state, found.messages) == (BoardState.UNREADABLE, ())
    board = _list(f"<a href='/x/{n}'>{t}</a><i>2026-05-0{n}</i><b>已回复</b>" for n, t in enumerate(ASKED, 1))
    assert len(_messages(f"<h2>意见征集</h2>{board}")) == 3  # a box beside the letters


def test_the_day_before_a_reply_is_its_own_below_who_asked() -> None:
    for form in (
        "<h4>{t}</h4><p>2026-05-0{n}</p><p>提问人：王**</p><p>2026-05-1{n} 回复：{a}</p>",
        "<p class=q>{t}</p><p>2026-05-0{n}</p><p>提问人：王**</p><p>2026-05-1{n} 回复：</p><p>{a}</p>",
    ):
        found = _messages(_list(form.format(t=t, n=n, a=REPLY) for n, t in enumerate(ASKED, 1)))
        assert [(one.submitted, one.answered) for one in found] == [(date(2026, 5, n), date(2026, 5, 10 + n)) for n in (1, 2, 3)]  # fmt: skip


def test_letters_without_an_answer_whose_day_stands_behind_who_asked_are_found() -> None:
    found = _messages(
        _list(
            f"<div><a href='/x/{n}.html'>{t}</a></div><p>提问人：王** 2026-05-0{n}</p>"
            + (f"<p>交通局 2026-05-1{n} 回复：</p><p>{REPLY}</p>" if n > 2 else "")
            for n, t in enumerate([*ASKED, "公交4路何时恢复运行？"], 1)
        )
    )
    days = [(one.submitted and one.submitted.day, one.answered and one.answered.day) for one in found]
    assert days == [(1, None), (2, None), (3, 13), (4, 14)]


@every("beside", ["满意度：满意", "群众评价：", "阅读量：123", "流水号：20260{n}", "类别：咨询"])
def test_what_stands_beside_a_message_is_not_its_title(beside: str) -> None:
    facts = "<p>提交时间：2026-05-0{n}</p><p>办结时间：--</p><p>" + beside + "</p>"
    found = _messages(
        _list(
            f"<h3><a href='/x/{n}'>{t}</a></h3><div>{facts.format(n=n)}</div>" for n, t in enumerate(ASKED, 1)
        )
    )
    assert [(one.title_masked, one.status) for one in found] == [(t, OPEN) for t in ASKED]


def test_a_status_before_a_day_is_no_label_of_it() -> None:
    for form, words in (("{}", ("办结", "转办中", "办结")), ("【{}】", ("回复", "转办中", "回复"))):
        rows = zip(ASKED, words, strict=True)
        found = _messages(_list(f"<a href='/x/{n}'>{t}</a><em>{form.format(word)}</em><i>[2026-05-0{n}]</i>" for n, (t, word) in enumerate(rows, 1)))  # fmt: skip
        assert [(one.submitted, one.answered) for one in found] == [(date(2026, 5, n), None) for n in (1, 2, 3)]  # fmt: skip


def test_a_question_that_has_no_place_for_an_answer_is_found() -> None:
    answer = "<p><b>答复内容：</b><i>您好，经核实，下周恢复。</i><u>2026-05-1{n}</u></p>"
    found = _messages(
        "".join(
            f"<div><p><b>咨询内容：</b><i>{t}</i><u>2026-05-0{n}</u></p>{answer.format(n=n) if n != 2 else ''}</div>"
            for n, t in enumerate(ASKED, 1)
        )
    )
    assert [one.status for one in found] == [ANSWERED, UNSTATED, ANSWERED]
    assert [one.submitted for one in found] == [date(2026, 5, n) for n in (1, 2, 3)]


def test_a_dash_for_an_answer_is_none() -> None:
    answers = (REPLY, "--", "您的来信已收悉，已转相关部门办理。")
    rows = "".join(f"<tr><td>{t}</td><td>2026-05-0{n}</td><td>{a}</td></tr>" for n, (t, a) in enumerate(zip(ASKED, answers, strict=True), 1))  # fmt: skip
    found = _messages(f"<table><tr><th>标题</th><th>来信时间</th><th>回复内容</th></tr>{rows}</table>")
    assert [one.status for one in found] == [ANSWERED, OPEN, MessageStatus.TRANSFERRED]


def test_a_labelled_status_in_the_line_below_a_title_is_read_of_the_last_row_too() -> None:
    below = "<tr><td>写信时间：2026-05-0{n} 08:05</td><td>承办单位：交通局</td><td>办理情况：{word}</td></tr>"
    words = ("办理完毕", "待回复", "已办结", "受理中", "已办结")
    titles = [*ASKED, "公交4路何时恢复运行？", "公交5路何时恢复运行？"]
    rows = "".join(f"<tr><td colspan=3><a href='/x/{n}'>{t}</a></td></tr>{below.format(n=n, word=word)}" for n, (t, word) in enumerate(zip(titles, words, strict=True), 1))  # fmt: skip
    found = _messages(f"<table>{rows}</table>")
    assert [one.status for one in found] == [ANSWERED, OPEN, ANSWERED, OPEN, ANSWERED]


def test_the_one_answer_among_folded_letters_is_not_the_only_letter() -> None:
    answer = f"<p>回复内容：{REPLY}</p><p>答复时间：2026-05-13</p>"
    found = _messages(
        "".join(
            f"<div><div><b>{t}</b><i>2026-05-0{n}</i></div><div><p>咨询内容：请尽快解决。</p>{answer if n > 2 else '<p>回复内容：--</p>'}</div></div>"
            for n, t in enumerate(ASKED, 1)
        )
    )
    assert [one.title_masked for one in found] == ASKED
    assert [one.answered for one in found] == [None, None, date(2026, 5, 13)]
