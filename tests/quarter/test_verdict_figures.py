"""Verdicts are taken up some subjects after others, and amount to the same however many are taken at once."""

import gc
from collections import Counter
from dataclasses import replace
from datetime import date, datetime, timedelta
from types import FunctionType, ModuleType

from monitor.domain.finding import Owed
from monitor.domain.sentence import written
from monitor.domain.site import Centre, Column, Site, Unit, Watch
from monitor.domain.timing import SHANGHAI
from monitor.domain.verdict import Outcome, PartKind, Verdict, VerdictPart
from monitor.quarter.names import names_of
from monitor.quarter.points import Judged
from monitor.quarter.rows import Open, ProblemRow
from monitor.quarter.verdict_figures import VerdictFigures
from monitor.regulations.editions import load_edition
from monitor.rules.base import rule_of

UNITS = (Unit(id="civil", name="示例区民政局"),)
CLAUSES = load_edition("fuzhou-2021").clauses
POINTS = [datetime(2026, month, 30, 23, 59, 59, tzinfo=SHANGHAI) for month in (7, 8, 9)]
BEFORE = [datetime(2026, month, 30, 23, 59, 59, tzinfo=SHANGHAI) for month in (4, 5, 6)]
ORDER = ("site_unreachable", "columns_overdue", "columns_blank", "safety_wording")


def site(n: int) -> Site:
    columns = tuple(
        Column(id=f"c{k}", name=f"栏目{k}", url=f"http://s{n}.test/{k}/", unit="civil") for k in range(4)
    )
    return Site(id=f"s{n}", name=f"网站{n}", url=f"http://s{n}.test/", edition="fuzhou-2021", columns=columns)


SITES = tuple(site(n) for n in range(7))
WATCH = Watch(edition="fuzhou-2021", centre=Centre(name="中心"), units=UNITS, sites=SITES)


def part(n: int, k: int, outcome: Outcome, state: str) -> VerdictPart:
    days = (n * 5 + k * 3) % 11
    return VerdictPart(
        kind=PartKind.COLUMN, id=f"c{k}", outcome=outcome, state=state, newest=date(2026, 1, 1), days_over=days,
        unit="civil", reason=written(f"{days}", f"{days}天"), evidence=(f"ob_{n}_{k}",),
    )  # fmt: skip


def said(n: int, moment: datetime) -> list[Verdict]:
    """What is said of site *n* at *moment*, by its number."""
    found = []
    for m, rule in enumerate(ORDER):
        clause = next(one for one in CLAUSES if one.rule == rule and one.subject == "site")
        outcome = list(Outcome)[(n + m + moment.month) % 3]
        parts = ()
        if rule in (rule_of(Owed.COLUMN).id, "columns_blank"):
            state = "blank" if rule == "columns_blank" else "stale"
            parts = tuple(part(n, k, list(Outcome)[(n + k + moment.month) % 3], state) for k in range(4))
        found.append(
            Verdict(
                subject=f"s{n}", rule=rule, clause=clause, outcome=outcome, decided_at=moment,
                window=(moment - timedelta(days=14), moment), coverage=0.5, reason=written(rule, rule),
                needs=written("b", "乙"), evidence=(f"ob_{n}",), measured={"visits": 100 + n}, parts=parts,
            )
        )  # fmt: skip
    return found


def judged(numbers: range, moments: list[datetime]) -> Judged:
    points = {one: {f"s{n}": said(n, one) for n in numbers} for one in moments}
    return Judged(points, {}, {f"s{n}": date(2026, 2, 1) for n in numbers})


def taken(size: int) -> VerdictFigures:
    """All that the verdicts amount to, taken *size* sites at a time."""
    found = VerdictFigures(WATCH, names_of(UNITS, SITES), {one.id for one in SITES[1:]})
    for start in range(0, len(SITES), size):
        numbers = range(start, min(start + size, len(SITES)))
        found.add([SITES[n] for n in numbers], judged(numbers, POINTS), judged(numbers, BEFORE))
    return found


