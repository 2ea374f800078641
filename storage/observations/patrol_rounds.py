"""The patrol's rounds: their results, what the homepage and the hosts outside were like, and what only a whole site tells."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import distinct, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from monitor.domain.patrol import (
    CandidateState,
    FoundCandidate,
    PatrolOutcome,
    PatrolRound,
    ScreenId,
)
from storage.db import tables
from storage.db.codec import by_hand, decode_plain
from storage.db.rows import asked, insert


async def end_round(
    connection: AsyncConnection, site: str, number: int, result: Mapping[str, Any], now: datetime
) -> None:
    """Patrol *number* is over; *result*: what it came to."""
    table = tables.patrol_round
    await connection.execute(
        update(table)
        .where(table.c.site == site, table.c.number == number)
        .values(ended_at=now, result=json.dumps(dict(result), ensure_ascii=False))
    )


async def note_home(connection: AsyncConnection, site: str, number: int, home: Mapping[str, Any]) -> None:
    """Keep what the homepage is like in patrol *number*."""
    table = tables.patrol_round
    await connection.execute(
        update(table)
        .where(table.c.site == site, table.c.number == number)
        .values(home=json.dumps(dict(home), ensure_ascii=False))
    )


async def homes(connection: AsyncConnection, site: str, number: int) -> list[Mapping[str, Any]]:
    """What the homepage was like in the patrols before *number*, newest first; of the last eight."""
    table = tables.patrol_round
    rows = await connection.execute(
        select(table.c.home, table.c.number)
        .where(table.c.site == site, table.c.number < number, table.c.home != "{}")
        .order_by(table.c.number.desc())
        .limit(8)
    )
    return [{**decode_plain(row.home), "round": row.number} for row in rows]


async def is_drifting(connection: AsyncConnection, site: str) -> bool:
    """Whether a change of the homepage is open, or confirmed and not mended: how it is now is no measure then."""
    table = tables.patrol_candidate
    found = await connection.scalar(
        select(func.count())
        .select_from(table)
        .where(table.c.site == site, table.c.screen == ScreenId.TAMPER.value, table.c.mended_at.is_(None))
        .where(table.c.state.in_([CandidateState.OPEN.value, CandidateState.CONFIRMED.value]))
    )
    return bool(found)


async def rounds(connection: AsyncConnection, site: str | None = None, most: int = 200) -> list[PatrolRound]:
    """The newest patrols, of *site* alone where given, newest first."""
    table = tables.patrol_round
    query = select(table).order_by(table.c.begun_at.desc(), table.c.site).limit(most)
    if site is not None:
        query = query.where(table.c.site == site)
    return [_round(row) for row in (await connection.execute(query)).mappings()]


async def rounds_ended(
    connection: AsyncConnection, sites: Collection[str], since: datetime, until: datetime
) -> dict[str, list[PatrolRound]]:
    """The patrols of *sites* that ended from *since* on and before *until*, oldest first, by site; one statement for all."""
    table, wanted = tables.patrol_round, asked(connection, [(one,) for one in sites], "id")
    query = (
        select(table)
        .join(wanted, wanted.c.id == table.c.site)
        .where(table.c.ended_at >= since, table.c.ended_at < until)
        .order_by(table.c.site, table.c.begun_at, table.c.number)
    )
    found: dict[str, list[PatrolRound]] = {}
    for row in (await connection.execute(query)).mappings():
        found.setdefault(row["site"], []).append(_round(row))
    return found


async def newest_begun(connection: AsyncConnection, site: str) -> datetime | None:
    """When the site's newest patrol began; None: none did."""
    table = tables.patrol_round
    query = select(table.c.begun_at).where(table.c.site == site).order_by(table.c.number.desc()).limit(1)
    found: datetime | None = await connection.scalar(query)
    return found


async def new_hosts(
    connection: AsyncConnection, site: str, number: int, kind: str, hosts: Collection[str], page: str
) -> dict[str, str]:
    """
    Note that *page* loads something of *hosts*; gives those that appeared after the site's first patrol, with the page they were met on.

    What the first patrol met is the site's own choice.
    """
    table = tables.patrol_host
    if not hosts:
        return {}
    rows = [{"site": site, "kind": kind, "host": one, "round": number, "page": page} for one in sorted(hosts)]
    await connection.execute(insert(connection, table).on_conflict_do_nothing(), rows)
    first = await connection.scalar(
        select(func.min(tables.patrol_round.c.number)).where(tables.patrol_round.c.site == site)
    )
    found = await connection.execute(
        select(table.c.host, table.c.page)
        .where(table.c.site == site, table.c.kind == kind, table.c.round > (first or number))
        .where(table.c.host.in_(sorted(hosts)))
    )
    return {row.host: row.page for row in found}


