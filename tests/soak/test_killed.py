"""Killed in the middle of a batch, again and again, on both databases: nothing that was promised is lost, nothing is there twice."""

import asyncio
import sys
from collections import Counter
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import select

from probes.http.base import Validators
from storage.access import chain
from storage.db import tables
from storage.evidence.evidence import Condition
from storage.observations.slots import filled
from storage.store import Store
from tests.databases import sqlite_url
from tests.soak.killed import SITES, at, runtime_of
from tests.stores import open_at

KILLS = 8


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return sqlite_url(tmp_path / "m.db")
    return str(request.getfixturevalue("postgres_url"))


async def killed_after(url: str, folder: Path, first: int, rng: Random) -> tuple[int, int]:
    """The last batch that was promised, and the last judging, by a process that was killed soon after."""
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.soak.killed", url, str(folder), str(first),
        stdout=asyncio.subprocess.PIPE, cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert child.stdout is not None
    saved, judged = first - 1, -1
    async with asyncio.timeout(120):
        before = b"".join([await child.stdout.readline() for _ in range(rng.randrange(2, 7))])
        await asyncio.sleep(rng.random() * 0.06)  # anywhere in what it does next
        child.kill()
        told = (before + await child.stdout.read()).decode().split("\n")
        await child.wait()
    for line in told[:-1]:
        word, number = line.split()
        saved, judged = (int(number), judged) if word == "saved" else (saved, int(number))
    return saved, judged


@pytest.mark.soak
async def test_what_was_promised_before_a_kill_is_there_once_and_all_that_is_derived_agrees(
    url: str, tmp_path: Path
) -> None:
    rng, next_batch, promised = Random(url[:6]), 0, 0
    folder = tmp_path / "evidence"
    for _ in range(KILLS):
        saved, _ = await killed_after(url, folder, next_batch, rng)
        promised = max(promised, saved)
        # whoever comes next makes the batch again that was under way: what of it was stored is not stored twice
        next_batch = max(next_batch, saved + 1)
    now = at(next_batch + 1)
    async with open_at(url, folder, lambda: now, make_validators=Validators) as store:
        await nothing_is_lost_or_doubled(store, promised)
        async with store.database.read() as connection:
            assert (await chain.verify(connection)).breaks == ()
        for site in SITES:
            assert await store.recount(site.id) == [], "days are counted as their visits say"
        runtime = runtime_of(store, now)
        judged = await runtime.judge(SITES, now)
        again = await runtime.judge(SITES, now, save=False)
        assert judged == again
        assert len(judged) == len(SITES)


async def nothing_is_lost_or_doubled(store: Store, promised: int) -> None:
    slots = [(site.id, at(batch)) for site in SITES for batch in range(promised + 1)]
    table = tables.visit
    async with store.database.read() as connection:
        assert await filled(connection, slots) == set(slots)
        rows = (await connection.execute(select(table.c.site, table.c.slot, table.c.id))).all()
    assert set(Counter((row.site, row.slot) for row in rows).values()) == {1}
    for row in rows[:: max(1, len(rows) // 40)]:
        assert [one.condition for one in await store.records(row.id)] == [Condition.INTACT]
