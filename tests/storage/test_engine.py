"""Opening a database: migrated when it is ours, refused with advice when it is not."""

import asyncio
import os
import signal
import subprocess
import sys
import textwrap
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DatabaseError, OperationalError

from monitor.domain.case import Review
from monitor.domain.timing import SHANGHAI
from storage.db.backup import back_up
from storage.db.engine import ReplacedError, StoreError, _alembic, connect, head, parse, upgrade
from storage.db.tables import metadata
from storage.db.troubles import trouble
from storage.decisions.reviews import add_review
from storage.evidence.evidence import Condition
from storage.ops import leases
from storage.ops.outbox import Outbox
from tests.databases import sqlite_url
from tests.stores import open_at


def sqlite(path: Path) -> str:
    return f"sqlite+aiosqlite:///{path}"


async def test_a_new_file_is_made_and_migrated(tmp_path: Path) -> None:
    database = await connect(sqlite(tmp_path / "deep" / "monitor.db"))
    await database.close()
    assert upgrade(sqlite(tmp_path / "deep" / "monitor.db")) == head()


def test_an_upgrade_that_breaks_off_changed_nothing(tmp_path: Path) -> None:
    """As when the machine stops in the middle of it: the next start finds the database as it was, and upgrades it."""
    url, engine = sqlite(tmp_path / "monitor.db"), create_engine(f"sqlite:///{tmp_path / 'monitor.db'}")
    for before, statement in (
        ("base", "CREATE TABLE chat_group (id)"),
        ("0016", "CREATE TABLE list_state (id)"),
    ):
        command.upgrade(_alembic(parse(url)), before)
        with engine.begin() as connection:
            connection.execute(text(statement))  # what a later migration makes, too
            shape = connection.execute(text("SELECT sql FROM sqlite_master ORDER BY name")).all()
        with pytest.raises(OperationalError, match="already exists"):
            command.upgrade(_alembic(parse(url)), "head")
        with engine.begin() as connection:
            assert connection.execute(text("SELECT sql FROM sqlite_master ORDER BY name")).all() == shape
            connection.execute(text(statement.partition(" (")[0].replace("CREATE", "DROP")))
    engine.dispose()
    assert upgrade(url) == head()


def test_the_tables_are_what_the_migrations_make(url: str) -> None:
    upgrade(url)
    command.check(_alembic(parse(url)))


async def test_a_database_of_a_newer_program_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "monitor.db"
    upgrade(sqlite(path))
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(StoreError, match="newer version"):
        await connect(sqlite(path))


async def test_an_unready_postgresql_says_what_to_run(postgres_url: str) -> None:
    command.downgrade(_alembic(parse(postgres_url)), "base")
    with pytest.raises(StoreError, match="monitor db upgrade"):
        await connect(postgres_url)


async def test_a_postgresql_whose_tables_were_made_anew_is_not_gone_on_with(postgres_url: str) -> None:
    """As `pg_restore --clean` does it, under open connections; who writes for the first time then is told, too."""
    database, ways = await connect(postgres_url), list[str]()
    async with database.write() as connection:
        await connection.execute(text("CREATE TABLE copy (LIKE lease INCLUDING ALL)"))
        await connection.execute(text("DROP TABLE lease"))
        await connection.execute(text("ALTER TABLE copy RENAME TO lease"))
    for way in (database.read, database.write):
        with pytest.raises(ReplacedError, match="not the database any more"):
            async with way():
                ways.append("went on")
    await database.close()
    assert not ways


async def test_connections_that_postgresql_ended_are_made_anew(postgres_url: str) -> None:
    """As after its restart: whoever asks next notices nothing, and stores in a transaction as ever."""
    database = await connect(postgres_url)
    async with database.read() as reading, database.write() as writing:
        ended = [await one.scalar(text("SELECT pg_backend_pid()")) for one in (reading, writing)]
    async with database.read() as connection:
        ended.remove(await connection.scalar(text("SELECT pg_backend_pid()")))
        await connection.execute(text(f"SELECT pg_terminate_backend({ended[0]}, 5000)"))
        await connection.rollback()
        async with database.write() as writing:
            assert await writing.scalar(text("SELECT pg_backend_pid()")) not in ended
            await writing.execute(text("INSERT INTO duty VALUES ('judge', now(), NULL, '')"))
            assert await connection.scalar(text("SELECT count(*) FROM duty")) == 0
    await database.close()


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("mysql://a/b", "use sqlite or postgresql"),
        ("nonsense", "no database address"),
        ("sqlite://", "must be a file"),
        ("sqlite:///file:monitor.db?uri=true", "must be a file"),
    ],
)
async def test_an_address_we_cannot_use_says_which_we_can(url: str, words: str) -> None:
    with pytest.raises(StoreError, match=words):
        await connect(url)


