"""Empty databases of today's schema, copied from one that was migrated once: what a test needs to begin."""

import functools
import sqlite3
import tempfile
from pathlib import Path
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.aiosqlite import SQLiteDialect_aiosqlite

from storage.db.engine import upgrade

#: Statements as SQLite has them, by what they were made of.
_COMPILED: dict[Any, Any] = {}


class OneSqlite(SQLiteDialect_aiosqlite):
    """
    SQLite as ever, but that all databases of this process share the statements made for one of them.

    A program opens one database and puts each statement into SQL once; the tests open thousands, and would spend a
    fifth of their time on it.
    """

    supports_statement_cache = True

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other)

    def __hash__(self) -> int:
        return hash(OneSqlite)

    @classmethod
    def engine_created(cls, engine: Engine) -> None:
        engine.update_execution_options(compiled_cache=_COMPILED)


registry.register("sqlite.aiosqlite", __name__, OneSqlite.__name__)


@functools.cache
def _migrated() -> bytes:
    """The bytes of a SQLite database that every migration has gone over."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "template.db"
        upgrade(f"sqlite+aiosqlite:///{path}")
        with sqlite3.connect(path) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()
        return path.read_bytes()


def sqlite_url(path: Path) -> str:
    """
    The address of a SQLite database at *path*: what stands there stays, else it is a copy of the template.

    Tests of the migrations themselves name a file that is not there yet, and go without this.
    """
    if not path.exists():
        path.write_bytes(_migrated())
    return f"sqlite+aiosqlite:///{path}"
