"""What people enter is added and never written over: a cell changed twice is a conflict until somebody settles it."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from monitor.domain.points import PeoplePoints, entered_cells
from storage.access import chain
from storage.store import Store

from .conftest import NOW

CELL = ("unit:bureau", "2026Q4", "Z21-05")


def entry(
    points: float | None, who: str = "甲", *, seen: int = 0, row: str = "Z21-05", mark: str = ""
) -> PeoplePoints:
    return PeoplePoints(
        at=NOW, who=who, owner=CELL[0], period=CELL[1], row=row, points=points, mark=mark, seen=seen
    )


async def standing(store: Store) -> tuple[float | None, list[str]]:
    cell = entered_cells(await store.people_points())[CELL]
    return (cell.now.points if cell.now else None), [one.who for one in cell.disputed]


async def test_two_offices_fill_different_cells_and_both_are_taken(store: Store) -> None:
    await store.take_points([entry(2)])
    await store.take_points([entry(1, "乙", row="Z21-06")])
    assert [(one.row, one.points, one.conflict) for one in await store.people_points()] == [
        ("Z21-05", 2, False),
        ("Z21-06", 1, False),
    ]


async def test_the_same_cell_filled_twice_is_a_conflict_and_keeps_both(store: Store) -> None:
    await store.take_points([entry(2)])
    added = await store.take_points([entry(1, "乙")])
    assert [one.conflict for one in added] == [True]
    assert await standing(store) == (2, ["乙"])


async def test_the_same_word_twice_is_no_conflict_and_the_same_file_adds_nothing(store: Store) -> None:
    await store.take_points([entry(2)])
    assert list(await store.take_points([entry(2, "乙")])) == []
    await store.take_points([entry(1, "乙")])
    assert list(await store.take_points([entry(1, "乙")])) == []
    assert await standing(store) == (2, ["乙"])


@pytest.mark.parametrize("agreed", [2.0, 1.0, 1.5])
async def test_who_saw_both_settles_it_whatever_was_agreed(store: Store, agreed: float) -> None:
    await store.take_points([entry(2)])
    [conflict] = await store.take_points([entry(1, "乙")])
    await store.take_points([entry(agreed, "丙", seen=conflict.number)])
    assert await standing(store) == (agreed, [])


async def test_what_was_heard_later_is_not_known_earlier_and_all_is_chained(store: Store) -> None:
    await store.take_points([entry(2)])
    assert len(await store.people_points(NOW)) == 1
    assert list(await store.people_points(NOW - timedelta(seconds=1))) == []
    assert await store.newest_heard() == NOW
    async with store.database.read() as connection:
        assert (await chain.verify(connection)).breaks == ()
    async with store.database.write() as connection:
        await connection.execute(text("UPDATE people_points SET points = 4"))
    async with store.database.read() as connection:
        assert [(one.what, one.table) for one in (await chain.verify(connection)).breaks] == [
            ("changed", "people_points")
        ]


async def test_the_newest_draw_up_to_a_moment_is_given(store: Store) -> None:
    for back, name in ((2, "old"), (1, "new")):
        moment = NOW - timedelta(days=back)
        await store.keep_draw({"scores": [name]}, moment, moment)
    assert await store.newest_draw(NOW) == {"scores": ["new"]}
    assert await store.newest_draw(NOW - timedelta(hours=30)) == {"scores": ["old"]}
    assert await store.newest_draw(NOW, NOW - timedelta(hours=30)) == {"scores": ["old"]}
    assert await store.newest_draw(NOW - timedelta(days=9)) is None
