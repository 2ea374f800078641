"""What stands in or near the place of a message's answer: a picture, a field, words beside or below it; none of it is silence."""

from datetime import date

import pytest

from monitor.domain.content import Message, MessageStatus
from probes.pages.board.board import read_board
from tests.every import every

from .board_pages import NOW

OPEN, ANSWERED, UNSTATED = MessageStatus.OPEN, MessageStatus.ANSWERED, MessageStatus.UNSTATED
TITLES = ("城东路路灯不亮", "小区垃圾清运不及时", "加装电梯如何补贴")
REPLY = "您好，您反映的问题收悉。经现场核实，该处已修复。"


def read(body: str) -> list[Message]:
    html = f"<html><head><title>区长信箱</title></head><body><div>{body}</div></body></html>"
    return list(read_board(html, "http://www.example.gov.cn/hd/", now=NOW).messages)


def statuses(rows: str) -> list[MessageStatus]:
    """Of three letters, each set as *rows* with its title and day, the second with `@` for what may be its answer."""
    return [one.status for one in read(rows)]


def cards(behind: str) -> str:
    """Three letters, of which *behind* stands below the heading of the second one's answer."""
    return "".join(
        f"<div class=k><h4>{title}</h4><p>来信时间：2026-05-0{n}</p><p>回复内容：</p>{behind if n == 2 else ''}</div>"
        for n, title in enumerate(TITLES, 1)
    )


@every(
    "behind",
    [
        pytest.param("<p><img src=/up/scan1.jpg></p>", id="a picture"),
        pytest.param(f"<textarea>{REPLY}</textarea>", id="a field"),
        pytest.param("<p><a href=/up/1.pdf>答复函.pdf</a></p>", id="a file"),
    ],
)
def test_what_has_no_words_in_an_answers_place_leaves_it_untold(behind: str) -> None:
    found = read(cards(behind))
    assert [one.title_masked for one in found] == list(TITLES)
    assert [one.status for one in found] == [OPEN, UNSTATED, OPEN]


def test_a_status_that_words_of_an_answer_contradict_is_for_people() -> None:
    head = "<tr><th>标题</th><th>来信时间</th><th>状态</th><th>回复内容</th></tr>"
    rows = "".join(
        f"<tr><td>{title}</td><td>2026-05-0{n}</td><td>办理中</td><td>{REPLY if n == 2 else ''}</td></tr>"
        for n, title in enumerate(TITLES, 1)
    )
    assert statuses(f"<table>{head}{rows}</table>") == [OPEN, UNSTATED, OPEN]


@every(
    "told",
    [
        pytest.param("<a href='#'>未解决</a><a href='#'>已解决</a>", id="two buttons"),
        pytest.param(
            "<p>2026-05-11 已受理</p><p>2026-05-12 转办</p><p>2026-05-19 住建局回复</p>", id="steps"
        ),
    ],
)
def test_a_row_that_says_both_tells_no_status(told: str) -> None:
    rows = "".join(
        f"<li><a href='{n}.html'>{title}</a><span>2026-05-0{n}</span>{told}</li>"
        for n, title in enumerate(TITLES, 1)
    )
    assert set(statuses(f"<ul>{rows}</ul>")) == {UNSTATED}


def test_an_answer_that_is_not_public_is_one() -> None:
    head = "<tr><th>标题</th><th>日期</th><th>状态</th></tr>"
    said = ("已回复（内容不公开）", "已办结，不予公开", "不予公开")
    rows = "".join(
        f"<tr><td>{title}</td><td>2026-05-01</td><td>{word}</td></tr>"
        for title, word in zip(TITLES, said, strict=True)
    )
    assert statuses(f"<table>{head}{rows}</table>") == [ANSWERED, ANSWERED, MessageStatus.REFUSED]


