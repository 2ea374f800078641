"""The way to the web over IPv6 alone: its own names and addresses, the same fetcher and politeness."""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from ipaddress import IPv6Address, IPv6Network

from probes.http.base import Fetch, Fetched
from probes.http.resolve import Resolver, _threads

#: Addresses that a name service makes up for hosts that have none (DNS64), and IPv4 written as IPv6: not the site's own.
_MADE_UP = (IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"), IPv6Network("::ffff:0:0/96"))

#: The AAAA addresses of a host; () when the name service says that it has none. Raises OSError when it gives no answer.
Addresses = Callable[[str], Awaitable[Sequence[str]]]


@dataclass(frozen=True, slots=True)
class Ipv6Line:
    """What a probe looks over IPv6 with."""

    fetch: Fetch  #: over IPv6 alone
    addresses: Addresses
    references: tuple[str, ...] = ()  #: pages that open over IPv6 while our own line has it

    async def is_up(self) -> bool:
        """Whether any reference page opens over IPv6 now."""
        for url in self.references:
            if isinstance(await self.fetch(url, attempts=1), Fetched):
                return True
        return False


async def system_addresses(host: str) -> Sequence[str]:
    """What the system's resolver says."""
    return await asyncio.get_running_loop().run_in_executor(_threads(), _lookup, host)


def _lookup(host: str) -> Sequence[str]:
    try:
        found = socket.getaddrinfo(host, None, family=socket.AF_INET6, type=socket.SOCK_STREAM)
    except socket.gaierror as error:
        if error.errno in (socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)):
            return ()
        raise
    return tuple(dict.fromkeys(str(one[4][0]) for one in found))


def own(addresses: Sequence[str]) -> tuple[str, ...]:
    """Those of *addresses* that are a host's own."""
    return tuple(
        one for one in addresses if not any(IPv6Address(one.partition("%")[0]) in net for net in _MADE_UP)
    )


def resolver_of(addresses: Addresses) -> Resolver:
    """A resolver that knows AAAA addresses alone."""

    async def resolve(host: str, port: int) -> list[str]:
        found = list(own(await addresses(host)))
        if not found:
            raise socket.gaierror(socket.EAI_NONAME, "no AAAA record")
        return found

    return resolve
