"""今日: the operator's page at 8:30. What fails, what will, what cannot be seen, and how the monitor itself is."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from monitor.assess.expiries import Expiry, expiries
from monitor.assess.live_page import live_page
from monitor.domain.access import Role, Viewer
from monitor.domain.finding import Standing
from monitor.domain.observation import Reading, Visit
from monitor.domain.site import Watch
from monitor.domain.timing import day_of
from monitor.schedule.duties import timetable
from monitor.web import charts, words
from monitor.web.auth.read_log import Read
from monitor.web.context import Web
from monitor.web.overview import Overview
from monitor.web.pages._morning import (
    CENTRE,
    ROWS,
    TodayView,
    today_view_of,
)
from monitor.web.pages._page import Looking, cache_of, damaged_of, show, web_of
from monitor.web.pages._todo import open_findings, todo_of
from monitor.web.pages._trends import Trend, drawn, trends_of
from monitor.web.pages.morning_notes import kept_morning
from probes.base import discover
from storage.decisions.finding_pages import FindingFilter, load_findings
from storage.observations import newest
from storage.observations.certificates import certificates_of
from storage.ops import leases
from storage.ops.leases import DutyRun

ROUTER = APIRouter(route_class=Read)

#: Of more sites the first page does not load their certificates.
CERTIFICATES_OF = 300
#: Open findings that rows of this page lead to.
FINDINGS = 5000
#: A site not visited for so long is not watched.
SILENT = timedelta(hours=3)
#: What was last looked at is asked of the store at most so often.
RECENT = timedelta(seconds=30)
#: A duty that ended so long ago did not run last night.
OVERDUE = timedelta(hours=26)


@dataclass(frozen=True, slots=True)
class OwnState:
    """How the monitor itself is (监测系统自身)."""

    looks: tuple[tuple[str, datetime | None, bool], ...]  #: what, when last, whether that is long ago
    silent: tuple[str, ...]  #: sites nobody visited lately
    duties: tuple[tuple[DutyRun, bool], ...]
    unjudged: tuple[str, ...]
    judged_at: datetime | None

    @property
    def is_well(self) -> bool:
        """Whether nothing of it is behind."""
        return not (self.silent or self.unjudged or any(late for _, late in self.duties))


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page is made of."""

    watch: Watch
    view: TodayView
    since: datetime  #: since when its changes are
    decided_at: Mapping[str, datetime]  #: the newest verdict of each subject
    trends: Sequence[Trend]
    lasting: dict[object, object]  #: what is kept for longer than one page, with its time


async def _shown(request: Request, web: Web, who: Viewer) -> Shown:
    """How everything stands now; after a start, as the last judging left it, until all verdicts are read again."""
    cache = cache_of(request)
    if who.role is not Role.UNIT and cache.makes_wait(web):
        morning = await kept_morning(web.store, web.watch())
        if morning is not None:
            judged = {one.id for one in web.watch().subjects} - {*morning.unjudged}
            return Shown(
                watch=web.watch(), view=morning.view(), since=morning.since,
                decided_at=dict.fromkeys(judged, morning.judged_at), trends=drawn(day_of(morning.judged_at), morning.trends),
                lasting=cache.lasting,
            )  # fmt: skip
    overview = await cache.overview_for(web, who)
    view = today_view_of(overview, who)
    return Shown(
        watch=overview.watch, view=view, since=overview.changes_since, decided_at=overview.decided_at,
        trends=await trends_of(web, overview.watch, view.unknown, overview.lasting, who), lasting=overview.lasting,
    )  # fmt: skip


@ROUTER.get("/", response_class=HTMLResponse)
async def today(request: Request, who: Looking) -> HTMLResponse:
    """The first page."""
    web = web_of(request)
    overview = await _shown(request, web, who)
    found = overview.view
    on, damaged = day_of(web.clock()), damaged_of(request)
    own = await own_state(web, overview, who, damaged)
    parts = [(words.CONCLUSIONS[one], found.conclusions[one]) for one in words.CONCLUSIONS]
    return show(
        request,
        who,
        "today.html",
        found=found,
        own=own,
        todo=await todo_of(web, who, on, damaged),
        never=sum(
            who.may_see(one.unit) and one.id not in overview.decided_at for one in overview.watch.subjects
        ),
        findings=await open_findings(web, who, on, None, None, damaged) if who.role is Role.UNIT else [],
        groups=found.changes,
        shares=parts,
        share=charts.share_bar(
            parts, "结论占比：" + "，".join(f"{word.word} {many}" for word, many in parts)
        ),
        dues=charts.due_chart(
            on,
            found.due_days,
            Counter(found.near_days),
            "今后15天每天到期的栏目、留言和指标数",
        ),
        due_soon=len(found.near),
        rows=ROWS,
        ending=await ending_of(web, overview, who),
        to_confirm=sum(column.confirm for site in overview.watch.sites for column in site.columns),
        since=overview.since,
        trends=overview.trends,
        item=await item_pages(web, who, {one.subject for one in found.shown()}),
        duty_names=duty_names(overview),
        live=lambda one: live_page(overview.watch, one),
    )


