"""One connection: asks, wakes its asker when the answer is whole or lost, and may be kept for the next question."""

import asyncio
import ssl
from collections.abc import Callable

from probes.http.message import Recording, ResponseParser


def take(message: ResponseParser, data: bytes, over: asyncio.Future[None]) -> None:
    """Some more of an answer, of which the asker hears by *over*: that it is whole, or what went wrong."""
    try:
        message.feed(data)
    except Exception as error:  # whatever it is, the asker must hear of it
        over.set_exception(error)
        return
    if message.is_whole:
        over.set_result(None)


class Connection(asyncio.Protocol):
    """
    A connection to one address; one question at a time.

    *address* and the TLS facts stay with it, as the next question's recording wants them too.
    """

    def __init__(self, timer: Callable[[], float]) -> None:
        self.handshake = Recording()  #: the address, and what the TLS handshake told
        self.dropped: Callable[[], None] = lambda: None  #: called when the connection ends while it is idle
        self._timer = timer
        self._begun = 0.0
        self._transport: asyncio.Transport | None = None
        self._message: ResponseParser | None = None
        self._recording = Recording()
        self._over: asyncio.Future[None] | None = None

    def expect(self, message: ResponseParser, recording: Recording) -> None:
        """What comes from now on is the answer."""
        self._message, self._recording = message, recording
        self._over = asyncio.get_running_loop().create_future()

    async def ask(self, question: bytes) -> None:
        """Send, and return when the whole answer is in the recording."""
        assert self._over is not None, "an answer is expected before it is asked for"
        self._begun = self._timer()
        if self._transport is not None:
            self._transport.write(question)
        await self._over

    def rest(self) -> bool:
        """Whether it may be asked again; if so, it holds nothing of the last answer."""
        message, self._message, self._over = self._message, None, None
        if message is not None:
            message.let_go()
        return message is not None and message.may_go_on and self._transport is not None

    def hang_up(self) -> None:
        """Close at once, and leave nothing behind."""
        if self._transport is not None:
            self._transport.abort()
            self._transport = None
        if self._message is not None:
            self._message.let_go()
        if self._over is not None and not self._over.done():
            self._over.cancel()
        elif self._over is not None and not self._over.cancelled():
            self._over.exception()  # seen: what failed is told by its own error

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """The connection is up (TLS included)."""
        self._transport = transport  # type: ignore[assignment]

    def data_received(self, data: bytes) -> None:
        """Some of the answer."""
        if (
            self._message is None or self._over is None
        ):  # nobody asked: whatever it is, it ends the connection
            self._drop()
            return
        if self._over.done():
            self._message.may_go_on = False
            return
        self._recording.last_at_s = now_s = self._timer()
        if self._recording.first_byte_s is None:
            self._recording.first_byte_s = now_s - self._begun
        take(self._message, data, self._over)

    def eof_received(self) -> bool:
        """The server has said all; TLS servers often forget to say so properly."""
        self._end(None)
        return False

    def connection_lost(self, error: Exception | None) -> None:
        """The connection is gone."""
        self._end(error)

    def _drop(self) -> None:
        self.hang_up()
        self.dropped()

    def _end(self, error: Exception | None) -> None:
        if self._message is None or self._over is None:
            self._drop()
            return
        if self._over.done():
            self._message.may_go_on = False
            return
        try:
            if error is not None and not isinstance(error, ssl.SSLError):
                raise error
            self._message.end()
        except Exception as reason:  # handed on, not swallowed
            self._over.set_exception(reason)
        else:
            self._over.set_result(None)
