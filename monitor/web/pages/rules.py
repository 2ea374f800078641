"""条款: the rule book in the regulation's words, with our reading of each clause beside them."""

from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from monitor.domain.verdict import Clause, Sort
from monitor.regulations.editions import Edition, edition_ids, load_edition
from monitor.rules.base import discover
from monitor.web.auth.read_log import Read
from monitor.web.pages._page import Looking, nothing, show
from monitor.web.pages._subject import limits, reach_words
from monitor.wording.amounts import fill

ROUTER = APIRouter(route_class=Read)


@dataclass(frozen=True, slots=True)
class ShownClause:
    """One clause as the rule book shows it."""

    clause: Clause
    limits: tuple[str, ...]
    ours: tuple[str, ...]  #: requirements of our own (本系统的取证要求), each with its reason
    reading: str  #: how our rule decides; "" where only people decide


@ROUTER.get("/rules", response_class=HTMLResponse)
async def rules(request: Request, who: Looking) -> HTMLResponse:
    """The editions."""
    return show(request, who, "rules.html", editions=[load_edition(id) for id in edition_ids()])


@ROUTER.get("/rules/{edition}", response_class=HTMLResponse)
async def edition(request: Request, edition: str, who: Looking) -> HTMLResponse:
    """One edition, clause by clause."""
    if edition not in edition_ids():
        raise nothing()
    found = load_edition(edition)
    explained = [ShownClause(one, limits(one), ours_of(found, one), reading_of(one)) for one in found.clauses]
    groups = [
        (title, [one for one in explained if (one.clause.subject, one.clause.sort is Sort.VETO) == kind])
        for title, kind in (
            ("政府网站 · 单项否决", ("site", True)), ("政府网站 · 计分", ("site", False)),
            ("政务新媒体 · 单项否决", ("account", True)), ("政务新媒体 · 计分", ("account", False)),
        )
    ]  # fmt: skip
    return show(
        request,
        who,
        "edition.html",
        edition=found,
        groups=[(title, clauses) for title, clauses in groups if clauses],
    )


def ours_of(edition: Edition, clause: Clause) -> tuple[str, ...]:
    """What we ask beyond the words of *clause*, with our reasons: `不少于8小时：间隔性访问…`."""
    return tuple(
        f"{reach_words(one.limit)}：{one.reason}"
        for one in edition.parameters
        if one.ours and (one.rule, one.subject) == (clause.rule, clause.subject)
    )


def reading_of(clause: Clause) -> str:
    """How the program decides *clause*; "" when no rule is written for it."""
    rule = discover().get(clause.rule)
    return fill(rule.how, clause) if rule is not None and not clause.people else ""
