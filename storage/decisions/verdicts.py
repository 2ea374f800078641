"""Verdicts as they were given: added, never changed; the same one twice is one."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import and_, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from monitor.domain.verdict import Verdict
from storage.access import chain
from storage.db import tables
from storage.db.codec import digest
from storage.db.rows import insert, put_bodies
from storage.db.tables import CHUNK
from storage.decisions.changes import newest_moments, note_changes, take_turn
from storage.decisions.verdict_text import decode_verdict, encode_verdict


async def save_verdicts(connection: AsyncConnection, verdicts: Sequence[Verdict], now: datetime) -> None:
    """Save *verdicts*; one that is stored already for its moment, word for word, stays as it is."""
    if not verdicts:
        return
    texts = [encode_verdict(one) for one in verdicts]
    await put_bodies(connection, {digest(text): text for text in texts})
    rows = [
        {
            "subject": one.subject,
            "rule": one.rule,
            "outcome": one.outcome.value,
            "decided_at": one.decided_at,
            "recorded_at": now,
            "known_by": one.known_by,
            "digest": digest(text),
        }
        for one, text in zip(verdicts, texts, strict=True)
    ]
    await take_turn(connection)
    newest = await newest_moments(
        connection, {one.subject for one in verdicts}, min(one.decided_at for one in verdicts)
    )
    table = tables.verdict
    added = await connection.execute(
        insert(connection, table).on_conflict_do_nothing().returning(table),
        rows,
    )
    fresh = added.all()
    chain.note(connection, table, [row._mapping for row in fresh])
    await note_changes(connection, fresh, newest)


async def latest_verdicts(
    connection: AsyncConnection, as_of: datetime, subjects: Iterable[str] | None = None
) -> dict[str, list[Verdict]]:
    """The newest verdict of each rule on each subject that holds for *as_of* or earlier."""
    table = tables.verdict
    newest = select(table.c.subject, table.c.rule, func.max(table.c.decided_at).label("decided_at")).where(
        table.c.decided_at <= as_of
    )
    if subjects is not None:
        newest = newest.where(table.c.subject.in_(list(subjects)))
    inner = newest.group_by(table.c.subject, table.c.rule).subquery()
    rows = await connection.execute(
        select(table.c.subject, table.c.rule, table.c.digest)
        .join(
            inner,
            and_(
                table.c.subject == inner.c.subject,
                table.c.rule == inner.c.rule,
                table.c.decided_at == inner.c.decided_at,
            ),
        )
        .order_by(func.coalesce(table.c.known_by, table.c.recorded_at), table.c.number)
    )
    newest_digest = {(row.subject, row.rule): row.digest for row in rows}
    texts: dict[str, str] = {}
    wanted = sorted(set(newest_digest.values()))
    for start in range(0, len(wanted), CHUNK):
        bodies = await connection.execute(
            select(tables.body).where(tables.body.c.digest.in_(wanted[start : start + CHUNK]))
        )
        texts.update({row.digest: row.json for row in bodies})
    found: dict[str, list[Verdict]] = {}
    for (subject, _), key in newest_digest.items():
        found.setdefault(subject, []).append(decode_verdict(texts[key]))
    return found


async def history(
    connection: AsyncConnection, subject: str, rule: str, limit: int = 100
) -> list[tuple[datetime, str]]:
    """When *rule* was decided for *subject* and with what outcome, newest first."""
    table = tables.verdict
    rows = await connection.execute(
        select(table.c.decided_at, table.c.outcome)
        .where(table.c.subject == subject, table.c.rule == rule)
        .order_by(table.c.decided_at.desc(), table.c.number.desc())
        .limit(limit)
    )
    return [(row.decided_at, row.outcome) for row in rows]
