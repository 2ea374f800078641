"""Second factors (动态口令), their recovery codes, and whom people are at the identity provider."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.db import tables
from storage.db.rows import insert


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondFactor:
    """The second factor of one person."""

    person: str
    secret: str  #: base32
    since: datetime | None  #: None: shown, and not confirmed by a first code yet
    last_step: int  #: the newest 30 s of which a code was taken

    @property
    def is_on(self) -> bool:
        """Whether the door asks for it."""
        return self.since is not None


async def factor_of(connection: AsyncConnection, person: str) -> SecondFactor | None:
    """The second factor of *person*, on or only begun; None: there is none."""
    query = select(tables.second_factor).where(tables.second_factor.c.person == person)
    row = (await connection.execute(query)).mappings().first()
    return SecondFactor(**row) if row else None


async def persons_with_factor(connection: AsyncConnection) -> set[str]:
    """Everybody whose second factor is on."""
    table = tables.second_factor
    rows = await connection.execute(select(table.c.person).where(table.c.since.is_not(None)))
    return set(rows.scalars())


async def begin(connection: AsyncConnection, person: str, secret: str) -> bool:
    """Keep a new secret that waits for its first code; False when one is on already."""
    table = tables.second_factor
    await connection.execute(table.delete().where(table.c.person == person, table.c.since.is_(None)))
    statement = insert(connection, table).on_conflict_do_nothing().returning(table.c.person)
    row = {"person": person, "secret": secret, "since": None, "last_step": 0}
    return (await connection.execute(statement, row)).first() is not None


async def confirm(
    connection: AsyncConnection, person: str, step: int, now: datetime, digests: Iterable[str]
) -> bool:
    """Its first code was right: the factor is on, with recovery codes of those *digests*. False when none waits."""
    table, codes = tables.second_factor, tables.recovery_code
    changed = await connection.execute(
        table.update()
        .where(table.c.person == person, table.c.since.is_(None))
        .values(since=now, last_step=step)
    )
    if not changed.rowcount:
        return False
    await connection.execute(codes.delete().where(codes.c.person == person))
    await connection.execute(codes.insert(), [{"person": person, "digest": one} for one in digests])
    return True


async def use_step(connection: AsyncConnection, person: str, step: int) -> bool:
    """Take the code of that *step*; False when it, or a later one, was taken before."""
    table = tables.second_factor
    changed = await connection.execute(
        table.update()
        .where(table.c.person == person, table.c.since.is_not(None), table.c.last_step < step)
        .values(last_step=step)
    )
    return bool(changed.rowcount)


async def spend_code(connection: AsyncConnection, person: str, digest: str) -> bool:
    """Take a recovery code; it counts once. False when there is no such code."""
    codes = tables.recovery_code
    spent = await connection.execute(codes.delete().where(codes.c.person == person, codes.c.digest == digest))
    return bool(spent.rowcount)


async def codes_left(connection: AsyncConnection, person: str) -> int:
    """How many recovery codes are left."""
    codes = tables.recovery_code
    query = select(func.count()).select_from(codes).where(codes.c.person == person)
    return int((await connection.execute(query)).scalar_one())


async def remove(connection: AsyncConnection, person: str) -> bool:
    """Take the second factor away, and its recovery codes. False when there was none."""
    codes, table = tables.recovery_code, tables.second_factor
    await connection.execute(codes.delete().where(codes.c.person == person))
    return bool((await connection.execute(table.delete().where(table.c.person == person))).rowcount)


async def linked_person(connection: AsyncConnection, issuer: str, subject: str) -> str | None:
    """Who that *subject* of the identity provider is here; None: nobody yet."""
    table = tables.identity
    query = select(table.c.person).where(table.c.issuer == issuer, table.c.subject == subject)
    return (await connection.execute(query)).scalar()


async def link_person(
    connection: AsyncConnection, issuer: str, subject: str, person: str, now: datetime
) -> bool:
    """Keep who that *subject* is here; False when *person* is somebody else there already, and nothing is kept."""
    table = tables.identity
    query = select(table.c.subject).where(table.c.issuer == issuer, table.c.person == person)
    if (await connection.execute(query)).first():
        return False
    row = {"issuer": issuer, "subject": subject, "person": person, "at": now}
    await connection.execute(table.insert(), row)
    return True
