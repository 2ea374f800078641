"""What the daemon does at its times (定时任务), and when each is owed again after an absence."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from apscheduler.triggers.base import BaseTrigger

from monitor.domain.timing import SHANGHAI
from monitor.timetable import Turn


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """One thing done again and again, at the times of its turn."""

    turn: Turn
    run: Callable[[datetime], Awaitable[str]]  #: gets the moment; returns what was done, in few words
    catch_up: timedelta = timedelta(hours=12)  #: owed longer ago than this, it waits for its next turn

    @property
    def name(self) -> str:
        """As in table `duty`."""
        return self.turn.name

    def is_owed(self, started: datetime | None, ended: datetime | None, now: datetime) -> bool:
        """
        Whether a turn passed while nobody was there, and is not too long ago to be made up for.

        *started* and *ended* of its last run: one that was broken off is owed again.
        """
        last = self.turn.last_until(now)
        if started is not None and started >= last and ended is not None:
            return False
        return now - last <= self.catch_up


class DutyTrigger(BaseTrigger):  # type: ignore[misc]
    """Fires whenever a duty is owed."""

    def __init__(self, duty: Duty) -> None:
        self.duty = duty

    def get_next_fire_time(self, previous_fire_time: datetime | None, now: datetime) -> datetime:
        """The next time after *now*: turns that passed are made up for once, at the start, not one by one."""
        return self.duty.turn.next_after(now.astimezone(SHANGHAI))

    def __str__(self) -> str:
        return f"duty[{self.duty.name}]"
