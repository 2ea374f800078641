"""The real fetcher before a router of respx: what a probe asks arrives as a request, no socket is opened, nothing waits."""

import asyncio
from collections.abc import Callable, Collection
from datetime import datetime
from socket import gaierror

import httpx
import pytest
import respx
from respx.models import AllMockedAssertionError

from monitor.domain.timing import SHANGHAI
from probes.adapters._adapter import ListRequest
from probes.http.base import Fetched
from probes.http.fetcher import Fetcher
from probes.http.message import Recording

NOW = datetime(2026, 11, 20, 9, tzinfo=SHANGHAI)


def fetcher(router: respx.MockRouter, *, nameless: Collection[str] = ()) -> Fetcher:
    """
    Asks *router*'s routes; every host is public, but the *nameless* ones, which no name server knows.

    A request that no route matches fails the test at once, through every `except Exception` on the way.
    """

    async def resolve(host: str, port: int) -> list[str]:
        if host in nameless:
            raise gaierror(-2, "Name or service not known")
        return ["218.106.155.204"]

    async def at_once(seconds: float) -> None:
        await asyncio.sleep(0)

    async def answer(request: httpx.Request) -> httpx.Response:
        try:
            return await router.async_handler(request)
        except AllMockedAssertionError as error:
            pytest.fail(str(error))

    return Fetcher(
        user_agent="monitor (+https://example.test/about)",
        clock=lambda: NOW,
        resolver=resolve,
        timer=lambda: 0.0,
        sleep=at_once,
        transport=httpx.MockTransport(answer),
        interval_s=0.0,
    )


async def answer_to(ask: ListRequest, router: respx.MockRouter) -> str:
    """The text that *router* answers to what an adapter asks for, asked as the probes ask."""
    fetch = fetcher(router)
    answer = await fetch(ask.url, method=ask.method, headers=ask.headers, body=ask.body, accept="any")
    assert isinstance(answer, Fetched), answer
    return answer.text


def breaks_off(error: Exception, start: bytes, **headers: str) -> Callable[[httpx.Request], httpx.Response]:
    """A side effect: *start* came, then *error* ended it. Noted as the transport of the wire notes it."""

    def broken(request: httpx.Request) -> httpx.Response:
        recording: Recording = request.extensions["recording"]
        recording.status, recording.phase, recording.chunks = 200, "body", [start]
        recording.headers = [(name.replace("_", "-"), value) for name, value in headers.items()]
        raise error

    return broken
