"""What only people decide (人工确认): the safety lines, and every clause whose rule no probe serves yet."""

from datetime import datetime
from typing import Any

from monitor.domain.case import Review, spoken_of
from monitor.domain.sentence import Text
from monitor.domain.verdict import Clause, Outcome, Verdict


def decide(case: Any, clause: Clause, now: datetime) -> Verdict:
    """
    The verdict that a named person signed for this clause, or unknown.

    The newest signature that has not run out and was not revoked counts. *case* is a SiteCase or an
    AccountCase; only its reviews are looked at.
    """
    subject = getattr(case, "site", None) or case.account
    if clause.rule == "guides_incomplete" and not getattr(subject, "public_services", True):
        return _verdict(subject.id, clause, now, Outcome.NOT_APPLICABLE, Text("signed.no_services"))
    signed = signature(case.reviews, clause.rule, now)
    if signed is None:
        return _verdict(
            subject.id, clause, now, Outcome.UNKNOWN,
            Text("signed.waiting")
            if clause.people
            else Text("signed.no_probe"),
            needs=Text("signed.needs_person", {"subject": subject.id, "rule": clause.rule}),
        )  # fmt: skip
    reason = Text("signed.signed", {"reason": signed.reason})
    return _verdict(subject.id, clause, now, Outcome(signed.outcome), reason, by=signed.who)


def signature(reviews: Any, target: str, now: datetime) -> Review | None:
    """The signature on *target* that speaks of *now*, if any: the one given last, unless it was revoked."""
    if not reviews:
        return None
    said = [one for one in spoken_of(reviews, now) if one.target == target and one.act in ("sign", "revoke")]
    return said[-1] if said and said[-1].act == "sign" else None


def _verdict(
    subject: str, clause: Clause, now: datetime, outcome: Outcome, reason: Text,
    needs: Text | None = None, by: str | None = None,
) -> Verdict:  # fmt: skip
    return Verdict(
        subject=subject,
        rule=clause.rule,
        clause=clause,
        outcome=outcome,
        decided_at=now,
        window=(now, now),
        measured={},
        coverage=0.0 if outcome is Outcome.UNKNOWN else 1.0,
        reason=reason,
        needs=needs,
        confirmed_by=by,
    )
