"""What rows decided by repeated looks at a site share (多次监测): which looks count, on how many days, the verdict's head."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from monitor.domain.case import SiteCase
from monitor.domain.observation import Fact, StoredObservation
from monitor.domain.timing import DAY, day_of, midnight
from monitor.domain.verdict import Clause, Outcome, Text, Verdict, VerdictPart
from monitor.rules._reviews import settle

Look = TypeVar("Look", bound=Fact)


@dataclass(frozen=True, slots=True, kw_only=True)
class LooksAnswer:
    """What a row's looks amount to, and by which figures and parts."""

    outcome: Outcome
    reason: Text
    needs: Text | None = None  #: unknown: what would make it known
    measured: Mapping[str, object] = field(default_factory=dict)
    parts: tuple[VerdictPart, ...] = ()
    coverage: float = 0.0


def recent(case: SiteCase, clause: Clause, now: datetime, kind: type[Look]) -> list[StoredObservation[Look]]:
    """The looks of the clause's `look_lasts_days`, today included, oldest first."""
    today, lasts = day_of(now), clause.own["look_lasts_days"]
    return [one for one in case.seen(kind) if not lasts.is_met_by(today - day_of(one.at))]


def lasting_days(looks: Sequence[StoredObservation[Look]], is_absent: Callable[[Look], bool | None]) -> int:
    """On how many different days, from the newest look back to one that saw it, it was absent; None tells nothing."""
    days = set()
    for one in reversed(looks):
        absent = is_absent(one.facts)
        if absent is False:
            break
        if absent:
            days.add(day_of(one.at))
    return len(days)


def verdict_of(
    case: SiteCase,
    clause: Clause,
    now: datetime,
    looks: Sequence[StoredObservation[Look]],
    answer: LooksAnswer,
) -> Verdict:
    """The verdict by *answer*, with as many of the newest *looks* for evidence as a fail asks; a signature may settle it."""
    today, lasts = day_of(now), clause.own["look_lasts_days"]
    evidence = tuple(one.id for one in looks[-clause.own["looks_for_fail"].least :])
    verdict = Verdict(
        subject=case.site.id,
        rule=clause.rule,
        clause=clause,
        outcome=answer.outcome,
        decided_at=now,
        window=(midnight(today - DAY * lasts.allowed), midnight(today + DAY)),
        measured=answer.measured,
        coverage=answer.coverage,
        reason=answer.reason,
        needs=answer.needs,
        evidence=evidence,
        parts=answer.parts,
    )
    return settle(verdict, case.reviews)
