"""The quarter judged at its official monitoring points (监测时间点) and on every other day; the worst kept with its date."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Protocol

from monitor.domain.site import Account, Subject
from monitor.domain.timing import DAY, Quarter, add_months, day_of, midnight
from monitor.domain.verdict import Conclusion, Outcome, Sort, Verdict
from monitor.quarter.rows import NOT_JUDGED, AtPoint, Recheck, SubjectQuarter, Worst
from monitor.quarter.span import month_end


class Judge(Protocol):
    """Decides about one subject at any moment that it was made for."""

    @property
    def begun(self) -> datetime | None:
        """When watching the subject began, or what was handed in begins; None: it was never seen."""

    def decide(self, moment: datetime) -> Sequence[Verdict]:
        """Every verdict as of *moment*."""

    def failures(self, moment: datetime) -> Sequence[Verdict]:
        """Those that fail."""


#: Loads what some subjects are judged by at those moments; who decides, by subject.
Load = Callable[[Sequence[Subject], Sequence[datetime]], Awaitable[Mapping[str, Judge]]]
#: So many subjects are loaded together: two weeks of each are a megabyte.
LOADED_AT_ONCE = 12

#: Figures of a verdict that say how grave it is: share of visits, columns, messages.
_FIGURES = ("failed_percent", "bad", "overdue")
#: Worse first.
_ORDER = {Outcome.FAIL: 0, Outcome.UNKNOWN: 1, Outcome.PASS: 2, Outcome.NOT_APPLICABLE: 3}


@dataclass(frozen=True, slots=True)
class Points:
    """The official moments of one quarter at which it is judged, those still to come, and the ends of its days."""

    moments: tuple[datetime, ...]
    later: tuple[date, ...] = ()
    days: tuple[datetime, ...] = ()  #: the other days, each at its end; the day of *as of* is at that moment


def points_of(quarter: Quarter, configured: Sequence[date], as_of: datetime) -> Points:
    """
    The points of *quarter* up to *as_of*: the configured days, else the ends of its months.

    Each holds for the end of its day. As long as a quarter without configured points is under way, and before the
    first configured one, *as_of* is a point too.
    """
    said = sorted(day for day in configured if quarter.first <= day <= quarter.last)
    days = said or [month_end(add_months(quarter.first, n)) for n in range(3)]
    moments = [min(_end_of(day), as_of) for day in days if midnight(day) <= as_of]
    under_way = quarter.first <= day_of(as_of) <= quarter.last
    if under_way and as_of not in moments and (not said or not moments):
        moments.append(as_of)
    last = min(quarter.last, day_of(as_of))
    every = [quarter.first + n * DAY for n in range((last - quarter.first).days + 1)]
    others = {min(_end_of(day), as_of) for day in every} - set(moments)
    return Points(tuple(moments), tuple(day for day in days if midnight(day) > as_of), tuple(sorted(others)))


def _end_of(day: date) -> datetime:
    return midnight(day + DAY) - timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Judged:
    """A quarter's verdicts: all at its official points, by subject, and those of the other days that fail."""

    points: Mapping[datetime, Mapping[str, Sequence[Verdict]]] = field(default_factory=dict)
    between: Mapping[str, Sequence[Verdict]] = field(default_factory=dict)  #: oldest first
    begun: Mapping[str, date] = field(default_factory=dict)  #: first day on which each subject was watched

    @property
    def last(self) -> Mapping[str, Sequence[Verdict]]:
        """What was said of each subject at its last point: of one that was first seen after all official ones, at its own."""
        return {id: said for moment in sorted(self.points) for id, said in self.points[moment].items()}


