"""Who holds a duty that only one process may have (租约), and what the daemon did last."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import RowMapping, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.db import tables
from storage.db.apart import told_or_noted
from storage.db.rows import insert

#: How the names of the leases begin by which workers (工作机) show that they live.
WORKER = "worker:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lease:
    """Who holds it, since when, and until when it is safe."""

    name: str
    holder: str
    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyRun:
    """The last run of one of the daemon's duties."""

    name: str
    started_at: datetime
    ended_at: datetime | None = None  #: None: under way, or broken off
    detail: str = ""  #: what was done, in few English words
    said: str = ""  #: the same as JSON, to be said in any language; "": as an older version noted it


async def take(
    connection: AsyncConnection, name: str, holder: str, now: datetime, length: timedelta
) -> Lease:
    """
    Take or renew a lease. Returns the lease that stands now: another holder's, when it has not run out.

    One conditional update decides; two that ask at once cannot both get it.
    """
    table = tables.lease
    row = {"name": name, "holder": holder, "since": now, "until": now + length}
    await connection.execute(insert(connection, table).values(row).on_conflict_do_nothing())
    mine = await connection.execute(
        update(table).where(table.c.name == name, table.c.holder == holder).values(until=now + length)
    )
    if mine.rowcount == 0:
        await connection.execute(
            update(table)
            .where(table.c.name == name, or_(table.c.until < now, table.c.since > now + length))
            .values(holder=holder, since=now, until=now + length)
        )
    found = await lease_of(connection, name)
    assert found is not None
    return found


async def note(connection: AsyncConnection, name: str, said: str, now: datetime) -> None:
    """Keep under *name* what was *said* last, in place of what was said before; nobody holds it."""
    statement = insert(connection, tables.lease).values(name=name, holder=said, since=now, until=now)
    await connection.execute(
        statement.on_conflict_do_update(
            index_elements=["name"], set_={"holder": said, "since": now, "until": now}
        )
    )


async def clear(connection: AsyncConnection, name: str) -> None:
    """Do away with a lease whose holder is known to be dead."""
    await connection.execute(tables.lease.delete().where(tables.lease.c.name == name))


async def give_back(connection: AsyncConnection, name: str, holder: str) -> None:
    """Let go of a lease that *holder* has."""
    table = tables.lease
    await connection.execute(table.delete().where(table.c.name == name, table.c.holder == holder))


async def lease_of(connection: AsyncConnection, name: str) -> Lease | None:
    """The lease of that name."""
    row = (
        (await connection.execute(select(tables.lease).where(tables.lease.c.name == name))).mappings().first()
    )
    return Lease(**row) if row else None


async def held(connection: AsyncConnection, beginning: str, now: datetime) -> list[Lease]:
    """The leases that stand at *now* and whose name begins so, oldest first."""
    table = tables.lease
    rows = await connection.execute(
        select(table)
        .where(table.c.name.startswith(beginning, autoescape=True), table.c.until > now)
        .order_by(table.c.since, table.c.name)
    )
    return [Lease(**row) for row in rows.mappings()]


async def forget(connection: AsyncConnection, beginning: str, before: datetime) -> None:
    """Forget leases whose name begins so and that ran out before a moment: nobody will give them back."""
    table = tables.lease
    await connection.execute(
        table.delete().where(table.c.name.startswith(beginning, autoescape=True), table.c.until < before)
    )


async def begin_duty(connection: AsyncConnection, name: str, now: datetime) -> None:
    """Note that a duty began."""
    row = {"name": name, "started_at": now, "ended_at": None, "detail": ""}
    statement = insert(connection, tables.duty).values(row)
    await connection.execute(
        statement.on_conflict_do_update(
            index_elements=["name"], set_={"started_at": now, "ended_at": None, "detail": ""}
        )
    )


async def end_duty(
    connection: AsyncConnection, name: str, now: datetime, detail: str, said: str = ""
) -> None:
    """Note that a duty ended, and how: in one line of English, and in a second one as *said*."""
    table = tables.duty
    line = " ".join(detail[:2000].splitlines())
    await connection.execute(
        update(table)
        .where(table.c.name == name)
        .values(ended_at=now, detail=f"{line}\n{said}" if said else line)
    )


async def duties(connection: AsyncConnection, damaged: dict[str, str] | None = None) -> dict[str, DutyRun]:
    """The last run of every duty, by name. One of which the record is damaged is left out, and *damaged* notes it; None: that is raised."""
    table = tables.duty

    async def ask(part: Sequence[str]) -> dict[str, DutyRun]:
        rows = await connection.execute(select(table).where(table.c.name.in_(part)).order_by(table.c.name))
        return {row["name"]: _duty_run(row) for row in rows.mappings()}

    names = await connection.execute(select(table.c.name).order_by(table.c.name))
    return await told_or_noted(names.scalars().all(), ask, damaged)


def _duty_run(row: RowMapping) -> DutyRun:
    detail, _, said = row["detail"].partition("\n")
    return DutyRun(**{**row, "detail": detail, "said": said})
