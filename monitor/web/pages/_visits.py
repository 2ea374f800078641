"""The last seven days of visits by the hour (24×7访问情况), as a chart and as a table of words."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from markupsafe import Markup

from monitor.domain.observation import StoredObservation, Visit
from monitor.domain.timing import DAY, day_of, midnight
from monitor.rules.availability.visits import side_of
from monitor.web import charts, words
from monitor.wording.causes import cause_of
from monitor.wording.say import Audience

DAYS = 7
#: What counts when one hour saw several: the worst is shown, the words tell all.
_WORST = ("failed", "blocked", "opened", "void")


@dataclass(frozen=True, slots=True)
class FailedVisit:
    """A visit that did not open (未能打开), with what to do about it."""

    id: str
    at: datetime
    kind: str  #: failed | blocked | void
    name: str
    remedy: str
    vantage: str


@dataclass(frozen=True, slots=True)
class DayRow:
    """One day of visits in words."""

    day: date
    counts: Counter[str]
    missing: int  #: hours past without a visit
    troubles: tuple[FailedVisit, ...]


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days of visits: drawn, and told."""

    chart: Markup
    days: tuple[DayRow, ...]


def week_of(visits: Sequence[StoredObservation[Visit]], now: datetime) -> Week:
    """The seven days that end today, of *visits* since `first_moment`."""
    days = [day_of(now) - DAY * back for back in reversed(range(DAYS))]
    hours: dict[tuple[date, int], list[StoredObservation[Visit]]] = {}
    for one in visits:
        hours.setdefault((day_of(one.at), one.at.hour), []).append(one)
    cells = {
        (day, hour): _hour(hours.get((day, hour), ()), day, hour, now) for day in days for hour in range(24)
    }
    rows = tuple(_day_row(day, hours, now) for day in days)
    totals: Counter[str] = sum((row.counts for row in rows), Counter())
    label = "最近7天每小时访问情况：" + "，".join(
        f"{words.VISITS[kind].word} {totals[kind]}次" for kind in ("opened", "failed", "blocked", "void")
    )
    return Week(charts.visit_grid(days, cells, label), rows)


def first_moment(now: datetime) -> datetime:
    """Where the week on the chart begins."""
    return midnight(day_of(now) - DAY * (DAYS - 1))


def reason_words(reason: str, remarks: Sequence[str] = ()) -> tuple[str, str]:
    """The reason's name and remedy, of a stranger's page what kind it is; an unknown one is shown as it is."""
    cause = cause_of(reason, remarks, audience=Audience.UNIT)
    return (reason, "") if cause is None else (cause.name, cause.remedy)


def _hour(visits: Sequence[StoredObservation[Visit]], day: date, hour: int, now: datetime) -> charts.Hour:
    if not visits:
        ahead = midnight(day) + timedelta(hours=hour) >= now
        one = words.VISITS["ahead" if ahead else "missing"]
        return charts.Hour(one, one.word)
    kinds = {side_of(one.facts) for one in visits}
    worst = next(kind for kind in _WORST if kind in kinds)
    said = "；".join(
        f"{one.at:%H:%M} {words.VISITS[side_of(one.facts)].word}"
        + (
            ""
            if side_of(one.facts) == "opened"
            else f"（{reason_words(one.facts.reason, one.facts.remarks)[0]}）"
        )
        + (f"{one.facts.elapsed_s:.1f}秒" if one.facts.elapsed_s is not None else "")
        for one in visits[:4]
    )
    return charts.Hour(words.VISITS[worst], said)


def _day_row(
    day: date, hours: dict[tuple[date, int], list[StoredObservation[Visit]]], now: datetime
) -> DayRow:
    visits = [one for hour in range(24) for one in hours.get((day, hour), ())]
    past = [hour for hour in range(24) if midnight(day) + timedelta(hours=hour + 1) <= now]
    troubles = []
    for one in visits:
        kind = side_of(one.facts)
        if kind != "opened":
            name, remedy = reason_words(one.facts.reason, one.facts.remarks)
            troubles.append(FailedVisit(one.id, one.at, kind, name, remedy, one.vantage))
    return DayRow(
        day=day,
        counts=Counter(side_of(one.facts) for one in visits),
        missing=sum((day, hour) not in hours for hour in past),
        troubles=tuple(troubles),
    )
