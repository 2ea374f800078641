"""Politeness towards a host that is crawled: few at once, not too fast, and no more once it refuses."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

#: Requests under way at once towards one host.
AT_ONCE = 2
#: Blocks in a row after which a host is left alone, and for how long.
GIVE_UP_AFTER = 3
REST_S = 3600.0


@dataclass(slots=True)
class _Host:
    seats: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))
    next_s: float = float("-inf")
    blocks: int = 0
    rests_until_s: float = 0.0


class RateLimiter:
    """Keeps at least *interval_s* between two requests to one host, whatever asks for them."""

    def __init__(
        self, interval_s: float, timer: Callable[[], float], sleep: Callable[[float], Awaitable[None]]
    ) -> None:
        self._interval_s = interval_s
        self._timer = timer
        self._sleep = sleep
        self._hosts: dict[str, _Host] = {}

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """Wait for a turn at *host* and keep the seat meanwhile."""
        place = self._hosts.setdefault(host, _Host())
        async with place.seats:
            now = self._timer()
            begin = max(now, place.next_s)
            place.next_s = begin + self._interval_s
            if begin > now:
                await self._sleep(begin - now)
            yield

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
