"""The columns of the ledger as an Excel workbook (栏目台账): its layout, and how it is written."""

import hashlib
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import xlsxwriter

from monitor.collect.imports.ledger_sheet import SheetLayout
from monitor.config.overlay import Ledger, LedgerItem, as_json
from monitor.web.ledger.field_names import FIELD_NAMES
from monitor.web.ledger.rows import FREQUENCY_WORDS, KINDS, UnitIndex

#: The sheet that is filled in, and the one with the lists that its cells offer.
SHEET, LISTS = "栏目台账", "选项"
#: Empty rows at the end, prepared for new columns; more are read too.
SPARE = 200
YES, NO = "是", "否"
#: Headings of what tells a row; nobody changes them.
SITE_ID, COLUMN_ID, VERSION, SITE = "网站编号", "栏目编号", "版本", "网站"


@dataclass(frozen=True, slots=True)
class BookColumn:
    """One column of the sheet."""

    head: str
    field: str  #: of the ledger; "" what tells the row
    width: int
    note: str  #: stands above its heading


#: The sheet's columns, from A on.
COLUMNS = (
    BookColumn(SITE_ID, "", 12, "请勿修改"),
    BookColumn(COLUMN_ID, "", 16, "请勿修改，新增栏目留空"),
    BookColumn(VERSION, "", 14, "请勿修改"),
    BookColumn(SITE, "", 24, "新增栏目从列表选择"),
    BookColumn("栏目名称", "name", 30, "上级栏目与下级栏目之间用/隔开"),
    BookColumn(FIELD_NAMES["url"], "url", 48, "以http://或https://开头"),
    BookColumn(FIELD_NAMES["kind"], "kind", 12, "从列表选择"),
    BookColumn(FIELD_NAMES["frequency"], "frequency", 12, "从列表选择"),
    BookColumn(FIELD_NAMES["unit"], "unit", 24, "从列表选择，或填已登记的别名"),
    BookColumn(FIELD_NAMES["catalogue"], "catalogue", 12, "如Z2-16.01"),
    BookColumn(FIELD_NAMES["top_level"], "top_level", 10, "是或否"),
    BookColumn(FIELD_NAMES["confirm"], "confirm", 12, "是或否；未核实的填是，只监测、不判定"),
    BookColumn(FIELD_NAMES["retired"], "retired", 14, "如2026-12-31；停用的不要删行，填此格"),
)
LAYOUT = SheetLayout(
    sheet=SHEET, lists=LISTS, heads=tuple(one.head for one in COLUMNS), needed=(COLUMN_ID, SITE_ID, VERSION), spared=(SITE,)
)  # fmt: skip
#: Fields of a column that the workbook carries.
FIELDS = tuple(one.field for one in COLUMNS if one.field)
FLAGS = ("top_level", "confirm")
#: What a unit's clerk may fill in of the columns that her unit answers for; all else is for the centre. [DEC]
CLERKS = ("name", "url", "frequency", "retired")
#: The same of columns that she adds: what they are is hers to say, until the centre accepts it.
CLERKS_NEW = (*CLERKS, "kind")


@dataclass(frozen=True, slots=True, kw_only=True)
class BookScope:
    """Which columns a workbook holds: those of one site, of one unit, or all."""

    site: str = ""
    unit: str = ""

    def has(self, one: LedgerItem) -> bool:
        """Whether a column is among them."""
        if self.site and one.key.split("/")[1] != self.site:
            return False
        return not self.unit or one.table.get("unit") == self.unit

    def columns(self, ledger: Ledger) -> list[LedgerItem]:
        """All of them."""
        return [one for one in ledger.of("column") if self.has(one)]

    def sites(self, ledger: Ledger) -> list[LedgerItem]:
        """The sites to which new ones may be added: for a unit, its own and those on which it has columns."""
        if not self.unit:
            return [one for one in ledger.of("site") if self.site in ("", one.id)]
        held = {one.key.split("/")[1] for one in self.columns(ledger)}
        return [one for one in ledger.of("site") if one.id in held or one.table.get("unit") == self.unit]

    def __str__(self) -> str:
        return f"site={self.site};unit={self.unit}"

    @classmethod
    def parse(cls, said: str) -> "BookScope | None":
        """The scope that its text names; None for anything else."""
        found = re.fullmatch(r"site=([^;]{0,100});unit=([^;]{0,100})", said)
        return cls(site=found[1], unit=found[2]) if found else None


def version_of(table: Mapping[str, Any], number: int) -> str:
    """What a row says of itself when it is written: the newest edit then, and a digest of its fields."""
    said = as_json([table.get(name) or None for name in FIELDS])
    return f"{number}-{hashlib.sha256(said.encode()).hexdigest()[:8]}"


def cells_of(one: LedgerItem, units: UnitIndex) -> dict[str, str]:
    """The fields of a column as cells show them, by name of the field."""
    said = one.table
    unit = str(said.get("unit") or "")
    kind, frequency = str(said.get("kind") or ""), str(said.get("frequency") or "")
    return {
        "name": str(said.get("name") or ""), "url": str(said.get("url") or ""), "kind": KINDS.get(kind, kind),
        "frequency": FREQUENCY_WORDS.get(frequency, frequency), "unit": units.names.get(unit, unit),
        "catalogue": str(said.get("catalogue") or ""), "top_level": YES if said.get("top_level") else NO,
        "confirm": YES if said.get("confirm") else NO, "retired": str(said.get("retired") or ""),
    }  # fmt: skip


