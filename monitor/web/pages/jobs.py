"""任务: what takes minutes (discovery, looking, backfill, notice, score sheets), how far it is, and what came of it."""

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from datetime import timedelta
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse, StreamingResponse
from ulid import ULID

from monitor.domain.access import Role, Viewer
from monitor.domain.site import Account, Watch
from monitor.domain.timing import Quarter, day_of
from monitor.web import forms
from monitor.web.auth.guard import acting, address_of, require
from monitor.web.auth.read_log import Read
from monitor.web.forms import BadForm, sent_form
from monitor.web.ledger.compared import compared_rows
from monitor.web.ledger.field_names import FIELD_NAMES
from monitor.web.ledger.rows import UnitIndex
from monitor.web.ledger.saving import ledger_of, shown
from monitor.web.pages._page import Id, names_of, nothing, show, web_of
from monitor.web.pages._todo import is_running
from monitor.web.progress import job_words
from monitor.wording.say import label
from storage.access import audit
from storage.access.people import full_names
from storage.ops import requests
from storage.ops.requests import LONG, UserRequest

ROUTER = APIRouter(route_class=Read)
ACTS = APIRouter(prefix="/acts", include_in_schema=False)

Reading = Annotated[Viewer, Depends(require(Role.CENTRE, Role.AUDITOR))]
Centre = Annotated[Viewer, Depends(acting(Role.CENTRE))]
#: So many are listed.
LISTED = 50
#: How often a page that follows a job is told, and how long one answer lasts: then the browser asks again, logged in or not.
TOLD_EVERY_S, LASTS_S = 1.0, 60
#: What may be asked for by the form of jobs; the others have forms of their own.
ASKED = ("look", "backfill", "compare", "report", "scores")
#: Steps that are codes, and no names.
_STEPS = {"looking": "正在访问", "judging": "正在判定"}
_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}


@ROUTER.get("/jobs")
async def jobs(request: Request, who: Reading) -> Response:
    """What was asked for last, and the forms to ask for more."""
    web = web_of(request)
    running = await is_running(web)
    async with web.store.database.read() as connection:
        found = await requests.newest(connection, LONG, LISTED)
        persons = await full_names(connection)
    today = day_of(web.clock())
    quarter = Quarter.of(today)
    return show(
        request, who, "jobs.html", found=[(one, job_words(one, running)) for one in found], persons=persons,
        running=running, quarters=[str(quarter), str(quarter.previous)], begun=quarter.first, may_act=who.role is Role.CENTRE,
        targets=_targets(web.watch()), account_words=_account,
    )  # fmt: skip


@ROUTER.get("/jobs/{id}")
async def job(request: Request, who: Reading, id: Id) -> Response:
    """One of them: how far it is, or what came of it."""
    web = web_of(request)
    found, running = await _found(request, id), await is_running(web)
    async with web.store.database.read() as connection:
        files = await requests.file_names(connection, id)
        persons = await full_names(connection)
    data = json.loads(found.result) if found.result else None
    if (
        found.kind == "discover"
        and data is not None
        and who.role is Role.CENTRE
        and "stay" not in request.query_params
    ):
        return RedirectResponse(f"/ledger/drafts/{id}", 303)
    return await job_page(request, who, found, running, files, persons, data)


async def job_page(
    request: Request, who: Viewer, found: UserRequest, running: bool, files: Sequence[str], persons: dict[str, str], data: Any,
    **compared: Any,
) -> HTMLResponse:  # fmt: skip
    """The page of one job; *compared*: how the form of a comparison was filled in."""
    if found.kind == "compare" and data is not None:
        compared = {
            "wrong": (),
            "theirs": (),
            "chosen": {},
            **await compared_facts(request, found, data),
            **compared,
        }
    return show(
        request, who, "job.html", job=found, word=job_words(found, running), files=files, persons=persons, data=data,
        step=_step(found), count=_count(found), target=_targets(web_of(request).watch()).get(found.target, found.target),
        may_act=who.role is Role.CENTRE, **compared,
    )  # fmt: skip


async def compared_facts(request: Request, found: UserRequest, data: Any) -> dict[str, Any]:
    """What the page of a comparison shows: its columns as the ledger has them now."""
    web = web_of(request)
    known = await ledger_of(web)
    return {
        "rows": compared_rows(data, found.target, known, day_of(web.clock()).isoformat()), "seen": known.version,
        "ticked": "tick" in request.query_params, "fields": FIELD_NAMES, "shown": shown, "unit_words": UnitIndex.of(known).names,
        "item_words": lambda key: str(known.items[key].table.get("name", key)) if key in known.items else key,
    }  # fmt: skip


