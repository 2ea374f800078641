"""Facts on the register of accounts: what differs between it, the configuration and the platforms."""

from collections.abc import Callable, Collection

from monitor.assess.account_register import FAULT_WORDS, Fault
from monitor.domain.verdict import Outcome, Text
from monitor.scores.period import NAMED, IndicatorFact, OwnerScope
from monitor.wording.say import ENGLISH, for_unit, say


def register(
    kind: str, title: str, wanted: Collection[Fault]
) -> Callable[[OwnerScope, int | None], IndicatorFact]:
    needs_register = not set(wanted) & {Fault.SEVERAL, Fault.NAMES_DIFFER}

    def told(scope: OwnerScope, minimum: int | None) -> IndicatorFact:
        own = {one.id for one in scope.owner.accounts}
        unit = scope.owner.unit.id if scope.owner.unit else None
        if needs_register and not scope.period.entries:
            return IndicatorFact(
                kind=kind, name=title, outcome=None, configured=False,
                reason=Text("no register was imported", "尚未导入政务新媒体备案信息，未核对"),
                needs=Text("import the register: monitor import FILE", "导入备案表：monitor import 备案表.xlsx"),
            )  # fmt: skip
        if (
            not own
            and not scope.owner.sites
            and not any(unit and one.unit == unit for one in scope.period.faults)
        ):
            return IndicatorFact(
                kind=kind, name=title, outcome=Outcome.NOT_APPLICABLE,
                reason=Text("the unit has no account", "该单位没有登记政务新媒体账号"),
            )  # fmt: skip
        found = [
            one
            for one in scope.period.faults
            if one.fault in wanted and ((unit and one.unit == unit) or own & set(one.accounts))
        ]
        seen = [seen.id for subject, seen in scope.period.entries if subject in own]
        seen += [id for account in sorted(own) for id in scope.period.sightings.get(account, ())]
        named = "；".join(f"{FAULT_WORDS[one.fault]}：{for_unit(one.said)}" for one in found[:NAMED])
        return IndicatorFact(
            kind=kind, name=title, outcome=None,
            reason=Text(
                f"{len(own)} accounts, {len(found)} differences" + "".join(f"; {say(one.said, ENGLISH)}" for one in found[:NAMED]),
                f"{len(own)} 个账号，核对发现 {len(found)} 项，请人工核实：{named}"
                if found
                else f"{len(own)} 个账号，与备案及平台核对未发现问题",
            ),
            measured={"accounts": len(own), "faults": len(found), "kinds": sorted({one.fault.value for one in found})},
            evidence=tuple(dict.fromkeys(seen)),
        )  # fmt: skip

    return told
