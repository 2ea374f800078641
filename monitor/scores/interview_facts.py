"""Facts on interviews (在线访谈): forecasts, forms, the head of the unit as guest, questions answered."""

import re
from collections.abc import Sequence
from datetime import date

from monitor.domain.ledger import Article
from monitor.domain.text_page import TextForm
from monitor.domain.timing import DAY, add_months, day_of
from monitor.domain.verdict import Outcome, Text
from monitor.scores.close_pages import Close, evidence_of_pages, page_of
from monitor.scores.period import NAMED, IndicatorFact, OwnerScope, evidence_in, not_configured

_ANNOUNCED = re.compile(r"预告|下期|敬请关注|即将(?:开始|举行)|提问征集|征集问题")
#: The head of a unit by the name of the office; deputies are none.
_HEAD = re.compile(
    r"(?:局长|主任|书记|区长|县长|市长|镇长|乡长|厅长|处长|院长|检察长|主席|会长|行长|关长|总队长|支队长|大队长)"
)
_DEPUTY = re.compile(r"副\s{0,2}(?=局长|主任|书记|区长|县长|市长|镇长|乡长|厅长|处长|院长|检察长|主席|会长|行长|关长|总队长|支队长|大队长)|科长|股长|室主任")  # fmt: skip
#: A forecast that names no day is one for so long.
FORECAST_LASTS = 31 * DAY
#: A list without any forecast proves that there is none when it was followed for so many months.
LOOKED_MONTHS = 3


def is_announcement(scope: OwnerScope, article: Article) -> bool:
    """Whether an item of an interview column only announces one: its title says so, or its page."""
    if _ANNOUNCED.search(article.title):
        return True
    seen = page_of(scope.period, article)
    return seen is not None and seen.facts.announces


def interviews_of(scope: OwnerScope) -> list[Article]:
    """Interviews that were held in the year before the moment; what only announces one is left out."""
    found = scope.articles("interview", *scope.period.last_year)
    return [one for one in found if not is_announcement(scope, one)]


def interview_forecast(scope: OwnerScope) -> IndicatorFact:
    """
    Whether an interview is announced that is still to come (长期预告、下期预告).

    A list that was followed and holds no announcement, or only of days that have passed, fails.
    """
    kind, title = "interview_forecast", "在线访谈预告"
    if not scope.pairs("interview"):
        return not_configured(kind, title, "interview")
    today = min(day_of(scope.period.as_of), scope.period.span.last)
    first, last = add_months(today, -LOOKED_MONTHS), scope.period.span.last
    items = scope.articles("interview", *scope.period.last_year)
    announced = sorted(
        (one for one in items if is_announcement(scope, one)), key=lambda one: str(one.on), reverse=True
    )
    days = {one.url: _day(scope, one) for one in announced}
    coming = [one for one in announced if (on := days[one.url]) is not None and on >= today]
    undated = [
        one
        for one in announced
        if days[one.url] is None and one.on is not None and one.on + FORECAST_LASTS >= today
    ]
    whole = scope.is_whole("interview", first, last)
    if coming:
        outcome, said = (
            Outcome.PASS,
            Text("fact.forecast_coming", {"title": coming[0].title, "day": days[coming[0].url]}),
        )
    elif undated:
        outcome, said = Outcome.UNKNOWN, Text("fact.forecast_undated", {"title": undated[0].title})
    else:
        outcome = Outcome.FAIL if whole else Outcome.UNKNOWN
        said = (
            Text(
                "fact.forecast_past",
                {"title": announced[0].title, "day": days[announced[0].url] or announced[0].on},
            )
            if announced
            else Text("fact.no_forecast")
        )
    return IndicatorFact(
        kind=kind, name=title, outcome=outcome, reason=said,
        needs=Text("fact.needs_forecast" if undated else "fact.needs_interviews") if outcome is Outcome.UNKNOWN else None,
        measured={
            "forecasts": len(announced), "coming": [one.url for one in coming], "whole": whole,
        },
        evidence=evidence_of_pages(page_of(scope.period, one) for one in (coming or announced))
        or evidence_in(coming or announced) or scope.period.looks(scope.pairs("interview")),
    )  # fmt: skip


def _day(scope: OwnerScope, article: Article) -> date | None:
    seen = page_of(scope.period, article)
    return seen.facts.starts if seen is not None else None


