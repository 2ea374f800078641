"""What a file is by its first bytes, where its name says something else (文件类型识别)."""

import re

_SAVE = "open it in Excel or WPS and save it as .xlsx"
#: The container of the office programs before 2007, and of every password-protected workbook.
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OTHERS = (
    (b"%PDF-", "is a PDF; export the table itself as .xlsx or .csv"),
    (b"\x1f\x8b", "is packed with gzip; unpack it first"),
    (b"Rar!", "is a RAR archive; unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "is a 7z archive; unpack it first"),
    (b"\x89PNG", "is a picture; export the table itself as .xlsx or .csv"),
    (b"\xff\xd8\xff", "is a picture; export the table itself as .xlsx or .csv"),
    (b"SQLite format 3", "is a database; export the table itself as .xlsx or .csv"),
)
_PAGE = re.compile(
    rb"(?:<\?xml[^>]{0,200}>\s*)?(?:<!--[^>]{0,500}-->\s*)?<(?:!doctype\s+html|html|head|meta|table|style|div)\b",
    re.IGNORECASE,
)
_OLD_XML = re.compile(rb"<\?xml.{0,500}<(?:\w+:)?Workbook\b", re.DOTALL)
_TABLES = (".xlsx", ".xlsm", ".xls", ".et", ".xlsb")
_TEXTS = (".csv", ".tsv", ".txt")
_JSON = (".json", ".jsonl", ".ndjson")


def what_it_is(content: bytes, ending: str) -> str:
    """Why a file with that *ending* is not read, and what to do; "" where its bytes do not speak against it."""
    if content.startswith(_OLE):
        return _ole(content, ending)
    if content.startswith(_ZIP):
        if ending in (".xlsx", ".xlsm"):
            return ""
        if _is_workbook(content):
            return f"is an Excel workbook (.xlsx), though its name ends in {ending!r}; rename it to .xlsx"
        return f"is a zip archive, though its name ends in {ending!r}; unpack it first"
    for start, words in _OTHERS:
        if content.startswith(start):
            return words
    text = content.removeprefix(b"\xef\xbb\xbf").lstrip()[:4000]
    if ending in (*_TABLES, *_TEXTS, *_JSON):
        if _OLD_XML.match(text):
            return f"is an XML table of Excel 2003, though its name ends in {ending!r}; {_SAVE}"
        if _PAGE.match(text):
            return f"is an HTML page, as some back offices export it, and no {ending} file; {_SAVE}"
    if ending in (".xlsx", ".xlsm"):
        if not content:
            return "is empty, and not an Excel workbook (.xlsx); export it again"
        return f"is not an Excel workbook (.xlsx){_perhaps_text(content)}"
    return ""


def _ole(content: bytes, ending: str) -> str:
    if "EncryptedPackage".encode("utf-16-le") in content:
        return "is protected by a password; open it in Excel or WPS, remove the password, and save it again as .xlsx"
    if any(f"{name}\0".encode("utf-16-le") in content for name in ("Workbook", "Book")):
        named = "" if ending in (".xls", ".et") else f", though its name ends in {ending!r}"
        return f"is an old Excel workbook (.xls){named}; {_SAVE}"
    if "WordDocument".encode("utf-16-le") in content:
        return "is an old Word document (.doc); copy its table into a workbook (.xlsx)"
    return f"is a file of an old office program (OLE), and no {ending} file; {_SAVE}"


def _is_workbook(content: bytes) -> bool:
    return b"xl/workbook" in content or b"xl/worksheets" in content or b"xl\\workbook" in content


def _perhaps_text(content: bytes) -> str:
    """What to do with a table of text that somebody named .xlsx."""
    start = content[:4000]
    if b"\0" in start and start[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        return f"; {_SAVE}"
    if start.lstrip()[:1] in (b"{", b"["):
        return " but text that looks like JSON; rename it to .jsonl"
    if b"," in start or b"\t" in start or b";" in start:
        return " but text, perhaps CSV; rename it to .csv"
    return f"; {_SAVE}"
