"""Facts on surveys and solicitations: which have ended, and of which the results were told (调查征集结果反馈)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from monitor.domain.ledger import Article
from monitor.domain.likeness import SAME, likeness
from monitor.domain.sentence import Named
from monitor.domain.timing import DAY, day_of
from monitor.domain.verdict import Outcome, Text
from monitor.quarter.classes import CLASSES
from monitor.quarter.output import covers_days
from monitor.scores.close_pages import Close, evidence_of_pages, page_of, titles
from monitor.scores.period import NAMED, IndicatorFact, OwnerScope, Told, evidence_in, not_configured

#: The text names no day by which results are owed (及时): within so many days after the end nothing is a fault yet.
GRACE = 30 * DAY
#: An activity whose page states no end is over for certain after so long.
LONGEST = 180 * DAY
_RESULT = re.compile(r"结果|反馈|采纳|采用|情况(?:汇总|说明|通报|公示|的?公告)|意见(?:汇总|处理)|调查报告")
_ACTIVITY = re.compile(
    r"关于|公开|征求|征集|意见(?:和建议)?|建议|网上|问卷|调查|公告|通知|的|结果|反馈|采纳|采用|情况|汇总|公布|公示"
)


@dataclass(frozen=True, slots=True)
class HeldActivity:
    """One survey or solicitation, and what is known of its end and its results."""

    article: Article
    page: Close | None
    ends: date | None  #: last day; None: stated nowhere
    over: bool | None  #: None: not to be told
    feedback: str  #: address, or `here`; "" none was found
    feedback_on: date | None = None


def feedback_facts(kind: str, title: str, classes: Sequence[str]) -> Told:
    """Whether each activity of *classes* that ended in the year before the moment had its results told."""

    def fact(scope: OwnerScope) -> IndicatorFact:
        """
        An activity that ended more than `GRACE` ago fails when neither its page, nor any list of results or of its own
        kind, all of them seen whole, tells what came of it. None at all in a year, on lists followed whole, fails too.
        """
        if not any(scope.pairs(name) for name in classes):
            return not_configured(kind, title, classes[0])
        found = [one for name in classes for one in _activities(scope, name)]
        today = min(day_of(scope.period.as_of), scope.period.span.last)
        closed = [one for one in found if one.over]
        answered = [one for one in closed if one.feedback]
        open_ones = [one for one in closed if not one.feedback]
        owed = [one for one in open_ones if _ended(one) + GRACE < today]
        followed = _results_are_followed(scope, classes)
        proved = [one for one in owed if followed and one.page is not None and one.page.facts.whole]
        whole = all(scope.is_whole(name, *scope.period.last_year) for name in classes)
        untold = sum(one.over is None for one in found) + len(owed) - len(proved)
        outcome = _feedback(bool(proved), silent=whole and not found, dark=untold > 0, good=bool(answered))
        return IndicatorFact(
            kind=kind, name=title, outcome=outcome,
            waits=outcome is Outcome.UNKNOWN and not untold and whole,
            reason=Text(
                "fact.feedback",
                {
                    "what": tuple(Named(name, CLASSES[name]) for name in classes), "n": len(found),
                    "closed": len(closed), "answered": len(answered),
                    "lacking": Text("fact.no_feedback", {"n": len(proved), "names": titles([one.article for one in proved], NAMED)})
                    if proved
                    else None,
                    "untold": Text("fact.feedback_untold", {"n": untold}) if untold else None,
                },
            ),
            needs=Text("fact.needs_feedback") if outcome is Outcome.UNKNOWN else None,
            measured={
                "activities": len(found), "closed_activities": len(closed), "answered_activities": len(answered),
                "without_feedback": [one.article.url for one in proved], "untold_activities": untold,
                "feedback_days": [days for one in answered if (days := _days(one)) is not None], "whole": whole,
            },
            evidence=_evidence(proved or found, scope, classes),
        )  # fmt: skip

    return fact


def _feedback(bad: bool, *, silent: bool, dark: bool, good: bool) -> Outcome:
    if bad or silent:
        return Outcome.FAIL
    return Outcome.PASS if good and not dark else Outcome.UNKNOWN


def _activities(scope: OwnerScope, name: str) -> list[HeldActivity]:
    items = scope.articles(name, *scope.period.last_year)
    everything = [
        one for one in scope.period.articles(None, scope.sites, *scope.period.last_year) if _RESULT.search(one.title)
    ]  # fmt: skip
    results = {one.url: one for one in (*everything, *(one for one in items if _RESULT.search(one.title)))}
    return [_activity(scope, one, list(results.values())) for one in items if not _RESULT.search(one.title)]


def _activity(scope: OwnerScope, article: Article, results: Sequence[Article]) -> HeldActivity:
    page = page_of(scope.period, article)
    today = min(day_of(scope.period.as_of), scope.period.span.last)
    ends = page.facts.ends if page is not None else None
    over: bool | None = None
    if ends is not None:
        over = ends < today
    elif page is not None and page.facts.ended is not None:
        over = page.facts.ended
    elif article.on is not None and article.on + LONGEST < today:
        over = True
    result = next((one for one in results if _tells(one, article)), None)
    if result is not None:
        return HeldActivity(article, page, ends, True, result.url, result.on)
    feedback = page.facts.feedback if page is not None else ""
    return HeldActivity(article, page, ends, True if feedback == "here" else over, feedback)


def _tells(result: Article, activity: Article) -> bool:
    """Whether one title tells what came of the other: the same matter, and not before it."""
    if result.on is not None and activity.on is not None and result.on < activity.on:
        return False
    one, other = (_ACTIVITY.sub("", each.title) for each in (result, activity))
    return likeness(one, other) >= SAME


def _ended(one: HeldActivity) -> date:
    if one.ends is not None:
        return one.ends
    on = one.article.on or one.article.first_seen.date()
    return on + LONGEST if one.page is None or one.page.facts.ended is None else on


def _days(one: HeldActivity) -> int | None:
    """Days from the end to the result, where both are known."""
    return (one.feedback_on - one.ends).days if one.feedback_on and one.ends else None


def _results_are_followed(scope: OwnerScope, classes: Sequence[str]) -> bool:
    """Whether results could stand nowhere unseen: the lists of the class, and a list of results or all columns of the site."""
    period = scope.period
    first, last = period.last_year
    if not all(scope.is_whole(name, first, last) for name in classes):
        return False
    for site in period.watch.sites:
        if site.id not in scope.sites or not any(
            site.id == id for name in classes for id, _ in scope.pairs(name)
        ):
            continue
        named = [one for one in site.columns if re.search(r"结果|反馈|采纳", one.name)]
        if not named and site.columns_complete is None:
            return False
        if not all(covers_days(period.ledgers[site.id], one, first, last) for one in named):
            return False
    return True


def _evidence(found: Sequence[HeldActivity], scope: OwnerScope, classes: Sequence[str]) -> tuple[str, ...]:
    return (
        evidence_of_pages(one.page for one in found)
        or evidence_in(one.article for one in found)
        or scope.period.looks(pair for name in classes for pair in scope.pairs(name))
    )
