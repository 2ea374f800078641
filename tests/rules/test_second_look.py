"""Two looks at a veto: what they do to its verdict."""

from dataclasses import replace
from datetime import timedelta

import pytest

from monitor.domain.case import SiteCase
from monitor.domain.observation import StoredObservation
from monitor.domain.second_look import OneLook, SecondLook, SecondState
from monitor.domain.sentence import Text
from monitor.domain.verdict import Outcome, Verdict
from monitor.rules.second_look import with_second_look
from monitor.wording.say import say

from .cases import NOW, clause, review, site

HOUR = timedelta(hours=1)


def verdict(outcome: Outcome) -> Verdict:
    return Verdict(
        subject="s", rule="homepage_stale", clause=clause("homepage_stale"), outcome=outcome, decided_at=NOW, window=(NOW, NOW),
        measured={}, coverage=1.0, reason=Text("homepage.no_day"), evidence=("ob_9",), needs=Text("homepage.needs_look"),
    )  # fmt: skip


def looked(state: SecondState, *, vantage: str = "") -> StoredObservation[SecondLook]:
    again = Outcome.PASS if state is SecondState.DISAGREES else Outcome.FAIL
    first = OneLook(
        at=NOW - 6 * HOUR, outcome=Outcome.FAIL, reason=Text("homepage.no_day"), evidence=("ob_1",)
    )
    second = OneLook(
        at=NOW - HOUR,
        outcome=again,
        vantage=vantage,
        reason=Text("homepage.no_day"),
        evidence=("ob_2",),
    )
    facts = SecondLook(
        rule="homepage_stale", why="veto", state=state, first=first, second=second, until=NOW + HOUR
    )
    return StoredObservation(id="ob_two", at=NOW - HOUR, facts=facts)


def case(look: StoredObservation[SecondLook], **more: object) -> SiteCase:
    return SiteCase(site=site(), others={SecondLook: [look]}, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("state", "raw", "expected"),
    [
        (SecondState.AGREES, Outcome.FAIL, Outcome.FAIL),
        (SecondState.NOT_SEEN, Outcome.FAIL, Outcome.FAIL),
        (SecondState.COUNTED, Outcome.FAIL, Outcome.FAIL),
        (SecondState.AGREES, Outcome.PASS, Outcome.PASS),
        (SecondState.DISAGREES, Outcome.PASS, Outcome.UNKNOWN),
        (SecondState.DISAGREES, Outcome.FAIL, Outcome.UNKNOWN),
        (SecondState.DISAGREES, Outcome.UNKNOWN, Outcome.UNKNOWN),
    ],
)
def test_only_looks_that_disagree_keep_a_veto_from_being_concluded(
    state: SecondState, raw: Outcome, expected: Outcome
) -> None:
    assert with_second_look(verdict(raw), case(looked(state)), NOW).outcome is expected


def test_both_looks_are_evidence_and_said_with_their_times_and_places() -> None:
    found = with_second_look(
        verdict(Outcome.FAIL), case(looked(SecondState.AGREES, vantage="telecom-fz")), NOW
    )
    assert found.evidence == ("ob_9", "ob_1", "ob_2", "ob_two")
    said = say(found.remarks[-1])
    for words in ("两次检查结论一致", "2026-11-20 06:00", "2026-11-20 11:00", "本机、telecom-fz"):
        assert words in said


def test_looks_that_disagree_hold_until_the_next_judging_and_no_longer() -> None:
    held = with_second_look(verdict(Outcome.PASS), case(looked(SecondState.DISAGREES)), NOW)
    assert "两次检查结果不一致" in say(held.reason)
    assert held.needs is not None
    later = NOW + HOUR
    assert with_second_look(verdict(Outcome.PASS), case(looked(SecondState.DISAGREES)), later).outcome is (
        Outcome.PASS
    )
    again = with_second_look(verdict(Outcome.FAIL), case(looked(SecondState.DISAGREES)), later)
    assert (again.outcome, again.remarks) == (Outcome.FAIL, ())


@pytest.mark.parametrize("signed", ["pass", "fail"])
def test_a_person_settles_looks_that_disagree(signed: str) -> None:
    signature = review("sign", "homepage_stale", signed, at=NOW)
    found = with_second_look(
        verdict(Outcome.PASS), case(looked(SecondState.DISAGREES), reviews=[signature]), NOW
    )
    assert (found.outcome, found.confirmed_by) == (Outcome(signed), "林某")


def test_another_rule_is_not_concerned() -> None:
    other = replace(verdict(Outcome.PASS), rule="columns_stale")
    assert with_second_look(other, case(looked(SecondState.DISAGREES)), NOW) == other
