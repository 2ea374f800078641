"""When there is too little to announce (监测不足): how much of a quarter was told, and why that is not enough for a notice."""

from collections.abc import Iterator, Set

from monitor.domain.verdict import Outcome, Text
from monitor.quarter.figures import Quarterly
from monitor.quarter.settings import ReportSettings

#: Units and subjects named in a reason; what is more is counted.
NAMED = 8


def decided_and_total(quarterly: Quarterly) -> tuple[int, int]:
    """
    How many lines of the quarter could be told, and how many there are.

    A line is a machine-decided indicator that applies to a subject at the last monitoring point, or a rostered unit held to the
    monthly minimum. What waits for people alone is none.
    """
    units = [
        one.outcome
        for group in quarterly.output.groups
        for one in group.units
        if one.outcome is not Outcome.NOT_APPLICABLE
    ]
    decided = quarterly.scope.decided + sum(one is not Outcome.UNKNOWN for one in units)
    return decided, quarterly.scope.decided + quarterly.scope.unknown + len(units)


def draft_reasons(quarterly: Quarterly, settings: ReportSettings) -> tuple[Text, ...]:
    """Why the notice is a draft; none: enough was seen."""
    return tuple(_reasons(quarterly, settings))


def _is_unseen(outcomes: Set[Outcome]) -> bool:
    """Whether nothing was told of a subject, by what machines said of it; what does not apply tells nothing."""
    return outcomes <= {Outcome.UNKNOWN, Outcome.NOT_APPLICABLE} and outcomes != {Outcome.NOT_APPLICABLE}


def _reasons(quarterly: Quarterly, settings: ReportSettings) -> Iterator[Text]:
    decided, total = decided_and_total(quarterly)
    least = settings.notice_from_percent
    if total and 100 * decided >= least * total:
        return
    if not total:
        yield Text("draft.nothing_owed")
    elif not decided:
        yield Text("draft.nothing_decided", {"total": total})
    else:
        share = 100 * decided // total
        yield Text("draft.too_little", {"total": total, "decided": decided, "share": share, "least": least})
    unseen = [
        one.name
        for one in quarterly.outlines
        if _is_unseen({rule.outcome for rule in one.rules if not rule.people})
    ]
    if unseen:
        more = Text("draft.more", {"n": len(unseen)}) if len(unseen) > NAMED else None
        yield Text("draft.unseen", {"names": tuple(unseen[:NAMED]), "more": more})
    if missing := sum(len(one.uncovered) for one in quarterly.output.sites):
        yield Text("draft.not_followed", {"n": missing})
