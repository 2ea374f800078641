"""Boards in the shapes that content systems give them: each message once, with its days and its status."""

from datetime import date

import pytest

from monitor.domain.content import Message, MessageStatus
from probes.pages.board.board import read_board

from .board_pages import NOW

OPEN, ANSWERED, UNSTATED = MessageStatus.OPEN, MessageStatus.ANSWERED, MessageStatus.UNSTATED
ASKED = [f"公交{n}路何时恢复运行？" for n in (1, 2, 3)]
REPLY = "您好，经核实，该线路改道施工已近尾声，下周恢复运行，感谢您的来信！"


def _messages(body: str) -> tuple[Message, ...]:
    html = f"<html><head><title>县长信箱</title></head><body><div>{body}</div></body></html>"
    return read_board(html, "http://www.example.gov.cn/hd/", now=NOW).messages


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
        "<ul>"
        + "".join(
            f"<li><a href='/x/{n}.html'>{title}</a><p><span>提问：2026-05-0{n}</span><span>回复：{'2026-05-19' if n == 1 else '暂未回复'}</span></p></li>"
            for n, title in enumerate(ASKED, 1)
        )
        + "</ul>"
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
