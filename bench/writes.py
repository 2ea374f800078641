"""
What saving costs the processor: a visit saved alone, as a daemon of 1,000 sites does, and an import of many.

`python bench/writes.py [VISITS] [--db URL]`. Prints milliseconds of the processor a visit, Python calls of a visit saved alone, and beside
them how long a plain loop takes meanwhile, as shared machines differ from hour to hour. *URL*: an empty database, as PostgreSQL's; else a
SQLite file of its own.
"""

import argparse
import asyncio
import cProfile
import pstats
import sys
import tempfile
import time
from datetime import datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench.loopback_sites import PACKED
from monitor.app.runtime import Runtime, open_runtime
from monitor.cli.daemon import GATHER_S
from monitor.domain.observation import Attempt, Exchange, Observation, Visit
from monitor.domain.reach import Reach
from monitor.domain.site import Centre, Watch
from monitor.domain.timing import SHANGHAI

NOW = datetime(2026, 11, 27, 20, tzinfo=SHANGHAI)
SITES, BATCH = 100, 1000
#: Of 14,000 sites visited 48 times a day so many end within half a second.
TOGETHER = 4
HEADERS = (("Server", "nginx"), ("Content-Type", "text/html"), ("Content-Length", str(len(PACKED))))


def visit(site: int, number: int, *, whole: bool) -> Observation[Visit]:
    """A visit of every half hour; *whole*: with its try and the bytes that came."""
    at = NOW - timedelta(days=30) + number * timedelta(minutes=30)
    url = f"http://s{site}.gov.cn/"
    phases = Attempt(url=url, address="192.0.2.1", reason="ok", status=200, dns_s=0.1, connect_s=0.1, first_byte_s=0.2, total_s=0.4)  # fmt: skip
    sent = (("Host", f"s{site}.gov.cn"), ("User-Agent", "bench"))
    page = Exchange(url=url, at=at, address="192.0.2.1", request_headers=sent, status=200, headers=HEADERS, body=PACKED + b"%d" % site)  # fmt: skip
    facts = Visit(
        reach=Reach.OPENED, reason="ok", elapsed_s=0.4, status=200, final_url=url, slot=at if whole else None, attempts=(phases,) if whole else (),
    )  # fmt: skip
    return Observation(subject=f"s{site}", at=at, facts=facts, exchanges=(page,) if whole else ())


async def alone(runtime: Runtime) -> None:
    """Visits saved one by one, each with its evidence."""
    for site in range(SITES):
        await runtime.store.save([visit(site, 0, whole=True)])
    begun = time.process_time()
    for site in range(3 * SITES):
        await runtime.store.save([visit(site % SITES, 1 + site // SITES, whole=True)])
    took = (time.process_time() - begun) / (3 * SITES)
    profile = cProfile.Profile()
    profile.enable()
    for site in range(SITES):
        await runtime.store.save([visit(site, 4, whole=True)])
    profile.disable()
    begun, most = time.process_time(), 20
    for number in range(5, 5 + most):
        for start in range(0, SITES, TOGETHER):
            some = [visit(site, number, whole=True) for site in range(start, start + TOGETHER)]
            await asyncio.gather(
                *(runtime.store.save([one], gather_s=GATHER_S) for one in some), runtime.store.save([])
            )
    gathered = (time.process_time() - begun) / (most * SITES)
    print(f"a visit of {TOGETHER} that ended within {GATHER_S} s: {gathered * 1000:.2f} ms")
    calls = pstats.Stats(profile).total_calls / SITES  # type: ignore[attr-defined]
    print(f"a visit saved alone: {took * 1000:.2f} ms, {calls:.0f} calls")


async def imported(runtime: Runtime, many: int) -> None:
    """Visits made elsewhere, by the thousand."""
    looks = [visit(1000 + n % SITES, n // SITES, whole=False) for n in range(many)]
    looks.sort(key=lambda one: (one.subject, one.at))
    file = Exchange(url="file:visits.jsonl", at=NOW, body=b"visits")
    begun, clock = time.process_time(), time.perf_counter()
    for start in range(0, many, BATCH):
        await runtime.store.save_imported(looks[start : start + BATCH], file)
    took, waited = time.process_time() - begun, time.perf_counter() - clock
    print(
        f"{many} visits imported: {took:.1f} s ({took / many * 1e5:.1f} s for 100,000), {waited:.1f} s on the clock"
    )


def loop() -> None:
    """A figure to hold the others against."""
    begun, total = time.process_time(), 0
    for n in range(3_000_000):
        total += n & 3
    print(
        f"a loop of 3,000,000 steps: {time.process_time() - begun:.2f} s (0.10 where the other figures were taken)"
    )


async def main(many: int, url: str | None) -> None:
    """Both, in one store."""
    with tempfile.TemporaryDirectory() as folder:
        watch = Watch(edition="fuzhou-2021", centre=Centre(name="x"), sites=())
        async with open_runtime(watch, url or f"sqlite+aiosqlite:///{folder}/m.db", lambda: NOW) as runtime:
            await alone(runtime)
            await imported(runtime, many)
    loop()


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("visits", nargs="?", type=int, default=20_000)
    parser.add_argument("--db", metavar="URL")
    said = parser.parse_args()
    asyncio.run(main(said.visits, said.db))