async def is_own_host(connection: AsyncConnection, site: str, number: int, kind: str, host: str) -> bool:
    """Whether the site loaded something of *host* in its first patrol already, or this is its first."""
    table = tables.patrol_host
    first = await connection.scalar(
        select(func.min(tables.patrol_round.c.number)).where(tables.patrol_round.c.site == site)
    )
    met = await connection.scalar(
        select(table.c.round).where(table.c.site == site, table.c.kind == kind, table.c.host == host)
    )
    return (number if met is None else met) <= (first or number)


async def without_own_hosts(
    connection: AsyncConnection, site: str, number: int, found: Sequence[FoundCandidate], page: str
) -> list[FoundCandidate]:
    """*found*, those of foreign scripts and frames left out that the site had in its first patrol; one line a host."""
    own = [one for one in found if one.screen is not ScreenId.FOREIGN]
    for kind in ("script", "frame"):
        strange = {
            one.cause: one
            for one in found
            if one.screen is ScreenId.FOREIGN and one.detail.get("kind") == kind
        }
        fresh = await new_hosts(connection, site, number, kind, strange, page)
        own += [replace(strange[host], page=first) for host, first in fresh.items()]
    return own


@by_hand
def _round(row: Mapping[Any, Any]) -> PatrolRound:
    said = decode_plain(row["result"])
    return PatrolRound(
        site=row["site"], number=row["number"], begun_at=row["begun_at"], ended_at=row["ended_at"],
        asked=said.get("asked", {}), outcomes=said.get("outcomes", {}), left=said.get("left", 0), unseen=said.get("unseen", 0),
    )  # fmt: skip


async def count_outcomes(connection: AsyncConnection, site: str, number: int) -> dict[str, int]:
    """How many addresses of patrol *number* came to which outcome."""
    table = tables.patrol_page
    rows = await connection.execute(
        select(table.c.outcome, func.count())
        .where(table.c.site == site, table.c.round == number, table.c.outcome.is_not(None))
        .group_by(table.c.outcome)
    )
    return {row[0]: row[1] for row in rows}


async def states_below(connection: AsyncConnection, site: str) -> tuple[dict[str, str], list[str]]:
    """Dead addresses with the reason, and the addresses that opened: what shares a cause is told by both."""
    table = tables.patrol_page
    rows = await connection.execute(
        select(table.c.url, table.c.outcome, table.c.reason).where(
            table.c.site == site, table.c.outcome.is_not(None)
        )
    )
    dead: dict[str, str] = {}
    well: list[str] = []
    for row in rows:
        if row.outcome in (PatrolOutcome.DEAD.value, PatrolOutcome.SOFT_404.value):
            dead[row.url] = row.reason
        elif row.outcome == PatrolOutcome.OK.value:
            well.append(row.url)
    return dead, well


async def bulk_minutes(
    connection: AsyncConnection, site: str, number: int, least: int
) -> dict[str, list[str]]:
    """Minutes in which at least so many articles of different texts were published; with some of them, oldest address first."""
    table = tables.patrol_page
    articles = [
        table.c.site == site, table.c.round == number, table.c.published.like("____-__-__T%"), table.c.text_digest != "",
        table.c.published.not_like("%T00:00"),
    ]  # fmt: skip
    many = await connection.execute(
        select(table.c.published)
        .where(*articles)
        .group_by(table.c.published)
        .having(func.count(distinct(table.c.text_digest)) >= least)
    )
    found: dict[str, list[str]] = {}
    for minute in many.scalars():
        pages = select(table.c.url).where(*articles, table.c.published == minute).order_by(table.c.url)
        found[minute] = list((await connection.execute(pages)).scalars())
    return found


async def repeated_texts(
    connection: AsyncConnection, site: str, number: int
) -> dict[str, list[tuple[str, str]]]:
    """Texts that stand under more than one day, with day and address of each page, oldest day first."""
    table = tables.patrol_page
    day = func.substr(table.c.published, 1, 10)
    articles = [table.c.site == site, table.c.round == number, table.c.text_digest != "", table.c.published != ""]  # fmt: skip
    several = (
        select(table.c.text_digest).where(*articles).group_by(table.c.text_digest).having(func.count(distinct(day)) > 1)
    )  # fmt: skip
    rows = await connection.execute(
        select(table.c.text_digest, day, table.c.url)
        .where(*articles, table.c.text_digest.in_(several))
        .order_by(day, table.c.url)
    )
    found: dict[str, list[tuple[str, str]]] = {}
    for row in rows:
        found.setdefault(row[0], []).append((row[1], row[2]))
    return found
