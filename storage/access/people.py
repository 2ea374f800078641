"""People who may log in (用户) and their open sessions; passwords and cookies only as hashes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from monitor.domain.access import Role
from storage.db import tables
from storage.db.rows import insert

#: A session's last use is noted this exactly.
SEEN_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One person who may log in (用户)."""

    name: str
    full_name: str = ""
    role: str  #: centre | unit | auditor
    unit: str | None = None
    password: str  #: argon2 hash
    created_at: datetime
    disabled_at: datetime | None = None
    failures: int = 0  #: wrong passwords on record since the last right one, from wherever
    locked_until: datetime | None = None  #: None: no name is locked for everybody, or strangers could lock it


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One open session (会话)."""

    digest: str  #: SHA-256 of the cookie
    person: str
    csrf: str
    created_at: datetime
    seen_at: datetime
    address: str | None = None  #: where it was opened
    browser: str | None = None  #: as the browser called itself
    opened_by: str | None = None  #: password | totp | recovery | oidc


async def add_person(connection: AsyncConnection, person: Person) -> bool:
    """Add one; False when the name is taken, disabled or not."""
    row = {name: getattr(person, name) for name in Person.__dataclass_fields__}
    statement = insert(connection, tables.person).on_conflict_do_nothing().returning(tables.person.c.name)
    return (await connection.execute(statement, row)).first() is not None


async def people(connection: AsyncConnection) -> Sequence[Person]:
    """Everybody, by name."""
    rows = await connection.execute(select(tables.person).order_by(tables.person.c.name))
    return [Person(**row) for row in rows.mappings()]


async def full_names(connection: AsyncConnection) -> dict[str, str]:
    """The names that pages show of people, by the names they log in with; those who gave none are left out."""
    table = tables.person
    rows = await connection.execute(select(table.c.name, table.c.full_name).where(table.c.full_name != ""))
    return {row.name: row.full_name for row in rows}


async def set_password(connection: AsyncConnection, name: str, password: str) -> bool:
    """Give a new password hash, unlock, and end every session. False when nobody has that name."""
    changed = await connection.execute(
        tables.person.update()
        .where(tables.person.c.name == name)
        .values(password=password, failures=0, locked_until=None)
    )
    await end_sessions(connection, name)
    return bool(changed.rowcount)


async def disable(connection: AsyncConnection, name: str, now: datetime) -> bool:
    """Shut a person out from now on and end every session. False when there is nobody to shut out."""
    table = tables.person
    changed = await connection.execute(
        table.update().where(table.c.name == name, table.c.disabled_at.is_(None)).values(disabled_at=now)
    )
    await end_sessions(connection, name)
    return bool(changed.rowcount)


async def enable(connection: AsyncConnection, name: str) -> bool:
    """Let a person who was shut out in again. False when there is nobody to let in."""
    table = tables.person
    changed = await connection.execute(
        table.update().where(table.c.name == name, table.c.disabled_at.is_not(None)).values(disabled_at=None)
    )
    return bool(changed.rowcount)


async def find_person(connection: AsyncConnection, name: str) -> Person | None:
    """Who may log in by that name; None: nobody, or shut out."""
    table = tables.person
    query = select(table).where(table.c.name == name, table.c.disabled_at.is_(None))
    row = (await connection.execute(query)).mappings().first()
    return _person(row) if row else None


async def note_failure(connection: AsyncConnection, name: str) -> None:
    """A wrong password was tried on that name."""
    table = tables.person
    await connection.execute(table.update().where(table.c.name == name).values(failures=table.c.failures + 1))


async def let_in(
    connection: AsyncConnection, session: Session, checked: str, stored: str, too_old: datetime
) -> bool:
    """
    Open *session* for a person whose password fitted the hash *checked*, and store the hash anew as *stored*.

    False, and nothing done, when that is no longer the person's hash or the person was shut out meanwhile: a
    reset and a shut-out win against every login under way. Both ends are one transaction, so a session that was
    opened a moment before a reset is ended by it. Forgets sessions opened before *too_old*.
    """
    table = tables.person
    changed = await connection.execute(
        table.update()
        .where(table.c.name == session.person, table.c.password == checked, table.c.disabled_at.is_(None))
        .values(password=stored, failures=0, locked_until=None)
    )
    if not changed.rowcount:
        return False
    await open_session(connection, session, too_old)
    return True


async def open_session(connection: AsyncConnection, session: Session, too_old: datetime) -> None:
    """Open one, and forget those opened before *too_old*."""
    await connection.execute(tables.session.delete().where(tables.session.c.created_at < too_old))
    row = {name: getattr(session, name) for name in Session.__dataclass_fields__}
    await connection.execute(tables.session.insert(), row)


async def find_session(connection: AsyncConnection, digest: str) -> tuple[Session, Person] | None:
    """The session of that cookie hash and whose it is; None also when that person was disabled."""
    mine, theirs = tables.session, tables.person
    row = (await connection.execute(select(mine).where(mine.c.digest == digest))).mappings().first()
    if row is None:
        return None
    owner = await connection.execute(
        select(theirs).where(theirs.c.name == row["person"], theirs.c.disabled_at.is_(None))
    )
    person = owner.mappings().first()
    return (Session(**row), _person(person)) if person else None


async def touch_session(connection: AsyncConnection, digest: str, now: datetime) -> None:
    """Note that it was used."""
    table = tables.session
    await connection.execute(table.update().where(table.c.digest == digest).values(seen_at=now))


async def open_sessions(
    connection: AsyncConnection, since: datetime, person: str | None = None
) -> Sequence[Session]:
    """Sessions used at *since* or later, the last used first; of *person* only, when given."""
    table = tables.session
    query = select(table).where(table.c.seen_at >= since).order_by(table.c.seen_at.desc(), table.c.digest)
    if person is not None:
        query = query.where(table.c.person == person)
    return [Session(**row) for row in (await connection.execute(query)).mappings()]


async def session_owner(connection: AsyncConnection, digest: str) -> str | None:
    """Whose session that is; None: there is none."""
    table = tables.session
    return (await connection.execute(select(table.c.person).where(table.c.digest == digest))).scalar()


async def end_session(connection: AsyncConnection, digest: str) -> None:
    """End one session."""
    await connection.execute(tables.session.delete().where(tables.session.c.digest == digest))


async def end_sessions(connection: AsyncConnection, name: str) -> None:
    """End every session of one person."""
    await connection.execute(tables.session.delete().where(tables.session.c.person == name))


def _person(row: Mapping[Any, Any]) -> Person:
    """The person of *row*, who may see what her role says. Raises ValueError where it says none."""
    Role(row["role"])
    return Person(**row)
