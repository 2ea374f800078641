"""
Slowing down whoever keeps guessing (防暴力破解), and nobody else.

Wrong passwords are counted by network, and by name *and* network: a stranger never makes a person wait who tries
from elsewhere. A browser in which somebody has logged in before is known by a cookie and counted by itself, so not
even a neighbour behind the same address keeps that person out. Forgotten after an hour. The counts are kept in the store, so
that all processes of the server count together (`SharedGate`); whose turn it is, each process knows by itself.
"""

import ipaddress
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from monitor.web.auth.passwords import STRANGERS
from storage.access import login_tries
from storage.db.engine import Database

#: Wrong passwords that are free: for one name from one network, and for one network in all; people share addresses.
FREE, NETWORK_FREE = 5, 20
#: Wrong passwords for one name from everywhere, from which on each network has a single free one.
CROWD = 50
#: The longest wait; a whole network's is short, since its other people wait too.
LONGEST_WAIT, NETWORK_WAIT = timedelta(minutes=15), timedelta(minutes=1)
#: After so long without a try it is forgotten.
FORGOTTEN = timedelta(hours=1)
#: Keys of each kind remembered at once; beyond it the one longest silent goes.
REMEMBERED = 10_000
#: No key is longer, whatever a proxy calls an address.
LONGEST_KEY = 200


@dataclass(slots=True)
class _Tries:
    many: int
    at: datetime


class _Counter:
    """Wrong tries by key, none of them older than an hour, and never more keys than REMEMBERED."""

    def __init__(self) -> None:
        self._tries: OrderedDict[str, _Tries] = OrderedDict()

    def many(self, key: str, now: datetime) -> int:
        known = self._tries.get(key[:LONGEST_KEY])
        return 0 if known is None or now - known.at >= FORGOTTEN else known.many

    def wait(self, key: str, now: datetime, free: int, longest: timedelta) -> timedelta:
        many = self.many(key, now)
        if many < free:
            return timedelta(0)
        pause = min(timedelta(seconds=2 ** min(many - free, 20)), longest)
        return max(timedelta(0), self._tries[key[:LONGEST_KEY]].at + pause - now)

    def add(self, key: str, now: datetime) -> None:
        key = key[:LONGEST_KEY]
        self._tries[key] = _Tries(self.many(key, now) + 1, now)
        self._tries.move_to_end(key)
        while len(self._tries) > REMEMBERED:
            self._tries.popitem(last=False)

    def learn(self, key: str, many: int, at: datetime) -> None:
        """What is known elsewhere."""
        self.forget(key)
        if many > 0:
            self._tries[key[:LONGEST_KEY]] = _Tries(many, at)
            while len(self._tries) > REMEMBERED:
                self._tries.popitem(last=False)

    def take_back(self, key: str) -> None:
        known = self._tries.get(key[:LONGEST_KEY])
        if known is not None:
            known.many = max(0, known.many - 1)

    def forget(self, key: str) -> None:
        self._tries.pop(key[:LONGEST_KEY], None)

    def __len__(self) -> int:
        return len(self._tries)


@dataclass(frozen=True, slots=True)
class Try:
    """One try of a password: for which name, from where, and in which known browser, if any."""

    name: str
    address: str
    device: str = ""

    @property
    def network(self) -> str:
        """Where it comes from; an IPv6 customer owns 2**64 addresses, which count as one."""
        return network_of(self.address)

    @property
    def pair(self) -> str:
        """Name and network; in a known browser, that browser."""
        return f"browser {self.device}" if self.device else f"{self.network} {self.name}"


