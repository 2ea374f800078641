"""Facts on columns that a unit answers for: late ones, and those below their declared frequency."""

from collections.abc import Sequence

from monitor.domain.finding import Owed
from monitor.domain.site import Site
from monitor.domain.verdict import ColumnVerdict, Outcome, Text
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


def _states(scope: OwnerScope) -> list[tuple[Site, str, ColumnVerdict]]:
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


def columns_late(scope: OwnerScope, minimum: int | None) -> IndicatorFact:
    states = [one for one in _states(scope) if one[2].outcome is not Outcome.NOT_APPLICABLE]
    told = {(site.id, id) for site, id, _ in _states(scope)}
    unread = sum((site.id, id) not in told for site, id in _own_columns(scope) if _owes(site, id, scope))
    late = [(site, id, one) for site, id, one in states if one.outcome is Outcome.FAIL]
    unknown = sum(one.outcome is Outcome.UNKNOWN for _, _, one in states) + unread
    count = len(states) + unread
    if not count:
        outcome = Outcome.NOT_APPLICABLE
        said = Text("the unit answers for no judged column", "该单位没有承担保障的、须更新的栏目")
    else:
        outcome = Outcome.FAIL if late else Outcome.UNKNOWN if unknown else Outcome.PASS
        named = _late_words(late)
        said = Text(
            f"{len(late)} of {count} columns late, {unknown} unknown",
            f"{count} 个栏目中 {len(late)} 个未按要求更新"
            + (f"（{named}）" if named else "")
            + (f"，{unknown} 个尚不能判定" if unknown else ""),
        )
    needs = None
    if outcome is Outcome.UNKNOWN:
        needs = Text("read the unknown columns", "读到尚不能判定的栏目，或由人工确认")
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


def _late_words(late: Sequence[tuple[Site, str, ColumnVerdict]]) -> str:
    """Names of the late columns with their newest day; some, and how many there are."""
    names = {(site.id, one.id): one.name for site, _, _ in late for one in site.columns}
    words = [
        f"{names[site.id, id]}，{f'最新 {one.newest}' if one.newest else '空白或从未更新'}"
        for site, id, one in late[:NAMED]
    ]
    return "；".join(words) + (f"；等 {len(late)} 个" if len(late) > NAMED else "")


def columns_frequency(scope: OwnerScope, minimum: int | None) -> IndicatorFact:
    own = {(site.id, id) for site, id in _own_columns(scope)}
    rows = [row for key, row in scope.period.frequencies.items() if key in own]
    missed = [row for row in rows if row.outcome is Outcome.FAIL]
    unknown = sum(row.outcome is Outcome.UNKNOWN for row in rows)
    named = "、".join(f"{row.name}（{row.reason}）" for row in missed[:NAMED])
    if not rows:
        said = Text("no column has a declared frequency", "该单位没有规定更新频率的栏目")
    else:
        said = Text(
            f"{len(missed)} of {len(rows)} columns below their frequency, {unknown} unknown",
            f"{len(rows)} 个栏目规定了更新频率，{len(missed)} 个未达到，{unknown} 个尚不能判定"
            + (f"：{named}" if named else ""),
        )
    return IndicatorFact(
        kind="columns_frequency", name="季度更新频次", outcome=None if rows else Outcome.NOT_APPLICABLE, reason=said,
        measured={"columns": len(rows), "missed_columns": len(missed), "unknown_columns": unknown},
        at_most={"missed_columns": len(missed) + unknown} if unknown else {},
        evidence=tuple(dict.fromkeys(id for row in (missed or rows) for id in row.published.evidence))
        or scope.period.looks((row.site, row.column) for row in missed),
    )  # fmt: skip
