"""The workbook of annex tables (附表), one sheet an annex; no cell is ever a formula."""

import io
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import xlsxwriter

from monitor.report.archive import without_times
from monitor.report.blocks import Annex, Cell, Table
from monitor.report.outline import annex_number
from monitor.report.words import clean

#: Longest text that a cell of Excel takes, with room to spare.
LONGEST = 32_000

_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))


def tables_xlsx(annexes: Sequence[Annex], title: str, line: str, as_of: datetime) -> bytes:
    """The Excel file. *line* stands under each sheet's title. The same tables give the same bytes."""
    target = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = xlsxwriter.Workbook(target, options)
    book.set_properties(
        {"title": clean(title), "created": as_of.astimezone(UTC).replace(tzinfo=None, microsecond=0)}
    )
    shapes = _formats(book)
    for annex in annexes:
        _sheet(book, annex, line, shapes)
    book.close()
    return without_times(target.getvalue())


def _formats(book: Any) -> dict[str, Any]:
    ground = {"font_name": "宋体", "font_size": 11, "text_wrap": True, "valign": "vcenter"}
    return {
        "title": book.add_format({**ground, "font_name": "黑体", "font_size": 14, "text_wrap": False}),
        "line": book.add_format({**ground, "text_wrap": False, "font_color": "#666666"}),
        "heading": book.add_format(
            {**ground, "bold": True, "border": 1, "align": "center", "bg_color": "#E7EDF4"}
        ),
        "cell": book.add_format({**ground, "border": 1}),
        "number": book.add_format({**ground, "border": 1, "align": "center"}),
    }


def _sheet(book: Any, annex: Annex, line: str, shapes: dict[str, Any]) -> None:
    table = annex.table
    name = f"{annex.letter} {table.title}".translate(_FORBIDDEN)[:31]
    sheet = book.add_worksheet(name)
    sheet.write_string(0, 0, f"附件{annex_number(annex.letter)} {table.title}"[:LONGEST], shapes["title"])
    sheet.write_string(1, 0, line[:LONGEST], shapes["line"])
    for n, heading in enumerate(table.headings):
        sheet.write_string(2, n, heading, shapes["heading"])
        sheet.set_column(n, n, (table.widths[n] if n < len(table.widths) else 12) * 1.6)
    for row, values in enumerate(table.rows, 3):
        for n, value in enumerate(values):
            _write(sheet, row, n, value, shapes)
    below = 3 + len(table.rows)
    if not table.rows:
        sheet.write_string(below, 0, table.empty, shapes["line"])
    if table.note:
        sheet.write_string(below + 1, 0, f"注：{table.note}"[:LONGEST], shapes["line"])
    _for_print(sheet, table)


def _for_print(sheet: Any, table: Table) -> None:
    """Headings stay in view and on each printed page; all columns on the page's width."""
    sheet.freeze_panes(3, 0)
    sheet.repeat_rows(2)
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    if len(table.headings) > 6:
        sheet.set_landscape()
    if table.rows:
        sheet.autofilter(2, 0, 2 + len(table.rows), len(table.headings) - 1)


def _write(sheet: Any, row: int, column: int, value: Cell, shapes: dict[str, Any]) -> None:
    if isinstance(value, int | float) and not isinstance(value, bool):
        sheet.write_number(row, column, value, shapes["number"])
    else:
        text = "" if value is None else str(value)
        sheet.write_string(row, column, text[:LONGEST], shapes["cell"])
