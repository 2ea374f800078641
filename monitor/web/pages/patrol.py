"""巡查线索: what the patrol saw on whole sites, one line a cause, for the centre to confirm, dismiss or white-list."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import HTMLResponse

from monitor.assess.patrol_findings import part_of
from monitor.domain.access import Role, Viewer
from monitor.domain.patrol import CandidateState, LineTally, PatrolCandidate, QueueLine, ScreenId
from monitor.web.auth.guard import require
from monitor.web.auth.read_log import Read
from monitor.web.pages._page import Id, nothing, show, web_of
from monitor.web.pages._table import Head, asked, show_table
from monitor.wording.patrol import ORDER, detail_words, line_words, seen_words
from monitor.wording.say import label
from storage.access.people import full_names
from storage.observations import patrol_queue, patrol_rounds
from storage.observations.page_facts import pictures_of

ROUTER = APIRouter(route_class=Read)

Reading = Annotated[Viewer, Depends(require(Role.CENTRE, Role.AUDITOR))]
#: The most lines that a page or file holds.
MOST = 5000
#: Rounds that the page tells of.
ROUNDS = 20
#: So many pictures of a line are shown, the newest first, and none that is older.
SHOTS, OLDEST = 3, timedelta(days=400)

HEADS: list[Head[QueueLine]] = [
    Head("screen", "筛查项", lambda one: label("screen", one.first.screen), lambda one: (False, False, ORDER.index(one.first.screen))),
    Head("cause", "线索", lambda one: line_words(one.first.screen, one.first.line, one.first.detail.get("find", ""))),
    Head("sentence", "所见", lambda one: seen_words(one.first)),
    Head("entry", "依据", lambda one: detail_words(one.first)),
    Head("site", "网站", lambda one: one.first.site),
    Head("page", "页面", lambda one: one.first.page),
    Head("pages", "涉及页面", lambda one: one.pages),
    Head("many", "处数", lambda one: one.many),
    Head("first", "首次发现", lambda one: one.first.first_seen),
    Head("last", "最近发现", lambda one: one.last_seen),
    Head("state", "状态", lambda one: label("candidate", one.first.state)),
    Head("note", "核实理由", lambda one: one.first.note),
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class CarryingPage:
    """One page that carries a line, with the words of its link."""

    page: str
    words: str
    target: str


@ROUTER.get("/patrol")
async def candidates(request: Request, who: Reading) -> Response:
    """The lines of the queue of one state, site and screen; those that harm most first."""
    web = web_of(request)
    state = asked(request, "state", [one.value for one in CandidateState]) or CandidateState.OPEN.value
    screen = asked(request, "screen", [one.value for one in ScreenId])
    site = asked(request, "site", [one.id for one in web.watch().sites])
    async with web.store.database.read() as connection:
        found = await patrol_queue.queue_lines(
            connection, site or None, CandidateState(state), ScreenId(screen) if screen else None, MOST
        )
        done = await patrol_rounds.rounds(connection, site or None, ROUNDS)
        persons = await full_names(connection)
    names = {one.id: one.name for one in web.watch().sites}
    return show_table(
        request, who, "patrol.html", "patrol", HEADS, found, "screen", total=len(found), most=MOST,
        states=[(one.value, label("candidate", one)) for one in CandidateState], state=state,
        screens=[("", "全部"), *((one.value, label("screen", one)) for one in ORDER)], screen=screen,
        sites=[("", "全部"), *names.items()], site=site, site_names=names, rounds=done, persons=persons, detail=detail_words, called=_called, seen=seen_words,
        ticked=asked(request, "tick", ("all",)), tick_all=_ticking(request, "all"), tick_none=_ticking(request, ""),
        may_decide=who.role is Role.CENTRE and state != CandidateState.GONE.value,
    )  # fmt: skip


@ROUTER.get("/patrol/white", response_class=HTMLResponse)
async def white(request: Request, who: Reading) -> HTMLResponse:
    """The white list, and how often each line was dismissed: what is dismissed again and again belongs on it."""
    web = web_of(request)
    async with web.store.database.read() as connection:
        entries = await patrol_queue.white_list(connection)
        tallies = await patrol_queue.tallies_by_line(connection)
        persons = await full_names(connection)
    held = {(one.screen, one.line) for one in entries if not one.site}
    return show(
        request, who, "patrol_white.html", entries=entries, tallies=[one for one in tallies if _key(one) not in held], line=line_words,
        persons=persons, site_names={one.id: one.name for one in web.watch().sites}, may_decide=who.role is Role.CENTRE,
    )  # fmt: skip


@ROUTER.get("/patrol/{id}", response_class=HTMLResponse)
async def line(request: Request, id: Id, who: Reading) -> HTMLResponse:
    """One line whole: every candidate on it, to be decided singly too, and the pages that carry it."""
    web = web_of(request)
    async with web.store.database.read() as connection:
        found = await patrol_queue.by_ids(connection, [id]) if id.startswith("pc_") else []
        if not found:
            raise nothing()
        several = await patrol_queue.on_line(connection, found[0])
        pages = await patrol_queue.pages_of(connection, found[0].site, [one.cause for one in several])
        persons = await full_names(connection)
        now, parts = web.clock(), [part_of(found[0].screen, found[0].line)]
        shots = await pictures_of(connection, found[0].site, parts, now - OLDEST, now, SHOTS)
    return show(
        request, who, "patrol_line.html", shots=shots, first=found[0], several=several, persons=persons, detail=detail_words, called=_called, seen=seen_words,
        carriers=[CarryingPage(*one) for one in pages], named=_named(found[0]), most=1000,
        site=next((one.name for one in web.watch().sites if one.id == found[0].site), found[0].site),
        may_decide=who.role is Role.CENTRE and found[0].state is not CandidateState.GONE,
    )  # fmt: skip


def _called(one: PatrolCandidate) -> str:
    return line_words(one.screen, one.line, one.detail.get("find", ""))


def _ticking(request: Request, tick: str) -> str:
    """The address of this page with all of its lines ticked, or none."""
    query = {name: value for name, value in request.query_params.items() if name not in ("tick", "done")}
    return f"/patrol?{urlencode({**query, 'tick': tick} if tick else query)}"


def _key(one: LineTally) -> tuple[ScreenId, str]:
    return one.screen, one.line


def _named(one: PatrolCandidate) -> list[str]:
    """The pages that a candidate of many pages names itself."""
    return [page for page in one.detail.get("pages", "").split("\n") if page]
