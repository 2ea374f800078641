"""Rows drawn from the verdicts at the points: late and blank columns, late messages, the list of faults."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from monitor.domain.finding import Owed
from monitor.domain.parts import open_messages, waiting_messages
from monitor.domain.sentence import Param, Text, joined
from monitor.domain.site import Site
from monitor.domain.verdict import Outcome, Verdict, VerdictPart
from monitor.quarter.frequency import declared_frequency
from monitor.quarter.points import Judged
from monitor.quarter.rows import (
    NOT_JUDGED,
    LateColumnRow,
    LateMessageRow,
    Open,
    ProblemRow,
    Recheck,
    SubjectQuarter,
    Worst,
)
from monitor.quarter.settle import remedy_of
from monitor.rules.base import parts_of, rule_of, rule_of_column


def column_rows(
    sites: Sequence[Site], judged: Judged, unit_names: Mapping[str, str]
) -> tuple[LateColumnRow, ...]:
    """
    Every column that failed at some point, at its worst; longest over first.

    Of the other days only those on which the clause failed as a whole are looked at.
    """
    found: dict[tuple[str, str], tuple[datetime, VerdictPart]] = {}
    for site in sites:
        for moment, verdicts in _days(judged, site.id):
            for one in _columns(verdicts):
                key = (site.id, one.id)
                if one.outcome is Outcome.FAIL and (
                    key not in found or (one.days_over or 0) >= (found[key][1].days_over or 0)
                ):
                    found[key] = (moment, one)
    by_id = {site.id: site for site in sites}
    last = judged.last
    rows = [
        _column_row(by_id[site], one, moment, _now(one, last.get(site, ())), unit_names)
        for (site, _), (moment, one) in found.items()
    ]
    return tuple(sorted(rows, key=column_order))


def column_order(row: LateColumnRow) -> tuple[int, str, str]:
    """Where a late or blank column stands among all: longest over first."""
    return -(row.days_over or 0), row.site, row.column


def _days(judged: Judged, subject: str) -> list[tuple[datetime, Sequence[Verdict]]]:
    """What was said of *subject*, moment by moment: all at the points, what failed on other days."""
    found: dict[datetime, list[Verdict]] = {}
    for moment, verdicts in judged.points.items():
        found.setdefault(moment, []).extend(verdicts.get(subject, ()))
    for one in judged.between.get(subject, ()):
        found.setdefault(one.decided_at, []).append(one)
    return sorted(found.items(), key=lambda pair: pair[0])


def _now(old: VerdictPart, verdicts: Sequence[Verdict]) -> Outcome:
    """What *verdicts* say of a column that failed before; of one that was blank, whether it holds anything."""
    rule = rule_of_column(state=old.state).id
    found = next((one for one in _columns(verdicts, rule) if one.id == old.id), None)
    return found.outcome if found else Outcome.UNKNOWN


def _columns(verdicts: Sequence[Verdict], rule: str = "") -> tuple[VerdictPart, ...]:
    return next((one.columns for one in verdicts if one.rule == (rule or rule_of(Owed.COLUMN).id)), ())


def _column_row(
    site: Site, one: VerdictPart, moment: datetime, newest: Outcome, unit_names: Mapping[str, str]
) -> LateColumnRow:
    column = next((column for column in site.columns if column.id == one.id), None)
    return LateColumnRow(
        site=site.id,
        site_name=site.name,
        column=one.id,
        name=column.name if column else one.id,
        url=column.url if column else "",
        unit=unit_names.get(one.unit or site.unit or "", ""),
        frequency=declared_frequency(column) if column else None,
        state=one.state,
        newest=one.newest,
        due_on=one.due_on,
        days_over=one.days_over,
        at=moment,
        latest=newest,
        reason=one.reason,
        evidence=one.evidence,
    )


def message_rows(
    sites: Sequence[Site], judged: Judged, resolve: Callable[[str], str]
) -> tuple[LateMessageRow, ...]:
    """
    Every message past its limit at some point, as of the newest such point; longest over first.

    *resolve*: a unit as a board prints it -> its configured name.
    """
    last = judged.last
    found: dict[tuple[str, str], LateMessageRow] = {}
    for site in sites:
        days = [(moment, one) for moment, verdicts in _days(judged, site.id) for one in verdicts]
        for moment, verdict in days:
            if parts_of(verdict.rule) is not Owed.MESSAGE or verdict.outcome is not Outcome.FAIL:
                continue
            for one in _late(verdict):
                now = _latest(one.id, last.get(site.id, ()))
                unit = resolve(one.unit or "")
                found[site.id, one.id] = _message_row(site, one, moment, verdict, unit, now)
    return tuple(sorted(found.values(), key=message_order))


def message_order(row: LateMessageRow) -> tuple[int, str, str]:
    """Where a late message stands among all: longest over first."""
    return -row.days_over, row.site, row.id


def _late(verdict: Verdict) -> list[VerdictPart]:
    return [one for one in open_messages(verdict) if one.outcome is Outcome.FAIL]


def _latest(id: str, verdicts: Sequence[Verdict]) -> Outcome:
    """What the last point says of a message: still late, settled on complete boards, or not to be told."""
    verdict = next((one for one in verdicts if parts_of(one.rule) is Owed.MESSAGE), None)
    if verdict is None:
        return Outcome.UNKNOWN
    if any(one.id == id for one in _late(verdict)):
        return Outcome.FAIL
    measured = verdict.measured
    whole = bool(measured.get("boards")) and measured.get("boards") == measured.get("boards_complete")
    waits = any(one.id == id for one in waiting_messages(verdict))
    return Outcome.PASS if whole and not waits and not measured.get("older_open") else Outcome.UNKNOWN


def _message_row(
    site: Site, one: VerdictPart, moment: datetime, verdict: Verdict, unit: str, latest: Outcome
) -> LateMessageRow:
    return LateMessageRow(
        site=site.id,
        site_name=site.name,
        id=one.id,
        title=one.name,
        unit=unit,
        submitted=one.newest.isoformat() if one.newest else "",
        due_on=one.due_on.isoformat() if one.due_on else "",
        days_over=one.days_over or 0,
        at=moment,
        latest=latest,
        evidence=verdict.evidence,
    )


def recheck_columns(
    sites: Sequence[Site], before: Judged, judged: Judged, compared: Collection[str]
) -> list[tuple[LateColumnRow, Recheck]]:
    """Every column that was late or blank last quarter, with what the last point of this one says of it."""
    last = judged.last
    rows = []
    for old in column_rows([one for one in sites if one.id in compared], before, {}):
        rule = rule_of_column(state=old.state).id
        one = next((one for one in _columns(last.get(old.site, ()), rule) if one.id == old.column), None)
        again = Recheck(
            subject=old.site, name=old.site_name, rule=rule_of(Owed.COLUMN).id, rule_name=f"“{old.name}”栏目",
            part=old.column, was=old.reason, outcome=one.outcome if one else Outcome.UNKNOWN,
            reason=one.reason if one else NOT_JUDGED, evidence=one.evidence if one else (),
        )  # fmt: skip
        rows.append((old, again))
    return rows


def open_rows(subjects: Sequence[SubjectQuarter], sites: Sequence[Site], judged: Judged) -> tuple[Open, ...]:
    """
    What is unknown, subject by subject: indicators at their worst point, then columns at the last one.

    An indicator that only waits for its columns is settled by them.
    """
    rows: list[Open] = []
    newest = judged.last
    by_id = {site.id: site for site in sites}
    for one in subjects:
        rows += [
            Open(
                subject=one.id, name=one.name, platform=one.platform, indicator=rule.name,
                people=rule.people, reason=rule.reason, needs=_needs(rule),
                remedy=None if rule.people else _needs(rule, counted=False),
            )
            for rule in one.rules
            if rule.outcome is Outcome.UNKNOWN
        ]  # fmt: skip
        names = {column.id: column.name for column in by_id[one.id].columns} if one.id in by_id else {}
        rows += [
            Open(
                subject=one.id, name=one.name, part=column.id,
                indicator=f"栏目“{names.get(column.id, column.id)}”", reason=column.reason,
                needs=remedy_of(column), remedy=remedy_of(column),
            )
            for column in _columns(newest.get(one.id, ()))
            if column.outcome is Outcome.UNKNOWN
        ]  # fmt: skip
    return tuple(rows)


def _needs(rule: Worst, *, counted: bool = True) -> Text | None:
    """What would settle *rule*: its columns, where it waits for these. Not *counted*: the same for every subject."""
    if not rule.unknown_columns:
        return rule.needs
    columns = Text("quarter.settle_columns", {"n": f"{rule.unknown_columns}个" if counted else None})
    declared = rule.measured.get("ledger_declared_whole") is not False
    return columns if declared else joined(columns, Text("quarter.settle_declared"))


def subject_problems(subjects: Sequence[SubjectQuarter]) -> list[ProblemRow]:
    """The vetoes that failed, subject by subject; without numbers, as `column_problem` and `message_problem`."""
    return [
        ProblemRow(
            number="", subject=one.name, platform=one.platform, unit=one.unit, indicator=rule.name, text=rule.reason,
            days=rule.failed, evidence=rule.evidence,
        )
        for one in subjects
        for rule in one.rules
        if rule.outcome is Outcome.FAIL
    ]  # fmt: skip


def column_problem(column: LateColumnRow) -> ProblemRow:
    """A late or blank column in the list of faults."""
    return ProblemRow(
        number="", subject=column.site_name, unit=column.unit,
        indicator="空白栏目" if column.state == "blank" else "栏目更新不及时",
        text=Text("quarter.column", {"column": column.name, "why": column.reason}), evidence=column.evidence,
    )  # fmt: skip


def message_problem(one: LateMessageRow) -> ProblemRow:
    """A late message in the list of faults."""
    said: dict[str, Param] = {
        "submitted": date.fromisoformat(one.submitted),
        "message": one.id,
        "days": one.days_over,
    }
    return ProblemRow(
        number="", subject=one.site_name, unit=one.unit, indicator="留言超期未回应",
        text=Text("quarter.message", said), evidence=one.evidence,
    )  # fmt: skip


def numbered(quarter: str, rows: Iterable[ProblemRow]) -> Iterator[ProblemRow]:
    """The list of confirmed faults, numbered."""
    return (replace(one, number=f"{quarter}-{n:03d}") for n, one in enumerate(rows, 1))
