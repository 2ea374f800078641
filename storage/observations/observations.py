"""Saving what probes saw: evidence first, then observations, ledger and day counts in one transaction."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from types import MappingProxyType
from typing import Any, NamedTuple

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from monitor.domain.hosts import is_same_place
from monitor.domain.observation import (
    Homepage,
    Listing,
    Observation,
    OlderPage,
    Reading,
    Timeline,
    Visit,
)
from monitor.domain.timing import DAY, check_aware
from storage.access import chain
from storage.db import tables
from storage.db.codec import decode_names, digest, encode, kind_of
from storage.db.ids import ulid
from storage.db.raw import fetch_for, fetch_rows, moment_for, put_rows, run_several, update_rows
from storage.db.rows import asked, put_bodies
from storage.db.types import in_shanghai
from storage.evidence.evidence import StoredExchange
from storage.evidence.links import link_evidence
from storage.evidence.unchanged import UnchangedLook
from storage.observations.list_states import note_lists
from storage.observations.readings import keep_newest
from storage.observations.shown import note_shown
from storage.observations.visits import RollUp, days_standing, roll_up_days

#: A server's word that a page is unchanged is taken for so long; then the page is asked for whole. Some always say so.
TAKEN_FOR = 7 * DAY
#: Items of the ledger that are written together; the event loop waits for no more.
ITEMS = 2_000
_FRESH = UnchangedLook()


@dataclass(frozen=True, slots=True)
class Saved:
    """What saving did: the id of each look in order (that of the row already there, for a repeated import)."""

    ids: tuple[str, ...]
    added: int
    fresh: tuple[str, ...] = ()  #: ids of those that were not there yet


async def save_looks(
    connection: AsyncConnection,
    looks: Sequence[Observation[Any]],
    exchanges: Sequence[Sequence[StoredExchange]],
    *,
    now: datetime,
    roll_up: RollUp,
    imported: bool,
    unchanged: Mapping[int, UnchangedLook] = MappingProxyType({}),
) -> Saved:
    """
    Save *looks*, whose evidence *exchanges* is on disk already; *unchanged*: by place, those that repeat what stands elsewhere.

    *imported*: the same observation a second time adds nothing. Nor does a second visit for the same planned
    moment, whoever makes it: a slot has one row.
    """
    texts = [encode(look.facts) for look in looks]
    onces = [
        _once(look, text) if imported else _slot_once(look) for look, text in zip(looks, texts, strict=True)
    ]
    there = await _already(connection, [one for one in onces if one]) if imported else {}
    ids: list[str] = []
    fresh: list[int] = []
    for n, look in enumerate(looks):
        once = onces[n]
        if once is not None and once in there:
            ids.append(there[once])
            continue
        ids.append(f"ob_{ulid(look.at)}")
        fresh.append(n)
        if once is not None and imported:
            there[once] = ids[-1]
    if fresh:
        standing = await days_standing(connection, [looks[n] for n in fresh])
        filled = await _insert_looks(connection, looks, texts, onces, ids, fresh, now, unchanged)
        if filled:
            there = await _already(connection, [str(onces[n]) for n in sorted(filled)])
            ids = [there[str(onces[n])] if n in filled else id for n, id in enumerate(ids)]
            fresh = [n for n in fresh if n not in filled]
        await link_evidence(connection, {ids[n]: exchanges[n] for n in fresh} if exchanges else {})
        await _note_articles(connection, [looks[n] for n in fresh], now)
        new_sites = await note_shown(connection, [looks[n] for n in fresh], [ids[n] for n in fresh], now)
        listed = [n for n in fresh if isinstance(looks[n].facts, Listing | Homepage | Reading)]
        await note_lists(
            connection, [looks[n] for n in listed], [(ids[n], digest(texts[n])) for n in listed], new_sites
        )
        await _note_validators(connection, [(looks[n], texts[n]) for n in fresh], now)
        await roll_up_days(
            connection, [looks[n] for n in fresh], [ids[n] for n in fresh], standing, roll_up, now
        )
    return Saved(tuple(ids), len(fresh), tuple(ids[n] for n in fresh))


async def _insert_looks(
    connection: AsyncConnection,
    looks: Sequence[Observation[Any]],
    texts: Sequence[str],
    onces: Sequence[str | None],
    ids: Sequence[str],
    fresh: Sequence[int],
    now: datetime,
    unchanged: Mapping[int, UnchangedLook],
) -> frozenset[int]:
    """Insert; returns which of *fresh* were visits for a slot that has its row already, and were left out."""
    visits, others, bodies = [], [], {}
    for n in fresh:
        look = looks[n]
        row = {"id": ids[n], "at": look.at, "recorded_at": now, "vantage": look.vantage, "once": onces[n]}
        if isinstance(look.facts, Visit):
            visits.append(row | _visit_row(look, texts[n]))
        else:
            key = digest(texts[n])
            bodies[key] = texts[n]
            others.append(
                row
                | {"kind": kind_of(look.facts), "subject": look.subject, "part": look.part, "digest": key}
                | unchanged.get(n, _FRESH).row()
            )
    if bodies:
        await put_bodies(connection, bodies)
        await put_rows(connection, tables.observation, others)
        chain.note(connection, tables.observation, others)
    if not visits:
        return frozenset()
    new = {str(row["id"]) for row in visits}
    if await put_rows(connection, tables.visit, visits, unless=("once",)) != len(visits):
        mine = asked(connection, [(one,) for one in sorted(new)], "id")
        there = await connection.execute(select(tables.visit.c.id).join(mine, mine.c.id == tables.visit.c.id))
        new = set(there.scalars())
    chain.note(connection, tables.visit, [row for row in visits if row["id"] in new])
    return frozenset(n for n in fresh if isinstance(looks[n].facts, Visit) and ids[n] not in new)


def _visit_row(look: Observation[Visit], text: str) -> dict[str, Any]:
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


async def _already(connection: AsyncConnection, onces: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name in ("observation", "visit"):
        found.update(
            await fetch_rows(
                connection, _ONCE[connection.dialect.name].format(table=name), (json.dumps(onces),)
            )
        )
    return found


_ONCE = {
    "sqlite": "SELECT once, id FROM {table} WHERE once IN (SELECT value FROM json_each(?))",
    "postgresql": "SELECT once, id FROM {table} WHERE once IN (SELECT jsonb_array_elements_text(CAST(? AS jsonb)))",
}


def slot_key(site: str, slot: datetime) -> str:
    """What tells the visit for a planned moment from every other."""
    return digest(f"slot\n{site}\n{check_aware(slot).astimezone(UTC).isoformat()}")


def _slot_once(look: Observation[Any]) -> str | None:
    slot = look.facts.slot if isinstance(look.facts, Visit) else None
    return slot_key(look.subject, slot) if slot is not None else None


def _once(look: Observation[Any], text: str) -> str:
    parts = (
        kind_of(look.facts),
        look.subject,
        look.part,
        check_aware(look.at).isoformat(),
        look.vantage,
        text,
    )
    return digest("\n".join(parts))


async def _note_articles(
    connection: AsyncConnection, looks: Sequence[Observation[Any]], now: datetime
) -> None:
    """Keep the ledger: who listed an item, when it was first and last seen, what its own page says."""
    listed: dict[tuple[str, str], dict[str, Any]] = {}
    again = []
    for look in looks:
        if look.repeats and isinstance(look.facts, Listing | Homepage):
            again.append(look)
        elif isinstance(look.facts, Listing | Homepage | OlderPage):
            column = "" if isinstance(look.facts, Homepage) else look.part
            for item in look.facts.items:
                if item.url:
                    row = listed.setdefault((look.subject, item.url), _article(look, item.title, item.url))
                    row["last_seen"] = max(row["last_seen"], look.at)
                    row["first_seen"] = min(row["first_seen"], look.at)
                    row["listed_on"] = item.on or row["listed_on"]
                    row["columns"] |= {column} if column else set()
    await _note_again(connection, again)
    items = list(listed.items())
    for start in range(0, len(items), ITEMS):
        await _upsert_articles(connection, dict(items[start : start + ITEMS]), now)
    read = [look for look in looks if isinstance(look.facts, Reading)]
    if read:
        await _note_readings(connection, read, now)


async def _note_again(connection: AsyncConnection, looks: Sequence[Observation[Listing | Homepage]]) -> None:
    """Unchanged pages list what they listed: the ledger has it all, but for when it was seen last."""
    asking = [
        (at, look.subject, at, json.dumps([item.url for item in look.facts.items if item.url]))
        for look in looks
        for at in (moment_for(connection, look.at),)
    ]
    if asking:
        await run_several(connection, [(_SEEN_AGAIN[connection.dialect.name], one) for one in asking])


_AGAIN = "UPDATE article SET last_seen = ? WHERE site = ? AND last_seen < ? AND url IN (SELECT {})"
_SEEN_AGAIN = {
    "sqlite": _AGAIN.format("value FROM json_each(?)"),
    "postgresql": _AGAIN.format("jsonb_array_elements_text(CAST(? AS jsonb))"),
}


def _article(look: Observation[Any], title: str, url: str) -> dict[str, Any]:
    return {
        "site": look.subject, "url": url, "title": title, "columns": set(), "first_seen": look.at,
        "last_seen": look.at, "listed_on": None, "published_on": None, "place": "", "source": "",
        "reading": None, "text_digest": "", "reading_at": None, "reading_recorded_at": None, "reading_says": None,
    }  # fmt: skip


#: What of an article's row is kept as it was when it changes: what rules and figures read from it.
_SAID = ("title", "columns", "first_seen", "listed_on")


class _KnownArticle(NamedTuple):
    """What an article's row says."""

    title: str
    columns: str
    first_seen: datetime
    last_seen: datetime
    listed_on: date | None
    recorded_at: datetime | None

    @classmethod
    def read(cls, row: tuple[Any, ...]) -> "_KnownArticle":
        """*row* as the driver gives it, behind site and address."""
        *_, title, columns, first, last, on, recorded = row
        listed_on = date.fromisoformat(on) if isinstance(on, str) else on
        at = in_shanghai(recorded) if recorded is not None else None
        return cls(title, columns, in_shanghai(first), in_shanghai(last), listed_on, at)