def table(head: str, row: str, below: str) -> str:
    """Three letters as rows of a table; *below* stands below the second."""
    rows = "".join(
        f"<tr>{row.format(n=n, title=title)}</tr>{below if n == 2 else ''}"
        for n, title in enumerate(TITLES, 1)
    )
    return f"<table><tr>{''.join(f'<th>{one}</th>' for one in head.split())}</tr>{rows}</table>"


@every(
    ("below", "second"),
    [
        pytest.param(f"<tr><td colspan=4>{REPLY}</td></tr>", ANSWERED, id="the answer"),
        pytest.param(
            f"<tr><td></td><td colspan=3>住建局：{REPLY}</td></tr>", ANSWERED, id="the office and the answer"
        ),
        pytest.param(
            "<tr><td colspan=4>下周三起施工，工期十天。</td></tr>", UNSTATED, id="words that may be one"
        ),
        pytest.param(
            "<tr><td colspan=4>来信已收到，已转交住建局办理。</td></tr>",
            MessageStatus.TRANSFERRED,
            id="a receipt",
        ),
        pytest.param("<tr><td colspan=4>请问什么时候能修好？</td></tr>", OPEN, id="the question"),
        pytest.param("<tr><td colspan=4>共3条 第1/1页</td></tr>", OPEN, id="a pager"),
    ],
)
def test_words_below_a_letter_are_heeded_where_its_answers_cell_is_empty(
    below: str, second: MessageStatus
) -> None:
    row = "<td>{n}</td><td>{title}</td><td>2026-05-0{n}</td><td></td>"
    assert statuses(table("编号 标题 时间 回复", row, below)) == [OPEN, second, OPEN]


def test_words_in_a_box_beside_an_empty_heading_are_heeded() -> None:
    assert statuses(cards(f"</div><div class=r>{REPLY}")) == [OPEN, ANSWERED, OPEN]


def test_an_answer_on_a_line_of_its_own_is_no_letter() -> None:
    rows = "".join(
        f"<tr><td>留言</td><td>{title}，请答复。</td><td>2026-05-0{n}</td></tr>"
        + (
            f"<tr><td>回复</td><td>{REPLY}</td><td>2026-05-1{n}</td></tr>"
            if n == 2
            else "<tr><td>回复</td><td></td></tr>"
        )
        for n, title in enumerate(TITLES, 1)
    )
    found = read(f"<table>{rows}</table>")
    assert [one.title_masked[:7] for one in found] == [one[:7] for one in TITLES]
    assert [one.answered and one.answered.day for one in found] == [None, 12, None]


@every(
    "facts",
    [
        pytest.param("<p>来信时间 2026-05-01 &nbsp; 回复时间 2026-05-09</p>", id="no colons"),
        pytest.param("<p>提问于 2026-05-01</p><p>回复于 2026-05-09</p>", id="on which day"),
        pytest.param(
            "<p><label>来信时间</label><i>2026-05-01</i><label>回复时间</label><i>2026-05-09</i></p>",
            id="apart",
        ),
        pytest.param("<p>来 信 时 间：2026-05-01　回 复 时 间：2026-05-09</p>", id="parted letters"),
    ],
)
def test_labels_are_known_however_they_are_spelled(facts: str) -> None:
    found = read(
        "".join(f"<div class=k><h4><a href='{one}.html'>{one}</a></h4>{facts}</div>" for one in TITLES)
    )
    assert [
        (one.title_masked, one.submitted and one.submitted.day, one.answered and one.answered.day)
        for one in found
    ] == [(one, 1, 9) for one in TITLES]


def test_a_page_of_calls_that_lists_none_is_no_board_of_a_script() -> None:
    html = (
        "<html><head><title>意见征集_某区</title></head><body><h1>意见征集</h1><p>暂无信息</p></body></html>"
    )
    assert read_board(html, "http://www.example.gov.cn/hd/", now=NOW).reason == "no_board_recognised"


