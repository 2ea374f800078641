"""Saving what probes saw: evidence first, then observations, ledger and day counts in one transaction."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql import Insert
from ulid import ULID

from monitor.domain.content import Dated
from monitor.domain.observation import (
    Backlog,
    Homepage,
    Listing,
    Look,
    Reading,
    Seen,
    Timeline,
    Visit,
    VisitDay,
)
from monitor.domain.timing import DAY, check_aware, day_of, midnight
from storage import tables
from storage.codec import decode, digest, encode, kind_of
from storage.evidence import Kept

RollUp = Callable[[date, Iterable[Seen[Visit]]], VisitDay]

#: Rows in one IN (…): below every database's limit.
CHUNK = 500


@dataclass(frozen=True, slots=True)
class Saved:
    """What saving did: the id of each look in order (that of the row already there, for a repeated import)."""

    ids: tuple[str, ...]
    added: int


def first_id(moment: datetime) -> str:
    """Observations and visits of *moment* and later have this id or a greater one."""
    return f"ob_{str(ULID.from_datetime(moment))[:10]}"


def insert(connection: AsyncConnection, table: Any) -> Any:
    """An INSERT that knows `on_conflict_do_nothing`, for the database at hand."""
    return (sqlite if connection.dialect.name == "sqlite" else postgresql).insert(table)


async def save_looks(
    connection: AsyncConnection,
    looks: Sequence[Look[Any]],
    kept: Sequence[Sequence[Kept]],
    *,
    now: datetime,
    roll_up: RollUp,
    imported: bool,
) -> Saved:
    """
    Save *looks*, whose evidence *kept* is on disk already.

    *imported*: the same observation a second time adds nothing.
    """
    texts = [encode(look.facts) for look in looks]
    onces = [_once(look, text) for look, text in zip(looks, texts, strict=True)] if imported else []
    there = await _already(connection, onces) if imported else {}
    ids: list[str] = []
    fresh: list[int] = []
    for n, look in enumerate(looks):
        once = onces[n] if imported else None
        if once is not None and once in there:
            ids.append(there[once])
            continue
        ids.append(f"ob_{ULID.from_datetime(look.at)}")
        fresh.append(n)
        if once is not None:
            there[once] = ids[-1]
    if fresh:
        await _insert_looks(connection, looks, texts, onces, ids, fresh, now)
        await _insert_evidence(connection, kept, ids, fresh)
        await _note_articles(connection, [looks[n] for n in fresh], [ids[n] for n in fresh])
        await _note_validators(connection, [looks[n] for n in fresh], now)
        await _roll_up_days(connection, [looks[n] for n in fresh], roll_up)
    return Saved(tuple(ids), len(fresh))


async def _insert_looks(
    connection: AsyncConnection,
    looks: Sequence[Look[Any]],
    texts: Sequence[str],
    onces: Sequence[str],
    ids: Sequence[str],
    fresh: Sequence[int],
    now: datetime,
) -> None:
    visits, others, bodies = [], [], {}
    for n in fresh:
        look, once = looks[n], onces[n] if onces else None
        row = {"id": ids[n], "at": look.at, "recorded_at": now, "vantage": look.vantage, "once": once}
        if isinstance(look.facts, Visit):
            visits.append(row | _visit_row(look, texts[n]))
        else:
            key = digest(texts[n])
            bodies[key] = texts[n]
            others.append(
                row | {"kind": kind_of(look.facts), "subject": look.subject, "part": look.part, "digest": key}
            )
    if bodies:
        await put_bodies(connection, bodies)
        await connection.execute(tables.observation.insert(), others)
    if visits:
        await connection.execute(tables.visit.insert(), visits)


def _visit_row(look: Look[Visit], text: str) -> dict[str, Any]:
    facts = look.facts
    return {
        "site": look.subject,
        "slot": facts.slot,
        "reach": facts.reach.value,
        "reason": facts.reason,
        "elapsed_s": facts.elapsed_s,
        "status": facts.status,
        "detail": text,
    }


async def put_bodies(connection: AsyncConnection, bodies: Mapping[str, str]) -> None:
    """Keep each text once, under its digest."""
    rows = [{"digest": key, "json": text} for key, text in bodies.items()]
    statement: Insert = insert(connection, tables.body).on_conflict_do_nothing()
    await connection.execute(statement, rows)


async def _insert_evidence(
    connection: AsyncConnection, kept: Sequence[Sequence[Kept]], ids: Sequence[str], fresh: Sequence[int]
) -> None:
    rows, links = [], []
    for n in fresh:
        for number, one in enumerate(kept[n] if kept else ()):
            rows.append({name: getattr(one, name) for name in Kept.__dataclass_fields__})
            links.append({"observation": ids[n], "evidence": one.id, "number": number})
    if rows:
        await connection.execute(tables.evidence.insert(), rows)
        await connection.execute(tables.observation_evidence.insert(), links)


async def _already(connection: AsyncConnection, onces: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for table in (tables.observation, tables.visit):
        for start in range(0, len(onces), CHUNK):
            rows = await connection.execute(
                select(table.c.once, table.c.id).where(table.c.once.in_(onces[start : start + CHUNK]))
            )
            found.update({row.once: row.id for row in rows})
    return found


def _once(look: Look[Any], text: str) -> str:
    parts = (
        kind_of(look.facts),
        look.subject,
        look.part,
        check_aware(look.at).isoformat(),
        look.vantage,
        text,
    )
    return digest("\n".join(parts))


async def _note_articles(connection: AsyncConnection, looks: Sequence[Look[Any]], ids: Sequence[str]) -> None:
    """Keep the ledger: who listed an item, when it was first and last seen, what its own page says."""
    listed: dict[tuple[str, str], dict[str, Any]] = {}
    for look in looks:
        if isinstance(look.facts, Listing | Homepage | Backlog):
            column = "" if isinstance(look.facts, Homepage) else look.part
            for item in look.facts.items:
                if item.url:
                    row = listed.setdefault((look.subject, item.url), _article(look, item.title, item.url))
                    row["last_seen"] = max(row["last_seen"], look.at)
                    row["first_seen"] = min(row["first_seen"], look.at)
                    row["listed_on"] = item.on or row["listed_on"]
                    row["columns"] |= {column} if column else set()
    await _upsert_articles(connection, listed)
    for look, id in zip(looks, ids, strict=True):
        if isinstance(look.facts, Reading):
            await _note_reading(connection, look, id)


def _article(look: Look[Any], title: str, url: str) -> dict[str, Any]:
    return {
        "site": look.subject, "url": url, "title": title, "columns": set(), "first_seen": look.at,
        "last_seen": look.at, "listed_on": None, "published_on": None, "place": "", "source": "",
        "reading": None, "text_digest": "",
    }  # fmt: skip


async def _upsert_articles(
    connection: AsyncConnection, listed: Mapping[tuple[str, str], dict[str, Any]]
) -> None:
    keys = list(listed)
    old: dict[tuple[str, str], Any] = {}
    for site in {key[0] for key in keys}:
        urls = [url for owner, url in keys if owner == site]
        for start in range(0, len(urls), CHUNK):
            rows = await connection.execute(
                select(tables.article).where(
                    tables.article.c.site == site, tables.article.c.url.in_(urls[start : start + CHUNK])
                )
            )
            old.update({(row.site, row.url): row for row in rows})
    fresh, known = [], []
    for key, row in listed.items():
        columns = row["columns"] | (set(json.loads(old[key].columns)) if key in old else set())
        plain = row | {"columns": json.dumps(sorted(columns))}
        if key not in old:
            fresh.append(plain)
            continue
        before = old[key]
        known.append(
            {
                "b_site": key[0],
                "b_url": key[1],
                "title": row["title"] or before.title,
                "columns": plain["columns"],
                "first_seen": min(before.first_seen, row["first_seen"]),
                "last_seen": max(before.last_seen, row["last_seen"]),
                "listed_on": row["listed_on"] or before.listed_on,
            }
        )
    if fresh:
        await connection.execute(insert(connection, tables.article).on_conflict_do_nothing(), fresh)
    if known:
        where = (tables.article.c.site == bindparam("b_site"), tables.article.c.url == bindparam("b_url"))
        await connection.execute(update(tables.article).where(*where), known)


async def _note_reading(connection: AsyncConnection, look: Look[Reading], id: str) -> None:
    facts = look.facts
    dated = facts.published if isinstance(facts.published, Dated) else None
    row = _article(look, facts.title, facts.url) | {"columns": "[]"}
    await connection.execute(insert(connection, tables.article).on_conflict_do_nothing(), [row])
    await connection.execute(
        update(tables.article)
        .where(tables.article.c.site == look.subject, tables.article.c.url == facts.url)
        .values(
            published_on=dated.on if dated else None,
            place=dated.place.value if dated else "",
            source=facts.source,
            reading=id,
            text_digest=facts.text_digest,
        )
    )


async def _note_validators(connection: AsyncConnection, looks: Sequence[Look[Any]], now: datetime) -> None:
    """
    Keep ETag and Last-Modified of pages whose list was read from the page itself.

    A list that came from elsewhere changes while its shell stays the same, so its shell is always asked anew.
    """
    rows: dict[str, dict[str, Any]] = {}
    for look in looks:
        whole = [one for one in look.exchanges if one.status == 200]
        rows_of_it = (
            look.facts.posts if isinstance(look.facts, Timeline) else getattr(look.facts, "items", ())
        )
        if isinstance(look.facts, Listing | Homepage | Timeline) and rows_of_it and len(whole) == 1:
            names = {name.lower(): value for name, value in whole[0].headers}
            etag, last = names.get("etag", ""), names.get("last-modified", "")
            url = look.exchanges[0].url
            if etag or last:
                rows[url] = {"url": url, "etag": etag, "last_modified": last, "at": now}
    if rows:
        statement = insert(connection, tables.validator)
        new = statement.excluded
        values = {"etag": new.etag, "last_modified": new.last_modified, "at": new.at}
        await connection.execute(
            statement.on_conflict_do_update(index_elements=["url"], set_=values), list(rows.values())
        )


async def _roll_up_days(connection: AsyncConnection, looks: Sequence[Look[Any]], roll_up: RollUp) -> None:
    """Count anew every day that got a visit, from its raw rows."""
    days = {(look.subject, day_of(look.at)) for look in looks if isinstance(look.facts, Visit)}
    rows = []
    for site, day in sorted(days):
        counted = roll_up(day, await visits_between(connection, site, midnight(day), midnight(day + DAY)))
        rows.append({"site": site, "day": day, "json": encode(counted)})
    if rows:
        statement = insert(connection, tables.visit_day)
        replace = statement.on_conflict_do_update(
            index_elements=["site", "day"], set_={"json": statement.excluded.json}
        )
        await connection.execute(replace, rows)


async def visits_between(
    connection: AsyncConnection, site: str, start: datetime, end: datetime
) -> list[Seen[Visit]]:
    """The raw visits of *site* from *start* up to, not including, *end*; oldest first."""
    table = tables.visit
    rows = await connection.execute(
        select(table.c.id, table.c.at, table.c.vantage, table.c.detail)
        .where(table.c.site == site, table.c.at >= start, table.c.at < end)
        .order_by(table.c.at, table.c.id)
    )
    return [Seen(id=row.id, at=row.at, vantage=row.vantage, facts=decode(Visit, row.detail)) for row in rows]


async def newest_looks(connection: AsyncConnection, as_of: datetime) -> dict[str, datetime]:
    """When each subject was last seen, not later than *as_of*."""
    found: dict[str, datetime] = {}
    for table, column in ((tables.observation, "subject"), (tables.visit, "site")):
        rows = await connection.execute(
            select(table.c[column], func.max(table.c.at))
            .where(table.c.at <= as_of, table.c.at >= as_of - timedelta(days=400))
            .group_by(table.c[column])
        )
        for subject, at in rows:
            found[subject] = max(at, found.get(subject, at))
    return found
