"""Materials are added, never changed: a later one is a new version, one taken back uncovers what stood before."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from monitor.domain.materials import Material, MaterialAct, MaterialEntry, MaterialState, materials_of
from storage.access import chain
from storage.decisions import materials
from storage.store import Store

from .conftest import NOW

CELL = ("unit:bureau", "2026Q4", "Z21-16")


def entry(act: MaterialAct = MaterialAct.FILE, **more: Any) -> MaterialEntry:
    said = {
        "at": NOW,
        "who": "甲",
        "owner": CELL[0],
        "period": CELL[1],
        "row": CELL[2],
        "act": act,
        "signer": "李某",
    }
    return MaterialEntry(**{**said, **more})


async def add(store: Store, *entries: MaterialEntry) -> Material | None:
    async with store.database.write() as connection:
        for one in entries:
            await materials.add(connection, one)
        return materials_of(await materials.entries(connection)).get(CELL)


async def test_versions_follow_each_other_and_are_taken_back_one_by_one(store: Store) -> None:
    found = await add(store, entry(file="一稿.docx"), entry(file="二稿.docx"))
    assert found is not None
    assert found.filed is not None
    assert (found.filed.file, found.version) == ("二稿.docx", 2)
    back = await add(store, entry(MaterialAct.REVOKE, revokes=found.filed.number, note="误传"))
    assert back is not None
    assert back.filed is not None
    assert (back.filed.file, back.version) == ("一稿.docx", 1)
    assert await add(store, entry(MaterialAct.REVOKE, revokes=back.filed.number, note="误传")) is None


@pytest.mark.parametrize("number", [99, None])
async def test_what_is_not_there_or_was_taken_back_cannot_be_taken_back(
    store: Store, number: int | None
) -> None:
    await add(store, entry())
    with pytest.raises(materials.NoSuchEntryError):
        await add(store, entry(MaterialAct.REVOKE, revokes=number))
    await add(store, entry(MaterialAct.REVOKE, revokes=1))
    with pytest.raises(materials.NoSuchEntryError):
        await add(store, entry(MaterialAct.REVOKE, revokes=1))


async def test_an_entry_changed_behind_the_programs_back_is_noticed(store: Store) -> None:
    await add(store, entry())
    async with store.database.read() as connection:
        assert (await chain.verify(connection)).breaks == ()
    async with store.database.write() as connection:
        await connection.execute(text("UPDATE material_entry SET signer = '王某'"))
    async with store.database.read() as connection:
        assert [one.what for one in (await chain.verify(connection)).breaks] == ["changed"]


DUE = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("filed_on", "today", "state"),
    [
        (None, DUE, MaterialState.OPEN),
        (None, DUE + timedelta(days=1), MaterialState.LATE),
        (DUE, DUE + timedelta(days=9), MaterialState.FILED),
        (DUE + timedelta(days=1), DUE + timedelta(days=9), MaterialState.FILED_LATE),
    ],
)
def test_the_due_day_itself_is_in_time(filed_on: date | None, today: date, state: MaterialState) -> None:
    some = [entry(MaterialAct.ASSIGN, due_on=DUE, number=1)]
    some += [entry(at=NOW.replace(month=filed_on.month, day=filed_on.day), number=2)] if filed_on else []
    assert materials_of(some)[CELL].state(today) is state


def test_without_a_day_of_its_own_it_is_owed_by_the_end_of_the_quarter() -> None:
    assert materials_of([entry(MaterialAct.ASSIGN, number=1)])[CELL].due_on == date(2026, 12, 31)


def test_a_file_is_kept_by_its_hash(tmp_path: Path) -> None:
    digest = materials.keep_file(tmp_path, b"abc")
    assert materials.file_of(tmp_path, digest).read_bytes() == b"abc"
    assert materials.keep_file(tmp_path, b"abc") == digest