@every(
    "reply",
    [
        "已催办。",
        "同意受理。",
        "报区政府审定中。",
        "您好，您反映的问题已报区城管局处理。",
        "已报修，请等待维修人员上门。",
        "您的诉求已分派至区城管局，预计2026年12月5日前办结。",
        "办理时限：2026-12-10，当前状态：承办单位处理中。",
    ],
)
def test_a_reply_that_says_what_is_done_with_the_letter_is_no_answer(reply: str) -> None:
    row = f"<td>{{title}}</td><td>2026-05-0{{n}}</td><td>{reply}</td><td>2026-05-11</td>"
    found = read(table("标题 来信时间 回复内容 回复时间", row, ""))
    assert not any(one.answered or one.status is ANSWERED for one in found)
    row = "<td>{title}</td><td>2026-05-0{n}</td><td>预计2026年12月5日前完工。</td><td>2026-05-11</td>"
    assert set(statuses(table("标题 来信时间 回复内容 回复时间", row, ""))) == {ANSWERED}


def told(body: str) -> list[tuple[int | None, int | None, MessageStatus]]:
    """The days of May on which letters were asked and answered, and their status."""
    return [
        (one.submitted and one.submitted.day, one.answered and one.answered.day, one.status)
        for one in read(body)
    ]


def test_facts_in_definitions_of_their_own_are_of_one_letter() -> None:
    rows = "".join(
        f"<dt>{title}</dt><dd>来信日期：2026-05-0{n}</dd><dd>回复日期：{'2026-05-19' if n == 2 else ''}</dd>"
        for n, title in enumerate(TITLES, 1)
    )
    assert told(f"<dl>{rows}</dl>")[1] == (2, 19, ANSWERED)
    assert len(told(f"<dl>{rows}</dl>")) == len(TITLES)


@every(
    "facts",
    [
        pytest.param("<p>提交 → <b>2026-05-12</b> 转办 → 办结</p>", id="steps to come"),
        pytest.param("<p>信件编号 1 <b>办结时间 -</b></p>", id="a label with a dash"),
        pytest.param("<p><b>2026-05-12</b> 转办至住建局</p><p><b>2026-05-13</b> 住建局回复</p>", id="steps"),
    ],
)
def test_a_step_is_no_status(facts: str) -> None:
    rows = "".join(
        f"<li><a href='{n}.html'>{title}</a><i>2026-05-0{n}</i>{facts}</li>"
        for n, title in enumerate(TITLES, 1)
    )
    assert {one for *_, one in told(f"<ul>{rows}</ul>")} == {UNSTATED}


def test_colons_set_apart_and_wide_days_are_read() -> None:
    rows = "".join(
        f"<div class=m><h4>{title}</h4><p>留言时间 ：２０２６－０５－０{n}</p><p>答复 ：{REPLY if n == 2 else ''}</p>"
        f"<p>答复时间 ：{'２０２６－０５－１９' if n == 2 else ''}</p></div>"
        for n, title in enumerate(TITLES, 1)
    )
    assert told(rows) == [(1, None, OPEN), (2, 19, ANSWERED), (3, None, OPEN)]


def test_an_answer_in_a_box_beside_its_mark_is_that_of_the_question_above() -> None:
    rows = "".join(
        f"<div class=one><h4>{title}</h4><p>{title} （2026-05-0{n}）</p><p>回复内容：</p></div>"
        f"<div class=two>{REPLY if n == 2 else ''}</div>"
        for n, title in enumerate(TITLES, 1)
    )
    assert [one for *_, one in told(rows)] == [OPEN, ANSWERED, OPEN]


