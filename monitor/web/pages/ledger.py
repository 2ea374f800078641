"""台账: sites, columns, boards, accounts and units as they hold, edited here; the configuration's file is the other door."""

import json
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Any
from urllib.parse import urlsplit

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.datastructures import FormData

from monitor.config.export import as_toml
from monitor.config.overlay import Ledger
from monitor.domain.access import Role, Viewer
from monitor.domain.config_edit import ConfigEdit
from monitor.domain.timing import day_of
from monitor.web import forms
from monitor.web.auth.guard import acting, require
from monitor.web.auth.read_log import Read
from monitor.web.forms import BadForm, sent_form
from monitor.web.ledger import rows as ledger_rows
from monitor.web.ledger.field_names import FIELD_NAMES
from monitor.web.ledger.rows import ColumnRow, UnitIndex
from monitor.web.ledger.saving import (
    LedgerRefused,
    Overtaken,
    door_of,
    ledger_of,
    save,
    shown,
)
from monitor.web.ledger.sites import (
    LEVEL_WORDS,
    OtherRow,
    SiteForm,
    draft_of,
    other_changes,
    others_of_form,
    others_of_ledger,
    signed,
    site_changes,
    site_of_form,
    site_of_ledger,
)
from monitor.web.pages._page import Id, nothing, show, web_of
from monitor.web.pages.jobs import ask_for
from monitor.wording.labels import PLATFORMS
from storage.decisions.proposals import count_open
from storage.ops import requests

ROUTER = APIRouter(route_class=Read)

#: A form of a whole district has so many fields at the most.
MOST_FIELDS = 40_000
#: Empty rows at the end of a site's columns.
SPARE = 5


async def large_form(request: Request) -> AsyncIterator[None]:
    """Read a form with more fields than usual, of somebody who is logged in; what follows finds it read."""
    await require(Role.CENTRE, Role.UNIT)(request)
    form = await request.form(max_fields=MOST_FIELDS, max_files=1, max_part_size=4 * 1024 * 1024)
    try:
        yield
    finally:
        await form.close()


ACTS = APIRouter(prefix="/acts/ledger", include_in_schema=False, dependencies=[Depends(large_form)])

Reading = Annotated[Viewer, Depends(require(Role.CENTRE, Role.AUDITOR))]
Editing = Annotated[Viewer, Depends(require(Role.CENTRE))]
Centre = Annotated[Viewer, Depends(acting(Role.CENTRE))]


@dataclass(slots=True)
class SiteSheet:
    """All that one form of a site says, and what is wrong with it."""

    site: SiteForm
    columns: list[ColumnRow]
    others: list[OtherRow]
    seen: int
    wrong: list[str] = field(default_factory=list)
    theirs: Sequence[ConfigEdit] = ()
    filled: str = ""  #: what a button did to the rows, not saved yet


@ROUTER.get("/ledger")
async def ledger(request: Request, who: Reading) -> Response:
    """Every site with the number of its columns, what is open, and the doors in and out."""
    web = web_of(request)
    known = await ledger_of(web)
    async with web.store.database.read() as connection:
        waiting = await count_open(connection)
    sites = [(one, known.of("column", one.id), known.of("board", one.id)) for one in known.of("site")]
    return show(
        request, who, "ledger.html", known=known, sites=sites, may_act=who.role is Role.CENTRE,
        confirm=sum(bool(one.table.get("confirm")) for one in known.of("column")), conflicts=len(known.conflicts), waiting=waiting,
    )  # fmt: skip


@ROUTER.get("/ledger/new")
async def new(request: Request, who: Editing) -> Response:
    """The address of a site to be added."""
    door_of(web_of(request))
    return show(request, who, "ledger_new.html")


@ACTS.post("/discover")
async def discover(request: Request, who: Centre) -> Response:
    """Look a site through for its columns (发现栏目): url, hosts."""
    form = await sent_form(request)
    url = forms.text(form, "url", "网址", 600)
    url = url if "://" in url else f"http://{url}"
    if not ledger_rows.is_url(url):
        raise BadForm(f"网址：“{url}”不是网址，应写作http://www.example.gov.cn/的形式。")
    hosts = [
        part
        for line in forms.note(form, "hosts", "其他域名", needed=False).splitlines()
        for part in line.split()
    ]
    if any(not one.isascii() or "/" in one for one in hosts):
        raise BadForm("其他域名：应写作*.example.gov.cn的形式，一行一个，不带http://。")
    path = urlsplit(url).path
    id = await ask_for(request, who, "discover", url if path else f"{url}/", {"hosts": hosts})
    return RedirectResponse(f"/jobs/{id}", 303)


