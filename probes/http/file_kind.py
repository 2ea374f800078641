"""Which kind of file some bytes are (文件类型), where they are no page: by their first bytes, as no name can be trusted."""

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


def not_a_page(body: bytes) -> str:
    """What *body* is when it is clearly no page, else ""."""
    return next((kind for mark, kind in _MARKS if body.startswith(mark)), "")
