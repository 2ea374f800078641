"""The patrol's frontier, links and candidates: every step is one transaction, so a kill loses at most the page under way."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import and_, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection
from ulid import ULID

from monitor.domain.patrol import (
    AddressKind,
    CandidateState,
    FoundCandidate,
    FoundLink,
    PatrolAddress,
    PatrolCandidate,
    PatrolOutcome,
    ScreenId,
)
from storage.db import tables
from storage.db.rows import insert
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
    """Begin patrol *number*: the *seeds* wait, and so does every page that the patrol before saw open."""
    table = tables.patrol_page
    await connection.execute(
        update(table)
        .where(table.c.site == site, table.c.round == number - 1, table.c.kind == AddressKind.PAGE.value)
        .values(round=number, waiting=1)
    )
    await _put(connection, site, number, seeds, 0, now)


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


async def unseen_pages(connection: AsyncConnection, site: str, number: int) -> dict[str, str]:
    """
    The pages of patrol *number* that could not be read, with the reason.

    A dead page deeper in was seen to be dead; behind the homepage, or a column, that does not open, nothing was seen.
    """
    table = tables.patrol_page
    told = [PatrolOutcome.BLOCKED.value, PatrolOutcome.UNREAD.value, PatrolOutcome.SLOW.value]
    rows = await connection.execute(
        select(table.c.url, table.c.reason)
        .where(table.c.site == site, table.c.round == number, table.c.kind == AddressKind.PAGE.value)
        .where(
            or_(
                and_(table.c.outcome.in_(told), table.c.digest == ""),
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
    What came of one address; *links* that stand on it, None where its text is as it was.

    New addresses wait in the same patrol, one level deeper.
    """
    table = tables.patrol_page
    outcome = seen.outcome.value if seen.outcome is not None else None
    await connection.execute(
        update(table)
        .where(table.c.site == site, table.c.url == seen.url)
        .values(
            waiting=0, fetched_at=now, outcome=outcome, reason=seen.reason[:60], title=seen.title[:300], digest=seen.digest,
            etag=seen.etag[:500], last_modified=seen.last_modified[:200], bad_on=seen.bad_on, bad_days=seen.bad_days,
        )
    )  # fmt: skip
    link = tables.patrol_link
    if links is None:
        held = await connection.execute(
            select(link.c.target).where(link.c.site == site, link.c.source == seen.url)
        )
        targets = list(held.scalars())
        await connection.execute(
            update(link).where(link.c.site == site, link.c.source == seen.url).values(round=number)
        )
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
    kept = [one for one in links if len(one.target) <= LONGEST_URL]
    if kept:
        rows = [
            {"site": site, "target": one.target, "source": seen.url, "round": number, "words": one.words}
            for one in {one.target: one for one in kept}.values()
        ]
        await connection.execute(insert(connection, link).on_conflict_do_nothing(), rows)
        await _put(connection, site, number, kept, seen.depth + 1, now)


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


async def save_candidates(
    connection: AsyncConnection, site: str, found: Sequence[FoundCandidate], now: datetime
) -> None:
    """New candidates open; known ones are seen again. What people dismissed stays dismissed; what was gone opens again."""
    table = tables.patrol_candidate
    for one in found:
        row = {
            "id": f"pc_{ULID.from_datetime(now)}", "site": site, "screen": one.screen.value, "cause": one.cause[:1000],
            "page": one.page[:1000], "sentence": one.sentence[:400], "detail": json.dumps(dict(one.detail), ensure_ascii=False),
            "first_seen": now, "last_seen": now, "state": CandidateState.OPEN.value, "who": "", "decided_at": None, "note": "",
        }  # fmt: skip
        await connection.execute(
            insert(connection, table).on_conflict_do_update(
                index_elements=["site", "screen", "cause", "page"],
                set_={"last_seen": now, "sentence": row["sentence"], "detail": row["detail"]},
            ),
            row,
        )
        await connection.execute(
            update(table)
            .where(
                table.c.site == site, table.c.screen == one.screen.value, table.c.cause == row["cause"], table.c.page == row["page"],
                table.c.state == CandidateState.GONE.value,
            )
            .values(state=CandidateState.OPEN.value)
        )  # fmt: skip


