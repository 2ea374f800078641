"""One question over a connected socket without TLS, asked once: the way of nearly every visit, no transport of the loop between."""

import asyncio
import contextlib
import socket
from collections.abc import Callable

from probes.http.connection import take
from probes.http.message import Recording, ResponseParser

#: Bytes taken at a time.
_PIECE = 64 * 1024


class PlainLine:
    """Tells of an answer what `Connection` tells of it, with a quarter of its steps."""

    __slots__ = ("_begun", "_connected", "_left", "_loop", "_message", "_over", "_recording", "_timer")

    def __init__(self, connected: socket.socket, message: ResponseParser, recording: Recording) -> None:
        """*connected*: not blocking; it is closed when the question is over, however it ends."""
        self._connected = connected
        self._message = message
        self._recording = recording
        self._loop = asyncio.get_running_loop()
        self._over: asyncio.Future[None] = self._loop.create_future()
        self._left = b""
        self._begun = 0.0
        self._timer: Callable[[], float] = self._loop.time

    async def ask(self, question: bytes, timer: Callable[[], float]) -> None:
        """Send, and return when the whole answer is in the recording. Raises what `Connection.ask` raises."""
        connected, loop, over = self._connected, self._loop, self._over
        number = connected.fileno()  # the loop is quicker with the number than with the socket
        self._timer, self._left = timer, question
        self._begun = timer()
        try:
            self._send()
            if self._left:
                loop.add_writer(number, self._write)
            loop.add_reader(number, self._read)
            await over
        finally:
            loop.remove_reader(number)
            if self._left:
                loop.remove_writer(number)
            connected.close()
            self._message.let_go()
            if over.done() and not over.cancelled():
                over.exception()  # seen: what failed is told by its own error

    def _send(self) -> None:
        with contextlib.suppress(BlockingIOError, InterruptedError):
            self._left = self._left[self._connected.send(self._left) :]

    def _write(self) -> None:
        """There is room for more of the question."""
        try:
            self._send()
        except OSError as error:
            self._end(error)
        if not self._left or self._over.done():
            self._left = b""
            self._loop.remove_writer(self._connected.fileno())

    def _read(self) -> None:
        """Some of the answer, or its end."""
        try:
            data = self._connected.recv(_PIECE)
        except (BlockingIOError, InterruptedError):
            return
        except OSError as error:
            self._end(error)
            return
        if not data:
            self._end(None)
            return
        if self._over.done():
            return
        recording = self._recording
        recording.last_at_s = now_s = self._timer()
        if recording.first_byte_s is None:
            recording.first_byte_s = now_s - self._begun
        take(self._message, data, self._over)

    def _end(self, error: Exception | None) -> None:
        self._loop.remove_reader(self._connected.fileno())
        if self._over.done():
            return
        try:
            if error is not None:
                raise error
            self._message.end()
        except Exception as reason:  # handed on, not swallowed
            self._over.set_exception(reason)
        else:
            self._over.set_result(None)
