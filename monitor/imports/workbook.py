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
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from xml.parsers import expat

from monitor.domain.text import clean_text

#: All parts that are read, unpacked, in bytes.
MOST_UNPACKED = 512 * 1024 * 1024
#: The texts of a workbook (sharedStrings.xml), unpacked, in bytes, and their number.
MOST_TEXT_BYTES, MOST_TEXTS = 160 * 1024 * 1024, 2_000_000
#: Cells of a workbook up to the last filled one of each row, those that a merged area fills included.
MOST_CELLS = 1_000_000
MOST_MERGED = 20_000
MOST_SHEETS = 200
#: Cells further right are taken together: no table of ours is so wide.
MOST_COLUMNS = 300
#: Excel holds no longer text in a cell, in characters.
LONGEST_CELL = 32_767
#: One tag, in bytes.
_LONGEST_TAG = 1024 * 1024
_CHUNK = 256 * 1024
#: Tags of all parts, opening and closing: a million rows of five formatted cells have seven million.
MOST_TAGS = 20_000_000

#: Day 0 of each calendar. In that of 1900 the serial of every day since March 1900 is right.
_DAY_0 = {False: datetime(1899, 12, 30), True: datetime(1904, 1, 1)}  # noqa: DTZ001  (Excel knows no zones)
#: Number formats of days that are built into Excel, those of Chinese editions included.
_BUILT_IN_DAYS = frozenset([*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)])
_NOT_FORMAT = re.compile(r'"[^"]*"|\[(?![hms]+\])[^\]]*\]|\\.|_.|\*.', re.IGNORECASE)
_DAY_FORMAT = re.compile(r"[ymdhs]", re.IGNORECASE)
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_PLACE = re.compile(r"([A-Za-z]{1,3})(\d{1,7})")
_LEFT = "split it, or save only the rows that matter as a new .xlsx"

Cell = str | int | float | bool | None


class WorkbookError(Exception):
    """The workbook cannot be read; the message says why, and what to do."""


@dataclass(slots=True)
class Sheet:
    """One sheet: its name, and its rows that hold anything."""

    name: str
    visible: bool
    rows: list[tuple[int, list[Cell]]] = field(
        default_factory=list
    )  #: number as a person counts, cells from A


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
            return _read(_Parts(archive, unpacked, tags))
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


def _read(parts: "_Parts") -> Workbook:
    book = parts.main()
    folder = posixpath.dirname(book)
    targets = _relations(parts, f"{folder}/_rels/{posixpath.basename(book)}.rels", folder)
    sheets, from_1904 = _outline(parts, book)
    texts = _texts(parts, next(iter(targets["sharedStrings"].values()), ""))
    days = _day_styles(parts, next(iter(targets["styles"].values()), ""))
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
            raise WorkbookError(f"holds more than {MOST_CELLS} filled cells; {_LEFT}")


class _Parts:
    """The parts of the archive, by name without case."""

    def __init__(self, archive: zipfile.ZipFile, unpacked: int, tags: int) -> None:
        self._archive = archive
        self._infos = {one.filename.replace("\\", "/").lower(): one for one in archive.infolist()}
        self._unpacked, self._most_tags = self._left, self._tags = unpacked, tags
        if len(self._infos) > 10_000:
            raise WorkbookError(f"holds {len(self._infos)} parts, far more than a workbook does")

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._infos

    def main(self) -> str:
        """The part that lists the sheets. Raises WorkbookError that says what the archive is instead."""
        found = _relations(self, "_rels/.rels", "")["officeDocument"] if "_rels/.rels" in self else {}
        for name in (*found.values(), "xl/workbook.xml"):
            if name in self and name.lower().endswith(".xml") and "word/" not in name.lower():
                return name
        names = sorted(self._infos)
        if "xl/workbook.bin" in names:
            raise WorkbookError("is a binary workbook (.xlsb); open it in Excel or WPS and save it as .xlsx")
        if "content.xml" in names and "mimetype" in names:
            raise WorkbookError("is an OpenDocument file (.ods); open it and save it as .xlsx")
        if any(name.startswith("word/") for name in names):
            raise WorkbookError("is a Word document (.docx); copy its table into a workbook (.xlsx)")
        shown = ", ".join(names[:3]) + (" …" if len(names) > 3 else "")
        raise WorkbookError(
            f"is a zip archive and no workbook; unpack it first ({clean_text(shown) or 'it is empty'})"
        )

    def parse(self, name: str, start: Callable[..., Any], most: int | None = None) -> Any:
        """Parse one part with *start* as handler of every opening tag; *start* gets the parser first."""
        info = self._infos[name.lower()]
        if info.flag_bits & 1:
            raise WorkbookError("is protected by a password; open it, remove the password, and save it again")
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise WorkbookError("is packed in a way that no workbook is; save it again as .xlsx")
        self._left -= info.file_size
        most = min(most or self._unpacked, self._unpacked)
        if info.file_size > most or self._left < 0:
            raise WorkbookError(f"unpacks to more than {most // 1024} KiB ({name}); {_LEFT}")
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = _refuse_entities
        parser.StartElementHandler = lambda tag, marks: start(parser, tag, marks)
        fed = 0
        with self._archive.open(info) as stream:
            while chunk := stream.read(_CHUNK):
                fed += len(chunk)
                self._tags -= chunk.count(b"<")
                if self._tags < 0:
                    raise WorkbookError(
                        f"holds more than {self._most_tags} tags, most of them empty; {_LEFT}"
                    )
                parser.Parse(chunk)
                if fed - parser.CurrentByteIndex > _LONGEST_TAG:
                    raise WorkbookError(f"is damaged: one tag is longer than {_LONGEST_TAG} bytes ({name})")
        parser.Parse(b"", True)
        return parser


