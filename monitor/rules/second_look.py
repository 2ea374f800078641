"""What two looks at a veto do to its verdict (两次检查): a remark where they agree, unknown for a person where they do not."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from monitor.domain.observation import StoredObservation
from monitor.domain.second_look import OneLook, SecondLook, SecondState
from monitor.domain.sentence import Label, Param, Text, joined
from monitor.domain.timing import check_aware
from monitor.domain.verdict import Outcome, Verdict
from monitor.rules._reviews import settle
from monitor.rules.base import discover

#: So many observations of each look are named.
NAMED = 20


def with_second_look(verdict: Verdict, case: Any, now: datetime) -> Verdict:
    """
    *verdict*, by the newest second look at its clause that *case* holds.

    Looks that disagree leave it unknown until the next judging, or until a person signs: neither pass nor fail. Of a fail
    that was looked at twice a remark says so, and both looks are its evidence. What a person signed stands.
    """
    seen = newest_second_look(case, verdict.rule)
    if seen is None or verdict.confirmed_by is not None:
        return verdict
    look = seen.facts
    ids = tuple(
        dict.fromkeys(
            (*verdict.evidence, *look.first.evidence[:NAMED], *look.second.evidence[:NAMED], seen.id)
        )
    )
    if look.state is SecondState.DISAGREES and now < look.until:
        if verdict.outcome not in (Outcome.PASS, Outcome.FAIL):
            return verdict
        held = replace(
            verdict, outcome=Outcome.UNKNOWN, reason=compared(look), needs=_needs(verdict), evidence=ids,
            remarks=(*verdict.remarks, verdict.reason),
        )  # fmt: skip
        return settle(held, case.reviews)
    if verdict.outcome is Outcome.FAIL and look.state is not SecondState.DISAGREES:
        return replace(verdict, remarks=(*verdict.remarks, compared(look)), evidence=ids)
    return verdict


def _needs(verdict: Verdict) -> Text:
    """What settles looks that disagree: a signature where one counts, else the next night's look."""
    rule = discover().get(verdict.rule)
    if rule is not None and not rule.signable:
        return Text("second_look.needs_night")
    return Text("second_look.needs_person", {"subject": verdict.subject, "rule": verdict.rule})


def newest_second_look(case: Any, rule: str) -> StoredObservation[SecondLook] | None:
    """The newest second look by *rule* in *case*; None: there was none lately."""
    looks = getattr(case, "others", {}).get(SecondLook, ())
    return next((one for one in reversed(looks) if one.facts.rule == rule), None)


def compared(look: SecondLook) -> Text:
    """Both looks in one sentence: when, from where, and what came of it."""
    figures: dict[str, Param] = {
        "first": moment(look.first.at), "second": moment(look.second.at),
        "judged": Label("outcome", look.first.outcome), "again": Label("outcome", look.second.outcome),
    }  # fmt: skip
    return joined(Text(f"second_look.{look.state}", figures), _places(look.first, look.second))


def moment(at: datetime) -> str:
    """A moment as a sentence states it, to the minute."""
    return f"{check_aware(at):%Y-%m-%d %H:%M}"


def _places(first: OneLook, second: OneLook) -> Text | None:
    """From where, where the two were not from one place."""
    if first.vantage == second.vantage:
        return None
    here = Text("visits.here")
    return Text("second_look.places", {"first": first.vantage or here, "second": second.vantage or here})
