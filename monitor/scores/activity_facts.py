"""Facts on dated duties, surveys, solicitations and interviews."""

from collections.abc import Sequence
from datetime import date

from monitor.domain.ledger import Article
from monitor.domain.sentence import Named
from monitor.domain.verdict import Outcome, Text
from monitor.quarter.classes import CLASSES
from monitor.scores.interview_facts import is_announcement
from monitor.scores.period import WORST, IndicatorFact, OwnerScope, Told, evidence_in, not_configured
from monitor.wording.say import for_unit


def duty(kind: str) -> Told:
    name = for_unit(Text(f"duty.{kind}"))

    def fact(scope: OwnerScope) -> IndicatorFact:
        owners = {one.name for one in scope.owner.sites} | (
            {scope.owner.unit.name} if scope.owner.unit else set()
        )
        rows = [row for row in scope.period.duties if row.kind == kind and row.owner in owners]
        if not rows:
            return IndicatorFact(
                kind=kind, name=name, outcome=Outcome.NOT_APPLICABLE if not scope.owner.sites else None,
                configured=bool(scope.owner.sites),
                reason=Text("fact.not_owed"),
                needs=Text("fact.needs_yearly"),
            )  # fmt: skip
        row = min(rows, key=lambda one: list(WORST).index(one.outcome))
        open_one = row.outcome is Outcome.UNKNOWN
        return IndicatorFact(
            kind=kind, name=name, outcome=row.outcome, evidence=row.evidence,
            reason=Text(
                "fact.duty",
                {
                    "owner": row.owner,
                    "why": row.reason,
                    "since": row.since,
                    "due": row.due,
                },
            ),
            needs=Text("fact.needs_duty")
            if open_one
            else None,
            measured={"since": row.since, "due_on": row.due, "published": row.on, "title": row.title, "url": row.url},
        )  # fmt: skip

    return fact


def counted(kind: str, title: str, classes: Sequence[str]) -> Told:
    """How many activities of *classes* there were in the year before the moment, and in the quarter."""

    def fact(scope: OwnerScope) -> IndicatorFact:
        if not any(scope.pairs(name) for name in classes):
            return not_configured(kind, title, classes[0])
        span = scope.period.span
        year = {name: _held(scope, name, *scope.period.last_year) for name in classes}
        quarter = {name: _held(scope, name, span.first, span.last) for name in classes}
        number, in_quarter = (sum(len(articles) for articles in found.values()) for found in (year, quarter))
        whole = all(scope.is_whole(name, *scope.period.last_year) for name in classes)
        parts = tuple(
            Text("fact.times", {"what": Named(name, CLASSES[name]), "n": len(found)})
            for name, found in year.items()
        )
        outcome = None
        if scope.minimum is not None:
            certain = sum(one.is_certain for articles in year.values() for one in articles)
            outcome = _enough(certain, number, scope.minimum, whole)
        return IndicatorFact(
            kind=kind, name=title, outcome=outcome,
            reason=Text(
                "fact.activities",
                {
                    "year": parts,
                    "quarter": in_quarter,
                    "asked": Text("fact.asked_times", {"n": scope.minimum}) if scope.minimum else None,
                },
            ),
            needs=Text("fact.needs_year") if outcome is Outcome.UNKNOWN else None,
            measured={"year_activities": number, "activities": in_quarter, "minimum": scope.minimum, "whole": whole},
            at_most={} if whole else {"year_activities": None, "activities": None},
            evidence=evidence_in(one for articles in year.values() for one in articles)
            or scope.period.looks(pair for name in classes for pair in scope.pairs(name)),
        )  # fmt: skip

    return fact


def _held(scope: OwnerScope, name: str, first: date, last: date) -> list[Article]:
    """Activities of a class; of interviews what only announces one is none."""
    found = scope.articles(name, first, last)
    return [one for one in found if name != "interview" or not is_announcement(scope, one)]


def _enough(certain: int, number: int, minimum: int, whole: bool) -> Outcome:
    if certain >= minimum:
        return Outcome.PASS
    return Outcome.FAIL if whole and number < minimum else Outcome.UNKNOWN


def participation_quarter(scope: OwnerScope) -> IndicatorFact:
    kind, title, classes = "participation_quarter", "季度调查征集", ("survey", "solicitation")
    for name in classes:
        if not scope.pairs(name):
            return not_configured(kind, title, name)
    span, wanted = scope.period.span, scope.minimum or 1
    found = {name: scope.articles(name, span.first, span.last) for name in classes}
    whole = span.is_over and all(scope.is_whole(name, span.first, span.last) for name in classes)
    outcomes = [
        _enough(sum(one.is_certain for one in articles), len(articles), wanted, whole)
        for articles in found.values()
    ]
    outcome = next(one for one in WORST if one in outcomes)
    return IndicatorFact(
        kind=kind, name=title, outcome=outcome,
        reason=Text(
            "fact.participation",
            {"surveys": len(found["survey"]), "solicitations": len(found["solicitation"]), "wanted": wanted},
        ),
        needs=Text("fact.needs_participation")
        if outcome is Outcome.UNKNOWN
        else None,
        measured={"surveys": len(found["survey"]), "solicitations": len(found["solicitation"]), "whole": whole},
        evidence=evidence_in(one for articles in found.values() for one in articles)
        or scope.period.looks(pair for name in classes for pair in scope.pairs(name)),
    )  # fmt: skip
