"""The workbook of annex tables (附表), one sheet an annex; no cell is ever a formula."""

import io
from datetime import UTC, date, datetime, time
from typing import Any

import xlsxwriter

from monitor.report.archive import without_times
from monitor.report.blocks import Cell, TableBlock
from monitor.report.grounds import EVIDENCE
from monitor.report.outline import Notice, annex_number
from monitor.report.words import clean

#: Longest text that a cell of Excel takes, with room to spare.
LONGEST = 32_000

_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))


def tables_xlsx(notice: Notice, line: str, as_of: datetime) -> bytes:
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
        {"title": clean(notice.title), "created": as_of.astimezone(UTC).replace(tzinfo=None, microsecond=0)}
    )
    shapes = _formats(book)
    for annex in notice.annexes:
        name = f"{annex.letter} {annex.table.title}"
        _sheet(book, name, f"附件{annex_number(annex.letter)} {annex.table.title}", annex.table, line, shapes)
    _sheet(book, notice.grounds.title, notice.grounds.title, notice.grounds, line, shapes)
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
        "ids": book.add_format({**ground, "border": 1, "text_wrap": False}),
        "number": book.add_format({**ground, "border": 1, "align": "center", "num_format": "0"}),
        "share": book.add_format({**ground, "border": 1, "align": "center", "num_format": "0.0"}),
        "day": book.add_format({**ground, "border": 1, "align": "center", "num_format": "yyyy-mm-dd"}),
    }


def _sheet(book: Any, name: str, title: str, table: TableBlock, line: str, shapes: dict[str, Any]) -> None:
    sheet = book.add_worksheet(name.translate(_FORBIDDEN)[:31])
    sheet.write_string(0, 0, title[:LONGEST], shapes["title"])
    sheet.write_string(1, 0, line[:LONGEST], shapes["line"])
    sheet.set_row(2, 30)
    for n, heading in enumerate(table.headings):
        sheet.write_string(2, n, heading, shapes["heading"])
        sheet.set_column(n, n, (table.widths[n] if n < len(table.widths) else 12) * 1.6)
    for row, values in enumerate(table.rows, 3):
        for n, value in enumerate(values):
            ids = table.headings[n] == EVIDENCE
            _write(sheet, row, n, value, {**shapes, "cell": shapes["ids"]} if ids else shapes)
    below = 3 + len(table.rows)
    if not table.rows:
        sheet.write_string(below, 0, table.empty, shapes["line"])
    if table.note:
        sheet.write_string(below + 1, 0, f"注：{table.note}"[:LONGEST], shapes["line"])
    _for_print(sheet, table)


def _for_print(sheet: Any, table: TableBlock) -> None:
    """Headings and first columns stay in view, headings on each printed page; all columns on the page's width."""
    sheet.freeze_panes(3, 1 if len(table.headings) > 6 else 0)
    sheet.repeat_rows(2)
    sheet.set_paper(9)
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&C第 &P 页 共 &N 页")
    if len(table.headings) > 4:
        sheet.set_landscape()
    if table.rows:
        sheet.autofilter(2, 0, 2 + len(table.rows), len(table.headings) - 1)


def _write(sheet: Any, row: int, column: int, value: Cell, shapes: dict[str, Any]) -> None:
    if isinstance(value, date):
        sheet.write_datetime(row, column, datetime.combine(value, time.min), shapes["day"])
    elif isinstance(value, int | float) and not isinstance(value, bool):
        sheet.write_number(row, column, value, shapes["share" if isinstance(value, float) else "number"])
    else:
        text = "" if value is None else str(value)[:LONGEST]
        if text:
            sheet.write_string(row, column, text, shapes["cell"])
        else:
            sheet.write_blank(row, column, None, shapes["cell"])
