"""A store on every database we support: SQLite, and a real PostgreSQL."""

from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import pytest

from monitor.domain.case import SiteCase
from monitor.domain.site import Site
from monitor.domain.timing import SHANGHAI
from storage.store import Store
from tests.databases import sqlite_url
from tests.stores import open_at

NOW = datetime(2026, 11, 20, 12, tzinfo=SHANGHAI)
#: `make test` asks PostgreSQL what is its own: saving, the chain, turns and locks; `make soak` asks it everything.
ON_POSTGRESQL = frozenset(
    {
        "test_store",
        "test_slots",
        "test_leases",
        "test_jobs",
        "test_repeated",
        "test_file_lock",
        "test_feed_entries",
    }
)
#: And of other files these.
AS_WELL = frozenset(
    {
        "test_several_writers_make_one_chain",
        "test_what_is_stored_in_the_ordinary_way_is_unbroken",
        "test_what_was_asked_and_answered_can_be_shown",
        "test_a_page_leads_to_every_look_that_rests_on_it",
    }
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that ask PostgreSQL what SQLite was asked."""
    for item in items:
        if not isinstance(item, pytest.Function) or item.path.parent != Path(__file__).parent:
            continue
        asks = "postgresql" in item.name
        if asks and item.path.stem not in ON_POSTGRESQL and item.originalname not in AS_WELL:
            item.add_marker(pytest.mark.soak)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database of each kind."""
    if request.param == "sqlite":
        return sqlite_url(tmp_path / "monitor.db")
    found: str = request.getfixturevalue("postgres_url")
    return found


@pytest.fixture
async def store(url: str, tmp_path: Path) -> AsyncIterator[Store]:
    """An open store on it, whose clock stands at NOW."""
    async with open_at(url, tmp_path / "evidence", lambda: NOW) as opened:
        yield opened


async def site_case(store: Store, site: Site, as_of: datetime) -> SiteCase:
    """The case of one site, by all that is stored."""
    return (await store.site_cases([site], as_of, {}))[site.id]
