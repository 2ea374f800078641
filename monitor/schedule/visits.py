"""When to visit (访问计划): pure plans from a seed, so that a restart plans the same day again."""

from collections.abc import Sequence
from datetime import date, datetime
from itertools import pairwise
from random import Random

from monitor.domain.settings import DaemonSettings, VisitSettings
from monitor.domain.site import Site, Watch
from monitor.domain.timing import DAY, midnight
from monitor.regulations.editions import clause_stating

#: 间隔性访问: no two planned visits are closer.
SPACING = clause_stating("spacing_minutes").own["spacing_minutes"].span
#: First and last visit of a day are at least so far apart.
SPREAD = clause_stating("spread_hours").own["spread_hours"].span
#: Planned a day where nobody says otherwise; more than the clause asks, as some are lost (每天20次以上).
USUAL = DaemonSettings().visits_per_day
#: A site is visited at most so often a day, whatever is to be made up for.
MOST = 96


def visit_counts(watch: Watch) -> dict[str, int]:
    """The visits a day of every site: its own figure, else that of `[daemon]`."""
    usual = watch.settings.daemon.visits_per_day
    return {site.id: _own(site) or usual for site in watch.sites}


def _own(site: Site) -> int | None:
    """The figure of a probe that visits *site*, where its settings name one."""
    said = (one.visits_per_day for one in site.probe.values() if isinstance(one, VisitSettings))
    return next((one for one in said if one is not None), None)


def plan_visits(site: str, day: date, count: int = USUAL) -> tuple[datetime, ...]:
    """
    One moment in each of *count* equal slots of *day*, at least SPACING apart.

    The chance in it comes from *site* and *day* alone: the same plan again after a restart. At most 360 visits.
    """
    slot = DAY / count
    if slot < SPACING:
        raise ValueError(f"{count} visits a day are closer than {SPACING}")
    rng = Random(f"{site} {day}")
    room = slot - SPACING
    return tuple(midnight(day) + slot * n + room * rng.random() for n in range(count))


def planned_moment(site: str, day: date, count: int, number: int) -> datetime:
    """The moment of slot *number* of those that `plan_visits` gives."""
    slot = DAY / count
    if slot < SPACING:
        raise ValueError(f"{count} visits a day are closer than {SPACING}")
    rng = Random(f"{site} {day}")
    for _ in range(number):
        rng.random()
    return midnight(day) + slot * number + (slot - SPACING) * rng.random()


def replan(
    site: str, planned: Sequence[datetime], done: Sequence[datetime], now: datetime, blocked: int = 0
) -> tuple[datetime, ...]:
    """
    The rest of a day: what is still planned, and more to make up for what was missed, void or blocked so far.

    *done*: the valid visits of the day; *blocked*: how many more reached the site or its firewall. The extra ones
    fill the widest gaps that are left, never closer than SPACING to another visit, until as many valid ones as were
    planned are in sight. They stay few where a site refuses us: half as many again as were planned, and MOST in all.
    Where the day has no room for all of them, what fits is planned all the same.
    """
    last = max(done, default=None)
    start = now if last is None else max(now, last + SPACING)
    ahead = [moment for moment in planned if moment >= start]
    if not planned:
        return ()
    end = midnight(planned[0].date()) + DAY
    rng = Random(f"{site} {planned[0].date()} again {len(done)}")
    room = min(len(planned), min(MOST, len(planned) * 3 // 2) - blocked) - len(done)
    while len(ahead) < room and (more := _in_widest_gap([start, *ahead, end], rng)) is not None:
        ahead = sorted([*ahead, more])
    return tuple(ahead)


def missed_slots(
    planned: Sequence[datetime], done: Sequence[datetime], now: datetime, count: int = USUAL
) -> tuple[datetime, ...]:
    """The planned moments whose slot is over and in whose slot nobody visited; each becomes a row."""
    slot = DAY / count
    missed, visited = [], dict[date, set[int]]()
    for moment in planned:
        day, begins = moment.date(), midnight(moment.date())
        if day not in visited:
            visited[day] = {(visit - begins) // slot for visit in done}
        number = (moment - begins) // slot
        if begins + slot * (number + 1) <= now and number not in visited[day]:
            missed.append(moment)
    return tuple(missed)


def _in_widest_gap(moments: Sequence[datetime], rng: Random) -> datetime | None:
    """A moment in the middle third of the widest gap; None when no gap is wide enough."""
    begin, end = max(pairwise(moments), key=lambda pair: pair[1] - pair[0])
    if end - begin < 2 * SPACING:
        return None
    third = (end - begin) / 3
    moment = begin + third + third * rng.random()
    return min(max(moment, begin + SPACING), end - SPACING)
