"""Mail servers on loopback: one that takes all, and ones that fail in each way a server can."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

#: Where a connection may be lost, in the order of a session.
STAGES = ("connect", "EHLO", "MAIL", "RCPT", "DATA", "text", "taken")


@dataclass(slots=True)
class Behaviour:
    """How a server behaves, and what it took."""

    drops_at: str = ""
    recipients: dict[str, str] = field(default_factory=dict)  #: what it says to each; else 250
    text: str = "250 2.0.0 taken"
    sender: str = ""
    password: str | None = None
    taken: list[Envelope] = field(default_factory=list)
    logins: list[str] = field(default_factory=list)

    @property
    def mails(self) -> list[EmailMessage]:
        """What it took, as a mail client reads it."""
        found = []
        for one in self.taken:
            read = message_from_bytes(one.original_content or b"", policy=policy.default)
            assert isinstance(read, EmailMessage)
            found.append(read)
        return found


class Handler:
    """What aiosmtpd asks."""

    def __init__(self, behaviour: Behaviour) -> None:
        self.behaviour = behaviour

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        said = self.behaviour.recipients.get(address, "250 OK")
        if said.startswith("250"):
            envelope.rcpt_tos.append(address)
        return said

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if self.behaviour.text.startswith("250"):
            self.behaviour.taken.append(envelope)
        if self.behaviour.drops_at == "text":
            assert server.transport is not None
            server.transport.abort()
        return self.behaviour.text

    def login(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any
    ) -> AuthResult:
        password = data.password.decode()
        self.behaviour.logins.append(password)
        return AuthResult(success=password == self.behaviour.password, handled=False)


class Server(SMTP):
    """aiosmtpd's server, cut off where *behaviour* says."""

    def __init__(self, behaviour: Behaviour, **more: Any) -> None:
        handler = Handler(behaviour)
        self._behaviour = behaviour
        if behaviour.password is not None:
            more |= {"authenticator": handler.login, "auth_required": True, "auth_require_tls": True}
        super().__init__(handler, hostname="mail.invalid", loop=asyncio.get_running_loop(), timeout=5, **more)

    def _is_cut(self, stage: str) -> bool:
        if self._behaviour.drops_at == stage:
            assert self.transport is not None
            self.transport.abort()
        return self._behaviour.drops_at == stage

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        self._is_cut("connect")

    async def smtp_EHLO(self, hostname: str) -> None:
        if not self._is_cut("EHLO"):
            await super().smtp_EHLO(hostname)

    async def smtp_MAIL(self, arg: str | None) -> None:
        if self._behaviour.sender:
            await self.push(self._behaviour.sender)
        elif not self._is_cut("MAIL"):
            await super().smtp_MAIL(arg)

    async def smtp_RCPT(self, arg: str | None) -> None:
        if not self._is_cut("RCPT"):
            await super().smtp_RCPT(arg)

    async def smtp_DATA(self, arg: str) -> None:
        if not self._is_cut("DATA"):
            await super().smtp_DATA(arg)

    async def push(self, status: Any) -> None:
        await super().push(status)
        if self._behaviour.drops_at == "taken" and str(status) == self._behaviour.text:
            assert self.transport is not None
            self.transport.close()  # what was said still goes out


@asynccontextmanager
async def serve(behaviour: Behaviour, tls: ssl.SSLContext | None = None) -> AsyncIterator[int]:
    """The port of a running server."""
    server = await asyncio.get_running_loop().create_server(
        lambda: Server(behaviour, tls_context=tls), "127.0.0.1", 0
    )
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        await server.wait_closed()


@asynccontextmanager
async def silent() -> AsyncIterator[int]:
    """The port of a server that takes the connection and never says a word."""

    async def wait(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()
        writer.close()

    server = await asyncio.start_server(wait, "127.0.0.1", 0)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        await server.wait_closed()


@asynccontextmanager
async def breaks_off(answer: bytes = b"") -> AsyncIterator[int]:
    """The port of a server that, in the middle of a long text, says *answer* and hangs up."""

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 mail.invalid\r\n")
        while (line := await reader.readline()) and not line.startswith(b"DATA"):
            writer.write(b"250 OK\r\n")
        writer.write(b"354 go on\r\n")
        await reader.readexactly(1000)
        writer.write(answer)
        await writer.drain()
        if answer:
            await asyncio.sleep(0.3)
        writer.transport.abort()

    server = await asyncio.start_server(talk, "127.0.0.1", 0, limit=1 << 10)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        await server.wait_closed()
