"""
One request over one connection to an address that was checked, with a clock for every phase.

Under httpx's API, because measuring a visit is the visit: the stock transport hides phases, picks the
address itself and costs four times as much.
"""

import asyncio
import socket
import ssl
from collections.abc import Callable, Sequence
from typing import Any

import httpx

from probes.http.connection import Connection
from probes.http.connection_pool import ConnectionPool, PoolKey
from probes.http.head import place_of, write_head
from probes.http.message import BadMessage, CutShort, Recording, ResponseParser
from probes.http.plain_line import PlainLine
from probes.http.tls import Profile, context

#: Bytes on the wire for one document.
BODY_CEILING = 8 * 1024 * 1024
#: How long an address that does not answer may keep us from the host's next one.
ADDRESS_SHARE_S = 3.0


class VisitTransport(httpx.AsyncBaseTransport):
    """
    `httpx.AsyncBaseTransport` that opens, asks once and closes.

    Reads from `request.extensions`: *addresses* (IPs to connect to, in order), *profile* (TLS), *recording*, and
    *keep*: a connection of an earlier such request may be used, and this one's is kept. Only for questions that
    may be asked twice: where the server has closed a kept connection meanwhile, a fresh one is asked.
    Raises httpx's own exceptions (LocalProtocolError: the request was not fit to be sent), and HeadTooLarge and BodyTooLarge; the response's stream holds the bytes as
    sent, chunks undone.
    """

    def __init__(
        self,
        timer: Callable[[], float],
        body_ceiling: int = BODY_CEILING,
        address_share_s: float = ADDRESS_SHARE_S,
        contexts: Callable[[Profile], ssl.SSLContext] = context,
        straight: bool = True,
    ) -> None:
        """*straight*: ordinary answers take the short way; False, for comparing: nothing does."""
        self._timer = timer
        self.straight = straight
        self._ceiling = body_ceiling
        self._share_s = address_share_s
        self._contexts = contexts
        self._pool = ConnectionPool()

    def close(self) -> None:
        """Hang up what is kept."""
        self._pool.close()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Connect or take a kept connection, send, read the whole answer, close or keep."""
        recording: Recording = request.extensions.get("recording") or Recording()
        question = write_head(request) + await request.aread()
        place = place_of(request)
        try:
            await self.exchange(
                place, request.extensions.get("addresses") or (place.host,), question, recording,
                keep=bool(request.extensions.get("keep")), is_head=request.method == "HEAD",
            )  # fmt: skip
        except httpx.RequestError as error:
            error.request = request
            raise
        assert recording.status is not None
        return httpx.Response(
            recording.status,
            headers=[(name.encode("latin-1"), value.encode("latin-1")) for name, value in recording.headers],
            stream=httpx.ByteStream(recording.body),
            extensions={"reason_phrase": recording.reason_phrase.encode("latin-1")},
            request=request,
        )

    async def exchange(
        self,
        place: PoolKey,
        addresses: Sequence[str],
        question: bytes,
        recording: Recording,
        *,
        keep: bool = False,
        is_head: bool = False,
    ) -> None:
        """
        The same without httpx's objects: *question*, whole, to one of *addresses*; the answer is in *recording* then.

        Raises what `handle_async_request` raises.
        """
        try:
            message = ResponseParser(
                recording, is_head=is_head, ceiling=self._ceiling, straight=self.straight
            )
            if self.straight and not keep and place.scheme == "http":
                connected = await self._connect(place, addresses, recording)
                recording.phase = "first_byte"
                await PlainLine(connected, message, recording).ask(question, self._timer)
            elif not keep or not await self._again(place, addresses, question, message, recording):
                message = ResponseParser(
                    recording, is_head=is_head, ceiling=self._ceiling, straight=self.straight
                )
                await self._ask(Connection(self._timer), place, addresses, question, message, recording, keep)
        except (CutShort, BadMessage) as error:
            raise httpx.RemoteProtocolError(str(error)) from error
        except OSError as error:
            kind = httpx.ConnectError if recording.phase in ("connect", "tls") else httpx.ReadError
            raise kind(str(error) or type(error).__name__) from error
        recording.phase = "done"

    async def _again(
        self,
        place: PoolKey,
        addresses: Sequence[str],
        question: bytes,
        message: ResponseParser,
        recording: Recording,
    ) -> bool:
        """Ask over a kept connection; False: there is none, or it turned out to be closed, or about to be."""
        line = self._pool.take(place, addresses)
        if line is None:
            return False
        try:
            await self._ask(line, place, addresses, question, message, recording, True)
        except (CutShort, OSError):
            if recording.first_byte_s is not None:
                raise
        else:
            if recording.status != 408:  # said to whoever kept silent before us
                return True
        recording.begin_anew()
        return False

    async def _ask(
        self,
        line: Connection,
        place: PoolKey,
        addresses: Sequence[str],
        question: bytes,
        message: ResponseParser,
        recording: Recording,
        keep: bool,
    ) -> None:
        """One question over *line*, connected first if it is new; kept afterwards where it may be."""
        line.expect(message, recording)
        try:
            if line.handshake.address:
                recording.remember(line.handshake)
            else:
                await self._attach(place, addresses, recording, line)
                line.handshake.remember(recording)
            recording.phase = "first_byte"
            await line.ask(question)
            if keep and line.rest():
                self._pool.give(place, line)
                return
        except BaseException:
            line.hang_up()
            raise
        line.hang_up()

    async def _attach(
        self, place: PoolKey, addresses: Sequence[str], recording: Recording, line: Connection
    ) -> None:
        """A connection for *line*, then the handshake."""
        connected = await self._connect(place, addresses, recording)
        loop = asyncio.get_running_loop()
        if place.scheme != "https":
            await loop.create_connection(lambda: line, sock=connected)
            return
        recording.phase, begun = "tls", self._timer()
        transport, _ = await loop.create_connection(
            lambda: line,
            sock=connected,
            ssl=self._contexts(place.profile),
            server_hostname=place.host,
            ssl_handshake_timeout=3600,  # the visit's own budget decides
        )
        recording.tls_s = self._timer() - begun
        _keep_certificate(transport.get_extra_info("ssl_object"), recording)

    async def _connect(self, place: PoolKey, addresses: Sequence[str], recording: Recording) -> socket.socket:
        """A socket connected to the first address that takes one."""
        begun = self._timer()
        connected = await self._dial(addresses, place.port, recording)
        recording.connect_s = self._timer() - begun
        return connected

    async def _dial(self, addresses: Sequence[str], port: int, recording: Recording) -> socket.socket:
        """
        As browsers do, go on to the host's next address when one refuses or keeps silent.

        Where none takes it, the first one's fault is told: of a host with both, IPv4, whatever our line has of IPv6.
        """
        recording.phase, recording.address = "connect", addresses[0]
        first: OSError | None = None
        for address in addresses:
            try:
                async with asyncio.timeout(None if address is addresses[-1] else self._share_s):
                    connected = await _open(address, port)
            except OSError as error:  # TimeoutError is one
                first = first or error
                continue
            recording.address = address
            return connected
        assert first is not None, "a host without addresses is not asked"
        raise first


async def _open(address: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    made = socket.socket(family, socket.SOCK_STREAM)
    try:
        made.setblocking(False)
        made.setsockopt(
            socket.IPPROTO_TCP, socket.TCP_NODELAY, 1
        )  # a request's end waits for no acknowledgement
        if _is_number(family, address):
            there = (address, port) if family == socket.AF_INET else (address, port, 0, 0)
            await _connect_to(made, there)
        else:
            await asyncio.get_running_loop().sock_connect(made, (address, port))
    except BaseException:
        made.close()
        raise
    return made


def _is_number(family: int, address: str) -> bool:
    try:
        socket.inet_pton(family, address)
    except OSError:
        return False
    return True


async def _connect_to(made: socket.socket, there: tuple[str | int, ...]) -> None:
    """As `loop.sock_connect`, for an address that is a number: there is nothing to look up."""
    try:
        made.connect(there)
    except (BlockingIOError, InterruptedError):
        pass
    else:
        return
    loop = asyncio.get_running_loop()
    up: asyncio.Future[None] = loop.create_future()
    number = made.fileno()  # the loop is quicker with the number than with the socket
    loop.add_writer(number, _wake, up)
    try:
        await up
    finally:
        loop.remove_writer(number)
    if error := made.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR):
        raise OSError(error, f"Connect call failed {there}")


def _wake(up: asyncio.Future[None]) -> None:
    if not up.done():
        up.set_result(None)


def _keep_certificate(connection: Any, recording: Recording) -> None:
    recording.tls_version = connection.version() or ""
    recording.certificate = connection.getpeercert(True) or b""
    # Public only from Python 3.13 on; without it a chain counts as merely untrusted.
    inner = getattr(connection, "_sslobj", connection)
    chain = getattr(inner, "get_unverified_chain", list)
    recording.certificates_sent = len(chain() or ())