async def ending_of(web: Web, overview: Shown, who: Viewer) -> tuple[Expiry, ...]:
    """Certificates and domains of the sites of *who* that end soon; of very many sites the domains alone, each site's page tells the rest."""
    sites = [one for one in overview.watch.sites if who.may_see(one.unit)]
    now, certificates = web.clock(), {}
    if len(sites) <= CERTIFICATES_OF:
        async with web.store.database.read() as connection:
            certificates = await certificates_of(connection, [one.id for one in sites], now)
    return expiries(replace(overview.watch, sites=tuple(sites)), certificates, day_of(now))


def duty_names(overview: Shown) -> dict[str, str]:
    """What the daemon's duties are called, by their names in the log."""
    settings = overview.watch.settings
    return {one.name: one.label for one in timetable(settings.daemon, settings.patrol)} | {
        "sweep": "补记漏访"
    }


async def item_pages(web: Web, who: Viewer, subjects: Collection[str]) -> Callable[[Standing], str]:
    """Where the open finding of a standing of *subjects* is shown; "" where there is none that *who* may see."""
    units = None if who.role is not Role.UNIT else (who.unit,) if who.unit else ()
    async with web.store.database.read() as connection:
        found = await load_findings(
            connection, FindingFilter(units=units, subjects=tuple(subjects), is_open=True), FINDINGS, {}
        )
    pages = {one.key: f"/findings/{one.id}" for one in found}
    return lambda one: pages.get(one.key, "")


def prepare(overview: Overview) -> None:
    """Work out beforehand what the page says to all who are of no unit."""
    today_view_of(overview, CENTRE)


async def own_state(web: Web, overview: Shown, who: Viewer, damaged: dict[str, str]) -> OwnState:
    """When the monitor last looked and worked, as of now; a unit is told of its own sites alone. *damaged* takes what cannot be told."""
    now = web.clock()
    sites = [one.id for one in overview.watch.sites if who.may_see(one.unit)]
    subjects = [*sites, *(one.id for one in overview.watch.accounts if who.may_see(one.unit))]
    async with web.store.database.read() as connection:
        visits, kinds = await _newest_looks(connection, overview, now)
        lost: dict[str, str] = {}
        duties = (await leases.duties(connection, lost)).values()
    called = duty_names(overview)
    if who.role is not Role.UNIT:
        damaged.update({f"值守任务“{called.get(one, one)}”": said for one, said in lost.items()})
    looks = {kind: kinds.get(kind) for kind in _looked_at()} | {
        Visit.kind: max(visits.values(), default=None)
    }
    return OwnState(
        looks=tuple(
            (words.kind_word(kind), at, at is None or now - at > OVERDUE) for kind, at in looks.items()
        ),
        silent=tuple(id for id in sites if id not in visits or now - visits[id] > SILENT),
        duties=tuple((one, now - (one.ended_at or one.started_at) > OVERDUE) for one in duties),
        unjudged=tuple(
            id for id in subjects if id not in overview.decided_at or now - overview.decided_at[id] > OVERDUE
        ),
        judged_at=max(overview.decided_at.values(), default=None),
    )


async def _newest_looks(
    connection: Any, overview: Shown, now: datetime
) -> tuple[dict[str, datetime], dict[str, datetime]]:
    """When each site was last visited and each kind last looked at; asked again after RECENT."""
    known = overview.lasting.get("looks")
    if isinstance(known, tuple) and now - known[0] < RECENT:
        return known[1], known[2]
    visits = await newest.newest_visits(connection, [one.id for one in overview.watch.sites], now)
    kinds = await newest.newest_kinds(connection, now, timedelta(days=3))
    overview.lasting["looks"] = (now, visits, kinds)
    return visits, kinds


def _looked_at() -> list[str]:
    """The kinds of observation that tell when sites were last looked at, in the order of their names' table."""
    kinds = {kind.kind for probe in discover().values() if probe.subject == "site" for kind in probe.kinds}
    return sorted({*kinds, Reading.kind}, key=words.kind_order)
