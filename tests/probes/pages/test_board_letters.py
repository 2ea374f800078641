"""Letters' own pages however their labels are set: whose day is whose, and what is no answer."""

from datetime import date

import pytest

from monitor.domain.content import Message, MessageStatus
from probes.pages.board.detail import read_detail
from tests.every import every

from .board_pages import NOW

OPEN, ANSWERED, UNSTATED, MOVED = (
    MessageStatus.OPEN,
    MessageStatus.ANSWERED,
    MessageStatus.UNSTATED,
    MessageStatus.TRANSFERRED,
)
ASKED, DAY = date(2026, 5, 1), date(2026, 5, 19)
QUESTION = "城东路灯已经一个月不亮了，请尽快处理。"
REPLY = "您好，您反映的问题收悉。经现场核实，该处已修复。"
RECEIPT = "您好，您的来信已收到，已转交住建局办理，请耐心等待。"


def read(body: str) -> Message:
    html = f"<html><head><title>城东路灯不亮</title></head><body><h1>城东路灯不亮</h1>{body}</body></html>"
    return read_detail(html, Message(id="x/1", title_masked="城东路灯不亮", board="x"), now=NOW)


#: The labels of four facts, each with `{}` for its value.
SPELLED = {
    "parted letters": ("时 间：{}", "内 容：{}", "答 复：{}", "答复日期：{}"),
    "colons set apart": ("来信时间 ：{}", "来信内容 ：{}", "答复内容 ：{}", "答复时间 ：{}"),
    "colons behind short bold labels": ("<b>时间</b>：{}", "<b>内容</b>：{}", "<b>答复</b>：{}", "<b>答复时间</b>：{}"),
    "no colons": ("来信时间 {}", "来信内容 {}", "回复内容 {}", "回复时间 {}"),
    "colons behind bold labels": ("<b>来信时间</b>：{}", "<b>来信内容</b>：{}", "<b>回复内容</b>：{}", "<b>回复时间</b>：{}"),
}  # fmt: skip


@every("name", SPELLED)
def test_labels_are_known_however_they_are_spelled(name: str) -> None:
    asked, question, answer, answered = (f"<p>{one}</p>" for one in SPELLED[name])
    for reply, on, status in ((REPLY, DAY, ANSWERED), (RECEIPT, None, MOVED)):
        found = read(
            asked.format("2026-05-01")
            + question.format(QUESTION)
            + answer.format(reply)
            + answered.format(DAY)
        )
        assert (found.answered, found.status, found.receipt_only) == (on, status, on is None)
        assert "时 间" in asked or found.submitted == ASKED


@pytest.mark.parametrize("colon", ["：", " "])
def test_a_second_question_is_no_answer_to_the_first(colon: str) -> None:
    again = f"<p>追问时间{colon}2026-05-22</p><p>追问内容{colon}还是不亮。</p>"
    body = f"<p>来信时间：2026-05-01</p><p>来信内容：{QUESTION}</p><p>回复时间：</p><p>回复内容：</p>{again}"
    assert (read(f"{body}<p>追问回复：</p>").status, read(f"{body}<p>追问回复：</p>").answered) == (
        OPEN,
        None,
    )
    assert read(f"{body}<p>追问回复：{REPLY}</p>").status is ANSWERED


def test_a_word_below_an_empty_answers_heading_is_for_people() -> None:
    below = f"<h4>原信</h4><p>来信时间：2026-05-01</p><p>来信内容：{QUESTION}</p>"
    found = read(f"<h4>回复</h4>{below}")
    assert (found.status, found.answered, found.submitted) == (UNSTATED, None, ASKED)
    assert read(f"<h4>回复</h4><p>{REPLY}</p>{below}").status is ANSWERED


@every("title", ["标题", "主题", "信件标题"])
@every(
    "form",
    [
        "<table>{}</table>|<tr><td>{h}</td><td>{v}</td></tr>",
        "{}|<h4>{h}</h4><p>{v}</p>",
        "{}|<p><label>{h}</label><input readonly value='{v}'></p>",
    ],
)
def test_a_letter_below_its_empty_answer_is_none(title: str, form: str) -> None:
    facts = {"答复内容": "--", "答复时间": "--", "受理单位": "城管局", title: "城东路灯不亮", "来信时间": "2026-05-01", "来信内容": QUESTION}  # fmt: skip
    box, _, row = form.partition("|")
    seen = read(box.format("".join(row.format(h=h, v=v) for h, v in facts.items())))
    assert (seen.answered, seen.status, seen.submitted) == (None, OPEN, ASKED)


