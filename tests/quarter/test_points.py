"""The quarter judged at its points: the worst stands with its date, unknown is never a pass."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

import pytest

from monitor.domain.sentence import written
from monitor.domain.site import Subject
from monitor.domain.timing import SHANGHAI, Quarter
from monitor.domain.verdict import Conclusion, Outcome, Verdict
from monitor.quarter.points import (
    Judged,
    Points,
    conclude_quarter,
    judge_quarter,
    points_of,
    recheck,
    through_the_quarter,
    worst,
)
from monitor.regulations.editions import load_edition
from monitor.wording.say import for_unit

from .cases import site

QUARTER = Quarter(2026, 3)
SITE = site()


def at(month: int, day: int, hour: int = 9) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=SHANGHAI)


def end(month: int, day: int) -> datetime:
    return datetime(2026, month, day, 23, 59, 59, tzinfo=SHANGHAI)


def verdict(outcome: str, moment: datetime, rule: str = "homepage_stale") -> Verdict:
    clause = load_edition("fuzhou-2021").clause(rule, "site")
    assert clause is not None
    said = written("why", f"{moment:%m-%d}")
    return Verdict(
        subject="s", rule=rule, clause=clause, outcome=Outcome(outcome), decided_at=moment, window=(moment - timedelta(days=14), moment),
        measured={}, coverage=1.0, reason=said, needs=said, evidence=(f"ob_{moment:%m%d}",),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("configured", "as_of", "points"),
    [
        pytest.param(
            (), at(10, 8), Points((end(7, 31), end(8, 31), end(9, 30))), id="the ends of its months"
        ),
        pytest.param(
            (),
            at(8, 20),
            Points((end(7, 31), at(8, 20)), (date(2026, 8, 31), date(2026, 9, 30))),
            id="under way: now too",
        ),
        pytest.param(
            (date(2026, 9, 15), date(2026, 12, 15)),
            at(10, 8),
            Points((end(9, 15),)),
            id="a configured day of this quarter",
        ),
        pytest.param(
            (date(2026, 9, 15),),
            at(8, 20),
            Points((at(8, 20),), (date(2026, 9, 15),)),
            id="before the first configured day",
        ),
        pytest.param(
            (date(2026, 8, 20),), at(8, 20), Points((at(8, 20),)), id="on the configured day itself"
        ),
        pytest.param(
            (date(2026, 8, 10), date(2026, 9, 15)),
            at(8, 20),
            Points((end(8, 10),), (date(2026, 9, 15),)),
            id="between two",
        ),
    ],
)
def test_the_points_of_a_quarter(configured: Sequence[date], as_of: datetime, points: Points) -> None:
    found = points_of(QUARTER, configured, as_of)
    assert (found.moments, found.later) == (points.moments, points.later)


@pytest.mark.parametrize(
    ("as_of", "first", "last", "many"),
    [
        (at(10, 8), end(7, 1), end(9, 30), 92),
        (at(8, 20), end(7, 1), at(8, 20), 51),
        (at(7, 1), at(7, 1), at(7, 1), 1),
    ],
    ids=["over", "under way", "its first day"],
)
def test_every_day_of_a_quarter_is_asked_about_once(
    as_of: datetime, first: datetime, last: datetime, many: int
) -> None:
    points = points_of(QUARTER, (date(2026, 8, 31),), as_of)
    every = sorted({*points.moments, *points.days})
    assert not {*points.moments} & {*points.days}
    assert (every[0], every[-1], len(every)) == (first, last, many)
    assert len({one.date() for one in every}) == many


@dataclass
class Judge:
    """Fails on the days given; keeps what it was asked."""

    begun: datetime | None
    fails: Sequence[datetime] = ()
    decided: list[datetime] = field(default_factory=list)
    looked: list[datetime] = field(default_factory=list)

    def decide(self, moment: datetime) -> Sequence[Verdict]:
        self.decided.append(moment)
        return [verdict("fail" if moment in self.fails else "pass", moment)]

    def failures(self, moment: datetime) -> Sequence[Verdict]:
        self.looked.append(moment)
        return [verdict("fail", moment)] if moment in self.fails else []


async def judged_by(judge: Judge, configured: Sequence[date] = ()) -> Judged:
    async def load(subjects: Sequence[Subject], moments: Sequence[datetime]) -> Mapping[str, Judge]:
        return {one.id: judge for one in subjects}

    return await judge_quarter([SITE], points_of(QUARTER, configured, at(10, 8)), load)


async def test_a_fault_between_two_points_is_the_worst_of_the_quarter_with_its_day() -> None:
    judge = Judge(at(6, 1), fails=[end(8, 10), end(8, 11)])
    judged = await judged_by(judge)
    assert judge.decided == [end(7, 31), end(8, 31), end(9, 30)]
    assert len(judge.looked) == 92 - 3
    [subject] = through_the_quarter([SITE], judged, {}, {})
    [rule] = subject.rules
    assert (rule.outcome, rule.at, rule.is_point, rule.latest) == (
        Outcome.FAIL, end(8, 11), False, Outcome.PASS,
    )  # fmt: skip
    assert rule.failed == (date(2026, 8, 10), date(2026, 8, 11))
    assert subject.conclusion is Conclusion.UNQUALIFIED


async def test_a_subject_is_judged_from_the_day_that_watching_it_began() -> None:
    judge = Judge(at(8, 10))
    judged = await judged_by(judge)
    assert judge.decided == [end(8, 31), end(9, 30)]
    assert judge.looked[0] == end(8, 10)
    assert "s" not in judged.points[end(7, 31)]


async def test_one_that_no_point_lies_behind_is_judged_at_its_last_day() -> None:
    judge = Judge(at(9, 20))
    judged = await judged_by(judge, (date(2026, 9, 15),))
    assert judge.decided == [end(9, 30)]
    assert judged.last["s"]


async def test_one_that_was_never_seen_is_asked_about_at_every_point() -> None:
    judge = Judge(None)
    await judged_by(judge)
    assert (judge.decided, judge.looked) == ([end(7, 31), end(8, 31), end(9, 30)], [])


def test_of_several_fails_the_gravest_is_the_worst() -> None:
    def share(moment: datetime, percent: float) -> Verdict:
        return replace(verdict("fail", moment), measured={"failed_percent": percent})

    found = worst([share(end(8, 31), 5.4)], [share(end(8, 14), 71.4), share(end(8, 15), 60.0)])
    assert (found.at, found.is_point, len(found.failed)) == (end(8, 14), False, 3)


@pytest.mark.parametrize(
    ("outcomes", "chosen", "latest"),
    [
        (("pass", "fail", "pass"), ("fail", 8), "pass"),
        (("fail", "pass", "fail"), ("fail", 9), "fail"),
        (("pass", "unknown", "pass"), ("unknown", 8), "pass"),
        (("not_applicable", "pass", "pass"), ("pass", 9), "pass"),
    ],
)
def test_the_worst_is_kept_with_its_date(
    outcomes: Sequence[str], chosen: tuple[str, int], latest: str
) -> None:
    found = worst([verdict(one, end(7 + n, 30)) for n, one in enumerate(outcomes)])
    assert (found.outcome, found.at.month, found.latest) == (*chosen, latest)
    assert found.evidence == (f"ob_{chosen[1]:02d}30",)


@pytest.mark.parametrize(
    ("outcomes", "conclusion"),
    [
        (("pass", "pass"), Conclusion.QUALIFIED),
        (("pass", "unknown"), Conclusion.UNDECIDED),
        (("unknown", "fail"), Conclusion.UNQUALIFIED),
        ((), Conclusion.UNDECIDED),
    ],
)
def test_qualified_only_when_every_veto_passed_at_every_point(
    outcomes: Sequence[str], conclusion: Conclusion
) -> None:
    assert conclude_quarter([worst([verdict(one, end(7, 31))]) for one in outcomes]) is conclusion


def test_last_quarters_failures_are_looked_at_again_at_the_last_point() -> None:
    def quarter(*outcomes: str, month: int) -> Mapping[datetime, Mapping[str, Sequence[Verdict]]]:
        return {
            end(month + n, 30): {"s": [verdict(one, end(month + n, 30))]} for n, one in enumerate(outcomes)
        }

    last = through_the_quarter([SITE], Judged(quarter("fail", month=6)), {}, {})
    before = {one.id: one for one in last}
    now = through_the_quarter([SITE], Judged(quarter("fail", "pass", month=8)), before, {})
    [row] = recheck(now, before)
    assert (row.outcome, for_unit(row.reason), for_unit(row.was)) == (Outcome.PASS, "09-30", "06-30")
    assert now[0].before is Conclusion.UNQUALIFIED
    assert now[0].conclusion is Conclusion.UNQUALIFIED
