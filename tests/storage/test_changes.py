"""Changes of verdicts: each once, in order, none missed, replays left out; on both databases."""

import asyncio
from contextlib import suppress
from datetime import datetime, timedelta
from random import Random

from alembic import command

from monitor.domain.sentence import written
from monitor.domain.verdict import Clause, Outcome, Sort, Verdict
from storage.db.engine import _alembic, connect, parse
from storage.decisions import changes, verdicts
from storage.store import Store
from tests.storage.conftest import NOW

CLAUSE = Clause(
    id="veto.x", edition="e", rule="x", subject="site", sort=Sort.VETO, name="甲", text="乙", source="丙"
)


def verdict(outcome: Outcome, at: datetime, rule: str = "x", subject: str = "portal") -> Verdict:
    return Verdict(
        subject=subject, rule=rule, clause=CLAUSE, outcome=outcome, decided_at=at, window=(at, at), measured={},
        coverage=1.0, reason=written("a", "甲"), needs=written("b", "乙") if outcome is Outcome.UNKNOWN else None,
        evidence=("ob_1",),
    )  # fmt: skip


async def read(store: Store, after: int = 0, limit: int = 100) -> list[tuple[str | None, str]]:
    async with store.database.read() as connection:
        found, _ = await changes.changes(connection, after, limit)
    return [(one.was, one.verdict.outcome.value) for one in found]


async def test_only_differences_are_changes(store: Store) -> None:
    for hour, outcome in enumerate([Outcome.PASS, Outcome.PASS, Outcome.FAIL, Outcome.PASS]):
        await store.save_verdicts([verdict(outcome, NOW + timedelta(hours=hour))])
    assert await read(store) == [(None, "pass"), ("pass", "fail"), ("fail", "pass")]


async def test_a_verdict_saved_twice_changes_nothing(store: Store) -> None:
    for _ in range(2):
        await store.save_verdicts([verdict(Outcome.FAIL, NOW)])
    assert await read(store) == [(None, "fail")]


async def test_a_replay_of_an_older_moment_says_nothing_about_the_present(store: Store) -> None:
    await store.save_verdicts([verdict(Outcome.PASS, NOW)])
    await store.save_verdicts([verdict(Outcome.FAIL, NOW - timedelta(days=9))])
    await store.save_verdicts([verdict(Outcome.PASS, NOW + timedelta(days=1))])
    assert await read(store) == [(None, "pass")]


async def test_a_second_opinion_on_the_same_moment_counts(store: Store) -> None:
    await store.save_verdicts([verdict(Outcome.UNKNOWN, NOW)])
    await store.save_verdicts([verdict(Outcome.FAIL, NOW)])
    assert await read(store) == [(None, "unknown"), ("unknown", "fail")]


async def test_a_subject_may_have_turned_by_a_change_or_by_a_past_moment_judged_late(store: Store) -> None:
    since, early = NOW - timedelta(days=1), NOW - timedelta(days=9)
    async with store.database.write() as connection:
        for subject, outcome, at, stored in (
            ("same", Outcome.PASS, early, early),
            ("same", Outcome.PASS, NOW, NOW),
            ("turned", Outcome.PASS, early, early),
            ("turned", Outcome.FAIL, NOW, NOW),
            ("late", Outcome.FAIL, early, early),
            ("late", Outcome.FAIL, NOW, NOW),
            ("late", Outcome.PASS, since, NOW),
        ):
            await verdicts.save_verdicts(connection, [verdict(outcome, at, subject=subject)], stored)
    async with store.database.read() as connection:
        found = await changes.subjects_turned(connection, ["same", "turned", "late"], since)
        assert sorted(found) == ["late", "turned"]
        assert await changes.subjects_turned(connection, ["same"], since) == []


