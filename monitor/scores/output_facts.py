"""Facts on what was published: by site, by unit and month, rank of the year, disclosed items."""

from monitor.domain.verdict import Outcome, Text
from monitor.quarter.rows import UnitOutput
from monitor.scores.period import IndicatorFact, OwnerScope, evidence_in, not_configured, not_theirs


def site_output(scope: OwnerScope) -> IndicatorFact:
    own = [
        one for one in scope.period.output(None).sites if one.site in {site.id for site in scope.owner.sites}
    ]
    if not own:
        return not_theirs("site_output", "网站发布量", Text("fact.no_counted_site"))
    total, open_columns = sum(one.total.value or 0 for one in own), sum(len(one.uncovered) for one in own)
    over = scope.period.span.is_over
    outcome = Outcome.PASS if total else Outcome.FAIL if over and not open_columns else Outcome.UNKNOWN
    more = Text("fact.columns_not_whole", {"n": open_columns}) if open_columns else None
    return IndicatorFact(
        kind="site_output", name="网站发布量", outcome=outcome,
        reason=Text("fact.site_output", {"n": total, "more": more}),
        needs=Text("fact.needs_output") if outcome is Outcome.UNKNOWN else None,
        measured={"items": total, "columns_not_followed": open_columns},
        at_most={"items": None} if open_columns or not scope.period.span.is_over else {},
        evidence=tuple(dict.fromkeys(id for one in own for id in one.total.evidence)),
    )  # fmt: skip


def _unit_row(scope: OwnerScope) -> UnitOutput | None:
    rows = (row for group in scope.period.output(scope.minimum).groups for row in group.units)
    return next((row for row in rows if scope.owner.unit and row.unit == scope.owner.unit.id), None)


def unit_output(scope: OwnerScope) -> IndicatorFact:
    row = _unit_row(scope)
    if row is None or not scope.period.settings.sites:
        return not_theirs("unit_output", "单位发布量", Text("fact.no_unit"))
    months = [one.value for one in row.months]
    listed = tuple(
        Text("fact.month_to_come") if one is None else Text("fact.items", {"n": one}) for one in months
    )
    whole = scope.period.output(scope.minimum).complete
    needs = None
    if row.outcome is Outcome.UNKNOWN:
        needs = Text("fact.needs_output")
    return IndicatorFact(
        kind="unit_output", name="单位发布量", outcome=row.outcome if scope.minimum else None,
        reason=Text(
            "fact.unit_output",
            {
                "n": row.total.value,
                "months": listed,
                "asked": Text("fact.asked_monthly", {"n": scope.minimum}) if scope.minimum else None,
                "why": Text("fact.and_why", {"why": row.reason}),
            },
        ),
        needs=needs,
        measured={
            "items": row.total.value, "months": months, "short_months": list(row.short_months), "minimum": scope.minimum,
            "faults": len(row.short_months),
        },
        at_most={} if whole and scope.period.span.is_over else {"items": None, "faults": 3},
        evidence=tuple(row.total.evidence) or scope.period.looks(scope.period.counted_columns),
    )  # fmt: skip


def unit_output_rank(scope: OwnerScope) -> IndicatorFact:
    period, unit = scope.period, scope.owner.unit
    if unit is None:
        return not_theirs("unit_output_rank", "年度发布量排名", Text("fact.no_unit"))
    peers = period.peers_of(unit)
    own = period.year_counts.get(unit.id, 0)
    rank = 1 + sum(period.year_counts.get(one.id, 0) > own for one in peers)
    over = period.span.is_over and period.quarter.number == 4
    whole = over and period.is_year_whole
    doubt = None if whole else Text("fact.year_not_whole") if over else Text("fact.year_not_over")
    return IndicatorFact(
        kind="unit_output_rank", name="年度发布量排名", outcome=None,
        reason=Text(
            "fact.output_rank", {"n": own, "rank": rank, "peers": len(peers), "doubt": doubt}
        ),
        measured={
            "year_items": own, "year_rank": rank if whole else None, "rank_now": rank, "peers": len(peers), "whole": whole,
        },
        at_most={} if whole else {"year_items": None},
        evidence=evidence_in(period.year_by_unit.get(unit.id, ())),
    )  # fmt: skip


def disclosure_items(scope: OwnerScope) -> IndicatorFact:
    if not scope.pairs("disclosure"):
        return not_configured("disclosure_items", "主动公开信息", "disclosure")
    span = scope.period.span
    found = scope.articles("disclosure", span.first, span.last)
    whole = span.is_over and scope.is_whole("disclosure", span.first, span.last)
    outcome, needs = Outcome.UNKNOWN, None
    if any(one.is_certain for one in found):
        outcome = Outcome.PASS
    elif not found and whole:
        outcome = Outcome.FAIL
    else:
        needs = Text("fact.needs_disclosure")
    return IndicatorFact(
        kind="disclosure_items", name="主动公开信息", outcome=outcome, needs=needs,
        reason=Text("fact.disclosed", {"n": len(found)}),
        measured={"items": len(found), "whole": whole}, at_most={} if whole else {"items": None},
        evidence=evidence_in(found) or scope.period.looks(scope.pairs("disclosure")),
    )  # fmt: skip
