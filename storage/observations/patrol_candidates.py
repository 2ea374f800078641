"""Candidates of the patrol (待核实线索): what opens, is seen again, is gone, and what people made of single ones."""

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import and_, case, func, literal, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection
from ulid import ULID

from monitor.domain.patrol import (
    CandidateState,
    FoundCandidate,
    PatrolCandidate,
    PatrolOutcome,
    ScreenId,
)
from storage.db import tables
from storage.db.codec import decode_plain
from storage.db.rows import insert

#: What one look at a page tells of whole: what it does not see again is gone.
BY_PAGE = tuple(
    one.value
    for one in (ScreenId.WORDING, ScreenId.PRIVACY, ScreenId.HIDDEN, ScreenId.FOREIGN, ScreenId.TAMPER)
)


async def save_candidates(
    connection: AsyncConnection,
    site: str,
    found: Sequence[FoundCandidate],
    now: datetime,
    white: Collection[tuple[str, str]] = (),
    evidence: Sequence[str] = (),
) -> None:
    """
    New candidates open; known ones are seen again. What people dismissed stays dismissed; what was gone opens again.

    *white*: screens and lines that are white-listed for this site; nothing of them opens. *evidence*: ids of the
    observations that new ones rest on; those that were gone, or had none, rest on them too.
    """
    table = tables.patrol_candidate
    grounds = " ".join(evidence)
    for one in found:
        if is_white(one.screen, one.queue_line, one.cause, white):
            continue
        row = {
            "id": f"pc_{ULID.from_datetime(now)}", "site": site, "screen": one.screen.value, "cause": one.cause[:1000],
            "page": one.page[:1000], "sentence": one.sentence[:400], "detail": json.dumps(dict(one.detail), ensure_ascii=False),
            "first_seen": now, "last_seen": now, "state": CandidateState.OPEN.value, "who": "", "decided_at": None, "note": "",
            "line": one.queue_line[:1000], "mended_at": None, "evidence": grounds,
        }  # fmt: skip
        # what people decided keeps its line: they decided about that one
        is_settled = table.c.state.in_([CandidateState.CONFIRMED.value, CandidateState.DISMISSED.value])
        is_gone = table.c.state == CandidateState.GONE.value
        is_bare = or_(is_gone, table.c.evidence == "", table.c.mended_at.is_not(None))
        await connection.execute(
            insert(connection, table).on_conflict_do_update(
                index_elements=["site", "screen", "cause", "page"],
                set_={
                    "last_seen": now, "sentence": row["sentence"], "detail": row["detail"], "mended_at": None,
                    "line": case((or_(is_settled, literal(one.screen is ScreenId.DEAD_LINK)), table.c.line), else_=literal(row["line"])),
                    "evidence": case((and_(is_bare, literal(bool(grounds))), literal(grounds)), else_=table.c.evidence),
                    "state": case((is_gone, literal(CandidateState.OPEN.value)), else_=table.c.state),
                },
            ),
            row,
        )  # fmt: skip


async def lacking_evidence(
    connection: AsyncConnection,
    site: str,
    found: Sequence[FoundCandidate],
    white: Collection[tuple[str, str]],
) -> list[FoundCandidate]:
    """Those of *found* that would open, or stand already, with nothing stored that they rest on."""
    table, lacking = tables.patrol_candidate, list[FoundCandidate]()
    for one in found:
        if is_white(one.screen, one.queue_line, one.cause, white):
            continue
        query = select(table.c.evidence, table.c.state, table.c.mended_at).where(
            table.c.site == site, table.c.screen == one.screen.value, table.c.cause == one.cause[:1000]
        )
        if one.screen is not ScreenId.FOREIGN:  # a line a host, whatever page it is met on
            query = query.where(table.c.page == one.page[:1000])
        row = (await connection.execute(query.limit(1))).first()
        if row is not None and row.state == CandidateState.DISMISSED.value:
            continue
        if row is None or not row.evidence or row.state == CandidateState.GONE.value or row.mended_at is not None:  # fmt: skip
            lacking.append(one)
    return lacking


