"""Steps of findings (处理记录): only ever added to."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from monitor.domain.finding import Act, Step
from storage import tables


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Whose a finding is, and whether anything can still be done about it."""

    id: str
    subject: str
    unit: str | None
    closed_at: datetime | None
    is_appealed: bool  #: an appeal waits for its answer


async def holder(connection: AsyncConnection, id: str) -> Holder | None:
    """Whose the finding of that id is; None when there is none. Holds it until the transaction ends."""
    table, steps = tables.finding, tables.step
    row = (
        (await connection.execute(select(table).where(table.c.id == id).with_for_update())).mappings().first()
    )
    if row is None:
        return None
    last = await connection.execute(
        select(steps.c.act)
        .where(steps.c.finding == id, steps.c.act.in_([Act.APPEALED, Act.ANSWERED]))
        .order_by(steps.c.number.desc())
        .limit(1)
    )
    return Holder(
        id=id,
        subject=row["subject"],
        unit=row["unit"],
        closed_at=row["closed_at"],
        is_appealed=last.scalar() == Act.APPEALED,
    )


async def add_step(connection: AsyncConnection, finding_id: str, step: Step) -> bool:
    """Add one; False when the newest step says the very same already (a form sent twice)."""
    table = tables.step
    newest = (
        (
            await connection.execute(
                select(table).where(table.c.finding == finding_id).order_by(table.c.number.desc()).limit(1)
            )
        )
        .mappings()
        .first()
    )
    row: dict[str, Any] = {
        "who": step.who,
        "act": step.act.value,
        "note": step.note,
        "until": step.until,
        "evidence": json.dumps(step.evidence),
    }
    if newest is not None and all(newest[name] == value for name, value in row.items()):
        return False
    await connection.execute(table.insert(), {"finding": finding_id, "at": step.at, **row})
    return True
