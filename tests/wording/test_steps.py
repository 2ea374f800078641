"""What stands beside a step: the program's text in every language, old sentences and people's words as they were."""

from datetime import date, datetime

import pytest

from monitor.domain.finding import Act, Step
from monitor.domain.sentence import Amount, Text
from monitor.domain.timing import SHANGHAI
from monitor.wording.say import ENGLISH, Audience
from monitor.wording.steps import step_words

NOW = datetime(2026, 11, 20, 6, 30, tzinfo=SHANGHAI)


def step(act: Act, note: str = "", said: Text | None = None) -> Step:
    return Step(at=NOW, who="monitor", act=act, note=note, said=said)


def test_a_new_step_is_said_in_chinese_and_in_english() -> None:
    said = Text("account_silent.silent", {"newest": date(2026, 11, 1), "days": Amount(19, "days")})
    one = step(Act.OPENED, said=said)
    assert "19天" in step_words(one)
    assert "19 days" in step_words(one, ENGLISH)


def test_a_unit_reads_no_command_in_a_new_step() -> None:
    one = step(Act.CLOSED, said=Text("health.daemon_remedy"))
    assert "monitor daemon" in step_words(one)
    assert "monitor daemon" not in step_words(one, audience=Audience.UNIT)


@pytest.mark.parametrize(
    ("act", "note"),
    [
        (Act.OPENED, "最新信息 2026-11-01, 已超期 5 天 (要求: 14 天)"),
        (Act.CLOSED, "最新信息 2026-11-19"),
        (Act.NOTIFIED, "2026-13-40 nyncj@example.gov.cn"),
        (Act.APPEALED, "已不再负有该项义务 (栏目停用、留言已答复或不再监测)"),
        (Act.PROMISED, "下周整改, monitor review sign a b"),
        (Act.PROMISED, ""),
    ],
)
def test_a_stored_sentence_reads_as_it_was_stored(act: Act, note: str) -> None:
    assert step_words(step(act, note)) == step_words(step(act, note), audience=Audience.UNIT) == note


def test_a_mail_that_was_taken_is_said_in_a_sentence_however_it_was_stored() -> None:
    now = Text("step.notified", {"night": date(2026, 11, 20), "to": "nyncj@example.gov.cn"})
    for one in (step(Act.NOTIFIED, "2026-11-20 nyncj@example.gov.cn"), step(Act.NOTIFIED, said=now)):
        assert step_words(one) == "2026-11-20的提醒邮件已送达nyncj@example.gov.cn"
        assert step_words(one, ENGLISH) == "the mail of 2026-11-20 was taken for nyncj@example.gov.cn"


def test_an_old_sentence_that_is_known_has_an_english_one() -> None:
    old = step(Act.CLOSED, "已不再负有该项义务 (栏目停用、留言已答复或不再监测)")
    assert step_words(old) == "已不再负有该项义务（栏目停用、留言已答复或不再监测）"
    assert step_words(old, ENGLISH).startswith("no longer owed")
