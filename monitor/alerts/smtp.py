"""Sends one mail over SMTP, and knows at each moment whether the server may have taken it."""

import asyncio
import contextlib
import re
import ssl
from dataclasses import dataclass, field
from typing import Any

import aiosmtplib
from aiosmtplib import SMTPException, SMTPRecipientRefused, SMTPResponseException
from aiosmtplib.protocol import SMTPProtocol

from monitor.alerts.delivery import Answer
from monitor.alerts.message import Sender, message
from monitor.alerts.words import clean
from monitor.domain.mail import Mail
from monitor.domain.settings import MailSettings

PORTS = {"starttls": 587, "tls": 465, "none": 25}

#: From here on a code is final; below it the server asks to come again.
FINAL = 500
START_TEXT, TAKEN = 354, range(200, 300)
#: The text goes out in pieces of so many bytes; where the line is full, we look again after so long.
PIECE, BREATH_S = 1 << 16, 0.05

#: A line that begins with a dot gets a second one, RFC 5321 section 4.5.2.
_DOT = re.compile(rb"(?m)^\.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """The server of `[mail]`."""

    host: str
    port: int
    security: str = "starttls"
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    ca_file: str | None = None
    timeout_s: float = 60


def server_of(mail: MailSettings, password: str | None) -> Server:
    """The server that `[mail]` names."""
    return Server(
        host=mail.host,
        port=mail.port or PORTS[mail.security],
        security=mail.security,
        user=mail.user,
        password=password,
        ca_file=mail.ca_file,
        timeout_s=mail.timeout_s,
    )


@dataclass(slots=True)
class _Journey:
    """How far one mail has come."""

    said: list[str] = field(default_factory=list)
    accepted: list[str] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)
    is_ours: bool = True  #: until the server has taken our sender
    is_doubtful: bool = False  #: the text is out and no answer is in
    is_taken: bool = False

    def answer(self) -> Answer:
        """What came of it."""
        return Answer(
            delivered=tuple(self.accepted) if self.is_taken else (),
            refused=self.refused,
            words=clean("; ".join(self.said), 500),
            is_doubtful=self.is_doubtful,
            is_ours=self.is_ours,
        )


@dataclass(frozen=True, slots=True)
class SmtpTransport:
    """A connection for each mail: what one mail meets harms no other."""

    server: Server
    sender: Sender

    async def send(self, mail: Mail) -> Answer:
        """
        Send *mail* to the recipients it still owes.

        Refused for good (5xx): the recipient, or the text. To come again (4xx, no connection, silence): the
        rest; also a 5xx at greeting, login or sender, which is about us and not about this mail. Cancelled, it
        answers how far it has come.
        """
        journey = _Journey()
        client: aiosmtplib.SMTP | None = None
        try:
            async with asyncio.timeout(self.server.timeout_s * 5):
                client = self._client()
                await client.connect()
                await self._walk(client, mail, journey)
        except SMTPResponseException as error:
            journey.said.append(f"{error.code} {error.message}")
        except TimeoutError as error:
            journey.said.append(f"no answer within {self.server.timeout_s:g} s ({_words(error)})")
        except (SMTPException, OSError) as error:
            journey.said.append(_words(error))
        except asyncio.CancelledError:  # told to stop: how far it has come is the answer
            journey.said.append("we stopped in the middle of it")
        finally:
            if client is not None:
                client.close()
        return journey.answer()

    def _client(self) -> aiosmtplib.SMTP:
        server = self.server
        return aiosmtplib.SMTP(
            hostname=server.host,
            port=server.port,
            timeout=server.timeout_s,
            use_tls=server.security == "tls",
            start_tls=server.security == "starttls",
            tls_context=None if server.security == "none" else _context(server.ca_file),
            username=server.user,
            password=server.password,
            local_hostname=self.sender.address.rpartition("@")[
                2
            ],  # asking the resolver for ours can take long
        )

    async def _walk(self, client: aiosmtplib.SMTP, mail: Mail, journey: _Journey) -> None:
        text = _DOT.sub(b"..", message(mail, self.sender).as_bytes())
        await client.mail(self.sender.address)
        journey.is_ours = False
        for one in mail.owing:
            try:
                await client.rcpt(one)
            except SMTPRecipientRefused as error:
                words = clean(f"{error.code} {error.message}", 300)
                journey.said.append(f"{one}: {words}")
                if error.code >= FINAL:
                    journey.refused[one] = words
            else:
                journey.accepted.append(one)
        if journey.accepted:
            await _hand_over(client, text, journey)
        with contextlib.suppress(SMTPException, OSError):  # it has answered; its farewell changes nothing
            await client.quit()


async def _hand_over(client: aiosmtplib.SMTP, text: bytes, journey: _Journey) -> None:
    """
    The text and its final dot.

    `client.data` does both in one, and after a lost connection would not tell whether the dot was out. Before
    the dot no server has taken anything: a connection lost there leaves no doubt.
    """
    begun = await client.execute_command(b"DATA")
    if begun.code != START_TEXT or client.protocol is None:
        _refuse(journey, begun.code, begun.message)
        return
    reading = asyncio.ensure_future(client.protocol.read_response())
    try:
        if await _write(client.protocol, text, reading):
            journey.is_doubtful = True
            client.protocol.write(b".\r\n")
        answer = await asyncio.wait_for(reading, client.timeout)
    finally:
        reading.cancel()
    if answer.code in TAKEN and journey.is_doubtful:
        journey.is_taken = True
        journey.said.append(f"{answer.code} {answer.message}")
    else:
        _refuse(journey, answer.code, answer.message)
    journey.is_doubtful = False


async def _write(protocol: SMTPProtocol, text: bytes, reading: asyncio.Future[Any]) -> bool:
    """Write *text* as fast as the line takes it. False: the server answered, or hung up, in the middle."""
    for start in range(0, len(text), PIECE):
        if reading.done():
            return False
        protocol.write(text[start : start + PIECE])
        transport = protocol.transport
        while isinstance(transport, asyncio.WriteTransport) and transport.get_write_buffer_size():
            if (await asyncio.wait({reading}, timeout=BREATH_S))[0]:
                return False
    return not reading.done()


def _refuse(journey: _Journey, code: int, said: str) -> None:
    words = clean(f"{code} {said}", 300)
    journey.said.append(words)
    if code >= FINAL:
        journey.refused.update(dict.fromkeys(journey.accepted, words))


def _context(ca_file: str | None) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=ca_file)


def _words(error: Exception) -> str:
    return clean(str(error), 300) or type(error).__name__
