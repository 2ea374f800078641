"""
One exchange as WARC records: the request, and the response (or `revisit`), each a gzip member of its own.

Written by hand, as a library takes longer to write a page down than it takes to fetch it; warcio reads them back.
"""

from collections.abc import Iterable
from datetime import UTC, datetime

from isal import isal_zlib

from monitor.domain.observation import Exchange
from monitor.domain.timing import check_aware
from storage.db.ids import uuid4

_REVISIT = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
_GZIP = 31  #: in zlib's words

Headers = Iterable[tuple[str, str]]


def records(exchange: Exchange, sha256: str, *, again: bool) -> bytes:
    """
    The records of *exchange*, whose body has that *sha256*; the request alone when no answer came.

    *again*: the same body stands in full elsewhere in this file, so this one is left out.
    """
    common = _common(exchange.at, exchange.url, exchange.address, exchange.note)
    asked = _http(f"{exchange.method} {exchange.url} HTTP/1.1", exchange.request_headers)
    written = _record("request", common, asked + exchange.request_body)
    if exchange.status is None:
        return written
    common.append(("WARC-Payload-Digest", f"sha256:{sha256}"))
    if again:
        common.append(("WARC-Profile", _REVISIT))
    answered = _http(f"HTTP/1.1 {exchange.status} {exchange.reason_phrase}".strip(), _plain(exchange.headers))
    body = b"" if again else exchange.body
    return written + _record("revisit" if again else "response", common, answered + body)


def head_lines(at: datetime, url: str, address: str, note: str) -> frozenset[bytes]:
    """The lines that the head of every record of such an exchange has."""
    return frozenset(f"{name}: {_line(value)}".encode() for name, value in _common(at, url, address, note))


def _common(at: datetime, url: str, address: str, note: str) -> list[tuple[str, str]]:
    moment = check_aware(at).astimezone(UTC)
    found = [("WARC-Date", f"{moment:%Y-%m-%dT%H:%M:%S.%fZ}"), ("WARC-Target-URI", url)]
    if address:
        found.append(("WARC-IP-Address", address))
    if note:
        found.append(("X-Monitor-Note", note[:200]))
    return found


def _record(kind: str, headers: Headers, block: bytes) -> bytes:
    own = (
        ("WARC-Type", kind),
        ("WARC-Record-ID", f"<urn:uuid:{uuid4()}>"),
        *headers,
        ("Content-Type", f"application/http; msgtype={'request' if kind == 'request' else 'response'}"),
        ("Content-Length", str(len(block))),
    )
    lines = "".join(f"{name}: {_line(value)}\r\n" for name, value in own)
    written: bytes = isal_zlib.compress(
        b"".join((b"WARC/1.1\r\n", lines.encode(), b"\r\n", block, b"\r\n\r\n")), 1, _GZIP
    )
    return written


def _http(first: str, headers: Headers) -> bytes:
    """A head as it went over the wire, where every byte is a letter of latin-1; what is none is ours."""
    head = "".join(
        (f"{_line(first)}\r\n", *(f"{name}: {_line(value)}\r\n" for name, value in headers), "\r\n")
    )
    try:
        return head.encode("latin-1")
    except UnicodeEncodeError:
        return head.encode()


def _plain(headers: Headers) -> Headers:
    """The body is kept without its chunks, so the header that announces them is renamed."""
    for name, value in headers:
        yield ("X-Monitor-Transfer-Encoding" if name.lower() == "transfer-encoding" else name), value


def _line(value: str) -> str:
    return value.replace("\r\n", " ").replace("\n", " ").replace("\r", " ")
