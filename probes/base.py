"""The shape of every probe, the tools it is handed, and how probes are found."""

import importlib
import pkgutil
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from random import Random
from typing import Any, Protocol

from monitor.domain.observation import (
    BoardReading,
    Fact,
    Homepage,
    Listing,
    Observation,
    Reading,
    StoredObservation,
    Timeline,
)
from monitor.domain.timing import Clock
from probes._breaker import Breaker
from probes.http.base import Fetch, Render, Validators
from probes.http.ipv6 import Ipv6Line
from probes.wall.base import Inline, Wall


class StoredKnowledge(Protocol):
    """What is already stored; lets a probe leave alone what it need not fetch again."""

    def reading(self, url: str) -> StoredObservation[Reading] | None:
        """The newest reading of an article page."""

    def listing(self, column: str) -> StoredObservation[Listing] | None:
        """The newest listing of a column."""

    def homepage(self) -> StoredObservation[Homepage] | None:
        """The newest homepage snapshot."""

    def board(self, id: str) -> Sequence[StoredObservation[BoardReading]]:
        """The readings of a board, oldest first, from the newest full one on."""

    def timeline(self) -> StoredObservation[Timeline] | None:
        """The newest look at an account that showed posts."""

    def texts(self) -> Mapping[str, datetime]:
        """When each page was last read closely, by address."""

    def validators(self, url: str) -> Validators | None:
        """ETag and Last-Modified that came with the last good answer of *url*."""

    def page(self, url: str) -> str:
        """
        Digest of the page that the newest look at *url* was read from (`probes._same_page`); the same page would be read so again.

        "" where nothing is known of it, or what was read hangs on more than the page: on the moment, on other addresses.
        """


class NothingStored:
    """A store that is empty: every page is new."""

    def reading(self, url: str) -> None:
        """Nothing."""

    def listing(self, column: str) -> None:
        """Nothing."""

    def homepage(self) -> None:
        """Nothing."""

    def board(self, id: str) -> tuple[StoredObservation[BoardReading], ...]:
        """Nothing."""
        return ()

    def timeline(self) -> None:
        """Nothing."""

    def texts(self) -> Mapping[str, datetime]:
        """Nothing."""
        return {}

    def validators(self, url: str) -> None:
        """Nothing."""

    def page(self, url: str) -> str:
        """Nothing."""
        return ""


#: Whether our own line is up; asked after a failed visit.
Online = Callable[[], Awaitable[bool]]


async def always_online() -> bool:
    """For a configuration without reference hosts: the line is never doubted, and reports say so."""
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """What a probe may use; built once per run in `monitor/cli`."""

    fetch: Fetch
    clock: Clock
    rng: Random
    known: StoredKnowledge
    online: Online = always_online
    breaker: Breaker = field(default_factory=Breaker)  #: shared by all accounts of a run
    wall: Wall = field(default_factory=Inline)  #: whatever a page holds is read behind it
    ipv6: Ipv6Line | None = None  #: None: nobody looks over IPv6
    shared: dict[str, Any] = field(
        default_factory=dict
    )  #: what one site's look fetched that others of the same process may take, by address
    #: by kind of fact, the only parts to look at this time: the others were seen well; a kind that is not here is looked at whole
    again: Mapping[str, frozenset[str]] = field(default_factory=dict)
    render: Render | None = None  #: last resort, for columns that say `browser = true`


#: When probes look: at each planned visit, in the two rounds of the night, every few hours.
VISITS, COLUMNS, BOARDS, ACCOUNTS = DUTIES = ("visits", "columns", "boards", "accounts")

Run = Callable[[Any, Any, Tools], AsyncIterator[Observation[Any]]]


@dataclass(frozen=True, slots=True)
class Probe:
    """A way of looking: its settings and `run(subject, settings, tools)`. Looks, never judges."""

    settings: type[Any]
    run: Run
    subject: str = "site"  #: site | account: whom it looks at
    duty: str = field(kw_only=True)  #: the daemon's duty in which it looks, one of DUTIES
    #: the kinds of fact that tell when it last saw its source well
    kinds: tuple[type[Fact], ...] = field(default=(), kw_only=True)
    #: days from one look of the daemon to the next; what a person asks for is looked at at once
    every_days: int = field(default=1, kw_only=True)

    def __post_init__(self) -> None:
        if self.duty not in DUTIES:
            raise ValueError(f"duty: found {self.duty!r}, expected one of {', '.join(DUTIES)}")


@cache
def discover() -> Mapping[str, Probe]:
    """Every probe by name: each module of this package without a leading underscore that has a `PROBE`."""
    package = importlib.import_module("probes")
    found: dict[str, Probe] = {}
    for module in pkgutil.iter_modules(package.__path__):
        if not module.name.startswith("_") and not module.ispkg:
            probe = getattr(importlib.import_module(f"probes.{module.name}"), "PROBE", None)
            if isinstance(probe, Probe):
                found[module.name] = probe
    return found


def looking_in(duty: str) -> Mapping[str, Probe]:
    """The probes that look in *duty*, by name."""
    return {name: one for name, one in discover().items() if one.duty == duty}


def probe_of_kind() -> Mapping[str, str]:
    """The probe whose health each kind of observation tells. Single articles and registers are no source of their own."""
    return {kind.kind: name for name, one in discover().items() for kind in one.kinds}
