"""Kept entries of the feed: one holds as long as nothing newer holds, and no longer; on both databases."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import delete

from monitor.domain.observation import Observation, Visit
from monitor.domain.reach import Reach
from monitor.domain.timing import DAY
from storage.db import tables
from storage.decisions.changes import Cursor, begins_after, cursor_now
from storage.decisions.feed_entries import (
    FEED,
    STANDINGS,
    EntryTable,
    FeedEntry,
    keep_entries,
    read_entries,
    valid_entries,
    with_entry,
)
from storage.store import Store
from tests.storage.conftest import NOW
from tests.storage.test_repeated import given_at

MADE_OF = {"s": "a", "t": "b"}


async def keep(
    store: Store, subject: str, packed: bytes = b"\x00\xff", table: EntryTable = FEED
) -> FeedEntry:
    """An entry of what is stored now."""
    async with store.database.write() as connection:
        made = FeedEntry(
            subject=subject, made_of=MADE_OF[subject], stored=await cursor_now(connection), since=NOW,
            until=(await begins_after(connection, NOW)).get(subject), note='{"甲":1}' if table is FEED else "", packed=packed,
        )  # fmt: skip
        await keep_entries(connection, [made], table)
    return made


async def valid(store: Store, after: timedelta = timedelta(0), **made_of: str) -> set[str]:
    async with store.database.read() as connection:
        return set(await valid_entries(connection, {**MADE_OF, **made_of}, NOW + after))


async def test_an_entry_holds_until_a_verdict_on_its_subject_is_stored_or_given_again(store: Store) -> None:
    await store.save_verdicts([given_at(NOW)])
    for subject in MADE_OF:
        await keep(store, subject)
    assert await valid(store) == {"s", "t"}
    assert await valid(store, -timedelta(seconds=1)) == set(), "it speaks of no moment before its own"
    await store.save_verdicts([given_at(NOW + DAY)])  # the same moved: a repeat
    assert await valid(store, DAY) == {"t"}
    await keep(store, "s")
    await store.save_verdicts([given_at(NOW, subject="t")])
    assert await valid(store) == {"s"}
    assert await valid(store, s="another program") == set()


async def test_an_entry_holds_until_a_verdict_begins_to_hold_that_was_stored_before(store: Store) -> None:
    await store.save_verdicts([given_at(NOW), given_at(NOW + DAY, rule="b")])
    for subject in MADE_OF:
        await keep(store, subject)
    assert await valid(store, DAY - timedelta(seconds=1)) == {"s", "t"}
    assert await valid(store, DAY) == {"t"}


async def test_what_is_kept_takes_the_place_of_what_was_and_may_be_lost(store: Store) -> None:
    await keep(store, "s")
    made = await keep(store, "s", packed=bytes(range(256)))
    async with store.database.read() as connection:
        assert await read_entries(connection, ["s", "t"]) == {"s": made}
        assert await with_entry(connection, ["s", "t"]) == {"s"}
    assert made.stored == Cursor(0, 0)
    async with store.database.write() as connection:
        await connection.execute(delete(tables.feed_entry))
    assert await valid(store) == set()


async def test_planned_visits_apart_whatever_is_stored_is_heard(store: Store) -> None:
    planned = Observation(subject="s", at=NOW, facts=Visit(reach=Reach.OPENED, reason="ok", slot=NOW))
    other = replace(planned, subject="t", facts=replace(planned.facts, slot=None))
    await store.save([planned, other])
    assert await store.heard_since(NOW - timedelta(seconds=1)) == {"t"}
    assert await store.heard_since(NOW) == frozenset()


async def test_what_is_stored_after_the_clock_was_set_back_is_heard_too(store: Store) -> None:
    look = Observation(subject="s", at=NOW, facts=Visit(reach=Reach.OPENED, reason="ok"))
    await store.save([look])
    await replace(store, clock=lambda: NOW - timedelta(hours=1)).save([replace(look, subject="t")])
    assert await store.heard_since(NOW - timedelta(seconds=1)) == {"s", "t"}
    assert await store.heard_since(NOW) == frozenset()


async def test_how_subjects_stand_is_kept_beside_and_holds_as_long(store: Store) -> None:
    await store.save_verdicts([given_at(NOW)])
    first, other = [await keep(store, subject, b"1", STANDINGS) for subject in MADE_OF]
    made = await keep(store, "s", b"2", STANDINGS)
    assert made == replace(first, packed=b"2")
    async with store.database.read() as connection:
        assert await read_entries(connection, [*MADE_OF], STANDINGS) == {"s": made, "t": other}
        assert set(await valid_entries(connection, MADE_OF, NOW, STANDINGS)) == {"s", "t"}
        assert await read_entries(connection, [*MADE_OF]) == {}, "none of the feed"
    await store.save_verdicts([given_at(NOW + DAY)])
    async with store.database.read() as connection:
        assert set(await valid_entries(connection, MADE_OF, NOW + DAY, STANDINGS)) == {"t"}
