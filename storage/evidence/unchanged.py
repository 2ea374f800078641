"""
Looks that were answered "unchanged" (未变化), or with the very bytes of the time before: one row each.

Such an answer brings no page, or none that is not kept already, so it stands in the observation itself (column `answer`, JSON; the
SHA-256 of a body that came is in it) and takes neither a file nor a row of `evidence`; column `rests_on` names the evidence of the
look that last brought the page. The chain of records holds both.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from monitor.domain.observation import Exchange, Observation
from monitor.domain.timing import SHANGHAI, check_aware
from storage.db import tables
from storage.db.raw import fetch_rows
from storage.db.rows import asked
from storage.evidence.evidence import Condition, Record, StoredExchange, sha256_of, stored_exchange_from

#: HTTP: the page is as it was.
UNCHANGED = 304
#: What every request of ours carries, whatever is asked: not kept with an answer that brought nothing.
_OF_EVERY_REQUEST = frozenset(
    ("host", "connection", "user-agent", "accept", "accept-language", "accept-encoding")
)
#: An answer longer than this, in characters, is kept as a file like a page: a server may say whatever it likes in its headers.
LONGEST = 4_000
_LONG_AGO = datetime.fromtimestamp(0, SHANGHAI)
_NOTHING = hashlib.sha256(b"").hexdigest()
_DUMP = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


@dataclass(frozen=True, slots=True)
class UnchangedLook:
    """The two columns of the row of a look; None: it stands for itself."""

    rests_on: str | None = None  #: ids of evidence (`ev_…`)
    answer: str | None = None  #: what was asked and answered; None: its exchanges, if any, are kept as files

    def row(self) -> dict[str, str | None]:
        """As they are stored."""
        return {"rests_on": self.rests_on, "answer": self.answer}


async def unchanged_among(
    connection: AsyncConnection, looks: Sequence[Observation[Any]]
) -> dict[int, UnchangedLook]:
    """
    Which of *looks*, by place, repeat what an earlier look brought, and on what they rest.

    A body that came is left out only where the very same bytes are kept there.
    """
    repeating = {n: look for n, look in enumerate(looks) if look.repeats}
    if not repeating:
        return {}
    pages = await _pages_of(connection, [one.repeats for one in repeating.values()])
    hashes = {n: [sha256_of(one.body) for one in look.exchanges if one.body] for n, look in repeating.items()}
    asking = {id for n, look in repeating.items() if hashes[n] for id in pages.get(look.repeats, "").split()}
    hashes_kept = await _hashes_of(connection, asking) if asking else {}
    found = {}
    for n, look in repeating.items():
        rests_on = pages.get(look.repeats)
        stands = {hashes_kept[id] for id in (rests_on or "").split() if id in hashes_kept}
        answer = _answer_of(look) if stands.issuperset(hashes[n]) else None
        found[n] = UnchangedLook(rests_on, answer)
    return found


def _answer_of(look: Observation[Any]) -> str | None:
    if not look.exchanges or any(one.request_body for one in look.exchanges):
        return None
    written = _DUMP([_plain(one) for one in look.exchanges])
    return written if len(written) <= LONGEST else None


def _plain(one: Exchange) -> dict[str, Any]:
    said = {
        "url": one.url,
        "at": check_aware(one.at).isoformat(),
        "address": one.address,
        "method": "" if one.method == "GET" else one.method,
        "asked": [pair for pair in one.request_headers if pair[0].lower() not in _OF_EVERY_REQUEST],
        "status": one.status,
        "phrase": one.reason_phrase,
        "headers": one.headers,
        "sha256": sha256_of(one.body) if one.body else "",
        "note": one.note,
    }
    return {name: value for name, value in said.items() if value}


def records_in(id: str, answer: str | None) -> list[Record]:
    """The exchanges that *answer* of the observation *id* tells of; each bears the observation's id, and its file is ""."""
    try:
        return _records_in(id, answer) if answer else []
    except (ValueError, KeyError, TypeError, AttributeError):  # somebody wrote there what we never do
        exchange = StoredExchange(
            id=id, at=_LONG_AGO, url="", address="", status=None, sha256=_NOTHING, file="", offset=0, length=0, note=""
        )  # fmt: skip
        return [Record(condition=Condition.ALTERED, exchange=exchange, detail="the answer is not readable")]


