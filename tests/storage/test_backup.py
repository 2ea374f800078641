"""A copy of what is stored is whole, is of one moment, and disturbs nobody."""

import asyncio
import errno
import os
import shlex
import shutil
import sqlite3
import stat
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy.engine import make_url

from storage.db.backup import back_up, copy_evidence, dump_command
from storage.db.engine import StoreError, connect
from storage.db.troubles import StoreFault
from storage.ops import leases

from .conftest import NOW


@pytest.fixture
def original(tmp_path: Path) -> Path:
    """A WAL database of some hundred pages, in which *n* and *twice* always agree."""
    path = tmp_path / "monitor.db"
    with closing(sqlite3.connect(path)) as one:
        one.execute("PRAGMA journal_mode=WAL")
        one.execute("CREATE TABLE pair (n INTEGER PRIMARY KEY, text TEXT)")
        one.execute("CREATE TABLE twice (n INTEGER PRIMARY KEY)")
        with one:
            one.executemany("INSERT INTO pair VALUES (?, ?)", [(n, "长" * 500) for n in range(1000)])
            one.executemany("INSERT INTO twice VALUES (?)", [(n,) for n in range(1000)])
    return path


def url(path: Path) -> str:
    return f"sqlite+aiosqlite:///{path}"


def counts(path: Path) -> tuple[int, int]:
    with closing(sqlite3.connect(path)) as one:
        [pairs] = one.execute("SELECT count(*) FROM pair").fetchone()
        [twice] = one.execute("SELECT count(*) FROM twice").fetchone()
    return pairs, twice


async def test_a_copy_is_of_one_moment_while_another_connection_writes(
    original: Path, tmp_path: Path
) -> None:
    """Copied in steps of four pages with a write between any two: it ends, and holds whole transactions only."""
    copying = asyncio.create_task(back_up(url(original), tmp_path / "copy.db", step_pages=4))
    written = 0
    with closing(sqlite3.connect(original, timeout=0.5)) as writer:
        while not copying.done():
            with writer:
                writer.execute("INSERT INTO pair VALUES (?, 'new')", (5000 + written,))
                writer.execute("INSERT INTO twice VALUES (?)", (5000 + written,))
            written += 1
            await asyncio.sleep(0)
    size = await copying
    pairs, twice = counts(tmp_path / "copy.db")
    assert written > 20
    assert pairs == twice
    assert 1000 <= pairs < 1000 + written
    assert size == (tmp_path / "copy.db").stat().st_size
    assert counts(original) == (1000 + written, 1000 + written)


async def test_a_copy_is_one_file_that_only_its_owner_reads(original: Path, tmp_path: Path) -> None:
    await back_up(url(original), tmp_path / "to" / "copy.db")
    assert os.listdir(tmp_path / "to") == ["copy.db"]
    assert stat.S_IMODE((tmp_path / "to" / "copy.db").stat().st_mode) == 0o600


async def test_the_program_opens_its_copy_which_knows_no_daemon_at_work(tmp_path: Path) -> None:
    database = await connect(url(tmp_path / "monitor.db"))
    async with database.write() as connection:
        await leases.take(connection, "daemon", "somebody", NOW, timedelta(minutes=2))
    await database.close()
    await back_up(url(tmp_path / "monitor.db"), tmp_path / "copy.db")
    database = await connect(url(tmp_path / "copy.db"))
    async with database.read() as connection:
        assert await leases.lease_of(connection, "daemon") is None
    await database.close()


async def test_a_copy_that_may_not_stand_there_says_so_of_its_own_place(
    original: Path, tmp_path: Path
) -> None:
    """Nothing is said of the database; while it is made it is nobody else's to read."""
    (tmp_path / "full").write_text("a file, no folder")
    with pytest.raises(
        StoreError, match=r"full/copy.db: no backup was made.*: (Not a directory|File exists)"
    ):
        await back_up(url(original), tmp_path / "full" / "copy.db")


@pytest.mark.parametrize(
    ("number", "says"),
    [(errno.ENOSPC, "make room on that disk"), (errno.EDQUOT, "make room on that disk"), (errno.EIO, "")],
)
async def test_a_full_or_broken_disk_is_our_own_fault(
    original: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, says: str
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(StoreFault, match=f"copy.db: no backup was made.*{says}"):
        await back_up(url(original), tmp_path / "copy.db")
    (tmp_path / "evidence").mkdir()
    (tmp_path / "evidence" / "a.warc.gz").write_bytes(b"1")
    with pytest.raises(StoreFault, match=f"{says}.*; evidence is copied in part, run it again"):
        await copy_evidence(tmp_path / "evidence", tmp_path / "copies")
    assert not [*tmp_path.rglob("*.part")]


async def test_too_little_room_for_the_copy_is_told_before_it_begins(
    original: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=0))
    with pytest.raises(StoreFault, match=r"MiB are needed in .* and 0 MiB are free; make room there"):
        await back_up(url(original), tmp_path / "copy.db")


