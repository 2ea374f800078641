"""网站: the list, and one site with its verdicts, visits, columns and open messages."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse
from markupsafe import Markup

from monitor.assess.due import due_soon, policy_of
from monitor.assess.expiries import RUNGS, expiries
from monitor.assess.redactor import redactor_for
from monitor.domain.access import Role
from monitor.domain.finding import Owed, Standing
from monitor.domain.night_requests import NightRequests, night_of
from monitor.domain.observation import StoredObservation
from monitor.domain.page_marks import PageMarks
from monitor.domain.site import Column, Site
from monitor.domain.timing import Quarter, day_of, midnight
from monitor.domain.verdict import Conclusion, Outcome
from monitor.rules.base import can_sign, reviewed
from monitor.web import charts, words
from monitor.web.auth.read_log import Read
from monitor.web.overview import Overview
from monitor.web.pages._page import (
    Looking,
    damaged_of,
    mine,
    nothing,
    overview_of,
    show,
    unit_name,
    web_of,
)
from monitor.web.pages._subject import clause_names, grounds_of, tell
from monitor.web.pages._table import Head, arrange, as_file, asked, on_page
from monitor.web.pages._todo import asked_for, is_running, open_findings
from monitor.web.pages._trends import STRIP_DAYS, days_until, site_trends, strip_of
from monitor.web.pages._visits import first_moment, week_of
from monitor.web.pages.owed import options, urgency
from monitor.wording.say import label
from storage.access.people import full_names
from storage.db.apart import told_apart
from storage.decisions.reviews import reviews_of
from storage.observations import page_facts, patrol_queue
from storage.observations.looks import newest_of_parts
from storage.observations.trends import visit_days
from storage.observations.visits import visits_between

ROUTER = APIRouter(route_class=Read)

#: A look at the homepage's marks tells of its certificate so long.
MARKS_KEPT = timedelta(days=31)
#: So many days before its certificate ends a site's page warns (安全证书到期提醒).
CERTIFICATE_SOON = RUNGS[0]


@dataclass(frozen=True, slots=True)
class SiteRow:
    """One site in the list."""

    site: Site
    conclusion: Conclusion
    vetoes: str  #: names of the veto clauses it fails
    late: int
    near: int
    unknown: int


@dataclass(frozen=True, slots=True)
class ShownColumn:
    """One column on a site's page."""

    standing: Standing
    column: Column | None  #: None: configured no more
    strip: Markup


@ROUTER.get("/sites")
async def sites(request: Request, who: Looking) -> Response:
    """Every site of which this viewer sees anything, the failing ones first."""
    overview = await overview_of(request, who)
    watch = overview.watch
    conclusion = asked(request, "conclusion", [value for value, _ in words.CONCLUSION_CHOICES])
    unit, q = asked(request, "unit", [one.id for one in watch.units]), asked(request, "q")
    rows = [
        one
        for one in _rows(overview)
        if who.may_see(one.site.unit)
        and (not conclusion or one.conclusion == conclusion)
        and (not unit or one.site.unit == unit)
        and (not q or q in one.site.name)
    ]
    heads: list[Head[SiteRow]] = [
        Head("conclusion", "结论", lambda one: words.CONCLUSIONS[one.conclusion].word),
        Head("name", "网站", lambda one: one.site.name),
        Head("vetoes", "单项否决", lambda one: one.vetoes),
        Head("late", "超期栏目和留言", lambda one: one.late),
        Head("near", "即将超期", lambda one: one.near),
        Head("unknown", "未知", lambda one: one.unknown),
        Head("unit", "主办单位", lambda one: unit_name(watch, one.site.unit)),
        Head("code", "网站标识码", lambda one: one.site.site_code),
    ]
    listing = arrange(request, heads, rows, "-late")
    file = as_file(request, "网站台账", heads, listing, day_of(web_of(request).clock()))
    if file is not None:
        return file
    on = day_of(web_of(request).clock())
    page_rows = on_page(listing)
    async with web_of(request).store.database.read() as connection:
        lost: dict[str, str] = {}
        counted = await visit_days(
            connection, [one.site.id for one in page_rows], days_until(on, STRIP_DAYS)[0], lost
        )
    names = {one.id: one.name for one in watch.sites}
    damaged_of(request).update({f"{names[id]}的运行情况": said for id, said in lost.items()})
    strips = {
        one.site.id: strip_of(counted.get(one.site.id, {}), on, one.site.name)
        for one in page_rows
        if one.site.id not in lost
    }
    redactor = redactor_for(watch, who)
    partly = [one.id for one in watch.sites if not who.may_see(one.unit) and redactor.sees_subject(one.id)]
    return show(
        request, who, "sites.html", partly=partly, listing=listing, page_rows=page_rows, strips=strips, conclusion=conclusion, q=q,
        unit=unit, conclusions=words.CONCLUSION_CHOICES, units=options(one for one in watch.units if who.may_see(one.id)),
    )  # fmt: skip


