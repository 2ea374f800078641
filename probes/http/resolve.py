"""Names to addresses, on threads of our own: the loop's six default threads once made healthy sites time out."""

import asyncio
import socket
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache

#: Host and port to addresses, IPv4 first. Raises socket.gaierror when there are none.
Resolver = Callable[[str, int], Awaitable[list[str]]]


@cache
def _threads() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(256, thread_name_prefix="names")


async def system_resolver(host: str, port: int) -> list[str]:
    """What the system's resolver says."""
    if _is_literal(host):
        return [host]
    loop = asyncio.get_running_loop()
    found = await loop.run_in_executor(_threads(), _lookup, host, port)
    ordered = sorted(found, key=lambda one: one[0] != socket.AF_INET)
    return list(dict.fromkeys(str(one[4][0]) for one in ordered))


def _is_literal(host: str) -> bool:
    for family in (socket.AF_INET, socket.AF_INET6):
        try:
            socket.inet_pton(family, host)
        except (OSError, ValueError):
            continue
        return True
    return False


def _lookup(host: str, port: int) -> list[tuple[int, int, int, str, tuple[str | int, ...]]]:
    return socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)  # type: ignore[return-value]
