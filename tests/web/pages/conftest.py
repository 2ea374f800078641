"""The county of `world.py`, opened anew for each test."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.web.pages.world import World, open_world


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    """The county in an empty folder."""
    async with open_world(tmp_path) as opened:
        yield opened
