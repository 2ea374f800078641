"""What people enter on a score sheet (人工评定与评分): added, never changed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

#: What a person may find of a row.
MARKS = ("达标", "未达标", "不适用")


@dataclass(frozen=True, slots=True, kw_only=True)
class PeoplePoints:
    """One cell row of a sheet as a person filled it in."""

    number: int = 0  #: in the order of being stored; 0: not stored yet
    at: datetime  #: when it was taken in
    who: str
    owner: str  #: unit, site or account whose sheet it is: unit:education
    period: str  #: 2026Q3
    row: str  #: Z21-05
    mark: str = ""  #: one of MARKS; "": none
    points: float | None = None
    note: str = ""
    file: str = ""  #: SHA-256 of the workbook it came from; "": typed in
    seen: int = 0  #: number of the newest entry that the filled sheet showed
    conflict: bool = (
        False  #: another entry had come between: kept, counts for nothing until somebody settles it
    )

    @property
    def cell(self) -> tuple[str, str, str]:
        """What it is about."""
        return self.owner, self.period, self.row

    @property
    def said(self) -> tuple[str, float | None, str]:
        """What was entered."""
        return self.mark, self.points, self.note


@dataclass(frozen=True, slots=True, kw_only=True)
class EnteredCell:
    """How one row stands by what people entered."""

    now: PeoplePoints | None = None  #: what counts
    disputed: tuple[PeoplePoints, ...] = ()  #: entries against it that nobody settled


def entered_cells(entries: Iterable[PeoplePoints]) -> Mapping[tuple[str, str, str], EnteredCell]:
    """Every cell by its entries in order: the last that was taken counts; later conflicts stay open until then."""
    found: dict[tuple[str, str, str], EnteredCell] = {}
    for one in sorted(entries, key=lambda entry: entry.number):
        before = found.get(one.cell, EnteredCell())
        found[one.cell] = (
            EnteredCell(now=before.now, disputed=(*before.disputed, one))
            if one.conflict
            else EnteredCell(now=one)
        )
    return found