def test_it_amounts_to_the_same_however_many_are_taken_at_once() -> None:
    whole = taken(len(SITES))
    assert whole.late
    assert whole.open
    assert whole.rechecks
    for size in (1, 2, 3):
        some = taken(size)
        for name in ("subjects", "late", "blank", "messages", "rechecks", "open"):
            assert list(getattr(some, name)) == list(getattr(whole, name)), name
        assert list(some.problems("2026Q3")) == list(whole.problems("2026Q3"))
        assert some.subjects.outlines == whole.subjects.outlines
        assert (some.visits, some.decided, some.unknown) == (whole.visits, whole.decided, whole.unknown)
        assert (some.editions, some.is_compared) == (whole.editions, whole.is_compared)


def test_columns_stand_longest_over_first_and_problems_are_numbered_through() -> None:
    found = taken(2)
    days = [one.days_over for one in found.late]
    assert days == sorted(days, key=lambda one: -(one or 0))
    rows = list(found.problems("2026Q3"))
    assert [one.number for one in rows] == [f"2026Q3-{n:03d}" for n in range(1, len(rows) + 1)]
    kinds = ["栏目" in one.indicator and not one.days for one in rows]
    assert kinds == sorted(kinds), "vetoes stand before columns"


def test_an_outline_says_what_the_notice_says_and_no_more() -> None:
    found = taken(3)
    for one, outline in zip(found.subjects, found.subjects.outlines, strict=True):
        assert replace(outline, rules=()) == replace(one, rules=())
        for rule, short in zip(one.rules, outline.rules, strict=True):
            assert (short.outcome, short.latest, short.failed, short.coverage) == (
                rule.outcome, rule.latest, rule.failed, rule.coverage,
            )  # fmt: skip
            if rule.outcome is Outcome.FAIL:
                assert (short.reason, short.evidence, short.measured) == (
                    rule.reason, rule.evidence, rule.measured,
                )  # fmt: skip
            else:
                assert short.evidence == ()
                assert rule.outcome is not Outcome.UNKNOWN or short.reason == rule.reason


def test_no_verdict_is_held_and_what_is_said_of_several_is_held_once() -> None:
    found = VerdictFigures(WATCH, names_of(UNITS, SITES))
    for n in (0, 3, 6):
        verdicts = [replace(one, subject=f"s{n}") for one in said(0, POINTS[0])]  # the same of all of them
        found.add([SITES[n]], Judged({POINTS[0]: {f"s{n}": verdicts}}), Judged())
    held = Counter(type(one) for one in reachable(found))
    assert held[Verdict] == held[VerdictPart] == held[ProblemRow] == held[Open] == 0
    outlines = [rule for one in found.subjects.outlines for rule in one.rules]
    failed = [rule for rule in outlines if rule.outcome is Outcome.FAIL]
    assert len({id(one) for one in outlines}) == len(ORDER) - len(failed) // 3 + len(failed)


def reachable(start: object) -> list[object]:
    """Every object that *start* holds, but for classes and modules."""
    found, waiting = dict[int, object](), [start]
    while waiting:
        one = waiting.pop()
        if id(one) not in found and not isinstance(one, type | ModuleType | FunctionType):
            found[id(one)] = one
            waiting += gc.get_referents(one)
    return list(found.values())


def test_one_first_seen_after_every_official_point_leaves_the_others_their_last_one() -> None:
    late = POINTS[2] + timedelta(hours=1)
    points = {one: {"s0": said(0, one)} for one in POINTS}
    assert Judged({**points, late: {"s1": said(1, late)}}).last == {
        "s0": said(0, POINTS[2]),
        "s1": said(1, late),
    }


def test_one_first_seen_after_every_official_point_leaves_the_visits_of_the_others_counted() -> None:
    late = POINTS[2] + timedelta(hours=1)
    found = VerdictFigures(WATCH, names_of(UNITS, SITES))
    points = {one: {"s0": said(0, one)} for one in (POINTS[1], POINTS[2] - timedelta(days=3), POINTS[2])}
    found.add(SITES[:2], Judged({**points, late: {"s1": said(1, late)}}), Judged())
    assert found.visits == 100 + 100 + 101, "of two points in one window the later one's only, site by site"
