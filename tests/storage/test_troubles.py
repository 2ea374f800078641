"""A store that cannot be used is told as such, with what to do; a wrong statement is no trouble of the store."""

import json
import sqlite3
from collections.abc import Callable
from traceback import walk_tb

import pytest
from sqlalchemy import text, update
from sqlalchemy.exc import DatabaseError, DBAPIError, IntegrityError, OperationalError, ProgrammingError

from monitor.cli import _tell, console
from monitor.domain.content import BoardState
from monitor.domain.observation import BoardReading, Observation, VisitDay
from storage.access import chain
from storage.db import tables
from storage.db.codec import decode_days, decode_names, decode_plain, encode, visit_says
from storage.db.retry import with_retry
from storage.db.troubles import DamagedRecord, trouble, with_remedy
from storage.decisions.verdict_text import decode_verdict
from storage.observations.list_states import ListStanding
from storage.observations.readings import said_of
from storage.store import Store
from tests.storage.conftest import NOW


@pytest.mark.parametrize(
    ("made", "words", "remedy"),
    [
        (OperationalError, "database is locked", "end that, and try again"),
        (DatabaseError, "database disk image is malformed", "the newest backup"),
        (OperationalError, "attempt to write a readonly database", "as the user to whom"),
        (OperationalError, "unable to open database file", "its folder"),
        (
            OperationalError,
            'connection to server at "127.0.0.1" failed: Connection refused\n\tIs the server running?',
            "is PostgreSQL up there",
        ),
        (OperationalError, 'FATAL: database "m" does not exist', "make it first"),
    ],
)
def test_a_trouble_of_the_store_says_what_to_do(
    made: type[DBAPIError], words: str, remedy: str, capsys: pytest.CaptureFixture[str]
) -> None:
    error = made("BEGIN IMMEDIATE", None, sqlite3.OperationalError(words))
    first = words.splitlines()[0]
    assert trouble(error).startswith(f"The store cannot be used: {first}; ")
    assert remedy in trouble(error)
    assert _tell(error) == console.OUR_FAULT
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.parametrize(
    "error",
    [
        ProgrammingError("SELECT", None, sqlite3.ProgrammingError('relation "verdict" does not exist')),
        IntegrityError("INSERT", None, sqlite3.IntegrityError("UNIQUE constraint failed: connection.id")),
        OperationalError("SELECT", None, sqlite3.OperationalError("no such column: a")),
        ValueError("database is locked"),
    ],
)
def test_a_bug_of_ours_is_no_trouble_of_the_store(error: Exception) -> None:
    assert trouble(error) == ""


def test_words_that_nobody_knows_are_told_as_they_are() -> None:
    assert (with_remedy("odd\nmore"), with_remedy("")) == ("odd", "")


@pytest.mark.parametrize("text", ['{"rule": "site_unre', ""])
def test_a_record_that_was_cut_is_told_with_what_to_do(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ValueError) as raised:
        decode_verdict(text)
    assert _tell(raised.value) == console.OUR_FAULT
    said = capsys.readouterr().err
    assert said.startswith(
        "The store holds a record that is not as it was written (read by storage.decisions.verdict_text: "
    )
    assert "the newest backup" in said
    assert "Traceback" not in said


async def _look_that_now_says(store: Store, odd: str) -> str:
    """The id of a stored look, whose text another program has changed since to *odd*, as SQL writes it."""
    facts = BoardReading(state=BoardState.MESSAGES)
    [id] = await store.save([Observation(subject="s", part="xx", at=NOW, facts=facts)])
    async with store.database.write() as connection:
        await connection.execute(update(tables.body).values(json=text(odd)))
    return id


async def test_bytes_that_are_no_text_are_a_damaged_record_and_are_not_printed(store: Store) -> None:
    async with store.database.read() as connection:
        if connection.dialect.name != "sqlite":
            pytest.skip("PostgreSQL takes no such bytes")
    id = await _look_that_now_says(store, "CAST(x'ff5a5a5a' AS TEXT)")
    with pytest.raises(OperationalError) as raised:
        await store.observation(id)
    said = trouble(raised.value)
    assert said.startswith(
        "The store holds a record that is not as it was written (Could not decode to UTF-8"
    )
    assert "the newest backup" in said
    assert "ZZZ" not in said


@pytest.mark.parametrize("odd", ['{"items": [', "{}", "7", '{"state":"messages","messages":[],"full":"x"}'])
async def test_a_text_that_was_cut_or_is_not_the_one_written_is_a_damaged_record(
    store: Store, odd: str
) -> None:
    id = await _look_that_now_says(store, f"'{odd}'")
    with pytest.raises(DamagedRecord) as raised:
        await store.observation(id)
    assert "is not what its hash was taken of" in trouble(raised.value)
    async with store.database.read() as connection:  # what only compares the texts still reads them
        found = await chain.verify(connection)
    assert [one.what for one in found.breaks] == ["text changed"]


@pytest.mark.parametrize("odd", ["{}", "[]", "7", '{"opened": 1}', "null"])
def test_what_is_taken_apart_by_hand_and_is_of_another_shape_is_a_damaged_record(odd: str) -> None:
    for read in (lambda: decode_days([odd]), lambda: said_of(odd), lambda: ListStanding.read(odd, None)):
        with pytest.raises(DamagedRecord) as raised:
            read()
        assert trouble(raised.value).startswith(
            "The store holds a record that is not as it was written (read by storage."
        )


def test_a_word_for_a_number_in_counts_is_a_damaged_record() -> None:
    day = VisitDay(day=NOW.date(), opened=1)
    assert decode_days([encode(day)]) == [day]
    with pytest.raises(DamagedRecord):
        decode_days([encode(day).replace('"opened":1', '"opened":"1"')])
    looks = '{"last":null,"items":null}'
    rows = ListStanding.read(looks, '["","",3,[],[],0]').rows()
    assert rows is not None
    assert rows.counted == 3
    with pytest.raises(DamagedRecord):
        ListStanding.read(looks, '["","","3",[],[],0]').rows()


@pytest.mark.parametrize("read", [decode_names, decode_plain, visit_says])
def test_a_list_of_names_or_an_object_that_is_none_is_no_answer(read: Callable[[str], object]) -> None:
    with pytest.raises(ValueError):
        read("7")


async def test_json_that_the_store_s_caller_reads_is_no_trouble_of_the_store() -> None:
    async def ask() -> None:
        json.loads("{")

    with pytest.raises(ValueError) as raised:
        await with_retry(ask)
    assert "storage.db.retry" in {one.f_globals["__name__"] for one, _ in walk_tb(raised.tb)}
    assert trouble(raised.value) == ""


def test_other_json_is_no_trouble_of_the_store() -> None:
    with pytest.raises(ValueError) as raised:
        json.loads("{")
    assert trouble(raised.value) == ""
