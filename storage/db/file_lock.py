"""Whether this process is the only daemon on a SQLite file (独占): a lock that the system drops when its holder dies."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from storage.db.engine import parse


@contextmanager
def file_lock(url: str) -> Iterator[bool]:
    """
    Hold the lock of the database at *url*; True when no other living process does.

    Then whoever still has the lease is dead, and nobody needs to wait until it runs out. False also for
    PostgreSQL, and where no lock can be had: there only the lease counts.
    """
    target = parse(url)
    if target.get_backend_name() != "sqlite" or not target.database:
        yield False
        return
    path = Path(target.database)
    try:
        lock = path.with_name(path.name + ".daemon").open("w")
    except OSError:
        yield False
        return
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            yield False
            return
        yield True
