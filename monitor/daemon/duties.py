"""What the daemon does at its times (定时任务), and when each is owed again after an absence."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from apscheduler.triggers.base import BaseTrigger

from monitor.domain.timing import DAY, SHANGHAI, day_of, midnight


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """One thing done again and again: at a time of day, or every so many hours counted from midnight."""

    name: str
    run: Callable[[datetime], Awaitable[str]]  #: gets the moment; returns what was done, in few words
    at: str = ""  #: "HH:MM", Shanghai
    every: timedelta | None = None
    catch_up: timedelta = timedelta(hours=12)  #: owed longer ago than this, it waits for its next turn

    def next_after(self, moment: datetime) -> datetime:
        """When it is owed first after *moment*."""
        day = day_of(moment)
        while True:
            for one in self._times(day):
                if one > moment:
                    return one
            day += DAY

    def last_until(self, moment: datetime) -> datetime:
        """When it was owed last, at *moment* or before."""
        day = day_of(moment)
        while True:
            for one in reversed(self._times(day)):
                if one <= moment:
                    return one
            day -= DAY

    def is_owed(self, started: datetime | None, ended: datetime | None, now: datetime) -> bool:
        """
        Whether a turn passed while nobody was there, and is not too long ago to be made up for.

        *started* and *ended* of its last run: one that was broken off is owed again.
        """
        last = self.last_until(now)
        if started is not None and started >= last and ended is not None:
            return False
        return now - last <= self.catch_up

    def _times(self, day: date) -> list[datetime]:
        begin = midnight(day)
        if self.every is None:
            return [datetime.combine(day, time.fromisoformat(self.at), SHANGHAI)]
        return [begin + self.every * n for n in range(int(DAY / self.every))]


class DutyTrigger(BaseTrigger):  # type: ignore[misc]
    """Fires whenever a duty is owed."""

    def __init__(self, duty: Duty) -> None:
        self.duty = duty

    def get_next_fire_time(self, previous_fire_time: datetime | None, now: datetime) -> datetime:
        """The next time after *now*: turns that passed are made up for once, at the start, not one by one."""
        return self.duty.next_after(now.astimezone(SHANGHAI))

    def __str__(self) -> str:
        return f"duty[{self.duty.name}]"
