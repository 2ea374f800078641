"""Rows of a JSONL, CSV or Excel file, each with its number."""

import csv
import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

#: Chinese headings that tables come with, and the key each stands for.
HEADINGS = {
    "类型": "observation",
    "网站": "site",
    "网站编号": "site",
    "栏目": "column",
    "栏目编号": "column",
    "账号": "account",
    "账号编号": "account",
    "账号名称": "name",
    "名称": "name",
    "平台": "platform",
    "平台类型": "platform",
    "发布时间": "published",
    "主办单位": "unit",
    "认证主体": "verified",
    "开设时间": "opened",
    "开通时间": "opened",
    "注销时间": "closed",
    "运行状态": "status",
    "备案号": "filing",
    "时间": "at",
    "监测时间": "at",
    "结果": "reach",
    "原因": "reason",
    "耗时": "elapsed_s",
    "监测点": "vantage",
    "标题": "title",
    "地址": "url",
    "链接": "url",
    "日期": "date",
    "发布日期": "date",
    "编号": "id",
    "留言编号": "id",
    "事项编码": "id",
    "信箱": "board",
    "来信主题": "title",
    "留言主题": "title",
    "写信时间": "submitted",
    "留言时间": "submitted",
    "提交时间": "submitted",
    "答复时间": "answered",
    "答复单位": "unit",
    "受理单位": "unit",
    "状态": "status",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a file: its number as a person counts, and its fields or why it has none."""

    number: int
    fields: dict[str, Any]
    error: str = ""


class FileError(Exception):
    """The file as a whole cannot be read; the message says why and what to do."""


def read_rows(path: Path) -> Iterator[Row]:
    """
    Every row of *path*, told by its ending: .jsonl, .json, .csv or .xlsx.

    Raises FileError when the file cannot be opened at all; a bad row comes out with its *error*.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise FileError(f"{path}: cannot be read: {error.strerror}") from None
    ending = path.suffix.lower()
    if ending in (".jsonl", ".json", ".ndjson"):
        yield from _json_lines(content)
    elif ending == ".csv":
        yield from _csv(_decode(path, content))
    elif ending == ".xlsx":
        yield from _excel(path, content)
    else:
        raise FileError(f"{path}: unknown kind of file {ending!r}; expected .jsonl, .csv or .xlsx")


def fitted(rows: Iterator[Row], columns: Mapping[str, str], given: Mapping[str, str]) -> Iterator[Row]:
    """
    Rows of a table made for another purpose: *columns* says what a heading stands for, *given* what no column holds.
    """
    for row in rows:
        renamed = {columns.get(key, key): value for key, value in row.fields.items()}
        yield Row(row.number, {**given, **renamed}, row.error)


def _json_lines(content: bytes) -> Iterator[Row]:
    for number, line in enumerate(content.removeprefix(b"\xef\xbb\xbf").split(b"\n"), start=1):
        if not line.strip():
            continue
        try:
            value = json.loads(line.decode("utf-8"))
        except UnicodeDecodeError:
            yield Row(number, {}, "is not UTF-8")
        except (ValueError, RecursionError) as error:
            yield Row(number, {}, f"is not a JSON object: {getattr(error, 'msg', error)}")
        else:
            if isinstance(value, dict):
                yield Row(number, value)
            else:
                yield Row(number, {}, "is not a JSON object, but one line must hold one object")


def _csv(text: str) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""))
    heads: list[str] = []
    try:
        for cells in reader:
            if not heads:
                heads = [_key(cell) for cell in cells]
            elif any(cell.strip() for cell in cells):
                yield _row(reader.line_num, heads, [cell.strip() or None for cell in cells])
    except csv.Error as error:
        yield Row(reader.line_num, {}, f"is not CSV: {error}; the rest of the file was not read")


def _excel(path: Path, content: bytes) -> Iterator[Row]:
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError) as error:
        raise FileError(f"{path}: is not an Excel workbook (.xlsx): {error}") from None
    try:
        heads: list[str] = []
        for number, cells in enumerate(book.worksheets[0].iter_rows(values_only=True), start=1):
            if not heads:
                heads = [_key(str(cell or "")) for cell in cells]
            elif any(cell is not None for cell in cells):
                yield _row(number, heads, [_cell(cell) for cell in cells])
    finally:
        book.close()


def _row(number: int, heads: list[str], cells: list[Any]) -> Row:
    if len(cells) > len(heads) and any(cells[len(heads) :]):
        return Row(number, {}, f"has {len(cells)} cells, but the heading has {len(heads)}")
    pairs = zip(heads, cells, strict=False)
    return Row(number, {key: cell for key, cell in pairs if key and cell is not None})


def _key(heading: str) -> str:
    name = heading.strip().lstrip("\ufeff")
    return HEADINGS.get(name, name)


def _cell(value: Any) -> Any:
    if isinstance(value, datetime):
        midnight = (value.hour, value.minute, value.second) == (0, 0, 0)
        return value.date().isoformat() if midnight else value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return value.strip() or None if isinstance(value, str) else value


def _decode(path: Path, content: bytes) -> str:
    """Excel in China saves CSV as GB18030 unless told otherwise."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise FileError(f"{path}: is neither UTF-8 nor GB18030 text; save the CSV as UTF-8")
