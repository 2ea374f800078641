"""监测手段: each way of looking with its chapter, the rows that it serves, and how they stand in the newest sheets."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from monitor.domain.access import Role, Viewer
from monitor.regulations.indicators import Decider
from monitor.regulations.kinds import chapters
from monitor.scores.sheet import SheetMark
from monitor.web.auth.read_log import Read
from monitor.web.pages._page import Looking, nothing, show, web_of
from monitor.wording.labels import words_of

ROUTER = APIRouter(route_class=Read)

#: Marks worth a column of their own, in this order.
MARKS = (SheetMark.MET, SheetMark.UNMET, SheetMark.UNKNOWN, SheetMark.PEOPLE)
GRADES = words_of("decider", Decider)


@ROUTER.get("/kinds", response_class=HTMLResponse)
async def kinds(request: Request, who: Looking) -> HTMLResponse:
    """Every way of looking."""
    draw = await _draw(request)
    rows = _rows(draw, who)
    counted = {one.code: _counts(rows, {row.id for row in one.rows}) for one in chapters()}
    return show(
        request, who, "kinds.html", chapters=chapters(), counted=counted, marks=[one.value for one in MARKS],
        is_drawn=bool(draw), drawn_at=_drawn_at(draw),
    )  # fmt: skip


@ROUTER.get("/kinds/{code}", response_class=HTMLResponse)
async def kind(request: Request, code: str, who: Looking) -> HTMLResponse:
    """One way of looking: its chapter, and each row with its present results."""
    found = next((one for one in chapters() if one.code == code), None)
    if found is None:
        raise nothing()
    draw = await _draw(request)
    rows = _rows(draw, who)
    counted = {one.id: _counts(rows, {one.id}) for one in found.rows}
    unmet = [
        one for one in rows if one["id"] in counted and one["mark_zh"] in (SheetMark.UNMET, SheetMark.UNKNOWN)
    ]  # fmt: skip
    owners = {(one["kind"], one["id"]): one["name"] for one in draw.get("units", ())}
    return show(
        request, who, "kind.html", chapter=found, counted=counted, marks=[one.value for one in MARKS], grades=GRADES,
        open_rows=sorted(unmet, key=lambda one: (one["mark_zh"] != SheetMark.UNMET, one["id"]))[:200], owners=owners,
    )  # fmt: skip


def _counts(rows: Sequence[Mapping[str, Any]], ids: set[str]) -> list[int]:
    found = Counter(one["mark_zh"] for one in rows if one["id"] in ids)
    return [found[one.value] for one in MARKS]


async def _draw(request: Request) -> Mapping[str, Any]:
    web = web_of(request)
    return await web.store.newest_draw(web.clock()) or {}


def _drawn_at(draw: Mapping[str, Any]) -> datetime | None:
    """For which moment the sheets hold: with very many sites or accounts nobody draws them up each night."""
    return max((datetime.fromisoformat(one["as_of"]) for one in draw.get("scores", ())), default=None)


def _rows(draw: Mapping[str, Any], who: Viewer) -> list[Mapping[str, Any]]:
    """Rows of the sheets; a unit sees its own."""
    found = draw.get("indicators", ())
    if who.role is not Role.UNIT:
        return list(found)
    return [one for one in found if who.unit and one["owner"] == {"kind": "unit", "id": who.unit}]
