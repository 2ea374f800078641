"""A locked database, a read-only one, a full disk, under a daemon at work: said, waited out, and nothing lost."""

import contextlib
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO, Any

import pytest
from sqlalchemy import event

from monitor.domain.content import Item, ListState
from monitor.domain.observation import Exchange, Listing, Observation, Visit
from monitor.domain.reach import Reach
from monitor.domain.site import Site
from storage.access import chain
from storage.db.retry import with_retry
from storage.evidence.evidence import Condition, EvidenceFolder
from storage.store import Store

from .conftest import START, Stage, rows

Trouble = Callable[[Store, Path], AbstractContextManager[None]]


@contextlib.contextmanager
def held_lock(store: Store, folder: Path) -> Iterator[None]:
    """Somebody else writes, and does not end."""
    other = sqlite3.connect(folder / "monitor.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pragma(store, "busy_timeout=20", "busy_timeout=30000"):
        yield
        other.execute("ROLLBACK")
    other.close()


@contextlib.contextmanager
def read_only(store: Store, folder: Path) -> Iterator[None]:
    """The system mounted the disk read-only, as it does after an error."""
    with pragma(store, "query_only=ON", "query_only=OFF"):
        yield


@contextlib.contextmanager
def full_database(store: Store, folder: Path) -> Iterator[None]:
    """No page more fits."""
    with pragma(store, "max_page_count=1", "max_page_count=1000000"):
        yield


@contextlib.contextmanager
def full_evidence(store: Store, folder: Path) -> Iterator[None]:
    """The disk of the evidence takes nothing more."""
    before, store.evidence = store.evidence, FullFolder(folder / "evidence")
    yield
    store.evidence = before


class FullFolder(EvidenceFolder):
    """Writes to where nothing fits."""

    def _open(self, day: Any) -> IO[bytes]:
        if self._file is None:
            self._file = open("/dev/full", "wb")  # noqa: SIM115
        return self._file


@contextlib.contextmanager
def pragma(store: Store, on: str, off: str) -> Iterator[None]:
    """Every connection that is taken meanwhile works under *on*, every later one under *off*."""
    now = [on]

    def set_it(connection: Any, _record: Any, _proxy: Any) -> None:
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA {now[0]}")
        cursor.close()

    event.listen(store.database.writer.sync_engine.pool, "checkout", set_it)
    try:
        yield
    finally:
        now[0] = off


@pytest.mark.parametrize(
    ("trouble", "words"),
    [
        (held_lock, "database is locked"),
        (read_only, "readonly database"),
        (full_database, "disk is full"),
        (full_evidence, "No space left on device"),
    ],
    ids=["locked", "read-only", "full database", "full evidence"],
)
async def test_the_daemon_says_it_waits_it_out_and_loses_nothing(
    stage: Stage, tmp_path: Path, trouble: Trouble, words: str
) -> None:
    told: list[str] = []
    troubled: list[datetime] = []
    ids: list[str] = []

    async def visit(site: Site, slot: datetime) -> None:
        at = made.clock()
        body = b"<html>the same page each time</html>"
        facts = Visit(reach=Reach.OPENED, reason="ok", slot=slot)
        look = Observation(
            subject=site.id, at=at, facts=facts,
            exchanges=(Exchange(url=site.url, at=at, status=200, body=body),),
        )  # fmt: skip
        items = tuple(
            Item(title=f"{slot} {number} {'长' * 200}", url=f"{site.url}{number}") for number in range(60)
        )
        long_list = replace(
            look, part="c", facts=Listing(state=ListState.ITEMS, items=items)
        )  # needs new pages
        with contextlib.ExitStack() as stack:
            if len(ids) in (6, 14):
                troubled.append(slot)
                stack.enter_context(trouble(stage.store, tmp_path))

            async def passes(seconds: float) -> None:
                if len(told) % 3 == 0:
                    stack.close()

            ids.extend(
                await with_retry(
                    lambda: stage.store.save([look, long_list]),
                    observer=lambda error, attempt: told.append(str(error)),
                    sleep=passes,
                )
            )

    made = stage.daemon()
    made.visit = visit
    await made.start()
    await stage.until(made, START + timedelta(hours=9))
    assert len(troubled) == 2
    assert len(told) == 6
    assert all(words in one for one in told), told
    for id in ("a", "b"):
        seen = await rows(stage.store, id, START)
        planned = [slot for slot in made.plans.first_plan(id, START.date()) if slot <= made.clock()]
        assert sorted(one.facts.slot for one in seen) == planned, "every planned moment has its one row"
        assert all(one.facts.reach is Reach.OPENED for one in seen)
    for id in ids:
        [record] = await stage.store.records(id)
        assert record.condition is Condition.INTACT, record.detail
    async with stage.store.database.read() as connection:
        assert (await chain.verify(connection)).breaks == ()
    for path in (tmp_path / "evidence").rglob("*.warc.gz"):
        assert path.stat().st_size, "no empty file is left behind"
