"""Addresses as browsers understand them."""

import pytest

from probes.http.address import absolute, configured_endpoints, from_header
from probes.http.links import host_of, join
from tests.every import every

HERE = "http://www.gov.test/a/b.html?q=1"


@every(
    ("target", "there"),
    [
        pytest.param("../c d", "http://www.gov.test/c%20d", id="relative, with a blank"),
        pytest.param("//other.test\\x", "http://other.test/x", id="backslash"),
        pytest.param(
            "http://u:p@other.test/x#y", "http://other.test/x", id="without name, password, fragment"
        ),
        pytest.param(" /x\r\n\t", "http://www.gov.test/x", id="stray white space"),
        pytest.param("/路", "http://www.gov.test/%E8%B7%AF", id="Chinese path"),
        pytest.param("http://中文.test/", "http://xn--fiq228c.test/", id="Chinese host"),
        pytest.param("http://127。0。0。1/", "http://127.0.0.1/", id="full-width dots"),
        pytest.param("", HERE, id="itself"),
        pytest.param("http://x.test:99999/", None, id="no such port"),
        pytest.param("http://x.test:0/", None, id="port nought"),
        pytest.param("http://a b.test/", None, id="a blank in the host"),
        pytest.param("javascript:void(0)", None, id="script"),
        pytest.param("mailto:a@b.test", None, id="mail"),
        pytest.param("file:///etc/passwd", None, id="file"),
        pytest.param("http://[::1", None, id="half a bracket"),
    ],
)
def test_a_target_means_an_address_or_none(target: str, there: str | None) -> None:
    assert absolute(HERE, target) == there


@every("base", ["", "no address", "ftp://a.test/", "http://", "http:///x"])
def test_what_is_no_web_address_is_none(base: str) -> None:
    assert absolute(base) is None


def test_a_location_in_gbk_goes_back_as_it_came() -> None:
    assert from_header(HERE, "/首页".encode("gbk").decode("latin-1")) == "http://www.gov.test/%CA%D7%D2%B3"


def test_a_location_in_utf_8_is_read() -> None:
    assert from_header(HERE, "/首页".encode().decode("latin-1")) == "http://www.gov.test/%E9%A6%96%E9%A1%B5"


def test_a_port_that_goes_without_saying_stands_for_both() -> None:
    assert configured_endpoints(["https://A.test/x", "http://127.0.0.1:8000/", "nonsense"]) == {
        ("a.test", 80),
        ("a.test", 443),
        ("127.0.0.1", 8000),
    }


@every(
    ("href", "there"),
    [
        pytest.param("b.html", "http://www.gov.test/a/b.html", id="relative"),
        pytest.param(" /x ", "http://www.gov.test/x", id="blanks around"),
        pytest.param("//other.test/x#y", "http://other.test/x#y", id="another host"),
        pytest.param("http://[", "", id="half a bracket"),
        pytest.param("//[x]/", "", id="no IPv6 address"),
        pytest.param("http://x.test:abc/", "", id="no port"),
        pytest.param("http://x.test:99999999999/", "", id="a port beyond all"),
        pytest.param("http://x\u2100.test/", "", id="a host that normalises to a slash"),
        pytest.param("http:///x", "http://www.gov.test/x", id="no host: the page's own, as in a browser"),
        pytest.param("https:///x", "", id="no host at all"),
        pytest.param("javascript:void(0)", "", id="script"),
        pytest.param("/\ud83d", "", id="half an emoji"),
        pytest.param("/" + "x" * 10_000, "", id="longer than an address is"),
    ],
)
def test_a_link_joins_its_page_or_leads_nowhere(href: str, there: str) -> None:
    assert join(HERE, href) == there


@pytest.mark.parametrize("base", ["http://[", "", "nonsense", "http://x.test:x/"])
def test_a_base_that_is_none_never_raises(base: str) -> None:
    assert join(base, "a") == ""
    assert host_of(base) in ("", "x.test")
