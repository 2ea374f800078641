"""The patrol's frontier, links and candidates: every step is one transaction, so a kill loses at most the page under way."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from monitor.domain.patrol import (
    AddressKind,
    FoundLink,
    PatrolAddress,
    PatrolOutcome,
)
from storage.db import tables
from storage.db.rows import execute_many, insert
from storage.db.tables import CHUNK

#: Longer addresses are not followed.
LONGEST_URL = 1000


async def newest_round(connection: AsyncConnection, site: str) -> tuple[int, int]:
    """The number of the site's newest patrol, 0 before the first, and how many addresses it still waits for."""
    table = tables.patrol_page
    number = await connection.scalar(select(func.max(table.c.round)).where(table.c.site == site)) or 0
    waiting = await connection.scalar(
        select(func.count())
        .select_from(table)
        .where(table.c.site == site, table.c.round == number, table.c.waiting == 1)
    )
    return number, waiting or 0


async def begin_round(
    connection: AsyncConnection, site: str, number: int, seeds: Sequence[FoundLink], now: datetime
) -> None:
    """Begin patrol *number*: the *seeds* wait, and so does every page and attachment that the patrol before met."""
    table = tables.patrol_page
    again = [AddressKind.PAGE.value, AddressKind.ATTACHMENT.value]
    await connection.execute(
        update(table)
        .where(table.c.site == site, table.c.round < number, table.c.kind.in_(again))
        .values(round=number, waiting=1)
    )
    await _put(connection, site, number, seeds, 0, now)
    row = {"site": site, "number": number, "begun_at": now, "ended_at": None, "result": "{}", "home": "{}"}
    await connection.execute(insert(connection, tables.patrol_round).on_conflict_do_nothing(), row)


async def next_addresses(
    connection: AsyncConnection, site: str, number: int, kinds: Sequence[AddressKind], most: int
) -> list[PatrolAddress]:
    """Addresses of *kinds* that patrol *number* waits for, the ones nearest to the homepage first."""
    table = tables.patrol_page
    query = (
        select(table)
        .where(
            table.c.site == site, table.c.round == number, table.c.waiting == 1,
            table.c.kind.in_([one.value for one in kinds]),
        )
        .order_by(table.c.depth, table.c.url)
        .limit(most)
    )  # fmt: skip
    return [_address(row) for row in (await connection.execute(query)).mappings()]


async def count_asked(connection: AsyncConnection, site: str, number: int) -> dict[str, int]:
    """How many addresses patrol *number* has asked for, by kind."""
    table = tables.patrol_page
    rows = await connection.execute(
        select(table.c.kind, func.count())
        .where(table.c.site == site, table.c.round == number, table.c.waiting == 0)
        .group_by(table.c.kind)
    )
    return {row[0]: row[1] for row in rows}


async def doubtful(connection: AsyncConnection, site: str, before: date) -> list[PatrolAddress]:
    """Addresses that were dead on one day alone, before the day *before*: a second look decides."""
    table = tables.patrol_page
    query = (
        select(table)
        .where(table.c.site == site, table.c.bad_days == 1, table.c.bad_on < before, table.c.waiting == 0)
        .where(table.c.outcome.in_([PatrolOutcome.DEAD.value, PatrolOutcome.SOFT_404.value]))
        .order_by(table.c.url)
    )
    return [_address(row) for row in (await connection.execute(query)).mappings()]


async def known_addresses(
    connection: AsyncConnection, site: str, urls: Collection[str]
) -> list[PatrolAddress]:
    """The addresses of *urls* that the patrol knows."""
    table, wanted = tables.patrol_page, sorted(set(urls))
    found: list[PatrolAddress] = []
    for start in range(0, len(wanted), CHUNK):
        query = select(table).where(table.c.site == site, table.c.url.in_(wanted[start : start + CHUNK]))
        found += [_address(row) for row in (await connection.execute(query)).mappings()]
    return found


