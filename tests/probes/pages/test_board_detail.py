"""A message's own page: the day it was asked, the chain of replies, and what is no answer."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.domain.content import Message, MessageStatus
from probes.pages.board.detail import read_detail
from tests.every import every

from .board_pages import NOW, asked, page

S = MessageStatus
REAL = "您好，经核实，该路段已列入改造计划。"
RECEIPT = "您好，您的来信已收到，我们将尽快办理。"
MOVED = "您反映的问题已转交区住建局办理。"
QUESTION = (
    "<div><label>留言时间：</label><span>2026-08-01 10:00</span></div><div>留言内容：路灯不亮，何时修？</div>"
)


def reply(text: str, day: str = "", unit: str = "区住建局") -> str:
    return f"<div><p>答复单位：{unit}</p><p>答复时间：{day}</p><p>答复内容：{text}</p></div>"


def read(body: str, **more: object) -> Message:
    return read_detail(page(body), asked(**more), now=NOW)


@every(
    ("body", "answered", "status", "receipt_only"),
    [
        (QUESTION + reply(REAL, "2026-08-05"), date(2026, 8, 5), S.ANSWERED, False),
        (QUESTION + reply(RECEIPT, "2026-08-02"), None, S.OPEN, True),
        (QUESTION + reply(MOVED, "2026-08-02"), None, S.TRANSFERRED, True),
        (QUESTION + reply(RECEIPT, "2026-08-02") + reply(MOVED, "2026-08-03") + reply(REAL, "2026-08-09"), date(2026, 8, 9), S.ANSWERED, False),
        (QUESTION + "<p>答复内容：</p><p>答复时间：</p>", None, S.OPEN, False),
        (QUESTION + "<p>回复内容：暂无回复</p>", None, S.OPEN, False),
        (QUESTION, None, S.UNSTATED, False),
        (QUESTION + f"<h3>官方回复</h3><p>{REAL}</p><p>2026年8月7日</p>", date(2026, 8, 7), S.ANSWERED, False),
        (QUESTION + f"<h3>答复</h3><p>时间：2026-08-06</p><p>{REAL}</p>", date(2026, 8, 6), S.ANSWERED, False),
        (QUESTION + f"<p>答复内容：{REAL}</p>", None, S.ANSWERED, False),
        (QUESTION + "<p>办理状态：办理中</p>", None, S.OPEN, False),
        (QUESTION + "<p>应办结时间：2026-08-21</p><p>预计答复时间：2026-08-21 评价时间：2026-09-01</p>", None, S.UNSTATED, False),
        (QUESTION + "<p>答复内容：您好，经核实，该路段将于2026年9月1日前完成改造，请放心。</p>", None, S.ANSWERED, False),
        (QUESTION + f"<p>【回复内容】{REAL}</p><p>区住建局2026年8月7日</p>", date(2026, 8, 7), S.ANSWERED, False),
        (QUESTION + reply(REAL, "2026-08-05") + "<p>追问时间：2026-08-19</p><p>追问回复时间：2026-08-25</p>", date(2026, 8, 5), S.ANSWERED, False),
        (QUESTION + f"<table><tr><td>办理结果</td><td>某县(8:30)：来信人：您好！{REAL}此复。某县公开电话办公室 2026年8月7日</td></tr></table>", date(2026, 8, 7), S.ANSWERED, False),
        (QUESTION + f"<table><tr><td>2</td><td>住建局</td><td>回复</td><td>2026-08-08 16:00</td><td>{REAL}</td></tr></table>", date(2026, 8, 8), S.ANSWERED, False),
        (QUESTION + "<h3>相似信件</h3><p>路灯太暗</p><p>答复时间：2026-09-01</p>", None, S.UNSTATED, False),
        (QUESTION + "<h3>最新回复</h3><ul><li><a href=1>别的信件</a> 回复时间：2026-09-01</li></ul>", None, S.UNSTATED, False),
        (QUESTION + "<p>办理状态：待受理</p><p>上一篇：别的信件</p><p>答复时间：2026-09-01</p>", None, S.OPEN, False),
        (QUESTION + reply("您好，已转住建局办理。", "2026-08-02", "信访局") + reply(REAL, "2026-08-08"), date(2026, 8, 8), S.ANSWERED, False),
        (QUESTION + "<table><tr><th>处理部门</th><th>处理时间</th><th>处理意见</th></tr><tr><td>信访局</td><td>2026-08-02</td><td>请住建局办理</td></tr></table>", None, S.TRANSFERRED, True),
        (QUESTION + f"<table><tr><th>处理单位</th><th>处理时间</th><th>处理结果</th></tr><tr><td>信访局</td><td>2026-08-02</td><td>转住建局办理</td></tr><tr><td>住建局</td><td>2026-08-08</td><td>{REAL}</td></tr></table>", date(2026, 8, 8), S.ANSWERED, False),
        ("<table><tr><th>标题</th><th>留言时间</th><th>状态</th></tr><tr><td>路灯</td><td>2026-08-01</td><td>办理中</td></tr></table>", None, S.OPEN, False),
        (QUESTION + f"<p>答复内容：{REAL}</p><ul><li>别的信件一 2026-09-01</li><li>别的信件二 2026-09-02</li></ul>", None, S.ANSWERED, False),
        (QUESTION + f"<p>答复内容：{REAL}</p><table><tr><td>标题</td><td>来信时间</td></tr><tr><td>甲</td><td>2026-09-01</td></tr><tr><td>乙</td><td>2026-09-02</td></tr></table>", None, S.ANSWERED, False),
        (QUESTION + f"<p>答复内容：{REAL}</p><p>2026-11-20</p>", None, S.ANSWERED, False),
        (QUESTION + f"<p>答复内容：{REAL}</p><p>区住建局</p><p>2026-11-20</p>", date(2026, 11, 20), S.ANSWERED, False),
        (QUESTION + "<p>答复内容：您好，经核实，该工程竣工日期为 2026年10月31日</p>", None, S.ANSWERED, False),
        (QUESTION + f"<p>答复时间：2026-12-31</p><p>答复内容：{REAL}</p>", None, S.ANSWERED, False),
        (QUESTION + "<p>留言回复</p><div><p>留言正在处理中…</p></div>", None, S.OPEN, True),
        (QUESTION + "<h3>办理过程</h3><p>2026-08-01 10:00 市12345 转办</p><p>2026-08-04 09:00 区住建局 已答复</p>", date(2026, 8, 4), S.ANSWERED, False),
        (QUESTION + "<h3>办理过程</h3><p>2026-08-01 10:00 市12345 转办</p>", None, S.TRANSFERRED, True),
        (QUESTION + "<table><tr><td>回复内容</td><td></td></tr><tr><td>回复人</td><td></td></tr><tr><td>回复时间</td><td></td></tr><tr><td>回复期限</td><td>2026-08-15</td></tr></table>", None, S.OPEN, False),
        (QUESTION + f"<p>答复内容</p><textarea readonly>{REAL}</textarea>", None, S.ANSWERED, False),
        (QUESTION + "<p>处理意见：请住建局阅处。</p>", None, S.OPEN, True),
        (QUESTION + f"<p>答复内容</p><TEXTAREA READONLY>{REAL}</TEXTAREA>", None, S.ANSWERED, False),
        (QUESTION + "<p>答复内容：</p><input disabled type=button value='提交'><input readonly value='请输入关键字'>", None, S.OPEN, False),
        (QUESTION + "<p>答复内容：</p><p>暂无</p><div><img src='/i/party.png'></div>", None, S.OPEN, False),
        (QUESTION.replace("何时修？", "何时修，上次\n答复时间：2026-07-20\n的话没有兑现") + "<p>办理状态：办理中</p>", None, S.OPEN, False),
        (QUESTION + f"<p>答复\n单位：区住建局</p><p>答复\n  时间：\n2026-08-05</p><p>答复内容：\n{REAL}</p>", date(2026, 8, 5), S.ANSWERED, False),
        (QUESTION + "<h3>办理流程</h3><ul><li><i>2026-08-01 10:00</i><b>市12345转办</b></li><li><i>2026-08-04</i><b>区住建局答复</b><p>路灯已修。</p></li></ul>", date(2026, 8, 4), S.ANSWERED, False),
        (QUESTION + "<h3>办理流程</h3><ul><li><b>市12345转办</b><i>2026-08-01 10:00</i></li><li><b>区住建局答复</b><i>2026-08-04</i></li></ul>", date(2026, 8, 4), S.ANSWERED, False),
        (QUESTION + "<p>受理状态：已受理</p><p>当前状态：已答复</p><p>回复状态：未回复</p>", None, S.OPEN, False),
        ("<h3>最新回复</h3><p>别的信件 回复时间：2026-09-01</p>" + QUESTION + "<p>办理状态：办理中</p>", None, S.OPEN, False),
        (QUESTION + f"<h3>区住建局 答复</h3><p>{REAL}</p><p>2026-08-07</p>", date(2026, 8, 7), S.ANSWERED, False),
        (f"<p>网友 于 2026-08-01 提问：</p><p>路灯不亮。</p><p>区住建局于2026年8月7日回复：{REAL}</p>", date(2026, 8, 7), S.ANSWERED, False),
        (QUESTION + "<p>办理状态：办理中</p><p>网友 2026-08-09 回复：还是不亮，没有人来修过。</p>", None, S.OPEN, False),
        (QUESTION + "<p>办理状态：办理中</p><p>热心市民于2026-08-09回复：还是不亮，没有人来修过。</p>", None, S.OPEN, False),
        (QUESTION + "<p>领导批示：请住建局阅处。</p><p>办理情况：正在核查</p>", None, S.OPEN, True),
        (QUESTION + f"<h2>官方回应</h2><p>{REAL}</p><p>2026-08-07</p>", date(2026, 8, 7), S.ANSWERED, False),
        (QUESTION + "<p>办理时间：2026-08-02</p><p>办理状态：已受理</p>", None, S.UNSTATED, False),
        (QUESTION + "<h4>办理过程</h4><p>2026-08-02 转区住建局办理，请于2026-08-12前答复</p>", None, S.TRANSFERRED, True),
        (QUESTION + "<h4>办理过程</h4><p>2026-08-05 申请人诉求已办结，请评价</p>", date(2026, 8, 5), S.ANSWERED, False),
        (QUESTION + f"<h4>您可能感兴趣的信件</h4><h4>区住建局回复</h4><p>{REAL}</p><p>2026-09-09</p>", None, S.UNSTATED, False),
        (QUESTION + f"<h4>区住建局 回复</h4><p>2026-08-09 10:00</p><p>{REAL}</p>", date(2026, 8, 9), S.ANSWERED, False),
        (QUESTION + "<p>答复内容：您好，该信件内容不公开，已电话答复。</p>", None, S.ANSWERED, False),
        (QUESTION + "<p>答复内容：</p><p>附件：无</p>", None, S.OPEN, False),
        (f"<p>网友 2026-08-01 提问</p><p>路灯不亮。</p><p>区住建局 2026-08-07 09:10 回复</p><p>{REAL}</p>", date(2026, 8, 7), S.ANSWERED, False),
        (QUESTION + "<p>办理状态：已撤回</p><p>办结时间：2026-08-05</p>", None, S.REFUSED, False),
        (QUESTION + reply("该件与编号7的来信重复，不再答复。", "2026-08-05"), None, S.UNSTATED, False),
        (QUESTION + reply("您好，已安排专人核实，有结果后第一时间告知您。", "2026-08-02"), None, S.UNSTATED, False),
        (QUESTION + reply("您好，正在核实，核实后回复您。", "2026-08-02") + reply(REAL, "2026-08-09"), date(2026, 8, 9), S.ANSWERED, False),
        (QUESTION + "<h3>答复情况</h3><p>共0条答复</p>", None, S.OPEN, False),
        (QUESTION + "<table><tr><th>环节</th><th>单位</th><th>时间</th><th>意见</th></tr><tr><td>交办</td><td>信访局</td><td>2026-08-02</td><td>请住建局按期答复来信人</td></tr></table>", None, S.TRANSFERRED, True),
        (QUESTION + f"<div>部门答复（1）</div><div>{REAL} 2026-08-07</div>", date(2026, 8, 7), S.ANSWERED, False),
        (QUESTION + "<div>部门答复（0）</div>", None, S.OPEN, False),
        (QUESTION + f"<p>办理结果：</p><p>承办单位意见：{REAL}</p>", None, S.ANSWERED, False),
        (QUESTION + f"<div><b>问：</b>路灯不亮</div><div><b>答：</b>{REAL} <i>2026-08-07</i></div>", date(2026, 8, 7), S.ANSWERED, False),
        (QUESTION + "<h3>信件流转</h3><p>2026-08-01 10:00 市12345 受理</p><p>2026-08-04 09:00 区住建局 已答复</p>", date(2026, 8, 4), S.ANSWERED, False),
        (QUESTION + f"<p>首次回复时间：2026-08-02</p><p>首次回复内容：{MOVED}</p><p>最终回复时间：2026-08-07</p><p>最终回复内容：{REAL}</p>", date(2026, 8, 7), S.ANSWERED, False),
        (QUESTION + f"<p>客服回复：{REAL}2026-08-07</p>", date(2026, 8, 7), S.ANSWERED, False),
        (QUESTION + "<h3>办理过程</h3><p>2026-08-01 10:00 市12345 转办</p><p>2026-12-31 区住建局 已答复</p>", None, S.ANSWERED, False),
        (QUESTION + f"<div>回复（2026/08/07）：{REAL}</div>", date(2026, 8, 7), S.ANSWERED, False),
        (QUESTION + f"<p>区住建局答复：(2026年8月7日 09:10) {REAL}</p>", date(2026, 8, 7), S.ANSWERED, False),
        (QUESTION + "<p>办理状态：办理中</p><p>网友回复（2026-08-09）：还是不亮，没有人来修过。</p>", None, S.OPEN, False),
        (QUESTION + f"<p><b>区住建局</b><br>2026-08-07 回复：<br>{REAL}</p><p><b>区住建局</b><br>2026-11-12 回复：<br>{REAL}</p>", date(2026, 8, 7), S.ANSWERED, False),
        (QUESTION + f"<p>某小吏<br>2026-08-07 回复：<br>{REAL}</p><p>某小吏<br>2026-11-12 回复：<br>{REAL}</p>", None, S.ANSWERED, False),
        (QUESTION + "<p>办理状态：办理中</p><p>网友<br>2026-08-09 回复：<br>还是不亮，没有人来修过。</p>", None, S.OPEN, False),
        (QUESTION + f"<div><span>区住建局</span> <span>回复于 2026-08-07 09:10</span><p>{REAL}</p></div>", date(2026, 8, 7), S.ANSWERED, False),
        (QUESTION + f"<p>答复内容：{REAL}（答复于2026-08-07 09:10）</p>", date(2026, 8, 7), S.ANSWERED, False),
        (f"<p>编号：8 | 来信：2026-08-01 | 回复：2026-08-07 | 浏览：3</p><p>路灯不亮</p><p>{REAL}</p>", date(2026, 8, 7), S.ANSWERED, False),
        (QUESTION + f"<p>回复1：{MOVED} 2026-08-02</p><p>回复2：{REAL} 2026-08-07</p>", date(2026, 8, 7), S.ANSWERED, False),
        (QUESTION + "<h4>回复信息</h4><p>暂无回复信息</p><h4>评价信息</h4><p>暂无评价信息</p>", None, S.OPEN, False),
        (QUESTION + "<p>登记日期：2026-08-01</p><p>办复日期：</p><p>办复内容：</p>", None, S.OPEN, False),
        (QUESTION + reply(REAL, "2026-11-12") + reply(REAL, "2026-08-07"), date(2026, 8, 7), S.ANSWERED, False),
        (QUESTION + reply(REAL, "2026-07-05"), None, S.ANSWERED, False),
        (QUESTION + reply(REAL, "2026-07-05") + reply(REAL, "2026-08-07"), date(2026, 8, 7), S.ANSWERED, False),
        (QUESTION.replace("路灯不亮", "路灯不亮，我2026-08-02 咨询过，（答复于2026-08-03）说修，没修"), None, S.UNSTATED, False),
        (QUESTION + "<p>请于 办结：2026-08-16</p><p>答复内容：</p>", None, S.OPEN, False),
    ],
    ids=[
        "an_answer", "a_receipt", "a_transfer", "the_third_reply_answers", "an_empty_answer", "none_yet", "no_answer_section", "signed_at_the_end",
        "time_under_the_answer", "an_undated_answer", "status_on_the_page",
        "days_to_come_and_of_grades", "a_day_within_the_answer", "label_in_brackets_and_signed", "asked_again", "greeting_in_the_answer", "day_in_a_cell_beside_it", "letters_like_it_below", "other_letters_below", "the_letter_before", "handed_on_then_answered",
        "steps_in_a_table", "steps_in_a_table_that_end_in_an_answer", "an_upright_table", "rows_of_others_below", "a_table_of_others_below", "a_clock_below", "signed_today",
        "a_day_that_ends_a_sentence", "a_day_to_come", "words_for_none", "steps_that_end_in_an_answer", "steps_that_only_hand_on",
        "a_day_by_which_an_answer_is_due", "an_answer_in_a_field_that_only_shows", "an_order_to_an_office",
        "a_field_in_capitals", "fields_that_show_nothing", "a_picture_of_the_foot",
        "a_label_within_a_sentence", "breaks_of_the_source", "steps_below_their_days", "steps_above_their_days", "the_answer_s_status", "a_box_of_others_above",
        "an_office_s_heading", "who_spoke_and_when", "who_asked_says_more", "somebody_else_says_more", "words_of_work_to_come", "another_word_for_an_answer",
        "a_day_of_taking_in",
        "a_step_asks_for_an_answer",
        "a_step_after_one_who_applied",
        "another_box_of_letters",
        "an_office_then_its_day",
        "an_answer_that_speaks_of_withholding",
        "no_file",
        "an_office_and_its_day", "taken_back", "sent_twice",
        "a_promise", "a_promise_then_an_answer", "a_count_of_none", "an_order_in_a_table", "one_below_its_heading", "none_below_its_heading", "by_who_handled_it", "asked_and_told", "steps_of_a_letter", "a_first_and_a_last_reply", "by_a_service_desk", "a_step_on_a_day_to_come",
        "a_day_in_brackets_behind_the_verb", "a_day_in_brackets_behind_the_colon", "who_asked_with_a_day_in_brackets", "who_replied_on_the_line_above", "somebody_unknown_on_the_line_above", "who_asked_on_the_line_above",
        "a_verb_and_its_day", "a_verb_and_its_day_in_brackets", "verbs_and_days_in_a_line", "numbered_replies", "no_information", "an_empty_answer_in_another_word", "the_newest_reply_first", "answered_before_it_was_asked", "one_before_it_was_asked", "an_answer_that_the_asker_speaks_of", "a_day_to_end_it_by",
    ],
)  # fmt: skip
def test_replies(body: str, answered: date | None, status: S, receipt_only: bool) -> None:
    message = read(body)
    assert (message.answered, message.status, message.receipt_only) == (answered, status, receipt_only)
    assert message.submitted == date(2026, 8, 1)
    assert message.detail_read


@pytest.mark.parametrize(
    "shown",
    [
        "<img src='/f/reply.jpg'>",
        "<img src='/online/f/1.jpg'>",
        "登录后可查看",
        "附件：答复意见.pdf",
        "<p>满意度评价：非常满意</p>",
        "<video src='/v/1.mp4'></video>",
        "<p>编号：某复3号</p><p>您好，路灯已修复，感谢监督。</p>",
        "<div id=box></div><script src='/js/reply.js'></script>",
        "<textarea>您好，路灯已修复。</textarea>",
    ],
)
def test_an_answer_that_is_a_picture_or_withheld_is_not_told(shown: str) -> None:
    message = read(QUESTION + f"<p>答复内容：</p><p>{shown}</p>")
    assert (message.status, message.detail_read) == (S.UNSTATED, False)


@every(
    "begin",
    [
        "相关部门已疏通",
        "关闭的闸门已打开，",
        "承办单位已疏通",
        "评价标准已更新，",
        "您对此处的疑问，",
        "上一封信已答复，",
    ],
)
def test_an_answer_may_begin_like_the_foot_of_a_page(begin: str) -> None:
    message = read(QUESTION + f"<p>答复内容：</p><p>{begin}排水恢复。</p><p>区住建局 2026-08-07</p>")
    assert message.is_answered


@every(
    "foot",
    [
        "相关信件",
        "相关链接：某局",
        "您对本次办理是否满意，请评价",
        "评价：暂无",
        "打印本页，关闭窗口",
        "主办：某局，承办：某中心",
    ],
)
def test_the_foot_of_a_page_is_no_answer(foot: str) -> None:
    message = read(QUESTION + f"<p>答复内容：</p><p>{foot}</p><p>版权所有</p>")
    assert message.status is S.OPEN


def test_a_related_list_is_no_chain_of_replies() -> None:
    message = read(QUESTION + "<h4>相关信件</h4><ul><li>2026-08-09 某信件已答复</li></ul>")
    assert (message.answered, message.status) == (None, S.UNSTATED)


def test_words_within_the_question_are_no_label() -> None:
    message = read("<p>留言时间：2026-08-01</p><p>留言内容：上次贵局答复：不予办理，请问为何</p>")
    assert message.status is S.UNSTATED


def test_the_page_corrects_a_day_that_only_stood_in() -> None:
    message = read(QUESTION, submitted=date(2026, 8, 3), submitted_exact=False)
    assert (message.submitted, message.submitted_exact) == (date(2026, 8, 1), True)


def test_the_list_keeps_its_exact_day() -> None:
    assert read(QUESTION, submitted=date(2026, 8, 2)).submitted == date(2026, 8, 2)


def test_a_day_of_acceptance_stands_in_when_nothing_else_is_known() -> None:
    message = read("<p>受理时间：2026-08-03</p><p>信件内容：修路</p>")
    assert (message.submitted, message.submitted_exact) == (date(2026, 8, 3), False)


@pytest.mark.parametrize(
    ("day", "status"), [("", S.UNSTATED), ("2026-08-05", S.ANSWERED)], ids=["undated", "dated"]
)
def test_an_undated_answer_to_what_the_list_calls_open_is_for_people(day: str, status: S) -> None:
    assert read(QUESTION + reply(REAL, day), status=S.OPEN).status is status


def test_unit_and_length_of_the_answer_are_kept_and_no_text() -> None:
    message = read(QUESTION + reply(REAL, "2026-08-05"))
    assert (message.unit, message.answer_length) == ("区住建局", len(REAL))
    assert "改造" not in repr(message)


@pytest.mark.parametrize("body", ["", "<p>欢迎访问</p>", "<form>请登录</form>"])
def test_a_page_that_is_no_message_changes_nothing(body: str) -> None:
    assert read(body, status=S.OPEN) == asked(status=S.OPEN)


def test_a_board_may_name_its_own_receipts() -> None:
    html = page(QUESTION + reply("感谢您对我们工作的支持", "2026-08-02"))
    assert read_detail(html, asked(), now=NOW, receipts=("感谢您对",)).receipt_only


pieces = st.lists(
    st.sampled_from(["留言时间：", "2026-08-01", "<p>", "答复内容：", "答复时间：", REAL, RECEIPT, "状态：", "办理中", "<h3>答复</h3>", "办理过程", "转办", "单位："]),
    max_size=14,
).map("".join)  # fmt: skip


@given(st.one_of(st.text(max_size=200), pieces))
def test_no_page_makes_the_reader_fall_over(html: str) -> None:
    message = read(html)
    assert not (message.receipt_only and message.is_answered)


@every(
    ("asker", "said", "answered", "status"),
    [
        ("提问人：王**", REAL, date(2026, 8, 5), S.ANSWERED), ("留言人 王**", REAL, date(2026, 8, 5), S.ANSWERED), ("网友王**", "怎么还没人修？", None, S.UNSTATED), ("区住建局", REAL, date(2026, 8, 5), S.ANSWERED),
    ],
)  # fmt: skip
def test_the_day_of_a_reply_below_who_asked(
    asker: str, said: str, answered: date | None, status: MessageStatus
) -> None:
    found = read(f"{QUESTION}<p>{asker}</p><p>2026-08-05 回复：</p><p>{said}</p>")
    assert (found.submitted, found.answered, found.status) == (date(2026, 8, 1), answered, status)


@every("body", ["<h3>办理回复</h3><p>县长批示：同意按程序办理，请住建局阅处。</p><p>2026-08-03</p>", "<p>回复内容：【区长批示】请住建局拿出方案，抓紧改造。</p><p>回复时间：2026-08-03</p>"])  # fmt: skip
def test_a_leader_s_note_answers_nothing_but_what_stands_behind_it_may(body: str) -> None:
    found = read(QUESTION + body)
    assert (found.answered, found.status) == (None, S.UNSTATED)
    behind = read(QUESTION + f"<p>回复内容：【区长批示】请住建局办理。{REAL}</p><p>回复时间：2026-08-05</p>")
    assert (behind.answered, behind.status) == (date(2026, 8, 5), S.ANSWERED)


NEWS = "<h3>最新公告</h3><ul><li><a href=1>停水公告</a> 2026-11-18</li><li><a href=2>停电公告</a> 2026-11-17</li></ul>"


@every(
    "beside", ["<p>群众评价：未评价</p>", NEWS, NEWS.replace("最新公告", "便民服务"), "<p>请登录后评价</p>"]
)
def test_what_stands_below_the_answer_says_nothing_of_it(beside: str) -> None:
    empty = read(f"{QUESTION}<p>回复时间：</p><p>回复内容：暂无</p>{beside}")
    received = read(f"{QUESTION}<p>回复内容：{RECEIPT}</p><p>回复时间：2026-08-02</p>{beside}".replace("便民服务", "通知公告"))  # fmt: skip
    told = read(f"{QUESTION}<p>回复内容：{REAL}</p>{beside}")
    assert [one.status for one in (empty, received, told)] == [S.OPEN, S.OPEN, S.ANSWERED]
    assert [one.answered for one in (empty, received, told)] == [None] * 3


@every("said", ["已电话答复来信人", "已现场修复", "路灯已修好"])
def test_short_words_of_an_answer_below_a_word_for_none_are_not_told(said: str) -> None:
    for none in ("暂无", "--"):
        found = read(f"{QUESTION}<p>回复内容：{none}</p><p>{said}</p>")
        assert (found.status, found.answered, found.detail_read) == (S.UNSTATED, None, False)


@every("title", ["<p>标题：房产证办理进度</p>", "<dl><dt>信件标题</dt><dd>房产证办理进度</dd></dl>"])
def test_a_title_that_speaks_of_progress_heads_no_steps(title: str) -> None:
    question = QUESTION.replace("路灯不亮", "2026-06-01反映过，6月5日回复说会办理")
    found = read(f"{title}{question}<p>回复时间：--</p><p>回复内容：暂无</p>")
    assert (found.status, found.answered) == (S.OPEN, None)


@every(
    ("body", "answered", "status"),
    [
        (QUESTION + "<p>答复时间：</p><p>经办人员：</p><p>林某</p><p>答复内容：</p>", None, S.OPEN),
        ("<p>反馈内容：路灯不亮</p><p>反馈时间：2026-08-01</p><p>回复时间：</p><p>回复内容：</p>", None, S.OPEN),
        ("<p>反馈内容：路灯不亮</p><p>反馈时间：2026-08-01</p><p>回复时间：2026-08-05</p><p>回复内容：已修复。</p>", date(2026, 8, 5), S.ANSWERED),
        (QUESTION + "<p>反馈时间：2026-08-05</p><p>反馈内容：已修复。</p><p>回复内容：</p>", date(2026, 8, 5), S.ANSWERED),
    ],
)  # fmt: skip
def test_a_label_that_we_do_not_know_is_no_answer_and_feedback_may_be_the_question(
    body: str, answered: date | None, status: MessageStatus
) -> None:
    read_again = read(body)
    assert (read_again.answered, read_again.status) == (answered, status)


@every(
    ("code", "status"),
    [
        ("d['inner'+'HTML']='2026-08-05';a['inner'+'HTML']='您好，经核实，该路段已列入改造计划。'", S.ANSWERED),
        ("for(;;);", S.UNSTATED),
        ("document.createTreeWalker(document.body)", S.UNSTATED),
        ("document.getElementById('c').onclick=function(){}", S.OPEN),
    ],
)  # fmt: skip
def test_an_answer_is_lacking_only_where_all_scripts_are_understood(code: str, status: MessageStatus) -> None:
    waits = "<p>答复内容：<span id=a></span></p><p>答复时间：<span id=d></span></p><b id=c></b>"
    assert read(f"{QUESTION}{waits}<script>{code}</script>").status is status
