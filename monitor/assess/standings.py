"""How each thing that is owed stands, taken from verdicts (时效情况): for findings, digests and the dashboard."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from monitor.domain.finding import Owed, Standing
from monitor.domain.sentence import Label, Text
from monitor.domain.site import Site, Subject, Watch
from monitor.domain.timing import day_of
from monitor.domain.verdict import ColumnVerdict, Outcome, Sort, Verdict
from monitor.rules.base import parts_of, rule_of


def standings(watch: Watch, verdicts: Mapping[str, Sequence[Verdict]]) -> tuple[Standing, ...]:
    """
    Every indicator, column and open message of every subject, as *verdicts* (by subject id) have them.

    Columns and messages with nobody of their own belong to the subject's unit.
    """
    units = {name: one.id for one in watch.units for name in (one.id, one.name, *one.aliases)}
    subjects: tuple[Subject, ...] = (*watch.sites, *watch.accounts)
    return tuple(
        standing
        for subject in subjects
        for verdict in verdicts.get(subject.id, ())
        for standing in _of(subject, verdict, units)
    )


def _of(subject: Subject, verdict: Verdict, units: Mapping[str, str]) -> Iterator[Standing]:
    parts = parts_of(verdict.rule)
    days_left, due_on = verdict.measured.get("days_left"), verdict.measured.get("due_on")
    yield Standing(
        subject=subject.id,
        rule=verdict.rule,
        name=verdict.clause.name,
        unit=subject.unit,
        veto=verdict.clause.sort is Sort.VETO,
        outcome=verdict.outcome,
        newest=_day(verdict.measured.get("newest")),
        due_on=_day(due_on),
        days_left=days_left if isinstance(days_left, int) else None,
        reason=verdict.reason,
        needs=verdict.needs if verdict.outcome is Outcome.UNKNOWN else None,
        people=verdict.clause.people,
        evidence=verdict.evidence,
        whole=parts is not Owed.MESSAGE
        or verdict.outcome is not Outcome.UNKNOWN
        or bool(verdict.measured.get("messages")),
    )
    if parts is Owed.COLUMN and isinstance(subject, Site):
        yield from (_column(subject, one) for one in verdict.columns)
    if parts is Owed.MESSAGE:
        yield from _messages(subject, verdict, units)


def verdict_rule(standing: Standing) -> str:
    """The id of the rule whose verdict *standing* was taken from."""
    return standing.rule if standing.owed is Owed.INDICATOR else rule_of(standing.owed).id


def _column(site: Site, one: ColumnVerdict) -> Standing:
    over = one.days_over
    return Standing(
        subject=site.id,
        rule=Owed.COLUMN.value,
        part=one.id,
        owed=Owed.COLUMN,
        name=next((column.name for column in site.columns if column.id == one.id), one.id),
        unit=one.unit or site.unit,
        outcome=one.outcome,
        newest=one.newest,
        due_on=one.due_on,
        days_left=-over if over is not None else one.days_left,
        reason=one.reason,
        needs=Text("column.settle", {"how": Label("settle", one.settle)}) if one.settle else None,
        evidence=one.evidence,
    )


def _messages(subject: Subject, verdict: Verdict, units: Mapping[str, str]) -> Iterator[Standing]:
    rows: Iterable[Any] = verdict.measured.get("open_messages", ())  # type: ignore[assignment]
    for row in rows:
        left = int(row["days_left"])
        submitted = row["submitted"]
        yield Standing(
            subject=subject.id,
            rule=Owed.MESSAGE.value,
            part=str(row["id"]),
            owed=Owed.MESSAGE,
            name=str(row["title"]),
            unit=units.get(str(row["unit"])) or subject.unit,
            outcome=Outcome.FAIL if left < 0 else Outcome.PASS,
            newest=_day(submitted),
            due_on=_day(row["due_on"]),
            days_left=left,
            reason=Text("message.waiting", {"submitted": _day(submitted)}),
            evidence=verdict.evidence if left < 0 else (),
        )


def _day(value: object) -> date | None:
    """A day of a verdict's figures: a date when just decided, text when read back from the store."""
    if isinstance(value, datetime):
        return day_of(value)
    if isinstance(value, str):
        return date.fromisoformat(value[:10])
    return value if isinstance(value, date) else None
