"""Rows of columns as forms and workbooks have them (栏目行): read, checked, compared with the ledger."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain, count
from typing import Any
from urllib.parse import urlsplit

from starlette.datastructures import FormData

from monitor.config.door import ConfigDoor
from monitor.config.overlay import FieldOrigin, Ledger, LedgerItem
from monitor.domain.hosts import address_fault
from monitor.domain.site import ColumnKind
from monitor.web.ledger.field_names import FIELD_NAMES
from monitor.web.ledger.saving import Change, differing
from monitor.wording.labels import FREQUENCIES
from monitor.wording.say import label

KINDS = {one.value: label("column_kind", one) for one in ColumnKind}
FREQUENCY_WORDS = {one.value: word for one, word in FREQUENCIES.items()}
LONGEST_NAME, LONGEST_URL = 100, 600


@dataclass(slots=True)
class ColumnRow:
    """One column as a form shows it, every field as typed."""

    n: int
    id: str
    name: str = ""
    url: str = ""
    kind: str = ""
    frequency: str = ""
    unit: str = ""
    catalogue: str = ""
    top_level: bool = False
    confirm: bool = False
    retired: str = ""
    ticked: bool = False
    note: str = ""  #: what was seen of it
    origins: Mapping[str, FieldOrigin] = field(default_factory=dict)
    is_new: bool = False

    @property
    def where(self) -> str:
        """How a sentence about it begins."""
        return f"第{self.n + 1}行{f'“{self.name}”' if self.name else ''}"


@dataclass(slots=True)
class UnitIndex:
    """Units by any of their names, and those that a form names for the first time."""

    ids: dict[str, str]
    names: dict[str, str]  #: id to name
    made: dict[str, str] = field(default_factory=dict)  #: new ones: id to name

    @classmethod
    def of(cls, ledger: Ledger) -> "UnitIndex":
        """Those of the ledger."""
        ids, names = {}, {}
        for one in ledger.of("unit"):
            names[one.id] = str(one.table.get("name", one.id))
            for word in (one.id, *one.table.get("aliases", ()), names[one.id]):
                ids[str(word)] = one.id
        return cls(ids, names)

    def id_of(self, word: str) -> str | None:
        """The unit of that name, alias or id; one that nobody knows is made. None for no word."""
        word = word.strip()
        if not word:
            return None
        if word not in self.ids:
            number = 1
            while f"unit-{number}" in self.names:
                number += 1
            self.ids[word] = f"unit-{number}"
            self.names[f"unit-{number}"] = self.made[f"unit-{number}"] = word
        return self.ids[word]

    def changes(self) -> list[Change]:
        """The new ones, to be stored."""
        return [
            Change(f"unit/{id}", name, value)
            for id, word in self.made.items()
            for name, value in (("", True), ("name", word))
        ]


def rows_of_ledger(ledger: Ledger, site: str, units: UnitIndex) -> list[ColumnRow]:
    """Every column of a site."""
    return [row_of_item(n, one, units) for n, one in enumerate(ledger.of("column", site))]


def row_of_item(n: int, one: LedgerItem, units: UnitIndex) -> ColumnRow:
    """A column of the ledger as a row."""
    said = one.table
    unit = said.get("unit") or ""
    return ColumnRow(
        n=n, id=one.id, name=str(said.get("name", "")), url=str(said.get("url") or ""), kind=str(said.get("kind") or ""),
        frequency=str(said.get("frequency") or ""), unit=units.names.get(unit, unit), catalogue=str(said.get("catalogue") or ""),
        top_level=bool(said.get("top_level")), confirm=bool(said.get("confirm")), retired=str(said.get("retired") or ""),
        origins={name: one.origin(name) for name in FIELD_NAMES},
    )  # fmt: skip


def rows_of_form(form: FormData) -> list[ColumnRow]:
    """The rows that a form sent, in order; new ones that nobody filled in are left out."""
    rows = []
    numbers = [int(name[3:]) for name in form if re.fullmatch(r"id-\d{1,5}", name)]
    for n in sorted(numbers):
        said = {name: _text(form, f"{name}-{n}") for name in ("id", "name", "url", "kind", "freq", "unit", "cat", "retired", "note")}  # fmt: skip
        row = ColumnRow(
            n=n, id=said["id"], name=said["name"], url=said["url"], kind=said["kind"], frequency=said["freq"], unit=said["unit"],
            catalogue=said["cat"], retired=said["retired"], note=said["note"], top_level=f"top-{n}" in form,
            confirm=f"confirm-{n}" in form, ticked=f"on-{n}" in form, is_new=not said["id"],
        )  # fmt: skip
        if row.id or row.name or row.url:
            rows.append(row)
    return rows


def fields_of(
    row: ColumnRow,
    units: UnitIndex,
    config: ConfigDoor,
    wrong: list[str],
    where: Callable[[str], str] | None = None,
) -> dict[str, Any]:
    """The row's fields as the ledger keeps them; what cannot be used is told in *wrong*, with its place: *where* of a field."""

    def bad(name: str, words: str) -> None:
        wrong.append(f"{where(name) if where else row.where}：{FIELD_NAMES[name]}{words}")

    if not row.name:
        bad("name", "没有填写")
    elif len(row.name) > LONGEST_NAME:
        bad("name", f"过长，最多{LONGEST_NAME}字")
    if not row.url and not row.confirm:
        bad("url", "没有填写；网址尚不清楚的，请勾选“地址待确认”")
    elif row.url and not is_url(row.url):
        bad("url", f"“{row.url[:60]}”不是网址，应以http://或https://开头")
    if row.kind and row.kind not in KINDS:
        bad("kind", f"“{row.kind[:20]}”不在可选范围内，应为{'、'.join(KINDS.values())}之一")
    if row.frequency and row.frequency not in FREQUENCY_WORDS:
        bad(
            "frequency",
            f"“{row.frequency[:20]}”不在可选范围内，应为{'、'.join(FREQUENCY_WORDS.values())}之一",
        )
    if row.catalogue and row.catalogue not in config.vocabulary.catalogue:
        bad("catalogue", f"“{row.catalogue[:20]}”不存在，应写作Z2-16.01的形式")
    if row.retired and not is_day(row.retired):
        bad("retired", f"“{row.retired[:20]}”不是日期，应写作2026-12-31的形式")
    if len(row.unit) > LONGEST_NAME:
        bad("unit", f"过长，最多{LONGEST_NAME}字")
    return {
        "name": row.name, "url": row.url, "kind": row.kind, "frequency": row.frequency, "unit": units.id_of(row.unit[:LONGEST_NAME]),
        "catalogue": row.catalogue, "top_level": row.top_level, "confirm": row.confirm, "retired": row.retired,
    }  # fmt: skip


