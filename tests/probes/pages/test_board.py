"""Boards of each form, what is in a row, and what is no board."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.domain.content import BoardState, Message, MessageStatus
from monitor.domain.observation import BoardReading
from probes.pages.board.board import read_board, stated_total
from tests.every import every

from .board_pages import ACCEPTED, DIVS, LABELLED, NOW, PLAIN, TABLE, URL, page

S = MessageStatus


def read(html: str, **options: object) -> BoardReading:
    return read_board(html, URL, options=options, now=NOW, board="mail")


def told(one: Message) -> tuple[object, ...]:
    return (one.id, one.submitted, one.answered, one.unit, one.status)


def test_a_table_board_with_headings() -> None:
    reading = read(TABLE)
    assert [told(one) for one in reading.messages] == [
        ("mail/20260003", date(2026, 11, 2), None, "", S.OPEN),
        ("mail/20260002", date(2026, 10, 1), date(2026, 10, 9), "区教育局", S.ANSWERED),
        ("mail/20260001", date(2026, 8, 1), None, "区城管局", S.TRANSFERRED),
    ]
    assert all(one.submitted_exact for one in reading.messages)
    assert (reading.total, reading.complete, reading.oldest) == (3, True, date(2026, 8, 1))
    assert reading.statistics_url == "http://www.a.gov.cn/hdjl/tj.html"


def test_titles_are_whole_and_hold_no_phone_and_no_names_are_kept() -> None:
    reading = read(TABLE)
    assert [one.title_masked for one in reading.messages[:2]] == [
        "关于某路口红绿灯时长过短的建议",
        "学区划分咨询 ***",
    ]
    assert reading.messages[0].url == "http://www.a.gov.cn/hdjl/xx/view?id=3"
    assert not {"张三", "李四", "王五"} & set(repr(reading).replace("'", " ").split())


def test_a_grid_of_divisions_is_a_table_too() -> None:
    reading = read(page(DIVS))
    assert [(one.title_masked, *told(one)[1:]) for one in reading.messages] == [
        ("申请修路", date(2026, 11, 1), None, "住建局", S.OPEN),
        ("咨询医保", date(2026, 10, 1), None, "医保局", S.ANSWERED),
    ]
    assert reading.messages[0].url == f"{URL}d_1.html"


def test_labelled_rows_and_relative_days() -> None:
    reading = read(page(LABELLED))
    assert [(one.title_masked, *told(one)[1:]) for one in reading.messages] == [
        ("请问落户需要什么材料", date(2026, 11, 3), None, "区公安分局", S.ANSWERED),
        ("路灯不亮", date(2026, 11, 19), None, "", S.OPEN),
        ("停水问题", date(2026, 11, 17), None, "", S.UNSTATED),
    ]


def test_a_plain_list_gives_a_day_that_only_stands_for_the_day_of_submission() -> None:
    reading = read(page(PLAIN))
    assert [(one.submitted, one.submitted_exact, one.status) for one in reading.messages] == [
        (date(2026, 11, 1), False, S.ANSWERED),
        (date(2026, 10, 3), False, S.OPEN),
        (date(2026, 9, 3), False, S.UNSTATED),
    ]
    assert not reading.complete


def test_a_day_of_acceptance_is_not_exact_and_a_script_link_names_the_message() -> None:
    [message] = read(page(ACCEPTED), detail_url="/letter/{id}.html").messages
    assert (message.submitted, message.submitted_exact, message.status) == (
        date(2026, 11, 10),
        False,
        S.REFUSED,
    )
    assert (message.id, message.url) == ("mail/9", "http://www.a.gov.cn/letter/L9.html")


def test_configured_selectors_decide_alone() -> None:
    html = page(
        '<div class="r"><b>修路</b><i>2026-11-01</i><u>已办结</u></div><div class="r"><b>修桥</b><i></i><u>受理中</u></div>'
    )
    reading = read(html, item=".r", title="b", submitted="i", status="u")
    assert [(one.title_masked, one.submitted, one.status) for one in reading.messages] == [
        ("修路", date(2026, 11, 1), S.ANSWERED), ("修桥", None, S.OPEN),
    ]  # fmt: skip
    assert read(html, item="[[").state is BoardState.UNREADABLE


def rows(*cells: tuple[str, str, str]) -> str:
    body = "".join(
        f"<tr><td><a href='/m/{n}.htm'>题目{n}</a></td><td>{a}</td><td>{b}</td><td>{c}</td></tr>"
        for n, (a, b, c) in enumerate(cells)
    )
    return page(f"<table><tr><th>标题</th><th>留言时间</th><th>答复时间</th><th>状态</th></tr>{body}</table>")  # fmt: skip


@every(
    ("cells", "answered", "status"),
    [
        (("2026-08-01", "2026-08-09", ""), date(2026, 8, 9), S.ANSWERED),
        (("2026-08-01", "", ""), None, S.OPEN),
        (("2026-08-01", "暂无", ""), None, S.OPEN),
        (("2026-08-01", "-", "已办结"), None, S.ANSWERED),
        (("2026-08-01", "2026-08-09", "办理中"), None, S.UNSTATED),
        (("2026-08-01", "2026-08-09", "不予受理"), date(2026, 8, 9), S.REFUSED),
        (("2026-08-01", "2026-08-09", "退回"), None, S.REFUSED),
        (("2026-08-01", "", "三色灯"), None, S.UNSTATED),
    ],
    ids=["dated_answer", "empty_answer_cell", "none_yet", "answered_undated", "a_row_that_contradicts_itself", "refused_with_a_day", "sent_back", "words_we_do_not_know"],
)  # fmt: skip
def test_what_a_row_says_of_the_answer(cells: tuple[str, str, str], answered: date | None, status: S) -> None:
    [message] = read(rows(cells)).messages
    assert (message.answered, message.status) == (answered, status)


@every(
    ("answer", "status"),
    [
        ("不收费。", S.ANSWERED),
        ("县住建局，县城管局", S.UNSTATED),
        ("该处不属于违建。", S.ANSWERED),
        ("可以，凭毕业证即可", S.ANSWERED),
        ("查看", S.UNSTATED),
        ("点击查看，谢谢。", S.UNSTATED),
        ("住建局", S.UNSTATED),
        ("请问何时修？", S.UNSTATED),
        ("重复来信。", S.UNSTATED),
        ("来信人已撤回。", S.REFUSED),
        ("已收到。", S.OPEN),
    ],
)
def test_a_short_sentence_in_the_column_of_answers(answer: str, status: S) -> None:
    rows = f"<tr><td>修路</td><td>2026-08-01</td><td>{answer}</td></tr><tr><td>修桥</td><td>2026-08-02</td><td>您好，该桥已修好。</td></tr>"
    reading = read(page(f"<table><tr><th>标题</th><th>留言时间</th><th>回复内容</th></tr>{rows}</table>"))
    assert [one.status for one in reading.messages] == [status, S.ANSWERED]


def test_a_number_that_repeats_itself_is_no_number() -> None:
    body = "".join(
        f"<tr><td>见附件</td><td><a href='/m/{n}.htm'>题{n}</a></td><td>2026-11-0{n}</td></tr>"
        for n in (1, 2)
    )
    reading = read(page(f"<table><tr><th>编号</th><th>标题</th><th>时间</th></tr>{body}</table>"))
    assert len({one.id for one in reading.messages}) == 2


@every(
    ("body", "state", "reason", "complete"),
    [
        ("<div>共 0 条</div>", BoardState.BLANK, "", True),
        ("<p>暂无信件</p>", BoardState.BLANK, "", False),
        ("<p>暂时没有留言</p>", BoardState.BLANK, "", False),
        ("<table><tr><td>没有找到符合条件的信件</td></tr></table>", BoardState.BLANK, "", False),
        ("<p>欢迎来信</p>", BoardState.UNREADABLE, "no_board_recognised", False),
        ("<ul><li v-for='x in list'>{{x.title}}</li></ul>", BoardState.UNREADABLE, "script_board", False),
        ("<ul id=l></ul><script>$.ajax({url:'/q'})</script>", BoardState.UNREADABLE, "script_board", False),
        ("<div>共 0 条</div><script>$.ajax({})</script>", BoardState.BLANK, "", True),
        ("<ul v-if='!n'><li>暂无信件</li></ul><p v-for='x in l'>{{x.t}}</p>", BoardState.UNREADABLE, "script_board", False),
        ("<p style='display:none'>暂无数据</p><script>$.get('/q',f)</script>", BoardState.UNREADABLE, "script_board", False),
        ("<div>查询出错，共0条</div>", BoardState.UNREADABLE, "no_board_recognised", False),
        ("<p>共0条记录 正在同步数据</p>", BoardState.UNREADABLE, "no_board_recognised", False),
        ("", BoardState.UNREADABLE, "no_board_recognised", False),
    ],
    ids=["a_total_of_0", "words_alone_prove_nothing_complete", "none_for_the_time_being", "none_found", "no_list", "template", "filled_by_script", "0_even_with_scripts", "words_of_a_template", "words_until_a_script_fills_it", "count_of_a_search_that_failed", "count_while_rows_are_on_their_way", "empty_page"],
)  # fmt: skip
def test_a_page_without_messages(body: str, state: BoardState, reason: str, complete: bool) -> None:
    reading = read(page(body))
    assert (reading.state, reading.reason, reading.complete) == (state, reason, complete)


@every(
    ("html", "total"),
    [
        ("共<em>12</em>条", 12),
        ("共有 5 封", 5),
        ("recordCount: '7'", 7),
        ("共 3 条评论", None),
        ("第1页", None),
    ],
)
def test_the_board_states_its_total(html: str, total: int | None) -> None:
    assert stated_total(html) == total


def test_fewer_messages_than_the_total_are_not_complete() -> None:
    assert not read(TABLE.replace("<b>3</b>", "<b>4</b>")).complete


pieces = st.lists(
    st.sampled_from(["<table>", "<tr>", "<td>标题", "<td>时间", "<td>状态", "</table>", "<li>", "<a href=x>题目四个字", "</a>", "2026-11-01", "昨天", "留言时间：",
                     "<div>", "</div>", "<ul>", "共 3 条", "<a href='http://[x'>", "<span>已办结", "<a onclick=f('1')>"]),
    max_size=20,
).map("".join)  # fmt: skip


@given(st.one_of(st.text(max_size=200), pieces))
def test_no_page_makes_the_reader_fall_over(html: str) -> None:
    reading = read(html)
    assert (reading.state is BoardState.MESSAGES) == bool(reading.messages)


QUESTIONS = ("路灯不亮请尽快维修", "咨询学区划分的政策", "反映夜间施工噪声")
ARRAY = ",".join(f'{{"id":"{n}","title":"{q}","submitTime":"2026-11-0{n}","replyTime":"2026-11-1{n}","status":"已答复"}}' for n, q in enumerate(QUESTIONS, 1))  # fmt: skip


@pytest.mark.parametrize(
    "html",
    [
        f"<div id='app'></div><script>var letters=[{ARRAY}];</script>",
        "".join(f"<p>问：{q}（2026-11-0{n}）</p><p>答：您好，已处理。（2026-11-1{n}）</p>" for n, q in enumerate(QUESTIONS, 1)),
        "<ul>" + "".join(f"<li><p>{q}</p><i>2026-11-0{n}</i><p>您好，经核实已处理。</p><i>2026-11-1{n}</i></li>" for n, q in enumerate(QUESTIONS, 1)) + "</ul>",
        "<div>" + "".join(f"<div><h4>{q}</h4><p>留言时间：2026-11-0{n}</p><p>回复时间：2026-11-1{n}</p></div>" for n, q in enumerate(QUESTIONS, 1)) + "</div>",
    ],
    ids=["an_inline_array", "question_and_answer_in_words", "blocks_without_names", "labels_without_links"],
)  # fmt: skip
def test_messages_without_links_have_both_days(html: str) -> None:
    found = read(page(html)).messages
    assert [(one.title_masked, one.submitted, one.answered) for one in found] == [
        (q, date(2026, 11, n), date(2026, 11, 10 + n)) for n, q in enumerate(QUESTIONS, 1)
    ]


@pytest.mark.parametrize(
    "mark", ["<em>[已答复]</em>", "<img alt='已答复' src='a.png'>", "<i>2026-11-01 【已答复】</i>"]
)
def test_a_status_stands_in_brackets_or_in_a_picture(mark: str) -> None:
    body = "".join(
        f"<li><a href='/m/{n}.htm'>{q}</a>{mark}<b>2026-11-01</b></li>" for n, q in enumerate(QUESTIONS)
    )
    assert {one.status for one in read(page(f"<ul>{body}</ul>")).messages} == {S.ANSWERED}


def test_news_beside_a_form_are_no_messages() -> None:
    rows = "".join(
        f"<li><a href='/xw/{n}.htm'>区政府召开会议研究部署工作{n}</a><span>2026-11-1{n}</span></li>"
        for n in range(5)
    )
    html = page(f"<form><input><textarea></textarea></form><div><h3>政务要闻</h3><ul>{rows}</ul></div>")
    assert read(html).messages == ()


def test_an_answer_folded_away_beside_its_question_is_the_messages_own() -> None:
    rows = "".join(
        f"<div class=item><p class=q>留言标题：路灯不亮第{n}次　留言时间：2026-10-0{n}</p>"
        f"<div class=a style='display:none'>回复内容：您好，已办理。回复时间：2026-10-1{n}</div></div>"
        for n in (3, 2, 1)
    )
    found = read_board(f"<h2>市长信箱</h2><div class=qa>{rows}</div>", URL, now=NOW)
    assert [one.answered for one in found.messages] == [
        date(2026, 10, 13),
        date(2026, 10, 12),
        date(2026, 10, 11),
    ]


def test_a_table_with_as_many_rows_as_columns_has_them_all() -> None:
    rows = "".join(
        f"<tr><td><a href=v?id={n}>学区划分咨询{n}</a></td><td>2026-10-0{n}</td><td>已办结</td></tr>"
        for n in (3, 2, 1)
    )
    head = "<thead><tr><td>标题</td><td>来信日期</td><td>状态</td></tr></thead>"
    assert len(read_board(f"<table>{head}<tbody>{rows}</tbody></table>", URL, now=NOW).messages) == 3
