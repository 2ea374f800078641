"""When a limit is near (即将超期): one meaning for findings, dashboard and mail."""

from dataclasses import dataclass

from monitor.domain.finding import Owed, Standing
from monitor.domain.settings import AlertsSettings
from monitor.domain.verdict import Outcome

_OURS = AlertsSettings()


@dataclass(frozen=True, slots=True, kw_only=True)
class DuePolicy:
    """
    `[alerts]`: days left at which each kind of thing is announced (提醒梯度), the earliest first.

    The first of them says since when it counts as due soon.
    """

    columns: tuple[int, ...] = _OURS.column_days
    indicators: tuple[int, ...] = _OURS.account_days  #: accounts and homepages
    messages: tuple[int, ...] = _OURS.message_days

    def rungs(self, owed: Owed) -> tuple[int, ...]:
        """The days left at which things of that kind are announced."""
        return {Owed.COLUMN: self.columns, Owed.MESSAGE: self.messages}.get(owed, self.indicators)


def policy_of(alerts: AlertsSettings) -> DuePolicy:
    """The policy of `[alerts]`."""
    return DuePolicy(columns=alerts.column_days, indicators=alerts.account_days, messages=alerts.message_days)


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
