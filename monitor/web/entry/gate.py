"""Slowing down whoever keeps guessing (防暴力破解): by address, in this process; names are locked in the store."""

import ipaddress
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta

#: Failed tries that an address has free; people share addresses.
FREE = 10
LONGEST_WAIT = timedelta(minutes=15)
#: After so long without a try an address is forgotten.
FORGOTTEN = timedelta(hours=1)
#: Addresses remembered at once; beyond it the one longest silent goes.
REMEMBERED = 10_000


@dataclass(slots=True)
class _Tries:
    many: int
    at: datetime


class Gate:
    """Counts failed tries by address."""

    def __init__(self) -> None:
        self._tries: OrderedDict[str, _Tries] = OrderedDict()

    def admit(self, address: str, now: datetime) -> timedelta:
        """
        How long *address* must still wait; zero: it may try now, and the try counts as failed until `forgive`.

        Each failed try beyond the free ones doubles the wait, up to a quarter of an hour.
        """
        key = _network(address)
        known = self._tries.get(key)
        if known is None or now - known.at >= FORGOTTEN:
            known = _Tries(0, now)
        wait = known.at + _pause(known.many) - now
        if wait > timedelta(0):
            return wait
        self._tries[key] = _Tries(known.many + 1, now)
        self._tries.move_to_end(key)
        while len(self._tries) > REMEMBERED:
            self._tries.popitem(last=False)
        return timedelta(0)

    def forgive(self, address: str) -> None:
        """The last try of *address* was right; earlier wrong ones still count."""
        known = self._tries.get(_network(address))
        if known is not None:
            known.many = max(0, known.many - 1)


def _pause(failed: int) -> timedelta:
    over = failed - FREE
    return timedelta(0) if over < 0 else min(timedelta(seconds=2 ** min(over, 20)), LONGEST_WAIT)


def _network(address: str) -> str:
    """An IPv6 customer owns 2**64 addresses: they count as one."""
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    return str(parsed) if parsed.version == 4 else str(ipaddress.ip_network((parsed, 64), strict=False))
