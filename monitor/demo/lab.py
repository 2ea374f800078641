"""
A laboratory on loopback (故障实验室): servers that misbehave in chosen ways, and names of its own.

Used by the tests, and by the demo for its bad sites; `monitor.demo.bad_sites` lists the ways.
"""

import asyncio
import itertools
import socket
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from types import MappingProxyType

Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]

_WORDS = "仓山区人民政府门户网站发布政务信息、办事指南和互动交流内容。" * 6
PAGE = (
    '<!DOCTYPE html><html><head><meta charset="utf-8"><title>仓山区人民政府</title></head>'
    f'<body><h1>政务要闻</h1><p>{_WORDS}</p><a href="/xjwz/">更多</a></body></html>'
)
_NEVER_S = 3600.0


def answer(
    body: bytes | str = PAGE,
    *,
    status: str = "200 OK",
    content_type: str = "text/html; charset=utf-8",
    headers: Mapping[str, str] = MappingProxyType({}),
) -> bytes:
    """A whole, well-formed answer."""
    content = body.encode() if isinstance(body, str) else body
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(content)}", "Connection: close"]
    lines += [f"Content-Type: {content_type}"] if content_type else []
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode() + content


def says(raw: bytes) -> Serve:
    """Serves *raw* to everybody and closes."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await question(reader)
        writer.write(raw)
        await writer.drain()

    return serve


def drips(raw: bytes, at: int) -> Serve:
    """Serves *at* bytes of *raw* at once, and the rest one by one."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await question(reader)
        writer.write(raw[:at])
        for place in range(at, len(raw)):
            writer.write(raw[place : place + 1])
            await writer.drain()
            await asyncio.sleep(0.02)

    return serve


def by_path(pages: Mapping[str, bytes]) -> Serve:
    """Serves each path its own answer; any other is not found."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        path = (await question(reader)).split(b" ")[1].decode("latin-1")
        writer.write(pages.get(path, answer("没有这一页", status="404 Not Found")))
        await writer.drain()

    return serve


def in_turn(*raws: bytes) -> Serve:
    """The first visitor gets the first answer, the second the next, and round again."""
    turns = itertools.cycle(raws)

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await question(reader)
        writer.write(next(turns))
        await writer.drain()

    return serve


async def never_answers(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Takes the connection and says nothing, not even in a handshake."""
    await asyncio.sleep(_NEVER_S)


async def resets(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Hears the question and breaks the connection."""
    await question(reader)
    _reset(writer)


async def hangs_up(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Hears the question and closes without a word."""
    await question(reader)


async def sends_on_for_ever(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Every page leads to a new one."""
    path = (await question(reader)).split(b" ")[1].decode("latin-1")
    writer.write(answer("", status="302 Found", headers={"Location": f"{path}x"}))


async def asks_for_a_cookie(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Sets a cookie, sends the visitor back to where he was, and opens to who brings the cookie."""
    if b"passed=yes" in await question(reader):
        writer.write(answer())
    else:
        writer.write(
            answer("", status="302 Found", headers={"Location": "/", "Set-Cookie": "passed=yes; Path=/"})
        )


def _reset(writer: asyncio.StreamWriter) -> None:
    plug = writer.get_extra_info("socket")
    plug.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
    writer.transport.abort()


async def question(reader: asyncio.StreamReader) -> bytes:
    """What a visitor asks, up to the end of his header."""
    try:
        return await reader.readuntil(b"\r\n\r\n")
    except asyncio.IncompleteReadError as early:
        return early.partial or b"GET / HTTP/1.1"


@dataclass(slots=True)
class Lab:
    """Running bad sites: where each one listens, and the lab's own answers about names."""

    ports: dict[str, int] = field(default_factory=dict)
    names: dict[str, list[str]] = field(default_factory=dict)
    slow: set[str] = field(default_factory=set)  #: names whose look-up never ends
    errors: list[BaseException] = field(default_factory=list)

    async def resolve(self, host: str, port: int) -> list[str]:
        """A `Resolver`: this lab's names, loopback literals, and nothing else."""
        if host in self.slow:
            await asyncio.sleep(_NEVER_S)
        if host in self.names:
            return self.names[host]
        if host.replace(".", "").isdigit() or ":" in host:
            return [host]
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    @asynccontextmanager
    async def serving(
        self, id: str, serve: Serve, *, tls: ssl.SSLContext | None = None, host: str = "127.0.0.1"
    ) -> AsyncIterator[int]:
        """One server on a free port of *host*; ends with the block, whatever it was doing."""
        under_way: set[asyncio.Task[None]] = set()

        async def serve_one(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            task = asyncio.current_task()
            assert task is not None
            under_way.add(task)
            try:
                await serve(reader, writer)
                writer.close()
                await writer.wait_closed()
            except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
                pass
            except Exception as error:
                self.errors.append(error)
            finally:
                under_way.discard(task)
                writer.transport.abort()

        server = await asyncio.start_server(serve_one, host, 0, ssl=tls)
        self.ports[id] = server.sockets[0].getsockname()[1]
        try:
            yield self.ports[id]
        finally:
            server.close()
            for task in list(under_way):
                task.cancel()
            await server.wait_closed()
            await asyncio.sleep(0)