@ROUTER.get("/jobs/{id}/events")
async def events(request: Request, who: Reading, id: Id) -> Response:
    """How far it is, as server-sent events: one a second while it runs, and a last one."""
    await _found(request, id)
    return StreamingResponse(
        _events(request, id), media_type="text/event-stream", headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    )  # fmt: skip


@ROUTER.get("/jobs/{id}/files/{name}")
async def file(request: Request, who: Reading, id: Id, name: str) -> Response:
    """One of the files that it made."""
    await _found(request, id)
    async with web_of(request).store.database.read() as connection:
        content = await requests.file(connection, id, name[:120])
    if content is None:
        raise nothing()
    return Response(
        content,
        media_type=_TYPES.get(name.rpartition(".")[2], "application/octet-stream"),
        headers={"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}"},
    )


@ACTS.post("/job")
async def ask(request: Request, who: Centre) -> Response:
    """Ask for one (提交任务): kind, target, since."""
    form = await sent_form(request)
    web = web_of(request)
    kind = forms.choice(form, "kind", "任务", ASKED)
    target = forms.text(form, "target", "对象", 100)
    known = {one.id for one in web.watch().subjects} | {"*"}
    options: dict[str, Any] = {}
    if kind in ("report", "scores"):
        try:
            quarter = Quarter.parse(target)
        except ValueError:
            raise BadForm(f"季度：“{target}”应写作2026Q3的形式。") from None
        if quarter.first > day_of(web.clock()):
            raise BadForm(f"季度：{quarter}到{quarter.first}才开始，现在还没有可以统计的情况。")
        target = str(quarter)
    elif target not in known:
        raise BadForm(f"对象：台账中没有“{target}”。")
    if kind == "backfill":
        since = forms.day(form, "since", "起始日期", None)
        today = day_of(web.clock())
        if since is None or not today - timedelta(days=1100) <= since <= today:
            raise BadForm("起始日期：应在今天以前、三年以内。")
        options["since"] = since.isoformat()
    return RedirectResponse(f"/jobs/{await ask_for(request, who, kind, target, options)}", 303)


async def ask_for(request: Request, who: Viewer, kind: str, target: str, options: dict[str, Any]) -> str:
    """Hand a request in, noted; the id of it, or of the same one that waits already."""
    web, now = web_of(request), web_of(request).clock()
    one = UserRequest(
        id=f"re_{ULID.from_datetime(now)}", at=now, who=who.name, kind=kind, target=target,
        options=json.dumps(options, ensure_ascii=False),
    )  # fmt: skip
    async with web.store.database.write() as connection:
        if (same := await requests.same_waiting(connection, one)) is not None:
            return same
        await requests.ask(connection, one)
        entry = audit.AuditEntry(
            at=now, who=who.name, act=f"job_{kind}", target=target, detail=one.id, address=address_of(request)
        )
        await audit.note(connection, entry)
    return one.id


async def _found(request: Request, id: str) -> UserRequest:
    async with web_of(request).store.database.read() as connection:
        found = await requests.find(connection, id)
    if found is None:
        raise nothing()
    return found


async def _events(request: Request, id: str) -> AsyncIterator[str]:
    yield "retry: 1000\n\n"
    last = ""
    for _ in range(int(LASTS_S / TOLD_EVERY_S)):
        found = await _found(request, id)
        word = job_words(found, await is_running(web_of(request)))
        said = {
            "step": _step(found), "count": _count(found), "state": word.word, "steps": found.steps, "total": found.total,
            "done": found.done_at is not None,
        }  # fmt: skip
        text = json.dumps(said, ensure_ascii=False)
        if text != last:
            yield f"data: {text}\n\n"
            last = text
        if found.done_at is not None or await request.is_disconnected():
            return
        await asyncio.sleep(TOLD_EVERY_S)


def _step(one: UserRequest) -> str:
    return _STEPS.get(one.step, one.step)


def _count(one: UserRequest) -> str:
    if not one.steps:
        return ""
    return f"{one.steps} / {one.total}" if one.total else f"已完成{one.steps}步"


def _targets(watch: Watch) -> dict[str, str]:
    """What a job may be about, by the name that people know."""
    return {id: name for id, (name, _) in names_of(watch).items()} | {"*": "全部网站和账号"}


def _account(one: Account) -> str:
    """Its name and platform: a unit's accounts have one name on several."""
    return f"{one.name}（{label('platform', one.platform)}）"
