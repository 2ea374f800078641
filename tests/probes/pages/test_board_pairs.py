"""Questions and answers in blocks, without table, labels of time or links."""

from datetime import date, datetime

from monitor.domain.content import BoardState
from monitor.domain.timing import SHANGHAI
from probes.pages.board.board import read_board
from tests.every import every

NOW = datetime(2026, 11, 21, 9, tzinfo=SHANGHAI)
FORMS = {
    "answers_in_a_box_of_their_own": "<div class=card><h4>公交{n}路何时恢复运行</h4><p>咨询人：李* 咨询时间：2026-05-0{n}</p><div><p>答复单位：交通局 答复时间：2026-05-1{n}</p><p>您好，下周恢复。</p></div></div>",
    "words": "<div><p><b>提问：</b><span>公交{n}路何时恢复运行</span><em>2026-05-0{n}</em></p><p><b>答复：</b><span>经核实，下周恢复。</span><em>2026-05-1{n}</em></p></div>",
    "days_at_the_end": "<p><b>网友提问：</b>公交{n}路何时恢复运行（2026-05-0{n}）</p><p><b>部门回复：</b>您好！您反映的问题已收悉，经核实，该线路改道施工已近尾声，下周恢复运行。感谢您的来信！（2026-05-1{n}）</p>",
    "only_answers_say_so": "<tr><td>{n}</td><td>公交{n}路何时恢复运行</td><td>2026-05-0{n}</td></tr><tr><td></td><td>回复：您好！经核实，下周恢复。</td><td>2026-05-1{n}</td></tr>",
    "a_sheet_each": "<table><tr><td>来信主题</td><td colspan=3>公交{n}路何时恢复运行</td></tr><tr><td>来信人</td><td>李*</td><td>来信时间</td><td>2026-05-0{n}</td></tr><tr><td>回复时间</td><td>2026-05-1{n}</td><td>回复单位</td><td>交通局</td></tr><tr><td>回复内容</td><td colspan=3>经核实，下周恢复。</td></tr></table>",
    "a_definition_list_each": "<dl><dt>信件标题</dt><dd>公交{n}路何时恢复运行</dd><dt>写信时间</dt><dd>2026-05-0{n}</dd><dt>回复时间</dt><dd>2026-05-1{n}</dd></dl>",
    "title_and_day_before_the_labels": "<dl><dt>公交{n}路何时恢复运行<small>2026-05-0{n}</small></dt><dd>留言内容：公交车一直不来。</dd><dd>回复内容：经核实，下周恢复。（交通局 2026-05-1{n}）</dd></dl>",
    "days_in_brackets": "<div><p>网友 小林 于 2026-05-0{n} 发表：</p><p>公交{n}路何时恢复运行</p><p>管理员回复（2026-05-1{n}）：经核实，下周恢复。</p></div>",
    "answered_twice": "<div><p>网友 于 2026-05-0{n} 提问：</p><p>公交{n}路何时恢复运行</p><p>交通局 于 2026-05-1{n} 回复：</p><p>您好，经核实，下周恢复。</p><p>交通局 于 2026-06-1{n} 回复：</p><p>您好，经核实，该线路已恢复。</p></div>",
    "the_later_answer_first": "<div><p>网友 于 2026-05-0{n} 提问：</p><p>公交{n}路何时恢复运行</p><p>交通局 于 2026-06-1{n} 回复：</p><p>您好，经核实，该线路已恢复。</p><p>交通局 于 2026-05-1{n} 回复：</p><p>您好，经核实，下周恢复。</p></div>",
    "two_days_over_their_words": "<div><div>公交{n}路</div><div>李* 2026-05-0{n}</div><div>公交{n}路一直没有来</div><div><i>2026-05-1{n}</i><p>您好，经核实，下周恢复。</p></div><div><i>2026-06-1{n}</i><p>您好，经核实，该线路已恢复。</p></div></div>",
    "days_over_their_words": "<div><div>公交{n}路</div><div>李* 2026-05-0{n} 08:00:00</div><div>公交{n}路一直没有来</div><div><i>交通局</i><i>2026-05-1{n}</i><p>您好，经核实，下周恢复。</p></div></div>",
    "the_day_behind_its_verb": "<dl><dt>公交{n}路何时恢复运行</dt><dd>林** 发表于 [2026-05-0{n}]</dd><dd>公交车一直不来</dd><dd>交通局 回复于 [2026-05-1{n}]：经查，该线路已恢复。</dd></dl>",
    "names_and_who_spoke": "<div><div class=q><b>林**</b> 于 2026-05-0{n} 留言：<p>公交{n}路何时恢复运行</p></div><div class=a><b>交通局</b> 于 2026-05-1{n} 回复：<p>您好，经核实，下周恢复。</p></div></div>",
    "names": "<div class='question'><p>公交{n}路何时恢复运行？</p><i>2026-05-0{n}</i></div><div class='answer'><p>经核实，下周恢复。</p><i>2026-05-1{n}</i></div>",
}
#: A box of other things behind the last answer: its days are nobody's answer.
BESIDE = "<section><h3>通知公告</h3><ul>" + "".join(f"<li><a href='/n/{n}.htm'>关于某项工作的通知第{n}号</a><span>2026-10-1{n}</span></li>" for n in range(5)) + "</ul></section>"  # fmt: skip


