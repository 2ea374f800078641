"""The short way of ordinary answers, put before the same servers as the whole machinery: the same observation, to the last byte."""

import asyncio
import re
import ssl
import sys
from collections.abc import Callable
from dataclasses import replace
from os.path import sep
from random import Random
from types import FrameType

import pytest
import trustme
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bench.loopback_sites import GOOD
from monitor.demo.bad_sites import BAD_SITES
from monitor.demo.lab import PAGE, Lab, answer, says
from monitor.domain.observation import Observation, Visit
from monitor.domain.site import Site
from probes import availability
from probes.base import NothingStored, Tools
from probes.http.address import absolute
from probes.http.base import Validators
from probes.http.fetcher import Fetcher
from probes.http.guard import endpoint
from probes.http.head import lines_of, target_of, write_head
from probes.http.links import taken_apart
from probes.http.message import BadMessage, BodyTooLarge, CutShort, HeadTooLarge, Recording, ResponseParser
from probes.http.tls import Profile
from probes.http.transport import VisitTransport
from tests.lab.conftest import NOW
from tests.lab.test_same_document import in_pieces, odd_answers

#: Who keeps silent is given this long, who answers as long as a busy machine takes.
SHORT_S, LONG_S = 0.4, 15.0
#: How much of a body has come when the budget ends is chance.
_BODY = re.compile(r"body=b.*?, note='timeout")
LONG = says(GOOD)
Contexts = Callable[[Profile], ssl.SSLContext]


def fetcher(lab: Lab, port: int, straight: bool, contexts: Contexts | None = None, **more: object) -> Fetcher:
    """A fetcher whose clock stands still: what a phase took is nothing, or it was not reached."""
    timer = more.pop("timer", lambda: 0.0)
    given = {"contexts": contexts} if contexts else {}
    transport = VisitTransport(timer, straight=straight, **given)  # type: ignore[arg-type]
    return Fetcher(
        user_agent="monitor-test/1 (审计)", clock=lambda: NOW, resolver=lab.resolve, retry_wait_s=0.001, transport=transport,
        timer=timer, configured=((name, port) for name in ("127.0.0.1", "www.site.lab")), **more,  # type: ignore[arg-type]
    )  # fmt: skip


async def visited(fetch: Fetcher, url: str, budget_s: float = LONG_S) -> Observation[Visit]:
    tools = Tools(fetch=fetch, clock=lambda: NOW, rng=Random(0), known=NothingStored())
    site = Site(
        id="s",
        name="示例",
        url=url,
        edition="fuzhou-2021",
        title_mark=("政府",),
        allowed_hosts=("127.9.9.9",),
    )
    chosen = availability.Settings(timeout_s=budget_s)
    [seen] = [one async for one in availability.run(site, chosen, tools)]
    return seen


async def both(
    lab: Lab, serve: Callable[..., object], scheme: str = "http", tls: ssl.SSLContext | None = None,
    contexts: Contexts | None = None, budget_s: float = LONG_S,
) -> tuple[str, str]:  # fmt: skip
    """What a visit saw by the short way and by the whole one, the port left out."""
    seen = []
    for straight in (True, False):
        async with lab.serving("both", serve, tls=tls) as port:
            host = "www.site.lab" if tls else "127.0.0.1"
            look = await visited(
                fetcher(lab, port, straight, contexts), f"{scheme}://{host}:{port}/", budget_s
            )
            seen.append(_BODY.sub("body=…, note='timeout", repr(look).replace(str(port), "PORT")))
    return seen[0], seen[1]


@pytest.mark.parametrize("site", BAD_SITES, ids=lambda one: one.id)
async def test_every_bad_site_looks_the_same_by_both_ways(site, lab: Lab) -> None:
    is_silent = site.reason.value.startswith("timeout")
    straight, whole = await both(lab, site.serve, budget_s=SHORT_S if is_silent else LONG_S)
    assert straight == whole