async def judge_quarter(
    subjects: Sequence[Subject],
    points: Points,
    load: Load,
    keep: Callable[[Verdict], Verdict] = lambda one: one,
) -> Judged:
    """
    What every rule says of every subject at each point, and on every other day what fails.

    A subject is judged from the day on which watching it began; one that no point lies behind, at its last day; one
    that was never seen, at every point. *keep*: as much of a verdict as is wanted.
    """
    moments = sorted({*points.moments, *points.days})
    at_points: dict[datetime, dict[str, Sequence[Verdict]]] = {one: {} for one in points.moments}
    between: dict[str, Sequence[Verdict]] = {}
    begun: dict[str, date] = {}
    async for subject, judge in _judges(subjects, moments, load):
        if judge.begun is not None:
            begun[subject.id] = day_of(judge.begun)
        first = min(moments) if judge.begun is None else midnight(day_of(judge.begun))
        asked = [one for one in points.moments if one >= first]
        others = [one for one in points.days if one >= first] if judge.begun is not None else []
        if not asked and others:
            asked = [others.pop()]
        for moment in asked:
            said = tuple(keep(one) for one in judge.decide(moment))
            at_points.setdefault(moment, {})[subject.id] = said
        between[subject.id] = tuple(
            keep(one) for moment in others for one in judge.failures(moment) if _is_of(one, moments[0])
        )
    return Judged(dict(sorted(at_points.items())), between, begun)


async def _judges(
    subjects: Sequence[Subject], moments: Sequence[datetime], load: Load
) -> AsyncIterator[tuple[Subject, Judge]]:
    """Each subject with who decides about it; without any moment there is nothing to decide."""
    for start in range(0, len(subjects) if moments else 0, LOADED_AT_ONCE):
        batch = subjects[start : start + LOADED_AT_ONCE]
        judges = await load(batch, moments)
        for one in batch:
            yield one, judges[one.id]


def _is_of(verdict: Verdict, first: datetime) -> bool:
    """
    Whether it speaks of the quarter whose first day ends at *first*, not of what was before.

    A clause that counts over a window of days (站点无法访问) does so only where the whole window lies inside: an outage of
    last quarter's last days is last quarter's.
    """
    return "window_days" not in verdict.clause.limit or day_of(verdict.window[0]) >= day_of(first)


def slim(verdict: Verdict) -> Verdict:
    """*verdict* of last quarter as far as this one speaks of it: its outcome, and the columns that failed."""
    failed = tuple(one for one in verdict.columns if one.outcome is Outcome.FAIL)
    evidence = verdict.evidence if verdict.outcome is Outcome.FAIL else ()
    return replace(verdict, measured={}, remarks=(), parts=failed, evidence=evidence)


def through_the_quarter(
    subjects: Sequence[Subject],
    judged: Judged,
    before: Mapping[str, SubjectQuarter],
    unit_names: Mapping[str, str],
) -> tuple[SubjectQuarter, ...]:
    """Each subject with the worst of each rule. *before*: last quarter's, where it was monitored."""
    return tuple(_subject(one, judged, before.get(one.id), unit_names) for one in subjects)


def _subject(
    subject: Subject,
    judged: Judged,
    before: SubjectQuarter | None,
    unit_names: Mapping[str, str],
) -> SubjectQuarter:
    by_rule: dict[str, list[Verdict]] = {}
    for moment in sorted(judged.points):
        for verdict in judged.points[moment].get(subject.id, ()):
            by_rule.setdefault(verdict.rule, []).append(verdict)
    between: dict[str, list[Verdict]] = {}
    for verdict in judged.between.get(subject.id, ()):
        between.setdefault(verdict.rule, []).append(verdict)
    # a clause that only an edition in between had is told by those days alone
    names = dict.fromkeys((*by_rule, *between))
    begun = judged.begun.get(subject.id)
    since = begun if begun is not None and judged.points and begun > _first_day(judged) else None
    rules = tuple(worst(watched(by_rule.get(name, ()), since), between.get(name, ())) for name in names)
    editions = [verdicts[-1].clause.edition for verdicts in by_rule.values()]
    return SubjectQuarter(
        id=subject.id,
        kind=subject.kind,
        name=subject.name,
        unit=unit_names.get(subject.unit or "", ""),
        platform=subject.platform.value if isinstance(subject, Account) else "",
        edition=editions[0] if editions else subject.edition,
        since=since,
        conclusion=conclude_quarter(rules),
        before=before.conclusion if before is not None else None,
        rules=rules,
    )


