"""Which addresses may be asked: a page must not lead the monitor into somebody's inner network."""

import ipaddress
from collections.abc import Collection
from functools import lru_cache
from urllib.parse import urlsplit

from probes.http.links import taken_apart

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_NEVER = tuple(
    ipaddress.ip_network(net)
    for net in (
        "0.0.0.0/8",
        "100.64.0.0/10",
        "169.254.0.0/16",
        "192.0.0.0/24",
        "192.88.99.0/24",
        "198.18.0.0/15",
        "240.0.0.0/4",
        "::/96",
        "64:ff9b:1::/48",
        "fe80::/10",
        "fec0::/10",
        "2001::/32",
    )
)


@lru_cache(maxsize=4096)
def is_public(address: str) -> bool:
    """Whether *address* (IPv4 or IPv6, resolved) is a public one, also behind 6to4, NAT64 and mapped forms."""
    try:
        ip = ipaddress.ip_address(address.split("%", 1)[0])
    except ValueError:
        return False
    inner = _embedded(ip)
    if inner is not None:
        return is_public(str(inner))
    if any(ip.version == net.version and ip in net for net in _NEVER):
        return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


def _embedded(ip: ipaddress.IPv4Address | ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    if isinstance(ip, ipaddress.IPv4Address):
        return None
    if ip in _NAT64:
        return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.ipv4_mapped or ip.sixtofour


@lru_cache(maxsize=4096)
def endpoint(url: str) -> tuple[str, int]:
    """Host name and port of *url*. Raises ValueError when it has none."""
    if (plain := taken_apart(url)) is not None:
        return plain.host, plain.port or (443 if plain.scheme == "https" else 80)
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError(f"not a web address: {url!r}")
    return parts.hostname.lower(), parts.port or (443 if parts.scheme == "https" else 80)


def is_literal(host: str) -> bool:
    """Whether *host* is an address written as numbers, or localhost: whoever wrote it said where it is."""
    if host == "localhost":
        return True
    try:
        ipaddress.ip_address(host.strip("[]").split("%", 1)[0])
    except ValueError:
        return False
    return True


def may_ask(url: str, address: str, configured: Collection[tuple[str, int]]) -> bool:
    """Whether *url* may be asked at *address*: anywhere if it is configured as inner (*configured*), else if that is public."""
    return endpoint(url) in configured or is_public(address)


def is_same_site(host: str, asked: str, allowed: Collection[str]) -> bool:
    """
    Whether *host* is still the site that was asked for: the same host, its www form, or an allowed one.

    *allowed* holds names and patterns such as `*.fuzhou.gov.cn` (the bare name included); `*` alone is any host.
    """
    host, asked = host.lower().rstrip("."), asked.lower().rstrip(".")
    if host.removeprefix("www.") == asked.removeprefix("www."):
        return True
    for pattern in allowed:
        bare = pattern.lower().removeprefix("*.")
        if pattern == "*" or host == bare or (pattern.startswith("*.") and host.endswith("." + bare)):
            return True
    return False


def is_kin(host: str, asked: str) -> bool:
    """Whether both hosts belong to one registered name, such as x.fuzhou.gov.cn and www.fuzhou.gov.cn."""
    one, other = _registered(host), _registered(asked)
    return one == other and one != ""


def _registered(host: str) -> str:
    if ":" in host or not host.strip("0123456789."):
        return ""
    labels = host.lower().rstrip(".").split(".")
    many = 3 if len(labels) > 2 and labels[-2] in ("gov", "com", "org", "net", "edu", "ac") else 2
    return ".".join(labels[-many:]) if len(labels) >= many else ""
