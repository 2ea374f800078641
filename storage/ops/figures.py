"""Figures about the monitor itself (运行数据): counted in SQL, cheap enough to be asked every minute."""

import shutil
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, Select, cast, func, or_, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from monitor.domain.observation import Visit
from monitor.domain.reach import Reach, Reason
from monitor.domain.timing import DAY, midnight
from storage.db import tables
from storage.db.apart import told_or_noted
from storage.db.raw import fetch_rows
from storage.db.rows import first_id
from storage.db.tables import CHUNK
from storage.decisions.changes import Cursor, cursor_now
from storage.decisions.verdicts import newest_verdicts

#: States of a look that read nothing.
UNREAD = ("unreadable", "unreached", "cannot_tell")
#: Verdicts of one night lie this close together.
NIGHT = timedelta(hours=26)


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitFigures:
    """One visit, as far as the schedule is concerned."""

    site: str
    at: datetime
    reach: str
    reason: str


async def outbox_counts(connection: AsyncConnection, since: date | None = None) -> dict[str, int]:
    """How many messages of the outbox are in each state; of the nights from *since* on."""
    table = tables.outbox
    query = select(table.c.state, func.count()).group_by(table.c.state)
    if since is not None:
        query = query.where(or_(table.c.night >= since, table.c.state.not_in(("sent", "dropped"))))
    return await _counts(connection, query)


async def oldest_waiting(connection: AsyncConnection, channels: Collection[str]) -> datetime | None:
    """
    Since when the message waits that waits longest to be sent on one of *channels*: since it was written, or let go where it was held.

    None: none waits, or of none is that told (a damaged record).
    """
    table = tables.outbox
    waiting = select(table.c.id).where(
        table.c.state.in_(("waiting", "sending")), table.c.channel.in_(list(channels))
    )

    async def ask(part: Sequence[str]) -> dict[str, datetime]:
        columns = (table.c.id, table.c.created_at, table.c.next_at, table.c.attempts)
        rows = await connection.execute(select(*columns).where(table.c.id.in_(part)))
        # a held one that was let go is due from then on, and was not tried yet
        return {row.id: row.created_at if row.attempts else row.next_at for row in rows}

    ids = await connection.scalars(waiting.order_by(table.c.created_at).limit(CHUNK))
    return min((await told_or_noted(ids.all(), ask, {})).values(), default=None)


async def open_findings(connection: AsyncConnection) -> dict[str, int]:
    """How many findings stand open, by grade."""
    table = tables.finding
    return await _counts(
        connection,
        select(table.c.grade, func.count()).where(table.c.closed_at.is_(None)).group_by(table.c.grade),
    )


async def newest_verdict(connection: AsyncConnection) -> Cursor:
    """What verdicts are stored. While it stays, so do `verdict_counts`."""
    return await cursor_now(connection)


async def verdict_counts(connection: AsyncConnection, now: datetime) -> dict[tuple[str, str], int]:
    """Outcomes of the newest judging (a night and a bit): how many subjects, by rule and outcome."""
    table, again = tables.verdict, tables.repeated
    moments = [
        await connection.scalar(select(func.max(one.c.decided_at)).where(one.c.decided_at <= now))
        for one in (table, again)
    ]
    newest = max((one for one in moments if one is not None), default=None)
    if newest is None:
        return {}
    judged: set[str] = set()
    for one in (table, again):
        rows = await connection.execute(
            select(one.c.subject).where(one.c.decided_at > newest - NIGHT, one.c.decided_at <= now).distinct()
        )
        judged.update(row.subject for row in rows)
    ordered, counts = sorted(judged), Counter[tuple[str, str]]()
    for start in range(
        0, len(ordered), CHUNK
    ):  # some at a time: other work of the process goes on in between
        found = await newest_verdicts(connection, ordered[start : start + CHUNK], now)
        counts.update((row.rule, row.outcome) for row in found if row.decided_at > newest - NIGHT)
    return counts


