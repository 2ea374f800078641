"""今日: the operator's page at 8:30. What fails, what will, what cannot be seen, and how the monitor itself is."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from monitor.assess.due import due_soon, policy_of
from monitor.assess.expiries import Expiry, expiries
from monitor.assess.live_page import live_page
from monitor.assess.redactor import Redactor, redactor_for
from monitor.domain.access import Role, Viewer
from monitor.domain.finding import Owed, Standing
from monitor.domain.observation import Reading, Visit
from monitor.domain.timing import day_of
from monitor.domain.verdict import Conclusion, Outcome
from monitor.feed.document import subjects_of
from monitor.regulations.editions import edition_ids, item_of, load_edition
from monitor.schedule.duties import timetable
from monitor.web import charts, words
from monitor.web.auth.read_log import Read
from monitor.web.context import Web
from monitor.web.overview import OutcomeChange, Overview
from monitor.web.pages._page import Looking, mine, overview_of, show, web_of
from monitor.web.pages._todo import open_findings, todo_of
from monitor.web.pages._trends import trends_of
from monitor.wording.say import for_unit
from probes.base import discover
from storage.decisions.finding_pages import FindingFilter, load_findings
from storage.observations import newest
from storage.observations.certificates import certificates_of
from storage.ops import leases
from storage.ops.leases import DutyRun

ROUTER = APIRouter(route_class=Read)

#: Rows of one list on this page; the lists behind it hold all.
ROWS = 20
#: Of more sites the first page does not load their certificates.
CERTIFICATES_OF = 300
#: Open findings that rows of this page lead to.
FINDINGS = 5000
#: A site not visited for so long is not watched.
SILENT = timedelta(hours=3)
#: What was last looked at is asked of the store at most so often.
RECENT = timedelta(seconds=30)
#: What became what, the gravest first.
_GRAVE = tuple(
    (before, after)
    for after in (Outcome.FAIL, Outcome.UNKNOWN, Outcome.PASS, Outcome.NOT_APPLICABLE)
    for before in (Outcome.PASS, Outcome.UNKNOWN, Outcome.NOT_APPLICABLE, Outcome.FAIL)
)
#: A duty that ended so long ago did not run last night.
OVERDUE = timedelta(hours=26)


@dataclass(frozen=True, slots=True)
class Failing:
    """One subject that fails, with the indicators it fails by."""

    subject: str
    indicators: tuple[Standing, ...]
    since_yesterday: bool


@dataclass(frozen=True, slots=True)
class Unseen:
    """One thing that cannot be told, how often, and what would make it known."""

    name: str
    needs: tuple[str, ...]
    subjects: tuple[str, ...]
    many: int
    people: bool  #: only a signature decides


@dataclass(frozen=True, slots=True)
class TodayView:
    """All that the page says of the sites and accounts that one viewer sees."""

    conclusions: Counter[Conclusion]
    failing: tuple[Failing, ...]
    late_columns: tuple[Standing, ...]
    late_messages: tuple[Standing, ...]
    near: tuple[Standing, ...]
    due_days: Counter[int]
    unseen: tuple[Unseen, ...]
    changes: tuple[OutcomeChange, ...]


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


@ROUTER.get("/", response_class=HTMLResponse)
async def today(request: Request, who: Looking) -> HTMLResponse:
    """The first page."""
    web, overview = web_of(request), await overview_of(request)
    found = today_view_of(overview, who)
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
        groups=grouped(found.changes),
        shares=parts,
        share=charts.share_bar(
            parts, "结论占比：" + "，".join(f"{word.word} {many}" for word, many in parts)
        ),
        dues=charts.due_chart(
            on,
            found.due_days,
            Counter(one.days_left for one in found.near),
            "今后15天每天到期的栏目、留言和指标数",
        ),
        due_soon=len(found.near),
        rows=ROWS,
        ending=await ending_of(web, overview, who),
        to_confirm=sum(column.confirm for site in overview.watch.sites for column in site.columns),
        since=overview.changes_since,
        trends=await trends_of(web, overview, who),
        item=await item_pages(web, who),
        duty_names=duty_names(overview),
        live=lambda one: live_page(overview.watch, one),
    )


async def ending_of(web: Web, overview: Overview, who: Viewer) -> tuple[Expiry, ...]:
    """Certificates and domains of the sites of *who* that end soon; of very many sites the domains alone, each site's page tells the rest."""
    sites = [one for one in overview.watch.sites if who.may_see(one.unit)]
    now, certificates = web.clock(), {}
    if len(sites) <= CERTIFICATES_OF:
        async with web.store.database.read() as connection:
            certificates = await certificates_of(connection, [one.id for one in sites], now)
    return expiries(replace(overview.watch, sites=tuple(sites)), certificates, day_of(now))


def duty_names(overview: Overview) -> dict[str, str]:
    """What the daemon's duties are called, by their names in the log."""
    settings = overview.watch.settings
    return {one.name: one.label for one in timetable(settings.daemon, settings.patrol)} | {
        "sweep": "补记漏访"
    }


async def item_pages(web: Web, who: Viewer) -> Callable[[Standing], str]:
    """Where the open finding of a standing is shown; "" where there is none that *who* may see."""
    units = None if who.role is not Role.UNIT else (who.unit,) if who.unit else ()
    async with web.store.database.read() as connection:
        found = await load_findings(connection, FindingFilter(units=units, is_open=True), FINDINGS)
    pages = {one.key: f"/findings/{one.id}" for one in found}
    return lambda one: pages.get(one.key, "")


