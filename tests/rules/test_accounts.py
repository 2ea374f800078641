"""Accounts: silence must be proved, a fresh post passes, and what cannot be seen is unknown."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.domain.case import AccountCase, Review
from monitor.domain.content import AppState, Life, Post, TimelineState
from monitor.domain.observation import AppListing, Registration, StoredObservation, Timeline
from monitor.domain.site import Account, Platform
from monitor.domain.timing import DAY, SHANGHAI
from monitor.domain.verdict import Outcome, Verdict
from monitor.regulations.editions import load_edition
from monitor.rules.accounts._timeline import _day, _days_shown, gaps
from monitor.rules.base import can_sign, discover
from monitor.wording.say import say
from tests.every import every

NOW = datetime(2026, 11, 20, 12, tzinfo=SHANGHAI)
TODAY = NOW.date()


def account(platform: str = "weibo", **more: Any) -> Account:
    return Account(id="a", name="仓山发布", platform=Platform(platform), edition="fuzhou-2021", **more)


def look(
    *ages: int,
    at: datetime = NOW,
    complete: bool = True,
    state: str = "posts",
    pinned: Sequence[int] = (),
    **more: Any,
) -> StoredObservation[Timeline]:
    posts = [Post(id=f"p{age}", on=TODAY - DAY * age) for age in ages]
    posts += [Post(id=f"top{age}", on=TODAY - DAY * age, pinned=True) for age in pinned]
    facts = Timeline(state=TimelineState(state), posts=tuple(posts), complete=complete, through="feed")
    return StoredObservation(id=f"ob_{at:%m%d%H}", at=at, facts=replace(facts, **more))


def decide(
    *looks: StoredObservation[Timeline], rule: str = "account_silent", now: datetime = NOW, **more: Any
) -> Verdict:
    subject = more.pop("account", account())
    clause = load_edition("fuzhou-2021").clause(rule, "account")
    assert clause is not None
    return discover()[rule].decide(AccountCase(account=subject, timelines=looks, **more), clause, now)


@pytest.mark.parametrize(
    ("age", "veto", "scored"),
    [
        (0, "pass", "pass"),
        (13, "pass", "pass"),
        (14, "pass", "fail"),
        (15, "fail", "fail"),
        (90, "fail", "fail"),
    ],
    ids=["today", "13: the last day of Fuzhou's score", "14: the last day of two weeks", "15", "long silent"],
)
def test_two_weeks_are_a_veto_and_thirteen_days_a_score(age: int, veto: str, scored: str) -> None:
    assert decide(look(age)).outcome == veto
    assert decide(look(age), rule="Z21-23").outcome == scored


def test_days_left_count_down_to_the_last_good_day() -> None:
    measured = decide(look(11, 20)).measured
    assert (measured["days_left"], measured["due_on"]) == (3, TODAY + DAY * 3)


def test_of_an_app_without_timeline_nobody_knows_how_late_it_is_and_a_person_signs() -> None:
    opened = Registration(platform="app", name="仓山发布", opened=date(2019, 5, 1))
    verdict = decide(account=account("app"), registration=opened)
    assert (verdict.outcome, verdict.measured["due_on"], verdict.measured["days_left"]) == (
        Outcome.UNKNOWN, None, None,
    )  # fmt: skip
    assert (verdict.parts[0].due_on, verdict.parts[0].days_over) == (None, None)
    assert can_sign(verdict.clause, verdict)
    of_weibo = decide()
    assert not can_sign(of_weibo.clause, of_weibo)  # its posts are to be read
    signed = replace(verdict, outcome=Outcome.PASS, confirmed_by="wang", needs=None)
    assert can_sign(signed.clause, signed)


def test_a_fail_names_the_look_that_proved_it() -> None:
    verdict = decide(look(20, at=NOW - timedelta(hours=3)))
    assert (verdict.outcome, verdict.evidence) == (Outcome.FAIL, ("ob_112009",))


@every(
    ("looks", "word"),
    [
        ((), "never_read"),
        ((look(20, complete=False),), "not_complete"),
        ((look(state="empty", complete=False),), "empty"),
        ((look(state="unreached", complete=False, reason="login_wall"),), "login_wall"),
        ((look(state="unreadable", complete=False, reason="not_a_feed"),), "not_a_feed"),
        ((look(state="not_found", complete=False),), "not_found"),
        ((look(20, at=NOW - timedelta(days=3)),), "not_read_recently"),
        ((look(20, at=NOW - timedelta(days=3)), look(state="unreached", complete=False, reason="http_status:432")), "http_status:432"),
        ((look(pinned=[200]),), "pinned_only"),
        ((look(20, posts=(Post(id="x", on=TODAY - DAY * 20), Post(id="y"))),), "post_without_day"),
        ((look(posts=(Post(id="x", on=TODAY - DAY * 20), Post(id="y", on=TODAY + DAY * 30))),), "post_without_day"),
    ],
    ids=["never read", "not vouched for", "empty feed", "login wall", "unreadable", "no such account", "old look", "old look, now refused", "pinned only", "undated post", "post of the future"],
)  # fmt: skip
def test_what_proves_no_silence_is_unknown(looks: tuple[StoredObservation[Timeline], ...], word: str) -> None:
    verdict = decide(*looks)
    assert (verdict.outcome, verdict.measured["blocker"]) == (Outcome.UNKNOWN, word)
    assert verdict.needs is not None


def test_of_two_looks_at_one_moment_the_one_stored_later_speaks() -> None:
    repost = look(posts=(Post(id="r", on=TODAY, repost=True),))
    assert decide(look(pinned=[20]), repost).measured["reposts_only"] is True
    assert decide(repost, look(pinned=[20])).measured["reposts_only"] is False


def test_a_fresh_post_passes_whoever_showed_it() -> None:
    assert decide(look(3, complete=False)).outcome is Outcome.PASS
    assert decide(look(pinned=[3], complete=False)).outcome is Outcome.PASS


def test_a_complete_look_speaks_though_a_newer_one_is_not_vouched_for() -> None:
    whole = look(20, at=NOW - timedelta(hours=5))
    assert decide(whole, look(20, complete=False)).outcome is Outcome.FAIL
    assert decide(whole, look(20, complete=False, reason="1_posts_without_day")).outcome is Outcome.UNKNOWN
    assert decide(whole, look(2, complete=False)).outcome is Outcome.PASS


def test_a_post_seen_before_the_wall_went_up_still_counts() -> None:
    before = look(6, at=NOW - timedelta(days=5), complete=False)
    verdict = decide(before, look(state="unreached", complete=False, reason="login_wall"))
    assert verdict.outcome is Outcome.PASS
    assert any("login_wall" in say(remark, "en") for remark in verdict.remarks)


def test_a_post_that_was_deleted_no_longer_counts() -> None:
    before = look(4, 30, at=NOW - timedelta(days=2))
    assert decide(before, look(30)).outcome is Outcome.FAIL


def test_the_limit_must_be_over_when_the_posts_were_read() -> None:
    yesterday = look(15, at=NOW - timedelta(days=1))
    verdict = decide(yesterday)
    assert verdict.outcome is Outcome.UNKNOWN, "a post of this morning would not have been seen"


def test_reposts_count_and_are_remarked() -> None:
    verdict = decide(look(posts=(Post(id="r", on=TODAY - DAY, repost=True),)))
    assert verdict.outcome is Outcome.PASS
    assert verdict.measured["reposts_only"] is True


@pytest.mark.parametrize(
    ("canary", "outcome"),
    [(look(1), "fail"), (look(9), "unknown"), (look(state="unreached", complete=False), "unknown")],
    ids=["alive", "silent too", "unreadable too"],
)
def test_a_silent_canary_makes_the_platform_suspect(
    canary: StoredObservation[Timeline], outcome: str
) -> None:
    assert decide(look(20), canaries={"c": [canary]}).outcome == outcome


def test_a_log_that_was_handed_in_does_not_hang_on_the_platform() -> None:
    log = look(20, at=NOW - timedelta(days=20), through="import")
    assert decide(log, handed_over=NOW, canaries={"c": [look(9)]}).outcome is Outcome.FAIL


def test_a_canary_that_nobody_read_is_said_so() -> None:
    assert decide(look(20), canaries={"c": []}).measured["blocker"] == "canary_not_read"


def test_a_suspect_platform_still_passes_who_posted() -> None:
    assert decide(look(2), canaries={"c": [look(9)]}).outcome is Outcome.PASS


def test_a_closed_account_owes_nothing_and_one_being_closed_does() -> None:
    closed = account(registry={"status": "closed", "closed": date(2026, 11, 1)})
    closing = account(registry={"status": "closing", "closed": date(2026, 12, 1)})
    assert decide(look(20), account=closed).outcome is Outcome.NOT_APPLICABLE
    assert decide(look(20), account=closing).outcome is Outcome.FAIL


def test_the_register_tells_the_closing_where_the_configuration_does_not() -> None:
    entry = Registration(platform="weibo", name="仓山发布", life=Life.CLOSED, closed=date(2026, 11, 1))
    assert decide(look(20), registration=entry).outcome is Outcome.NOT_APPLICABLE


def test_a_new_account_counts_from_its_opening() -> None:
    opened = account(registry={"opened": date(2026, 11, 10)})
    assert decide(look(40), account=opened).outcome is Outcome.PASS


def test_a_log_that_was_handed_in_proves_silence_up_to_that_moment() -> None:
    log = look(15, at=NOW - timedelta(days=15), through="import")
    assert decide(log, handed_over=NOW).outcome is Outcome.FAIL
    assert decide(log, handed_over=NOW - timedelta(days=5)).outcome is Outcome.UNKNOWN


def test_a_person_may_settle_what_could_not_be_seen() -> None:
    review = Review(
        id="re_1", at=NOW, who="林某", act="sign", subject="a", target="account_silent", outcome="pass", reason="已核实"
    )  # fmt: skip
    assert decide(reviews=[review]).confirmed_by == "林某"


@given(st.lists(st.integers(0, 60), min_size=1, max_size=8), st.integers(0, 60))
def test_one_more_post_never_makes_an_account_fail(ages: list[int], more: int) -> None:
    before, after = decide(look(*ages)).outcome, decide(look(*ages, more)).outcome
    assert not (before is Outcome.PASS and after is Outcome.FAIL)


@pytest.mark.parametrize(
    ("days", "longest", "out"),
    [([1, 10, 20, 30], 10, 0), ([1, 30], 29, 14), ([1], 29, 15), ([], 0, 0)],
    ids=["regular", "a month between", "fell silent", "nothing known"],
)
def test_gaps_of_a_quarter(days: list[int], longest: int, out: int) -> None:
    known = [date(2026, 11, day) for day in days]
    assert gaps(known, date(2026, 11, 1), date(2026, 11, 30), 14) == (longest, out)


def shop(state: str, days_ago: int, name: str = "app_store", **more: Any) -> StoredObservation[AppListing]:
    at = NOW - timedelta(days=days_ago)
    return StoredObservation(
        id=f"ob_app{days_ago}", at=at, facts=AppListing(state=AppState(state), shop=name, **more)
    )


APP = account("app", source={"kind": "app", "ios_id": "1"})


@pytest.mark.parametrize(
    ("looks", "outcome"),
    [
        ([shop("available", 0)], "pass"),
        ([shop("missing", 2), shop("missing", 1), shop("missing", 0)], "fail"),
        ([shop("missing", 1), shop("missing", 0)], "unknown"),
        ([shop("missing", 0), shop("missing", 0), shop("missing", 0)], "unknown"),
        ([shop("missing", 3), shop("available", 2), shop("missing", 1), shop("missing", 0)], "unknown"),
        ([shop("missing", 3), shop("missing", 2), shop("unreached", 1), shop("missing", 0)], "fail"),
        ([shop("missing", 9), shop("missing", 8), shop("missing", 7)], "unknown"),
        ([shop("unreached", 1), shop("unreadable", 0)], "unknown"),
        ([], "unknown"),
    ],
    ids=["there", "three days", "two days", "three times a day", "came back", "an error between", "long ago", "no answer", "never"],
)  # fmt: skip
def test_an_app_is_gone_after_three_different_days(
    looks: list[StoredObservation[AppListing]], outcome: str
) -> None:
    verdict = decide(rule="app_unavailable", account=APP, apps={"app_store": looks})
    assert verdict.outcome == outcome


def test_each_named_shop_is_held_to_it() -> None:
    both = account("app", source={"kind": "app", "ios_id": "1", "apk": "http://a/x.apk"})
    gone = [shop("missing", n, "android") for n in (2, 1, 0)]
    verdict = decide(
        rule="app_unavailable", account=both, apps={"app_store": [shop("available", 0)], "android": gone}
    )
    assert verdict.outcome is Outcome.FAIL
    assert verdict.evidence == ("ob_app2", "ob_app1", "ob_app0")


def test_only_an_app_is_asked_for_a_download() -> None:
    assert decide(rule="app_unavailable").outcome is Outcome.NOT_APPLICABLE


def test_an_old_version_is_a_remark_for_people() -> None:
    looks = [shop("available", 0, released=date(2025, 1, 1))]
    verdict = decide(rule="app_unavailable", account=APP, apps={"app_store": looks})
    assert verdict.outcome is Outcome.PASS
    assert "睡眠" in say(verdict.remarks[0])


def test_interaction_is_proved_by_what_people_wrote_and_never_disproved() -> None:
    assert decide(look(1, interaction=("comments",)), rule="interaction_missing").outcome is Outcome.PASS
    assert decide(look(1, interaction=("likes",)), rule="interaction_missing").outcome is Outcome.UNKNOWN
    assert decide(look(1), rule="interaction_missing").outcome is Outcome.UNKNOWN


@given(
    st.lists(st.lists(st.integers(-2, 20) | st.none(), max_size=6), min_size=1, max_size=4),
    st.lists(st.tuples(st.integers(0, 3), st.integers(0, 20 * 24)), max_size=12),
)
def test_looks_that_showed_the_same_are_weighed_as_if_each_stood_alone(
    shown: list[list[int | None]], seen: list[tuple[int, int]]
) -> None:
    """Posts of days to come count from the look on that was taken late enough."""
    facts = [
        Timeline(
            state=TimelineState.POSTS,
            posts=tuple(Post(on=None if age is None else TODAY - DAY * age) for age in ages),
        )
        for ages in shown
    ]
    looks = [
        StoredObservation(id=f"ob_{n}", at=NOW - timedelta(hours=back), facts=facts[which % len(facts)])
        for n, (which, back) in enumerate(seen)
    ]
    clause = load_edition("fuzhou-2021").clause("account_silent", "account")
    assert clause is not None
    skew = clause.own["skew_minutes"]
    alone = {
        day: one.id
        for one in reversed(looks)
        for post in one.facts.posts
        if (day := _day(post, one, NOW, skew))
    }
    assert _days_shown(looks, NOW, skew) == alone
