"""
The configuration's file and what people edited beside it, joined field by field (台账合并).

A field that only one of the two changed holds as that one has it. Where both changed it since, the file holds, the
edit is kept, and a person chooses: nothing that anybody stated is lost.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any

from monitor.config.mistakes import BROWSER
from monitor.config.source import ConfigFile, rows
from monitor.domain.config_edit import ConfigEdit

#: Kinds of items at the top, and those inside a site.
TOP, INSIDE = ("unit", "site", "account"), ("column", "board")


class FieldOrigin(StrEnum):
    """Where a field's value comes from (来源)."""

    FILE = "file"  #: 配置文件, or both say the same
    PAGE = "page"  #: 网页
    CONFLICT = "conflict"  #: both changed it: the file holds until a person chooses
    GONE = "gone"  #: the item was taken out of the file after it was edited


@dataclass(frozen=True, slots=True)
class FieldState:
    """One field that somebody edited."""

    edit: ConfigEdit
    file: str | None  #: JSON of what the file says now; None: nothing
    origin: FieldOrigin


@dataclass(slots=True)
class LedgerItem:
    """One unit, site, column, board or account as it holds."""

    key: str
    kind: str  #: unit | site | column | board | account
    table: dict[str, Any]  #: as it holds; a site's columns and boards are items of their own
    file: str  #: the file that holds it; "" none
    states: dict[str, FieldState] = field(default_factory=dict)
    said: dict[str, str] = field(default_factory=dict)  #: JSON of each field as its file has it

    @property
    def id(self) -> str:
        """Its id."""
        return self.key.rpartition("/")[2]

    def origin(self, name: str) -> FieldOrigin:
        """Where one of its fields comes from."""
        if name in self.states:
            return self.states[name].origin
        return FieldOrigin.FILE if self.file else FieldOrigin.PAGE

    @property
    def conflicts(self) -> list[FieldState]:
        """Fields that a person must choose about."""
        return [one for one in self.states.values() if one.origin in (FieldOrigin.CONFLICT, FieldOrigin.GONE)]


@dataclass(slots=True)
class Ledger:
    """Every item as it holds, with what was said of it by either door (台账)."""

    items: dict[str, LedgerItem]
    gone: dict[str, LedgerItem]  #: edited, and in no file any more
    version: int  #: number of the newest edit
    files: tuple[str, ...]
    main: dict[str, Any]  #: all else that the main file says

    def of(self, kind: str, site: str = "") -> list[LedgerItem]:
        """The items of *kind*; columns and boards of one site, or of all."""
        start = f"site/{site}/" if site else ""
        return [one for one in self.items.values() if one.kind == kind and one.key.startswith(start)]

    @property
    def conflicts(self) -> list[tuple[LedgerItem, FieldState]]:
        """Every field that a person must choose about."""
        every = (*self.items.values(), *self.gone.values())
        return [(one, state) for one in every for state in one.conflicts]

    def tables(self) -> dict[str, Any]:
        """The whole configuration as it holds, as one file would have it."""
        whole: dict[str, Any] = dict(self.main)
        for kind in TOP:
            several = [dict(one.table) for one in self.of(kind)]
            if kind == "site":
                several = [site | self._inside(site["id"]) for site in several]
            if several:
                whole[kind] = several
        return whole

    def _inside(self, site: str) -> dict[str, list[dict[str, Any]]]:
        """The tables that stand inside that of *site*, by kind."""
        inside = {kind: [dict(one.table) for one in self.of(kind, site)] for kind in INSIDE}
        return {kind: tables for kind, tables in inside.items() if tables}


def as_json(value: Any) -> str:
    """A value of a table as edits keep it; days and moments as ISO texts."""
    return json.dumps(_plain(value), ensure_ascii=False, sort_keys=True)


def overlay(sources: Sequence[ConfigFile], edits: Sequence[ConfigEdit]) -> tuple[Ledger, ConfigFile]:
    """
    Write *edits* into the tables of *sources*, and what no file holds into a source of its own, which is returned.

    Only items with a usable id are known; what is wrong with the others is told when the tables are judged.
    """
    own = ConfigFile(BROWSER, "", {}, sources[0].mistakes)
    found = {key: item for source in sources for key, item in _items(source)}
    said = {
        key: {
            name: as_json(value)
            for name, value in one.table.items()
            if name not in INSIDE or one.kind != "site"
        }
        for key, one in found.items()
    }
    newest: dict[str, dict[str, ConfigEdit]] = {}
    for one in edits:
        newest.setdefault(one.item, {})[one.field] = one
    gone: dict[str, LedgerItem] = {}
    for key in sorted(newest, key=lambda key: (key.count("/"), min(e.number for e in newest[key].values()))):
        stated = {name: one for name, one in newest[key].items() if one.value is not None}
        item = found.get(key)
        if item is None and "" in stated and json.loads(stated[""].value or "null"):
            item = _create(key, found, own)
        if item is None:
            left = [one for name, one in stated.items() if name and one.base is not None]
            if left:
                gone[key] = LedgerItem(key, _kind(key), {"id": key.rpartition("/")[2]}, "")
                gone[key].states = {one.field: FieldState(one, None, FieldOrigin.GONE) for one in left}
            continue
        found[key] = item
        for name, one in stated.items():
            if name:
                item.states[name] = _apply(item.table, one, said.get(key, {}).get(name))
    for key, item in found.items():
        item.said = said.get(key, {})
        if item.kind == "site":
            item.table = {name: value for name, value in item.table.items() if name not in INSIDE}
    main = {name: value for name, value in sources[0].tables.items() if name not in (*TOP, "include")}
    version = max((one.number for one in edits), default=0)
    return Ledger(found, gone, version, tuple(one.name for one in sources), main), own


def _apply(table: dict[str, Any], edit: ConfigEdit, file: str | None) -> FieldState:
    """Write one field where it holds."""
    value = None if edit.value == "null" else edit.value
    if value == file:
        return FieldState(edit, file, FieldOrigin.FILE)
    if file != edit.base:
        return FieldState(edit, file, FieldOrigin.CONFLICT)
    if value is None:
        table.pop(edit.field, None)
    else:
        table[edit.field] = json.loads(value)
    return FieldState(edit, file, FieldOrigin.PAGE)


def _items(source: ConfigFile) -> Iterator[tuple[str, LedgerItem]]:
    for kind in TOP:
        for _, table in source.rows(kind):
            if not isinstance(id := table.get("id"), str):
                continue
            key = f"{kind}/{id}"
            yield key, LedgerItem(key, kind, table, source.name)
            kinds = INSIDE if kind == "site" else ()
            for inner, inside in [(name, one) for name in kinds for _, one in rows(table.get(name))]:
                if isinstance(inside.get("id"), str):
                    below = f"{key}/{inner}/{inside['id']}"
                    yield below, LedgerItem(below, inner, inside, source.name)


def _create(key: str, found: Mapping[str, LedgerItem], own: ConfigFile) -> LedgerItem | None:
    """An item that no file holds; None where the site that it belongs to is gone."""
    above, kind, id = key.rsplit("/", 2) if key.count("/") == 3 else ("", *key.split("/", 1))
    holder = found.get(above) if above else None
    if above and holder is None:
        return None
    table: dict[str, Any] = {"id": id}
    place = holder.table if holder else own.tables
    several = place.setdefault(kind, [])
    if not isinstance(several, list):
        return None
    several.append(table)
    return LedgerItem(key, kind, table, "")


def _kind(key: str) -> str:
    return key.split("/")[-2]


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return value
