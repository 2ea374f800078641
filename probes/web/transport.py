"""
One request over one fresh connection to an address that was checked, with a clock for every phase.

Under httpx's API, because measuring a visit is the visit: the stock transport hides phases, picks the
address itself and costs four times as much.
"""

import asyncio
import socket
import ssl
from collections.abc import Callable, Sequence
from typing import Any

import httpx

from probes.web.message import BadMessage, CutShort, Message, Recording
from probes.web.tls import Profile, context

#: Bytes on the wire for one document.
BODY_CEILING = 8 * 1024 * 1024
#: How long an address that does not answer may keep us from the host's next one.
ADDRESS_SHARE_S = 3.0


class VisitTransport(httpx.AsyncBaseTransport):
    """
    `httpx.AsyncBaseTransport` that opens, asks once and closes.

    Reads from `request.extensions`: *addresses* (IPs to connect to, in order), *profile* (TLS), *recording*.
    Raises httpx's own exceptions, and HeadTooLarge and BodyTooLarge; the response's stream holds the bytes as
    sent, chunks undone.
    """

    def __init__(
        self,
        timer: Callable[[], float],
        body_ceiling: int = BODY_CEILING,
        address_share_s: float = ADDRESS_SHARE_S,
        contexts: Callable[[Profile], ssl.SSLContext] = context,
    ) -> None:
        self._timer = timer
        self._ceiling = body_ceiling
        self._share_s = address_share_s
        self._contexts = contexts

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Connect, send, read the whole answer, close."""
        recording: Recording = request.extensions.get("recording") or Recording()
        message = Message(recording, is_head=request.method == "HEAD", ceiling=self._ceiling)
        line = _Line(message, recording, self._timer)
        content = await request.aread()
        try:
            await self._connect(request, recording, line)
            recording.phase = "first_byte"
            await line.ask(_head(request) + content)
        except CutShort as error:
            raise httpx.RemoteProtocolError(str(error), request=request) from error
        except BadMessage as error:
            raise httpx.RemoteProtocolError(str(error), request=request) from error
        except OSError as error:
            kind = httpx.ConnectError if recording.phase in ("connect", "tls") else httpx.ReadError
            raise kind(str(error) or type(error).__name__, request=request) from error
        finally:
            line.hang_up()
        recording.phase = "done"
        assert recording.status is not None
        return httpx.Response(
            recording.status,
            headers=[(name.encode("latin-1"), value.encode("latin-1")) for name, value in recording.headers],
            stream=httpx.ByteStream(recording.body),
            extensions={"reason_phrase": recording.reason_phrase.encode("latin-1")},
            request=request,
        )

    async def _connect(self, request: httpx.Request, recording: Recording, line: "_Line") -> None:
        """A connection to the first address that takes one, then the handshake."""
        host, scheme = request.url.raw_host.decode("ascii"), request.url.scheme
        port = request.url.port or (443 if scheme == "https" else 80)
        begun = self._timer()
        connected = await self._dial(request.extensions.get("addresses") or (host,), port, recording)
        recording.connect_s = self._timer() - begun
        loop = asyncio.get_running_loop()
        if scheme != "https":
            await loop.create_connection(lambda: line, sock=connected)
            return
        recording.phase, begun = "tls", self._timer()
        transport, _ = await loop.create_connection(
            lambda: line,
            sock=connected,
            ssl=self._contexts(request.extensions.get("profile", Profile.VERIFY)),
            server_hostname=host,
            ssl_handshake_timeout=3600,  # the visit's own budget decides
        )
        recording.tls_s = self._timer() - begun
        _keep_certificate(transport.get_extra_info("ssl_object"), recording)

    async def _dial(self, addresses: Sequence[str], port: int, recording: Recording) -> socket.socket:
        """As browsers do, go on to the host's next address when one refuses or keeps silent."""
        recording.phase = "connect"
        for address in addresses[:-1]:
            recording.address = address
            try:
                async with asyncio.timeout(self._share_s):
                    return await _open(address, port)
            except OSError:  # TimeoutError is one
                continue
        recording.address = addresses[-1]
        return await _open(addresses[-1], port)


async def _open(address: str, port: int) -> socket.socket:
    made = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_STREAM)
    try:
        made.setblocking(False)
        await asyncio.get_running_loop().sock_connect(made, (address, port))
    except BaseException:
        made.close()
        raise
    return made


def _keep_certificate(connection: Any, recording: Recording) -> None:
    recording.tls_version = connection.version() or ""
    recording.certificate = connection.getpeercert(True) or b""
    # Public only from Python 3.13 on; without it a chain counts as merely untrusted.
    inner = getattr(connection, "_sslobj", connection)
    chain = getattr(inner, "get_unverified_chain", list)
    recording.certificates_sent = len(chain() or ())


class _Line(asyncio.Protocol):
    """One connection: sends the question, wakes its asker when the answer is whole or lost."""

    def __init__(self, message: Message, recording: Recording, timer: Callable[[], float]) -> None:
        self._message = message
        self._recording = recording
        self._timer = timer
        self._begun = 0.0
        self._transport: asyncio.Transport | None = None
        self._over: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    async def ask(self, question: bytes) -> None:
        """Send, and return when the whole answer is in the recording."""
        self._begun = self._timer()
        if self._transport is not None:
            self._transport.write(question)
        await self._over

    def hang_up(self) -> None:
        """Close at once; a visit leaves nothing behind."""
        if self._transport is not None:
            self._transport.abort()
            self._transport = None
        self._message.let_go()
        if not self._over.done():
            self._over.cancel()
        elif not self._over.cancelled():
            self._over.exception()  # seen: a handshake that failed is told by its own error

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """The connection is up (TLS included)."""
        self._transport = transport  # type: ignore[assignment]

    def data_received(self, data: bytes) -> None:
        """Some of the answer."""
        if self._over.done():
            return
        if self._recording.first_byte_s is None:
            self._recording.first_byte_s = self._timer() - self._begun
        try:
            self._message.feed(data)
        except Exception as error:  # whatever it is, the asker must hear of it
            self._over.set_exception(error)
            return
        if self._message.is_whole:
            self._over.set_result(None)

    def eof_received(self) -> bool:
        """The server has said all; TLS servers often forget to say so properly."""
        self._end(None)
        return False

    def connection_lost(self, error: Exception | None) -> None:
        """The connection is gone."""
        self._end(error)

    def _end(self, error: Exception | None) -> None:
        if self._over.done():
            return
        try:
            if error is not None and not isinstance(error, ssl.SSLError):
                raise error
            self._message.end()
        except Exception as reason:  # handed on, not swallowed
            self._over.set_exception(reason)
        else:
            self._over.set_result(None)


def _head(request: httpx.Request) -> bytes:
    lines = [request.method.encode() + b" " + request.url.raw_path + b" HTTP/1.1"]
    lines += [name + b": " + value for name, value in request.headers.raw]
    return b"\r\n".join([*lines, b"", b""])
