"""How subjects were configured, and since when: an old moment is judged by its own edition and columns."""

import json
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from monitor.domain.site import Account, Site, Subject
from storage import tables
from storage.codec import decode, digest, encode
from storage.rows import put_bodies


async def remember(connection: AsyncConnection, subjects: Sequence[Subject], now: datetime) -> int:
    """Note every subject whose description is not the newest noted one. Returns how many changed."""
    table = tables.description
    rows = await connection.execute(select(table.c.subject, table.c.digest).order_by(table.c.since))
    newest = {row.subject: row.digest for row in rows}
    texts = {subject.id: encode(subject) for subject in subjects}
    changed = {id: text for id, text in texts.items() if newest.get(id) != digest(text)}
    if changed:
        await put_bodies(connection, {digest(text): text for text in changed.values()})
        await connection.execute(
            table.insert(),
            [{"subject": id, "since": now, "digest": digest(text)} for id, text in changed.items()],
        )
    return len(changed)


async def described(connection: AsyncConnection, subject: Subject, as_of: datetime) -> Subject:
    """
    *subject* as it was configured at *as_of*.

    Before its first noted description nothing else is known, so it is taken as it is now.
    """
    table = tables.description
    row = (
        await connection.execute(
            select(tables.body.c.json)
            .join(table, table.c.digest == tables.body.c.digest)
            .where(table.c.subject == subject.id, table.c.since <= as_of)
            .order_by(table.c.since.desc())
            .limit(1)
        )
    ).first()
    if row is None:
        return subject
    shape: type[Site] | type[Account] = Site if isinstance(subject, Site) else Account
    return decode(shape, _as_today(row.json))


def _as_today(text: str) -> str:
    """A description noted when a site had one title mark or none, with a list of them."""
    plain = json.loads(text)
    mark = plain.get("title_mark", ())
    if mark is None or isinstance(mark, str):
        plain["title_mark"] = [mark] if mark else []
    return json.dumps(plain)


async def names(connection: AsyncConnection, ids: Sequence[str]) -> dict[str, str]:
    """The last noted name of each of *ids*, configured or not."""
    table = tables.description
    rows = await connection.execute(
        select(table.c.subject, tables.body.c.json)
        .join(tables.body, table.c.digest == tables.body.c.digest)
        .where(table.c.subject.in_(ids))
        .order_by(table.c.since)
    )
    return {row.subject: str(json.loads(row.json)["name"]) for row in rows}