def _records_in(id: str, answer: str) -> list[Record]:
    found = []
    for said in json.loads(answer):
        exchange = StoredExchange(
            id=id, at=datetime.fromisoformat(said["at"]), url=said["url"], address=said.get("address", ""),
            status=said.get("status"), sha256=said.get("sha256", _NOTHING), file="", offset=0, length=0,
            note=said.get("note", ""),
        )  # fmt: skip
        asked_with = [f"{name}: {value}" for name, value in said.get("asked", ())]
        found.append(
            Record(
                condition=Condition.INTACT,
                exchange=exchange,
                request="\n".join([f"{said.get('method', 'GET')} {exchange.url} HTTP/1.1", *asked_with]),
                headers=tuple((name, value) for name, value in said.get("headers", ())),
                status_line=f"{exchange.status or ''} {said.get('phrase', '')}".strip(),
            )
        )
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class UnchangedAnswer:
    """An answer "unchanged", and the evidence of the page that stood as it was."""

    exchange: StoredExchange
    rests_on: tuple[str, ...]  #: ids of evidence (`ev_…`)

    @property
    def brought_page(self) -> bool:
        """Whether the page came along, byte for byte what is kept of it."""
        return self.exchange.sha256 != _NOTHING

    def is_proved(self, exchanges: Iterable[StoredExchange]) -> bool:
        """Whether the page that came is one of *exchanges* that it rests on; also where none came, or none of them is kept."""
        pages = [one.sha256 for one in exchanges if one.id in self.rests_on]
        return not self.brought_page or not pages or self.exchange.sha256 in pages


async def answers_among(connection: AsyncConnection, ids: Iterable[str]) -> list[UnchangedAnswer]:
    """The answers that stand in the rows of the observations *ids* themselves, in the order of their ids."""
    rows = await _rows(connection, ids)
    return [
        UnchangedAnswer(exchange=one.exchange, rests_on=tuple((rests_on or "").split()))
        for id, answer, rests_on in sorted(rows)
        for one in records_in(id, answer)
    ]


