"""When each subject was last looked at, by index alone: the time it takes does not grow with the years that are stored."""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Column, Table, func, select
from sqlalchemy.ext.asyncio import AsyncConnection
from ulid import ULID

from monitor.domain.observation import Fact
from storage.db import tables
from storage.db.rows import asked, heard

#: What was seen since then is found by walking the ids, which are in order of time.
RECENT = timedelta(days=2)


async def newest_visits(
    connection: AsyncConnection, sites: Sequence[str], as_of: datetime, known_by: datetime | None = None
) -> dict[str, datetime]:
    """When each of *sites* was last visited; one that never was is not in it."""
    table = tables.visit
    return await _newest_of(connection, table, table.c.site, sites, as_of, known_by)


#: States of a fact in which nothing was seen, and a reason that says the same.
_UNSEEN = ("unreached", "unreadable", "no_line", "not_resolved", "no_titles")
_HOME_UNREAD = "home_unread"


async def newest_well(
    connection: AsyncConnection, kinds: Sequence[type[Fact]], subjects: Sequence[str], since: datetime
) -> dict[tuple[str, str], dict[str, datetime | None]]:
    """By subject and kind, when each part of it was last seen well from *since* on; None: it was looked at, and never seen."""
    if not kinds:
        return {}
    table, body, wanted = (
        tables.observation,
        tables.body,
        asked(connection, [(one,) for one in subjects], "id"),
    )
    query = (
        select(table.c.subject, table.c.kind, table.c.part, table.c.at, body.c.json)
        .join(wanted, wanted.c.id == table.c.subject)
        .join(body, body.c.digest == table.c.digest)
        .where(table.c.kind.in_([one.kind for one in kinds]), table.c.at >= since)
        .order_by(table.c.at)
    )
    found: dict[tuple[str, str], dict[str, datetime | None]] = {}
    for one in await connection.execute(query):
        parts = found.setdefault((one.subject, one.kind), {})
        parts[one.part] = parts.get(one.part) if _is_unseen(one.json) else one.at
    return found


def _is_unseen(body: str) -> bool:
    said = json.loads(body)
    return said.get("state") in _UNSEEN or said.get("reason") == _HOME_UNREAD


async def _newest_of(
    connection: AsyncConnection,
    table: Table,
    name: Column[Any],
    ids: Sequence[str],
    as_of: datetime,
    known_by: datetime | None,
) -> dict[str, datetime]:
    """The newest moment in *table* of each of *ids*, looked up one by one in the index that begins with *name*."""
    wanted = asked(connection, [(one,) for one in ids], "id")
    newest = select(func.max(table.c.at)).where(
        name == wanted.c.id, table.c.at <= as_of, heard(table, known_by)
    )
    rows = await connection.execute(select(wanted.c.id, newest.scalar_subquery()))
    return {id: at for id, at in rows if at is not None}


async def newest_of_kind(
    connection: AsyncConnection, kind: type[Fact], subjects: Sequence[str], part: str | None = None
) -> dict[str, datetime]:
    """When each of *subjects* was last seen in that *kind*, and in that *part* where one is named; by index, one statement for all."""
    table, wanted = tables.observation, asked(connection, [(one,) for one in subjects], "id")
    newest = select(func.max(table.c.at)).where(table.c.subject == wanted.c.id, table.c.kind == kind.kind)
    if part is not None:
        newest = newest.where(table.c.part == part)
    rows = await connection.execute(select(wanted.c.id, newest.scalar_subquery()))
    return {id: at for id, at in rows if at is not None}


async def newest_looks(
    connection: AsyncConnection, subjects: Sequence[str], as_of: datetime, known_by: datetime | None = None
) -> dict[str, datetime]:
    """
    When each of *subjects* was last seen, not later than *as_of*; one that never was is not in it.

    *known_by*: by what was stored up to then; None: all.
    """
    found = await newest_visits(connection, subjects, as_of, known_by)
    table, known = tables.observation, set(subjects)
    first, last = f"ob_{_ulid_floor(as_of - RECENT)}", f"ob_{_ulid_floor(as_of)}~"
    recent = await connection.execute(
        select(table.c.subject, func.max(table.c.at))
        .where(table.c.id >= first, table.c.id <= last, table.c.at <= as_of, heard(table, known_by))
        .group_by(table.c.subject)
    )
    _keep_newer(found, ((subject, at) for subject, at in recent if subject in known))
    # few: what is older than the ids just walked through is looked up one by one
    longer = [one for one in subjects if one not in found or found[one] < as_of - RECENT]
    _keep_newer(
        found, (await _newest_of(connection, table, table.c.subject, longer, as_of, known_by)).items()
    )
    return found


def _keep_newer(found: dict[str, datetime], more: Iterable[tuple[str, datetime]]) -> None:
    for subject, at in more:
        found[subject] = max(at, found.get(subject, at))


async def newest_kinds(
    connection: AsyncConnection, as_of: datetime, within: timedelta
) -> dict[str, datetime]:
    """When anything of each kind was last looked at, as far as that was *within* that time before *as_of*."""
    table = tables.observation
    first = f"ob_{_ulid_floor(as_of - within)}"
    rows = await connection.execute(
        select(table.c.kind, func.max(table.c.at))
        .where(table.c.id >= first, table.c.at <= as_of)
        .group_by(table.c.kind)
    )
    return {row[0]: row[1] for row in rows}


def _ulid_floor(moment: datetime) -> str:
    """The first ten characters of every ULID of *moment*: ids in order are moments in order."""
    return str(ULID.from_datetime(moment))[:10]
