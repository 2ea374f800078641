"""Three-valued counting (rule book R0.5): what cannot be decided is put once on each side."""

from monitor.domain.verdict import Outcome, Threshold


def count(bad: int, undecided: int, limit: Threshold) -> Outcome:
    """`fail` when the bad alone reach *limit*, `pass` when even all undecided cannot, else `unknown`."""
    if limit.is_met(bad):
        return Outcome.FAIL
    return Outcome.UNKNOWN if limit.is_met(bad + undecided) else Outcome.PASS


def share(bad: int, undecided: int, total: int, percent: Threshold) -> Outcome:
    """The same for a share of *total* in whole percent. Zero *total* is unknown. Integers only."""
    if total == 0:
        return Outcome.UNKNOWN
    scaled = Threshold(percent.op, percent.value * total)
    return count(bad * 100, undecided * 100, scaled)


def fails_to_decide(bad: int, total: int, percent: Threshold) -> int:
    """How many more bad ones, each also one more in *total*, bring the share to the limit. 0: it is there."""
    # (bad + more) * 100 >= percent * (total + more); one more for the strict operator
    lacking = percent.value * total - bad * 100 + (percent.least - percent.value)
    if total == 0:
        return 1
    return max(0, -(-lacking // (100 - percent.value)))
