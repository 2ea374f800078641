"""A veto is looked at a second time before it is made known (两次检查)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from monitor.domain.observation import Fact
from monitor.domain.sentence import Text
from monitor.domain.timing import check_aware
from monitor.domain.verdict import Outcome

#: For so many days a verdict says that it was looked at twice.
REMARKED_DAYS = 92


class SecondState(StrEnum):
    """What the second look says to the first (复查情况)."""

    AGREES = "agrees"  #: still a fault
    DISAGREES = "disagrees"  #: no fault seen: for a person to find out
    NOT_SEEN = "not_seen"  #: the page, board or shop could not be looked at again
    COUNTED = "counted"  #: the clause counts many days; one more look does not overturn them


@dataclass(frozen=True, slots=True, kw_only=True)
class OneLook:
    """One of the two looks: when, from where, and what the clause said by it."""

    at: datetime
    vantage: str = ""  #: "" is the centre's own machine
    outcome: Outcome
    reason: Text
    evidence: tuple[str, ...] = ()  #: ids of observations

    def __post_init__(self) -> None:
        check_aware(self.at)


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondLook(Fact):
    """Two looks by one clause, held against each other; its part is the id of the rule."""

    kind = "second_look"

    rule: str
    why: str  #: veto: about to be made known | appeal: somebody disputes it
    state: SecondState
    first: OneLook
    second: OneLook
    until: datetime  #: the next judging; up to then looks that disagree leave the clause undecided
