"""A verdict that only the calendar moves is not stored again, and is told as if it were."""

import asyncio
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from monitor.domain.moved import ANY_MOMENT, moved
from monitor.domain.sentence import Amount, Text, written
from monitor.domain.timing import DAY, midnight
from monitor.domain.verdict import Clause, Outcome, PartKind, Sort, Verdict, VerdictPart
from storage.access import chain
from storage.db import tables
from storage.db.troubles import DamagedRecord
from storage.decisions import changes, verdicts
from storage.decisions.verdict_text import VerdictText
from storage.observations.page_facts import outcomes_since
from storage.ops.figures import verdict_counts
from storage.store import Store
from tests.databases import sqlite_url
from tests.storage.conftest import NOW
from tests.storage.later_verdicts import verdicts_after
from tests.stores import open_at

CLAUSE = Clause(
    id="veto.a", edition="fuzhou-2021", rule="a", subject="site", sort=Sort.VETO, name="甲", text="条文", source="出处",
    limit={},
)  # fmt: skip
NEWEST = date(2026, 11, 1)


def given_at(
    moment: datetime, *, subject: str = "s", rule: str = "a", newest: date = NEWEST, over: bool = False
) -> Verdict:
    """What a rule of fourteen days says at *moment* of a column that was updated on *newest* last."""
    day, due = moment.date(), newest + 14 * DAY
    days = (due - day).days
    late = replace_days(due, days) if over else VerdictPart(
        kind=PartKind.COLUMN, id="c", outcome=Outcome.PASS, newest=newest, due_on=due, days_left=days
    )  # fmt: skip
    return Verdict(
        subject=subject, rule=rule, clause=CLAUSE, outcome=late.outcome, decided_at=moment,
        window=(midnight(day - 7 * DAY), moment), measured={"newest": newest, "due_on": due, "days_left": days}, coverage=1,
        reason=written("said", "所言"), evidence=("ob_1",), parts=(late,), known_by=moment,
    )  # fmt: skip


def replace_days(due: date, days: int) -> VerdictPart:
    why = Text("column.over", {"over": Amount(-days, "days"), "newest": due})
    return VerdictPart(
        kind=PartKind.COLUMN,
        id="c",
        outcome=Outcome.FAIL,
        due_on=due,
        days_over=-days,
        reason=why,
        evidence=("ob_1",),
    )


moments = st.integers(0, 100 * 24 * 60).map(
    lambda minutes: midnight(date(2026, 11, 16)) + timedelta(minutes=minutes)
)


@given(moments, moments, st.booleans())
def test_what_is_equal_but_for_the_calendar_is_moved_word_for_word(
    first: datetime, second: datetime, over: bool
) -> None:
    before, after = given_at(first, over=over), given_at(second, over=over)
    assert VerdictText(before).said() == VerdictText(after).said()
    assert moved(before, second, second) == after
    assert moved(moved(before, ANY_MOMENT, None), second, second) == after


def test_another_day_another_window_or_another_figure_is_another_verdict() -> None:
    before, later = given_at(NOW), NOW + DAY
    for other in (
        given_at(later, newest=NEWEST + DAY),
        replace(given_at(later), window=(midnight(NOW.date() - 7 * DAY), later)),
        replace(given_at(later), coverage=0.5),
        replace(given_at(later), evidence=("ob_2",)),
    ):
        assert VerdictText(other).said() != VerdictText(before).said()


async def rows(store: Store) -> tuple[int, int]:
    async with store.database.read() as connection:
        counts = [
            await connection.scalar(select(func.count()).select_from(one))
            for one in (tables.verdict, tables.repeated)
        ]
    return counts[0] or 0, counts[1] or 0


async def night(store: Store, moment: datetime, *given: Verdict) -> None:
    store.clock = lambda: moment
    await store.save_verdicts(given)


async def test_three_nights_that_say_the_same_are_one_verdict_and_a_row_a_night(store: Store) -> None:
    nights = [NOW + n * DAY for n in range(3)]
    for moment in nights:
        await night(store, moment, *(given_at(moment, rule=rule) for rule in "ab"))
        await night(store, moment, *(given_at(moment, rule=rule) for rule in "ab"))
    assert await rows(store) == (2, 2)
    for moment in nights:
        found = await store.latest_verdicts(["s"], moment + timedelta(hours=1))
        assert {(one.rule, one.decided_at, one.known_by) for one in found["s"]} == {
            (rule, moment, moment) for rule in "ab"
        }
        assert {one.parts[0].days_left for one in found["s"]} == {(NEWEST + 14 * DAY - moment.date()).days}
        assert (await store.latest_verdicts(["s"], nights[-1], moment))["s"][0].decided_at == moment
    async with store.database.read() as connection:
        assert await verdicts.history(connection, "s", "a") == [
            (moment, "pass") for moment in reversed(nights)
        ]
        assert [one[1] for one in await outcomes_since(connection, "s", nights[1])] == [nights[1]] * 2 + [
            nights[2]
        ] * 2
        assert await verdict_counts(connection, nights[-1]) == {("a", "pass"): 1, ("b", "pass"): 1}
        assert [one.was for one in (await changes.changes(connection, 0, 10))[0]] == [None, None]


