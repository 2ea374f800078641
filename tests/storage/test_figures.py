"""Counted in SQL on every database: what the monitor says about itself."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from monitor.domain.content import ListState
from monitor.domain.observation import Homepage, Listing, Observation, Visit
from monitor.domain.reach import Reach, Reason
from monitor.domain.sentence import written
from monitor.domain.verdict import Outcome, Verdict
from monitor.regulations.editions import load_edition
from probes.base import probe_of_kind
from storage.db import tables
from storage.ops import figures, leases
from storage.store import Store
from tests.rows import row

from .conftest import NOW

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
TONIGHT = NOW.date()
CLAUSE = load_edition("fuzhou-2021").clauses[0]


async def put(store: Store, table: Any, *rows: Mapping[str, Any]) -> None:
    async with store.database.write() as connection:
        await connection.execute(table.insert(), [dict(row) for row in rows])


def mail(n: int, state: str, night: date = TONIGHT) -> dict[str, Any]:
    return row(
        tables.outbox, id=f"ma_{n}", night=night, audience=f"u{n}", channel="mail", created_at=NOW, state=state,
        next_at=NOW,
    )  # fmt: skip


def finding(n: int, grade: str, closed_at: datetime | None = None) -> dict[str, Any]:
    return row(
        tables.finding,
        id=f"fi_{n}",
        subject=f"s{n}",
        grade=grade,
        opened_at=NOW,
        seen_at=NOW,
        closed_at=closed_at,
    )


def visit(site: str, at: datetime, reach: Reach, reason: str = "ok") -> Observation[Visit]:
    return Observation(subject=site, at=at, facts=Visit(reach=reach, reason=reason))


def verdict(subject: str, outcome: Outcome, at: datetime, rule: str = "site_unreachable") -> Verdict:
    return Verdict(
        subject=subject, rule=rule, clause=CLAUSE, outcome=outcome, decided_at=at, window=(at - DAY, at),
        measured={}, coverage=1.0, reason=written("r", "由"), needs=written("n", "需"), evidence=("ob_1",),
    )  # fmt: skip


async def test_mails_are_counted_by_state(store: Store) -> None:
    await put(store, tables.outbox, mail(1, "sent"), mail(2, "sent"), mail(3, "refused"))
    async with store.database.read() as connection:
        assert await figures.outbox_counts(connection) == {"sent": 2, "refused": 1}


async def test_of_earlier_nights_only_mails_that_never_went_out_are_counted(store: Store) -> None:
    before = NOW.date() - DAY
    await put(store, tables.outbox, mail(1, "sent", before), mail(2, "given_up", before), mail(3, "sent"))
    await put(store, tables.outbox, mail(4, "dropped", before))
    async with store.database.read() as connection:
        assert await figures.outbox_counts(connection, NOW.date()) == {"sent": 1, "given_up": 1}


async def test_the_oldest_mail_that_waits_is_told_and_none_that_no_server_is_asked_to_take(
    store: Store,
) -> None:
    older = {**mail(2, "waiting"), "created_at": NOW - 2 * DAY, "attempts": 1}
    released = {**mail(4, "waiting"), "created_at": NOW - 3 * DAY}  # held until now
    await put(
        store,
        tables.outbox,
        {**mail(1, "sent"), "created_at": NOW - 3 * DAY},
        older,
        mail(3, "waiting"),
        released,
    )
    async with store.database.read() as connection:
        assert await figures.oldest_waiting(connection, ["mail", "group"]) == NOW - 2 * DAY
        assert await figures.oldest_waiting(connection, ["group"]) is None


async def test_a_damaged_mail_keeps_nobody_from_hearing_how_the_monitor_is(store: Store) -> None:
    if store.database.writer.dialect.name == "postgresql":
        pytest.skip("PostgreSQL takes no such moment")
    await put(store, tables.outbox, mail(1, "waiting"))
    async with store.database.write() as connection:  # another program, which knows no types of ours
        await connection.execute(text("UPDATE outbox SET created_at = '-'"))
    async with store.database.read() as connection:
        assert await figures.oldest_waiting(connection, ["mail"]) is None
    await put(store, tables.outbox, mail(2, "waiting"))
    async with store.database.read() as connection:
        assert await figures.oldest_waiting(connection, ["mail"]) == NOW


async def test_closed_findings_are_not_counted(store: Store) -> None:
    await put(store, tables.finding, finding(1, "fail"), finding(2, "due"), finding(3, "fail", NOW))
    async with store.database.read() as connection:
        assert await figures.open_findings(connection) == {"fail": 1, "due": 1}


async def test_each_subject_counts_once_by_its_newest_verdict(store: Store) -> None:
    await store.save_verdicts(
        [
            verdict("a", Outcome.FAIL, NOW - 6 * HOUR),
            verdict("a", Outcome.PASS, NOW - HOUR),
            verdict("b", Outcome.FAIL, NOW - 6 * HOUR),
            verdict("b", Outcome.UNKNOWN, NOW - 6 * HOUR, rule="homepage_stale"),
            verdict("gone", Outcome.FAIL, NOW - 3 * DAY),
        ]
    )
    async with store.database.read() as connection:
        assert await figures.verdict_counts(connection, NOW) == {
            ("site_unreachable", "pass"): 1,
            ("site_unreachable", "fail"): 1,
            ("homepage_stale", "unknown"): 1,
        }
        assert (await figures.newest_verdict(connection)).verdict == 5


async def test_only_what_was_read_is_a_good_reading(store: Store) -> None:
    unread = Listing(state=ListState.UNREADABLE)
    await store.save(
        [
            visit("a", NOW - 3 * HOUR, Reach.OPENED),
            visit("a", NOW - 2 * HOUR, Reach.OPENED),
            visit("a", NOW - HOUR, Reach.NOT_OPENED, "reset"),
            visit("late", NOW - 3 * DAY, Reach.OPENED),
            Observation(subject="a", part="c1", at=NOW - 2 * HOUR, facts=Listing(state=ListState.BLANK)),
            Observation(subject="a", part="c1", at=NOW - HOUR, facts=unread),
            Observation(subject="a", part="c2", at=NOW - HOUR, facts=unread),
            Observation(subject="a", at=NOW - HOUR, facts=Homepage(state=ListState.ITEMS)),
        ]
    )
    async with store.database.read() as connection:
        assert await figures.good_readings(connection, NOW - DAY, probe_of_kind()) == {
            ("availability", "a", ""): NOW - 2 * HOUR,
            ("columns", "a", "c1"): NOW - 2 * HOUR,
            ("homepage", "a", ""): NOW - HOUR,
        }


@pytest.mark.parametrize(
    ("at", "counts"),
    [
        (datetime(2026, 11, 20, tzinfo=NOW.tzinfo), True),
        (datetime(2026, 11, 19, 23, 59, 59, tzinfo=NOW.tzinfo), False),
        (datetime(2026, 11, 21, tzinfo=NOW.tzinfo), False),
    ],
    ids=["midnight", "a-second-before", "next-midnight"],
)
async def test_the_visits_of_a_day_end_at_midnight_in_shanghai(
    store: Store, at: datetime, counts: bool
) -> None:
    await store.save([visit("a", at, Reach.OPENED)])
    async with store.database.read() as connection:
        assert await figures.visits_of(connection, NOW.date()) == ([("a", at)] if counts else [])


async def test_a_row_that_says_missed_is_no_visit(store: Store) -> None:
    await store.save([visit("a", NOW, Reach.NOT_MEASURED, Reason.MISSED)])
    async with store.database.read() as connection:
        assert await figures.visits_of(connection, NOW.date()) == []


async def test_lease_and_runs_come_back_as_they_were_noted(store: Store) -> None:
    await put(store, tables.lease, {"name": "daemon", "holder": "h:1", "since": NOW - DAY, "until": NOW})
    await put(store, tables.duty, {"name": "judge", "started_at": NOW - HOUR, "ended_at": None, "detail": ""})
    async with store.database.read() as connection:
        assert await leases.lease_of(connection, "daemon") == leases.Lease(
            name="daemon", holder="h:1", since=NOW - DAY, until=NOW
        )
        assert await leases.lease_of(connection, "other") is None
        assert await leases.duties(connection) == {
            "judge": leases.DutyRun(name="judge", started_at=NOW - HOUR, ended_at=None, detail="")
        }


async def test_a_database_takes_room_and_a_disk_has_some_left(store: Store) -> None:
    async with store.database.read() as connection:
        assert await figures.database_bytes(connection) > 10_000
    assert (figures.free_bytes(store.evidence.folder / "not" / "there") or 0) > 0