async def good_readings(
    connection: AsyncConnection, since: datetime, probes: Mapping[str, str]
) -> dict[tuple[str, str, str], datetime]:
    """
    The newest good reading of each source since a moment, by probe, subject and part; *probes*: by kind of observation.

    Good: a visit that opened, a look that was read. Ids begin with the moment of the look, so only what is
    newer than *since* is touched, however much is stored.
    """
    found: dict[tuple[str, str, str], datetime] = {}
    visit, seen = tables.visit, tables.observation
    visits = await connection.execute(
        select(visit.c.site, func.max(visit.c.at))
        .where(visit.c.id >= first_id(since), visit.c.reach == Reach.OPENED.value)
        .group_by(visit.c.site)
    )
    for site, at in visits:
        found[probes[Visit.kind], site, ""] = at
    looks = await connection.execute(
        select(seen.c.kind, seen.c.subject, seen.c.part, func.max(seen.c.at))
        .join(tables.body, tables.body.c.digest == seen.c.digest)
        .where(
            seen.c.id >= first_id(since),
            seen.c.kind.in_(list(probes)),
            func.coalesce(_state(connection), "").not_in(UNREAD),
        )
        .group_by(seen.c.kind, seen.c.subject, seen.c.part)
    )
    for kind, subject, part, at in looks:
        found[probes[kind], subject, part] = at
    return found


async def visits_of(connection: AsyncConnection, day: date) -> list[tuple[str, datetime]]:
    """
    Site and moment (UTC) of every visit of *day*, oldest first; no rows of missed slots.

    As the driver gives them: in the evening of a province they are seven hundred thousand.
    """
    rows = await fetch_rows(
        connection,
        "SELECT site, at FROM visit WHERE id >= ? AND id < ? AND reason <> ? ORDER BY id",
        (first_id(midnight(day)), first_id(midnight(day) + DAY), Reason.MISSED.value),
    )
    if connection.dialect.name == "sqlite":
        return [(site, datetime.fromisoformat(f"{at}+00:00")) for site, at in rows]
    return [(site, at.astimezone(UTC)) for site, at in rows]


async def visits_between(connection: AsyncConnection, start: datetime, end: datetime) -> list[VisitFigures]:
    """Every visit from *start* up to, not including, *end*, oldest first, rows of missed slots among them."""
    table = tables.visit
    rows = await connection.execute(
        select(table.c.site, table.c.at, table.c.reach, table.c.reason)
        .where(table.c.id >= first_id(start), table.c.id < first_id(end))
        .order_by(table.c.id)
    )
    return [VisitFigures(site=row.site, at=row.at, reach=row.reach, reason=row.reason) for row in rows]


async def database_bytes(connection: AsyncConnection) -> int:
    """How much room the database takes."""
    if connection.dialect.name == "sqlite":
        query = "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"
    else:
        query = "SELECT pg_database_size(current_database())"
    return int((await connection.execute(text(query))).scalar_one())


def free_bytes(folder: Path) -> int | None:
    """How much room is left on the disk that holds *folder*; None when nobody can tell."""
    try:
        while not folder.exists() and folder != folder.parent:
            folder = folder.parent
        return shutil.disk_usage(folder).free
    except OSError:
        return None


def folder_bytes(folder: Path) -> int:
    """How much room the evidence files below *folder* take."""
    total = 0
    for path in folder.rglob("*.warc.gz"):
        try:
            total += path.stat().st_size
        except OSError:  # pruned meanwhile
            continue
    return total


async def _counts(connection: AsyncConnection, query: Select[Any]) -> dict[str, int]:
    rows = await connection.execute(query)
    return {row[0]: row[1] for row in rows}


def _state(connection: AsyncConnection) -> ColumnElement[str]:
    if connection.dialect.name == "sqlite":
        return func.json_extract(tables.body.c.json, "$.state")
    from sqlalchemy.dialects.postgresql import JSON  # here: with SQLite no command waits for it

    state: ColumnElement[str] = cast(tables.body.c.json, JSON)["state"].astext
    return state
