"""What somebody who has a pack open does to it (证据包的篡改): its store, its chain, its manifest, its words."""

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, timedelta
from pathlib import Path
from typing import Any

from storage.access.chain import BEGINNING, COVERED, content_hash, content_of, key_of, link_row
from storage.db import tables
from storage.db.engine import connect
from tests.cli.test_commands import START
from tests.databases import sqlite_url

NOW = START + timedelta(days=7)


def stated(folder: Path, **other: object) -> None:
    """The manifest with *other* values."""
    path = folder / "manifest.json"
    path.write_text(json.dumps({**json.loads(path.read_text("utf-8")), **other}), "utf-8")


@contextmanager
def opened_up(folder: Path) -> Iterator[sqlite3.Connection]:
    """The store without what keeps its rows from being changed, which is put back afterwards: whoever has the file can."""
    with closing(sqlite3.connect(folder / "store.db")) as base:
        triggers = base.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in triggers:
            base.execute(f"DROP TRIGGER {name}")
        yield base
        for _, statement in triggers:
            base.execute(statement)
        base.commit()


def sql(folder: Path, statement: str) -> None:
    with opened_up(folder) as base:
        base.execute(statement)


def reworded(old: str, new: str, folder: Path) -> None:
    path = folder / "说明.txt"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def linked(folder: Path, kind: str, content: Mapping[str, Mapping[str, str]]) -> None:
    """One more link, which the manifest and the words for people name as the newest."""
    with opened_up(folder) as base:
        number, hash = base.execute("SELECT number, hash FROM chain ORDER BY number DESC").fetchone()
        made = link_row(hash, number + 1, kind, NOW, content)
        base.execute(
            "INSERT INTO chain (number, at, kind, content, hash) VALUES (?, ?, ?, ?, ?)",
            (number + 1, f"{NOW.astimezone(UTC):%Y-%m-%d %H:%M:%S.%f}", kind, made["content"], made["hash"]),
        )
    reworded(hash, made["hash"], folder)
    stated(folder, head=made["hash"])


async def chained_now(folder: Path) -> tuple[Sequence[Mapping[str, Any]], dict[str, dict[str, str]]]:
    """The links of the store, and the hashes of what stands there now, by table and key."""
    database = await connect(sqlite_url(folder / "store.db"))
    try:
        async with database.read() as connection:
            links = (await connection.execute(tables.chain.select().order_by(tables.chain.c.number))).mappings().all()  # fmt: skip
            return [dict(one) for one in links], {
                name: {
                    key_of(tables.metadata.tables[name], row): content_hash(tables.metadata.tables[name], row)
                    for row in (await connection.execute(tables.metadata.tables[name].select())).mappings()
                }
                for name in COVERED
            }
    finally:
        await database.close()


async def chained_anew(folder: Path, previous: str = BEGINNING) -> str:
    """Every link of the store made again over what stands there now, after one of hash *previous*; gives the hash of the last."""
    links, now = await chained_now(folder)
    with opened_up(folder) as base:
        if previous != BEGINNING:
            base.execute("UPDATE chain SET number = number + 1000")
            links = [{**link, "number": link["number"] + 1000} for link in links]
            base.execute(
                "INSERT INTO chain (number, at, kind, content, hash) SELECT 1000, at, kind, '{}', ? FROM chain LIMIT 1",
                (previous,),
            )
        for link in links:
            content = {
                name: {key: now[name].get(key, hash) for key, hash in held.items()}
                for name, held in content_of(link["content"]).items()
            }
            made = link_row(previous, link["number"], link["kind"], link["at"], content)
            previous = made["hash"]
            base.execute(
                "UPDATE chain SET content = ?, hash = ? WHERE number = ?",
                (made["content"], previous, made["number"]),
            )
    return previous
