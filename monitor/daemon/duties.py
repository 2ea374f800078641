"""What the daemon does at its times (定时任务), and when each is owed again after an absence."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from apscheduler.triggers.base import BaseTrigger

from monitor.domain.sentence import Text
from monitor.domain.timing import SHANGHAI
from monitor.ops.health import BROKE
from monitor.schedule.duties import Turn
from storage.ops.leases import DutyRun

#: A duty that broke is tried again after this, as long as it may be made up for at all.
RETRY = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """One thing done again and again, at the times of its turn."""

    turn: Turn
    run: Callable[[datetime], Awaitable[Text]]  #: gets the moment; returns what was done, in few words
    catch_up: timedelta = timedelta(hours=12)  #: owed longer ago than this, it waits for its next turn
    breaks_off: bool = (
        False  #: a graceful end does not wait for it: what it did is stored, and it is begun again
    )

    @property
    def name(self) -> str:
        """As in table `duty`."""
        return self.turn.name

    def is_owed(self, done: DutyRun | None, now: datetime) -> bool:
        """
        Whether a turn passed without it, and is not too long ago to be made up for.

        *done*: its last run. One that was broken off is owed again, and one that a clock noted which was ahead; one that broke,
        after RETRY.
        """
        last = self.turn.last_until(now)
        if now - last > self.catch_up:
            return False
        if done is None or not last <= done.started_at <= now or done.ended_at is None:
            return True
        return done.detail.startswith(BROKE) and now - done.ended_at >= RETRY


class DutyTrigger(BaseTrigger):  # type: ignore[misc]
    """Fires whenever a duty is owed."""

    def __init__(self, duty: Duty) -> None:
        self.duty = duty

    def get_next_fire_time(self, previous_fire_time: datetime | None, now: datetime) -> datetime:
        """The next time after *now*: turns that passed are made up for once, at the start, not one by one."""
        return self.duty.turn.next_after(now.astimezone(SHANGHAI))

    def __str__(self) -> str:
        return f"duty[{self.duty.name}]"