_KNOWN = """
SELECT a.site, a.url, a.title, a.columns, a.first_seen, a.last_seen, a.listed_on, a.recorded_at
FROM {asked} JOIN article a ON a.site = asked.site AND a.url = asked.url
"""


async def _upsert_articles(
    connection: AsyncConnection, listed: Mapping[tuple[str, str], dict[str, Any]], now: datetime
) -> None:
    """Add what is new; of what says something else now, keep what was said before."""
    rows = await fetch_for(connection, _KNOWN, listed, "site", "url")
    old = {row[:2]: _KnownArticle.read(row) for row in rows}
    fresh, known, past = [], [], []
    for key, row in listed.items():
        columns = row["columns"] | (set(decode_names(old[key].columns)) if key in old else set())
        plain = row | {"columns": json.dumps(sorted(columns))}
        if key not in old:
            fresh.append(plain | {"recorded_at": now})
            continue
        before = old[key]
        said = {
            "title": row["title"] or before.title,
            "columns": plain["columns"],
            "first_seen": min(before.first_seen, row["first_seen"]),
            "listed_on": row["listed_on"] or before.listed_on,
        }
        recorded_at = before.recorded_at or before.first_seen
        if any(said[name] != getattr(before, name) for name in _SAID):
            before_it = {name: getattr(before, name) for name in _SAID}
            past.append({"site": key[0], "url": key[1], "recorded_at": recorded_at, **before_it})
            recorded_at = now
        last_seen = max(before.last_seen, row["last_seen"])
        known.append(
            {"site": key[0], "url": key[1], "last_seen": last_seen, "recorded_at": recorded_at, **said}
        )
    await put_rows(connection, tables.article_before, past, unless=("site", "url", "recorded_at"))
    await put_rows(connection, tables.article, fresh, unless=("site", "url"))
    await update_rows(connection, tables.article, known, by=("site", "url"))


