"""问题: every finding this viewer sees, and one with its episodes and everything that happened to it."""

from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

from monitor.assess.live_page import live_page, number_of
from monitor.assess.redactor import redactor_for
from monitor.assess.standings import verdict_rule
from monitor.collect.recheck import looks_for
from monitor.domain.access import Role, Viewer
from monitor.domain.finding import Act, Finding, Grade, Owed, Step, dispute_of
from monitor.domain.second_look import SecondLook
from monitor.domain.site import Site, Watch
from monitor.domain.timing import DAY, day_of
from monitor.domain.verdict import Clause
from monitor.regulations.editions import load_edition
from monitor.rules.base import rule_of_column
from monitor.web import words
from monitor.web.auth.read_log import Read
from monitor.web.kept_standings import shown_verdicts
from monitor.web.pages._faults import advice_for, faults_of
from monitor.web.pages._page import (
    Id,
    Looking,
    damaged_of,
    mine,
    nothing,
    overview_of,
    show,
    unit_name,
    web_of,
)
from monitor.web.pages._subject import limits
from monitor.web.pages._table import PAGE, Head, asked, show_table
from monitor.web.pages._todo import REMEMBERED, asked_for, is_running, note_lost
from monitor.web.pages.owed import options
from monitor.web.progress import TELLING, progress_of, request_words
from monitor.wording.labels import grade_key
from monitor.wording.say import Audience, label
from storage.access.people import Person, full_names, people
from storage.db.apart import told_apart
from storage.decisions.finding_pages import (
    FindingFilter,
    count_findings,
    load_findings,
    told_steps,
)
from storage.decisions.findings import find
from storage.observations.looks import load_seen
from storage.observations.page_facts import pictures_of
from storage.observations.visits import visits_between
from storage.ops import requests

ROUTER = APIRouter(route_class=Read)

STATES = (
    *((one, label("finding_state", one)) for one in ("open", "appeal", "upheld", "broken", "promise", "exempt", "untold", "closed", "all")),
)  # fmt: skip
#: Columns that the clause on news, notices and policy counts (栏目不更新, 第1项).
GRADES = (("", "全部"), *((key, state.word) for key, state in words.GRADES.items()))
#: The states that the store knows; the others are open ones, told apart by what was done to them.
_STORED = {"open": True, "closed": False, "all": None}
#: A page that waits for a re-test is asked for again after so many seconds.
LOOK_AGAIN_S = 5
#: Pictures of one finding that are shown; one taken so shortly before it opened is one of it.
SHOTS, SHARED = 3, DAY
#: Findings in one list or file; beyond it the list asks to be narrowed.
MOST = 5000


@dataclass(frozen=True, slots=True)
class FindingFilters:
    """What the filters of the list say."""

    state: str
    grade: str
    unit: str
    subject: str
    q: str = ""
    assignee: str = ""


