"""站点无法访问: the boundary table of the clause."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.domain.case import SiteCase
from monitor.domain.timing import SHANGHAI, midnight
from monitor.domain.verdict import Outcome, Verdict
from monitor.rules.availability.site_unreachable import decide
from monitor.rules.availability.visits import roll_up
from monitor.wording.say import say
from tests.every import every

from .cases import NOW, TODAY, clause, site, visits, week

GOOD = {"opened": 24}


def judged(*days: dict[str, int], now: datetime = NOW, ends: date = TODAY - timedelta(days=1)) -> Verdict:
    return decide(SiteCase(site=site(), visit_days=week(*days, ends=ends)), clause("site_unreachable"), now)


@pytest.mark.parametrize(
    ("per_day", "total", "failing"),
    [(20, 140, 7), (24, 168, 9), (48, 336, 17), (96, 672, 34), (288, 2016, 101)],
    ids=lambda value: str(value),
)
def test_the_smallest_failing_count_is_five_percent_inclusive(per_day: int, total: int, failing: int) -> None:
    """超过（含）5%: of 168 visits 9 fail (5.36 %), 8 do not (4.76 %); of 140 exactly 7 do (5.00 %)."""
    assert per_day * 7 == total

    def with_failures(count: int) -> Outcome:
        share, rest = divmod(count, 7)
        days = []
        for n in range(7):
            bad = share + (1 if n < rest else 0)
            days.append({"opened": per_day - bad, "failed": bad})
        rolled = [
            roll_up(TODAY - timedelta(days=7 - n), visits_close(TODAY - timedelta(days=7 - n), **said))
            for n, said in enumerate(days)
        ]
        return decide(SiteCase(site=site(), visit_days=rolled), clause("site_unreachable"), NOW).outcome

    assert with_failures(failing) is Outcome.FAIL
    assert with_failures(failing - 1) is Outcome.PASS


def visits_close(day: date, opened: int, failed: int) -> list:  # type: ignore[type-arg]
    return visits(day, opened=opened, failed=failed)


@every(
    ("days", "outcome"),
    [
        ([GOOD] * 7, Outcome.PASS),
        ([GOOD] * 6, Outcome.UNKNOWN),
        ([GOOD] * 6 + [{"opened": 19}], Outcome.PASS),
        ([GOOD] * 6 + [{"opened": 20}], Outcome.PASS),
        ([GOOD] * 6 + [{"opened": 19, "void": 5}], Outcome.PASS),
        ([GOOD] * 6 + [{"opened": 19, "blocked": 5}], Outcome.PASS),
        ([GOOD] * 5 + [{"opened": 19, "void": 5}] * 2, Outcome.UNKNOWN),
        ([GOOD] * 6 + [{"opened": 18, "failed": 1, "void": 5}], Outcome.PASS),
        ([GOOD] * 6 + [{"opened": 15, "failed": 4, "void": 5}], Outcome.UNKNOWN),
        ([{"opened": 48}] * 6 + [{"opened": 38, "void": 10}], Outcome.PASS),
        ([{"opened": 48}] * 6 + [{"opened": 16, "void": 32}], Outcome.UNKNOWN),
        ([{"opened": 96}] * 6, Outcome.UNKNOWN),
        ([{"opened": 20}] * 6 + [{"opened": 19}], Outcome.PASS),
        ([{"opened": 19}] * 7, Outcome.UNKNOWN),
        ([{"opened": 96}] * 6 + [{"opened": 0, "failed": 19}], Outcome.UNKNOWN),
        ([GOOD] * 6 + [{"opened": 15, "blocked": 9}], Outcome.UNKNOWN),
        ([{"failed": 24}] * 6 + [{"opened": 3}], Outcome.UNKNOWN),
        ([{"opened": 20, "blocked": 4}] * 7, Outcome.UNKNOWN),
        ([{"opened": 24, "blocked": 1}] * 7, Outcome.PASS),
        ([{"opened": 20, "failed": 2, "blocked": 2}] * 7, Outcome.FAIL),
        ([{"failed": 24}] * 7, Outcome.FAIL),
        ([], Outcome.UNKNOWN),
    ],
    ids=[
        "all_good", "six_days_only", "the_one_missing_cannot_decide", "twenty_on_one_day", "five_hours_of_our_own_outage",
        "a_burst_of_five_blocked", "ten_missing_could_decide", "missing_and_failed_stay_below", "missing_and_failed_could_reach",
        "ten_of_48_missing", "a_day_of_48_mostly_missing", "a_day_of_96_unseen", "the_least_that_counts", "seven_days_one_short_each",
        "a_day_short_is_no_fail",
        "blocked_does_not_cover_a_day", "all_failed_but_a_day_short", "blocked_could_decide", "few_blocked_cannot_decide",
        "failed_enough_without_the_blocked", "never_opened", "nothing_measured",
    ],
)  # fmt: skip
def test_a_week_of_visits(days: list[dict[str, int]], outcome: Outcome) -> None:
    verdict = judged(*days)
    assert verdict.outcome is outcome
    assert (verdict.needs is not None) == (outcome is Outcome.UNKNOWN)


def test_without_a_title_mark_the_verdict_says_that_pages_went_unchecked() -> None:
    days = week(*[GOOD] * 7, ends=TODAY - timedelta(days=1))
    said = {
        mark: decide(
            SiteCase(site=replace(site(), title_mark=mark), visit_days=days), clause("site_unreachable"), NOW
        ).remarks
        for mark in ((), ("示例区",))
    }
    assert [any("title_mark" in say(one, "en") for one in remarks) for remarks in said.values()] == [
        True,
        False,
    ]


def test_a_fail_names_the_failed_visits() -> None:
    verdict = judged(*[{"opened": 20, "failed": 4}] * 7)
    assert len(verdict.evidence) == 28
    assert verdict.measured["failed"] == 28


def test_today_counts_once_it_is_covered_itself() -> None:
    """On the evening of a covered day the week ends with that day; before, with the day before."""
    evening = datetime(2026, 11, 20, 23, 59, tzinfo=SHANGHAI)
    verdict = judged(*[GOOD] * 6, {"opened": 0, "failed": 24}, now=evening, ends=TODAY)
    assert verdict.window == (midnight(date(2026, 11, 14)), midnight(date(2026, 11, 21)))
    assert verdict.outcome is Outcome.FAIL


def test_twenty_visits_within_seven_hours_do_not_stand_for_a_day() -> None:
    close = [
        roll_up(day.day, [one for one in visits(day.day, opened=72) if one.at.hour < 7])
        for day in week(*[GOOD] * 7)
    ]
    assert all(day.valid == 21 for day in close)
    verdict = decide(SiteCase(site=site(), visit_days=close), clause("site_unreachable"), NOW)
    assert verdict.outcome is Outcome.UNKNOWN


def test_vantage_points_that_disagree_are_said_to() -> None:
    days = [
        roll_up(
            day.day,
            visits(day.day, opened=24, vantage="a") + visits(day.day, opened=12, failed=12, vantage="b"),
        )
        for day in week(*[GOOD] * 7)
    ]
    verdict = decide(SiteCase(site=site(), visit_days=days), clause("site_unreachable"), NOW)
    assert "disagree" in say(verdict.remarks[0], "en")


def of_two(
    here: dict[str, int], there: dict[str, int], *, days: int = 7, there_days: int | None = None
) -> Verdict:
    """A week seen from two vantage points, the second one on its last *there_days* only."""
    from_day = days - (days if there_days is None else there_days)
    rolled = [
        roll_up(
            day.day,
            visits(day.day, vantage="a", **here)
            + (visits(day.day, vantage="b", **there) if n >= from_day else []),
        )
        for n, day in enumerate(week(*[GOOD] * days))
    ]
    return decide(SiteCase(site=site(), visit_days=rolled), clause("site_unreachable"), NOW)


BAD, HALF_GOOD, HALF_BAD = {"opened": 0, "failed": 24}, {"opened": 12}, {"opened": 0, "failed": 12}


@every(
    ("here", "there", "more", "outcome"),
    [
        (GOOD, BAD, {}, Outcome.UNKNOWN),
        (BAD, GOOD, {}, Outcome.UNKNOWN),
        (BAD, BAD, {}, Outcome.FAIL),
        (GOOD, GOOD, {}, Outcome.PASS),
        (BAD, {"opened": 20, "blocked": 4}, {}, Outcome.UNKNOWN),
        (BAD, {"opened": 3}, {"there_days": 1}, Outcome.FAIL),
        (GOOD, {"opened": 0, "failed": 3}, {"there_days": 1}, Outcome.PASS),
        (GOOD, BAD, {"there_days": 3}, Outcome.UNKNOWN),
        (HALF_BAD, HALF_BAD, {}, Outcome.FAIL),
        (HALF_GOOD, HALF_BAD, {}, Outcome.UNKNOWN),
        (HALF_BAD, {"opened": 12}, {"there_days": 1}, Outcome.UNKNOWN),
    ],
    ids=[
        "one_good_one_failed", "one_failed_one_good", "both_failed", "both_good", "the_other_cannot_tell",
        "a_few_visits_cover_no_week", "a_few_failures_do_not_decide", "a_point_that_failed_for_three_days",
        "only_together_and_both_failed", "only_together_and_they_disagree", "too_few_together",
    ],
)  # fmt: skip
def test_a_veto_needs_every_vantage_point_that_covered_the_week(
    here: dict[str, int], there: dict[str, int], more: dict[str, int], outcome: Outcome
) -> None:
    assert of_two(here, there, **more).outcome is outcome


def test_a_disagreement_names_its_points_and_waits_for_a_person() -> None:
    verdict = of_two(GOOD, BAD)
    assert "各监测点结论不一致" in say(verdict.reason)
    assert "b：168次访问中168次未打开" in say(verdict.reason)
    assert verdict.needs is not None
    assert "monitor review sign s site_unreachable" in say(verdict.needs, "en")


def test_a_pass_by_bounds_says_what_was_missing() -> None:
    verdict = judged(*[GOOD] * 6, {"opened": 19, "void": 5})
    assert (verdict.measured["missing"], verdict.measured["days_covered"]) == (5, 6)
    assert "缺少的5次即使都计为打不开，也不触发单项否决" in say(verdict.reason)


def test_how_many_more_failures_would_decide_is_said() -> None:
    """9 of 168 is 5.36 %; with 8 failed of 168 one more failed visit makes 9 of 169, 5.33 %."""
    verdict = judged(*[GOOD] * 6, {"opened": 16, "failed": 8})
    assert verdict.measured["more_failures_to_fail"] == 1


def test_a_burst_of_visits_counts_once() -> None:
    [first, *_] = visits(TODAY, opened=0, failed=1)
    burst = [
        type(first)(id=f"x{n}", at=first.at + timedelta(seconds=50 * n), facts=first.facts) for n in range(5)
    ]
    rolled = roll_up(TODAY, burst)
    assert (rolled.failed, rolled.void) == (1, 4)


def test_another_vantage_point_at_the_same_minute_is_another_visit() -> None:
    rolled = roll_up(TODAY, visits(TODAY, opened=1) + visits(TODAY, opened=0, failed=1, vantage="b"))
    assert (rolled.opened, rolled.failed) == (1, 1)


@given(
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30), st.integers(0, 8)), min_size=7, max_size=7),
    st.integers(0, 6),
)
def test_one_more_failure_never_turns_a_fail_into_a_pass(
    counts: list[tuple[int, int, int]], which: int
) -> None:
    days = [{"opened": good, "failed": bad, "blocked": block} for good, bad, block in counts]
    before = judged(*days).outcome
    days[which] = {**days[which], "failed": days[which]["failed"] + 1}
    after = judged(*days).outcome
    assert not (before is Outcome.FAIL and after is Outcome.PASS)


@given(st.permutations(range(24)))
def test_the_order_in_which_visits_arrive_does_not_matter(order: list[int]) -> None:
    day = visits(TODAY, opened=15, failed=5, blocked=4)
    assert roll_up(TODAY, [day[n] for n in order]) == roll_up(TODAY, day)


def test_a_week_of_blocked_visits_says_so_and_asks_for_the_allow_list() -> None:
    verdict = judged(*[{"blocked": 48}] * 7)
    assert verdict.outcome is Outcome.UNKNOWN
    assert "另有336次被防火墙拦截" in say(verdict.reason)
    assert verdict.needs is not None
    assert "白名单：336次访问被拦截" in say(verdict.needs)
    quiet = judged(GOOD)
    assert quiet.needs is not None
    assert "白名单" not in say(quiet.needs)
