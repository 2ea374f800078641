"""What goes with every answer: no outside loads, no sniffing, no referrer, no copies; and a limit on what comes in."""

from fastapi import Request
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from monitor.web.guard import is_https

#: Only our own files, no framing of us by others; an answer that states its own policy keeps it.
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'self'; form-action 'self'; "
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


class TooLong(Exception):
    """The body is longer than any form of ours."""


def add_headers(headers: MutableHeaders, *, https: bool) -> None:
    """Add what is missing to *headers*."""
    for name, value in ALWAYS.items():
        headers.setdefault(name, value)
    if https:
        headers.setdefault("strict-transport-security", HSTS)


class SafeAnswers:
    """Middleware: adds the headers to every answer, and stops reading a body that is too long."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        read = 0

        async def receive_some() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > LONGEST_BODY:
                raise TooLong
            return message

        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                add_headers(MutableHeaders(scope=message), https=is_https(Request(scope)))
            await send(message)

        await self.app(scope, receive_some, send_safely)