def _refuse_entities(*_: Any) -> None:
    raise WorkbookError(
        "declares XML entities, which no workbook needs; save it again as .xlsx in Excel or WPS"
    )


def _bare(tag: str) -> str:
    return tag.rpartition(":")[2]


class _Targets(dict[str, dict[str, str]]):
    def __missing__(self, kind: str) -> dict[str, str]:
        return self.setdefault(kind, {})


def _relations(parts: _Parts, name: str, folder: str) -> Mapping[str, dict[str, str]]:
    """What a part refers to: by kind, then by id."""
    found = _Targets()
    if name not in parts:
        return found

    def start(_: Any, tag: str, marks: dict[str, str]) -> None:
        if _bare(tag) == "Relationship" and marks.get("TargetMode") != "External":
            target = marks.get("Target", "").replace("\\", "/")
            path = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
            kind = marks.get("Type", "").rpartition("/")[2]
            found[kind][marks.get("Id", "")] = posixpath.normpath(path)

    parts.parse(name, start)
    return found


def _outline(parts: _Parts, name: str) -> tuple[list[tuple[Sheet, str]], bool]:
    """Every sheet with the id of its part, and whether days count from 1904."""
    sheets: list[tuple[Sheet, str]] = []
    from_1904 = False

    def start(_: Any, tag: str, marks: dict[str, str]) -> None:
        nonlocal from_1904
        kind = _bare(tag)
        if kind == "workbookPr":
            from_1904 = marks.get("date1904", "").lower() in ("1", "true", "on")
        elif kind == "sheet":
            id = next((value for key, value in marks.items() if _bare(key) == "id"), "")
            visible = marks.get("state", "visible") == "visible"
            sheets.append((Sheet(clean_text(marks.get("name", "")), visible), id))
            if len(sheets) > MOST_SHEETS:
                raise WorkbookError(f"holds more than {MOST_SHEETS} sheets; {_LEFT}")

    parts.parse(name, start)
    if not sheets:
        raise WorkbookError("holds no sheet")
    return sheets, from_1904


def _unescaped(text: str) -> str:
    """Characters that XML cannot hold are written `_x000D_`."""
    if "_x" in text:
        text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    return clean_text(text)


