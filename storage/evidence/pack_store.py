"""
The store of an evidence pack (证据包): one subject's rows copied into a database of their own, and what the chain says of them.

Rows are copied as they stand, so that their hashes are those that were chained.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, Table, Text, and_, or_, select, type_coerce
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.access import chain
from storage.db import tables
from storage.db.engine import Database, connect
from storage.db.tables import CHUNK
from storage.db.types import is_as_written
from storage.evidence.evidence import EvidenceFolder, StoredExchange, stored_exchange_from
from storage.evidence.unchanged import rests_of

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
    recorded_at: datetime
    json: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mismatch:
    """One thing in a pack that does not hold."""

    what: str  #: changed | unchained | link | text
    table: str
    id: str


async def find_verdict(
    connection: AsyncConnection, subject: str, rule: str, number: int | None
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
        known_by=known, recorded_at=row["recorded_at"], json=row["json"],
    )  # fmt: skip


async def copy_subject(
    source: Database,
    path: Path,
    verdict: StoredVerdict,
    subjects: Sequence[str],
    since: datetime | None,
    evidence: Iterable[str],
    also: Sequence[str],
) -> None:
    """
    Make the database *path* with all rows of *subjects* from *since* on that *verdict* may rest on.

    *since* None: all there are. *evidence*: ids of the exchanges whose rows go with them. Nothing heard of after the
    verdict is copied but the observations *also*; the verdict itself is. The links are added by `add_links`, once the rows are known to be enough.
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
            seen = tables.observation.c.id
            held = set((await here.execute(select(seen).where(seen.in_(also)))).scalars())
            await copy.rows(tables.observation, seen.in_([one for one in also if one not in held]))
            for table in (tables.visit_day, tables.article, tables.article_before):
                await copy.rows(table, table.c.site.in_(subjects))
            ids = list(evidence)
            for start in range(0, len(ids), CHUNK):
                batch = ids[start : start + CHUNK]
                await copy.rows(tables.evidence, tables.evidence.c.id.in_(batch))
                await copy.rows(
                    tables.observation_evidence, tables.observation_evidence.c.evidence.in_(batch)
                )
            await copy.bodies()
    finally:
        await made.close()


async def add_links(source: Database, path: Path, *, whole: bool, also: Iterable[int] = ()) -> None:
    """
    Add to the database *path* the links that hold its rows, read in one pass from the first that may hold one.

    With them go all links from that first one to the newest, unless there are more than `MOST_LINKS` and not *whole*; those of the
    numbers *also* go along all the same.
    """
    made = await connect(f"sqlite+aiosqlite:///{path}")
    try:
        async with source.read() as there, made.writer.begin() as here:
            await _Copy(there, here).links(None if whole else MOST_LINKS, also)
    finally:
        await made.close()


@dataclass(slots=True)
class _Copy:
    there: AsyncConnection
    here: AsyncConnection

    async def rows(self, table: Table, wanted: ColumnElement[bool]) -> None:
        result = await self.there.stream(select(table).where(wanted))
        async for batch in result.mappings().partitions(CHUNK):
            await self.here.execute(table.insert(), [dict(row) for row in batch])

    async def bodies(self) -> None:
        """The texts that the copied rows name."""
        for table in (tables.verdict, tables.description, tables.observation):
            named = await self.here.execute(select(table.c.digest).distinct())
            held = set((await self.here.execute(select(tables.body.c.digest))).scalars())
            missing = sorted(set(named.scalars()) - held)
            for start in range(0, len(missing), CHUNK):
                await self.rows(tables.body, tables.body.c.digest.in_(missing[start : start + CHUNK]))

    async def links(self, most: int | None, also: Iterable[int] = ()) -> None:
        """The links from the first that holds one of the rows to the newest; are they more than *most*, those that hold rows."""
        keys, earliest = await _keys(self.here)
        table, first, holding = tables.chain, None, list[int]()
        newest = await chain.head(self.there)
        query = select(table.c.number, table.c.kind, table.c.content).order_by(table.c.number)
        if earliest is not None:  # a link is as new as its newest row
            query = query.where(table.c.at >= earliest)
        async for row in await self.there.stream(query):
            said = chain.content_of(row.content)
            let_go = said.get("observation_evidence", ()) if row.kind == "let_go" else ()
            if any(
                name in keys and not keys[name].isdisjoint(found) for name, found in said.items()
            ) or not keys.get("observation", set()).isdisjoint(one.partition("/")[0] for one in let_go):
                first = row.number if first is None else first
                holding.append(row.number)
        if first is None or newest is None:
            return
        begin = max(first - 1, 1)
        if most is None or newest.number - begin <= most:  # what `doubts` takes to be all of them
            await self.rows(table, table.c.number >= begin)
            return
        wanted = sorted({number for one in (*holding, *also) for number in (one - 1, one)} | {newest.number})
        for start in range(0, len(wanted), CHUNK):
            await self.rows(table, table.c.number.in_(wanted[start : start + CHUNK]))


