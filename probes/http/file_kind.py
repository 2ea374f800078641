"""Which kind of file some bytes are (文件类型), where they are no page: by their first bytes, as no name can be trusted."""

import re

_MARKS = (
    (b"%PDF-", "PDF"),
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"PK\x03\x04", "ZIP, DOCX, XLSX, OFD or APK"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "DOC, XLS or WPS"),
    (b"Rar!\x1a", "RAR"),
    (b"\x1f\x8b", "GZIP"),
)
#: Control characters that no text has, in any writing (UTF-16 has zeros), and how many at the head of a file tell.
_CONTROLS, _LOOK, _MANY = re.compile(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]"), 4000, 12


def not_a_page(body: bytes) -> str:
    """What *body* is when it is clearly no page, else ""."""
    kind = next((kind for mark, kind in _MARKS if body.startswith(mark)), "")
    return kind or ("binary" if len(_CONTROLS.findall(body[:_LOOK])) >= _MANY else "")
