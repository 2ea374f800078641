"""What workbooks would change of the ledger (台账提交): kept until somebody of the centre accepts or refuses it."""

import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from monitor.domain.config_edit import LedgerProposal, ProposalState, ProposedField
from storage.db import tables
from storage.db.codec import by_hand, decode_plain

_PLAIN = ("id", "at", "who", "unit", "file", "sha256", "decided_by", "decided_at", "note", "batch")


async def add_proposal(connection: AsyncConnection, one: LedgerProposal) -> None:
    """Add one."""
    said = {
        "fields": [asdict(field) for field in one.fields], "missing": one.missing, "unchanged": one.unchanged, "remarks": one.remarks,
    }  # fmt: skip
    row = {name: getattr(one, name) for name in _PLAIN}
    content = json.dumps(said, ensure_ascii=False)
    await connection.execute(
        tables.ledger_proposal.insert(), {**row, "state": one.state.value, "content": content}
    )


async def find_proposal(connection: AsyncConnection, id: str) -> LedgerProposal | None:
    """The one of that id. Holds it until the transaction ends."""
    query = select(tables.ledger_proposal).where(tables.ledger_proposal.c.id == id).with_for_update()
    row = (await connection.execute(query)).mappings().first()
    return _proposal(row) if row else None


async def newest_proposals(connection: AsyncConnection, unit: str | None) -> Sequence[LedgerProposal]:
    """The newest 50, those that wait first; of one unit, or of all."""
    table = tables.ledger_proposal
    query = select(table).order_by(
        table.c.state != ProposalState.OPEN.value, table.c.at.desc(), table.c.id.desc()
    )
    if unit is not None:
        query = query.where(table.c.unit == unit)
    return [_proposal(row) for row in (await connection.execute(query.limit(50))).mappings()]


async def count_open(connection: AsyncConnection, unit: str | None = None) -> int:
    """How many wait for the centre; of one unit, or of all."""
    table = tables.ledger_proposal
    query = select(func.count()).where(table.c.state == ProposalState.OPEN.value)
    if unit is not None:
        query = query.where(table.c.unit == unit)
    return int((await connection.execute(query)).scalar_one())


async def decide(connection: AsyncConnection, before: LedgerProposal, **said: Any) -> bool:
    """Say what became of one (state, decided_by, decided_at, note, batch); False when somebody was quicker."""
    table, after = tables.ledger_proposal, replace(before, **said)
    row = {
        "state": after.state.value, "decided_by": after.decided_by, "decided_at": after.decided_at, "note": after.note,
        "batch": after.batch,
    }  # fmt: skip
    still = (table.c.id == before.id) & (table.c.state == ProposalState.OPEN.value)
    return bool((await connection.execute(table.update().where(still).values(row))).rowcount)


@by_hand
def _proposal(row: Any) -> LedgerProposal:
    said = decode_plain(row["content"])
    return LedgerProposal(
        **{name: row[name] for name in _PLAIN}, state=ProposalState(row["state"]),
        fields=tuple(ProposedField(**one) for one in said["fields"]), missing=tuple(said["missing"]),
        unchanged=said["unchanged"], remarks=tuple(said["remarks"]),
    )  # fmt: skip
