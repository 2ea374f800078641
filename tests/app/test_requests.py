"""What people ask for on the dashboard is done by the daemon, and how it went is noted."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from monitor.app.configuration import read_watch
from monitor.app.requests import RequestHandler
from monitor.app.runtime import Runtime, open_runtime
from monitor.domain.timing import SHANGHAI
from storage.db import tables
from storage.ops import requests
from tests.cli.test_commands import CONFIG
from tests.databases import sqlite_url

NOW = datetime(2026, 11, 20, 12, tzinfo=SHANGHAI)


@pytest.fixture
async def runtime(tmp_path: Path) -> AsyncIterator[Runtime]:
    path = tmp_path / "sites.toml"
    path.write_text(CONFIG.replace("http://www.example.gov.cn", "http://127.0.0.1:9"), encoding="utf-8")
    url = sqlite_url(tmp_path / "m.db")
    async with open_runtime(read_watch(path), url, lambda: NOW) as made:
        yield made


async def wish(runtime: Runtime, kind: str, target: str) -> dict[str, Any]:
    one = requests.UserRequest(id=f"re_{kind}_{target}", at=NOW, who="林某", kind=kind, target=target)
    async with runtime.store.database.write() as connection:
        assert await requests.ask(connection, one)
    await RequestHandler(runtime, since=NOW).take_up(NOW)
    async with runtime.store.database.read() as connection:
        row = (
            (await connection.execute(tables.request.select().where(tables.request.c.id == one.id)))
            .mappings()
            .one()
        )
    return dict(row)


async def test_a_judging_is_done_and_noted(runtime: Runtime) -> None:
    row = await wish(runtime, "judge", "portal")
    assert (row["done_at"], row["detail"]) == (NOW, "judged; 0 findings opened, 0 closed")
    assert await runtime.store.latest_verdicts(["portal"], NOW)


async def test_a_site_is_looked_at_again(runtime: Runtime) -> None:
    await wish(runtime, "retest", "portal")
    assert (await runtime.store.newest_looks(["portal"], NOW))["portal"] == NOW


@pytest.mark.parametrize(
    ("kind", "target", "words"),
    [("retest", "fi_none", "no such finding"), ("judge", "nobody", "nobody is not configured")],
    ids=["no finding", "no site"],
)
async def test_what_cannot_be_done_is_said(runtime: Runtime, kind: str, target: str, words: str) -> None:
    row = await wish(runtime, kind, target)
    assert row["detail"] == words
    assert row["done_at"] is not None


async def test_what_a_killed_daemon_had_taken_is_given_again(runtime: Runtime) -> None:
    one = requests.UserRequest(id="re_1", at=NOW, who="林某", kind="judge", target="portal")
    async with runtime.store.database.write() as connection:
        await requests.ask(connection, one)
        assert len(await requests.take(connection, NOW)) == 1
        assert len(await requests.take(connection, NOW + timedelta(minutes=5))) == 0
        assert len(await requests.take(connection, NOW + timedelta(hours=2))) == 1


async def test_what_is_asked_for_with_another_day_is_another_one(runtime: Runtime) -> None:
    """往期补采 from another day, while the first waits, is no repetition; the same again is."""
    first = requests.UserRequest(
        id="re_1", at=NOW, who="林某", kind="backfill", target="portal", options='{"since": "2026-10-01"}'
    )
    earlier = replace(first, id="re_2", options='{"since": "2026-07-01"}')
    async with runtime.store.database.write() as connection:
        assert await requests.ask(connection, first)
        assert await requests.ask(connection, earlier)
        assert not await requests.ask(connection, replace(earlier, id="re_3"))
        assert await requests.same_waiting(connection, replace(earlier, id="re_4")) == "re_2"
