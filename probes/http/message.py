"""One HTTP/1.1 answer, parsed as it comes, with the head tidied as browsers do."""

import re
from dataclasses import dataclass, field
from typing import Any

import httptools

#: Browsers give up somewhere here; so do we.
HEAD_CEILING = 256 * 1024
#: One line of it, all of them, and lines that go on with the one before (obsolete since 2014).
LINE_CEILING, MOST_LINES, MOST_FOLDED = 128 * 1024, 1000, 20
#: Statuses by which a Location sends the reader on.
REDIRECTS = frozenset({301, 302, 303, 307, 308})
#: Answers of the 1xx kind before the real one.
MOST_INTERIM = 10
#: Bytes of framing (chunk sizes, trailers) for each byte of the body, beyond a header's worth.
MOST_FRAMING = 8
#: Pieces smaller than this are gathered: a body in chunks of one byte must not cost fifty bytes each.
_SMALL = 4096

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
#: The head of nearly every answer, whole in its first piece: nothing in it is to be tidied.
_ORDINARY = re.compile(
    rb"HTTP/1\.1 (200|304)(?: ([A-Za-z]+(?: [A-Za-z]+)*+))?\r\n((?:[!#$%&'*+.^_`|~0-9A-Za-z-]++:[\x20-\x7e]*+\r\n){1,100}+)\r\n"
)
#: Longer heads, and lines that say how the body is framed in other words than a length, are read by the whole parser.
_ORDINARY_HEAD = 16 * 1024
_FRAMING = frozenset({"transfer-encoding", "upgrade", "proxy-connection", "trailer"})


class BadMessage(Exception):
    """The bytes are no HTTP answer that a browser would open."""


class CutShort(Exception):
    """The connection ended before the answer did."""


class HeadTooLarge(Exception):
    """The header is larger than any browser takes, or has more or longer lines."""


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
    last_at_s: float | None = None  #: by the timer, when something of the answer came last
    status: int | None = None
    reason_phrase: str = ""
    headers: list[tuple[str, str]] = field(default_factory=list)
    chunks: list[bytes | bytearray] = field(default_factory=list)
    certificate: bytes = b""  #: the server's own, DER
    certificates_sent: int = 0
    tls_version: str = ""  #: as negotiated: TLSv1.3

    @property
    def body(self) -> bytes:
        """The body as sent, chunks undone; one object however often it is asked for."""
        if len(self.chunks) != 1 or not isinstance(self.chunks[0], bytes):
            self.chunks[:] = [b"".join(self.chunks)]
        return bytes(self.chunks[0])

    def remember(self, other: "Recording") -> None:
        """What a connection that *other* met already knows."""
        self.address = other.address
        self.certificate, self.certificates_sent = other.certificate, other.certificates_sent
        self.tls_version = other.tls_version

    def begin_anew(self) -> None:
        """Forget the answer: it was nobody's."""
        self.phase, self.first_byte_s, self.status, self.reason_phrase = "connect", None, None, ""
        self.headers, self.chunks = [], []

    def values(self, name: str) -> list[str]:
        """What every header line of that lower-case *name* says."""
        return [value for key, value in self.headers if key.lower() == name]


