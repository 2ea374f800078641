"""Facts on dated duties, surveys, solicitations and interviews."""

from collections.abc import Callable, Sequence

from monitor.domain.verdict import Outcome, Text
from monitor.quarter.classes import CLASSES
from monitor.scores.period import WORST, IndicatorFact, OwnerScope, evidence_in, not_configured


def duty(kind: str, name: str) -> Callable[[OwnerScope, int | None], IndicatorFact]:
    def told(scope: OwnerScope, minimum: int | None) -> IndicatorFact:
        owners = {one.name for one in scope.owner.sites} | (
            {scope.owner.unit.name} if scope.owner.unit else set()
        )
        rows = [row for row in scope.period.duties if row.name == name and row.owner in owners]
        if not rows:
            return IndicatorFact(
                kind=kind, name=name, outcome=Outcome.NOT_APPLICABLE if not scope.owner.sites else None,
                configured=bool(scope.owner.sites),
                reason=Text("not owed by any site of the unit here", "本期没有该单位须公开的此类文件"),
                needs=Text("list who owes it in [report] yearly", "在 [report] yearly 中列明应公开的单位"),
            )  # fmt: skip
        row = min(rows, key=lambda one: list(WORST).index(one.outcome))
        open_one = row.outcome is Outcome.UNKNOWN
        return IndicatorFact(
            kind=kind, name=name, outcome=row.outcome, evidence=row.evidence,
            reason=Text(
                f"{name}: {row.outcome.value}, due {row.since} to {row.due}, published {row.on}",
                f"{row.owner}：{row.reason}（时限 {row.since} 至 {row.due}）",
            ),
            needs=Text("follow its columns whole, or a person confirms", "完整监测应刊登的栏目，或由人工核对")
            if open_one
            else None,
            measured={"since": row.since, "due_on": row.due, "published": row.on, "title": row.title, "url": row.url},
        )  # fmt: skip

    return told


def counted(
    kind: str, title: str, classes: Sequence[str]
) -> Callable[[OwnerScope, int | None], IndicatorFact]:
    """How many activities of *classes* there were in the year before the moment, and in the quarter."""

    def told(scope: OwnerScope, minimum: int | None) -> IndicatorFact:
        if not any(scope.pairs(name) for name in classes):
            return not_configured(kind, title, classes[0])
        span = scope.period.span
        year = {name: scope.articles(name, *scope.period.last_year) for name in classes}
        quarter = {name: scope.articles(name, span.first, span.last) for name in classes}
        number, in_quarter = (sum(len(some) for some in found.values()) for found in (year, quarter))
        whole = all(scope.is_whole(name, *scope.period.last_year) for name in classes)
        parts = "、".join(f"{CLASSES[name]} {len(found)} 次" for name, found in year.items())
        outcome = None
        if minimum is not None:
            outcome = _enough(
                sum(one.is_certain for some in year.values() for one in some), number, minimum, whole
            )
        return IndicatorFact(
            kind=kind, name=title, outcome=outcome,
            reason=Text(
                f"{number} in the twelve months before, {in_quarter} in the quarter",
                f"监测时间点前一年内{parts}，本季度 {in_quarter} 次" + (f"（要求不少于 {minimum} 次）" if minimum else ""),
            ),
            needs=Text("follow these columns for a year", "完整监测相应栏目满一年，或导入活动清单")
            if outcome is Outcome.UNKNOWN
            else None,
            measured={"year_activities": number, "activities": in_quarter, "minimum": minimum, "whole": whole},
            at_most={} if whole else {"year_activities": None, "activities": None},
            evidence=evidence_in(one for some in year.values() for one in some)
            or scope.period.looks(pair for name in classes for pair in scope.pairs(name)),
        )  # fmt: skip

    return told


def _enough(certain: int, number: int, minimum: int, whole: bool) -> Outcome:
    if certain >= minimum:
        return Outcome.PASS
    return Outcome.FAIL if whole and number < minimum else Outcome.UNKNOWN


def participation_quarter(scope: OwnerScope, minimum: int | None) -> IndicatorFact:
    kind, title, classes = "participation_quarter", "季度调查征集", ("survey", "solicitation")
    for name in classes:
        if not scope.pairs(name):
            return not_configured(kind, title, name)
    span, wanted = scope.period.span, minimum or 1
    found = {name: scope.articles(name, span.first, span.last) for name in classes}
    whole = span.is_over and all(scope.is_whole(name, span.first, span.last) for name in classes)
    outcomes = [
        _enough(sum(one.is_certain for one in some), len(some), wanted, whole) for some in found.values()
    ]
    outcome = next(one for one in WORST if one in outcomes)
    return IndicatorFact(
        kind=kind, name=title, outcome=outcome,
        reason=Text(
            f"this quarter {len(found['survey'])} surveys, {len(found['solicitation'])} solicitations",
            f"本季度网上调查 {len(found['survey'])} 篇、意见征集 {len(found['solicitation'])} 篇（要求各不少于 {wanted} 篇）",
        ),
        needs=Text("follow both columns through the quarter", "完整监测调查、征集栏目至季度结束，或由人工核对")
        if outcome is Outcome.UNKNOWN
        else None,
        measured={"surveys": len(found["survey"]), "solicitations": len(found["solicitation"]), "whole": whole},
        evidence=evidence_in(one for some in found.values() for one in some)
        or scope.period.looks(pair for name in classes for pair in scope.pairs(name)),
    )  # fmt: skip