@every("form", FORMS.values(), ids=FORMS)
def test_questions_with_answers_below_them_are_messages(form: str) -> None:
    rows = "".join(form.format(n=n) for n in (1, 2, 3))
    box = "table" if rows.startswith("<tr>") else "div"
    html = f"<html><body><{box}>{rows}</{box}>{BESIDE}</body></html>"
    found = read_board(html, "http://www.example.gov.cn/ask/", now=NOW)
    days = [(one.submitted, one.answered) for one in found.messages]
    assert days == [(date(2026, 5, n), date(2026, 5, 10 + n)) for n in (1, 2, 3)]


def test_questions_without_days_are_no_board() -> None:
    html = "<html><body>" + "<p>问：怎样办理登记？</p><p>答：带身份证到窗口。</p>" * 3 + "</body></html>"
    assert read_board(html, "http://www.example.gov.cn/faq/", now=NOW).state is BoardState.UNREADABLE


def test_a_guest_book_s_title_is_not_the_guest() -> None:
    entry = "<table><tr><td rowspan=3>访客：小林</td><td>标题：公交{n}路何时恢复　发表于 2026-05-0{n} 12:00</td></tr><tr><td>一直没车</td></tr><tr><td>管理员回复：下周恢复，改由{n}号场发车。</td></tr></table>"
    html = f"<html><body><div>{''.join(entry.format(n=n) for n in (1, 2, 3))}</div></body></html>"
    found = read_board(html, "http://www.example.gov.cn/book/", now=NOW).messages
    assert [(one.title_masked, one.submitted, one.is_answered) for one in found] == [
        (f"公交{n}路何时恢复", date(2026, 5, n), True) for n in (1, 2, 3)
    ]


HEAD = "<div class=head><strong>[<a>城区</a>] <a>公交{n}路何时恢复运行</a></strong> | {word} <span>网友：小林　2026-05-0{n} 12:00</span></div><div class=body>公交{n}路一直没车。</div>"
REPLY = "<div class=foot><h4>{by}：</h4><span>2026-05-1{n} 09:00</span>您好，经核实，下周恢复。</div>"


@every("by", ["官方回复", "交通局答复"])
def test_a_question_without_an_answer_takes_none_of_the_questions_below_it(by: str) -> None:
    answered = (1, 4, 5)
    rows = "".join(
        HEAD.format(n=n, word="已回复" if n in answered else "办理中")
        + (REPLY.format(n=n, by=by) if n in answered else "")
        for n in range(1, 6)
    )
    html = f"<html><body><div class=panel>{rows}</div></body></html>"
    found = read_board(html, "http://www.example.gov.cn/ask/", now=NOW).messages
    assert [(one.submitted, one.answered, str(one.status)) for one in found] == [
        (date(2026, 5, n), date(2026, 5, 10 + n), "answered")
        if n in answered
        else (date(2026, 5, n), None, "open")
        for n in range(1, 6)
    ]


def test_a_question_s_title_is_none_of_its_answer_s_words() -> None:
    entry = "<li><div>留言时间：2026-05-0{n} 12:00</div><div>内容：公交{n}路何时恢复运行{more}</div></li>"
    reply = "<div><b>管理员回复：</b>2026-05-1{n}</div><div>您好，下周恢复运行。</div>"
    rows = "".join(entry.format(n=n, more=reply.format(n=n) if n < 3 else "") for n in (1, 2, 3))
    html = f"<html><body><ul>{rows}</ul></body></html>"
    found = read_board(html, "http://www.example.gov.cn/ask/", now=NOW).messages
    assert [(one.title_masked, one.submitted, one.is_answered) for one in found] == [
        (f"公交{n}路何时恢复运行", date(2026, 5, n), n < 3) for n in (1, 2, 3)
    ]


def test_a_day_beside_the_next_question_is_not_that_of_the_answer_above_it() -> None:
    entry = "<dt>公交{n}路何时恢复<span>2026-05-0{n}</span></dt><dd>问：公交{n}路一直没车。</dd><dd>答：{reply}</dd>"
    reply = "您好，经核实，{n}路下周恢复。2026-05-1{n}"
    rows = "".join(entry.format(n=n, reply=reply.format(n=n) if n < 3 else "") for n in (1, 2, 3))
    html = f"<html><body><dl>{rows}</dl></body></html>"
    found = read_board(html, "http://www.example.gov.cn/ask/", now=NOW).messages
    assert [(one.submitted, one.answered, str(one.status)) for one in found] == [
        (date(2026, 5, 1), date(2026, 5, 11), "answered"),
        (date(2026, 5, 2), date(2026, 5, 12), "answered"),
        (date(2026, 5, 3), None, "open"),
    ]
