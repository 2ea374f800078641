"""新媒体·互动回应差: no working way for people to answer an account."""

from datetime import datetime

from monitor.domain.case import AccountCase
from monitor.domain.content import Life, TimelineState
from monitor.domain.need import Need
from monitor.domain.observation import Registration, Timeline
from monitor.domain.sentence import Label, Text
from monitor.domain.timing import DAY, day_of, midnight
from monitor.domain.verdict import Clause, Outcome, PartKind, Verdict, VerdictPart
from monitor.rules._may_fail import never
from monitor.rules._reviews import settle
from monitor.rules.accounts._timeline import course
from monitor.rules.base import Rule

#: What proves that people can answer; a like alone is no answer.
PROOFS = ("comments", "form")


def decide(case: AccountCase, clause: Clause, now: datetime) -> Verdict:
    """
    Decide whether an account offers no working interaction (未提供有效互动功能).

    Presence is proved by what others were seen to have written below its posts, or by an open form; absence never is
    by a machine: it waits for a named person. Whether the interaction is *effective* is for people as well.

    Source: 国办秘函〔2019〕19号, 政务新媒体单项否决, 互动回应差.
    """
    today = day_of(now)
    oldest = today - DAY * clause.own["sign_lasts_days"].allowed
    seen = [
        one
        for one in case.timelines
        if one.facts.state is TimelineState.POSTS
        and oldest <= day_of(one.at)
        and set(one.facts.interaction) & set(PROOFS)
    ]
    newest = seen[-1] if seen else None
    if course(case, today).life is Life.CLOSED:
        outcome, reason, needs = Outcome.NOT_APPLICABLE, Text("interaction_missing.closed"), None
    elif newest is not None:
        signs = [one for one in newest.facts.interaction if one in PROOFS]
        outcome, needs = Outcome.PASS, None
        reason = Text(
            "interaction_missing.seen", {"signs": tuple(Label("interaction", one) for one in signs)}
        )
    else:
        outcome = Outcome.UNKNOWN
        reason = Text("interaction_missing.not_seen")
        needs = Text("interaction_missing.needs_person", {"account": case.account.id, "rule": clause.rule})
    verdict = Verdict(
        subject=case.account.id,
        rule=clause.rule,
        clause=clause,
        outcome=outcome,
        decided_at=now,
        window=(midnight(oldest), midnight(today + DAY)),
        measured={"signs": list(newest.facts.interaction) if newest else []},
        coverage=0.0 if outcome is Outcome.UNKNOWN else 1.0,
        reason=reason,
        needs=needs,
        evidence=(newest.id,) if newest else (),
        parts=(VerdictPart(kind=PartKind.CHANNEL, id="interaction", outcome=outcome, evidence=(newest.id,)),)
        if newest
        else (),
    )
    return settle(verdict, case.reviews)


RULE = Rule(
    "interaction_missing",
    "account",
    decide,
    never,
    needs=(
        Need(kind=Timeline, days=0, limit="sign_lasts_days"),
        Need(kind=Registration, days=None),
    ),
    tells=(PartKind.CHANNEL,),
    probes=("newmedia",),
    how=(
        "近{sign_lasts_days:allowed}内见到他人的评论或开放的表单即合格；没有见到的为未知，由责任人核实签字。"
        "互动是否有效也由人工判断。"
    ),
)
