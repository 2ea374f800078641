"""How subjects were configured, and since when: an old moment is judged by its own edition and columns."""

import json
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from monitor.domain.site import Account, Site, Subject
from storage.db import tables
from storage.db.codec import decode, digest, encode
from storage.db.rows import put_bodies


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


@dataclass(frozen=True, slots=True)
class Descriptions:
    """How one subject was configured, by what was noted up to a moment; oldest first."""

    since: tuple[datetime, ...]
    subjects: tuple[Subject, ...]

    def at(self, as_of: datetime) -> Subject:
        """
        The subject as it was configured at *as_of*.

        Before its first noted description nothing else is known, so it is taken as it was last noted. An approved
        shutdown says its own from and until, so those that were noted after *as_of* hold as well.
        """
        then, last = self.subjects[bisect_right(self.since, as_of) - 1], self.subjects[-1]
        if isinstance(then, Site) and isinstance(last, Site) and last.maintenance != then.maintenance:
            both = dict.fromkeys((*then.maintenance, *last.maintenance))
            return replace(then, maintenance=tuple(both))
        return then


async def descriptions_of(
    connection: AsyncConnection, subject: Subject, first: datetime, last: datetime, known_by: datetime
) -> Descriptions:
    """
    What was noted of *subject* up to *known_by* that tells how it was configured from *first* to *last*.

    When nothing was noted by then, what was noted first tells; without any note it is taken as it is now.
    """
    table = tables.description
    rows = (
        await connection.execute(
            select(table.c.since, table.c.digest).where(table.c.subject == subject.id).order_by(table.c.since)
        )
    ).all()
    noted = [row for row in rows if row.since <= known_by] or rows[:1]
    if not noted:
        return Descriptions((first,), (subject,))
    begun = [n for n, row in enumerate(noted) if row.since <= first]
    inside = [row for row in noted[begun[-1] if begun else 0 :] if row.since <= last]
    wanted = [*inside, *([] if inside and inside[-1] is noted[-1] else [noted[-1]])]
    bodies = await connection.execute(
        select(tables.body).where(tables.body.c.digest.in_({row.digest for row in wanted}))
    )
    shape: type[Site] | type[Account] = Site if isinstance(subject, Site) else Account
    made = {row.digest: decode(shape, _as_today(row.json)) for row in bodies}
    return Descriptions(tuple(row.since for row in wanted), tuple(made[row.digest] for row in wanted))


async def described(
    connection: AsyncConnection, subject: Subject, as_of: datetime, known_by: datetime
) -> Subject:
    """*subject* as it was configured at *as_of*, by what was noted up to *known_by*."""
    return (await descriptions_of(connection, subject, as_of, as_of, known_by)).at(as_of)


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
