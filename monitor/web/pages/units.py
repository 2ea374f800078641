"""单位: everything that one unit owes, and the list of units."""

from collections import Counter
from dataclasses import dataclass

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

from monitor.assess.due import DuePolicy, due_soon, policy_of
from monitor.domain.finding import Owed, Standing
from monitor.domain.site import Unit
from monitor.domain.timing import day_of
from monitor.domain.verdict import Outcome
from monitor.web import charts
from monitor.web.auth.read_log import Read
from monitor.web.overview import Overview
from monitor.web.pages._morning import unread_of
from monitor.web.pages._page import Looking, damaged_of, mine, nothing, overview_of, show, web_of
from monitor.web.pages._table import Head, asked, show_table
from monitor.web.pages._todo import open_findings
from monitor.web.pages.owed import urgency

ROUTER = APIRouter(route_class=Read)


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One unit in figures."""

    unit: Unit
    subjects: int
    owed: int  #: columns and open messages
    failing: int
    late: int
    near: int
    unknown: int


_HEADS: list[Head[UnitRow]] = [
    Head("name", "单位", lambda one: one.unit.name),
    Head("subjects", "网站和新媒体", lambda one: one.subjects),
    Head("failing", "不合格指标", lambda one: one.failing),
    Head("late", "超期栏目和留言", lambda one: one.late),
    Head("near", "即将超期", lambda one: one.near),
    Head("unknown", "未知", lambda one: one.unknown),
    Head("owed", "负责栏目和留言", lambda one: one.owed),
]


@ROUTER.get("/units")
async def units(request: Request, who: Looking) -> Response:
    """Every unit this viewer sees, the most behind first."""
    overview = await overview_of(request, who)
    q = asked(request, "q")
    rows = [one for one in _rows(overview) if who.may_see(one.unit.id) and (not q or q in one.unit.name)]
    return show_table(request, who, "units.html", "责任单位", _HEADS, rows, "-late", q=q)


@ROUTER.get("/units/{id}", response_class=HTMLResponse)
async def unit(request: Request, id: str, who: Looking) -> HTMLResponse:
    """Everything that one unit owes."""
    overview = await overview_of(request, who, unit=id)
    found = overview.watch.unit(id)
    if found is None or not who.may_see(found.id):
        raise nothing()
    web = web_of(request)
    owed = [one for one in mine(overview, who) if one.unit == found.id]
    on = day_of(web.clock())
    findings = await open_findings(web, who, on, None, found.id, damaged_of(request))
    ahead = Counter(
        one.days_left
        for one in owed
        if one.outcome is Outcome.PASS and one.days_left is not None and 0 <= one.days_left < charts.DUE_DAYS
    )
    policy = policy_of(overview.watch.settings.alerts)
    soon = Counter(one.days_left for one in owed if due_soon(one, policy))
    return show(
        request, who, "unit.html", unit=found, findings=findings,
        failing=[one for one in owed if one.owed is Owed.INDICATOR and one.outcome is Outcome.FAIL],
        columns=_by_days(owed, Owed.COLUMN), messages=_by_days(owed, Owed.MESSAGE),
        unknown=[one for one in owed if one.outcome is Outcome.UNKNOWN and one.owed is Owed.INDICATOR],
        subjects=[one for one in overview.watch.subjects if one.unit == found.id],
        unread=unread_of(owed), never=sum(one.unit == found.id and one.id not in overview.decided_at for one in overview.watch.subjects),
        conclusions=overview.conclusions,
        dues=charts.due_chart(on, ahead, soon, "今后15天每天到期的事项数") if ahead else None,
    )  # fmt: skip


def _by_days(standings: list[Standing], owed: Owed) -> list[Standing]:
    chosen = [one for one in standings if one.owed is owed]
    return sorted(chosen, key=lambda one: (*urgency(one), one.name))


def _rows(overview: Overview) -> list[UnitRow]:
    """Every configured unit, counted once an overview."""
    if "units" in overview.worked_out:
        known = overview.worked_out["units"]
        assert isinstance(known, list)
        return known
    counts: dict[str, Counter[str]] = {unit.id: Counter() for unit in overview.watch.units}
    policy = policy_of(overview.watch.settings.alerts)
    for one in overview.standings:
        if one.unit in counts:
            counts[one.unit].update(_kinds(one, policy))
    for subject in overview.watch.subjects:
        if subject.unit in counts:
            counts[subject.unit]["subjects"] += 1
    rows = [
        UnitRow(unit, *(counts[unit.id][name] for name in ("subjects", "owed", "failing", "late", "near", "unknown")))
        for unit in overview.watch.units
    ]  # fmt: skip
    overview.worked_out["units"] = rows
    return rows


def _kinds(one: Standing, policy: DuePolicy) -> list[str]:
    """The figures that *one* counts in."""
    found = ["unknown"] if one.outcome is Outcome.UNKNOWN else []
    if one.owed is not Owed.INDICATOR:
        found.append("owed")
    if one.outcome is Outcome.FAIL:
        found.append("failing" if one.owed is Owed.INDICATOR else "late")
    if due_soon(one, policy):
        found.append("near")
    return found
