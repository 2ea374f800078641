"""Letting go of what is old (保存期限), without changing a verdict that was given."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from monitor.domain.patrol import CandidateState
from monitor.domain.timing import DAY
from storage.access import chain
from storage.db import tables
from storage.db.tables import CHUNK
from storage.evidence.unchanged import rested_on_from, rests_of
from storage.observations.observations import TAKEN_FOR


@dataclass(frozen=True, slots=True, kw_only=True)
class Pruned:
    """What was let go."""

    visits: int
    files: tuple[str, ...]  #: evidence files, below the evidence folder


async def prune(
    connection: AsyncConnection, now: datetime, keep_evidence: timedelta, keep_visits: timedelta
) -> Pruned:
    """
    Forget raw visits older than *keep_visits* and name the evidence files older than *keep_evidence*.

    Day counts stay, so every past week is judged as before. A page stays as long as a look younger than *keep_evidence* rests on
    it. What a `fail` verdict names, or a candidate of the patrol that waits for a person or was confirmed, is never forgotten:
    its visits stay, and a file that holds any of its evidence is kept whole. The caller removes the files
    once this transaction stands.
    """
    needed = await _named_by_fails(connection) | await _named_by_candidates(connection)
    gone: dict[str, list[str]] = {}
    done = Pruned(
        visits=await _forget_visits(connection, now - keep_visits, needed, gone),
        files=await _forget_files(connection, now - keep_evidence, needed, gone),
    )
    await chain.let_go(connection, now, gone)
    return done


def remove_files(folder: Path, files: tuple[str, ...]) -> None:
    """Remove evidence files, and the day folders that are empty then."""
    for name in files:
        path = folder / name
        path.unlink(missing_ok=True)
        for above in list(path.parents)[:3]:
            if above != folder and above.is_dir() and not any(above.iterdir()):
                above.rmdir()


async def _named_by_fails(connection: AsyncConnection) -> set[str]:
    rows = await connection.execute(
        select(tables.body.c.json)
        .join(tables.verdict, tables.verdict.c.digest == tables.body.c.digest)
        .where(tables.verdict.c.outcome == "fail")
        .distinct()
    )
    return {id for row in rows for id in json.loads(row.json)["evidence"]}


async def _named_by_candidates(connection: AsyncConnection) -> set[str]:
    table = tables.patrol_candidate
    standing = [CandidateState.OPEN.value, CandidateState.CONFIRMED.value]
    rows = await connection.execute(
        select(table.c.evidence).where(table.c.state.in_(standing), table.c.evidence != "")
    )
    return {id for row in rows for id in row.evidence.split()}


async def _forget_visits(
    connection: AsyncConnection, before: datetime, needed: set[str], gone: dict[str, list[str]]
) -> int:
    table = tables.visit
    rows = await connection.execute(select(table.c.id).where(table.c.at < before))
    old = [row.id for row in rows if row.id not in needed]
    gone["visit"] = old
    for start in range(0, len(old), CHUNK):
        await connection.execute(delete(table).where(table.c.id.in_(old[start : start + CHUNK])))
    return len(old)


async def _forget_files(
    connection: AsyncConnection, before: datetime, needed: set[str], removed: dict[str, list[str]]
) -> tuple[str, ...]:
    table, link = tables.evidence, tables.observation_evidence
    rows = await connection.execute(
        select(table.c.id, table.c.file, table.c.at, link.c.observation).join(
            link, link.c.evidence == table.c.id, isouter=True
        )
    )
    rested_on = {id for several in (await rests_of(connection, needed)).values() for id in several}
    rested_on |= await rested_on_from(connection, before, before + TAKEN_FOR + DAY)
    files: set[str] = set()
    by_file: dict[str, set[str]] = {}
    for row in rows:
        by_file.setdefault(row.file, set()).add(row.id)
        if row.at >= before or row.observation in needed or row.id in rested_on:
            files.add(row.file)
    gone = sorted(set(by_file) - files)
    ids = [id for file in gone for id in by_file[file]]
    for start in range(0, len(ids), CHUNK):
        batch = ids[start : start + CHUNK]
        unlinked = await connection.execute(
            delete(link).where(link.c.evidence.in_(batch)).returning(link.c.observation, link.c.evidence)
        )
        removed.setdefault(link.name, []).extend(chain.key_of(link, row) for row in unlinked.mappings())
        await connection.execute(delete(table).where(table.c.id.in_(batch)))
    removed[table.name] = ids
    return tuple(gone)