@pytest.mark.parametrize(
    "serve", [says(answer()), LONG, says(GOOD[:-1]), says(b"HTTP/1.1 304 Not Modified\r\n\r\n")]
)
async def test_tls_looks_the_same_by_both_ways(
    serve: Callable[..., object], lab: Lab, authority: trustme.CA, contexts: Contexts
) -> None:
    lab.names["www.site.lab"] = ["127.0.0.1"]
    served = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("www.site.lab").configure_cert(served)
    straight, whole = await both(lab, serve, "https", served, contexts)
    assert straight == whole


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(pieces=odd_answers())
def test_odd_answers_look_the_same_by_both_ways(pieces: list[bytes]) -> None:
    lab = Lab()
    straight, whole = asyncio.run(both(lab, in_pieces(pieces)))
    assert not lab.errors
    assert straight == whole


async def test_each_phase_takes_as_long_by_both_ways(lab: Lab) -> None:
    """The name 0.25 s, the first byte 0.5 s, the rest of the page 1 s; all on a clock that the server moves."""
    seen = []
    for straight in (True, False):
        now = [100.0]

        async def serve(
            reader: asyncio.StreamReader, writer: asyncio.StreamWriter, now: list[float] = now
        ) -> None:
            await reader.readuntil(b"\r\n\r\n")
            now[0] += 0.5
            writer.write(GOOD[:4000])
            await writer.drain()
            await asyncio.sleep(0.02)
            now[0] += 1.0
            writer.write(GOOD[4000:])

        async def resolve(host: str, port: int, now: list[float] = now) -> list[str]:
            now[0] += 0.25
            return ["127.0.0.1"]

        async with lab.serving("slow", serve) as port:
            fetch = fetcher(lab, port, straight, timer=lambda now=now: now[0])
            fetch._means = replace(fetch._means, resolver=resolve)
            look = await visited(fetch, f"http://www.site.lab:{port}/")
        [attempt] = look.facts.attempts
        seen.append(
            (attempt.dns_s, attempt.connect_s, attempt.first_byte_s, attempt.total_s, look.facts.elapsed_s)
        )
    assert seen == [(0.25, 0.0, 0.5, 1.5, 1.75)] * 2


async def test_a_page_asked_for_again_is_asked_in_the_same_words_by_both_ways(lab: Lab) -> None:
    heard: list[bytes] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heard.append(await reader.readuntil(b"\r\n\r\n"))
        writer.write(b'HTTP/1.1 304 Not Modified\r\nETag: "x"\r\n\r\n')

    seen = []
    for straight in (True, False):
        async with lab.serving("again", serve) as port:
            for keep in (False, True):
                fetch = fetcher(lab, port, straight, keep=keep, interval_s=0.0)
                answers = [
                    await fetch(
                        f"http://127.0.0.1:{port}/c1/",
                        validators=Validators('"x"', "Fri, 20 Nov 2026"),
                        budget_s=5.0,
                    )
                ]
                fetch.close()
                seen.append(repr(answers).replace(str(port), "PORT"))
            heard[:] = [one.replace(str(port).encode(), b"PORT") for one in heard]
    assert heard[:2] == heard[2:]
    assert seen[:2] == seen[2:]


def told(pieces: list[bytes], *, straight: bool) -> tuple[object, ...]:
    """What the parser makes of an answer that comes in *pieces*, and then ends."""
    recording = Recording()
    message = ResponseParser(recording, is_head=False, ceiling=100_000, straight=straight)
    error = ""
    try:
        for piece in pieces:
            if not message.is_whole:
                message.feed(piece)
        whole = message.is_whole
        goes_on = message.may_go_on
        message.end()
    except (BadMessage, BodyTooLarge, CutShort, HeadTooLarge) as found:
        whole, goes_on, error = message.is_whole, False, repr(found)
    return (
        recording.status,
        recording.reason_phrase,
        recording.headers,
        recording.body,
        recording.phase,
        whole,
        goes_on,
        error,
    )


