"""F19W-26 留言公开 and F19W-27 办理答复: what falls out of the boards for the scored rows."""

from datetime import date, timedelta

import pytest

from monitor.domain.content import Message
from monitor.domain.verdict import Outcome, Threshold
from monitor.rules.indicators import f19w_26, f19w_27
from monitor.rules.indicators.f19w_27 import distribution
from monitor.wording.say import say
from tests.every import every

from .board_cases import NOW, TODAY, answered, case, message, reading, review, scored_clause

DAY = timedelta(days=1)
PUBLIC, REPLIES = scored_clause("F19W-26"), scored_clause("F19W-27")


def told(submitted: date = TODAY, id: str = "1", **more: object) -> Message:
    """An answered message with every element, read on its own page."""
    facts = {"unit": "区教育局", "answer_length": 40, "detail_read": True, **more}
    return answered(id, submitted, submitted, **facts)


@every(
    ("messages", "more", "expected"),
    [
        ([told()], {}, Outcome.PASS),
        ([told(date(2026, 9, 20))], {}, Outcome.PASS),
        ([told(date(2026, 9, 19))], {}, Outcome.FAIL),
        ([told(date(2026, 9, 19))], {"on": TODAY - 8 * DAY}, Outcome.UNKNOWN),
        ([told(unit="")], {}, Outcome.FAIL),
        ([told(id=str(n)) for n in range(9)] + [told(id="9", unit="")], {}, Outcome.PASS),
        ([told(detail_read=False)], {}, Outcome.UNKNOWN),
        ([told(answer_length=None, unit="")], {}, Outcome.UNKNOWN),
        ([told(answer_length=0, unit="")], {}, Outcome.UNKNOWN),
        ([told(id="0"), told(id="1", answer_length=None, unit="")], {}, Outcome.UNKNOWN),
        ([told(id=str(n)) for n in range(9)] + [told(id="9", answer_length=None, unit="")], {}, Outcome.PASS),
        ([told(id=str(n), unit="") for n in range(8)] + [told(id="8", answer_length=None)], {}, Outcome.FAIL),
        ([told()], {"statistics_url": ""}, Outcome.UNKNOWN),
        ([message("1", None)], {}, Outcome.UNKNOWN),
        ([], {}, Outcome.FAIL),
    ],
    ids=[
        "all_there", "newest_two_months_to_the_day", "newest_a_day_older", "stale_and_not_read_lately", "no_unit_on_answers",
        "nine_of_ten_is_enough", "no_answer_was_read", "a_page_not_understood",
        "no_text_under_the_label", "half_not_understood", "one_of_ten_not_understood", "lacking_whatever_the_other_bears", "no_statistics_page_is_for_people", "undated", "a_blank_board",
    ],
)  # fmt: skip
def test_messages_are_published(messages: list[Message], more: dict[str, object], expected: Outcome) -> None:
    seen = reading(messages, **{"statistics_url": "http://a.gov.cn/tj/", **more})  # type: ignore[arg-type]
    assert f19w_26.decide(case(seen), PUBLIC, NOW).outcome is expected


def test_the_edition_may_ask_for_every_element_of_every_answer() -> None:
    every = scored_clause("F19W-26", element_percent=Threshold(">=", 100))
    seen = reading([*[told(id=str(n)) for n in range(9)], told(id="9", unit="")], statistics_url="http://a/")
    verdict = f19w_26.decide(case(seen), every, NOW)
    assert verdict.outcome is Outcome.FAIL
    assert "答复单位" in say(verdict.reason)


def test_the_distribution_of_answer_times() -> None:
    """Times 0, 5, 6, 15, 30, 91: the median by nearest rank is 6, the ninth decile the last."""
    assert distribution([0, 5, 6, 15, 30, 91]) == {
        "timed": 6, "median_days": 6, "p90_days": 91,
        "classes": {"0-5": 2, "6-15": 2, "16-30": 1, "31-90": 0, "91-": 1},
    }  # fmt: skip
    assert distribution([])["median_days"] is None


def test_timeliness_is_measured_and_quality_is_left_to_people() -> None:
    asked = date(2026, 10, 1)
    seen = reading([answered("1", asked, asked + 4 * DAY), answered("2", asked), message("3", asked)])
    verdict = f19w_27.decide(case(seen), REPLIES, NOW)
    assert (verdict.outcome, verdict.measured["timed"], verdict.measured["median_days"]) == (
        Outcome.UNKNOWN,
        1,
        4,
    )
    signed = f19w_27.decide(case(seen, reviews=[review("sign", "F19W-27", "pass")]), REPLIES, NOW)
    assert signed.outcome is Outcome.PASS


@pytest.mark.parametrize(
    ("submitted", "expected"),
    [(date(2026, 8, 20), Outcome.UNKNOWN), (date(2026, 8, 19), Outcome.FAIL), (date(2025, 11, 19), Outcome.UNKNOWN)],
    ids=["on_the_limit", "a_day_over", "before_the_window"],
)  # fmt: skip
def test_an_overdue_message_fails_timeliness(submitted: date, expected: Outcome) -> None:
    assert f19w_27.decide(case(reading([message("1", submitted)])), REPLIES, NOW).outcome is expected
    struck = case(reading([message("1", submitted)]), reviews=[review("exclude", "mail/1")])
    assert f19w_27.decide(struck, REPLIES, NOW).outcome is Outcome.UNKNOWN
