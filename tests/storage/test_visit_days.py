"""A day's count is always what its raw visits give, in whatever order and company they were saved."""

import asyncio
from datetime import timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from monitor.domain.observation import Attempt, Observation, Visit
from monitor.domain.reach import Reach, Reason
from monitor.domain.timing import DAY, day_of, midnight
from monitor.rules.availability.visits import roll_up
from storage.db import tables
from storage.db.codec import canonical, decode, encode, plain_of
from storage.observations.visits import visits_between
from storage.store import Store

from .conftest import NOW

TODAY = midnight(day_of(NOW))
ENDS = [(Reach.OPENED, "ok"), (Reach.OPENED, "ok"), (Reach.NOT_OPENED, "reset"), (Reach.NOT_MEASURED, "blocked_page"), (Reach.NOT_MEASURED, "offline")]  # fmt: skip


def visit(rng: Random, minute: int) -> Observation[Visit]:
    reach, reason = rng.choice(ENDS)
    at = TODAY + timedelta(minutes=minute, seconds=rng.randrange(60))
    slot = at if rng.random() < 0.3 else None
    facts = Visit(reach=reach, reason=reason, elapsed_s=rng.choice([None, 1.5]), slot=slot)
    place = rng.choice(["", "", "", "telecom"])
    return Observation(subject=rng.choice(["s", "t"]), at=at, vantage=place, facts=facts)


async def differing(store: Store) -> list[tuple[str, str, str]]:
    """Days whose count is not what their raw visits give."""
    async with store.database.read() as connection:
        rows = (await connection.execute(select(tables.visit_day))).all()
        found = []
        for row in rows:
            raw = await visits_between(connection, row.site, midnight(row.day), midnight(row.day + DAY))
            true = encode(roll_up(row.day, raw))
            if row.json != true:
                found.append((row.site, row.json, true))
        many = (await connection.execute(select(tables.visit.c.site))).all()
    assert len(rows) >= 1
    assert many
    return found


@pytest.mark.parametrize("seed", range(4))
async def test_a_day_is_counted_as_its_raw_visits_are(store: Store, seed: int) -> None:
    rng, minute = Random(seed), 0
    for step in range(25):
        minute = min(minute + rng.choice([3, 14, 15, 16, 30]), 1400)  # closer and wider than the spacing
        batch = [visit(rng, minute) for _ in range(rng.choice([1, 1, 1, 3]))]
        if rng.random() < 0.2:
            batch.append(visit(rng, rng.randrange(1440)))  # made up for later, or told of late
        if step % 7 == 3:
            await store.save_imported(batch)
        else:
            await store.save(batch)
        if seed == 0 and step % 3 == 0:
            batch = [one for one in batch if one.facts.slot is not None]
            await store.save(batch)  # the same slots again: nothing is added
        assert await differing(store) == []


async def test_visits_that_are_saved_alone_are_counted_without_reading_the_days_others(store: Store) -> None:
    for n in range(4):
        facts = Visit(reach=Reach.OPENED, reason="ok")
        await store.save([Observation(subject="s", at=TODAY + n * timedelta(minutes=30), facts=facts)])
        assert await differing(store) == []


async def test_two_saves_at_once_lose_no_visit(store: Store) -> None:
    looks = [
        Observation(subject="s", at=TODAY + n * timedelta(minutes=20), facts=Visit(reach=Reach.OPENED, reason="ok"))
        for n in range(12)
    ]  # fmt: skip
    await asyncio.gather(*(store.save([one]) for one in looks))
    assert await differing(store) == []


TEXTS = st.text(st.characters(blacklist_categories=["Cs"]), max_size=20)
SECONDS = st.none() | st.floats(0, 60).map(lambda one: round(one, 4))
MOMENTS = st.integers(0, 10**6).map(lambda minutes: TODAY - minutes * timedelta(minutes=1))


@settings(max_examples=40)
@given(
    st.builds(
        Visit, reach=st.sampled_from(Reach), reason=TEXTS | st.sampled_from(Reason), elapsed_s=SECONDS, status=st.none() | st.integers(100, 599),
        final_url=TEXTS, slot=st.none() | MOMENTS, remarks=st.lists(TEXTS, max_size=2).map(tuple),
        attempts=st.lists(st.builds(Attempt, url=TEXTS, reason=TEXTS, total_s=st.floats(0, 60), dns_s=SECONDS), max_size=2).map(tuple),
    )
)  # fmt: skip
def test_a_visit_is_written_by_hand_as_by_its_adapter(facts: Visit) -> None:
    written = encode(facts)
    assert written == canonical(plain_of(facts))
    assert decode(Visit, written) == facts
