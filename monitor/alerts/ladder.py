"""How early each kind of thing is announced (提醒梯度)."""

from dataclasses import dataclass

from monitor.assess.due import DuePolicy, policy_of
from monitor.domain.finding import Owed
from monitor.domain.settings import AlertsSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladder(DuePolicy):
    """Days left at which a thing is announced, the earliest first; each rung is announced once."""

    def rung(self, owed: Owed, left: int) -> int | None:
        """The rung on which *left* days stand: the smallest that is not below; None before the first."""
        return min((one for one in self.rungs(owed) if left <= one), default=None)

    def is_new(self, owed: Owed, left: int, then: int | None) -> bool:
        """
        Whether a rung lies between *then*, the days left when it was last told (None: never), and *left*.

        A night that was missed is made up for: the lower rung is announced on the next one.
        """
        now = self.rung(owed, left)
        if now is None:
            return False
        before = None if then is None else self.rung(owed, then)
        return before is None or now < before


def ladder_of(alerts: AlertsSettings) -> Ladder:
    """The ladder of `[alerts]`."""
    said = policy_of(alerts)
    return Ladder(columns=said.columns, indicators=said.indicators, messages=said.messages)
