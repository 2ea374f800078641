"""How subjects were configured, and since when: an old moment is judged by its own edition and columns."""

import json
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from monitor.domain.site import Account, Site, Subject
from storage.db import tables
from storage.db.codec import decode, digest, encode
from storage.db.rows import asked, put_bodies, texts_of

#: So many descriptions are written at once: memory for no more is taken.
NOTED_AT_ONCE = 500


def description_digest(subject: Subject) -> str:
    """The digest that tells one description of a subject from another."""
    return digest(encode(subject))


async def remember(
    connection: AsyncConnection,
    subjects: Sequence[Subject],
    now: datetime,
    described: Mapping[str, tuple[Subject, str]],
) -> tuple[int, dict[str, Subject]]:
    """
    Note every subject whose description is not the newest noted one; *described* has the digests of some.

    Returns how many changed, and the subjects by the digest of their text: whoever meets it need not read it.
    """
    table = tables.description
    rows = await connection.execute(select(table.c.subject, table.c.digest).order_by(table.c.since))
    newest = {row.subject: row.digest for row in rows}
    digests = {}
    for one in subjects:
        known, found = described.get(one.id, (None, ""))
        digests[one.id] = found if known is one else description_digest(one)
    changed = [one for one in subjects if newest.get(one.id) != digests[one.id]]
    for start in range(0, len(changed), NOTED_AT_ONCE):
        batch = changed[start : start + NOTED_AT_ONCE]
        await put_bodies(connection, {digests[one.id]: encode(one) for one in batch})
        await connection.execute(
            table.insert(),
            [{"subject": one.id, "since": now, "digest": digests[one.id]} for one in batch],
        )
    return len(changed), {digests[one.id]: one for one in subjects}


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
    connection: AsyncConnection,
    subjects: Sequence[Subject],
    first: datetime,
    last: datetime,
    known_by: datetime,
    configured: Mapping[str, Subject],
) -> dict[str, Descriptions]:
    """
    What was noted of each of *subjects* up to *known_by* that tells how it was configured from *first* to *last*; by id.

    When nothing was noted by then, what was noted first tells; without any note it is taken as it is now.
    *configured*: subjects whose texts are known already, by the digest of their text.
    """
    table, wanted = tables.description, asked(connection, [(one.id,) for one in subjects], "id")
    rows = await connection.execute(
        select(table.c.subject, table.c.since, table.c.digest)
        .join(wanted, wanted.c.id == table.c.subject)
        .order_by(table.c.since)
    )
    noted: dict[str, list[Any]] = {}
    for row in rows:
        noted.setdefault(row.subject, []).append(row)
    used = {id: _used(of_subject, first, last, known_by) for id, of_subject in noted.items()}
    known = dict(configured)
    digests = {row.digest for of_subject in used.values() for row in of_subject}
    texts = await texts_of(connection, digests - known.keys())
    shapes = {one.id: Site if isinstance(one, Site) else Account for one in subjects}
    for id, of_subject in used.items():
        known.update(
            {
                row.digest: decode(shapes[id], _as_today(texts[row.digest]))
                for row in of_subject
                if row.digest in texts
            }
        )
    found = {}
    for one in subjects:
        of_subject = used.get(one.id, [])
        found[one.id] = (
            Descriptions(
                tuple(row.since for row in of_subject), tuple(known[row.digest] for row in of_subject)
            )
            if of_subject
            else Descriptions((first,), (one,))
        )
    return found


def _used(rows: Sequence[Any], first: datetime, last: datetime, known_by: datetime) -> list[Any]:
    """Those notes of one subject that tell of *first* to *last*, and the last that was known."""
    noted = [row for row in rows if row.since <= known_by] or list(rows[:1])
    begun = [n for n, row in enumerate(noted) if row.since <= first]
    inside = [row for row in noted[begun[-1] if begun else 0 :] if row.since <= last]
    return [*inside, *([] if inside and inside[-1] is noted[-1] else [noted[-1]])]


def _as_today(text: str) -> str:
    """A description noted when a site had one title mark or none, with a list of them."""
    plain = json.loads(text)
    mark = plain.get("title_mark", ())
    if mark is None or isinstance(mark, str):
        plain["title_mark"] = [mark] if mark else []
    return json.dumps(plain)


async def described_since(connection: AsyncConnection, moment: datetime) -> frozenset[str]:
    """Every subject of which it was noted after *moment* that it is configured otherwise."""
    table = tables.description
    return frozenset(
        (await connection.execute(select(table.c.subject).where(table.c.since > moment))).scalars()
    )


async def any_canary(connection: AsyncConnection, ids: Iterable[str]) -> bool:
    """Whether any of *ids*, configured or not, was ever an account that tells whether its platform can be read (对照账号)."""
    table, wanted = tables.description, asked(connection, [(one,) for one in sorted(ids)], "id")
    rows = await connection.execute(
        select(tables.body.c.json)
        .join(table, table.c.digest == tables.body.c.digest)
        .join(wanted, wanted.c.id == table.c.subject)
    )
    return any(json.loads(text).get("canary") for text in rows.scalars())


async def noted(connection: AsyncConnection) -> list[str]:
    """Every subject that was ever configured."""
    rows = await connection.execute(select(tables.description.c.subject).distinct())
    return [row.subject for row in rows]


async def names(connection: AsyncConnection, ids: Sequence[str]) -> dict[str, str]:
    """The last noted name of each of *ids*, configured or not."""
    table, wanted = tables.description, asked(connection, [(one,) for one in ids], "id")
    rows = await connection.execute(
        select(table.c.subject, tables.body.c.json)
        .join(tables.body, table.c.digest == tables.body.c.digest)
        .join(wanted, wanted.c.id == table.c.subject)
        .order_by(table.c.since)
    )
    return {row.subject: str(json.loads(row.json)["name"]) for row in rows}
