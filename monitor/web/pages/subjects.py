"""网站和新媒体: every site and account in one list, by conclusion; what the figures of the first page count."""

from dataclasses import dataclass

from fastapi import APIRouter, Request, Response

from monitor.domain.finding import Owed
from monitor.domain.site import Subject
from monitor.domain.verdict import Conclusion, Outcome
from monitor.web import words
from monitor.web.auth.read_log import Read
from monitor.web.overview import Overview
from monitor.web.pages._page import Looking, overview_of, unit_name
from monitor.web.pages._table import Head, asked, show_table
from monitor.web.pages.owed import options
from monitor.wording.say import label

ROUTER = APIRouter(route_class=Read)


@dataclass(frozen=True, slots=True)
class SubjectRow:
    """One site or account in the list."""

    subject: Subject
    conclusion: Conclusion
    vetoes: str  #: names of the vetoes it fails
    unknown: int  #: indicators that nobody could decide yet


@ROUTER.get("/subjects")
async def subjects(request: Request, who: Looking) -> Response:
    """Every site and account that belongs to this viewer, the gravest first."""
    overview = await overview_of(request, who)
    watch = overview.watch
    chosen = {
        "conclusion": asked(request, "conclusion", [value for value, _ in words.CONCLUSION_CHOICES]),
        "unit": asked(request, "unit", [one.id for one in watch.units]),
        "q": asked(request, "q"),
    }
    rows = [
        one
        for one in _rows(overview)
        if who.may_see(one.subject.unit)
        and chosen["conclusion"] in ("", one.conclusion)
        and chosen["unit"] in ("", one.subject.unit)
        and chosen["q"] in one.subject.name
    ]
    heads: list[Head[SubjectRow]] = [
        Head("conclusion", "结论", lambda one: words.CONCLUSIONS[one.conclusion].word, _gravest),
        Head("kind", "类别", lambda one: label("subject", one.subject.kind)),
        Head("name", "名称", lambda one: one.subject.name),
        Head("vetoes", "单项否决", lambda one: one.vetoes),
        Head("unknown", "尚不能判定的指标", lambda one: one.unknown),
        Head("unit", "主办单位", lambda one: unit_name(watch, one.subject.unit)),
    ]
    return show_table(
        request, who, "subjects.html", "网站和新媒体", heads, rows, "conclusion", chosen=chosen,
        conclusions=words.CONCLUSION_CHOICES, units=options(one for one in watch.units if who.may_see(one.id)),
    )  # fmt: skip


def _gravest(one: SubjectRow) -> tuple[bool, bool, int]:
    return False, False, list(words.CONCLUSIONS).index(one.conclusion)


def _rows(overview: Overview) -> list[SubjectRow]:
    vetoes: dict[str, list[str]] = {}
    unknown: dict[str, int] = {}
    for one in overview.standings:
        if one.owed is not Owed.INDICATOR:
            continue
        if one.outcome is Outcome.FAIL and one.veto:
            vetoes.setdefault(one.subject, []).append(one.name)
        elif one.outcome is Outcome.UNKNOWN:
            unknown[one.subject] = unknown.get(one.subject, 0) + 1
    return [
        SubjectRow(
            one, overview.conclusions[one.id], "、".join(vetoes.get(one.id, ())), unknown.get(one.id, 0)
        )
        for one in overview.watch.subjects
    ]
