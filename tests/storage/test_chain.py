"""What was stored cannot be changed, removed or slipped in unnoticed; what was let go of breaks nothing."""

import asyncio
import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from monitor.domain.case import Review
from monitor.domain.config_edit import ConfigEdit, Door
from monitor.domain.finding import Act, Step
from monitor.domain.materials import MaterialAct, MaterialEntry
from monitor.domain.points import PeoplePoints
from monitor.domain.reach import Reach
from monitor.regulations.editions import load_edition
from monitor.rules.availability.site_unreachable import decide
from storage.access import audit, chain
from storage.db.metadata import metadata
from storage.decisions import config_edits, findings, materials
from storage.store import Store
from tests.operator_desk import Cli
from tests.stores import open_at

from .conftest import NOW, site_case
from .test_findings import finding
from .test_store import EXCHANGE, LISTING, SITE, look, visit

ACCOUNT = """
[[account]]
id = "example-weibo"
name = "示例发布"
platform = "weibo"
unit = "office"
source = {kind = "import"}
[[unit]]
id = "office"
name = "示例区政府办公室"
"""


async def fill(store: Store) -> None:
    """One record of every kind, and some more."""
    clause = load_edition("fuzhou-2021").clause("site_unreachable", "site")
    assert clause is not None
    for hours in range(6):
        at = NOW - timedelta(hours=hours)
        await store.save(
            [
                visit(at, Reach.NOT_OPENED, "reset"),
                look(LISTING, part=f"c{hours}", at=at, exchanges=(EXCHANGE,)),
            ]
        )
    decided = decide(await site_case(store, SITE, NOW), clause, NOW)
    for known_by in (
        NOW,
        NOW + timedelta(seconds=1),
    ):  # the second time it is only said that it was given again
        await store.save_verdicts([replace(decided, known_by=known_by)])
    await store.take_points(
        [PeoplePoints(at=NOW, who="王某", owner="unit:office", period="2026Q4", row="Z21-05", points=2)]
    )
    async with store.database.write() as connection:
        handed_in = MaterialEntry(
            at=NOW, who="王某", owner="unit:office", period="2026Q4", row="Z21-16", act=MaterialAct.FILE, signer="王某"
        )  # fmt: skip
        await materials.add(connection, handed_in)
    await store.add_review(
        Review(
            id="rv_1",
            at=NOW,
            who="王某",
            act="sign",
            subject=SITE.id,
            target="safety",
            outcome="pass",
            reason="",
        )
    )
    edit = ConfigEdit(
        at=NOW, who="王某", door=Door.PAGE, batch="ed_1", item="site/s", field="name", value='"新"', base=None
    )
    async with store.database.write() as connection:
        assert await config_edits.add_edits(connection, [edit], 0) == ()
    async with store.database.write() as connection:
        one = finding()
        await findings.save_findings(connection, [one])
        await findings.add_step(
            connection, one.id, Step(at=NOW, who="王某", act=Act.PROMISED, note="下周整改")
        )
        await audit.note(connection, audit.AuditEntry(at=NOW, who="王某", act="promise", target=one.id))


async def verified(store: Store, head: str | None = None) -> chain.Verified:
    async with store.database.read() as connection:
        return await chain.verify(connection, head)


def forge(url: str, *statements: str) -> None:
    """What somebody with the database's own tools can do, triggers or not."""
    target = make_url(url)
    is_sqlite = target.get_backend_name() == "sqlite"
    engine = create_engine(target.set(drivername="sqlite") if is_sqlite else target)
    with engine.begin() as connection:
        if is_sqlite:
            found = (
                connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'"))
                .scalars()
                .all()
            )
            for name in found:
                connection.execute(text(f"DROP TRIGGER {name}"))
        else:
            connection.execute(text("SET session_replication_role = replica"))
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


async def test_what_is_stored_in_the_ordinary_way_is_unbroken(store: Store) -> None:
    await fill(store)
    found = await verified(store)
    assert found.breaks == ()
    async with store.database.read() as connection:
        rows = [
            json.loads(row.content) for row in await connection.execute(text("SELECT content FROM chain"))
        ]
    assert {name for row in rows for name in row} == set(chain.COVERED), "every kind of record is chained"
    assert found.records > 20
    assert found.head is not None
    assert (await verified(store, found.head.hash)).breaks == ()


