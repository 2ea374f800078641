"""台账·单位和账号: every unit, every account, as a form of rows."""

from collections.abc import Sequence
from typing import Any

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.datastructures import FormData

from monitor.config.overlay import Ledger
from monitor.domain.access import Role, Viewer
from monitor.domain.config_edit import ConfigEdit
from monitor.web.auth.read_log import Read
from monitor.web.forms import sent_form
from monitor.web.ledger.rows import LONGEST_NAME, UnitIndex
from monitor.web.ledger.saving import Change, LedgerRefused, Overtaken, differing, ledger_of, save
from monitor.web.pages._page import show, web_of
from monitor.web.pages.ledger import Centre, Reading, choices_of, large_form, seen_of
from monitor.wording.labels import PLATFORMS, UNIT_KINDS

ROUTER = APIRouter(route_class=Read)
ACTS = APIRouter(prefix="/acts/ledger", include_in_schema=False, dependencies=[Depends(large_form)])


@ROUTER.get("/ledger/units")
async def units(request: Request, who: Reading) -> Response:
    """Every unit, as a form."""
    known = await ledger_of(web_of(request))
    return _items_page(request, who, "unit", known, _unit_rows(known), known.version)


@ROUTER.get("/ledger/accounts")
async def accounts(request: Request, who: Reading) -> Response:
    """Every account, as a form."""
    known = await ledger_of(web_of(request))
    return _items_page(request, who, "account", known, _account_rows(known), known.version)


@ACTS.post("/units")
async def save_units(request: Request, who: Centre) -> Response:
    """Save units (保存单位): names, aliases, mail addresses, kinds; a row without an id is a new one."""
    return await _save_items(request, who, "unit")


@ACTS.post("/accounts")
async def save_accounts(request: Request, who: Centre) -> Response:
    """Save accounts (保存账号): name, platform, unit; a row without an id is a new one."""
    return await _save_items(request, who, "account")


def _unit_rows(known: Ledger) -> list[dict[str, Any]]:
    return [
        {
            "id": one.id, "name": str(one.table.get("name", "")), "aliases": "、".join(one.table.get("aliases", ())),
            "email": "、".join(one.table.get("email", ())), "kind": str(one.table.get("kind") or ""), "item": one,
        }
        for one in known.of("unit")
    ]  # fmt: skip


def _account_rows(known: Ledger) -> list[dict[str, Any]]:
    names = UnitIndex.of(known).names
    return [
        {
            "id": one.id, "name": str(one.table.get("name", "")), "platform": str(one.table.get("platform", "")),
            "unit": names.get(one.table.get("unit") or "", ""), "item": one,
        }
        for one in known.of("account")
    ]  # fmt: skip


def _items_page(
    request: Request, who: Viewer, kind: str, known: Ledger, rows: list[dict[str, Any]], seen: int,
    wrong: Sequence[str] = (), theirs: Sequence[ConfigEdit] = (),
) -> HTMLResponse:  # fmt: skip
    page = show(
        request, who, "ledger_items.html", kind=kind, rows=rows, seen=seen, wrong=wrong, theirs=theirs,
        unit_kinds=UNIT_KINDS, may_act=who.role is Role.CENTRE, **choices_of(known),
    )  # fmt: skip
    page.status_code = 409 if theirs else 400 if wrong else 200
    return page


async def _save_items(request: Request, who: Viewer, kind: str) -> Response:
    web, form = web_of(request), await sent_form(request)
    seen = seen_of(form)
    known = await ledger_of(web, seen)
    names, wrong = UnitIndex.of(known), list[str]()
    rows, changes = _typed_items(form, kind, known, names, wrong)
    theirs: Sequence[ConfigEdit] = ()
    if not wrong:
        try:
            await save(request, who, [*changes, *(names.changes() if kind == "account" else ())], seen)
            return RedirectResponse(f"/ledger/{kind}s?done=ledger", 303)
        except LedgerRefused as error:
            wrong += error.words
        except Overtaken as error:
            theirs = error.edits
    now = await ledger_of(web)
    return _items_page(request, who, kind, now, rows, now.version, wrong, theirs)


def _typed_items(
    form: FormData, kind: str, known: Ledger, names: UnitIndex, wrong: list[str]
) -> tuple[list[dict[str, Any]], list[Change]]:
    """The rows as typed, and what they change; a new row needs a name."""
    rows, changes = [], []
    taken = {one.id for one in known.items.values()}
    for n in range(sum(name.startswith("name-") for name in form)):
        said = {name: " ".join(str(form.get(f"{name}-{n}", "")).split()) for name in ("id", "name", "aliases", "email", "kind", "platform", "unit")}  # fmt: skip
        item = known.items.get(f"{kind}/{said['id']}") if said["id"] else None
        if item is None and not said["name"]:
            continue
        rows.append({**said, "item": item})
        where = f"第{n + 1}行“{said['name'][:30]}”"
        if not said["name"] or len(said["name"]) > LONGEST_NAME:
            wrong.append(f"{where}：名称没有填写或过长")
        if kind == "unit":
            id = said["id"] if item else _free_id("unit", taken)
            fields: dict[str, Any] = {
                "name": said["name"], "aliases": _several(said["aliases"]), "email": _several(said["email"]), "kind": said["kind"],
            }  # fmt: skip
            wrong += [f"{where}：“{one[:60]}”不是邮箱" for one in fields["email"] if "@" not in one]
            if said["kind"] and said["kind"] not in {one.value for one in UNIT_KINDS}:
                wrong.append(f"{where}：单位类别不在可选范围内")
        else:
            id = said["id"] if item else _free_id("account", taken)
            fields = {"name": said["name"], "platform": said["platform"], "unit": names.id_of(said["unit"])}
            if said["platform"] not in PLATFORMS:
                wrong.append(f"{where}：平台不在可选范围内")
        taken.add(id)
        changes += differing(known, f"{kind}/{id}", fields)
    return rows, changes


def _several(text: str) -> list[str]:
    for mark in "，；;、":
        text = text.replace(mark, ",")
    return [one.strip() for one in text.split(",") if one.strip()]


def _free_id(stem: str, taken: set[str]) -> str:
    return next(one for n in range(1, 99999) if (one := f"{stem}-{n}") not in taken)
