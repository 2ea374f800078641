"""What would settle what is unknown (怎样查清), in one sentence that is the same for all of its sort."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Generic, TypeVar

from monitor.domain.sentence import Label, Text, joined
from monitor.domain.verdict import Verdict, VerdictPart
from monitor.quarter.packed_rows import GROUP, PackedRows
from monitor.quarter.rows import Open
from monitor.wording.say import for_unit

T = TypeVar("T")

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


def by_remedy(rows: Iterable[Open], make: Callable[[Open], T]) -> Mapping[Text, Sequence[T]]:
    """
    What *make* makes of each of *rows*, by what would settle it, as an office reads that.

    Most first, what waits for people last.
    """
    found: dict[str, _Alike[T]] = {}  #: an operator may read another sentence of each
    for one in rows:
        remedy = SIGNED if one.people else one.remedy or AGAIN
        said = for_unit(remedy)
        if said not in found:
            found[said] = _Alike(remedy, one.people)
        found[said].take(make(one))
    order = sorted(found, key=lambda said: (found[said].people, -len(found[said].whole()), said))
    return {found[said].remedy: found[said].rows for said in order}


class _Alike(Generic[T]):
    """What one sentence settles."""

    def __init__(self, remedy: Text, people: bool) -> None:
        self.remedy, self.people = remedy, people
        self.rows = PackedRows[T]()
        self._waiting: list[T] = []

    def take(self, row: T) -> None:
        self._waiting.append(row)
        if len(self._waiting) >= GROUP:
            self.whole()

    def whole(self) -> PackedRows[T]:
        """All rows so far."""
        self.rows.add(self._waiting)
        self._waiting = []
        return self.rows
