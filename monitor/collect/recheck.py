"""Which looks answer a finding anew (复测): the probe of its rule, at the part it is about."""

from dataclasses import replace

from monitor.domain.finding import Finding
from monitor.domain.site import Site, Subject

#: The probes that see what each rule decides by; an account has one.
PROBES: dict[str, tuple[str, ...]] = {
    "site_unreachable": ("availability",),
    "homepage_stale": ("homepage",),
    "columns_stale": ("columns",),
    "columns_overdue": ("columns",),
    "columns_blank": ("columns",),
    "column": ("columns",),
    "replies_late": ("messages",),
    "message": ("messages",),
    "F19W-26": ("messages",),
    "F19W-27": ("messages",),
    "channel_missing": ("channel",),
    "guides_incomplete": ("guides",),
}


def looks_for(finding: Finding, subject: Subject) -> tuple[Subject, tuple[str, ...]]:
    """
    The subject to look at, cut down to the column the finding is about, and the probes to look with.

    No probes: only people decide it.
    """
    if not isinstance(subject, Site):
        return subject, ("newmedia",) if not finding.rule.startswith("safety_") else ()
    if finding.rule == "column":
        columns = tuple(one for one in subject.columns if one.id == finding.part)
        return replace(subject, columns=columns), PROBES["column"]
    return subject, PROBES.get(finding.rule, ())
