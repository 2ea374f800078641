"""The queue of the patrol as people see it: its lines, what was decided about them, the white list, ground for signatures."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import and_, case, distinct, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection
from ulid import ULID

from monitor.domain.patrol import (
    CandidateState,
    ConfirmedLine,
    LineTally,
    PatrolCandidate,
    PatrolGround,
    QueueLine,
    ScreenId,
    ScreenTally,
    WhiteEntry,
)
from storage.db import tables
from storage.db.tables import CHUNK
from storage.observations.patrol_candidates import candidate_of, decide
from storage.observations.patrol_rounds import rounds_ended

#: Pages of a confirmed line that are loaded with it.
SHOWN_PAGES = 200
#: Screens whose cause is an address: the pages that lead there carry it.
BY_ADDRESS = (ScreenId.DEAD_LINK.value, ScreenId.OUTSIDE.value)


async def queue_lines(
    connection: AsyncConnection,
    site: str | None = None,
    state: CandidateState | None = CandidateState.OPEN,
    screen: ScreenId | None = None,
    most: int = 1000,
) -> list[QueueLine]:
    """The lines of the queue, the first candidate of each with how many it stands for and how many pages carry it."""
    table, link = tables.patrol_candidate, tables.patrol_link
    key = (table.c.site, table.c.screen, table.c.line, table.c.state)
    wanted = [column == str(value) for column, value in ((table.c.site, site), (table.c.state, state), (table.c.screen, screen)) if value is not None]  # fmt: skip
    grouped = (
        select(*key, func.min(table.c.id).label("first"), func.count().label("many"), func.max(table.c.last_seen).label("newest"),
               func.count(distinct(table.c.page)).label("pages"))
        .where(*wanted).group_by(*key).order_by(*key).limit(most)
    ).subquery()  # fmt: skip
    query = (
        select(table, grouped.c.many, grouped.c.newest, grouped.c.pages.label("carried"))
        .join(grouped, grouped.c.first == table.c.id)
        .order_by(table.c.site, table.c.screen, table.c.line)
    )
    rows = [dict(one) for one in (await connection.execute(query)).mappings()]
    # pages that lead to a dead or turned address: counted for all lines in one statement
    led = (
        select(*key, func.count(distinct(link.c.source)).label("pages"))
        .join(link, and_(link.c.site == table.c.site, link.c.target == table.c.cause))
        .where(*wanted, table.c.screen.in_(BY_ADDRESS))
        .group_by(*key)
    )
    by_address = {tuple(row[:4]): row[4] for row in await connection.execute(led)}
    return [
        QueueLine(
            first=candidate_of({**row, "pages": row["carried"]}),
            many=row["many"],
            pages=by_address.get((row["site"], row["screen"], row["line"], row["state"]), 0)
            if row["screen"] in BY_ADDRESS
            else row["carried"],
            last_seen=row["newest"],
        )
        for row in rows
    ]


async def on_line(
    connection: AsyncConnection, one: PatrolCandidate, most: int = 1000
) -> list[PatrolCandidate]:
    """The candidates that share the line and the state of *one*."""
    table = tables.patrol_candidate
    query = (
        select(table)
        .where(table.c.site == one.site, table.c.screen == one.screen.value, table.c.line == one.line, table.c.state == one.state.value)
        .order_by(table.c.cause, table.c.page).limit(most)
    )  # fmt: skip
    return [candidate_of({**row, "pages": 0}) for row in (await connection.execute(query)).mappings()]


async def pages_of(connection: AsyncConnection, site: str, causes: Collection[str], most: int = 1000) -> list[tuple[str, str, str]]:  # fmt: skip
    """Pages that lead to any of *causes*: page, words of the link, address."""
    link, wanted = tables.patrol_link, sorted(set(causes))
    found: list[tuple[str, str, str]] = []
    for start in range(0, len(wanted), CHUNK):
        query = (
            select(link.c.source, link.c.words, link.c.target)
            .where(link.c.site == site, link.c.target.in_(wanted[start : start + CHUNK]))
            .order_by(link.c.source)
            .limit(most - len(found))
        )
        found += [(row[0], row[1], row[2]) for row in await connection.execute(query)]
        if len(found) >= most:
            break
    return found


async def by_ids(connection: AsyncConnection, ids: Sequence[str]) -> list[PatrolCandidate]:
    """The candidates of *ids* (whole, or their ends)."""
    table = tables.patrol_candidate
    found: list[PatrolCandidate] = []
    for start in range(0, len(ids), 200):
        endings = [table.c.id.endswith(one, autoescape=True) for one in ids[start : start + 200] if one]
        if endings:
            rows = (await connection.execute(select(table).where(or_(*endings)))).mappings()
            found += [candidate_of({**row, "pages": 0}) for row in rows]
    return found


async def decide_lines(
    connection: AsyncConnection,
    candidates: Sequence[PatrolCandidate],
    state: CandidateState,
    who: str,
    note: str,
    now: datetime,
) -> int:
    """Set every candidate that shares line and state with one of *candidates* to *state*; gives how many."""
    table = tables.patrol_candidate
    many = 0
    for site, screen, line, before in {(one.site, one.screen.value, one.line, one.state.value) for one in candidates}:  # fmt: skip
        done = await connection.execute(
            update(table)
            .where(table.c.site == site, table.c.screen == screen, table.c.line == line, table.c.state == before)
            .values(state=state.value, who=who, note=note, decided_at=now)
        )  # fmt: skip
        many += int(done.rowcount)
    return many


async def decide_some(
    connection: AsyncConnection,
    candidates: Sequence[PatrolCandidate],
    state: CandidateState,
    who: str,
    note: str,
    now: datetime,
    *,
    only: bool,
) -> int:
    """Decide about *candidates* alone, or about all that share their lines; gives how many candidates that were."""
    if not only:
        return await decide_lines(connection, candidates, state, who, note, now)
    return len(await decide(connection, [one.id for one in candidates], state, who, note, now))


async def confirmed_lines(connection: AsyncConnection, sites: Collection[str]) -> list[ConfirmedLine]:
    """Every line of *sites* that a person confirmed, mended or not, with some of the pages that carry it."""
    table = tables.patrol_candidate
    groups: dict[tuple[str, str, str], list[PatrolCandidate]] = {}
    standing: dict[tuple[str, str, str], int] = {}
    names = sorted(set(sites))
    for start in range(0, len(names), CHUNK):
        query = (
            select(table)
            .where(
                table.c.state == CandidateState.CONFIRMED.value,
                table.c.site.in_(names[start : start + CHUNK]),
            )
            .order_by(table.c.id)
        )
        for row in (await connection.execute(query)).mappings():
            key = (row["site"], row["screen"], row["line"])
            groups.setdefault(key, []).append(candidate_of({**row, "pages": 0}))
            standing[key] = standing.get(key, 0) + (row["mended_at"] is None)
    found = []
    for key, several in groups.items():
        if key[1] in BY_ADDRESS:
            carried = await pages_of(connection, key[0], [one.cause for one in several], 5000)
            pages = tuple(dict.fromkeys(page for page, _, _ in carried))
        else:
            pages = tuple(dict.fromkeys(one.page for one in several if one.page))
        found.append(
            ConfirmedLine(
                first=several[0],
                pages=pages[:SHOWN_PAGES],
                many=len(pages),
                mended=not standing[key],
                evidence=tuple(dict.fromkeys(id for one in several for id in one.evidence)),
            )
        )
    return found


async def regroup(connection: AsyncConnection, site: str, lines: Mapping[str, str]) -> None:
    """Put open dead addresses on the line of what they share: *lines* by address."""
    table = tables.patrol_candidate
    for cause, line in lines.items():
        await connection.execute(
            update(table)
            .where(table.c.site == site, table.c.screen == ScreenId.DEAD_LINK.value, table.c.cause == cause)
            .where(table.c.state == CandidateState.OPEN.value, table.c.line != line)
            .values(line=line)
        )


async def put_white(
    connection: AsyncConnection, site: str, screen: ScreenId, line: str, who: str, reason: str, now: datetime
) -> str:
    """White-list a line on *site* ("" every site): what of it is open is dismissed, nothing of it opens again."""
    id, table, white = f"pw_{ULID.from_datetime(now)}", tables.patrol_candidate, tables.patrol_white
    await connection.execute(
        white.insert(),
        {
            "id": id, "site": site, "screen": screen.value, "line": line, "who": who, "at": now, "reason": reason,
            "ended_by": "", "ended_at": None,
        },
    )  # fmt: skip
    open_ones = update(table).where(
        table.c.screen == screen.value, table.c.line == line, table.c.state == CandidateState.OPEN.value
    )
    if site:
        open_ones = open_ones.where(table.c.site == site)
    await connection.execute(
        open_ones.values(state=CandidateState.DISMISSED.value, who=who, note=reason, decided_at=now)
    )
    return id


async def end_white(connection: AsyncConnection, id: str, who: str, now: datetime) -> bool:
    """Take an entry off the white list: new candidates of it open again. False: there is none such."""
    white = tables.patrol_white
    done = await connection.execute(
        update(white).where(white.c.id == id, white.c.ended_at.is_(None)).values(ended_by=who, ended_at=now)
    )
    return bool(done.rowcount)


async def white_list(connection: AsyncConnection, *, ended: bool = False) -> list[WhiteEntry]:
    """What is white-listed, newest first; those that were taken off too where asked."""
    white = tables.patrol_white
    query = select(white).order_by(white.c.at.desc(), white.c.id.desc())
    if not ended:
        query = query.where(white.c.ended_at.is_(None))
    return [
        WhiteEntry(**{**row, "screen": ScreenId(row["screen"])})
        for row in (await connection.execute(query)).mappings()
    ]


async def white_for(connection: AsyncConnection, site: str) -> frozenset[tuple[str, str]]:
    """Screens and lines that are white-listed on *site*."""
    return frozenset((one.screen.value, one.line) for one in await white_list(connection) if one.site in ("", site))  # fmt: skip


async def tallies_by_line(connection: AsyncConnection) -> list[LineTally]:
    """How people decided about each line that anybody dismissed, over all sites; the 500 most dismissed, those first."""
    table = tables.patrol_candidate

    def many(state: CandidateState) -> Any:
        return func.sum(case((table.c.state == state.value, 1), else_=0))

    dismissed = many(CandidateState.DISMISSED)
    query = (
        select(
            table.c.screen, table.c.line, many(CandidateState.OPEN), many(CandidateState.CONFIRMED), dismissed,
            func.count(distinct(table.c.site)),
        )
        .group_by(table.c.screen, table.c.line).having(dismissed > 0)
        .order_by(dismissed.desc(), table.c.screen, table.c.line).limit(500)
    )  # fmt: skip
    return [
        LineTally(screen=ScreenId(row[0]), line=row[1], open=int(row[2]), confirmed=int(row[3]), dismissed=int(row[4]), sites=row[5])
        for row in await connection.execute(query)
    ]  # fmt: skip


async def grounds(
    connection: AsyncConnection, sites: Collection[str], since: datetime, until: datetime
) -> dict[str, PatrolGround]:
    """What the patrols that ended from *since* to *until* saw of *sites*, and what people made of it by then."""
    table, names = tables.patrol_candidate, sorted(set(sites))
    by_site: dict[str, dict[ScreenId, set[tuple[str, str, str]]]] = {}
    for start in range(0, len(names), CHUNK):
        query = (
            select(table.c.site, table.c.screen, table.c.line, table.c.state, table.c.who, table.c.decided_at)
            .where(table.c.site.in_(names[start : start + CHUNK]))
            .where(table.c.first_seen < until, table.c.last_seen >= since)
        )
        for row in await connection.execute(query):
            is_told = row.decided_at is not None and row.decided_at < until
            state = row.state if is_told or row.state == CandidateState.GONE else CandidateState.OPEN.value
            of_site = by_site.setdefault(row.site, {})
            of_site.setdefault(ScreenId(row.screen), set()).add((row.line, state, row.who if is_told else ""))
    found = {}
    rounds = await rounds_ended(connection, names, since, until)
    for site in names:
        ended = rounds.get(site, ())
        tallies = tuple(_tally(screen, rows) for screen, rows in sorted(by_site.get(site, {}).items()))
        if ended or tallies:
            found[site] = PatrolGround(site=site, rounds=tuple(ended), tallies=tallies)
    return found


def _tally(screen: ScreenId, rows: Collection[tuple[str, str, str]]) -> ScreenTally:
    def many(state: CandidateState) -> int:
        return len({line for line, one, _ in rows if one == state.value})

    return ScreenTally(
        screen=screen, found=len({line for line, _, _ in rows}), open=many(CandidateState.OPEN), confirmed=many(CandidateState.CONFIRMED),
        dismissed=many(CandidateState.DISMISSED), who=tuple(sorted({who for _, _, who in rows if who})),
    )  # fmt: skip
