"""The quarter judged at every official monitoring point (监测时间点), the worst kept with its date and evidence."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from monitor.domain.site import Account, Subject
from monitor.domain.timing import DAY, Quarter, add_months, day_of, midnight
from monitor.domain.verdict import Conclusion, Outcome, Sort, Verdict
from monitor.quarter.rows import AtPoint, Recheck, SubjectQuarter, Worst
from monitor.quarter.span import month_end

#: Decides for subjects as of a moment, from what was stored by then.
Judge = Callable[[Sequence[Subject], datetime], Awaitable[Mapping[str, Sequence[Verdict]]]]

#: So many subjects are judged at a time: a province has thousands.
BATCH = 200

#: Worse first.
_ORDER = {Outcome.FAIL: 0, Outcome.UNKNOWN: 1, Outcome.PASS: 2, Outcome.NOT_APPLICABLE: 3}


@dataclass(frozen=True, slots=True)
class Points:
    """The moments of one quarter at which it is judged, and the days still to come."""

    moments: tuple[datetime, ...]
    later: tuple[date, ...] = ()


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
    return Points(tuple(moments), tuple(day for day in days if midnight(day) > as_of))


def _end_of(day: date) -> datetime:
    return midnight(day + DAY) - timedelta(seconds=1)


async def judge_points(
    subjects: Sequence[Subject],
    points: Points,
    judge: Judge,
    keep: Callable[[Verdict], Verdict] | None = None,
) -> dict[datetime, Mapping[str, Sequence[Verdict]]]:
    """What every rule says of every subject at each point, by the store as it then was; *keep*: as much of it as is wanted."""
    found: dict[datetime, Mapping[str, Sequence[Verdict]]] = {}
    for moment in points.moments:
        given: dict[str, Sequence[Verdict]] = {}
        for start in range(0, len(subjects), BATCH):
            for id, said in (await judge(subjects[start : start + BATCH], moment)).items():
                given[id] = tuple(keep(one) for one in said) if keep else said
        found[moment] = given
    return found


def slim(verdict: Verdict) -> Verdict:
    """*verdict* of last quarter as far as this one speaks of it: its outcome, and the columns that failed."""
    failed = tuple(one for one in verdict.columns if one.outcome is Outcome.FAIL)
    kept = verdict.evidence if verdict.outcome is Outcome.FAIL else ()
    return replace(verdict, measured={}, remarks=(), columns=failed, evidence=kept)


def through_the_quarter(
    subjects: Sequence[Subject],
    judged: Mapping[datetime, Mapping[str, Sequence[Verdict]]],
    before: Mapping[str, SubjectQuarter],
    unit_names: Mapping[str, str],
) -> tuple[SubjectQuarter, ...]:
    """Each subject with the worst of each rule. *before*: last quarter's, where it was monitored."""
    return tuple(_subject(one, judged, before.get(one.id), unit_names) for one in subjects)


def _subject(
    subject: Subject,
    judged: Mapping[datetime, Mapping[str, Sequence[Verdict]]],
    before: SubjectQuarter | None,
    unit_names: Mapping[str, str],
) -> SubjectQuarter:
    by_rule: dict[str, list[Verdict]] = {}
    for moment in sorted(judged):
        for verdict in judged[moment].get(subject.id, ()):
            by_rule.setdefault(verdict.rule, []).append(verdict)
    rules = tuple(worst(given) for given in by_rule.values())
    editions = [given[-1].clause.edition for given in by_rule.values()]
    return SubjectQuarter(
        id=subject.id,
        kind=subject.kind,
        name=subject.name,
        unit=unit_names.get(subject.unit or "", ""),
        platform=subject.platform.value if isinstance(subject, Account) else "",
        edition=editions[0] if editions else subject.edition,
        conclusion=conclude_quarter(rules),
        before=before.conclusion if before is not None else None,
        rules=rules,
    )


def worst(given: Sequence[Verdict]) -> Worst:
    """The worst of one rule's verdicts at the points, oldest first; of equal ones the newest."""
    chosen = min(reversed(given), key=lambda one: _ORDER[one.outcome])
    return Worst(
        rule=chosen.rule,
        name=chosen.clause.name,
        veto=chosen.clause.sort is Sort.VETO,
        people=chosen.clause.people,
        edition=chosen.clause.edition,
        outcome=chosen.outcome,
        at=chosen.decided_at,
        reason=chosen.reason.zh,
        needs=chosen.needs.zh if chosen.needs else "",
        coverage=chosen.coverage,
        window=chosen.window,
        measured=chosen.measured,
        points=tuple(
            AtPoint(at=one.decided_at, outcome=one.outcome, reason=one.reason.zh, evidence=one.evidence)
            for one in given
        ),
        confirmed_by=chosen.confirmed_by or "",
        evidence=chosen.evidence,
    )


def conclude_quarter(rules: Sequence[Worst]) -> Conclusion:
    """Unqualified by any veto at any point; qualified only when every veto passed at every point."""
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
                    reason=now.reason if now else "本季度未判定",
                    evidence=now.evidence if now else (),
                )
            )
    return tuple(rows)
