"""Questions and answers in blocks, without table, labels of time or links."""

from datetime import date, datetime

import pytest

from monitor.domain.content import BoardState
from monitor.domain.timing import SHANGHAI
from probes.pages.board.board import read_board

NOW = datetime(2026, 11, 21, 9, tzinfo=SHANGHAI)
FORMS = {
    "words": "<div><p><b>提问：</b><span>公交{n}路何时恢复运行</span><em>2026-05-0{n}</em></p><p><b>答复：</b><span>经核实，下周恢复。</span><em>2026-05-1{n}</em></p></div>",
    "names": "<div class='question'><p>公交{n}路何时恢复运行？</p><i>2026-05-0{n}</i></div><div class='answer'><p>经核实，下周恢复。</p><i>2026-05-1{n}</i></div>",
}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_questions_with_answers_below_them_are_messages(form: str) -> None:
    html = "<html><body>" + "".join(form.format(n=n) for n in (1, 2, 3)) + "</body></html>"
    found = read_board(html, "http://www.example.gov.cn/ask/", now=NOW)
    days = [(one.submitted, one.answered) for one in found.messages]
    assert days == [(date(2026, 5, n), date(2026, 5, 10 + n)) for n in (1, 2, 3)]


def test_questions_without_days_are_no_board() -> None:
    html = "<html><body>" + "<p>问：怎样办理登记？</p><p>答：带身份证到窗口。</p>" * 3 + "</body></html>"
    assert read_board(html, "http://www.example.gov.cn/faq/", now=NOW).state is BoardState.UNREADABLE
