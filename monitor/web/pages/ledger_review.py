"""台账·核对: addresses to be confirmed, what file and page both changed, and everything that was ever changed."""

import json
from collections.abc import Sequence
from typing import Any

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import RedirectResponse

from monitor.domain.access import Role, Viewer
from monitor.domain.config_edit import ConfigEdit
from monitor.domain.timing import day_of
from monitor.web import forms
from monitor.web.auth.read_log import Read
from monitor.web.forms import BadForm, sent_form
from monitor.web.ledger import rows as ledger_rows
from monitor.web.ledger.compared import chosen_changes, compared_rows
from monitor.web.ledger.field_names import FIELD_NAMES
from monitor.web.ledger.rows import UnitIndex
from monitor.web.ledger.saving import (
    Change,
    LedgerRefused,
    Overtaken,
    differing,
    door_of,
    edits_of,
    ledger_of,
    save,
    settle,
    shown,
)
from monitor.web.pages._page import Id, nothing, show, web_of
from monitor.web.pages.jobs import job_page
from monitor.web.pages.ledger import Centre, Reading, item_words, large_form, seen_of
from storage.access.people import full_names
from storage.ops import requests

#: Lines of the history on one page.
HISTORY = 300

ROUTER = APIRouter(route_class=Read)
ACTS = APIRouter(prefix="/acts/ledger", include_in_schema=False, dependencies=[Depends(large_form)])


@ROUTER.get("/ledger/confirm")
async def confirm(request: Request, who: Reading) -> Response:
    """Columns whose address is to be confirmed: looked at, not judged, until somebody ticks them."""
    known = await ledger_of(web_of(request))
    names = UnitIndex.of(known)
    found = [
        (one, ledger_rows.row_of_item(n, one, names), one.key.split("/")[1])
        for n, one in enumerate(known.of("column"))
        if one.table.get("confirm")
    ]
    return show(
        request, who, "ledger_confirm.html", found=found, seen=known.version, ticked="tick" in request.query_params,
        may_act=who.role is Role.CENTRE,
    )  # fmt: skip


@ACTS.post("/confirm")
async def save_confirm(request: Request, who: Centre) -> Response:
    """Confirm the addresses of the ticked columns (确认栏目地址): item (several), url-ITEM where it was changed."""
    web, form = web_of(request), await sent_form(request)
    known = await ledger_of(web, seen_of(form))
    wrong: list[str] = []
    changes: list[Change] = []
    for key in form.getlist("item"):
        item = known.items.get(key) if isinstance(key, str) else None
        if item is None or item.kind != "column":
            continue
        url = str(form.get(f"url-{key}", item.table.get("url") or "")).strip()
        if not ledger_rows.is_url(url):
            wrong.append(f"“{item.table.get('name', key)}”：没有可用的网址，不能确认。")
        changes += differing(known, item.key, {"url": url, "confirm": False})
    if wrong:
        raise BadForm(" ".join(wrong[:10]))
    if not changes:
        raise BadForm("栏目：请至少选择一个。")
    return await _done(
        request, who, changes, seen_of(form), forms.local_path(form.get("back"), "/ledger/confirm")
    )


@ACTS.post("/compared/{id}")
async def save_compared(request: Request, who: Centre, id: Id) -> Response:
    """Save the ticked proposals of a comparison (采用核对建议): on-COLUMN where ticked, how-COLUMN which of them."""
    web, form = web_of(request), await sent_form(request)
    async with web.store.database.read() as connection:
        found = await requests.find(connection, id)
        persons = await full_names(connection)
    if found is None or found.kind != "compare" or found.result is None:
        raise nothing()
    data, seen = json.loads(found.result), seen_of(form)
    known = await ledger_of(web)
    rows = compared_rows(data, found.target, known, day_of(web.clock()).isoformat())
    chosen = {row.id: str(form.get(f"how-{row.id}", "")) for row in rows if f"on-{row.id}" in form}
    changes = chosen_changes(rows, chosen, known)
    if not changes:
        raise BadForm("请至少勾选一项建议。")
    said: dict[str, Any] = {}
    try:
        await save(request, who, changes, seen)
        return RedirectResponse(f"/jobs/{id}?done=ledger", 303)
    except LedgerRefused as error:
        said = {"wrong": error.words}
    except Overtaken as error:
        said = {"theirs": error.edits}
    page = await job_page(request, who, found, True, (), persons, data, chosen=chosen, **said)
    page.status_code = 409 if "theirs" in said else 400
    return page