@ROUTER.get("/findings")
async def findings(request: Request, who: Looking) -> Response:
    """Every finding this viewer sees; open ones unless asked otherwise."""
    web = web_of(request)
    watch, on = web.watch(), day_of(web.clock())
    subjects = watch.subjects
    chosen = FindingFilters(
        state=asked(request, "state", [value for value, _ in STATES]) or "open",
        grade=asked(request, "grade", [value for value, _ in GRADES]),
        unit=asked(request, "unit", [one.id for one in watch.units]),
        subject=asked(request, "subject", [one.id for one in subjects]),
        q=asked(request, "q"),
        assignee=who.name if asked(request, "assignee") == "me" else "",
    )
    wanted = wanted_by(who, chosen)
    async with web.store.database.read() as connection:
        # a file is whole or it is not made
        lost = None if request.query_params.get("format") else dict[str, str]()
        rows = await load_findings(connection, wanted, MOST, lost)
        total = await count_findings(connection, wanted) if len(rows) == MOST else len(rows)
        steps = await told_steps(connection, TELLING, [one.id for one in rows], lost)
        everybody = [
            one for one in await people(connection) if one.disabled_at is None and one.role != Role.AUDITOR
        ]
    note_lost(damaged_of(request), lost or {})
    rows = [one for one in rows if one.id not in (lost or ())]
    far = {one.id: progress_of(steps.get(one.id, ()), on) for one in rows}
    names = {one.id: one.name for one in subjects}
    assigned = {id: assignee_of(acts) for id, acts in steps.items()}
    called = {one.name: one.full_name or one.name for one in everybody}
    if chosen.assignee:
        rows = [one for one in rows if assigned.get(one.id) == chosen.assignee]
    if chosen.state not in _STORED:
        rows = [one for one in rows if far[one.id].kind == chosen.state]
    if chosen.grade:
        rows = [one for one in rows if grade_key(one) == chosen.grade]
    if chosen.q:
        rows = [one for one in rows if chosen.q.lower() in _searched(one, names).lower()]
    rows.sort(key=lambda one: (one.opened_at.date(), -(one.standing.days_left or 0)), reverse=True)
    heads: list[Head[Finding]] = [
        Head("grade", "程度", lambda one: words.grade_state(one).word, _gravest),
        Head("name", "问题", lambda one: one.standing.name),
        Head("subject", "网站、新媒体", lambda one: names.get(one.subject, one.subject)),
        Head("unit", "责任单位", lambda one: unit_name(watch, one.standing.unit)),
        Head("progress", "进度", lambda one: far[one.id].word.word),
        Head("assignee", "交办给", lambda one: called.get(assigned.get(one.id, ""), "")),
        Head("opened", "发现于", lambda one: day_of(one.opened_at)),
        Head("closed", "了结于", lambda one: one.closed_at),
        Head("left", "剩余天数", lambda one: one.standing.days_left),
        Head("episode", "第几次", lambda one: one.episode),
        Head("id", "编号", lambda one: one.id),
    ]
    met = {one.subject for one in rows} | ({chosen.subject} if who.role is not Role.UNIT else set())
    return show_table(
        request, who, "findings.html", "问题台账", heads, rows, "grade", chosen=chosen, states=STATES,
        grades=GRADES, units=options(one for one in watch.units if who.may_see(one.id)), total=total, most=MOST,
        page_length=PAGE, far=far, assigned=assigned, called=called, live=lambda one: live_page(watch, one), persons=_choices(everybody, watch) if who.role is Role.CENTRE else (), subjects=options(one for one in subjects if one.id in met),
    )  # fmt: skip


@ROUTER.get("/findings/{id}", response_class=HTMLResponse)
async def finding(request: Request, id: Id, who: Looking) -> HTMLResponse:
    """One finding: what it is, its other episodes, and its steps."""
    web, watch = web_of(request), web_of(request).watch()
    async with web.store.database.read() as connection:
        found = await find(connection, id)
        if found is None or not who.may_see(found.standing.unit):
            raise nothing()
        found = redactor_for(watch, who).finding(found)
        persons = await full_names(connection)
        lost, now = dict[str, str](), web.clock()
        wanted = FindingFilter(key=found.key, units=_units(who))
        episodes = await load_findings(connection, wanted, 50, lost)
        pictures = pictures_of(
            connection, found.subject, [found.standing.part], found.opened_at - SHARED, now, SHOTS
        )
        shots = await told_apart(damaged_of(request), "网页截图", pictures, [])
        seen = load_seen(connection, SecondLook, found.subject, found.opened_at - DAY, now, now)
        twice = await told_apart(damaged_of(request), "两次检查", seen, [])
        subject = watch.subject(found.subject)
    note_lost(damaged_of(request), lost)
    newest = await shown_verdicts(web.store, [subject], now) if subject is not None else {}
    verdict = next((one for one in newest.get(found.subject, ()) if one.rule == found.rule), None)
    async with web.store.database.read() as connection:
        between = visits_between(connection, found.subject, *(verdict.window if verdict else (now, now)))
        visits = await told_apart(damaged_of(request), "访问记录", between, [])
    on = day_of(now)
    own = who.role is Role.UNIT and found.standing.unit == who.unit
    return show(
        request, who, "finding.html", finding=found, on=on, own=own, appealed=found.is_appealed, can_retest=subject is not None and bool(looks_for(found, subject)[1]), mine_appealed=_own_appeal(found, who),
        clauses=[(one, limits(one)) for one in clauses_of(found, watch)], is_running=await is_running(web), asked=await asked_for(web, [id, found.subject], who),
        progress=progress_of(found.steps, on), persons=persons,
        shots=[one for one in shots if redactor_for(watch, who).sees_evidence(one.kind, one.subject, one.part)],
        twice=[one.facts for one in twice if one.facts.rule == found.rule and found.standing.owed is Owed.INDICATOR],
        episodes=sorted(episodes, key=lambda one: one.episode), live=live_page(watch, found.standing),
        faults=faults_of(found, verdict, watch, who, mine(await overview_of(request, who, subject=found.subject), who), visits) if found.is_open else [],
        advice=advice_for(found.standing), called=number_of(watch, found.standing) if found.standing.owed is Owed.MESSAGE else "",
    )  # fmt: skip


