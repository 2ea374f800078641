"""A planned moment has one row, whoever makes the visit and however often; and the day's count holds every visit."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from monitor.domain.observation import Exchange, Observation, Visit
from monitor.domain.reach import Reach, Reason
from monitor.domain.timing import midnight
from storage.db import tables
from storage.observations import slots
from storage.observations.visits import visits_between
from storage.store import Store
from tests.stores import open_at

from .conftest import NOW

MINUTE = timedelta(minutes=1)


def visit(
    at: datetime, slot: datetime | None = None, reach: Reach = Reach.OPENED, vantage: str = ""
) -> Observation[Visit]:
    facts = Visit(reach=reach, reason=Reason.OK if reach is Reach.OPENED else Reason.MISSED, slot=slot)
    paper = Exchange(url="http://s/", at=at, address="127.0.0.1", status=200, body=b"x" * 400)
    return Observation(subject="s", at=at, facts=facts, vantage=vantage, exchanges=(paper,))


async def stored(store: Store) -> list[tuple[str, str]]:
    async with store.database.read() as connection:
        seen = await visits_between(connection, "s", NOW - timedelta(days=1), NOW + timedelta(days=1))
    return [(one.id, one.facts.reach.value) for one in seen]


@pytest.fixture
async def stores(url: str, tmp_path: Path) -> AsyncIterator[list[Store]]:
    """Four machines on one database and one evidence folder."""
    async with AsyncExitStack() as stack:
        yield [
            await stack.enter_async_context(open_at(url, tmp_path / "evidence", lambda: NOW))
            for _ in range(4)
        ]  # fmt: skip


async def test_the_second_visit_for_a_slot_adds_nothing_and_is_told_the_first(store: Store) -> None:
    [first] = await store.save([visit(NOW, NOW)])
    [second] = await store.save([visit(NOW + MINUTE, NOW.astimezone(None), vantage="elsewhere")])
    assert second == first
    assert await stored(store) == [(first, "opened")]
    assert len(await store.records(first)) == 1


async def test_in_one_batch_too(store: Store) -> None:
    ids = await store.save(
        [visit(NOW, NOW), visit(NOW + MINUTE, NOW), visit(NOW + 9 * MINUTE, NOW + 9 * MINUTE)]
    )
    assert ids[0] == ids[1] != ids[2]
    assert [id for id, _ in await stored(store)] == [ids[0], ids[2]]


async def test_a_slot_that_was_noted_as_missed_stays_missed(store: Store) -> None:
    await store.save([visit(NOW, NOW, Reach.NOT_MEASURED)])
    await store.save([visit(NOW + 20 * MINUTE, NOW)])
    assert [reach for _, reach in await stored(store)] == ["not_measured"]


async def test_visits_for_no_slot_are_as_many_as_they_are(store: Store) -> None:
    await store.save([visit(NOW), visit(NOW)])
    await store.save([visit(NOW)])
    assert len(await stored(store)) == 3


async def test_which_slots_are_filled(store: Store) -> None:
    await store.save([visit(NOW, NOW)])
    async with store.database.read() as connection:
        asked = [("s", NOW), ("s", NOW + MINUTE), ("t", NOW)]
        assert await slots.filled(connection, asked) == {("s", NOW)}


async def test_a_visit_of_a_worker_with_a_vantage_point_fills_its_slot_and_an_import_fills_none(
    store: Store,
) -> None:
    await store.save([visit(NOW, NOW, vantage="telecom-fz")])
    elsewhere = visit(NOW + 9 * MINUTE, vantage="import")
    await store.save_imported([replace(elsewhere, exchanges=())])
    async with store.database.read() as connection:
        made = await slots.visits_made(connection, midnight(NOW.date()), NOW + timedelta(hours=1))
        assert [one.slot for one in made["s"]] == [NOW]
        assert await slots.newest_visit(connection) == NOW


async def test_machines_that_save_at_once_fill_a_slot_once(stores: list[Store]) -> None:
    moments = [NOW + 5 * n * MINUTE for n in range(4)]
    saves = [machine.save([visit(moment, moment)]) for moment in moments for machine in stores]
    given = await asyncio.gather(*saves)
    assert len(await stored(stores[0])) == len(moments)
    assert {id for [id] in given} == {id for id, _ in await stored(stores[0])}


async def test_machines_that_save_at_once_count_every_visit_of_the_day(stores: list[Store]) -> None:
    start = NOW.replace(hour=1)
    for turn in range(6):
        moments = [start + 5 * (turn * len(stores) + n) * MINUTE for n in range(len(stores))]
        saves = [machine.save([visit(at, at)]) for machine, at in zip(stores, moments, strict=True)]
        await asyncio.gather(*saves)
        async with stores[0].database.read() as connection:
            [day] = await connection.execute(select(tables.visit_day.c.json))
        assert json.loads(day.json)["opened"] == (turn + 1) * len(stores)


async def test_no_two_machines_write_one_evidence_file(stores: list[Store], tmp_path: Path) -> None:
    for n, machine in enumerate(stores):
        await machine.save([visit(NOW + 5 * n * MINUTE, NOW + 5 * n * MINUTE)])
    files = sorted((tmp_path / "evidence").rglob("*.warc.gz"))
    assert len(files) == len(stores)
    for id, _ in await stored(stores[0]):
        assert [one.condition.value for one in await stores[-1].records(id)] == ["intact"]


async def test_visits_are_counted_where_they_lie_as_their_rows_say(store: Store) -> None:
    refused = visit(NOW + 5 * MINUTE, reach=Reach.NOT_MEASURED)
    refused = replace(refused, facts=replace(refused.facts, reason=Reason.BLOCKED_PAGE))
    void = visit(NOW + 6 * MINUTE, reach=Reach.NOT_MEASURED)
    failed = visit(NOW + 4 * MINUTE, reach=Reach.NOT_OPENED)
    await store.save([visit(NOW), failed, refused, void, visit(NOW + 90 * MINUTE)])
    await store.save_imported([replace(visit(NOW, vantage="import"), exchanges=())])
    begin, end = midnight(NOW.date()), NOW + timedelta(hours=1)
    async with store.database.read() as connection:
        counted = await slots.visits_counted(connection, begin, end)
        rows = (await slots.visits_made(connection, begin, end))["s"]
    assert counted == {"s": slots.CountedVisits(valid=2, newest=NOW + 4 * MINUTE, blocked=1)}
    valid = [one.at for one in rows if one.valid]
    assert (len(valid), max(valid), sum(one.blocked for one in rows)) == (2, NOW + 4 * MINUTE, 1)