def write_book(ledger: Ledger, scope: BookScope, *, centre: str, now: datetime) -> bytes:
    """
    The columns of *scope* as .xlsx: what tells a row is locked, what has a list is chosen from it.

    For a unit only what is hers to fill in is unlocked. Texts are never formulas or links.
    """
    file = io.BytesIO()
    book = xlsxwriter.Workbook(
        file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )  # fmt: skip
    sheet, lists = book.add_worksheet(SHEET), book.add_worksheet(LISTS)
    units = UnitIndex.of(ledger)
    title = book.add_format({"bold": True, "font_size": 14})
    note = book.add_format({"italic": True, "font_color": "#4d5a6b", "text_wrap": True, "valign": "top"})
    head = book.add_format({"bold": True, "bg_color": "#e9edf2", "border": 1})
    # text format: a day or a number that is typed stays as it was typed
    free = book.add_format({"locked": False, "num_format": "@", "quote_prefix": False})
    fixed = book.add_format(
        {"locked": True, "num_format": "@", "font_color": "#4d5a6b", "bg_color": "#f2f4f7"}
    )
    sheet.write_string(
        0, 0, f"{centre}栏目台账（{now:%Y-%m-%d %H:%M}导出{_scope_words(scope, ledger)}）", title
    )
    for at, one in enumerate(COLUMNS):
        sheet.set_column(at, at, one.width)
        sheet.write_string(1, at, one.note, note)
        sheet.write_string(2, at, one.head, head)
    first = 3
    columns = scope.columns(ledger)
    for n, item in enumerate(columns, start=first):
        id = item.key.split("/")[1]
        site = ledger.items[f"site/{id}"].table.get("name", id)
        keys = {
            SITE_ID: id,
            COLUMN_ID: item.id,
            VERSION: version_of(item.table, ledger.version),
            SITE: str(site),
        }
        cells = cells_of(item, units)
        for at, one in enumerate(COLUMNS):
            is_free = one.field in CLERKS if scope.unit else bool(one.field)
            text = keys.get(one.head) or cells.get(one.field, "")
            sheet.write(n, at, text or None, free if is_free else fixed)
    last = first + len(columns) + SPARE - 1
    for n in range(first + len(columns), last + 1):
        for at, one in enumerate(COLUMNS):
            mine = one.head == SITE or (one.field in CLERKS_NEW if scope.unit else bool(one.field))
            sheet.write_blank(n, at, None, free if mine else fixed)
    _offer(sheet, lists, ledger, scope, first, last)
    _remember(lists, scope)
    lists.hide()
    sheet.freeze_panes(first, 5)
    sheet.autofilter(2, 0, max(last - SPARE, 2), len(COLUMNS) - 1)
    sheet.protect("", {"format_columns": True, "format_rows": True, "autofilter": True, "format_cells": True})
    sheet.set_landscape()
    sheet.repeat_rows(2)
    sheet.fit_to_pages(1, 0)
    book.close()
    return file.getvalue()


def file_name(scope: BookScope, today: date) -> str:
    """What the workbook is called: no character that a file system would not have."""
    return f"栏目台账-{scope.site or scope.unit or '全部'}-{today}.xlsx"


def _scope_words(scope: BookScope, ledger: Ledger) -> str:
    held = [ledger.items.get(key) for key in (f"site/{scope.site}", f"unit/{scope.unit}")]
    return "".join(f"，{one.table.get('name', one.id)}" for one in held if one is not None)


def _offer(sheet: Any, lists: Any, ledger: Ledger, scope: BookScope, first: int, last: int) -> None:
    """What the cells' lists offer; where there is nothing to choose from, a cell takes any text."""
    offered: dict[str, Sequence[str]] = {
        SITE: [str(one.table.get("name", one.id)) for one in scope.sites(ledger)],
        FIELD_NAMES["kind"]: list(KINDS.values()),
        FIELD_NAMES["frequency"]: list(FREQUENCY_WORDS.values()),
        FIELD_NAMES["unit"]: [str(one.table.get("name", one.id)) for one in ledger.of("unit")],
        FIELD_NAMES["top_level"]: [YES, NO],
        FIELD_NAMES["confirm"]: [YES, NO],
    }
    for at, one in enumerate(COLUMNS):
        if not (words := offered.get(one.head)):
            continue
        letter = chr(ord("A") + at)
        lists.write_string(0, at, one.head)
        for n, word in enumerate(words, start=1):
            lists.write_string(n, at, word)
        # an alias of a unit is as good as its name: there a text beside the list is questioned, not refused
        how = "warning" if one.field == "unit" else "stop"
        sheet.data_validation(
            first, at, last, at,
            {
                "validate": "list", "source": f"={LISTS}!${letter}$2:${letter}${len(words) + 1}", "error_type": how,
                "error_title": one.head, "error_message": "请从列表中选择。" if how == "stop" else "不在列表中：请确认是已登记的单位名称或别名。",
            },
        )  # fmt: skip


def _remember(lists: Any, scope: BookScope) -> None:
    """Which columns were written: who deletes a row there is asked what is meant by it."""
    lists.write_string(0, len(COLUMNS), "导出范围")
    lists.write_string(1, len(COLUMNS), str(scope))
