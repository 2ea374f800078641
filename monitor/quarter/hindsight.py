"""What people decided about a quarter after its monitoring points, and before its notice is drawn up (事后确认)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from monitor.domain.case import Review

#: Words about the quarter, whenever they are given. A blank column is confirmed on the day it is seen, and holds from then.
ACTS = ("sign", "exclude", "revoke")


def with_hindsight(reviews: Sequence[Review], as_of: datetime) -> tuple[Review, ...]:
    """
    *reviews* as a rule at the point *as_of* shall see them: later signatures and exclusions as if given then.

    A quarter is signed when it is over: its points lie before every signature on it. A review that has run out by
    *as_of* still holds for nothing; one that was revoked later never held.
    """
    seen = [one for one in reviews if one.at <= as_of]
    later = [replace(one, at=as_of) for one in reviews if one.at > as_of and one.act in ACTS]
    return (*seen, *later)
