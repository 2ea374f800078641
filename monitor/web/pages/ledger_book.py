"""台账·Excel: the columns as a workbook, out and back in; what comes back is looked through before it holds."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.datastructures import UploadFile
from ulid import ULID

from monitor.collect.imports.ledger_sheet import TOLD, FilledSheet, read_sheet
from monitor.config.overlay import Ledger
from monitor.domain.access import Role, Viewer
from monitor.domain.config_edit import ConfigEdit, Door, LedgerProposal, ProposalState
from monitor.domain.timing import day_of
from monitor.web import forms
from monitor.web.auth.guard import acting, address_of, require
from monitor.web.auth.read_log import Read
from monitor.web.context import Web
from monitor.web.forms import BadForm, sent_form
from monitor.web.ledger.book import LAYOUT, BookScope, file_name, write_book
from monitor.web.ledger.field_names import FIELD_NAMES
from monitor.web.ledger.proposing import (
    ProposedLine,
    changes_in,
    item_name,
    proposal_lines,
    propose,
)
from monitor.web.ledger.rows import UnitIndex
from monitor.web.ledger.saving import (
    LedgerRefused,
    Overtaken,
    door_of,
    edits_for,
    edits_of,
    ledger_of,
    shown,
    store_edits,
)
from monitor.web.pages._page import Id, nothing, show, unit_name, web_of
from monitor.web.pages.ledger import large_form, seen_of
from probes.wall.base import ReaderBroke
from storage.access import audit
from storage.access.people import full_names
from storage.decisions import proposals

ROUTER = APIRouter(route_class=Read)
ACTS = APIRouter(prefix="/acts/ledger", include_in_schema=False, dependencies=[Depends(large_form)])

Reading = Annotated[Viewer, Depends(require(*Role))]
Filling = Annotated[Viewer, Depends(acting(Role.CENTRE, Role.UNIT))]
#: So many of one unit wait at the most.
MOST_OPEN = 10
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(slots=True)
class ProposedColumn:
    """What a proposal says of one column."""

    name: str
    key: str
    row: int
    is_new: bool
    lines: list[ProposedLine] = field(default_factory=list)


@ROUTER.get("/ledger/book")
async def book(request: Request, who: Reading) -> Response:
    """Where workbooks go out and come in; a unit's clerk finds those of her own unit."""
    return await _book_page(request, who, ())


@ROUTER.get("/ledger/book.xlsx")
async def download(request: Request, who: Reading, site: str = "", unit: str = "") -> Response:
    """The columns of *site*, of *unit*, or all; for a unit's clerk those of her unit, whatever is asked for."""
    web = web_of(request)
    known = await ledger_of(web)
    scope = BookScope(site=site, unit=_unit_of(who) or unit)
    if any(id and f"{kind}/{id}" not in known.items for kind, id in (("site", site), ("unit", scope.unit))):
        raise nothing()
    content = write_book(known, scope, centre=web.watch().centre.name, now=web.clock())
    name = quote(file_name(scope, day_of(web.clock())))
    return Response(
        content, media_type=_TYPE, headers={"Content-Disposition": f"attachment; filename*=UTF-8''{name}"}
    )


@ACTS.post("/book")
async def upload(request: Request, who: Filling) -> Response:
    """Hand a filled-in workbook in (提交台账): file. It is shown as a difference; nothing holds yet."""
    web, form = web_of(request), await sent_form(request)
    unit = _unit_of(who)
    file = form.get("file")
    if not isinstance(file, UploadFile) or not file.filename:
        raise BadForm("文件：请选择填好的Excel台账。")
    name = "".join(one for one in file.filename if one.isprintable())[:200]
    content = await file.read()
    async with web.store.database.read() as connection:
        if unit is not None and await proposals.count_open(connection, unit) >= MOST_OPEN:
            raise BadForm(f"本单位已有{MOST_OPEN}份台账等候监测单位审核，请先撤回不需要的。")
    read = await web.wall.read(read_sheet, content, LAYOUT)
    if isinstance(read, ReaderBroke):
        read = FilledSheet(
            wrong=["读取文件所需的时间或内存过多，已停止；请只保留栏目台账工作表，另存后重新提交。"]
        )
    edits = await edits_of(web)
    draft = propose(read, edits, door_of(web), unit)
    if not draft.wrong and not draft.fields and not draft.missing:
        draft.wrong.append(f"“{name}”与台账完全一致，没有需要提交的修改。")
    if draft.wrong:
        return await _book_page(request, who, draft.wrong, name)
    now = web.clock()
    one = LedgerProposal(
        id=f"lp_{ULID.from_datetime(now)}", at=now, who=who.name, unit=unit, file=name, sha256=hashlib.sha256(content).hexdigest(),
        fields=tuple(draft.fields), missing=tuple(draft.missing), unchanged=draft.unchanged, remarks=tuple(draft.remarks),
    )  # fmt: skip
    async with web.store.database.write() as connection:
        await proposals.add_proposal(connection, one)
        await audit.note(connection, _noted(request, who, "ledger_proposed", one, name))
    return RedirectResponse(f"/ledger/proposals/{one.id}{'' if unit is None else '?done=proposed'}", 303)


@ROUTER.get("/ledger/proposals/{id}")
async def proposal(request: Request, who: Reading, id: Id) -> Response:
    """What one workbook would change, held against what holds now."""
    return await _proposal_page(request, who, await _found(request, who, id))


