"""Whether this process is the only daemon on a SQLite file (独占): a lock that the system drops when its holder dies."""

import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO

from sqlalchemy.engine import URL

from storage.db.engine import parse

#: Whoever only asks has the lock for some microseconds: after so many seconds it is tried once more.
AGAIN_S = 0.02


@contextmanager
def file_lock(url: str) -> Iterator[bool]:
    """
    Hold the lock of the database at *url*; True when no other living process does.

    Then whoever still has the lease is dead, and nobody needs to wait until it runs out. False also for
    PostgreSQL, and where no lock can be had: there only the lease counts.
    """
    path = _path(parse(url))
    try:
        lock = path.open("w") if path else None
    except OSError:
        lock = None
    if lock is None:
        yield False
        return
    with lock:
        is_held = _hold(lock, fcntl.LOCK_EX)
        if not is_held:
            time.sleep(AGAIN_S)
            is_held = _hold(lock, fcntl.LOCK_EX)
        yield is_held


def is_dead(url: URL) -> bool:
    """
    Whether the daemon whose lease stands in the database at *url* is known to be dead: nobody holds the lock that it took.

    Its lease may still run, as one in a backup just restored does. False where nothing is known: for PostgreSQL, and where
    no daemon ever took a lock beside the file.
    """
    path = _path(url)
    if path is None:
        return False
    try:
        with path.open() as lock:
            return _hold(lock, fcntl.LOCK_SH)
    except OSError:
        return False


def alive_until(url: URL, until: datetime, now: datetime) -> datetime:
    """Until when a lease in the database at *url* that runs *until* then tells of a daemon: no longer than *now* where that one is dead."""
    return min(until, now) if is_dead(url) else until


def _path(url: URL) -> Path | None:
    if url.get_backend_name() != "sqlite" or not url.database:
        return None
    return Path(f"{url.database}.daemon")


def _hold(lock: IO[str], how: int) -> bool:
    try:
        fcntl.flock(lock, how | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
