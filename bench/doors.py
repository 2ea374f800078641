"""
How the doors hold: `python bench/doors.py` serves on 127.0.0.1, floods it with wrong passwords, and counts.

Strangers come from addresses of their own (127.0.0.2 …), half of them new ones each time, and some open sockets and
never finish their request. Meanwhile one person logs in every second from 127.0.0.1 with the right password. Printed:
compared passwords a second, what the strangers were answered, and how long the right password took.
"""

import argparse
import asyncio
import http.client
import multiprocessing
import socket
import tempfile
import threading
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from urllib.parse import urlencode

import uvicorn

from monitor.app.runtime import lookback
from monitor.domain.site import Centre, Watch
from monitor.domain.timing import system_clock
from monitor.rules.availability.visits import roll_up
from monitor.web.app import make_app
from monitor.web.auth.passwords import Passwords
from monitor.web.context import Web
from monitor.web.server import settings
from storage.access import people
from storage.access.people import Person
from storage.store import open_store

PASSWORD = "the right password"


def log_in(port: int, address: str, password: str) -> object:
    """The status of one login from *address*, with a browser that knows nothing."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20, source_address=(address, 0))
    try:
        connection.request("GET", "/login")
        page = connection.getresponse()
        cookie = (page.getheader("set-cookie") or "").partition(";")[0]
        token = page.read().decode().partition('name="csrf" value="')[2].partition('"')[0]
        form = urlencode({"name": "lin", "password": password, "csrf": token})
        kind = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookie}
        connection.request("POST", "/login", form, kind)
        return connection.getresponse().status
    except (OSError, http.client.HTTPException) as error:
        return type(error).__name__
    finally:
        connection.close()


def flood(port: int, many: int, seconds: float) -> Counter[object]:
    """What *many* strangers are answered, half of whom come from a new address each time; and half-sent requests."""
    end, answers = time.monotonic() + seconds, Counter[object]()

    def strange(number: int) -> None:
        tries = 0
        while time.monotonic() < end:
            tries += 1
            last = tries % 250 + 1 if number % 2 else 1
            answers[log_in(port, f"127.1.{number}.{last}", "wrong password")] += 1

    def half_open() -> None:
        held: list[socket.socket] = []
        while time.monotonic() < end:
            try:
                one = socket.create_connection(("127.0.0.1", port), timeout=5)
                one.sendall(b"GET /login HTTP/1.1\r\nHost: a\r\n")
                held = [*held[-400:], one]
            except OSError:
                pass
            time.sleep(0.02)
        for one in held:
            one.close()

    threads = [threading.Thread(target=strange, args=(n,)) for n in range(many)]
    threads.append(threading.Thread(target=half_open))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def person(port: int, seconds: float) -> list[tuple[object, float]]:
    """The right password once a second: how it was answered, and how long that took, in seconds."""
    end, seen = time.monotonic() + seconds, []
    while time.monotonic() < end:
        began = time.monotonic()
        status = log_in(port, "127.0.0.1", PASSWORD)
        seen.append((status, time.monotonic() - began))
        time.sleep(max(0.0, 1 - (time.monotonic() - began)))
    return seen


async def main() -> None:
    """Serve, flood, count."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--seconds", type=float, default=20)
    arguments.add_argument("--strangers", type=int, default=40)
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        async with open_store(
            f"sqlite+aiosqlite:///{folder}/m.db", Path(folder) / "evidence", clock=system_clock, roll_up=roll_up, needs=lookback(),
            make_validators=lambda tag, changed: (tag, changed),
        ) as store:  # fmt: skip
            watch = Watch(edition="fuzhou-2021", centre=Centre(name="bench"), units=(), sites=())
            passwords = Passwords()
            async with store.database.write() as connection:
                hashed = passwords.hash(PASSWORD)
                lin = Person(name="lin", role="centre", password=hashed, created_at=system_clock())
                await people.add_person(connection, lin)
            began = time.monotonic()
            for _ in range(10):
                passwords.hash(PASSWORD)
            print(f"one hash alone: {(time.monotonic() - began) / 10:.3f} s")
            app = make_app(Web(watch=lambda: watch, store=store, clock=system_clock), passwords=passwords)
            server = uvicorn.Server(settings(app, port=0, log_level="error"))
            task = asyncio.create_task(server.serve())
            while not server.started and not task.done():  # noqa: ASYNC110  (uvicorn tells in no other way)
                await asyncio.sleep(0.01)
            port = server.servers[0].sockets[0].getsockname()[1]
            loop = asyncio.get_running_loop()
            with ProcessPoolExecutor(2, multiprocessing.get_context("spawn")) as others:
                answers, right = await asyncio.gather(
                    loop.run_in_executor(others, flood, port, given.strangers, given.seconds),
                    loop.run_in_executor(others, person, port, given.seconds),
                )
            server.should_exit = True
            await task
    slow = sorted(took for _, took in right)
    print(f"strangers: {sum(answers.values()) / given.seconds:.0f} logins/s, {dict(answers)}")
    print(f"compared: {answers[403] / given.seconds:.1f} wrong passwords/s")
    print(
        f"right password: {Counter(status for status, _ in right)}; median {slow[len(slow) // 2]:.2f} s, longest {slow[-1]:.2f} s"
    )


if __name__ == "__main__":
    asyncio.run(main())
