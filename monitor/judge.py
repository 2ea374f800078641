"""Decides what is stored: load what each rule sees, apply the clause of the edition, save the verdicts."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from monitor.domain.site import Subject
from monitor.domain.verdict import Clause, Verdict

#: A rule's answer for one case.
Decide = Callable[[Any, Clause, datetime], Verdict]


def decide(
    case: Any,
    subject: Subject,
    clauses: Sequence[Clause],
    rules: Mapping[str, Decide],
    undecidable: Decide,
    now: datetime,
) -> tuple[Verdict, ...]:
    """
    The verdicts of every clause that concerns this kind of subject, in the edition's order.

    A clause whose rule nobody has written yet is answered by *undecidable*, never passed over.
    """
    return tuple(
        rules.get(clause.rule, undecidable)(case, clause, now)
        for clause in clauses
        if clause.subject == subject.kind
    )