async def _note_readings(
    connection: AsyncConnection, read: Sequence[Observation[Reading]], now: datetime
) -> None:
    """What the articles' own pages say."""
    rows = {
        (look.subject, look.facts.url): _article(look, look.facts.title, look.facts.url)
        | {"columns": "[]", "recorded_at": now}
        for look in read
    }
    await put_rows(connection, tables.article, list(rows.values()), unless=("site", "url"))
    await keep_newest(connection, rows)


async def _note_validators(
    connection: AsyncConnection, looks: Sequence[tuple[Observation[Any], str]], now: datetime
) -> None:
    """
    Keep ETag and Last-Modified of pages whose list was read from the page itself, and what tells the page when it comes again.

    A list that came from elsewhere changes while its shell stays the same, so its shell is always asked anew. A page that came
    again as it was leaves all as it stands: once in `TAKEN_FOR` every page is asked for whole and read. *looks*: with the
    text of their facts.
    """
    rows: dict[str, dict[str, Any]] = {}
    for look, text in looks:
        if look.repeats or not isinstance(look.facts, Listing | Homepage | Timeline):
            continue
        whole = [one for one in look.exchanges if one.status == 200]
        rows_of_it = (
            look.facts.posts if isinstance(look.facts, Timeline) else getattr(look.facts, "items", ())
        )
        if rows_of_it and len(whole) == 1:
            names = {name.lower(): value for name, value in whole[0].headers}
            url, etag = look.exchanges[0].url, names.get("etag", "")
            # What a redirect led to elsewhere may be another page tomorrow, and an older one: its day says nothing of that.
            last = names.get("last-modified", "") if is_same_place(url, whole[0].url) else ""
            page = look.page or None
            rows[url] = {
                "url": url,
                "etag": etag,
                "last_modified": last,
                "at": now,
                "page": page,
                "facts": digest(text),
            }
    table = tables.validator
    stated = [row for row in rows.values() if row["etag"] or row["last_modified"] or row["page"]]
    if untold := rows.keys() - {row["url"] for row in stated}:  # those of an older page
        await connection.execute(delete(table).where(table.c.url.in_(sorted(untold))))
    stated.sort(key=lambda row: row["url"])  # the same order in every process: no deadlock
    await put_rows(
        connection, table, stated, unless=("url",), replace=("etag", "last_modified", "at", "page", "facts")
    )
