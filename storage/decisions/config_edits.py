"""What people changed of the configuration (台账修改): added, never changed; the file is the other door."""

from collections.abc import Callable, Sequence
from dataclasses import fields, replace
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection, create_engine, func, inspect, select
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.pool import NullPool

from monitor.domain.config_edit import ConfigEdit, Door
from storage.access import chain
from storage.db import tables
from storage.db.engine import parse, place_of
from storage.db.troubles import refused

T = TypeVar("T")

_FIELDS = tuple(one.name for one in fields(ConfigEdit))


def read_edits(url: str) -> tuple[ConfigEdit, ...]:
    """
    Every edit in the database at *url*, oldest first; none where there is no such database, or an older one.

    Asked without the store, as a configuration is read before one is opened. Raises StoreError when a database that is
    there cannot be asked: a configuration without its edits would be another one.
    """
    return _asked(url, _all, ())


def newest_edit(url: str) -> int:
    """The number of the newest edit; 0: there is none. Raises StoreError as `read_edits` does."""
    table = tables.config_edit
    return _asked(
        url, lambda connection: connection.execute(select(func.max(table.c.number))).scalar() or 0, 0
    )


async def edits(connection: AsyncConnection) -> tuple[ConfigEdit, ...]:
    """Every edit, oldest first."""
    return await connection.run_sync(_all)


async def add_edits(
    connection: AsyncConnection, said: Sequence[ConfigEdit], seen: int
) -> tuple[ConfigEdit, ...]:
    """
    Add *said*, by somebody who saw all edits up to number *seen*; all of them, or none and the others' edits in the way.

    In the way is what somebody else stated of the same field since, unless it says the same.
    """
    newest = {(one.item, one.field): one for one in await edits(connection)}
    met = [(one, newest.get((one.item, one.field))) for one in said]
    others = tuple(other for one, other in met if other and other.number > seen and other.value != one.value)
    if others:
        return others
    for one, before in met:
        if before is not None and before.value == one.value and before.base == one.base:
            continue
        row = {name: getattr(one, name) for name in _FIELDS if name != "number"}
        row |= {"door": one.door.value, "previous": before.number if before else 0}
        added = await connection.execute(tables.config_edit.insert().returning(tables.config_edit), row)
        chain.note(connection, tables.config_edit, added.mappings())
    return ()


def _all(connection: Connection) -> tuple[ConfigEdit, ...]:
    table = tables.config_edit
    rows = connection.execute(select(table).order_by(table.c.number)).mappings()
    return tuple(
        replace(ConfigEdit(**{name: row[name] for name in _FIELDS}), door=Door(row["door"])) for row in rows
    )


def _asked(url: str, ask: Callable[[Connection], T], otherwise: T) -> T:
    """What *ask* finds out by a connection of its own; *otherwise* where no such table is there yet."""
    target = parse(url)
    if target.get_backend_name() == "sqlite":
        if not target.database or not Path(target.database).is_file():
            return otherwise
        target = target.set(drivername="sqlite")
    engine = create_engine(target, poolclass=NullPool)
    try:
        with engine.connect() as connection:
            return ask(connection) if inspect(connection).has_table(tables.config_edit.name) else otherwise
    except (OperationalError, DatabaseError) as error:
        if "is not a database" in str(error):
            return otherwise  # whoever opens it says so
        raise refused(f"{place_of(target)}: what was edited in the browser cannot be read", error) from None
    finally:
        engine.dispose()
