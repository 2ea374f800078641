"""What people decided (人工确认), as rules read it: who struck a message out, who signed a clause."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from monitor.domain.case import Review, spoken_of
from monitor.domain.sentence import Text
from monitor.domain.verdict import Outcome, Verdict
from monitor.rules.signed import signature


def exclusions(reviews: Sequence[Review], now: datetime) -> dict[str, Review]:
    """
    The exclusions that speak of *now*, by message id.

    Of the acts on a message that speak of *now* the one given last counts; one that was revoked, or has run out,
    holds no more.
    """
    held: dict[str, Review] = {}
    for review in spoken_of(reviews, now):
        if review.act == "exclude":
            held[review.target] = review
        elif review.act == "revoke":
            held.pop(review.target, None)
    return held


def settle(verdict: Verdict, reviews: Sequence[Review]) -> Verdict:
    """*verdict* itself, or, where it is unknown and a person signed the clause, that person's word."""
    if verdict.outcome is not Outcome.UNKNOWN:
        return verdict
    signed = signature(reviews, verdict.rule, verdict.decided_at)
    if signed is None:
        return verdict
    return replace(
        verdict,
        outcome=Outcome(signed.outcome),
        reason=Text("signed.signed_by", {"who": signed.who, "reason": signed.reason, "seen": verdict.reason}),
        needs=None,
        confirmed_by=signed.who,
    )
