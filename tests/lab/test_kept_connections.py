"""Crawling over kept connections: the same pages, fewer connections, and no fault of a site's where one was closed."""

import asyncio
import ssl
from collections.abc import Awaitable, Callable

import httpx
import pytest
import trustme
from hypothesis import HealthCheck, given, settings

from monitor.demo.bad_sites import BAD_SITES
from monitor.demo.lab import PAGE, Lab
from monitor.domain.reach import Reason
from probes.http.base import Fetched, Unreached
from probes.http.connection_pool import ConnectionPool, PoolKey
from probes.http.fetcher import Fetcher
from probes.http.message import BodyTooLarge, HeadTooLarge
from probes.http.tls import Profile
from probes.http.transport import VisitTransport
from tests.lab.test_same_document import NOT_COMPARED, odd_answers

Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
Said = tuple[int, tuple[tuple[bytes, bytes], ...], bytes] | str
OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n%s" % (
    len(PAGE.encode()),
    PAGE.encode(),
)


class Server:
    """Answers every question on a connection until *last* of them; counts connections and questions."""

    def __init__(self, answer: bytes, last: int = 10**6, then: bytes = b"") -> None:
        self.connections, self.questions = 0, 0
        self._answer, self._last, self._then = answer, last, then

    async def __call__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        for number in range(1, self._last + 1):
            try:
                await reader.readuntil(b"\r\n\r\n")
            except (asyncio.IncompleteReadError, ConnectionResetError):
                return
            self.questions += 1
            writer.write(self._answer + (self._then if number == self._last else b""))


async def ask(transport: VisitTransport, port: int, keep: bool) -> Said:
    """One answer, or the name of what came instead."""
    try:
        request = httpx.Request("GET", f"http://127.0.0.1:{port}/", extensions={"keep": keep})
        response = await transport.handle_async_request(request)
    except (httpx.HTTPError, HeadTooLarge, BodyTooLarge) as error:
        return f"{type(error).__name__}: {error}"
    body = b"".join([chunk async for chunk in response.stream])  # type: ignore[union-attr]
    return response.status_code, tuple(response.headers.raw), body


async def both_ways(serve: Serve) -> tuple[list[Said], list[Said]]:
    """Three answers over fresh connections, and three over kept ones."""
    async with Lab().serving("kept", serve) as port:
        transport = VisitTransport(asyncio.get_running_loop().time)
        fresh = [await ask(transport, port, keep=False) for _ in range(3)]
        kept = [await ask(transport, port, keep=True) for _ in range(3)]
        transport.close()
        return fresh, kept


@pytest.mark.parametrize(
    "site", [site for site in BAD_SITES if site.id not in NOT_COMPARED], ids=lambda one: one.id
)
async def test_every_bad_site_is_the_same_over_kept_connections(site) -> None:  # type: ignore[no-untyped-def]
    fresh, kept = await both_ways(site.serve)
    assert kept == fresh


def ends_by_closing(whole: bytes) -> bool:
    """Whether an answer is over when its connection is, by its own headers: a body may name them too."""
    answer = whole.partition(b"\r\n\r\n")[2] if whole.startswith(b"HTTP/1.1 103") else whole
    end = b"\r\n" if answer.partition(b"\n")[0].endswith(b"\r") else b"\n"
    lines = answer.partition(end + end)[0].split(end)[1:]
    fields = {
        name.strip().lower(): value.strip().lower()
        for name, _, value in (one.partition(b":") for one in lines)
    }
    return (
        fields.keys().isdisjoint((b"transfer-encoding", b"content-length"))
        or fields.get(b"connection") == b"close"
    )


