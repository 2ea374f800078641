"""What people ask the daemon to do (待办请求): added here, taken once by whoever does it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.db import tables

#: Nothing that is asked for takes as long.
FORGOTTEN = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class UserRequest:
    """One thing asked for."""

    id: str  #: re_ and a ULID
    at: datetime
    who: str
    kind: str  #: retest: look and judge again | judge: a person decided something, judge again
    target: str  #: site or account id; of a retest also a finding id
    taken_at: datetime | None = None
    done_at: datetime | None = None
    detail: str = ""  #: what for; once done, how it went


async def ask(connection: AsyncConnection, request: UserRequest) -> bool:
    """Add one; False when the same is asked for already and nobody has taken it yet."""
    table = tables.request
    waiting = select(table.c.id).where(
        table.c.kind == request.kind, table.c.target == request.target, table.c.taken_at.is_(None)
    )
    if (await connection.execute(waiting)).first():
        return False
    row = {name: getattr(request, name) for name in UserRequest.__dataclass_fields__}
    await connection.execute(table.insert(), row)
    return True


async def take(
    connection: AsyncConnection, now: datetime, limit: int = 10, *, forgotten: datetime | None = None
) -> Sequence[UserRequest]:
    """
    The oldest that nobody has taken, now taken; each is given to one taker only.

    One that was taken long ago (or before *forgotten*) and never done belonged to a taker that was killed: it is
    given again.
    """
    table = tables.request
    long_ago = max(now - FORGOTTEN, forgotten) if forgotten else now - FORGOTTEN
    is_forgotten = and_(table.c.done_at.is_(None), table.c.taken_at < long_ago)
    rows = await connection.execute(
        select(table)
        .where(or_(table.c.taken_at.is_(None), is_forgotten))
        .order_by(table.c.at, table.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    found = [UserRequest(**{**row, "taken_at": now}) for row in rows.mappings()]
    if found:
        ids = [one.id for one in found]
        await connection.execute(table.update().where(table.c.id.in_(ids)).values(taken_at=now))
    return found


async def count_by(connection: AsyncConnection, who: str, kind: str, since: datetime) -> int:
    """How many of that kind *who* asked for since then."""
    table = tables.request
    query = select(func.count()).where(table.c.who == who, table.c.kind == kind, table.c.at >= since)
    return int((await connection.execute(query)).scalar_one())


async def done(connection: AsyncConnection, id: str, now: datetime, detail: str) -> None:
    """It was done, and how it went."""
    table = tables.request
    await connection.execute(table.update().where(table.c.id == id).values(done_at=now, detail=detail))


async def recent(
    connection: AsyncConnection, targets: Sequence[str], since: datetime, limit: int = 5
) -> Sequence[UserRequest]:
    """What was last asked for *targets* since then, the newest first."""
    table = tables.request
    rows = await connection.execute(
        select(table)
        .where(table.c.target.in_(targets), table.c.at >= since)
        .order_by(table.c.at.desc(), table.c.id.desc())
        .limit(limit)
    )
    return [UserRequest(**row) for row in rows.mappings()]
