"""The parts of an .xlsx archive: XML, parsed within limits before anything is made of it."""

import posixpath
import zipfile
from collections.abc import Callable, Mapping
from typing import Any
from xml.parsers import expat

from monitor.domain.text import clean_text

#: All parts that are read, unpacked, in bytes.
MOST_UNPACKED = 256 * 1024 * 1024
#: One tag, in bytes.
_LONGEST_TAG = 1024 * 1024
_CHUNK = 256 * 1024
#: Tags of all parts, opening and closing: a million rows of five formatted cells have seven million.
MOST_TAGS = 20_000_000
#: What to do with a workbook that is too large.
SPLIT_IT = "split it, or save only the rows that matter as a new .xlsx"


class WorkbookError(Exception):
    """The workbook cannot be read; the message says why, and what to do."""


class Parts:
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
        found = relations(self, "_rels/.rels", "")["officeDocument"] if "_rels/.rels" in self else {}
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
            raise WorkbookError(f"unpacks to more than {most // 1024} KiB ({name}); {SPLIT_IT}")
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
                        f"holds more than {self._most_tags} tags, most of them empty; {SPLIT_IT}"
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


def bare(tag: str) -> str:
    return tag.rpartition(":")[2]


class _Targets(dict[str, dict[str, str]]):
    def __missing__(self, kind: str) -> dict[str, str]:
        return self.setdefault(kind, {})


def relations(parts: Parts, name: str, folder: str) -> Mapping[str, dict[str, str]]:
    """What a part refers to: by kind, then by id."""
    found = _Targets()
    if name not in parts:
        return found

    def start(_: Any, tag: str, marks: dict[str, str]) -> None:
        if bare(tag) == "Relationship" and marks.get("TargetMode") != "External":
            target = marks.get("Target", "").replace("\\", "/")
            path = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
            kind = marks.get("Type", "").rpartition("/")[2]
            found[kind][marks.get("Id", "")] = posixpath.normpath(path)

    parts.parse(name, start)
    return found
