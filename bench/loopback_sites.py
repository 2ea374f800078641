"""Many small sites on loopback, each on an address of its own; one in twenty may misbehave; each may think for a while. Prints its port when ready."""

import asyncio
import gzip
import random
import socket
import sys

_ROW = '<li><a href="./202611/t2026112{}_{}.htm">仓山区人民政府办公室关于{}的通知</a><span>2026-11-{:02}</span></li>'


def homepage() -> bytes:
    """A homepage of about 60 KB."""
    rng = random.Random(7)
    rows = "".join(
        _ROW.format(
            n % 10,
            rng.randrange(10**7),
            "".join(rng.choices("推进政务公开服务办事指南民生", k=9)),
            n % 28 + 1,
        )
        for n in range(420)
    )
    return f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>政府网站</title></head><body><ul>{rows}</ul></body></html>'.encode()


PACKED = gzip.compress(homepage())
GOOD = (
    b"HTTP/1.1 200 OK\r\nServer: nginx\r\nContent-Type: text/html; charset=utf-8\r\nContent-Encoding: gzip\r\n"
    b"Vary: Accept-Encoding\r\nConnection: close\r\nContent-Length: %d\r\n\r\n" % len(PACKED)
) + PACKED
#: What a site of the failing twentieth does, and the reason that is due.
FAILING = (
    (b"HTTP/1.1 500 Oops\r\nContent-Length: 5\r\n\r\nerror", "http_status"),
    (b"HTTP/1.1 404 Not Found\r\nContent-Length: 4\r\n\r\ngone", "http_status"),
    (b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", "empty"),
    (b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", "stub"),
    (GOOD[:-3000], "truncated"),
    (b"", "reset"),
    (None, "timeout_first_byte"),
    (b"nonsense\r\n\r\n", "bad_response"),
    (b"HTTP/1.1 302 Found\r\nLocation: /\r\nContent-Length: 0\r\n\r\n", "redirect_loop"),
    (b"HTTP/1.1 429 Slow Down\r\nContent-Length: 0\r\n\r\n", "blocked_rate"),
)


def host(number: int) -> str:
    """The address of a site."""
    return f"127.1.{number // 250}.{number % 250 + 1}"


def due(number: int, failing: bool) -> str:
    """The reason that a visit to a site must give."""
    return FAILING[number // 20 % len(FAILING)][1] if failing and number % 20 == 0 else "ok"


class _Site(asyncio.Protocol):
    def __init__(self, answers: dict[str, bytes | None], wait_s: float) -> None:
        self._answers = answers
        self._wait_s = wait_s

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        if data.endswith(b"\r\n\r\n"):
            answer = self._answers.get(self._transport.get_extra_info("sockname")[0], GOOD)
            if answer is not None and self._wait_s:
                asyncio.get_running_loop().call_later(self._wait_s, self._answer, answer)
            elif answer is not None:
                self._answer(answer)

    def _answer(self, answer: bytes) -> None:
        self._transport.write(answer)
        self._transport.close()


async def serve(count: int, failing: bool, wait_s: float = 0.0) -> None:
    """Serve until the standard input closes."""
    answers = {host(n): FAILING[n // 20 % len(FAILING)][0] for n in range(count) if failing and n % 20 == 0}
    loop = asyncio.get_running_loop()
    with socket.socket() as first:
        first.bind((host(0), 0))
        port = first.getsockname()[1]
    for n in range(count):
        await loop.create_server(lambda: _Site(answers, wait_s), host(n), port, backlog=64)
    print(port, flush=True)
    await loop.run_in_executor(None, sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(
        serve(int(sys.argv[1]), sys.argv[2] == "failing", float(sys.argv[3]) if len(sys.argv) > 3 else 0.0)
    )