async def close_unseen(connection: AsyncConnection, site: str, page: str, now: datetime) -> None:
    """Open candidates that the look at *page* of *now* did not see again are gone."""
    table = tables.patrol_candidate
    await connection.execute(
        update(table)
        .where(table.c.site == site, table.c.page == page, table.c.last_seen < now)
        .where(table.c.state == CandidateState.OPEN.value)
        .values(state=CandidateState.GONE.value)
    )


async def close_mended(connection: AsyncConnection, site: str) -> int:
    """Open candidates of dead and turned addresses that opened well when last asked for, or that no page leads to, are gone."""
    table, page, link = tables.patrol_candidate, tables.patrol_page, tables.patrol_link
    good = select(page.c.url).where(page.c.site == site, page.c.outcome == PatrolOutcome.OK.value)
    led_to = select(link.c.target).where(link.c.site == site)
    done = await connection.execute(
        update(table)
        .where(
            table.c.site == site, table.c.screen == ScreenId.DEAD_LINK.value, table.c.state == CandidateState.OPEN.value,
            or_(table.c.cause.in_(good), table.c.cause.not_in(led_to)),
        )
        .values(state=CandidateState.GONE.value)
    )  # fmt: skip
    return int(done.rowcount)


async def leave_rest(connection: AsyncConnection, site: str, number: int) -> None:
    """What the cap left out waits no longer: the next patrol begins anew."""
    table = tables.patrol_page
    await connection.execute(
        update(table)
        .where(table.c.site == site, table.c.round == number, table.c.waiting == 1)
        .values(waiting=0)
    )


async def decide(
    connection: AsyncConnection,
    ids: Sequence[str],
    state: CandidateState,
    who: str,
    note: str,
    now: datetime,
) -> list[str]:
    """Set the candidates of *ids* (whole or their ends) to *state*; gives the ids that there are."""
    table = tables.patrol_candidate
    endings = or_(*(table.c.id.endswith(one, autoescape=True) for one in ids if one))
    found = list((await connection.execute(select(table.c.id).where(endings))).scalars()) if ids else []
    if found:
        await connection.execute(
            update(table)
            .where(table.c.id.in_(found))
            .values(state=state.value, who=who, note=note, decided_at=now)
        )
    return found


async def candidates(
    connection: AsyncConnection,
    site: str | None = None,
    state: CandidateState | None = CandidateState.OPEN,
    screen: ScreenId | None = None,
    most: int = 1000,
) -> list[PatrolCandidate]:
    """Candidates, newest causes last, grouped by screen; *pages*: how many pages carry each."""
    table, link = tables.patrol_candidate, tables.patrol_link
    pages = (
        select(func.count())
        .select_from(link)
        .where(link.c.site == table.c.site, link.c.target == table.c.cause)
        .scalar_subquery()
    )
    query = select(table, pages.label("pages"))
    for column, value in ((table.c.site, site), (table.c.state, state), (table.c.screen, screen)):
        if value is not None:
            query = query.where(column == str(value))
    query = query.order_by(table.c.site, table.c.screen, table.c.cause, table.c.page).limit(most)
    return [_candidate(row) for row in (await connection.execute(query)).mappings()]


def _candidate(row: Mapping[Any, Any]) -> PatrolCandidate:
    plain = dict(row)
    page = str(plain["page"])
    return PatrolCandidate(
        **{
            **plain, "screen": ScreenId(str(plain["screen"])), "state": CandidateState(str(plain["state"])),
            "detail": json.loads(str(plain["detail"])), "pages": plain["pages"] or (1 if page else 0),
        }
    )  # fmt: skip


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
