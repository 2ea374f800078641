"""Who may be asked: public addresses and configured hosts, whatever form an address hides in."""

import pytest

from probes.http.guard import is_kin, is_public, is_same_site, may_ask
from tests.every import every


@every(
    "address",
    [
        pytest.param("127.0.0.1", id="loopback"),
        pytest.param("10.1.2.3", id="private 10"),
        pytest.param("172.16.0.1", id="private 172"),
        pytest.param("192.168.1.1", id="private 192"),
        pytest.param("169.254.169.254", id="link-local metadata"),
        pytest.param("100.64.0.1", id="carrier-grade NAT"),
        pytest.param("100.127.255.255", id="end of carrier-grade NAT"),
        pytest.param("192.0.0.8", id="protocol assignments"),
        pytest.param("198.18.0.1", id="benchmarks"),
        pytest.param("224.0.0.1", id="multicast"),
        pytest.param("240.0.0.1", id="reserved"),
        pytest.param("255.255.255.255", id="broadcast"),
        pytest.param("0.0.0.0", id="this host"),
        pytest.param("::1", id="IPv6 loopback"),
        pytest.param("::", id="IPv6 any"),
        pytest.param("fe80::1%eth0", id="link-local with a zone"),
        pytest.param("fc00::1", id="unique local"),
        pytest.param("fec0::1", id="old site-local"),
        pytest.param("ff02::1", id="IPv6 multicast"),
        pytest.param("::ffff:10.0.0.1", id="mapped"),
        pytest.param("::127.0.0.1", id="IPv4-compatible"),
        pytest.param("64:ff9b::7f00:1", id="NAT64"),
        pytest.param("64:ff9b:1::a00:1", id="local NAT64"),
        pytest.param("2002:7f00:1::", id="6to4"),
        pytest.param("2001:0:7f00:1::", id="Teredo"),
        pytest.param("2001:db8::1", id="documentation"),
        pytest.param("not an address", id="no address"),
    ],
)
def test_an_inner_address_is_not_public(address: str) -> None:
    assert not is_public(address)


@every(
    "address",
    ["218.106.155.204", "2400:3200::1", "::ffff:218.106.155.204", "64:ff9b::da6a:9bcc", "2002:da6a:9bcc::"],
)
def test_an_outer_address_is_public_in_every_form(address: str) -> None:
    assert is_public(address)


def test_only_the_configured_port_of_an_inner_host_may_be_asked() -> None:
    configured = {("127.0.0.1", 8000)}
    assert may_ask("http://127.0.0.1:8000/x", "127.0.0.1", configured)
    assert not may_ask("http://127.0.0.1:5432/x", "127.0.0.1", configured)


@every(
    ("host", "allowed", "same"),
    [
        pytest.param("www.fuzhou.gov.cn", (), True, id="itself"),
        pytest.param("fuzhou.gov.cn", (), True, id="without www"),
        pytest.param("FUZHOU.gov.cn.", (), True, id="written otherwise"),
        pytest.param("zwfw.fuzhou.gov.cn", (), False, id="sister, not allowed"),
        pytest.param("zwfw.fuzhou.gov.cn", ("*.fuzhou.gov.cn",), True, id="sister, by pattern"),
        pytest.param("fuzhou.gov.cn", ("*.fuzhou.gov.cn",), True, id="the bare name of a pattern"),
        pytest.param("evilfuzhou.gov.cn", ("*.fuzhou.gov.cn",), False, id="a name that only ends alike"),
        pytest.param("www.fujian.gov.cn", ("www.fujian.gov.cn",), True, id="by name"),
        pytest.param("download.example.com", ("*",), True, id="anywhere"),
    ],
)
def test_a_host_is_the_site_by_name_or_pattern(host: str, allowed: tuple[str, ...], same: bool) -> None:
    assert is_same_site(host, "www.fuzhou.gov.cn", allowed) is same


@pytest.mark.parametrize(
    ("one", "other", "kin"),
    [
        ("zwfw.fuzhou.gov.cn", "www.fuzhou.gov.cn", True),
        ("www.xm.gov.cn", "www.fuzhou.gov.cn", False),
        ("127.0.0.1", "127.0.0.2", False),
    ],
)
def test_kin_share_a_registered_name(one: str, other: str, kin: bool) -> None:
    assert is_kin(one, other) is kin
