"""A day's visits, counted (日汇总): the only way raw visits become figures."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from monitor.domain.observation import StoredObservation, Visit, VisitDay
from monitor.domain.reach import Reach, is_blocked
from monitor.domain.timing import day_of
from monitor.domain.verdict import Threshold
from monitor.regulations.editions import BASE, clause_of

#: 间隔性访问: a visit closer than this to the one before it, from the same place, is not another visit.
SPACING = clause_of(BASE, "site_unreachable").own["spacing_minutes"]


def roll_up(day: date, visits: Iterable[StoredObservation[Visit]], spacing: Threshold = SPACING) -> VisitDay:
    """
    Count the visits of *day* in Shanghai; visits of other days are left out.

    A visit less than *spacing* after the last counted one of its vantage point is void, so that no
    burst of re-tests can tip a share. Any order of *visits* gives the same count.
    """
    tally: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    places: dict[str, list[int]] = {}
    valid, failed_ids = [], []
    before: dict[str, StoredObservation[Visit]] = {}
    for seen in sorted(visits, key=lambda one: (one.at, one.vantage, one.id)):
        if day_of(seen.at) != day:
            continue
        side = side_of(seen.facts)
        last = before.get(seen.vantage)
        if side != "void" and last is not None and not spacing.is_met_by(seen.at - last.at):
            side = "void"
        tally[side] += 1
        if side == "void":
            continue
        before[seen.vantage] = seen
        place = places.setdefault(seen.vantage, [0, 0, 0])
        place[("opened", "failed", "blocked").index(side)] += 1
        if side != "opened":
            reasons[seen.facts.reason] += 1
        if side == "failed":
            failed_ids.append(seen.id)
        if side != "blocked":
            valid.append(seen.at)
    return VisitDay(
        day=day,
        opened=tally["opened"],
        failed=tally["failed"],
        blocked=tally["blocked"],
        void=tally["void"],
        first=valid[0] if valid else None,
        last=valid[-1] if valid else None,
        reasons=dict(sorted(reasons.items())),
        vantages={name: (n[0], n[1], n[2]) for name, n in sorted(places.items())},
        failed_ids=tuple(failed_ids),
    )


def side_of(visit: Visit) -> str:
    """`opened`, `failed`, `blocked` or `void`."""
    if visit.reach is Reach.OPENED:
        return "opened"
    if visit.reach is Reach.NOT_OPENED:
        return "failed"
    return "blocked" if is_blocked(visit.reason) else "void"
