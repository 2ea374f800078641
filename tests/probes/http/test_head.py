"""Nothing of a page gets into the head of a request."""

import httpx
import pytest

from probes.http.head import is_sendable, write_head
from tests.every import every

URL = "http://www.gov.test/a?b=c"


def test_a_head_is_written_line_by_line() -> None:
    head = write_head(httpx.Request("GET", URL, headers={"Accept": "*/*"}))
    assert head == b"GET /a?b=c HTTP/1.1\r\nHost: www.gov.test\r\nAccept: */*\r\n\r\n"


@every("control", ["\r\n", "\r", "\n", "\0", "\x0b", "\x1f", "\x7f", "\t"])
def test_no_control_character_goes_out_in_a_value_or_a_name(control: str) -> None:
    for headers in (
        [(b"Cookie", f"a=x{control}Evil: 1".encode())],
        [(f"X{control}Evil".encode(), b"1")],
        [(b"Referer", f"http://www.gov.test/{control}".encode())],
    ):
        with pytest.raises(httpx.LocalProtocolError, match="not sent"):
            write_head(httpx.Request("GET", URL, headers=headers))


@every("target", [b"/a\r\nEvil: 1", b"/a b", b"/\0", b"/\x7f", b"http://x", b""])
def test_no_control_character_or_blank_goes_out_in_an_address(target: bytes) -> None:
    request = httpx.Request("GET", URL)

    class Bent:
        raw_path = target

    request.url = Bent()  # type: ignore[assignment]
    with pytest.raises(httpx.LocalProtocolError, match="not sent"):
        write_head(request)


def test_a_method_is_a_word_and_a_line_has_an_end() -> None:
    with pytest.raises(httpx.LocalProtocolError):
        write_head(httpx.Request("GET /x HTTP/1.1\r\nA", URL))
    with pytest.raises(httpx.LocalProtocolError):
        write_head(httpx.Request("GET", URL, headers={"Cookie": "x" * 20_000}))


@pytest.mark.parametrize(
    ("value", "fit"), [('W/"a-1"', True), ("a\x0bb", False), ("é", False), ("x" * 2000, False)]
)
def test_a_validator_is_asked_with_only_where_it_is_plain(value: str, fit: bool) -> None:
    assert is_sendable(value) is fit
