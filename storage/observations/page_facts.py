"""What the pages show beside verdicts: publish days of columns, posts, duties, and whose evidence something is."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from monitor.domain.mail import MailState
from monitor.domain.screenshot import Screenshot
from storage.db import tables
from storage.db.codec import decode_names, visit_says
from storage.db.tables import CHUNK
from storage.decisions.repeated import repeats_since, rows_of
from storage.evidence.unchanged import resting_on


@dataclass(frozen=True, slots=True)
class Origin:
    """What one stored observation is about."""

    id: str
    kind: str
    subject: str
    part: str
    at: datetime
    vantage: str
    says: Mapping[str, Any]


_ORIGIN = tuple(tables.observation.c[name] for name in ("id", "kind", "subject", "part", "at", "vantage"))


async def mail_troubles(connection: AsyncConnection, since: datetime) -> tuple[int, int]:
    """How many mails the brake holds, and how many of those tried since then did not reach everybody."""
    table = tables.outbox
    lost, sent = [MailState.REFUSED.value, MailState.GIVEN_UP.value], MailState.SENT.value

    async def many(which: ColumnElement[bool]) -> int:
        """One question a state: each walks the index, none the mails themselves."""
        return int((await connection.execute(select(func.count()).where(which))).scalar_one())

    held = await many(table.c.state == MailState.HELD.value)
    wholly = await many(and_(table.c.state.in_(lost), table.c.next_at >= since))
    partly = await many(and_(table.c.state == sent, table.c.next_at >= since, table.c.refused != "{}"))
    return held, wholly + partly


async def publish_days(connection: AsyncConnection, site: str, since: date) -> dict[str, list[date]]:
    """On which days since then each column of *site* published, as the items' own pages, else the lists, say."""
    table = tables.article
    day = func.coalesce(table.c.published_on, table.c.listed_on)
    rows = await connection.execute(select(table.c.columns, day).where(table.c.site == site, day >= since))
    found: dict[str, list[date]] = {}
    for columns, on in rows:
        for column in decode_names(columns):
            found.setdefault(column, []).append(on if isinstance(on, date) else date.fromisoformat(on))
    return found


async def columns_of_article(connection: AsyncConnection, site: str, url: str) -> list[str]:
    """The columns that listed the article of that address."""
    table = tables.article
    row = (
        await connection.execute(select(table.c.columns).where(table.c.site == site, table.c.url == url))
    ).first()
    return list(decode_names(row.columns)) if row else []


async def newest_says(
    connection: AsyncConnection, subject: str, kind: str, as_of: datetime, limit: int = 1
) -> list[Origin]:
    """The newest observations of one kind of *subject* until *as_of*, the newest first."""
    table = tables.observation
    rows = await connection.execute(
        select(*_ORIGIN, tables.body.c.json)
        .join(tables.body, tables.body.c.digest == table.c.digest)
        .where(table.c.subject == subject, table.c.kind == kind, table.c.at <= as_of)
        .order_by(table.c.at.desc())
        .limit(limit)
    )
    return [Origin(*row[:6], json.loads(row[6])) for row in rows]


def days_of_posts(timelines: Sequence[Origin]) -> list[date]:
    """On which day each post that *timelines* tell of was published; one that states no day is left out."""
    days: dict[str, date] = {}
    for timeline in timelines:
        for post in timeline.says.get("posts", ()):
            stated = post.get("on") or post.get("at")
            if stated:
                name = post.get("id") or post.get("url") or f"{post.get('title')} {stated}"
                days.setdefault(name, date.fromisoformat(stated[:10]))
    return sorted(days.values())


