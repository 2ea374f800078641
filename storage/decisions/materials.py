"""Materials that people hand in (人工材料): entries are added, never changed; files are kept by their hash."""

import os
import tempfile
from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from monitor.domain.materials import MaterialAct, MaterialEntry
from storage.access import chain
from storage.db import tables

_FIELDS = tuple(MaterialEntry.__dataclass_fields__)
#: A larger file is not kept; its hash may be entered by hand.
MOST_BYTES = 20 * 1024 * 1024
FOLDER = "materials"


class NoSuchEntryError(ValueError):
    """The entry to be taken back is not there, or was taken back before."""


async def entries(
    connection: AsyncConnection, known_by: datetime | None = None, period: str | None = None
) -> Sequence[MaterialEntry]:
    """Every entry of *period* (None: all) that was made up to *known_by* (None: all), in order."""
    table = tables.material_entry
    query = select(table).order_by(table.c.number)
    if known_by is not None:
        query = query.where(table.c.at <= known_by)
    if period is not None:
        query = query.where(table.c.period == period)
    rows = (await connection.execute(query)).mappings()
    return [
        MaterialEntry(**{**{name: row[name] for name in _FIELDS}, "act": MaterialAct(row["act"])})
        for row in rows
    ]


async def add(connection: AsyncConnection, one: MaterialEntry) -> MaterialEntry:
    """Add *one*. Raises NoSuchEntryError where it takes back what is not there, of another row, or taken back already."""
    if one.act is MaterialAct.REVOKE:
        same = [each for each in await entries(connection, period=one.period) if each.cell == one.cell]
        live = {each.number for each in same if each.act is not MaterialAct.REVOKE} - {
            each.revokes for each in same
        }
        if one.revokes not in live:
            raise NoSuchEntryError(str(one.revokes))
    row = {name: getattr(one, name) for name in _FIELDS if name != "number"}
    row["act"] = one.act.value
    statement = tables.material_entry.insert().returning(tables.material_entry)
    stored = list((await connection.execute(statement, row)).mappings())
    chain.note(connection, tables.material_entry, stored)
    return MaterialEntry(**{**row, "act": one.act, "number": stored[0]["number"]})


def keep_file(folder: Path, content: bytes) -> str:
    """Keep *content* below the evidence *folder* under its SHA-256, which is returned. Raises ValueError when it is too large."""
    if len(content) > MOST_BYTES:
        raise ValueError(f"{len(content)} bytes; at most {MOST_BYTES}")
    digest = sha256(content).hexdigest()
    there = file_of(folder, digest)
    if not there.exists():
        there.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=there.parent, delete=False) as made:
            made.write(content)
            made.flush()
            os.fsync(made.fileno())
        Path(made.name).replace(there)
    return digest


def file_of(folder: Path, digest: str) -> Path:
    """Where the file of that hash is kept."""
    return folder / FOLDER / digest[:2] / digest
