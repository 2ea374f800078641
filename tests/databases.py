"""Empty databases of today's schema, copied from one that was migrated once: what a test needs to begin."""

import functools
import sqlite3
import tempfile
from pathlib import Path

from storage.db.engine import upgrade


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
