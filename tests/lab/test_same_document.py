"""
Our transport and httpx's own, put before the same answers: the same document, or the difference stands here.

Ours opens more: what browsers pass over in a header, h11 refuses. It never opens less.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from monitor.demo.bad_sites import BAD_SITES
from monitor.demo.lab import PAGE, Lab, Serve, says
from probes.http.message import BodyTooLarge, HeadTooLarge
from probes.http.transport import VisitTransport

#: What is left out, and why.
NOT_COMPARED = {
    "never-answers": "both wait; the budget is the fetcher's",
    "drips-header": "as above",
    "drips-body": "as above",
    "recovers": "answers in turn",
    "two-bytes-once": "answers in turn",
    "endless-header": "ours has a cap of 256 KiB on headers; httpx caps only what is incomplete",
}


@dataclass(frozen=True)
class Told:
    """What a transport made of an answer."""

    status: int
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes


async def tell(transport: httpx.AsyncBaseTransport, url: str) -> Told | None:
    """The answer through *transport*, undecoded; None when it gives none."""
    try:
        response = await transport.handle_async_request(
            httpx.Request("GET", url, headers={"Connection": "close"})
        )
        body = b"".join([chunk async for chunk in response.stream])  # type: ignore[union-attr]
        await response.aclose()
    except (httpx.HTTPError, HeadTooLarge, BodyTooLarge):
        return None
    # h11 rewrites `Chunked` as `chunked` and joins equal lengths; evidence keeps what was sent.
    names = sorted(
        {
            (name.lower(), value.lower() if name.lower() == b"transfer-encoding" else value)
            for name, value in response.headers.raw
        }
    )
    return Told(response.status_code, tuple(names), body)


async def both(lab: Lab, serve: Callable[..., object]) -> tuple[Told | None, Told | None]:
    """The same answer through ours and through httpx's."""
    async with lab.serving("same", serve) as port, httpx.AsyncHTTPTransport(retries=0) as stock:
        url = f"http://127.0.0.1:{port}/"
        ours = VisitTransport(asyncio.get_running_loop().time)
        return await tell(ours, url), await tell(stock, url)


@pytest.mark.parametrize(
    "site", [site for site in BAD_SITES if site.id not in NOT_COMPARED], ids=lambda one: one.id
)
async def test_both_transports_tell_the_same_of_every_bad_site(site, lab: Lab) -> None:
    ours, theirs = await both(lab, site.serve)
    assert ours == theirs


NAMES = st.sampled_from(
    [b"Server", b"X-Powered-By", b"Set-Cookie", b"Cache-Control", b"Vary", b"X_Odd", b"ETag"]
)
VALUES = st.one_of(
    st.sampled_from([b"nginx", b"", b"a, b", b"a=1; Path=/; HttpOnly", b'"tag"', b"max-age=0"]),
    st.text(
        st.characters(min_codepoint=0x20, max_codepoint=0xFF, exclude_characters="\x7f"), max_size=30
    ).map(lambda text: text.strip(" \t\xa0\x85").encode("latin-1")),
)
BODIES = st.one_of(
    st.just(PAGE.encode()), st.binary(max_size=300), st.binary(min_size=70_000, max_size=70_010)
)


