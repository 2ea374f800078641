"""The bytes have the first word about a page's charset; declarations follow."""

import pytest

from probes.http.charset import decode
from tests.every import every

WORDS = "福州市仓山区人民政府关于公布行政规范性文件清理结果的通知"
GBK = WORDS.encode("gbk")


@every(
    ("body", "content_type", "encoding", "remarks"),
    [
        pytest.param(WORDS.encode(), "", "utf-8", (), id="UTF-8, undeclared"),
        pytest.param(WORDS.encode(), "text/html; charset=gb2312", "utf-8", ("encoding_wrong",), id="UTF-8 declared as GB"),
        pytest.param(GBK, "text/html; charset=GBK", "gb18030", (), id="GBK in the header"),
        pytest.param(b'<meta charset="gb2312">' + GBK, "text/html", "gb18030", (), id="GB2312 in the meta tag"),
        pytest.param(b"<meta http-equiv=Content-Type content='text/html; charset=gbk'>" + GBK, "", "gb18030", (), id="GBK in http-equiv"),
        pytest.param(GBK, "text/html; charset=utf-8", "gb18030", ("encoding_wrong",), id="GBK declared as UTF-8"),
        pytest.param(GBK, "text/html; charset=iso-8859-1", "gb18030", ("encoding_wrong",), id="GBK declared as Latin-1"),
        pytest.param(b"<meta charset=gb2312>" + GBK, "text/html; charset=iso-8859-1", "gb18030", ("encoding_wrong",), id="header and meta disagree"),
        pytest.param(GBK, "", "gb18030", (), id="GBK, undeclared"),
        pytest.param(GBK, "text/html; charset=no-such-thing", "gb18030", (), id="a charset that does not exist"),
        pytest.param(WORDS.encode("big5", "ignore"), "text/html; charset=big5", "big5", (), id="Big5"),
        pytest.param("café à la crème".encode("latin-1"), "text/html; charset=latin1", "windows-1252", (), id="really Latin-1"),
        pytest.param(b"\xef\xbb\xbf" + WORDS.encode(), "text/html; charset=gbk", "utf-8", (), id="byte order mark"),
        pytest.param(WORDS.encode("utf-16"), "", "utf-16le", (), id="UTF-16 with its mark"),
        pytest.param(b"plain", "text/html; charset=gb2312", "gb18030", (), id="ASCII keeps its label"),
        pytest.param(b"", "", "utf-8", (), id="nothing"),
    ],
)  # fmt: skip
def test_a_charset_is_found(body: bytes, content_type: str, encoding: str, remarks: tuple[str, ...]) -> None:
    decoded = decode(body, content_type)
    assert (decoded.encoding, decoded.remarks) == (encoding, remarks)
    assert "\ufffd" not in decoded.text


def test_characters_beyond_gbk_are_read_under_its_label() -> None:
    rare = "㐀𠀀䶮"
    assert decode(rare.encode("gb18030"), "text/html; charset=gb2312").text == rare


def test_a_page_cut_in_mid_character_is_still_utf_8() -> None:
    assert decode(WORDS.encode()[:-1]).text == WORDS[:-1]
    assert decode(WORDS.encode()[:-1]).encoding == "utf-8"


def test_a_few_broken_bytes_do_not_turn_utf_8_into_gibberish() -> None:
    decoded = decode((WORDS * 20).encode() + b"\xff" + WORDS.encode(), "text/html; charset=utf-8")
    assert decoded.encoding == "utf-8"
    assert decoded.text.startswith(WORDS)


def test_the_lone_byte_0x80_does_not_spoil_a_gbk_page() -> None:
    assert decode((WORDS * 20).encode("gbk") + b"\x80", "text/html; charset=gbk").text.startswith(WORDS)


@every(
    "label",
    ["replacement", "hz-gb-2312", "iso-2022-cn", "iso-2022-kr", "x-user-defined", "utf-7", "idna", "punycode", "base64", "unicode_escape", "", "..", "a" * 30],
)  # fmt: skip
def test_no_label_breaks_a_page(label: str) -> None:
    for body in (GBK, WORDS.encode(), b"~{plain~}", b"\x80\xff\x00"):
        assert decode(body, f"text/html; charset={label}").text
        assert decode(b"<meta charset=" + label.encode() + b">" + body).text
    assert decode(GBK, f"text/html; charset={label}").text == WORDS


def test_the_mark_of_an_included_file_is_no_part_of_the_page() -> None:
    body = b"\xef\xbb\xbf\xef\xbb\xbf<html><head>\xef\xbb\xbf<title>" + WORDS.encode()
    assert decode(body).text == f"<html><head><title>{WORDS}"
