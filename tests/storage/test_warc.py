"""What we write by hand, read by a library that knows WARC files of everybody's."""

import hashlib
import io
from dataclasses import replace
from datetime import datetime

from warcio.archiveiterator import ArchiveIterator

from monitor.domain.observation import Exchange
from monitor.domain.timing import SHANGHAI
from storage.evidence.warc import records

BODY = b"\x1f\x8bnot really packed, with \r\n\r\n and WARC/1.1 in it" + bytes(range(256))
ASKED = Exchange(
    url="http://a.gov.cn/list?page=2",
    at=datetime(2026, 11, 20, 8, 0, 0, 250_000, tzinfo=SHANGHAI),
    address="218.106.155.204",
    method="POST",
    request_headers=(("User-Agent", "monitor"), ("Content-Length", "6")),
    request_body=b"page=2",
    status=200,
    reason_phrase="OK",
    headers=(
        ("Server", "政务".encode().decode("latin-1")),
        ("Set-Cookie", "a=1"),
        ("Set-Cookie", "b=2"),
        ("Transfer-Encoding", "chunked"),
        ("X-Odd", "two\r\nlines"),
    ),
    body=BODY,
)
SHA256 = hashlib.sha256(BODY).hexdigest()


def read(*written: bytes) -> list[tuple[str, dict[str, str], list[tuple[str, str]], bytes]]:
    """Kind, record headers, HTTP headers and payload of every record; raises where a digest does not fit."""
    found = []
    for record in ArchiveIterator(io.BytesIO(b"".join(written)), check_digests="raise"):
        payload = record.raw_stream.read()
        found.append(
            (record.rec_type, dict(record.rec_headers.headers), record.http_headers.headers, payload)
        )
    return found


def test_an_exchange_is_a_request_and_a_response() -> None:
    asked, answered = read(records(ASKED, SHA256, again=False))
    assert (asked[0], asked[3]) == ("request", b"page=2")
    assert (answered[0], answered[3]) == ("response", BODY)
    assert answered[1]["WARC-Target-URI"] == ASKED.url
    assert answered[1]["WARC-Date"] == "2026-11-20T00:00:00.250000Z"
    assert answered[1]["WARC-IP-Address"] == ASKED.address
    assert answered[2] == [
        ("Server", "政务"),
        ("Set-Cookie", "a=1"),
        ("Set-Cookie", "b=2"),
        ("X-Monitor-Transfer-Encoding", "chunked"),
        ("X-Odd", "two lines"),
    ]


def test_the_same_body_again_is_left_out_and_a_silent_server_leaves_a_request() -> None:
    silent = replace(ASKED, status=None, body=b"", note="timeout: 十五秒内没有回答")
    kinds = [
        (kind, payload)
        for kind, _, _, payload in read(
            records(ASKED, SHA256, again=False), records(ASKED, SHA256, again=True), records(silent, "", again=False)
        )
    ]  # fmt: skip
    assert kinds == [
        ("request", b"page=2"),
        ("response", BODY),
        ("request", b"page=2"),
        ("revisit", b""),
        ("request", b"page=2"),
    ]
    assert read(records(silent, "", again=False))[0][1]["X-Monitor-Note"] == silent.note


def test_another_body_than_the_digest_says_is_noticed() -> None:
    try:
        read(records(ASKED, "0" * 64, again=False))
    except Exception as error:
        assert "sha256" in str(error)  # noqa: PT017  (the library raises a bare Exception)
    else:
        raise AssertionError("the reader of these tests checks nothing")
