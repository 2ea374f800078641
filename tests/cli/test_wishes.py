"""What people ask for on the dashboard is done by the daemon, and how it went is noted."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from monitor.cli.compose import Workshop, open_workshop, read_watch
from monitor.cli.wishes import Wishes
from monitor.domain.timing import SHANGHAI
from storage import requests, tables
from tests.cli.test_commands import CONFIG

NOW = datetime(2026, 11, 20, 12, tzinfo=SHANGHAI)


@pytest.fixture
async def workshop(tmp_path: Path) -> AsyncIterator[Workshop]:
    path = tmp_path / "sites.toml"
    path.write_text(CONFIG.replace("http://www.example.gov.cn", "http://127.0.0.1:9"), encoding="utf-8")
    url = f"sqlite+aiosqlite:///{tmp_path / 'm.db'}"
    async with open_workshop(read_watch(path), url, lambda: NOW) as made:
        yield made


async def wish(workshop: Workshop, kind: str, target: str) -> dict[str, Any]:
    one = requests.Request(id=f"re_{kind}_{target}", at=NOW, who="林某", kind=kind, target=target)
    async with workshop.store.database.write() as connection:
        assert await requests.ask(connection, one)
    await Wishes(workshop, since=NOW).take_up(NOW)
    async with workshop.store.database.read() as connection:
        row = (
            (await connection.execute(tables.request.select().where(tables.request.c.id == one.id)))
            .mappings()
            .one()
        )
    return dict(row)


async def test_a_judging_is_done_and_noted(workshop: Workshop) -> None:
    row = await wish(workshop, "judge", "portal")
    assert (row["done_at"], row["detail"]) == (NOW, "judged; 0 findings opened, 0 closed")
    assert await workshop.store.latest_verdicts(NOW, ["portal"])


async def test_a_site_is_looked_at_again(workshop: Workshop) -> None:
    await wish(workshop, "retest", "portal")
    assert (await workshop.store.newest_looks(NOW))["portal"] == NOW


@pytest.mark.parametrize(
    ("kind", "target", "words"),
    [("retest", "fi_none", "no such finding"), ("judge", "nobody", "nobody is not configured")],
    ids=["no finding", "no site"],
)
async def test_what_cannot_be_done_is_said(workshop: Workshop, kind: str, target: str, words: str) -> None:
    row = await wish(workshop, kind, target)
    assert row["detail"] == words
    assert row["done_at"] is not None


async def test_what_a_killed_daemon_had_taken_is_given_again(workshop: Workshop) -> None:
    one = requests.Request(id="re_1", at=NOW, who="林某", kind="judge", target="portal")
    async with workshop.store.database.write() as connection:
        await requests.ask(connection, one)
        assert len(await requests.take(connection, NOW)) == 1
        assert len(await requests.take(connection, NOW + timedelta(minutes=5))) == 0
        assert len(await requests.take(connection, NOW + timedelta(hours=2))) == 1
