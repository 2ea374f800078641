"""
The filled cells of an Excel workbook (.xlsx): sheets, rows, dates, merged cells.

Of our own, because openpyxl builds every cell between the filled ones, believes the dimension that is written down,
and stops at styles of other programs. Here only what is filled is walked, styles tell nothing but which numbers are
days, and every part is read within limits: a few kilobytes can stand for gigabytes.
"""

import io
import posixpath
import re
import struct
import zipfile
import zlib
from bisect import bisect_left
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from xml.parsers import expat

from monitor.collect.imports.archive import (
    MOST_TAGS,
    MOST_UNPACKED,
    SPLIT_IT,
    Parts,
    WorkbookError,
    bare,
    relations,
)
from monitor.collect.imports.workbook_texts import CellText, day_styles, read_texts, unescaped
from monitor.domain.text import clean_text

#: Cells of a workbook up to the last filled one of each row, those that a merged area fills included.
MOST_CELLS = 1_000_000
MOST_MERGED = 20_000
#: So many cells with formulas are named.
NAMED_FORMULAS = 1_000
MOST_SHEETS = 200
#: Cells further right are taken together: no table of ours is so wide.
MOST_COLUMNS = 300

#: Day 0 of each calendar. In that of 1900 the serial of every day since March 1900 is right.
_DAY_0 = {False: datetime(1899, 12, 30), True: datetime(1904, 1, 1)}  # noqa: DTZ001  (Excel knows no zones)
_PLACE = re.compile(r"([A-Za-z]{1,3})(\d{1,7})")

Cell = str | int | float | bool | None


@dataclass(slots=True)
class Sheet:
    """One sheet: its name, and its rows that hold anything."""

    name: str
    visible: bool
    rows: list[tuple[int, list[Cell]]] = field(
        default_factory=list
    )  #: number as a person counts, cells from A
    merged: list[str] = field(default_factory=list)  #: areas of cells that are one, such as B3:B5
    formulas: list[str] = field(default_factory=list)  #: the first cells that hold a formula, such as H12


@dataclass(frozen=True, slots=True)
class Workbook:
    """Every sheet in order. *from_1904*: plain numbers that stand for days count from 1 January 1904."""

    sheets: tuple[Sheet, ...]
    from_1904: bool = False


