"""Parts of sentences that several rules say (用语片段)."""

from collections.abc import Sequence

from monitor.domain.sentence import Amount, Label, Text
from monitor.domain.verdict import Threshold


def because(reason: str) -> Text | None:
    """`（列表由脚本生成）`: a reason in brackets; None where there is none."""
    return Text("part.because", {"reason": Label("reason", reason)}) if reason else None


def and_more(names: Sequence[object], shown: int) -> Text | None:
    """That *names* are more than the *shown* first; None: they are not."""
    more = len(names) - shown
    return Text("part.and_more", {"n": more}) if more > 0 else None


def allowed(limit: Threshold) -> Amount:
    """The most that does not reach *limit*."""
    return Amount(limit.allowed, limit.unit)


def at_least(limit: Threshold) -> Amount:
    """The least that reaches *limit*."""
    return Amount(limit.least, limit.unit)
