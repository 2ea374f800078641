"""Rows of a JSONL, CSV or Excel file, each with its number."""

import csv
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Any

from monitor.collect.imports.archive import WorkbookError
from monitor.collect.imports.headings import (
    Foot,
    foot_of,
    hints_of_sheet,
    holds_day,
    key_of,
    known,
    named_fields,
)
from monitor.collect.imports.sniffing import what_it_is
from monitor.collect.imports.workbook import read_workbook
from monitor.domain.text import clean_text, load_json

#: The heading of a table stands within so many rows; above it stand titles.
_HEADING_WITHIN = 10
#: A larger file is refused before it is read, in bytes.
MOST_BYTES = 64 * 1024 * 1024

Cells = tuple[int, list[Any]]


@dataclass(frozen=True, slots=True)
class ImportedRow:
    """One row of a file: its number as a person counts, and its fields or why it has none."""

    number: int
    fields: dict[str, Any]
    error: str = ""
    sheet: str = ""  #: of a workbook with several
    columns: tuple[str, ...] = ()  #: of a table; made for another purpose, it holds more than we ask for
    left: str = ""  #: why it is none of the table's rows and was left out: a title above it, its foot
    from_1904: bool = False  #: plain numbers that stand for days count from 1 January 1904

    @property
    def where(self) -> str:
        """Where it stands, for people."""
        if self.sheet and not self.number:
            return f"sheet {self.sheet!r}"
        return f"sheet {self.sheet!r}, line {self.number}" if self.sheet else f"line {self.number}"


class FileError(Exception):
    """The file as a whole cannot be read; the message says why and what to do."""


def read_rows(path: Path, explained: Collection[str] = ()) -> Iterator[ImportedRow]:
    """
    Every row of *path*, told by its ending: .jsonl, .json, .csv or .xlsx.

    *explained*: headings that the operator says the meaning of. Raises FileError when the file cannot be opened at
    all, or is not what its name says; a bad row comes out with its *error*, one that is none of the table's with why
    it was *left* out.
    """
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise FileError(f"{path}: is larger than {MOST_BYTES // 1024 // 1024} MiB; split it")
        content = path.read_bytes()
    except OSError as error:
        raise FileError(
            f"{path}: cannot be read: {error.strerror}; name a file (.jsonl, .csv, .xlsx) that is there and may be read"
        ) from None
    ending = path.suffix.lower()
    if wrong := what_it_is(content, ending):
        raise FileError(f"{path}: {wrong}")
    if ending in (".jsonl", ".json", ".ndjson"):
        if content.removeprefix(b"\xef\xbb\xbf").lstrip().partition(b"\n")[0].strip() == b"{":
            raise FileError(
                f"{path}: is one JSON object over many lines; expected one object a line, or a list of objects"
            )
        yield from _json(content)
    elif ending in (".csv", ".tsv", ".txt"):
        yield from _csv(_decode(path, content), explained)
    elif ending in (".xlsx", ".xlsm"):
        yield from _excel(path, content, explained)
    else:
        also = "; open it in Excel or WPS and save it as .xlsx" if ending in (".xls", ".et") else ""
        raise FileError(f"{path}: unknown kind of file {ending!r}; expected .jsonl, .csv or .xlsx{also}")


def fitted(
    rows: Iterator[ImportedRow], columns: Mapping[str, str], values: Mapping[str, str]
) -> Iterator[ImportedRow]:
    """
    Rows of a table made for another purpose: *columns* says what a heading stands for ("" leaves it out), *values*
    what no column holds.
    """
    for row in rows:
        renamed = {columns.get(key, key): value for key, value in row.fields.items() if columns.get(key, key)}
        keys = tuple(columns.get(key, key) for key in row.columns if columns.get(key, key))
        there = (*keys, *values)
        fields = (
            named_fields(renamed, there, values.get("observation")) if keys and not row.error else renamed
        )
        yield replace(row, fields={**values, **fields}, columns=keys)