def read_workbook(content: bytes, *, unpacked: int = MOST_UNPACKED, tags: int = MOST_TAGS) -> Workbook:
    """
    Every sheet of the .xlsx in *content*. Cells that are formatted as days come as ISO text, without a zone.

    A cell merged downwards holds its value in each row that holds anything. Raises WorkbookError for what is no
    workbook, is damaged, or goes past a limit; *unpacked* (bytes) and *tags* are those of all parts that are read.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _read(Parts(archive, unpacked, tags))
    except expat.ExpatError as error:
        raise WorkbookError(
            f"is damaged: {error}; open it in Excel or WPS, let that repair it, and save it again as .xlsx"
        ) from None
    except (
        zipfile.BadZipFile,
        zlib.error,
        struct.error,
        EOFError,
        OSError,
        ValueError,
        RuntimeError,
    ) as error:
        raise WorkbookError(
            f"is not an Excel workbook (.xlsx), or is damaged: {error}; open it in Excel or WPS and save it as .xlsx"
        ) from None


def _read(parts: Parts) -> Workbook:
    book = parts.main()
    folder = posixpath.dirname(book)
    targets = relations(parts, f"{folder}/_rels/{posixpath.basename(book)}.rels", folder)
    sheets, from_1904 = _outline(parts, book)
    texts = read_texts(parts, next(iter(targets["sharedStrings"].values()), ""))
    days = day_styles(parts, next(iter(targets["styles"].values()), ""))
    room = _Room()
    for sheet, id in sheets:
        part = targets["worksheet"].get(id, "")
        if part not in parts:
            if id in targets["chartsheet"]:
                continue
            raise WorkbookError(f"is damaged: sheet {sheet.name!r} is missing in it")
        _fill(sheet, parts, part, texts, days, from_1904, room)
    return Workbook(tuple(sheet for sheet, _ in sheets), from_1904)


@dataclass(slots=True)
class _Room:
    """How much may still be read."""

    cells: int = MOST_CELLS

    def take(self, cells: int) -> None:
        self.cells -= cells
        if self.cells < 0:
            raise WorkbookError(f"holds more than {MOST_CELLS} filled cells; {SPLIT_IT}")


def _outline(parts: Parts, name: str) -> tuple[list[tuple[Sheet, str]], bool]:
    """Every sheet with the id of its part, and whether days count from 1904."""
    sheets: list[tuple[Sheet, str]] = []
    from_1904 = False

    def start(_: Any, tag: str, marks: dict[str, str]) -> None:
        nonlocal from_1904
        kind = bare(tag)
        if kind == "workbookPr":
            from_1904 = marks.get("date1904", "").lower() in ("1", "true", "on")
        elif kind == "sheet":
            id = next((value for key, value in marks.items() if bare(key) == "id"), "")
            visible = marks.get("state", "visible") == "visible"
            sheets.append((Sheet(clean_text(marks.get("name", "")), visible), id))
            if len(sheets) > MOST_SHEETS:
                raise WorkbookError(f"holds more than {MOST_SHEETS} sheets; {SPLIT_IT}")

    parts.parse(name, start)
    if not sheets:
        raise WorkbookError("holds no sheet")
    return sheets, from_1904


class _Cells:
    """The handler of a sheet's tags: fills rows with what cells hold."""

    def __init__(
        self, rows: list[tuple[int, list[Cell]]], texts: list[str], days: frozenset[int], from_1904: bool,
        room: _Room,
    ) -> None:  # fmt: skip
        self.rows, self.texts, self.days, self.from_1904, self.room = rows, texts, days, from_1904, room
        self.merged: list[str] = []
        self.formulas: list[str] = []
        self.row = self.further = 0  #: *further*: columns to the right of *place*, for cells that name none
        self.place = ""
        self.kind = self.style = ""
        self.text = CellText()
        self.silent = False
        self.ends = {"v": self._value, "is": self._words, "rPh": self._heard}
        self.names: dict[str, str] = {}

    def start(self, parser: Any, tag: str, marks: dict[str, str]) -> None:
        """One opening tag; cells without a value cost no more than this."""
        name = self.names.get(tag) or self.names.setdefault(tag, bare(tag))
        if name == "c":
            if place := marks.get("r"):
                self.place, self.further = place, 0
            else:
                self.further += 1
            self.kind, self.style = marks.get("t", ""), marks.get("s", "")
        elif name == "row":
            self.row = _number(marks.get("r", "")) or self.row + 1
            self.place, self.further = "", 0
        elif name == "v" or (name == "t" and not self.silent):
            self.text.listen(parser, self.ends)
        elif name == "is":
            self.text.listen(parser, self.ends)
            parser.CharacterDataHandler = None
        elif name == "rPh":
            self.silent = True
        elif name == "f":
            if len(self.formulas) < NAMED_FORMULAS:
                self.formulas.append(self.place)
        elif name == "mergeCell":
            self.merged.append(marks.get("ref", ""))
            if len(self.merged) > MOST_MERGED:
                raise WorkbookError(f"holds more than {MOST_MERGED} merged areas; {SPLIT_IT}")

    def _heard(self) -> None:
        self.silent = False

    def _words(self) -> None:
        self._put(unescaped(self.text.take()).strip() or None)

    def _value(self) -> None:
        text = self.text.take()
        self._put(self._read(text.strip() if self.kind not in ("str", "inlineStr") else text))

    def _read(self, text: str) -> Cell:
        match self.kind:
            case "s":
                number = _number(text)
                if number is None or number >= len(self.texts):
                    raise WorkbookError(f"is damaged: it has no text number {text[:20]!r}")
                return self.texts[number] or None
            case "b":
                return text in ("1", "true")
            case "" | "n":
                return self._measure(text)
            case _:
                return unescaped(text).strip() or None

    def _measure(self, text: str) -> Cell:
        """A number; of a style of days the day, in ISO."""
        if not text:
            return None
        try:
            number = float(text)
        except ValueError:
            return unescaped(text)
        if number - number != 0:  # infinite, or no number
            return text
        if (_number(self.style) or 0) in self.days and (day := _day(number, self.from_1904)):
            return day
        if text.isascii() and text.lstrip("-").isdigit():
            return int(text[:30])
        return int(number) if number.is_integer() and abs(number) < 1e15 else number

    def _put(self, value: Cell) -> None:
        if value is None:
            return
        if not self.rows or self.rows[-1][0] != self.row:
            self.rows.append((self.row, []))
        match = _PLACE.fullmatch(self.place)
        column = (_column(match[1]) if match else 0) + self.further
        _put(self.rows[-1][1], min(max(column, 1), MOST_COLUMNS + 1) - 1, value, self.room)


def _fill(
    sheet: Sheet, parts: Parts, part: str, texts: list[str], days: frozenset[int], from_1904: bool, room: _Room
) -> None:  # fmt: skip
    """Read the rows of one sheet, then let merged cells hold their value downwards."""
    cells = _Cells(sheet.rows, texts, days, from_1904, room)
    parts.parse(part, cells.start)
    sheet.merged, sheet.formulas = cells.merged, cells.formulas
    sheet.rows.sort(key=lambda row: row[0])
    numbers = [number for number, _ in sheet.rows]
    for area in cells.merged:
        first, _, last = area.partition(":")
        one, other = _PLACE.fullmatch(first), _PLACE.fullmatch(last)
        if one is None or other is None or int(other[2]) <= int(one[2]):
            continue
        column = _column(one[1]) - 1
        at = bisect_left(numbers, int(one[2]))
        if at == len(numbers) or numbers[at] != int(one[2]) or column >= len(sheet.rows[at][1]):
            continue
        value = sheet.rows[at][1][column]
        if value is None:
            continue
        while (at := at + 1) < len(numbers) and numbers[at] <= int(other[2]):
            _put(sheet.rows[at][1], column, value, room)


def _put(cells: list[Cell], at: int, value: Cell, room: _Room) -> None:
    room.take(1 + max(0, at - len(cells)))
    cells.extend([None] * (at + 1 - len(cells)))
    cells[at] = value


def _column(letters: str) -> int:
    """A is 1, XFD 16384."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def _day(number: float, from_1904: bool) -> str | None:
    """The day, the moment, or (below 1) the time of day that a serial stands for; None outside Excel's calendar."""
    seconds = round(number * 86400)
    if not 0 <= number < 2_958_466:
        return None
    at = _DAY_0[from_1904] + timedelta(seconds=seconds)
    if number < 1 and not (number == 0 and from_1904):
        return at.time().isoformat()
    return at.date().isoformat() if (at.hour, at.minute, at.second) == (0, 0, 0) else at.isoformat()