@ROUTER.get("/ledger/drafts/{id}")
async def draft(request: Request, who: Editing, id: Id) -> Response:
    """What a discovery found, as a form: ticked, filled in, to be saved."""
    known = await ledger_of(web_of(request))
    found = await _discovered(request, id)
    units = UnitIndex.of(known)
    site, columns, others = draft_of(found, known, units)
    return _draft_page(request, who, id, found, known, SiteSheet(site, columns, others, known.version))


@ACTS.post("/drafts/{id}")
async def save_draft(request: Request, who: Centre, id: Id) -> Response:
    """Save a new site with the ticked columns (登记网站), or set what a button says for those that are ticked."""
    web, form = web_of(request), await sent_form(request)
    sheet = _sheet(form, "")
    found = await _discovered(request, id)
    sheet.site = signed(sheet.site, who, day_of(web.clock()))
    do = str(form.get("do", "save"))
    known = await ledger_of(web)
    if do != "save":
        sheet.filled = _apply(do, form, sheet.columns)
        return _draft_page(request, who, id, found, known, sheet)
    columns = [one for one in sheet.columns if one.ticked]
    answer = await _save_sheet(request, who, sheet, columns, is_new=True)
    if answer is not None:
        return answer
    return _draft_page(request, who, id, found, await ledger_of(web), sheet)


@ROUTER.get("/ledger/sites/{id}")
async def site(request: Request, who: Reading, id: Id) -> Response:
    """One site with its columns and boards, as a form; for an auditor to read."""
    known = await ledger_of(web_of(request))
    if f"site/{id}" not in known.items:
        raise nothing()
    return _site_page(request, who, known, _stored_sheet(known, id))


@ACTS.post("/sites/{id}")
async def save_site(request: Request, who: Centre, id: Id) -> Response:
    """Save a site with its columns and boards (保存网站台账), or set what a button says for those that are ticked."""
    web, form = web_of(request), await sent_form(request)
    known = await ledger_of(web)
    if f"site/{id}" not in known.items:
        raise nothing()
    sheet = _sheet(form, id)
    sheet.site = signed(sheet.site, who, day_of(web.clock()))
    do = str(form.get("do", "save"))
    if do == "save":
        answer = await _save_sheet(request, who, sheet, sheet.columns, is_new=False)
        if answer is not None:
            return answer
    else:
        sheet.filled = _apply(do, form, sheet.columns)
    return _site_page(request, who, await ledger_of(web), sheet)


@ROUTER.get("/ledger/export.toml")
async def export(request: Request, who: Reading) -> Response:
    """The configuration as it holds, as one TOML file."""
    web = web_of(request)
    known = await ledger_of(web)
    head = f"导出于{web.clock():%Y-%m-%d %H:%M}，含网页修改（至第{known.version}条）"
    name = f"sites-{day_of(web.clock())}.toml"
    return Response(
        as_toml(known.tables(), head), media_type="application/toml",
        headers={"Content-Disposition": f"attachment; filename={name}"},
    )  # fmt: skip


def item_words(known: Ledger, key: str) -> str:
    """An item as people name it: its site, then itself."""
    parts = key.split("/")
    names = []
    for here in ("/".join(parts[:2]), key) if len(parts) == 4 else (key,):
        item = known.items.get(here) or known.gone.get(here)
        names.append(
            str(item.table.get("name", here.rpartition("/")[2])) if item else here.rpartition("/")[2]
        )
    return " · ".join(names)


def seen_of(form: FormData) -> int:
    text = str(form.get("seen", ""))
    if not text.isascii() or not text.isdigit() or len(text) > 12:
        raise BadForm("页面已过期，请返回刷新后重新填写。")
    return int(text)


def _sheet(form: FormData, id: str) -> SiteSheet:
    return SiteSheet(
        site_of_form(form, id),
        ledger_rows.rows_of_form(form),
        others_of_form(form),
        seen_of(form),
    )


def _stored_sheet(known: Ledger, id: str) -> SiteSheet:
    names = UnitIndex.of(known)
    columns = ledger_rows.rows_of_ledger(known, id, names)
    return SiteSheet(
        site_of_ledger(known, id, names), columns, others_of_ledger(known, id, names), known.version
    )


