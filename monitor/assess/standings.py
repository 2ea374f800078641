"""How each thing that is owed stands, taken from verdicts (时效情况): for findings, digests and the dashboard."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from monitor.domain.finding import Owed, Standing
from monitor.domain.parts import is_shared, open_messages, owner, unit_ids
from monitor.domain.sentence import Label, Text, joined
from monitor.domain.site import Site, Subject, Watch
from monitor.domain.timing import day_of
from monitor.domain.verdict import Outcome, Sort, Verdict, VerdictPart
from monitor.rules.base import parts_of, rule_of


def standings(
    watch: Watch, verdicts: Mapping[str, Sequence[Verdict]], subjects: Sequence[Subject] | None = None
) -> tuple[Standing, ...]:
    """
    Every indicator, column and open message of every subject, as *verdicts* (by subject id) have them.

    *subjects*: of these alone. Columns and messages with nobody of their own belong to the subject's unit.
    """
    units = unit_ids(watch)
    every: Sequence[Subject] = subjects if subjects is not None else watch.subjects
    return tuple(
        standing
        for subject in every
        for verdict in verdicts.get(subject.id, ())
        for standing in _of(subject, verdict, units)
    )


def _of(subject: Subject, verdict: Verdict, units: Mapping[str, str]) -> Iterator[Standing]:
    parts = parts_of(verdict.rule)
    whole = verdict.whole
    runs_out = None if whole else _runs_out(verdict)
    passes = verdict.outcome is Outcome.PASS
    due = whole.due_on if whole else runs_out[0] if runs_out and passes else None
    yield Standing(
        subject=subject.id,
        rule=verdict.rule,
        name=verdict.clause.name,
        unit=subject.unit,
        veto=verdict.clause.sort is Sort.VETO,
        outcome=verdict.outcome,
        newest=whole.newest if whole else None,
        due_on=due,
        days_left=whole.days if whole else (due - day_of(verdict.decided_at)).days if due else None,
        reason=joined(verdict.reason, runs_out[1]) if runs_out else verdict.reason,
        needs=verdict.needs if verdict.outcome is Outcome.UNKNOWN else None,
        people=verdict.clause.people,
        evidence=verdict.evidence,
        shared=is_shared(verdict, subject, units),
        whole=verdict.outcome is not Outcome.UNKNOWN or _names_parts(verdict, parts),
    )
    if parts is Owed.COLUMN and isinstance(subject, Site):
        yield from (_column(subject, one) for one in verdict.columns)
    if parts is Owed.MESSAGE:
        yield from _messages(subject, verdict, units)


def _names_parts(verdict: Verdict, parts: Owed | None) -> bool:
    """Whether an unknown verdict was had from what was read of its *parts*: one without any figure (a damaged record) names none of them."""
    return bool(verdict.measured.get("messages") if parts is Owed.MESSAGE else verdict.measured)


def _runs_out(verdict: Verdict) -> tuple[date, Text] | None:
    """
    The last day on which a clause that counts late columns does not fail yet if none of them is updated, and that in words.

    None: so many are late already, whatever two looks or a signature make of that, or cannot become late. Where it is unknown the words alone are for
    people: unknown is announced nowhere.
    """
    limit = verdict.clause.limit.get("fail_from_columns")
    if limit is None or verdict.outcome not in (Outcome.PASS, Outcome.UNKNOWN):
        return None
    late = sum(one.outcome is Outcome.FAIL for one in verdict.columns)
    days = sorted(one.due_on for one in verdict.columns if one.outcome is Outcome.PASS and one.due_on)
    if not late < limit.least <= late + len(days):
        return None
    last = days[limit.least - late - 1]
    then = late + sum(day <= last for day in days)
    return last, Text("columns.runs_out", {"on": last, "n": then, "limit": limit.least})


def verdict_rule(standing: Standing) -> str:
    """The id of the rule whose verdict *standing* was taken from; of what the patrol saw and a person confirmed, `patrol`."""
    return standing.rule if standing.owed in (Owed.INDICATOR, Owed.PATROL) else rule_of(standing.owed).id


def _column(site: Site, one: VerdictPart) -> Standing:
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
        days_left=one.days,
        reason=one.reason,
        needs=Text("column.settle", {"how": Label("settle", one.settle)}) if one.settle else None,
        evidence=one.evidence,
    )


def _messages(subject: Subject, verdict: Verdict, units: Mapping[str, str]) -> Iterator[Standing]:
    for one in open_messages(verdict):
        late = one.outcome is Outcome.FAIL
        yield Standing(
            subject=subject.id,
            rule=Owed.MESSAGE.value,
            part=one.id,
            owed=Owed.MESSAGE,
            name=one.name,
            unit=owner(one, units, subject.unit),
            outcome=one.outcome,
            newest=one.newest,
            due_on=one.due_on,
            days_left=one.days,
            reason=Text("message.waiting", {"submitted": one.newest}),
            evidence=(one.evidence or verdict.evidence) if late else (),
        )