def _json(content: bytes) -> Iterator[ImportedRow]:
    """One object a line, or one list of objects."""
    content = content.removeprefix(b"\xef\xbb\xbf")
    if content.lstrip().startswith(b"["):
        try:
            values = load_json(content)
        except ValueError:
            values = None
        if isinstance(values, list):
            for number, value in enumerate(values, start=1):
                yield _object(number, value)
            return
    for number, line in enumerate(content.split(b"\n"), start=1):
        if not line.strip():
            continue
        try:
            value = load_json(line.decode("utf-8"))
        except UnicodeDecodeError:
            yield ImportedRow(number, {}, "is not UTF-8")
        except ValueError as error:
            yield ImportedRow(number, {}, f"is not a JSON object: {getattr(error, 'msg', error)}")
        else:
            yield _object(number, value)


def _object(number: int, value: Any) -> ImportedRow:
    if isinstance(value, dict):
        return ImportedRow(number, value)
    return ImportedRow(number, {}, "is not a JSON object, but one line must hold one object")


def _csv(text: str, explained: Collection[str]) -> Iterator[ImportedRow]:
    start = text[:2000]
    delimiter = (
        "\t" if "\t" in start and "," not in start else ";" if ";" in start and "," not in start else ","
    )
    broken: list[ImportedRow] = []
    yield from _table(_records(text, delimiter, broken), explained)
    yield from broken


#: Stands alone in the last line that is read, unless a quote is still open there.
_END = "\ufffe"


def _records(text: str, delimiter: str, broken: list[ImportedRow]) -> Iterator[Cells]:
    """The records of a CSV; one whose quote swallows the rows after it goes to *broken*, and tells which."""
    lines = _lines(text)
    reader = csv.reader(
        chain(lines, ("" if text.endswith(("\n", "\r")) else "\n", _END)), delimiter=delimiter
    )
    width, before = 0, 0
    try:
        for cells in reader:
            first, last = before + 1, reader.line_num
            before = last
            if cells == [_END]:
                return
            if last > first and (wrong := _swallowed(lines[first - 1 : last], cells, width, delimiter)):
                until = min(last, len(lines))
                broken.append(ImportedRow(first, {}, f"{wrong}; lines {first} to {until} were not read"))
                continue
            width = max(width, len(cells))
            yield last, [cell.strip() or None for cell in cells]
    except csv.Error as error:
        broken.append(
            ImportedRow(reader.line_num, {}, f"is not CSV: {error}; the rest of the file was not read")
        )