#: What records give, kept so that nobody works it out twice: it may be lost or made anew at any time, and no link covers it.
DERIVED = {"visit_day", "newest_shown", "list_state", "overview", "feed_entry", "standing_entry"}


def test_what_is_derived_is_no_record() -> None:
    assert set(metadata.tables) >= DERIVED | set(chain.COVERED)
    assert set(chain.COVERED) & DERIVED == set()


FORGERIES = {
    "a verdict's outcome": ("UPDATE verdict SET outcome = 'pass'", "changed", "verdict"),
    "a verdict's moment": ("UPDATE verdict SET decided_at = '2026-01-01 00:00:00'", "changed", "verdict"),
    "a visit that opened": ("UPDATE visit SET reach = 'opened' WHERE id = (SELECT min(id) FROM visit)", "changed", "visit"),
    "an evidence's hash": ("UPDATE evidence SET sha256 = 'f' WHERE id = (SELECT max(id) FROM evidence)", "changed", "evidence"),
    "a review's reason": ("UPDATE review SET reason = 'x'", "changed", "review"),
    "a step's note": ("UPDATE step SET note = 'x' WHERE act = 'promised'", "changed", "step"),
    "who acted": ("UPDATE audit SET who = 'x'", "changed", "audit"),
    "what evidence belongs to": ("DELETE FROM observation_evidence WHERE evidence = (SELECT max(evidence) FROM observation_evidence)", "removed", "observation_evidence"),
    "a visit away": ("DELETE FROM visit WHERE id = (SELECT max(id) FROM visit)", "removed", "visit"),
    "a line of the log away": ("DELETE FROM audit", "removed", "audit"),
    "one more visit": ("INSERT INTO visit SELECT 'ob_forged', site, at, recorded_at, slot, 'opened', reason, elapsed_s, status, vantage, detail, NULL FROM visit LIMIT 1", "inserted", "visit"),
    "one more line": ("INSERT INTO audit SELECT number + 1000, at, who, act, target, detail, address FROM audit LIMIT 1", "inserted", "audit"),
    "what a verdict says": ("UPDATE body SET json = '{}' WHERE digest = (SELECT digest FROM verdict)", "text changed", "verdict"),
    "a link": ("UPDATE chain SET content = '{}' WHERE number = 3", "link changed", "chain"),
    "a link's time": ("UPDATE chain SET at = '2026-01-01 00:00:00' WHERE number = 3", "link changed", "chain"),
    "a link away": ("DELETE FROM chain WHERE number = 3", "link removed", "chain"),
}  # fmt: skip


@pytest.mark.parametrize("name", FORGERIES)
async def test_a_forged_record_is_found_and_named(store: Store, url: str, name: str) -> None:
    await fill(store)
    statement, what, table = FORGERIES[name]
    forge(url, statement)
    breaks = (await verified(store)).breaks
    assert (what, table) in {(one.what, one.table) for one in breaks}, breaks
    named = next(one for one in breaks if one.what == what)
    assert named.id
    assert what == "inserted" or named.at is not None, "it says when"


async def test_a_link_that_says_otherwise_of_what_an_earlier_one_holds_counts_for_nothing(
    store: Store, url: str
) -> None:
    await fill(store)
    mailed = (await verified(store)).head
    assert mailed is not None
    forge(url, "UPDATE evidence SET address = '192.0.2.9'")
    table = metadata.tables["evidence"]
    async with store.database.write() as connection:
        chain.note(connection, table, (await connection.execute(table.select())).mappings().all())
    breaks = (await verified(store, mailed.hash)).breaks
    assert {(one.what, one.table) for one in breaks} == {("changed", "evidence")}


async def test_the_first_break_is_named_first(store: Store, url: str) -> None:
    await fill(store)
    forge(url, "UPDATE visit SET reason = 'x'")
    breaks = (await verified(store)).breaks
    assert len(breaks) == 6
    assert [one.number for one in breaks] == sorted(one.number or 0 for one in breaks)


