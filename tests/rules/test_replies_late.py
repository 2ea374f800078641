"""互动回应差·2: the limit day, the window, what is an answer, what a person may strike out."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.domain.case import SiteCase
from monitor.domain.content import BoardState, Message, MessageStatus
from monitor.domain.parts import figures
from monitor.domain.verdict import Outcome, Verdict
from monitor.rules.interaction.replies_late import RULE, decide
from monitor.wording.say import say
from tests.every import every

from .board_cases import NOW, TODAY, answered, board, case, message, noon, reading, review, site
from .cases import clause

DAY = timedelta(days=1)


def judged(one: SiteCase, on: date = TODAY) -> Verdict:
    return decide(one, clause("replies_late"), noon(on))


@pytest.mark.parametrize(
    ("submitted", "today", "expected"),
    [
        (date(2026, 8, 21), date(2026, 11, 20), Outcome.PASS),
        (date(2026, 8, 20), date(2026, 11, 20), Outcome.PASS),
        (date(2026, 8, 19), date(2026, 11, 20), Outcome.FAIL),
        (date(2021, 8, 31), date(2021, 11, 30), Outcome.PASS),
        (date(2021, 8, 31), date(2021, 12, 1), Outcome.FAIL),
        (date(2023, 11, 30), date(2024, 2, 29), Outcome.PASS),
        (date(2023, 11, 30), date(2024, 3, 1), Outcome.FAIL),
        (date(2025, 11, 20), date(2026, 11, 20), Outcome.FAIL),
        (date(2025, 11, 19), date(2026, 11, 20), Outcome.PASS),
    ],
    ids=[
        "two_months_29_days", "three_months_to_the_day", "three_months_and_a_day", "end_of_august_on_the_limit",
        "end_of_august_a_day_over", "leap_february_on_the_limit", "leap_february_a_day_over", "a_year_to_the_day",
        "older_than_a_year",
    ],
)  # fmt: skip
def test_three_calendar_months_within_a_year(submitted: date, today: date, expected: Outcome) -> None:
    assert judged(case(reading([message("1", submitted)], on=today)), today).outcome is expected


OLD = date(2026, 8, 1)


@every(
    ("one", "expected"),
    [
        (answered("1", OLD, date(2026, 8, 9)), Outcome.PASS),
        (answered("1", OLD), Outcome.PASS),
        (answered("1", OLD, date(2026, 11, 1)), Outcome.PASS),
        (answered("1", OLD, date(2026, 11, 2)), Outcome.UNKNOWN),
        (answered("1", OLD, receipt_only=True), Outcome.FAIL),
        (message("1", OLD, status=MessageStatus.TRANSFERRED), Outcome.FAIL),
        (message("1", OLD, status=MessageStatus.REFUSED), Outcome.UNKNOWN),
        (message("1", OLD, status=MessageStatus.UNSTATED), Outcome.UNKNOWN),
        (message("1", date(2026, 8, 20), status=MessageStatus.UNSTATED), Outcome.PASS),
        (message("1", None), Outcome.UNKNOWN),
        (message("1", TODAY + DAY), Outcome.UNKNOWN),
        (answered("1", None), Outcome.PASS),
        (message("1", OLD, submitted_exact=False), Outcome.FAIL),
        (message("1", date(2026, 9, 1), submitted_exact=False), Outcome.UNKNOWN),
        (message("1", date(2026, 10, 1), submitted_exact=False), Outcome.PASS),
        (message("1", date(2025, 12, 1), submitted_exact=False), Outcome.UNKNOWN),
    ],
    ids=[
        "answered", "answered_on_an_unstated_day", "answered_on_the_limit", "answered_a_day_late_is_for_people", "only_a_receipt",
        "transferred", "refused_is_for_people", "words_we_do_not_know", "not_due_yet_whatever_the_words", "no_day_of_submission",
        "a_day_of_submission_to_come", "answered_without_a_day", "accepted_long_ago", "accepted_lately_may_be_late_already",
        "accepted_well_within", "accepted_a_year_ago_may_be_outside",
    ],
)  # fmt: skip
def test_what_counts_as_an_answer(one: Message, expected: Outcome) -> None:
    assert judged(case(reading([one]))).outcome is expected


def test_the_fail_names_the_reading_that_saw_it_and_days_over() -> None:
    verdict = judged(case(reading([message("7", OLD)], id="ob_x")))
    assert verdict.evidence == ("ob_x",)
    assert "mail/7" in say(verdict.reason, "en")
    assert "19天" in say(verdict.reason)


@pytest.mark.parametrize(
    "incomplete",
    [
        {"complete": False},
        {"covers_from": date(2025, 11, 21)},
        {"state": BoardState.UNREADABLE, "complete": False},
        {"state": BoardState.UNREACHED, "complete": False},
        {"full": False},
        {"on": TODAY - 8 * DAY},
    ],
    ids=["not_complete", "covers_less_than_a_year", "unreadable", "unreached", "news_without_a_full_reading", "read_too_long_ago"],
)  # fmt: skip
def test_without_a_complete_and_recent_list_there_is_no_pass(incomplete: dict[str, object]) -> None:
    verdict = judged(case(reading([answered("1", OLD, OLD)], **incomplete)))  # type: ignore[arg-type]
    assert verdict.outcome is Outcome.UNKNOWN
    assert verdict.coverage == 0.0


@pytest.mark.parametrize(
    "whole", [{"covers_from": date(2025, 11, 20)}, {"on": TODAY - 7 * DAY}], ids=["just_a_year", "a_week_old"]
)
def test_a_year_read_a_week_ago_is_enough(whole: dict[str, object]) -> None:
    assert judged(case(reading([answered("1", OLD, OLD)], **whole))).outcome is Outcome.PASS  # type: ignore[arg-type]


def test_an_incomplete_list_still_fails_on_what_it_shows() -> None:
    assert judged(case(reading([message("1", OLD)], complete=False))).outcome is Outcome.FAIL


def test_unanswered_before_the_limit_and_not_read_since_is_unknown() -> None:
    seen = reading([message("1", OLD)], on=date(2026, 11, 1))
    assert judged(case(seen)).outcome is Outcome.UNKNOWN


def test_what_is_new_overrides_the_full_reading() -> None:
    full = reading([message("1", OLD), answered("2", OLD, OLD)], on=TODAY - 3 * DAY)
    news = reading([answered("1", OLD, date(2026, 10, 30))], full=False)
    assert judged(case(full, news)).outcome is Outcome.PASS


def test_a_later_reading_that_broke_off_does_not_undo_a_complete_one() -> None:
    full = reading([answered("1", OLD, OLD)], on=TODAY - DAY)
    broken = reading([message("2", TODAY)], complete=False, reason="page_unreached")
    lost = reading(state=BoardState.UNREACHED, complete=False, id="ob_lost")
    verdict = judged(case(full, broken, lost))
    assert verdict.outcome is Outcome.PASS
    assert verdict.measured["open"] == 1


@pytest.mark.parametrize("kind", ["interview", "survey", "petition", "report"])
def test_other_kinds_of_board_are_exempt(kind: str) -> None:
    only = SiteCase(site=site(board(kind=kind)), boards={"mail": [reading([message("1", OLD)])]})
    beside = SiteCase(
        site=site(board("old", kind=kind), board()),
        boards={
            "old": [reading([message("1", OLD, on="old")])],
            "mail": [reading([answered("2", OLD, OLD)])],
        },
    )
    assert judged(only).outcome is Outcome.UNKNOWN
    assert judged(beside).outcome is Outcome.PASS


def test_every_board_has_to_be_complete() -> None:
    one = SiteCase(site=site(board(), board("other")), boards={"mail": [reading([answered("1", OLD, OLD)])]})
    verdict = judged(one)
    assert (verdict.outcome, verdict.coverage) == (Outcome.UNKNOWN, 0.5)


def test_an_empty_board_read_whole_waits_for_a_person() -> None:
    """That nobody ever wrote is an empty sum, and no grounds for a pass."""
    verdict = judged(case(reading()))
    assert (verdict.outcome, "没有任何留言" in say(verdict.reason)) == (Outcome.UNKNOWN, True)
    signed = judged(case(reading(), reviews=[review("sign", "replies_late", "pass")]))
    assert (signed.outcome, signed.confirmed_by) == (Outcome.PASS, "林某")


def test_a_message_struck_out_counts_no_more_and_the_verdict_says_so() -> None:
    verdict = judged(case(reading([message("1", OLD)]), reviews=[review("exclude", "mail/1")]))
    assert verdict.outcome is Outcome.PASS
    assert "剔除1条" in say(verdict.reason)
    assert say(verdict.remarks[0]) == "区长信箱第1号由林某剔除：重复留言"
    assert verdict.measured["excluded"] == 1


@pytest.mark.parametrize(
    "reviews",
    [
        [review("exclude", "mail/1"), review("revoke", "mail/1", id="rv_2")],
        [review("exclude", "mail/1", until=TODAY - DAY)],
        [review("exclude", "mail/2")],
        [review("exclude", "mail/1", at=NOW + DAY)],
        [review("confirm", "mail/1")],
    ],
    ids=["revoked", "run_out", "another_message", "not_yet", "another_act"],
)
def test_an_exclusion_that_does_not_hold_changes_nothing(reviews: list[object]) -> None:
    verdict = judged(case(reading([message("1", OLD)]), reviews=reviews))  # type: ignore[arg-type]
    assert verdict.outcome is Outcome.FAIL
    assert "剔除" not in say(verdict.reason)


@pytest.mark.parametrize("outcome", ["pass", "fail"])
def test_a_signature_settles_what_is_unknown(outcome: str) -> None:
    one = case(reading(complete=False), reviews=[review("sign", "replies_late", outcome)])
    verdict = judged(one)
    assert (verdict.outcome, verdict.confirmed_by) == (Outcome(outcome), "林某")


def test_a_signature_does_not_cover_what_was_seen_to_fail() -> None:
    one = case(reading([message("1", OLD)]), reviews=[review("sign", "replies_late", "pass")])
    assert judged(one).outcome is Outcome.FAIL


def test_every_open_message_shows_its_limit_and_days_left() -> None:
    verdict = judged(
        case(
            reading(
                [message("1", date(2026, 8, 20)), message("2", OLD, unit="区教育局"), message("3", TODAY)]
            )
        )
    )
    assert [
        (row["id"], row["submitted"], row["due_on"], row["days_left"], row["unit"])
        for row in figures(verdict)["open_messages"]  # type: ignore[attr-defined]
    ] == [
        ("mail/2", "2026-08-01", "2026-11-01", -19, "区教育局"),
        ("mail/1", "2026-08-20", "2026-11-20", 0, "office"),
        ("mail/3", "2026-11-20", "2027-02-20", 92, "office"),
    ]


def test_open_messages_older_than_a_year_are_reported() -> None:
    verdict = judged(case(reading([message("1", date(2025, 1, 1))])))
    assert (verdict.outcome, verdict.measured["older_open"]) == (Outcome.PASS, 1)
    assert "1年以前" in say(verdict.remarks[0])


def test_no_board_configured_is_unknown() -> None:
    assert judged(SiteCase(site=site())).outcome is Outcome.UNKNOWN
    assert (RULE.id, RULE.subject) == ("replies_late", "site")


days = st.one_of(st.none(), st.dates(min_value=TODAY - 500 * DAY, max_value=TODAY + 5 * DAY))
messages = st.lists(
    st.builds(
        message, st.integers(0, 30).map(str), days, status=st.sampled_from(MessageStatus), answered=days,
        receipt_only=st.booleans(), submitted_exact=st.booleans(),
    ),
    max_size=6,
)  # fmt: skip


@given(messages, st.booleans(), st.integers(0, 30))
def test_striking_a_message_out_never_turns_pass_into_fail_nor_hides_another(
    found: list[Message], complete: bool, struck: int
) -> None:
    seen = reading(found, complete=complete)
    before = judged(case(seen)).outcome
    after = judged(case(seen, reviews=[review("exclude", f"mail/{struck}")])).outcome
    order = [Outcome.FAIL, Outcome.UNKNOWN, Outcome.PASS]
    assert order.index(after) >= order.index(before)
