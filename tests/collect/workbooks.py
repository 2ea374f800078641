"""Workbooks as other programs write them, made by hand so that every fault of theirs can be had."""

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from xml.sax.saxutils import escape

_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def cells(number: int, *values: Any, style: str = "") -> str:
    """One `<row>` with a cell for each value; None is an empty cell."""
    made = []
    for n, value in enumerate(values):
        place = f'r="{chr(65 + n)}{number}"{style}'
        if value is None:
            made.append(f"<c {place}/>")
        elif isinstance(value, str):
            made.append(f'<c {place} t="inlineStr"><is><t>{escape(value)}</t></is></c>')
        else:
            made.append(f"<c {place}><v>{value}</v></c>")
    return f'<row r="{number}">{"".join(made)}</row>'


def rows(*lines: Sequence[Any]) -> str:
    """Rows from the first on."""
    return "".join(cells(number, *line) for number, line in enumerate(lines, start=1))


def sheet(body: str, *, dimension: str = "", tail: str = "", head: str = "") -> str:
    """A sheet's XML."""
    told = f'<dimension ref="{dimension}"/>' if dimension else ""
    return f"{head}<worksheet>{told}<sheetData>{body}</sheetData>{tail}</worksheet>"


def workbook(
    sheets: Mapping[str, str],
    *,
    settings: str = "",
    hidden: Iterable[str] = (),
    styles: str = "",
    texts: str = "",
    more: Mapping[str, str] | None = None,
) -> bytes:
    """An .xlsx with these sheets, by name; *styles* and *texts* are whole parts."""
    parts = [f"xl/worksheets/sheet{n}.xml" for n in range(1, len(sheets) + 1)]
    states = dict.fromkeys(hidden, ' state="hidden"')
    listed = "".join(
        f'<sheet name="{name}" sheetId="{n}" r:id="rId{n}"{states.get(name, "")}/>'
        for n, name in enumerate(sheets, 1)
    )
    ties = [(f"rId{n}", "worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(sheets) + 1)]
    ties += [("rS", "styles", "styles.xml")] if styles else []
    ties += [("rT", "sharedStrings", "sharedStrings.xml")] if texts else []
    written = {
        "xl/workbook.xml": f'<workbook xmlns:r="{_RELATIONS}"><workbookPr{settings}/><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": "<Relationships>"
        + "".join(
            f'<Relationship Id="{id}" Type="{_RELATIONS}/{kind}" Target="{to}"/>' for id, kind, to in ties
        )
        + "</Relationships>",
        **dict(zip(parts, sheets.values(), strict=True)),
        **({"xl/styles.xml": styles} if styles else {}),
        **({"xl/sharedStrings.xml": texts} if texts else {}),
        **(more or {}),
    }
    return zipped(written)


def zipped(parts: Mapping[str, str]) -> bytes:
    """An archive of these parts."""
    room = io.BytesIO()
    with zipfile.ZipFile(room, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return room.getvalue()