class ResponseParser:
    """Feed it what comes over the wire, and `end()` when the server closes."""

    def __init__(self, recording: Recording, *, is_head: bool, ceiling: int, straight: bool = True) -> None:
        """*straight*: an ordinary answer is taken apart at once; False, for comparing: none is."""
        self.is_whole = False
        self.may_go_on = False  #: whole, and the server takes another question on this connection
        self._recording = recording
        self._is_head = is_head
        self._straight = straight
        self._ceiling = ceiling
        self._head = bytearray()
        self._searched = 0
        self._size = 0
        self._wire = 0
        self._interim = 0
        self._in_body = False
        self._phrase = b""
        self._left: int | None = None  #: bytes of an ordinary answer's body that are still to come
        self._parser: Any = None  #: made when an answer is not an ordinary one

    def _new_parser(self) -> Any:
        parser = httptools.HttpResponseParser(self)
        parser.set_dangerous_leniencies(**_LENIENT)
        return parser

    def feed(self, data: bytes) -> None:
        """Take *data*. Raises BadMessage, HeadTooLarge or BodyTooLarge."""
        if self._left is not None:
            self._take_ordinary(data)
            return
        if self._in_body:
            self._parse_body(data)
            return
        if self._parser is None:
            if self._begins_ordinarily(data):
                return
            self._parser = self._new_parser()
        self._head += data
        while (cut := self._end_of_head()) is not None:
            if cut > HEAD_CEILING:
                break
            head, rest = bytes(self._head[:cut]), bytes(self._head[cut:])
            self._recording.headers.clear()
            self._parse(tidy(head))
            status = self._parser.get_status_code()
            if 100 <= status < 200:  # an interim answer; the real one follows
                self._interim += 1
                if self._interim > MOST_INTERIM:
                    raise BadMessage(f"more than {MOST_INTERIM} interim answers")
                self._parser, self._head, self._phrase = self._new_parser(), bytearray(rest), b""
                self._searched, self.is_whole = 0, False
                continue
            self._begin_body(status, rest)
            return
        if len(self._head) > HEAD_CEILING:
            raise HeadTooLarge(f"more than {HEAD_CEILING} bytes of header")

    def _begins_ordinarily(self, data: bytes) -> bool:
        """Take an ordinary answer's head, and what came of its body with it; False: it is not one, and nothing was taken."""
        may_be = self._straight and not self._is_head and not self._head and not self._interim
        found = _ORDINARY.match(data, 0, _ORDINARY_HEAD) if may_be else None
        if found is None:
            return False
        status, phrase, lines = found.groups()
        headers, length, goes_on = [], "", True
        for line in lines.decode("ascii").split("\r\n")[:-1]:
            name, _, value = line.partition(":")
            value = value.strip()
            headers.append((name, value))
            low = name.lower()
            if low == "content-length":
                if length or not value.isdigit() or len(value) > 18:
                    return False
                length = value
            elif low == "connection":
                if value.lower() not in ("close", "keep-alive") or not goes_on:
                    return False
                goes_on = value.lower() != "close"
            elif low in _FRAMING:
                return False
        size = 0 if status == b"304" else int(length or 0)
        if (not size and status != b"304") or size > self._ceiling:
            return False
        recording = self._recording
        recording.headers[:] = headers
        recording.status, recording.phase = int(status), "body"
        recording.reason_phrase = phrase.decode("ascii") if phrase else ""
        self._in_body, self.may_go_on, self._left = True, goes_on, size
        self._take_ordinary(data[found.end() :])
        return True

    def _take_ordinary(self, data: bytes) -> None:
        """The next piece of a body whose length is known; what follows it is nobody's."""
        assert self._left is not None
        if len(data) > self._left:
            data, self.may_go_on = data[: self._left], False
        if data:
            self._left -= len(data)
            self.on_body(data)
        self.is_whole = not self._left

    def _begin_body(self, status: int, rest: bytes) -> None:
        self._recording.status = status
        self._recording.reason_phrase = self._phrase.decode("latin-1")
        self._recording.phase = "body"
        self._in_body, self._head = True, bytearray()
        if self._is_head or status in (204, 304):
            self.is_whole = True
        elif rest and not self.is_whole:
            self._parse_body(rest)
            self._leave_redirect(status)
            return
        self._leave_redirect(status)
        self.may_go_on = self.may_go_on and not rest

    def _leave_redirect(self, status: int) -> None:
        """As browsers do, go where a redirect leads without waiting for what it says besides."""
        there = next(iter(self._recording.values("location")), "")
        if there and not self.is_whole and status in REDIRECTS:
            self.is_whole, self.may_go_on = True, False

    def _parse_body(self, data: bytes) -> None:
        self._wire += len(data)
        self._parse(data)
        if not self.is_whole and self._wire > self._size * (1 + MOST_FRAMING) + HEAD_CEILING:
            raise BadMessage("hardly anything but chunk sizes and trailers")

    def _parse(self, data: bytes) -> None:
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserError as error:
            if isinstance(error.__context__, BodyTooLarge):
                raise error.__context__ from None
            if not self.is_whole:
                raise BadMessage(str(error)) from error
            self.may_go_on = False  # what follows a whole answer is nobody's

    def _end_of_head(self) -> int | None:
        """Where the head ends, whichever line ends the server uses."""
        if self._searched == 0:  # blank lines before the answer
            blank = len(self._head) - len(self._head.lstrip(b"\r\n"))
            del self._head[:blank]
        ends = [
            at + len(mark)
            for mark in (b"\n\r\n", b"\n\n")
            if (at := self._head.find(mark, self._searched)) >= 0
        ]
        self._searched = max(0, len(self._head) - 2)
        return min(ends, default=None)

    def end(self) -> None:
        """The server closed the connection. Raises BadMessage or CutShort when that was too early."""
        if self.is_whole:
            return
        if not self._in_body:
            if self._head:
                raise BadMessage("closed within the header")
            raise CutShort("closed without an answer")
        if any("chunked" in value.lower() for value in self._recording.values("transfer-encoding")):
            raise CutShort("closed between chunks")
        length = next(iter(self._recording.values("content-length")), "")
        if length and self._size < int(length):
            raise CutShort(f"closed after {self._size} of {length} bytes")
        self.is_whole = True

    def let_go(self) -> None:
        """Nothing more will come. The parser and this hold each other, and with them the page."""
        self._parser = None

    def on_status(self, phrase: bytes) -> None:
        """Part of the reason phrase; of another answer when this one is whole: nobody asked for it."""
        if self.is_whole:
            self.may_go_on = False
        self._phrase += phrase

    def on_header(self, name: bytes, value: bytes) -> None:
        """One header line; what stands after the chunks (a trailer) is none of the header's."""
        if self._in_body:
            return
        self._recording.headers.append((name.decode("latin-1"), value.strip().decode("latin-1")))

    def on_body(self, data: bytes) -> None:
        """Part of the body, chunks undone."""
        if self.is_whole:
            return
        self._size += len(data)
        if self._size > self._ceiling:
            raise BodyTooLarge(f"more than {self._ceiling} bytes on the wire")
        chunks = self._recording.chunks
        if len(data) >= _SMALL:
            chunks.append(data)
        elif chunks and isinstance(chunks[-1], bytearray):
            chunks[-1] += data
        else:
            chunks.append(bytearray(data))

    def on_message_complete(self) -> None:
        """The answer is whole."""
        if not self.is_whole:
            self.is_whole, self.may_go_on = True, bool(self._parser.should_keep_alive())


