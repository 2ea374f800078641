"""Any table as CSV or Excel (导出), safe to open: what looks like a formula stays text."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime

import xlsxwriter

#: A table's cell, as pages have it. Moments are written as they are shown, not converted.
Cell = str | int | float | date | datetime | bool | None

#: Excel's limit for one cell.
LONGEST_CELL = 32_767
#: What a spreadsheet takes for the beginning of a formula, full-width forms too; and a tab or line end.
_FORMULA = re.compile(r"\A(?:\s*+[=+\-@＝＋－＠]|[\t\r\n])")
#: Control characters but tab and line end; lone surrogates and non-characters, which XML cannot hold.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def table_to_csv(heads: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """
    A table as CSV: UTF-8 with a byte order mark, so that Excel shows Chinese; lines end in CRLF.

    A text that a spreadsheet would take for a formula gets an apostrophe in front; numbers stay numbers.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    for row in (heads, *rows):
        writer.writerow([_defused(one) for one in row])
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def table_to_xlsx(heads: Sequence[str], rows: Iterable[Sequence[Cell]], name: str = "台账") -> bytes:
    """
    A table as an Excel workbook, its one sheet called *name*: head row frozen, in bold, with a filter. Texts are never formulas or links.

    A text that looks like a formula is kept as typed text (the cell's quote prefix), so that editing the
    cell does not bring it to life either.
    """
    file = io.BytesIO()
    book = xlsxwriter.Workbook(
        file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )  # fmt: skip
    sheet = book.add_worksheet(name)
    bold, quoted = book.add_format({"bold": True}), book.add_format({"quote_prefix": True})
    widths = [_width(head) for head in heads]
    for column, head in enumerate(heads):
        sheet.write_string(0, column, _text(head), bold)
    last = 0
    for last, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            if isinstance(value, int | float) and not isinstance(value, bool):
                sheet.write_number(last, column, value)
            else:
                text = _text(value)
                sheet.write_string(last, column, text, quoted if _FORMULA.match(text) else None)
            if column < len(widths):
                widths[column] = max(widths[column], _width(_text(value)))
    for column, width in enumerate(widths):
        sheet.set_column(column, column, min(width, 60))
    sheet.freeze_panes(1, 0)
    if heads:
        sheet.autofilter(0, 0, last, len(heads) - 1)
    book.close()
    return file.getvalue()


def _defused(value: Cell) -> str | int | float:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    text = _text(value)
    return f"'{text}" if _FORMULA.match(text) else text


def _text(value: Cell) -> str:
    """A cell's words as a clerk reads them."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    return _UNPRINTABLE.sub("", str(value))[:LONGEST_CELL]


def _width(text: str) -> int:
    """Columns that *text* takes up; a Chinese character takes two."""
    return 2 + sum(2 if ord(letter) > 0x2E80 else 1 for letter in text[:60])
