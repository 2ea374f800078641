"""Politeness towards a host that is crawled: few at once, not too fast, and no more once it refuses."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from types import MappingProxyType

#: Requests under way at once towards one host.
AT_ONCE = 2
#: Blocks in a row after which a host is left alone, and for how long.
GIVE_UP_AFTER = 3
REST_S = 3600.0
#: So many hosts are remembered; beyond that, those not asked for so long are forgotten.
REMEMBERED, FORGET_AFTER_S = 20_000, 60.0


@dataclass(slots=True)
class _Host:
    seats: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))
    next_s: float = float("-inf")
    blocks: int = 0
    rests_until_s: float = 0.0


class RateLimiter:
    """
    Keeps at least *interval_s* between two requests to one host, whatever asks for them.

    *per_second*: hosts that may be asked so many times a second, and as many times at once, instead.
    """

    def __init__(
        self,
        interval_s: float,
        timer: Callable[[], float],
        sleep: Callable[[float], Awaitable[None]],
        per_second: Mapping[str, int] = MappingProxyType({}),
    ) -> None:
        self._interval_s = interval_s
        self._per_second = per_second
        self._timer = timer
        self._sleep = sleep
        self._hosts: dict[str, _Host] = {}
        self._most = REMEMBERED

    @asynccontextmanager
    async def turn(self, host: str, server: str | None = None) -> AsyncIterator[None]:
        """
        Wait for a turn at *host* and keep the seat meanwhile.

        *server*: what carries it; where several hosts share one, they share its turns too.
        """
        self._forget()
        many = self._per_second.get(host, 0)
        interval_s, at_once = (1 / many, max(many, AT_ONCE)) if many else (self._interval_s, AT_ONCE)
        places = [self._place(host, at_once)]
        if server is not None and server != host:
            places.append(self._place(server, at_once))
        async with AsyncExitStack() as seats:
            for place in places:  # the host's first, the server's second: nobody waits in a ring
                await seats.enter_async_context(place.seats)
            now = self._timer()
            begin = max(now, *(place.next_s for place in places))
            for place in places:
                place.next_s = begin + interval_s
            if begin > now:
                await self._sleep(begin - now)
            yield

    def _place(self, name: str, at_once: int) -> _Host:
        place = self._hosts.get(name)
        if place is None:
            place = self._hosts[name] = _Host(asyncio.Semaphore(at_once))
        return place

    def _forget(self) -> None:
        """Let go of hosts that nobody asked for a while: articles lead to ever new ones, for months."""
        if len(self._hosts) < self._most:
            return
        now = self._timer()
        self._hosts = {
            name: one
            for name, one in self._hosts.items()
            if one.seats.locked() or one.blocks or max(one.next_s, one.rests_until_s) > now - FORGET_AFTER_S
        }
        self._most = max(REMEMBERED, 2 * len(self._hosts))

    def has_given_up(self, server: str) -> bool:
        """Whether *server* refused so often in a row that it is left alone."""
        place = self._hosts.get(server)
        return place is not None and place.rests_until_s > self._timer()

    def note(self, server: str, blocked: bool) -> None:
        """Remember how a request to *server* went."""
        place = self._hosts.setdefault(server, _Host())
        place.blocks = place.blocks + 1 if blocked else 0
        if place.blocks >= GIVE_UP_AFTER:
            place.blocks, place.rests_until_s = 0, self._timer() + REST_S
