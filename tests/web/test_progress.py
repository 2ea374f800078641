"""How far a finding has come, and what became of a request; in words that a clerk understands."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from monitor.domain.finding import Act, Step
from monitor.web.progress import progress_of, request_words
from monitor.web.words import step_said
from storage.ops.requests import UserRequest
from tests.web.conftest import NOW

TODAY, DAY = date(2026, 11, 20), timedelta(days=1)


def step(act: Act, until: date | None = None) -> Step:
    return Step(at=NOW, who="li", act=act, note="x", until=until)


@pytest.mark.parametrize(
    ("steps", "kind", "word"),
    [
        ((), "untold", "未通知"),
        ((step(Act.NOTIFIED),), "told", "已通知"),
        ((step(Act.NOTIFIED), step(Act.PROMISED, TODAY)), "promise", "承诺2026-11-20前整改"),
        ((step(Act.PROMISED, TODAY - DAY),), "broken", "承诺2026-11-19前整改，未兑现"),
        (
            (step(Act.PROMISED, TODAY - DAY), step(Act.PROMISED, TODAY + DAY)),
            "promise",
            "承诺2026-11-21前整改",
        ),
        ((step(Act.APPEALED), step(Act.PROMISED, TODAY - DAY)), "appeal", "申诉待裁定"),
        ((step(Act.APPEALED), step(Act.ANSWERED), step(Act.NOTIFIED)), "answered", "申诉已答复"),
        ((step(Act.APPEALED), step(Act.REJECTED), step(Act.NOTIFIED)), "rejected", "申诉不成立"),
        (
            (step(Act.APPEALED), step(Act.UPHELD), step(Act.PROMISED, TODAY - DAY)),
            "upheld",
            "申诉成立，待监测单位更正",
        ),
        ((step(Act.APPEALED), step(Act.ANSWERED), step(Act.APPEALED)), "appeal", "申诉待裁定"),
        ((step(Act.EXEMPTED, TODAY), step(Act.PROMISED, TODAY - DAY)), "exempt", "豁免至2026-11-20"),
        ((step(Act.EXEMPTED, TODAY - DAY),), "untold", "未通知"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_how_far_a_finding_has_come(steps: tuple[Step, ...], kind: str, word: str) -> None:
    found = progress_of(steps, TODAY)
    assert (found.kind, found.word.word) == (kind, word)


@pytest.mark.parametrize(
    ("taken", "ended", "detail", "is_running", "word"),
    [
        (False, False, "", True, "等待监测程序，一分钟内开始"),
        (False, False, "", False, "等待中：值守程序没有运行（monitor daemon）"),
        (True, False, "", True, "正在进行"),
        (True, True, "still open", True, "11-20 08:30完成：问题仍在"),
        (True, True, "broke: OSError", True, "11-20 08:30出错，请查看日志"),
        (True, True, "failed: clock_wrong", True, "11-20 08:30未能完成：本机时钟有误，未作判定，校准后重试"),
        (True, True, "portal is not configured", True, "11-20 08:30未能完成：台账中没有该网站或账号"),
        (True, True, "judged; 0 findings opened, 1 closed", True, "11-20 08:30完成：已重新判定"),
    ],
)
def test_what_became_of_a_request(taken: bool, ended: bool, detail: str, is_running: bool, word: str) -> None:
    made = UserRequest(
        id="re_1", at=NOW, who="wang", kind="retest", target="portal", detail=detail,
        taken_at=NOW if taken else None, done_at=NOW if ended else None,
    )  # fmt: skip
    assert request_words(made, is_running).word == word


@pytest.mark.parametrize(
    ("kind", "detail", "word"),
    [
        ("judge", "put off: the night's budget", "11-20 08:30已结束，结果未能识别，请查看日志"),
        ("look", "looked", "11-20 08:30 完成"),
        ("backfill", "failed: not_configured", "11-20 08:30 未能完成：台账中没有该网站或账号"),
    ],
)
def test_nothing_is_said_to_be_judged_that_was_not(kind: str, detail: str, word: str) -> None:
    made = UserRequest(
        id="re_1", at=NOW, who="wang", kind=kind, target="portal", detail=detail, taken_at=NOW, done_at=NOW
    )
    assert request_words(made, is_running=True).word == word


def test_a_retest_tells_what_it_saw_in_words_and_other_notes_stay() -> None:
    seen = replace(step(Act.RETESTED), note="listing unreached refused; visit opened ok")
    assert step_said(seen) == "栏目：未能打开（服务器拒绝连接）；网站访问：正常打开"
    assert step_said(replace(step(Act.APPEALED), note="visit opened")) == "visit opened"
