"""What would settle what is unknown (怎样查清), in one sentence that is the same for all of its sort."""

from collections.abc import Iterable, Mapping

from monitor.domain.verdict import Verdict, VerdictPart
from monitor.quarter.rows import Open
from monitor.wording.say import for_unit, label

#: Where a rule names nothing better.
AGAIN = "重新监测，或由责任人核实后签字确认"


def remedy_of(one: Verdict | VerdictPart) -> str:
    """The sentence for an unknown indicator, or an unknown column."""
    if isinstance(one, VerdictPart):
        return label("settle", one.settle) if one.settle else AGAIN
    if one.measured.get("unknown_columns"):
        declared = one.measured.get("ledger_declared_whole") is not False
        return "查清无法判定的栏目" + ("" if declared else "，并由负责人确认栏目清单完整")
    return for_unit(one.needs).rstrip("。") if one.needs is not None else AGAIN


def by_remedy(rows: Iterable[Open]) -> Mapping[str, list[Open]]:
    """What stays open, by what would settle it; most first, what waits for people last."""
    found: dict[str, list[Open]] = {}
    for one in rows:
        found.setdefault("由责任人核查后签字" if one.people else one.remedy or AGAIN, []).append(one)
    order = sorted(found, key=lambda remedy: (found[remedy][0].people, -len(found[remedy]), remedy))
    return {remedy: found[remedy] for remedy in order}
