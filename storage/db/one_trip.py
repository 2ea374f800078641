"""
SQLite connections that ask once (一次往返): a statement and its rows are one trip to the connection's thread.

aiosqlite makes four of a statement (a cursor, the statement, its rows, the end of the cursor), and each costs more than an ordinary
statement does: two threads hand the interpreter to each other.
"""

import sqlite3
from collections.abc import AsyncIterator, Iterable, Sequence
from pathlib import Path
from typing import Any

import aiosqlite

#: Rows that come along with the statement; what is beyond them is fetched as it is asked for, so that a stream stays one.
AT_ONCE = 1_000


class OneTripConnection(aiosqlite.Connection):
    """A connection of aiosqlite whose cursors make no trip but for statements."""

    def cursor(self) -> Any:
        """A cursor that is there at once."""
        return _Cursor(self)


class _Cursor:
    """What SQLAlchemy asks of a cursor, by as few trips as it takes."""

    def __init__(self, connection: OneTripConnection) -> None:
        self._connection = connection
        self._ask: Any = connection._execute
        self._open: sqlite3.Cursor | None = None  # rows are left in it
        self._rows: list[Any] = []
        self.description: Any = None
        self.lastrowid: int | None = None
        self.rowcount, self.arraysize = -1, 1

    async def __aenter__(self) -> "_Cursor":
        return self

    async def execute(self, statement: str, values: Any = ()) -> "_Cursor":
        """Do *statement* and fetch its first rows."""

        def run() -> tuple[sqlite3.Cursor, list[Any]]:
            made = self._connection._conn.execute(statement, values)
            return made, made.fetchmany(AT_ONCE) if made.description else []

        await self.close()
        made, self._rows = await self._ask(run)
        self._take(made)
        self._open = made if len(self._rows) == AT_ONCE else None
        return self

    async def executemany(self, statement: str, several: Iterable[Any]) -> "_Cursor":
        """Do *statement* for each of *several*."""
        await self.close()
        self._take(await self._ask(self._connection._conn.executemany, statement, several))
        return self

    def _take(self, made: sqlite3.Cursor) -> None:
        self.description, self.rowcount, self.lastrowid = made.description, made.rowcount, made.lastrowid

    async def fetchall(self) -> Sequence[Any]:
        """All rows that are left."""
        rows, self._rows = self._rows, []
        if self._open is not None:
            rows += await self._ask(self._open.fetchall)
            self._open = None
        return rows

    async def fetchmany(self, size: int | None = None) -> Sequence[Any]:
        """The next rows, at most *size*; none: that was all."""
        many = size or self.arraysize
        if len(self._rows) < many and self._open is not None:
            more = await self._ask(self._open.fetchmany, max(many, AT_ONCE))
            self._rows += more
            if not more:
                self._open = None
        rows, self._rows = self._rows[:many], self._rows[many:]
        return rows

    async def fetchone(self) -> Any:
        """The next row; None: that was all."""
        return next(iter(await self.fetchmany(1)), None)

    async def __aiter__(self) -> AsyncIterator[Any]:
        while rows := await self.fetchmany(AT_ONCE):
            for row in rows:
                yield row

    async def close(self) -> None:
        """Let go of what was not fetched."""
        made, self._open, self._rows = self._open, None, []
        if made is not None:
            await self._ask(made.close)


def one_trip(database: str, **options: Any) -> OneTripConnection:
    """A connection to the file *database*, which is never made by it, to be awaited; *options* as for `sqlite3.connect`."""
    there = f"{Path(database).absolute().as_uri()}?mode=rw"
    made = OneTripConnection(lambda: sqlite3.connect(there, uri=True, **options), AT_ONCE)
    made._thread.daemon = True  # as SQLAlchemy has it: a program that ends does not wait for it
    return made
