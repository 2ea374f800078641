"""
Availability sweep: distinct sites on loopback, a fresh connection each, 200 at once.

    python bench/sweep.py --sites 2000 --scrapy-python /path/to/venv/with/scrapy/bin/python

Runs the clients in turn, five rounds, and prints medians with the ratio to Scrapy. `bare` is our transport, inflate and
decode; `fetch` the whole fetcher (guard, phases, evidence bytes, classifying); `visit` all that the daemon does: probe,
evidence on disk with its hash, rows and day counts in the store. `--failing` lets one site in twenty misbehave, for
`fetch` and `visit`, and tells how many were judged right.
"""

import argparse
import asyncio
import gc
import importlib
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from monitor.domain.site import Site

HERE = Path(__file__).parent
AT_ONCE = 200
PAGE_BYTES = 20_000
BUDGET_S = 3.0


async def bare(urls: list[str]) -> int:
    """Our transport, undone and decoded."""
    import httpx

    from probes.http.charset import decode
    from probes.http.inflate import inflate
    from probes.http.transport import VisitTransport

    transport = VisitTransport(time.perf_counter)
    left, good = iter(urls), 0

    async def worker() -> None:
        nonlocal good
        for url in left:
            request = httpx.Request("GET", url, headers={"Accept-Encoding": "gzip", "Connection": "close"})
            response = await transport.handle_async_request(request)
            wire = b"".join([chunk async for chunk in response.stream])  # type: ignore[union-attr]
            good += len(decode(inflate(wire, "gzip", 2**23)).text) > PAGE_BYTES

    await asyncio.gather(*(worker() for _ in range(AT_ONCE)))
    return good


async def fetch(urls: list[str], configured: frozenset[tuple[str, int]], failing: bool = False) -> int:
    """The whole fetcher; counts the visits whose reason is the one due."""
    from bench.loopback_sites import due
    from monitor.domain.timing import system_clock
    from probes.http.base import Fetched, Unreached
    from probes.http.fetcher import Fetcher

    fetcher = Fetcher(user_agent="bench", clock=system_clock, configured=configured, at_once=AT_ONCE)
    left, right, latest = iter(enumerate(urls)), 0, 0.0

    async def worker() -> None:
        nonlocal right, latest
        for number, url in left:
            seen = await fetcher(url, budget_s=BUDGET_S, minimum_bytes=300, patient=False)
            latest = max(latest, seen.elapsed_s)
            said = seen.reason.value if isinstance(seen, Unreached) else "ok"
            expected = due(number, failing)
            right += said == expected and (
                said != "ok" or (isinstance(seen, Fetched) and len(seen.text) > PAGE_BYTES)
            )
            if said != expected:
                print(url, said, "due:", expected, file=sys.stderr)

    await asyncio.gather(*(worker() for _ in range(AT_ONCE)))
    if failing:
        print(f"latest visit {latest:.3f} s of {BUDGET_S:g}", file=sys.stderr)
    return right


async def visit(port: int, sites: int, failing: bool) -> tuple[float, float, int]:
    """
    Every homepage as the daemon visits it, every half hour: the second round of them.

    Returns the seconds and CPU seconds it took, and how many of its stored visits have the reason that is due.
    """
    from sqlalchemy import select

    from bench.loopback_sites import due, host
    from monitor.app.duties import DaemonWork
    from monitor.app.runtime import open_runtime
    from monitor.domain.site import Centre, Site, Watch
    from monitor.domain.timing import system_clock
    from probes.availability import Settings
    from probes.base import discover
    from storage.db import tables

    probe = {"availability": Settings(timeout_s=BUDGET_S)}
    watch = Watch(
        edition="fuzhou-2021", centre=Centre(name="x"),
        sites=tuple(
            Site(id=f"s{n}", name=f"s{n}", url=f"http://{host(n)}:{port}/", edition="fuzhou-2021", probe=probe)
            for n in range(sites)
        ),
    )  # fmt: skip
    now = system_clock()
    with tempfile.TemporaryDirectory() as folder:
        async with open_runtime(watch, f"sqlite+aiosqlite:///{folder}/m.db", lambda: now) as runtime:
            work = DaemonWork(runtime)
            discover()  # loading is no part of a sweep

            async def worker(left: "Iterator[Site]", slot: datetime) -> None:
                for site in left:
                    await work.visit(site, slot)

            took = spent = 0.0
            for _ in range(2):  # what is made once for all visits to a site is made in the first round
                now += timedelta(minutes=30)
                left = iter(watch.sites)
                gc.freeze()
                before, begun = time.process_time(), time.perf_counter()
                await asyncio.gather(*(worker(left, now) for _ in range(AT_ONCE)))
                took, spent = time.perf_counter() - begun, time.process_time() - before
            async with runtime.store.database.read() as connection:
                query = select(tables.visit.c.site, tables.visit.c.reason).where(tables.visit.c.slot == now)
                rows = (await connection.execute(query)).all()
    right = sum(row.reason == due(int(row.site[1:]), failing) for row in rows)
    return took, spent, right


