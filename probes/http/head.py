"""The head of our requests (请求头): the one place where it is written, and where nothing of a page can get into it."""

import re

import httpx

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
    if _CONTROL.search(target) or b" " in target or not target.startswith((b"/", b"*")):
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


def is_sendable(value: str) -> bool:
    """Whether *value*, which a server gave us to ask with (ETag, Last-Modified), may stand in a request."""
    return len(value) <= 1024 and value.isascii() and value.isprintable()


def _refused(request: httpx.Request, why: str) -> httpx.LocalProtocolError:
    return httpx.LocalProtocolError(f"not sent: {why}", request=request)