@every(
    "number",
    [
        pytest.param("{n}. 问：", id="numbered questions"),
        pytest.param("", id="only answers say what they are"),
    ],
)
def test_crumbs_before_the_first_question_are_not_its_title(number: str) -> None:
    rows = "".join(
        f"<p>{number.format(n=n)}{title}？（2026-05-0{n}）</p><p>答：{f'{REPLY}（2026-05-19）' if n == 2 else '（待答复）'}</p>"
        for n, title in enumerate(TITLES, 1)
    )
    found = read(f"<p>当前位置：<a href=/>首页</a> &gt; <a href=/h>互动交流</a></p>{rows}")
    assert [one.title_masked for one in found] == [f"{one}？" for one in TITLES]
    assert [one.status for one in found] == [OPEN, ANSWERED, OPEN]


def test_an_empty_day_of_answer_is_no_title() -> None:
    rows = "".join(
        f"<p>标题：{title}</p><p>姓名：王**　时间：2026-05-0{n}</p><p>内容：{title}，请解决。</p>"
        f"<p>回复：{REPLY if n == 2 else ''}</p><p>回复时间：{'2026-05-19' if n == 2 else ''}</p><hr>"
        for n, title in enumerate(TITLES, 1)
    )
    assert [one.title_masked for one in read(rows)] == list(TITLES)
    assert told(rows) == [(1, None, OPEN), (2, 19, ANSWERED), (3, None, OPEN)]


def test_a_head_whose_columns_are_others_than_its_cells_tells_nothing() -> None:
    row = "<td>{title}</td><td>2026-05-0{n}</td><td>2026-05-1{n}</td><td></td>"
    found = told(table("主题 类别 来信时间 回复时间", row, ""))
    assert not any(answered or status is not UNSTATED for _, answered, status in found)


@every(
    "box",
    [
        pytest.param("<h4>{title}</h4><p>提问于 2026-05-0{n}<br>等待回复</p>", id="a status"),
        pytest.param("<h4>{title}</h4><p>来信时间：2026-05-0{n}<br>回复内容：<a href=/1.pdf>答复函.pdf</a></p>", id="a file"),
        pytest.param("<h4>{title}</h4><p>留言时间：2026-05-0{n}<br>答复：<br>追问：还没修好。</p>", id="a second question"),
        pytest.param("<dl><dt><b>标题</b>：</dt><dd>{title}</dd><dt><b>时间</b>：</dt><dd>2026-05-0{n}</dd></dl>", id="bold labels"),
    ],
)  # fmt: skip
def test_what_stands_beside_the_day_is_no_title(box: str) -> None:
    rows = "".join(f"<div class=k>{box.format(title=title, n=n)}</div>" for n, title in enumerate(TITLES, 1))
    assert [one.title_masked for one in read(rows)] == list(TITLES)


def test_an_answer_behind_a_colon_of_its_own_is_heard() -> None:
    rows = "".join(
        f"<dt><b>标题</b>：</dt><dd>{title}</dd><dt><b>时间</b>：</dt><dd>2026-05-0{n}</dd><dt><b>回复</b>：</dt><dd>{REPLY if n == 2 else '暂无'}</dd>"
        for n, title in enumerate(TITLES, 1)
    )
    assert [one for *_, one in told(f"<dl>{rows}</dl>")] == [OPEN, ANSWERED, OPEN]


def test_two_statuses_of_a_block_are_no_receipt_in_its_answer_s_place() -> None:
    row = (
        "<li><a href='/x{n}.html'>公交{n}路何时恢复</a><em>已受理</em><em>{word}</em><i>2026-05-0{n}</i></li>"
    )
    rows = "".join(row.format(n=n, word="已答复" if n < 3 else "") for n in (1, 2, 3))
    found = read_board(f"<ul>{rows}</ul>", "http://www.a.gov.cn/ask/", now=NOW).messages
    assert [(str(one.status), one.receipt_only) for one in found] == [
        ("unstated", False),
        ("unstated", False),
        ("open", False),
    ]