async def test_subjects_and_rules_are_told_apart(store: Store) -> None:
    await store.save_verdicts(
        [verdict(Outcome.PASS, NOW), verdict(Outcome.FAIL, NOW, "y"), verdict(Outcome.FAIL, NOW, "x", "town")]
    )
    async with store.database.read() as connection:
        found, more = await changes.changes(connection, 0, 2, ["portal"])
    assert ([(one.verdict.rule, one.was) for one in found], more) == ([("x", None), ("y", None)], False)


async def test_a_later_number_is_never_seen_before_an_earlier_one(store: Store) -> None:
    """Else a reader's cursor would pass over the earlier one, and its change be lost to that reader."""
    async with store.database.write() as slow:
        await verdicts.save_verdicts(slow, [verdict(Outcome.PASS, NOW, subject="slow")], NOW)
        quick = asyncio.create_task(store.save_verdicts([verdict(Outcome.PASS, NOW, subject="quick")]))
        await asyncio.wait({quick}, timeout=0.3)
        assert await read(store) == []
    await quick
    async with store.database.read() as connection:
        found, _ = await changes.changes(connection, 0, 10)
    assert [one.verdict.subject for one in found] == ["slow", "quick"]


async def test_what_was_stored_before_is_found_by_the_migration(store: Store, url: str) -> None:
    outcomes = [Outcome.PASS, Outcome.PASS, Outcome.FAIL, Outcome.UNKNOWN]
    for hour, outcome in enumerate(outcomes):
        await store.save_verdicts([verdict(outcome, NOW + timedelta(hours=hour))])
    await store.save_verdicts([verdict(Outcome.PASS, NOW - timedelta(days=1))])
    before = await read(store)
    await store.database.close()
    await asyncio.to_thread(command.downgrade, _alembic(parse(url)), "0001")
    await asyncio.to_thread(command.upgrade, _alembic(parse(url)), "head")
    store.database = await connect(url)  # its tables are others now
    after = await read(store)
    await store.database.close()
    assert after == before == [(None, "pass"), ("pass", "fail"), ("fail", "unknown")]


async def test_a_reader_beside_many_writers_meets_every_change_once(store: Store) -> None:
    """Slow and quick transactions, some that are given up; the reader's cursor never passes one that comes later."""
    writers, rounds = 6, 8
    done = asyncio.Event()

    async def write(name: str, rng: Random) -> None:
        for turn in range(rounds):
            outcome = Outcome.FAIL if turn % 2 else Outcome.PASS
            with suppress(ZeroDivisionError):
                async with store.database.write() as connection:
                    await asyncio.sleep(rng.random() / 50)
                    given = verdict(outcome, NOW + timedelta(seconds=turn), subject=name)
                    await verdicts.save_verdicts(connection, [given], NOW)
                    await asyncio.sleep(rng.random() / 50)
                    if turn == 3:  # its number is spent and never seen
                        raise ZeroDivisionError

    async def follow() -> list[tuple[int, str, str | None, str]]:
        seen, cursor, last = [], 0, False
        while True:
            last = done.is_set()
            async with store.database.read() as connection:
                found, more = await changes.changes(connection, cursor, 3)
            seen += [(one.number, one.verdict.subject, one.was, one.verdict.outcome.value) for one in found]
            cursor = found[-1].number if found else cursor
            if last and not more:
                return seen
            await asyncio.sleep(0.001)

    reader = asyncio.create_task(follow())
    await asyncio.gather(*(write(f"w{n}", Random(n)) for n in range(writers)))
    done.set()
    seen = await reader
    numbers = [one[0] for one in seen]
    assert numbers == sorted(set(numbers))
    async with store.database.read() as connection:
        stored, _ = await changes.changes(connection, 0, 1000)
    assert numbers == [one.number for one in stored]
    for n in range(writers):
        mine = [(was, outcome) for _, subject, was, outcome in seen if subject == f"w{n}"]
        # the fourth round (a fail) was given up: a pass follows a pass there, which is no change
        assert mine == [(None, "pass"), ("pass", "fail"), ("fail", "pass"), ("pass", "fail"), ("fail", "pass"), ("pass", "fail")]  # fmt: skip
