"""Fetches one page within one wall-clock budget: politeness before it, everything else inside it."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Mapping
from copy import copy
from dataclasses import replace
from functools import lru_cache
from time import monotonic
from types import MappingProxyType
from typing import Any

import httpx
from tenacity import AsyncRetrying, retry_if_result, stop_after_attempt, wait_exponential

from monitor.domain.reach import Reason, is_blocked
from monitor.domain.timing import Clock
from probes.http.address import absolute, configured_endpoints
from probes.http.base import Answer, Fetched, NotModified, Unreached, Validators
from probes.http.descriptors import requests_at_once
from probes.http.guard import endpoint
from probes.http.ipv6 import Addresses, resolver_of, system_addresses
from probes.http.rate_limiter import RateLimiter
from probes.http.redirects import FetchFailed, FetchRequest, FetchTools, RedirectChain
from probes.http.resolve import Resolver, system_resolver
from probes.http.servers import Servers
from probes.http.transport import VisitTransport
from probes.wall.base import Inline, Wall

__all__ = ["Fetcher", "configured_endpoints"]

#: Names of phases as reasons.
_TIMEOUTS = {
    "dns": Reason.DNS_TIMEOUT,
    "connect": Reason.CONNECT_TIMEOUT,
    "tls": Reason.TLS_TIMEOUT,
    "first_byte": Reason.HEADER_TIMEOUT,
    "body": Reason.BODY_TIMEOUT,
}
#: Noticed so much later than the moment it was set for, the end of a budget is our own: the machine or this process stood still.
STOOD_STILL_S = 1.0


class Fetcher:
    """
    The one way to the web: an instance is a `Fetch`.

    *configured*: host and port of what the configuration places in an inner network; all else must be public.
    Cookies live within one visit, as a redirect may hang on them; nothing is carried over.
    *wall*: behind it bodies are inflated, decoded and classified; what that takes is not the site's time.
    *at_once*: requests under way at once, visits and crawls each; None: as many as file descriptors allow.
    *per_second*: hosts that a crawl may ask more often than once a second, being our own.
    *keep*: crawling keeps connections for a few seconds (a visit's is always fresh); `close()` ends them.
    robots.txt is not asked: the homepage visit is what any citizen does, and a crawl reads only the columns
    that the site's owner listed for it.
    """

    def __init__(
        self,
        *,
        user_agent: str,
        clock: Clock,
        configured: Collection[tuple[str, int]] = (),
        resolver: Resolver = system_resolver,
        timer: Callable[[], float] | None = None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        transport: httpx.AsyncBaseTransport | None = None,
        interval_s: float = 1.0,
        at_once: int | None = None,
        retry_wait_s: float = 0.5,
        keep: bool = False,
        per_second: Mapping[str, int] = MappingProxyType({}),
        wall: Wall | None = None,
    ) -> None:
        self._timer = timer or monotonic
        self._keep = keep
        self._means = FetchTools(
            user_agent=user_agent,
            clock=clock,
            timer=self._timer,
            transport=transport or VisitTransport(self._timer),
            resolver=resolver,
            configured=frozenset(configured),
            wall=wall or Inline(),
        )
        self._narrowed: dict[
            frozenset[tuple[str, int]], Fetcher
        ] = {}  # by what is configured; most sites share one
        self._sleep = sleep
        self._pace = RateLimiter(interval_s, self._timer, sleep, per_second)
        self._near = RateLimiter(0.0, self._timer, sleep)
        at_once = at_once or requests_at_once()
        self._seats = asyncio.Semaphore(at_once)
        self._visit_seats = asyncio.Semaphore(at_once)  # of their own: no crawl keeps a visit from its slot
        self._servers = Servers(resolver, self._timer)
        self._retry_wait_s = retry_wait_s

    async def __call__(
        self,
        url: str,
        *,
        budget_s: float = 15.0,
        attempts: int = 3,
        allowed_hosts: tuple[str, ...] = (),
        minimum_bytes: int = 0,
        validators: Validators | None = None,
        method: str = "GET",
        headers: Mapping[str, str] | None = None,
        body: bytes = b"",
        accept: str = "page",
        patient: bool = True,
    ) -> Answer:
        """See `probes.http.base.Fetch`."""
        clean = (absolute if patient else _again)(url.strip())
        if clean is None:
            return Unreached(url=url, reason=Reason.BAD_RESPONSE, detail=f"not a web address: {url!r}")
        ask = FetchRequest(
            url=clean, allowed_hosts=allowed_hosts, minimum_bytes=minimum_bytes, validators=validators,
            method=method, headers=dict(headers) if headers else _NO_HEADERS, body=body, accept=accept, keep=self._keep and patient,
        )  # fmt: skip
        answer = await (self._in_turn if patient else self._at_once)(ask, budget_s, attempts)
        return replace(answer, url=url) if url != clean else answer

    def within(self, configured: Collection[tuple[str, int]]) -> "Fetcher":
        """The same fetcher, that may go inside at *configured* only: what one site names is no way in for another."""
        places = frozenset(configured)
        narrowed = self._narrowed.get(places)
        if narrowed is None:
            narrowed = self._narrowed[places] = copy(self)
            narrowed._means = replace(self._means, configured=places)
        return narrowed

    def over_ipv6(self, addresses: Addresses = system_addresses) -> "Fetcher":
        """The same fetcher, its politeness too, that knows AAAA *addresses* alone."""
        narrowed = copy(self)
        narrowed._narrowed = {}
        narrowed._means = replace(self._means, resolver=resolver_of(addresses))
        return narrowed

    def close(self) -> None:
        """Hang up the connections that are kept."""
        transport = self._means.transport
        if isinstance(transport, VisitTransport):
            transport.close()

    async def _in_turn(self, ask: FetchRequest, budget_s: float, attempts: int) -> Answer:
        """Wait for the host's turn, outside the budget; leave a host alone that keeps refusing."""
        host, port = endpoint(ask.url)
        pace = self._near if _is_near(host) else self._pace
        server = f"{host}:{port}"  # another port is another server, whose firewall says nothing of this one
        if pace.has_given_up(server):
            return Unreached(
                url=ask.url, reason=Reason.BLOCKED_PAGE, detail="left alone after repeated blocks"
            )
        async with pace.turn(host, await self._servers.of(ask.url)):
            answer = await self._seated(self._seats, ask, budget_s, attempts)
        pace.note(server, isinstance(answer, Unreached) and is_blocked(answer.reason))
        return answer

    async def server_of(self, url: str) -> str:
        """Address and port of what carries *url*; sites of one server share its pace. "" where no host is named."""
        try:
            return await self._servers.of(url)
        except ValueError:
            return ""

    async def _at_once(self, ask: FetchRequest, budget_s: float, attempts: int) -> Answer:
        return await self._seated(self._visit_seats, ask, budget_s, attempts)

    async def _seated(
        self, seats: asyncio.Semaphore, ask: FetchRequest, budget_s: float, attempts: int
    ) -> Answer:
        async with seats:
            journey = RedirectChain(ask, self._means)
            found = await self._within(journey, budget_s, attempts)
            if isinstance(found, Fetched) and found.elapsed_s < budget_s:
                return found
            elapsed = self._timer() - journey.begun_s - journey.read_s
        if (late_s := journey.late_s()) >= STOOD_STILL_S:
            found = FetchFailed(Reason.MISSED, f"nothing was done here for {late_s:.1f} s")
        elif not isinstance(found, FetchFailed) and elapsed >= budget_s:
            # 超过（含）15秒: what came whole, but too late, was not opened.
            found = FetchFailed(Reason.BODY_TIMEOUT, f"whole only after {elapsed:.3f} s")
        gathered: dict[str, Any] = {
            "elapsed_s": elapsed,
            "attempts": tuple(journey.notebook.attempts),
            "exchanges": tuple(journey.notebook.exchanges),
        }
        if isinstance(found, NotModified):
            return replace(found, **gathered)
        if isinstance(found, Fetched):  # whole at the last moment of the budget
            return found
        return Unreached(
            url=ask.url,
            reason=found.reason,
            detail=found.detail,
            status=found.status,
            final_url=journey.here,
            **gathered,
        )

    async def _within(
        self, journey: RedirectChain, budget_s: float, attempts: int
    ) -> Fetched | NotModified | FetchFailed:
        """Up to *attempts* walks; only quick failures are tried again, as a person would reload."""
        last: FetchFailed | None = None

        async def once() -> Fetched | NotModified | FetchFailed:
            nonlocal last
            last = None
            answer = await journey.walk()
            last = answer if isinstance(answer, FetchFailed) else None
            return answer

        try:
            async with asyncio.timeout(budget_s) as journey.limit:
                answer = await once()
                if attempts > 1 and isinstance(answer, FetchFailed) and answer.quick:
                    await self._sleep(self._retry_wait_s)
                    answer = await self._retrying(attempts - 1)(once)
                return answer
        except TimeoutError:
            if last is not None:  # the budget ended while we paused before the next try
                return last
            reason = _TIMEOUTS[journey.notebook.phase]
            journey.notebook.note(reason, f"no document after {budget_s:g} s")
            return await journey.so_far(reason)

    def _retrying(self, attempts: int) -> AsyncRetrying:
        return AsyncRetrying(
            stop=stop_after_attempt(attempts),
            retry=retry_if_result(lambda answer: isinstance(answer, FetchFailed) and answer.quick),
            wait=wait_exponential(multiplier=self._retry_wait_s * 2, max=4),
            sleep=self._sleep,
            retry_error_callback=lambda state: state.outcome.result() if state.outcome else None,
        )


#: `absolute`, remembered: visits ask for the same addresses every half hour.
_again = lru_cache(maxsize=16_384)(absolute)
_NO_HEADERS: Mapping[str, str] = {}


def _is_near(host: str) -> bool:
    return host == "localhost" or host.startswith("127.") or host == "::1"
