"""The mail server of the demo: takes every mail on loopback and keeps it as a file."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aiosmtpd.smtp import SMTP, Envelope, Session


@dataclass(slots=True)
class Mailbox:
    """Where the mails come in."""

    folder: Path
    port: int = 0
    taken: list[Path] = field(default_factory=list)

    async def handle_DATA(self, server: "SMTP", session: "Session", envelope: "Envelope") -> str:
        """aiosmtpd's name for: here is a mail."""
        self.folder.mkdir(parents=True, exist_ok=True)
        to = re.sub(r"[^\w.@-]", "_", envelope.rcpt_tos[0])
        path = self.folder / f"{to}.eml"
        path.write_bytes(envelope.original_content or b"")
        self.taken.append(path)
        return "250 kept"


@asynccontextmanager
async def receive(folder: Path) -> AsyncIterator[Mailbox]:
    """Take mails at a free port of 127.0.0.1 until the block ends. ModuleNotFoundError without the extra `demo`."""
    from aiosmtpd.smtp import SMTP  # of the extra `demo`: nothing that watches needs it

    box, loop = Mailbox(folder), asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(box, hostname="mail.invalid", loop=loop), "127.0.0.1", 0)
    box.port = server.sockets[0].getsockname()[1]
    try:
        yield box
    finally:
        server.close()
        await server.wait_closed()
