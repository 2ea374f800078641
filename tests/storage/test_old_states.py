"""Every state that a database of ours ever had is upgraded with what it holds; one that nobody made is refused."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.engine import make_url

from storage.access import chain
from storage.db.engine import StoreError, _alembic, connect, head, parse, upgrade
from storage.ops.outbox import Outbox
from tests.stores import open_at

from .conftest import NOW

AT = "'2026-11-01 02:00:00+00:00'"


def rows(at: str) -> tuple[str, ...]:
    """Some rows that the very first tables could hold."""
    return (
        "INSERT INTO body VALUES ('44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a', '{}')",
        f"INSERT INTO visit (id, site, at, recorded_at, reach, reason, elapsed_s, vantage, detail) VALUES ('ob_1', 's', {at}, {at}, 'opened', 'ok', 1.5, '', '{{}}')",
        f"INSERT INTO evidence VALUES ('ev_1', {at}, 'http://127.0.0.1/', '', 200, 'f', 'a.warc.gz', 0, 9, '')",
        "INSERT INTO observation_evidence VALUES ('ob_1', 'ev_1', 0)",
        *(
            "INSERT INTO verdict (subject, rule, outcome, decided_at, recorded_at, digest) VALUES "
            f"('s', 'r', '{outcome}', {at.replace('-01 ', f'-0{day} ')}, {at}, '44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a')"
            for day, outcome in enumerate(("pass", "pass", "fail"), 1)
        ),
        "INSERT INTO review (id, at, who, act, subject, target, outcome, reason) VALUES "
        f"('rv_1', {at}, 'w', 'sign', 's', 't', 'pass', '')",
    )


def later_rows(at: str, is_early: bool) -> tuple[str, ...]:
    """And some that only 0002 can; *is_early*: before the outbox knew what it announced."""
    names, values = (
        ("", "") if is_early else (", announced, delivered, refused, doubts", ", '[]', '[]', '{}', 0")
    )
    return (
        f"INSERT INTO audit (at, who, act, target, detail, address) VALUES ({at}, 'w', 'login', '', '', '')",
        "INSERT INTO outbox (id, night, audience, channel, message_id, recipients, subject, text, html, findings, created_at, "
        f"state, attempts, next_at, detail{names}) VALUES ('ma_1', '2026-11-01', 'centre', 'mail', '<m>', '[]', 's', 't', '', "
        f"'[]', {at}, 'waiting', 0, {at}, ''{values})",
    )


def without_triggers(connection: Connection) -> None:
    """As 0002 was before 337d59e."""
    if connection.dialect.name == "sqlite":
        for act in ("update", "delete", "replace"):
            connection.execute(text(f"DROP TRIGGER audit_no_{act}"))
    else:
        connection.execute(text("DROP TRIGGER audit_only_added ON audit"))
        connection.execute(text("DROP FUNCTION audit_refuse()"))


def without_replace(connection: Connection) -> None:
    """As 0002 was at 337d59e."""
    if connection.dialect.name == "sqlite":
        connection.execute(text("DROP TRIGGER audit_no_replace"))


def without_changes(connection: Connection) -> None:
    """As 0002 was at 37b2257."""
    without_triggers(connection)
    connection.execute(text("DROP TABLE change"))
    connection.execute(text("DROP TABLE request"))


def without_announced(connection: Connection) -> None:
    """As 0002 was at aab7ced, where the outbox had not grown yet."""
    without_triggers(connection)
    for name in ("announced", "delivered", "refused", "doubts"):
        connection.execute(text(f"ALTER TABLE outbox DROP COLUMN {name}"))


def at_the_first_0002(connection: Connection) -> None:
    """As 0002 was at 24c2854."""
    without_announced(connection)
    connection.execute(text("DROP TABLE change"))
    connection.execute(text("DROP TABLE request"))


def as_it_is(connection: Connection) -> None:
    """As the migration makes it today."""


@dataclass(frozen=True)
class State:
    """One state that a database of ours ever had."""

    filled_at: str  #: the revision at which its rows were written
    lacks: Callable[[Connection], None] = as_it_is  #: what it lacked then of what that revision makes today
    is_early: bool = False  #: its outbox did not know yet what it announced
    upgraded_to: str = ""  #: the revision that it was brought to since; "" it stayed

    @property
    def knew_changes(self) -> bool:
        """Whether the change of a verdict was noted as the verdict was saved."""
        return self.filled_at != "0001" and self.lacks in (as_it_is, without_replace, without_announced)


#: Each revision that was ever released, oldest first.
REVISIONS = [one.revision for one in ScriptDirectory.from_config(_alembic(None)).walk_revisions()][::-1]

#: Every one, under its revision or the commit that made it; what later revisions make of it goes through the same test.
STATES = {
    "0001": State("0001", is_early=True),
    "24c2854": State("0002", at_the_first_0002, is_early=True),
    "37b2257": State("0002", without_changes),
    "aab7ced": State("0002", without_announced, is_early=True),
    "337d59e": State("0002", without_replace),
    "0002": State("0002"),
    "0003": State("0003"),
    # from here on a chain holds what was there when it began
    **{one: State("0003", upgraded_to=one) for one in REVISIONS[3:-1]},
}


def emptied(url: str) -> str:
    """The fixture's database is migrated already."""
    if url.startswith("sqlite"):
        Path(make_url(url).database or "").unlink()
    else:
        command.downgrade(_alembic(parse(url)), "base")
    return url


