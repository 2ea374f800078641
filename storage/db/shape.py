"""Whether a database's real tables are what the migrations make (库结构核对); a few statements, at every start."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from sqlalchemy import Column, Connection, Dialect, MetaData, Table, UniqueConstraint, text

#: The triggers that keep rows from being changed or removed, by dialect.
TRIGGERS: Mapping[str, tuple[str, ...]] = {
    "sqlite": (
        "audit_no_update", "audit_no_delete", "audit_no_replace",
        "chain_no_update", "chain_no_delete", "chain_no_replace",
    ),
    "postgresql": ("audit_only_added", "chain_only_added"),
}  # fmt: skip

_COLUMNS = {
    "sqlite": "SELECT m.name, c.name, c.type, c.\"notnull\" OR c.pk > 0 FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table'",
    "postgresql": "SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull FROM pg_attribute a "
    "JOIN pg_class c ON c.oid = a.attrelid WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace "
    "AND a.attnum > 0 AND NOT a.attisdropped",
}
_UNIQUE = {
    "sqlite": "SELECT m.name, i.name, c.name FROM sqlite_master m, pragma_index_list(m.name) i, pragma_index_info(i.name) c "
    "WHERE m.type = 'table' AND i.\"unique\" ORDER BY i.name, c.seqno",
    "postgresql": "SELECT c.relname, i.indexrelid::text, a.attname FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid "
    "CROSS JOIN LATERAL unnest(i.indkey) WITH ORDINALITY AS k(number, place) "
    "JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.number "
    "WHERE c.relnamespace = current_schema()::regnamespace AND i.indisunique ORDER BY 2, k.place",
}
_INDEXES = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'index'",
    "postgresql": "SELECT indexname FROM pg_indexes WHERE schemaname = current_schema()",
}
_TRIGGERS = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'",
}
_TYPES = {
    "character varying": "varchar",
    "timestamp with time zone": "timestamp with time zone",
    "double precision": "float",
}


def differences(connection: Connection, metadata: MetaData) -> list[str]:
    """
    Where the database differs from *metadata*: tables, columns, their types, uniqueness, indexes, triggers.

    One short sentence each. Tables that are not ours (a job queue's) are nobody's business here.
    """
    dialect = connection.dialect.name
    there: dict[str, dict[str, tuple[str, bool]]] = {}
    for table, column, kind, is_required in connection.execute(text(_COLUMNS[dialect])):
        there.setdefault(table, {})[column] = (_type(kind), bool(is_required))
    unique: dict[tuple[str, str], list[str]] = {}
    for table, index, column in connection.execute(text(_UNIQUE[dialect])):
        unique.setdefault((table, index), []).append(column)
    keys = {(table, frozenset(columns)) for (table, _), columns in unique.items()}
    found: list[str] = []
    for one in metadata.sorted_tables:
        if one.name not in there:
            found.append(f"table {one.name} is missing")
            continue
        found += _of_columns(one, there[one.name], connection)
        found += [
            f"table {one.name} does not keep ({', '.join(rule.columns.keys())}) unique"
            for rule in one.constraints
            if isinstance(rule, UniqueConstraint) and (one.name, frozenset(rule.columns.keys())) not in keys
        ]
    names = set(connection.execute(text(_INDEXES[dialect])).scalars())
    found += [
        f"index {index.name} is missing"
        for one in metadata.sorted_tables
        for index in sorted(one.indexes, key=lambda index: str(index.name))
        if one.name in there and index.name not in names
    ]
    names = set(connection.execute(text(_TRIGGERS[dialect])).scalars())
    return found + [f"trigger {name} is missing" for name in TRIGGERS[dialect] if name not in names]


def _of_columns(table: Table, there: Mapping[str, tuple[str, bool]], connection: Connection) -> list[str]:
    found = []
    for column in table.columns:
        if column.name not in there:
            found.append(f"column {table.name}.{column.name} is missing")
            continue
        kind, is_required = there[column.name]
        wanted = _wanted(column, connection.dialect)
        if kind != wanted:
            found.append(f"column {table.name}.{column.name} is {kind} instead of {wanted}")
        if is_required == column.nullable:
            found.append(
                f"column {table.name}.{column.name} {'may not' if is_required else 'may'} be empty, other than it should"
            )
    extra = sorted(set(there) - set(table.columns.keys()))
    return found + [f"column {table.name}.{name} is not ours" for name in extra]


def _wanted(column: Column[Any], dialect: Dialect) -> str:
    """The type of *column*, as that kind of database names it: asked of every column at every start, and always the same."""
    key = column, dialect.name
    if key not in _WANTED:
        _WANTED[key] = _type(column.type.compile(dialect))
    return _WANTED[key]


_WANTED: dict[tuple[Column[Any], str], str] = {}


@cache
def _type(kind: str) -> str:
    """One spelling for what SQL knows by several names."""
    said = kind.lower()
    for long, short in _TYPES.items():
        said = said.replace(long, short)
    return said
