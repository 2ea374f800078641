"""Rows for tests that care about a few columns only."""

from typing import Any

from sqlalchemy import Table


def row(table: Table, **given: Any) -> dict[str, Any]:
    """A row of *table*: what is given, and something harmless in every other column that must not be empty."""
    blank = {
        column.name: column.type.python_type()
        for column in table.columns
        if not column.nullable and column.name not in given and column.autoincrement is not True
    }
    return blank | given