def _lines(text: str) -> list[str]:
    """As a reader of CSV counts them: at line feeds and carriage returns alone."""
    return re.findall(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+", text)


def _swallowed(lines: list[str], cells: list[str], width: int, delimiter: str) -> str:
    """Whether a record of several lines is rows that an open quote holds together; the words say so."""
    if any(_END in cell for cell in cells):
        return "a quote is opened and never closed"
    try:
        list(csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error:
        return "a quote is closed in another row than it was opened in"
    looks = [line for line in lines[1:] if line.count(delimiter) >= max(1, width - 1) and holds_day(line)]
    return "a quote seems to hold several rows" if looks else ""


def _excel(path: Path, content: bytes, explained: Collection[str]) -> Iterator[ImportedRow]:
    """Every visible sheet that has a heading; the first one in any case."""
    try:
        book = read_workbook(content)
    except WorkbookError as error:
        raise FileError(f"{path}: {error}") from None
    sheets = [one for one in book.sheets if one.visible] or list(book.sheets[:1])
    several = len(sheets) > 1
    for sheet in book.sheets:
        if sheet not in sheets and sheet.rows:
            yield _left_sheet(sheet.name, sheet.rows, "is hidden")
    for n, sheet in enumerate(sheets):
        needs_heading = several and n > 0
        cells = ((number, [_cell(cell) for cell in row]) for number, row in sheet.rows)
        rows = _table(cells, explained, needs_heading=needs_heading)
        first = next(rows, None)
        if needs_heading and first is None and sheet.rows and not _is_heading_alone(sheet.rows, explained):
            yield _left_sheet(sheet.name, sheet.rows, "has no heading that we know")
        hints = hints_of_sheet(sheet.name, first.columns, several=several) if first else {}
        for row in chain((first,) if first else (), rows):
            yield replace(
                row, fields={**hints, **row.fields}, sheet=sheet.name if several else "",
                columns=(*row.columns, *hints), from_1904=book.from_1904,
            )  # fmt: skip


def _left_sheet(name: str, rows: list[Cells], why: str) -> ImportedRow:
    """A sheet that is not read: an error where its rows look like those of a table with days."""
    dated = [number for number, cells in rows if sum(cell is not None for cell in cells) > 1 and any(
        isinstance(cell, str) and holds_day(cell, whole=True) for cell in cells
    )]  # fmt: skip
    if not dated:
        return ImportedRow(0, {}, sheet=name, left=f"the sheet {why}")
    return ImportedRow(
        0, {}, f"the sheet {why}, but has rows with days, which were not read: give it the heading of the others "
        "and show it, or delete it", name,
    )  # fmt: skip


def _is_heading_alone(rows: list[Cells], explained: Collection[str]) -> bool:
    return any(known(_keys(cells, explained), explained) > 1 for _, cells in rows[:_HEADING_WITHIN])


def _table(
    lines: Iterator[Cells], explained: Collection[str], *, needs_heading: bool = False
) -> Iterator[ImportedRow]:
    """The rows below the heading: that of the first rows in which most words are known."""
    first: list[Cells] = []
    for line in lines:
        if any(cell is not None for cell in line[1]):
            first.append(line)
        if len(first) == _HEADING_WITHIN:
            break
    if not first:
        return
    counts = [known(_keys(cells, explained), explained) for _, cells in first]
    best = max(range(len(first)), key=lambda n: (counts[n], -n)) if max(counts) > 1 else 0
    if needs_heading and max(counts) < 2:
        return
    words = first[best][1]
    heads = tuple(_keys(words, explained))
    for number, _ in first[:best]:
        yield ImportedRow(number, {}, columns=heads, left="above the heading")
    for number, cells in chain(first[best + 1 :], lines):
        if all(cell is None for cell in cells):
            continue
        if _trimmed(cells) == _trimmed(words):
            yield ImportedRow(number, {}, columns=heads, left="the heading again")
            continue
        match foot_of(cells, heads):
            case Foot.NONE:
                yield _row(number, heads, cells)
            case Foot.SURE:
                yield ImportedRow(number, {}, columns=heads, left="the table's foot")
            case Foot.DOUBTFUL:
                yield ImportedRow(
                    number, {}, "begins like a table's foot, and has a title and a day like a row; delete it, or "
                    "reword its title", columns=heads,
                )  # fmt: skip


def _trimmed(cells: list[Any]) -> list[Any]:
    trimmed = list(cells)
    while trimmed and trimmed[-1] is None:
        trimmed.pop()
    return trimmed


def _keys(cells: Iterable[Any], explained: Collection[str] = ()) -> list[str]:
    return [_key(str(cell), explained) if cell is not None else "" for cell in cells]


def _key(heading: str, explained: Collection[str]) -> str:
    """What the operator says of a heading wins over what we know of it."""
    plain = heading.strip().lstrip("\ufeff")
    return plain if plain in explained else key_of(heading)


def _row(number: int, heads: tuple[str, ...], cells: list[Any]) -> ImportedRow:
    beyond = [cell for cell in cells[len(heads) :] if cell is not None]
    if beyond:
        return ImportedRow(
            number, {}, f"has {len(_trimmed(cells))} cells, but the heading has {len(heads)}", columns=heads
        )
    days = [cell for key, cell in zip(heads, cells, strict=False) if key == "published" and cell is not None]
    if len({str(day) for day in days}) > 1:
        shown = " and ".join(repr(str(day)) for day in days)
        return ImportedRow(
            number, {}, f"two columns say when it was published: {shown}; leave one out: --column HEADING=",
            columns=heads,
        )  # fmt: skip
    # of two columns that mean the same the first counts
    pairs = reversed([*zip(heads, cells, strict=False)])
    return ImportedRow(number, {key: cell for key, cell in pairs if key and cell is not None}, columns=heads)


def _cell(value: Any) -> Any:
    return value.strip() or None if isinstance(value, str) else value


def _decode(path: Path, content: bytes) -> str:
    """Excel in China saves CSV as GB18030 unless told otherwise, and "Unicode text" as UTF-16."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return clean_text(content.decode("utf-16", "replace"))
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return clean_text(content.decode(encoding))
        except UnicodeDecodeError:
            continue
    raise FileError(f"{path}: is neither UTF-8 nor GB18030 text; save the CSV as UTF-8")