async def test_an_end_cut_off_with_its_records_is_found_by_a_head_kept_elsewhere(
    store: Store, url: str
) -> None:
    await fill(store)
    mailed = (await verified(store)).head
    assert mailed is not None
    forge(
        url, f"DELETE FROM chain WHERE number = {mailed.number}", "DELETE FROM step", "DELETE FROM audit",
    )  # fmt: skip
    assert (await verified(store)).breaks == (), "in itself it is consistent"
    assert [one.what for one in (await verified(store, mailed.hash)).breaks] == ["head unknown"]


async def test_what_prune_let_go_of_breaks_nothing_and_is_told(store: Store) -> None:
    old = NOW - timedelta(days=900)
    exchange = type(EXCHANGE)(
        **{name: getattr(EXCHANGE, name) for name in EXCHANGE.__dataclass_fields__} | {"at": old}
    )
    await store.save([visit(old), look(LISTING, part="c", at=old, exchanges=(exchange,))])
    await fill(store)
    await store.prune(timedelta(days=800), timedelta(days=730))
    found = await verified(store)
    assert found.breaks == ()
    assert found.let_go == {"visit": 1, "evidence": 1, "observation_evidence": 1}


async def test_what_was_let_go_of_cannot_come_back_changed(store: Store, url: str) -> None:
    old = NOW - timedelta(days=900)
    await store.save([visit(old), visit(NOW)])
    await store.prune(timedelta(days=800), timedelta(days=730))
    async with store.database.read() as connection:
        [let] = [
            json.loads(row.content)
            for row in await connection.execute(text("SELECT content FROM chain WHERE kind = 'let_go'"))
        ]
    [id] = let["visit"]
    columns = "site, at, recorded_at, slot, reach, reason, elapsed_s, status, vantage, detail, NULL"
    forge(url, f"INSERT INTO visit SELECT '{id}', {columns} FROM visit LIMIT 1")
    assert ("inserted", id) in {(one.what, one.id) for one in (await verified(store)).breaks}


async def test_a_verdict_cannot_be_let_go_of(store: Store, url: str) -> None:
    await fill(store)
    async with store.database.write() as connection:
        await chain.let_go(connection, NOW, {"review": ["rv_1"]})
    forge(url, "DELETE FROM review")
    assert {"let go", "removed"} <= {one.what for one in (await verified(store)).breaks}


async def test_a_transaction_that_comes_to_nothing_leaves_no_link(store: Store) -> None:
    await fill(store)
    before = (await verified(store)).links

    async def half() -> None:
        async with store.database.write() as connection:
            await audit.note(connection, audit.AuditEntry(at=NOW, who="x", act="login"))
            raise RuntimeError("the power went")

    with pytest.raises(RuntimeError):
        await half()
    await store.save([visit(NOW - timedelta(days=1))])
    found = await verified(store)
    assert (found.links, found.breaks) == (before + 1, ())


async def test_several_writers_make_one_chain(url: str, tmp_path: Path) -> None:
    async def write(name: str) -> None:
        number = "abc".index(name) * 100
        async with open_at(url, tmp_path / name, lambda: NOW) as store:
            for n in range(8):
                await store.save([visit(NOW - timedelta(minutes=number + n))])
                async with store.database.write() as connection:
                    await audit.note(connection, audit.AuditEntry(at=NOW, who=name, act="login"))

    await asyncio.gather(*(write(name) for name in "abc"))
    async with open_at(url, tmp_path / "e", lambda: NOW) as store:
        found = await verified(store)
        assert (found.breaks, found.links) == ((), 48)


def test_the_command_says_unbroken_or_names_the_break_and_leaves_with_1(cli: Cli) -> None:
    cli.configure(ACCOUNT)
    added = cli.run(
        "person", "add", "wang", "--role", "centre", env={"MONITOR_PASSWORD": "correct horse battery"}
    )
    assert added.exit_code == 0, added.output
    whole = cli.run("audit", "verify")
    assert (whole.exit_code, "unbroken" in whole.output) == (0, True), whole.output
    forge(cli.url, "UPDATE audit SET who = 'somebody'")
    broken = cli.run("audit", "verify")
    assert broken.exit_code == 1
    assert (
        "BROKEN: audit 1 was changed after it was stored (link 1, chained 2026-11-20T12:00:0" in broken.output
    )
    assert json.loads(cli.run("audit", "verify", "--json").output)["breaks"][0]["table"] == "audit"
    assert "is the hash of no link" in cli.run("audit", "verify", "--head", "ab" * 32).output