def client(name: str, port: int, sites: int, failing: bool) -> None:
    """One sweep in this process; prints its figures."""
    sys.path.insert(0, str(HERE.parent))
    from bench.loopback_sites import host

    urls = [f"http://{host(n)}:{port}/" for n in range(sites)]
    configured = frozenset((host(n), port) for n in range(sites))
    for module in ("monitor.domain.timing", "probes.http.fetcher"):  # loading is no part of a sweep
        importlib.import_module(module)
    if name == "visit":
        took, cpu, good = asyncio.run(visit(port, sites, failing))
    else:
        gc.freeze()
        before, begun = time.process_time(), time.perf_counter()
        good = asyncio.run(bare(urls) if name == "bare" else fetch(urls, configured, failing))
        took, cpu = time.perf_counter() - begun, time.process_time() - before
    rss = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"good": good, "per_s": sites / took, "cpu": cpu / sites * 1000, "rss_mb": rss}))


def measure(command: list[str]) -> dict[str, float]:
    """The figures that one client prints last."""
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    sys.stderr.write(done.stderr if "--failing" in command else "")
    return dict(json.loads(done.stdout.splitlines()[-1]))


def main() -> None:
    """See the module."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sites", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--scrapy-python")
    parser.add_argument("--failing", action="store_true")
    parser.add_argument("--client", nargs=2, metavar=("NAME", "PORT"))
    asked = parser.parse_args()
    if asked.client:
        client(asked.client[0], int(asked.client[1]), asked.sites, asked.failing)
        return
    server = subprocess.Popen(
        [sys.executable, str(HERE / "loopback_sites.py"), str(asked.sites), "failing" if asked.failing else "good"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert server.stdout is not None
    port = server.stdout.readline().strip()
    own = [sys.executable, __file__, "--sites", str(asked.sites)]
    commands = {name: [*own, "--client", name, port] for name in ("fetch", "visit")}
    if asked.failing:
        for command in commands.values():
            command.append("--failing")
    else:
        commands["bare"] = [*own, "--client", "bare", port]
        if asked.scrapy_python:
            commands["scrapy"] = [asked.scrapy_python, str(HERE / "sweep_scrapy.py"), port, str(asked.sites)]
    try:
        rounds = [{name: measure(command) for name, command in commands.items()} for _ in range(asked.rounds)]
    finally:
        server.communicate()
    for name in commands:
        figures = {key: statistics.median(one[name][key] for one in rounds) for key in rounds[0][name]}
        ratio = ""
        if "scrapy" in commands:
            ratio = f"  {statistics.median(one[name]['per_s'] / one['scrapy']['per_s'] for one in rounds):5.1f} x Scrapy"
        print(f"{name:7} {figures['per_s']:7.0f} pages/s  {figures['cpu']:.3f} CPU s per 1,000  {figures['rss_mb']:4.0f} MB  "
              f"{figures['good']:.0f} of {asked.sites} right{ratio}")  # fmt: skip


if __name__ == "__main__":
    main()