@ROUTER.get("/findings/{id}/retest", response_class=HTMLResponse)
async def retest(request: Request, id: Id, who: Looking) -> HTMLResponse:
    """What the last re-test of a finding came to; asked for again by the browser itself while it is under way."""
    web = web_of(request)
    async with web.store.database.read() as connection:
        found = await find(connection, id)
        if found is None or not who.may_see(found.standing.unit):
            raise nothing()
        asked = await requests.recent(connection, [id], web.clock() - REMEMBERED, 1)
        persons = await full_names(connection)
    found = redactor_for(web.watch(), who).finding(found)
    newest, running = (asked[0] if asked else None), await is_running(web)
    after = [one for one in found.steps if newest and one.act is Act.RETESTED and one.at >= newest.at]
    waits = newest is not None and newest.done_at is None and running
    audience = Audience.UNIT if who.role is Role.UNIT else Audience.OPERATOR
    word = request_words(newest, running, audience) if newest else None
    return show(
        request, who, "retest.html", {"Refresh": str(LOOK_AGAIN_S)} if waits else None, finding=found, asked=newest, word=word,
        persons=persons, step=after[-1] if after else None, waits=waits, every=LOOK_AGAIN_S,
    )  # fmt: skip


def _gravest(one: Finding) -> tuple[bool, bool, int]:
    """Vetoes first."""
    return False, False, words.gravity(one)


def _searched(one: Finding, names: dict[str, str]) -> str:
    """What the search looks through: what it is, where, and its number."""
    return f"{one.standing.name} {one.standing.part} {names.get(one.subject, '')} {one.id}"


def assignee_of(steps: Sequence[Step]) -> str:
    """Who was charged with it last (交办); "" nobody."""
    return next((one.assignee for one in reversed(steps) if one.assignee), "")


def _choices(everybody: Sequence[Person], watch: Watch) -> list[tuple[str, str]]:
    """Who may be charged with a finding, with the unit of each."""
    found = []
    for one in everybody:
        unit = watch.unit(one.unit)
        found.append((one.name, f"{one.full_name or one.name}（{unit.name if unit else '监测单位'}）"))
    return found


def _own_appeal(found: Finding, who: Viewer) -> bool:
    """Whether *who* made the appeal that waits: then somebody else decides it."""
    newest = dispute_of(found.steps)
    return newest is not None and newest.act is Act.APPEALED and newest.who == who.name


def clauses_of(found: Finding, watch: Watch) -> list[Clause]:
    """The clauses that *found* rests on, in the edition that judges its subject now."""
    subject = watch.subject(found.subject)
    if subject is None:
        return []
    rule = verdict_rule(found.standing)
    if found.standing.owed is Owed.COLUMN and isinstance(subject, Site):
        column = next((one for one in subject.columns if one.id == found.part), None)
        rule = rule_of_column(kind=column.kind).id if column else rule
    clause = load_edition(subject.edition).clause(rule, subject.kind)
    return [clause] if clause is not None else []


def wanted_by(who: Viewer, chosen: FindingFilters) -> FindingFilter:
    """What to load: the filters, and never more than *who* may see."""
    units = _units(who)
    if chosen.unit and who.may_see(chosen.unit):
        units = (chosen.unit,)
    return FindingFilter(
        units=units,
        subject=chosen.subject or None,
        grade=None if not chosen.grade else Grade.DUE if chosen.grade == "due" else Grade.FAIL,
        is_open=_STORED.get(chosen.state, True),
    )


def _units(who: Viewer) -> tuple[str, ...] | None:
    """The units whose findings *who* sees; None: all."""
    if who.role is not Role.UNIT:
        return None
    return (who.unit,) if who.unit else ()
