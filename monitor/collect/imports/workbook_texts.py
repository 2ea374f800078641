"""What the cells of a workbook refer to: shared texts, and the formats that make a number a day."""

import re
from collections.abc import Callable, Mapping
from typing import Any
from xml.parsers import expat

from monitor.collect.imports.archive import SPLIT_IT, Parts, WorkbookError, bare
from monitor.domain.text import clean_text

#: The texts of a workbook (sharedStrings.xml), unpacked, in bytes, and their number.
MOST_TEXT_BYTES, MOST_TEXTS = 128 * 1024 * 1024, 2_000_000
#: Excel holds no longer text in a cell, in characters.
LONGEST_CELL = 32_767
#: Number formats of days that are built into Excel, those of Chinese editions included.
_BUILT_IN_DAYS = frozenset([*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)])
_NOT_FORMAT = re.compile(r'"[^"]*"|\[(?![hms]{1,9}\])[^\]]{0,60}\]|\\.|_.|\*.', re.IGNORECASE)
_DAY_FORMAT = re.compile(r"[ymdhs]", re.IGNORECASE)
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def unescaped(text: str) -> str:
    """Characters that XML cannot hold are written `_x000D_`."""
    if "_x" in text:
        text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    return clean_text(text)


class CellText:
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
            name = bare(tag)
            if (listener := ends.get(name)) is not None:
                listener()
            if name in ("v", "is", "si"):  # empty cells that follow are told by their opening tag alone
                parser.EndElementHandler = None

        parser.CharacterDataHandler = self.add
        parser.EndElementHandler = end

    def take(self) -> str:
        text = "".join(self.pieces)
        self.pieces, self.length = [], 0
        return text


def read_texts(parts: Parts, name: str) -> list[str]:
    """The shared texts without gaps around them, by their number."""
    texts: list[str] = []
    text, silent = CellText(), False

    def done() -> None:
        texts.append(unescaped(text.take()).strip())  # once: many cells may refer to one
        if len(texts) > MOST_TEXTS:
            raise WorkbookError(f"holds more than {MOST_TEXTS} texts; {SPLIT_IT}")

    def heard() -> None:
        nonlocal silent
        silent = False

    def start(parser: Any, tag: str, _: dict[str, str]) -> None:
        nonlocal silent
        kind = bare(tag)
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


def day_styles(parts: Parts, name: str) -> frozenset[int]:
    """The styles whose numbers are days. Styles that cannot be read tell nothing: a number in a column of days is one."""
    formats: dict[str, str] = {}
    styles: list[str] = []
    inside = False

    def start(_: Any, tag: str, marks: dict[str, str]) -> None:
        nonlocal inside
        kind = bare(tag)
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
