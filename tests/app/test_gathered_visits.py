"""Visits that end together are stored together; one that is alone waits for nobody."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from monitor.app.configuration import read_watch
from monitor.app.duties import DaemonWork
from monitor.app.runtime import Runtime, open_runtime
from monitor.domain.timing import SHANGHAI
from probes.http.base import Answer, Fetched
from tests.databases import sqlite_url

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=SHANGHAI)
CONFIG = """
edition = "fuzhou-2021"
centre = {name = "示例区大数据服务中心"}
[[site]]
id = "quick"
name = "快站"
url = "http://quick.example.gov.cn/"
[[site]]
id = "slow"
name = "慢站"
url = "http://slow.example.gov.cn/"
"""


class Web:
    """Two homepages; the slow one is held back until somebody lets it go."""

    def __init__(self) -> None:
        self.go_on = asyncio.Event()
        self.quick_was_here = asyncio.Event()

    async def __call__(self, url: str, **_: Any) -> Answer:
        if "slow" in url:
            await self.go_on.wait()
        else:
            self.quick_was_here.set()
        text = "<html><head><title>示例</title></head><body><p>示例站首页，欢迎访问。</p></body></html>"
        return Fetched(url=url, final_url=url, status=200, body=text.encode(), text=text, encoding="utf-8")


@pytest.fixture
async def runtime(tmp_path: Path) -> AsyncIterator[Runtime]:
    path = tmp_path / "sites.toml"
    path.write_text(CONFIG, encoding="utf-8")
    async with open_runtime(read_watch(path), sqlite_url(tmp_path / "m.db"), lambda: NOW) as made:
        made.fetch = Web()
        yield made


async def test_a_visit_that_is_alone_is_stored_at_once(runtime: Runtime) -> None:
    async with asyncio.timeout(60):
        await DaemonWork(runtime, gather_s=3600).visit(runtime.watch.sites[0], NOW)


async def test_the_last_visit_under_way_takes_along_those_that_wait_for_it(runtime: Runtime) -> None:
    work, web = DaemonWork(runtime, gather_s=3600), runtime.fetch
    assert isinstance(web, Web)
    slow, quick = (
        asyncio.create_task(work.visit(site, NOW))
        for site in (runtime.watch.sites[1], runtime.watch.sites[0])
    )
    async with asyncio.timeout(60):
        await web.quick_was_here.wait()
        for _ in range(20):
            await asyncio.sleep(0)
        assert not quick.done()
        web.go_on.set()
        await asyncio.gather(slow, quick)
