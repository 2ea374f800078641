"""An outbox of its own for each test."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from monitor.app.runtime import lookback
from monitor.rules.availability.visits import roll_up
from storage.ops.outbox import Outbox
from storage.store import Store, open_store
from tests.databases import sqlite_url

from .nights import NOW


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    async with open_store(
        sqlite_url(tmp_path / "monitor.db"),
        tmp_path / "evidence",
        clock=lambda: NOW,
        roll_up=roll_up,
        needs=lookback(),
        make_validators=lambda etag, last: (etag, last),
    ) as opened:
        yield opened


@pytest.fixture
def outbox(store: Store) -> Outbox:
    return Outbox(store.database)
