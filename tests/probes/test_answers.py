"""What an answer is, held against made-up answers of every kind."""

from datetime import datetime
from random import Random

import httpx
import pytest

from monitor.domain.observation import Visit
from monitor.domain.site import Site
from monitor.domain.timing import SHANGHAI
from probes.availability import Settings, run
from probes.base import NothingStored, Tools
from probes.http.fetcher import Fetcher
from tests.every import every
from tests.probes.http.answers import ANSWERS, MARK, Told
from tests.probes.http.more_answers import MORE

NOW = datetime(2026, 11, 20, 8, 0, tzinfo=SHANGHAI)


async def visit(told: Told, *marks: str) -> Visit:
    def handle(request: httpx.Request) -> httpx.Response:
        headers = {"content-type": "text/html; charset=utf-8"} | told.headers
        return httpx.Response(told.status, headers=headers, content=told.body.encode())

    async def resolve(host: str, port: int) -> list[str]:
        return ["218.106.155.204"]

    async def at_once(_: float) -> None:
        return None

    fetch = Fetcher(
        user_agent="monitor",
        clock=lambda: NOW,
        resolver=resolve,
        sleep=at_once,
        transport=httpx.MockTransport(handle),
    )
    site = Site(
        id="s", name="示例区人民政府", url="http://www.shili.test/", edition="national-2019", title_mark=marks
    )
    tools = Tools(fetch=fetch, clock=lambda: NOW, rng=Random(0), known=NothingStored())
    [look] = [one async for one in run(site, Settings(), tools)]
    return look.facts


@every("told", [pytest.param(one, id=one.id) for one in (*ANSWERS, *MORE)])
async def test_an_answer_is_told_without_a_mark(told: Told) -> None:
    facts = await visit(told)
    assert facts.reach is told.reach, (facts.reason, facts.remarks)


@every("told", [pytest.param(one, id=one.id) for one in (*ANSWERS, *MORE)])
async def test_an_answer_is_told_with_a_mark(told: Told) -> None:
    facts = await visit(told, MARK)
    assert facts.reach is (told.marked or told.reach), (facts.reason, facts.remarks)