class _Text:
    """Collects the words below one element, those of phonetic marks (rPh) left out."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.length = 0

    def add(self, words: str) -> None:
        self.length += len(words)
        if self.length > LONGEST_CELL * 2:
            raise WorkbookError(f"holds a text longer than {LONGEST_CELL} characters, which Excel does not")
        self.pieces.append(words)

    def listen(self, parser: Any, ends: Mapping[str, Callable[[], None]]) -> None:
        """Take the characters that follow until a tag of *ends* closes, which is then told."""

        def end(tag: str) -> None:
            parser.CharacterDataHandler = None
            name = _bare(tag)
            if (told := ends.get(name)) is not None:
                told()
            if name in ("v", "is", "si"):  # empty cells that follow are told by their opening tag alone
                parser.EndElementHandler = None

        parser.CharacterDataHandler = self.add
        parser.EndElementHandler = end

    def take(self) -> str:
        text = "".join(self.pieces)
        self.pieces, self.length = [], 0
        return text


def _texts(parts: _Parts, name: str) -> list[str]:
    """The shared texts, by their number."""
    texts: list[str] = []
    text, silent = _Text(), False

    def done() -> None:
        texts.append(_unescaped(text.take()))
        if len(texts) > MOST_TEXTS:
            raise WorkbookError(f"holds more than {MOST_TEXTS} texts; {_LEFT}")

    def heard() -> None:
        nonlocal silent
        silent = False

    def start(parser: Any, tag: str, _: dict[str, str]) -> None:
        nonlocal silent
        kind = _bare(tag)
        if kind == "rPh":
            silent = True
        elif kind == "t" and not silent:
            text.listen(parser, {"si": done, "rPh": heard})
        elif kind == "si":
            text.listen(parser, {"si": done, "rPh": heard})
            parser.CharacterDataHandler = None

    if name in parts:
        parts.parse(name, start, MOST_TEXT_BYTES)
    return texts


def _day_styles(parts: _Parts, name: str) -> frozenset[int]:
    """The styles whose numbers are days. Styles that cannot be read tell nothing: a number in a column of days is one."""
    formats: dict[str, str] = {}
    styles: list[str] = []
    inside = False

    def start(_: Any, tag: str, marks: dict[str, str]) -> None:
        nonlocal inside
        kind = _bare(tag)
        if kind == "numFmt" and len(formats) < 10_000:
            formats[marks.get("numFmtId", "")] = marks.get("formatCode", "")[:500]
        elif kind in ("cellXfs", "cellStyleXfs", "cellStyles", "dxfs"):
            inside = kind == "cellXfs"
        elif kind == "xf" and inside and len(styles) < 100_000:
            styles.append(marks.get("numFmtId", ""))

    if name in parts:
        try:
            parts.parse(name, start)
        except expat.ExpatError:
            return frozenset()
    return frozenset(n for n, id in enumerate(styles) if _is_day(id, formats))


def _is_day(id: str, formats: Mapping[str, str]) -> bool:
    if id in formats:
        code = _NOT_FORMAT.sub("", formats[id]).partition(";")[0]
        return code.lower() not in ("general", "standard") and _DAY_FORMAT.search(code) is not None
    return id.isascii() and id.isdigit() and int(id[:9]) in _BUILT_IN_DAYS


class _Cells:
    """The handler of a sheet's tags: fills rows with what cells hold."""

    def __init__(
        self, rows: list[tuple[int, list[Cell]]], texts: list[str], days: frozenset[int], from_1904: bool,
        room: _Room,
    ) -> None:  # fmt: skip
        self.rows, self.texts, self.days, self.from_1904, self.room = rows, texts, days, from_1904, room
        self.merged: list[str] = []
        self.row = self.further = 0  #: *further*: columns to the right of *place*, for cells that name none
        self.place = ""
        self.kind = self.style = ""
        self.text = _Text()
        self.silent = False
        self.ends = {"v": self._value, "is": self._words, "rPh": self._heard}
        self.names: dict[str, str] = {}

    def start(self, parser: Any, tag: str, marks: dict[str, str]) -> None:
        """One opening tag; cells without a value cost no more than this."""
        name = self.names.get(tag) or self.names.setdefault(tag, _bare(tag))
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
        elif name == "mergeCell":
            self.merged.append(marks.get("ref", ""))
            if len(self.merged) > MOST_MERGED:
                raise WorkbookError(f"holds more than {MOST_MERGED} merged areas; {_LEFT}")

    def _heard(self) -> None:
        self.silent = False

    def _words(self) -> None:
        self._put(_unescaped(self.text.take()).strip() or None)

    def _value(self) -> None:
        text = self.text.take()
        self._put(self._read(text.strip() if self.kind not in ("str", "inlineStr") else text))

    def _read(self, text: str) -> Cell:
        match self.kind:
            case "s":
                number = _number(text)
                if number is None or number >= len(self.texts):
                    raise WorkbookError(f"is damaged: it has no text number {text[:20]!r}")
                return self.texts[number].strip() or None
            case "b":
                return text in ("1", "true")
            case "" | "n":
                return self._measure(text)
            case _:
                return _unescaped(text).strip() or None

    def _measure(self, text: str) -> Cell:
        """A number; of a style of days the day, in ISO."""
        if not text:
            return None
        try:
            number = float(text)
        except ValueError:
            return _unescaped(text)
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
    sheet: Sheet, parts: _Parts, part: str, texts: list[str], days: frozenset[int], from_1904: bool, room: _Room
) -> None:  # fmt: skip
    """Read the rows of one sheet, then let merged cells hold their value downwards."""
    cells = _Cells(sheet.rows, texts, days, from_1904, room)
    parts.parse(part, cells.start)
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
