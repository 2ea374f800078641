"""
One request over one fresh connection to an address that was checked, with a clock for every phase.

Under httpx's API, because measuring a visit is the visit: the stock transport hides phases, picks the
address itself and costs four times as much.
"""

import asyncio
import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import httptools
import httpx

from probes._tls import Profile, context

#: Browsers give up somewhere here; so do we.
HEAD_CEILING = 256 * 1024
#: Bytes on the wire for one document.
BODY_CEILING = 16 * 1024 * 1024
_CHUNK = 64 * 1024

_LENIENT = dict.fromkeys(
    (
        "lenient_headers",
        "lenient_chunked_length",
        "lenient_keep_alive",
        "lenient_transfer_encoding",
        "lenient_version",
        "lenient_data_after_close",
        "lenient_optional_lf_after_cr",
        "lenient_optional_cr_before_lf",
        "lenient_optional_crlf_after_chunk",
        "lenient_spaces_after_chunk_size",
    ),
    True,
)
_TOKEN = frozenset(b"!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")


class HeadTooLarge(Exception):
    """The header is larger than any browser takes."""


class BodyTooLarge(Exception):
    """The body on the wire is larger than the ceiling."""


@dataclass(slots=True)
class Recording:
    """What a request met so far; stays readable when the request is cancelled half-way."""

    address: str = ""
    phase: str = "connect"  #: connect | tls | first_byte | body | done
    connect_s: float | None = None
    tls_s: float | None = None
    first_byte_s: float | None = None
    status: int | None = None
    reason_phrase: str = ""
    headers: list[tuple[str, str]] = field(default_factory=list)
    body: bytearray = field(default_factory=bytearray)
    certificate: dict[str, Any] = field(default_factory=dict)