@ROUTER.get("/sites/{id}", response_class=HTMLResponse)
async def site(request: Request, id: str, who: Looking) -> HTMLResponse:
    """One site. A unit that answers for a part of it sees that part."""
    overview, web = await overview_of(request, who, subject=id), web_of(request)
    found = next((one for one in overview.watch.sites if one.id == id), None)
    if found is None or not redactor_for(overview.watch, who).sees_subject(id):
        raise nothing()
    now, whole = web.clock(), who.may_see(found.unit)
    on, damaged = day_of(now), damaged_of(request)
    shown = await tell(web, found, who, damaged) if whole else []
    async with web.store.database.read() as connection:
        between = visits_between(connection, id, first_moment(now) if whole else now, now)
        visits = await told_apart(damaged, "访问记录", between, None)
        days = page_facts.publish_days(connection, id, on - timedelta(days=charts.FRESH_DAYS))
        published = await told_apart(damaged, "栏目更新日期", days, None)
        lines = await told_apart(damaged, "运行趋势", site_trends(connection, id, now), []) if whole else []
        is_shown = whole and who.role is not Role.UNIT
        signed = (
            await told_apart(damaged, "签字记录", reviews_of(connection, [id], now), {}) if is_shown else {}
        )
        persons = await full_names(connection)
        begun = midnight(Quarter.of(on).first)
        seen = await patrol_queue.grounds(connection, [id], begun, now) if is_shown else {}
        looks = newest_of_parts(
            connection, (PageMarks, NightRequests), [id] if whole else [], now - MARKS_KEPT, now, now
        )
        marks = await told_apart(damaged, "安全证书和访问次数", looks, {})
    ends = (one.facts.certificate_until for one in marks.values() if isinstance(one.facts, PageMarks))
    certificate = next(ends, None)
    here = [one for one in mine(overview, who) if one.subject == id]
    rows = [
        _column_row(
            found,
            one,
            charts.freshness(on, (published or {}).get(one.part, ()), one.due_on, _fresh_words(one)),
        )
        for one in _by_days(here, Owed.COLUMN)
    ]
    return show(
        request, who, "site.html", site=found, whole=whole, told=shown,
        conclusion=overview.conclusions.get(id, Conclusion.UNDECIDED), decided_at=overview.decided_at.get(id),
        trends=lines, week=week_of(visits, now) if visits is not None else None, has_days=published is not None, columns=rows, messages=_by_days(here, Owed.MESSAGE),
        reviews=signed.get(id, []), persons=persons, confirms=reviewed("confirm"), signable=[one for one in shown if can_sign(one.verdict.clause, one.verdict)], targets={one.target: label("review_target", one.target) for one in reviewed() if one.target} | {one.id: one.name for one in found.columns} | clause_names(shown), is_running=await is_running(web), asked=await asked_for(web, [id], who),
        grounds=grounds_of(seen.get(id), [one.verdict.clause for one in shown], persons) if is_shown else [], open_findings=await open_findings(web, who, on, id, None, damaged),
        requests=_last_night([one for one in marks.values() if isinstance(one.facts, NightRequests)]), most_requests=overview.watch.settings.daemon.requests_per_night,
        ending=expiries(replace(overview.watch, sites=(found,)), {}, on) if whole else (),
        certificate=certificate, certificate_left=(certificate - on).days if certificate else None, certificate_soon=CERTIFICATE_SOON,
        edition=shown[0].verdict.clause.edition if shown else found.edition,
    )  # fmt: skip


def _last_night(rounds: Sequence[StoredObservation[NightRequests]]) -> NightRequests | None:
    """What the newest night's rounds asked of the site together; None: nothing is known of it."""
    if not rounds:
        return None
    night = max(night_of(one.at) for one in rounds)
    own = [one.facts for one in rounds if night_of(one.at) == night]
    return NightRequests(
        asked=sum(one.asked for one in own), shared=sum(one.shared for one in own), unchanged=sum(one.unchanged for one in own),
        refused=sum(one.refused for one in own),
    )  # fmt: skip


def _column_row(site: Site, standing: Standing, strip: Markup) -> ShownColumn:
    return ShownColumn(standing, next((one for one in site.columns if one.id == standing.part), None), strip)


def _fresh_words(one: Standing) -> str:
    newest = f"最新{one.newest}" if one.newest else "没有已知的更新"
    return f"最近{charts.FRESH_DAYS}天更新情况：{newest}，{words.days_words(one.days_left)}"


def _by_days(standings: list[Standing], owed: Owed) -> list[Standing]:
    return sorted((one for one in standings if one.owed is owed), key=lambda one: (*urgency(one), one.name))


def _rows(overview: Overview) -> list[SiteRow]:
    """Every site, counted once an overview."""
    if "sites" in overview.worked_out:
        known = overview.worked_out["sites"]
        assert isinstance(known, list)
        return known
    counts: dict[str, Counter[str]] = {one.id: Counter() for one in overview.watch.sites}
    vetoes: dict[str, list[str]] = {}
    policy = policy_of(overview.watch.settings.alerts)
    for one in overview.standings:
        if one.subject not in counts:
            continue
        if one.outcome is Outcome.UNKNOWN:
            counts[one.subject]["unknown"] += 1
        elif one.outcome is Outcome.FAIL and one.owed is not Owed.INDICATOR:
            counts[one.subject]["late"] += 1
        elif one.outcome is Outcome.FAIL and one.veto:
            vetoes.setdefault(one.subject, []).append(one.name)
        elif due_soon(one, policy):
            counts[one.subject]["near"] += 1
    rows = [
        SiteRow(
            site, overview.conclusions[site.id], "、".join(vetoes.get(site.id, ())),
            *(counts[site.id][name] for name in ("late", "near", "unknown")),
        )
        for site in overview.watch.sites
    ]  # fmt: skip
    overview.worked_out["sites"] = rows
    return rows
