"""Copies of what is stored (备份): the SQLite file while it is written to, and the evidence beside it."""

import asyncio
import os
import shlex
import shutil
import sqlite3
import threading
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.engine import URL

from storage.db.engine import StoreError, check_not_empty, parse
from storage.db.troubles import cannot_copy, refused

#: Pages copied between two breaths (4 MiB), and how long a breath is: the disk serves the daemon too.
STEP_PAGES, BREATH_S = 1024, 0.005
#: Left free beside the copy.
SPARE_BYTES = 64 * 1024 * 1024
#: One evidence file is copied in pieces of this size.
PIECE = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyResult:
    """What copying the evidence folder did."""

    files: int = 0  #: new, or longer than before
    bytes: int = 0
    unchanged: int = 0
    longer: tuple[str, ...] = ()  #: the copy is longer than the original: left as it is, to be looked at


async def back_up(url: str, target: Path, *, force: bool = False, step_pages: int = STEP_PAGES) -> int:
    """
    Copy the SQLite database at *url* to *target*, as it stands at one moment. Returns the bytes written.

    A running daemon goes on writing. The copy is verified and complete before it gets its name; an existing
    *target* is kept unless *force*. Raises StoreError, for PostgreSQL too, with what to do instead.
    """
    source = _source(parse(url), target)
    _refuse(source, target, force)
    stop = threading.Event()
    try:
        return await asyncio.to_thread(_back_up, source, target, step_pages, stop.is_set)
    except (sqlite3.Error, OSError) as error:
        place = f"{target}: no backup was made, and what stood there is untouched"
        if isinstance(error, OSError):
            raise cannot_copy(place, error) from None
        raise refused(f"{place}: {source}", error) from None
    finally:
        stop.set()  # a cancelled caller does not leave the thread copying


def dump_command(url: URL, target: Path) -> str:
    """The command that backs up the PostgreSQL database at *url*, without who runs at present; it names no password."""
    query = {key: value for key, value in url.query.items() if key not in ("password", "passfile")}
    plain = URL.create("postgresql", url.username, None, url.host, url.port, url.database, query)
    address = plain.render_as_string(hide_password=False)
    return f"pg_dump --format=custom --exclude-table-data=lease --file={shlex.quote(str(target))} {shlex.quote(address)}"


async def copy_evidence(folder: Path, target: Path) -> CopyResult:
    """
    Copy evidence files that *target* lacks or has shorter. To be called after `back_up`.

    Evidence is written before the row that points at it, and files only ever grow: so a copy made after the
    database's holds everything that the copied database points at. Nothing in *target* is ever removed.
    Raises StoreError when *target* cannot be written.
    """
    if not folder.is_dir():
        raise StoreError(f"{folder}: no such evidence folder; nothing was copied")
    inside, around = target.resolve(), folder.resolve()
    if inside == around or inside.is_relative_to(around):
        raise StoreError(f"{target} lies inside the evidence folder {folder}; name a folder elsewhere")
    try:
        return await asyncio.to_thread(_copy_evidence, folder, target)
    except OSError as error:
        raise cannot_copy(
            error.filename or target, error, "; evidence is copied in part, run it again"
        ) from None


def _source(url: URL, target: Path) -> Path:
    if url.get_backend_name() != "sqlite":
        raise StoreError(
            "a PostgreSQL database is backed up by its own tools while the daemon runs; run:\n  "
            f"{dump_command(url, target)}\n"
            "(the password from ~/.pgpass or PGPASSWORD), and then for the evidence:\n"
            "  monitor db backup --evidence DIR"
        )
    path = Path(url.database or "")
    if not path.is_file():
        raise StoreError(f"{path}: no such database; name it with --db")
    check_not_empty(path)
    return path