def changes_of(
    rows: Sequence[ColumnRow],
    site: str,
    ledger: Ledger,
    units: UnitIndex,
    config: ConfigDoor,
    wrong: list[str],
) -> list[Change]:
    """What *rows* change of a site's columns; a row without an id becomes a new column."""
    taken = {one.id for one in ledger.of("column", site)}
    changes: list[Change] = []
    for row in rows:
        id = row.id or new_id(row.url, taken)
        taken.add(id)
        changes += differing(ledger, f"site/{site}/column/{id}", fields_of(row, units, config, wrong))
    return changes


def new_id(url: str, taken: set[str], otherwise: str = "column") -> str:
    """An id made of an address, as `monitor discover` makes it."""
    parts = urlsplit(url.lower()) if is_url(url) else urlsplit("")
    stem = re.sub(r"[^a-z0-9]+", "-", re.sub(r"\.\w{2,5}$", "", parts.path)).strip("-").removesuffix("-index")
    stem = stem[:80] or otherwise
    return next(one for one in chain([stem], (f"{stem}-{n}" for n in count(2))) if one not in taken)


def is_url(value: str) -> bool:
    """Whether it is an address of the web, without a user's name and of bearable length."""
    return len(value) <= LONGEST_URL and address_fault(value) is None


def is_day(value: str) -> bool:
    """Whether it is a day in ISO."""
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _text(form: FormData, name: str) -> str:
    value = form.get(name, "")
    if not isinstance(value, str):
        return ""
    return " ".join("".join(one if one.isprintable() else " " for one in value).split())
