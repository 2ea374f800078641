"""Decides what is stored: load what each rule sees, apply the clause of the edition, save the verdicts."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from monitor.domain.made import replaced
from monitor.domain.sentence import Text
from monitor.domain.site import Subject
from monitor.domain.verdict import Clause, Outcome, Verdict
from monitor.rules.base import Decide, MayFail
from monitor.rules.second_look import with_second_look


def decide(
    case: Any,
    subject: Subject,
    clauses: Sequence[Clause],
    rules: Mapping[str, Decide],
    undecidable: Decide,
    now: datetime,
    known_by: datetime | None = None,
) -> tuple[Verdict, ...]:
    """
    The verdicts of every clause that concerns this kind of subject, in the edition's order.

    A clause whose rule nobody has written yet is answered by *undecidable*, never passed over. *known_by*: up to when
    was heard what *case* holds; each verdict says it. Where a veto was looked at twice, both looks count.
    """
    return tuple(
        replaced(
            with_second_look(rules.get(clause.rule, undecidable)(case, clause, now), case, now),
            known_by=known_by,
        )
        for clause in clauses
        if clause.subject == subject.kind
    )


def failures(
    case: Any,
    subject: Subject,
    clauses: Sequence[Clause],
    rules: Mapping[str, Decide],
    undecidable: Decide,
    may_fail: MayFail,
    now: datetime,
    known_by: datetime | None = None,
) -> tuple[Verdict, ...]:
    """Those of the verdicts that `decide` gives that fail, without deciding what cannot fail."""
    possible = [one for one in clauses if one.subject == subject.kind and may_fail(case, one, now)]
    verdicts = decide(case, subject, possible, rules, undecidable, now, known_by)
    return tuple(one for one in verdicts if one.outcome is Outcome.FAIL)


def unknown_by_damage(
    subject: Subject, clauses: Sequence[Clause], as_of: datetime, known_by: datetime
) -> tuple[Verdict, ...]:
    """The verdicts on *subject* while a record about it is damaged: neither pass nor fail, whatever the others say."""
    return tuple(
        Verdict(
            subject=subject.id, rule=clause.rule, clause=clause, outcome=Outcome.UNKNOWN, decided_at=as_of,
            window=(as_of, as_of), measured={}, coverage=0.0, reason=Text("damaged.record"), needs=Text("damaged.needs"),
            known_by=known_by,
        )
        for clause in clauses
        if clause.subject == subject.kind
    )  # fmt: skip