def _refuse(source: Path, target: Path, force: bool) -> None:
    if target.is_dir():
        raise StoreError(f"{target} is a directory; name a file in it, such as {target / 'monitor.db'}")
    if target.exists() and not target.is_file():
        raise StoreError(f"{target} is a device or a pipe, and no file; name another file")
    if target.resolve() == source.resolve():
        raise StoreError(f"{target} is the database itself; name another file")
    if target.exists() and not force:
        raise StoreError(f"{target} exists; name another file, or say --force to replace it")
    beside = [target.with_name(target.name + end) for end in ("-wal", "-journal")]
    if any(one.exists() for one in beside):
        raise StoreError(f"{target} is in use as a database ({beside[0].name} is there); name another file")


def _back_up(source: Path, target: Path, step_pages: int, stopped: Callable[[], bool]) -> int:
    target.parent.mkdir(parents=True, exist_ok=True)
    needed = source.stat().st_size + SPARE_BYTES
    if (free := shutil.disk_usage(target.parent).free) < needed:
        raise OSError(28, f"{needed >> 20} MiB are needed in {target.parent} and {free >> 20} MiB are free")
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    part.unlink(missing_ok=True)
    part.touch(
        0o600
    )  # it holds people's password hashes; and where it may not stand is no fault of the database
    try:
        _copy_database(source, part, step_pages, stopped)
        with part.open("rb") as file:
            os.fsync(file.fileno())
        written = part.stat().st_size
        part.replace(target)
        _sync_folder(target.parent)
        return written
    finally:
        for end in ("", "-journal", "-wal", "-shm"):  # where it broke off, SQLite leaves these too
            part.with_name(part.name + end).unlink(missing_ok=True)


def _copy_database(source: Path, part: Path, step_pages: int, stopped: Callable[[], bool]) -> None:
    def breathe(_status: int, remaining: int, _total: int) -> None:
        if stopped():
            raise sqlite3.OperationalError("stopped on request")
        if remaining:
            time.sleep(BREATH_S)  # in a thread of its own

    with (
        closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=rw", uri=True, timeout=30)) as original,
        closing(sqlite3.connect(part)) as copy,
    ):
        original.isolation_level = None
        # One snapshot for the whole copy: without it every write of the daemon would start the copy again.
        original.execute("BEGIN")
        original.execute("SELECT count(*) FROM sqlite_master").fetchone()
        original.backup(copy, pages=step_pages, progress=breathe)
        original.execute("ROLLBACK")
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, nothing beside it
        _let_go(copy)
        found = [row[0] for row in copy.execute("PRAGMA quick_check(5)")]
    if found != ["ok"]:
        raise sqlite3.DatabaseError(
            f"the copy is malformed, so the database is too ({'; '.join(found)[:500]})"
        )


def _let_go(copy: sqlite3.Connection) -> None:
    """Who runs at present is no part of a backup: restored, it would be told of a daemon that is not there."""
    if copy.execute("SELECT 1 FROM sqlite_master WHERE name = 'lease'").fetchone():
        with copy:
            copy.execute("DELETE FROM lease")


def _copy_evidence(folder: Path, target: Path) -> CopyResult:
    files = bytes_ = unchanged = 0
    longer: list[str] = []
    for path in sorted(folder.rglob("*.warc.gz")):
        if not path.is_file():
            continue
        name = path.relative_to(folder)
        there = target / name
        size, had = path.stat().st_size, there.stat().st_size if there.exists() else -1
        if had == size:
            unchanged += 1
        elif had > size:
            longer.append(name.as_posix())
        else:
            bytes_ += _copy_file(path, there, size)
            files += 1
    return CopyResult(files=files, bytes=bytes_, unchanged=unchanged, longer=tuple(longer))


def _copy_file(path: Path, there: Path, size: int) -> int:
    """The first *size* bytes: what a daemon appends meanwhile is for the next copy."""
    there.parent.mkdir(parents=True, exist_ok=True)
    part = there.with_name(f".{there.name}.part")
    try:
        with path.open("rb") as original, part.open("wb") as copy:
            left = size
            while left and (piece := original.read(min(PIECE, left))):
                copy.write(piece)
                left -= len(piece)
            copy.flush()
            os.fsync(copy.fileno())
        part.replace(there)
    finally:
        part.unlink(missing_ok=True)
    return size - left


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