def test_facts_in_pairs_are_those_of_the_letter_and_no_list_of_others() -> None:
    def page(day: str, words: str) -> str:
        return (
            f"<table><tr><td>标题</td><td>城东路灯不亮</td><td>来信时间</td><td>2026-05-01</td></tr>"
            f"<tr><td>答复单位</td><td>城管局</td><td>答复时间</td><td>{day}</td></tr>"
            f"<tr><td>来信内容</td><td>{QUESTION}</td><td>答复内容</td><td>{words}</td></tr></table>"
        )

    seen = [read(page("2026-05-19", REPLY)), read(page("", ""))]
    assert [(one.submitted, one.answered, one.status) for one in seen] == [
        (ASKED, DAY, ANSWERED),
        (ASKED, None, OPEN),
    ]


@every("label", ["完成时间", "回信时间", "办理完成时间", "首次答复时间", "官方回复时间"])
@every("form", ["【{h}】{v}", "{h}：{v}", "{h}</p><p>{v}"])
def test_an_empty_day_of_the_answer_is_no_answer(label: str, form: str) -> None:
    facts = {"来信时间": "2026-05-01", "来信内容": QUESTION, "处理结果": "暂无", "受理单位": "残联", label: "暂无"}  # fmt: skip
    seen = read("".join(f"<p>{form.format(h=h, v=v)}</p>" for h, v in facts.items()))
    assert (seen.answered, seen.status) == (None, OPEN)


@every(
    "fact",
    [
        "办理方式：网上",
        "信件密级：公开",
        "是否公开：是",
        "受理渠道：12345",
        "公开范围：全部公开",
        "紧急程度：一般",
        "是否匿名：否",
        "审核状态：已审核",
    ],
)
@every(
    "form",
    [
        "<p>{h}：{v}</p>",
        "<h4>{h}</h4><p>{v}</p>",
        "<p>【{h}】{v}</p>",
        "<li><b>{h}：</b>{v}</li>",
        "<p><b>{h}</b>：{v}</p>",
    ],
)
def test_a_fact_below_the_office_is_no_answer(fact: str, form: str) -> None:
    def seen(*, below: str) -> Message:
        name, _, value = below.partition("：")
        facts = {"来信时间": "2026-05-01", "来信内容": QUESTION, "答复时间": "", "答复内容": "", "回复单位": "区住建局", name: value}  # fmt: skip
        return read("".join(form.format(h=h, v=v) for h, v in facts.items()))

    known = fact[:2] not in ("信件", "紧急")
    assert (
        seen(below=fact).status in ((OPEN,) if known else (OPEN, UNSTATED)),
        seen(below=fact).answered,
    ) == (True, None)
    assert seen(below=f"处理说明：{REPLY}").status is ANSWERED


FACTS = {"来信时间": "2026-05-01", "来信内容": QUESTION}


@every("fact", ["红黄牌：绿牌", "是否公开：是", "所在网格：城北网格"])
@every("form", ["<p>【{h}】{v}</p>", "<p>【{h}】</p><p>{v}</p>", "<p><b>【{h}】</b><span>{v}</span></p>"])
def test_a_boxed_fact_below_an_answer_s_words_is_none_of_them(fact: str, form: str) -> None:
    name, _, value = fact.partition("：")
    for words, day, status in (
        ("转区城管局办理", "2026-05-02", MOVED),
        ("区城管局", "", UNSTATED),
        (REPLY, DAY, ANSWERED),
    ):
        facts = {**FACTS, "答复时间": day, "答复内容": words, name: value}
        seen = read("".join(form.format(h=h, v=v) for h, v in facts.items()))
        assert (seen.answered, seen.status) == (DAY if status is ANSWERED else None, status)


