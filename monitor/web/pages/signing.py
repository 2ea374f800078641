"""签字: one sheet a quarter of all that only people decide, with what was seen beside each line; and what was signed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse

from monitor.domain.access import Role, Viewer
from monitor.domain.patrol import CandidateState, ScreenId
from monitor.domain.site import Subject
from monitor.domain.timing import Quarter, day_of
from monitor.domain.verdict import Clause
from monitor.regulations.editions import load_edition
from monitor.regulations.screens import screens_by_rule
from monitor.web.auth.guard import require
from monitor.web.auth.read_log import Read
from monitor.web.pages._page import Id, damaged_of, nothing, show, web_of
from monitor.web.pages._table import asked
from monitor.web.pages._todo import is_running
from monitor.web.pages.owed import options
from monitor.web.signable import SignableLine, holds, lines_of
from monitor.web.words import quarter_words
from monitor.wording.say import for_unit
from storage.access.people import full_names
from storage.decisions import reviews, sheets
from storage.observations import patrol_candidates

ROUTER = APIRouter(route_class=Read)

Reading = Annotated[Viewer, Depends(require(Role.CENTRE, Role.AUDITOR))]
#: What the filter offers: what is not signed yet, what is, and all.
STATES = (("open", "未签字"), ("signed", "已签字"), ("all", "全部"))
#: Whom the clause asks: people alone; or people where the monitor could not tell.
KINDS = (("people", "只由人认定"), ("unknown", "监测未能判定"), ("all", "全部"))
#: Quarters offered.
QUARTERS = 6
#: Lines of one page; beyond it the sheet asks to be narrowed.
MOST = 1000
#: Candidates that may speak to a line: those that nobody dismissed and that are still there.
LEFT = (CandidateState.OPEN, CandidateState.CONFIRMED)


@dataclass(frozen=True, slots=True)
class ShownLine:
    """One line with what was seen that speaks to it."""

    line: SignableLine
    open_clues: int  #: candidates of the patrol that nobody has looked at
    confirmed_clues: int  #: that a person confirmed
    seen: str  #: what the monitor says of it


@dataclass(frozen=True, slots=True)
class SignedLine:
    """One line of a sheet, and what became of it."""

    subject: str
    rule: str
    clause: Clause | None
    review: str  #: the signature's id; "" none yet
    state: str  #: waiting | holds | gone | refused


@ROUTER.get("/signing", response_class=HTMLResponse)
async def signing(request: Request, who: Reading) -> HTMLResponse:
    """The quarter's sheet."""
    web = web_of(request)
    now, watch = web.clock(), web.watch()
    this = Quarter.of(day_of(now))
    known = [this]
    while len(known) < QUARTERS:
        known.append(known[-1].previous)
    quarter = Quarter.parse(asked(request, "quarter", [str(one) for one in known]) or str(this))
    chosen = {
        "quarter": str(quarter),
        "state": asked(request, "state", [value for value, _ in STATES]) or "open",
        "kind": asked(request, "kind", [value for value, _ in KINDS]) or "people",
        "unit": asked(request, "unit", [one.id for one in watch.units]),
        "rule": asked(request, "rule"),
        "q": asked(request, "q"),
    }
    lines = [one for one in await lines_of(web, quarter, damaged=damaged_of(request)) if not one.refusal]
    clauses = {one.clause.rule: one.clause.name for one in lines if _is_kind(one, chosen["kind"])}
    async with web.store.database.read() as connection:
        clues = await patrol_candidates.count_by_screen(connection, LEFT)
        persons = await full_names(connection)
        known_sheets = await sheets.newest_sheets(connection, str(quarter))
    shown = [_shown(one, clues) for one in lines if _wanted(one, chosen)]
    asked_of = [one for one in lines if _is_kind(one, chosen["kind"])]
    groups: dict[str, list[ShownLine]] = {}
    for one in shown[:MOST]:
        groups.setdefault(one.line.clause.name, []).append(one)
    return show(
        request, who, "signing.html", is_running=await is_running(web), quarter=quarter, groups=groups, total=len(shown), most=MOST,
        chosen=chosen, states=STATES, kinds=KINDS, quarters=[(str(one), quarter_words(one)) for one in known], persons=persons,
        rules=[("", "全部"), *clauses.items()], units=options(watch.units), sheets=known_sheets, called=quarter_words(quarter),
        by_two=watch.settings.web.sign_by_two, may_sign=who.role is Role.CENTRE,
        signed=sum(one.signed is not None for one in asked_of), lines=len(asked_of), sheet_words=SHEET_WORDS,
        until=quarter.last, since=quarter.first,
    )  # fmt: skip


@ROUTER.get("/signing/{id}", response_class=HTMLResponse)
async def sheet(request: Request, id: Id, who: Reading) -> HTMLResponse:
    """One sheet: who signed what, for which days, and which of it still counts."""
    web = web_of(request)
    async with web.store.database.read() as connection:
        found = await sheets.find_sheet(connection, id)
        if found is None:
            raise nothing()
        on_sheet = [one for one in await sheets.reviews_on(connection, id) if one.act == "sign"]
        signed = await reviews.reviews_of(connection, {one.subject for one in on_sheet}, web.clock())
        persons = await full_names(connection)
    subjects = {one.id: one for one in web.watch().subjects}
    by_line = {(one.subject, one.target): one for one in on_sheet}
    lines = []
    for subject, rule in found.lines:
        review = by_line.get((subject, rule))
        state = (
            found.state if review is None else "holds" if holds(review, signed.get(subject, ())) else "gone"
        )
        lines.append(
            SignedLine(
                subject, rule, _clause(subjects.get(subject), rule), review.id if review else "", state
            )
        )
    return show(
        request, who, "sheet.html", is_running=await is_running(web), sheet=found, lines=lines, persons=persons,
        sheet_words=SHEET_WORDS, called=quarter_words(Quarter.parse(found.quarter)),
        may_second=who.role is Role.CENTRE and found.state == sheets.WAITING and found.who != who.name,
        may_take_back=who.role is Role.CENTRE and any(one.state == "holds" for one in lines),
    )  # fmt: skip


#: How a sheet stands, and a line of it.
SHEET_WORDS = {
    sheets.WAITING: "待第二人确认", sheets.SIGNED: "已生效", sheets.REFUSED: "第二人未同意", "holds": "有效", "gone": "已撤回或已改签",
}  # fmt: skip


def _clause(subject: Subject | None, rule: str) -> Clause | None:
    return load_edition(subject.edition).clause(rule, subject.kind) if subject is not None else None


def _is_kind(one: SignableLine, kind: str) -> bool:
    return kind == "all" or one.clause.people == (kind == "people")


def _wanted(one: SignableLine, chosen: Mapping[str, str]) -> bool:
    return (
        chosen["state"] in ("all", "signed" if one.signed else "open")
        and _is_kind(one, chosen["kind"])
        and chosen["unit"] in ("", one.subject.unit)
        and chosen["rule"] in ("", one.clause.rule)
        and chosen["q"].lower() in one.subject.name.lower()
    )


def _shown(one: SignableLine, clues: Mapping[tuple[str, ScreenId, CandidateState], int]) -> ShownLine:
    screens = screens_by_rule().get(one.clause.rule, ())
    counts: Sequence[int] = [
        sum(clues.get((one.subject.id, screen, state), 0) for screen in screens) for state in LEFT
    ]
    seen = "" if one.clause.people or one.verdict is None else for_unit(one.verdict.reason)
    return ShownLine(one, counts[0], counts[1], seen)