def grouped(
    changes: Iterable[OutcomeChange],
) -> list[tuple[Outcome, Outcome, list[tuple[str, list[OutcomeChange]]]]]:
    """Changes by what became what, the gravest first, and by subject within."""
    kinds: dict[tuple[Outcome, Outcome], dict[str, list[OutcomeChange]]] = {}
    for one in changes:
        kinds.setdefault((one.before, one.after), {}).setdefault(one.subject, []).append(one)
    order = {pair: n for n, pair in enumerate(_GRAVE)}
    return [(*pair, list(kinds[pair].items())) for pair in sorted(kinds, key=lambda one: order.get(one, 99))]


def prepare(overview: Overview) -> None:
    """Work out beforehand what the page says to all who are of no unit."""
    today_view_of(overview, Viewer(name="", role=Role.CENTRE))


def today_view_of(overview: Overview, who: Viewer) -> TodayView:
    """What the page says to *who*, worked out once an overview."""
    key = ("morning", who.role is Role.UNIT and who.unit)
    if key not in overview.worked_out:
        overview.worked_out[key] = morning(overview, who)
    found = overview.worked_out[key]
    assert isinstance(found, TodayView)
    return found


def morning(overview: Overview, who: Viewer) -> TodayView:
    """What the page says to *who*; nothing is judged anew."""
    subjects = {one.id for one in subjects_of(overview.watch) if who.may_see(one.unit)}
    seen = mine(overview, who)
    late = [one for one in seen if one.outcome is Outcome.FAIL]
    ahead = [
        one
        for one in seen
        if one.outcome is Outcome.PASS and one.days_left is not None and 0 <= one.days_left < charts.DUE_DAYS
    ]
    policy = policy_of(overview.watch.settings.alerts)
    near = [one for one in seen if due_soon(one, policy)]
    near.sort(key=lambda one: (one.days_left, one.subject, one.part))
    changes = tuple(one for one in overview.changes if one.subject in subjects)
    return TodayView(
        conclusions=Counter(conclusion for id, conclusion in overview.conclusions.items() if id in subjects),
        failing=_failing(late, changes),
        late_columns=_worst_first(one for one in late if one.owed is Owed.COLUMN),
        late_messages=_worst_first(one for one in late if one.owed is Owed.MESSAGE),
        near=tuple(near),
        due_days=Counter(one.days_left for one in ahead if one.days_left is not None),
        unseen=_unseen(
            overview,
            [one for one in seen if one.outcome is Outcome.UNKNOWN],
            redactor_for(overview.watch, who),
        ),
        changes=changes,
    )


def _failing(late: Iterable[Standing], changes: Iterable[OutcomeChange]) -> tuple[Failing, ...]:
    """Subjects that fail a veto: those that began since yesterday first."""
    by_subject: dict[str, list[Standing]] = {}
    for one in late:
        if one.owed is Owed.INDICATOR and one.veto:
            by_subject.setdefault(one.subject, []).append(one)
    fresh = {one.subject for one in changes if one.after is Outcome.FAIL}
    found = [Failing(subject, tuple(failing), subject in fresh) for subject, failing in by_subject.items()]
    return tuple(sorted(found, key=lambda one: (not one.since_yesterday, -len(one.indicators))))


def _worst_first(late: Iterable[Standing]) -> tuple[Standing, ...]:
    return tuple(sorted(late, key=lambda one: (one.days_left is None, one.days_left or 0)))


def _unseen(overview: Overview, unknown: Sequence[Standing], redactor: Redactor) -> tuple[Unseen, ...]:
    """Grouped by what is asked, columns by what would settle them; what only people decide comes last, the most frequent first."""
    groups: dict[str, list[Standing]] = {}
    signed = _people_rules()
    for one in unknown:
        kind = "人工" if one.rule in signed else one.rule
        if one.owed is Owed.COLUMN:
            kind = f"栏目{for_unit(one.needs) if one.needs else ''}"
        groups.setdefault(kind, []).append(one)
    found = []
    for kind, group in groups.items():
        said: Counter[str] = Counter()
        for one in group:
            asked = overview.needs.get((one.subject, one.rule))
            needs = one.needs or redactor.needs(one.subject, one.rule, asked)
            said[for_unit(needs or one.reason)] += 1
        found.append(
            Unseen(
                name=_asked(kind, group),
                needs=() if kind == "人工" else tuple(words for words, _ in said.most_common(3)),
                subjects=tuple(dict.fromkeys(one.subject for one in group)),
                many=len(group),
                people=kind == "人工",
            )
        )
    return tuple(sorted(found, key=lambda one: (one.people, -one.many)))


def _asked(kind: str, group: Sequence[Standing]) -> str:
    """What a group of unknowns asks about."""
    if kind == "人工":
        return "人工确认项：" + "、".join(dict.fromkeys(item_of(one.name) for one in group))
    return "栏目更新" if group[0].owed is Owed.COLUMN else group[0].name


def _people_rules() -> frozenset[str]:
    """The rules that wait for a signature."""
    return frozenset(
        clause.rule for id in edition_ids() for clause in load_edition(id).clauses if clause.people
    )


async def own_state(web: Web, overview: Overview, who: Viewer) -> OwnState:
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
    connection: Any, overview: Overview, now: datetime
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
