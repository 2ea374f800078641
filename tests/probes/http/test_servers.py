"""Sites that share one server share its pace; sites that do not are asked side by side."""

import asyncio
import resource
from socket import gaierror
from typing import Any

import httpx
import pytest

from probes.http import descriptors, rate_limiter
from probes.http.descriptors import FOR_OTHERS, MOST_AT_ONCE, requests_at_once
from probes.http.fetcher import Fetcher
from probes.http.rate_limiter import RateLimiter
from probes.http.servers import KEPT_S, Servers
from tests.probes.http.test_fetcher import NOW, PAGE, Hour

NAMES = {"a.gov.test": ["8.8.4.4"], "b.gov.test": ["8.8.4.4"], "c.gov.test": ["8.8.8.8"]}


async def resolve(host: str, port: int) -> list[str]:
    if host not in NAMES:
        raise gaierror(-2, "Name or service not known")
    return NAMES[host]


async def began(*urls: str, **more: Any) -> list[float]:
    """When each of some requests began, in seconds, all of them asked for at once."""
    hour, begun = Hour(), dict[str, float]()

    def handle(request: httpx.Request) -> httpx.Response:
        begun[str(request.url)] = hour.now
        return httpx.Response(200, text=PAGE)

    fetch = Fetcher(
        user_agent="x", clock=lambda: NOW, resolver=resolve, timer=hour.timer, sleep=hour.sleep,
        transport=httpx.MockTransport(handle), **more,
    )  # fmt: skip
    for url in urls:
        await fetch(url)
    return [begun[url] for url in urls]


async def test_two_names_of_one_server_are_asked_one_page_a_second() -> None:
    assert await began("http://a.gov.test/", "http://b.gov.test/", "http://a.gov.test/1") == [0.0, 1.0, 2.0]


async def test_another_server_and_another_port_wait_for_nobody() -> None:
    urls = ("http://a.gov.test/", "http://c.gov.test/", "http://b.gov.test:8080/")
    assert await began(*urls) == [0.0, 0.0, 0.0]


async def test_one_name_on_two_ports_is_one_host() -> None:
    assert await began("http://a.gov.test/", "https://a.gov.test/") == [0.0, 1.0]


async def test_a_host_of_our_own_may_be_asked_more_often_and_nobody_else_is() -> None:
    ours = [f"http://a.gov.test/{n}" for n in range(3)]
    others = [f"http://c.gov.test/{n}" for n in range(3)]
    assert await began(*ours, *others, per_second={"a.gov.test": 10}) == pytest.approx(
        [0.0, 0.1, 0.2, 0.2, 1.2, 2.2]
    )


async def test_a_name_is_looked_up_once_an_hour_and_one_that_leads_nowhere_stands_for_itself() -> None:
    hour, asked = Hour(), list[str]()

    async def counted(host: str, port: int) -> list[str]:
        asked.append(host)
        return await resolve(host, port)

    servers = Servers(counted, hour.timer)
    assert [await servers.of("http://a.gov.test/1"), await servers.of("http://a.gov.test/2")] == [
        "8.8.4.4:80"
    ] * 2
    assert await servers.of("https://gone.gov.test/") == "gone.gov.test:443"
    hour.now += KEPT_S
    await servers.of("http://a.gov.test/")
    assert asked == ["a.gov.test", "gone.gov.test", "a.gov.test"]


async def test_hosts_nobody_asks_for_any_more_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rate_limiter, "REMEMBERED", 3)
    hour = Hour()
    pace = RateLimiter(1.0, hour.timer, hour.sleep)
    for n in range(9):
        hour.now += rate_limiter.FORGET_AFTER_S
        async with pace.turn(f"host{n}"):
            pass
    assert len(pace._hosts) <= 3


async def test_a_crawl_that_holds_every_seat_keeps_no_visit_waiting() -> None:
    held, crawling = asyncio.Event(), asyncio.Event()

    async def handle(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/crawled":
            crawling.set()
            await held.wait()
        return httpx.Response(200, text=PAGE)

    fetch = Fetcher(
        user_agent="x", clock=lambda: NOW, resolver=resolve, transport=httpx.MockTransport(handle), at_once=1
    )
    crawl = asyncio.create_task(fetch("http://a.gov.test/crawled"))
    await crawling.wait()
    await fetch("http://c.gov.test/", patient=False)
    held.set()
    await crawl


@pytest.mark.parametrize(
    ("limit", "requests"),
    [(FOR_OTHERS + 500, 250), (64, 50), (1 << 20, MOST_AT_ONCE), (resource.RLIM_INFINITY, MOST_AT_ONCE)],
)
def test_requests_at_once_keep_to_the_limit_of_descriptors(
    monkeypatch: pytest.MonkeyPatch, limit: int, requests: int
) -> None:
    monkeypatch.setattr(descriptors.resource, "getrlimit", lambda _: (limit, limit))
    assert requests_at_once() == requests
