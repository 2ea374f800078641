"""Whether a site can be reached over IPv6 (IPv6 改造、IPv6): by looks over a line of our own that has it."""

from collections.abc import Sequence
from datetime import datetime

from monitor.domain.case import SiteCase
from monitor.domain.ipv6 import Ipv6Look, Ipv6State
from monitor.domain.need import Need
from monitor.domain.observation import StoredObservation
from monitor.domain.sentence import Amount, Label
from monitor.domain.timing import DAY, day_of, midnight
from monitor.domain.verdict import Clause, Outcome, Text, Verdict
from monitor.rules._reviews import settle
from monitor.rules.base import Rule

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
    today, lasts = day_of(now), clause.own["look_lasts_days"]
    recent = [one for one in case.seen(Ipv6Look) if not lasts.is_met_by(today - day_of(one.at))]
    looks = [one for one in recent if one.facts.state in TELLING]
    outcome, reason, needs = _answer(looks, recent, clause)
    last = looks[-1].facts if looks else None
    verdict = Verdict(
        subject=case.site.id,
        rule=clause.rule,
        clause=clause,
        outcome=outcome,
        decided_at=now,
        window=(midnight(today - DAY * lasts.allowed), midnight(today + DAY)),
        measured={
            "looks": len(looks),
            "ipv6": last.state.value if last else None,
            "ipv6_addresses": list(last.addresses) if last else [],
            "pages_tried": len(last.pages) if last else 0,
            "pages_not_opened": [one.url for one in last.pages if not one.opened] if last else [],
        },
        coverage=1.0 if looks else 0.0,
        reason=reason,
        needs=needs,
        evidence=tuple(one.id for one in (looks or recent)[-clause.own["looks_for_fail"].least :]),
    )
    return settle(verdict, case.reviews)


def _answer(
    looks: Sequence[StoredObservation[Ipv6Look]],
    recent: Sequence[StoredObservation[Ipv6Look]],
    clause: Clause,
) -> tuple[Outcome, Text, Text | None]:
    lasts, enough = clause.own["look_lasts_days"], clause.own["looks_for_fail"]
    if not looks:
        why = recent[-1].facts.state.value if recent else ""
        return (
            Outcome.UNKNOWN,
            Text("ipv6.untold", {"lasts": Amount(lasts.allowed, lasts.unit), "why": Text("ipv6.because", {"why": Label("ipv6", why)}) if why else None}),
            Text("ipv6.needs_line"),
        )  # fmt: skip
    last = looks[-1].facts
    if last.state is Ipv6State.WHOLE:
        return Outcome.PASS, Text("ipv6.whole", {"pages": len(last.pages)}), None
    if last.state is Ipv6State.PARTLY:
        bad = [one.url for one in last.pages if not one.opened]
        return (
            Outcome.UNKNOWN,
            Text(
                "ipv6.partly",
                {
                    "pages": len(last.pages), "n": len(bad), "named": Text("ipv6.because", {"why": tuple(bad[:3])}) if bad else None,
                    "unlike": None if last.like is not False else Text("ipv6.unlike"),
                },
            ),
            Text("ipv6.needs_person"),
        )  # fmt: skip
    state = Label("ipv6", last.state.value)
    if _days_without(looks) >= enough.least:
        return Outcome.FAIL, Text("ipv6.not_there", {"state": state}), None
    return (
        Outcome.UNKNOWN,
        Text("ipv6.not_there_once", {"state": state}),
        Text("ipv6.needs_looks", {"looks": Amount(enough.least, enough.unit)}),
    )


def _days_without(looks: Sequence[StoredObservation[Ipv6Look]]) -> int:
    """On how many different days, the newest look back to one that reached it, the site was not there."""
    days = set()
    for one in reversed(looks):
        if one.facts.state not in NOT_THERE:
            break
        days.add(day_of(one.at))
    return len(days)


RULES = tuple(
    Rule(
        id,
        "site",
        decide,
        needs=(Need(kind=Ipv6Look, days=1, limit="look_lasts_days"),),
        probes=("ipv6",),
        how=(
            "看近 {look_lasts_days:allowed}内仅用IPv6的访问：首页及抽取的二、三级页面均能打开且与IPv4内容一致，为合格；在不少于 {looks_for_fail:least}的监测中"
            "域名没有IPv6地址，或有地址而打不开，为不合格；首页能打开而其他页面打不开的，由人工核实；监测线路没有IPv6的，为未知。"
        ),
    )
    for id in ("F19W-37", "X23-48")
)  # fmt: skip
