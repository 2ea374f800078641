"""Undoing gzip and deflate with a ceiling: ten megabytes of zeros must not cost ten gigabytes."""

from isal import isal_zlib

#: A deflate stream without head and sums, in zlib's words.
_BARE = -15
#: The number of deflate in a head, the bytes of a zlib stream's head, and those of a gzip member's sums.
_DEFLATE, _ZLIB_HEAD, _SUMS = 8, 2, 8
#: Codings on top of one another, and members of one gzip file: servers send one of each.
MOST_LAYERS, MOST_MEMBERS = 3, 1000
#: A stream is handed over in pieces that grow: of the last one, what belongs to the next member is copied back.
_FIRST_PIECE, _LARGEST_PIECE = 1024, 65_536


class TooLarge(Exception):
    """The document is larger than the ceiling."""


class Broken(Exception):
    """The bytes are not what their Content-Encoding says."""


class NotOffered(Broken):
    """A coding that we do not undo, and did not say that we would; browsers may."""


def inflate(body: bytes, encoding: str, ceiling: int) -> bytes:
    """
    *body* without its Content-Encoding (`gzip`, `deflate`, `identity` or several).

    A stream that ends early gives what it holds, as in a browser, and so does one with a wrong checksum, which no
    browser looks at; plain text announced as gzip stays as it is.
    Raises TooLarge beyond *ceiling* bytes (of any layer), Broken when nothing can be made of it, or there are more
    layers or members than a server sends, NotOffered for a coding that we do not undo.
    """
    names = [name for part in encoding.split(",") if (name := part.strip().lower()) not in ("", "identity")]
    if len(names) > MOST_LAYERS:
        raise Broken(f"more than {MOST_LAYERS} codings on top of one another")
    for name in reversed(names):
        if name in ("gzip", "x-gzip", "deflate"):
            body = _one(body, ceiling)
        elif name in ("br", "zstd", "compress", "x-compress"):
            raise NotOffered(f"Content-Encoding {name!r} was not offered")
    if len(body) > ceiling:
        raise TooLarge
    return body


def _one(body: bytes, ceiling: int) -> bytes:
    if body[:2] == b"\x1f\x8b":
        return _members(body, ceiling)
    if not body or body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"<", b"{", b"["):
        return body
    if len(body) < _ZLIB_HEAD:
        return b""
    has_head = body[0] & 15 == _DEFLATE and int.from_bytes(body[:2], "big") % 31 == 0  # RFC 1950
    try:
        return _stream(body, _ZLIB_HEAD if has_head else 0, ceiling)[0]
    except isal_zlib.error as error:  # type: ignore[misc]
        raise Broken("not gzip or deflate") from error


def _members(body: bytes, ceiling: int) -> bytes:
    """All members of a gzip file; what follows the last one is nobody's."""
    parts: list[bytes] = []
    at = 0
    while body.startswith(b"\x1f\x8b", at):
        if len(parts) == MOST_MEMBERS:
            raise Broken(f"more than {MOST_MEMBERS} members in one gzip file")
        try:
            plain, at = _stream(body, _head_end(body, at), ceiling)
        except (isal_zlib.error, Broken) as error:  # type: ignore[misc]
            if parts:
                break
            raise Broken(str(error)) from error
        parts.append(plain)
        ceiling -= len(plain)
        at += _SUMS
    return parts[0] if len(parts) == 1 else b"".join(parts)


def _head_end(body: bytes, at: int) -> int:
    """Where the head of the gzip member at *at* ends (RFC 1952): ten bytes, and what its flags announce. Raises Broken."""
    if body[at + 2 : at + 3] not in (b"", bytes([_DEFLATE])):
        raise Broken("a gzip member of no deflate")
    flags, end = body[at + 3] if len(body) > at + 3 else 0, at + 10
    if flags & 4:
        end += 2 + int.from_bytes(body[end : end + 2], "little")
    for flag in (8, 16):  # a name, a remark
        if flags & flag:
            end = body.find(b"\0", end) + 1 or len(body)
    return end + (2 if flags & 2 else 0)


def _stream(body: bytes, at: int, ceiling: int) -> tuple[bytes, int]:
    """The bare stream that begins at *at*, and where it ends; every byte is handed over once, and copied back once at most."""
    worker = isal_zlib.decompressobj(wbits=_BARE)
    parts: list[bytes] = []
    whole, size = memoryview(body), _FIRST_PIECE
    while at < len(body) and not worker.eof:
        piece = whole[at : at + size]
        plain: bytes = worker.decompress(piece, ceiling + 1)
        ceiling -= len(plain)
        if ceiling < 0:
            raise TooLarge
        parts.append(plain)
        at += len(piece) - len(worker.unused_data)
        size = min(size * 2, _LARGEST_PIECE)
    return b"".join(parts), at
