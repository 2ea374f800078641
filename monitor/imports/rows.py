"""Rows of a JSONL, CSV or Excel file, each with its number."""

import csv
import io
import json
import zipfile
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import chain
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from monitor.imports.headings import hints_of_sheet, is_foot, key_of, known, told

#: The heading of a table stands within so many rows; above it stand titles.
_HEADING_WITHIN = 10
#: A larger workbook is read row by row, where nothing tells which cells are merged.
_MERGED_UP_TO = 3 * 1024 * 1024

Cells = tuple[int, list[Any]]


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a file: its number as a person counts, and its fields or why it has none."""

    number: int
    fields: dict[str, Any]
    error: str = ""
    sheet: str = ""  #: of a workbook with several
    columns: tuple[str, ...] = ()  #: of a table; made for another purpose, it holds more than we ask for

    @property
    def where(self) -> str:
        """Where it stands, for people."""
        return f"sheet {self.sheet!r}, line {self.number}" if self.sheet else f"line {self.number}"


class FileError(Exception):
    """The file as a whole cannot be read; the message says why and what to do."""


def read_rows(path: Path, explained: Collection[str] = ()) -> Iterator[Row]:
    """
    Every row of *path*, told by its ending: .jsonl, .json, .csv or .xlsx.

    *explained*: headings that the operator says the meaning of. Raises FileError when the file cannot be opened at
    all; a bad row comes out with its *error*.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise FileError(f"{path}: cannot be read: {error.strerror}") from None
    ending = path.suffix.lower()
    if ending in (".jsonl", ".json", ".ndjson"):
        yield from _json(content)
    elif ending in (".csv", ".tsv", ".txt"):
        yield from _csv(_decode(path, content), explained)
    elif ending in (".xlsx", ".xlsm"):
        yield from _excel(path, content, explained)
    else:
        also = "; open it in Excel or WPS and save it as .xlsx" if ending in (".xls", ".et") else ""
        raise FileError(f"{path}: unknown kind of file {ending!r}; expected .jsonl, .csv or .xlsx{also}")


def fitted(rows: Iterator[Row], columns: Mapping[str, str], given: Mapping[str, str]) -> Iterator[Row]:
    """
    Rows of a table made for another purpose: *columns* says what a heading stands for, *given* what no column holds.
    """
    for row in rows:
        renamed = {columns.get(key, key): value for key, value in row.fields.items()}
        keys = tuple(columns.get(key, key) for key in row.columns)
        there = (*keys, *given)
        fields = told(renamed, there, given.get("observation")) if keys and not row.error else renamed
        yield Row(row.number, {**given, **fields}, row.error, row.sheet, keys)


def _json(content: bytes) -> Iterator[Row]:
    """One object a line, or one list of objects."""
    content = content.removeprefix(b"\xef\xbb\xbf")
    if content.lstrip().startswith(b"["):
        try:
            values = json.loads(content)
        except (ValueError, RecursionError):
            values = None
        if isinstance(values, list):
            for number, value in enumerate(values, start=1):
                yield _object(number, value)
            return
    for number, line in enumerate(content.split(b"\n"), start=1):
        if not line.strip():
            continue
        try:
            value = json.loads(line.decode("utf-8"))
        except UnicodeDecodeError:
            yield Row(number, {}, "is not UTF-8")
        except (ValueError, RecursionError) as error:
            yield Row(number, {}, f"is not a JSON object: {getattr(error, 'msg', error)}")
        else:
            yield _object(number, value)


def _object(number: int, value: Any) -> Row:
    if isinstance(value, dict):
        return Row(number, value)
    return Row(number, {}, "is not a JSON object, but one line must hold one object")


