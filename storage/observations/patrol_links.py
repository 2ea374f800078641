"""What a patrol met of the links that rows ask for (指定入口), and how its lines stood in a stretch of time."""

from collections.abc import Collection, Iterable
from datetime import datetime
from urllib.parse import urlsplit

from sqlalchemy import and_, case, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from monitor.domain.patrol import (
    AddressKind,
    CandidateState,
    PatrolLine,
    PatrolOutcome,
    PatrolRound,
    ScreenId,
    SitePatrol,
    SoughtLink,
)
from monitor.regulations.sought_links import LinkTopic
from storage.db import tables
from storage.db.tables import CHUNK
from storage.observations.patrol_rounds import rounds

#: Links of one topic that are kept, those on the homepage and on most pages first; hosts behind one of them.
MOST_LINKS, MOST_HOSTS = 30, 50
#: Causes and pages of one line that are told.
MOST_OF_LINE = 20


async def last_ended(connection: AsyncConnection, site: str) -> int:
    """The number of the site's newest patrol that was walked to its end; 0: none was."""
    table = tables.patrol_round
    query = select(func.max(table.c.number)).where(table.c.site == site, table.c.ended_at.is_not(None))
    return await connection.scalar(query) or 0


async def is_kept(connection: AsyncConnection, site: str, ended_at: datetime) -> bool:
    """Whether what the patrol that ended then came to is stored."""
    table = tables.observation
    query = select(func.count()).where(
        table.c.subject == site, table.c.kind == SitePatrol.kind, table.c.at == ended_at
    )
    return bool(await connection.scalar(query))


async def site_patrol(
    connection: AsyncConnection, site: str, home: str, number: int, topics: Iterable[LinkTopic]
) -> SitePatrol | None:
    """
    What patrol *number* of *site* came to, with the links of each topic; None: it is not over.

    *home*: the homepage's address. Right only until the next patrol begins, which writes over what this one met.
    """
    round_of_number = next((one for one in await rounds(connection, site) if one.number == number), None)
    if round_of_number is None or round_of_number.ended_at is None:
        return None
    page = tables.patrol_page
    outcome = await connection.scalar(select(page.c.outcome).where(page.c.site == site, page.c.url == home))
    links = [link for one in topics for link in await _met(connection, site, home, round_of_number, one)]
    return SitePatrol(
        number=number, begun_at=round_of_number.begun_at, ended_at=round_of_number.ended_at, asked=round_of_number.asked, outcomes=round_of_number.outcomes,
        left=round_of_number.left, unseen=round_of_number.unseen, home_read=outcome == PatrolOutcome.OK.value, links=tuple(links),
    )  # fmt: skip


async def _met(
    connection: AsyncConnection, site: str, home: str, met_in: PatrolRound, topic: LinkTopic
) -> list[SoughtLink]:
    link, page = tables.patrol_link, tables.patrol_page
    source = page.alias(
        "source"
    )  # links of a page that is as it was are not written anew: whether it was asked for says so
    named = [link.c.words.contains(word, autoescape=True) for word in topic.words]
    named += [link.c.target.contains(f"//{host}/", autoescape=True) for host in topic.hosts]
    named += [link.c.target.endswith(f"//{host}", autoescape=True) for host in topic.hosts]
    on_home = func.max(case((link.c.source == home, 1), else_=0)).label("on_home")
    pages = func.count().label("pages")
    query = (
        select(link.c.target, func.max(link.c.words).label("words"), pages, on_home, page.c.outcome, page.c.reason)
        .join(page, and_(page.c.site == link.c.site, page.c.url == link.c.target))
        .join(source, and_(source.c.site == link.c.site, source.c.url == link.c.source))
        .where(source.c.round == met_in.number, source.c.fetched_at >= met_in.begun_at)
        .where(link.c.site == site, page.c.kind != AddressKind.PICTURE.value, or_(*named))
        .group_by(link.c.target, page.c.outcome, page.c.reason)
        .order_by(on_home.desc(), pages.desc(), link.c.target)
        .limit(MOST_LINKS)
    )  # fmt: skip
    found = []
    for row in (await connection.execute(query)).all():
        hosts, fields = await _behind(connection, site, row.target, topic)
        found.append(
            SoughtLink(
                topic=topic.id, url=row.target, words=row.words, pages=row.pages, on_home=bool(row.on_home),
                outcome=row.outcome or "", reason=row.reason, hosts=hosts, fields=fields,
            )
        )  # fmt: skip
    return found


async def _behind(
    connection: AsyncConnection, site: str, url: str, topic: LinkTopic
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The other government sites that the page at *url* leads to, and the topic's fields that its links say."""
    if not topic.collects and not topic.fields:
        return (), ()
    link = tables.patrol_link
    rows = await connection.execute(
        select(link.c.target, link.c.words).where(link.c.site == site, link.c.source == url).limit(3000)
    )
    own, hosts, said = urlsplit(url).hostname, set[str](), set[str]()
    for target, words in rows:
        host = urlsplit(target).hostname or ""
        if topic.collects and host.endswith(".gov.cn") and host != own:
            hosts.add(host)
        said |= {one for one in topic.fields if one in words}
    return tuple(sorted(hosts))[:MOST_HOSTS], tuple(one for one in topic.fields if one in said)


async def lines_in(
    connection: AsyncConnection, sites: Collection[str], since: datetime, until: datetime, known_by: datetime
) -> dict[str, tuple[PatrolLine, ...]]:
    """The lines that stood on *sites* from *since* to *until*, by site, as people had decided them by *known_by*."""
    table, names = tables.patrol_candidate, sorted(set(sites))
    heard = min(until, known_by)
    columns = [getattr(table.c, name) for name in ("site", "screen", "line", "state", "decided_at", "cause", "page", "sentence")]  # fmt: skip
    grouped: dict[tuple[str, str, str, str], PatrolLine] = {}
    for start in range(0, len(names), CHUNK):
        query = (
            select(*columns)
            .where(table.c.site.in_(names[start : start + CHUNK]))
            .where(table.c.first_seen < heard, table.c.last_seen >= since)
            .order_by(table.c.id)
        )
        for row in await connection.execute(query):
            is_told = row.decided_at is not None and row.decided_at <= known_by
            state = row.state if is_told or row.state == CandidateState.GONE.value else CandidateState.OPEN.value  # fmt: skip
            key = (row.site, row.screen, row.line, state)
            old = grouped.get(key)
            grouped[key] = PatrolLine(
                screen=ScreenId(row.screen), line=row.line, state=CandidateState(state),
                causes=_more(old.causes if old else (), row.cause), pages=_more(old.pages if old else (), row.page),
                sentence=old.sentence if old else row.sentence,
            )  # fmt: skip
    found: dict[str, list[PatrolLine]] = {}
    for (site, *_), line in grouped.items():
        found.setdefault(site, []).append(line)
    return {site: tuple(lines) for site, lines in found.items()}


def _more(held: tuple[str, ...], one: str) -> tuple[str, ...]:
    return held if not one or one in held or len(held) >= MOST_OF_LINE else (*held, one)