async def rests_of(connection: AsyncConnection, ids: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Ids of the earlier evidence (`ev_…`) that each observation of *ids* rests on; those that rest on their own are not in it."""
    return {id: tuple(rests_on.split()) for id, _, rests_on in await _rows(connection, ids) if rests_on}


async def rested_on_from(connection: AsyncConnection, since: datetime, until: datetime) -> set[str]:
    """Ids of the earlier evidence (`ev_…`) that looks from *since* to before *until* rest on."""
    table = tables.observation
    rows = await connection.execute(
        select(table.c.rests_on)
        .where(table.c.rests_on.is_not(None), table.c.at >= since, table.c.at < until)
        .distinct()
    )
    return {id for rests_on in rows.scalars() for id in rests_on.split()}


async def _rows(connection: AsyncConnection, ids: Iterable[str]) -> list[tuple[str, str | None, str | None]]:
    table = tables.observation
    mine = asked(connection, [(one,) for one in sorted(set(ids))], "id")
    rows = await connection.execute(
        select(table.c.id, table.c.answer, table.c.rests_on).join(mine, mine.c.id == table.c.id)
    )
    return [(row.id, row.answer, row.rests_on) for row in rows]


async def behind(
    connection: AsyncConnection, id: str
) -> tuple[list[Record], list[StoredExchange], list[Record]]:
    """
    What the observation *id* rests on (or that piece of evidence itself): answers in its row, and exchanges kept as files.

    Its own come first, then those of the look that last brought the page; third, what it rests on that is stored no more.
    """
    table, link = tables.evidence, tables.observation_evidence
    if not id.startswith("ob_"):
        rows = await connection.execute(select(table).where(table.c.id == id))
        return [], [stored_exchange_from(row) for row in rows.mappings()], []
    own = await connection.execute(
        select(table)
        .join(link, link.c.evidence == table.c.id)
        .where(link.c.observation == id)
        .order_by(link.c.number)
    )
    found = [stored_exchange_from(row) for row in own.mappings()]
    answers, gone = list[Record](), list[Record]()
    for _, answer, rests_on in await _rows(connection, [id]):
        answers, wanted = records_in(id, answer), (rests_on or "").split()
        earlier = await connection.execute(select(table).where(table.c.id.in_(wanted)))
        held = sorted((stored_exchange_from(row) for row in earlier.mappings()), key=lambda one: one.id)
        gone = [_gone(one, answers) for one in sorted({*wanted} - {one.id for one in held})]
        found += held
    return answers, found, gone


def _gone(id: str, answers: Sequence[Record]) -> Record:
    """That the page of that *id* is stored no more, as which *answers* said that it stood unchanged."""
    said = answers[-1].exchange if answers else None
    exchange = StoredExchange(
        id=id, at=said.at if said else _LONG_AGO, url=said.url if said else "", address="", status=None,
        sha256="", file="-", offset=0, length=0, note="",
    )  # fmt: skip
    detail = "past its keeping, or removed, which `monitor audit verify` tells"
    return Record(condition=Condition.MISSING, exchange=exchange, detail=detail)


def with_bodies(answers: Sequence[Record], pages: Sequence[Record], gone: Sequence[Record]) -> list[Record]:
    """*answers*, each that came with a body with that of the one of *pages* that it was the same as."""
    found = []
    for one in answers:
        if one.condition is Condition.INTACT and one.exchange.sha256 != _NOTHING:
            same = next((page for page in pages if page.exchange.sha256 == one.exchange.sha256), None)
            if same is not None:
                one = replace(one, condition=same.condition, body=same.body, detail=same.detail)
            elif gone:
                one = replace(one, condition=Condition.MISSING, detail=gone[0].detail)
            else:
                one = replace(one, condition=Condition.ALTERED, detail="what it rests on is another page")
        found.append(one)
    return found


async def _hashes_of(connection: AsyncConnection, ids: Iterable[str]) -> dict[str, str]:
    """The SHA-256 of the body of each piece of evidence of *ids*."""
    rows = await fetch_rows(connection, _HASHES[connection.dialect.name], (json.dumps(sorted(ids)),))
    return dict(rows)


async def _pages_of(connection: AsyncConnection, repeated: Iterable[str]) -> dict[str, str]:
    """Where the bytes of each observation of *repeated* stand: what to write into `rests_on` of the look that repeats it."""
    before = sorted(set(repeated))
    found: dict[str, list[str]] = {}
    if before:
        rows = await fetch_rows(connection, _PAGES[connection.dialect.name], (json.dumps(before),))
        for id, rests_on, evidence, status in rows:
            if rests_on:
                found[id] = [rests_on]
            elif evidence is not None and status is not None and status != UNCHANGED:
                found.setdefault(id, []).append(evidence)
    return {id: " ".join(several) for id, several in found.items()}


_HASHES = {
    "sqlite": "SELECT id, sha256 FROM evidence WHERE id IN (SELECT value FROM json_each(?))",
    "postgresql": "SELECT id, sha256 FROM evidence WHERE id IN (SELECT jsonb_array_elements_text(CAST(? AS jsonb)))",
}
_FROM = """
SELECT o.id, o.rests_on, e.id, e.status FROM observation o
LEFT JOIN observation_evidence l ON l.observation = o.id LEFT JOIN evidence e ON e.id = l.evidence
WHERE o.id IN ({}) ORDER BY o.id, l.number
"""
_PAGES = {
    "sqlite": _FROM.format("SELECT value FROM json_each(?)"),
    "postgresql": _FROM.format("SELECT jsonb_array_elements_text(CAST(? AS jsonb))"),
}


async def resting_on(connection: AsyncConnection, evidence: str, looks: Sequence[str]) -> list[str]:
    """Which later looks at what *looks* saw, the observations linked with *evidence*, rest on it too: a look repeats one of its own part."""
    table, first = tables.observation, tables.observation.alias("first")
    rows = await connection.execute(
        select(table.c.id)
        .join(
            first,
            (first.c.subject == table.c.subject)
            & (first.c.kind == table.c.kind)
            & (first.c.part == table.c.part)
            & (first.c.at <= table.c.at),
        )
        .where(first.c.id.in_(looks), table.c.rests_on.contains(evidence, autoescape=True))
    )
    return sorted(set(rows.scalars()))
