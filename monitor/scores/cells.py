"""What the worksheets share: looks of cells, and text made safe for a cell."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format

#: Excel takes 32,767 characters; nobody reads so many in a cell.
CELL_LIMIT = 2000
_BREAKS = re.compile(r"\r\n?|[\u0085\u2028\u2029\v\f]")
_UNFIT = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """One column of a worksheet: its head, and its width in Excel's characters."""

    name: str
    width: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Formats:
    """The looks of cells."""

    title: Format
    banner: Format
    header: Format
    text: Format
    centre: Format
    entry: Format  #: people write here
    closed: Format  #: nobody writes here
    faint: Format
    marks: Mapping[str, Format]  #: by name of a SheetMark


def make_formats(book: Workbook) -> Formats:
    """The looks of cells, added to *book*."""
    base: dict[str, Any] = {"font_name": "宋体", "font_size": 10, "valign": "vcenter", "text_wrap": True}
    boxed = {**base, "border": 1}
    middle = {**boxed, "align": "center"}
    colours = {"MET": "#1B6E3C", "UNMET": "#B42318", "UNKNOWN": "#8A5A00", "PEOPLE": "#1D4F91"}
    return Formats(
        title=book.add_format({**base, "font_name": "黑体", "font_size": 18, "align": "center"}),
        banner=book.add_format({**base, "font_name": "黑体", "font_size": 12, "align": "center"}),
        header=book.add_format({**middle, "font_name": "黑体", "bg_color": "#D9E2EF"}),
        text=book.add_format(boxed),
        centre=book.add_format(middle),
        entry=book.add_format({**middle, "bg_color": "#FFF9E5"}),
        closed=book.add_format({**middle, "bg_color": "#EDEDED"}),
        faint=book.add_format({**base, "font_color": "#666666", "text_wrap": False}),
        marks={name: book.add_format({**middle, "font_color": colour, "bold": True}) for name, colour in colours.items()},
    )  # fmt: skip


def plain(text: str, limit: int = CELL_LIMIT) -> str:
    """*text* fit for a cell: odd line ends made plain, control and direction marks out, cut at *limit*."""
    clean = _UNFIT.sub("", _BREAKS.sub("\n", text))
    return clean if len(clean) <= limit else clean[: limit - 1] + "…"


def lines_of(text: str, width: float) -> int:
    """So many lines *text* takes in a cell *width* characters wide; a Chinese letter is two wide."""
    wide = (sum(2 if ord(letter) > 0x2E7F else 1 for letter in line) for line in text.split("\n"))
    return sum(max(1, math.ceil(one / (width - 1.5))) for one in wide)
