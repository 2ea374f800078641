"""Each site's visits of the day (访问计划), and when APScheduler is to fire for them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from apscheduler.triggers.base import BaseTrigger

from monitor.domain.timing import DAY, SHANGHAI, day_of
from monitor.schedule.visits import USUAL, plan_visits, replan


@dataclass(slots=True)
class Plans:
    """
    The planned moments of every site, a day at a time, from pure plans.

    A day that was replanned after an outage keeps its new moments; any other day is as `plan_visits` has it.
    """

    visits_per_day: int = USUAL  #: where a site says nothing of its own
    counts: dict[str, int] = field(default_factory=dict)  #: by site that does
    _changed: dict[str, tuple[date, tuple[datetime, ...]]] = field(default_factory=dict)

    def of(self, site: str, day: date) -> tuple[datetime, ...]:
        """The moments of *site* on *day*, oldest first."""
        changed = self._changed.get(site)
        if changed is not None and changed[0] == day:
            return changed[1]
        return self.first_plan(site, day)

    def first_plan(self, site: str, day: date) -> tuple[datetime, ...]:
        """The moments as first planned: slots are told by these."""
        return plan_visits(site, day, self.count(site))

    def count(self, site: str) -> int:
        """How many visits a day are planned for *site*."""
        return self.counts.get(site, self.visits_per_day)

    def next_after(self, site: str, moment: datetime) -> datetime:
        """The first planned moment of *site* after *moment*."""
        day = day_of(moment)
        while True:
            for one in self.of(site, day):
                if one > moment:
                    return one
            day += DAY

    def catch_up(self, site: str, done: Sequence[datetime], now: datetime, blocked: int = 0) -> None:
        """
        Plan the rest of today anew, so that as many valid visits as were planned are reached where the day allows.

        *done*: today's valid visits; *blocked*: how many more reached the site or its firewall.
        """
        today = day_of(now)
        ahead = replan(site, self.first_plan(site, today), sorted(done), now, blocked)
        past = tuple(one for one in self.first_plan(site, today) if one < now)
        self._changed[site] = (today, tuple(sorted({*past, *ahead})))

    def forget(self, today: date) -> None:
        """Let go of changes of days that are over."""
        self._changed = {site: one for site, one in self._changed.items() if one[0] >= today}


class PlanTrigger(BaseTrigger):  # type: ignore[misc]
    """Fires at each planned moment of one site."""

    def __init__(self, plans: Plans, site: str) -> None:
        self.plans, self.site = plans, site

    def get_next_fire_time(self, previous_fire_time: datetime | None, now: datetime) -> datetime:
        """The next planned moment after the last one, or from *now* on."""
        after = previous_fire_time or now
        return self.plans.next_after(self.site, after.astimezone(SHANGHAI))

    def __str__(self) -> str:
        return f"plan[{self.site}]"
