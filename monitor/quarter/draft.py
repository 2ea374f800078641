"""When there is too little to announce (监测不足): how much of a quarter was told, and why that is not enough for a notice."""

from collections.abc import Iterator

from monitor.domain.verdict import Outcome
from monitor.quarter.figures import Quarterly
from monitor.quarter.settings import ReportSettings

#: Units and subjects named in a reason; what is more is counted.
NAMED = 8


def decided_and_total(quarterly: Quarterly) -> tuple[int, int]:
    """
    How many lines of the quarter could be told, and how many there are.

    A line is a machine-decided indicator of a subject at the last monitoring point, or a rostered unit held to the
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


def draft_reasons(quarterly: Quarterly, settings: ReportSettings) -> tuple[str, ...]:
    """Why the notice is a draft; none: enough was seen."""
    return tuple(_reasons(quarterly, settings))


def _reasons(quarterly: Quarterly, settings: ReportSettings) -> Iterator[str]:
    decided, total = decided_and_total(quarterly)
    least = settings.notice_from_percent
    if total and 100 * decided >= least * total:
        return
    if not decided:
        yield f"应判定的事项{total}项次均尚不能判定，没有可以通报的结论"
    else:
        yield (
            f"应判定的事项{total}项次，已判定{decided}项次，占{100 * decided // total}%，低于编发通报所需的{least}%"
        )
    unseen = [
        one.name
        for one in quarterly.subjects
        if all(rule.outcome is Outcome.UNKNOWN for rule in one.rules if not rule.people)
    ]
    if unseen:
        more = f"等{len(unseen)}个" if len(unseen) > NAMED else ""
        yield f"各项均未能判定的对象有{'、'.join(unseen[:NAMED])}{more}"
    if missing := sum(len(one.uncovered) for one in quarterly.output.sites):
        yield f"{missing}个栏目未监测到整个季度，发布量不能完整统计"
