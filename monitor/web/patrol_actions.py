"""What people make of the patrol's candidates (核实巡查线索): confirm, dismiss, white-list. Forms that lead back."""

import re
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from monitor.assess.patrol_findings import update_patrol_findings
from monitor.domain.access import Viewer
from monitor.domain.patrol import CandidateState, ScreenId
from monitor.web import forms
from monitor.web.actions import Centre, audit_entry, lead_back
from monitor.web.auth.guard import web_of
from monitor.web.forms import BadForm, sent_form
from storage.access import audit
from storage.observations import patrol_queue

ROUTER = APIRouter(prefix="/acts", include_in_schema=False)

#: What a person may make of a candidate of the patrol.
SETTLED = (CandidateState.CONFIRMED.value, CandidateState.DISMISSED.value)
#: On its site, or on every site, a line of the queue is right wherever it stands.
WHITE = ("white", "white_all")


@ROUTER.post("/patrol")
async def patrol_decision(request: Request, who: Centre) -> Response:
    """
    Confirm, dismiss or white-list candidates of the patrol (核实巡查线索): id (several), outcome, reason, scope.

    *scope* line: all candidates that share the line of the queue; one: those of *id* alone. What is confirmed is a finding at once.
    """
    web, form = web_of(request), await sent_form(request)
    ids = [one for one in form.getlist("id") if isinstance(one, str) and re.fullmatch(r"pc_\w{10,40}", one)]
    if not ids:
        raise BadForm("线索：请至少选择一条。")
    outcome = forms.choice(form, "outcome", "结论", (*SETTLED, *WHITE))
    reason, only = forms.text(form, "reason", "理由", 400), form.get("scope") == "one"
    now = web.clock()
    async with web.store.database.write() as connection:
        candidates = await patrol_queue.by_ids(connection, ids)
        if outcome in WHITE:
            lines = {("" if outcome == "white_all" else one.site, one.screen, one.line) for one in candidates}
            for site, screen, line in sorted(lines):
                await _white(request, connection, who, site, screen, line, reason)
        else:
            await patrol_queue.decide_some(
                connection, candidates, CandidateState(outcome), who.name, reason, now, only=only
            )
            for one in candidates:
                await audit.note(connection, audit_entry(request, who, f"patrol_{outcome}", one.id, reason))
        sites = sorted({one.site for one in candidates})
        await update_patrol_findings(connection, web.watch(), sites, now)
    return await lead_back(request, "patrol", "/patrol")


@ROUTER.post("/patrol-white")
async def patrol_white(request: Request, who: Centre) -> Response:
    """White-list lines on every site (列入白名单): line (several; screen and line), reason."""
    web, form = web_of(request), await sent_form(request)
    said = [one.partition(" ") for one in form.getlist("line") if isinstance(one, str)]
    lines = [(ScreenId(screen), line) for screen, _, line in said if screen in set(ScreenId) and line]
    if not lines:
        raise BadForm("线索：请至少选择一条。")
    reason = forms.text(form, "reason", "理由", 400)
    async with web.store.database.write() as connection:
        for screen, line in lines:
            await _white(request, connection, who, "", screen, line[:1000], reason)
    return await lead_back(request, "patrol", "/patrol/white")


@ROUTER.post("/patrol-white-end")
async def patrol_white_end(request: Request, who: Centre) -> Response:
    """Take an entry off the white list (移出白名单): entry."""
    web, form = web_of(request), await sent_form(request)
    id = forms.text(form, "entry", "白名单编号", 40)
    async with web.store.database.write() as connection:
        if not await patrol_queue.end_white(connection, id, who.name, web.clock()):
            raise BadForm("白名单编号：没有这一条，或已移出。")
        await audit.note(connection, audit_entry(request, who, "patrol_white_ended", id, ""))
    return await lead_back(request, "patrol", "/patrol/white")


async def _white(
    request: Request, connection: Any, who: Viewer, site: str, screen: ScreenId, line: str, reason: str
) -> None:
    now = web_of(request).clock()
    id = await patrol_queue.put_white(connection, site, screen, line, who.name, reason, now)
    await audit.note(connection, audit_entry(request, who, "patrol_white", id, f"{line}：{reason}"[:1000]))