def _apply(do: str, form: FormData, columns: list[ColumnRow]) -> str:
    """What a button says: tick, or set something for all that are ticked; what was done, in words."""
    if do in ("all", "none", "lists"):
        for row in columns:
            row.ticked = do == "all" or (do == "lists" and "条" in row.note)
        return f"已勾选{sum(row.ticked for row in columns)}个栏目，尚未保存。"
    said = {name: str(form.get(f"bulk-{name}", "")).strip() for name in ("kind", "freq", "unit", "confirm")}
    for row in columns:
        if not row.ticked:
            continue
        row.kind = said["kind"] or row.kind
        row.frequency = said["freq"] or row.frequency
        row.unit = said["unit"] or row.unit
        if said["confirm"]:
            row.confirm = said["confirm"] == "yes"
    return f"已填入勾选的{sum(row.ticked for row in columns)}行，尚未保存。"


async def _save_sheet(
    request: Request, who: Viewer, sheet: SiteSheet, columns: Sequence[ColumnRow], *, is_new: bool
) -> Response | None:
    """Save it and lead on; None when it is to be shown again, with what is wrong or whose words are in the way."""
    web = web_of(request)
    known = await ledger_of(web, sheet.seen)
    names = UnitIndex.of(known)
    site = sheet.site.id
    changes = site_changes(sheet.site, known, names, sheet.wrong, is_new=is_new)
    changes += ledger_rows.changes_of(columns, site, known, names, door_of(web), sheet.wrong)
    changes += other_changes(sheet.others, site, known, names, sheet.wrong)
    changes += names.changes()
    if sheet.wrong:
        return None
    try:
        await save(request, who, changes, sheet.seen)
    except LedgerRefused as error:
        sheet.wrong += error.words
        return None
    except Overtaken as error:
        sheet.theirs = error.edits
        return None
    return RedirectResponse(f"/ledger/sites/{site}?done=ledger", 303)


async def _discovered(request: Request, id: str) -> dict[str, Any]:
    """What the discovery of that id found."""
    async with web_of(request).store.database.read() as connection:
        found = await requests.find(connection, id)
    if found is None or found.kind != "discover" or found.result is None:
        raise nothing()
    data = json.loads(found.result)
    assert isinstance(data, dict)
    return data


def choices_of(known: Ledger) -> dict[str, Any]:
    """What lists of a form offer."""
    return {
        "kinds": ledger_rows.KINDS, "frequencies": ledger_rows.FREQUENCY_WORDS, "levels": LEVEL_WORDS, "platforms": PLATFORMS,
        "unit_names": [str(one.table.get("name", one.id)) for one in known.of("unit")], "fields": FIELD_NAMES,
        "shown": shown, "unit_words": UnitIndex.of(known).names, "item_words": lambda key: item_words(known, key),
    }  # fmt: skip


def _status(sheet: SiteSheet) -> int:
    return 409 if sheet.theirs else 400 if sheet.wrong else 200


def _draft_page(
    request: Request, who: Viewer, id: str, found: dict[str, Any], known: Ledger, sheet: SiteSheet
) -> HTMLResponse:
    sheet.seen = known.version
    host = urlsplit(str(found["url"])).netloc.lower()
    same = [one for one in known.of("site") if urlsplit(str(one.table.get("url", ""))).netloc.lower() == host]
    page = show(
        request, who, "ledger_draft.html", same=same, job=id, discovered=found, sheet=sheet, is_new=True, may_act=True, **choices_of(known)
    )  # fmt: skip
    page.status_code = _status(sheet)
    return page


def _site_page(request: Request, who: Viewer, known: Ledger, sheet: SiteSheet) -> HTMLResponse:
    sheet.seen = known.version
    item = known.items[f"site/{sheet.site.id}"]
    known_rows = {one.id for one in sheet.columns if one.id}
    first = max((one.n for one in sheet.columns), default=-1) + 1
    spare = [ColumnRow(n=first + n, id="", is_new=True) for n in range(SPARE)]
    for row in sheet.columns:
        stored = known.items.get(f"site/{sheet.site.id}/column/{row.id}")
        if stored is not None and not row.origins:
            row.origins = {name: stored.origin(name) for name in FIELD_NAMES}
    page = show(
        request, who, "ledger_site.html", sheet=sheet, item=item, spare=spare, many=len(known_rows), is_new=False,
        may_act=who.role is Role.CENTRE, **choices_of(known),
    )  # fmt: skip
    page.status_code = _status(sheet)
    return page
