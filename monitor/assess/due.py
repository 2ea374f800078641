"""When a limit is near (即将超期): one meaning for findings, dashboard and mail."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from monitor.domain.finding import Owed, Standing
from monitor.domain.verdict import Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class DuePolicy:
    """
    `[alerts]`: days left at which each kind of thing is announced (提醒梯度), the earliest first.

    The first of them says since when it counts as due soon.
    """

    columns: tuple[int, ...] = (7, 3, 1)
    indicators: tuple[int, ...] = (4, 3, 1)  #: accounts and homepages
    messages: tuple[int, ...] = (30, 14, 3)

    def rungs(self, owed: Owed) -> tuple[int, ...]:
        """The days left at which things of that kind are announced."""
        return {Owed.COLUMN: self.columns, Owed.MESSAGE: self.messages}.get(owed, self.indicators)


def policy_of(settings: Mapping[str, Any]) -> DuePolicy:
    """The policy of `[alerts]`, out of all settings of a configuration; ours where it says nothing."""
    said, ours = settings.get("alerts") or {}, DuePolicy()
    return DuePolicy(
        columns=tuple(said.get("column_days", ours.columns)),
        indicators=tuple(said.get("account_days", ours.indicators)),
        messages=tuple(said.get("message_days", ours.messages)),
    )


def due_soon(standing: Standing, policy: DuePolicy) -> bool:
    """
    Whether *standing* still passes and its limit is near.

    A limit is near from the first rung of its kind on, but never earlier than half its own period: a weekly column
    is not due soon all its life. What has no known limit never is.
    """
    left = standing.days_left
    if standing.outcome is not Outcome.PASS or left is None:
        return False
    near = policy.rungs(standing.owed)[0]
    if standing.newest is not None and standing.due_on is not None:
        near = min(near, (standing.due_on - standing.newest).days // 2)
    return left <= near
