"""Platforms on loopback that answer whatever a test says, and the operator's desk that asks them."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from monitor.domain.timing import DAY, SHANGHAI
from tests.cli.test_commands import Desk
from tests.operator_desk import NOW

HEAD = """
edition = "fuzhou-2021"
[centre]
name = "示例区大数据服务中心"
[[unit]]
id = "office"
name = "区政府办"
aliases = ["示例区人民政府办公室"]
"""


@dataclass(frozen=True, slots=True)
class Asked:
    """One request, as it arrived."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Answers:
    """One answer."""

    body: bytes | str = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


Page = Answers | str | bytes | Callable[[Asked], Answers]


@dataclass(slots=True)
class Platforms:
    """Pages by path, without the query; remembers what was asked."""

    base: str = ""
    pages: dict[str, Page] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)

    def answer(self, asked: Asked) -> Answers:
        """What this request gets."""
        self.asked.append(asked)
        page = self.pages.get(asked.path.partition("?")[0])
        if callable(page):
            return page(asked)
        return (
            page if isinstance(page, Answers) else Answers("nothing", 404) if page is None else Answers(page)
        )


@contextmanager
def serving() -> Iterator[Platforms]:
    """A server on any free port, until the block ends."""
    platforms = Platforms()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            size = int(self.headers.get("Content-Length") or 0)
            headers = {name.lower(): value for name, value in self.headers.items()}
            asked = Asked(self.command, self.path, headers, self.rfile.read(size))
            given = platforms.answer(asked)
            body = given.body.encode() if isinstance(given.body, str) else given.body
            self.send_response(given.status)
            for name, value in {"Content-Length": str(len(body)), **given.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            try:
                self.wfile.write(body)
            except ConnectionError:
                self.close_connection = True

        do_POST = do_HEAD = do_GET

        def log_message(self, *words: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    platforms.base = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield platforms
    finally:
        server.shutdown()
        server.server_close()


def account(source: str, *more: str, id: str = "a", platform: str = "weibo", name: str = "示例发布") -> str:
    """One `[[account]]`."""
    lines = [
        f'id = "{id}"',
        f'name = "{name}"',
        f'platform = "{platform}"',
        'unit = "office"',
        f"source = {source}",
    ]
    return "\n".join(["[[account]]", *lines, *more, ""])


def desk_with(folder: Path, *accounts: str) -> Desk:
    """A desk whose configuration holds *accounts*."""
    desk = Desk(folder)
    desk.configure(*accounts, head=HEAD)
    return desk


def look(desk: Desk, *words: str, id: str = "a") -> dict[str, dict[str, Any]]:
    """`monitor run-once --account`: the verdicts by rule."""
    done = desk.run("run-once", "--account", id, "--json", *words)
    return verdicts(done.output, id)


def judge(desk: Desk, *words: str, id: str = "a") -> dict[str, dict[str, Any]]:
    """`monitor judge`: the verdicts by rule."""
    return verdicts(desk.run("judge", "--account", id, "--json", *words).output, id)


def verdicts(output: str, id: str) -> dict[str, dict[str, Any]]:
    """The verdicts of one subject in a feed document, by rule."""
    document = json.loads(output[output.index("{") : output.rindex("}") + 1])
    [subject] = [one for one in document["subjects"] if one["id"] == id]
    return {one["rule"]: one for one in subject["verdicts"]}


def ago(days: int, hour: int = 0) -> datetime:
    """A moment so many Shanghai days back, a minute after that full hour."""
    return datetime.combine(NOW.date() - DAY * days, time(hour, 1), SHANGHAI)
