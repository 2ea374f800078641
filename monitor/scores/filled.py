"""Reading back what people filled into a workbook (交回的评分表): every cell that says something new, or why it cannot be."""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from monitor.collect.imports.archive import WorkbookError
from monitor.collect.imports.workbook import Cell, Sheet, read_workbook
from monitor.domain.points import MARKS, PeoplePoints, entered_cells
from monitor.scores.book import COLUMNS, NUMBER, PEOPLE_MARK, PEOPLE_NOTE, PEOPLE_POINTS, bounds
from monitor.scores.sheet import ScoreRow
from monitor.scores.units import UnitSheet

_NUMBER = re.compile(rf"^{NUMBER} (\S+) (20\d\dQ[1-4]) (\d+)$")
_LETTERS = {PEOPLE_MARK: "L", PEOPLE_POINTS: "M", PEOPLE_NOTE: "N"}
LONGEST_NOTE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """What one workbook says."""

    entries: tuple[PeoplePoints, ...]
    sheets: int  #: sheets of units that were found in it
    refused: tuple[str, ...]  #: cells that cannot be taken, with place and reason


@dataclass(frozen=True, slots=True)
class SheetNumber:
    """Whose sheet it is, of which quarter, and what it showed."""

    owner: str
    period: str
    seen: int


class FilledError(ValueError):
    """The file is none of our workbooks; the message says what to do."""


def numbers_in(content: bytes) -> tuple[tuple[Sheet, SheetNumber], ...]:
    """The sheets of units in a workbook. Raises FilledError when there are none, or it cannot be read."""
    try:
        book = read_workbook(content)
    except WorkbookError as error:
        raise FilledError(f"the file {error}") from None
    found = []
    for sheet in book.sheets:
        for _, cells in sheet.rows[:4]:
            match = _NUMBER.match(str(cells[0])) if cells else None
            if match:
                found.append((sheet, SheetNumber(match[1], match[2], int(match[3]))))
    if not found:
        raise FilledError(
            f"no sheet begins with a line {NUMBER!r}: fill in the workbook that `monitor scores --out` wrote, and keep that line"
        )
    return tuple(found)


def read_filled(
    content: bytes,
    sheets: Mapping[tuple[str, str], UnitSheet],
    stored: Sequence[PeoplePoints],
    *,
    who: str,
    at: datetime,
) -> Filled:
    """
    The cells of *content* that differ from what the workbook showed when it was written.

    *sheets*: by owner and period, to check rows and limits. A cell that cannot be taken is told, and the others are.
    """
    digest = hashlib.sha256(content).hexdigest()
    found, refused, known = [], [], 0
    for page, number in numbers_in(content):
        sheet = sheets.get((number.owner, number.period))
        if sheet is None:
            refused.append(f"{page.name}: {number.owner} of {number.period} has no sheet now; see [[unit]]")
            continue
        known += 1
        shown = entered_cells(one for one in stored if one.number <= number.seen)
        rows = {row.indicator.id: row for row in sheet.rows}
        for line, cells in _rows(page):
            try:
                said = _said(rows.get(str(cells[0])), cells, line)
            except ValueError as error:
                refused.append(f"{page.name}: {error}")
                continue
            id = str(cells[0])
            cell = shown.get((number.owner, number.period, id))
            before = cell.now.said if cell and cell.now and not cell.disputed else ("", None, "")
            if said == before:
                continue
            found.append(
                PeoplePoints(
                    at=at, who=who, owner=number.owner, period=number.period, row=id, mark=said[0], points=said[1],
                    note=said[2], file=digest, seen=number.seen,
                )
            )  # fmt: skip
    return Filled(entries=tuple(found), sheets=known, refused=tuple(refused))


def _rows(page: Sheet) -> Iterator[tuple[int, list[Cell]]]:
    """The rows below each head of ours, with a cell for every column."""
    below = False
    for line, cells in page.rows:
        if cells and str(cells[0] or "").strip() == COLUMNS[0].name:
            below = True
        elif below and cells and re.fullmatch(r"[A-Z]\d\d[A-Z]?-\w+", str(cells[0] or "")):
            yield line, [*cells, *[None] * (len(COLUMNS) - len(cells))]


def _said(row: ScoreRow | None, cells: Sequence[Cell], line: int) -> tuple[str, float | None, str]:
    """What stands in the three cells of a row. Raises ValueError naming the cell."""
    mark, note = _word(cells[PEOPLE_MARK]), _word(cells[PEOPLE_NOTE])
    points = _points(cells[PEOPLE_POINTS], f"{_LETTERS[PEOPLE_POINTS]}{line}")
    if row is None:
        if mark or note or points is not None:
            raise ValueError(f"A{line}: {cells[0]!r} is no row of this sheet")
        return "", None, ""
    if mark and mark not in MARKS:
        raise ValueError(f"{_LETTERS[PEOPLE_MARK]}{line}: found {mark!r}, expected one of {'、'.join(MARKS)}")
    if len(note) > LONGEST_NOTE:
        raise ValueError(
            f"{_LETTERS[PEOPLE_NOTE]}{line}: {len(note)} characters; at most {LONGEST_NOTE} are kept"
        )
    if points is not None:
        if not row.open and row.basis != "people":
            raise ValueError(
                f"{_LETTERS[PEOPLE_POINTS]}{line}: {row.indicator.id} takes no points from people: {row.note or row.mark.value}"
            )
        low, high = bounds(row)
        if not low <= points <= high:
            raise ValueError(
                f"{_LETTERS[PEOPLE_POINTS]}{line}: found {points:g}, expected {low:g} to {high:g}"
            )
    return mark, points, note


def _word(cell: Cell) -> str:
    return "" if cell is None else str(cell).strip()


def _points(cell: Cell, place: str) -> float | None:
    if cell is None or (isinstance(cell, str) and not cell.strip()):
        return None
    if isinstance(cell, bool):
        raise ValueError(f"{place}: found {cell}, expected a number of points")
    try:
        number = float(str(cell).strip().removesuffix("分").strip())
    except ValueError:
        raise ValueError(
            f"{place}: found {str(cell)[:40]!r}, expected a number of points such as 2.5"
        ) from None
    if number != number or number in (float("inf"), float("-inf")):
        raise ValueError(f"{place}: found {cell}, expected a number of points")
    return round(number, 4)
