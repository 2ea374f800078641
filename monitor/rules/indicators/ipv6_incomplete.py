"""Whether a site can be reached over IPv6 (IPv6 改造、IPv6): by looks over a line of our own that has it."""

from collections.abc import Sequence
from datetime import datetime

from monitor.domain.case import SiteCase
from monitor.domain.ipv6 import Ipv6Look, Ipv6State
from monitor.domain.need import Need
from monitor.domain.observation import StoredObservation
from monitor.domain.sentence import Amount, Label
from monitor.domain.verdict import SAYS_NOTHING, Clause, Outcome, PartKind, Text, Verdict, VerdictPart
from monitor.rules.base import Rule
from monitor.rules.indicators._looks import LooksAnswer, lasting_days, recent, verdict_of

#: States that say something of the site.
TELLING = (Ipv6State.WHOLE, Ipv6State.PARTLY, Ipv6State.NOT_OPENED, Ipv6State.NO_ADDRESS)
#: States in which the site is not reached at all.
NOT_THERE = (Ipv6State.NOT_OPENED, Ipv6State.NO_ADDRESS)


def decide(case: SiteCase, clause: Clause, now: datetime) -> Verdict:
    """
    Decide whether the site supports IPv6 in full (全面支持).

    Passes when the homepage and every page drawn opened over IPv6 and showed the same. Fails when on as many days of
    the last looks as we ask the name had no address, or nothing opened there while IPv4 did. Only half up (its homepage
    opens, other pages do not) is a case of its own, for a person: the clause gives no share. Unknown from a machine
    without IPv6. Looks of the clause's `look_lasts_days` count, the day itself included.

    Source: 福建省2019年政府网站考评指标, IPv6改造; 厦门市2023年度考评指标, IPv6.
    """
    every = recent(case, clause, now, Ipv6Look)
    looks = [one for one in every if one.facts.state in TELLING]
    return verdict_of(case, clause, now, looks or every, _answer(looks, every, clause))


def _answer(
    looks: Sequence[StoredObservation[Ipv6Look]], every: Sequence[StoredObservation[Ipv6Look]], clause: Clause
) -> LooksAnswer:
    last = looks[-1] if looks else None
    outcome, reason, needs = _decided(looks, every, clause)
    measured = {
        "looks": len(looks),
        "ipv6": last.facts.state.value if last else None,
        "ipv6_addresses": list(last.facts.addresses) if last else [],
        "pages_tried": len(last.facts.pages) if last else 0,
    }
    return LooksAnswer(
        outcome=outcome,
        reason=reason,
        needs=needs,
        measured=measured,
        parts=_parts(last, outcome, reason) if last else (),
        coverage=1.0 if looks else 0.0,
    )


def _parts(look: StoredObservation[Ipv6Look], outcome: Outcome, reason: Text) -> tuple[VerdictPart, ...]:
    """The homepage by the answer itself, then each page drawn; one that did not open is for a person."""
    home = look.facts
    further = [
        VerdictPart(
            kind=PartKind.PAGE,
            id=one.url,
            outcome=Outcome.PASS if one.opened else Outcome.UNKNOWN,
            state="opened" if one.opened else "not_opened",
            url=one.url,
            reason=Text("ipv6.page_not_opened", {"why": Label("reason", one.reason)})
            if one.reason
            else SAYS_NOTHING,
            evidence=(look.id,),
        )
        for one in home.pages
    ]
    whole = VerdictPart(
        kind=PartKind.PAGE, id="", outcome=outcome, state=home.state.value, url=home.url, reason=reason, evidence=(look.id,)
    )  # fmt: skip
    return (whole, *further)


def _decided(
    looks: Sequence[StoredObservation[Ipv6Look]], every: Sequence[StoredObservation[Ipv6Look]], clause: Clause
) -> tuple[Outcome, Text, Text | None]:
    lasts, enough = clause.own["look_lasts_days"], clause.own["looks_for_fail"]
    if not looks:
        state = every[-1].facts.state.value if every else ""
        why = Text("ipv6.because", {"why": Label("ipv6", state)}) if state else None
        reason = Text("ipv6.untold", {"lasts": Amount(lasts.allowed, lasts.unit), "why": why})
        return Outcome.UNKNOWN, reason, Text("ipv6.needs_line")
    last = looks[-1].facts
    if last.state is Ipv6State.WHOLE:
        return Outcome.PASS, Text("ipv6.whole", {"pages": len(last.pages)}), None
    if last.state is Ipv6State.PARTLY:
        return Outcome.UNKNOWN, _half_up(last), Text("ipv6.needs_person")
    shown = Label("ipv6", last.state.value)
    if lasting_days(looks, _is_not_there) >= enough.least:
        return Outcome.FAIL, Text("ipv6.not_there", {"state": shown}), None
    again = Text("ipv6.needs_looks", {"looks": Amount(enough.least, enough.unit)})
    return Outcome.UNKNOWN, Text("ipv6.not_there_once", {"state": shown}), again


def _half_up(look: Ipv6Look) -> Text:
    bad = [one.url for one in look.pages if not one.opened]
    return Text(
        "ipv6.partly",
        {
            "pages": len(look.pages),
            "n": len(bad),
            "named": Text("ipv6.because", {"why": tuple(bad[:3])}) if bad else None,
            "unlike": None if look.like is not False else Text("ipv6.unlike"),
        },
    )


def _is_not_there(look: Ipv6Look) -> bool:
    return look.state in NOT_THERE


RULES = tuple(
    Rule(
        id,
        "site",
        decide,
        needs=(Need(kind=Ipv6Look, days=1, limit="look_lasts_days"),),
        probes=("ipv6",),
        tells=(PartKind.PAGE,),
        how=(
            "看近{look_lasts_days:allowed}内仅用IPv6的访问：首页及抽取的二、三级页面均能打开且与IPv4内容一致，为合格；在不少于{looks_for_fail:least}的监测中"
            "域名没有IPv6地址，或有地址而打不开，为不合格；首页能打开而其他页面打不开的，由人工核实；监测线路没有IPv6的，为未知。"
        ),
    )
    for id in ("F19W-37", "X23-48")
)  # fmt: skip