@st.composite
def odd_answers(draw: st.DrawFn) -> list[bytes]:
    """An odd but legal answer, in the pieces in which it is sent."""
    body = draw(BODIES)
    end = draw(st.sampled_from([b"\r\n", b"\n"]))
    head = [
        b"HTTP/1."
        + draw(st.sampled_from([b"0", b"1"]))
        + b" "
        + draw(st.sampled_from([b"200 OK", b"200", b"200 ", b"404 Not Found", b"299 \xc0\xc1", b"503 Busy"]))
    ]
    head += [
        name + b":" + draw(st.sampled_from([b" ", b"", b"  "])) + value
        for name, value in draw(st.lists(st.tuples(NAMES, VALUES), max_size=6))
    ]
    framing = (
        draw(st.sampled_from(["length", "twice", "close", "chunks"]))
        if head[0].startswith(b"HTTP/1.1")
        else "close"
    )
    if framing in ("length", "twice"):
        head += [b"Content-Length: %d" % len(body)] * (2 if framing == "twice" else 1)
        payload = body
    elif framing == "chunks":
        head += [b"Transfer-Encoding: " + draw(st.sampled_from([b"chunked", b"Chunked"]))]
        payload = b"".join(draw(_chunked(body)))
    else:
        payload = body
    if draw(st.booleans()):
        head.insert(1, b"Connection: close")
    interim = draw(st.sampled_from([b"", b"", b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n"]))
    whole = interim + end.join([*head, b"", b""]) + payload
    cut = draw(st.integers(1, len(whole)))
    return [whole[:cut], whole[cut:]]


def in_pieces(pieces: list[bytes]) -> Serve:
    """Answers any question with these, one after the other."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        for piece in pieces:
            writer.write(piece)
            await asyncio.sleep(0)

    return serve


@st.composite
def _chunked(draw: st.DrawFn, body: bytes) -> list[bytes]:
    size = draw(st.sampled_from([7, 1000, 65536]))
    size = max(size, len(body) // 50 + 1)
    extension = draw(st.sampled_from([b"", b";name=value"]))
    pieces = [body[at : at + size] for at in range(0, len(body), size)]
    trailer = draw(st.sampled_from([b"", b"X-Trailer: 1\r\n"]))
    return [b"%x%s\r\n%s\r\n" % (len(one), extension, one) for one in pieces] + [b"0\r\n" + trailer + b"\r\n"]


@pytest.mark.soak
@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(pieces=odd_answers())
def test_both_transports_tell_the_same_of_odd_but_legal_answers(pieces: list[bytes]) -> None:
    lab = Lab()
    ours, theirs = asyncio.run(both(lab, in_pieces(pieces)))
    assert not lab.errors
    assert ours is not None
    assert ours == theirs


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


@pytest.mark.parametrize(
    ("raw", "theirs_opens"),
    [
        pytest.param(HEAD + b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nbody\r\n0\r\n\r\n", True, id="length and chunks"),
        pytest.param(HEAD.replace(b"\r\n", b"\n") + b"Content-Length: 4\n\nbody", True, id="LF only"),
        pytest.param(b"HTTP/1.1 200\r\nContent-Length: 4\r\n\r\nbody", True, id="no reason phrase"),
        pytest.param(HEAD + b"\r\nbody", True, id="no length"),
        pytest.param(HEAD + b"Content-Length: 4, 4\r\n\r\nbody", True, id="a length said twice in one line"),
        pytest.param(HEAD + b"X-Folded: a\r\n b\r\nContent-Length: 4\r\n\r\nbody", True, id="folded header"),
        pytest.param(HEAD + b"X-Filler: " + b"a" * 120_000 + b"\r\nContent-Length: 4\r\n\r\nbody", True, id="120 kB of header"),
        pytest.param(HEAD + b"Content-Length: 4\r\n\r\nbodyand more", True, id="more than announced"),
        pytest.param(HEAD + b"Bad Name: x\r\nContent-Length: 4\r\n\r\nbody", False, id="a blank in a header's name"),
        pytest.param(HEAD + b"Content-Length : 4\r\n\r\nbody", False, id="a blank before the colon"),
        pytest.param(HEAD + b"no colon here\r\nContent-Length: 4\r\n\r\nbody", False, id="a line without a colon"),
        pytest.param(HEAD + b"Content-Length: \r\n\r\nbody", False, id="an empty length"),
        pytest.param(HEAD + b"Content-Length: -1\r\n\r\nbody", False, id="a length below nothing"),
        pytest.param(HEAD + b"Content-Length: 4\r\nContent-Length: 9\r\n\r\nbody", False, id="two lengths that differ"),
        pytest.param(b"\r\n" + HEAD + b"Content-Length: 4\r\n\r\nbody", False, id="a blank line first"),
        pytest.param(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4 \r\nbody\r\n0\r\n\r\n", True, id="a blank after a chunk's size"),
        pytest.param(b"ICY 200 OK\r\nContent-Length: 4\r\n\r\nbody", False, id="another protocol's name"),
    ],
)  # fmt: skip
async def test_ours_opens_what_browsers_open(raw: bytes, theirs_opens: bool, lab: Lab) -> None:
    ours, theirs = await both(lab, says(raw))
    assert ours is not None
    assert (ours.status, ours.body) == (200, b"body")
    assert (theirs is not None and theirs.body == b"body") is theirs_opens