def _first_day(judged: Judged) -> date:
    """The first day of the quarter whose points these are."""
    return Quarter.of(day_of(min(judged.points))).first


def watched(verdicts: Sequence[Verdict], since: date | None) -> Sequence[Verdict]:
    """
    *verdicts* at the points, without those that are unknown as watching began inside their window; *since*: the day,
    where it lies in the quarter.

    A quarter is judged from the day on which watching began, where a later point could be told; what fails before
    stays.
    """
    if since is None:
        return verdicts
    settled = [
        one for one in verdicts if one.outcome is not Outcome.UNKNOWN or day_of(one.window[0]) >= since
    ]
    later = [one for one in settled if one.outcome in (Outcome.PASS, Outcome.FAIL)]
    return settled if later else verdicts


def worst(verdicts: Sequence[Verdict], between: Sequence[Verdict] = ()) -> Worst:
    """
    The worst of one rule's verdicts at the points and, of those that fail, *between* them; each oldest first.

    Of several that fail the gravest by its own figure; of equal ones one at a point, of those the newest.
    """
    every = sorted((*verdicts, *between), key=lambda one: one.decided_at)
    official = {one.decided_at for one in verdicts}
    chosen = min(
        reversed(every),
        key=lambda one: (_ORDER[one.outcome], -_gravity(one), one.decided_at not in official),
    )
    failed = sorted({day_of(one.decided_at) for one in every if one.outcome is Outcome.FAIL})
    return Worst(
        rule=chosen.rule,
        name=chosen.clause.name,
        veto=chosen.clause.sort is Sort.VETO,
        people=chosen.clause.people,
        edition=chosen.clause.edition,
        outcome=chosen.outcome,
        at=chosen.decided_at,
        reason=chosen.reason,
        needs=chosen.needs,
        coverage=chosen.coverage,
        window=chosen.window,
        measured=chosen.measured,
        points=tuple(
            AtPoint(at=one.decided_at, outcome=one.outcome, reason=one.reason, evidence=one.evidence)
            for one in verdicts
        ),
        is_point=chosen.decided_at in official,
        failed=tuple(failed),
        confirmed_by=chosen.confirmed_by or "",
        newest=chosen.whole.newest if chosen.whole else None,
        unknown_columns=sum(one.outcome is Outcome.UNKNOWN for one in chosen.columns),
        evidence=chosen.evidence,
    )


def _gravity(verdict: Verdict) -> float:
    """How grave a verdict that fails is, by the first of its own figures that tells; 0: none does, or it does not fail."""
    if verdict.outcome is not Outcome.FAIL:
        return 0.0
    figures = (verdict.measured.get(name) for name in _FIGURES)
    return next((float(one) for one in figures if isinstance(one, int | float)), 0.0)


def conclude_quarter(rules: Sequence[Worst]) -> Conclusion:
    """Unqualified by any veto on any day; qualified only when every veto passed at every point and failed on no day."""
    outcomes = [one.outcome for one in rules if one.veto]
    if Outcome.FAIL in outcomes:
        return Conclusion.UNQUALIFIED
    if not outcomes or Outcome.UNKNOWN in outcomes:
        return Conclusion.UNDECIDED
    return Conclusion.QUALIFIED


def recheck(subjects: Sequence[SubjectQuarter], before: Mapping[str, SubjectQuarter]) -> tuple[Recheck, ...]:
    """Every fail of last quarter with what its rule says at this quarter's last point."""
    rows = []
    for subject in subjects:
        earlier = before.get(subject.id)
        for old in earlier.rules if earlier else ():
            if old.outcome is not Outcome.FAIL:
                continue
            rule = subject.rule(old.rule)
            now = rule.points[-1] if rule else None
            rows.append(
                Recheck(
                    subject=subject.id,
                    name=subject.name,
                    platform=subject.platform,
                    rule=old.rule,
                    rule_name=old.name,
                    was=old.reason,
                    outcome=now.outcome if now else Outcome.UNKNOWN,
                    reason=now.reason if now else NOT_JUDGED,
                    evidence=now.evidence if now else (),
                )
            )
    return tuple(rows)
