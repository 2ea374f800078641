"""Which looks answer a finding anew (复测): the probes of its rule, at the part it is about."""

from dataclasses import replace

from monitor.domain.finding import Finding, Owed
from monitor.domain.site import Site, Subject
from monitor.rules.base import discover, rule_of


def looks_for(finding: Finding, subject: Subject) -> tuple[Subject, tuple[str, ...]]:
    """
    The subject to look at, cut down to the column the finding is about, and the probes to look with.

    No probes: only people decide it.
    """
    owed = finding.standing.owed
    if owed is Owed.PATROL:
        return subject, ()
    rule = discover().get(finding.rule) if owed is Owed.INDICATOR else rule_of(owed)
    if owed is Owed.COLUMN and isinstance(subject, Site):
        subject = replace(subject, columns=tuple(one for one in subject.columns if one.id == finding.part))
    return subject, rule.probes if rule is not None else ()