@settings(max_examples=150, deadline=None)
@given(
    status=st.sampled_from([b"HTTP/1.1 200 OK", b"HTTP/1.1 304 Not Modified", b"HTTP/1.1 200", b"HTTP/1.0 200 OK", b"HTTP/1.1 200  OK", b"HTTP/1.1 404 No"]),
    lines=st.lists(
        st.sampled_from([
            b"Connection: close", b"Connection: keep-alive", b"connection: Upgrade", b"Content-Length: 4", b"content-length:  4 ",
            b"Content-Length: 5", b"Content-Length: 0", b"Content-Length: 4, 4", b"Transfer-Encoding: chunked", b"Upgrade: h2c", b"Server:nginx",
            b"Set-Cookie: a=1; Path=/", b"X-Folded: a\r\n b", b"X: \xb0\xa1", b"no colon", b"Keep-Alive: timeout=5",
        ]),
        max_size=5,
    ),
    body=st.sampled_from([b"", b"abc", b"abcd", b"abcde", b"4\r\nabcd\r\n0\r\n\r\n"]),
    cut=st.integers(0, 200),
)  # fmt: skip
def test_an_ordinary_head_is_read_as_any_other(
    status: bytes, lines: list[bytes], body: bytes, cut: int
) -> None:
    raw = b"\r\n".join([status, *lines, b"", b""]) + body
    pieces = [one for one in (raw[:cut], raw[cut:]) if one]
    assert told(pieces, straight=True) == told(pieces, straight=False)


@pytest.mark.parametrize("end", [b"\r\n\r\n", b"\n\n"])
def test_a_page_is_read_alike_wherever_it_is_cut(end: bytes) -> None:
    raw = b"HTTP/1.1 200 OK\r\nContent-Length: 300\r\nServer: nginx" + end + PAGE.encode()[:300]
    for cut in range(1, len(raw)):
        pieces = [raw[:cut], raw[cut:]]
        assert told(pieces, straight=True) == told(pieces, straight=False)


LABELS = st.text("ab1-.", min_size=1, max_size=8)
PATHS = st.lists(st.text("aZ09._~-%/ é\\?#", max_size=6), max_size=4).map("/".join)


@settings(max_examples=300, deadline=None)
@given(
    scheme=st.sampled_from(["http", "https", "HTTP", "ftp"]), host=st.one_of(LABELS, st.sampled_from(["127.0.0.1", "256.1.1.1", "a.gov.cn", "xn--fiqs8s.cn", "1.2.3", "[::1]", "a.gov.cn."])),
    port=st.sampled_from(["", ":80", ":443", ":8080", ":70000", ":080", ":"]), path=PATHS,
)  # fmt: skip
def test_an_address_that_is_plain_stands_as_it_is(scheme: str, host: str, port: str, path: str) -> None:
    import httpx

    url = f"{scheme}://{host}{port}/{path}"
    plain = taken_apart(url)
    if plain is None:
        return
    there = httpx.URL(url)
    assert (plain.scheme, plain.host, plain.port) == (there.scheme, there.host, there.port)
    assert str(there) == url == absolute(url)
    assert endpoint(url) == (there.host, there.port or (443 if there.scheme == "https" else 80))
    request = httpx.Request("GET", there, headers={"User-Agent": "x"})
    _, asked_host, first = target_of(url)
    assert asked_host == request.headers["Host"]
    assert first + lines_of((("User-Agent", "x"),)) + b"\r\n" == write_head(request)


async def test_an_ordinary_visit_takes_few_calls_of_ours(lab: Lab) -> None:
    """What a visit costs is how many functions of ours it calls: 123 of them, 222 by the whole way. Counted, never timed."""
    counts = {}
    for straight in (True, False):
        async with lab.serving("ordinary", LONG) as port:
            fetch = fetcher(lab, port, straight)
            await visited(fetch, f"http://127.0.0.1:{port}/")  # what is made once
            calls = 0

            def count(frame: FrameType, event: str, _: object) -> None:
                nonlocal calls
                calls += event == "call" and f"{sep}probes{sep}" in frame.f_code.co_filename

            sys.setprofile(count)
            try:
                await visited(fetch, f"http://127.0.0.1:{port}/")
            finally:
                sys.setprofile(None)
            counts[straight] = calls
    assert counts[True] < 140
    assert counts[True] < 0.7 * counts[False]
