"""
Kills a sender of mails between every two steps of its loop, against a server that counts (`make kills`).

Each sender is a process of its own that ends itself, with nothing tidied up, after so many turns of its event loop:
between claim, connection, text, final dot and record. The next one begins a while later, as the daemon's does.
"""

import asyncio
import json
import os
import shutil
import signal
import sqlite3
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Coroutine
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

from monitor.alerts.delivery import CLAIM_LASTS, deliver
from monitor.alerts.message import Sender
from monitor.alerts.smtp import Server, SmtpTransport
from monitor.domain.mail import Carrier, Mail, MailState
from storage.db.engine import Database, _engine, connect, parse
from storage.ops.outbox import Outbox

from .nights import NOW, mail
from .servers import Behaviour, serve

KILLED = 9


def fork(work: Callable[[], None]) -> int:
    """*work* in a process of its own; its number."""
    if number := os.fork():
        return number
    status = 1
    try:
        work()
        status = 0
    finally:
        os._exit(status)


class Counting(Behaviour):
    """Writes down each mail as it takes it, before it says so."""

    path: Path

    def append(self, envelope: Any) -> None:
        """As a list of what was taken."""
        said = [
            line
            for line in bytes(envelope.original_content).splitlines()
            if line.lower().startswith(b"message-id:")
        ]
        with self.path.open("ab") as file:
            file.write(said[0] + b"\n")


def count(port_file: Path, path: Path) -> None:
    """Serve until killed."""

    async def run() -> None:
        behaviour = Counting()
        behaviour.path = path
        behaviour.taken = behaviour  # type: ignore[assignment]
        async with serve(behaviour) as port:
            port_file.write_text(str(port))
            await asyncio.Event().wait()

    asyncio.run(run())


class KillingLoop(asyncio.SelectorEventLoop):
    """Ends the process after so many turns of the loop, as a power cut would."""

    left = -1

    def _run_once(self) -> None:
        if self.left == 0:
            os._exit(KILLED)
        self.left -= 1
        super()._run_once()  # type: ignore[misc]


def send(url: str, port: int, minutes: float, turns: int) -> bool:
    """One sender's life at a moment; False when it was killed after *turns* turns (-1: never)."""
    now = NOW + timedelta(minutes=minutes)
    transport = SmtpTransport(
        Server(host="127.0.0.1", port=port, security="none", timeout_s=5),
        Sender(address="monitor@example.gov.cn", name="网站监测"),
    )

    async def run() -> None:
        database = Database(_engine(parse(url), [], writes=True), _engine(parse(url), [], writes=False))
        loop = asyncio.get_running_loop()
        assert isinstance(loop, KillingLoop)
        loop.left = turns
        await deliver(Outbox(database), {Carrier.MAIL: transport}, lambda: now)
        loop.left = -1
        await database.close()

    def work() -> None:
        with asyncio.Runner(loop_factory=KillingLoop) as runner:
            runner.run(run())

    _, status = os.waitpid(fork(work), 0)
    code = os.waitstatus_to_exitcode(status)
    assert code in (0, KILLED), f"a sender broke: {code}"
    return code == 0


def plain(work: Coroutine[Any, Any, Any]) -> Any:
    """Its answer."""
    return asyncio.run(work)


async def fill(url: str) -> None:
    """Two mails that wait."""
    database = await connect(url)
    await Outbox(database).put([mail(), mail(audience="office")])
    await database.close()


def read(path: Path) -> list[dict[str, Any]]:
    """The mails as they stand."""
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        return [
            dict(row) for row in connection.execute("SELECT audience, message_id, state, detail FROM outbox")
        ]


def judge(mails: list[Mail], taken: Counter[str], kills: int) -> list[str]:
    """What is not as promised."""
    wrong = []
    for one in mails:
        many = taken[one.message_id]
        if many > 2:
            wrong.append(f"taken {many} times")
        if many == 2 and "twice" not in one.detail:
            wrong.append(f"repeated and not marked: {one.detail}")
        if one.state not in (MailState.SENT, MailState.GIVEN_UP):
            wrong.append(f"left as {one.state}")
        if many == 0 and (one.state is not MailState.GIVEN_UP or kills < 2):
            wrong.append(f"forgotten: {one.state}, {one.detail}")
    return wrong


def main(every: int, pairs: int) -> dict[str, Any]:
    """Kill once after each *every*th turn until a sender ends by itself, and then *pairs* times twice at random turns."""
    folder = Path(tempfile.mkdtemp())
    log, ports = folder / "taken", folder / "port"
    log.touch()
    server = fork(lambda: count(ports, log))
    try:
        while not (ports.exists() and ports.read_text()):
            os.sched_yield()
        port = int(ports.read_text())
        template = folder / "template.db"
        template_url = f"sqlite+aiosqlite:///{template}"
        # the schema and the mails are made in a process of their own: none of its threads is copied by a fork
        os.waitpid(fork(lambda: plain(fill(template_url))), 0)
        result: dict[str, Any] = {"kills": 0, "repeats": 0, "given_up": 0, "wrong": []}

        def case(*turns: int) -> bool:
            target = folder / "case.db"
            for old in folder.glob("case.db*"):
                old.unlink()
            shutil.copy(template, target)
            log.write_bytes(b"")
            url, ended, kills, minutes = f"sqlite+aiosqlite:///{target}", False, 0, 0.0
            for one in turns:
                ended = send(url, port, minutes, one)
                kills += not ended
                minutes += CLAIM_LASTS.total_seconds() / 60 + 1
            for _ in range(1 if ended else 2):
                send(url, port, minutes, -1)
                minutes += 60
            mails = [mail(**{**row, "state": MailState(row["state"])}) for row in read(target)]
            taken = Counter(line.split(b":", 1)[1].strip().decode() for line in log.read_bytes().splitlines())
            result["kills"] += kills
            result["repeats"] += sum(many == 2 for many in taken.values())
            result["given_up"] += sum(one.state is MailState.GIVEN_UP for one in mails)
            result["wrong"] += [f"{turns}: {words}" for words in judge(mails, taken, kills)]
            return ended

        last = 0
        while not case(last):
            last += every
        chance = Random(0)
        for _ in range(pairs):
            case(chance.randrange(last), chance.randrange(last))
        return result
    finally:
        os.kill(server, signal.SIGKILL)
        os.waitpid(server, 0)
        shutil.rmtree(folder)


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]), int(sys.argv[2])), ensure_ascii=False))