@every(
    ("below", "status"),
    [
        (f"回复时间：2026-05-09 回复内容：{REPLY}", ANSWERED),
        ("回复时间：2026-05-09 回复单位：区住建局", ANSWERED),
        ("办理状态：已办结", ANSWERED),
        ("应答复时间：2026-05-09", OPEN),
        ("答复时间：工作日9时至17时 状态：全部 已办结 办理中", OPEN),
        ("承办单位：区住建局　编号：2026001", OPEN),
        ("承办单位：区住建局，已修复，谢谢您的反映。", ANSWERED),
        ("温馨提示：您的来信将在15个工作日内答复。", OPEN),
        ("已修复，谢谢您的反映。", UNSTATED),
    ],
)
def test_a_line_below_a_letter_tells_of_its_answer_by_labels(below: str, status: MessageStatus) -> None:
    row = "<td>{title}</td><td>2026-05-0{n}</td><td></td>"
    line = f"<tr><td colspan=3>{below}</td></tr>"
    assert statuses(table("标题 来信时间 回复时间", row, line)) == [OPEN, status, OPEN]


@every("tag", ["a", "button"])
def test_buttons_beside_a_status_take_nothing_from_it(tag: str) -> None:
    row = "<li><a href='/x{n}.html'>公交{n}路何时恢复</a><em>{word}</em><{tag}>已解决</{tag}><{tag}>未解决</{tag}><i>2026-05-0{n}</i></li>"
    rows = "".join(row.format(n=n, tag=tag, word=("已办结", "办理中", "")[n - 1]) for n in (1, 2, 3))
    assert statuses(f"<ul>{rows}</ul>") == [ANSWERED, OPEN, UNSTATED]


@every("words", [("已经回复", "等待回复"), ("【处理完毕】", "【正在办理】"), ("信件已办结", "信件办理中")])
@every("day", ["<i>2026-05-0{n}</i>", "<p>来信时间：2026-05-0{n}</p>"])
def test_a_status_before_the_title_is_none(words: tuple[str, str], day: str) -> None:
    rows = "".join(
        f"<div class=k><b>{words[n == 2]}</b><h4>{title}</h4>{day.format(n=n)}<p>晚上出行很不安全。</p></div>"
        for n, title in enumerate(TITLES, 1)
    )
    found = read(rows)
    assert [one.title_masked for one in found] == list(TITLES)
    assert [one.status for one in found] == [ANSWERED, OPEN, ANSWERED]


def test_a_box_behind_the_last_letter_answers_it_only_where_such_boxes_answer_others() -> None:
    told = f"<div class=r><p>{REPLY}</p></div>"
    last = cards("") + f"<div class=hot><h4>热门答复</h4><p>{REPLY}</p></div>"
    assert statuses(last) == [OPEN, OPEN, UNSTATED]
    rows = "".join(f"<tr><td>{title}</td><td>2026-05-01</td><td></td></tr>" for title in TITLES)
    head = "<table><tr><th>标题<th>留言时间<th>回复内容</tr>"
    assert statuses(f"{head}{rows}<tr><td colspan=3>{REPLY}</td></tr></table>") == [OPEN, OPEN, UNSTATED]
    each = "".join(
        f"<div class=k><h4>{title}</h4><p>来信时间：2026-05-01</p><p>回复内容：</p></div>{told}"
        for title in TITLES
    )
    assert statuses(each) == [ANSWERED, ANSWERED, ANSWERED]


@every("told", ["办结时间：2026-05-20前", "办结时间 2026-05-20 之前", "回复时间：2026年5月20日前"])
def test_a_day_by_which_an_answer_is_due_is_no_answers(told: str) -> None:
    cards = "".join(
        f"<div class=k><h4>{title}</h4><p>来信时间：2026-05-01</p><p>{told}</p></div>" for title in TITLES
    )
    assert [(one.status, one.answered) for one in read(cards)] == [(UNSTATED, None)] * 3
    done = [one.answered for one in read(cards.replace("之前", "").replace("前", ""))]
    assert done == [date(2026, 5, 20)] * 3