def run(url: str, work: Callable[[Connection], None]) -> None:
    """On a connection of nobody's: without the program's own care."""
    target = make_url(url)
    engine = create_engine(target.set(drivername="sqlite") if url.startswith("sqlite") else target)
    try:
        with engine.begin() as connection:
            work(connection)
    finally:
        engine.dispose()


@pytest.mark.parametrize("state", STATES)
async def test_a_database_of_every_earlier_state_is_upgraded_with_what_it_holds(
    url: str, tmp_path: Path, state: str
) -> None:
    was = STATES[state]
    revision = was.filled_at
    at = AT if not url.startswith("sqlite") else AT.replace("+00:00", "")
    parse(emptied(url))
    command.upgrade(_alembic(parse(url)), revision)

    def fill(connection: Connection) -> None:
        was.lacks(connection)
        for statement in (*rows(at), *(later_rows(at, was.is_early) if revision != "0001" else ())):
            connection.execute(text(statement))

    run(url, fill)
    if was.upgraded_to:
        command.upgrade(_alembic(parse(url)), was.upgraded_to)
    assert upgrade(url) == head()
    command.check(_alembic(parse(url)))
    async with open_at(url, tmp_path / "e", lambda: NOW) as store:
        async with store.database.read() as connection:
            found = await chain.verify(connection)
            changes = [
                row.outcome
                for row in await connection.execute(text("SELECT outcome FROM change ORDER BY number"))
            ]
        assert found.breaks == ()
        assert found.records == (8 if revision != "0001" else 7)
        assert changes in (
            [],
            ["pass", "fail"],
        )  # these rows were written without the program that notes them
        assert changes or was.knew_changes
        mails = await Outbox(store.database).mails(night=date(2026, 11, 1))
        assert len(mails) == (revision != "0001")
        with pytest.raises(Exception, match="only ever added to"):
            async with store.database.write() as connection:
                await connection.execute(text("DELETE FROM chain"))
    if revision != "0001":
        with pytest.raises(Exception, match="only ever added to"):
            run(url, lambda connection: connection.execute(text("DELETE FROM audit")) and None)


#: Rows of tables that 0009 knew and later revisions changed, each with what it holds after the upgrade.
OF_0009 = (
    "INSERT INTO patrol_page VALUES ('s', 'http://127.0.0.1/a', 'page', 1, 0, 1, {at}, {at}, 'opened', '', 't', 'd', '', '', NULL, 0)",
    "INSERT INTO patrol_candidate VALUES ('pc_1', 's', 'dead_link', 'http://127.0.0.1/b', 'http://127.0.0.1/a', '', '{{}}', "
    "{at}, {at}, 'open', '', NULL, '')",
    "INSERT INTO request (id, at, who, kind, target, detail) VALUES ('rq_1', {at}, 'w', 'look', 's', '')",
    "INSERT INTO person VALUES ('w', 'W', 'centre', NULL, 'p', {at}, NULL, 0, NULL)",
    "INSERT INTO session VALUES ('sd', 'w', 'c', {at}, {at})",
)
KEPT = {
    "SELECT line FROM patrol_candidate": [("http://127.0.0.1/b",)],
    "SELECT title, screened, owner FROM patrol_page": [("t", "", "")],
    "SELECT target, options, step, total, result FROM request": [("s", "{}", "", 0, None)],
    "SELECT person, address, opened_by FROM session": [("w", None, None)],
}


async def test_rows_of_the_patrol_requests_and_sessions_survive_what_came_after_0009(url: str) -> None:
    at = AT if not url.startswith("sqlite") else AT.replace("+00:00", "")
    parse(emptied(url))
    command.upgrade(_alembic(parse(url)), "0009")

    def fill(connection: Connection) -> None:
        for statement in OF_0009:
            connection.execute(text(statement.format(at=at)))

    run(url, fill)
    assert upgrade(url) == head()
    found: dict[str, list[tuple[object, ...]]] = {}
    run(url, lambda connection: found.update(read_all(connection)))
    assert found == KEPT


def read_all(connection: Connection) -> dict[str, list[tuple[object, ...]]]:
    """What each question of KEPT is answered."""
    return {question: [tuple(row) for row in connection.execute(text(question))] for question in KEPT}


DAMAGE = {
    "ALTER TABLE outbox DROP COLUMN doubts": "column outbox.doubts is missing",
    "DROP TABLE change": "table change is missing",
    "DROP INDEX ix_visit_site_at_reach": "index ix_visit_site_at_reach is missing",
    "ALTER TABLE visit ADD COLUMN more TEXT": "column visit.more is not ours",
}


@pytest.mark.parametrize("statement", DAMAGE)
async def test_a_database_changed_from_outside_is_refused_with_what_differs_and_what_to_do(
    url: str, statement: str
) -> None:
    upgrade(url)
    run(url, lambda connection: connection.execute(text(statement)) and None)
    with pytest.raises(StoreError, match=DAMAGE[statement]) as told:
        await connect(url)
    assert "newest backup" in str(told.value)


async def test_a_lost_trigger_is_found(url: str) -> None:
    upgrade(url)
    run(url, without_triggers)
    with pytest.raises(StoreError, match=r"trigger audit_.* is missing"):
        await connect(url)


async def test_the_job_queue_s_own_tables_are_no_difference(url: str) -> None:
    upgrade(url)
    run(
        url,
        lambda connection: connection.execute(text("CREATE TABLE pgqueuer_something (id INTEGER)")) and None,
    )
    await (await connect(url)).close()
