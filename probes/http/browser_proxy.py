"""The browser's only way out (浏览器出口): a proxy of our own on 127.0.0.1, which asks at addresses that were checked."""

import asyncio
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager, suppress
from urllib.parse import urlsplit

from probes.http.guard import may_ask
from probes.http.resolve import Resolver

#: A request's head is no longer, in bytes; time for it, and for a connection, in seconds.
HEAD_BYTES, HEAD_S, CONNECT_S = 64 * 1024, 10.0, 10.0
#: So much may come in for one page, over all its connections, in bytes; then nothing more.
MOST_BYTES = 64 * 1024 * 1024
#: Connections at a time.
AT_ONCE = 64
_PIECE = 64 * 1024
#: Said hop by hop: not for the other side.
_OURS = ("proxy-connection:", "proxy-authorization:", "connection:", "keep-alive:", "upgrade:")


class _Refused(Exception):
    """Nothing is asked; the message is for the log of whoever looks."""


class GuardedProxy:
    """
    Resolves each name itself, refuses it when one of its addresses may not be asked, and connects to the address checked.

    Whatever the page does, be it a redirect, a frame, a script's request or a socket, comes through here, as the browser
    resolves no name of its own. Plain requests go one to a connection; protocols are not switched.
    """

    def __init__(self, resolver: Resolver, configured: Collection[tuple[str, int]]) -> None:
        self._resolver = resolver
        self._configured = frozenset(configured)
        self._seats = asyncio.Semaphore(AT_ONCE)
        self._tasks: set[asyncio.Task[None]] = set()
        self._left = MOST_BYTES
        self.refused: list[str] = []  #: hosts with ports that were not asked, the first hundred

    @asynccontextmanager
    async def listening(self) -> AsyncIterator[int]:
        """The port; what is under way when the context ends is cut off."""
        server = await asyncio.start_server(self._taken, "127.0.0.1", 0, limit=HEAD_BYTES)
        try:
            yield server.sockets[0].getsockname()[1]
        finally:
            server.close()
            for task in self._tasks:
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _taken(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None, "asyncio runs this as a task"
        self._tasks.add(task)
        try:
            async with self._seats:
                await self._serve(reader, writer)
        except (_Refused, OSError, ValueError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            with suppress(OSError):
                writer.write(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        finally:
            self._tasks.discard(task)
            writer.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        async with asyncio.timeout(HEAD_S):
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        line, *fields = head[:-4].split("\r\n")
        method, _, rest = line.partition(" ")
        target = rest.rpartition(" ")[0]
        if method == "CONNECT":
            url = f"https://{target}"
            far = await self._connect(url)
            writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
            await self._both_ways(reader, writer, *far, None)
            return
        if urlsplit(target).scheme != "http" or any(one.lower().startswith("upgrade:") for one in fields):
            raise _Refused(target)
        far = await self._connect(target)
        parts = urlsplit(target)
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        headers = [one for one in fields if not one.lower().startswith(_OURS)]
        far[1].write(
            "\r\n".join((f"{method} {path} HTTP/1.1", *headers, "Connection: close", "", "")).encode(
                "latin-1"
            )
        )
        lengths = [
            one.partition(":")[2].strip() for one in fields if one.lower().startswith("content-length:")
        ]
        await self._both_ways(reader, writer, *far, int(lengths[0]) if lengths else 0)

    async def _connect(self, url: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """A connection to the first address of *url* that takes one; all of them must be ones that may be asked."""
        parts = urlsplit(url)
        host, port = (parts.hostname or "").lower(), parts.port or (443 if parts.scheme == "https" else 80)
        named = url if parts.scheme == "http" or port != 80 else f"http://{parts.netloc}"
        try:
            async with asyncio.timeout(CONNECT_S):
                addresses = await self._resolver(host, port)
                if not addresses or not all(may_ask(named, one, self._configured) for one in addresses):
                    raise _Refused(url)
                for address in addresses[:-1]:
                    with suppress(OSError):
                        return await asyncio.open_connection(address, port)
                return await asyncio.open_connection(addresses[-1], port)
        except (_Refused, OSError, ValueError):
            if len(self.refused) < 100:
                self.refused.append(f"{host}:{port}")
            raise

    async def _both_ways(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        far_reader: asyncio.StreamReader,
        far_writer: asyncio.StreamWriter,
        most_up: int | None,
    ) -> None:
        """What the browser sends, *most_up* bytes of it, and what comes back, until either side has enough."""
        up = asyncio.create_task(self._up(reader, far_writer, most_up))
        try:
            while self._left > 0 and (piece := await far_reader.read(_PIECE)):
                self._left -= len(piece)
                writer.write(piece)
                await writer.drain()
        finally:
            up.cancel()
            await asyncio.gather(up, return_exceptions=True)
            far_writer.close()

    @staticmethod
    async def _up(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, most: int | None) -> None:
        while most is None or most > 0:
            piece = await reader.read(_PIECE if most is None else min(most, _PIECE))
            if not piece:
                writer.close()
                return
            writer.write(piece)
            await writer.drain()
            most = None if most is None else most - len(piece)
