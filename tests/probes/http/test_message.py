"""One answer, in whatever pieces it comes."""

import pytest

from probes.http.message import (
    LINE_CEILING,
    MOST_INTERIM,
    MOST_LINES,
    BadMessage,
    BodyTooLarge,
    CutShort,
    HeadTooLarge,
    Recording,
    ResponseParser,
)
from tests.every import every

HEAD = b"HTTP/1.1 200 Very OK\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\n"
CHUNKED = HEAD + b"Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n6;x=y\r\n world\r\n0\r\nX-Late: 1\r\n\r\n"
LONG = HEAD + b"Content-Length: 11\r\n\r\nhello world"
INTERIM = b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + LONG


def read(*pieces: bytes, is_head: bool = False, ceiling: int = 1000) -> Recording:
    """What all the pieces amount to, the connection closed after them."""
    recording = Recording()
    message = ResponseParser(recording, is_head=is_head, ceiling=ceiling)
    for piece in pieces:
        if not message.is_whole:
            message.feed(piece)
    message.end()
    return recording


@pytest.mark.parametrize("raw", [CHUNKED, LONG, INTERIM], ids=["chunks", "length", "an interim answer first"])
def test_an_answer_is_the_same_wherever_it_is_cut(raw: bytes) -> None:
    for cut in range(len(raw)):
        recording = read(raw[:cut], raw[cut:])
        assert (recording.status, recording.reason_phrase, recording.body) == (
            200,
            "Very OK",
            b"hello world",
        ), cut
        assert recording.values("set-cookie") == ["a=1", "b=2"], cut
        assert recording.values("x-late") == recording.values("link") == [], cut


@pytest.mark.parametrize("raw", [CHUNKED, LONG], ids=["chunks", "length"])
def test_an_answer_may_come_byte_by_byte(raw: bytes) -> None:
    assert read(*(raw[at : at + 1] for at in range(len(raw)))).body == b"hello world"


@pytest.mark.parametrize(
    ("raw", "status"),
    [
        pytest.param(b"HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\n", 204, id="204"),
        pytest.param(b"HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n", 304, id="304"),
    ],
)
def test_some_answers_have_no_body_whatever_they_announce(raw: bytes, status: int) -> None:
    recording = read(raw)
    assert (recording.status, recording.body) == (status, b"")


@pytest.mark.parametrize(("there", "body"), [(b"/in", b"hello"), (b"", b"hello world")])
def test_only_a_redirect_that_leads_somewhere_is_left_before_its_end(there: bytes, body: bytes) -> None:
    head = b"HTTP/1.1 302 Found\r\nLocation: " + there + b"\r\nContent-Length: 11\r\n\r\n"
    assert read(head + b"hello", b" world").body == body


def test_an_answer_to_head_has_no_body() -> None:
    assert read(LONG.removesuffix(b"hello world"), is_head=True).body == b""


@every(
    ("raw", "error"),
    [
        pytest.param(b"", CutShort, id="nothing"),
        pytest.param(LONG[:-1], CutShort, id="one byte short"),
        pytest.param(CHUNKED[:-20], CutShort, id="between chunks"),
        pytest.param(HEAD, BadMessage, id="within the header"),
        pytest.param(b"\x15\x03\x03\x00\x02", BadMessage, id="no HTTP"),
        pytest.param(b"hello world\r\n\r\n", BadMessage, id="no status"),
        pytest.param(HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n", BadMessage, id="no size of a chunk"),
    ],
)
def test_what_is_no_answer_says_so(raw: bytes, error: type[Exception]) -> None:
    with pytest.raises(error):
        read(raw)


@pytest.mark.parametrize(("ceiling", "fits"), [(11, True), (10, False)])
@pytest.mark.parametrize("raw", [CHUNKED, LONG], ids=["chunks", "length"])
def test_the_body_has_an_exact_ceiling(raw: bytes, ceiling: int, fits: bool) -> None:
    if fits:
        assert read(raw, ceiling=ceiling).body == b"hello world"
    else:
        with pytest.raises(BodyTooLarge):
            read(raw, ceiling=ceiling)


def test_a_header_without_end_is_refused() -> None:
    with pytest.raises(HeadTooLarge):
        read(b"HTTP/1.1 200 OK\r\n", *[b"X-Filler: 0123456789\r\n"] * 20_000)


@pytest.mark.parametrize(
    "head",
    [
        pytest.param(b" folded\r\n" * 30_000, id="thousands of folded lines"),
        pytest.param(b"X: " + b"a" * (LINE_CEILING + 1) + b"\r\n", id="one endless line"),
        pytest.param(b"X: 1\r\n" * (MOST_LINES + 1), id="more lines than a server has"),
        pytest.param(b"X: " + b"a" * 100_000 + b"\r\n" + b"Y: " + b"a" * 100_000 + b"\r\nZ: " + b"a" * 100_000 + b"\r\n", id="large all in all"),
    ],
)  # fmt: skip
def test_a_head_beyond_a_server_s_needs_is_refused_in_one_piece_and_in_many(head: bytes) -> None:
    whole = b"HTTP/1.1 200 OK\r\n" + head + b"Content-Length: 0\r\n\r\n"
    with pytest.raises(HeadTooLarge):
        read(whole)
    with pytest.raises(HeadTooLarge):
        read(*(whole[at : at + 1000] for at in range(0, len(whole), 1000)))


def test_a_few_folded_lines_are_one() -> None:
    seen = read(b"HTTP/1.1 200 OK\r\nX: a\r\n b\r\n\tc\r\nContent-Length: 0\r\n\r\n")
    assert seen.values("x") == ["a b c"]


def test_interim_answers_come_to_an_end() -> None:
    interim = b"HTTP/1.1 100 Continue\r\n\r\n"
    assert read(interim * MOST_INTERIM + LONG).body == b"hello world"
    with pytest.raises(BadMessage, match="interim"):
        read(interim * (MOST_INTERIM + 1) + LONG)


def test_a_body_in_chunks_of_one_byte_is_gathered() -> None:
    seen = read(HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + b"1\r\na\r\n" * 900 + b"0\r\n\r\n")
    assert seen.body == b"a" * 900
    recording = Recording()
    message = ResponseParser(recording, is_head=False, ceiling=100_000)
    message.feed(HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + b"1\r\na\r\n" * 50_000)
    assert len(recording.chunks) == 1


def test_trailers_without_end_are_no_answer() -> None:
    message = ResponseParser(Recording(), is_head=False, ceiling=1000)
    message.feed(HEAD + b"Transfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n")
    with pytest.raises(BadMessage, match="trailers"):
        message.feed((b"X-T: " + b"b" * 1000 + b"\r\n") * 1000)
