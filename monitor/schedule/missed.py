"""Planned visits that nobody made (漏访): each becomes a row, so that no slot is silently missing."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from monitor.domain.observation import Observation, Visit
from monitor.domain.reach import Reach, Reason
from monitor.schedule.plans import Plans
from monitor.schedule.visits import missed_slots

#: A visit that could not start for so long is not made: an hour-old visit is not the visit that was planned.
GRACE = timedelta(minutes=10)
#: From when nobody is at a visit any more that began within its grace.
OVER = GRACE + timedelta(minutes=1)


def missed_looks(
    plans: Plans,
    sites: Mapping[str, datetime],
    made: Mapping[str, Sequence[datetime]],
    day: date,
    since: datetime,
    now: datetime,
) -> list[Observation[Visit]]:
    """
    A row for each slot of *day* between *since* and *now* that is over, also for a visit that began late, and in
    which nothing was stored.

    *sites*: since when each is watched. *made*: when each was visited; rows of missed slots are visits too, so
    a second sweep adds nothing.
    """
    looks = []
    for site, known in sites.items():
        planned = plans.first_plan(site, day)
        for moment in missed_slots(planned, made.get(site, ()), now, plans.count(site)):
            if max(since, known) <= moment <= now - OVER:
                facts = Visit(reach=Reach.NOT_MEASURED, reason=Reason.MISSED, slot=moment)
                looks.append(Observation(subject=site, at=moment, facts=facts))
    return looks
