"""What people ask the daemon to do (待办请求): added here, taken once by whoever does it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.db import tables

#: Nothing that is asked for takes as long.
FORGOTTEN = timedelta(hours=1)
#: What takes minutes, and is done beside the short ones in a process of its own; nothing of it takes as long as this.
LONG = ("discover", "compare", "look", "backfill", "report", "scores")
FORGOTTEN_LONG = timedelta(hours=12)


@dataclass(frozen=True, slots=True, kw_only=True)
class UserRequest:
    """One thing asked for."""

    id: str  #: re_ and a ULID
    at: datetime
    who: str
    kind: str  #: retest: look and judge again | judge: a person decided something, judge again | a long one of `LONG`
    target: (
        str  #: site or account id; of a retest also a finding id; an address to discover, a quarter to report
    )
    taken_at: datetime | None = None
    done_at: datetime | None = None
    detail: str = ""  #: what for; once done, how it went
    options: str = "{}"  #: JSON: what else was said
    step: str = ""  #: what is being done now, or was last
    steps: int = 0  #: so many are done
    total: int = 0  #: of so many; 0: nobody knows
    result: str | None = None  #: JSON: what came of it


async def ask(connection: AsyncConnection, request: UserRequest) -> bool:
    """Add one; False when the same, with all that was said of it, is asked for already and nobody has taken it yet."""
    if await same_waiting(connection, request) is not None:
        return False
    table = tables.request
    row = {name: getattr(request, name) for name in UserRequest.__dataclass_fields__}
    await connection.execute(table.insert(), row)
    return True


async def same_waiting(connection: AsyncConnection, request: UserRequest) -> str | None:
    """The id of the one that asks for the same and that nobody has taken yet; None: none does."""
    table = tables.request
    query = select(table.c.id).where(
        table.c.kind == request.kind, table.c.target == request.target, table.c.options == request.options,
        table.c.taken_at.is_(None),
    )  # fmt: skip
    found: str | None = (await connection.execute(query.limit(1))).scalar()
    return found


async def take(
    connection: AsyncConnection,
    now: datetime,
    limit: int = 10,
    *,
    forgotten: datetime | None = None,
    is_long: bool = False,
) -> Sequence[UserRequest]:
    """
    The oldest that nobody has taken, now taken; each is given to one taker only. *is_long*: of the long ones, else of the others.

    One that was taken long ago (or before *forgotten*) and never done belonged to a taker that was killed: it is
    given again.
    """
    table = tables.request
    after = now - (FORGOTTEN_LONG if is_long else FORGOTTEN)
    long_ago = max(after, forgotten) if forgotten else after
    is_forgotten = and_(table.c.done_at.is_(None), table.c.taken_at < long_ago)
    rows = await connection.execute(
        select(table)
        .where(or_(table.c.taken_at.is_(None), is_forgotten))
        .where(table.c.kind.in_(LONG) if is_long else table.c.kind.not_in(LONG))
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


async def find(connection: AsyncConnection, id: str) -> UserRequest | None:
    """The one of that id."""
    row = (
        (await connection.execute(select(tables.request).where(tables.request.c.id == id))).mappings().first()
    )
    return UserRequest(**row) if row else None


async def newest(connection: AsyncConnection, kinds: Sequence[str], limit: int) -> Sequence[UserRequest]:
    """What was asked for last of *kinds*, the newest first; without what came of it, which may be long."""
    table = tables.request
    rows = await connection.execute(
        select(*(one for one in table.c if one.name != "result"))
        .where(table.c.kind.in_(kinds))
        .order_by(table.c.at.desc(), table.c.id.desc())
        .limit(limit)
    )
    return [UserRequest(**row) for row in rows.mappings()]


async def tell(connection: AsyncConnection, id: str, step: str, steps: int, total: int) -> None:
    """How far it is: what is being done, so many of how many."""
    table = tables.request
    await connection.execute(
        table.update().where(table.c.id == id).values(step=step[:200], steps=steps, total=total)
    )


async def keep(connection: AsyncConnection, id: str, result: str | None, files: Mapping[str, bytes]) -> None:
    """What came of it: a JSON text, and files by name; those of an earlier try are replaced."""
    table, saved = tables.request, tables.request_file
    await connection.execute(table.update().where(table.c.id == id).values(result=result))
    await connection.execute(saved.delete().where(saved.c.request == id))
    if files:
        await connection.execute(
            saved.insert(), [{"request": id, "name": name, "content": files[name]} for name in files]
        )


async def file_names(connection: AsyncConnection, id: str) -> Sequence[str]:
    """The names of the files that it made."""
    table = tables.request_file
    rows = await connection.execute(select(table.c.name).where(table.c.request == id).order_by(table.c.name))
    return [row.name for row in rows]


async def file(connection: AsyncConnection, id: str, name: str) -> bytes | None:
    """One of these files."""
    table = tables.request_file
    found = await connection.execute(
        select(table.c.content).where(table.c.request == id, table.c.name == name)
    )
    content: bytes | None = found.scalar()
    return content


async def waiting(connection: AsyncConnection) -> tuple[bool, bool]:
    """Whether any that nobody has taken is a short one, and whether any is a long one."""
    table = tables.request
    rows = await connection.execute(select(table.c.kind).where(table.c.taken_at.is_(None)).distinct())
    kinds = {row.kind for row in rows}
    return bool(kinds - set(LONG)), bool(kinds & set(LONG))
