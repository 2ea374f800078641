"""The head of our requests (请求头): the one place where it is written, and where nothing of a page can get into it."""

import re
from functools import lru_cache

import httpx

from probes.http.address import parsed
from probes.http.connection_pool import PoolKey
from probes.http.links import taken_apart
from probes.http.tls import Profile

_TOKEN = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]{1,256}")
#: Bytes that end a line or a head, and all others that no header of ours needs.
_CONTROL = re.compile(rb"[\x00-\x1f\x7f]")
#: A longer line is none of ours.
LONGEST = 16 * 1024


def write_head(request: httpx.Request) -> bytes:
    """
    The request line and headers of *request*, as they go out.

    Raises httpx.LocalProtocolError, before anything is sent, where a target, a name or a value holds CR, LF, NUL or
    another control character, or is longer than a server takes: such a thing can only come from a page.
    """
    target = request.url.raw_path
    if not _is_target(target):
        raise _refused(request, "the address asked for holds a control character or a blank")
    method = request.method.encode("ascii", "replace")
    lines = [method + b" " + target + b" HTTP/1.1"]
    if not _TOKEN.fullmatch(method):
        raise _refused(request, "the method is no word")
    for name, value in request.headers.raw:
        if not _TOKEN.fullmatch(name):
            raise _refused(request, f"header {name[:40]!r} has no proper name")
        if _CONTROL.search(value):
            raise _refused(request, f"header {name.decode('ascii')} holds a control character")
        lines.append(name + b": " + value)
    if any(len(line) > LONGEST for line in lines):
        raise _refused(request, f"a line of more than {LONGEST} bytes")
    return b"\r\n".join([*lines, b"", b""])


def target_of(url: str) -> tuple[PoolKey, str, bytes]:
    """
    Where *url* is asked, its Host header, and the first two lines of a GET for it.

    Raises httpx.LocalProtocolError where `write_head` would.
    """
    if (plain := taken_apart(url)) is not None:
        scheme, name, port, path = plain
        host = f"{name}:{port}" if port else name
        place = PoolKey(scheme, name, port or (443 if scheme == "https" else 80), Profile.VERIFY)
        return place, host, f"GET {path} HTTP/1.1\r\nHost: {host}\r\n".encode("ascii")
    there = parsed(url)
    target, raw_host = there.raw_path, there.netloc
    lines = b"GET " + target + b" HTTP/1.1\r\nHost: " + raw_host + b"\r\n"
    if not _is_target(target) or _CONTROL.search(raw_host) or len(lines) > LONGEST:
        raise httpx.LocalProtocolError("not sent: the address asked for holds what no request may")
    port = there.port or (443 if there.scheme == "https" else 80)
    place = PoolKey(there.scheme, there.raw_host.decode("ascii"), port, Profile.VERIFY)
    return place, raw_host.decode("ascii"), lines


#: The same, remembered: for what is asked every half hour.
target_again = lru_cache(maxsize=16_384)(target_of)


@lru_cache(maxsize=64)
def lines_of(headers: tuple[tuple[str, str], ...]) -> bytes:
    """Headers of ours, the same for every page, as they go out."""
    lines = [(name.encode("latin-1", "replace"), value.encode("latin-1")) for name, value in headers]
    request = httpx.Request("GET", "http://a.invalid/", headers=lines)
    return write_head(request).partition(b"\r\n")[2].partition(b"\r\n")[2][: -len(b"\r\n")]


def place_of(request: httpx.Request) -> PoolKey:
    """Where *request* is asked, and how strictly its connection is made."""
    scheme = request.url.scheme
    port = request.url.port or (443 if scheme == "https" else 80)
    return PoolKey(
        scheme, request.url.raw_host.decode("ascii"), port, request.extensions.get("profile", Profile.VERIFY)
    )


def is_sendable(value: str) -> bool:
    """Whether *value*, which a server gave us to ask with (ETag, Last-Modified), may stand in a request."""
    return len(value) <= 1024 and value.isascii() and value.isprintable()


def _is_target(target: bytes) -> bool:
    return not _CONTROL.search(target) and b" " not in target and target.startswith((b"/", b"*"))


def _refused(request: httpx.Request, why: str) -> httpx.LocalProtocolError:
    return httpx.LocalProtocolError(f"not sent: {why}", request=request)