@every("words", ["1", "同上", "测试", "区城市管理局"])
@every(
    "form", ["<p>{h}：{v}</p>", "<h4>{h}</h4><p>{v}</p>", "<table><tr><td>{h}</td><td>{v}</td></tr></table>"]
)
def test_words_that_tell_nothing_are_for_people(words: str, form: str) -> None:
    for status in ("", "已受理"):
        facts = (
            FACTS
            | ({"信件状态": status} if status else {})
            | {"回复内容": words, "是否匿名": "否", "满意度": "未评价"}
        )
        seen = read("".join(form.format(h=h, v=v) for h, v in facts.items()))
        assert (seen.answered, seen.status) == (None, UNSTATED)


def test_a_status_and_a_reply_that_only_sounds_empty_are_for_people() -> None:
    words = "该线路暂不具备延伸条件，今后视客流情况研究。谢谢！"
    seen = read(
        "".join(f"<p>{h}：{v}</p>" for h, v in {**FACTS, "办理状态": "已受理", "回复内容": words}.items())
    )
    assert (seen.answered, seen.status) == (None, UNSTATED)


@every(
    "reply",
    ["详见附件 <a href='/a.pdf'>答复意见书.pdf</a>", "<a href='/a.docx'>关于路灯的答复.docx</a>", "见附件"],
)
def test_a_dated_reply_in_a_file_is_one(reply: str) -> None:
    facts = {**FACTS, "答复时间": "2026-05-19", "答复内容": reply}
    seen = read("".join(f"<p>{h}：{v}</p>" for h, v in facts.items()))
    assert (seen.answered, seen.status) == (DAY, ANSWERED)
    facts = {**FACTS, "答复内容": "<a href='/a.docx'>附件1：答复.docx</a>"}
    rows = "".join(f"<tr><td>{h}</td><td>{v}</td></tr>" for h, v in facts.items())
    assert read(f"<table>{rows}</table>").status is UNSTATED


def test_facts_set_apart_by_bars_are_of_a_line_each() -> None:
    seen = read(
        f"<p>来信时间：2026-05-01 | 状态：已受理</p><p>来信内容：{QUESTION}</p><p>办理情况：| 承办部门：区政府办 | 办件类型：咨询</p>"
    )
    assert (seen.submitted, seen.answered, seen.status) == (ASKED, None, OPEN)


ASKED_BY = "尊敬的领导您好，城东路灯坏了两个月一直没人修，请问何时能修好？"
ITS_LETTER = (
    f"<p>标题：城东路灯不亮</p><p>来信时间：2026-05-01</p><p>来信内容：{ASKED_BY}</p>",
    f"<h4>城东路灯不亮</h4><span>林** 2026-05-01</span><div>{ASKED_BY}</div>",
)
ITS_REPLY = (
    "<p>回复单位：城管局</p><p>回复时间：{day}</p><p>回复内容：{words}</p>",
    "<h4>部门回复</h4><span>城管局 {day}</span><div>{words}</div>",
    "<h3>办理结果</h3><div>{words}</div><div>{day}</div>",
)


@every("letter", ITS_LETTER)
@every("reply", ITS_REPLY)
@every(
    "columns",
    [
        "<div><div class=l>{letter}</div><div class=r>{reply}</div></div>", "<div><div class=r>{reply}</div><div class=l>{letter}</div></div>",
        "<table><tr><td>{letter}</td><td>{reply}</td></tr></table>", "<table><tr><td>{reply}</td><td>{letter}</td></tr></table>",
        "<p>首页</p><table><tr><th>群众来信</th><th>部门回复</th></tr><tr><td>{letter}</td><td>{reply}</td></tr></table><p>互动交流</p>",
    ],
)  # fmt: skip
def test_a_reply_in_a_column_beside_its_letter(letter: str, reply: str, columns: str) -> None:
    for words, day in (("", ""), ("暂无", ""), (RECEIPT, "2026-05-02")):
        seen = read(columns.format(letter=letter, reply=reply.format(words=words, day=day)))
        assert (seen.answered, seen.status is ANSWERED) == (None, False)
    seen = read(columns.format(letter=letter, reply=reply.format(words=REPLY, day="2026-05-19")))
    assert seen.status in (ANSWERED, UNSTATED)


