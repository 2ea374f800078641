"""
The chain of records (记录链): what was stored cannot be changed, removed or slipped in unnoticed.

Each transaction that adds records adds one link: the hash of every record, and a SHA-256 over the link before and
these. Whoever knows one link (the nightly mail to the centre names it) can tell that nothing before it was altered.
The canonical form below never changes: every stored chain rests on it.
"""

import json
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache, lru_cache
from json.encoder import encode_basestring
from math import isfinite
from typing import Any

from sqlalchemy import Float, Table, Text, func, select, text, tuple_, type_coerce
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.db import tables
from storage.db.codec import digest
from storage.db.raw import fetch_rows, in_thread, insert_one, put_rows
from storage.db.tables import CHUNK
from storage.db.types import in_shanghai, is_as_written

#: The tables whose rows are chained, and what tells a row. Derived ones (visit_day, list_state, feed_entry …) are not: whatever
#: stands there is what the chained records give, and may be made anew at any time.
COVERED: Mapping[str, tuple[str, ...]] = {
    "evidence": ("id",),
    "observation": ("id",),
    "visit": ("id",),
    "observation_evidence": ("observation", "evidence"),
    "verdict": ("number",),
    "repeated": ("number",),
    "review": ("id",),
    "step": ("number",),
    "audit": ("number",),
    "people_points": ("number",),
    "material_entry": ("number",),
    "config_edit": ("number",),
}
#: What may be let go of once its time is over (保存期限).
PASSING = ("evidence", "visit", "observation_evidence")
#: What people decided, did and were told: it is on disk before anybody hears that it is saved.
LASTING = frozenset({"review", "step", "people_points", "material_entry", "config_edit"})
#: Before the first link stands this.
BEGINNING = "0" * 64
#: Names the lock on PostgreSQL under which links are numbered.
TURN = 7_041_120
#: Links looked at together; breaks named one by one.
BATCH, NAMED = 200, 20

_NOTED = "chain"

