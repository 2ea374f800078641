"""The commands of `monitor` as an operator types them, in a folder and by a clock that the test holds."""

import itertools
import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from typer.testing import CliRunner, Result

from monitor.cli import app
from monitor.cli.options import Common
from monitor.domain.timing import SHANGHAI, Clock
from tests.databases import sqlite_url

#: The moment of every test that names no other.
NOW = datetime(2026, 11, 20, 12, tzinfo=SHANGHAI)


def ticking(start: datetime, step: timedelta = timedelta(milliseconds=100)) -> Clock:
    """A clock that goes on by *step* whenever it is asked: what is done later is later."""
    ticks = itertools.count()
    return lambda: start + step * next(ticks)


HEAD = """
edition = "fuzhou-2021"
[centre]
name = "示例区大数据服务中心"
"""


class Cli:
    """An operator's folder: a configuration, a database, a clock, and the commands on them."""

    def __init__(self, folder: Path, now: datetime = NOW, db: str = "m.db") -> None:
        self.folder, self.now = folder, now
        self.config, self.db = folder / "sites.toml", folder / db

    @property
    def url(self) -> str:
        """The address of the database, which stands there empty when nothing was stored yet."""
        return sqlite_url(self.db)

    def clock(self) -> datetime:
        """What the commands are told when they ask the time."""
        return self.now

    def configure(self, *parts: str, head: str = HEAD) -> "Cli":
        """Write the configuration: *head*, then *parts*."""
        self.config.write_text(head + "".join(parts), encoding="utf-8")
        return self

    def run(self, *words: str, env: dict[str, str | None] | None = None, typed: str | None = None) -> Result:
        """`monitor words…` on this configuration and database."""
        return self.bare(*words, "--config", str(self.config), "--db", self.url, env=env, typed=typed)

    def bare(self, *words: str, env: dict[str, str | None] | None = None, typed: str | None = None) -> Result:
        """`monitor words…` and nothing more; a second later the next one may begin."""
        done = CliRunner().invoke(app, words, input=typed, env=env, obj=Common(clock=self.clock))
        self.now += timedelta(seconds=1)
        return done

    def write(self, name: str, rows: list[dict[str, Any]]) -> str:
        """A file of one JSON object a line, in the folder; returns its path."""
        path = self.folder / name
        path.write_text(
            "\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\n", encoding="utf-8"
        )
        return str(path)
