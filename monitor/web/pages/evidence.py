"""依据: the raw bytes as fetched, safely shown, and beside them what was read from them."""

import hashlib
from dataclasses import dataclass

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

from monitor.assess.redactor import redactor_for
from monitor.domain.access import Role, Viewer
from monitor.web.auth.read_log import Read
from monitor.web.context import Web
from monitor.web.pages._page import Id, Looking, nothing, show, web_of
from monitor.web.pages._raw import decoded, highlighted, is_page, is_picture, needles
from storage.evidence.evidence import Condition, Record
from storage.observations import page_facts
from storage.observations.page_facts import Origin

ROUTER = APIRouter(route_class=Read)

#: The page's own policy: its frame may hold our sandboxed copy and nothing else.
_FRAMES = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'self'; frame-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
#: The copy's policy: no script, no outside load, no form, an origin of its own.
_SANDBOX = (
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; "
    "base-uri 'none'; frame-ancestors 'self'"
)
#: Items of a list and messages of a board that are shown.
SHOWN = 200


@dataclass(frozen=True, slots=True)
class ShownExchange:
    """One exchange as the page shows it."""

    number: int
    record: Record
    sha256: str  #: worked out anew from the bytes that were just read; "" when there are none
    size: int
    is_page: bool
    is_picture: bool


@ROUTER.get("/evidence/{id}", response_class=HTMLResponse)
async def evidence(request: Request, id: Id, who: Looking) -> HTMLResponse:
    """One observation or one piece of evidence, with every exchange it rests on."""
    origin, records = await _load(web_of(request), id, who)
    shown = [
        ShownExchange(
            number=n,
            record=one,
            sha256=hashlib.sha256(one.body).hexdigest() if one.condition is Condition.INTACT else "",
            size=len(one.body),
            is_page=is_page(one),
            is_picture=is_picture(one),
        )
        for n, one in enumerate(records)
    ]
    return show(
        request, who, "evidence.html", {"Content-Security-Policy": _FRAMES}, id=id, origin=origin, records=shown,
        most=SHOWN,
    )  # fmt: skip


@ROUTER.get("/evidence/{id}/text", response_class=HTMLResponse)
async def text(request: Request, id: Id, who: Looking, record: str = "0") -> HTMLResponse:
    """The decoded text of one exchange, escaped, with the words that were read from it marked."""
    origin, records = await _load(web_of(request), id, who)
    chosen = _chosen(records, record)
    marked = highlighted(await decoded(web_of(request).wall, chosen), needles(origin))
    return show(
        request, who, "evidence_text.html", id=id, record=chosen, number=record, text=marked.html,
        cut=marked.cut, marks=marked.marks,
    )  # fmt: skip


@ROUTER.get("/evidence/{id}/raw")
async def raw(request: Request, id: Id, who: Looking, record: str = "0", download: bool = False) -> Response:
    """
    The bytes of one exchange for the sandboxed frame: decoded to UTF-8, unable to run, load or send anything.

    *download*: as they came over the wire, so that their SHA-256 is the one that was stored.
    """
    _, records = await _load(web_of(request), id, who)
    chosen = _chosen(records, record)
    headers = {
        "Content-Security-Policy": _SANDBOX,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cache-Control": "no-store",
    }
    if download:
        headers["Content-Disposition"] = f'attachment; filename="{chosen.exchange.id}.bin"'
        return Response(chosen.body, media_type="application/octet-stream", headers=headers)
    kind = "text/html" if is_page(chosen) else "text/plain"
    content = await decoded(web_of(request).wall, chosen)
    return Response(content.encode("utf-8", "replace"), media_type=f"{kind}; charset=utf-8", headers=headers)


@ROUTER.get("/evidence/{id}/picture")
async def picture(request: Request, id: Id, who: Looking, record: str = "0") -> Response:
    """A picture that we took ourselves (网页截图), as it is stored; whatever else a site sent is never shown as one."""
    _, records = await _load(web_of(request), id, who)
    chosen = _chosen(records, record)
    if not is_picture(chosen):
        raise nothing()
    headers = {
        "Content-Security-Policy": _SANDBOX,
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, max-age=86400",
    }
    return Response(chosen.body, media_type="image/png", headers=headers)


async def _load(web: Web, id: str, who: Viewer) -> tuple[Origin | None, list[Record]]:
    """What *id* is about and its records. Raises 404 for what is not there, or not for *who*."""
    if not id.startswith(("ob_", "ev_")):
        raise nothing()
    redactor = redactor_for(web.watch(), who)
    async with web.store.database.read() as connection:
        origins = await page_facts.origins(connection, id)
        allowed = []
        for one in origins:
            columns = (
                await page_facts.columns_of_article(connection, one.subject, one.part)
                if one.kind == "reading"
                else []
            )
            if redactor.sees_evidence(one.kind, one.subject, one.part, columns):
                allowed.append(one)
    # what rests on the same bytes must all be this viewer's: one may be another unit's
    if len(allowed) < len(origins) or (not origins and who.role is Role.UNIT):
        raise nothing()
    records = await web.store.records(id)
    if not origins and (not records or records[0].condition is Condition.UNKNOWN_ID):
        raise nothing()
    return (allowed[0] if allowed else None), records


def _chosen(records: list[Record], number: str) -> Record:
    """The record of that number whose bytes are as they were kept. Raises 404."""
    # digits of any length: int() refuses thousands of them
    found = next((one for n, one in enumerate(records) if str(n) == number), None)
    if found is None:
        raise nothing()
    if found.condition is not Condition.INTACT:
        raise nothing()
    return found
