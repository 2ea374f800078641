"""互动回应差·1: presence is proved, absence is for people."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from monitor.app.agreement import Agreement, agreement
from monitor.domain.case import Review, SiteCase
from monitor.domain.content import ChannelState
from monitor.domain.observation import Channel, StoredObservation
from monitor.domain.sentence import Amount, Named, Param, Text, joined
from monitor.domain.verdict import Outcome, Verdict
from monitor.rules.interaction.channel_missing import RULE, decide
from monitor.wording.say import say
from storage.decisions.verdict_text import encode_verdict
from tests.every import every

from .board_cases import NOW, TODAY, review, site
from .cases import clause

DAY = timedelta(days=1)


def look(state: str, back: int = 0) -> StoredObservation[Channel]:
    facts = Channel(
        state=ChannelState(state), url="http://a.gov.cn/xx/", reason="" if state == "present" else "why"
    )
    return StoredObservation(id=f"ob_{state}_{back}", at=NOW - DAY * back, facts=facts)  # fmt: skip


def judged(*looks: StoredObservation[Channel], reviews: tuple[Review, ...] = ()) -> Verdict:
    return decide(SiteCase(site=site(), channels=looks, reviews=reviews), clause("channel_missing"), NOW)


@every(
    ("looks", "expected"),
    [
        ([look("present")], Outcome.PASS),
        ([look("not_found")], Outcome.UNKNOWN),
        ([look("broken")], Outcome.UNKNOWN),
        ([], Outcome.UNKNOWN),
        ([look("unreached")], Outcome.UNKNOWN),
        ([look("present", 1), look("unreached")], Outcome.PASS),
        ([look("present", 1), look("broken")], Outcome.UNKNOWN),
        ([look("broken", 1), look("present")], Outcome.PASS),
        ([look("present", 14)], Outcome.PASS),
        ([look("present", 15)], Outcome.UNKNOWN),
    ],
    ids=[
        "present", "not_found", "broken", "never_looked", "unreached", "unreached_says_nothing", "broken_since", "open_again",
        "two_weeks_ago", "longer_ago",
    ],
)  # fmt: skip
def test_only_a_form_that_was_seen_passes(looks: list[StoredObservation[Channel]], expected: Outcome) -> None:
    assert judged(*looks).outcome is expected


@pytest.mark.parametrize("state", ["not_found", "broken", "unreached"])
@pytest.mark.parametrize("outcome", ["pass", "fail"])
def test_absence_is_signed_by_a_person(state: str, outcome: str) -> None:
    verdict = judged(look(state), reviews=(review("sign", "channel_missing", outcome),))
    assert (verdict.outcome, verdict.confirmed_by) == (Outcome(outcome), "林某")


def test_a_person_may_say_that_a_form_leads_to_nobody() -> None:
    verdict = judged(look("present"), reviews=(review("sign", "channel_missing", "fail"),))
    assert verdict.outcome is Outcome.FAIL
    assert "http://a.gov.cn/xx/" in say(verdict.reason)


def test_a_signature_that_has_run_out_holds_no_more() -> None:
    signed = review("sign", "channel_missing", "fail", until=TODAY - DAY)
    assert judged(look("not_found"), reviews=(signed,)).outcome is Outcome.UNKNOWN


def test_a_pass_points_at_the_look_that_proves_it() -> None:
    verdict = judged(look("present", 2), look("unreached"))
    assert verdict.evidence == ("ob_present_2",)
    assert verdict.needs is None
    assert RULE.id == "channel_missing"


def test_it_says_what_to_type_and_a_verdict_stored_before_it_did_still_agrees() -> None:
    verdict = judged(look("broken"))
    assert verdict.needs is not None
    assert "monitor review sign s channel_missing --outcome" in say(verdict.needs)
    before = replace(verdict, needs=Text("channel.needs_person"))
    counted = replace(verdict, needs=joined(verdict.needs, Text("guides.needs_unread", {"n": 3})))
    one, fewer = Text("channel.needs_person"), Text("guides.needs_unread")
    three = Text("guides.needs_unread", {"n": 3})

    def named(who: Param) -> Text:
        return Text("channel.needs_look", {"who": who})

    for then, again, same in (
        (verdict, verdict, Agreement.EXACT),
        (before, verdict, Agreement.EXACT),
        (verdict, before, Agreement.WORDS),
        (replace(before, coverage=0.5), verdict, Agreement.NONE),
        (replace(before, needs=Text("channel.needs_look")), verdict, Agreement.WORDS),
        (replace(counted, needs=joined(one, three)), counted, Agreement.EXACT),
        (replace(counted, needs=joined(one, fewer)), counted, Agreement.WORDS),  # a figure was taken out
        (
            replace(counted, needs=joined(one, Text("guides.needs_unread", {"n": 4}))),
            counted,
            Agreement.NONE,
        ),
        (
            replace(verdict, needs=named(Named("s", "某区"))),
            replace(verdict, needs=named(Named("s", "某区"))),
            Agreement.EXACT,
        ),
        (
            replace(verdict, needs=named("某区")),
            replace(verdict, needs=named(Named("s", "某区"))),
            Agreement.WORDS,
        ),
        (
            replace(verdict, needs=named("某市")),
            replace(verdict, needs=named(Named("s", "某区"))),
            Agreement.NONE,
        ),
        (replace(verdict, needs=named(3)), replace(verdict, needs=named(Amount(3, "days"))), Agreement.WORDS),
        (replace(verdict, needs=named(4)), replace(verdict, needs=named(Amount(3, "days"))), Agreement.NONE),
        (
            replace(verdict, needs=named("2026-11-02")),
            replace(verdict, needs=named(date(2026, 11, 2))),
            Agreement.WORDS,
        ),
        (
            replace(verdict, needs=named("2026-11-03")),
            replace(verdict, needs=named(date(2026, 11, 2))),
            Agreement.NONE,
        ),
        (replace(counted, needs=one), counted, Agreement.WORDS),
    ):
        assert agreement(encode_verdict(then), again) is same, say(then.needs or then.reason)
