"""The workbook of annex tables (附表), one sheet an annex, what each row rests on in a sheet of its own; no cell is ever a formula."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, time
from itertools import islice
from tempfile import TemporaryDirectory, TemporaryFile
from typing import IO, Any

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from monitor.quarter.packed_rows import PackedRows, RowsOf, batched
from monitor.report.archive import copy_without_times
from monitor.report.blocks import Cell, TableBlock
from monitor.report.grounds import ADDRESS, EVIDENCE
from monitor.report.notice_text import Notice
from monitor.report.words import clean, writable

#: Longest text that a cell of Excel takes, with room to spare.
LONGEST = 32_000

#: Characters of 11 pt that stand side by side on A4 within the margins, standing and lying; a column's least.
STANDING, LYING, NARROWEST = 92, 132, 5
#: The first row of a table, counted from 0: title, line and headings stand above.
_FIRST_ROW = 3
#: So many rows of a table Excel holds on one sheet, with what stands above and below; xlsxwriter passes over more in silence.
MOST_ROWS = 2**20 - 8

_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))


def tables_parts(notice: Notice, line: str, as_of: datetime, *, many: bool = False) -> Iterator[bytes]:
    """
    The Excel file, in parts. *line* stands under each sheet's title. The same tables give the same bytes.

    *many* rows are written to files of the system's as they are made; each cell then holds its own text, as a list of all texts
    would have to stand in memory. Whatever goes wrong, none of these files is left. Raises OSError when the disk is full.
    """
    with TemporaryFile() as made, TemporaryFile() as target, TemporaryDirectory() as folder:
        _write_book(made, folder, notice, line, as_of, many=many)
        copy_without_times(made, target)
        target.seek(0)
        yield from iter(lambda: target.read(2**16), b"")


def _write_book(
    file: IO[bytes], folder: str, notice: Notice, line: str, as_of: datetime, *, many: bool
) -> None:
    options = {
        "tmpdir": folder,
        "in_memory": not many,
        "constant_memory": many,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = xlsxwriter.Workbook(file, options)
    failed: tuple[Any, ...] = ()
    try:
        _fill(book, notice, line, as_of)
        book.close()
    except FileCreateError as error:  # it holds the system's own
        failed = error.args[0].args
    finally:
        for sheet in book.worksheets() if many else ():
            with suppress(OSError):  # of one that broke off what was not yet written
                sheet.row_data_fh.close()
    if failed:  # here: its unfinished archive is let go of before anybody closes *file*
        raise OSError(*failed)


def _fill(book: Any, notice: Notice, line: str, as_of: datetime) -> None:
    book.set_properties(
        {"title": clean(notice.title), "created": as_of.astimezone(UTC).replace(tzinfo=None, microsecond=0)}
    )
    shapes = _formats(book)
    behind = PackedRows[Sequence[Cell]]()
    for number, annex in enumerate(notice.annexes, 1):
        name = f"{annex.letter} {annex.table.title}"
        shown = _shown(annex.table, number, behind)
        _sheet(book, name, f"附件{number} {annex.table.title}", shown, line, shapes)
    _sheet(book, "依据清单", "依据清单", _evidence(behind), line, shapes)
    if notice.grounds is not None:
        _sheet(book, notice.grounds.title, notice.grounds.title, notice.grounds, line, shapes)


def _formats(book: Any) -> dict[str, Any]:
    ground = {"font_name": "宋体", "font_size": 11, "text_wrap": True, "valign": "vcenter"}
    return {
        "title": book.add_format({**ground, "font_name": "黑体", "font_size": 14}),
        "line": book.add_format({**ground, "font_color": "#666666"}),
        "heading": book.add_format(
            {**ground, "bold": True, "border": 1, "align": "center", "bg_color": "#E7EDF4"}
        ),
        "cell": book.add_format({**ground, "border": 1}),
        "number": book.add_format({**ground, "border": 1, "align": "center", "num_format": "0"}),
        "share": book.add_format({**ground, "border": 1, "align": "center", "num_format": "0.0"}),
        "day": book.add_format({**ground, "border": 1, "align": "center", "num_format": "yyyy-mm-dd"}),
    }


def _shown(table: TableBlock, number: int, behind: PackedRows[Sequence[Cell]]) -> TableBlock:
    """
    *table* without what is too long to print; as its rows are read, that goes to *behind*.

    By row: number of the annex, line of the sheet, first two cells, address, ids.
    """
    hidden = [n for n, name in enumerate(table.headings) if name in (EVIDENCE, ADDRESS)]
    if not hidden:
        return table
    keep = [n for n in range(len(table.headings)) if n not in hidden]
    by_name = {name: n for n, name in enumerate(table.headings)}
    places = [by_name.get(name) for name in (ADDRESS, EVIDENCE)]

    def rows() -> Iterator[Sequence[Cell]]:
        for group in batched(enumerate(table.rows, _FIRST_ROW + 1)):
            behind.add(
                (f"附件{number}", line, *(str(row[n]) for n in keep[:2]), *said)
                for line, row in group
                if any(said := [row[n] if n is not None else "" for n in places])
            )
            for _, row in group:
                yield tuple(row[n] for n in keep)

    return replace(
        table,
        headings=tuple(table.headings[n] for n in keep),
        rows=RowsOf(rows, len(table.rows)),
        widths=tuple(table.widths[n] if n < len(table.widths) else 12 for n in keep),
    )


def _evidence(rows: Sequence[Sequence[Cell]]) -> TableBlock:
    return TableBlock(
        title="依据清单",
        headings=("附件", "行", "对象", "事项", ADDRESS, EVIDENCE),
        rows=rows,
        widths=(6, 5, 14, 16, 22, 26),
        note="“行”为该附件工作表中的行号；依据编号为监测记录编号。",
    )


def _sheet(book: Any, name: str, title: str, table: TableBlock, line: str, shapes: dict[str, Any]) -> None:
    sheet = book.add_worksheet(name.translate(_FORBIDDEN)[:31])
    widths = _widths(table)
    _across(sheet, 0, title, widths, shapes["title"], 20)
    _across(sheet, 1, line, widths, shapes["line"], 16)
    sheet.set_row(2, 30)
    for n, heading in enumerate(table.headings):
        sheet.write_string(2, n, heading, shapes["heading"])
        sheet.set_column(n, n, widths[n])
    below = _FIRST_ROW
    for below, values in enumerate(islice(table.rows, MOST_ROWS), _FIRST_ROW + 1):
        for n, value in enumerate(values):
            _write(sheet, below - 1, n, value, shapes)
    many = below - _FIRST_ROW
    if not many:
        _across(sheet, below, table.empty, widths, shapes["line"], 16)
    note = table.note
    if more := len(table.rows) - many:
        note = f"超出Excel每表行数上限，另有{more}行未列出，全部数据见 numbers.json。{note}"
    if note:
        _across(sheet, below + 1, f"注：{note}", widths, shapes["line"], 16)
    _for_print(sheet, table, widths, below + 1, many)


def _widths(table: TableBlock) -> list[float]:
    """The columns' widths in Excel's characters: together they fit on A4 without being made smaller."""
    asked = [1.6 * (table.widths[n] if n < len(table.widths) else 12) for n in range(len(table.headings))]
    room = LYING if sum(asked) > STANDING else STANDING
    share = min(1.0, room / sum(asked))
    return [max(NARROWEST, round(one * share, 1)) for one in asked]


def _across(sheet: Any, row: int, text: str, widths: Sequence[float], shape: Any, height: int) -> None:
    """A line of text over all columns, in as many lines as it needs: nothing hangs over the printed page."""
    text = writable(text)
    lines = -(-2 * len(text) // max(1, int(sum(widths))))
    sheet.set_row(row, height * max(1, lines))
    if len(widths) > 1:
        sheet.merge_range(row, 0, row, len(widths) - 1, text[:LONGEST], shape)
    else:
        sheet.write_string(row, 0, text[:LONGEST], shape)


def _for_print(sheet: Any, table: TableBlock, widths: Sequence[float], last: int, many: int) -> None:
    """Headings and first columns stay in view, headings on each printed page; all columns on the page's width."""
    sheet.freeze_panes(3, 1 if len(table.headings) > 6 else 0)
    sheet.repeat_rows(2)
    sheet.set_paper(9)
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.print_area(0, 0, last, len(table.headings) - 1)
    sheet.set_footer("&C第&P页 共&N页")
    if sum(widths) > STANDING:
        sheet.set_landscape()
    if many:
        sheet.autofilter(2, 0, 2 + many, len(table.headings) - 1)


def _write(sheet: Any, row: int, column: int, value: Cell, shapes: dict[str, Any]) -> None:
    if isinstance(value, date):
        sheet.write_datetime(row, column, datetime.combine(value, time.min), shapes["day"])
    elif isinstance(value, int | float) and not isinstance(value, bool):
        sheet.write_number(row, column, value, shapes["share" if isinstance(value, float) else "number"])
    else:
        text = "" if value is None else writable(str(value))[:LONGEST]
        if text:
            sheet.write_string(row, column, text, shapes["cell"])
        else:
            sheet.write_blank(row, column, None, shapes["cell"])
