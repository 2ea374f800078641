"""The server under the application: uvicorn, and nobody who is slow or sends much takes it away from others."""

import asyncio
from collections import OrderedDict
from dataclasses import dataclass
from typing import Any

import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long one connection may take, and how much it may send; times in seconds."""

    head_s: float = 10  #: from opening, or from the first byte of a later request, to the end of its head
    body_s: float = 30  #: from there to the end of its body
    write_s: float = 60  #: without one byte of our answer being taken
    head_bytes: int = 32 * 1024
    headers: int = 100
    connections: int = (
        500  #: at once; at one more, the one that has been silent or half-sent the longest is closed
    )


def settings(app: ASGIApp, patience: Patience | None = None, **more: Any) -> uvicorn.Config:
    """uvicorn's configuration for *app*, with *patience*; *more* as uvicorn has it."""
    waiting: OrderedDict[_Guarded, None] = OrderedDict()
    limits = patience or Patience()

    class Guarded(_Guarded):
        def __init__(self, *positional: Any, **named: Any) -> None:
            super().__init__(*positional, **named)
            self.patience, self.waiting = limits, waiting

    return uvicorn.Config(app, http=Guarded, ws="none", server_header=False, access_log=False, **more)


class _Refused(Exception):
    """The head is larger than any of ours."""


class _Guarded(HttpToolsProtocol):
    """uvicorn's protocol with limits on the time that a head, a body and a reader may take, and on the head's size."""

    patience: Patience
    waiting: "OrderedDict[_Guarded, None]"  #: connections between requests or in the middle of a head, oldest first

    def __init__(self, *positional: Any, **named: Any) -> None:
        super().__init__(*positional, **named)
        self._reading: asyncio.TimerHandle | None = None
        self._writing: asyncio.TimerHandle | None = None
        self._in_head, self._head_bytes = True, 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        if len(self.connections) > self.patience.connections:
            longest = next(iter(self.waiting), self)
            longest.waiting.pop(longest, None)
            longest.transport.abort()
            if longest is self:
                return
        self._await_head()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop(self._reading)
        self._stop(self._writing)
        self.waiting.pop(self, None)
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self._reading is None and self._in_head:
            self._await_head()
        if self._in_head:
            self._head_bytes += len(data)
        super().data_received(data)
        if self._in_head and self._head_bytes > self.patience.head_bytes:
            self.send_400_response("The head of this request is too long.")

    def on_message_begin(self) -> None:
        super().on_message_begin()
        if self._reading is None:
            self._await_head()

    def on_header(self, name: bytes, value: bytes) -> None:
        if len(self.headers) >= self.patience.headers:
            raise _Refused
        super().on_header(name, value)

    def on_headers_complete(self) -> None:
        self._in_head = False
        self.waiting.pop(self, None)
        self._stop(self._reading)
        self._reading = self.loop.call_later(self.patience.body_s, self._give_up)
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        self._stop(self._reading)
        self._reading, self._in_head, self._head_bytes = None, True, 0
        super().on_message_complete()

    def on_response_complete(self) -> None:
        super().on_response_complete()
        if not self.transport.is_closing() and self._in_head and not self.pipeline:
            self.waiting[self] = None

    def pause_writing(self) -> None:
        super().pause_writing()
        self._stop(self._writing)
        self._writing = self.loop.call_later(self.patience.write_s, self._give_up)

    def resume_writing(self) -> None:
        self._stop(self._writing)
        self._writing = None
        super().resume_writing()

    def _await_head(self) -> None:
        self._reading = self.loop.call_later(self.patience.head_s, self._give_up)
        if self.cycle is None or self.cycle.response_complete:
            self.waiting[self] = None
            self.waiting.move_to_end(self)

    def _give_up(self) -> None:
        """Close, without waiting for whoever does not read to take what is left."""
        self.transport.abort()

    @staticmethod
    def _stop(timer: asyncio.TimerHandle | None) -> None:
        if timer is not None:
            timer.cancel()
