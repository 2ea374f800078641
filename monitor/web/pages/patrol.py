"""待核实线索: what the patrol saw on whole sites, for the centre to confirm or dismiss, one or many at once."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from monitor.domain.access import Role, Viewer
from monitor.domain.patrol import CandidateState, PatrolCandidate, ScreenId
from monitor.domain.timing import day_of
from monitor.web.auth.guard import require
from monitor.web.auth.read_log import Read
from monitor.web.pages._page import show, web_of
from monitor.web.pages._table import Head, arrange, as_file, asked, on_page
from monitor.wording.say import label
from storage.observations import patrol

ROUTER = APIRouter(route_class=Read)

Reading = Annotated[Viewer, Depends(require(Role.CENTRE, Role.AUDITOR))]
#: The most candidates that a page or file holds.
MOST = 5000

HEADS: list[Head[PatrolCandidate]] = [
    Head("screen", "筛查项", lambda one: label("screen", one.screen)),
    Head("cause", "线索", lambda one: one.cause),
    Head("sentence", "所见", lambda one: one.sentence),
    Head("site", "网站", lambda one: one.site),
    Head("page", "页面", lambda one: one.page),
    Head("pages", "涉及页面", lambda one: one.pages),
    Head("first", "首次发现", lambda one: one.first_seen),
    Head("state", "状态", lambda one: label("candidate", one.state)),
    Head("note", "核实理由", lambda one: one.note),
]


@ROUTER.get("/patrol")
async def candidates(request: Request, who: Reading) -> Response:
    """Candidates of one state, site and screen; those to be decided first."""
    web = web_of(request)
    state = asked(request, "state", [one.value for one in CandidateState]) or CandidateState.OPEN.value
    screen = asked(request, "screen", [one.value for one in ScreenId])
    site = asked(request, "site", [one.id for one in web.watch().sites])
    async with web.store.database.read() as connection:
        found = await patrol.candidates(
            connection, site or None, CandidateState(state), ScreenId(screen) if screen else None, MOST
        )
    listing = arrange(request, HEADS, found, "screen")
    file = as_file(request, "patrol", HEADS, listing, day_of(web.clock()))
    if file is not None:
        return file
    return show(
        request, who, "patrol.html", listing=listing, page_rows=on_page(listing), total=len(found), most=MOST,
        states=[(one.value, label("candidate", one)) for one in CandidateState], state=state,
        screens=[(one.value, label("screen", one)) for one in ScreenId], screen=screen,
        sites=[(one.id, one.name) for one in web.watch().sites], site=site,
        may_decide=who.role is Role.CENTRE and state != CandidateState.GONE.value,
    )  # fmt: skip