def is_white(screen: ScreenId, line: str, cause: str, white: Collection[tuple[str, str]]) -> bool:
    """Whether a candidate of that line is white-listed; a dead address also by the server or folder it lies in."""
    if (screen.value, line) in white or (screen.value, cause) in white:
        return True
    return screen is ScreenId.DEAD_LINK and any(
        kind == screen.value and place.endswith("/") and cause.startswith(place) for kind, place in white
    )


async def close_unseen(connection: AsyncConnection, site: str, page: str, now: datetime) -> None:
    """What the look at *page* of *now* did not see again: open candidates are gone, confirmed ones mended."""
    table = tables.patrol_candidate
    await _close(
        connection, now, site, table.c.page == page, table.c.last_seen < now, table.c.screen.in_(BY_PAGE)
    )


async def close_mended(connection: AsyncConnection, site: str, now: datetime) -> int:
    """Dead addresses that opened well when last asked for, or that no page leads to, are no candidates any more."""
    table, page, link = tables.patrol_candidate, tables.patrol_page, tables.patrol_link
    good = select(page.c.url).where(page.c.site == site, page.c.outcome == PatrolOutcome.OK.value)
    led_to = select(link.c.target).where(link.c.site == site)
    is_dead = and_(
        table.c.screen == ScreenId.DEAD_LINK.value, or_(table.c.cause.in_(good), table.c.cause.not_in(led_to))
    )
    is_left = and_(table.c.screen == ScreenId.OUTSIDE.value, table.c.cause.not_in(led_to))
    return await _close(connection, now, site, or_(is_dead, is_left))


async def close_address(connection: AsyncConnection, site: str, cause: str, screen: ScreenId, now: datetime) -> None:  # fmt: skip
    """The look at *cause* itself of *now* told nothing of *screen* any more."""
    table = tables.patrol_candidate
    await _close(
        connection, now, site, table.c.screen == screen.value, table.c.cause == cause, table.c.last_seen < now
    )


async def close_untold(connection: AsyncConnection, site: str, since: datetime, now: datetime) -> None:
    """Days of publishing that the patrol begun at *since* did not tell of again at its end are gone."""
    table = tables.patrol_candidate
    told_anew = or_(table.c.cause.startswith("minute "), table.c.cause.startswith("text "))
    await _close(connection, now, site, table.c.screen == ScreenId.REDATED.value, told_anew, table.c.last_seen < since)  # fmt: skip


async def _close(connection: AsyncConnection, now: datetime, site: str, *which: Any) -> int:
    table = tables.patrol_candidate
    done = await connection.execute(
        update(table)
        .where(table.c.site == site, table.c.state == CandidateState.OPEN.value, *which)
        .values(state=CandidateState.GONE.value)
    )
    await connection.execute(
        update(table)
        .where(table.c.site == site, table.c.state == CandidateState.CONFIRMED.value, table.c.mended_at.is_(None), *which)
        .values(mended_at=now)
    )  # fmt: skip
    return int(done.rowcount)


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
    endings = [table.c.id.endswith(one, autoescape=True) for one in ids if one]
    found = (
        list((await connection.execute(select(table.c.id).where(or_(*endings)))).scalars()) if endings else []
    )
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
    return [candidate_of(row) for row in (await connection.execute(query)).mappings()]


async def count_by_screen(
    connection: AsyncConnection, states: Collection[CandidateState]
) -> dict[tuple[str, ScreenId, CandidateState], int]:
    """How many candidates each site has, by screen and by those of *states* that they stand in."""
    table = tables.patrol_candidate
    columns = (table.c.site, table.c.screen, table.c.state)
    query = (
        select(*columns, func.count())
        .where(table.c.state.in_([str(one) for one in states]))
        .group_by(*columns)
    )
    found = await connection.execute(query)
    return {(site, ScreenId(screen), CandidateState(state)): many for site, screen, state, many in found}


def candidate_of(row: Mapping[Any, Any]) -> PatrolCandidate:
    plain = {name: row[name] for name in PatrolCandidate.__dataclass_fields__}
    page = str(plain["page"])
    return PatrolCandidate(
        **{
            **plain, "screen": ScreenId(str(plain["screen"])), "state": CandidateState(str(plain["state"])),
            "detail": decode_plain(str(plain["detail"])), "evidence": tuple(str(plain["evidence"]).split()), "pages": plain["pages"] or (1 if page else 0),
        }
    )  # fmt: skip