async def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("not a database, only some notes that somebody keeps here\n" * 50)
    with pytest.raises(StoreError, match="not a database"):
        await connect(sqlite(path))


async def test_a_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "shop.db"
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE article (price INTEGER)"))
    engine.dispose()
    with pytest.raises(StoreError, match="holds tables but does not say"):
        await connect(sqlite(path))


async def test_an_emptied_file_is_not_taken_for_a_new_database(tmp_path: Path) -> None:
    path = tmp_path / "monitor.db"
    path.touch()
    (tmp_path / "monitor.db.lock").touch()  # beside each database that was ever opened
    for look in (connect(sqlite(path)), back_up(sqlite(path), tmp_path / "copy.db")):
        with pytest.raises(StoreError, match=rf"{path} is there and empty .* Restore the newest backup"):
            await look
    assert path.stat().st_size == 0


async def test_a_database_that_was_taken_away_is_made_anew_and_that_is_told(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "monitor.db"
    await (await connect(sqlite(path))).close()
    assert not caplog.records, "of a first start there is nothing to tell"
    for one in tmp_path.glob("monitor.db*"):
        if one.suffix != ".lock":
            one.unlink()
    await (await connect(sqlite(path))).close()
    [told] = caplog.records
    assert (told.levelname, "is gone: monitor.db.lock" in told.getMessage()) == ("WARNING", True)


async def test_a_database_that_is_taken_away_meanwhile_is_not_made_anew_by_who_has_it_open(
    tmp_path: Path,
) -> None:
    path = tmp_path / "monitor.db"
    database = await connect(sqlite(path))
    try:
        path.rename(tmp_path / "away.db")
        for way in (database.read, database.write, database.read):
            with pytest.raises(ReplacedError, match="not the file any more"):
                async with way():
                    pass
        assert not path.exists()
        (tmp_path / "away.db").rename(path)
        async with database.read() as connection:
            assert (await connection.execute(text("SELECT count(*) FROM lease"))).scalar() == 0
    finally:
        await database.close()


async def test_a_file_made_empty_for_us_is_a_new_database(tmp_path: Path) -> None:
    path = tmp_path / "monitor.db"
    path.touch()
    await (await connect(sqlite(path))).close()
    assert path.stat().st_size > 0


async def test_what_people_decided_and_a_mail_that_goes_out_survive_a_power_cut(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Their journal is on disk when the transaction is over; of what a probe saw it is soon."""
    written = list[str]()
    monkeypatch.setattr(
        "storage.db.engine.os.fsync", lambda file: written.append(os.readlink(f"/proc/self/fd/{file}"))
    )
    now = datetime(2026, 11, 20, tzinfo=SHANGHAI)
    review = Review(
        id="re_1",
        at=now,
        who="w",
        act="sign",
        subject="s",
        target="safety_wording",
        outcome="pass",
        reason="x",
    )
    (tmp_path / "link.db").symlink_to(tmp_path / "monitor.db")  # SQLite keeps the journal beside the file
    database = await connect(sqlite(tmp_path / "link.db"))
    try:
        async with database.write() as connection:
            await leases.note(connection, "seen", "by a probe", now)
        assert written == []
        async with database.write() as connection:
            await add_review(connection, review)
        assert written == [f"{tmp_path}/monitor.db-wal"]
        await Outbox(database).claim(now, "sender")
        assert written == [f"{tmp_path}/monitor.db-wal"] * 2

        def full(_: int) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr("storage.db.engine.os.fsync", full)
        await Outbox(database).claim(now, "sender")
        assert "may not outlast a power cut" in caplog.text
    finally:
        await database.close()


@pytest.mark.parametrize("page", [0, 1, 20])
async def test_a_damaged_file_is_named_with_what_to_do(tmp_path: Path, page: int) -> None:
    """Its first page behind the head, its list of tables, or a table that is only met at work."""
    path = tmp_path / "monitor.db"
    raw = bytearray(Path(sqlite_url(path).removeprefix("sqlite+aiosqlite:///")).read_bytes())
    raw[4096 * page + 100 : 4096 * (page + 20)] = b"\xff" * (4096 * 20 - 100)
    path.write_bytes(raw)
    with pytest.raises((StoreError, DatabaseError)) as met:
        await read_all(sqlite(path))
    said = str(met.value) if isinstance(met.value, StoreError) else trouble(met.value)
    assert str(path) in said
    assert "go on with the newest backup" in said


async def read_all(url: str) -> None:
    database = await connect(url)
    try:
        async with database.read() as connection:
            for table in metadata.sorted_tables:
                await connection.execute(table.select())
    finally:
        await database.close()


WRITER = """
    import asyncio, sys
    from datetime import datetime, timedelta
    from pathlib import Path
    from monitor.domain.content import Item, ListState
    from monitor.domain.observation import Exchange, Listing, Observation
    from monitor.app.runtime import lookback
    from monitor.domain.timing import SHANGHAI
    from monitor.rules.availability.visits import roll_up
    from storage.store import open_store

    async def main():
        start = datetime(2026, 11, 20, tzinfo=SHANGHAI)
        async with open_store(sys.argv[1], Path(sys.argv[2]), clock=lambda: start, roll_up=roll_up, needs=lookback(), make_validators=tuple) as store:
            for n in range(100_000):
                at = start + timedelta(seconds=n)
                facts = Listing(state=ListState.ITEMS, items=(Item(title=f"t{n}", url=f"http://a/{n}"),))
                exchange = Exchange(url="http://a/", at=start, status=200, body=b"x" * 3000 + str(n).encode())
                await store.save([Observation(subject="s", part="c", at=at, facts=facts, exchanges=(exchange,))] * 3)
                print(n, flush=True)

    asyncio.run(main())
"""


async def test_a_kill_leaves_whole_observations_only(tmp_path: Path) -> None:
    url, evidence = sqlite(tmp_path / "monitor.db"), tmp_path / "evidence"
    child = subprocess.Popen(  # noqa: ASYNC220
        [sys.executable, "-c", textwrap.dedent(WRITER), url, str(evidence)],
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    )
    assert child.stdout is not None
    for _ in range(20):
        assert child.stdout.readline()
    child.send_signal(signal.SIGKILL)
    child.wait()
    child.stdout.close()
    now = datetime(2026, 11, 20, tzinfo=SHANGHAI)
    async with open_at(url, evidence, lambda: now) as store:
        async with store.database.read() as connection:
            ids = [row.id for row in await connection.execute(text("SELECT id FROM observation"))]
            loose = (
                await connection.execute(
                    text("SELECT count(*) FROM observation WHERE digest NOT IN (SELECT digest FROM body)")
                )
            ).scalar()
        assert len(ids) >= 60
        assert len(ids) % 3 == 0, "a save is whole or not at all"
        assert loose == 0
        for id in ids[-9:]:
            [record] = await store.records(id)
            assert record.condition is Condition.INTACT


async def test_a_transaction_that_was_called_off_in_the_middle_leaves_nothing_to_the_next(
    tmp_path: Path,
) -> None:
    """Nothing of it is there, and no lock is held: the connection is the next one's."""
    database, begun = await connect(sqlite(tmp_path / "monitor.db")), asyncio.Event()
    put = text("INSERT INTO body (digest, json) VALUES (:digest, '{}')")

    async def write_and_wait() -> None:
        async with database.write() as connection:
            await connection.execute(put, {"digest": "left"})
            begun.set()
            await asyncio.Event().wait()

    writing = asyncio.create_task(write_and_wait())
    await begun.wait()
    writing.cancel()
    with suppress(asyncio.CancelledError):
        await writing
    async with database.writer.connect() as connection:  # told nothing of its end
        await connection.execute(put, {"digest": "forgotten"})
    async with database.write() as connection:
        await connection.execute(put, {"digest": "kept"})
    async with database.read() as connection:
        kept = (await connection.execute(text("SELECT digest FROM body"))).scalars().all()
    await database.close()
    assert kept == ["kept"]