#: table -> key of a row -> its hash
Content = dict[str, dict[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainHead:
    """The newest link."""

    number: int
    at: datetime
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """One place where what is stored is not what was chained."""

    what: str  #: changed | removed | inserted | text changed | link changed | link removed | let go | head unknown
    table: str
    id: str
    at: datetime | None  #: when it was chained; of an inserted row: None
    number: int | None  #: the link; None: no link holds it


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """What recomputing the chain came to."""

    links: int
    records: int  #: chained and still there
    let_go: Mapping[str, int]  #: by table, past their keeping
    head: ChainHead | None
    breaks: tuple[Break, ...]  #: the first ones, in the order of the chain


def content_hash(table: Table, row: Mapping[Any, Any]) -> str:
    """
    SHA-256 of a row: its table, and every column that is not NULL, by name.

    NULL counts as absent, so a column that a later migration adds (empty in old rows) alters no old hash.
    """
    written = [
        f"{name}{encode_basestring(value) if value.__class__ is str else convert(value)}"
        for key, name, convert in _columns(table.name)
        if (value := row.get(key)) is not None
    ]
    return digest(f'["{table.name}",{{{",".join(written)}}}]')


#: Canonical JSON of one value; made once, as every record is written with it.
_CANONICAL = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


@cache
def _columns(table: str) -> tuple[tuple[str, str, Callable[[Any], str]], ...]:
    """The columns of *table* in the order of canonical JSON: each name, the name as it is written there, and what writes its values."""
    return tuple(
        (one.name, f"{_CANONICAL(one.name)}:", _real if isinstance(one.type, Float) else _written)
        for one in sorted(tables.metadata.tables[table].c, key=lambda one: one.name)
    )


def _real(value: Any) -> str:
    real = float(value)
    return float.__repr__(real) if isfinite(real) else _CANONICAL(real)


def _written(value: Any) -> str:
    """*value*, whatever it is but a plain string, as canonical JSON."""
    if value.__class__ is int:
        return str(value)
    if isinstance(value, datetime):
        return f'"{_utc_text(value)}"'
    return f'"{value.isoformat()}"' if isinstance(value, date) else _CANONICAL(value)


@lru_cache(maxsize=256)  # rows of one transaction bear the same moment
def _utc_text(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()


def key_of(table: Table, row: Mapping[Any, Any]) -> str:
    """What tells *row* from the others of its table."""
    names = COVERED[table.name]
    return str(row[names[0]]) if len(names) == 1 else "/".join([str(row[name]) for name in names])


def link_row(previous: str, number: int, kind: str, at: datetime, content: Content) -> dict[str, Any]:
    """The link after the one whose hash is *previous*, as a row of table `chain`."""
    written = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    row = {"number": number, "at": at, "kind": kind, "content": written}
    return {**row, "hash": _link_hash(previous, row)}


def newest_moment(row: Mapping[Any, Any]) -> datetime | None:
    """When the row was written, as far as it says so."""
    return row.get("recorded_at") or row.get("at")


def note(connection: AsyncConnection, table: Table, rows: Iterable[Mapping[Any, Any]]) -> None:
    """Have *rows*, just inserted whole, chained when the transaction ends (`Database.write`)."""
    noted, name = connection.info.setdefault(_NOTED, []), table.name
    noted.extend([(name, key_of(table, row), content_hash(table, row), newest_moment(row)) for row in rows])


def forget(connection: AsyncConnection) -> None:
    """Drop what was noted: a transaction begins, or came to nothing."""
    connection.info.pop(_NOTED, None)


def is_lasting(connection: AsyncConnection) -> bool:
    """Whether a row of LASTING was noted in this transaction."""
    return any(name in LASTING for name, *_ in connection.info.get(_NOTED, ()))


async def close_transaction(connection: AsyncConnection) -> None:
    """Add one link for all that was noted in this transaction; the last thing it does, so nothing is held for long."""
    noted = connection.info.pop(_NOTED, None)
    if not noted:
        return
    content: Content = {}
    for table, key, hash, _ in noted:
        content.setdefault(table, {})[key] = hash
    moments = [at for *_, at in noted if at is not None]
    await _append(connection, "saved", max(moments) if moments else None, content)


async def let_go(connection: AsyncConnection, now: datetime, gone: Mapping[str, Sequence[str]]) -> None:
    """Note that rows of *gone*, by table, were let go of because their keeping is over."""
    content = {table: dict.fromkeys(keys, "") for table, keys in gone.items() if keys}
    if content:
        await _append(connection, "let_go", now, content)


async def head(connection: AsyncConnection, known_by: datetime | None = None) -> ChainHead | None:
    """The newest link, of those written up to *known_by* (None: all); None when nothing was stored yet."""
    table = tables.chain
    query = select(table.c.number, table.c.at, table.c.hash).order_by(table.c.number.desc()).limit(1)
    if known_by is not None:
        query = query.where(table.c.at <= known_by)
    row = (await connection.execute(query)).first()
    return ChainHead(number=row.number, at=row.at, hash=row.hash) if row else None


async def verify(connection: AsyncConnection, known: str | None = None) -> Verified:
    """
    Recompute the whole chain over what is stored, and name where they differ.

    *known*: the hash of a link learnt elsewhere (a mail); if no link has it, links were rewritten or cut off.
    Give it a connection that has done nothing yet: all is read as of one moment. Memory stays small whatever the
    size of the store.
    """
    if connection.dialect.name == "postgresql":
        await connection.execution_options(isolation_level="REPEATABLE READ")
    with closing(sqlite3.connect("")) as scratch:  # a file of its own that the system removes
        scratch.execute("CREATE TABLE gone (key TEXT PRIMARY KEY) WITHOUT ROWID")
        scratch.execute("CREATE TABLE chained (key TEXT PRIMARY KEY) WITHOUT ROWID")
        return await _Walk(connection, scratch, known).verified()


@dataclass(slots=True)
class _Walk:
    connection: AsyncConnection
    scratch: sqlite3.Connection
    known: str | None
    breaks: list[Break] = field(default_factory=list)
    counted: dict[str, int] = field(default_factory=dict)  #: table -> rows chained and not let go of
    gone: dict[str, int] = field(default_factory=dict)

    async def verified(self) -> Verified:
        await self._read_gone()
        links, last, met = 0, None, self.known is None
        previous, expected = BEGINNING, 1
        async for batch in self._links():
            for row in batch:
                if row["number"] != expected:
                    self._break("link removed", "chain", str(expected), row["at"], expected)
                if _link_hash(previous, row) != row["hash"]:
                    self._break("link changed", "chain", str(row["number"]), row["at"], row["number"])
                previous, expected = row["hash"], row["number"] + 1
                links, last, met = links + 1, row, met or row["hash"] == self.known
            await self._compare([row for row in batch if row["kind"] != "let_go"])
        self.breaks.sort(key=lambda one: (one.number or 0, one.table, one.id))
        if not met:
            self._break("head unknown", "chain", str(self.known), None, None)
        await self._find_inserted()
        await self._find_changed_texts()
        return Verified(
            links=links,
            records=sum(self.counted.values()),
            let_go={name: many for name, many in self.gone.items() if many},
            head=ChainHead(number=last["number"], at=last["at"], hash=last["hash"]) if last else None,
            breaks=tuple(self.breaks),
        )

    def _break(self, what: str, table: str, id: str, at: datetime | None, number: int | None) -> None:
        if len(self.breaks) < NAMED:
            self.breaks.append(Break(what=what, table=table, id=id, at=at, number=number))

    async def _links(self, kind: str | None = None) -> AsyncIterator[Sequence[Mapping[str, Any]]]:
        table, after = tables.chain, -1
        query = select(table) if kind is None else select(table).where(table.c.kind == kind)
        while True:
            page = query.where(table.c.number > after).order_by(table.c.number).limit(BATCH)
            rows = (await self.connection.execute(page)).mappings().all()
            if not rows:
                return
            yield [dict(row) for row in rows]
            after = rows[-1]["number"]

    async def _read_gone(self) -> None:
        async for batch in self._links("let_go"):
            for row in batch:
                for name, keys in _content(row).items():
                    if name not in PASSING:
                        self._break("let go", name, next(iter(keys), ""), row["at"], row["number"])
                        continue
                    self.gone[name] = self.gone.get(name, 0) + len(keys)
                    self._put("gone", name, keys)

    def _put(self, where: str, name: str, keys: Iterable[str]) -> None:
        rows = [(f"{name} {key}",) for key in keys]
        self.scratch.executemany(f"INSERT OR IGNORE INTO {where} VALUES (?)", rows)

    def _has(self, where: str, name: str, key: str) -> bool:
        found = self.scratch.execute(f"SELECT 1 FROM {where} WHERE key = ?", (f"{name} {key}",))
        return found.fetchone() is not None

    async def _compare(self, batch: Sequence[Mapping[str, Any]]) -> None:
        said: dict[str, dict[str, tuple[str, Mapping[str, Any]]]] = {}
        for row in batch:
            for name, entries in _content(row).items():
                known = said.setdefault(name, {})
                known.update({key: (hash, row) for key, hash in entries.items() if key not in known})
        for name, known in said.items():
            if name not in COVERED:
                _, row = next(iter(known.values()))
                self._break("link changed", name, "", row["at"], row["number"])
                continue
            stored = await self._hashes(name, list(known))
            for key, (hash, row) in known.items():
                if key in stored:
                    self.counted[name] = self.counted.get(name, 0) + 1
                if key in stored and stored[key] != hash:
                    self._break("changed", name, key, row["at"], row["number"])
                elif key not in stored and not self._has("gone", name, key):
                    self._break("removed", name, key, row["at"], row["number"])

    async def _hashes(self, name: str, keys: Sequence[str]) -> dict[str, str]:
        table = tables.metadata.tables[name]
        columns = [table.c[one] for one in COVERED[name]]
        found: dict[str, str] = {}
        for start in range(0, len(keys), CHUNK):
            batch: Sequence[Any] = keys[start : start + CHUNK]
            if issubclass(columns[0].type.python_type, int):
                batch = [int(one) for one in batch if one.isdecimal()]
            if len(columns) == 1:
                wanted = columns[0].in_(batch)
            else:
                wanted = tuple_(*columns).in_([tuple(one.split("/", 1)) for one in batch])
            rows = await self.connection.execute(select(table).where(wanted))
            found.update({key_of(table, row): content_hash(table, row) for row in rows.mappings()})
        return found

    async def _find_inserted(self) -> None:
        """Rows that no link holds. Counting tells whether there are any; only then are they looked for."""
        odd = []
        for name in COVERED:
            table = tables.metadata.tables[name]
            many = (await self.connection.execute(select(func.count()).select_from(table))).scalar()
            if many != self.counted.get(name, 0) or self.gone.get(name):
                odd.append(name)
        if not odd:
            return
        async for batch in self._links():
            for row in batch:
                for name, entries in _content(row).items():
                    if name in odd and row["kind"] != "let_go":
                        self._put("chained", name, entries)
        for name in odd:
            table = tables.metadata.tables[name]
            columns = [table.c[one] for one in COVERED[name]]
            result = await self.connection.stream(select(*columns))
            async for found in result.mappings():
                key = key_of(table, found)
                if not self._has("chained", name, key) or self._has("gone", name, key):
                    self._break("inserted", name, key, None, None)

    async def _find_changed_texts(self) -> None:
        """What observations and verdicts say stands in table `body`, each text under its own digest."""
        body = tables.body
        bad = set()
        result = await self.connection.stream(select(body.c.digest, type_coerce(body.c.json, Text)))
        async for row in result:
            if not is_as_written(*row):
                bad.add(row.digest)
        for name in ("observation", "verdict"):
            table = tables.metadata.tables[name]
            key, at = table.c[COVERED[name][0]], table.c.recorded_at
            lost = select(key, at).outerjoin(body, body.c.digest == table.c.digest)
            for row in await self.connection.execute(lost.where(body.c.digest.is_(None)).limit(NAMED)):
                self._break("text removed", name, str(row[0]), row.recorded_at, None)
            for one in sorted(bad)[:NAMED]:
                said = select(key, at).where(table.c.digest == one).order_by(key).limit(1)
                for row in await self.connection.execute(said):
                    self._break("text changed", name, str(row[0]), row.recorded_at, None)


async def _append(connection: AsyncConnection, kind: str, at: datetime | None, content: Content) -> None:
    def after(last: tuple[Any, ...] | None) -> dict[str, Any]:
        if last is None:
            return link_row(BEGINNING, 1, kind, at or datetime.fromtimestamp(0, UTC), content)
        return link_row(last[2], last[0] + 1, kind, at or in_shanghai(last[1]), content)

    def write(database: sqlite3.Connection) -> None:
        insert_one(database, tables.chain, after(database.execute(_NEWEST).fetchone()))

    if connection.dialect.name == "sqlite":  # it has one writer anyway
        await in_thread(connection, write)
        return
    await connection.execute(text("SELECT pg_advisory_xact_lock(:turn)"), {"turn": TURN})
    found = await fetch_rows(connection, _NEWEST)
    await put_rows(connection, tables.chain, [after(found[0] if found else None)])


_NEWEST = "SELECT number, at, hash FROM chain ORDER BY number DESC LIMIT 1"


def is_link(previous: str, row: Mapping[Any, Any]) -> bool:
    """Whether *row* of table `chain` is what it says, after the link whose hash is *previous*."""
    return bool(_link_hash(previous, row) == row["hash"])


def content_of(written: str) -> Content:
    """What the `content` of a link holds; nothing when it is not readable (its hash is wrong then)."""
    return _content({"content": written})


def _link_hash(previous: str, row: Mapping[Any, Any]) -> str:
    moment = row["at"].astimezone(UTC).isoformat()
    said = "\n".join((previous, str(row["number"]), moment, row["kind"], row["content"]))
    return digest(said)


def _content(row: Mapping[str, Any]) -> Content:
    """What a link holds; nothing when it is no longer readable (its hash is wrong then, and said to be)."""
    try:
        found = json.loads(row["content"])
        return {str(name): dict(entries) for name, entries in found.items()}
    except (ValueError, AttributeError, TypeError):
        return {}
