"""Facts on columns that a unit answers for: late ones, and those below their declared frequency."""

from collections.abc import Sequence

from monitor.domain.finding import Owed
from monitor.domain.sentence import Named
from monitor.domain.site import Site
from monitor.domain.verdict import Outcome, Text, VerdictPart
from monitor.quarter.output import owes_items
from monitor.rules.base import parts_of
from monitor.scores.period import NAMED, IndicatorFact, OwnerScope


def _own_columns(scope: OwnerScope) -> list[tuple[Site, str]]:
    """Columns that the owner answers for: those named to it, and those of its own sites that name nobody else."""
    unit = scope.owner.unit.id if scope.owner.unit else None
    mine = [
        (site, column.id)
        for site in scope.owner.sites
        for column in site.columns
        if not scope.owner.unit or column.unit in (None, unit)
    ]
    return [*mine, *scope.owner.columns]


def _states(scope: OwnerScope) -> list[tuple[Site, str, VerdictPart]]:
    found = []
    for site, column in _own_columns(scope):
        parts = next(
            (
                one.columns
                for one in scope.period.verdicts.get(site.id, ())
                if parts_of(one.rule) is Owed.COLUMN
            ),
            (),
        )
        found += [(site, column, one) for one in parts if one.id == column]
    return found


def columns_late(scope: OwnerScope) -> IndicatorFact:
    states = [one for one in _states(scope) if one[2].outcome is not Outcome.NOT_APPLICABLE]
    judged = {(site.id, id) for site, id, _ in _states(scope)}
    unread = sum((site.id, id) not in judged for site, id in _own_columns(scope) if _owes(site, id, scope))
    late = [(site, id, one) for site, id, one in states if one.outcome is Outcome.FAIL]
    unknown = sum(one.outcome is Outcome.UNKNOWN for _, _, one in states) + unread
    count = len(states) + unread
    if not count:
        outcome = Outcome.NOT_APPLICABLE
        said = Text("fact.no_column_judged")
    else:
        outcome = Outcome.FAIL if late else Outcome.UNKNOWN if unknown else Outcome.PASS
        said = Text(
            "fact.columns_late",
            {
                "n": len(late),
                "total": count,
                "named": Text("fact.in_brackets", {"names": _late_words(late)}) if late else None,
                "untold": Text("fact.and_untold", {"n": unknown}) if unknown else None,
            },
        )
    needs = None
    if outcome is Outcome.UNKNOWN:
        needs = Text("fact.needs_columns")
    rows = late or states
    return IndicatorFact(
        kind="columns_late", name="栏目更新", outcome=outcome, reason=said, needs=needs,
        measured={
            "columns": count, "late_columns": len(late), "unknown_columns": unknown,
            "late": [
                {"site": site.id, "column": id, "newest": one.newest, "days_over": one.days_over} for site, id, one in late
            ],
        },
        at_most={"late_columns": len(late) + unknown} if unknown else {},
        evidence=tuple(dict.fromkeys(id for _, _, one in rows for id in one.evidence)),
    )  # fmt: skip


def _owes(site: Site, id: str, scope: OwnerScope) -> bool:
    column = next((one for one in site.columns if one.id == id), None)
    return column is not None and owes_items(column, scope.period.span)


def _late_words(late: Sequence[tuple[Site, str, VerdictPart]]) -> tuple[Text, ...]:
    """Names of the late columns with their newest day; some, and how many there are."""
    names = {(site.id, one.id): one.name for site, _, _ in late for one in site.columns}
    words = []
    for site, id, one in late[:NAMED]:
        newest = Text("fact.newest", {"day": one.newest}) if one.newest else Text("fact.never_updated")
        words.append(Text("fact.late_column", {"column": Named(id, names[site.id, id]), "newest": newest}))
    return (*words, Text("fact.in_all", {"n": len(late)})) if len(late) > NAMED else tuple(words)


def columns_frequency(scope: OwnerScope) -> IndicatorFact:
    own = {(site.id, id) for site, id in _own_columns(scope)}
    rows = [row for key, row in scope.period.frequencies.items() if key in own]
    missed = [row for row in rows if row.outcome is Outcome.FAIL]
    unknown = sum(row.outcome is Outcome.UNKNOWN for row in rows)
    named = tuple(
        Text(
            "fact.missed_column",
            {"column": Named(row.column, row.name), "why": Text("fact.why_in_brackets", {"why": row.reason})},
        )
        for row in missed[:NAMED]
    )
    if not rows:
        said = Text("fact.no_frequency")
    else:
        said = Text(
            "fact.columns_frequency",
            {
                "n": len(missed),
                "total": len(rows),
                "unknown": unknown,
                "named": Text("fact.named", {"names": named}) if named else None,
            },
        )
    return IndicatorFact(
        kind="columns_frequency", name="季度更新频次", outcome=None if rows else Outcome.NOT_APPLICABLE, reason=said,
        measured={"columns": len(rows), "missed_columns": len(missed), "unknown_columns": unknown},
        at_most={"missed_columns": len(missed) + unknown} if unknown else {},
        evidence=tuple(dict.fromkeys(id for row in (missed or rows) for id in row.published.evidence))
        or scope.period.looks((row.site, row.column) for row in missed),
    )  # fmt: skip