async def test_a_past_moment_judged_otherwise_does_not_hold_for_now(store: Store) -> None:
    for n in (0, 2):
        await night(store, NOW + n * DAY, given_at(NOW + n * DAY))
    other = replace(given_at(NOW + DAY, newest=NEWEST + DAY), known_by=NOW + 3 * DAY)
    await night(store, NOW + 3 * DAY, other)
    [now] = (await store.latest_verdicts(["s"], NOW + 2 * DAY))["s"]
    assert (now.decided_at, now.parts[0].newest) == (NOW + 2 * DAY, NEWEST)
    [then] = (await store.latest_verdicts(["s"], NOW + DAY))["s"]
    assert (then.decided_at, then.parts[0].newest) == (NOW + DAY, NEWEST + DAY)
    [by_then] = (await store.latest_verdicts(["s"], NOW + DAY, NOW + 2 * DAY))["s"]
    assert (by_then.decided_at, by_then.parts[0].newest) == (NOW, NEWEST)


async def test_a_cursor_meets_what_was_given_again(store: Store) -> None:
    await night(store, NOW, given_at(NOW), given_at(NOW, subject="t"))
    async with store.database.read() as connection:
        before = await changes.cursor_now(connection)
    await night(store, NOW + DAY, given_at(NOW + DAY), given_at(NOW + DAY, subject="t", newest=NEWEST + DAY))
    async with store.database.read() as connection:
        found = await verdicts_after(connection, before)
        assert await changes.subjects_after(connection, before) == {"s", "t"}
        assert await changes.subjects_after(connection, await changes.cursor_now(connection)) == set()
    assert {(one.subject, one.decided_at) for one in found} == {("s", NOW + DAY), ("t", NOW + DAY)}


async def test_a_verdict_that_was_given_again_and_is_not_there_is_a_damaged_record(store: Store) -> None:
    for n in range(2):
        await night(store, NOW + n * DAY, given_at(NOW + n * DAY))
    async with store.database.write() as connection:
        await connection.execute(tables.repeated.update().values(verdicts="[9999]"))
    with pytest.raises(DamagedRecord):
        async with store.database.read() as connection:
            await verdicts.newest_verdicts(connection, ["s"], NOW + DAY)


async def test_the_chain_holds_what_was_given_again(store: Store) -> None:
    for n in range(2):
        await night(store, NOW + n * DAY, given_at(NOW + n * DAY))
    async with store.database.read() as connection:
        assert not (await chain.verify(connection)).breaks
    async with store.database.write() as connection:
        await connection.execute(tables.repeated.update().values(decided_at=NOW + 5 * DAY))
    async with store.database.read() as connection:
        assert [(one.what, one.table) for one in (await chain.verify(connection)).breaks] == [
            ("changed", "repeated")
        ]


async def _reads_whole(
    history: Sequence[tuple[int, int, int, int]], asked: Sequence[tuple[int, int]]
) -> None:
    every: list[Verdict] = []
    with tempfile.TemporaryDirectory() as folder:
        async with open_at(sqlite_url(Path(folder) / "m.db"), Path(folder) / "e", lambda: NOW) as store:
            for day, later, first, second in history:
                as_of, known_by = NOW + day * DAY, NOW + (day + later) * DAY
                judged = [
                    replace(given_at(as_of, rule=rule, newest=NEWEST + n * DAY), known_by=known_by)
                    for rule, n in (("a", first), ("b", second))
                ]
                await night(store, known_by, *judged)
                every += judged
            for day, heard in asked:
                as_of, known_by = NOW + day * DAY, NOW + heard * DAY
                found = (await store.latest_verdicts(["s"], as_of, known_by)).get("s", [])
                told = {one.rule: (one.decided_at, one.known_by, _newest(one)) for one in found}
                assert told == _standing(every, as_of, known_by)


def _newest(verdict: Verdict) -> date | None:
    return verdict.parts[0].newest


def _standing(
    every: Sequence[Verdict], as_of: datetime, known_by: datetime
) -> dict[str, tuple[datetime, datetime, date | None]]:
    found: dict[str, tuple[datetime, datetime, date | None]] = {}
    for one in every:
        assert one.known_by is not None
        place = (one.decided_at, one.known_by)
        if place <= (as_of, NOW + 99 * DAY) and one.known_by <= known_by:
            held = found.get(one.rule)
            if held is None or held[:2] <= place:
                found[one.rule] = (*place, _newest(one))
    return found


judgings = st.tuples(st.integers(0, 3), st.integers(0, 2), st.integers(0, 1), st.integers(0, 1))


@settings(max_examples=5, deadline=None)
@given(
    st.lists(judgings, min_size=2, max_size=7, unique_by=lambda one: one[:2]),
    st.lists(st.tuples(st.integers(0, 3), st.integers(0, 5)), min_size=4, max_size=8),
)
def test_any_history_reads_as_if_every_verdict_were_stored(
    history: list[tuple[int, int, int, int]], asked: list[tuple[int, int]]
) -> None:
    asyncio.run(_reads_whole(history, asked))
