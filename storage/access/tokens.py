"""Bearer tokens of the feed's consumers (数据接口令牌): only their hashes are stored."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.db import tables
from storage.db.codec import decode_names

#: Scopes of a token: everything, or one unit's own things.
WHOLE, UNIT = "feed", "feed:unit:"
#: A token's last use is noted this exactly.
USED_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """One consumer's token."""

    id: str  #: to_ and a ULID
    name: str
    digest: str  #: SHA-256 of the token
    scopes: tuple[str, ...]  #: `feed`, or `feed:unit:<id>` for one unit's own things
    created_at: datetime
    created_by: str
    expires_at: datetime | None = None
    revoked_at: datetime | None = None
    used_at: datetime | None = None

    def holds(self, now: datetime) -> bool:
        """Whether it may be used at *now*."""
        return self.revoked_at is None and (self.expires_at is None or now < self.expires_at)


async def add_token(connection: AsyncConnection, token: Token) -> None:
    """Add one."""
    row = {name: getattr(token, name) for name in Token.__dataclass_fields__}
    await connection.execute(tables.token.insert(), {**row, "scopes": json.dumps(token.scopes)})


async def tokens(connection: AsyncConnection) -> Sequence[Token]:
    """Every token, revoked ones too, oldest first."""
    rows = await connection.execute(select(tables.token).order_by(tables.token.c.id))
    return [_token(row) for row in rows.mappings()]


async def find_token(connection: AsyncConnection, digest: str) -> Token | None:
    """The token of that hash, whether it still holds or not."""
    table = tables.token
    row = (await connection.execute(select(table).where(table.c.digest == digest))).mappings().first()
    return _token(row) if row else None


async def revoke_token(connection: AsyncConnection, id: str, now: datetime) -> bool:
    """It may not be used from *now* on. False when there is none of that id, or it is revoked already."""
    table = tables.token
    changed = await connection.execute(
        table.update().where(table.c.id == id, table.c.revoked_at.is_(None)).values(revoked_at=now)
    )
    return bool(changed.rowcount)


async def note_use(connection: AsyncConnection, id: str, now: datetime) -> None:
    """Note that it was used, at most once a minute."""
    table = tables.token
    due = or_(table.c.used_at.is_(None), table.c.used_at <= now - USED_EVERY)
    await connection.execute(table.update().where(table.c.id == id, due).values(used_at=now))


def _token(row: Any) -> Token:
    return Token(**{**row, "scopes": decode_names(row["scopes"])})
