"""People, sessions, tokens, requests and the audit log, on both databases."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from monitor.domain.finding import Act, Step
from storage.access import audit, people, tokens
from storage.access.people import Person, Session
from storage.access.tokens import Token
from storage.db import tables
from storage.db.troubles import damage
from storage.decisions import findings
from storage.ops import requests
from storage.ops.requests import UserRequest
from storage.store import Store
from tests.storage.conftest import NOW

LIN = Person(name="lin", role="unit", unit="office", password="hash", created_at=NOW)


async def add(store: Store, person: Person = LIN) -> bool:
    async with store.database.write() as connection:
        return await people.add_person(connection, person)


async def test_a_name_is_given_once(store: Store) -> None:
    assert [await add(store), await add(store)] == [True, False]
    async with store.database.read() as connection:
        assert list(await people.people(connection)) == [LIN]


def session(digest: str) -> Session:
    return Session(digest=digest, person="lin", csrf="c", created_at=NOW, seen_at=NOW)


async def let_in(store: Store, digest: str, checked: str = "hash", stored: str = "hash") -> bool:
    async with store.database.write() as connection:
        return await people.let_in(connection, session(digest), checked, stored, NOW - timedelta(hours=12))


async def open_sessions(store: Store) -> list[str]:
    async with store.database.read() as connection:
        return list(await connection.scalars(select(tables.session.c.digest)))


async def password_of(store: Store) -> str:
    async with store.database.read() as connection:
        [person] = await people.people(connection)
    return person.password


async def test_a_login_that_compared_with_an_older_password_opens_nothing_and_writes_nothing_back(
    store: Store,
) -> None:
    await add(store)
    async with store.database.write() as connection:
        await people.set_password(connection, "lin", "new hash")
    assert not await let_in(store, "late", stored="hash made anew")
    assert (await open_sessions(store), await password_of(store)) == ([], "new hash")


async def test_a_login_under_way_does_not_undo_a_shut_out(store: Store) -> None:
    await add(store)
    async with store.database.write() as connection:
        await people.disable(connection, "lin", NOW)
    assert not await let_in(store, "late")
    assert await open_sessions(store) == []


@pytest.mark.parametrize("deed", ["reset", "shut out"])
async def test_whichever_comes_first_no_session_outlives_a_reset_or_a_shut_out(
    store: Store, deed: str
) -> None:
    await add(store)

    async def act() -> None:
        async with store.database.write() as connection:
            if deed == "reset":
                await people.set_password(connection, "lin", "new hash")
            else:
                await people.disable(connection, "lin", NOW)

    logins = [let_in(store, f"s{n}", stored=f"anew {n}" if n == 3 else "hash") for n in range(6)]
    await asyncio.gather(*logins[:3], act(), *logins[3:])
    assert await open_sessions(store) == []
    if deed == "reset":
        assert await password_of(store) == "new hash"


async def test_the_right_password_ends_the_count_of_wrong_ones(store: Store) -> None:
    await add(store)
    async with store.database.write() as connection:
        for _ in range(3):
            await people.note_failure(connection, "lin")
        [person] = await people.people(connection)
    assert person.failures == 3
    assert await let_in(store, "s", stored="anew")
    async with store.database.read() as connection:
        [person] = await people.people(connection)
    assert (person.failures, person.password) == (0, "anew")


async def test_a_role_that_is_none_is_a_damaged_record(store: Store) -> None:
    await add(store, replace(LIN, role="chief"))
    async with store.database.read() as connection:
        with pytest.raises(ValueError, match="not a valid Role") as raised:
            await people.find_person(connection, "lin")
    assert "read by storage.access.people" in damage(raised.value)


@pytest.mark.parametrize("name", ["nobody", "lin' OR 1=1 --", "区长"])
async def test_a_name_nobody_has_opens_nothing(store: Store, name: str) -> None:
    await add(store)
    async with store.database.read() as connection:
        assert await people.find_person(connection, name) is None


@pytest.mark.parametrize(
    ("kind", "acts"),
    [("people", ["login"]), ("reading", ["view", "export"]), ("feed", ["feed"]), ("all", ["login", "view", "export", "feed"])],
)  # fmt: skip
async def test_what_is_read_is_told_from_what_is_done(store: Store, kind: str, acts: list[str]) -> None:
    async with store.database.write() as connection:
        for act in ("login", "view", "export", "feed"):
            await audit.note(connection, audit.AuditEntry(at=NOW, who="lin", act=act))
        assert [one.act for one in await audit.entries(connection, None, 9, kind)] == acts


async def test_old_sessions_are_forgotten_when_a_new_one_opens(store: Store) -> None:
    await add(store)
    async with store.database.write() as connection:
        for name, at in (("old", NOW - timedelta(hours=13)), ("new", NOW)):
            session = Session(digest=name, person="lin", csrf="c", created_at=at, seen_at=at)
            await people.open_session(connection, session, NOW - timedelta(hours=12))
        assert await people.find_session(connection, "old") is None
        found = await people.find_session(connection, "new")
    assert found == (Session(digest="new", person="lin", csrf="c", created_at=NOW, seen_at=NOW), LIN)


async def test_tokens_come_back_as_they_went_in_and_end_when_revoked(store: Store) -> None:
    token = Token(
        id="to_1", name="评分", digest="d", scopes=("feed:unit:office", "feed"), created_at=NOW, created_by="op"
    )  # fmt: skip
    async with store.database.write() as connection:
        await tokens.add_token(connection, token)
        assert await tokens.find_token(connection, "d") == token
        assert [await tokens.revoke_token(connection, "to_1", NOW) for _ in range(2)] == [True, False]
        found = await tokens.find_token(connection, "d")
    assert found is not None
    assert not found.holds(NOW)


async def test_one_request_goes_to_one_taker(store: Store) -> None:
    async with store.database.write() as connection:
        for n in range(6):
            wish = UserRequest(
                id=f"re_{n}", at=NOW + timedelta(seconds=n), who="lin", kind="retest", target=f"fi_{n}"
            )
            assert await requests.ask(connection, wish)
        assert not await requests.ask(connection, wish)

    async def take() -> list[str]:
        async with store.database.write() as connection:
            return [one.id for one in await requests.take(connection, NOW, limit=2)]

    taken = await asyncio.gather(*(take() for _ in range(4)))
    assert sorted(id for some in taken for id in some) == [f"re_{n}" for n in range(6)]


async def test_the_same_may_be_asked_again_once_it_was_taken(store: Store) -> None:
    async with store.database.write() as connection:
        for n in range(2):
            wish = UserRequest(id=f"re_{n}", at=NOW, who="lin", kind="retest", target="fi_1")
            assert await requests.ask(connection, wish)
            await requests.take(connection, NOW)
            await requests.done(connection, wish.id, NOW, "passes")


async def test_the_log_keeps_lines_short_and_whole_and_gives_the_newest_oldest_first(store: Store) -> None:
    async with store.database.write() as connection:
        for n in range(4):
            entry = audit.AuditEntry(
                at=NOW + timedelta(hours=n), who="w" * 999, act="act", target=f"{n}\n\x00\u2028x"
            )
            await audit.note(connection, entry)
        found = await audit.entries(connection, NOW + timedelta(hours=1), 2)
    assert [(one.target, len(one.who)) for one in found] == [("2   x", 100), ("3   x", 100)]


async def test_an_appeal_waits_until_its_answer(store: Store) -> None:
    row = {"id": "fi_1", "subject": "p", "rule": "r", "part": "", "episode": 1, "unit": None, "grade": "fail",
           "opened_at": NOW, "seen_at": NOW, "closed_at": None, "standing": "{}"}  # fmt: skip
    waits = []
    async with store.database.write() as connection:
        await connection.execute(tables.finding.insert(), row)
        for act in (Act.NOTIFIED, Act.APPEALED, Act.PROMISED, Act.ANSWERED):
            assert await findings.add_step(connection, "fi_1", Step(at=NOW, who="lin", act=act))
            assert not await findings.add_step(connection, "fi_1", Step(at=NOW, who="lin", act=act))
            held = await findings.holder(connection, "fi_1")
            assert held is not None
            waits.append(held.is_appealed)
        assert await findings.holder(connection, "fi_2") is None
    assert waits == [False, True, True, False]


_SAME = "(number, at, who, act, target, detail, address) SELECT number, at, 'nobody', act, target, detail, address FROM audit"


@pytest.mark.parametrize(
    "deed",
    [
        "UPDATE audit SET who = 'nobody'",
        "DELETE FROM audit",
        f"INSERT INTO audit {_SAME} WHERE true ON CONFLICT (number) DO UPDATE SET who = 'nobody'",
        f"INSERT OR REPLACE INTO audit {_SAME}",  # SQLite alone has it
    ],
)
async def test_the_database_refuses_to_change_the_log(store: Store, deed: str) -> None:
    async with store.database.write() as connection:
        await audit.note(connection, audit.AuditEntry(at=NOW, who="lin", act="login"))
        refusal = (
            "syntax error"
            if connection.dialect.name == "postgresql" and "OR REPLACE" in deed
            else "only ever added to"
        )
    with pytest.raises(DBAPIError, match=refusal):
        async with store.database.write() as connection:
            await connection.execute(text(deed))
