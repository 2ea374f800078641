"""互动回应差·1: no way to ask a question on line."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from monitor.domain.case import SiteCase
from monitor.domain.content import ChannelState
from monitor.domain.need import Need
from monitor.domain.observation import Channel, StoredObservation
from monitor.domain.sentence import Text
from monitor.domain.timing import DAY, day_of, midnight
from monitor.domain.verdict import Clause, Outcome, PartKind, Threshold, Verdict, VerdictPart
from monitor.rules._may_fail import never
from monitor.rules._reviews import settle
from monitor.rules._sentences import allowed, because
from monitor.rules.base import Chapter, NoticeEntry, Rule


def decide(case: SiteCase, clause: Clause, now: datetime) -> Verdict:
    """
    Decide whether the site offers a working way to consult or advise on line (网上咨询建言渠道).

    Presence is proved by an open form that was seen; absence never is by a machine: not found or broken is
    unknown until a named person signs. Looks that did not reach the site say nothing. Whether a form leads
    to anybody (有效) is for people too: a signed fail stands beside a form that was seen.

    Source: 国办秘函〔2019〕19号, 单项否决, 互动回应差, 1.
    """
    today = day_of(now)
    lasts = clause.own["form_lasts_days"]
    oldest = today - DAY * lasts.allowed
    seen = [one for one in case.channels if oldest <= day_of(one.at) <= today]
    reached = [one for one in seen if one.facts.state is not ChannelState.UNREACHED]
    newest = reached[-1] if reached else None
    present = newest is not None and newest.facts.state is ChannelState.PRESENT
    sign = Text("channel.needs_person", {"subject": case.site.id, "rule": clause.rule})
    reason, needs = _words(newest, seen, lasts, sign)
    verdict = Verdict(
        subject=case.site.id,
        rule=clause.rule,
        clause=clause,
        outcome=Outcome.UNKNOWN,
        decided_at=now,
        window=(midnight(oldest), midnight(today + DAY)),
        measured={
            "state": newest.facts.state.value if newest else None,
            "url": newest.facts.url if newest else "",
            "fields": list(newest.facts.fields) if newest else [],
        },
        coverage=1.0 if newest else 0.0,
        reason=reason,
        needs=needs,
        evidence=(newest.id,) if newest else (),
        parts=(_part(newest, present=present),) if newest else (),
    )
    signed = settle(verdict, case.reviews)
    if present and signed.outcome is not Outcome.FAIL:
        return replace(verdict, outcome=Outcome.PASS, needs=None)
    return signed


def _part(newest: StoredObservation[Channel], *, present: bool) -> VerdictPart:
    return VerdictPart(
        kind=PartKind.CHANNEL,
        id="channel",
        outcome=Outcome.PASS if present else Outcome.UNKNOWN,
        state=newest.facts.state.value,
        url=newest.facts.url,
        evidence=(newest.id,),
    )


def _words(
    newest: StoredObservation[Channel] | None,
    seen: Sequence[StoredObservation[Channel]],
    lasts: Threshold,
    sign: Text,
) -> tuple[Text, Text]:
    if newest is None:
        again = Text("channel.needs_look")
        if seen:
            return Text("channel.not_reached"), again
        return Text("channel.not_looked_for", {"days": allowed(lasts)}), again
    facts = newest.facts
    if facts.state is ChannelState.PRESENT:
        return Text("channel.open", {"url": facts.url}), sign
    why = because(facts.reason)
    if facts.state is ChannelState.BROKEN:
        return Text("channel.broken", {"why": why, "url": facts.url}), sign
    return Text("channel.no_entry", {"why": why}), sign


RULE = Rule(
    "channel_missing",
    "site",
    decide,
    never,
    needs=(Need(kind=Channel, days=17, limit="form_lasts_days"),),
    tells=(PartKind.CHANNEL,),
    probes=("channel",),
    how=(
        "近{form_lasts_days:allowed}内见到可以填写的网上咨询、建言表单即合格。"
        "未找到或打不开的为未知，须由责任人核实签字，程序不判“没有渠道”。"
    ),
    notice=NoticeEntry(chapter=Chapter.INTERACTION, order=1, words="无网上咨询渠道"),
)