async def test_a_device_or_a_pipe_is_never_replaced(original: Path, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(StoreError, match="a device or a pipe"):
        await back_up(url(original), tmp_path / "pipe", force=True)
    assert (tmp_path / "pipe").is_fifo()


async def test_an_existing_file_is_replaced_only_by_force(original: Path, tmp_path: Path) -> None:
    (tmp_path / "copy.db").write_text("precious")
    with pytest.raises(StoreError, match="--force"):
        await back_up(url(original), tmp_path / "copy.db")
    assert (tmp_path / "copy.db").read_text() == "precious"
    await back_up(url(original), tmp_path / "copy.db", force=True)
    assert counts(tmp_path / "copy.db") == (1000, 1000)


async def test_a_damaged_database_gives_no_copy_and_leaves_the_old_one(
    original: Path, tmp_path: Path
) -> None:
    (tmp_path / "copy.db").write_text("last night's")
    raw = bytearray(original.read_bytes())
    raw[4096 * 20 : 4096 * 40] = b"\xff" * 4096 * 20
    original.write_bytes(raw)
    with pytest.raises(StoreError, match="damaged"):
        await back_up(url(original), tmp_path / "copy.db", force=True)
    assert (tmp_path / "copy.db").read_text() == "last night's"
    assert sorted(one.name for one in tmp_path.iterdir() if "part" in one.name) == []


@pytest.mark.parametrize("name", [".", "monitor.db", "in-use.db"])
async def test_a_target_that_would_do_harm_is_refused(original: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / "in-use.db-wal").touch()
    with pytest.raises(StoreError, match=r"name (a|another) file"):
        await back_up(url(original), tmp_path / name, force=True)
    assert counts(original) == (1000, 1000)


async def test_a_missing_database_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no such database"):
        await back_up(url(tmp_path / "none.db"), tmp_path / "copy.db")
    assert list(tmp_path.iterdir()) == []


async def test_postgresql_is_left_to_pg_dump_with_the_whole_command(tmp_path: Path) -> None:
    with pytest.raises(StoreError) as raised:
        await back_up("postgresql+psycopg://monitor:hunter2@db:5433/m?password=hunter2", Path("a.dump"))
    assert (
        "pg_dump --format=custom --exclude-table-data=lease --file=a.dump postgresql://monitor@db:5433/m\n"
        in str(raised.value)
    )
    assert "hunter2" not in str(raised.value)


def test_the_command_survives_a_folder_with_spaces_and_quotes() -> None:
    said = dump_command(make_url("postgresql://h/d"), Path("/a b/it's.dump"))
    assert shlex.split(said) == [
        "pg_dump",
        "--format=custom",
        "--exclude-table-data=lease",
        "--file=/a b/it's.dump",
        "postgresql://h/d",
    ]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("2026/11/19/A.warc.gz", "2026/11/20/B.warc.gz"):
        path = tmp_path / "evidence" / name
        path.parent.mkdir(parents=True)
        path.write_bytes(b"one")
    (tmp_path / "evidence" / "notes.txt").write_text("not evidence")
    return tmp_path / "evidence"


async def test_evidence_is_copied_once_and_again_only_where_it_grew(folder: Path, tmp_path: Path) -> None:
    first = await copy_evidence(folder, tmp_path / "copy")
    with (folder / "2026/11/20/B.warc.gz").open("ab") as file:
        file.write(b"two")
    second = await copy_evidence(folder, tmp_path / "copy")
    assert (first.files, first.bytes, first.unchanged) == (2, 6, 0)
    assert (second.files, second.bytes, second.unchanged) == (1, 6, 1)
    assert (tmp_path / "copy/2026/11/20/B.warc.gz").read_bytes() == b"onetwo"
    assert sorted(one.name for one in (tmp_path / "copy").rglob("*") if one.is_file()) == [
        "A.warc.gz",
        "B.warc.gz",
    ]


async def test_what_was_pruned_or_cut_at_home_stays_in_the_copy(folder: Path, tmp_path: Path) -> None:
    await copy_evidence(folder, tmp_path / "copy")
    (folder / "2026/11/19/A.warc.gz").unlink()
    (folder / "2026/11/20/B.warc.gz").write_bytes(b"o")
    again = await copy_evidence(folder, tmp_path / "copy")
    assert again.longer == ("2026/11/20/B.warc.gz",)
    assert (tmp_path / "copy/2026/11/19/A.warc.gz").read_bytes() == b"one"
    assert (tmp_path / "copy/2026/11/20/B.warc.gz").read_bytes() == b"one"


async def test_evidence_is_not_copied_into_itself(folder: Path) -> None:
    with pytest.raises(StoreError, match="elsewhere"):
        await copy_evidence(folder, folder / "copy")


async def test_a_folder_that_cannot_be_written_is_named(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "copy").write_text("a file")
    with pytest.raises(StoreError, match="copy"):
        await copy_evidence(folder, tmp_path / "copy")
