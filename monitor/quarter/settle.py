"""What would settle what is unknown (怎样查清), in one sentence that is the same for all of its sort."""

from collections.abc import Iterable, Mapping

from monitor.domain.sentence import Label, Text, joined
from monitor.domain.verdict import Verdict, VerdictPart
from monitor.quarter.rows import Open
from monitor.wording.say import for_unit

#: Where a rule names nothing better.
AGAIN = Text("quarter.settle_again")
#: What only a signature settles.
SIGNED = Text("quarter.settle_signed")


def remedy_of(one: Verdict | VerdictPart) -> Text:
    """The sentence for an unknown indicator, or an unknown column."""
    if isinstance(one, Verdict):
        if not one.measured.get("unknown_columns"):
            return one.needs or AGAIN
        declared = one.measured.get("ledger_declared_whole") is not False
        columns = Text("quarter.settle_columns", {"n": None})
        return columns if declared else joined(columns, Text("quarter.settle_declared"))
    return Text("column.settle", {"how": Label("settle", one.settle)}) if one.settle else AGAIN


def by_remedy(rows: Iterable[Open]) -> Mapping[Text, list[Open]]:
    """What stays open, by what would settle it, as an office reads that; most first, what waits for people last."""
    found: dict[Text, list[Open]] = {}
    said: dict[str, Text] = {}  #: an operator may read another sentence of each
    for one in rows:
        remedy = SIGNED if one.people else one.remedy or AGAIN
        found.setdefault(said.setdefault(for_unit(remedy), remedy), []).append(one)
    order = sorted(found, key=lambda remedy: (found[remedy][0].people, -len(found[remedy]), for_unit(remedy)))
    return {remedy: found[remedy] for remedy in order}