async def _keys(connection: AsyncConnection) -> tuple[dict[str, set[str]], datetime | None]:
    """The keys of all rows that the chain covers, by table, and the earliest moment one was written at, where each says so."""
    found: dict[str, set[str]] = {}
    moments: list[datetime | None] = []
    for name in chain.COVERED:
        table = tables.metadata.tables[name]
        rows = (await connection.execute(select(table))).mappings().all()
        if not rows:
            continue
        found[name] = {chain.key_of(table, row) for row in rows}
        if name != "observation_evidence":  # goes with its observation, in one link or a later one
            moments += [chain.newest_moment(row) for row in rows]
    known = [one for one in moments if one is not None]
    return found, min(known) if known and len(known) == len(moments) else None


async def evidence_of(connection: AsyncConnection, ids: Sequence[str]) -> list[StoredExchange]:
    """
    The exchanges behind *ids* (`ob_…`, `ev_…`), each once, with those in which a repeated payload stands in full.

    Answers that stand in the rows of observations themselves are not among them: see `answers_among`.
    """
    table, link = tables.evidence, tables.observation_evidence
    ids = [*ids, *(one for several in (await rests_of(connection, ids)).values() for one in several)]
    found: dict[str, StoredExchange] = {}
    for start in range(0, len(ids), CHUNK):
        batch = list(ids[start : start + CHUNK])
        query = (
            select(table)
            .outerjoin(link, link.c.evidence == table.c.id)
            .where(or_(link.c.observation.in_(batch), table.c.id.in_(batch)))
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


def raw_record(folder: EvidenceFolder, exchange: StoredExchange) -> bytes | None:
    """The bytes of *exchange* as they lie in its file, a WARC file by themselves; None where the file is gone or ends early."""
    try:
        with (folder.folder / exchange.file).open("rb") as file:
            file.seek(exchange.offset)
            raw = file.read(exchange.length)
    except OSError:
        return None
    return raw if len(raw) == exchange.length else None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainCheck:
    """What holding a pack's store against its links came to."""

    wrong: tuple[Mismatch, ...]
    rows: int  #: held against a link
    head: bool  #: the newest link is the one that the manifest names
    unbroken: bool  #: no link is left out between the first and the newest
    known: bool | None  #: the hash learnt elsewhere is that of a link; None: none was given
    let_go: tuple[
        str, ...
    ] = ()  #: evidence behind the needed observations whose keeping was over, as a link says
    few: bool = False  #: so few links from the first to the newest that none of them may be left out

    @property
    def is_altered(self) -> bool:
        """Whether a text is not the one that its hash was taken of: then none of the store can be read for what it says."""
        return any(one.what == "text" for one in self.wrong)


async def doubts(
    connection: AsyncConnection,
    head: str,
    known: str | None = None,
    needed: Iterable[str] = (),
    stays: Iterable[str] = (),
) -> ChainCheck:
    """
    What of a pack's store does not hold by its chain.

    *head*: what the manifest names as the newest link. *known*: a hash learnt elsewhere. *needed*: ids of the
    observations that the verdict rests on: whatever a link says of them must be there, unless another link says that its
    keeping was over. *stays*: those of which nothing is ever let go of (a fail rests on them): there such a link counts for nothing.
    """
    links = await _read_links(connection, known)
    found, hashes = list(links.wrong), links.hashes
    counted, there = 0, dict[str, set[str]]()
    for name in chain.COVERED:
        covered = tables.metadata.tables[name]
        for row in (await connection.execute(select(covered))).mappings():
            key, counted = chain.key_of(covered, row), counted + 1
            there.setdefault(name, set()).add(key)
            chained = hashes.get(name, {}).get(key)
            if chained is None:
                found.append(Mismatch(what="unchained", table=name, id=key))
            elif chained != chain.content_hash(covered, row):
                found.append(Mismatch(what="changed", table=name, id=key))
    wanted = set(needed)
    missing, taken_out = _left_out(hashes, there, wanted), _left_out(hashes, there, set(stays))
    rested_on = {id for several in (await rests_of(connection, wanted)).values() for id in several}
    missing |= rested_on - there.get("evidence", set())
    found += [
        Mismatch(what="left out", table="evidence", id=id)
        for id in sorted(missing - links.let_go | taken_out)
    ]
    body = tables.body
    texts = await connection.execute(select(body.c.digest, type_coerce(body.c.json, Text)))
    found += [
        Mismatch(what="text", table="body", id=digest)
        for digest, text in texts
        if not is_as_written(digest, text)
    ]
    return ChainCheck(
        wrong=tuple(found),
        rows=counted,
        head=links.last == head,
        unbroken=links.unbroken,
        known=links.known if known else None,
        let_go=tuple(sorted(missing & links.let_go - taken_out)),
        few=bool(links.numbers) and links.numbers[-1] - links.numbers[0] <= MOST_LINKS,
    )


@dataclass(slots=True)
class _Links:
    """What the links of a pack's store say, of those whose hash can be recomputed."""

    wrong: list[Mismatch] = field(default_factory=list)
    hashes: dict[str, dict[str, str]] = field(default_factory=dict)  #: of rows, by table and key
    let_go: set[str] = field(default_factory=set)  #: ids of evidence whose keeping was over
    numbers: list[int] = field(default_factory=list)
    last: str = ""  #: the hash of the newest
    unbroken: bool = True
    known: bool = False  #: the hash learnt elsewhere is among them


async def _read_links(connection: AsyncConnection, known: str | None) -> _Links:
    """The links in their order, each held against the one before it."""
    found, table = _Links(), tables.chain
    previous: Mapping[Any, Any] | None = None
    for row in (await connection.execute(select(table).order_by(table.c.number))).mappings():
        before = chain.BEGINNING if row["number"] == 1 else previous["hash"] if previous is not None else ""
        follows = row["number"] == (previous["number"] if previous is not None else 0) + 1
        found.unbroken &= follows or previous is None
        if follows and not chain.is_link(before, row):
            found.wrong.append(Mismatch(what="link", table="chain", id=str(row["number"])))
        elif follows:  # a link counts where its hash can be recomputed, and nowhere else
            said = chain.content_of(row["content"])
            found.known = found.known or row["hash"] == known
            found.let_go |= said.get("evidence", {}).keys() if row["kind"] == "let_go" else set()
            for name, keys in said.items():  # a row never changes: what a later link says of it is somebody's
                first = found.hashes.setdefault(name, {})
                first.update((key, value) for key, value in keys.items() if value and key not in first)
        previous, found.last = row, row["hash"]
        found.numbers.append(row["number"])
    return found


def _left_out(
    hashes: Mapping[str, Mapping[str, str]], there: Mapping[str, set[str]], needed: set[str]
) -> set[str]:
    """Ids of evidence that links name behind the *needed* observations, and that is not there."""
    name = "observation_evidence"
    rows, links = there.get("evidence", set()), there.get(name, set())
    return {
        key.partition("/")[2]
        for key in hashes.get(name, ())
        if key.partition("/")[0] in needed and (key not in links or key.partition("/")[2] not in rows)
    }


async def evidence_rows(connection: AsyncConnection) -> list[StoredExchange]:
    """Every exchange whose row is in a pack's store: what its links hold, whatever its manifest says."""
    rows = await connection.execute(select(tables.evidence).order_by(tables.evidence.c.id))
    return [stored_exchange_from(row) for row in rows.mappings()]
