"""An outbox of its own for each test."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.ops.outbox import Outbox
from storage.store import Store
from tests.databases import sqlite_url
from tests.stores import open_at

from .nights import NOW


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    async with open_at(sqlite_url(tmp_path / "monitor.db"), tmp_path / "evidence", lambda: NOW) as opened:
        yield opened


@pytest.fixture
def outbox(store: Store) -> Outbox:
    return Outbox(store.database)