class VisitTransport(httpx.AsyncBaseTransport):
    """
    `httpx.AsyncBaseTransport` that opens, asks once and closes.

    Reads from `request.extensions`: *address* (the IP to connect to), *profile* (TLS), *recording*.
    Raises httpx's own exceptions; the response's stream holds the bytes as sent, chunks undone.
    """

    def __init__(self, timer: Callable[[], float], body_ceiling: int = BODY_CEILING) -> None:
        self._timer = timer
        self._ceiling = body_ceiling

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Connect, send, read the whole answer, close."""
        recording: Recording = request.extensions.get("recording") or Recording()
        reader, writer = await self._connect(request, recording)
        try:
            begun = self._timer()
            recording.phase = "first_byte"
            writer.write(_head(request) + await request.aread())
            await writer.drain()
            await self._read(request, reader, recording, begun)
        except (ConnectionError, ssl.SSLError, OSError) as error:
            raise httpx.ReadError(str(error) or type(error).__name__, request=request) from error
        finally:
            writer.transport.abort()
        recording.phase = "done"
        assert recording.status is not None
        return httpx.Response(
            recording.status,
            headers=[
                (name.encode("latin-1", "replace"), value.encode("latin-1", "replace"))
                for name, value in recording.headers
            ],
            stream=httpx.ByteStream(bytes(recording.body)),
            extensions={"reason_phrase": recording.reason_phrase.encode("latin-1", "replace")},
            request=request,
        )

    async def _connect(
        self, request: httpx.Request, recording: Recording
    ) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        host = request.url.host
        address = request.extensions.get("address") or host
        port = request.url.port or (443 if request.url.scheme == "https" else 80)
        recording.address, recording.phase = address, "connect"
        begun = self._timer()
        try:
            reader, writer = await asyncio.open_connection(address, port, limit=_CHUNK)
        except OSError as error:
            raise httpx.ConnectError(str(error), request=request) from error
        recording.connect_s = self._timer() - begun
        if request.url.scheme == "https":
            begun = self._timer()
            recording.phase = "tls"
            try:
                await writer.start_tls(
                    context(request.extensions.get("profile", Profile.VERIFY)),
                    server_hostname=host,
                    ssl_handshake_timeout=3600,  # the visit's own budget decides
                )
            except BaseException as error:
                writer.transport.abort()
                if isinstance(error, OSError):
                    raise httpx.ConnectError(str(error), request=request) from error
                raise
            recording.tls_s = self._timer() - begun
            recording.certificate = writer.get_extra_info("peercert") or {}
        return reader, writer

    async def _read(
        self, request: httpx.Request, reader: asyncio.StreamReader, recording: Recording, begun: float
    ) -> None:
        message = _Message(recording, request.method == "HEAD", self._ceiling)
        while not message.is_whole():
            data = await reader.read(_CHUNK)
            if recording.first_byte_s is None and data:
                recording.first_byte_s = self._timer() - begun
            if not data:
                message.end(request)
                return
            try:
                message.feed(data)
            except httptools.HttpParserError as error:
                if message.is_whole():  # what follows a whole answer is nobody's
                    return
                raise httpx.RemoteProtocolError(str(error), request=request) from error


class _Message:
    """One response, parsed as it comes; the head is tidied first, as browsers do."""

    def __init__(self, recording: Recording, is_head: bool, ceiling: int) -> None:
        self._recording = recording
        self._is_head = is_head
        self._ceiling = ceiling
        self._head = bytearray()
        self._in_body = False
        self._phrase = b""
        self._parser = self._new_parser()
        self.complete = False

    def _new_parser(self) -> Any:
        parser = httptools.HttpResponseParser(self)
        parser.set_dangerous_leniencies(**_LENIENT)
        return parser

    def is_whole(self) -> bool:
        """Whether nothing more is to come."""
        return self.complete

    def feed(self, data: bytes) -> None:
        """Take what came over the wire."""
        if self._in_body:
            self._parser.feed_data(data)
            return
        self._head += data
        while (cut := _end_of_head(self._head)) is not None:
            head, rest = bytes(self._head[:cut]), bytes(self._head[cut:])
            self._parser.feed_data(_tidy(head))
            status = self._parser.get_status_code()
            if 100 <= status < 200:  # an interim answer; the real one follows
                self._parser, self._head, self._phrase = self._new_parser(), bytearray(rest), b""
                self._recording.headers.clear()
                self.complete = False
                continue
            self._recording.status = status
            self._recording.reason_phrase = self._phrase.decode("latin-1")
            self._recording.phase = "body"
            self._in_body, self._head = True, bytearray()
            if self._is_head or status in (204, 304):
                self.complete = True
            elif rest and not self.complete:
                self._parser.feed_data(rest)
            return
        if len(self._head) > HEAD_CEILING:
            raise HeadTooLarge

    def end(self, request: httpx.Request) -> None:
        """The server closed the connection."""
        if not self._in_body:
            raise httpx.RemoteProtocolError("closed before an answer", request=request)
        names = {name.lower(): value for name, value in self._recording.headers}
        length = names.get("content-length", "")
        if "chunked" in names.get("transfer-encoding", "").lower():
            raise httpx.RemoteProtocolError("closed in the middle of a chunk", request=request)
        if length.isdigit() and len(self._recording.body) < int(length):
            raise httpx.RemoteProtocolError(
                f"closed after {len(self._recording.body)} of {length} bytes", request=request
            )
        self.complete = True

    def on_status(self, phrase: bytes) -> None:
        """Part of the reason phrase."""
        self._phrase += phrase

    def on_header(self, name: bytes, value: bytes) -> None:
        """One header line."""
        self._recording.headers.append((name.decode("latin-1"), value.strip().decode("latin-1")))

    def on_body(self, data: bytes) -> None:
        """Part of the body, chunks undone."""
        self._recording.body += data
        if len(self._recording.body) > self._ceiling:
            raise BodyTooLarge

    def on_message_complete(self) -> None:
        """The answer is whole."""
        self.complete = True


def _end_of_head(data: bytearray) -> int | None:
    """Where the head ends, whichever line ends the server uses."""
    ends = [at + len(mark) for mark in (b"\r\n\r\n", b"\n\n", b"\n\r\n") if (at := data.find(mark)) >= 0]
    return min(ends, default=None)


def _tidy(head: bytes) -> bytes:
    """The head with what browsers pass over left out: nameless lines, blanks before colons, doubled lengths."""
    lines = head.replace(b"\r\n", b"\n").rstrip(b"\n").split(b"\n")
    status = lines[0] if lines[0].startswith(b"HTTP/") else b"HTTP/1.0 " + lines[0].partition(b" ")[2]
    kept: list[bytes] = []
    lengths: set[bytes] = set()
    for line in lines[1:]:
        if line[:1] in (b" ", b"\t"):
            if kept:
                kept[-1] += b" " + line.strip()
            continue
        name, colon, value = line.partition(b":")
        name = name.rstrip()
        if not colon or not name or not _TOKEN.issuperset(name):
            continue
        if name.lower() == b"content-length":
            value = value.strip().split(b",")[0].strip()
            if lengths or not value.isdigit():
                continue
            lengths.add(value)
        kept.append(name + b": " + value.strip().replace(b"\0", b""))
    return b"\r\n".join([status, *kept, b"", b""])


def _head(request: httpx.Request) -> bytes:
    lines = [f"{request.method} {request.url.raw_path.decode('ascii')} HTTP/1.1".encode()]
    lines += [name + b": " + value for name, value in request.headers.raw]
    return b"\r\n".join([*lines, b"", b""])