def tidy(head: bytes) -> bytes:
    """
    The head as browsers read it: folded lines joined, nameless lines and blanks before colons left out.

    A length that is no number, or a second one, does not count; nor does any beside chunks. Raises HeadTooLarge for
    more lines, folded lines, or a longer line than any server needs.
    """
    lines = head.replace(b"\r\n", b"\n").strip(b"\n").split(b"\n")
    if len(lines) > MOST_LINES or max(map(len, lines)) > LINE_CEILING:
        raise HeadTooLarge(f"more than {MOST_LINES} lines of header, or {LINE_CEILING} bytes in one")
    status = lines[0] if lines[0].startswith(b"HTTP/") else b"HTTP/1.0 " + lines[0].partition(b" ")[2]
    headers: list[tuple[bytes, bytes]] = []
    folded = 0
    for line in lines[1:]:
        if line[:1] in (b" ", b"\t"):
            folded += 1
            if folded > MOST_FOLDED:
                raise HeadTooLarge(f"more than {MOST_FOLDED} folded lines of header")
            if headers:
                headers[-1] = (headers[-1][0], headers[-1][1] + b" " + line.strip())
            continue
        name, colon, value = line.partition(b":")
        name = name.rstrip()
        if colon and name and _TOKEN.issuperset(name):
            headers.append((name, value.strip().replace(b"\0", b"").replace(b"\r", b"")))
    return b"\r\n".join(
        [status.rstrip(), *(name + b": " + value for name, value in _one_length(headers)), b"", b""]
    )


def _one_length(headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    chunked = any(
        name.lower() == b"transfer-encoding" and b"chunked" in value.lower() for name, value in headers
    )
    tidied, found = [], chunked
    for name, value in headers:
        if name.lower() == b"content-length":
            value = value.split(b",")[0].strip()
            if found or not value.isdigit() or len(value) > 18:
                continue
            found = True
        tidied.append((name, value))
    return tidied
