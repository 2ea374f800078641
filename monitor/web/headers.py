"""What goes with every answer: no outside loads, no sniffing, no referrer, no copies; and what may come in at all."""

import re
from urllib.parse import urlsplit

from fastapi import Request
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from monitor.web.auth.guard import is_https

#: Only our own files, no framing of us by others; an answer that states its own policy keeps it.
POLICY = (
    "default-src 'none'; style-src 'self'; connect-src 'self'; img-src 'self' data:; script-src 'self'; form-action 'self'; "
    "frame-src 'self'; base-uri 'none'; frame-ancestors 'none'"
)
ALWAYS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "cache-control": "no-store",
}
#: Two years; sent only over https.
HSTS = "max-age=63072000"
#: The longest body we read, in bytes: a form with a long note is far below it.
LONGEST_BODY = 256 * 1024
#: What a whole district's columns take in one form is longer.
LONGEST_LEDGER, LEDGER = 6 * 1024 * 1024, "/acts/ledger/"
#: A material is a file of at most 20 MB, with the fields around it.
LONGEST_MATERIAL, MATERIAL = 21 * 1024 * 1024, "/acts/material"
#: The only bodies that our forms send. Multipart names an encoding of its own, which nobody needs but where a file comes in.
FORM, FILES, TAKES_FILES = (
    "application/x-www-form-urlencoded",
    "multipart/form-data",
    ("/acts/ledger/book", "/acts/material"),
)
#: A host as a browser writes it: a name, an address, perhaps with a port.
_HOST = re.compile(rb"(?:[A-Za-z0-9._-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(?::[0-9]{1,5})?")
#: A cookie of ours as we made it: nothing in it is escaped, so nothing need be unescaped.
_COOKIE = re.compile(rb"(?:__Host-)?monitor-[a-z]{1,20}=[A-Za-z0-9_.-]{1,200}")


class TooLong(Exception):
    """The body is longer than any form of ours."""


def add_headers(headers: MutableHeaders, *, https: bool) -> None:
    """Add what is missing to *headers*."""
    for name, value in ALWAYS.items():
        headers.setdefault(name, value)
    if https:
        headers.setdefault("strict-transport-security", HSTS)


class SafeAnswers:
    """
    Middleware: adds the headers to every answer, and lets in only what a browser or a program of ours would send.

    A HEAD is answered as a GET without its body. Whatever leads on leads to an address of this server, without
    naming a host: the `Host` that a request brings is anybody's word. The identity provider that is configured is the
    one exception.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        is_head, read = scope["method"] == "HEAD", 0
        longest = LONGEST_LEDGER if scope["path"].startswith(LEDGER) else LONGEST_BODY
        longest = LONGEST_MATERIAL if scope["path"] == MATERIAL else longest
        taken = ("", FORM, FILES) if scope["path"] in TAKES_FILES else ("", FORM)
        fault = _fault_of(scope)
        scope = {**scope, "headers": _own_cookies(scope["headers"])}
        if is_head:
            scope["method"] = "GET"

        async def receive_some() -> Message:
            nonlocal read
            if _announced(scope) > longest:
                raise TooLong
            message = await receive()
            read += len(message.get("body", b""))
            if read > longest:
                raise TooLong
            if read and _kind_of(scope) not in taken:
                raise HTTPException(415)
            return message

        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                add_headers(headers, https=is_https(Request(scope)))
                outside = getattr(scope["app"].state, "leads_outside", "") if "app" in scope else ""
                if "location" in headers and not (
                    outside and headers["location"].startswith((f"{outside}?", f"{outside}&"))
                ):
                    headers["location"] = on_this_server(headers["location"])
            elif is_head and message["type"] == "http.response.body":
                if message.get("more_body"):
                    return
                message = {**message, "body": b""}
            await send(message)

        if fault:
            scope["headers"], scope["query_string"] = [], b""
            await PlainTextResponse(fault, 400)(scope, receive_some, send_safely)
            return
        await self.app(scope, receive_some, send_safely)


def on_this_server(location: str) -> str:
    """*location* as an address without scheme and host: `/sites?page=2`."""
    parts = urlsplit(location)
    path = "/" + parts.path.lstrip("/\\")
    return (
        path + (f"?{parts.query}" if parts.query else "") + (f"#{parts.fragment}" if parts.fragment else "")
    )


def _fault_of(scope: Scope) -> str:
    """What is wrong with the head of the request, in Chinese; "" nothing."""
    hosts = [value for name, value in scope["headers"] if name == b"host"]
    if len(hosts) > 1 or any(not _HOST.fullmatch(one) for one in hosts):
        return "请求头 Host 有误：应为一个主机名，可带端口号。请检查网址或代理服务器的设置。"
    if not scope.get("query_string", b"").isascii():
        return "网址有误：问号之后的汉字须用百分号编码。请重新打开页面，或检查网址。"
    return ""


def _own_cookies(headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """*headers* with no cookies but ours: reading what others put there can take long (http.cookies unescapes)."""
    others = [(name, value) for name, value in headers if name != b"cookie"]
    sent = (part.strip() for name, value in headers if name == b"cookie" for part in value.split(b";"))
    own = [part for part in sent if _COOKIE.fullmatch(part)]
    return [*others, (b"cookie", b"; ".join(own))] if own else others


def _announced(scope: Scope) -> int:
    """The length of the body as its head says; 0 when it says none, or nonsense."""
    said = next((value for name, value in scope["headers"] if name == b"content-length"), b"")
    if not said.isdigit():
        return 0
    return int(said) if len(said) < 20 else LONGEST_LEDGER + 1


def _kind_of(scope: Scope) -> str:
    """The media type of the body, without its parameters; "" when none is named."""
    kind = next((value for name, value in scope["headers"] if name == b"content-type"), b"")
    return kind.partition(b";")[0].strip().lower().decode("latin-1")
