"""A statement and its rows are one trip to the thread of a SQLite connection, however they are asked for."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from storage.db.engine import Database, connect
from storage.db.one_trip import AT_ONCE
from tests.databases import sqlite_url

NUMBERS = "WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < {}) SELECT n FROM n"


@pytest.fixture
async def database(tmp_path: Path) -> Any:
    found = await connect(sqlite_url(tmp_path / "m.db"))
    yield found
    await found.close()


@pytest.mark.parametrize("many", [1, AT_ONCE - 1, AT_ONCE, AT_ONCE + 1, 3 * AT_ONCE + 7])
async def test_every_row_comes_once_and_in_order(database: Database, many: int) -> None:
    expected = list(range(1, many + 1))
    async with database.read() as connection:
        query = text(NUMBERS.format(many))
        assert list((await connection.execute(query)).scalars()) == expected
        assert [row.n async for row in await connection.stream(query)] == expected
        assert [row.n for row in await _first(connection, query, 3)] == expected[:3]
        assert list((await connection.execute(query)).scalars()) == expected


async def _first(connection: Any, query: Any, many: int) -> list[Any]:
    """The first rows of a stream that is left then."""
    result = await connection.stream(query)
    found = list(await result.fetchmany(many))
    await result.close()
    return found


async def test_a_statement_and_its_rows_are_one_trip(database: Database) -> None:
    trips: list[Callable[..., Any]] = []
    async with database.write() as connection:
        driver: Any = (await connection.get_raw_connection()).driver_connection
        there = driver._execute

        async def counted(work: Callable[..., Any], *given: Any, **named: Any) -> Any:
            trips.append(work)
            return await there(work, *given, **named)

        driver._execute = counted
        await connection.execute(text(NUMBERS.format(AT_ONCE - 1)))
        await connection.execute(text("DELETE FROM lease"))
        driver._execute = there
    assert len(trips) == 2


async def test_what_goes_wrong_is_said_and_the_connection_goes_on(database: Database) -> None:
    async with database.read() as connection:
        with pytest.raises(Exception, match="no such table: nowhere"):
            await connection.execute(text("SELECT 1 FROM nowhere"))
        assert await connection.scalar(text("SELECT 1")) == 1
