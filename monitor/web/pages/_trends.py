"""趋势: sixty days of faults, lateness and what nobody could tell; a site's days, its availability and response time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from statistics import median
from typing import Any

import structlog
from markupsafe import Markup

from monitor.domain.access import Role, Viewer
from monitor.domain.finding import Owed
from monitor.domain.observation import VisitDay
from monitor.domain.site import Watch
from monitor.domain.timing import DAY, SHANGHAI, day_of
from monitor.domain.verdict import Outcome
from monitor.web import charts
from monitor.web.context import Web
from storage.db.apart import told_apart
from storage.observations import trends
from storage.store import Store

log = structlog.get_logger()

#: Days of a trend, and of the strip of a site in the list.
DAYS, STRIP_DAYS = 60, 30
#: A trend is worked out anew after this.
RENEW = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Trend:
    """One figure by day."""

    name: str
    now: float | None
    chart: Markup
    rows: tuple[tuple[date, float | None], ...]


def days_until(on: date, many: int = DAYS) -> list[date]:
    """The last *many* days, *on* included."""
    return [on - DAY * back for back in range(many - 1, -1, -1)]


#: What is shown by day: of what, in which style, in what unit.
_SERIES = (
    ("单项否决问题", "fail", "项"),
    ("超期栏目和留言", "late", "项"),
    ("未能判定的指标", "unknown", "项"),
)

#: What the charts are made of.
_EPISODES, _TURNS = "findings", "changes"

DayFigures = Sequence[Sequence[float | None]]


async def trends_of(
    web: Web, watch: Watch, unknown: int, lasting: dict[object, object], who: Viewer
) -> list[Trend]:
    """
    Vetoes, lateness and unknown indicators (*unknown* now) of the last sixty days, of what *who* may see; kept for some minutes
    in *lasting*.
    """
    now, key = web.clock(), ("trends", who.role is Role.UNIT and who.unit)
    known = lasting.get(key)
    if isinstance(known, tuple) and timedelta(0) <= now - known[0] < RENEW:
        return list(known[1])
    made = drawn(day_of(now), await day_figures(web.store, watch, unknown, now, who))
    lasting[key] = (now, made)
    return made


async def day_figures(store: Store, watch: Watch, unknown: int, now: datetime, who: Viewer) -> DayFigures:
    """The figures of the charts, each by day; None where nothing was judged yet, or a record is damaged: nobody knows."""
    days = days_until(day_of(now))
    since = datetime.combine(days[0], time(), SHANGHAI)
    damaged: dict[str, str] = {}
    async with store.database.read() as connection:
        episodes = await told_apart(damaged, _EPISODES, trends.episodes_since(connection, since), [])
        turns = await told_apart(damaged, _TURNS, trends.turns_since(connection, since), [])
        first = await told_apart(damaged, _TURNS, trends.first_judged(connection), None)
    for said in damaged.values():
        log.error("store_in_trouble", detail=said)
    seen = [one for one in episodes if who.may_see(one.unit)]
    vetoes = [one for one in seen if one.standing.owed is Owed.INDICATOR and one.standing.veto]
    late = [one for one in seen if one.standing.owed is not Owed.INDICATOR]
    subjects = {one.id for one in watch.subjects if who.may_see(one.unit)}
    own = [one for one in turns if one.subject in subjects]
    found = (
        (_EPISODES, _open_by_day(vetoes, days, now)),
        (_EPISODES, _open_by_day(late, days, now)),
        (_TURNS, _unknown_by_day(unknown, own, days)),
    )
    # before anything was judged, or found, nobody knew
    known = [at for at in (first, *(one.opened_at for one in episodes)) if at is not None]
    begun = day_of(min(known)) if known else days[-1] + DAY
    return [
        [None if what in damaged or day < begun else one for day, one in zip(days, values, strict=True)]
        for what, values in found
    ]


def drawn(on: date, figures: DayFigures) -> list[Trend]:
    """The charts of *figures*, the last of each that of the day *on*."""
    return [
        _trend(name, days_until(on), values, style, unit)
        for (name, style, unit), values in zip(_SERIES, figures, strict=True)
    ]


def _open_by_day(
    episodes: Sequence[trends.Episode], days: Sequence[date], now: datetime
) -> list[float | None]:
    ends = [min(now, datetime.combine(day + DAY, time(), SHANGHAI)) for day in days]
    return [
        float(
            sum(one.opened_at < end and (one.closed_at is None or one.closed_at >= end) for one in episodes)
        )
        for end in ends
    ]


def _unknown_by_day(
    current: int, turns: Sequence[trends.OutcomeTurn], days: Sequence[date]
) -> list[float | None]:
    """How many indicators were unknown at each day's end: from now backwards, each change undone. *turns*: newest first."""
    found: list[float | None] = []
    left, many = list(turns), current
    for day in reversed(days):
        end = datetime.combine(day + DAY, time(), SHANGHAI)
        while left and left[0].at >= end:
            turn = left.pop(0)
            many += (turn.was == Outcome.UNKNOWN) - (turn.outcome == Outcome.UNKNOWN)
        found.append(float(max(0, many)))
    return found[::-1]


async def site_trends(connection: Any, site: str, now: datetime) -> list[Trend]:
    """A site's availability in percent and its median response time in seconds, by day."""
    days = days_until(day_of(now))
    counted = (await trends.visit_days(connection, [site], days[0])).get(site, {})
    times: dict[date, list[float]] = {}
    for at, elapsed in await trends.response_times(
        connection, site, datetime.combine(days[0], time(), SHANGHAI), now
    ):
        times.setdefault(day_of(at), []).append(elapsed)
    opened = [availability(counted.get(day)) for day in days]
    took = [round(median(times[day]), 2) if day in times else None for day in days]
    return [
        _trend("可用率", days, opened, "pass", "%"),
        _trend("响应时间（中位数）", days, took, "late", "秒"),
    ]


def availability(day: VisitDay | None) -> float | None:
    """The share of counted visits that opened, in percent to one place; None: none counted."""
    if day is None or not day.valid:
        return None
    return round(100 * day.opened / day.valid, 1)


def strip_of(counted: Mapping[date, VisitDay], on: date, name: str) -> Markup:
    """A site's last thirty days, a block each."""
    blocks = []
    for day in days_until(on, STRIP_DAYS):
        one = counted.get(day)
        if one is None or not one.valid:
            blocked = one is not None and bool(one.blocked)
            blocks.append((day, "unknown" if blocked else "gap", "被拦截" if blocked else "没有访问记录"))
            continue
        style = "pass" if not one.failed else "due" if one.opened else "fail"
        blocks.append((day, style, f"访问{one.valid}次，{one.failed}次未打开"))
    known = [one for one in counted.values() if one.valid]
    valid, opened = sum(one.valid for one in known), sum(one.opened for one in known)
    share = f"{100 * opened / valid:.1f}%" if valid else "未知"
    return charts.beats(blocks, f"{name}最近{STRIP_DAYS}天运行情况：可用率{share}")


def _trend(name: str, days: Sequence[date], values: Sequence[float | None], style: str, unit: str) -> Trend:
    current = values[-1]
    said = "未知" if current is None else f"{current:g}{unit}"
    chart = charts.trend(days, values, style, unit, f"最近{len(days)}天{name}，今天{said}")
    return Trend(f"{name}：今天{said}", current, chart, tuple(zip(days, values, strict=True)))
