"""What people hand in for rows that no machine can tell (人工材料): who owes it, by when, the file, who signed; added, never changed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from monitor.domain.timing import Quarter, day_of


class MaterialAct(StrEnum):
    """What an entry does."""

    ASSIGN = "assign"  #: says who owes it, and by when
    FILE = "file"  #: hands it in, signed
    REVOKE = "revoke"  #: takes an earlier entry back


class MaterialState(StrEnum):
    """How one material stands."""

    OPEN = "open"  #: owed, not handed in, not due yet
    LATE = "late"  #: owed and past its day
    FILED = "filed"
    FILED_LATE = "filed_late"  #: handed in after its day


@dataclass(frozen=True, slots=True, kw_only=True)
class MaterialEntry:
    """One entry, signed by who made it."""

    number: int = 0  #: in the order of being stored; 0: not stored yet
    at: datetime  #: when it was entered
    who: str  #: who entered it
    owner: str  #: unit, site or account whose row it is: unit:education
    period: str  #: 2026Q3
    row: str  #: Z21-16
    act: MaterialAct
    due_on: date | None = None  #: of an assignment; None: the last day of the period
    person: str = ""  #: of an assignment: who answers for it (责任人)
    signer: str = ""  #: of what is handed in: who signed it (签字人)
    file: str = ""  #: name of the file as it was handed in
    sha256: str = ""  #: of the file; "" a note alone
    note: str = ""
    revokes: int | None = None  #: number of the entry that it takes back

    @property
    def cell(self) -> tuple[str, str, str]:
        """What it is about."""
        return self.owner, self.period, self.row


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """How one row's material stands by the entries that hold."""

    assigned: MaterialEntry | None = None
    filed: MaterialEntry | None = None
    version: int = 0  #: how often it was handed in, what was taken back not counted
    due_on: date

    def state(self, today: date) -> MaterialState:
        """How it stands on *today*: late from the day after its due day on."""
        if self.filed is not None:
            return MaterialState.FILED_LATE if day_of(self.filed.at) > self.due_on else MaterialState.FILED
        return MaterialState.LATE if today > self.due_on else MaterialState.OPEN


def materials_of(entries: Iterable[MaterialEntry]) -> Mapping[tuple[str, str, str], Material]:
    """
    Every row's material by its entries: the last assignment and the last filing that nobody took back hold.

    A row of which every entry was taken back is not in it.
    """
    ordered = sorted(entries, key=lambda one: one.number)
    revoked = {one.revokes for one in ordered if one.act is MaterialAct.REVOKE}
    held: dict[tuple[str, str, str], list[MaterialEntry]] = {}
    for one in ordered:
        if one.act is not MaterialAct.REVOKE and one.number not in revoked:
            held.setdefault(one.cell, []).append(one)
    return {cell: _material(cell[1], acts) for cell, acts in held.items()}


def _material(period: str, held: list[MaterialEntry]) -> Material:
    assigned = [one for one in held if one.act is MaterialAct.ASSIGN]
    filed = [one for one in held if one.act is MaterialAct.FILE]
    said = assigned[-1].due_on if assigned else None
    return Material(
        assigned=assigned[-1] if assigned else None, filed=filed[-1] if filed else None, version=len(filed),
        due_on=said or Quarter.parse(period).last,
    )  # fmt: skip


_OFFICE, _OLD_OFFICE = (b"PK\x03\x04",), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",)
#: What may be handed in, by the name's ending, and how such a file begins: no page, script or program.
FILE_KINDS: Mapping[str, tuple[bytes, ...]] = {
    "pdf": (b"%PDF-",), "ofd": _OFFICE, "docx": _OFFICE, "xlsx": _OFFICE, "pptx": _OFFICE, "zip": _OFFICE,
    "doc": _OLD_OFFICE, "xls": _OLD_OFFICE, "ppt": _OLD_OFFICE, "wps": _OLD_OFFICE, "et": _OLD_OFFICE,
    "jpg": (b"\xff\xd8\xff",), "jpeg": (b"\xff\xd8\xff",), "png": (b"\x89PNG\r\n\x1a\n",),
}  # fmt: skip


def is_taken(name: str, content: bytes) -> bool:
    """Whether a file of that *name* may be handed in, and *content* begins as such files do."""
    return content.startswith(FILE_KINDS.get(name.rpartition(".")[2].lower(), ())) if "." in name else False
