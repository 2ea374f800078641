"""The quarter judged at its points: the worst stands with its date, unknown is never a pass."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

import pytest

from monitor.domain.site import Subject
from monitor.domain.timing import SHANGHAI, Quarter
from monitor.domain.verdict import Conclusion, Outcome, Said, Verdict
from monitor.quarter.points import (
    Points,
    conclude_quarter,
    judge_points,
    points_of,
    recheck,
    through_the_quarter,
    worst,
)
from monitor.rules.editions import load_edition

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
    said = Said("why", f"{moment:%m-%d}")
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
    assert points_of(QUARTER, configured, as_of) == points


async def test_each_point_is_judged_by_the_store_as_it_was() -> None:
    asked: list[datetime] = []

    async def judge(subjects: Sequence[Subject], moment: datetime) -> Mapping[str, Sequence[Verdict]]:
        asked.append(moment)
        return {"s": [verdict("pass", moment)]}

    points = points_of(QUARTER, (), at(10, 8))
    judged = await judge_points([SITE], points, judge)
    assert asked == list(points.moments) == list(judged)


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

    before = {one.id: one for one in through_the_quarter([SITE], quarter("fail", month=6), {}, {})}
    now = through_the_quarter([SITE], quarter("fail", "pass", month=8), before, {})
    [row] = recheck(now, before)
    assert (row.outcome, row.reason, row.was) == (Outcome.PASS, "09-30", "06-30")
    assert now[0].before is Conclusion.UNQUALIFIED
    assert now[0].conclusion is Conclusion.UNQUALIFIED
