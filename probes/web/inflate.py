"""Undoing gzip and deflate with a ceiling: ten megabytes of zeros must not cost ten gigabytes."""

from isal import isal_zlib

#: How gzip, zlib and bare deflate streams begin, in zlib's words.
_GZIP, _ZLIB, _BARE = 31, 15, -15


class TooLarge(Exception):
    """The document is larger than the ceiling."""


class Broken(Exception):
    """The bytes are not what their Content-Encoding says."""


def inflate(body: bytes, encoding: str, ceiling: int) -> bytes:
    """
    *body* without its Content-Encoding (`gzip`, `deflate`, `identity` or several).

    A stream that ends early gives what it holds, as in a browser; plain text announced as gzip stays as it is.
    Raises TooLarge beyond *ceiling* bytes, Broken when nothing can be made of it.
    """
    for name in reversed([part.strip().lower() for part in encoding.split(",")]):
        if name in ("gzip", "x-gzip", "deflate"):
            body = _one(body, ceiling)
        elif name in ("br", "zstd", "compress", "x-compress"):
            raise Broken(f"Content-Encoding {name!r} was not offered")
    if len(body) > ceiling:
        raise TooLarge
    return body


def _one(body: bytes, ceiling: int) -> bytes:
    if body[:2] == b"\x1f\x8b":
        return _members(body, ceiling)
    if not body or body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"<", b"{", b"["):
        return body
    for bits in (_ZLIB, _BARE):
        try:
            return _stream(body, bits, ceiling)[0]
        except isal_zlib.error:  # type: ignore[misc]
            continue
    raise Broken("not gzip or deflate")


def _members(body: bytes, ceiling: int) -> bytes:
    """All members of a gzip file; what follows the last one is nobody's."""
    parts: list[bytes] = []
    while body[:2] == b"\x1f\x8b":
        try:
            plain, body = _stream(body, _GZIP, ceiling)
        except isal_zlib.error as error:  # type: ignore[misc]
            if parts:
                break
            raise Broken(str(error)) from error
        parts.append(plain)
        ceiling -= len(plain)
    return parts[0] if len(parts) == 1 else b"".join(parts)


def _stream(body: bytes, bits: int, ceiling: int) -> tuple[bytes, bytes]:
    worker = isal_zlib.decompressobj(wbits=bits)
    plain: bytes = worker.decompress(body, ceiling + 1)
    if len(plain) > ceiling:
        raise TooLarge
    return plain, worker.unused_data
