"""
A process that visits, counts and judges until it is killed: `python -m tests.soak.killed URL FOLDER FIRST`.

Says on its standard output what it was promised: `saved N` once the visits of batch N are stored, `judged N` once all were judged.
"""

import asyncio
import sys
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from monitor.app.runtime import Runtime
from monitor.domain.observation import Exchange, Observation, Visit
from monitor.domain.reach import Reach
from monitor.domain.site import Centre, Site, Watch
from monitor.domain.timing import SHANGHAI
from probes._breaker import Breaker
from probes.base import always_online
from probes.http.base import Answer, Validators
from storage.store import Store
from tests.stores import open_at

BEGAN = datetime(2026, 11, 20, 0, 5, tzinfo=SHANGHAI)
SITES = tuple(
    Site(id=f"s{n}", name=f"s{n}", url=f"http://s{n}.example/", edition="fuzhou-2021") for n in range(12)
)
WATCH = Watch(edition="fuzhou-2021", centre=Centre(name="x"), sites=SITES)


def at(batch: int) -> datetime:
    """When the visits of a batch are due."""
    return BEGAN + timedelta(minutes=20) * batch


def visits(batch: int) -> list[Observation[Any]]:
    """One visit to every site, each with its page."""
    slot = at(batch)
    found = []
    for n, site in enumerate(SITES):
        reach, reason = (Reach.NOT_OPENED, "http_status") if (n + batch) % 9 == 0 else (Reach.OPENED, "ok")
        page = Exchange(url=site.url, at=slot, status=200, body=f"{site.id} {batch}".encode() * 40)
        facts = Visit(reach=reach, reason=reason, elapsed_s=0.2, slot=slot)
        found.append(Observation(subject=site.id, at=slot, facts=facts, exchanges=(page,)))
    return found


async def nobody(url: str, **_: Any) -> Answer:
    """Nothing is fetched."""
    raise NotImplementedError


def runtime_of(store: Store, now: datetime) -> Runtime:
    """What judges."""
    return Runtime(WATCH, store, nobody, lambda: now, Breaker(), always_online)


async def work(url: str, folder: Path, first: int) -> None:
    """From batch *first* on, until somebody ends it."""
    now = at(first)
    async with open_at(url, folder, lambda: now, make_validators=Validators) as store:
        for batch in range(first, first + 10_000):
            now = at(batch)
            looks = visits(batch)
            halves: Sequence[Sequence[Observation[Any]]] = (looks[::2], looks[1::2])
            await asyncio.gather(*(store.save(half) for half in halves))
            print(f"saved {batch}", flush=True)
            if batch % 4 == 3:
                await runtime_of(store, now).judge(SITES, now)
                print(f"judged {batch}", flush=True)


if __name__ == "__main__":
    asyncio.run(work(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])))
