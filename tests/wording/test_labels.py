"""One word for how grave a finding is, in lists, mails and pages."""

import pytest

from monitor.cli.show_findings import word_of
from monitor.domain.finding import Finding, Grade, Owed
from monitor.web.words import grade_state
from monitor.wording.labels import grade_key
from monitor.wording.say import label
from tests.alerts.nights import column, finding, indicator


@pytest.mark.parametrize(
    ("found", "word"),
    [
        (finding(indicator()), "不合格（单项否决）"),
        (finding(indicator(veto=False)), "未达标（计分项）"),
        (finding(column(-5)), "超期"),
        (finding(column(-5, due_on=None, days_left=None)), "未按期更新"),  # a blank column is not late
        (finding(indicator(owed=Owed.PATROL)), "经核实的问题"),
        (finding(column(3), grade=Grade.DUE), "即将超期"),
    ],
)
def test_how_grave_a_finding_is_has_one_word(found: Finding, word: str) -> None:
    assert label("grade", grade_key(found)) == grade_state(found).word == word
    assert word.startswith(word_of(found)), "shorter in a list at the terminal"