def _csv(text: str, explained: Collection[str]) -> Iterator[Row]:
    start = text[:2000]
    delimiter = (
        "\t" if "\t" in start and "," not in start else ";" if ";" in start and "," not in start else ","
    )
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    broken: list[Row] = []

    def cells() -> Iterator[Cells]:
        try:
            for line in reader:
                yield reader.line_num, [cell.strip() or None for cell in line]
        except csv.Error as error:
            broken.append(Row(reader.line_num, {}, f"is not CSV: {error}; the rest of the file was not read"))

    yield from _table(cells(), explained)
    yield from broken


def _excel(path: Path, content: bytes, explained: Collection[str]) -> Iterator[Row]:
    """Every visible sheet that has a heading; the first one in any case."""
    small = len(content) <= _MERGED_UP_TO
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=not small, data_only=True)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        raise FileError(f"{path}: is not an Excel workbook (.xlsx): {error}") from None
    try:
        sheets = [one for one in book.worksheets if one.sheet_state == "visible"] or book.worksheets[:1]
        several = len(sheets) > 1
        for n, sheet in enumerate(sheets):
            rows = list(_table(_cells(sheet, small), explained, needs_heading=several and n > 0))
            hints = hints_of_sheet(sheet.title, rows[0].columns, several=several) if rows else {}
            for row in rows:
                yield Row(
                    row.number, {**hints, **row.fields}, row.error, sheet.title if several else "",
                    (*row.columns, *hints),
                )  # fmt: skip
    finally:
        book.close()


def _cells(sheet: Any, small: bool) -> Iterator[Cells]:
    """The rows of *sheet*; a cell merged over several holds its value in each of them."""
    merged: dict[tuple[int, int], Any] = {}
    for one in sheet.merged_cells.ranges if small else ():
        for row in range(one.min_row, min(one.max_row, sheet.max_row) + 1):
            if one.max_row > one.min_row:
                merged[row, one.min_col] = sheet.cell(one.min_row, one.min_col).value
    for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
        yield number, [_cell(merged.get((number, n), cell)) for n, cell in enumerate(cells, start=1)]


def _table(
    lines: Iterator[Cells], explained: Collection[str], *, needs_heading: bool = False
) -> Iterator[Row]:
    """The rows below the heading: that of the first rows in which most words are known."""
    first: list[Cells] = []
    for line in lines:
        if any(cell is not None for cell in line[1]):
            first.append(line)
        if len(first) == _HEADING_WITHIN:
            break
    if not first:
        return
    counts = [known(_keys(cells), explained) for _, cells in first]
    best = max(range(len(first)), key=lambda n: (counts[n], -n)) if max(counts) > 1 else 0
    if needs_heading and max(counts) < 2:
        return
    words = first[best][1]
    heads = tuple(_keys(words))
    for number, cells in chain(first[best + 1 :], lines):
        if any(cell is not None for cell in cells) and cells != words and not is_foot(cells, len(heads)):
            yield _row(number, heads, cells)


def _keys(cells: Iterable[Any]) -> list[str]:
    return [key_of(str(cell)) if cell is not None else "" for cell in cells]


def _row(number: int, heads: tuple[str, ...], cells: list[Any]) -> Row:
    if len(cells) > len(heads) and any(cells[len(heads) :]):
        return Row(number, {}, f"has {len(cells)} cells, but the heading has {len(heads)}", columns=heads)
    # of two columns that mean the same the first counts
    pairs = reversed([*zip(heads, cells, strict=False)])
    return Row(number, {key: cell for key, cell in pairs if key and cell is not None}, columns=heads)


def _cell(value: Any) -> Any:
    if isinstance(value, datetime):
        midnight = (value.hour, value.minute, value.second) == (0, 0, 0)
        return value.date().isoformat() if midnight else value.isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    return value.strip() or None if isinstance(value, str) else value


def _decode(path: Path, content: bytes) -> str:
    """Excel in China saves CSV as GB18030 unless told otherwise, and "Unicode text" as UTF-16."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", "replace")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise FileError(f"{path}: is neither UTF-8 nor GB18030 text; save the CSV as UTF-8")
