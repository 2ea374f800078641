"""
The store of an evidence pack (证据包): one subject's rows copied into a database of their own, and what the chain says of them.

Rows are copied as they stand, so that their hashes are those that were chained.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, Table, and_, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.access import chain
from storage.db import tables
from storage.db.codec import digest
from storage.db.engine import Database, connect
from storage.db.tables import CHUNK
from storage.evidence.evidence import EvidenceFolder, StoredExchange, stored_exchange_from

#: So many links at most are packed to lead from the subject's first record to the newest one; else only those that hold its rows.
MOST_LINKS = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredVerdict:
    """One verdict as it was stored: its row, and its text."""

    number: int
    subject: str
    rule: str
    outcome: str
    decided_at: datetime
    known_by: datetime
    json: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mismatch:
    """One thing in a pack that does not hold."""

    what: str  #: changed | unchained | link | text
    table: str
    id: str


async def find_verdict(
    connection: AsyncConnection, subject: str, rule: str, number: int | None = None
) -> StoredVerdict | None:
    """The verdict of that *number*, else the newest that fails, else the newest, of *rule* on *subject*."""
    table, body = tables.verdict, tables.body
    query = select(table, body.c.json).join(body, body.c.digest == table.c.digest)
    if number is not None:
        query = query.where(table.c.number == number)
    else:
        query = query.where(table.c.subject == subject, table.c.rule == rule)
    newest = query.order_by((table.c.outcome != "fail"), table.c.decided_at.desc(), table.c.number.desc())
    row = (await connection.execute(newest.limit(1))).mappings().first()
    if row is None:
        return None
    known = row["known_by"] or row["recorded_at"]
    return StoredVerdict(
        number=row["number"], subject=row["subject"], rule=row["rule"], outcome=row["outcome"], decided_at=row["decided_at"],
        known_by=known, json=row["json"],
    )  # fmt: skip


async def copy_subject(
    source: Database,
    path: Path,
    verdict: StoredVerdict,
    subjects: Sequence[str],
    since: datetime | None,
    evidence: Iterable[str],
) -> None:
    """
    Make the database *path* with all rows of *subjects* from *since* on that *verdict* may rest on.

    *since* None: all there are. *evidence*: ids of the exchanges whose rows go with them. Nothing heard of after the
    verdict is copied; the verdict itself is.
    """
    made = await connect(f"sqlite+aiosqlite:///{path}")
    try:
        async with source.read() as there, made.writer.begin() as here:
            copy = _Copy(there, here)
            await here.exec_driver_sql(
                "PRAGMA defer_foreign_keys = ON"
            )  # texts come after the rows that name them
            await copy.rows(tables.verdict, tables.verdict.c.number == verdict.number)
            await copy.rows(tables.description, tables.description.c.subject.in_(subjects))
            await copy.rows(
                tables.review,
                and_(tables.review.c.subject.in_(subjects), tables.review.c.at <= verdict.known_by),
            )
            for table, column in (
                (tables.observation, tables.observation.c.subject),
                (tables.visit, tables.visit.c.site),
            ):
                recent = table.c.at >= since if since is not None else table.c.at == table.c.at
                await copy.rows(
                    table,
                    and_(
                        column.in_(subjects),
                        recent,
                        table.c.at <= verdict.decided_at,
                        table.c.recorded_at <= verdict.known_by,
                    ),
                )
            for table in (tables.visit_day, tables.article, tables.article_before):
                await copy.rows(table, table.c.site.in_(subjects))
            ids = list(evidence)
            for start in range(0, len(ids), CHUNK):
                some = ids[start : start + CHUNK]
                await copy.rows(tables.evidence, tables.evidence.c.id.in_(some))
                await copy.rows(tables.observation_evidence, tables.observation_evidence.c.evidence.in_(some))
            await copy.bodies()
            await copy.links()
    finally:
        await made.close()


@dataclass(slots=True)
class _Copy:
    there: AsyncConnection
    here: AsyncConnection

    async def rows(self, table: Table, wanted: ColumnElement[bool]) -> None:
        result = await self.there.stream(select(table).where(wanted))
        async for some in result.mappings().partitions(CHUNK):
            await self.here.execute(table.insert(), [dict(row) for row in some])

    async def bodies(self) -> None:
        """The texts that the copied rows name."""
        for table in (tables.verdict, tables.description, tables.observation):
            named = await self.here.execute(select(table.c.digest).distinct())
            held = set((await self.here.execute(select(tables.body.c.digest))).scalars())
            missing = sorted(set(named.scalars()) - held)
            for start in range(0, len(missing), CHUNK):
                await self.rows(tables.body, tables.body.c.digest.in_(missing[start : start + CHUNK]))

    async def links(self) -> None:
        """The links from the first that holds one of the rows to the newest; where they are too many, those that hold rows."""
        keys = await _keys(self.here)
        table, first, holding = tables.chain, None, list[int]()
        newest = await chain.head(self.there)
        result = await self.there.stream(select(table.c.number, table.c.content).order_by(table.c.number))
        async for row in result:
            if any(
                keys.get(name, set()) & set(found) for name, found in chain.content_of(row.content).items()
            ):
                first = row.number if first is None else first
                holding.append(row.number)
        if first is None or newest is None:
            return
        if newest.number - first < MOST_LINKS:
            await self.rows(table, table.c.number >= first - 1)
            return
        wanted = sorted({number for one in holding for number in (one - 1, one)} | {newest.number})
        for start in range(0, len(wanted), CHUNK):
            await self.rows(table, table.c.number.in_(wanted[start : start + CHUNK]))


async def _keys(connection: AsyncConnection) -> dict[str, set[str]]:
    """The keys of all rows that the chain covers, by table."""
    found: dict[str, set[str]] = {}
    for name, columns in chain.COVERED.items():
        table = tables.metadata.tables[name]
        rows = await connection.execute(select(*(table.c[one] for one in columns)))
        if keys := {chain.key_of(table, row) for row in rows.mappings()}:
            found[name] = keys
    return found


async def evidence_of(connection: AsyncConnection, ids: Sequence[str]) -> list[StoredExchange]:
    """The exchanges behind *ids* (`ob_…`, `ev_…`), each once, with those in which a repeated payload stands in full."""
    table, link = tables.evidence, tables.observation_evidence
    found: dict[str, StoredExchange] = {}
    for start in range(0, len(ids), CHUNK):
        some = list(ids[start : start + CHUNK])
        query = (
            select(table)
            .outerjoin(link, link.c.evidence == table.c.id)
            .where(or_(link.c.observation.in_(some), table.c.id.in_(some)))
        )
        for row in (await connection.execute(query)).mappings():
            found[row["id"]] = stored_exchange_from(row)
    for one in list(found.values()):
        first = (
            select(table)
            .where(table.c.sha256 == one.sha256, table.c.file == one.file)
            .order_by(table.c.offset)
            .limit(1)
        )
        full = (await connection.execute(first)).mappings().first()
        if full is not None:
            found.setdefault(full["id"], stored_exchange_from(full))
    return sorted(found.values(), key=lambda one: one.id)


def raw_record(folder: EvidenceFolder, kept: StoredExchange) -> bytes | None:
    """The bytes of *kept* as they lie in its file, a WARC file by themselves; None where the file is gone or ends early."""
    try:
        with (folder.folder / kept.file).open("rb") as file:
            file.seek(kept.offset)
            raw = file.read(kept.length)
    except OSError:
        return None
    return raw if len(raw) == kept.length else None


async def doubts(connection: AsyncConnection, head: str) -> tuple[list[Mismatch], int, bool]:
    """
    What of a pack's store does not hold by its chain, how many rows were held against it, and whether its links are one
    unbroken run up to the one whose hash is *head*.
    """
    found: list[Mismatch] = []
    table = tables.chain
    hashes: dict[str, dict[str, str]] = {}
    previous: Mapping[Any, Any] | None = None
    unbroken, last = True, ""
    for row in (await connection.execute(select(table).order_by(table.c.number))).mappings():
        follows = previous is not None and row["number"] == previous["number"] + 1
        if follows and previous is not None and not chain.is_link(previous["hash"], row):
            found.append(Mismatch(what="link", table="chain", id=str(row["number"])))
        unbroken &= follows or previous is None
        for name, keys in chain.content_of(row["content"]).items():
            hashes.setdefault(name, {}).update((key, value) for key, value in keys.items() if value)
        previous, last = row, row["hash"]
    counted = 0
    for name in chain.COVERED:
        covered = tables.metadata.tables[name]
        for row in (await connection.execute(select(covered))).mappings():
            key, counted = chain.key_of(covered, row), counted + 1
            chained = hashes.get(name, {}).get(key)
            if chained is None:
                found.append(Mismatch(what="unchained", table=name, id=key))
            elif chained != chain.content_hash(covered, row):
                found.append(Mismatch(what="changed", table=name, id=key))
    texts = (await connection.execute(select(tables.body))).mappings()
    found += [
        Mismatch(what="text", table="body", id=row["digest"])
        for row in texts
        if digest(row["json"]) != row["digest"]
    ]
    return found, counted, unbroken and last == head