@pytest.mark.parametrize(
    ("whole", "ends"),
    [
        (b"HTTP/1.1 200 OK\r\nX: y\r\n\r\nContent-Length: 4", True),
        (b"HTTP/1.1 200 OK\nX: transfer-encoding\n\nbody", True),
        (b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\nHTTP/1.1 200\nContent-Length: 4\n\nbody", False),
        (b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 4\r\n\r\nbody", True),
    ],
)
async def test_a_server_that_owes_its_closing_closes_whatever_its_body_says(whole: bytes, ends: bool) -> None:
    """A body that named a length once kept this test's own server open, and the test waiting for ever."""
    assert ends_by_closing(whole) is ends
    fresh, kept = await both_ways(Server(whole, last=1 if ends else 10**6))
    assert kept == fresh


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(pieces=odd_answers())
def test_odd_but_legal_answers_are_the_same_over_kept_connections(pieces: list[bytes]) -> None:
    """Whoever ends an answer by closing closes; all others go on with the same connection."""
    whole = b"".join(pieces)
    server = Server(whole, last=1 if ends_by_closing(whole) else 10**6)
    fresh, kept = asyncio.run(both_ways(server))
    assert kept == fresh


async def test_one_connection_serves_a_crawl_and_a_visit_never_shares_it(
    fetcher_for: Callable[..., Fetcher],
) -> None:
    server = Server(OK)
    async with Lab().serving("kept", server) as port:
        fetch = fetcher_for(("127.0.0.1", port), keep=True)
        url = f"http://127.0.0.1:{port}/"
        crawled = [await fetch(url) for _ in range(4)]
        assert (server.connections, server.questions) == (1, 4)
        visits = [await fetch(url, patient=False) for _ in range(2)]
        assert server.connections == 3
        posted = await fetch(url, method="POST", body=b"page=2")
        assert server.connections == 4, "what may not be asked twice is asked on a connection of its own"
        fetch.close()
    pages = [*crawled, *visits, posted]
    assert {one.text if isinstance(one, Fetched) else one.reason for one in pages} == {PAGE}
    assert {one.exchanges[0].address for one in pages} == {"127.0.0.1"}
    assert [len(one.attempts) for one in pages] == [1] * 7


@pytest.mark.parametrize(
    "then", [b"", b"HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n"], ids=["closed", "said so"]
)
async def test_a_server_that_ends_a_kept_connection_is_asked_again(
    then: bytes, fetcher_for: Callable[..., Fetcher]
) -> None:
    """It closes while its next answer is awaited, which is our connection's age and nothing of the site's."""
    server = Server(OK, last=2)

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        server.connections += 1
        await reader.readuntil(b"\r\n\r\n")
        writer.write(OK)
        await reader.readuntil(b"\r\n\r\n")
        writer.write(then if server.connections == 1 else OK)

    async with Lab().serving("kept", serve) as port:
        fetch = fetcher_for(("127.0.0.1", port), keep=True)
        pages = [await fetch(f"http://127.0.0.1:{port}/", attempts=1) for _ in range(2)]
        fetch.close()
    assert server.connections == 2
    assert [type(one) for one in pages] == [Fetched, Fetched]
    assert [len(one.attempts) for one in pages] == [1, 1]


async def test_a_site_that_is_really_gone_is_told_as_ever(fetcher_for: Callable[..., Fetcher]) -> None:
    """The second question finds the kept connection closed, and then no listener."""
    async with Lab().serving("kept", Server(OK, last=1)) as port:
        fetch = fetcher_for(("127.0.0.1", port), keep=True)
        assert isinstance(await fetch(f"http://127.0.0.1:{port}/"), Fetched)
    gone = await fetch(f"http://127.0.0.1:{port}/", attempts=1)
    fetch.close()
    assert isinstance(gone, Unreached)
    assert gone.reason is Reason.REFUSED


async def test_an_answer_that_breaks_off_is_not_asked_for_again(fetcher_for: Callable[..., Fetcher]) -> None:
    server = Server(OK, last=1)

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        server.connections += 1
        await reader.readuntil(b"\r\n\r\n")
        writer.write(OK)
        await reader.readuntil(b"\r\n\r\n")
        writer.write(OK[:200])

    async with Lab().serving("kept", serve) as port:
        fetch = fetcher_for(("127.0.0.1", port), keep=True)
        assert isinstance(await fetch(f"http://127.0.0.1:{port}/"), Fetched)
        cut = await fetch(f"http://127.0.0.1:{port}/", attempts=1)
        fetch.close()
    assert server.connections == 1
    assert isinstance(cut, Unreached)
    assert cut.reason is Reason.TRUNCATED


@pytest.mark.parametrize(
    "then",
    [b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nforged", b"more than announced", b"\0"],
    ids=["a second answer", "more than announced", "a byte"],
)
async def test_what_nobody_asked_for_is_never_an_answer(
    then: bytes, fetcher_for: Callable[..., Fetcher]
) -> None:
    server = Server(OK, last=1, then=then)
    async with Lab().serving("kept", server) as port:
        fetch = fetcher_for(("127.0.0.1", port), keep=True)
        pages = [await fetch(f"http://127.0.0.1:{port}/") for _ in range(3)]
        fetch.close()
    assert [one.text if isinstance(one, Fetched) else one.reason for one in pages] == [PAGE] * 3
    assert server.connections == 3


async def test_a_connection_is_used_again_only_where_its_address_was_just_allowed() -> None:
    async with Lab().serving("kept", Server(OK)) as port:
        transport = VisitTransport(asyncio.get_running_loop().time)
        await ask(transport, port, keep=True)
        kept: ConnectionPool = transport._pool
        place = PoolKey("http", "127.0.0.1", port, Profile.VERIFY)
        assert kept.take(place, ["127.0.0.2"]) is None
        assert kept.take(place._replace(profile=Profile.UNVERIFIED), ["127.0.0.1"]) is None
        line = kept.take(place, ["127.0.0.1"])
        assert line is not None
        assert kept.take(place, ["127.0.0.1"]) is None, "in use"
        line.hang_up()


async def test_over_tls_a_kept_connection_still_knows_its_certificate(
    lab: Lab,
    fetcher_for: Callable[..., Fetcher],
    authority: trustme.CA,
    contexts: Callable[[Profile], ssl.SSLContext],
) -> None:
    lab.names["www.site.lab"] = ["127.0.0.1"]
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("www.site.lab").configure_cert(tls)
    server = Server(OK)
    async with lab.serving("kept", server, tls=tls) as port:
        transport = VisitTransport(asyncio.get_running_loop().time, contexts=contexts)
        fetch = fetcher_for(("www.site.lab", port), transport=transport, keep=True)
        first, second = [await fetch(f"https://www.site.lab:{port}/") for _ in range(2)]
        fetch.close()
    assert isinstance(first, Fetched)
    assert isinstance(second, Fetched)
    assert server.connections == 1
    assert first.certificate is not None
    assert second.certificate == first.certificate
    assert first.attempts[0].tls_s is not None
    assert second.attempts[0].tls_s is None, "no handshake, no figure for one"