async def origins(connection: AsyncConnection, id: str) -> list[Origin]:
    """The observation of that id, or those that rest on the piece of evidence of that id; empty when unknown."""
    link = tables.observation_evidence
    ids = [id]
    if id.startswith("ev_"):
        rows = await connection.execute(select(link.c.observation).where(link.c.evidence == id))
        ids = [row.observation for row in rows]
        ids += await resting_on(connection, id, ids)
    table, visit = tables.observation, tables.visit
    seen = await connection.execute(
        select(*_ORIGIN, tables.body.c.json)
        .join(tables.body, tables.body.c.digest == table.c.digest)
        .where(table.c.id.in_(ids))
    )
    found = [Origin(*row[:6], json.loads(row[6])) for row in seen]
    visits = await connection.execute(
        select(visit.c.id, visit.c.site, visit.c.at, visit.c.vantage, visit.c.detail).where(
            visit.c.id.in_(ids)
        )
    )
    found += [
        Origin(row.id, "visit", row.site, "", row.at, row.vantage, visit_says(row.detail)) for row in visits
    ]
    return found


async def outcomes_since(
    connection: AsyncConnection, subject: str, since: datetime
) -> list[tuple[str, datetime, str]]:
    """Every verdict on *subject* since then, as rule, moment and outcome; oldest first."""
    table = tables.verdict
    rows = await connection.execute(
        select(table.c.rule, table.c.decided_at, table.c.outcome, table.c.number)
        .where(table.c.subject == subject, table.c.decided_at >= since)
        .order_by(table.c.decided_at, table.c.number)
    )
    found = [(row.decided_at, row.number, row.rule, row.outcome) for row in rows]
    again = await repeats_since(connection, subject, since)
    named = await rows_of(
        connection, {n for one in again for n in one.verdicts}, table.c.rule, table.c.outcome
    )
    known = {row.number: (row.rule, row.outcome) for row in named}
    found += [
        (one.decided_at, number, *known[number])
        for one in again
        for number in one.verdicts
        if number in known
    ]
    return [(rule, at, outcome) for at, _, rule, outcome in sorted(found)]


async def seen_where(connection: AsyncConnection, ids: Sequence[str]) -> dict[str, tuple[datetime, str]]:
    """When each observation or visit of *ids* was made, and from which vantage point; those that are stored."""
    found: dict[str, tuple[datetime, str]] = {}
    for table in (tables.observation, tables.visit):
        for start in range(0, len(ids), CHUNK):
            wanted = table.c.id.in_(ids[start : start + CHUNK])
            rows = await connection.execute(select(table.c.id, table.c.at, table.c.vantage).where(wanted))
            found.update({row.id: (row.at, row.vantage) for row in rows})
    return found


async def newest_of_kind(connection: AsyncConnection, kind: str) -> dict[tuple[str, str], datetime]:
    """When each subject and part was last seen by an observation of *kind*."""
    table = tables.observation
    rows = await connection.execute(
        select(table.c.subject, table.c.part, func.max(table.c.at).label("newest"))
        .where(table.c.kind == kind)
        .group_by(table.c.subject, table.c.part)
    )
    return {(row.subject, row.part): row.newest for row in rows}


async def of_kind(connection: AsyncConnection, kind: str) -> set[str]:
    """The ids of all observations of *kind*: for the small store of a pack, no other."""
    table = tables.observation
    return set((await connection.execute(select(table.c.id).where(table.c.kind == kind))).scalars())


async def pictures_of(
    connection: AsyncConnection,
    subject: str,
    parts: Sequence[str],
    since: datetime,
    until: datetime,
    most: int = 10,
) -> list[Origin]:
    """The pictures of *parts* of *subject* taken from *since* to *until*, the newest first."""
    table = tables.observation
    rows = await connection.execute(
        select(*_ORIGIN, tables.body.c.json)
        .join(tables.body, tables.body.c.digest == table.c.digest)
        .where(table.c.subject == subject, table.c.kind == Screenshot.kind, table.c.part.in_(parts))
        .where(table.c.at >= since, table.c.at <= until)
        .order_by(table.c.at.desc(), table.c.id.desc())
        .limit(most)
    )  # fmt: skip
    return [Origin(*row[:6], json.loads(row[6])) for row in rows]
