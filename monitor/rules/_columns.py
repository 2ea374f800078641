"""What the three column rules share: every column's standing, counted with unknowns, made a verdict."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime

from monitor.domain.case import SiteCase
from monitor.domain.content import ListState
from monitor.domain.site import Column
from monitor.domain.timing import DAY, day_of, midnight
from monitor.domain.verdict import Clause, ColumnVerdict, Outcome, Said, Threshold, Verdict
from monitor.rules._column import Duty, stand
from monitor.rules._counting import count

ChooseDuty = Callable[[Column, Clause, date], Duty | None]


def standings(
    case: SiteCase, columns: Sequence[Column], clause: Clause, now: datetime, duty: ChooseDuty
) -> tuple[ColumnVerdict, ...]:
    """How each of *columns* stands; a column under another edition is held to that edition's clause."""
    today = day_of(now)
    found = []
    for column in columns:
        own = case.column_clauses.get(column.id, {}).get(clause.rule, clause)
        blank_days = own.limit["blank_days"].value
        found.append(stand(column, case, duty(column, own, today), now, blank_days))
    return tuple(sorted(found, key=_urgency))


def verdict(
    case: SiteCase,
    clause: Clause,
    now: datetime,
    columns: Sequence[ColumnVerdict],
    *,
    words: Said,
    window_start: date,
    bad: Callable[[ColumnVerdict], bool] = lambda one: one.outcome is Outcome.FAIL,
    measured: Mapping[str, object] | None = None,
) -> Verdict:
    """
    The verdict on *columns*: `fail` when so many are bad as the clause says, unknown ones once on each side.

    *words* names what the bad ones are, in a sentence that goes after their number.
    """
    limit = clause.limit["fail_from_columns"]
    faulty = [one for one in columns if bad(one)]
    unknown = [one for one in columns if one.outcome is Outcome.UNKNOWN]
    outcome = count(len(faulty), len(unknown), limit)
    unreadable = [one.id for one in columns if _is_unreadable(case, one.id)]
    names = {one.id: one.name for one in case.site.columns}
    grounds = tuple(dict.fromkeys(id for one in faulty for id in one.evidence))
    return Verdict(
        subject=case.site.id,
        rule=clause.rule,
        clause=clause,
        outcome=outcome,
        decided_at=now,
        window=(midnight(window_start), midnight(day_of(now) + DAY)),
        measured={
            "columns": len(columns),
            "bad": len(faulty),
            "unknown": len(unknown),
            "bad_columns": [one.id for one in faulty],
            "unknown_columns": [one.id for one in unknown],
            "unreadable_columns": unreadable,
            **(measured or {}),
        },
        coverage=1 - len(unknown) / len(columns) if columns else 1.0,
        reason=_reason(outcome, len(faulty), len(unknown), len(columns), words),
        needs=_needs(unknown, names, limit) if outcome is Outcome.UNKNOWN else None,
        remarks=(_alarm(unreadable, names),) if unreadable else (),
        evidence=grounds if faulty else (),
        columns=tuple(columns),
    )


def _is_unreadable(case: SiteCase, column: str) -> bool:
    listings = case.listings.get(column, ())
    return bool(listings) and listings[-1].facts.state is ListState.UNREADABLE


def _alarm(unreadable: Sequence[str], names: Mapping[str, str]) -> Said:
    """The extractor's health is the operator's business: a parser that finds nothing is never the site's fault."""
    zh = "、".join(names.get(id, id) for id in unreadable[:5])
    return Said(
        f"operator: no list was recognised on {', '.join(unreadable[:5])}; see `monitor inspect`, configure `list` or an adapter",
        f"请操作员处理: {zh} 未能识别列表, 可用 monitor inspect 查看, 并配置 list 选择器或接口",
    )


def _reason(outcome: Outcome, bad: int, unknown: int, total: int, words: Said) -> Said:
    if total == 0:
        return Said("no such columns are configured", "未配置此类栏目")
    en, zh = f"{bad} of {total} columns {words.en}", f"{total} 个栏目中 {bad} 个{words.zh}"
    if unknown:
        en += f", {unknown} could not be told"
        zh += f", {unknown} 个无法判定"
    return Said(en, zh)


def _needs(unknown: Sequence[ColumnVerdict], names: Mapping[str, str], limit: Threshold) -> Said:
    shown = "; ".join(f"{one.id}: {one.reason.en}" for one in unknown[:5])
    zh = "; ".join(f"{names.get(one.id, one.id)}: {one.reason.zh}" for one in unknown[:5])
    more = f" … and {len(unknown) - 5} more" if len(unknown) > 5 else ""
    return Said(
        f"settle the columns that could not be told (the limit is {limit.value}): {shown}{more}",
        f"查清无法判定的栏目 (限值 {limit.value} 个): {zh}{' 等' if more else ''}",
    )


def _urgency(one: ColumnVerdict) -> tuple[int, int, str]:
    """Failing first, longest over first; then by days left."""
    order = {Outcome.FAIL: 0, Outcome.UNKNOWN: 1, Outcome.PASS: 2, Outcome.NOT_APPLICABLE: 3}
    days = -(one.days_over or 0) if one.outcome is Outcome.FAIL else (one.days_left or 0)
    return order[one.outcome], days, one.id
