"""Undoing gzip and deflate with a ceiling: ten megabytes of zeros must not cost ten gigabytes."""

from isal import isal_zlib


class TooLarge(Exception):
    """The document is larger than the ceiling."""


class Broken(Exception):
    """The bytes are not what their Content-Encoding says."""


def inflate(body: bytes, encoding: str, ceiling: int) -> bytes:
    """
    *body* without its Content-Encoding (`gzip`, `deflate`, `identity` or several).

    A stream that ends early gives what it holds. Raises TooLarge beyond *ceiling* bytes, Broken when
    nothing can be made of it.
    """
    for name in reversed([part.strip().lower() for part in encoding.split(",")]):
        if name in ("gzip", "x-gzip", "deflate"):
            body = _one(body, ceiling)
        elif name not in ("", "identity", "none", "utf-8"):
            raise Broken(f"unknown Content-Encoding {name!r}")
    if len(body) > ceiling:
        raise TooLarge
    return body


def _one(body: bytes, ceiling: int) -> bytes:
    # Some servers announce gzip and send plain text; browsers show it.
    if not body or (body[:2] != b"\x1f\x8b" and body.lstrip()[:1] in (b"<", b"{", b"[")):
        return body
    for bits in (31, 15, -15) if body[:2] == b"\x1f\x8b" else (15, -15):
        worker = isal_zlib.decompressobj(wbits=bits)
        try:
            plain: bytes = worker.decompress(body, ceiling + 1)
        except isal_zlib.error:  # type: ignore[misc]
            continue
        if len(plain) > ceiling:
            raise TooLarge
        return plain
    raise Broken("not gzip or deflate")
