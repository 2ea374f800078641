"""Web addresses as browsers understand them: one spelling for what pages, servers and people write."""

import re
from collections.abc import Collection
from functools import lru_cache
from urllib.parse import quote_from_bytes

import httpx

from probes.http.links import LONGEST, taken_apart

_HOST = re.compile(r"[\w.-]{1,253}|[0-9a-f:.]{2,45}", re.IGNORECASE | re.ASCII)
#: What may stand in an address as it is; the rest was meant as bytes.
_PLAIN = "".join(map(chr, range(0x21, 0x7F)))


@lru_cache(maxsize=1024)
def parsed(url: str) -> httpx.URL:
    """*url* taken apart, once for all that a visit asks of it. Raises httpx.InvalidURL."""
    return httpx.URL(url)


def absolute(base: str, target: str = "") -> str | None:
    """
    The http(s) address that *target*, found on *base*, means; None when it means none.

    Names and passwords in it, and the fragment, are left out.
    """
    if not target and taken_apart(base) is not None:
        return base
    if len(target) > LONGEST:
        return None
    target = target.strip(" \0").translate({9: None, 10: None, 13: None})
    if target[:11].lower() != "javascript:":
        target = target.replace("\\", "/")
    try:
        there = parsed(base).join(target) if target else parsed(base)
        if there.scheme not in ("http", "https") or not _HOST.fullmatch(there.raw_host.decode("ascii")):
            return None
        if there.port is not None and not 0 < there.port < 65536:
            return None
        if there.fragment or there.userinfo:
            there = there.copy_with(fragment=None, username=None, password=None)
        return str(there)
    except (httpx.InvalidURL, ValueError, TypeError):
        return None


def from_header(base: str, location: str) -> str | None:
    """As `absolute`, for a Location header: bytes read as latin-1, whatever the server wrote them in."""
    raw = location.encode("latin-1", "replace")
    try:
        return absolute(base, raw.decode("utf-8"))
    except UnicodeDecodeError:  # GBK, as the server will want it back
        return absolute(base, quote_from_bytes(raw, safe=_PLAIN))


def configured_endpoints(urls: Collection[str]) -> frozenset[tuple[str, int]]:
    """
    Host and port of each of *urls*: the addresses that may be anywhere.

    A port that goes without saying stands for both 80 and 443, as sites move between them.
    """
    found = set()
    for url in urls:
        clean = absolute(url)
        if clean is None:
            continue
        parsed = httpx.URL(clean)
        host = parsed.raw_host.decode("ascii").lower()
        found |= {(host, parsed.port)} if parsed.port else {(host, 80), (host, 443)}
    return frozenset(found)