@ACTS.post("/proposals/{id}")
async def decide(request: Request, who: Filling, id: Id) -> Response:
    """
    Say what becomes of it (处理台账提交): do = accept or refuse (the centre), withdraw (whoever handed it in).

    accept: seen, retire (several). refuse: note.
    """
    web, form = web_of(request), await sent_form(request)
    do = forms.choice(form, "do", "操作", ("accept", "refuse", "withdraw"))
    one = await _found(request, who, id)
    if who.role is Role.UNIT and do != "withdraw":
        raise nothing()
    if one.state is not ProposalState.OPEN:
        raise BadForm("这份提交已经处理过，请返回刷新。")
    if do == "accept":
        return await _accept(request, who, one, seen_of(form), [str(key) for key in form.getlist("retire")])
    note = forms.note(form, "note", "退回理由", needed=do == "refuse")
    state, done = {
        "refuse": (ProposalState.REFUSED, "proposal_refused"),
        "withdraw": (ProposalState.WITHDRAWN, "proposal_withdrawn"),
    }[do]
    async with web.store.database.write() as connection:
        if await proposals.decide(
            connection, one, state=state, decided_by=who.name, decided_at=web.clock(), note=note
        ):
            await audit.note(connection, _noted(request, who, f"ledger_{state.value}", one, note))
    return RedirectResponse(f"/ledger/proposals/{id}?done={done}", 303)


async def _accept(
    request: Request, who: Viewer, one: LedgerProposal, seen: int, retire: Sequence[str]
) -> Response:
    """Its changes hold from now on, but for those that are in somebody else's way."""
    web = web_of(request)
    edits = await edits_of(web)
    known = door_of(web).ledger(edits)
    lines = proposal_lines(one.fields, known, edits)
    today = day_of(web.clock()).isoformat()
    changes = changes_in(lines, [key for key in retire if key in one.missing], today, known)
    said = edits_for(changes, known, who.name, web.clock(), Door.WORKBOOK)
    try:
        await store_edits(request, said, seen, edits)
    except LedgerRefused as error:
        return await _proposal_page(request, who, one, wrong=error.words)
    except Overtaken as error:
        return await _proposal_page(request, who, one, theirs=error.edits)
    decided = {"state": ProposalState.ACCEPTED, "decided_by": who.name, "decided_at": web.clock()}
    async with web.store.database.write() as connection:
        await proposals.decide(connection, one, **decided, batch=said[0].batch if said else "")
    return RedirectResponse(f"/ledger/proposals/{one.id}?done=ledger", 303)


def _unit_of(who: Viewer) -> str | None:
    """The unit whose columns these are; None: the centre's, all. A clerk without a unit has none."""
    if who.role is not Role.UNIT:
        return None
    if who.unit is None:
        raise nothing()
    return who.unit


async def _found(request: Request, who: Viewer, id: str) -> LedgerProposal:
    async with web_of(request).store.database.read() as connection:
        one = await proposals.find_proposal(connection, id)
    if one is None or (who.role is Role.UNIT and (one.unit is None or one.unit != who.unit)):
        raise nothing()
    return one


def _noted(request: Request, who: Viewer, act: str, one: LedgerProposal, detail: str) -> audit.AuditEntry:
    return audit.AuditEntry(
        at=web_of(request).clock(), who=who.name, act=act, target=one.id, detail=detail, address=address_of(request)
    )  # fmt: skip


async def _book_page(request: Request, who: Viewer, wrong: Sequence[str], file: str = "") -> HTMLResponse:
    web, unit = web_of(request), _unit_of(who)
    known = await ledger_of(web)
    async with web.store.database.read() as connection:
        found = await proposals.newest_proposals(connection, unit)
        persons = await full_names(connection)
    scope = BookScope(unit=unit or "")
    page = show(
        request, who, "ledger_book.html", known=known, sites=scope.sites(known), many=len(scope.columns(known)), found=found,
        persons=persons, wrong=wrong[:TOLD], more=max(0, len(wrong) - TOLD), file=file, unit=unit,
        unit_name=_named(web), may_act=who.role is not Role.AUDITOR,
    )  # fmt: skip
    page.status_code = 400 if wrong else 200
    return page


async def _proposal_page(
    request: Request, who: Viewer, one: LedgerProposal, *, wrong: Sequence[str] = (), theirs: Sequence[ConfigEdit] = ()
) -> HTMLResponse:  # fmt: skip
    web = web_of(request)
    edits = await edits_of(web)
    known = door_of(web).ledger(edits)
    is_open = one.state is ProposalState.OPEN
    lines = proposal_lines(one.fields, known, edits)
    columns = _columns_of(lines, known)
    async with web.store.database.read() as connection:
        persons = await full_names(connection)
    missing = [(key, item_name(lines, known, key)) for key in one.missing]
    page = show(
        request, who, "ledger_proposal.html", proposal=one, columns=columns, missing=missing, is_open=is_open, seen=known.version,
        conflicts=sum(line.is_conflict for line in lines) if is_open else 0, wrong=wrong, theirs=theirs, persons=persons,
        fields=FIELD_NAMES, shown=shown, unit_words=UnitIndex.of(known).names, unit_name=_named(web),
        item_words=lambda key: item_name(lines, known, key), may_act=who.role is Role.CENTRE,
    )  # fmt: skip
    page.status_code = 409 if theirs else 400 if wrong else 200
    return page


def _columns_of(lines: Sequence[ProposedLine], known: Ledger) -> list[ProposedColumn]:
    """The lines by column, in the order of the sheet."""
    found: dict[str, ProposedColumn] = {}
    for one in lines:
        key = one.field.item
        if key not in found:
            found[key] = ProposedColumn(item_name(lines, known, key), key, one.field.row, one.is_new)
        if one.field.field:
            found[key].lines.append(one)
    return list(found.values())


def _named(web: Web) -> dict[str, str]:
    watch = web.watch()
    return {one.id: unit_name(watch, one.id) for one in watch.units}