async def unseen_pages(connection: AsyncConnection, site: str, number: int) -> dict[str, str]:
    """
    The pages of patrol *number* that could not be read, with the reason.

    A dead page deeper in was seen to be dead; behind the homepage, or a column, that does not open, nothing was seen.
    """
    table = tables.patrol_page
    unseen = [PatrolOutcome.BLOCKED.value, PatrolOutcome.UNREAD.value, PatrolOutcome.SLOW.value]
    rows = await connection.execute(
        select(table.c.url, table.c.reason)
        .where(table.c.site == site, table.c.round == number, table.c.kind == AddressKind.PAGE.value)
        .where(
            or_(
                and_(table.c.outcome.in_(unseen), table.c.digest == ""),
                and_(table.c.outcome != PatrolOutcome.OK.value, table.c.depth == 0),
            )
        )
        .order_by(table.c.depth, table.c.url)
    )
    return {row.url: row.reason for row in rows}


async def save_address(
    connection: AsyncConnection,
    site: str,
    number: int,
    seen: PatrolAddress,
    links: Sequence[FoundLink] | None,
    now: datetime,
) -> None:
    """
    What came of one address; *links* that stand on it, None where its text is as it was: then they are not written anew.

    New addresses wait in the same patrol, one level deeper.
    """
    table = tables.patrol_page
    outcome = seen.outcome.value if seen.outcome is not None else None
    await connection.execute(
        update(table)
        .where(table.c.site == site, table.c.url == seen.url)
        .values(
            waiting=0, fetched_at=now, outcome=outcome, reason=seen.reason[:60], title=seen.title[:300], digest=seen.digest,
            etag=seen.etag[:500], last_modified=seen.last_modified[:200], bad_on=seen.bad_on, bad_days=seen.bad_days, bad_seen=seen.bad_seen,
            screened=seen.screened, text_digest=seen.text_digest, published=seen.published, owner=seen.owner[:40], came=seen.came[:100],
        )
    )  # fmt: skip
    link = tables.patrol_link
    if links is None:
        held = await connection.execute(
            select(link.c.target).where(link.c.site == site, link.c.source == seen.url)
        )
        targets = list(held.scalars())
        for start in range(0, len(targets), CHUNK):
            await connection.execute(
                update(table)
                .where(
                    table.c.site == site,
                    table.c.url.in_(targets[start : start + CHUNK]),
                    table.c.round < number,
                )
                .values(round=number, waiting=1)
            )
        return
    await connection.execute(link.delete().where(link.c.site == site, link.c.source == seen.url))
    short = [one for one in links if len(one.target) <= LONGEST_URL]
    if short:
        rows = [
            {"site": site, "target": one.target, "source": seen.url, "round": number, "words": one.words}
            for one in {one.target: one for one in short}.values()
        ]
        await execute_many(connection, insert(connection, link).on_conflict_do_nothing(), rows)
        await _put(connection, site, number, short, seen.depth + 1, now)


async def _put(
    connection: AsyncConnection, site: str, number: int, links: Sequence[FoundLink], depth: int, now: datetime
) -> None:
    """Have the addresses wait in patrol *number*, those that it has not asked for yet."""
    table = tables.patrol_page
    rows = [
        {
            "site": site, "url": one.target, "kind": one.kind.value, "round": number, "waiting": 1, "depth": depth, "found_at": now,
            "reason": "", "title": "", "digest": "", "etag": "", "last_modified": "", "bad_days": 0,
        }
        for one in {one.target: one for one in links if len(one.target) <= LONGEST_URL}.values()
    ]  # fmt: skip
    if not rows:
        return
    statement = insert(connection, table)
    await connection.execute(
        statement.on_conflict_do_update(
            index_elements=["site", "url"],
            set_={"round": number, "waiting": 1, "depth": depth},
            where=table.c.round < number,
        ),
        rows,
    )


async def leave_rest(connection: AsyncConnection, site: str, number: int) -> None:
    """What the cap left out waits no longer: the next patrol begins anew."""
    table = tables.patrol_page
    await connection.execute(
        update(table)
        .where(table.c.site == site, table.c.round == number, table.c.waiting == 1)
        .values(waiting=0)
    )


def _address(row: Mapping[Any, Any]) -> PatrolAddress:
    plain = {name: row[name] for name in PatrolAddress.__dataclass_fields__}
    outcome = plain["outcome"]
    return PatrolAddress(
        **{
            **plain,
            "kind": AddressKind(str(plain["kind"])),
            "outcome": PatrolOutcome(str(outcome)) if outcome else None,
        }
    )
