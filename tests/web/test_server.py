"""The server on a real socket: who sends slowly, half, or too much is closed, and others are served meanwhile."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from monitor.web.server import Patience, settings

SHORT = Patience(head_s=0.3, body_s=0.3, write_s=0.05, head_bytes=4000, headers=20, connections=5)


async def page(request: Request) -> Response:
    return PlainTextResponse("here")


async def form(request: Request) -> Response:
    return PlainTextResponse(str(len(await request.body())))


async def large(request: Request) -> Response:
    return PlainTextResponse("x" * 30_000_000)


@asynccontextmanager
async def serving(patience: Patience) -> AsyncIterator[int]:
    """A server with three pages; gives its port."""
    app = Starlette(routes=[Route("/", page), Route("/form", form, methods=["POST"]), Route("/large", large)])
    ears = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(settings(app, patience, log_level="critical", lifespan="off"))
    server.config.load()
    server.lifespan = server.config.lifespan_class(server.config)
    await server.startup([ears])
    try:
        yield ears.getsockname()[1]
    finally:
        for one in list(server.server_state.connections):
            one.transport.abort()  # type: ignore[union-attr]
        await server.shutdown([ears])


async def send(port: int, *parts: bytes) -> bytes:
    """What comes back until the server closes."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        for part in parts:
            writer.write(part)
            await writer.drain()
        async with asyncio.timeout(20):
            return await reader.read()
    except ConnectionError:
        return b""
    finally:
        writer.close()


GET = b"GET / HTTP/1.1\r\nHost: a\r\n"


@pytest.mark.parametrize(
    "half",
    [b"", b"G", b"\r\n\r\n", GET, b"POST /form HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n12345",
     b"POST /form HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n123", GET + b"\r\n" + GET],
    ids=["nothing", "a letter", "empty lines", "half a head", "half a body", "half a chunk", "half of the second"],
)  # fmt: skip
async def test_a_request_that_never_ends_is_closed(half: bytes) -> None:
    async with serving(SHORT) as port:
        answer = await send(port, half)
    assert answer.count(b"here") == half.count(GET + b"\r\n")


async def test_a_whole_request_is_answered_whatever_its_pieces() -> None:
    async with serving(Patience()) as port:
        body = b"POST /form HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 5\r\n\r\n12345"
        answer = await send(port, *(body[n : n + 7] for n in range(0, len(body), 7)))
    assert answer.endswith(b"\r\n\r\n5")


async def test_requests_after_each_other_share_a_connection() -> None:
    async with serving(Patience()) as port:
        answer = await send(port, (GET + b"\r\n") * 30 + GET + b"Connection: close\r\n\r\n")
    assert answer.count(b"here") == 31


@pytest.mark.parametrize(
    "head",
    [GET + b"X: " + b"y" * 5000, GET + b"".join(b"X%d: y\r\n" % n for n in range(30)) + b"\r\n", b"GET /" + b"z" * 5000],
    ids=["one long header", "many headers", "a long address"],
)  # fmt: skip
async def test_a_head_larger_than_any_of_ours_is_refused(head: bytes) -> None:
    async with serving(Patience(head_bytes=4000, headers=20)) as port:
        assert (await send(port, head)).startswith(b"HTTP/1.1 400 ")


async def test_whoever_does_not_read_the_answer_is_closed() -> None:
    async with serving(SHORT) as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=1000)
        writer.write(b"GET /large HTTP/1.1\r\nHost: a\r\n\r\n")
        transport = writer.transport
        transport.pause_reading()  # type: ignore[attr-defined]
        loop, gone = asyncio.get_running_loop(), asyncio.Event()
        loop.call_later(0.5, gone.set)
        await gone.wait()
        transport.resume_reading()  # type: ignore[attr-defined]
        got = 0
        async with asyncio.timeout(20):
            try:
                while data := await reader.read(1 << 20):
                    got += len(data)
            except ConnectionError:
                pass
        writer.close()
    assert got < 30_000_000


async def test_open_connections_that_say_nothing_keep_nobody_out() -> None:
    """At one connection too many the one that has been half-sent the longest is closed, not the new one."""
    async with serving(Patience(connections=5)) as port:
        half = [await asyncio.open_connection("127.0.0.1", port) for _ in range(20)]
        for _, writer in half:
            writer.write(GET)
        answer = await send(port, GET + b"Connection: close\r\n\r\n")
        assert answer.endswith(b"here")
        for reader, writer in half[:15]:
            async with asyncio.timeout(20):
                with suppress(ConnectionError):
                    assert await reader.read() == b""
            writer.close()
        for _, writer in half[15:]:
            writer.close()
