"""今日: the operator's page at 8:30. What fails, what will, what cannot be seen, and how the monitor itself is."""

import asyncio
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
from monitor.domain.site import Account, Site, Subject, Watch
from monitor.domain.timing import day_of
from monitor.domain.verdict import Outcome, Verdict
from monitor.feed.document import subjects_of
from monitor.schedule.duties import timetable
from monitor.web import charts, words
from monitor.web.auth.read_log import Read
from monitor.web.context import Web
from monitor.web.overview import Overview, changes_since, overview_from
from monitor.web.pages._morning import (
    CENTRE,
    ROWS,
    KeptMorning,
    TodayView,
    as_kept,
    mark_of,
    merged,
    morning,
    today_view_of,
)
from monitor.web.pages._page import Looking, cache_of, show, web_of
from monitor.web.pages._todo import open_findings, todo_of
from monitor.web.pages._trends import Trend, day_figures, drawn, trends_of
from probes.base import discover
from storage.db.codec import decode, encode
from storage.decisions.changes import Cursor, cursor_now, subjects_after, subjects_turned
from storage.decisions.finding_pages import FindingFilter, load_findings
from storage.decisions.overviews import keep_overview, kept_overview
from storage.decisions.verdicts import newest_verdicts
from storage.observations import newest
from storage.observations.certificates import certificates_of
from storage.ops import leases
from storage.ops.leases import DutyRun
from storage.store import Store

ROUTER = APIRouter(route_class=Read)

#: The name under which the page is kept as the nightly judging left it.
MORNING = "morning"
#: It is shown while fewer than one in so many subjects were judged after it.
JUDGED_SINCE = 20
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
            judged = {one.id for one in subjects_of(web.watch())} - {*morning.unjudged}
            return Shown(
                watch=web.watch(), view=morning.view(), since=morning.since,
                decided_at=dict.fromkeys(judged, morning.judged_at), trends=drawn(day_of(morning.judged_at), morning.trends),
                lasting=cache.lasting,
            )  # fmt: skip
    overview = await cache.overview(web)
    view = today_view_of(overview, who)
    return Shown(
        watch=overview.watch, view=view, since=overview.changes_since, decided_at=overview.decided_at,
        trends=await trends_of(web, overview.watch, view.unknown, overview.lasting, who), lasting=overview.lasting,
    )  # fmt: skip


async def kept_morning(store: Store, watch: Watch) -> KeptMorning | None:
    """
    What the last nightly judging left; None: nothing, or it was by another configuration, or much was judged since.
    """
    async with store.database.read() as connection:
        content = await kept_overview(connection, MORNING)
        if content is None:
            return None
        morning = await asyncio.to_thread(decode, KeptMorning, content)
        if morning.mark != mark_of(watch):
            return None
        later = await subjects_after(connection, Cursor(*morning.cursor))
    return morning if len(later) <= max(1, len(subjects_of(watch)) // JUDGED_SINCE) else None


class MorningNotes:
    """What the first page will say, taken in while everything is judged, some subjects at a time."""

    def __init__(self, store: Store, watch: Watch, now: datetime) -> None:
        """*now*: the moment judged."""
        self._store, self._watch, self._now, self._view = store, watch, now, TodayView()
        self._unjudged: list[str] = []

    async def add(self, subjects: Sequence[Subject], verdicts: Mapping[str, Sequence[Verdict]]) -> None:
        """Take in *subjects* with their *verdicts*, which are saved."""
        since, judged = changes_since(self._now), {one.id: verdicts.get(one.id, ()) for one in subjects}
        self._unjudged += [id for id, several in judged.items() if not several]
        async with self._store.database.read() as connection:
            turned = await subjects_turned(connection, [*judged], since)
            rows = await newest_verdicts(connection, turned, since) if turned else []
        before = {(row.subject, row.rule): Outcome(row.outcome) for row in rows}
        watch = replace(
            self._watch, sites=tuple(one for one in subjects if isinstance(one, Site)),
            accounts=tuple(one for one in subjects if isinstance(one, Account)),
        )  # fmt: skip

        def taken_in() -> TodayView:
            return merged(self._view, morning(overview_from(watch, judged, before, since), CENTRE))

        self._view = await asyncio.to_thread(taken_in)

    async def keep(self) -> None:
        """Keep it, in the place of the last one."""
        now, view = self._now, self._view
        figures = await day_figures(self._store, self._watch, view.unknown, now, CENTRE)
        async with self._store.database.write() as connection:
            stored = await cursor_now(connection)
            cursor = (stored.verdict, stored.repeat)
            morning = as_kept(view, self._watch, now, changes_since(now), cursor, figures, self._unjudged)
            await keep_overview(connection, MORNING, encode(morning), now)


@ROUTER.get("/", response_class=HTMLResponse)
async def today(request: Request, who: Looking) -> HTMLResponse:
    """The first page."""
    web = web_of(request)
    overview = await _shown(request, web, who)
    found = overview.view
    own = await own_state(web, overview, who)
    on = day_of(web.clock())
    parts = [(words.CONCLUSIONS[one], found.conclusions[one]) for one in words.CONCLUSIONS]
    return show(
        request,
        who,
        "today.html",
        found=found,
        own=own,
        todo=await todo_of(web, who, on),
        findings=await open_findings(web, who, on, None, None) if who.role is Role.UNIT else [],
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
            connection, FindingFilter(units=units, subjects=tuple(subjects), is_open=True), FINDINGS
        )
    pages = {one.key: f"/findings/{one.id}" for one in found}
    return lambda one: pages.get(one.key, "")


def prepare(overview: Overview) -> None:
    """Work out beforehand what the page says to all who are of no unit."""
    today_view_of(overview, CENTRE)


async def own_state(web: Web, overview: Shown, who: Viewer) -> OwnState:
    """When the monitor last looked and worked, as of now; a unit is told of its own sites alone."""
    now = web.clock()
    sites = [one.id for one in overview.watch.sites if who.may_see(one.unit)]
    subjects = [*sites, *(one.id for one in overview.watch.accounts if who.may_see(one.unit))]
    async with web.store.database.read() as connection:
        visits, kinds = await _newest_looks(connection, overview, now)
        duties = (await leases.duties(connection)).values()
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
