"""One holder at a time, on every database."""

import asyncio
from datetime import datetime, timedelta

from monitor.domain.timing import SHANGHAI
from storage.ops import leases
from storage.store import Store

NOW = datetime(2026, 11, 20, 12, tzinfo=SHANGHAI)
LONG = timedelta(minutes=2)


async def take(store: Store, holder: str, now: datetime = NOW) -> leases.Lease:
    async with store.database.write() as connection:
        return await leases.take(connection, "daemon", holder, now, LONG)


async def test_the_second_is_told_who_holds_it(store: Store) -> None:
    assert (await take(store, "a")).holder == "a"
    second = await take(store, "b", NOW + timedelta(minutes=1))
    assert (second.holder, second.since) == ("a", NOW)


async def test_a_renewed_lease_keeps_its_beginning(store: Store) -> None:
    await take(store, "a")
    again = await take(store, "a", NOW + timedelta(minutes=1))
    assert (again.since, again.until) == (NOW, NOW + timedelta(minutes=3))


async def test_a_dead_holders_lease_runs_out(store: Store) -> None:
    await take(store, "a")
    assert (await take(store, "b", NOW + timedelta(minutes=3))).holder == "b"


async def test_a_clock_that_was_set_back_does_not_lock_everybody_out(store: Store) -> None:
    await take(store, "a")
    assert (await take(store, "b", NOW - timedelta(days=30))).holder == "b"


async def test_of_many_at_once_one_gets_it(store: Store) -> None:
    found = await asyncio.gather(*(take(store, f"h{n}") for n in range(8)))
    assert len({one.holder for one in found}) == 1


async def test_given_back_it_is_free(store: Store) -> None:
    await take(store, "a")
    async with store.database.write() as connection:
        await leases.give_back(connection, "daemon", "b")
        await leases.give_back(connection, "daemon", "a")
    assert (await take(store, "b")).holder == "b"


async def test_a_duty_under_way_is_told_from_one_that_ended(store: Store) -> None:
    async with store.database.write() as connection:
        await leases.begin_duty(connection, "columns", NOW)
        assert (await leases.duties(connection))["columns"].ended_at is None
        await leases.end_duty(connection, "columns", NOW + LONG, "x" * 5000)
        done = (await leases.duties(connection))["columns"]
        assert (done.started_at, done.ended_at, len(done.detail)) == (NOW, NOW + LONG, 2000)
        await leases.begin_duty(connection, "columns", NOW + LONG)
        assert (await leases.duties(connection))["columns"].ended_at is None