@every("label", ["承办意见", "主办情况", "责任描述", "处置说明"])
@every("words", [REPLY, "路灯已修复。", "已更换灯泡"])
def test_words_under_a_label_unknown_behind_an_empty_answer_are_for_people(label: str, words: str) -> None:
    facts = {**FACTS, "答复内容": "", label: words}
    seen = read("".join(f"<p>{h}：{v}</p>" for h, v in facts.items()))
    assert seen.status in (ANSWERED, UNSTATED)


@every("fact", ["地址：政务大厅二楼", "办公时间：周一至周五8:00-12:00", "申请方式：网上申请或到窗口申请均可"])
@every("form", ["<h4>{h}</h4><p>{v}</p>", "<p>{h}：</p><p>{v}</p>", "<table><tr><td>{h}</td><td>{v}</td></tr></table>"])  # fmt: skip
def test_an_answer_that_tells_facts_leaves_no_letter_open(fact: str, form: str) -> None:
    facts = {**FACTS, "答复内容": fact}
    seen = read("".join(form.format(h=h, v=v) for h, v in facts.items()))
    assert seen.status in (ANSWERED, UNSTATED)


@every("due", ["拟", "应", "预计", "将", "要求", "须"])
def test_a_day_on_which_an_answer_is_due_is_not_its_day(due: str) -> None:
    letter = "".join(f"<p>{h}：{v}</p>" for h, v in FACTS.items())
    seen = read(f"{letter}<p>区城管局 {due}回复于 2026-05-19</p>")
    assert (seen.answered, seen.status is ANSWERED) == (None, False)
    assert read(f"{letter}<p>区城管局 回复于 2026-05-19</p><p>{REPLY}</p>").answered == DAY


def test_the_same_label_names_the_letter_s_words_and_the_reply_s() -> None:
    def rows(told: dict[str, str]) -> str:
        return "".join(f"<tr><td>{h}</td><td>{v}</td></tr>" for h, v in told.items())

    for words, day, status in (
        (RECEIPT, "2026-05-02", MOVED),
        (REPLY, "2026-05-19", ANSWERED),
        ("", "", OPEN),
    ):
        letter = rows({"标题": "城东路灯不亮", "来信时间": "2026-05-01", "内容": QUESTION})
        reply = rows({"回复单位": "城管局", "回复时间": day, "内容": words})
        seen = read(f"<table>{letter}<tr><td colspan=2>回复信息</td></tr>{reply}</table>")
        assert (seen.answered, seen.status) == (DAY if status is ANSWERED else None, status)


def test_the_letter_s_words_below_the_day_of_its_answer_are_none() -> None:
    facts = "提交日期：2026-05-01 | 办理状态：{} | 答复日期：{}"
    seen = read(f"<p>{facts.format('已办结', '2026-05-19')}</p><p>{ASKED_BY}</p><h3>答复</h3><p>{REPLY}</p>")
    assert (seen.submitted, seen.answered, seen.status) == (ASKED, DAY, ANSWERED)
    seen = read(f"<p>{facts.format('办理中', '')}</p><p>{ASKED_BY}</p>")
    assert (seen.answered, seen.status) == (None, OPEN)


@every(
    "form",
    [
        "<p><b>{h}</b>：{v}</p>",
        "<p><span>{h}</span>：<span>{v}</span></p>",
        "<p>{h}：{v}</p>",
        "<p>{a}　{b}：{v}</p>",
    ],
)
@every("field", ["公开方式：主动公开", "是否满意：", "信访目的：建议", "办件类型：咨询"])
def test_a_colon_stands_behind_the_box_of_its_label(form: str, field: str) -> None:
    name, _, value = field.partition("：")
    facts = {
        "来信标题": "城东路灯不亮",
        **FACTS,
        "反馈时间": "2026-05-02",
        name: value,
        "反馈单位": "城管局",
        "反馈内容": RECEIPT,
    }
    seen = read("".join(form.format(h=h, v=v, a=h[:2], b=h[2:]) for h, v in facts.items()))
    assert (seen.answered, seen.status) == (None, MOVED)