@ROUTER.get("/ledger/conflicts")
async def conflicts(request: Request, who: Reading) -> Response:
    """Fields that the file and somebody here both changed: a person chooses."""
    known = await ledger_of(web_of(request))
    async with web_of(request).store.database.read() as connection:
        persons = await full_names(connection)
    return show(
        request, who, "ledger_conflicts.html", found=known.conflicts, seen=known.version, fields=FIELD_NAMES, shown=shown,
        unit_words=UnitIndex.of(known).names, persons=persons, may_act=who.role is Role.CENTRE, item_words=lambda key: item_words(known, key),
    )  # fmt: skip


@ACTS.post("/conflicts")
async def save_conflicts(request: Request, who: Centre) -> Response:
    """Settle conflicts as chosen (处理不一致): choose-ITEM|FIELD = page or file."""
    web, form = web_of(request), await sent_form(request)
    known = await ledger_of(web)
    chosen = []
    for _, state in known.conflicts:
        choice = form.get(f"choose-{state.edit.item}|{state.edit.field}")
        if choice in ("page", "file"):
            chosen.append((state.edit, choice == "page"))
    if not chosen:
        raise BadForm("请至少为一项选择采用哪一处的内容。")
    try:
        await settle(request, who, chosen, seen_of(form))
    except Overtaken:
        raise BadForm("这些内容刚刚被其他人修改，请返回刷新后重新选择。") from None
    except LedgerRefused as error:
        raise BadForm(" ".join(error.words)) from None
    return RedirectResponse("/ledger/conflicts?done=resolved", 303)


@ROUTER.get("/ledger/history")
async def history(request: Request, who: Reading) -> Response:
    """What was changed here or by a workbook, the newest first: who, when, from what to what."""
    web = web_of(request)
    every = await edits_of(web)
    known = door_of(web).ledger(every)
    start = request.query_params.get("item", "")[:320]
    before: dict[tuple[str, str], ConfigEdit] = {}
    names = UnitIndex.of(known).names
    lines = []
    for one in every:
        old = before.get((one.item, one.field))
        before[one.item, one.field] = one
        if not start or one.item == start or one.item.startswith(f"{start}/"):
            was = old.value if old and old.value is not None else one.base
            lines.append((one, "（没有）" if was is None else shown(was, one.field, names)))
    async with web.store.database.read() as connection:
        persons = await full_names(connection)
    return show(
        request, who, "ledger_history.html", lines=lines[::-1][:HISTORY], many=len(lines), most=HISTORY, fields=FIELD_NAMES,
        shown=shown, unit_words=names, persons=persons, start=start, item_words=lambda key: item_words(known, key),
    )  # fmt: skip


async def _done(request: Request, who: Viewer, changes: Sequence[Change], seen: int, page: str) -> Response:
    """Save a short form and lead back; what is wrong is told on the form itself."""
    try:
        await save(request, who, changes, seen)
    except LedgerRefused as error:
        raise BadForm(" ".join(error.words)) from None
    except Overtaken as error:
        what = "、".join(sorted({FIELD_NAMES.get(one.field, one.field) for one in error.edits}))
        raise BadForm(
            f"{what}刚刚被{error.edits[0].who}修改，没有保存；请返回刷新，核对后重新填写。"
        ) from None
    return RedirectResponse(f"{page}{'&' if '?' in page else '?'}done=ledger", 303)
