"""监测手段: each way of looking with its chapter, the rows that it serves, and how they stand in the newest sheets."""

from collections import Counter
from collections.abc import Mapping, Sequence
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
    rows = await _rows(request, who)
    counted = {one.code: _counts(rows, {row.id for row in one.rows}) for one in chapters()}
    return show(
        request, who, "kinds.html", chapters=chapters(), counted=counted, marks=[one.value for one in MARKS]
    )


@ROUTER.get("/kinds/{code}", response_class=HTMLResponse)
async def kind(request: Request, code: str, who: Looking) -> HTMLResponse:
    """One way of looking: its chapter, and each row with its present results."""
    found = next((one for one in chapters() if one.code == code), None)
    if found is None:
        raise nothing()
    rows = await _rows(request, who)
    counted = {one.id: _counts(rows, {one.id}) for one in found.rows}
    unmet = [
        one for one in rows if one["id"] in counted and one["mark_zh"] in (SheetMark.UNMET, SheetMark.UNKNOWN)
    ]  # fmt: skip
    owners = {(one["kind"], one["id"]): one["name"] for one in await _units(request)}
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


async def _rows(request: Request, who: Viewer) -> list[Mapping[str, Any]]:
    """Rows of the newest sheets; a unit sees its own."""
    found = (await _draw(request)).get("indicators", [])
    if who.role is not Role.UNIT:
        return list(found)
    return [one for one in found if who.unit and one["owner"] == {"kind": "unit", "id": who.unit}]


async def _units(request: Request) -> Sequence[Mapping[str, Any]]:
    return list((await _draw(request)).get("units", []))
