"""Facts on the register of accounts: what differs between it, the configuration and the platforms."""

from collections.abc import Collection

from monitor.assess.account_register import FAULT_WORDS, Fault
from monitor.domain.sentence import Named
from monitor.domain.verdict import Text
from monitor.scores.period import NAMED, IndicatorFact, OwnerScope, Told, not_looked, not_theirs


def register(kind: str, title: str, wanted: Collection[Fault]) -> Told:
    needs_register = not set(wanted) & {Fault.SEVERAL, Fault.NAMES_DIFFER}

    def fact(scope: OwnerScope) -> IndicatorFact:
        own = {one.id for one in scope.owner.accounts}
        unit = scope.owner.unit.id if scope.owner.unit else None
        if needs_register and not scope.period.entries:
            return not_looked(kind, title, Text("fact.no_register"), Text("fact.needs_register"))
        if (
            not own
            and not scope.owner.sites
            and not any(unit and one.unit == unit for one in scope.period.faults)
        ):
            return not_theirs(kind, title, Text("fact.no_account"))
        found = [
            one
            for one in scope.period.faults
            if one.fault in wanted and ((unit and one.unit == unit) or own & set(one.accounts))
        ]
        seen = [seen.id for subject, seen in scope.period.entries if subject in own]
        seen += [id for account in sorted(own) for id in scope.period.sightings.get(account, ())]
        named = tuple(
            Text(
                "fact.difference",
                {"fault": Named(one.fault.value, FAULT_WORDS[one.fault]), "said": one.said},
            )
            for one in found[:NAMED]
        )
        return IndicatorFact(
            kind=kind, name=title, outcome=None,
            reason=Text(
                "fact.differences", {"accounts": len(own), "n": len(found), "named": named}
            )
            if found
            else Text("fact.no_difference", {"accounts": len(own)}),
            measured={"accounts": len(own), "faults": len(found), "kinds": sorted({one.fault.value for one in found})},
            evidence=tuple(dict.fromkeys(seen)),
        )  # fmt: skip

    return fact
