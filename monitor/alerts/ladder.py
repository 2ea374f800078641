"""How early each kind of thing is announced (提醒梯度)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from monitor.domain.finding import Owed


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladder:
    """Days left at which a thing is announced, the earliest first; each rung is announced once."""

    columns: tuple[int, ...] = (7, 3, 1)
    indicators: tuple[int, ...] = (4, 3, 1)  #: accounts and homepages: day 10, 11 and 13 of 14
    messages: tuple[int, ...] = (30, 14, 3)

    def rung(self, owed: Owed, left: int) -> int | None:
        """The rung on which *left* days stand: the smallest that is not below; None before the first."""
        rungs = {Owed.COLUMN: self.columns, Owed.MESSAGE: self.messages}.get(owed, self.indicators)
        return min((one for one in rungs if left <= one), default=None)

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


def ladder_of(settings: Mapping[str, Any]) -> Ladder:
    """The ladder of `[alerts]`."""
    said = settings.get("alerts") or {}
    plain = Ladder()
    return Ladder(
        columns=tuple(said.get("column_days", plain.columns)),
        indicators=tuple(said.get("account_days", plain.indicators)),
        messages=tuple(said.get("message_days", plain.messages)),
    )
