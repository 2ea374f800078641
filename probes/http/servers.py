"""Which sites share one server (同一服务器): names that lead to the same address and port are one, and share its pace."""

import asyncio
from collections.abc import Callable
from socket import gaierror

from probes.http.guard import endpoint
from probes.http.resolve import Resolver

#: What was found out of a name is taken for so long; a platform that moves is found again the next night.
KEPT_S = 3600.0
#: A name that cannot be resolved in this time counts as a server of its own.
LOOKUP_S = 5.0
#: Names remembered at most: an article may lead anywhere.
MOST = 50_000


class Servers:
    """Finds the server of an address and remembers it for a while; each fetch still resolves its own name."""

    def __init__(self, resolver: Resolver, timer: Callable[[], float]) -> None:
        self._resolver = resolver
        self._timer = timer
        self._known: dict[tuple[str, int], tuple[str, float]] = {}

    async def of(self, url: str) -> str:
        """
        Address and port of the server of *url*, the first address of its name; where the name leads nowhere, name and port.

        Raises ValueError where *url* names no host.
        """
        host, port = place = endpoint(url)
        known = self._known.get(place)
        if known is not None and known[1] > self._timer():
            return known[0]
        try:
            async with asyncio.timeout(LOOKUP_S):
                addresses = await self._resolver(host, port)
        except (gaierror, OSError):  # a TimeoutError is one
            addresses = []
        server = (
            f"{min(addresses, default=host)}:{port}"  # a name with many addresses gives them in any order
        )
        if len(self._known) >= MOST:
            self._known.clear()
        self._known[place] = (server, self._timer() + KEPT_S)
        return server
