"""Files that are no pages."""

from probes.http.file_kind import not_a_page
from tests.every import every


@every(
    ("body", "kind"),
    [
        (b"%PDF-1.4\n", "PDF"),
        (b"\x89PNG\r\n\x1a\n\x00", "PNG"),
        (b"PK\x03\x04\x14", "ZIP, DOCX, XLSX, OFD or APK"),
        (b"<!DOCTYPE html>", ""),
        (b"\xef\xbb\xbf<html>", ""),
        (b"\xff\xfe<\x00h\x00", ""),
        (b"", ""),
        (bytes(range(256)), "binary"),
        ("通知\x0b公告".encode("gb18030") * 200, ""),
    ],
)
def test_the_first_bytes_tell(body: bytes, kind: str) -> None:
    assert not_a_page(body) == kind