def interview_forms(scope: OwnerScope) -> IndicatorFact:
    """Whether interviews are shown in video, picture or text; empty pages only fail on a list followed whole."""
    kind, title = "interview_forms", "在线访谈形式"
    if not scope.pairs("interview"):
        return not_configured(kind, title, "interview")
    held = interviews_of(scope)
    pages = [page_of(scope.period, one) for one in held]
    read = [one for one in pages if one is not None]
    forms = {form.value: sum(form in one.facts.forms for one in read) for form in TextForm}
    whole = scope.is_whole("interview", *scope.period.last_year)
    is_known = any(forms.values())
    empty = whole and len(read) == len(held) and all(one.facts.whole for one in read)
    outcome = Outcome.PASS if is_known else Outcome.FAIL if empty else Outcome.UNKNOWN
    return IndicatorFact(
        kind=kind, name=title, outcome=outcome,
        reason=Text(
            "fact.interview_forms",
            {
                "n": len(held), "read": len(read), "video": forms["video"], "picture": forms["picture"], "text": forms["text"],
            },
        ),
        needs=Text("fact.needs_pages") if outcome is Outcome.UNKNOWN else None,
        measured={"held": len(held), "pages_read": len(read), "forms": forms, "whole": whole},
        evidence=evidence_of_pages(read) or scope.period.looks(scope.pairs("interview")),
    )  # fmt: skip


def is_head(guest: str) -> bool:
    """Whether a guest, as the page names him, is the head of his unit by the name of his office."""
    return bool(_HEAD.search(_DEPUTY.sub("", guest))) and not _is_deputy_only(guest)


def _is_deputy_only(guest: str) -> bool:
    """Whether every office named is a deputy's."""
    return bool(_DEPUTY.search(guest)) and len(_HEAD.findall(guest)) <= len(_DEPUTY.findall(guest))


def interview_head(scope: OwnerScope) -> IndicatorFact:
    """
    Whether the head of a unit was a guest at least once in the year (第一解读人).

    No interview at all on a list followed whole fails, and so does one where every page names a guest and none is a head.
    """
    kind, title, wanted = "interview_head", "主要领导访谈", scope.minimum or 1
    if not scope.pairs("interview"):
        return not_configured(kind, title, "interview")
    held = interviews_of(scope)
    pages = [page_of(scope.period, one) for one in held]
    named = [one for one in pages if one is not None and one.facts.guest]
    heads = [one for one in named if is_head(one.facts.guest)]
    by_title = [one for one in held if is_head(one.title)]
    number = max(len(heads), len(by_title))
    whole = scope.is_whole("interview", *scope.period.last_year)
    if number >= wanted:
        outcome = Outcome.PASS
    else:
        outcome = Outcome.FAIL if whole and len(named) == len(held) else Outcome.UNKNOWN
    guests = tuple(one.facts.guest for one in (heads or named)[:NAMED])
    return IndicatorFact(
        kind=kind, name=title, outcome=outcome, waits=outcome is Outcome.UNKNOWN and whole,
        reason=Text(
            "fact.interview_head",
            {
                "n": len(held), "heads": number, "wanted": wanted,
                "guests": Text("fact.guests", {"names": guests}) if guests else None,
            },
        ),
        needs=Text("fact.needs_guests") if outcome is Outcome.UNKNOWN else None,
        measured={"held": len(held), "heads": number, "guests_named": len(named), "minimum": wanted, "whole": whole},
        evidence=_seen(heads or named, held, scope),
    )  # fmt: skip


def interview_answers(scope: OwnerScope) -> IndicatorFact:
    """Whether questions of the public were answered in interviews; whether the answers are good is for people."""
    kind, title = "interview_answers", "在线访谈互动"
    if not scope.pairs("interview"):
        return not_configured(kind, title, "interview")
    held = interviews_of(scope)
    pages = [one for one in (page_of(scope.period, each) for each in held) if one is not None]
    answered = [one for one in pages if one.facts.questions and one.facts.answers]
    whole = scope.is_whole("interview", *scope.period.last_year)
    outcome = Outcome.PASS if answered else Outcome.FAIL if whole and not held else Outcome.UNKNOWN
    return IndicatorFact(
        kind=kind, name=title, outcome=outcome, waits=outcome is Outcome.UNKNOWN and len(pages) == len(held),
        reason=Text(
            "fact.interview_answers",
            {
                "n": len(held), "read": len(pages), "answered": len(answered),
                "questions": sum(one.facts.questions for one in pages), "answers": sum(one.facts.answers for one in pages),
            },
        ),
        needs=Text("fact.needs_record") if outcome is Outcome.UNKNOWN else None,
        measured={
            "held": len(held), "pages_read": len(pages), "answered_interviews": len(answered),
            "questions": sum(one.facts.questions for one in pages), "answers": sum(one.facts.answers for one in pages),
        },
        evidence=_seen(answered or pages, held, scope),
    )  # fmt: skip


def _seen(pages: Sequence[Close], held: Sequence[Article], scope: OwnerScope) -> tuple[str, ...]:
    return evidence_of_pages(pages) or evidence_in(held) or scope.period.looks(scope.pairs("interview"))
