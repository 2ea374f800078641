"""Connections kept between two questions to one host (连接保持), for crawling; a visit never takes one."""

import asyncio
from collections.abc import Collection
from typing import NamedTuple

from probes.http.connection import Connection
from probes.http.tls import Profile

#: How long an idle connection is kept: shorter than any server's patience that we know of.
IDLE_S = 4.0


class PoolKey(NamedTuple):
    """What must be the same for a connection to be used again, besides its address."""

    scheme: str
    host: str
    port: int
    profile: Profile


class ConnectionPool:
    """Idle connections by place. Each ends by itself; `close()` ends them all."""

    def __init__(self) -> None:
        self._idle: dict[PoolKey, dict[Connection, asyncio.TimerHandle]] = {}

    def take(self, place: PoolKey, addresses: Collection[str]) -> Connection | None:
        """An idle connection to *place* whose address is one of *addresses*, as they were checked just now."""
        waiting = self._idle.get(place, {})
        for line in reversed(waiting):
            if line.handshake.address in addresses:
                waiting.pop(line).cancel()
                line.dropped = _nothing
                return line
        return None

    def give(self, place: PoolKey, line: Connection) -> None:
        """Keep *line*, which rests, for the next question."""
        timer = asyncio.get_running_loop().call_later(IDLE_S, self._let_go, place, line)
        line.dropped = lambda: self._let_go(place, line)
        self._idle.setdefault(place, {})[line] = timer

    def close(self) -> None:
        """Hang up everywhere."""
        for place, waiting in self._idle.items():
            for line in list(waiting):
                self._let_go(place, line)

    def _let_go(self, place: PoolKey, line: Connection) -> None:
        timer = self._idle[place].pop(line, None)
        if timer is not None:
            timer.cancel()
            line.hang_up()


def _nothing() -> None:
    """A connection in use has nobody to tell but its asker."""