class Gate:
    """Counts wrong tries and says who must wait."""

    def __init__(self) -> None:
        self._networks, self._pairs, self._names = _Counter(), _Counter(), _Counter()
        self._wide = (
            _Counter()
        )  # tries of any kind, only for whose turn it is: many people share such a network
        self._known: OrderedDict[str, None] = OrderedDict()  # networks from which somebody has logged in

    def admit(self, one: Try, now: datetime) -> timedelta:
        """
        How long *one* must still wait; zero: it may be made now, and counts as wrong until `forgive` or `take_back`.

        Each wrong try beyond the free ones doubles the wait. A try while waiting does not lengthen it.
        """
        self._wide.add(_wide(one.address), now)
        wait = self.wait(one, now)
        if wait:
            return wait
        self._pairs.add(one.pair, now)
        if not one.device:
            self._networks.add(one.network, now)
            self._names.add(one.name, now)
        return timedelta(0)

    def wait(self, one: Try, now: datetime) -> timedelta:
        """How long *one* must still wait, as far as is known; counts nothing."""
        crowded = not one.device and self._names.many(one.name, now) >= CROWD
        wait = self._pairs.wait(one.pair, now, 1 if crowded else FREE, LONGEST_WAIT)
        if not one.device:
            wait = max(wait, self._networks.wait(one.network, now, NETWORK_FREE, NETWORK_WAIT))
        return wait

    def counters(self, one: Try) -> dict[str, tuple[_Counter, str]]:
        """What *one* counts for, by the key under which all processes know it."""
        found = {f"pair {one.pair}": (self._pairs, one.pair)}
        if not one.device:
            found[f"network {one.network}"] = (self._networks, one.network)
            found[f"name {one.name}"] = (self._names, one.name)
        return {key[: LONGEST_KEY + 10]: pair for key, pair in found.items()}

    def learn(self, one: Try, known: Mapping[str, tuple[int, datetime]]) -> None:
        """What all processes know together takes the place of what this one did."""
        for key, (counter, own) in self.counters(one).items():
            many, at = known.get(key, (0, datetime.min.replace(tzinfo=UTC)))
            counter.learn(own, many, at)

    def rank(self, one: Try, now: datetime) -> int:
        """
        Whose password is compared first when many wait; the lowest comes first.

        Known browsers; then networks from which somebody has logged in; then whoever tried little, counted
        also by the wider network, so that new addresses of one stranger do not come before everybody.
        """
        if one.device:
            return 0
        wrong = self._networks.many(one.network, now)
        if one.network in self._known:
            return min(wrong, STRANGERS - 1)
        return STRANGERS + self._wide.many(_wide(one.address), now)

    def take_back(self, one: Try) -> None:
        """The last try was not answered, so it does not count."""
        self._pairs.take_back(one.pair)
        if not one.device:
            self._networks.take_back(one.network)
            self._names.take_back(one.name)

    def forgive(self, one: Try) -> None:
        """The last try was right: nothing counts against this name from here; the network's wrong ones still do."""
        self.take_back(one)
        self._pairs.forget(one.pair)
        self._known[one.network] = None
        self._known.move_to_end(one.network)
        while len(self._known) > REMEMBERED:
            self._known.popitem(last=False)

    def __len__(self) -> int:
        """The most keys of one kind that are remembered now."""
        return max(len(one) for one in (self._networks, self._pairs, self._names, self._wide, self._known))


class SharedGate:
    """
    The gate with its counts in the store, so that several processes hold one limit together.

    Who must wait by what this process knows is told so without asking the store: a flood costs it nothing.
    """

    def __init__(self, own: Gate, database: Database) -> None:
        self.own, self._database = own, database

    async def admit(self, one: Try, now: datetime) -> timedelta:
        """As `Gate.admit`, by what all processes counted."""
        if self.own.wait(one, now):
            return self.own.admit(one, now)
        keys = list(self.own.counters(one))
        async with self._database.read() as connection:
            known = await login_tries.tries_of(connection, keys)
        self.own.learn(one, known)
        wait = self.own.admit(one, now)
        if not wait:
            async with self._database.write() as connection:
                await login_tries.add_tries(connection, keys, now, now - FORGOTTEN)
        return wait

    async def take_back(self, one: Try) -> None:
        """As `Gate.take_back`."""
        self.own.take_back(one)
        async with self._database.write() as connection:
            await login_tries.take_back_tries(connection, self.own.counters(one))

    async def forgive(self, one: Try) -> None:
        """As `Gate.forgive`."""
        self.own.forgive(one)
        keys = self.own.counters(one)
        async with self._database.write() as connection:
            await login_tries.take_back_tries(
                connection, keys, [key for key in keys if key.startswith("pair ")]
            )


def network_of(address: str) -> str:
    """The network that *address* counts as: itself, or its /64 for IPv6."""
    return _within(address, 32, 64)


def _wide(address: str) -> str:
    """The network around it: a /24, or a /48 for IPv6."""
    return _within(address, 24, 48)


def _within(address: str, bits_4: int, bits_6: int) -> str:
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address[:LONGEST_KEY]
    return str(ipaddress.ip_network((parsed, bits_4 if parsed.version == 4 else bits_6), strict=False))
